"""Defects that show in the words of a decision: pure functions on text and on blocks.

One function per rule, numbered L1, L2, ...; its docstring is the sentence that the user reads. Built
from defects in real decisions. What a text leaves out says nothing when it is an excerpt.
"""

from __future__ import annotations

from ..blocks import Document
from . import bases, completeness, days, persons, times, words  # each registers its rules
from .days import day_of_decision
from .persons import find_house_numbers, find_names
from .reading import Reading, read_document, read_text
from .registry import LINT_RULES, Known, LintFinding, LintRule

__all__ = [
    "LINT_RULES",
    "Known",
    "LintFinding",
    "LintRule",
    "bases",
    "completeness",
    "day_of_decision",
    "days",
    "find_house_numbers",
    "find_names",
    "lint_document",
    "lint_text",
    "persons",
    "read_text",
    "times",
    "words",
]


def lint_text(text: str, *, excerpt: bool = False, known: Known | None = None) -> list[LintFinding]:
    """Every defect in a plain text, in the order of the rules; `excerpt` skips the rules on absence."""
    return _all_in(read_text(text, excerpt=excerpt), known)


def lint_document(document: Document, *, known: Known | None = None) -> list[LintFinding]:
    """Every defect in a composed text, each with the key of its block."""
    return _all_in(read_document(document), known)


def _all_in(reading: Reading, known: Known | None) -> list[LintFinding]:
    return [finding for rule in LINT_RULES for finding in rule.findings_in(reading, known or Known())]
