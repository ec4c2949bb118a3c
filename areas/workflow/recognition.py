"""What keeps the cameras recognisable and the houses out of the picture: signs, and checks of the blanking.

Both are facts: they are recorded when they have happened, never for a day to come (151c lid 6 and 7).
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.models import User
from almere_camera.uploads import Checked

from ..models import Area, MaskingCheck, Position, Sign
from .asking import line, locked, permit

TO_COME = "Deze dag moet nog komen. Leg het vast als het is gebeurd."


@transaction.atomic
def place_sign(*, by: User, area: Area, entrance: str, placed_on: date, photo: Checked | None) -> Sign:
    """A sign stands at an entrance of the area, from a day on, with a photo as proof (151c lid 6)."""
    permit(by)
    row = locked(area, None)
    sign = Sign(area=row, entrance=line(entrance), placed_on=placed_on)
    _has_happened("placed_on", placed_on)
    same = Sign.objects.filter(area=row, entrance__iexact=sign.entrance, removed_on=None)
    if sign.entrance and same.exists():
        raise ValidationError({"entrance": "Bij deze toegang staat al een bord."})
    sign.full_clean()
    if photo:
        sign.photo_sha256, sign.photo_type = photo.sha256, photo.content_type
        sign.photo.save("", ContentFile(photo.content), save=False)
    sign.save(force_insert=True)
    photo_sha256 = sign.photo_sha256
    audit.record("sign.placed", sign, by, area=row.pk, placed_on=placed_on, photo_sha256=photo_sha256)
    return sign


@transaction.atomic
def remove_sign(*, sign: Sign, by: User, version: int, removed_on: date) -> Sign:
    """The day on which the sign was taken away; a later correction is an event too."""
    permit(by)
    row = locked(sign, version)
    row.removed_on = removed_on
    _has_happened("removed_on", removed_on)
    row.version += 1
    row.full_clean()
    row.save(update_fields=["removed_on", "version"])
    audit.record("sign.removed", row, by, area=row.area_id, removed_on=removed_on)
    return row


@transaction.atomic
def check_masking(
    *, by: User, position: Position, checked_on: date, party: str, in_order: bool, note: str
) -> MaskingCheck:
    """That somebody looked whether the houses are out of the picture of this position (151c lid 7)."""
    permit(by)
    row = locked(position, None)
    check = MaskingCheck(
        position=row,
        checked_on=checked_on,
        party=line(party),
        in_order=in_order,
        note=line(note),
        recorded_by=by,
    )
    _has_happened("checked_on", checked_on)
    if not in_order and not check.note:
        raise ValidationError({"note": "Schrijf op wat er niet goed is en wat daaraan gebeurt."})
    check.full_clean()
    check.save(force_insert=True)
    audit.record("masking.checked", row, by, check=check.pk, checked_on=checked_on, in_order=in_order)
    return check


def _has_happened(field: str, day: date) -> None:
    """Raises ValidationError for a day that is still to come."""
    if day > timezone.localdate():
        raise ValidationError({field: TO_COME})
