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
from .models import DesignatedArea
from .terms import Days

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Link:
    """One designation in a chain: its term, its state, and the gap before it."""

    designated: DesignatedArea
    term: states.Term
    state: states.State
    begin: date | None
    gap: Days | None
    here: bool


def chains(
    areas: Iterable[DesignatedArea], today: date, rules: states.HouseRules
) -> list[tuple[DesignatedArea, list[Link]]]:
    """For each of these areas the chain from its first designation to the newest that follows on it."""
    mine = list(areas)
    families = _families({designated.pk for designated in mine})
    found = _fetch({pk for family in families.values() for pk in family})
    return [
        (
            designated,
            _links(designated, [found[pk] for pk in families[designated.pk] if pk in found], today, rules),
        )
        for designated in mine
    ]


def _families(wanted: set[int]) -> dict[int, set[int]]:
    """All ids that hang together with each wanted one, up and down along `follows`."""
    before: dict[int, int] = {}
    after: dict[int, set[int]] = defaultdict(set)
    for pk, earlier in (
        DesignatedArea.objects.exclude(follows=None).order_by().values_list("pk", "follows_id")
    ):
        if earlier is not None:
            before[pk] = earlier
            after[earlier].add(pk)
    return {pk: _upwards(pk, before) | _downwards(pk, after) for pk in wanted}


def _upwards(pk: int, before: Mapping[int, int | None]) -> set[int]:
    seen = {pk}
    while (pk := before.get(pk) or pk) not in seen:
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
    before = {designated.pk: designated.follows_id for designated in family}
    dated.sort(key=lambda row: (len(_upwards(row[0].pk, before)), _begin(*row[:2]) or date.max, row[0].pk))
    terms_of = {designated.pk: term for designated, term, _state in dated}
    return [
        Link(
            designated,
            term,
            state,
            _begin(designated, term),
            _gap(terms_of.get(designated.follows_id or 0), _begin(designated, term)),
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
