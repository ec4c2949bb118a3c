"""Areas with their dated boundaries, positions and mobile units: what is recorded of places."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from almere_camera import audit
from almere_camera.models import User

from .. import geometry as shapes
from ..codes import checked_code
from ..models import Area, Boundary, Position, PositionCode, Unit, UnitCode
from .asking import line, locked, permit, save

# --- Areas ---------------------------------------------------------------------------------------


@transaction.atomic
def add_area(
    *,
    by: User,
    name: str,
    kind: str,
    geometry: dict[str, Any] | None,
    streets: Iterable[str],
    valid_from: date,
    source: str,
) -> Area:
    """A new area, with its first boundary when there is one. All or nothing."""
    permit(by)
    audit.serialise()
    area = Area(name=line(name), kind=kind)
    area.full_clean()
    area.save()
    facts = {}
    if geometry is not None:
        facts = _facts(_boundary(area, geometry, streets, valid_from, source))
    audit.record("area.added", area, by, version=area.version, **facts)
    return area


@transaction.atomic
def change_area(*, area: Area, by: User, version: int, name: str, kind: str) -> Area:
    """Another name or kind. Decisions keep the name with which they were taken."""
    permit(by)
    row = locked(area, version)
    audit.serialise()
    row.name, row.kind = line(name), kind
    save(row)
    audit.record("area.changed", row, by, version=row.version)
    return row


@transaction.atomic
def record_boundary(
    *,
    area: Area,
    by: User,
    geometry: dict[str, Any],
    streets: Iterable[str],
    valid_from: date,
    source: str,
    version: int | None = None,
) -> Boundary:
    """A new boundary from a day on. The ones before it stay as they are."""
    permit(by)
    row = locked(area, version)
    boundary = _boundary(row, geometry, streets, valid_from, source)
    save(row)
    audit.record("boundary.recorded", row, by, version=row.version, **_facts(boundary))
    return boundary


def _boundary(
    area: Area, geometry: dict[str, Any], streets: Iterable[str], valid_from: date, source: str
) -> Boundary:
    try:
        read = shapes.read_mapping(geometry, bbox=settings.MUNICIPALITY_BBOX_RD)
    except shapes.GeometryError as error:
        raise ValidationError({"geometry": list(error.messages)}) from error
    west, south, east, north = shapes.bbox(read)
    boundary = Boundary(
        area=area,
        geometry=read,
        streets=list(dict.fromkeys(filter(None, map(line, streets)))),
        valid_from=valid_from,
        source=line(source),
        hectares=f"{shapes.hectares(read):.2f}",
        west=west,
        south=south,
        east=east,
        north=north,
    )
    boundary.full_clean()
    boundary.save(force_insert=True)
    return boundary


def _facts(boundary: Boundary) -> dict[str, Any]:
    """What the log says of a boundary: its number, its day and the hash of its points."""
    points = json.dumps(boundary.geometry, separators=(",", ":"), sort_keys=True)
    return {
        "boundary": boundary.pk,
        "valid_from": boundary.valid_from,
        "sha256": hashlib.sha256(points.encode()).hexdigest(),
    }


# --- Positions -----------------------------------------------------------------------------------


@transaction.atomic
def add_position(
    *,
    by: User,
    code: str,
    valid_from: date,
    place: str,
    kind: str,
    x: float,
    y: float,
    direction: int | None,
) -> Position:
    """A new place for a camera, with its first code."""
    permit(by)
    audit.serialise()
    position = _placed(Position(), place=place, kind=kind, x=x, y=y, direction=direction)
    position.full_clean()
    position.save()
    _new_position_code(position, code, valid_from)
    audit.record("position.added", position, by, version=position.version, valid_from=valid_from)
    return position


@transaction.atomic
def change_position(
    *,
    position: Position,
    by: User,
    version: int,
    place: str,
    kind: str,
    x: float,
    y: float,
    direction: int | None,
) -> Position:
    """Correct what is known of a place. Another place is another position."""
    permit(by)
    row = _placed(locked(position, version), place=place, kind=kind, x=x, y=y, direction=direction)
    save(row)
    audit.record("position.changed", row, by, version=row.version)
    return row


@transaction.atomic
def rename_position(
    *, position: Position, by: User, code: str, valid_from: date, version: int | None = None
) -> Position:
    """Another code from a day on; the codes before it stay."""
    permit(by)
    row = locked(position, version)
    audit.serialise()
    new = _new_position_code(row, code, valid_from)
    save(row)
    audit.record("position.renamed", row, by, version=row.version, code=new.pk, valid_from=valid_from)
    return row


def _placed(
    position: Position, *, place: str, kind: str, x: float, y: float, direction: int | None
) -> Position:
    try:
        position.x, position.y = shapes.parse_point(
            f"{x:.2f}", f"{y:.2f}", bbox=settings.MUNICIPALITY_BBOX_RD
        )
    except shapes.GeometryError as error:
        raise ValidationError({"x": list(error.messages)}) from error
    if direction is not None and not 0 <= direction <= 359:
        raise ValidationError({"direction": "Vul een getal in van 0 tot en met 359 graden."})
    position.place, position.kind, position.direction = line(place), kind, direction
    return position


def _new_position_code(position: Position, code: str, valid_from: date) -> PositionCode:
    others = PositionCode.objects.select_related("position")
    code = checked_code(line(code), valid_from, owner=position, codes=list(others.order_by("pk")))
    new = PositionCode(position=position, code=code, valid_from=valid_from)
    new.full_clean()
    new.save()
    return new


# --- Mobile units --------------------------------------------------------------------------------


@transaction.atomic
def add_unit(*, by: User, code: str, valid_from: date, description: str) -> Unit:
    """A new mobile unit, with its first code."""
    permit(by)
    audit.serialise()
    unit = Unit(description=line(description))
    unit.full_clean()
    unit.save()
    _new_unit_code(unit, code, valid_from)
    audit.record("unit.added", unit, by, valid_from=valid_from)
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, by: User, version: int | None, description: str) -> Unit:
    """Another description."""
    permit(by)
    row = locked(unit, version)
    row.description = line(description)
    row.full_clean()
    row.save(update_fields=["description"])
    audit.record("unit.changed", row, by)
    return row


@transaction.atomic
def rename_unit(*, unit: Unit, by: User, code: str, valid_from: date, version: int | None = None) -> Unit:
    """Another code from a day on; the codes before it stay."""
    permit(by)
    row = locked(unit, version)
    audit.serialise()
    new = _new_unit_code(row, code, valid_from)
    audit.record("unit.renamed", row, by, code=new.pk, valid_from=valid_from)
    return row


def _new_unit_code(unit: Unit, code: str, valid_from: date) -> UnitCode:
    others = UnitCode.objects.select_related("unit")
    code = checked_code(line(code), valid_from, owner=unit, codes=list(others.order_by("pk")))
    new = UnitCode(unit=unit, code=code, valid_from=valid_from)
    new.full_clean()
    new.save()
    return new
