"""What makes a drawing a map: grid, north arrow, scale bar and legend."""

from __future__ import annotations

import math
from collections.abc import Sequence

import shapely

from .frame import Frame, n, round_step
from .items import AREA_KINDS, AreaItem, PositionItem
from .labels import Box, text_width
from .symbols import (
    BROKEN,
    COMING,
    DASHED,
    DOTTED,
    GREY,
    HATCH,
    INK,
    LAND,
    OUTLINE,
    PAPER,
    RADIUS,
    TINT,
    camera,
    leaving,
    text,
    wedge,
)

SMALL, NORMAL = 24.0, 29.0
ROW = 46.0
ARROW = 46.0


def grid(frame: Frame) -> str:
    """Thin lines at round RD coordinates, with the numbers outside the left and lower edge."""
    step = round_step((frame.extent[2] - frame.extent[0]) / 3.2)
    lines: list[str] = []
    words: list[str] = []
    for x in _multiples(frame.extent[0], frame.extent[2], step):
        px = frame.x(x)
        lines.append(f"M{n(px)} {n(frame.top)}V{n(frame.bottom + 9)}")
        words.append(text(px, frame.bottom + 32, f"{x:.0f}", SMALL - 3, anchor="middle", colour=GREY))
    for y in _multiples(frame.extent[1], frame.extent[3], step):
        py = frame.y(y)
        lines.append(f"M{n(frame.left - 9)} {n(py)}H{n(frame.right)}")
        turned = f'transform="rotate(-90 {n(frame.left - 15)} {n(py)})"'
        words.append(
            text(frame.left - 15, py, f"{y:.0f}", SMALL - 3, anchor="middle", colour=GREY, extra=turned)
        )
    return f'<path d="{"".join(lines)}" fill="none" stroke="#d5dde1" stroke-width="2"/>{"".join(words)}'


def _multiples(least: float, most: float, step: float) -> list[float]:
    inset = (most - least) * 0.04
    return [step * k for k in range(math.ceil((least + inset) / step), math.floor((most - inset) / step) + 1)]


def arrow_box(frame: Frame, cameras: Sequence[tuple[float, float]] = ()) -> Box:
    """The room of the north arrow: the upper right corner, or the left one where a camera is in the way."""
    size = 2 * ARROW + 32
    right = Box(frame.right - size, frame.top, frame.right, frame.top + size)
    left = Box(frame.left, frame.top, frame.left + size, frame.top + size)
    return left if _covers(right, cameras) and not _covers(left, cameras) else right


def _covers(box: Box, cameras: Sequence[tuple[float, float]]) -> bool:
    return any(box.x0 < x + RADIUS and x - RADIUS < box.x1 and y - RADIUS < box.y1 for x, y in cameras)


def north_arrow(box: Box) -> str:
    """Grid north of RD New: a needle, dark on one side, and the letter N."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    needle = f"M{n(x)} {n(y - 34)}L{n(x + 16)} {n(y + 12)}L{n(x)} {n(y + 3)}"
    return (
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(ARROW)}" fill="{PAPER}" stroke="{GREY}" stroke-width="2.5"/>'
        f'<path d="{needle}Z" fill="{INK}"/>'
        f'<path d="M{n(x)} {n(y - 34)}L{n(x - 16)} {n(y + 12)}L{n(x)} {n(y + 3)}Z" fill="none" '
        f'stroke="{INK}" '
        f'stroke-width="2.5" stroke-linejoin="round"/>'
        + text(x, y + 36, "N", 26, anchor="middle", extra='font-weight="600"')
    )


def scale_bar(frame: Frame, x: float, y: float) -> str:
    """A bar of 1, 2 or 5 times a power of ten metres, at most a third of the map, in four steps with its
    numbers.
    """
    metres = round_step(frame.width / 3.2 / frame.scale)
    length = metres * frame.scale
    quarter = length / 4
    bar = f'x="{n(x)}" y="{n(y)}" width="{n(length)}" height="11"'
    dark = "".join(
        f'<rect x="{n(x + k * quarter)}" y="{n(y)}" width="{n(quarter)}" height="11" fill="{INK}"/>'
        for k in (0, 2)
    )
    return (
        f'<g data-metres="{metres:g}"><rect {bar} fill="{PAPER}"/>{dark}'
        f'<rect data-scale="" {bar} fill="none" stroke="{INK}" stroke-width="2"/>'
        + text(x, y + 40, "0", SMALL, anchor="middle")
        + text(x + length / 2, y + 40, _number(metres / 2), SMALL, anchor="middle")
        + text(x + length - 14, y + 40, f"{_number(metres)} meter", SMALL)
        + "</g>"
    )


def _number(metres: float) -> str:
    return f"{metres:g}".replace(".", ",")


def legend_entries(
    areas: Sequence[AreaItem], positions: Sequence[PositionItem], frame: Frame
) -> list[tuple[str, str]]:
    """(kind of mark, Dutch words) for what is on this map and nothing else."""
    kinds = {a.kind for a in areas if a.kind != "context"}
    if any(a.kind == "context" and a.shape.boundary.intersects(frame.box()) for a in areas):
        kinds.add("context")
    cameras, states = {p.kind for p in positions}, {p.state for p in positions}
    seen = any(p.direction is not None for p in positions)
    entries = [
        ("designated", "Aangewezen gebied", "designated" in kinds),
        ("suspended", "Geschorst gebied", "suspended" in kinds),
        ("coming", "Toekomstig: nog niet in werking", "coming" in kinds),
        ("past", "Niet meer aangewezen", "past" in kinds),
        ("former", "Eerdere grens", "former" in kinds),
        ("context", "Grens van wijk of buurt", "context" in kinds),
        ("fixed", "Vaste camera", "fixed" in cameras),
        ("mobile", "Plek voor mobiele camera", "mobile" in cameras),
        ("without", "Zonder aanwijzing die geldt", "without" in states),
        ("empty", "Positie zonder camera", "empty" in states),
        ("leaving", "Voorgesteld om weg te halen", any(p.leaving for p in positions)),
        ("view", "Kijkrichting (niet op schaal)", seen),
    ]
    return [(kind, words) for kind, words, present in entries if present]


def legend(entries: Sequence[tuple[str, str]], x: float, y: float, right: float) -> tuple[str, int]:
    """The legend and its number of rows: areas in one column and cameras beside it, or below it where that
    is too wide.
    """
    columns = [[e for e in entries if (e[0] in AREA_KINDS) is area] for area in (True, False)]
    widths = [
        118 + max((0.98 * text_width(w, NORMAL) for _, w in column), default=-118) for column in columns
    ]
    if x + sum(widths) - 40 > right:
        columns, widths = [list(entries)], [0.0]
    out: list[str] = []
    for column, wide in zip(columns, widths, strict=True):
        for row, (kind, words) in enumerate(column):
            middle = y + row * ROW + 20
            out.append(_mark(kind, x, middle) + text(x + 74, middle + 10, words, NORMAL))
        x += wide
    return "".join(out), max(map(len, columns))


def _mark(kind: str, x: float, y: float) -> str:
    if kind == "designated":
        strokes = "".join(f"M{n(x + a)} {n(y + 16)}L{n(x + a + 32)} {n(y - 16)}" for a in (-8, 10, 28))
        clipped = shapely.box(x, y - 16, x + 56, y + 16)
        return (
            f'<rect x="{n(x)}" y="{n(y - 16)}" width="56" height="32" fill="{TINT}"/>'
            f'<path d="{_inside(strokes, clipped)}" fill="none" stroke="{HATCH}" stroke-width="2.6"/>'
            f'<rect x="{n(x)}" y="{n(y - 16)}" width="56" height="32" fill="none" stroke="{OUTLINE}" '
            f'stroke-width="6" stroke-linejoin="round"/>'
        )
    if kind == "suspended":
        return _line(x, y, BROKEN)
    if kind in ("former", "past"):
        return _line(x, y, DASHED)
    if kind == "coming":
        return _line(x + 4, y, COMING)
    if kind == "context":
        return _line(x, y, DOTTED)
    if kind == "view":
        return f'<g transform="translate({n(x + 4)} {n(y)}) scale(0.52)">{wedge(0, 0, 90)}</g>'
    state = kind if kind in ("without", "empty") else "in_use"
    mark = leaving(0, 0) if kind == "leaving" else camera(kind, 0, 0, state=state)
    scale = 0.68 if kind == "leaving" else 0.86
    return f'<g transform="translate({n(x + 28)} {n(y)}) scale({scale})">{mark}</g>'


def _inside(path: str, box: shapely.Polygon) -> str:
    """The legend's hatching cut to its box."""
    out = []
    for stroke in path.split("M")[1:]:
        line = shapely.LineString([tuple(map(float, p.split())) for p in stroke.split("L")]).intersection(box)
        out.append("M" + "L".join(f"{n(x)} {n(y)}" for x, y in line.coords))
    return "".join(out)


def _line(x: float, y: float, attributes: str) -> str:
    return f'<path d="M{n(x)} {n(y)}H{n(x + 56)}" fill="none" {attributes}/>'


def ground(frame: Frame) -> str:
    """The map's own light ground, also on a dark page."""
    return f'<rect {_rectangle(frame)} fill="{LAND}"/>'


def edge(frame: Frame) -> str:
    """The line around the map."""
    return f'<rect {_rectangle(frame)} fill="none" stroke="{GREY}" stroke-width="3"/>'


def _rectangle(frame: Frame) -> str:
    return f'x="{n(frame.left)}" y="{n(frame.top)}" width="{n(frame.width)}" height="{n(frame.height)}"'
