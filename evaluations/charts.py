"""Charts as SVG: pure functions from numbers to text, the same on a page and in a PDF.

A chart's title states what it shows; its rows are the same numbers, for the table that always follows it.
It reads without colour: every bar and line is labelled, an earlier year is an outline or a dashed line, what
is not complete is hatched. What is not known is not drawn: missing is not zero (domein.md 4.2). Presentation
attributes only; the classes let a page choose its colours, text follows the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

WIDTH_MM = 160.0
PER_MM = 4.0  # units of the drawing in a millimetre
WIDTH = WIDTH_MM * PER_MM
FONTS = "'Source Sans 3', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
SIZE = 15.0  # of letters: 3.75 mm, which is 10.6 points
LABELS, RIGHT = 230.0, 150.0
BAR, BETWEEN, GROUPS = 22.0, 6.0, 16.0
MOST_LABEL = 22
PLOT = 200.0
ACCENT, GREY = "#0b5a66", "#5c6a78"
INCOMPLETE = "onvolledig"
STEPS = (1, 2, 5)

_prefix = re.compile(r"[a-z][a-z0-9-]*")

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a chart: None is not known, or not told (`text` says which)."""

    number: Number | None
    text: str = ""
    incomplete: bool = False

    @property
    def words(self) -> str:
        """What stands beside its bar and in its cell."""
        said = self.text or ("onbekend" if self.number is None else dutch(self.number))
        return f"{said} ({INCOMPLETE})" if self.incomplete else said


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title, its long description, and its numbers as a table."""

    title: str
    description: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def dutch(number: Number) -> str:
    """'1.250' and '72,5'."""
    words = f"{number:,.1f}".removesuffix(".0")
    return words.translate(str.maketrans(",.", ".,"))


def finding(what: str, year: int, now: Value, before: Value) -> str:
    """The title: 'Minder incidenten in 2025: 212, in 2024 waren het er 260'.

    Two years are compared only when both are known and complete.
    """
    earlier = year - 1
    if now.number is None:
        return f"Over {year} is het aantal {what} {now.words}"
    if before.number is None or now.incomplete or before.incomplete:
        return f"{what[:1].upper()}{what[1:]} in {year}: {now.words}, en in {earlier}: {before.words}"
    if now.number == before.number:
        return f"Evenveel {what} in {year} als in {earlier}: {now.words}"
    more = "Meer" if now.number > before.number else "Minder"
    return f"{more} {what} in {year}: {now.words}, in {earlier} waren het er {before.words}"


# --- Bars ----------------------------------------------------------------------------------------


def bars(
    *,
    title: str,
    label: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Value]]],
    prefix: str,
    notes: Sequence[str] = (),
) -> Chart:
    """Horizontal bars: per row one of each series. The first series is filled, later ones are outlines.

    `label` heads the names of the rows; `notes` are things to know, such as a break in the series. Raises
    ValueError for an unfit prefix or no rows.
    """
    if not rows:
        raise ValueError("a chart has rows")
    most = max((float(v.number) for _, values in rows for v in values if v.number is not None), default=0.0)
    room = WIDTH - LABELS - RIGHT
    drawn, y = [], 8.0
    for name, values in rows:
        height = len(values) * (BAR + BETWEEN) - BETWEEN
        drawn.append(_text(LABELS - 10, y + height / 2 + SIZE / 3, _cut(name), anchor="end", weight=600))
        for index, value in enumerate(values):
            width = room * float(value.number or 0) / most if most else 0.0
            drawn.append(_bar(LABELS, y, width, value, outline=index > 0))
            words = value.words if len(series) == 1 else f"{value.words} in {series[index]}"
            drawn.append(_text(LABELS + width + 8, y + BAR * 0.75, words))
            y += BAR + BETWEEN
        y += GROUPS - BETWEEN
    axis = f'<path d="M{LABELS:g} 2V{y - 8:g}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    table = tuple((name, *(value.words for value in values)) for name, values in rows)
    return _chart(title, prefix, "".join([*drawn, axis]), y, (label, *series), table, notes)


def _bar(x: float, y: float, width: float, value: Value, *, outline: bool) -> str:
    if value.number is None or not width:
        return ""
    open_bar = outline or value.incomplete
    fill = 'fill="none"' if open_bar else f'fill="{ACCENT}"'
    css = "chart__outline" if open_bar else "chart__bar"
    box = (
        f'<rect class="{css}" x="{x:g}" y="{y:g}" width="{width:.1f}" height="{BAR:g}" {fill} '
        f'stroke="{ACCENT}" stroke-width="2"/>'
    )
    return box + (_hatched(x, y, width) if value.incomplete else "")


def _hatched(x: float, y: float, width: float) -> str:
    """Slanted lines inside a bar, each cut off at its ends."""
    lines = []
    start = -BAR
    while start < width:
        left, right = max(start, 0.0), min(start + BAR, width)
        top, bottom = y + BAR - (right - start), y + BAR - (left - start)
        lines.append(f"M{x + left:.1f} {bottom:.1f}L{x + right:.1f} {top:.1f}")
        start += 8
    path = "".join(lines)
    return f'<path class="chart__outline" d="{path}" fill="none" stroke="{ACCENT}" stroke-width="1.2"/>'


# --- Lines ---------------------------------------------------------------------------------------


def lines(
    *,
    title: str,
    label: str,
    points: Sequence[str],
    series: Sequence[tuple[str, Sequence[Value]]],
    prefix: str,
    breaks: Sequence[int] = (),
    notes: Sequence[str] = (),
) -> Chart:
    """Lines over time: the first is unbroken, later ones are dashed; each has its name at its end.

    `points` are the names along the axis, `breaks` the indices before which figures cannot be compared with
    later ones. A value that is not known is a gap. Raises ValueError for values that do not fit the points.
    """
    if not points or any(len(values) != len(points) for _, values in series):
        raise ValueError("every line has a value, known or not, for every point")
    known = [float(v.number) for _, values in series for v in values if v.number is not None]
    step = _step(max(known, default=0.0))
    top = max(step, -(-max(known, default=0.0) // step) * step)
    left, right, base = 60.0, WIDTH - 110, PLOT + 20
    gap = (right - left) / max(1, len(points) - 1)

    def at(index: int, number: Number) -> tuple[float, float]:
        return left + index * gap, base - PLOT * float(number) / top

    drawn = [_level(left, right, at(0, tick)[1], tick) for tick in _ticks(step, top)]
    drawn += [
        _text(left + i * gap, base + 20, name, anchor="middle", size=13) for i, name in enumerate(points)
    ]
    for index in breaks:
        x = left + (index - 0.5) * gap
        drawn.append(_dashed(f"M{x:.1f} 14V{base:g}"))
        drawn.append(_text(x + 4, 14, "trendbreuk", size=13))
    for number, (name, values) in enumerate(series):
        spots = [None if v.number is None else at(i, v.number) for i, v in enumerate(values)]
        drawn += _line(name, spots, values, dashed=number > 0)
    names = tuple(name for name, _ in series)
    table = tuple((point, *(values[i].words for _, values in series)) for i, point in enumerate(points))
    return _chart(title, prefix, "".join(drawn), base + 34, (label, *names), table, notes)


def _line(
    name: str, spots: Sequence[tuple[float, float] | None], values: Sequence[Value], *, dashed: bool
) -> list[str]:
    """The line with its gaps, its points (open where not complete), and its name at the last of them."""
    path, pen = "", "M"
    for spot in spots:
        path += f"{pen}{spot[0]:.1f} {spot[1]:.1f}" if spot else ""
        pen = "L" if spot else "M"
    style = ' stroke-dasharray="7 5"' if dashed else ""
    drawn = []
    if path:
        colour = f'fill="none" stroke="{ACCENT}" stroke-width="2.5"'
        drawn.append(f'<path class="chart__line" d="{path}" {colour}{style}/>')
    for spot, value in zip(spots, values, strict=True):
        if spot:
            css, fill = ("chart__open", "#ffffff") if value.incomplete else ("chart__bar", ACCENT)
            drawn.append(
                f'<circle class="{css}" cx="{spot[0]:.1f}" cy="{spot[1]:.1f}" r="4" fill="{fill}" '
                f'stroke="{ACCENT}" stroke-width="2"/>'
            )
    if last := next((spot for spot in reversed(spots) if spot), None):
        drawn.append(_text(last[0] + 10, last[1] + (SIZE if dashed else 0) + 1, name, weight=600))
    return drawn


def _step(most: float) -> float:
    """A round step that gives three to six levels."""
    size = 1.0
    while True:
        for step in STEPS:
            if most <= step * size * 5:
                return step * size
        size *= 10


def _ticks(step: float, top: float) -> list[float]:
    return [step * i for i in range(round(top / step) + 1)]


def _level(left: float, right: float, y: float, tick: float) -> str:
    line = (
        f'<path class="chart__grid" d="M{left:g} {y:.1f}H{right:.1f}" fill="none" stroke="{GREY}" '
        f'stroke-width="{1.5 if tick == 0 else 0.5:g}"/>'
    )
    return line + _text(left - 8, y + 5, dutch(tick), anchor="end", size=13)


def _dashed(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 4"/>'


# --- The whole -----------------------------------------------------------------------------------


def _chart(
    title: str,
    prefix: str,
    drawn: str,
    height: float,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    notes: Sequence[str],
) -> Chart:
    if not _prefix.fullmatch(prefix):
        raise ValueError("prefix: a small letter followed by small letters, digits or -")
    described = " ".join([*(f"{note}." for note in notes), "De tabel eronder geeft dezelfde cijfers."])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH:g} {height:g}" '
        f'width="{WIDTH_MM:g}mm" height="{height / PER_MM:.2f}mm" role="img" '
        f'aria-labelledby="{prefix}-titel {prefix}-uitleg" font-family="{FONTS}">'
        f'<title id="{prefix}-titel">{escape(title)}</title>'
        f'<desc id="{prefix}-uitleg">{escape(described)}</desc>{drawn}</svg>'
    )
    return Chart(title, described, svg, columns, rows)


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", size: float = SIZE, weight: int = 400
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="currentColor">{escape(words)}</text>'
    )


def _cut(name: str) -> str:
    """A name that fits beside its bars; the table has the whole."""
    return name if len(name) <= MOST_LABEL else f"{name[: MOST_LABEL - 1].rstrip()}…"
