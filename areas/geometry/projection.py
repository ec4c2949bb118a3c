"""Coordinate systems: which one numbers are in, and RD New (EPSG:28992) to and from longitude and latitude.

The transformation is written out, so it gives the same centimetres on every computer: it does not depend on
which PROJ grid files happen to be installed and never fetches one. It is EPSG's seven-parameter step between
Amersfoort and ETRS89 (stated accuracy 0.25 m; the official RDNAPTRANS grid would add centimetres). ETRS89 and
WGS84 are taken as equal, as is usual in the Netherlands; that is fine for an area on street level.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from pyproj import Transformer

from .errors import GeometryError, at, decimal

Point = tuple[float, float]

_RD_TO_LONLAT = (
    "proj=pipeline "
    "step inv proj=sterea lat_0=52.1561605555556 lon_0=5.38763888888889 k=0.9999079 "
    "x_0=155000 y_0=463000 ellps=bessel "
    "step proj=push v_3 step proj=cart ellps=bessel "
    "step proj=helmert x=565.7381 y=50.4018 z=465.2904 rx=0.395025981036064 ry=-0.330772431242031 "
    "rz=1.87607329462821 s=4.07244 convention=coordinate_frame "
    "step inv proj=cart ellps=GRS80 step proj=pop v_3 step proj=unitconvert xy_in=rad xy_out=deg"
)


class System(StrEnum):
    """A coordinate system that numbers can be recognised as, within the Netherlands."""

    RD = "RD New (EPSG:28992)"
    LONLAT = "lengte en breedte in graden (WGS84, EPSG:4326)"
    LATLON = "breedte en lengte in graden"
    RD_SWAPPED = "RD New met x en y verwisseld"
    WEB_MERCATOR = "Web Mercator (EPSG:3857)"
    UTM = "UTM"
    DEGREES = "graden buiten Nederland"
    UNKNOWN = "onbekend"


READABLE = (System.RD, System.LONLAT)

_RANGES = (
    (System.RD, (0.0, 300_000.0), (300_000.0, 630_000.0)),
    (System.LONLAT, (3.0, 7.5), (50.5, 54.0)),
    (System.LATLON, (50.5, 54.0), (3.0, 7.5)),
    (System.RD_SWAPPED, (300_000.0, 630_000.0), (0.0, 300_000.0)),
    (System.WEB_MERCATOR, (330_000.0, 840_000.0), (6_500_000.0, 7_200_000.0)),
    (System.UTM, (100_000.0, 900_000.0), (5_600_000.0, 6_000_000.0)),
    (System.DEGREES, (-180.0, 180.0), (-90.0, 90.0)),
)

_EXPECTED = "Nodig zijn RD-coördinaten in meters (EPSG:28992), in Almere ongeveer x 143000 en y 487000."

_WRONG = {
    System.LATLON: (
        "De breedte en de lengte zijn verwisseld: {place}. Zet eerst de lengte (ongeveer 5,2) en "
        "dan de breedte (ongeveer 52,4)."
    ),
    System.RD_SWAPPED: (
        "De x en de y zijn verwisseld: {place}. Zet bij RD eerst x (in Almere ongeveer 143000) "
        "en dan y (ongeveer 487000)."
    ),
    System.WEB_MERCATOR: (
        "De coördinaten staan in Web Mercator (EPSG:3857): {place}. Sla de kaart op in RD New "
        "(EPSG:28992) of in WGS84 (EPSG:4326)."
    ),
    System.UTM: (
        "De coördinaten staan in UTM: {place}. Sla de kaart op in RD New (EPSG:28992) of in "
        "WGS84 (EPSG:4326)."
    ),
    System.DEGREES: (
        "De coördinaten zijn graden, maar liggen niet in Nederland: {place}. In Almere is de "
        "lengte ongeveer 5,2 en de breedte ongeveer 52,4."
    ),
    System.UNKNOWN: "Het coördinatenstelsel is niet te herkennen: {place}. " + _EXPECTED,
}

_EPSG = {
    28992: System.RD,
    7415: System.RD,
    4326: System.LONLAT,
    4258: System.LONLAT,
    4979: System.LONLAT,
    4937: System.LONLAT,
    3857: System.WEB_MERCATOR,
    900913: System.WEB_MERCATOR,
    **dict.fromkeys((25831, 25832, 32631, 32632), System.UTM),
}


@lru_cache(maxsize=1)
def _transformer() -> Transformer:
    return Transformer.from_pipeline(_RD_TO_LONLAT)


def rd_to_lonlat(points: Sequence[Point]) -> list[Point]:
    """Points in RD metres as (longitude, latitude) in degrees."""
    return _transform(points, "FORWARD")


def lonlat_to_rd(points: Sequence[Point]) -> list[Point]:
    """(longitude, latitude) points in degrees as RD metres, not rounded."""
    return _transform(points, "INVERSE")


def _transform(points: Sequence[Point], direction: str) -> list[Point]:
    if not points:
        return []
    xs, ys = _transformer().transform([p[0] for p in points], [p[1] for p in points], direction=direction)
    return list(zip(xs, ys, strict=True))


def system_of(x: float, y: float) -> System:
    """The system in which this pair lies in or near the Netherlands; the ranges do not overlap."""
    for system, (x_min, x_max), (y_min, y_max) in _RANGES:
        if x_min <= x <= x_max and y_min <= y <= y_max:
            return system
    return System.UNKNOWN


def recognise(points: Iterable[Point]) -> System:
    """The system of most points, so that one typing error does not hide what the others are."""
    return Counter(system_of(*p) for p in points).most_common(1)[0][0]


def require_readable(points: Sequence[Point], declared: System | None) -> System:
    """RD or LONLAT. Raises GeometryError, with an example from the input, for all else and for a wrong
    declaration.
    """
    system = recognise(points)
    example = next(p for p in points if system_of(*p) is system)
    if declared is not None and declared not in READABLE and system is System.UNKNOWN:
        system = declared
    if system not in READABLE:
        raise GeometryError(wrong_system(system, *example))
    if declared is not None and declared is not system:
        raise GeometryError(
            f"De tekst noemt als coördinatenstelsel {declared.value}, maar de getallen zijn "
            f"{system.value}: {place(system, *example)}. "
            "Verbeter het stelsel of de coördinaten."
        )
    return system


def wrong_system(system: System, x: float, y: float) -> str:
    """The message for numbers in a system that is not accepted, with one example."""
    return _WRONG[system].format(place=place(system, x, y))


def place(system: System, x: float, y: float) -> str:
    """A point as the user wrote it, in the words of its system."""
    if system is System.LONLAT:
        return f"lengte {decimal(x)}, breedte {decimal(y)}"
    if system is System.LATLON:
        return f"eerst {decimal(x)}, dan {decimal(y)}"
    return at(x, y)


def system_named(name: str) -> System:
    """The system that an SRID or a GeoJSON `crs` names, such as 'EPSG:28992' or an OGC urn. Raises
    GeometryError.
    """
    if re.search(r"CRS:?84h?$", name, re.IGNORECASE):
        return System.LONLAT
    code = re.search(r"(?:^|[:/#])(\d{3,6})$", name.strip())
    system = _EPSG.get(int(code.group(1))) if code else None
    if system is None:
        raise GeometryError(
            f"Het coördinatenstelsel ‘{name[:60]}’ kan hier niet worden gelezen. "
            "Sla de kaart op in RD New (EPSG:28992) of in WGS84 (EPSG:4326)."
        )
    return system
