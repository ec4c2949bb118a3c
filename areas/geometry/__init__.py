"""Boundaries and places: text in, measures out. Pure functions, no database, no network.

A `Geometry` is a GeoJSON-shaped dict, {'type': 'Polygon' | 'MultiPolygon', 'coordinates': [...]}, in metres
RD New (EPSG:28992), with every coordinate rounded to the centimetre (0.01 m): finer than any source of a
boundary, and the same number in the database, the decision and the publication. Rings are closed; the order
of the points is the order in which they were given, as it stands in the decision. Points are never moved,
dropped or repaired beyond that rounding.

`read` is the only door: what it returns is valid, and the other functions may rely on that. They raise
GeometryError (a ValueError with Dutch `messages`) for anything that is no such geometry.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import numpy
import shapely
from shapely.geometry import mapping
from shapely.geometry import shape as _to_shape

from .errors import GeometryError, at, decimal
from .geojson import load, read_geojson
from .projection import (
    Point,
    System,
    lonlat_to_rd,
    place,
    rd_to_lonlat,
    require_readable,
    system_of,
    wrong_system,
)
from .source import MOST_BYTES, MOST_POINTS, Polygon, Ring, Source, thousands, too_many_points
from .validity import Bbox, Drawn, check, not_in_municipality, outside, rounded
from .wkt import looks_like_wkt, read_wkt

__all__ = [
    "ALMERE",
    "MOST_BYTES",
    "MOST_POINTS",
    "SRID",
    "Bbox",
    "Geometry",
    "GeometryError",
    "Point",
    "bbox",
    "contains_point",
    "decimal",
    "hectares",
    "is_within",
    "overlap_m2",
    "parse_point",
    "point_to_wgs84",
    "read",
    "read_mapping",
    "same_shape",
    "shape_of",
    "to_wgs84",
    "to_wkt",
]

Geometry = dict[str, Any]

SRID = 28992

#: The municipality with its water and half a kilometre around it (CBS/Kadaster 2023, generalised), metres RD.
ALMERE: Bbox = (136_900.0, 478_900.0, 155_000.0, 494_700.0)

#: Two boundaries drawn along the same line may differ by the rounding to centimetres.
ROUNDING_M = 0.02

_THOUSANDS = re.compile(r"\d{3}[. \u00a0\u202f]\d{3}(?:,\d+)?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)


def read(text: str | bytes, *, bbox: Bbox = ALMERE) -> Geometry:
    """The boundary in GeoJSON, WKT or EWKT text, in RD or in WGS84 longitude and latitude, as a Geometry in
    RD.

    Heights are dropped. Raises GeometryError, with all reasons where possible, when the text is too large
    or is no text, when it is no single area, or when the area is not closed, crosses itself or lies outside
    `bbox` (RD).
    """
    written = _text(text)
    source = read_wkt(written) if looks_like_wkt(written) else read_geojson(_json(written))
    return _build(source, bbox)


def read_mapping(value: Mapping[str, Any], *, bbox: Bbox = ALMERE) -> Geometry:
    """As `read`, for GeoJSON that was decoded already, such as the value of a JSON field."""
    return _build(read_geojson(value), bbox)


def _text(text: str | bytes) -> str:
    if len(text) > MOST_BYTES:
        raise GeometryError(
            f"De tekst is te groot: {thousands(len(text) // 1000)} kB. "
            f"Hooguit {thousands(MOST_BYTES // 1000)} kB is toegestaan. "
            "Sla alleen de grens van dit ene gebied op."
        )
    if isinstance(text, bytes):
        text = _decoded(text)
    text = text.removeprefix("\ufeff").strip()
    if not text:
        raise GeometryError(
            "Er is geen grens ingevuld. Plak GeoJSON of WKT, kies een bestand of teken het gebied op "
            "de kaart."
        )
    return text


def _decoded(content: bytes) -> str:
    if content.startswith(b"PK"):
        raise GeometryError(
            "Dit is een zip-bestand, misschien met een shapefile. Sla het gebied op als GeoJSON of WKT."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GeometryError(
            f"Het bestand is geen tekst in UTF-8 (het gaat mis bij byte {error.start + 1}). Sla het "
            "gebied op als GeoJSON of WKT, in UTF-8."
        ) from None


def _json(text: str) -> Any:
    if text.startswith("<"):
        raise GeometryError("Dit lijkt XML, bijvoorbeeld GML of KML. Sla het gebied op als GeoJSON of WKT.")
    if text[0] not in "{[":
        raise GeometryError(
            "Dit is geen GeoJSON en geen WKT. GeoJSON begint met een accolade, WKT met POLYGON of "
            "MULTIPOLYGON. "
            "Kopieer de hele tekst opnieuw."
        )
    return load(text)


def _build(source: Source, municipality: Bbox) -> Geometry:
    points = [p for polygon in source.polygons for ring in polygon for p in ring]
    if len(points) > MOST_POINTS:
        raise too_many_points(len(points))
    if not points:
        raise GeometryError("Het vlak is leeg: er staan geen punten in. Teken eerst de grens.")
    if not all(ring for polygon in source.polygons for ring in polygon):
        raise GeometryError(
            "Een van de randen is leeg: er staan geen punten in. Haal die rand weg of teken hem."
        )
    system = require_readable(points, source.declared)
    rd = [[_in_rd(ring, system) for ring in polygon] for polygon in source.polygons]
    check(Drawn(written=source.polygons, rd=rd, system=system), municipality)
    return _geometry(rd, multi=source.multi)


def _in_rd(ring: Ring, system: System) -> Ring:
    """A ring in RD centimetres. A stray point of another system keeps its numbers: it is reported as
    outside.
    """
    if system is System.RD:
        return rounded(ring)
    converted = lonlat_to_rd([p if system_of(*p) is system else (5.0, 52.0) for p in ring])
    return rounded([c if system_of(*p) is system else p for p, c in zip(ring, converted, strict=True)])


def _geometry(polygons: list[Polygon], *, multi: bool) -> Geometry:
    coordinates = [[[list(p) for p in ring] for ring in polygon] for polygon in polygons]
    return (
        {"type": "MultiPolygon", "coordinates": coordinates}
        if multi
        else {"type": "Polygon", "coordinates": coordinates[0]}
    )


def parse_point(x_text: str, y_text: str, *, bbox: Bbox = ALMERE) -> Point:
    """A place in RD metres, rounded to the centimetre, from two typed texts: '143210,5', '143210.5' or
    '143.210'.

    Raises GeometryError for text that is no number, for another or a swapped system, and outside `bbox`
    (RD).
    """
    messages: list[str] = []
    numbers = [_typed_number(name, text, messages) for name, text in (("x", x_text), ("y", y_text))]
    if messages:
        raise GeometryError(messages)
    x, y = numbers
    system = system_of(x, y)
    if system is System.RD:
        point = rounded([(x, y)])[0]
        if outside(*point, bbox):
            raise GeometryError(f"Het punt {at(*point)} ligt buiten de gemeente. {not_in_municipality(bbox)}")
        return point
    if system is System.LONLAT:
        meant = rounded(lonlat_to_rd([(x, y)]))[0]
        raise GeometryError(
            f"Dit zijn graden ({place(system, x, y)}). Vul RD-coördinaten in; voor deze plaats zijn "
            f"dat {at(*meant)}."
        )
    raise GeometryError(wrong_system(system, x, y))


def _typed_number(name: str, text: str, messages: list[str]) -> float:
    bare = text.strip()
    if not bare:
        messages.append(f"De {name} ontbreekt. Vul de RD-coördinaat in meters in.")
    elif len(bare) <= 30 and _THOUSANDS.fullmatch(bare):
        return float(re.sub(r"[^\d,]", "", bare).replace(",", "."))
    elif len(bare) <= 30 and _PLAIN.fullmatch(bare):
        return float(bare.replace(",", "."))
    else:
        messages.append(
            f"De {name} is geen getal: ‘{bare[:20]}’. Vul de RD-coördinaat in meters in, met een "
            "komma voor de decimalen."
        )
    return math.nan


def shape_of(geometry: Mapping[str, Any]) -> shapely.Polygon | shapely.MultiPolygon:
    """The shapely object of a Geometry. Raises GeometryError for another type or for coordinates that are
    no finite numbers.
    """
    try:
        with numpy.errstate(invalid="ignore"):  # NaN is refused below
            shape = _to_shape(geometry)  # type: ignore[arg-type]
        finite = bool(geometry["coordinates"]) and all(map(math.isfinite, shape.bounds))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, shapely.errors.ShapelyError):
        raise GeometryError("Dit is geen gebied dat kan worden gelezen.") from None
    if not isinstance(shape, shapely.Polygon | shapely.MultiPolygon) or not finite or not _all_finite(shape):
        raise GeometryError(
            "Dit is geen gebied: de vorm is geen vlak of heeft coördinaten die geen getal zijn."
        )
    return shape


def _all_finite(shape: shapely.Geometry) -> bool:
    xy = shapely.get_coordinates(shape)
    return bool((xy * 0 == 0).all())


def to_wgs84(geometry: Geometry) -> Geometry:
    """The geometry as GeoJSON (RFC 7946): longitude and latitude in degrees, 8 decimals, outer rings
    anticlockwise.
    """
    sound = mapping(shapely.orient_polygons(shape_of(geometry)))
    polygons = [sound["coordinates"]] if sound["type"] == "Polygon" else sound["coordinates"]
    degrees = [
        [[(round(lon, 8), round(lat, 8)) for lon, lat in rd_to_lonlat(ring)] for ring in p] for p in polygons
    ]
    return _geometry(degrees, multi=geometry["type"] == "MultiPolygon")


def point_to_wgs84(point: Point) -> Point:
    """A point in RD metres as longitude and latitude in degrees, 8 decimals."""
    lon, lat = rd_to_lonlat([point])[0]
    return round(lon, 8), round(lat, 8)


def to_wkt(geometry: Geometry) -> str:
    """The geometry as WKT in RD metres, with at most two decimals and without SRID."""
    shape_of(geometry)
    multi = geometry["type"] == "MultiPolygon"
    polygons = geometry["coordinates"] if multi else [geometry["coordinates"]]
    written = ", ".join(f"({', '.join(f'({_points(ring)})' for ring in polygon)})" for polygon in polygons)
    return f"MULTIPOLYGON ({written})" if multi else f"POLYGON {written}"


def _points(ring: list[list[float]]) -> str:
    return ", ".join(" ".join(f"{v:.2f}".rstrip("0").rstrip(".") for v in point[:2]) for point in ring)


def hectares(geometry: Geometry) -> float:
    """The area in hectares, measured in the RD plane (at most 0.02% from the true ground area), not
    rounded.
    """
    return float(shape_of(geometry).area) / 10_000


def contains_point(geometry: Geometry, x: float, y: float) -> bool:
    """Whether an RD point (metres) lies in the area; the boundary itself, to within 2 cm, belongs to it, a
    hole does not.
    """
    if not (math.isfinite(x) and math.isfinite(y)):
        raise GeometryError("De plaats heeft een coördinaat die geen getal is.")
    return bool(shapely.dwithin(shape_of(geometry), shapely.Point(x, y), ROUNDING_M))


def overlap_m2(a: Geometry, b: Geometry) -> float:
    """The area that two geometries share, in square metres; 0.0 when they only touch."""
    return float(shape_of(a).intersection(shape_of(b)).area)


def same_shape(a: Geometry, b: Geometry) -> bool:
    """Whether two geometries cover exactly the same ground; order, direction and starting point do not
    matter.
    """
    return bool(shape_of(a).equals(shape_of(b)))


def is_within(smaller: Geometry, larger: Geometry) -> bool:
    """Whether `smaller` lies wholly in `larger`; a shared boundary counts, to within 2 cm."""
    return bool(shape_of(larger).buffer(ROUNDING_M).covers(shape_of(smaller)))


def bbox(geometry: Geometry) -> Bbox:
    """The extent in RD metres: x least, y least, x most, y most."""
    x_least, y_least, x_most, y_most = shape_of(geometry).bounds
    return (x_least, y_least, x_most, y_most)
