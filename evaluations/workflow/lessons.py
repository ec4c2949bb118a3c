"""What a mobile use taught."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.models import User
from decisions import states
from decisions.models import DesignatedArea
from decisions.tasks import OVER

from ..lessons import mobile_uses
from ..models import Lesson
from .asking import permit

ONE_AT_LEAST = "Schrijf op wat goed ging of wat beter kan. Een van de twee is genoeg."
NOT_MOBILE = "Lessen horen bij een vastgesteld besluit over mobiel cameratoezicht."
NOT_OVER = "Deze inzet is nog niet voorbij. Leg de lessen vast na de laatste dag."
TWICE = "Deze les is al vastgelegd."


@transaction.atomic
def record_lesson(
    *, designated_area: DesignatedArea, by: User, went_well: str = "", improve: str = ""
) -> Lesson:
    """What went well, what can be better, or both, once a mobile use is over."""
    permit(by)
    use = states.with_terms(mobile_uses().filter(pk=designated_area.pk)).first()
    if use is None:
        raise ValidationError(NOT_MOBILE)
    if states.state_on(use, timezone.localdate()) not in OVER:
        raise ValidationError(NOT_OVER)
    found = Lesson(designated_area=use, went_well=went_well.strip(), improve=improve.strip(), recorded_by=by)
    if not found.went_well and not found.improve:
        raise ValidationError(ONE_AT_LEAST)
    found.full_clean()
    DesignatedArea.objects.select_for_update().get(pk=use.pk)
    if use.lessons.filter(went_well=found.went_well, improve=found.improve).exists():
        raise ValidationError(TWICE)
    found.save()
    audit.record("lesson.recorded", found, by, designated_area=use.pk, decision=use.decision_id)
    return found
