"""A boundary and its camera positions as a map: one inline `<svg>` in RD New, without tiles, fonts or
network.

The same drawing serves the page and the PDF. It has presentation attributes only (no style attribute, no
script, no reference to anything outside), its own light ground for dark pages, and one `<title>` as its
text alternative. A page should give it `max-width: 100%; height: auto`. `describe` writes the long text
alternative, `panels` splits what lies too far apart for one map.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from areas.geometry import GeometryError

from . import furniture, symbols
from .description import describe
from .frame import PER_MM, Frame, frame_for, n
from .items import AreaItem, PositionItem, area_items, escaped, plain, position_items
from .labels import Box, Place, Taken, beside, best, text_box, wrapped
from .panels import close_ups, panels

__all__ = ["close_ups", "describe", "draw", "panels"]

_FONTS = "'Source Sans 3', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
_NUMBER, _NAME, _CONTEXT = 28.0, 33.0, 25.0
_LEFT, _TOP, _RIGHT = 40.0, 14.0, 14.0
_LEAST_MM, _MOST_MM, _BESIDE = 60.0, 600.0, 1_100.0
_LEADER = f'stroke="{symbols.INK}" stroke-width="2.2"'
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)


def draw(
    *,
    areas: Sequence[Mapping[str, Any]],
    positions: Sequence[Mapping[str, Any]] = (),
    width_mm: float = 160,
    title: str = "",
    with_legend: bool = True,
    prefix: str = "kaart",
    source: str = "",
    words: Mapping[str, str] | None = None,
) -> str:
    """The map as an inline `<svg>` of `width_mm` wide.

    `areas`: {name, geometry (GeoJSON in RD metres), kind: 'designated', 'suspended', 'coming' (not yet in
    force), 'past', 'former' (an earlier boundary) or 'context'};
    `positions`: {number, x, y (RD metres), kind: 'fixed' or 'mobile', direction (degrees clockwise from
    north) or None, and where it matters state: 'in_use', 'without' (a designation in force) or 'empty'
    (no camera), leaving: whether its removal was proposed}.
    `title` is the text alternative (default: a short one with the names). `prefix` starts every id: give
    two maps on one page two prefixes. `source` names where borders come from, on the last line. `words`
    are other words in the legend, by kind. Raises GeometryError for coordinates that are no finite numbers
    and for an empty map, ValueError for other mistakes.
    """
    if not (math.isfinite(width_mm) and _LEAST_MM <= width_mm <= _MOST_MM):
        raise ValueError(f"width_mm must lie between {_LEAST_MM:g} and {_MOST_MM:g}")
    if not _PREFIX.fullmatch(prefix):
        raise ValueError("prefix must be a letter followed by letters, digits, - or _")
    shown, cameras = area_items(areas), position_items(positions)
    width = width_mm * PER_MM
    frame = frame_for(shown, cameras, left=_LEFT, top=_TOP, width=width - _LEFT - _RIGHT)
    below, foot = _below(frame, shown, cameras, width, words or {}, with_legend=with_legend)
    if source := plain(source):
        grey = symbols.GREY
        below += symbols.text(frame.left, frame.bottom + foot + 6, source, furniture.SMALL, colour=grey)
        foot += 26
    height = frame.bottom + foot
    spoken = plain(title) or _short_title(shown)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(width)} {n(height)}" '
        f'width="{n(width_mm)}mm" height="{height / PER_MM:.2f}mm" role="img" '
        f'aria-labelledby="{prefix}-titel" font-family="{_FONTS}">'
        f'<title id="{prefix}-titel">{escaped(spoken)}</title>'
        f'<rect width="{n(width)}" height="{n(height)}" rx="12" fill="{symbols.PAPER}"/>'
        f"{_map(frame, shown, cameras)}{below}</svg>"
    )


def _short_title(areas: Sequence[AreaItem]) -> str:
    names = [a.name for a in areas if a.kind == "designated"] or [a.name for a in areas]
    return f"Kaart van {', '.join(names)}" if names else "Kaart met cameraposities"


def _map(frame: Frame, areas: Sequence[AreaItem], positions: Sequence[PositionItem]) -> str:
    """Everything inside the frame, from the ground up: nothing later hides something that matters more."""
    spots = [(p, frame.x(p.x), frame.y(p.y)) for p in positions]
    arrow = furniture.arrow_box(frame, [(x, y) for _, x, y in spots])
    taken = Taken(frame, hard=[arrow])
    for p, x, y in spots:
        r = symbols.RADIUS + (18 if p.leaving else 4)
        taken.hard.append(Box(x - r, y - r, x + r, y + r))
        if p.direction is not None:
            taken.soft.append(symbols.wedge_box(x, y, p.direction))
    try:
        drawn = [symbols.context(frame, [a for a in areas if a.kind == "context"])]
        drawn += [symbols.designated(frame, a) for a in areas if a.kind == "designated"]
        drawn += [symbols.suspended(frame, a) for a in areas if a.kind == "suspended"]
        drawn += [symbols.coming(frame, a) for a in areas if a.kind == "coming"]
        drawn += [symbols.former(frame, a) for a in areas if a.kind in ("past", "former")]
    except shapely.errors.GEOSException:
        raise GeometryError(
            "Een van de gebieden kan niet worden getekend: de grens kruist zichzelf."
        ) from None
    placed = [_numbered(taken, p, x, y) for p, x, y in spots]
    core = shapely.union_all([_filled(a.shape) for a in areas if a.kind != "context"])
    names = [_named(taken, a, shapely.Polygon()) for a in areas if a.kind != "context"]
    names += [_named(taken, a, core) for a in areas if a.kind == "context"]
    return "".join(
        [
            furniture.ground(frame),
            furniture.grid(frame),
            *drawn,
            furniture.edge(frame),
            *(symbols.wedge(x, y, p.direction) for p, x, y in spots if p.direction is not None),
            *names,
            *(leader for leader, _ in placed),
            *(symbols.marked(p, x, y) for p, x, y in spots),
            *(number for _, number in placed),
            furniture.north_arrow(arrow),
        ]
    )


def _filled(shape: shapely.Polygon | shapely.MultiPolygon) -> BaseGeometry:
    """A shape without its holes."""
    return shapely.union_all([shapely.Polygon(p.exterior) for p in getattr(shape, "geoms", [shape])])


def _numbered(taken: Taken, position: PositionItem, x: float, y: float) -> tuple[str, str]:
    """The leader line, if any, and the number of a position."""
    if not position.number:
        return "", ""
    word = wrapped(position.number, 18, 1)[0]
    _, place = best(taken, beside(x, y, word, _NUMBER, away=symbols.RADIUS + 12))
    taken.hard.append(place.box)
    line = ""
    if place.leader:
        (ax, ay), (bx, by) = place.leader
        line = f'<path d="M{n(ax)} {n(ay)}L{n(bx)} {n(by)}" fill="none" {_LEADER}/>'
    bold = 'font-weight="600"'
    return line, symbols.text(place.x, place.y, word, _NUMBER, anchor=place.anchor, extra=bold, halo=9)


def _named(taken: Taken, area: AreaItem, avoid: BaseGeometry) -> str:
    """The name of an area: inside when it fits, else just above or below it; a context name only where it
    is free.
    """
    lines = wrapped(area.name)
    seen = area.shape.intersection(taken.frame.box()).difference(avoid)
    if not lines or seen.is_empty or seen.area == 0:
        return ""
    size = _CONTEXT if area.kind == "context" else _NAME
    cost, place = best(taken, _name_places(taken.frame, seen, lines, size, outside=area.kind != "context"))
    if area.kind == "context" and cost >= 30:
        return ""
    taken.hard.append(place.box)
    look = {
        "designated": (symbols.OUTLINE, 'font-weight="600"'),
        "suspended": (symbols.OUTLINE, 'font-weight="600" font-style="italic"'),
        "coming": (symbols.OUTLINE, 'font-weight="600" font-style="italic"'),
        "past": (symbols.GREY, 'font-weight="600"'),
        "former": (symbols.GREY, 'font-weight="600" font-style="italic"'),
        "context": (symbols.GREY, 'font-style="italic"'),
    }
    colour, extra = look[area.kind]
    return "".join(
        symbols.text(
            place.x,
            place.y + i * 1.2 * size,
            line,
            size,
            anchor="middle",
            colour=colour,
            extra=extra,
            halo=11,
        )
        for i, line in enumerate(lines)
    )


def _name_places(
    frame: Frame, seen: BaseGeometry, lines: list[str], size: float, *, outside: bool
) -> list[tuple[float, Place]]:
    """Places on a raster inside the area, cheapest near its middle, and some outside it at a higher cost."""
    x0, y0, x1, y1 = seen.bounds
    middle = seen.representative_point() if not seen.contains(seen.centroid) else seen.centroid
    edges, reach = seen.boundary, math.hypot(x1 - x0, y1 - y0)
    lift = (len(lines) - 1) * 0.6 * size
    points = [(middle.x, middle.y)]
    points += [(x0 + (x1 - x0) * i / 10, y0 + (y1 - y0) * j / 10) for i in range(1, 10) for j in range(1, 10)]
    shapely.prepare(seen)
    places: list[tuple[float, Place]] = []
    for x, y in points:
        px, py = frame.x(x), frame.y(y) + 0.3 * size - lift
        box = text_box(px, py, lines, size, "middle")
        ground = shapely.box(*_metres(frame, box))
        if seen.contains(ground):
            cost = 20 * math.hypot(x - middle.x, y - middle.y) / reach
        else:
            cost = 45 + 30 * edges.intersects(ground) + 20 * math.hypot(x - middle.x, y - middle.y) / reach
        places.append((cost, Place(px, py, "middle", box)))
    if outside:
        for i in range(1, 6):
            px = frame.x(x0 + (x1 - x0) * i / 6)
            for py in (frame.y(y1) - 0.5 * size - 2 * lift, frame.y(y0) + 1.15 * size):
                box = text_box(px, py, lines, size, "middle")
                far = 3 * abs(i - 3) + 40 * edges.intersects(shapely.box(*_metres(frame, box)))
                places.append((32 + far, Place(px, py, "middle", box)))
    return places


def _metres(frame: Frame, box: Box) -> tuple[float, float, float, float]:
    """A page box in RD metres."""
    x0, y1 = frame.extent[0], frame.extent[3]
    k = frame.scale
    return (
        x0 + (box.x0 - frame.left) / k,
        y1 - (box.y1 - frame.top) / k,
        x0 + (box.x1 - frame.left) / k,
        y1 - (box.y0 - frame.top) / k,
    )


def _below(
    frame: Frame,
    areas: Sequence[AreaItem],
    positions: Sequence[PositionItem],
    width: float,
    words: Mapping[str, str],
    *,
    with_legend: bool,
) -> tuple[str, float]:
    """Scale bar, coordinate line and legend under the map, and the height they need."""
    top = frame.bottom + 62
    bar = furniture.scale_bar(frame, frame.left + 8, top)
    source = symbols.text(
        frame.left,
        top + 82,
        ("Coördinaten: RD New (EPSG:28992), in meters"),
        furniture.SMALL,
        colour=symbols.GREY,
    )
    named = furniture.legend_entries(areas, positions, frame) if with_legend else []
    entries = [(kind, words.get(kind, usual)) for kind, usual in named]
    if not entries:
        return bar + source, 162
    left = frame.left + 0.4 * frame.width if width >= _BESIDE else frame.left
    y = top - 14 if width >= _BESIDE else top + 112
    marks, rows = furniture.legend(entries, left, y, frame.right)
    return bar + source + marks, max(162.0, y - frame.bottom + rows * furniture.ROW + 16)
