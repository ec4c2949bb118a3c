"""On how many days of a period an area was designated, and what happened to its designations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from areas.models import Area
from decisions import states
from decisions.models import DecisionKind, DesignatedArea, Status
from decisions.states import Term
from decisions.terms import Days, without

from .spans import covered_days

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A designation with its real term, and the runs of days in the period on which it was in force."""

    designated: DesignatedArea
    term: Term
    runs: tuple[Days, ...]

    @property
    def days(self) -> int:
        return sum(run.length for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cover:
    """An area in a period. `days` in force, each once; `without_ground` those that a late publication
    left without one; `unknown` when a begin or an end is not known: then there may be more days."""

    area: Area
    held: tuple[Held, ...]
    days: int
    without_ground: int
    unknown: bool

    @property
    def last_day(self) -> date | None:
        """The last day on which any of its designations is in force."""
        return max((one.term.last_day for one in self.held if one.term.last_day), default=None)


def covered(first: date, last: date, areas: Iterable[Area] | None = None) -> list[Cover]:
    """Every area (of these) with a designation that touches the period, by name. Constant queries."""
    rules = states.HouseRules()
    found: dict[Area, list[Held]] = defaultdict(list)
    for designated in _adopted(areas):
        term = states.term_of(designated, rules)
        runs = _runs(term, first, last)
        if runs or _without(term, first, last) or _may_touch(designated, term, first, last):
            found[designated.area].append(Held(designated, term, tuple(runs)))
    return [_cover(area, held, first, last) for area, held in sorted(found.items(), key=lambda x: x[0].name)]


def lapsed(first: date, last: date) -> list[DesignatedArea]:
    """The designations that ran out in the period: nothing ended them and nothing came after them."""
    rules = states.HouseRules()
    every = [(one, states.term_of(one, rules)) for one in _adopted(None)]
    out = []
    for designated, term in every:
        end = term.last_day
        if end is None or not first <= end <= last or term.ended_by or term.taken_away:
            continue
        if term.in_force_from is None or term.in_force_from > end:
            continue
        after = end + ONE_DAY
        if not any(other.area_id == designated.area_id and later.covers(after) for other, later in every):
            out.append(designated)
    return out


def _adopted(areas: Iterable[Area] | None) -> list[DesignatedArea]:
    rows = DesignatedArea.objects.filter(decision__status=Status.ADOPTED).exclude(
        decision__kind=DecisionKind.END
    )
    if areas is not None:
        rows = rows.filter(area__in=list(areas))
    return list(states.with_terms(rows))


def _runs(term: Term, first: date, last: date) -> list[Days]:
    if term.in_force_from is None or term.last_day is None:
        return []
    begin, end = max(term.in_force_from, first), min(term.last_day, last)
    return without([Days(begin, end)], [halt.days for halt in term.breaks]) if begin <= end else []


def _without(term: Term, first: date, last: date) -> Days | None:
    late = term.without_ground
    if late is None or late.last < first or late.first > last:
        return None
    return Days(max(late.first, first), min(late.last, last))


def _may_touch(designated: DesignatedArea, term: Term, first: date, last: date) -> bool:
    """Whether a designation of which a day is not known may have been in force in the period."""
    if term.in_force_from and term.last_day:
        return False
    begin = term.in_force_from or designated.stated_first_day or designated.decision.signed_on
    if begin is None or begin > last or not designated.decision.historical:
        return False
    return term.last_day is None or term.last_day >= first


def _cover(area: Area, held: list[Held], first: date, last: date) -> Cover:
    late = [days for one in held if (days := _without(one.term, first, last))]
    return Cover(
        area=area,
        held=tuple(sorted(held, key=lambda one: (one.term.in_force_from or date.min, one.designated.pk))),
        days=covered_days([run for one in held for run in one.runs], [], first, last),
        without_ground=covered_days(late, [], first, last),
        unknown=any(one.term.in_force_from is None or one.term.last_day is None for one in held),
    )
