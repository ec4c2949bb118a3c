"""The last day for objections over almost a century: what must hold whatever the day of publication.

The free days are written out by hand from the act (`test_calendars.article_3`), beside the package.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.terms import last_day_for_objections
from tests.almere_camera.test_calendars import EQUALLED, article_3

FIRST, LAST = date(2014, 1, 1), date(2100, 12, 31)
SIX_WEEKS = timedelta(weeks=6)  # art. 6:7 Awb
WEEKEND = (5, 6)
days = st.dates(min_value=FIRST, max_value=LAST)
# Which days a royal decree equals nobody knows beforehand; as they are now, a decree names a few a year.
decrees = st.sampled_from([frozenset(), EQUALLED])


@cache
def holidays(year: int) -> frozenset[date]:
    return frozenset(article_3(year))


@given(published_on=days, equalled=decrees)
def test_never_on_a_weekend_a_holiday_or_an_equalled_day(published_on, equalled):
    last_day = last_day_for_objections(published_on, equalled)
    assert last_day.weekday() not in WEEKEND
    assert last_day not in holidays(last_day.year)
    assert last_day not in equalled


@given(published_on=days, equalled=decrees)
def test_never_earlier_than_six_weeks_and_at_most_ten_days_later(published_on, equalled):
    moved = last_day_for_objections(published_on, equalled) - (published_on + SIX_WEEKS)
    assert timedelta(0) <= moved <= timedelta(days=10)


@given(first=days, second=days, equalled=decrees)
def test_a_later_publication_never_ends_earlier(first, second, equalled):
    earlier, later = sorted((first, second))
    assert last_day_for_objections(earlier, equalled) <= last_day_for_objections(later, equalled)


@given(published_on=days)
def test_a_decree_never_shortens_the_term(published_on):
    without = last_day_for_objections(published_on, frozenset())
    assert without <= last_day_for_objections(published_on, EQUALLED)


@pytest.mark.parametrize("equalled", [frozenset(), EQUALLED])
def test_all_days_of_all_years_in_a_row(equalled):
    """What the properties say, for every single day: Hypothesis looks for examples, this leaves none out."""
    before = date.min
    for number in range((LAST - FIRST).days + 1):
        published_on = FIRST + timedelta(days=number)
        last_day = last_day_for_objections(published_on, equalled)
        assert last_day.weekday() not in WEEKEND
        assert last_day not in holidays(last_day.year)
        assert last_day not in equalled
        assert 0 <= (last_day - published_on).days - 42 <= 10
        assert last_day >= before
        before = last_day
