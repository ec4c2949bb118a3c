"""Rows of evaluations for tests, written straight to the database."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from areas.models import Area, Position
from evaluations.models import ImportRun, Incident, IncidentCategory, IncidentGroup, Sighting

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_numbers = itertools.count(1)


def category(
    name: str = "geweld", *, group: str = IncidentGroup.CRIME, relevant: bool = True
) -> IncidentCategory:
    """A kind of incident that always held."""
    found, _created = IncidentCategory.objects.get_or_create(
        name=name, valid_from=date(2000, 1, 1), defaults={"group": group, "relevant": relevant}
    )
    return found


def run(areas: Iterable[Area], first: date, last: date, status: str = ImportRun.Status.DONE) -> ImportRun:
    """A file that is complete for these areas, from the month of `first` to the month of `last`."""
    made = ImportRun.objects.create(
        status=status,
        file_name="proef.csv",
        file_sha256=f"{next(_numbers):064d}",
        first_month=first.replace(day=1),
        last_month=last.replace(day=1),
    )
    made.areas.set(areas)
    return made


def incident(
    at: datetime,
    positions: Iterable[Position],
    kind: IncidentCategory | None = None,
    *,
    of: ImportRun,
    first_observed: bool | None = None,
    passed_on: str = "",
    followed_up: bool | None = None,
) -> Incident:
    """One incident, at a moment on the Dutch clock (naive) or with its zone, seen from these positions."""
    moment = at if at.tzinfo else at.replace(tzinfo=AMSTERDAM)
    local = moment.astimezone(AMSTERDAM)
    kind = kind or category()
    made = Incident.objects.create(
        run=of,
        reference=f"P-{next(_numbers)}",
        at=moment,
        year=local.year,
        month=local.month,
        category=kind,
        first_observed=first_observed,
        passed_on=passed_on,
        followed_up=followed_up,
    )
    for position in positions:
        Sighting.objects.create(
            incident=made, position=position, year=local.year, month=local.month, relevant=kind.relevant
        )
    return made
