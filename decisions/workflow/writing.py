"""Filling in a case, consulting the driehoek, and going on in spite of a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, Refused
from almere_camera.models import User

from .. import rules
from ..models import FROZEN, Acknowledgement, Decision, Status
from .asking import fault, locked, permit
from .versions import keep_version


@contextmanager
def edit(decision: Decision, *, by: User, version: int, what: str) -> Iterator[Decision]:
    """Change the content of a draft: `with edit(case, by=user, version=3, what="criteria") as case: ...`

    Raises NotAllowed, Refused (not a draft) or Conflict (a colleague saved first) before the body
    runs. Afterwards the version goes up and the text as it then reads is kept.
    """
    with transaction.atomic():
        case = locked(decision, version)
        permit("edit", case, by)
        yield case
        keep_version(case, by, what)
        audit.record("decision.edited", case, by, what=what, version=case.version)


@contextmanager
def consult(decision: Decision, *, by: User, version: int) -> Iterator[Decision]:
    """Add or change a consultation, in a draft or after akkoord (151c lid 3).

    In a draft it counts as saving content; after akkoord it does not, so that the mayor's office may
    record the consultation and register the adoption. Raises as `edit` does.
    """
    with transaction.atomic():
        case = locked(decision, version)
        permit("consult", case, by)
        yield case
        keep_version(case, by, "driehoek", content=case.status == Status.DRAFT)
        audit.record("decision.consulted", case, by, version=case.version)


def acknowledge(*, decision: Decision, by: User, version: int, code: str, reason: str) -> Acknowledgement:
    """Go on in spite of a warning, with the reason that is kept. Raises Refused for any other rule.

    After the adoption the decision stays as it is: only the reason is added.
    """
    with transaction.atomic():
        case = locked(decision, version)
        permit("acknowledge", case, by)
        made = keep_reasons(case, by, {code: reason}, rules.findings(case, today=timezone.localdate()))
        if case.status not in FROZEN:
            keep_version(case, by, f"waarschuwing {code}", content=False)
        audit.record("decision.warning_acknowledged", case, by, code=code, version=case.version)
        return made[0]


def keep_reasons(
    case: Decision,
    by: User,
    reasons: Mapping[str, str],
    found: list[Finding],
    *,
    only_warnings: bool = False,
) -> list[Acknowledgement]:
    """Keep the reason to go on for every open warning of these codes. Raises Refused for other codes."""
    waiting = rules.warnings_unacknowledged(case, found)
    made = []
    for code, reason in reasons.items():
        warnings = [finding.message for finding in waiting if finding.code == code]
        if not warnings:
            if only_warnings:
                continue
            raise Refused([fault(code, f"Regel {code} geeft bij deze zaak nu geen waarschuwing.")])
        if not reason.strip():
            if only_warnings:
                continue
            raise Refused([fault(code, "Schrijf op waarom u doorgaat.")])
        made += [
            Acknowledgement.objects.create(
                decision=case, code=code, message=message, reason=reason.strip(), by=by
            )
            for message in dict.fromkeys(warnings)
        ]
    return made
