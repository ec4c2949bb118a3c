"""What follows from an objection and its days: in time or not, until when to decide, and which later
decisions it is about too.

Everything is derived from the actual publication; nothing here is stored, and nothing writes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from almere_camera.calendars import last_day_of_term
from almere_camera.models import EqualledHoliday

from . import terms
from .models import Decision, DesignatedArea, Objection, Status

ONE_DAY = timedelta(days=1)
WEEKS_IN_THE_POST = 1  # art. 6:9 lid 2 Awb
# Art. 7:10 lid 1 Awb, from the day after the term for objections; shown as still to be confirmed.
WEEKS_TO_DECIDE, WEEKS_TO_DECIDE_WITH_COMMITTEE = 6, 12


class Timely(StrEnum):
    """Whether an objection was in time, in the words of the screens."""

    EARLY = "voor het begin van de termijn, en dat mag"
    IN_TIME = "op tijd"
    BY_POST = "op tijd, per post"
    POSTMARK = "onbekend: de datum van het poststempel ontbreekt"
    LATE = "te laat"
    LATE_WITH_REASON = "te laat, met een reden"
    UNKNOWN = "onbekend: de dag van bekendmaking ontbreekt"


GROUNDS = {
    Timely.EARLY: "Awb 6:10",
    Timely.IN_TIME: "Awb 6:9, eerste lid",
    Timely.BY_POST: "Awb 6:9, tweede lid",
    Timely.POSTMARK: "Awb 6:9, tweede lid",
    Timely.LATE: "Awb 6:7 en 6:9",
    Timely.LATE_WITH_REASON: "Awb 6:11",
    Timely.UNKNOWN: "Awb 6:8",
}


@dataclass(frozen=True, slots=True)
class Term:
    """The days of the term for objections, and of the decision on them (all inclusive).

    `last_receipt`: the last day on which an objection that was posted in time may arrive.
    """

    published_on: date
    last_day: date
    last_receipt: date
    decide_by: date
    decide_by_with_committee: date

    def open_on(self, day: date) -> bool:
        return day <= self.last_day

    def days_left(self, day: date) -> int:
        """Days after this one on which an objection is still in time; negative when it is over."""
        return (self.last_day - day).days


def equalled_days() -> frozenset[date]:
    """The days that a Royal Decree equals with a holiday, read once for many questions."""
    return frozenset(EqualledHoliday.objects.values_list("day", flat=True))


def term_of(decision: Decision, equalled: Collection[date]) -> Term | None:
    """The term from the actual day of publication; None as long as that day is not known (Awb 6:8)."""
    publication = decision.publication
    if publication is None or publication.published_on is None:
        return None
    last = terms.last_day_for_objections(publication.published_on, equalled)
    after = last + ONE_DAY
    return Term(
        published_on=publication.published_on,
        last_day=last,
        last_receipt=last_day_of_term(after, WEEKS_IN_THE_POST, equalled),
        decide_by=last_day_of_term(after, WEEKS_TO_DECIDE, equalled),
        decide_by_with_committee=last_day_of_term(after, WEEKS_TO_DECIDE_WITH_COMMITTEE, equalled),
    )


def timely(objection: Objection, term: Term | None) -> Timely:
    """Whether this objection was in time (Awb 6:7, 6:9, 6:10); a reason for lateness is named (6:11).

    Whether that reason excuses, a person decides. Without a publication every objection is early; only
    of a publication on an unknown day nothing can be said.
    """
    if term is None:
        published = objection.decision.publication is not None or objection.decision.historical
        return Timely.UNKNOWN if published else Timely.EARLY
    if objection.received_on <= term.published_on:
        return Timely.EARLY
    if objection.received_on <= term.last_day:
        return Timely.IN_TIME
    if objection.way == Objection.Way.POST and objection.received_on <= term.last_receipt:
        if objection.posted_on is None:
            return Timely.POSTMARK
        if objection.posted_on <= term.last_day:
            return Timely.BY_POST
    return Timely.LATE_WITH_REASON if objection.late_note.strip() else Timely.LATE


def is_open(objection: Objection) -> bool:
    """Whether a decision on this objection is still to come."""
    return objection.outcome == Objection.Outcome.OPEN


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February gives 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


# --- Earlier and later decisions (Awb 6:19) ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Family:
    """The decisions before and after one decision along its areas, by id."""

    earlier: frozenset[int]
    later: frozenset[int]


@dataclass(frozen=True, slots=True)
class Related:
    """An objection against another decision of the chain, and what it means for this one."""

    objection: Objection
    words: str
    ground: str = ""


def family_of(decision: Decision) -> Family:
    """Follow every area of this decision to what it follows and to what follows it."""
    decision_of, follows = {}, {}
    followed_by: dict[int, list[int]] = {}
    rows = DesignatedArea.objects.order_by().values_list("pk", "decision_id", "follows_id")
    for pk, owner, earlier in rows:
        decision_of[pk] = owner
        if earlier is not None:
            follows[pk] = [earlier]
            followed_by.setdefault(earlier, []).append(pk)
    own = [pk for pk, owner in decision_of.items() if owner == decision.pk]
    reached = [
        frozenset(decision_of[pk] for pk in _reach(own, steps)) - {decision.pk}
        for steps in (follows, followed_by)
    ]
    return Family(*reached)


def _reach(start: list[int], steps: dict[int, list[int]]) -> set[int]:
    seen, todo = set(start), list(start)
    while todo:
        for found in steps.get(todo.pop(), ()):
            if found not in seen:
                seen.add(found)
                todo.append(found)
    return seen


def related(decision: Decision, family: Family) -> list[Related]:
    """Objections against earlier and later decisions about the same areas, oldest first."""
    found = (
        Objection.objects.filter(decision__in=family.earlier | family.later)
        .select_related("decision")
        .defer("objector", "contact", "grounds", "late_note")
    )
    return [_related(decision, objection, family) for objection in found]


def _related(decision: Decision, objection: Objection, family: Family) -> Related:
    if objection.decision_id in family.later:
        return Related(objection, "bezwaar tegen een later besluit over hetzelfde gebied")
    if decision.status != Status.ADOPTED:
        if is_open(objection):
            return Related(objection, "gaat ook over dit besluit zodra het is vastgesteld", "Awb 6:19")
        return Related(objection, "was al afgehandeld voor dit besluit")
    if concerns(objection, decision):
        return Related(objection, "heeft mede betrekking op dit besluit", "Awb 6:19")
    return Related(objection, "was al afgehandeld toen dit besluit kwam")


def concerns(objection: Objection, later: Decision) -> bool:
    """Whether an objection is also about a later adopted decision: it was pending then (Awb 6:19).

    An objection that came after the later decision is about it too (Awb 6:19 lid 4 leaves it where it
    pends); only one that was dealt with before is not.
    """
    if later.status != Status.ADOPTED:
        return False
    if is_open(objection) or objection.decided_on is None or later.signed_on is None:
        return True
    return objection.decided_on >= later.signed_on


def also_about(decision: Decision, family: Family) -> list[Decision]:
    """The adopted decisions that came after this one over the same areas, oldest first."""
    later = Decision.objects.filter(pk__in=family.later, status=Status.ADOPTED)
    return list(later.order_by("signed_on", "pk").only("kenmerk", "title", "status", "signed_on"))
