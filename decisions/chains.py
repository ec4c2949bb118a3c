"""The chain of designations through the years, with the days on which nothing was in force.

Everything that hangs together along `follows` is fetched at once: a chain of thirty costs as many
queries as a chain of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from . import states
from .models import DecisionKind, DesignatedArea
from .terms import Days, without

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Link:
    """One designation in a chain: its term, its state, the gap before it or the overlap with the earlier."""

    designated: DesignatedArea
    term: states.Term
    state: states.State
    begin: date | None
    gap: Days | None
    overlap: Days | None
    here: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """A chain in numbers, up to and including a day.

    `days` are those really in force, each counted once; `without_ground` those that a late publication
    left without one. `complete` is False when a begin or an end is not known (old records): then there
    were more days than these.
    """

    since: date | None
    days: int
    extensions: int
    gaps: tuple[Days, ...]
    without_ground: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """The designations that hang together with one, from the first to the newest, and their sums."""

    designated: DesignatedArea
    links: list[Link]
    summary: Summary


def chains(areas: Iterable[DesignatedArea], today: date, rules: states.HouseRules) -> list[Chain]:
    """For each of these areas the chain from its first designation to the newest that follows on it."""
    mine = list(areas)
    families = _families({designated.pk for designated in mine})
    found = _fetch({pk for family in families.values() for pk in family})
    made = []
    for designated in mine:
        family = [found[pk] for pk in families[designated.pk] if pk in found]
        links = _links(designated, family, today, rules)
        made.append(Chain(designated, links, summarised(links, today)))
    return made


def before(areas: Iterable[DesignatedArea], rules: states.HouseRules) -> dict[int, Summary]:
    """What went before each of these areas, by its number: everything on which it follows, to its end."""
    mine = {designated.pk: designated for designated in areas if designated.follows_id}
    upwards = _upward_families(set(mine))
    found = _fetch({pk for family in upwards.values() for pk in family})
    made = {}
    for pk, family in upwards.items():
        earlier = [found[other] for other in family if other in found]
        links = _links(mine[pk], earlier, date.max, rules)
        made[pk] = summarised(links, date.max)
    return made


def summarised(links: Iterable[Link], day: date) -> Summary:
    """The sums of these links, up to and including this day."""
    real = [link for link in links if not link.designated.decision.is_ending]
    adopted = [link for link in real if link.term.in_force_from or link.designated.decision.historical]
    runs = [run for link in adopted for run in _runs(link.term, day)]
    begun = [run.first for run in runs]
    return Summary(
        since=min(begun, default=None),
        days=_counted_once(runs),
        extensions=sum(
            link.designated.decision.kind == DecisionKind.EXTEND and bool(_runs(link.term, day))
            for link in adopted
        ),
        gaps=tuple(link.gap for link in real if link.gap and link.gap.first <= day),
        without_ground=_counted_once(_up_to(day, (link.term.without_ground for link in real))),
        complete=all(link.term.in_force_from and link.term.last_day for link in adopted),
    )


def _runs(term: states.Term, day: date) -> list[Days]:
    """The days really in force, as runs: without those on which a court or a later decision broke in."""
    if term.in_force_from is None or term.last_day is None or term.last_day < term.in_force_from:
        return []
    stated = _up_to(day, [Days(term.in_force_from, term.last_day)])
    return without(stated, [halt.days for halt in term.breaks])


def _up_to(day: date, runs: Iterable[Days | None]) -> list[Days]:
    """These runs as far as they lie on or before the day."""
    return [Days(run.first, min(run.last, day)) for run in runs if run and run.first <= day]


def _counted_once(runs: Iterable[Days]) -> int:
    """How many days there are in these runs; a day that is in two of them counts once."""
    total, counted = 0, list[Days]()
    for run in runs:
        total += sum(rest.length for rest in without([run], counted))
        counted.append(run)
    return total


def _families(wanted: set[int]) -> dict[int, set[int]]:
    """All ids that hang together with each wanted one, up and down along `follows`."""
    earlier_of = _earlier_of()
    after: dict[int, set[int]] = defaultdict(set)
    for pk, earlier in earlier_of.items():
        after[earlier].add(pk)
    return {pk: _upwards(pk, earlier_of) | _downwards(pk, after) for pk in wanted}


def _upward_families(wanted: set[int]) -> dict[int, set[int]]:
    """All ids on which each wanted one follows, itself not among them."""
    earlier_of = _earlier_of() if wanted else {}
    return {pk: _upwards(pk, earlier_of) - {pk} for pk in wanted}


def _earlier_of() -> dict[int, int]:
    """Which designation each one follows, for all that follow one."""
    rows = DesignatedArea.objects.exclude(follows=None).order_by().values_list("pk", "follows_id")
    return {pk: earlier for pk, earlier in rows if earlier is not None}


def _upwards(pk: int, earlier_of: Mapping[int, int | None]) -> set[int]:
    seen = {pk}
    while (pk := earlier_of.get(pk) or pk) not in seen:
        seen.add(pk)
    return seen


def _downwards(pk: int, after: dict[int, set[int]]) -> set[int]:
    seen, todo = {pk}, [pk]
    while todo:
        for later in after.get(todo.pop(), ()):
            if later not in seen:
                seen.add(later)
                todo.append(later)
    return seen


def _fetch(pks: set[int]) -> dict[int, DesignatedArea]:
    return {d.pk: d for d in states.with_terms(DesignatedArea.objects.filter(pk__in=pks))}


def _links(
    here: DesignatedArea, family: list[DesignatedArea], today: date, rules: states.HouseRules
) -> list[Link]:
    """Each after the one it follows, and further in the order of time."""
    dated = [(d, states.term_of(d, rules), states.state_on(d, today, rules)) for d in family]
    earlier_of = {designated.pk: designated.follows_id for designated in family}
    dated.sort(
        key=lambda row: (len(_upwards(row[0].pk, earlier_of)), _begin(*row[:2]) or date.max, row[0].pk)
    )
    terms_of = {designated.pk: term for designated, term, _state in dated}
    return [
        Link(
            designated,
            term,
            state,
            _begin(designated, term),
            _gap(terms_of.get(designated.follows_id or 0), _begin(designated, term)),
            _overlap(designated, terms_of.get(designated.follows_id or 0), term),
            designated.pk == here.pk,
        )
        for designated, term, state in dated
    ]


def _begin(designated: DesignatedArea, term: states.Term) -> date | None:
    return term.in_force_from or designated.stated_first_day


def _gap(earlier: states.Term | None, begin: date | None) -> Days | None:
    """The days between the end of the predecessor and this one, both ends included."""
    if earlier is None or earlier.last_day is None or begin is None:
        return None
    first, last = earlier.last_day + ONE_DAY, begin - ONE_DAY
    return Days(first, last) if first <= last else None


def _overlap(designated: DesignatedArea, earlier: states.Term | None, term: states.Term) -> Days | None:
    """The days on which both are in force: lawful, but double; an ending has none."""
    begin = term.in_force_from
    if designated.decision.is_ending or earlier is None or begin is None:
        return None
    first = max(begin, earlier.in_force_from or date.max)
    last = min(earlier.last_day or date.min, term.last_day or date.min)
    return Days(first, last) if first <= last else None
