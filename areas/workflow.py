"""The acts on areas, positions, mobile units and deployments: each one transaction and one event.

Every act raises NotAllowed for a person without `Perm.EDIT_AREAS`, Conflict when a colleague changed
the row since `version` was shown, and ValidationError, by field and in Dutch, for what is wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from almere_camera import audit
from almere_camera.findings import Conflict, Finding, NotAllowed
from almere_camera.models import User
from almere_camera.roles import Perm, may, who

from . import geometry as shapes
from .codes import checked_code
from .models import Area, Boundary, Deployment, Position, PositionCode, Unit, UnitCode

Row = TypeVar("Row", Area, Position, Unit, Deployment)


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
    _permit(by)
    audit.serialise()
    area = Area(name=_line(name), kind=kind)
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
    _permit(by)
    row = _locked(area, version)
    audit.serialise()
    row.name, row.kind = _line(name), kind
    _save(row)
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
    _permit(by)
    row = _locked(area, version)
    boundary = _boundary(row, geometry, streets, valid_from, source)
    _save(row)
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
        streets=list(dict.fromkeys(line for street in streets if (line := _line(street)))),
        valid_from=valid_from,
        source=_line(source),
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
    _permit(by)
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
    _permit(by)
    row = _placed(_locked(position, version), place=place, kind=kind, x=x, y=y, direction=direction)
    _save(row)
    audit.record("position.changed", row, by, version=row.version)
    return row


@transaction.atomic
def rename_position(
    *, position: Position, by: User, code: str, valid_from: date, version: int | None = None
) -> Position:
    """Another code from a day on; the codes before it stay."""
    _permit(by)
    row = _locked(position, version)
    audit.serialise()
    new = _new_position_code(row, code, valid_from)
    _save(row)
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
    position.place, position.kind, position.direction = _line(place), kind, direction
    return position


def _new_position_code(position: Position, code: str, valid_from: date) -> PositionCode:
    others = PositionCode.objects.select_related("position")
    code = checked_code(_line(code), valid_from, owner=position, codes=list(others.order_by("pk")))
    new = PositionCode(position=position, code=code, valid_from=valid_from)
    new.full_clean()
    new.save()
    return new


# --- Mobile units --------------------------------------------------------------------------------


@transaction.atomic
def add_unit(*, by: User, code: str, valid_from: date, description: str) -> Unit:
    """A new mobile unit, with its first code."""
    _permit(by)
    audit.serialise()
    unit = Unit(description=_line(description))
    unit.full_clean()
    unit.save()
    _new_unit_code(unit, code, valid_from)
    audit.record("unit.added", unit, by, valid_from=valid_from)
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, by: User, version: int | None, description: str) -> Unit:
    """Another description."""
    _permit(by)
    row = _locked(unit, version)
    row.description = _line(description)
    row.full_clean()
    row.save(update_fields=["description"])
    audit.record("unit.changed", row, by)
    return row


@transaction.atomic
def rename_unit(*, unit: Unit, by: User, code: str, valid_from: date, version: int | None = None) -> Unit:
    """Another code from a day on; the codes before it stay."""
    _permit(by)
    row = _locked(unit, version)
    audit.serialise()
    new = _new_unit_code(row, code, valid_from)
    audit.record("unit.renamed", row, by, code=new.pk, valid_from=valid_from)
    return row


def _new_unit_code(unit: Unit, code: str, valid_from: date) -> UnitCode:
    others = UnitCode.objects.select_related("unit")
    code = checked_code(_line(code), valid_from, owner=unit, codes=list(others.order_by("pk")))
    new = UnitCode(unit=unit, code=code, valid_from=valid_from)
    new.full_clean()
    new.save()
    return new


# --- Deployments ---------------------------------------------------------------------------------


@transaction.atomic
def deploy(
    *, by: User, position: Position, unit: Unit | None, first_day: date, last_day: date | None
) -> Deployment:
    """A camera stands somewhere from a day on. Without `unit`: the fixed camera of the position."""
    _permit(by)
    place = _locked(position, None)
    device = _locked(unit, None) if unit else None
    deployment = Deployment(position=place, unit=device, first_day=first_day, last_day=last_day)
    deployment.full_clean()
    _check_fixed(deployment)
    deployment.save()
    audit.record(
        "deployment.started",
        deployment,
        by,
        position=place.pk,
        unit=device.pk if device else None,
        first_day=first_day,
        last_day=last_day,
    )
    return deployment


@transaction.atomic
def end_deployment(
    *, deployment: Deployment, by: User, last_day: date, version: int | None = None
) -> Deployment:
    """The last day on which the camera stood or will stand there; a later correction is an event too."""
    _permit(by)
    _locked(deployment.position, None)
    if deployment.unit:
        _locked(deployment.unit, None)
    row = _locked(deployment, version)
    row.last_day = last_day
    row.full_clean()
    _check_fixed(row)
    row.save(update_fields=["last_day"])
    audit.record("deployment.ended", row, by, position=row.position_id, unit=row.unit_id, last_day=last_day)
    return row


def _check_fixed(deployment: Deployment) -> None:
    """Without a unit the place must be one for a fixed camera, and hold one such camera at a time."""
    if deployment.unit_id:
        return
    if deployment.position.kind != Position.Kind.FIXED:
        raise ValidationError({"unit": "Kies een unit: dit is een plek voor een mobiele unit."})
    others = Deployment.objects.filter(position=deployment.position, unit=None).exclude(pk=deployment.pk)
    others = others.filter(models.Q(last_day=None) | models.Q(last_day__gte=deployment.first_day))
    if deployment.last_day:
        others = others.filter(first_day__lte=deployment.last_day)
    if other := others.first():
        until = f"tot en met {other.last_day:%d-%m-%Y}" if other.last_day else "tot nader bericht"
        raise ValidationError(
            {"first_day": f"De vaste camera staat hier al vanaf {other.first_day:%d-%m-%Y} {until}."}
        )


# --- Asking first --------------------------------------------------------------------------------


def version_of(row: Area | Position | Unit | Deployment) -> int:
    """What a form keeps, to see later whether a colleague changed the row: its version or last event."""
    if isinstance(row, Area | Position):
        return row.version
    return audit.events_of(row).values_list("seq", flat=True).first() or 0


def _permit(by: User) -> None:
    if not may(by, Perm.EDIT_AREAS):
        names = who(Perm.EDIT_AREAS)
        raise NotAllowed(
            [
                Finding(
                    code="functie",
                    message=f"Gebieden en posities vastleggen hoort niet bij uw functie. Dit doet: {names}.",
                    who=names,
                )
            ]
        )


def _locked(row: Row, version: int | None) -> Row:
    """The row as it now is, locked until the transaction ends. Raises Conflict as the module says."""
    now = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if version is not None and version_of(now) != version:
        last = audit.events_of(now).first()
        someone = last.actor_name if last else "Iemand anders"
        raise Conflict(
            [
                Finding(
                    code="versie",
                    message=f"{someone} heeft dit intussen gewijzigd. Kijk wat er is veranderd voordat u "
                    "opnieuw opslaat. Uw tekst staat nog op dit scherm.",
                )
            ]
        )
    return now


def _save(row: Area | Position) -> None:
    row.version += 1
    row.full_clean()
    row.save()


def _line(text: str) -> str:
    """Text on one line, without spaces at the ends."""
    return " ".join(text.split())
