"""Recording and correcting hours, outages, requests for images, support at events, and series breaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from almere_camera import audit
from almere_camera.models import User
from areas.models import Area, Position

from ..models import EventSupport, FootageRequest, MonthlyFigure, Outage, SeriesBreak
from .asking import has_happened, line, locked, permit, save

Row = TypeVar("Row", bound=models.Model)
NO_MONTH = "Kies een maand die al is begonnen."
HOURS_TWICE = "Deze uren zijn al vastgelegd voor deze maand. Wijzig die rij."
OVERLAP = "Deze positie is in een deel van deze dagen al buiten gebruik om dezelfde reden. Wijzig die rij."
SAME_EVENT = "Dit evenement is voor dit gebied al vastgelegd met deze eerste dag. Wijzig die rij."
SAME_BREAK = "Deze trendbreuk is al vastgelegd. Wijzig die rij."


@transaction.atomic
def record_hours(*, by: User, **values: Any) -> MonthlyFigure:
    """Hours in a month of one position or of one area. Takes what `_hours` takes."""
    permit(by)
    return _added(_hours(MonthlyFigure(recorded_by=by), **values), "hours.recorded", by)


@transaction.atomic
def correct_hours(*, row: MonthlyFigure, by: User, version: int, **values: Any) -> MonthlyFigure:
    """Other hours, or another month, position or area."""
    permit(by)
    return _corrected(_hours(locked(row, version), **values), "hours.corrected", by)


def _hours(
    row: MonthlyFigure,
    *,
    indicator: str,
    month: date,
    hours: Decimal,
    source: str,
    position: Position | None = None,
    area: Area | None = None,
) -> MonthlyFigure:
    """Raises ValidationError for a month to come, more hours than the month has, or a second row."""
    row.indicator, row.month, row.hours, row.source = indicator, month.replace(day=1), hours, line(source)
    row.position, row.area = position, area
    if row.month > timezone.localdate():
        raise ValidationError({"month": NO_MONTH})
    if hours > (most := hours_in(row.month)):
        raise ValidationError({"hours": f"Deze maand heeft {most} uur. Vul minder uren in."})
    if _others(row, indicator=indicator, position=position, area=area, month=row.month).exists():
        raise ValidationError({"month": HOURS_TWICE})
    return row


def hours_in(month: date) -> int:
    """How many hours a month has on the Dutch clock: one less in March, one more in October."""
    after = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    begin, end = (timezone.make_aware(datetime.combine(day, time())) for day in (month.replace(day=1), after))
    return round((end.timestamp() - begin.timestamp()) / 3600)


@transaction.atomic
def record_outage(*, by: User, **values: Any) -> Outage:
    """Days on which a camera was out of use. Takes what `_outage` takes."""
    permit(by)
    return _added(_outage(Outage(recorded_by=by), **values), "outage.recorded", by)


@transaction.atomic
def correct_outage(*, row: Outage, by: User, version: int, **values: Any) -> Outage:
    """Its last day, or a mistake put right."""
    permit(by)
    return _corrected(_outage(locked(row, version), **values), "outage.corrected", by)


def _outage(
    row: Outage,
    *,
    position: Position,
    kind: str,
    first_day: date,
    last_day: date | None = None,
    note: str = "",
) -> Outage:
    """`last_day` None: still out of use. Raises ValidationError for days to come, and for a second row."""
    has_happened("first_day", first_day)
    if last_day:
        has_happened("last_day", last_day)
    locked(position)
    row.position, row.kind, row.first_day, row.last_day = position, kind, first_day, last_day
    row.note = line(note)
    touching = _others(row, position=position, kind=kind).filter(
        Q(last_day=None) | Q(last_day__gte=first_day), first_day__lte=last_day or date.max
    )
    if touching.exists():
        raise ValidationError({"first_day": OVERLAP})
    return row


@transaction.atomic
def record_footage(*, by: User, **values: Any) -> FootageRequest:
    """That images were asked for. Takes what `_footage` takes."""
    permit(by)
    return _footage(FootageRequest(recorded_by=by), "footage.recorded", by, **values)


@transaction.atomic
def correct_footage(*, row: FootageRequest, by: User, version: int, **values: Any) -> FootageRequest:
    """What became of the request, or a mistake put right."""
    permit(by)
    return _footage(locked(row, version), "footage.corrected", by, **values)


def _footage(
    row: FootageRequest,
    event: str,
    by: User,
    *,
    area: Area,
    requested_on: date,
    requested_by: str,
    group: str = "",
    secured_on: date | None = None,
    supplied_on: date | None = None,
    positions: Iterable[Position] = (),
) -> FootageRequest:
    """Raises ValidationError for days to come, or in another order than asked, secured, supplied."""
    for name, day in (
        ("requested_on", requested_on),
        ("secured_on", secured_on),
        ("supplied_on", supplied_on),
    ):
        if day:
            has_happened(name, day)
    row.area, row.requested_on, row.requested_by, row.group = area, requested_on, requested_by, group
    row.secured_on, row.supplied_on = secured_on, supplied_on
    chosen = list(positions)
    if row._state.adding:
        row.full_clean()
        row.save()
    else:
        save(row)
    row.positions.set(chosen)
    audit.record(
        event,
        row,
        by,
        area=area.pk,
        positions=[one.pk for one in chosen],
        requested_on=requested_on,
        secured_on=secured_on,
        supplied_on=supplied_on,
    )
    return row


@transaction.atomic
def record_support(*, by: User, **values: Any) -> EventSupport:
    """That observers supported an event. Takes what `_support` takes."""
    permit(by)
    return _added(_support(EventSupport(recorded_by=by), **values), "support.recorded", by)


@transaction.atomic
def correct_support(*, row: EventSupport, by: User, version: int, **values: Any) -> EventSupport:
    """A mistake put right."""
    permit(by)
    return _corrected(_support(locked(row, version), **values), "support.corrected", by)


def _support(
    row: EventSupport, *, area: Area, name: str, first_day: date, last_day: date, note: str = ""
) -> EventSupport:
    """Raises ValidationError for days to come, and for the same event twice."""
    has_happened("first_day", first_day)
    has_happened("last_day", last_day)
    row.area, row.name, row.first_day, row.last_day = area, line(name), first_day, last_day
    row.note = line(note)
    if _others(row, area=area, name=row.name, first_day=first_day).exists():
        raise ValidationError({"name": SAME_EVENT})
    return row


@transaction.atomic
def record_break(*, by: User, **values: Any) -> SeriesBreak:
    """That figures of one kind cannot be compared with earlier ones. Takes what `_break` takes."""
    permit(by)
    return _added(_break(SeriesBreak(recorded_by=by), **values), "break.recorded", by)


@transaction.atomic
def correct_break(*, row: SeriesBreak, by: User, version: int, **values: Any) -> SeriesBreak:
    """A mistake put right."""
    permit(by)
    return _corrected(_break(locked(row, version), **values), "break.corrected", by)


def _break(
    row: SeriesBreak,
    *,
    indicator: str,
    from_day: date,
    reason: str,
    area: Area | None = None,
    source: str = "",
) -> SeriesBreak:
    """`area` None: everywhere. Raises ValidationError for the same break twice."""
    row.indicator, row.area, row.from_day = indicator, area, from_day
    row.reason, row.source = line(reason), line(source)
    if _others(row, indicator=indicator, area=area, from_day=from_day).exists():
        raise ValidationError({"from_day": SAME_BREAK})
    return row


def _others(row: Row, **same: Any) -> models.QuerySet[Row]:
    """Other rows of this kind with the same values."""
    return type(row)._default_manager.filter(**same).exclude(pk=row.pk)


def _added(row: Row, event: str, by: User) -> Row:
    row.full_clean()
    row.save()
    audit.record(event, row, by, **_facts(row))
    return row


def _corrected(row: Row, event: str, by: User) -> Row:
    save(row)
    audit.record(event, row, by, **_facts(row))
    return row


def _facts(row: Any) -> dict[str, Any]:
    """Numbers of rows, days and choices; never what somebody typed or counted."""
    names = ("position_id", "area_id", "indicator", "kind", "month", "first_day", "last_day", "from_day")
    found = {name.removesuffix("_id"): getattr(row, name, None) for name in names}
    return {name: value for name, value in found.items() if value is not None}
