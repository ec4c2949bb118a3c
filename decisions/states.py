"""What follows from a day: is a designation in force, since when, until when, on which ground?

Stored is only what was done (see `models.Status`); everything here is derived, per designated area.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch, QuerySet

from almere_camera.models import HouseRule

from . import terms
from .models import Decision, DecisionKind, DesignatedArea, Publication, Starts, Status

ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """How a designation stands on a day, in the words of the screens."""

    NOT_ADOPTED = "nog niet vastgesteld"
    WITHDRAWN = "ingetrokken voor bekendmaking"
    NOT_PUBLISHED = "vastgesteld, nog niet bekendgemaakt"
    PUBLISHED = "bekendgemaakt, nog niet in werking"
    WITHOUT_GROUND = "zonder grondslag"
    IN_FORCE = "in werking"
    LAPSED = "verlopen"
    ENDED = "beëindigd"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class Term:
    """The term of a designated area as it really runs.

    `in_force_from` is the first day in force (None: not published, or unknown); `last_day` the last
    day in force, after an early ending if there is one; `ended_by` the decision that ended it early;
    `without_ground` the days between the stated start and entry into force (Awb 3:40).
    """

    in_force_from: date | None
    last_day: date | None
    ended_by: Decision | None
    without_ground: terms.Days | None
    repealed_from: date | None

    def covers(self, day: date) -> bool:
        """Whether the designation is in force on this day (both ends included)."""
        if self.in_force_from is None or day < self.in_force_from:
            return False
        return self.last_day is None or day <= self.last_day


def with_terms(designated: QuerySet[DesignatedArea]) -> QuerySet[DesignatedArea]:
    """Fetch all that `term_of` asks, in a fixed number of queries."""
    followers = DesignatedArea.objects.select_related("decision__closure").prefetch_related(
        "decision__publications"
    )
    return designated.select_related("area", "decision__closure", "follows").prefetch_related(
        "decision__publications", Prefetch("followed_by", queryset=followers)
    )


class HouseRules:
    """The dated house rules, read once for many questions."""

    def __init__(self) -> None:
        self._rules = list(HouseRule.objects.filter(key=HouseRule.Key.DAYS_AFTER_PUBLICATION))

    def recorded(self, day: date) -> int | None:
        """Days between publication and entry into force as recorded for this day, or None."""
        held = [rule for rule in self._rules if rule.holds_on(day)]
        return int(max(held, key=lambda rule: rule.valid_from).value) if held else None

    def days_after(self, day: date) -> int:
        """The same; without a house rule the law's own minimum holds: the day itself (Awb 3:40)."""
        return self.recorded(day) or 0


def term_of(designated: DesignatedArea, rules: HouseRules | None = None) -> Term:
    """The term as it really runs: start after publication, early ending by a later decision."""
    rules = rules or HouseRules()
    start = day_of_effect(designated, rules)
    ended_by, last = _early_ending(designated, rules)
    last = designated.last_day if last is None else last
    without = None
    publication = designated.decision.publication
    if publication and publication.published_on:
        without = terms.days_without_ground(
            designated.stated_first_day,
            publication.published_on,
            rules.days_after(publication.published_on),
            until=designated.last_day,
        )
    repealed = None
    if last is not None:
        repealed = terms.repealed_from(last, None if ended_by else designated.end_time)
    return Term(start, last, ended_by, without, repealed)


def day_of_effect(designated: DesignatedArea, rules: HouseRules | None = None) -> date | None:
    """The first day on which the decision works for this area; None while it is not published.

    Of a historical decision the stated day is taken when the day of publication is unknown.
    """
    decision = designated.decision
    if decision.status != Status.ADOPTED or _is_withdrawn(decision):
        return None
    publication = decision.publication
    if publication is None or publication.published_on is None:
        return designated.stated_first_day if decision.historical else None
    rules = rules or HouseRules()
    days = rules.days_after(publication.published_on)
    if designated.starts == Starts.AFTER_PUBLICATION:
        return terms.enters_into_force(None, publication.published_on, days)
    return terms.enters_into_force(designated.first_day, publication.published_on, days)


def state_on(designated: DesignatedArea, day: date, rules: HouseRules | None = None) -> State:
    """How this designation stands on a day."""
    decision = designated.decision
    if decision.status != Status.ADOPTED:
        return State.NOT_ADOPTED
    if _is_withdrawn(decision):
        return State.WITHDRAWN
    term = term_of(designated, rules)
    if term.in_force_from is None:
        if decision.historical:
            return State.UNKNOWN
        return State.NOT_PUBLISHED
    if term.covers(day):
        return State.UNKNOWN if term.last_day is None and not decision.is_ending else State.IN_FORCE
    if day < term.in_force_from:
        if term.without_ground and term.without_ground.first <= day <= term.without_ground.last:
            return State.WITHOUT_GROUND
        return State.PUBLISHED
    return State.ENDED if term.ended_by else State.LAPSED


def in_force_on(day: date) -> list[DesignatedArea]:
    """Every designation in force on this day, past or future, by name of the area."""
    designated = with_terms(
        DesignatedArea.objects.filter(decision__status=Status.ADOPTED).exclude(
            decision__kind=DecisionKind.END
        )
    )
    rules = HouseRules()
    found = [d for d in designated if state_on(d, day, rules) is State.IN_FORCE]
    return sorted(found, key=lambda d: (d.area.name, d.pk))


def objection_term(publication: Publication, equalled: Iterable[date]) -> date | None:
    """The last day for objections, from the actual day of publication only (Awb 6:7, 6:8)."""
    if publication.published_on is None:
        return None
    return terms.last_day_for_objections(publication.published_on, frozenset(equalled))


def chain_of(designated: DesignatedArea) -> Sequence[DesignatedArea]:
    """The designations from the first to this one, along `follows`."""
    chain = [designated]
    while chain[-1].follows is not None and chain[-1].follows not in chain:
        chain.append(chain[-1].follows)
    return chain[::-1]


def _is_withdrawn(decision: Decision) -> bool:
    """Adopted, and withdrawn before publication (a confirmed closure)."""
    closure: Any = getattr(decision, "closure", None)
    return closure is not None and closure.confirmed_at is not None


def _early_ending(designated: DesignatedArea, rules: HouseRules) -> tuple[Decision | None, date | None]:
    """The decision that ended or replaced this designation before its last day, and the day before it."""
    for later in designated.followed_by.all():
        if later.decision.kind not in (DecisionKind.END, DecisionKind.CHANGE):
            continue
        effect = day_of_effect(later, rules)
        if effect is not None and (designated.last_day is None or effect <= designated.last_day):
            return later.decision, effect - ONE_DAY
    return None, None
