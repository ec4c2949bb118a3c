"""What a position is for besides seeing incidents: recorded with who needs it, and ended, never erased."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from almere_camera import audit
from almere_camera.models import User
from areas.models import Position

from ..models import PositionPurpose
from .asking import has_happened, line, locked, permit, save


@transaction.atomic
def record_purpose(
    *,
    position: Position,
    by: User,
    description: str,
    public_order: bool,
    owner: str,
    valid_from: date,
    source: str = "",
) -> PositionPurpose:
    """Another specific purpose of a position, from a day on (beleidskader, hoofdstuk 7)."""
    permit(by)
    has_happened("valid_from", valid_from)
    purpose = PositionPurpose(
        position=position,
        description=line(description),
        public_order=public_order,
        owner=line(owner),
        valid_from=valid_from,
        source=line(source),
        recorded_by=by,
    )
    purpose.full_clean()
    purpose.save(force_insert=True)
    audit.record(
        "purpose.recorded",
        purpose,
        by,
        position=position.pk,
        valid_from=valid_from,
        public_order=public_order,
    )
    return purpose


@transaction.atomic
def end_purpose(*, purpose: PositionPurpose, by: User, version: int, valid_to: date) -> PositionPurpose:
    """The last day on which the position served this purpose."""
    permit(by)
    row = locked(purpose, version)
    has_happened("valid_to", valid_to)
    if valid_to < row.valid_from:
        raise ValidationError({"valid_to": f"Dit doel begon pas op {row.valid_from:%d-%m-%Y}."})
    row.valid_to = valid_to
    save(row)
    audit.record("purpose.ended", row, by, version=row.version, valid_to=valid_to)
    return row
