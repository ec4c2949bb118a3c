"""The demonstration: real records of the past, and invented cases built through the real acts.

People, figures and cases of today are invented; boundaries are drawn by approximation. The frameworks,
the legal bases and the decisions of the past are facts, with their source.
"""
