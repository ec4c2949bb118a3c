"""From RD metres to the page. One page unit is a tenth of a millimetre; y points down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from areas.geometry import Bbox, GeometryError

from .items import AreaItem, PositionItem

PER_MM = 10.0
LEAST_M = 120.0
MARGIN = 0.11
FLATTEST, TALLEST = 0.52, 0.92


@dataclass(frozen=True, slots=True)
class Frame:
    """The map's rectangle: its extent in RD metres and its place and size in page units."""

    extent: Bbox
    left: float
    top: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Page units per metre."""
        return self.width / (self.extent[2] - self.extent[0])

    @property
    def right(self) -> float:
        """The right edge in page units."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge in page units."""
        return self.top + self.height

    def x(self, x: float) -> float:
        """The page x of an RD x."""
        return self.left + (x - self.extent[0]) * self.scale

    def y(self, y: float) -> float:
        """The page y of an RD y."""
        return self.top + (self.extent[3] - y) * self.scale

    def path(self, shape: BaseGeometry) -> str:
        """SVG path of polygons (closed, holes included) or lines; empty for nothing."""
        if shape.is_empty:
            return ""
        if isinstance(shape, shapely.Polygon):
            return "".join(
                f"{self._points(ring.coords[:-1])}Z" for ring in (shape.exterior, *shape.interiors)
            )
        if isinstance(shape, shapely.LineString):
            return self._points(shape.coords[:])
        return "".join(self.path(part) for part in getattr(shape, "geoms", ()))

    def _points(self, points: Sequence[tuple[float, ...]]) -> str:
        return "M" + "L".join(f"{n(self.x(p[0]))} {n(self.y(p[1]))}" for p in points)

    def box(self) -> shapely.Polygon:
        """The extent as a polygon in RD metres."""
        return shapely.box(*self.extent)


def frame_for(
    areas: Sequence[AreaItem], positions: Sequence[PositionItem], *, left: float, top: float, width: float
) -> Frame:
    """The frame that shows all areas and positions with a margin. Areas of kind context do not widen it.

    Raises GeometryError when there is nothing to show.
    """
    boxes = [a.shape.bounds for a in areas if a.kind != "context"] + [(p.x, p.y, p.x, p.y) for p in positions]
    boxes = boxes or [a.shape.bounds for a in areas]
    if not boxes:
        raise GeometryError("Er is geen gebied en geen positie om te tekenen.")
    x0, y0 = min(b[0] for b in boxes), min(b[1] for b in boxes)
    x1, y1 = max(b[2] for b in boxes), max(b[3] for b in boxes)
    margin = MARGIN * max(x1 - x0, y1 - y0)
    wide = max(x1 - x0 + 2 * margin, LEAST_M)
    high = max(y1 - y0 + 2 * margin, LEAST_M * FLATTEST)
    high = max(high, FLATTEST * wide)
    wide = max(wide, high / TALLEST)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    extent = (middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
    return Frame(extent, left, top, width, width * high / wide)


def round_step(most: float) -> float:
    """The largest of 1, 2 or 5 times a power of ten that is not above `most`."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(f * power for f in (1, 2, 5) if f * power <= most * (1 + 1e-9))


def n(value: float) -> str:
    """A page coordinate with at most one decimal: a hundredth of a millimetre."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
