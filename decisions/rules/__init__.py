"""What must be true: the law, one function per rule. Reads only; `workflow` asks, and refuses.

The name of a rule ends in its number, its docstring is the sentence the user reads, and the test of
the same name shows what passes and what fails. Gates stand at adoption: before it every finding is
advice. What happened outside (a publication, its date) is a FACT of which the consequence is shown.

`RULES` holds every rule in the order of the numbers; a higher app adds its own with `rule`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from almere_camera.findings import Finding, Kind

from ..loading import loaded
from ..models import Decision
from . import (
    aftercare,
    chain,
    composed,
    consultation,
    grounds,
    overlapping,
    place,
    privacy,
    publication,
    reasons,
    term,
)  # each registers
from .case import Adoption, Case, act_url, area_anchor, criterion_anchor, step_url
from .enlarging import enlarges
from .registry import RULES, Found, Rule, rule

__all__ = [
    "RULES",
    "Adoption",
    "Case",
    "Found",
    "Rule",
    "act_url",
    "aftercare",
    "area_anchor",
    "chain",
    "composed",
    "consultation",
    "criterion_anchor",
    "enlarges",
    "findings",
    "gates",
    "grounds",
    "outstanding",
    "overlapping",
    "place",
    "privacy",
    "publication",
    "reasons",
    "rule",
    "step_url",
    "term",
    "warnings_unacknowledged",
    "why_frozen",
]


def findings(decision: Decision, *, today: date, adoption: Adoption | None = None) -> list[Finding]:
    """Everything that the rules find in this case, at once, in the order of their numbers.

    `adoption` is what the mayor's office enters; without it the day of signing is the one that the
    case holds, or else `today`. Historical decisions have no gates: only what follows from them.
    """
    case = Case(loaded(decision), today, adoption)
    found = [finding for rule in RULES if rule.applies_to(case) for finding in rule.findings_in(case)]
    if decision.historical:
        return [f for f in found if f.kind in (Kind.DERIVE, Kind.FACT)]
    return found


def outstanding(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that keep the mayor from adopting."""
    return [f for f in findings if f.kind is Kind.BLOCK]


def warnings_unacknowledged(decision: Decision, findings: Iterable[Finding]) -> list[Finding]:
    """The warnings that nobody has yet answered with a reason to go on: that message, not its rule alone."""
    answered = {(a.code, a.message) for a in decision.acknowledgements.all()}
    return [f for f in findings if f.kind is Kind.WARN and (f.code, f.message) not in answered]


def gates(decision: Decision, findings: Iterable[Finding]) -> list[Finding]:
    """What adoption waits for: what is outstanding, and the warnings without an answer. In rule order."""
    found = list(findings)
    waiting = [*outstanding(found), *warnings_unacknowledged(decision, found)]
    return [f for f in found if f in waiting]


def why_frozen(decision: Decision, *, today: date) -> list[Finding]:
    """Rule I21 alone: why this case cannot be changed. Empty when it can; holds for historical ones too."""
    rule = next(r for r in RULES if r.number == "I21")
    return rule.findings_in(Case(decision, today))
