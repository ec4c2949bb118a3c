"""The map of one designated area on its form page, and which positions lie inside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import shapely
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from areas import drawing
from areas.geometry import GeometryError, shape_of
from areas.models import Position
from decisions.models import DesignatedArea


def covers(geometry: Mapping[str, Any] | None) -> Callable[[Position], bool]:
    """A test whether a position lies in this outline; without a (sound) outline none does."""
    try:
        shape = shape_of(geometry) if geometry else shapely.Polygon()
    except GeometryError:
        shape = shapely.Polygon()
    shapely.prepare(shape)
    return lambda position: bool(shape.covers(shapely.Point(position.x, position.y)))


def drawing_of(designated: DesignatedArea) -> SafeString | str:
    """The map with outline and chosen cameras; empty without an outline, a sentence when it is broken."""
    if not designated.geometry:
        return ""
    name = designated.area.name
    cameras = [
        {
            "number": deployment.unit.code if deployment.unit else deployment.position.code,
            "x": deployment.position.x,
            "y": deployment.position.y,
            "kind": "mobile" if deployment.unit else "fixed",
            "direction": deployment.position.direction,
        }
        for deployment in designated.deployments.all()
    ]
    try:
        svg = drawing.draw(
            areas=[{"name": name, "geometry": designated.geometry, "kind": "designated"}],
            positions=cameras,
            title=f"Kaart van {name} met {len(cameras)} camera's",
            prefix=f"kaart-{designated.pk}",
        )
    except GeometryError as fault:
        return format_html("<p>De kaart kan niet worden getekend. {}</p>", str(fault))
    return mark_safe(svg)  # noqa: S308 - drawn by us: names are escaped, the rest are numbers
