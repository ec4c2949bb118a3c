"""Whether rings in RD metres make an area: closed, inside the municipality, not crossing. Nothing is
repaired silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import shapely

from .errors import GeometryError, Problems, at, decimal, ring_name
from .projection import Point, System, place, rd_to_lonlat, system_of, wrong_system
from .source import Polygon, Ring

Bbox = tuple[float, float, float, float]

LEAST_M2 = 1.0
_NEAR_M = 0.03
_REASON = re.compile(r"^(.*)\[(\S+) (\S+)\]$")

_REASONS = {
    "Self-intersection": (
        "De grens kruist of raakt zichzelf bij {place}{between}. Verplaats de punten zo dat de "
        "lijn zichzelf nergens kruist of raakt."
    ),
    "Ring Self-intersection": (
        "De grens raakt zichzelf bij {place}{between}. Verplaats een van die punten, of maak er "
        "twee vlakken van."
    ),
    "Hole lies outside shell": (
        "Een gat ligt buiten de buitenrand, bij {place}{between}. Leg het gat binnen het gebied "
        "of haal het weg."
    ),
    "Holes are nested": (
        "Een gat ligt binnen een ander gat, bij {place}{between}. Haal het binnenste gat weg."
    ),
    "Nested shells": (
        "Een vlak ligt binnen een ander vlak, bij {place}{between}. Haal het binnenste vlak weg."
    ),
    "Interior is disconnected": (
        "Een gat deelt het gebied in tweeën, bij {place}{between}. Maak er twee vlakken van of "
        "verklein het gat."
    ),
    "Duplicate Rings": "Dezelfde rand staat er twee keer, bij {place}{between}. Haal er een weg.",
}
_OTHERWISE = "De grens klopt niet bij {place}{between}. Verplaats de punten daar."


@dataclass(frozen=True, slots=True)
class Drawn:
    """The same polygons twice: as written, in `system`, for messages, and in whole RD centimetres."""

    written: list[Polygon]
    rd: list[Polygon]
    system: System

    def rings(self) -> Iterator[tuple[str, Ring, Ring]]:
        """(Dutch name, written points, RD points) of every ring."""
        for part, (written, rd) in enumerate(zip(self.written, self.rd, strict=True)):
            for ring, (w, r) in enumerate(zip(written, rd, strict=True)):
                yield ring_name(part, ring, len(self.rd)), w, r


def check(drawn: Drawn, bbox: Bbox) -> None:
    """Raise GeometryError with everything that is wrong; return when this is a sound area inside `bbox`."""
    _refuse_larger_than(drawn, bbox)
    _refuse_elsewhere(drawn, bbox)
    problems = Problems()
    for name, written, rd in drawn.rings():
        _note_outside(problems, name, written, rd, drawn.system, bbox)
    for name, written, rd in drawn.rings():
        _note_ring(problems, name, written, rd, drawn.system)
    problems.refuse()
    _refuse_unsound(drawn)


def outside(x: float, y: float, bbox: Bbox) -> bool:
    """Whether an RD point lies outside a bounding box; on its edge is inside."""
    return not (bbox[0] <= x <= bbox[2] and bbox[1] <= y <= bbox[3])


def not_in_municipality(bbox: Bbox, system: System = System.RD) -> str:
    """Where a point may lie, as the end of a message, in the system of the user."""
    if system is System.LONLAT:
        (west, south), (east, north) = rd_to_lonlat([bbox[:2], bbox[2:]])
        west, east, south, north = (round(v, 2) for v in (west, east, south, north))
        return (
            f"In de gemeente ligt de lengte tussen {decimal(west)} en {decimal(east)} en de breedte "
            f"tussen {decimal(south)} en {decimal(north)}."
        )
    return (
        f"In de gemeente ligt x tussen {decimal(bbox[0])} en {decimal(bbox[2])} en y tussen "
        f"{decimal(bbox[1])} en {decimal(bbox[3])}."
    )


def _refuse_larger_than(drawn: Drawn, bbox: Bbox) -> None:
    points = [p for _, _, ring in drawn.rings() for p in ring if system_of(*p) is System.RD]
    if not points:
        return
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    around = min(xs) < bbox[0] and max(xs) > bbox[2] and min(ys) < bbox[1] and max(ys) > bbox[3]
    if around:
        raise GeometryError(
            f"Het gebied is groter dan de gemeente: {decimal(round(width / 1000, 1))} bij "
            f"{decimal(round(height / 1000, 1))} kilometer. "
            "Teken alleen het gebied waar de camera's nodig zijn."
        )


def _refuse_elsewhere(drawn: Drawn, bbox: Bbox) -> None:
    """One message instead of one for every point, when no point lies in the municipality."""
    if all(outside(*p, bbox) for _, _, ring in drawn.rings() for p in ring):
        first = drawn.written[0][0][0]
        raise GeometryError(
            f"Het hele gebied ligt buiten de gemeente: punt 1 is {place(drawn.system, *first)}. "
            f"{not_in_municipality(bbox, drawn.system)}"
        )


def _note_outside(problems: Problems, name: str, written: Ring, rd: Ring, system: System, bbox: Bbox) -> None:
    last = len(rd) - 1
    for i, (w, r) in enumerate(zip(written, rd, strict=True)):
        if not outside(*r, bbox) or (i == last and i > 0 and r == rd[0]):
            continue
        found = system_of(*w)
        if found not in {system, System.UNKNOWN, System.DEGREES}:
            problems.add(f"Punt {i + 1} van {name} staat anders dan de rest. {_wrong_or_other(found, *w)}")
        else:
            problems.add(
                f"Punt {i + 1} van {name} ({place(system, *w)}) ligt buiten de gemeente. "
                f"{not_in_municipality(bbox, system)}"
            )


def _wrong_or_other(found: System, x: float, y: float) -> str:
    if found in {System.RD, System.LONLAT}:
        return f"Het is {found.value}: {place(found, x, y)}. Gebruik voor alle punten hetzelfde stelsel."
    return wrong_system(found, x, y)


def _note_ring(problems: Problems, name: str, written: Ring, rd: Ring, system: System) -> None:
    closed = len(rd) > 1 and rd[0] == rd[-1]
    distinct = len(set(rd))
    if distinct < 3:
        problems.add(
            f"{name.capitalize()} heeft maar {'1 punt' if distinct == 1 else '2 verschillende punten'} "
            f"(bij {place(system, *written[0])}). Een vlak heeft er minstens drie."
        )
        return
    if not closed:
        problems.add(
            f"{name.capitalize()} is niet gesloten: punt 1 ({place(system, *written[0])}) en het "
            f"laatste punt, punt {len(rd)} "
            f"({place(system, *written[-1])}), zijn niet gelijk. Zet aan het eind het eerste punt nog "
            "een keer."
        )
    for i in range(1, len(rd)):
        if rd[i] == rd[i - 1]:
            problems.add(
                f"Punt {i} en punt {i + 1} van {name} vallen samen ({place(system, *written[i])}). Haal "
                "een van de twee weg."
            )


def _refuse_unsound(drawn: Drawn) -> None:
    for name, written, rd in drawn.rings():
        if shapely.MultiPoint(rd).convex_hull.area < LEAST_M2:
            raise GeometryError(
                f"{name.capitalize()} heeft geen oppervlakte: de punten liggen op een lijn (bij "
                f"{place(drawn.system, *written[0])}). "
                "Teken een vlak van minstens 1 vierkante meter."
            )
    reason = shapely.is_valid_reason(shapely.MultiPolygon([(p[0], p[1:]) for p in drawn.rd]))
    if reason == "Valid Geometry":
        return
    match = _REASON.match(reason)
    if match is None:
        raise GeometryError("De grens klopt niet. Teken haar opnieuw.")
    x, y = float(match.group(2)), float(match.group(3))
    template = _REASONS.get(match.group(1), _OTHERWISE)
    raise GeometryError(template.format(place=at(x, y), between=_between(drawn, x, y)))


def _between(drawn: Drawn, x: float, y: float) -> str:
    """Which lines meet at a point: ' (de lijn van punt 1 naar 2 en de lijn van punt 3 naar 4 van de
    buitenrand)'.
    """
    spot = shapely.Point(x, y)
    lines: list[str] = []
    for name, _, rd in drawn.rings():
        segments = shapely.linestrings([[a, b] for a, b in pairwise(rd)])
        near = (shapely.distance(segments, spot) < _NEAR_M).nonzero()[0]
        lines += [f"de lijn van punt {i + 1} naar punt {i + 2} van {name}" for i in near.tolist()]
    return f" ({' en '.join(lines[:4])})" if lines else ""


def rounded(points: list[Point]) -> list[Point]:
    """RD points on whole centimetres."""
    return [(round(x, 2) + 0.0, round(y, 2) + 0.0) for x, y in points]
