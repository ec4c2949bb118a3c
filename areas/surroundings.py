"""What stands around a boundary or position that is being drawn: our own areas and positions, as plain data.

The page gives it to the script of the map (static/almere/map.js). Nothing is asked of another server, unless
the settings name one for the background.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import shapely
from django.conf import settings

from .geometry import Geometry, shape_of
from .models import Area, Position

MOST = 400  # areas, and positions: more would be neither quick nor legible
FINE_M = 2.0  # what lies around is for the eye: points within this of a straight line are left out


def surroundings(day: date, *, but: Area | Position | None = None) -> dict[str, Any]:
    """Areas by the boundary of this day and positions, all in RD metres, without the one that is drawn."""
    areas = Area.objects.with_boundaries()
    positions = Position.objects.prefetch_related("codes")
    if isinstance(but, Area):
        areas = areas.exclude(pk=but.pk)
    if isinstance(but, Position):
        positions = positions.exclude(pk=but.pk)
    return {
        "bbox": list(settings.MUNICIPALITY_BBOX_RD),
        "tiles": settings.MAP_TILES_URL,
        "source": settings.MAP_TILES_SOURCE,
        "areas": [
            {"name": area.name, "geometry": _coarse(boundary.geometry)}
            for area in areas[:MOST]
            if (boundary := area.boundary_on(day))
        ],
        "positions": [
            {"code": str(position), "x": position.x, "y": position.y, "kind": position.kind}
            for position in positions[:MOST]
        ],
    }


def _coarse(geometry: Geometry) -> Geometry:
    """The same outline with fewer points, whole decimetres."""
    shape = shapely.set_precision(shape_of(geometry).simplify(FINE_M), 0.1, mode="pointwise")
    return dict(shape.__geo_interface__)
