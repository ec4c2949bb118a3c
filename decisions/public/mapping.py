"""The maps of the register, drawn on the server from the boundaries: no tiles, no network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from areas.models import Position

from .. import register
from ..models import Decision
from ..register import Entry, Group, PublicArea
from ..states import State
from ..text import dutch
from . import addresses, plain, records
from .presenting import badge_of, day_words

MOST = 60  # areas on one page: more would neither fit nor load
WIDTH_MM = 190


@dataclass(frozen=True, slots=True)
class Row:
    """An area in the list under the map."""

    name: str
    url: str
    badge: tuple[str, str]
    kenmerk: str
    first_day: str
    last_day: str
    streets: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The maps of one group and the same areas in words; `more` areas are in the list of decisions only."""

    maps: list[str]
    rows: list[Row]
    more: int


def overview(group: Group, today: date) -> Overview:
    """Every area of the group once, by its newest decision, at most MOST; in a fixed number of queries.

    An area is past only where no other decision holds now.
    """
    standing = register.standing(today)
    found = register.public_designations(today).filter(standing.of_designations(group))
    if group is Group.PAST:  # where cameras may hang today by another decision is not past
        running = register.public_designations(today).filter(standing.of_designations(Group.NOW))
        found = found.exclude(area__in=running.order_by().values("area"))
    newest: dict[int, tuple[int, int]] = {}
    ordered = found.order_by(F("last_day").desc(nulls_first=True), "-decision", "-pk")
    for pk, area, decision in ordered.values_list("pk", "area", "decision"):
        newest.setdefault(area, (pk, decision))
    chosen = list(newest.values())[:MOST]
    shown = {pk for pk, _decision in chosen}
    decisions = Decision.objects.filter(pk__in={decision for _pk, decision in chosen})
    pairs = [
        (entry, area)
        for entry in register.entries(decisions, today)
        for area in entry.areas
        if area.designated.pk in shown
    ]
    pairs.sort(key=lambda pair: plain.name_of(pair[1]))
    return Overview(
        maps=_drawn([area for _entry, area in pairs], prefix="kaart"),
        rows=[_row(entry, area) for entry, area in pairs],
        more=len(newest) - len(chosen),
    )


def maps_of(entry: Entry) -> list[tuple[str, str]]:
    """The map of one decision and the same in words; several where its areas lie far apart."""
    if entry.decision.is_ending:
        return []
    from areas.drawing import describe  # here, not above: it loads the geometry library

    areas = [area for area in entry.areas if area.designated.geometry]
    items = [_item(area) for area in areas]
    positions = [p for area in areas for p in _positions(area)]
    words = [describe(**group) for group in _groups(items, positions)]
    return list(zip(_drawn(areas, prefix="gebied"), words, strict=True))


def _drawn(areas: list[PublicArea], *, prefix: str) -> list[str]:
    from areas.drawing import draw

    areas = [area for area in areas if area.designated.geometry]
    items = [_item(area) for area in areas]
    positions = [position for area in areas for position in _positions(area)]
    return [
        draw(
            areas=group["areas"],
            positions=group["positions"],
            width_mm=WIDTH_MM,
            title=_title(group["areas"]),
            prefix=f"{prefix}-{number}",
        )
        for number, group in enumerate(_groups(items, positions), start=1)
    ]


def _groups(items: list[dict[str, Any]], positions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from areas.drawing import panels

    return list(panels(items, positions))


def _item(area: PublicArea) -> dict[str, Any]:
    kind = {State.SUSPENDED: "suspended"}.get(area.state, "designated")
    if register.GROUP_OF[area.state] is Group.PAST:
        kind = "past"
    return {"name": plain.name_of(area), "geometry": area.designated.geometry, "kind": kind}


def _positions(area: PublicArea) -> list[dict[str, Any]]:
    """The cameras without their number or direction: where they hang is enough."""
    return [
        {
            "number": "",
            "x": position.x,
            "y": position.y,
            "kind": "fixed" if position.kind == Position.Kind.FIXED else "mobile",
            "direction": None,
        }
        for position in records.positions_of(area)
    ]


def _title(items: list[dict[str, Any]]) -> str:
    words = {"suspended": " (geschorst)", "past": " (niet meer aangewezen)"}
    names = [f"{item['name']}{words.get(item['kind'], '')}" for item in items]
    return f"Kaart van {dutch.enumeration(names)}. De lijst op deze pagina noemt dezelfde gebieden."


def _row(entry: Entry, area: PublicArea) -> Row:
    return Row(
        name=plain.name_of(area),
        url=addresses.page_of(entry.decision),
        badge=badge_of(area.state),
        kenmerk=entry.decision.kenmerk,
        first_day=day_words(area.term.in_force_from),
        last_day=day_words(area.term.last_day),
        streets=", ".join(plain.streets_of(area.designated)),
        drawn=bool(area.designated.geometry),
    )
