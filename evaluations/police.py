"""What the police registered around an area, month by month.

Registered crime and nuisance are counted by neighbourhood, which is larger than what the cameras see:
say so wherever these figures are shown (domein.md 4.5).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from areas.models import Area

from .models import Neighbourhood, PoliceFigure, PoliceImport

LARGER = (
    "De politie telt per buurt. Een buurt is groter dan het gebied dat de camera’s zien, dus deze cijfers "
    "gaan ook over straten zonder cameratoezicht."
)
TOTAL = re.compile(r"0\.0\.0|T\d+")  # the kind that is the total of all others


@dataclass(frozen=True, slots=True)
class Count:
    """How many were registered in all neighbourhoods of an area together in one month.

    `number` is None when it is not known: `withheld` neighbourhoods have a number that is too small to
    be told, `missing` have no figures at all. Neither is zero. `provisional`: one of the newest two
    months of its file, which are not complete yet.
    """

    number: int | None
    withheld: int = 0
    missing: int = 0
    provisional: bool = False

    @property
    def in_words(self) -> str:
        """'12', 'afgeschermd' or 'onbekend'."""
        if self.number is not None:
            return str(self.number)
        return "onbekend" if self.missing else "afgeschermd"


@dataclass(frozen=True, slots=True)
class MonthOf:
    """One month of an area. A neighbourhood counts in a month when it belonged to the area on its first
    day; without any both counts are unknown."""

    month: date
    crime: Count
    nuisance: Count


def per_month(area: Area, first: date, last: date) -> list[MonthOf]:
    """Every month from that of `first` up to that of `last`, the oldest first. Two queries."""
    links = list(Neighbourhood.objects.filter(area=area))
    months = list(_months(first, last))
    figures = _figures({link.code for link in links}, months)
    found = []
    for month in months:
        codes = {link.code for link in links if link.holds_on(month)}
        crime, nuisance = (
            _count([figures.get((table, code, month)) for code in codes]) for table in PoliceImport.Table
        )
        found.append(MonthOf(month, crime, nuisance))
    return found


@dataclass(frozen=True, slots=True)
class _One:
    """The total of one neighbourhood in one month; None: withheld."""

    number: int | None
    provisional: bool


def _figures(codes: Iterable[str], months: list[date]) -> dict[tuple[str, str, date], _One]:
    """The total by table, neighbourhood and month."""
    rows = PoliceFigure.objects.filter(region__in=list(codes), month__in=months).order_by()
    kinds: dict[tuple[str, str, date], list[tuple[str, int | None]]] = defaultdict(list)
    newest: dict[tuple[str, str, date], date] = {}
    for table, region, month, kind, number, last in rows.values_list(
        "table", "region", "month", "kind", "number", "imported__last_month"
    ):
        kinds[table, region, month].append((kind, number))
        newest[table, region, month] = last
    return {key: _One(_total(found), _is_provisional(key[2], newest[key])) for key, found in kinds.items()}


def _total(kinds: list[tuple[str, int | None]]) -> int | None:
    """The row of the total where there is one: it is never added to the others. Else their sum, which is
    unknown when one of them is withheld."""
    totals = [number for kind, number in kinds if TOTAL.fullmatch(kind)]
    if totals:
        return totals[0]
    numbers = [number for _kind, number in kinds]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _is_provisional(month: date, newest: date) -> bool:
    return month >= (newest - timedelta(days=1)).replace(day=1)


def _count(found: list[_One | None]) -> Count:
    known = [one for one in found if one is not None]
    withheld = sum(one.number is None for one in known)
    missing = len(found) - len(known) if found else 1
    number = None if withheld or missing else sum(one.number or 0 for one in known)
    return Count(number, withheld, missing, any(one.provisional for one in known))


def _months(first: date, last: date) -> Iterable[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)
