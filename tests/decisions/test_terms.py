"""The dates of a decision. Expected values come from the law and from real decisions."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almere_camera.calendars import is_free
from decisions.terms import (
    Days,
    days_without_ground,
    enters_into_force,
    evaluation_due,
    half_year_before,
    last_day_for_motivation,
    last_day_for_objections,
    last_day_to_publish,
    last_safe_adoption_day,
    objection_open,
    repealed_from,
)

# KB of 1 July 2025, nr. 2025001422 (Stcrt. 2025, 24713).
EQUALLED = frozenset(
    {date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)}
)
NEXT_DAY = 1  # the house rule of Almere: in force the day after publication
days = st.dates(min_value=date(2006, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("last_day", "repealed"),
    [
        (date(2023, 10, 12), date(2023, 10, 13)),  # Vrije Zeestraat: 'geldend t/m 12-10-2023'
        (date(2024, 2, 13), date(2024, 2, 14)),  # Hofmark
        (date(2022, 10, 5), date(2022, 10, 6)),  # Utrecht, July 2022
        (date(2026, 4, 30), date(2026, 5, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2028, 2, 28), date(2028, 2, 29)),
    ],
)
def test_vervallen_per_is_the_day_after_the_last_day(last_day, repealed):
    assert repealed_from(last_day) == repealed


@pytest.mark.parametrize(
    ("end_time", "repealed"),
    [
        (time(6, 0), date(2024, 1, 1)),  # Opperdoes: until 1-1-2024 06:00
        (time(0, 0), date(2024, 1, 1)),
        (time(23, 58), date(2024, 1, 1)),
        (time(23, 59), date(2024, 1, 2)),  # the whole day
        (None, date(2024, 1, 2)),
    ],
)
def test_a_decision_that_ends_at_a_clock_time_ends_during_its_last_day(end_time, repealed):
    assert repealed_from(date(2024, 1, 1), end_time) == repealed


@pytest.mark.parametrize(
    ("published_on", "last_day"),
    [
        (date(2023, 9, 18), date(2023, 10, 30)),  # ordinary
        (date(2025, 11, 20), date(2026, 1, 5)),  # New Year, decree, weekend
        (date(2025, 11, 21), date(2026, 1, 5)),  # decree, weekend
        (date(2026, 2, 20), date(2026, 4, 7)),  # Good Friday, weekend, Easter Monday
        (date(2026, 3, 16), date(2026, 4, 28)),  # King's day
        (date(2026, 3, 24), date(2026, 5, 6)),  # 5 May, also in other than lustrum years
        (date(2026, 4, 2), date(2026, 5, 18)),  # Ascension Day, decree, weekend
        (date(2026, 4, 13), date(2026, 5, 26)),  # Whit Monday
        (date(2026, 11, 13), date(2026, 12, 28)),  # Christmas, weekend
        (date(2027, 3, 26), date(2027, 5, 10)),  # decree
        (date(2028, 3, 16), date(2028, 5, 1)),  # King's day, decree, weekend
        (date(2026, 6, 6), date(2026, 7, 20)),  # weekend
    ],
)
def test_last_day_for_objections(published_on, last_day):
    assert last_day_for_objections(published_on, EQUALLED) == last_day


@given(published_on=days)
def test_the_last_day_for_objections_is_the_first_day_that_is_not_free_after_six_weeks(published_on):
    after_six_weeks = published_on + timedelta(days=42)
    last_day = last_day_for_objections(published_on, EQUALLED)
    assert not is_free(last_day, EQUALLED)
    between = ((after_six_weeks + timedelta(days=n)) for n in range((last_day - after_six_weeks).days))
    assert all(is_free(day, EQUALLED) for day in between)


@pytest.mark.parametrize(
    ("today", "is_open"),
    [
        (date(2026, 4, 1), False),
        (date(2026, 4, 2), True),  # early is not too late (art. 6:10 Awb)
        (date(2026, 4, 3), True),
        (date(2026, 5, 18), True),
        (date(2026, 5, 19), False),
    ],
)
def test_objections_are_open_until_and_including_the_last_day(today, is_open):
    assert objection_open(date(2026, 4, 2), today, EQUALLED) is is_open


def test_no_objection_is_open_against_what_is_not_published():
    assert not objection_open(None, date(2026, 4, 2), EQUALLED)


@pytest.mark.parametrize(
    ("stated_first_day", "published_on", "days_after", "in_force"),
    [
        (date(2023, 12, 15), date(2023, 12, 14), NEXT_DAY, date(2023, 12, 15)),  # Hofmark
        (date(2023, 9, 19), date(2023, 9, 18), NEXT_DAY, date(2023, 9, 19)),  # Vrije Zeestraat
        (date(2026, 5, 1), date(2026, 4, 2), NEXT_DAY, date(2026, 5, 1)),  # in good time
        (date(2026, 4, 1), date(2026, 4, 2), NEXT_DAY, date(2026, 4, 3)),  # too late
        (date(2026, 4, 2), date(2026, 4, 2), NEXT_DAY, date(2026, 4, 3)),
        (date(2026, 4, 2), date(2026, 4, 2), 0, date(2026, 4, 2)),  # on the day of publication
        (None, date(2026, 4, 2), NEXT_DAY, date(2026, 4, 3)),  # Good Friday does not move it
        (None, date(2026, 4, 2), 0, date(2026, 4, 3)),  # the words say the day after
        (None, date(2026, 4, 2), 2, date(2026, 4, 4)),
        (date(2026, 4, 1), None, NEXT_DAY, None),
        (None, None, NEXT_DAY, None),
    ],
)
def test_enters_into_force(stated_first_day, published_on, days_after, in_force):
    assert enters_into_force(stated_first_day, published_on, days_after) == in_force


@pytest.mark.parametrize(
    ("stated_first_day", "published_on", "until", "without_ground"),
    [
        (date(2026, 4, 1), date(2026, 4, 2), None, Days(date(2026, 4, 1), date(2026, 4, 2))),
        (date(2026, 4, 2), date(2026, 4, 2), None, Days(date(2026, 4, 2), date(2026, 4, 2))),
        (date(2026, 4, 3), date(2026, 4, 2), None, None),
        (date(2026, 5, 1), date(2026, 4, 2), None, None),
        (None, date(2026, 4, 2), None, None),
        # never published: until today
        (date(2026, 4, 1), None, date(2026, 4, 10), Days(date(2026, 4, 1), date(2026, 4, 10))),
        (date(2026, 4, 1), None, date(2026, 4, 1), Days(date(2026, 4, 1), date(2026, 4, 1))),
        (date(2026, 4, 1), None, date(2026, 3, 31), None),
        (date(2026, 4, 1), None, None, None),
        # published after its own last day
        (date(2026, 4, 1), date(2026, 6, 1), date(2026, 4, 30), Days(date(2026, 4, 1), date(2026, 4, 30))),
    ],
)
def test_days_without_ground(stated_first_day, published_on, until, without_ground):
    assert days_without_ground(stated_first_day, published_on, NEXT_DAY, until=until) == without_ground


@given(stated_first_day=days, published_on=days, days_after=st.integers(0, 5))
def test_without_ground_and_in_force_adjoin(stated_first_day, published_on, days_after):
    in_force = enters_into_force(stated_first_day, published_on, days_after)
    without_ground = days_without_ground(stated_first_day, published_on, days_after)
    assert in_force is not None
    if without_ground is None:
        assert in_force == stated_first_day
    else:
        assert without_ground.first == stated_first_day
        assert without_ground.last + timedelta(days=1) == in_force
        assert without_ground.length == (in_force - stated_first_day).days


def test_a_decision_of_april_2026():
    """Published on 2 April 2026 with 'de dag na bekendmaking', last day 30 April."""
    published_on, last_day = date(2026, 4, 2), date(2026, 4, 30)
    assert enters_into_force(None, published_on, NEXT_DAY) == date(2026, 4, 3)
    assert days_without_ground(None, published_on, NEXT_DAY) is None
    assert repealed_from(last_day) == date(2026, 5, 1)
    assert last_day_for_objections(published_on, EQUALLED) == date(2026, 5, 18)


@pytest.mark.parametrize(
    ("published_on", "last_day"),
    [
        (date(2026, 6, 1), date(2026, 6, 8)),
        (date(2026, 3, 27), date(2026, 4, 7)),  # Good Friday, weekend, Easter Monday
        (date(2025, 12, 25), date(2026, 1, 5)),  # New Year, decree, weekend
    ],
)
def test_a_late_motivation_follows_within_a_week(published_on, last_day):
    assert last_day_for_motivation(published_on, EQUALLED) == last_day


def test_a_decision_is_published_before_it_starts():
    assert last_day_to_publish(date(2026, 5, 1), NEXT_DAY) == date(2026, 4, 30)
    assert last_day_to_publish(date(2026, 5, 1), 0) == date(2026, 5, 1)


@given(first_day=days, days_after=st.integers(0, 5))
def test_published_on_the_last_possible_day_it_starts_as_stated(first_day, days_after):
    last = last_day_to_publish(first_day, days_after)
    assert enters_into_force(first_day, last, days_after) == first_day
    too_late = enters_into_force(first_day, last + timedelta(days=1), days_after)
    assert too_late == first_day + timedelta(days=1)


@pytest.mark.parametrize(
    ("publish_by", "lead_days", "last_safe_day"),
    [
        (date(2026, 4, 30), 7, date(2026, 4, 23)),
        (date(2026, 4, 30), 0, date(2026, 4, 30)),
        (date(2026, 3, 3), 5, date(2026, 2, 26)),
        (date(2026, 4, 10), 7, date(2026, 4, 3)),  # counted back: Good Friday moves nothing
    ],
)
def test_last_safe_adoption_day(publish_by, lead_days, last_safe_day):
    assert last_safe_adoption_day(publish_by, lead_days) == last_safe_day


@pytest.mark.parametrize(
    ("last_day", "half_a_year_before"),
    [
        (date(2028, 10, 31), date(2028, 4, 30)),
        (date(2027, 8, 31), date(2027, 2, 28)),
        (date(2028, 8, 31), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2025, 12, 30)),
        (date(2026, 7, 1), date(2026, 1, 1)),
        (date(2026, 12, 31), date(2026, 6, 30)),
        (date(2028, 2, 29), date(2027, 8, 29)),
    ],
)
def test_half_year_before(last_day, half_a_year_before):
    assert half_year_before(last_day) == half_a_year_before


@pytest.mark.parametrize(
    ("first_day", "last_day", "due"),
    [
        (date(2026, 11, 1), date(2028, 10, 31), date(2028, 4, 30)),
        (date(2026, 4, 3), date(2026, 4, 30), date(2026, 4, 3)),  # under six months: at the start
        (date(2026, 1, 1), date(2026, 7, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 7, 2), date(2026, 1, 2)),
        (None, date(2028, 10, 31), date(2028, 4, 30)),
    ],
)
def test_evaluation_due(first_day, last_day, due):
    assert evaluation_due(last_day, first_day) == due
