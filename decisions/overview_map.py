"""The map of a day: what is in force, suspended or still to come, and where the cameras hung.

Drawn on the server from the same rows as the tables of that day: no tiles, no network, no script.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from areas.drawing import close_ups, describe, draw
from areas.position_states import PositionState, in_state

from .models import DesignatedArea
from .overview import COMING, SUSPENDED, NotInForce, Overview
from .text import dutch

MOST_AREAS, MOST_POSITIONS = 60, 300  # more would be neither quick nor legible
WIDTH_MM = 100


@dataclass(frozen=True, slots=True)
class DayMap:
    """The maps of a day, each with the same in words; several where the areas lie far apart.

    `leaving`: the positions (by number) whose removal was proposed; `not_drawn`: areas of which no
    boundary is known; `more`: how many areas and positions the lists name and the map does not.
    """

    maps: list[tuple[SafeString, str]]
    leaving: set[int]
    not_drawn: list[str]
    more: int


def map_of(found: Overview) -> DayMap:
    """The map of what this overview lists."""
    shown = [(row.designated, "designated") for row in found.in_force]
    shown += [drawn for row in found.not_in_force if (drawn := _still_drawn(row))]
    with_outline = [(one, kind) for one, kind in shown if one.geometry]
    numbers = {camera.deployment.position_id for camera in found.cameras.standing}
    leaving = in_state(PositionState.LEAVING, numbers, found.day)
    positions = _positions(found, leaving)
    more = max(0, len(with_outline) - MOST_AREAS) + max(0, len(positions) - MOST_POSITIONS)
    items = [
        {"name": one.area.name, "geometry": one.geometry, "kind": kind}
        for one, kind in with_outline[:MOST_AREAS]
    ]
    groups = close_ups(items, positions[:MOST_POSITIONS])
    maps = [
        (
            _drawn(group, found, number, len(groups)),
            describe(areas=group["areas"], positions=group["positions"]),
        )
        for number, group in enumerate(groups, start=1)
    ]
    not_drawn = [one.area.name for one, _kind in shown if not one.geometry]
    return DayMap(maps, leaving, not_drawn, more)


def _still_drawn(row: NotInForce) -> tuple[DesignatedArea, str] | None:
    """What the map shows of an area without a designation in force: suspended, or still to come."""
    if row.about and row.state == SUSPENDED:
        return row.about, "suspended"
    if row.about and row.state in COMING:
        return row.about, "coming"
    return (row.after[0], "coming") if row.after else None


def _positions(found: Overview, leaving: set[int]) -> list[dict[str, Any]]:
    """Every position with a camera once for each kind that stood there."""
    drawn: dict[tuple[int, str], dict[str, Any]] = {}
    for camera in found.cameras.standing:
        position = camera.deployment.position
        kind = "mobile" if camera.deployment.unit_id else "fixed"
        drawn[position.pk, kind] = {
            "number": camera.code,
            "x": position.x,
            "y": position.y,
            "kind": kind,
            "direction": position.direction,
            "state": "without" if camera.badge == "danger" else "in_use",
            "leaving": position.pk in leaving,
        }
    return list(drawn.values())


def _drawn(group: dict[str, Any], found: Overview, number: int, of: int) -> SafeString:
    lead = f"Kaart {number} van {of}" if of > 1 else "Kaart"
    names = [area["name"] for area in group["areas"]] or ["cameraposities"]
    title = (
        f"{lead} van {date_format(found.day, 'j F Y')}: {dutch.enumeration(names)}. "
        "Onder de kaart staat hetzelfde in woorden en in tabellen."
    )
    svg = draw(
        areas=group["areas"],
        positions=group["positions"],
        width_mm=WIDTH_MM,
        title=title,
        prefix=f"kaart-{number}",
    )
    return mark_safe(svg)  # noqa: S308 - drawn from numbers; names are escaped
