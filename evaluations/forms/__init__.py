"""The forms of evaluations: each gives its answers to one act."""
