"""Which months of which areas are known: those that a file that counts was complete for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from areas.models import Area

from ..counting import months_between, months_imported
from ..models import ImportRun

SHOWN_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Coverage:
    """Areas by name, and per month (first day, newest first) whether each of them is complete."""

    areas: list[Area]
    months: list[tuple[date, list[bool]]]


def table(today: date) -> Coverage:
    """The last 24 whole months of every centre, and of other areas of which something was read."""
    last = today.replace(day=1) - timedelta(days=1)
    first = date(today.year - SHOWN_MONTHS // 12, today.month, 1)
    every = list(Area.objects.order_by("name"))
    known = months_imported(every, first, last)
    areas = [area for area in every if area.kind == Area.Kind.CENTRE or known[area.pk]]
    months = reversed(months_between(first, last))
    return Coverage(areas, [(month, [month in known[area.pk] for area in areas]) for month in months])


def overlap(run: ImportRun) -> list[str]:
    """The areas of this run for which another run is complete for one of its months already."""
    known = months_imported(run.areas.all(), run.first_month, run.last_month)
    return [area.name for area in run.areas.order_by("name") if known[area.pk]]
