"""What may happen, and doing it: the only place that changes the status of a case.

Every act is one function: one transaction, the row locked and its version compared, everything that
stands in the way refused at once, one event in the log. The same function serves page, command,
demonstration and test. What is asked of whom stands in `transitions.TRANSITIONS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, Kind, Refused
from almere_camera.models import Official, User
from almere_camera.uploads import Checked

from . import documents, rules, text
from .asking import authors, locked, obstacles, permit
from .blocks import Document
from .models import (
    Acknowledgement,
    AdoptedText,
    Closure,
    Decision,
    Publication,
    Remark,
    SavedVersion,
    Status,
)
from .publishing import correct_publication, publish
from .rules import Adoption
from .starting import copy, record_historical, start
from .transitions import TRANSITIONS
from .versions import keep, keep_version

__all__ = [
    "TRANSITIONS",
    "acknowledge",
    "adopt",
    "agree",
    "authors",
    "close_without_decision",
    "consult",
    "copy",
    "correct_publication",
    "edit",
    "obstacles",
    "propose_closing",
    "propose_withdrawal",
    "publish",
    "record_historical",
    "return_to_author",
    "start",
    "submit",
    "withdraw_before_publication",
]


# --- Filling in ----------------------------------------------------------------------------------


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
    """Go on in spite of a warning, with the reason that is kept. Raises Refused for any other rule."""
    with transaction.atomic():
        case = locked(decision, version)
        permit("acknowledge", case, by)
        made = _acknowledge(case, by, {code: reason}, rules.findings(case, today=timezone.localdate()))
        keep_version(case, by, f"waarschuwing {code}", content=False)
        audit.record("decision.warning_acknowledged", case, by, code=code, version=case.version)
        return made[0]


# --- Review --------------------------------------------------------------------------------------


def submit(*, decision: Decision, by: User, version: int, remark: str = "") -> Decision:
    """Offer a draft for review, also an unfinished one: before adoption everything is advice."""
    with transaction.atomic():
        case = locked(decision, version)
        permit("submit", case, by)
        return _move(case, "submit", by, remark)


def return_to_author(*, decision: Decision, by: User, version: int, remark: str) -> Decision:
    """Back to draft with a remark; a new round begins. A proposal to close lapses with it."""
    with transaction.atomic():
        case = locked(decision, version)
        permit("return_to_author", case, by, remark=remark)
        Closure.objects.filter(decision=case, confirmed_at=None).delete()
        _remark(case, "return_to_author", by, remark)
        case.round += 1
        return _move(case, "return_to_author", by)


def agree(*, decision: Decision, by: User, version: int, remark: str = "") -> Decision:
    """Another person agrees with the content. From here it only changes by returning it."""
    with transaction.atomic():
        case = locked(decision, version)
        against = []
        if _proposed(case):
            against.append(
                _reason(
                    "voorstel",
                    "Er ligt een voorstel om deze zaak af te sluiten. Bevestig dat, of stuur terug.",
                )
            )
        permit("agree", case, by, against=against)
        return _move(case, "agree", by, remark)


# --- Adoption ------------------------------------------------------------------------------------


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
        _acknowledge(case, by, acknowledgements or {}, found, only_warnings=True)
        permit("adopt", case, by, against=rules.gates(case, found))
        document = text.compose(case, draft=False)
        if _differs_from_agreed(case, document):
            raise Refused(
                [
                    _reason(
                        "tekst",
                        "De tekst is niet meer gelijk aan de tekst waarop akkoord is gegeven. Stuur terug.",
                    )
                ]
            )
        case.status, case.version = Status.ADOPTED, case.version + 1
        adopted = _freeze(case, document, AdoptedText.Kind.DECISION, by, signed_copy)
        keep(case, by, "vaststelling", document, content=False)
        case.save()
        audit.record(
            "decision.adopted",
            case,
            by,
            version=case.version,
            signed_on=on,
            signatory=case.signatory_id,
            blocks_sha256=adopted.blocks_sha256,
            pdf_sha256=adopted.pdf_sha256,
            signed_copy_sha256=adopted.signed_copy_sha256,
        )
        return adopted


def _freeze(
    case: Decision, document: Document, kind: AdoptedText.Kind, by: User, signed_copy: Checked | None = None
) -> AdoptedText:
    frozen = documents.freeze(document)
    signatory = case.signatory
    adopted = AdoptedText(
        decision=case,
        kind=kind,
        blocks=frozen.json.decode(),
        html=frozen.html,
        text=frozen.text,
        pdf=frozen.pdf,
        blocks_sha256=frozen.sha256["json"],
        html_sha256=frozen.sha256["html"],
        text_sha256=frozen.sha256["text"],
        pdf_sha256=frozen.sha256["pdf"],
        signatory_name=signatory.name if signatory else "",
        signatory_function=signatory.get_function_display() if signatory else "",
        adopted_on=case.signed_on or timezone.localdate(),
        registered_by=by,
    )
    if signed_copy:
        adopted.signed_copy_sha256 = signed_copy.sha256
        adopted.signed_copy.save("", ContentFile(signed_copy.content), save=False)
    adopted.save(force_insert=True)
    return adopted


def _differs_from_agreed(case: Decision, document: Document) -> bool:
    """Whether more changed since akkoord than consultation, date and signatory."""
    agreed = SavedVersion.objects.filter(decision=case, what=TRANSITIONS["agree"].label).first()
    if agreed is None:
        return True
    then = [b for b in agreed.document["blocks"] if not text.is_completed_later(b["key"])]
    now = [b.as_json() for b in document.blocks if not text.is_completed_later(b.key)]
    return then != now


# --- Ending without a decision -------------------------------------------------------------------


def propose_closing(*, decision: Decision, by: User, version: int, outcome: str, reasons: str) -> Decision:
    """Propose to end a case without a decision; another person confirms it."""
    with transaction.atomic():
        case = locked(decision, version)
        permit("propose_closing", case, by, against=_closing_faults(outcome, reasons))
        Closure.objects.create(decision=case, outcome=outcome, reasons=reasons.strip(), proposed_by=by)
        case.version += 1
        case.status = Status.REVIEW
        case.save()
        keep(case, by, "propose_closing", text.compose(case, draft=True), content=True)
        audit.record("decision.closing_proposed", case, by, outcome=outcome, version=case.version)
        return case


def close_without_decision(*, decision: Decision, by: User, version: int, remark: str = "") -> Decision:
    """Another person confirms that there will be no decision; the case freezes with its reasons."""
    with transaction.atomic():
        case = locked(decision, version)
        closure = _proposed(case)
        against = (
            [] if closure else [_reason("voorstel", "Er ligt geen voorstel om deze zaak af te sluiten.")]
        )
        permit("close_without_decision", case, by, against=against)
        assert closure is not None  # permit refused otherwise
        _remark(case, "close_without_decision", by, remark)
        _confirm(closure, by)
        adopted = _freeze(case, text.closing_text(case), AdoptedText.Kind.CLOSING, by)
        case.status, case.version = Status.CLOSED, case.version + 1
        case.save()
        audit.record(
            "decision.closed",
            case,
            by,
            outcome=closure.outcome,
            version=case.version,
            pdf_sha256=adopted.pdf_sha256,
        )
        return case


def propose_withdrawal(*, decision: Decision, by: User, version: int, reasons: str) -> Closure:
    """Propose to withdraw an adopted decision that has not been published. The decision itself stays."""
    with transaction.atomic():
        case = locked(decision, version)
        outcome = Closure.Outcome.WITHDRAWN
        against = [*_closing_faults(outcome, reasons), *_already_published(case)]
        if Closure.objects.filter(decision=case).exists():
            against.append(_reason("voorstel", "Er ligt al een voorstel om dit besluit in te trekken."))
        permit("propose_withdrawal", case, by, against=against)
        closure = Closure.objects.create(
            decision=case, outcome=outcome, reasons=reasons.strip(), proposed_by=by
        )
        audit.record("decision.withdrawal_proposed", case, by, version=case.version)
        return closure


def withdraw_before_publication(*, decision: Decision, by: User, version: int) -> Closure:
    """Another person confirms that an adopted decision will not be published."""
    with transaction.atomic():
        case = locked(decision, version)
        closure = _proposed(case)
        against = _already_published(case)
        if closure is None:
            against.append(_reason("voorstel", "Er ligt geen voorstel om dit besluit in te trekken."))
        elif closure.proposed_by_id == by.pk:
            against.append(_reason("vier ogen", "U stelde dit zelf voor; een ander moet het bevestigen."))
        permit("withdraw_before_publication", case, by, against=against)
        assert closure is not None  # permit refused otherwise
        _confirm(closure, by)
        _freeze(case, text.closing_text(case), AdoptedText.Kind.CLOSING, by)
        audit.record("decision.withdrawn_before_publication", case, by, version=case.version)
        return closure


def _confirm(closure: Closure, by: User) -> None:
    closure.confirmed_by, closure.confirmed_at = by, timezone.now()
    closure.save(update_fields=["confirmed_by", "confirmed_at"])


def _proposed(case: Decision) -> Closure | None:
    return Closure.objects.filter(decision=case, confirmed_at=None).first()


def _closing_faults(outcome: str, reasons: str) -> list[Finding]:
    faults = []
    if outcome not in Closure.Outcome.values:
        faults.append(_reason("uitkomst", "Kies hoe de zaak eindigt."))
    if not reasons.strip():
        faults.append(_reason("redenen", "Schrijf op waarom er geen besluit komt."))
    return faults


def _already_published(case: Decision) -> list[Finding]:
    if not Publication.objects.filter(decision=case, kind=Publication.Kind.OFFICIAL).exists():
        return []
    return [
        _reason(
            "bekendmaking",
            "Dit besluit is al bekendgemaakt. Maak een besluit om het cameratoezicht te beëindigen.",
        )
    ]


# --- What the acts share -------------------------------------------------------------------------


def _move(case: Decision, action: str, by: User, remark: str = "") -> Decision:
    """Set the new status of this transition, keep the version and record the event."""
    transition = TRANSITIONS[action]
    assert transition.to is not None
    before = case.status
    if remark.strip():
        _remark(case, action, by, remark)
    case.status = transition.to
    keep_version(case, by, transition.label, content=False)
    audit.record(
        f"decision.{action}",
        case,
        by,
        before=before,
        after=case.status,
        version=case.version,
        round=case.round,
    )
    return case


def _remark(case: Decision, action: str, by: User, remark: str) -> None:
    if remark.strip():
        Remark.objects.create(
            decision=case, round=case.round, action=TRANSITIONS[action].label, author=by, text=remark.strip()
        )


def _acknowledge(
    case: Decision,
    by: User,
    reasons: Mapping[str, str],
    found: list[Finding],
    *,
    only_warnings: bool = False,
) -> list[Acknowledgement]:
    """Keep the reason to go on for every warning of these codes. Raises Refused for other codes."""
    warnings = {f.code: f for f in found if f.kind is Kind.WARN}
    made = []
    for code, reason in reasons.items():
        if code not in warnings:
            if only_warnings:
                continue
            raise Refused([_reason(code, f"Regel {code} geeft bij deze zaak nu geen waarschuwing.")])
        if not reason.strip():
            if only_warnings:
                continue
            raise Refused([_reason(code, "Schrijf op waarom u doorgaat.")])
        made.append(
            Acknowledgement.objects.create(
                decision=case, code=code, message=warnings[code].message, reason=reason.strip(), by=by
            )
        )
    return made


def _reason(code: str, message: str) -> Finding:
    return Finding(code=code, message=message)
