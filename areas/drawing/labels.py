"""Where names and numbers go, so that they cover neither each other nor a camera. Page units throughout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from .frame import Frame

_NARROW, _WIDE = set("iljtfrI.,:;'’|!()[]-/ "), set("mwMWQO@%—…")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlap(self, other: Box) -> float:
        """The area shared with another box."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        return wide * high if wide > 0 and high > 0 else 0.0

    @property
    def size(self) -> float:
        """The area of the box."""
        return (self.x1 - self.x0) * (self.y1 - self.y0)


@dataclass(slots=True)
class Taken:
    """The room on a map that is in use: `hard` may not be covered, `soft` rather not."""

    frame: Frame
    hard: list[Box] = field(default_factory=list)
    soft: list[Box] = field(default_factory=list)

    def cost(self, box: Box) -> float:
        """How bad it is to put text here: 0 is free; 100 and more covers something or leaves the map."""
        inside = box.overlap(Box(self.frame.left, self.frame.top, self.frame.right, self.frame.bottom))
        left_out = 1 - inside / box.size
        covered = sum(box.overlap(b) for b in self.hard) / box.size
        brushed = sum(box.overlap(b) for b in self.soft) / box.size
        return (
            (1000 * left_out if left_out > 1e-6 else 0)
            + (100 + 200 * covered if covered else 0)
            + 40 * brushed
        )


@lru_cache(maxsize=2048)
def text_width(text: str, size: float) -> float:
    """The width of text, on the safe side for the usual sans serif fonts."""
    return size * sum(
        0.34 if c in _NARROW else 0.92 if c in _WIDE else 0.64 if c.isupper() else 0.57 for c in text
    )


def text_box(x: float, y: float, lines: list[str], size: float, anchor: str) -> Box:
    """The box of lines of text whose first baseline is at y."""
    width = max(text_width(line, size) for line in lines)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Box(left, y - 0.78 * size, left + width, y + 0.24 * size + (len(lines) - 1) * 1.2 * size)


@dataclass(frozen=True, slots=True)
class Place:
    """A place for text: baseline point and anchor; `leader` is a thin line from the symbol to the text."""

    x: float
    y: float
    anchor: str
    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


def beside(x: float, y: float, text: str, size: float, *, away: float) -> Iterator[tuple[float, Place]]:
    """(preference cost, place) around a symbol: close by first, then further off with a leader line."""
    for ring, gap in enumerate((away, 2.4 * away, 4.2 * away)):
        for i, (dx, dy, anchor) in enumerate(_AROUND):
            tx, ty = x + dx * gap, y + dy * gap + 0.36 * size
            box = text_box(tx, ty, [text], size, anchor)
            end = (min(max(x, box.x0), box.x1), min(max(y, box.y0), box.y1))
            leader = ((x, y), end) if ring else None
            yield i * 0.8 + 12 * ring, Place(tx, ty, anchor, box, leader)


_AROUND = (
    (0.85, -0.75, "start"),
    (1.1, 0, "start"),
    (0.85, 0.75, "start"),
    (-0.85, -0.75, "end"),
    (-1.1, 0, "end"),
    (-0.85, 0.75, "end"),
    (0, -1.25, "middle"),
    (0, 1.25, "middle"),
)


def best(taken: Taken, places: Iterable[tuple[float, Place]]) -> tuple[float, Place]:
    """The cheapest place and its cost. There is at least one place."""
    return min(
        ((cost + taken.cost(place.box) + _crossed(taken, place), place) for cost, place in places), key=_cost
    )


def _cost(found: tuple[float, Place]) -> float:
    return found[0]


def _crossed(taken: Taken, place: Place) -> float:
    """What a leader line costs for the texts and symbols that it runs through; its own symbol is one of
    them.
    """
    if place.leader is None:
        return 0.0
    (ax, ay), (bx, by) = place.leader
    steps = [(ax + (bx - ax) * t / 8, ay + (by - ay) * t / 8) for t in range(1, 9)]
    return 35.0 * sum(any(b.x0 < x < b.x1 and b.y0 < y < b.y1 for x, y in steps) for b in taken.hard)


def wrapped(text: str, most: int = 26, lines: int = 3) -> list[str]:
    """Text in lines of about `most` characters; what does not fit ends in an ellipsis."""
    out: list[str] = []
    for word in text.split():
        if out and len(out[-1]) + 1 + len(word) <= most:
            out[-1] += f" {word}"
        else:
            out.append(word)
    if len(out) > lines:
        out = [*out[: lines - 1], f"{out[lines - 1]} …"]
    return [line if len(line) <= most + 4 else f"{line[: most + 3]}…" for line in out]
