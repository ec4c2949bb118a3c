"""The other figures over a period, for reviews, evaluations and accounts.

Days are inclusive. What was not recorded is absent: it is unknown, which is not zero (domein.md 4.2).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from areas.models import Area

from .models import EventSupport, FootageRequest, Indicator, MonthlyFigure, Outage, SeriesBreak


@dataclass(frozen=True, slots=True)
class Footage:
    """Requests for images that were made in a period; of these how many were secured and supplied
    (also when that happened later), and by whom and in which group they were made."""

    requested: int = 0
    secured: int = 0
    supplied: int = 0
    by_requester: Mapping[str, int] = field(default_factory=dict)
    by_group: Mapping[str, int] = field(default_factory=dict)


def hours(
    indicator: Indicator,
    first: date,
    last: date,
    *,
    areas: Collection[int] = (),
    positions: Collection[int] = (),
) -> tuple[dict[int, dict[date, Decimal]], dict[int, dict[date, Decimal]]]:
    """Hours by area and by position, each by month (its first day): (of areas, of positions). One query.

    `indicator` is LIVE_HOURS or AVAILABLE_HOURS; months from that of `first` up to that of `last`. What
    is recorded of an area as a whole is no sum of its positions, and is never added to them.
    """
    of_areas: dict[int, dict[date, Decimal]] = defaultdict(dict)
    of_positions: dict[int, dict[date, Decimal]] = defaultdict(dict)
    rows = MonthlyFigure.objects.filter(
        Q(area__in=areas) | Q(position__in=positions),
        indicator=indicator,
        month__range=(first.replace(day=1), last),
    )
    for row in rows:
        if row.area_id is not None:
            of_areas[row.area_id][row.month] = row.hours
        elif row.position_id is not None:
            of_positions[row.position_id][row.month] = row.hours
    return dict(of_areas), dict(of_positions)


def footage(areas: Collection[Area | int], first: date, last: date) -> Footage:
    """What was asked for in these areas, requested from `first` to `last`. One query."""
    rows = list(
        FootageRequest.objects.filter(area__in=areas, requested_on__range=(first, last)).values_list(
            "requested_by", "group", "secured_on", "supplied_on"
        )
    )
    return Footage(
        requested=len(rows),
        secured=sum(secured is not None for _by, _group, secured, _supplied in rows),
        supplied=sum(supplied is not None for _by, _group, _secured, supplied in rows),
        by_requester=Counter(row[0] for row in rows),
        by_group=Counter(row[1] for row in rows),
    )


def outage_days(positions: Collection[int], first: date, last: date) -> dict[int, int]:
    """On how many days each position was out of use: a day counts once, whatever the causes. One query.

    A position without outages is absent. Days on which no camera hung there are not left out: for days
    in use see `counting.days_in_use`.
    """
    days: dict[int, set[date]] = defaultdict(set)
    rows = Outage.objects.filter(
        Q(last_day=None) | Q(last_day__gte=first), position__in=positions, first_day__lte=last
    )
    for position, begin, end in rows.values_list("position", "first_day", "last_day"):
        begin, end = max(begin, first), min(end or last, last)
        days[position].update(begin + timedelta(days=day) for day in range((end - begin).days + 1))
    return {position: len(found) for position, found in days.items()}


def supports(areas: Collection[Area | int], first: date, last: date) -> list[EventSupport]:
    """Events in these areas that were supported on one of these days, the first first."""
    rows = EventSupport.objects.filter(area__in=areas, first_day__lte=last, last_day__gte=first)
    return list(rows.select_related("area").order_by("first_day", "pk"))


def breaks(
    indicators: Collection[Indicator], first: date, last: date, *, areas: Collection[Area | int] = ()
) -> list[SeriesBreak]:
    """Breaks after `first` and up to `last`, everywhere or in one of these areas, the first first."""
    rows = SeriesBreak.objects.filter(
        Q(area=None) | Q(area__in=areas), indicator__in=indicators, from_day__gt=first, from_day__lte=last
    )
    return list(rows.select_related("area").order_by("from_day", "pk"))
