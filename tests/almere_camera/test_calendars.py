"""Free days and statutory terms, against the act written out by hand."""

from datetime import date, timedelta

import pytest

from almere_camera.calendars import holiday_name, holidays_of, is_free, last_day_of_days, last_day_of_term

# KB of 1 July 2025, nr. 2025001422 (Stcrt. 2025, 24713).
EQUALLED = frozenset(
    {date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)}
)


def easter(year: int) -> date:
    """Easter Sunday by the method of Meeus, Jones and Butcher: a second source beside the package."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def sovereigns_birthday(year: int) -> date:
    day = date(year, 4, 27) if year >= 2014 else date(year, 4, 30)
    return day - timedelta(days=1) if day.weekday() == 6 else day


def article_3(year: int) -> set[date]:
    """Article 3, first and second paragraph, Algemene termijnenwet."""
    from_easter = (-2, 1, 39, 50)  # Good Friday, Easter Monday, Ascension Day, Whit Monday
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    moving = {easter(year) + timedelta(days=days) for days in from_easter}
    return fixed | moving | {sovereigns_birthday(year)}


@pytest.mark.parametrize("year", range(1982, 2100))
def test_the_holidays_are_exactly_those_of_the_act(year):
    assert set(holidays_of(year)) == article_3(year)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 3), "Goede Vrijdag"),
        (date(2026, 5, 5), "Bevrijdingsdag (5 mei)"),
        (date(2025, 4, 26), "Koningsdag"),  # 27 April 2025 is a Sunday
        (date(2013, 4, 30), "Koninginnedag"),
        (date(2016, 5, 5), "Bevrijdingsdag (5 mei) en Hemelvaartsdag"),
        (date(2026, 4, 5), None),  # Easter Sunday: not in the act
        (date(2026, 12, 5), None),
    ],
)
def test_a_holiday_is_called_by_its_name(day, name):
    if name and " en " in name:
        assert set((holiday_name(day) or "").split(" en ")) == set(name.split(" en "))
    else:
        assert holiday_name(day) == name


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2026, 4, 4), True),  # Saturday
        (date(2026, 4, 5), True),  # Sunday
        (date(2026, 4, 3), True),  # Good Friday
        (date(2026, 5, 15), True),  # equalled by Royal Decree
        (date(2025, 4, 28), False),  # Monday after King's day on Saturday
        (date(2024, 5, 10), False),  # Friday after Ascension Day: not in these records
        (date(2026, 12, 31), False),
    ],
)
def test_free_days(day, free):
    assert is_free(day, EQUALLED) is free


def test_without_the_decree_the_friday_after_ascension_day_is_an_ordinary_day():
    assert not is_free(date(2026, 5, 15), ())


@pytest.mark.parametrize(
    ("first_day", "weeks", "last_day"),
    [
        (date(2023, 9, 19), 6, date(2023, 10, 30)),  # ends on an ordinary Monday
        (date(2026, 6, 7), 6, date(2026, 7, 20)),  # Saturday 18 July
        (date(2026, 4, 3), 6, date(2026, 5, 18)),  # Ascension Day, decree, weekend
        (date(2026, 4, 3), 1, date(2026, 4, 9)),
        (date(2026, 2, 15), 12, date(2026, 5, 11)),  # Saturday 9 May; twelve weeks: the act applies
        (date(2026, 2, 15), 13, date(2026, 5, 16)),  # more than twelve weeks: a Saturday it stays
    ],
)
def test_a_term_in_weeks_ends_on_a_day_that_is_not_free(first_day, weeks, last_day):
    assert last_day_of_term(first_day, weeks, EQUALLED) == last_day


@pytest.mark.parametrize(
    ("first_day", "days", "last_day"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 2)),  # Thursday
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # Good Friday, weekend, Easter Monday
        (date(2026, 4, 3), 2, date(2026, 4, 7)),  # under three days: article 1 alone
        (date(2026, 4, 3), 3, date(2026, 4, 8)),  # article 2: two working days, Tuesday and Wednesday
        (date(2026, 4, 2), 6, date(2026, 4, 7)),  # Thursday and Tuesday are the two
        (date(2026, 6, 5), 3, date(2026, 6, 8)),  # Friday and Monday are the two
        (date(2026, 6, 6), 3, date(2026, 6, 9)),  # Saturday, Sunday, Monday, and Tuesday is added
        (date(2026, 2, 15), 90, date(2026, 5, 18)),  # ends Friday 15 May, equalled, and moves on
        (date(2026, 2, 15), 91, date(2026, 5, 16)),  # more than ninety days: a Saturday it stays
    ],
)
def test_a_term_of_three_days_holds_two_working_days(first_day, days, last_day):
    assert last_day_of_days(first_day, days, EQUALLED) == last_day


@pytest.mark.parametrize("term", [last_day_of_term, last_day_of_days])
def test_a_term_has_a_length(term):
    with pytest.raises(ValueError, match="at least one"):
        term(date(2026, 1, 1), 0, EQUALLED)
