"""Evaluations stand on decisions; nothing is recorded here yet."""
