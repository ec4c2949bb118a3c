"""Asking the rules, as the tests do it."""

from __future__ import annotations

from datetime import date
from typing import Any

from almere_camera.findings import Finding, Kind
from decisions import rules
from decisions.models import Decision
from decisions.rules import Adoption
from tests.factories import TODAY, make_records

BLOCK, WARN, DERIVE, FACT = Kind.BLOCK, Kind.WARN, Kind.DERIVE, Kind.FACT


def found(
    decision: Decision, code: str, *, today: date = TODAY, adoption: Adoption | None = None
) -> list[Finding]:
    """What one rule finds in the case as it now stands in the database."""
    fresh = Decision.objects.get(pk=decision.pk)
    return [f for f in rules.findings(fresh, today=today, adoption=adoption) if f.code == code]


def kinds(decision: Decision, code: str, **how: Any) -> list[Kind]:
    """The kinds of what one rule finds, in order."""
    return [f.kind for f in found(decision, code, **how)]


def says(decision: Decision, code: str, **how: Any) -> str:
    """All that one rule says, as one text; empty when it finds nothing."""
    return " ".join(f.message for f in found(decision, code, **how))


def signed(**changes: Any) -> Adoption:
    """An adoption by the mayor on TODAY, with its signed copy; with changes."""
    entered = {
        "signatory": make_records().mayor,
        "on": TODAY,
        "absence_reason": "",
        "signed_copy": True,
        **changes,
    }
    return Adoption(**entered)


def change(obj: Any, **values: Any) -> None:
    """Set and save some columns."""
    for name, value in values.items():
        setattr(obj, name, value)
    obj.save()
