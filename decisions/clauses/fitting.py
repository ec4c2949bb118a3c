"""Which clauses fit a case, where a text came from, and what no text covers yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from ..models import (
    Clause,
    ClauseVersion,
    CriterionKey,
    Decision,
    DecisionKind,
    PickedClause,
    Variant,
)
from ..rules.enlarging import enlarges
from ..steps import assessment_of
from ..text.case import Case, case_of
from .filling import fill, open_places

Place = PickedClause.Place
ASKED = (DecisionKind.START, DecisionKind.EXTEND, DecisionKind.CHANGE)  # kinds that weigh the four criteria


@dataclass(frozen=True, slots=True)
class Offer:
    """A clause that fits, in its newest version, with the facts of the case."""

    clause: Clause
    version: ClauseVersion
    text: str

    @property
    def open_places(self) -> int:
        return open_places(self.text)


@dataclass(frozen=True, slots=True)
class Trace:
    """A text in the case that came from the bank, and what happened since."""

    picked: PickedClause
    unchanged: bool
    facts_changed: bool
    newer: bool


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A criterion that the case has no finished text for; `open_places` is 0 when there is none at all."""

    criterion: CriterionKey
    open_places: int


# --- What fits -------------------------------------------------------------------------------------


def in_use() -> Iterable[Clause]:
    """Every clause that is not withdrawn, with its versions, the newest first."""
    newest_first = ClauseVersion.objects.order_by("-number")
    return Clause.objects.filter(retired_on__isnull=True).prefetch_related(
        Prefetch("versions", queryset=newest_first)
    )


def place_of(clause: Clause) -> Place:
    """Where a clause goes in a case."""
    if clause.kind == DecisionKind.END:
        return Place.ENDING
    return Place(clause.criterion) if clause.criterion else Place.OCCASION


def places_of_step(decision: Decision, step: str) -> tuple[Place, ...]:
    """The places that a step fills."""
    if step == "aanleiding":
        return (Place.ENDING,) if decision.is_ending else (Place.OCCASION,)
    return tuple(Place(key) for key in CriterionKey) if step == "criteria" else ()


def fits(clause: Clause, decision: Decision) -> bool:
    """Whether a clause is for a case like this. What is for all kinds is not for an ending."""
    kind = clause.kind == decision.kind or (not clause.kind and not decision.is_ending)
    return kind and clause.variant in ("", decision.variant)


def offers(decision: Decision, step: str) -> dict[str, list[Offer]]:
    """The clauses that fit, by the place they go to. An ending begins with the criterion that was chosen."""
    places = places_of_step(decision, step)
    found: dict[str, list[Offer]] = {place.value: [] for place in places}
    fitting = [c for c in in_use() if fits(c, decision) and place_of(c) in places and c.versions.all()]
    if not fitting:
        return found
    ceased = assessment_of(decision).ceased_criterion
    case = case_of(decision)
    for clause in sorted(fitting, key=lambda clause: clause.criterion != ceased):
        newest = clause.versions.all()[0]
        found[place_of(clause).value].append(Offer(clause, newest, fill(newest.text, case)))
    return found


# --- Where a text came from ------------------------------------------------------------------------


def traces(decision: Decision, step: str) -> dict[str, list[Trace]]:
    """What was picked from the bank for this step, by place, in the order in which it was picked."""
    places = places_of_step(decision, step)
    picked = list(
        PickedClause.objects.filter(decision=decision, place__in=[p.value for p in places])
        .select_related("version__clause", "picked_by")
        .prefetch_related("version__clause__versions")
    )
    found: dict[str, list[Trace]] = {place.value: [] for place in places}
    if picked:
        case = case_of(decision)
        for one in picked:
            found[one.place].append(_trace(one, case))
    return found


def _trace(picked: PickedClause, case: Case) -> Trace:
    version = picked.version
    newest = max(other.number for other in version.clause.versions.all())
    return Trace(
        picked=picked,
        unchanged=picked.text in written_at(case.decision, picked.place),
        facts_changed=fill(version.text, case) != picked.text,
        newer=newest > version.number,
    )


def written_at(decision: Decision, place: str) -> str:
    """What now stands at this place of the case."""
    if place == Place.OCCASION:
        return assessment_of(decision).occasion
    if place == Place.ENDING:
        return assessment_of(decision).ending_ground
    return next((j.reasons for j in decision.judgements.all() if j.criterion.key == place), "")


# --- What is not covered ---------------------------------------------------------------------------


def uncovered(decision: Decision) -> list[Uncovered]:
    """The criteria of this case without reasons, or with reasons that still have an open place.

    An ending names one criterion and a change that does not enlarge none (invariant I7); what is
    motivated within a week (Awb 3:47 lid 3) may still be empty.
    """
    if decision.is_ending or (decision.kind == DecisionKind.CHANGE and not enlarges(decision)):
        return []
    written = {key: written_at(decision, key.value).strip() for key in CriterionKey}
    return [
        Uncovered(key, open_places(text))
        for key, text in written.items()
        if open_places(text) or not (text or decision.is_motivated_later)
    ]


def without_clause() -> list[tuple[DecisionKind, Variant | None, CriterionKey]]:
    """For which kind, variant and criterion the bank has no clause in use; an ending has no variant."""
    clauses = list(Clause.objects.filter(~Q(criterion=""), retired_on__isnull=True))
    return [wanted for wanted in _wanted() if not any(_covers(clause, *wanted) for clause in clauses)]


def _wanted() -> Iterator[tuple[DecisionKind, Variant | None, CriterionKey]]:
    for key in CriterionKey:
        for kind in ASKED:
            yield from ((kind, variant, key) for variant in Variant)
        yield DecisionKind.END, None, key


def _covers(clause: Clause, kind: DecisionKind, variant: Variant | None, key: CriterionKey) -> bool:
    if clause.criterion != key:
        return False
    if kind == DecisionKind.END:
        return clause.kind == kind
    return clause.kind in ("", kind) and clause.variant in ("", variant)
