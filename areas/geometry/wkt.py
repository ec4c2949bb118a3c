"""Well-known text: POLYGON and MULTIPOLYGON, also with SRID (EWKT), Z and M. No values are judged here.

A reader of our own, because the library only says 'expected number' and never where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .errors import GeometryError, excerpt, ring_name
from .projection import Point, System, system_named
from .source import MOST_POINTS, Polygon, Ring, Source, number_in, refuse_kind, too_many_points

_HEAD = re.compile(
    r"\s*(?:SRID\s*=\s*(\d+)\s*;)?\s*([A-Za-z]+)\s*(?:(ZM|Z|M)\b)?\s*", re.IGNORECASE | re.ASCII
)
_TOKEN = re.compile(r"[(),]|[^\s(),]+")
_HINT = "Voorbeeld: POLYGON ((143000 487000, 143200 487000, 143200 487200, 143000 487000))."


def looks_like_wkt(text: str) -> bool:
    """Whether the text starts as WKT does, with a word; the kind may still be wrong."""
    return _HEAD.match(text) is not None


def read_wkt(text: str) -> Source:
    """The polygons in WKT or EWKT. Raises GeometryError that names the point or the character where it goes
    wrong.
    """
    head = _HEAD.match(text)
    if head is None:
        raise GeometryError(f"Dit is geen WKT: ‘{excerpt(text)}’. {_HINT}")
    srid, kind = head.group(1), head.group(2).upper()
    if kind.endswith(("ZM", "Z", "M")) and kind.rstrip("ZM") in {"POLYGON", "MULTIPOLYGON"}:
        kind = kind.rstrip("ZM")
    declared = _declared(srid)
    if kind == "GEOMETRYCOLLECTION":
        raise GeometryError(
            "Een GeometryCollection is geen gebied. Sla alleen het gebied op, als POLYGON of MULTIPOLYGON."
        )
    refuse_kind(kind)
    if kind not in {"POLYGON", "MULTIPOLYGON"}:
        raise GeometryError(f"Dit is geen GeoJSON en geen WKT: ‘{excerpt(text)}’. {_HINT}")
    commas = text.count(",")
    if commas > 2 * MOST_POINTS:
        raise too_many_points(commas)
    if text[head.end() :].strip().upper() == "EMPTY":
        raise GeometryError("Het vlak is leeg (EMPTY): er staan geen punten in. Teken eerst de grens.")
    multi = kind == "MULTIPOLYGON"
    reader = _Reader(text, head.end(), multi=multi)
    polygons = reader.polygons()
    return Source(polygons, multi=multi, declared=declared)


def _declared(srid: str | None) -> System | None:
    if srid is None or int(srid) == 0:
        return None
    return system_named(f"EPSG:{int(srid)}")


class _Reader:
    """Walks the tokens of one (multi)polygon; never deeper than the three levels that exist."""

    def __init__(self, text: str, start: int, *, multi: bool) -> None:
        self._tokens: Iterator[re.Match[str]] = _TOKEN.finditer(text, start)
        self._multi = multi
        self._end = len(text)
        self._part = self._ring = self._point = 0
        self._step()

    def polygons(self) -> list[Polygon]:
        """Everything up to the end of the text."""
        if self._multi:
            self._open()
            found = [self._polygon()]
            while self._comma_follows():
                self._part += 1
                found.append(self._polygon())
        else:
            found = [self._polygon()]
        if self._word != "":
            raise GeometryError(
                f"Na het laatste haakje staat nog tekst, vanaf teken {self._at}: ‘{excerpt(self._word)}’. "
                "Haal die weg. "
                "Eén gebied met losse delen schrijft u als MULTIPOLYGON."
            )
        return found

    def _polygon(self) -> Polygon:
        self._open()
        self._ring = 0
        rings = [self._read_ring()]
        while self._comma_follows():
            self._ring += 1
            rings.append(self._read_ring())
        return rings

    def _read_ring(self) -> Ring:
        self._open()
        self._point = 1
        ring = [self._read_point()]
        while self._comma_follows():
            self._point += 1
            ring.append(self._read_point())
        return ring

    def _read_point(self) -> Point:
        numbers: list[float] = []
        while self._word not in {",", ")", "(", ""}:
            numbers.append(number_in(self._word, self._where))
            self._step()
        if self._word in {"(", ""}:
            self._expected("een komma of een haakje sluiten")
        if not 2 <= len(numbers) <= 4:
            hint = " Schrijf decimalen met een punt, niet met een komma." if len(numbers) == 1 else ""
            raise GeometryError(
                f"{self._where().capitalize()} heeft {_count(len(numbers))}. Een punt is een x en een y "
                f"met een spatie ertussen.{hint}"
            )
        return numbers[0], numbers[1]

    def _open(self) -> None:
        if self._word != "(":
            self._expected("een haakje openen")
        self._step()

    def _comma_follows(self) -> bool:
        if self._word not in {",", ")"}:
            self._expected("een komma of een haakje sluiten")
        comma = self._word == ","
        self._step()
        return comma

    def _step(self) -> None:
        match = next(self._tokens, None)
        self._word = match.group() if match else ""
        self._at = (match.start() if match else self._end) + 1

    def _where(self) -> str:
        return f"punt {self._point} van {ring_name(self._part, self._ring, 2 if self._multi else 1)}"

    def _expected(self, what: str) -> None:
        found = f"staat ‘{excerpt(self._word, 20)}’" if self._word else "houdt de tekst op"
        raise GeometryError(
            f"De WKT klopt niet bij teken {self._at}: daar {found}, maar er hoort {what} te staan. {_HINT}"
        )


def _count(numbers: int) -> str:
    return {0: "geen getallen", 1: "maar één getal"}.get(numbers, f"{numbers} getallen")
