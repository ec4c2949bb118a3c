"""Free days and terms in the sense of the Algemene termijnenwet (ATW, BWBR0002448). Pure: no database.

The package `holidays` supplies the dates; this module keeps only the days that article 3 ATW names.
The days that a Royal Decree equals with them (article 3, third paragraph) follow no formula: they are
dated records, and every function here asks for them as `equalled`.

Holds from 1982 on, when 5 May entered the act. Until 2013 the sovereign's birthday was celebrated on
30 April (29 April when the 30th was a Sunday), since 2014 on 27 April (26 April when the 27th is a
Sunday); the package knows both rules. Article 151c Gemeentewet dates from 2006.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import holidays

# Article 3 ATW, first paragraph, and Good Friday of the second, as the package names them in Dutch.
# Easter Sunday and Whit Sunday are not in the act: they are Sundays already.
ATW_NAMES = {
    "Nieuwjaarsdag": "Nieuwjaarsdag",
    "Goede vrijdag": "Goede Vrijdag",
    "Tweede paasdag": "tweede paasdag",
    "Koninginnedag": "Koninginnedag",
    "Koningsdag": "Koningsdag",
    "Bevrijdingsdag": "Bevrijdingsdag (5 mei)",
    "Hemelvaartsdag": "Hemelvaartsdag",
    "Tweede pinksterdag": "tweede pinksterdag",
    "Eerste kerstdag": "eerste kerstdag",
    "Tweede kerstdag": "tweede kerstdag",
}
SATURDAY = 5
LONGEST_TERM_IN_WEEKS = 12  # article 4 ATW, under a
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def holidays_of(year: int) -> Mapping[date, str]:
    """The generally recognised holidays of a year with their Dutch names (art. 3 lid 1 and 2 ATW).

    The category `optional` is needed for 5 May, which `public` holds only once in five years.
    """
    calendar = holidays.country_holidays("NL", years=year, categories=("public", "optional"), language="nl")
    named = {
        day: " en ".join(ATW_NAMES[name] for name in calendar.get_list(day) if name in ATW_NAMES)
        for day in sorted(calendar)
    }
    return MappingProxyType({day: name for day, name in named.items() if name})


def holiday_name(day: date) -> str | None:
    """The Dutch name of the holiday that falls on this day, to explain why a term moved."""
    return holidays_of(day.year).get(day)


def is_free(day: date, equalled: Collection[date]) -> bool:
    """Saturday, Sunday, generally recognised holiday or a day equalled with one (art. 1 and 3 ATW)."""
    return day.weekday() >= SATURDAY or day in holidays_of(day.year) or day in equalled


def last_day_of_term(first_day: date, weeks: int, equalled: Collection[date]) -> date:
    """The last day, inclusive, of a statutory term of whole weeks that begins on `first_day`.

    A term that would end on a free day runs on to the next day that is not free (art. 1 lid 1 ATW).
    A term of more than twelve weeks is not moved: the act does not apply (art. 4, under a, ATW).
    For a term 'from the day after publication', `first_day` is the day after publication.
    """
    if weeks < 1:
        raise ValueError("A term in weeks lasts at least one week.")
    last_day = first_day + timedelta(weeks=weeks) - ONE_DAY
    if weeks > LONGEST_TERM_IN_WEEKS:
        return last_day
    return _extended(first_day, last_day, equalled)


def last_day_of_days(first_day: date, days: int, equalled: Collection[date]) -> date:
    """The last day, inclusive, of a statutory term of days that begins on `first_day`.

    As for weeks, and a term of three days or more holds at least two days that are not free
    (art. 2 ATW). A term of more than ninety days is not moved (art. 4, under a, ATW).
    """
    if days < 1:
        raise ValueError("A term in days lasts at least one day.")
    last_day = first_day + timedelta(days=days) - ONE_DAY
    if days > 90:
        return last_day
    return _extended(first_day, last_day, equalled)


def _extended(first_day: date, last_day: date, equalled: Collection[date]) -> date:
    """Articles 1 and 2 ATW together: end on a working day, with two working days in three or more."""
    length = (last_day - first_day).days + 1
    needed = 2 if length >= 3 else 1
    term = (first_day + timedelta(days=n) for n in range(length))
    working_days = sum(not is_free(day, equalled) for day in term)
    while is_free(last_day, equalled) or working_days < needed:
        last_day += ONE_DAY
        working_days += not is_free(last_day, equalled)
    return last_day
