"""What a court or a decision on objection did to a decision: rows beside it, the decision stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from almere_camera import audit
from almere_camera.findings import Finding
from almere_camera.models import User

from ..models import Decision, DesignatedArea, Interruption
from .asking import fault, locked, permit

MISSING = {"from_day": "Vul in vanaf welke dag dit geldt.", "kind": "Kies wat er is uitgesproken."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What was ruled. Without areas it is about all of them; without a last day until further notice."""

    kind: str
    from_day: date | None
    to_day: date | None = None
    areas: Sequence[DesignatedArea] = ()
    reference: str = ""
    note: str = ""


def record_interruption(*, decision: Decision, by: User, ruling: Ruling) -> Interruption:
    """Record a schorsing, herroeping or vernietiging: from its day on the decision does not work.

    The adopted text is not touched. Awb 7:11, 8:72, 8:81; 6:16: an objection alone suspends nothing.
    """
    with transaction.atomic():
        case = locked(decision, decision.version)
        record = _row(case, by, ruling)
        faults = [*_impossible(record, ruling), *_already_there(record, ruling)]
        permit("record_interruption", case, by, against=faults)
        return _kept(record, ruling, by, "interruption.recorded")


def correct_interruption(
    *, interruption: Interruption, by: User, ruling: Ruling, reason: str
) -> Interruption:
    """Correct or complete a record by a new one, with the reason; the old one stays to be seen.

    A schorsing that was lifted is completed with its last day.
    """
    with transaction.atomic():
        case = locked(interruption.decision, interruption.decision.version)
        record = _row(case, by, ruling)
        record.replaces, record.correction_reason = interruption, reason.strip()
        faults = list(_impossible(record, ruling))
        if not reason.strip():
            faults.append(fault("reason", "Schrijf op waarom u dit gegeven verbetert."))
        if Interruption.objects.filter(replaces=interruption).exists():
            faults.append(fault("verbeterd", "Deze regel is al verbeterd. Verbeter de nieuwste regel."))
        permit("correct_interruption", case, by, against=faults)
        return _kept(record, ruling, by, "interruption.corrected", replaces=interruption.pk)


def _row(case: Decision, by: User, ruling: Ruling) -> Interruption:
    row = Interruption(
        decision=case,
        kind=ruling.kind,
        to_day=ruling.to_day,
        reference=ruling.reference.strip(),
        note=ruling.note.strip(),
        recorded_by=by,
    )
    if ruling.from_day is not None:
        row.from_day = ruling.from_day
    return row


def _kept(record: Interruption, ruling: Ruling, by: User, event: str, **facts: int) -> Interruption:
    record.save(force_insert=True)
    record.areas.set(ruling.areas)
    audit.record(
        event,
        record.decision,
        by,
        interruption=record.pk,
        kind=record.kind,
        from_day=record.from_day,
        to_day=record.to_day,
        areas=[area.pk for area in ruling.areas],
        **facts,
    )
    return record


def _impossible(record: Interruption, ruling: Ruling) -> Iterable[Finding]:
    """What cannot be true of this record; the code is the field it is about."""
    for look in (lambda: record.clean_fields(exclude=["decision", "recorded_by", "replaces"]), record.clean):
        try:
            look()
        except ValidationError as error:
            for name, all_said in error.message_dict.items():
                yield from (fault(name, MISSING.get(name, said)) for said in all_said)
    signed_on = record.decision.signed_on
    if record.from_day and signed_on and record.from_day < signed_on:
        said = f"De eerste dag ligt voor de vaststelling op {signed_on:%d-%m-%Y}. Controleer de datum."
        yield fault("from_day", said)
    if any(area.decision_id != record.decision_id for area in ruling.areas):
        yield fault("areas", "Kies alleen gebieden uit dit besluit.")


def _already_there(record: Interruption, ruling: Ruling) -> Iterable[Finding]:
    """The same ruling twice is a slip: the button pressed again."""
    same = Interruption.objects.standing().filter(
        decision=record.decision, kind=record.kind, from_day=record.from_day, to_day=record.to_day
    )
    wanted = {area.pk for area in ruling.areas}
    for other in same.prefetch_related("areas"):
        if {area.pk for area in other.areas.all()} == wanted:
            yield fault("dubbel", "Dit is al vastgelegd. Verbeter die regel als zij fout is.")
