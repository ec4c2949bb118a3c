"""The indicators of one position in one year (domein.md 4.2), as plain values that can be kept.

What is not known is None, which is not zero. The page shows exactly this, before the confirmation as it is
now and after it as it was kept.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from areas.models import Sign

from . import counting
from .counting import EMPTY, Tally
from .histories import Place, histories
from .models import (
    EventSupport,
    FootageRequest,
    Indicator,
    MonthlyFigure,
    PositionReview,
    SeriesBreak,
)
from .two_years import History, Outcome, judge

YEARS_BACK = 5


def figures_of(review: PositionReview) -> dict[str, Any]:
    """Everything the page of a review shows, in a number of queries that does not grow."""
    year = review.review_year.year
    history = _history(review, YEARS_BACK)
    years = [facts.year for facts in history.years]
    outcome = judge(history, year)
    return {
        "year": year,
        "computed_on": timezone.localdate().isoformat(),
        "position": review.position.code_on(date(year, 12, 31)) or str(review.position),
        "place": review.position.place,
        "area": review.area.name,
        "rule": {
            "proposal": str(outcome.proposal),
            "sentence": outcome.sentence,
            "years": [{"year": facts.year, "explained": facts.explained} for facts in history.years],
        },
        "years": _years(review, years),
        "area_years": _area_years(review, years),
        "passed_on": counting.passed_on(review.position_id, year),
        "requests": _requests(review, year),
        "purposes": [
            {
                "description": purpose.description,
                "owner": purpose.owner,
                "public_order": purpose.public_order,
                "from": purpose.first_day.isoformat(),
                "to": purpose.last_day.isoformat() if purpose.last_day else None,
            }
            for purpose in history.purposes
            if purpose.first_day.year <= year and (purpose.last_day is None or purpose.last_day.year >= year)
        ],
        "masking": _masking(review, year),
        "signs": _signs(review, year),
        "events": [
            event.name
            for event in EventSupport.objects.filter(
                area=review.area_id, first_day__year__lte=year, last_day__year__gte=year
            )
        ],
        "breaks": _breaks(review, years),
    }


def proposal_of(review: PositionReview) -> Outcome:
    """What the two-year rule says of this position at the end of the year."""
    return judge(_history(review, 1), review.review_year.year)


def digest(figures: dict[str, Any]) -> str:
    """The hash of figures that are kept: over the same text, whatever the order of their names."""
    plain = json.dumps(figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _history(review: PositionReview, back: int) -> History:
    """The history of the position, to the year that is reviewed."""
    year = review.review_year.year
    years = range(year - back, year + 1)
    relevant = counting.relevant_by_year([review.position_id], years)
    place: Place = (review.position_id, review.area_id)
    return histories([place], years, relevant)[place]


def _years(review: PositionReview, years: list[int]) -> list[dict[str, Any]]:
    """Per year what the position saw, how long it worked, and how often its images were asked."""
    position = review.position_id
    tallies = counting.by_position_and_year([position], years)
    use = counting.use_by_year([position], years)
    imported = _months_imported(review, years)
    hours = _hours(years, position=position)
    footage = _footage(review, years)
    return [
        {
            "year": year,
            **_tally(tallies.get((position, year), EMPTY), imported[year]),
            "months_imported": imported[year],
            "days_in_use": use[position, year].in_use,
            "outage_days": use[position, year].out,
            **hours[year],
            **footage[year],
        }
        for year in years
    ]


def _tally(tally: Tally, months: int) -> dict[str, Any]:
    """The counts; None for a year of which nothing was imported: unknown is not zero."""
    known = bool(months) or tally.incidents > 0
    return {
        "incidents": tally.incidents if known else None,
        "relevant": tally.relevant if known else None,
        "by_group": dict(tally.by_group) if known else {},
        "first_share": tally.first_share,
        "first_known": tally.first_known,
    }


def _months_imported(review: PositionReview, years: list[int]) -> dict[int, int]:
    """Of how many months of each year the area's files are complete."""
    if not years:
        return {}
    found = counting.months_imported([review.area], date(min(years), 1, 1), date(max(years), 12, 31))
    return {year: sum(month.year == year for month in found[review.area_id]) for year in years}


def _hours(years: list[int], **owner: int) -> dict[int, dict[str, str | None]]:
    """Hours watched live and hours with recordings, per year; None when nobody recorded any."""
    rows = (
        MonthlyFigure.objects.filter(month__year__in=years, **owner)
        .order_by()
        .values_list("month__year", "indicator")
        .annotate(total=Sum("hours"))
    )
    found: dict[tuple[int, str], Decimal] = {(year, indicator): total for year, indicator, total in rows}
    return {
        year: {
            str(name): str(found[year, name]) if (year, name) in found else None
            for name in (Indicator.LIVE_HOURS, Indicator.AVAILABLE_HOURS)
        }
        for year in years
    }


def _footage(review: PositionReview, years: list[int]) -> dict[int, dict[str, int]]:
    """Requests for images of this position, and how many were secured and supplied."""
    rows = (
        FootageRequest.objects.filter(positions=review.position_id, requested_on__year__in=years)
        .order_by()
        .values_list("requested_on__year")
        .annotate(
            requested=Count("pk"),
            secured=Count("pk", filter=Q(secured_on__isnull=False)),
            supplied=Count("pk", filter=Q(supplied_on__isnull=False)),
        )
    )
    found = {year: numbers for year, *numbers in rows}
    names = ("requested", "secured", "supplied")
    return {year: dict(zip(names, found.get(year, (0, 0, 0)), strict=True)) for year in years}


def _requests(review: PositionReview, year: int) -> dict[str, int]:
    """By whom images of this position were asked in the year."""
    rows = FootageRequest.objects.filter(positions=review.position_id, requested_on__year=year).order_by()
    return dict(rows.values_list("requested_by").annotate(number=Count("pk")))


def _area_years(review: PositionReview, years: list[int]) -> list[dict[str, Any]]:
    """Per year the whole area, every incident once, and its live hours: what a position stands beside."""
    if not years:
        return []
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    positions = [position.pk for position in counting.positions_of(review.area, first, last)]
    months = counting.by_month(positions, first, last)
    imported = _months_imported(review, years)
    hours = _hours(years, area=review.area_id)
    by_year: dict[int, list[Tally]] = defaultdict(list)
    for month, tally in months.items():
        by_year[month.year].append(tally)
    return [
        {
            "year": year,
            **_tally(counting.added(by_year[year]), imported[year]),
            "months_imported": imported[year],
            **hours[year],
        }
        for year in years
    ]


def _masking(review: PositionReview, year: int) -> dict[str, Any] | None:
    """The last check of the blanking up to the end of the year (151c lid 7)."""
    checks = review.position.masking_checks.filter(checked_on__lte=date(year, 12, 31))
    last = checks.order_by("-checked_on", "-pk").first()
    return {"on": last.checked_on.isoformat(), "in_order": last.in_order} if last else None


def _signs(review: PositionReview, year: int) -> dict[str, Any]:
    """The signs of the area at the end of the year, and the day of the last record (151c lid 6)."""
    end = date(year, 12, 31)
    standing = [sign for sign in Sign.objects.filter(area=review.area_id) if sign.stands_on(end)]
    newest = max((sign.placed_on for sign in standing), default=None)
    return {"standing": len(standing), "newest": newest.isoformat() if newest else None}


def _breaks(review: PositionReview, years: list[int]) -> list[dict[str, str]]:
    """Why figures of these years cannot be compared with those before."""
    found = SeriesBreak.objects.filter(
        Q(area=None) | Q(area=review.area_id), from_day__year__in=years
    ).order_by("from_day", "pk")
    return [
        {"what": row.get_indicator_display(), "from": row.from_day.isoformat(), "why": row.reason}
        for row in found
    ]
