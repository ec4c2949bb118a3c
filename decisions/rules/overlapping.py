"""Two designations of the same ground on the same days (K1): lawful at times, never by accident."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from almere_camera.findings import Kind
from almere_camera.roles import Perm

from .. import states
from ..coverage import covers_more, shared_ground
from ..models import DecisionKind, DesignatedArea, Status, Variant
from ..terms import Days
from .case import Case, area_anchor, in_words, step_url
from .registry import ALL_BUT_ENDING, GEMEENTEWET_151C, Found, rule


@rule(
    number="K1",
    kind=Kind.WARN,
    article="artikel 151c, eerste en tweede lid, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
)
def ground_designated_once_K1(case: Case) -> Iterator[Found]:
    """Hetzelfde gebied is op dezelfde dagen niet ook al bij een ander besluit aangewezen. Mobiel
    cameratoezicht binnen een aangewezen centrum mag."""
    others = [(other, case.term_of(other)) for other in _others(case)]
    for number, area in enumerate(case.areas):
        for twin in case.areas[number + 1 :]:
            if days := _both(_planned(area, case), _planned(twin, case)):
                yield from _found(area, twin, days, case)
        for other, term in others:
            if days := _both(_planned(area, case), _real(other, term)):
                yield from _found(area, other, days, case)


def _others(case: Case) -> list[DesignatedArea]:
    """Everything adopted that may still hold when this case begins, and that it does not replace."""
    adopted = DesignatedArea.objects.filter(
        decision__status=Status.ADOPTED, last_day__gte=case.earliest_effect
    ).exclude(decision__kind=DecisionKind.END)
    replaced = set()
    if case.decision.kind == DecisionKind.CHANGE:
        replaced = {area.follows_id for area in case.areas}
    found = states.with_terms(adopted.exclude(decision=case.decision.pk))
    return [other for other in found if other.pk not in replaced]


def _planned(area: DesignatedArea, case: Case) -> Days | None:
    """The days that this case means to cover."""
    first = area.stated_first_day or case.earliest_effect
    return Days(first, area.last_day) if area.last_day and first <= area.last_day else None


def _real(other: DesignatedArea, term: states.Term) -> Days | None:
    """The days of another designation, really in force or, before its publication, as it states them."""
    first: date | None = term.in_force_from or other.stated_first_day or other.decision.signed_on
    if other.decision.is_withdrawn or first is None or term.last_day is None or term.last_day < first:
        return None
    return Days(first, term.last_day)


def _both(one: Days | None, other: Days | None) -> Days | None:
    if one is None or other is None:
        return None
    both = Days(max(one.first, other.first), min(one.last, other.last))
    return both if both.first <= both.last else None


def _found(area: DesignatedArea, other: DesignatedArea, days: Days, case: Case) -> Iterator[Found]:
    shared = shared_ground(area, other)
    if not shared:
        return
    where = f"de straten {', '.join(shared)}" if isinstance(shared, list) else _size(shared)
    span = f"van {in_words(days.first)} tot en met {in_words(days.last)}"
    same = other.decision_id == case.decision.pk
    by = "hetzelfde besluit" if same else other.decision.kenmerk
    inside = _mobile_inside_regular(area, other)
    words = (
        f"{area.area.name} en {other.area.name} ({by}) overlappen: {where}, {span}."
        if area.area_id != other.area_id
        else f"{area.area.name} is {span} ook aangewezen bij {by}: {where}."
    )
    lawful = "Dat mag: mobiel cameratoezicht binnen een aangewezen gebied."
    advice = "Pas de grens of de dagen aan, of leg uit waarom het dubbel is."
    # An extension from 'de dag na bekendmaking' takes over from the decision that it names.
    takes_over = area.follows_id == other.pk and area.stated_first_day is None
    if takes_over:
        lawful = "De verlenging neemt het over; deze dagen tellen één keer."
    info = inside or takes_over
    yield Found(
        f"{words} {lawful if info else advice}",
        url=step_url(case.decision, "gebieden", area_anchor(area, "last_day")),
        kind=Kind.DERIVE if info else None,
    )


def _mobile_inside_regular(area: DesignatedArea, other: DesignatedArea) -> bool:
    """An event camera inside a designated centre is lawful, whichever of the two came first."""
    pair = {Variant(one.decision.variant): one for one in (area, other)}
    if set(pair) != {Variant.MOBILE, Variant.REGULAR}:
        return False
    return not covers_more(pair[Variant.MOBILE], pair[Variant.REGULAR])


def _size(square_metres: float) -> str:
    hectares = f"{square_metres / 10_000:.2f}".replace(".", ",")
    return f"{hectares} hectare" if square_metres >= 100 else f"{square_metres:.0f} m²"
