"""From rows to the histories that the two-year rule judges: a fixed number of queries for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Min

from almere_camera.models import HouseRule
from areas.models import Area, Deployment

from . import counting
from .models import PositionPurpose, PositionReview
from .two_years import DAYS_OUT, History, Outcome, Purpose, YearFacts, judge

NEVER = 9999

Place = tuple[int, int]  # number of a position, and of the area whose files must be complete
Year = tuple[int, int]  # number of a position, and a year


def histories(
    places: Iterable[Place], years: Iterable[int], relevant: Mapping[Year, int]
) -> dict[Place, History]:
    """The history of each position over these years, oldest first, from the year of its first camera.

    `relevant`: relevant incidents per position and year; absent for none.
    """
    found, wanted = list(places), sorted(set(years))
    positions = {position for position, _area in found}
    begun = _first_years(positions)
    used = counting.use_by_year(positions, wanted)
    missing = _missing({area for _position, area in found}, wanted)
    allowed = _days_out(wanted)
    purposes = _purposes(positions)

    def facts(position: int, area: int, year: int) -> YearFacts:
        return YearFacts(
            year=year,
            days_in_use=used[position, year].in_use,
            relevant=relevant.get((position, year), 0),
            months_missing=missing[area, year],
            days_out=allowed[year],
        )

    return {
        (position, area): History(
            years=[facts(position, area, year) for year in wanted if year >= begun.get(position, NEVER)],
            purposes=purposes[position],
        )
        for position, area in found
    }


def proposed(places: Mapping[int, int], year: int) -> dict[int, Outcome]:
    """What the rule proposes for this year for each position (number), with the area it hangs in.

    It asks whether something relevant was seen, not how often.
    """
    seen = dict.fromkeys(counting.relevant_seen(set(places), {year, year - 1}), 1)
    past = histories(places.items(), (year, year - 1), seen)
    return {position: judge(past[position, area], year) for position, area in places.items()}


def outcomes(reviews: Iterable[PositionReview]) -> dict[int, Outcome]:
    """Per review (number) what the rule proposes; ask `review_year` along.

    It asks whether something relevant was seen, not how often: that is quick with millions of incidents,
    but the sentences then count one for any number. The page of a review counts.
    """
    found = list(reviews)
    years = {year for review in found for year in (review.review_year.year, review.review_year.year - 1)}
    seen = dict.fromkeys(counting.relevant_seen({review.position_id for review in found}, years), 1)
    past = histories({(review.position_id, review.area_id) for review in found}, years, seen)
    return {
        review.pk: judge(past[review.position_id, review.area_id], review.review_year.year)
        for review in found
    }


def _first_years(positions: Iterable[int]) -> dict[int, int]:
    rows = Deployment.objects.filter(position__in=list(positions)).order_by().values_list("position")
    return {position: first.year for position, first in rows.annotate(first=Min("first_day"))}


def _missing(areas: Iterable[int], years: Sequence[int]) -> dict[Year, tuple[int, ...]]:
    """Per area and year the months (1 to 12) without a complete file."""
    if not years:
        return {}
    rows = list(Area.objects.filter(pk__in=list(areas)))
    imported = counting.months_imported(rows, date(min(years), 1, 1), date(max(years), 12, 31))
    return {
        (area.pk, year): tuple(
            month for month in range(1, 13) if date(year, month, 1) not in imported[area.pk]
        )
        for area in rows
        for year in years
    }


def _days_out(years: Iterable[int]) -> dict[int, int]:
    """The setting as it held at the end of each year; without a record what the framework suggests."""
    rules = HouseRule.objects.filter(key=HouseRule.Key.REVIEW_DAYS_OUT).order_by("valid_from")
    held = list(rules)
    found = {}
    for year in years:
        on_the_day = [rule.value for rule in held if rule.holds_on(date(year, 12, 31))]
        found[year] = on_the_day[-1] if on_the_day else DAYS_OUT
    return found


def _purposes(positions: Iterable[int]) -> dict[int, list[Purpose]]:
    found: dict[int, list[Purpose]] = defaultdict(list)
    for row in PositionPurpose.objects.filter(position__in=list(positions)).order_by("valid_from", "pk"):
        found[row.position_id].append(
            Purpose(
                description=row.description,
                public_order=row.public_order,
                first_day=row.valid_from,
                last_day=row.valid_to,
                owner=row.owner,
            )
        )
    return found
