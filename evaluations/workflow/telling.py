"""That the council was informed: of an evaluation, a framework or a yearly report (hoofdstuk 7)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from almere_camera import audit
from almere_camera.findings import Finding, Refused
from almere_camera.models import User
from decisions.models import PolicyFramework

from ..assessing import Told, told_since
from ..models import AreaEvaluation, CouncilNotice, CouncilReport, FrameworkEvaluation
from .asking import has_happened, line, locked, permit

FIELDS: dict[type[Told], str] = {
    AreaEvaluation: "area_evaluation",
    FrameworkEvaluation: "framework_evaluation",
    PolicyFramework: "framework",
    CouncilReport: "report",
}
NOT_READY = "Rond eerst af waarover u de raad wilt informeren."
TOO_EARLY = "Deze dag ligt voor de dag waarop het klaar was."
TWICE = "Dit bericht is al vastgelegd."


def inform_council(*, about: Told, by: User, informed_on: date, document: str) -> CouncilNotice:
    """Record on which day and with which document the mayor informed the council. Append-only.

    Raises Refused while the evaluation or report is not completed, and for the same notice twice.
    """
    with transaction.atomic():
        permit(by)
        now = locked(about)
        since = told_since(now)
        if since is None:
            raise Refused([Finding(code="afgerond", message=NOT_READY)])
        has_happened("informed_on", informed_on)
        if informed_on < since:
            raise ValidationError({"informed_on": TOO_EARLY})
        values = {FIELDS[type(now)]: now, "informed_on": informed_on, "document": line(document)}
        if CouncilNotice.objects.filter(**values).exists():
            raise Refused([Finding(code="dubbel", message=TWICE)])
        notice = CouncilNotice(recorded_by=by, **values)
        notice.full_clean()
        notice.save(force_insert=True)
        audit.record(
            "council.informed", notice, by, informed_on=informed_on, about=f"{now._meta.model_name}:{now.pk}"
        )
        return notice
