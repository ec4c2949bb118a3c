"""GeoJSON: a Polygon or MultiPolygon, bare, in a Feature, or as the only one in a collection. No values are
judged here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from .errors import GeometryError, excerpt, ring_name
from .projection import Point, System, system_named
from .source import MOST_POINTS, Polygon, Ring, Source, finite, refuse_kind, too_many_points

_DEEPEST = 8
_TYPES = "Polygon of MultiPolygon"
_NO_NUMBER = {type(None): "leeg", bool: "waar of onwaar", list: "een lijst", dict: "een object"}


def load(text: str) -> Any:
    """The JSON value. Raises GeometryError that says on which line it stops being JSON."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise GeometryError(
            f"Dit is geen geldige JSON: het gaat mis op regel {error.lineno}, teken {error.colno}. "
            "Kopieer de hele tekst opnieuw, van de eerste tot en met de laatste accolade."
        ) from None
    except GeometryError:
        raise
    except RecursionError:
        raise GeometryError(
            "De JSON is te diep genest. Een gebied heeft hooguit vier haken in elkaar."
        ) from None
    except ValueError:  # an integer of thousands of digits
        raise GeometryError(
            "In de JSON staat een getal dat veel te lang is. Een coördinaat heeft hooguit zes "
            "cijfers voor de komma."
        ) from None


def _no_constant(name: str) -> NoReturn:
    raise GeometryError(f"In de JSON staat {name}; dat is geen getal. Vul een coördinaat in.")


def read_geojson(value: Any) -> Source:
    """The polygons in a decoded GeoJSON value. Raises GeometryError that names the point where it goes
    wrong.
    """
    declared = _declared(value)
    geometry = _only_geometry(value, depth=0)
    declared = declared or _declared(geometry)
    kind, coordinates = geometry["type"], geometry.get("coordinates")
    if not isinstance(coordinates, list):
        raise GeometryError(
            f"De {kind} heeft geen lijst met de naam ‘coordinates’. Sla het gebied opnieuw op als GeoJSON."
        )
    multi = kind == "MultiPolygon"
    written = coordinates if multi else [coordinates]
    if not coordinates or (multi and not all(written)):
        raise GeometryError("Het vlak is leeg: er staan geen punten in. Teken eerst de grens.")
    _refuse_many(written)
    return Source(
        [_polygon(p, i, len(written)) for i, p in enumerate(written)], multi=multi, declared=declared
    )


def _only_geometry(value: Any, depth: int) -> Mapping[str, Any]:
    if depth > _DEEPEST:
        raise GeometryError("De JSON is te diep genest. Sla alleen het gebied zelf op.")
    if not isinstance(value, Mapping):
        raise GeometryError(
            f"Dit is wel JSON, maar geen GeoJSON. Verwacht wordt een object met type {_TYPES}."
        )
    kind = value.get("type")
    if kind == "Feature":
        if value.get("geometry") is None:
            raise GeometryError("De Feature heeft geen vorm (geometry). Teken eerst de grens.")
        return _only_geometry(value["geometry"], depth + 1)
    if kind in ("FeatureCollection", "GeometryCollection"):
        return _only_member(value, str(kind), depth)
    if kind in ("Polygon", "MultiPolygon"):
        return value
    if isinstance(kind, str):
        refuse_kind(kind)
        raise GeometryError(f"Het type ‘{kind[:30]}’ is geen gebied. Verwacht wordt {_TYPES}.")
    raise GeometryError(f"Dit is wel JSON, maar geen GeoJSON: er is geen ‘type’. Verwacht wordt {_TYPES}.")


def _only_member(value: Mapping[str, Any], kind: str, depth: int) -> Mapping[str, Any]:
    members = value.get("features" if kind == "FeatureCollection" else "geometries")
    if not isinstance(members, list) or not members:
        raise GeometryError(f"De {kind} is leeg. Sla het bestand op met precies één gebied.")
    if len(members) > 1:
        raise GeometryError(
            f"De {kind} heeft {len(members)} vormen. Sla het bestand op met precies één gebied; "
            "hoort een gebied uit losse delen te bestaan, maak er dan één MultiPolygon van."
        )
    return _only_geometry(members[0], depth + 1)


def _declared(value: Any) -> System | None:
    crs = value.get("crs") if isinstance(value, Mapping) else None
    if crs is None:
        return None
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if not isinstance(name, str):
        raise GeometryError(
            "Het coördinatenstelsel (crs) is niet te lezen. Schrijf bijvoorbeeld EPSG:28992, of laat crs weg."
        )
    return system_named(name)


def _refuse_many(polygons: list[Any]) -> None:
    total = sum(len(ring) for p in polygons if isinstance(p, list) for ring in p if isinstance(ring, list))
    if total > MOST_POINTS:
        raise too_many_points(total)


def _polygon(value: Any, part: int, parts: int) -> Polygon:
    if not isinstance(value, list) or not value:
        raise GeometryError(
            f"Vlak {part + 1} is geen lijst van randen. Een Polygon heeft drie haken: [[[x, y], …]]."
        )
    return [_ring(ring, ring_name(part, i, parts)) for i, ring in enumerate(value)]


def _ring(value: Any, name: str) -> Ring:
    if not isinstance(value, list):
        raise GeometryError(
            f"{name[:1].upper()}{name[1:]} is geen lijst van punten. Een Polygon heeft drie haken: "
            "[[[x, y], …]]."
        )
    return [_point(point, f"punt {i} van {name}") for i, point in enumerate(value, start=1)]


def _point(value: Any, where: str) -> Point:
    if not isinstance(value, list):
        raise GeometryError(
            f"{where.capitalize()} is geen punt. Een punt is [x, y]; een Polygon heeft drie haken, "
            "een MultiPolygon vier."
        )
    if not 2 <= len(value) <= 4:
        raise GeometryError(f"{where.capitalize()} heeft {len(value)} getallen. Een punt is [x, y].")
    return _number(value[0], where, "x"), _number(value[1], where, "y")


def _number(value: Any, where: str, axis: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        shown = (
            f"‘{excerpt(value, 20)}’"
            if isinstance(value, str)
            else _NO_NUMBER.get(type(value), "iets anders")
        )
        quoted = " Laat de aanhalingstekens weg." if isinstance(value, str) else ""
        raise GeometryError(
            f"De {axis} van {where} is geen getal maar {shown}.{quoted} Vul een coördinaat in."
        )
    try:
        return finite(float(value), lambda: f"de {axis} van {where}")
    except OverflowError:
        raise GeometryError(f"De {axis} van {where} is veel te groot. Vul een coördinaat in.") from None
