"""What the readers hand over: polygons as they were written, before anything is judged or converted."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from .errors import GeometryError
from .projection import Point, System

MOST_POINTS = 5_000
MOST_BYTES = 2_000_000

Ring = list[Point]
Polygon = list[Ring]

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)

_NOT_AN_AREA = {
    "POINT": "een punt",
    "MULTIPOINT": "losse punten",
    "LINESTRING": "een lijn",
    "LINEARRING": "een lijn",
    "MULTILINESTRING": "lijnen",
}
_NOT_STRAIGHT = {
    "CURVEPOLYGON",
    "MULTISURFACE",
    "CIRCULARSTRING",
    "COMPOUNDCURVE",
    "MULTICURVE",
    "TRIANGLE",
    "TIN",
    "POLYHEDRALSURFACE",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Polygons as written; `multi` keeps whether they came as a MultiPolygon, `declared` the system that
    was named.
    """

    polygons: list[Polygon]
    multi: bool
    declared: System | None


def number_in(text: str, where: Callable[[], str]) -> float:
    """A number from text. Raises GeometryError that says what stands there instead, and where."""
    if not _NUMBER.fullmatch(text):
        bare = text.strip("+-").lower()
        if bare in {"nan", "inf", "infinity"}:
            raise GeometryError(f"{_capital(where())} is geen getal ({text[:12]}). Vul een coördinaat in.")
        raise GeometryError(
            f"{_capital(where())} is geen getal: ‘{text[:20]}’. Schrijf alleen cijfers, met een punt "
            "voor de decimalen."
        )
    return finite(float(text), where)


def finite(value: float, where: Callable[[], str]) -> float:
    """`value`, unless it is NaN or infinite: then GeometryError."""
    if not math.isfinite(value):
        raise GeometryError(f"{_capital(where())} is geen getal of veel te groot. Vul een coördinaat in.")
    return value


def refuse_kind(kind: str) -> None:
    """Raise GeometryError for a geometry type that is no area; return for an unknown word."""
    upper = kind.upper()
    if upper in _NOT_AN_AREA:
        raise GeometryError(
            f"Dit is {_NOT_AN_AREA[upper]} ({kind}), geen gebied. Teken een gesloten vlak en sla het "
            "op als Polygon of MultiPolygon."
        )
    if upper in _NOT_STRAIGHT:
        raise GeometryError(
            f"Een vlak met bogen of driehoeken ({kind}) kan niet worden gelezen. Sla het op als "
            "Polygon met rechte lijnen."
        )


def too_many_points(least: int) -> GeometryError:
    """The refusal of a boundary with more points than a person can check."""
    return GeometryError(
        f"De grens heeft meer dan {thousands(MOST_POINTS)} punten (minstens {thousands(least)}). "
        "Vereenvoudig de grens in het kaartprogramma tot de hoekpunten die nodig zijn."
    )


def thousands(value: int) -> str:
    """A whole number with Dutch thousands dots."""
    return f"{value:,}".replace(",", ".")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
