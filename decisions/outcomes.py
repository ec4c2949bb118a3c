"""Every rule and what it says about one case: in order, not, mind this, or not asked and why not.

For the page with all rules, which the lawyer prints. Of an adopted decision the gates have passed: what
it went on with in spite of a warning stands beside the rule, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from almere_camera.findings import Finding, Kind

from . import rules
from .models import Acknowledgement, Decision, DecisionKind, Status
from .rules import Case, Rule
from .rules.case import in_words, is_adopted


class Outcome(StrEnum):
    """What a rule comes to, in the words of the page."""

    MET = "In orde"
    NOT_MET = "Niet in orde"
    WARNING = "Let op"
    ANSWERED = "Bewust doorgegaan"
    FOLLOWS = "Volgt eruit"
    FACT = "Feit"
    NOT_ASKED = "Niet van toepassing"


BADGES = {
    Outcome.MET: "ok",
    Outcome.NOT_MET: "danger",
    Outcome.WARNING: "warn",
    Outcome.ANSWERED: "info",
    Outcome.FOLLOWS: "neutral",
    Outcome.FACT: "warn",
    Outcome.NOT_ASKED: "neutral",
}


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule: its outcome, why (when it is not asked, or when it was), its findings and the answers."""

    rule: Rule
    address: str
    outcome: Outcome
    reason: str
    findings: list[Finding]
    answers: list[Acknowledgement]

    @property
    def badge(self) -> str:
        return BADGES[self.outcome]


def outcomes(decision: Decision, found: Iterable[Finding], today: date) -> list[RuleOutcome]:
    """The outcome of every rule, in their order; `found` is what `rules.findings` said on this day."""
    case = Case(decision, today)
    by_code: dict[str, list[Finding]] = {}
    for finding in found:
        by_code.setdefault(finding.code, []).append(finding)
    answers: dict[str, list[Acknowledgement]] = {}
    for answer in decision.acknowledgements.all():
        answers.setdefault(answer.code, []).append(answer)
    return [
        _outcome(rule, case, by_code.get(rule.number, []), answers.get(rule.number, []))
        for rule in rules.RULES
    ]


def count(found: Iterable[RuleOutcome]) -> list[tuple[Outcome, int]]:
    """How many rules came to each outcome, for the line above the table."""
    listed = [one.outcome for one in found]
    return [(outcome, listed.count(outcome)) for outcome in Outcome if outcome in listed]


def _outcome(rule: Rule, case: Case, findings: list[Finding], answers: list[Acknowledgement]) -> RuleOutcome:
    answered = bool(answers) and not rules.warnings_unacknowledged(case.decision, findings)
    outcome, reason = _judge(rule, case, findings, answered=answered)
    return RuleOutcome(rule, rule.address(case.decision), outcome, reason, findings, answers)


def _judge(rule: Rule, case: Case, findings: list[Finding], *, answered: bool) -> tuple[Outcome, str]:
    found = {finding.kind for finding in findings}
    if Kind.BLOCK in found:
        # The only block on a finished case is that it cannot change any more (I21).
        return (Outcome.NOT_MET if case.making else Outcome.FOLLOWS), ""
    if Kind.WARN in found and not answered:
        return Outcome.WARNING, ""
    if Kind.FACT in found:
        return Outcome.FACT, ""
    if Kind.WARN in found:
        return Outcome.ANSWERED, ""
    if Kind.DERIVE in found:
        return Outcome.FOLLOWS, ""
    if reason := _not_asked(rule, case):
        return Outcome.NOT_ASKED, reason
    if rule.applies_to(case):
        return Outcome.MET, ""
    signed_on = case.decision.signed_on
    at = f"Getoetst bij de vaststelling op {in_words(signed_on)}" if signed_on else "Getoetst"
    return (Outcome.ANSWERED if answered else Outcome.MET), at


def _not_asked(rule: Rule, case: Case) -> str:
    """Why this rule asks nothing of this case, now or at its adoption; an empty string when it does."""
    decision = case.decision
    if decision.kind not in rule.kinds:
        return f"Geldt niet bij {decision.get_kind_display().lower()}."
    if decision.historical:
        return "Niet getoetst: een besluit van voor deze toepassing."
    if decision.status == Status.CLOSED:
        return "De zaak is afgesloten zonder besluit."
    if decision.kind == DecisionKind.CHANGE and rule.only_enlarging and not case.enlarges:
        return "De wijziging maakt het gebied niet groter en de duur niet langer."
    if not rule.making:
        if case.making:
            return "Wordt getoetst na de vaststelling."
        if not is_adopted(decision):
            return "Het besluit is ingetrokken voor bekendmaking."
    return ""
