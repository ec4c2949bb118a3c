"""Adoption: the mayor decides, the office registers, all gates stand here, the text freezes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, Refused
from almere_camera.models import Official, User
from almere_camera.uploads import Checked

from .. import rules, text
from ..blocks import Document
from ..models import AdoptedText, Decision, SavedVersion, Status
from ..rules import Adoption
from .asking import fault, locked, permit
from .moving import freeze, hashes, proposed_closure
from .transitions import TRANSITIONS
from .versions import keep
from .writing import keep_reasons


def adopt(
    *,
    decision: Decision,
    by: User,
    version: int,
    signatory: Official | None,
    on: date | None,
    signed_copy: Checked | None,
    absence_reason: str = "",
    acknowledgements: Mapping[str, str] | None = None,
) -> AdoptedText:
    """Register that the mayor (or the acting or deputy mayor) adopted, and freeze the text.

    All gates stand here: whatever is missing or wrong is refused at once (Refused). Freezes blocks,
    HTML, plain text and PDF with their hashes; afterwards no column of the decision changes.
    Gemeentewet art. 151c; Awb 3:46; Besluit elektronische publicaties art. 2.1.
    """
    entered = Entered(signatory, on, signed_copy, absence_reason.strip(), dict(acknowledgements or {}))
    return _adopt("adopt", decision, by, version, entered)


def adopt_urgently(
    *,
    decision: Decision,
    by: User,
    version: int,
    signatory: Official | None,
    on: date | None,
    signed_copy: Checked | None,
    absence_reason: str = "",
    acknowledgements: Mapping[str, str] | None = None,
) -> AdoptedText:
    """Register an adoption that could not wait for akkoord: mobile use, started or extended with spoed.

    The same gates as `adopt`; whoever registers did not write, and another reviews afterwards. With
    akkoord already given, the text must still be the one agreed on.
    """
    entered = Entered(signatory, on, signed_copy, absence_reason.strip(), dict(acknowledgements or {}))
    return _adopt("adopt_urgently", decision, by, version, entered)


@dataclass(frozen=True, slots=True)
class Entered:
    """What the mayor's office enters when it registers an adoption."""

    signatory: Official | None
    on: date | None
    signed_copy: Checked | None
    absence_reason: str
    acknowledgements: dict[str, str]


def _adopt(action: str, decision: Decision, by: User, version: int, entered: Entered) -> AdoptedText:
    today = timezone.localdate()
    with transaction.atomic():
        case = locked(decision, version)
        agreed = case.status == Status.AGREED
        case.signatory, case.signed_on = entered.signatory, entered.on
        case.absence_reason = entered.absence_reason
        adoption = Adoption(
            signatory=case.signatory,
            on=case.signed_on,
            absence_reason=case.absence_reason,
            signed_copy=entered.signed_copy is not None,
        )
        found = rules.findings(case, today=today, adoption=adoption)
        keep_reasons(case, by, entered.acknowledgements, found, only_warnings=True)
        against = not_urgent(case) if action == "adopt_urgently" else []
        permit(action, case, by, against=[*against, *rules.gates(case, found)])
        document = text.compose(case, draft=False)
        if agreed and _differs_from_agreed(case, document):
            raise Refused(
                [
                    fault(
                        "tekst",
                        "De tekst is niet meer gelijk aan de tekst waarop akkoord is gegeven. Stuur terug.",
                    )
                ]
            )
        case.status, case.version = Status.ADOPTED, case.version + 1
        adopted = freeze(case, document, AdoptedText.Kind.DECISION, by, entered.signed_copy)
        keep(case, by, "vaststelling", document, content=False)
        case.save()
        audit.record(
            "decision.adopted",
            case,
            by,
            version=case.version,
            signed_on=case.signed_on,
            agreed=agreed,
            signatory=case.signatory_id,
            **hashes(adopted),
        )
        return adopted


def not_urgent(case: Decision) -> list[Finding]:
    """Why the short route is not open to this case."""
    faults = []
    if not case.is_urgent:
        faults.append(
            fault("spoed", "De korte route is alleen voor mobiel cameratoezicht dat met spoed nodig is.")
        )
    if proposed_closure(case):
        faults.append(
            fault(
                "voorstel", "Er ligt een voorstel om deze zaak af te sluiten. Bevestig dat, of stuur terug."
            )
        )
    return faults


def _differs_from_agreed(case: Decision, document: Document) -> bool:
    """Whether more changed since akkoord than consultation, date and signatory."""
    agreed = SavedVersion.objects.filter(decision=case, what=TRANSITIONS["agree"].label).first()
    if agreed is None:
        return True
    then = [b for b in agreed.document["blocks"] if not text.is_completed_later(b["key"])]
    now = [b.as_json() for b in document.blocks if not text.is_completed_later(b.key)]
    return then != now
