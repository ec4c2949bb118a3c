"""How long, and when somebody watches: the term, the use and the viewing hours (I4, I6, I12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from almere_camera.findings import Kind
from almere_camera.models import HouseRule
from almere_camera.roles import Perm

from .. import states
from ..models import DesignatedArea, UsePeriod
from .case import Case, area_anchor, in_words, is_adopted, records_url, starts_on_fixed_day, step_url
from .registry import ALL_BUT_ENDING, GEMEENTEWET_151C, Found, awb, rule

DAYS_IN_A_WEEK = 7


@rule(
    number="I4",
    kind=Kind.BLOCK,
    article="artikel 151c, eerste lid en tweede lid, onder b, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
)
def first_and_last_day_I4(case: Case) -> Iterator[Found]:
    """Cameratoezicht geldt voor een bepaalde duur: elk gebied heeft een eerste en een laatste dag, en de
    laatste dag ligt niet voor de eerste."""
    for area in case.areas:
        name = area.area.name
        start_url = step_url(case.decision, "gebieden", area_anchor(area, "first_day"))
        end_url = step_url(case.decision, "gebieden", area_anchor(area, "last_day"))
        if starts_on_fixed_day(area) and area.first_day is None:
            yield Found(f"Vul voor {name} de eerste dag in, of kies ‘de dag na bekendmaking’.", url=start_url)
        if area.last_day is None:
            yield Found(
                f"Vul voor {name} de laatste dag in. Cameratoezicht geldt altijd voor een bepaalde duur.",
                url=end_url,
            )
        elif _ends_before_it_starts(area):
            yield Found(f"De laatste dag voor {name} ligt voor de eerste dag.", url=end_url)
        elif not starts_on_fixed_day(area) and area.last_day < case.earliest_effect:
            yield Found(
                f"De laatste dag voor {name} is {in_words(area.last_day)}. Het besluit kan op zijn vroegst "
                f"op {in_words(case.earliest_effect)} gaan gelden. Kies een latere dag.",
                url=end_url,
            )


def _ends_before_it_starts(area: DesignatedArea) -> bool:
    if area.first_day is None or area.last_day is None or not starts_on_fixed_day(area):
        return False
    if area.first_day != area.last_day:
        return area.last_day < area.first_day
    return (area.end_time or time.max) <= (area.start_time or time.min)


@rule(
    number="I6",
    kind=Kind.BLOCK,
    article="artikel 151c, derde lid, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
)
def use_period_and_viewing_hours_I6(case: Case) -> Iterator[Found]:
    """Het besluit zegt per gebied wanneer de camera's worden gebruikt en wanneer iemand in elk geval live
    meekijkt. Dat valt binnen de duur van het besluit."""
    for area in case.areas:
        name = area.area.name
        use_url = step_url(case.decision, "gebruik", area_anchor(area, "use"))
        hours_url = step_url(case.decision, "gebruik", area_anchor(area, "viewing_hours"))
        periods = list(area.use_periods.all())
        if not periods:
            yield Found(f"Vul voor {name} in in welke periode de camera's worden gebruikt.", url=use_url)
        for period in periods:
            if message := _outside_the_term(period, area, case):
                yield Found(message, url=use_url)
        for exception in area.viewing_exceptions.all():
            if not _within(exception.day, area, case):
                yield Found(
                    f"De afwijkende kijktijd voor {name} op {in_words(exception.day)} valt buiten de duur "
                    "van het besluit.",
                    url=step_url(case.decision, "gebruik", area_anchor(area, "viewing_exceptions")),
                )
        if not _is_watched_live(area):
            yield Found(
                f"Vul voor {name} in op welke dagen en uren iemand in elk geval live meekijkt.",
                url=hours_url,
            )
        elif not _some_weekday_occurs(area):
            yield Found(
                f"De kijktijden voor {name} vallen op dagen die in de duur van het besluit niet voorkomen.",
                url=hours_url,
            )


def _first_possible(area: DesignatedArea, case: Case) -> date:
    return area.stated_first_day or case.earliest_effect


def _within(day: date, area: DesignatedArea, case: Case) -> bool:
    return _first_possible(area, case) <= day and (area.last_day is None or day <= area.last_day)


def _outside_the_term(period: UsePeriod, area: DesignatedArea, case: Case) -> str:
    """What is wrong with the days of this period, or an empty string. An empty day is that of the term."""
    name = area.area.name
    if period.first_day and period.last_day and period.last_day < period.first_day:
        return f"De gebruiksperiode voor {name} eindigt voordat zij begint."
    for day, what in ((period.first_day, "begint"), (period.last_day, "eindigt")):
        if day and not _within(day, area, case):
            return (
                f"De gebruiksperiode voor {name} {what} op {in_words(day)}. Dat valt buiten de duur van "
                "het besluit."
            )
    return ""


def _is_watched_live(area: DesignatedArea) -> bool:
    """Weekly hours, or at least one day with its own hours."""
    weekly = any(block.weekdays for block in area.viewing_hours.all())
    return weekly or any(e.from_time and e.to_time for e in area.viewing_exceptions.all())


def _some_weekday_occurs(area: DesignatedArea) -> bool:
    """In a term of less than a week the chosen weekdays may never come."""
    first, last = area.stated_first_day, area.last_day
    if any(e.from_time and e.to_time for e in area.viewing_exceptions.all()) or first is None or last is None:
        return True
    if (last - first).days + 1 >= DAYS_IN_A_WEEK or last < first:
        return True
    occurring = {(first + timedelta(days=n)).weekday() for n in range((last - first).days + 1)}
    return any(occurring & set(block.weekdays) for block in area.viewing_hours.all())


@rule(
    number="I12",
    kind=Kind.BLOCK,
    article="artikel 3:40 van de Awb",
    article_url=awb("3:40"),
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
    afterwards=True,
)
def not_before_publication_I12(case: Case) -> Iterator[Found]:
    """Een besluit geldt niet voordat het is bekendgemaakt en werkt niet terug."""
    if case.making:
        yield from _start_out_of_reach(case)
    elif is_adopted(case.decision):
        yield from _days_without_ground(case)


def _start_out_of_reach(case: Case) -> Iterator[Found]:
    if case.days_after_publication(case.day) is None:
        yield Found(
            f"Er geldt op {in_words(case.day)} geen huisregel over de dagen tussen bekendmaking en "
            "inwerkingtreding. Leg die vast.",
            who=Perm.MANAGE_RECORDS,
            url=records_url(HouseRule),
        )
    for area in case.areas:
        first = area.stated_first_day
        if first and first < case.earliest_effect:
            yield Found(
                f"De eerste dag voor {area.area.name} is {in_words(first)}. Dat haalt geen bekendmaking "
                f"meer: een besluit van {in_words(case.day)} kan op zijn vroegst op "
                f"{in_words(case.earliest_effect)} gaan gelden. Kies een latere dag of ‘de dag na "
                "bekendmaking’.",
                url=step_url(case.decision, "gebieden", area_anchor(area, "first_day")),
            )


def _days_without_ground(case: Case) -> Iterator[Found]:
    """The days between the stated start and entry into force, once they have really passed."""
    publication = case.decision.publication
    published_on = publication.published_on if publication else None
    for area in case.areas:
        days = states.without_ground(area, case.house_rules, until=None if published_on else case.today)
        if days is None:
            continue
        cause = f"bekendgemaakt op {in_words(published_on)}" if published_on else "nog niet bekendgemaakt"
        span = (
            f"op {in_words(days.first)}"
            if days.length == 1
            else f"van {in_words(days.first)} tot en met {in_words(days.last)}"
        )
        yield Found(
            f"Voor {area.area.name} was het cameratoezicht {span} zonder grondslag: het besluit is {cause}.",
            kind=Kind.FACT,
        )
