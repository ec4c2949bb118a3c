"""Objections, and what the court is asked: facts with a day, kept apart from the decision itself.

The decision does not change by them. Everything about an objector needs `Perm.OBJECTIONS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Conflict, Finding, NotAllowed
from almere_camera.models import HouseRule, User

from ..models import Decision, Objection
from ..objections import years_later
from .asking import fault, not_allowed, permit
from .transitions import TRANSITIONS

NO_RULE = (
    "Er geldt vandaag geen huisregel voor het bewaren van deze gegevens. Vraag de functioneel beheerder die "
    "vast te leggen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An objection as it came in, and what is added to it before the decision on it."""

    number: str
    received_on: date
    way: str
    posted_on: date | None = None
    late_note: str = ""
    objector: str = ""
    contact: str = ""
    grounds: str = ""
    hearing_on: date | None = None

    def put_on(self, objection: Objection) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            setattr(objection, one.name, value.strip() if isinstance(value, str) else value)


def record_objection(*, decision: Decision, by: User, received: Received) -> Objection:
    """Record an objection, early or late: what follows from its days is shown, never refused.

    The personal data in it get a day until which they are kept. Awb 6:4, 6:9, 6:10.
    """
    with transaction.atomic():
        case = _case_of(decision)
        objection = Objection(decision=case)
        received.put_on(objection)
        faults = [*_keep_until(objection, objection.received_on), *_wrong_in(objection)]
        permit("record_objection", case, by, against=faults)
        objection.save(force_insert=True)
        audit.record("objection.recorded", case, by, objection=objection.pk, number=objection.number)
        return objection


def change_objection(*, objection: Objection, by: User, version: int, received: Received) -> Objection:
    """Complete or correct what is known of an objection. Raises Conflict when a colleague was first."""
    with transaction.atomic():
        record = locked_objection(objection, by, version)
        received.put_on(record)
        faults = [*_destroyed(record), *_wrong_in(record)]
        if record.decided_on is None:
            faults += _keep_until(record, record.received_on)
        permit("change_objection", record.decision, by, against=faults)
        return _saved(record, by, "objection.changed")


def record_interim_relief(
    *,
    objection: Objection,
    by: User,
    version: int,
    requested_on: date | None,
    hearing_on: date | None = None,
    outcome: str = "",
) -> Objection:
    """Record a request for interim relief, its hearing and what the judge said (Awb 8:81).

    A suspension that the judge gives is an interruption of the decision: `record_interruption`.
    """
    with transaction.atomic():
        record = locked_objection(objection, by, version)
        record.relief_requested_on, record.relief_hearing_on = requested_on, hearing_on
        record.relief_outcome = outcome.strip()
        faults = [*_column_faults(record, only=("relief_outcome",)), *_relief_faults(record)]
        permit("record_interim_relief", record.decision, by, against=faults)
        return _saved(record, by, "objection.relief_recorded")


def decide_objection(
    *, objection: Objection, by: User, version: int, outcome: str, decided_on: date | None
) -> Objection:
    """Record how an objection ended; the personal data are then kept from this day on. Awb 7:11, 7:12."""
    with transaction.atomic():
        record = locked_objection(objection, by, version)
        record.outcome, record.decided_on = outcome, decided_on
        faults = _decision_faults(record)
        if decided_on is not None and record.destroyed_at is None:
            faults += _keep_until(record, decided_on)
        permit("decide_objection", record.decision, by, against=faults)
        return _saved(record, by, "objection.decided", outcome=outcome)


def read_objection(*, objection: Objection, by: User) -> Objection:
    """Note that this person read who objects and why; raises NotAllowed for who may not."""
    with transaction.atomic():
        if refused := not_allowed(TRANSITIONS["change_objection"], by):
            raise NotAllowed([refused])
        audit.record("objection.read", objection, by)
        return objection


def locked_objection(objection: Objection, by: User | None, version: int) -> Objection:
    """The objection as it now is, locked until the transaction ends.

    Raises Conflict when somebody changed it after this version was shown.
    """
    audit.serialise()
    record = Objection.objects.select_for_update(of=("self",)).select_related("decision")
    found = record.get(pk=objection.pk)
    if found.version != version:
        message = "Een collega heeft dit bezwaar intussen gewijzigd. Vergelijk het voordat u opslaat."
        raise Conflict([Finding(code="versie", message=message)])
    return found


def _case_of(decision: Decision) -> Decision:
    """The case itself. A number is used once, so that only one objection is recorded at a time."""
    audit.serialise()
    return Decision.objects.get(pk=decision.pk)


def _saved(record: Objection, by: User, event: str, **facts: str) -> Objection:
    record.version += 1
    record.save()
    audit.record(event, record.decision, by, objection=record.pk, version=record.version, **facts)
    return record


# --- What cannot be --------------------------------------------------------------------------------


def _keep_until(record: Objection, day: date | None) -> list[Finding]:
    """Set the last day on which personal data are kept: the house rule's years after this day."""
    if day is None:
        return []
    try:
        years = HouseRule.value_on(HouseRule.Key.OBJECTION_YEARS, timezone.localdate())
    except HouseRule.DoesNotExist:
        return [fault("huisregel", NO_RULE)]
    record.retain_until = years_later(day, years)
    return []


def _destroyed(record: Objection) -> list[Finding]:
    if record.destroyed_at is None:
        return []
    return [
        fault("vernietigd", "De persoonsgegevens bij dit bezwaar zijn vernietigd. Aanvullen kan niet meer.")
    ]


def _wrong_in(record: Objection) -> Iterable[Finding]:
    """What is missing, impossible or taken already; the code is the field it is about."""
    today = timezone.localdate()
    yield from _column_faults(
        record,
        only=("number", "received_on", "way", "late_note", "objector", "contact", "grounds"),
    )
    taken = Objection.objects.filter(number=record.number).exclude(pk=record.pk).select_related("decision")
    if record.number and (other := taken.first()):
        yield fault("number", f"Zaaknummer {record.number} staat al bij {other.decision.kenmerk}.")
    received: date | None = record.received_on
    if received is None:
        return
    if received > today:
        yield fault("received_on", "Een bezwaar kan niet in de toekomst zijn ontvangen. Controleer de datum.")
    if record.posted_on and record.way != Objection.Way.POST:
        yield fault("posted_on", "Een poststempel hoort alleen bij een bezwaar dat per post kwam.")
    elif record.posted_on and record.posted_on > received:
        yield fault("posted_on", "Het poststempel ligt na de dag van ontvangst. Controleer beide datums.")
    if record.hearing_on and record.hearing_on < received:
        yield fault("hearing_on", "De hoorzitting ligt voor de ontvangst van het bezwaar.")
    if record.decided_on and record.decided_on < received:
        yield fault("received_on", "Het bezwaar is ontvangen na de beslissing die al is vastgelegd.")


def _relief_faults(record: Objection) -> Iterable[Finding]:
    requested, hearing = record.relief_requested_on, record.relief_hearing_on
    if requested is None:
        yield fault("relief_requested_on", "Vul in wanneer om een voorlopige voorziening is gevraagd.")
        return
    if requested > timezone.localdate():
        yield fault("relief_requested_on", "Het verzoek kan niet in de toekomst zijn gedaan.")
    if hearing and hearing < requested:
        yield fault("relief_hearing_on", "De zitting ligt voor het verzoek. Controleer beide datums.")


def _decision_faults(record: Objection) -> list[Finding]:
    faults = []
    if record.outcome not in Objection.Outcome.values or not record.outcome:
        faults.append(fault("outcome", "Kies hoe het bezwaar is afgelopen."))
    if record.decided_on is None:
        faults.append(fault("decided_on", "Vul in op welke dag is beslist."))
    elif record.decided_on > timezone.localdate():
        faults.append(fault("decided_on", "De beslissing kan niet in de toekomst liggen."))
    elif record.decided_on < record.received_on:
        faults.append(fault("decided_on", "De beslissing ligt voor de ontvangst van het bezwaar."))
    return faults


def _column_faults(record: Objection, only: Iterable[str]) -> list[Finding]:
    """What does not fit the columns: too long, missing, none of the choices."""
    names = {column.name for column in Objection._meta.concrete_fields}
    try:
        record.clean_fields(exclude=names - set(only))
    except ValidationError as error:
        return [fault(name, said) for name, all_said in error.message_dict.items() for said in all_said]
    return []
