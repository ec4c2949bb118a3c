"""What follows from a day: is a designation in force, since when, until when, on which ground?

Stored is only what was done (see `models.Status`); everything here is derived, per designated area.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from almere_camera.models import HouseRule

from . import terms
from .coverage import covers_more
from .models import Decision, DecisionKind, DesignatedArea, Interruption, Publication, Starts, Status
from .terms import Days

ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """How a designation stands on a day, in the words of the screens."""

    NOT_ADOPTED = "nog niet vastgesteld"
    WITHDRAWN = "ingetrokken voor bekendmaking"
    NOT_PUBLISHED = "vastgesteld, nog niet bekendgemaakt"
    PUBLISHED = "bekendgemaakt, nog niet in werking"
    WITHOUT_GROUND = "zonder grondslag"
    IN_FORCE = "in werking"
    SUSPENDED = "geschorst"
    REVOKED = "herroepen"
    ANNULLED = "vernietigd"
    LAPSED = "verlopen"
    ENDED = "beëindigd"
    UNKNOWN = "onbekend"


STATE_OF = {
    Interruption.Kind.SUSPENSION: State.SUSPENDED,
    Interruption.Kind.REVOCATION: State.REVOKED,
    Interruption.Kind.ANNULMENT: State.ANNULLED,
}
TAKEN_AWAY = frozenset({State.REVOKED, State.ANNULLED})
RUNNING = frozenset({State.IN_FORCE, State.SUSPENDED})  # a suspended designation still runs to its last day


@dataclass(frozen=True, slots=True)
class Break:
    """Days on which a designation does not work, and through what. An open end is `date.max`.

    `by` is the decision that stands in its place, or the record of what a court or a decision on
    objection did.
    """

    days: Days
    state: State
    by: Decision | Interruption

    def holds_on(self, day: date) -> bool:
        return self.days.first <= day <= self.days.last

    @property
    def last(self) -> date | None:
        """The last of its days; None when it is until further notice, or for good."""
        return None if self.days.last == date.max else self.days.last


@dataclass(frozen=True, slots=True)
class Term:
    """The term of a designated area as it really runs.

    `in_force_from` is the first day in force (None: not published, or unknown); `last_day` the last
    day in force, after an early ending, herroeping or vernietiging if there is one; `ended_by` the
    decision that ended it early; `taken_away` the herroeping or vernietiging that did; `without_ground`
    the days between the stated start and entry into force (Awb 3:40), known once the decision is
    published (before that `without_ground()` counts them to a day); `breaks` all that keeps it from
    working, in order of time.
    """

    in_force_from: date | None
    last_day: date | None
    ended_by: Decision | None
    without_ground: Days | None
    repealed_from: date | None
    taken_away: Break | None = None
    breaks: tuple[Break, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the designation is in force on this day (both ends included)."""
        if self.in_force_from is None or day < self.in_force_from:
            return False
        return (self.last_day is None or day <= self.last_day) and self.break_on(day) is None

    def break_on(self, day: date) -> Break | None:
        """Why it does not work on this day: what took it away, or else what suspends it; or None."""
        holding = [b for b in self.breaks if b.holds_on(day)]
        return min(holding, key=lambda b: (b.state is State.SUSPENDED, b.days), default=None)

    def is_suspended_on(self, day: date) -> bool:
        halt = self.break_on(day)
        return halt is not None and halt.state is State.SUSPENDED

    @property
    def suspensions(self) -> list[Break]:
        """The days on which a court suspended it (Awb 8:81), in order of time."""
        return [b for b in self.breaks if b.state is State.SUSPENDED]


def followers() -> QuerySet[DesignatedArea]:
    """The designations that follow on one, with what the term of that one depends on."""
    return DesignatedArea.objects.select_related("decision__closure").prefetch_related(
        "decision__publications", "decision__interruptions__areas"
    )


def with_terms(designated: QuerySet[DesignatedArea]) -> QuerySet[DesignatedArea]:
    """Fetch all that `term_of` asks, in a fixed number of queries.

    The predecessor comes along in the row itself: Django prefetches a foreign key with a comparison per
    row, of which SQLite takes a thousand.
    """
    related = ("area", "decision__closure", "follows__decision__closure")
    return designated.select_related(*related).prefetch_related(
        "decision__publications",
        "decision__interruptions__areas",
        Prefetch("followed_by", queryset=followers()),
        "follows__decision__publications",
        "follows__decision__interruptions__areas",
        Prefetch("follows__followed_by", queryset=followers()),
    )


class HouseRules:
    """The dated house rules, read once for many questions."""

    def __init__(self) -> None:
        self._rules = list(HouseRule.objects.filter(key=HouseRule.Key.DAYS_AFTER_PUBLICATION))

    def recorded(self, day: date) -> int | None:
        """Days between publication and entry into force as recorded for this day, or None."""
        held = [rule for rule in self._rules if rule.holds_on(day)]
        return int(max(held, key=lambda rule: rule.valid_from).value) if held else None

    @property
    def most_days_after(self) -> int:
        """The most days between publication and entry into force that any rule ever gave; at least the one
        of 'de dag na bekendmaking'."""
        return max((1, *(int(rule.value) for rule in self._rules)))

    def days_after(self, day: date) -> int:
        """The same; without a house rule the law's own minimum holds: the day itself (Awb 3:40)."""
        return self.recorded(day) or 0


def term_of(designated: DesignatedArea, rules: HouseRules | None = None) -> Term:
    """The term as it really runs: start after publication, early ending by a later decision or a court."""
    rules = rules or HouseRules()
    breaks = _breaks(designated, rules)
    last, ending = _real_end(designated, breaks)
    repealed = None
    if last is not None:
        repealed = terms.repealed_from(last, None if ending else designated.end_time)
    return Term(
        in_force_from=day_of_effect(designated, rules),
        last_day=last,
        ended_by=ending.by if ending and isinstance(ending.by, Decision) else None,
        without_ground=without_ground(designated, rules),
        repealed_from=repealed,
        taken_away=ending if ending and ending.state in TAKEN_AWAY else None,
        breaks=tuple(breaks),
    )


def without_ground(
    designated: DesignatedArea, rules: HouseRules | None = None, *, until: date | None = None
) -> Days | None:
    """'Zonder grondslag': the days between the meant start and entry into force (Awb 3:40).

    An extension that begins 'de dag na bekendmaking' means to go on where its predecessor ends. Days on
    which the predecessor still was the ground for the same area do not count. Of a decision that is not
    published the days are counted to `until` (today); without it they are not known yet.
    """
    decision, before = designated.decision, designated.follows
    published_on = decision.publication.published_on if decision.publication else None
    if published_on is None and (until is None or decision.historical):
        return None  # unknown is not late
    rules = rules or HouseRules()
    covered_until = _ground_until(before, rules) if before else None
    meant = designated.stated_first_day
    if meant is None and covered_until and decision.kind == DecisionKind.EXTEND:
        meant = covered_until + ONE_DAY
    days = terms.days_without_ground(
        meant,
        published_on,
        rules.days_after(published_on or until or date.max),
        until=min(filter(None, (designated.last_day, until)), default=None),
    )
    if days is None or before is None or covered_until is None or covers_more(designated, before):
        return days
    return next(iter(terms.without([days], [Days(date.min, covered_until)])), None)


def _ground_until(before: DesignatedArea, rules: HouseRules) -> date | None:
    """The last day on which a predecessor was a ground; None when it never was, or when unknown."""
    if day_of_effect(before, rules) is None:
        return None
    return _real_end(before, _breaks(before, rules))[0]


def day_of_effect(designated: DesignatedArea, rules: HouseRules | None = None) -> date | None:
    """The first day on which the decision works for this area; None while it is not published.

    Of a historical decision the stated day is taken when the day of publication is unknown.
    """
    decision = designated.decision
    if decision.status != Status.ADOPTED or decision.is_withdrawn:
        return None
    publication = decision.publication
    if publication is None or publication.published_on is None:
        return designated.stated_first_day if decision.historical else None
    rules = rules or HouseRules()
    days = rules.days_after(publication.published_on)
    if designated.starts == Starts.AFTER_PUBLICATION:
        return terms.enters_into_force(None, publication.published_on, days)
    return terms.enters_into_force(designated.first_day, publication.published_on, days)


def state_on(
    designated: DesignatedArea, day: date, rules: HouseRules | None = None, *, term: Term | None = None
) -> State:
    """How this designation stands on a day. `term`: its `term_of`, where that is known already."""
    decision = designated.decision
    if decision.status != Status.ADOPTED:
        return State.NOT_ADOPTED
    if decision.is_withdrawn:
        return State.WITHDRAWN
    term = term or term_of(designated, rules)
    if term.in_force_from is None or day < term.in_force_from:
        return _state_before(decision, term, day)
    if term.covers(day):
        return State.UNKNOWN if term.last_day is None and not decision.is_ending else State.IN_FORCE
    if designated.last_day is None or day <= designated.last_day:
        halt = term.break_on(day)
        return halt.state if halt else State.LAPSED
    if term.taken_away:
        return term.taken_away.state
    return State.ENDED if term.ended_by else State.LAPSED


def _state_before(decision: Decision, term: Term, day: date) -> State:
    """How an adopted designation stands on a day on which it is not yet in force."""
    if term.taken_away and term.taken_away.holds_on(day):
        return term.taken_away.state
    if term.in_force_from is None:
        return State.UNKNOWN if decision.historical else State.NOT_PUBLISHED
    if term.without_ground and term.without_ground.first <= day <= term.without_ground.last:
        return State.WITHOUT_GROUND
    return State.PUBLISHED


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


def _breaks(designated: DesignatedArea, rules: HouseRules) -> list[Break]:
    """Everything that keeps this designation from working within its stated term, in order of time."""
    breaks = _interruptions(designated)
    for later in designated.followed_by.all():
        if later.decision.kind not in (DecisionKind.END, DecisionKind.CHANGE):
            continue
        effect = day_of_effect(later, rules)
        if effect is None:
            continue
        # A suspended or annulled later decision does not stand in the place of this one.
        idle = [halt.days for halt in _interruptions(later)]
        for days in terms.without([Days(effect, date.max)], idle):
            breaks.append(Break(days, State.ENDED, later.decision))
    stated = designated.last_day or date.max
    return sorted((b for b in breaks if b.days.first <= stated), key=lambda b: b.days)


def _interruptions(designated: DesignatedArea) -> list[Break]:
    """What courts and decisions on objection did to this designation; corrected records do not count."""
    records = list(designated.decision.interruptions.all())
    corrected = {record.replaces_id for record in records}
    breaks = []
    for record in records:
        named = {area.pk for area in record.areas.all()}
        if record.pk in corrected or (named and designated.pk not in named):
            continue
        state = STATE_OF[Interruption.Kind(record.kind)]
        last = record.to_day if state is State.SUSPENDED else None
        breaks.append(Break(Days(record.from_day, last or date.max), state, record))
    return breaks


def _real_end(designated: DesignatedArea, breaks: Iterable[Break]) -> tuple[date | None, Break | None]:
    """The last day in force, and what ended the designation before its stated last day (None: nothing).

    A suspension ends nothing: after it the term runs on.
    """
    stated = designated.last_day or date.max
    ending = [b for b in breaks if b.state is not State.SUSPENDED]
    left = terms.without([Days(date.min, stated)], [b.days for b in ending])
    last = left[-1].last
    final = next((b for b in ending if b.holds_on(stated)), None)
    return (None if last == date.max else last), final
