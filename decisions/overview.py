"""Which designations are in force on a day, per area; of the areas without one: since when not; and
where the cameras hung, on which ground.

Any day, past or future: everything follows from the decisions and their publications.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from areas.models import Area, Deployment

from . import day_rows, states
from .cameras import Cameras, Row, cameras_on
from .models import DesignatedArea, ViewingException
from .states import State, Term
from .text import hours

SUSPENDED = "Geschorst"
WITHOUT_GROUND = "Zonder grondslag"
PUBLISHED = "Bekendgemaakt, nog niet in werking"
NOT_PUBLISHED = "Vastgesteld, nog niet bekendgemaakt"
COMING = frozenset({WITHOUT_GROUND, PUBLISHED, NOT_PUBLISHED})  # adopted, and does not work yet


@dataclass(frozen=True, slots=True)
class InForce:
    """A designation in force on the day, with its hours of live viewing."""

    designated: DesignatedArea
    term: Term
    hours: list[str]
    exception: ViewingException | None


@dataclass(frozen=True, slots=True)
class NotInForce:
    """An area without a designation in force on the day: why, what was before and what comes after."""

    area: Area
    state: str
    badge: str
    about: DesignatedArea | None
    before: tuple[DesignatedArea, Term] | None
    after: tuple[DesignatedArea, Term] | None


@dataclass(frozen=True, slots=True)
class Overview:
    day: date
    in_force: list[InForce]
    not_in_force: list[NotInForce]
    cameras: Cameras


def overview(day: date) -> Overview:
    """The state of every area that was ever designated, and of every camera, on this day."""
    rules = states.HouseRules()
    chosen, every = day_rows.on(day, rules.most_days_after)
    per_area: dict[Area, list[Row]] = defaultdict(list)
    for row in _rows(chosen, day, rules):
        per_area[row[0].area].append(row)
    in_force, not_in_force = [], []
    for area in sorted(per_area, key=lambda a: a.name):
        holding = [row for row in per_area[area] if row[2] is State.IN_FORCE]
        in_force += [_in_force(one, term, day) for one, term, _state in holding]
        if not holding:
            not_in_force.append(_not_in_force(area, per_area[area], day))
    rows = [row for found in per_area.values() for row in found]
    standing = Deployment.objects.on(day).exclude(designated_areas__in=[one.designated for one in in_force])
    rows += _rows(day_rows.naming_last(day, standing, every) - chosen, day, rules)
    return Overview(day, in_force, not_in_force, cameras_on(day, rows))


def _rows(pks: set[int], day: date, rules: states.HouseRules) -> list[Row]:
    designated = states.with_terms(DesignatedArea.objects.filter(pk__in=pks))
    found = designated.prefetch_related("viewing_hours", "viewing_exceptions", "deployments")
    return [(one, states.term_of(one, rules), states.state_on(one, day, rules)) for one in found]


def _in_force(designated: DesignatedArea, term: Term, day: date) -> InForce:
    other = next((e for e in designated.viewing_exceptions.all() if e.day == day), None)
    words = hours.viewing_words(designated) if designated.viewing_hours.all() else []
    return InForce(designated, term, words, other)


def _not_in_force(area: Area, rows: list[Row], day: date) -> NotInForce:
    before = [(d, t) for d, t, _s in rows if t.in_force_from and t.last_day and t.last_day < day]
    after = [(d, t) for d, t, _s in rows if t.in_force_from and t.in_force_from > day]
    last = max(
        before, key=lambda row: (row[1].last_day or date.min, row[1].in_force_from or date.min), default=None
    )
    first = min(after, key=lambda row: row[1].in_force_from or date.max, default=None)
    state, badge, about = _why_not(rows, day, last, bool(first))
    return NotInForce(area, state, badge, about, last, first)


def _why_not(
    rows: list[Row], day: date, last: tuple[DesignatedArea, Term] | None, more_to_come: bool
) -> tuple[str, str, DesignatedArea | None]:
    """The state that says most: its words, its badge and the designation it is about."""
    for designated, _term, state in rows:
        if state is State.WITHOUT_GROUND:
            return WITHOUT_GROUND, "danger", designated
    for designated, _term, state in rows:
        if state is State.SUSPENDED:
            return SUSPENDED, "danger", designated
    for designated, _term, state in rows:
        if state is State.UNKNOWN and _could_cover(designated, day, last):
            return "Onbekend", "warn", designated
    if last and more_to_come:
        return "Gat in de keten", "warn", None
    for designated, _term, state in rows:
        published = designated.decision.publication
        if state is State.PUBLISHED and published and (published.published_on or day) <= day:
            return PUBLISHED, "info", designated
        adopted = state in (State.PUBLISHED, State.NOT_PUBLISHED)
        if adopted and (designated.decision.signed_on or day) <= day:
            return NOT_PUBLISHED, "warn", designated
    if last and last[1].taken_away:
        return str(last[1].taken_away.state).capitalize(), "danger", last[0]
    if last:
        return "Beëindigd" if last[1].ended_by else "Verlopen", "neutral", None
    return "Nog geen aanwijzing", "neutral", None


def _could_cover(designated: DesignatedArea, day: date, last: tuple[DesignatedArea, Term] | None) -> bool:
    """Whether a designation with unknown days may hold on this day: it began, and nothing came after it."""
    begin = designated.stated_first_day or designated.decision.signed_on or date.min
    if begin > day:
        return False
    return last is None or (last[1].last_day or date.min) < begin
