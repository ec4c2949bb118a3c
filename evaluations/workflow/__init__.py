"""The acts on figures and evaluations: each one transaction and one event.

Every act raises NotAllowed for a person without its permission, Conflict when a colleague changed the
row since `version` was shown, and ValidationError, by field and in Dutch, for what is wrong.
"""
