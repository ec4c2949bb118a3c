"""Which positions lie in which areas, by geometry: it informs, a decision makes the link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from .geometry import contains_point
from .models import Area, Boundary, Position


def holds(boundary: Boundary, position: Position) -> bool:
    """Whether the position lies within the boundary; looks at the box first, for long lists."""
    in_box = boundary.west <= position.x <= boundary.east and boundary.south <= position.y <= boundary.north
    return in_box and contains_point(boundary.geometry, position.x, position.y)


def positions_in(boundary: Boundary) -> list[Position]:
    """The positions within the boundary, in the order of their codes."""
    near = Position.objects.filter(
        x__range=(boundary.west, boundary.east), y__range=(boundary.south, boundary.north)
    ).prefetch_related("codes")
    return in_order(position for position in near if holds(boundary, position))


def areas_of(position: Position, areas: Iterable[Area], day: date) -> list[Area]:
    """The areas whose boundary on that day holds the position. Ask with `with_boundaries()`."""
    return [area for area in areas if (found := area.boundary_on(day)) and holds(found, position)]


def in_order(positions: Iterable[Position]) -> list[Position]:
    """By code as people read it: S-2 before S-10."""
    return sorted(positions, key=lambda position: (_natural(position.code), position.pk))


def _natural(code: str) -> list[tuple[str, int]]:
    return [(word.casefold(), int(digits or 0)) for word, digits in re.findall(r"([^0-9]*)([0-9]*)", code)]
