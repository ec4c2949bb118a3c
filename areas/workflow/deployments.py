"""Which camera stands where, from when until when."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction

from almere_camera import audit
from almere_camera.models import User

from ..models import Deployment, Position, Unit
from .asking import locked, permit


@transaction.atomic
def deploy(
    *, by: User, position: Position, unit: Unit | None, first_day: date, last_day: date | None
) -> Deployment:
    """A camera stands somewhere from a day on. Without `unit`: the fixed camera of the position."""
    permit(by)
    place = locked(position, None)
    device = locked(unit, None) if unit else None
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
    permit(by)
    locked(deployment.position, None)
    if deployment.unit:
        locked(deployment.unit, None)
    row = locked(deployment, version)
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
