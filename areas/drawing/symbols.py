"""The marks on a map as SVG: presentation attributes only, so that a strict content security policy lets
them be.
"""

from __future__ import annotations

from math import cos, radians, sin

import shapely
from shapely.geometry.base import BaseGeometry

from .frame import Frame, n
from .items import AreaItem, PositionItem, escaped
from .labels import Box

INK = "#16202b"
OUTLINE = "#0b4a63"
TINT = "#e2edf2"
HATCH = "#8fb3c3"
CAMERA = "#a51c20"
GREY = "#56636d"
PALE = "#8a979f"
PAPER = "#ffffff"
LAND = "#f5f7f8"

DASHED = f'stroke="{GREY}" stroke-width="5" stroke-dasharray="24 12"'
BROKEN = f'stroke="{OUTLINE}" stroke-width="7.5" stroke-dasharray="34 9"'
COMING = f'stroke="{OUTLINE}" stroke-width="8" stroke-dasharray="1 17" stroke-linecap="round"'
DOTTED = f'stroke="{PALE}" stroke-width="4" stroke-dasharray="1 10" stroke-linecap="round"'

RADIUS = 21.0
REACH = 92.0
SPREAD = 28.0
HATCH_GAP = 24.0


def hatching(frame: Frame, shape: BaseGeometry, *, gap: float = HATCH_GAP, rising: bool = True) -> str:
    """Path of parallel lines at 45 degrees inside a shape. Drawn as lines: patterns differ between
    renderers.
    """
    seen = shape.intersection(frame.box())
    if seen.is_empty:
        return ""
    x0, y0, x1, y1 = seen.bounds
    step = gap * 2**0.5 / frame.scale
    sign = 1 if rising else -1
    least, most = (y0 - x1, y1 - x0) if rising else (y0 + x0, y1 + x1)
    offsets = [step * k for k in range(int(least // step), int(most // step) + 2)]
    lines = shapely.MultiLineString([[(x0, c + sign * x0), (x1, c + sign * x1)] for c in offsets])
    return frame.path(_lines(lines.intersection(seen)))


def _lines(shape: BaseGeometry) -> BaseGeometry:
    """Only the lines of what an intersection gave: touching corners come back as points."""
    parts = getattr(shape, "geoms", [shape])
    return shapely.MultiLineString([p for p in parts if isinstance(p, shapely.LineString) and not p.is_empty])


def designated(frame: Frame, item: AreaItem) -> str:
    """Tint, hatching and a heavy outline."""
    path = frame.path(item.shape)
    return (
        f'<path d="{path}" fill="{TINT}" fill-rule="evenodd"/>'
        f'<path d="{hatching(frame, item.shape)}" fill="none" stroke="{HATCH}" stroke-width="2.6"/>'
        f'<path d="{path}" fill="none" stroke="{PAPER}" stroke-width="14" '
        'stroke-linejoin="round" stroke-opacity="0.85"/>'
        f'<path d="{path}" fill="none" stroke="{OUTLINE}" stroke-width="7.5" stroke-linejoin="round"/>'
    )


def suspended(frame: Frame, item: AreaItem) -> str:
    """Hatching the other way and a broken heavy outline, without tint: it is there, and does not work."""
    path = frame.path(item.shape)
    lines = hatching(frame, item.shape, gap=2 * HATCH_GAP, rising=False)
    return (
        f'<path d="{lines}" fill="none" stroke="{HATCH}" stroke-width="2.6"/>'
        f'<path d="{path}" fill="none" {BROKEN} stroke-linejoin="round"/>'
    )


def coming(frame: Frame, item: AreaItem) -> str:
    """A heavy outline of dots, without fill: it does not hold yet."""
    return f'<path d="{frame.path(item.shape)}" fill="none" {COMING} stroke-linejoin="round"/>'


def former(frame: Frame, item: AreaItem) -> str:
    """A long-dashed grey outline without fill."""
    return f'<path d="{frame.path(item.shape)}" fill="none" {DASHED} stroke-linejoin="round"/>'


def context(frame: Frame, items: list[AreaItem]) -> str:
    """Thin dotted borders, each shared border once: drawn twice the dots fill each other's gaps."""
    if not items:
        return ""
    borders = shapely.line_merge(shapely.union_all([item.shape.boundary for item in items]))
    path = frame.path(borders.intersection(frame.box()))
    return f'<path d="{path}" fill="none" {DOTTED}/>' if path else ""  # all borders may lie outside


def wedge(x: float, y: float, direction: float) -> str:
    """The direction of view: a sector that fades by being paler than the symbol."""
    ends = [
        (x + REACH * sin(radians(a)), y - REACH * cos(radians(a)))
        for a in (direction - SPREAD, direction + SPREAD)
    ]
    (ax, ay), (bx, by) = ends
    return (
        f'<path d="M{n(x)} {n(y)}L{n(ax)} {n(ay)}A{n(REACH)} {n(REACH)} 0 0 1 {n(bx)} {n(by)}Z" '
        f'fill="{CAMERA}" fill-opacity="0.2" stroke="{CAMERA}" stroke-width="2.6" stroke-linejoin="round"/>'
    )


def wedge_box(x: float, y: float, direction: float) -> Box:
    """The part of the page that the wedge covers most."""
    mx, my = x + 0.62 * REACH * sin(radians(direction)), y - 0.62 * REACH * cos(radians(direction))
    return Box(mx - 30, my - 30, mx + 30, my + 30)


def camera(kind: str, x: float, y: float, attributes: str = "", state: str = "in_use") -> str:
    """A filled circle for a fixed camera, an open diamond for a place of a mobile one.

    Without a designation in force it is open with an exclamation mark in it; without a camera it is an
    empty outline of dashes.
    """
    r = RADIUS * 1.3
    diamond = f"M{n(x)} {n(y - r)}L{n(x + r)} {n(y)}L{n(x)} {n(y + r)}L{n(x - r)} {n(y)}Z"
    if state != "in_use":
        return f"<g{attributes}>{_open(kind, x, y, diamond, state)}</g>"
    if kind == "mobile":
        return (
            f'<g{attributes}><path d="{diamond}" fill="{PAPER}" stroke="{PAPER}" stroke-width="16"/>'
            f'<path d="{diamond}" fill="{PAPER}" stroke="{CAMERA}" stroke-width="7" stroke-linejoin="round"/>'
            f'<circle cx="{n(x)}" cy="{n(y)}" r="7" fill="{CAMERA}"/></g>'
        )
    return (
        f'<g{attributes}><circle cx="{n(x)}" cy="{n(y)}" r="{n(RADIUS)}" '
        f'fill="{CAMERA}" stroke="{PAPER}" stroke-width="5"/>'
        f'<circle cx="{n(x)}" cy="{n(y)}" r="7.5" fill="{PAPER}"/></g>'
    )


def _open(kind: str, x: float, y: float, diamond: str, state: str) -> str:
    shape = f'd="{diamond}"' if kind == "mobile" else f'cx="{n(x)}" cy="{n(y)}" r="{n(RADIUS)}"'
    element = "path" if kind == "mobile" else "circle"
    colour, dashes = (CAMERA, "") if state == "without" else (GREY, ' stroke-dasharray="9 6"')
    mark = (
        f'<path d="M{n(x)} {n(y - 12)}V{n(y + 3)}M{n(x)} {n(y + 11)}V{n(y + 11.5)}" fill="none" '
        f'stroke="{CAMERA}" stroke-width="6.5" stroke-linecap="round"/>'
    )
    return (
        f'<{element} {shape} fill="{PAPER}" stroke="{PAPER}" stroke-width="16"/>'
        f'<{element} {shape} fill="{PAPER}" stroke="{colour}" stroke-width="6.5"{dashes}/>'
        f"{mark if state == 'without' else ''}"
    )


def leaving(x: float, y: float) -> str:
    """A ring of dashes around a position whose removal was proposed."""
    ring = f'cx="{n(x)}" cy="{n(y)}" r="{n(RADIUS * 1.75)}" fill="none"'
    return (
        f'<circle {ring} stroke="{PAPER}" stroke-width="9"/>'
        f'<circle {ring} stroke="{INK}" stroke-width="4.5" stroke-dasharray="11 8"/>'
    )


def marked(position: PositionItem, x: float, y: float) -> str:
    """The symbol of a position, carrying its number, kind and state for scripts and tests."""
    data = f' data-number="{escaped(position.number)}" data-kind="{position.kind}"'
    if position.state != "in_use":
        data += f' data-state="{position.state}"'
    ring = leaving(x, y) if position.leaving else ""
    return ring + camera(position.kind, x, y, data, position.state)


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    *,
    anchor: str = "start",
    colour: str = INK,
    extra: str = "",
    halo: float = 0,
) -> str:
    """One line of text. A halo is the same text drawn beneath: not every renderer knows paint-order."""
    common = f'x="{n(x)}" y="{n(y)}" font-size="{n(size)}"'
    if anchor != "start":
        common += f' text-anchor="{anchor}"'
    if extra:
        common += f" {extra}"
    top = f'<text {common} fill="{colour}">{escaped(words)}</text>'
    if not halo:
        return top
    return (
        f'<text {common} fill="{PAPER}" stroke="{PAPER}" stroke-width="{n(halo)}" stroke-linejoin="round" '
        f'aria-hidden="true">{escaped(words)}</text>{top}'
    )
