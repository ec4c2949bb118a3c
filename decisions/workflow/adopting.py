"""Adoption: the mayor decides, the office registers, all gates stand here, the text freezes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Refused
from almere_camera.models import Official, User
from almere_camera.uploads import Checked

from .. import rules, text
from ..blocks import Document
from ..models import AdoptedText, Decision, SavedVersion, Status
from ..rules import Adoption
from .asking import fault, locked, permit
from .moving import freeze, hashes
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
    today = timezone.localdate()
    with transaction.atomic():
        case = locked(decision, version)
        case.signatory, case.signed_on, case.absence_reason = signatory, on, absence_reason.strip()
        adoption = Adoption(
            signatory=signatory,
            on=on,
            absence_reason=case.absence_reason,
            signed_copy=signed_copy is not None,
        )
        found = rules.findings(case, today=today, adoption=adoption)
        keep_reasons(case, by, acknowledgements or {}, found, only_warnings=True)
        permit("adopt", case, by, against=rules.gates(case, found))
        document = text.compose(case, draft=False)
        if _differs_from_agreed(case, document):
            raise Refused(
                [
                    fault(
                        "tekst",
                        "De tekst is niet meer gelijk aan de tekst waarop akkoord is gegeven. Stuur terug.",
                    )
                ]
            )
        case.status, case.version = Status.ADOPTED, case.version + 1
        adopted = freeze(case, document, AdoptedText.Kind.DECISION, by, signed_copy)
        keep(case, by, "vaststelling", document, content=False)
        case.save()
        audit.record(
            "decision.adopted",
            case,
            by,
            version=case.version,
            signed_on=on,
            signatory=case.signatory_id,
            **hashes(adopted),
        )
        return adopted


def _differs_from_agreed(case: Decision, document: Document) -> bool:
    """Whether more changed since akkoord than consultation, date and signatory."""
    agreed = SavedVersion.objects.filter(decision=case, what=TRANSITIONS["agree"].label).first()
    if agreed is None:
        return True
    then = [b for b in agreed.document["blocks"] if not text.is_completed_later(b["key"])]
    now = [b.as_json() for b in document.blocks if not text.is_completed_later(b.key)]
    return then != now
