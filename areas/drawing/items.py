"""What can stand on a map: areas and positions, checked once on the way in. Coordinates in RD metres."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import shapely

from areas.geometry import GeometryError, shape_of

AREA_KINDS = ("designated", "suspended", "coming", "past", "former", "context")
POSITION_KINDS = ("fixed", "mobile")
POSITION_STATES = ("in_use", "without", "empty")

Shape = shapely.Polygon | shapely.MultiPolygon


@dataclass(frozen=True, slots=True)
class AreaItem:
    """An area with its name; `kind` is one of AREA_KINDS."""

    name: str
    kind: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class PositionItem:
    """A camera position; `direction` in degrees clockwise from grid north, None when it has none.

    `state` is one of POSITION_STATES; `leaving` says that its removal was proposed.
    """

    number: str
    x: float
    y: float
    kind: str
    direction: float | None
    state: str = "in_use"
    leaving: bool = False


def area_items(areas: Sequence[Mapping[str, Any]]) -> list[AreaItem]:
    """Areas from plain data. GeometryError for a broken geometry, ValueError for an unknown kind."""
    return [
        AreaItem(plain(area["name"]), _one_of(area["kind"], AREA_KINDS), shape_of(area["geometry"]))
        for area in areas
    ]


def position_items(positions: Sequence[Mapping[str, Any]]) -> list[PositionItem]:
    """Positions from plain data. Raises GeometryError for NaN or infinity, ValueError for an unknown kind."""
    return [_position(position) for position in positions]


def _position(position: Mapping[str, Any]) -> PositionItem:
    number, direction = plain(position["number"]), position.get("direction")
    if direction is not None:
        direction = _finite(direction, number) % 360
    return PositionItem(
        number,
        _finite(position["x"], number),
        _finite(position["y"], number),
        _one_of(position["kind"], POSITION_KINDS),
        direction,
        _one_of(position.get("state", "in_use"), POSITION_STATES),
        bool(position.get("leaving")),
    )


def _finite(value: Any, number: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise GeometryError(f"Positie {number} heeft een coördinaat of richting die geen getal is.")
    return float(value)


def _one_of(kind: str, known: tuple[str, ...]) -> str:
    if kind not in known:
        raise ValueError(f"unknown kind {kind!r}: expected one of {', '.join(known)}")
    return str(kind)


def plain(text: Any) -> str:
    """Text on one line without control, formatting and unassigned characters, which XML or the fonts lack."""
    spaced = " ".join(str(text).split())
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})


def escaped(text: str) -> str:
    """Text safe inside an element and inside an attribute."""
    return escape(plain(text), quote=True)
