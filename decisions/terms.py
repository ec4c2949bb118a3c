"""The dates that follow from a decision and its publication. Pure: no database, and no clock.

A first and a last day are inclusive. 'Vervallen per' is the day after the last day and is never
stored. `equalled` are the days that a Royal Decree equals with holidays (see almere_camera.calendars).
The Algemene termijnenwet moves the term for objections; it never moves the decision's own start or
end, which the decision sets and not a law.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from almere_camera.calendars import last_day_of_term

WEEKS_FOR_OBJECTIONS = 6  # art. 6:7 Awb
WEEKS_FOR_MOTIVATION = 1  # art. 3:47 lid 3 Awb
HALF_A_YEAR_IN_MONTHS = 6
LAST_MINUTE = time(23, 59)
ONE_DAY = timedelta(days=1)


class Days(NamedTuple):
    """A run of days, both ends included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


def without(runs: Iterable[Days], away: Iterable[Days]) -> list[Days]:
    """What is left of these runs of days when other days are taken out of them. In order.

    `date.min` and `date.max` stand for a side that is open.
    """
    left = sorted(runs)
    for cut in away:
        rest: list[Days] = []
        for run in left:
            if cut.last < run.first or run.last < cut.first:
                rest.append(run)
                continue
            if run.first < cut.first:
                rest.append(Days(run.first, cut.first - ONE_DAY))
            if cut.last < run.last:
                rest.append(Days(cut.last + ONE_DAY, run.last))
        left = rest
    return left


def repealed_from(last_day: date, end_time: time | None = None) -> date:
    """'Vervallen per': the day after the last day in force (art. 151c lid 2, onder b, Gemeentewet).

    31-12 gives 1-1. A decision that ends at a clock time ends during its last day, so that
    1-1 06:00 stays 1-1; the last minute of a day (23:59) is the whole day.
    """
    if end_time is not None and end_time < LAST_MINUTE:
        return last_day
    return last_day + ONE_DAY


def enters_into_force(
    stated_first_day: date | None, published_on: date | None, days_after_publication: int
) -> date | None:
    """The first day in force: never before publication, nor before the stated start (art. 3:40 Awb).

    `stated_first_day` is None when the decision says 'de dag na bekendmaking'.
    `days_after_publication` is the house rule, 1 in Almere; 0 allows the day of publication itself
    for a decision that names that day. None as long as nothing has been published.
    """
    if published_on is None:
        return None
    stated = stated_first_day or published_on + ONE_DAY
    return max(stated, published_on + timedelta(days=days_after_publication))


def days_without_ground(
    stated_first_day: date | None,
    published_on: date | None,
    days_after_publication: int,
    *,
    until: date | None = None,
) -> Days | None:
    """'Zonder grondslag': from the stated start to the day before entry into force (art. 3:40 Awb).

    None when the decision was in time, or says 'de dag na bekendmaking'. `until` looks no further
    than that day (the last day of the term, or today): needed to see the days of a decision that has
    not been published at all, and the days of one published after its own end.
    """
    if stated_first_day is None:
        return None
    in_force = enters_into_force(stated_first_day, published_on, days_after_publication)
    ends = [day for day in (in_force and in_force - ONE_DAY, until) if day]
    if not ends or min(ends) < stated_first_day:
        return None
    return Days(stated_first_day, min(ends))


def last_day_for_objections(published_on: date, equalled: Collection[date]) -> date:
    """Six weeks from the day after publication, not ending on a free day.

    Art. 6:7 and 6:8 lid 1 Awb, art. 1 Algemene termijnenwet.
    """
    return last_day_of_term(published_on + ONE_DAY, WEEKS_FOR_OBJECTIONS, equalled)


def objection_open(published_on: date | None, today: date, equalled: Collection[date]) -> bool:
    """Whether an objection made today is in time.

    On the day of publication it is early, which is no reason to reject it (art. 6:10 lid 1 Awb).
    """
    if published_on is None:
        return False
    return published_on <= today <= last_day_for_objections(published_on, equalled)


def last_day_for_motivation(published_on: date, equalled: Collection[date]) -> date:
    """A motivation that urgency kept out of the publication follows within a week (art. 3:47 lid 3 Awb)."""
    return last_day_of_term(published_on + ONE_DAY, WEEKS_FOR_MOTIVATION, equalled)


def last_day_to_publish(first_day: date, days_after_publication: int) -> date:
    """The last publication date with which a decision can start on `first_day` (art. 3:40 Awb).

    With the house rule of one day, and an extension that starts the day after its predecessor ends,
    this is the predecessor's last day.
    """
    return first_day - timedelta(days=days_after_publication)


def last_safe_adoption_day(publish_by: date, lead_days: int) -> date:
    """The last day to adopt with `lead_days` calendar days left to prepare publication.

    `publish_by` is the predecessor's last day for an extension, and `last_day_to_publish` for a
    decision with a fixed start. Counted back, so that no free day moves it (art. 1 lid 2 ATW).
    """
    return publish_by - timedelta(days=lead_days)


def half_year_before(last_day: date) -> date:
    """Six calendar months earlier, clamped to the end of the month: 31-10-2028 gives 30-04-2028."""
    months = last_day.year * 12 + last_day.month - 1 - HALF_A_YEAR_IN_MONTHS
    year, month = divmod(months, 12)
    return date(year, month + 1, min(last_day.day, monthrange(year, month + 1)[1]))


def evaluation_due(last_day: date, first_day: date | None) -> date:
    """The evaluation is done half a year before the end (policy framework, chapter 7).

    For a term under six months it is due at the start. `first_day` is None as long as it is unknown.
    """
    due = half_year_before(last_day)
    return due if first_day is None else max(due, first_day)
