"""That a safeguard was looked at, and that other technology is used."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from almere_camera import audit
from almere_camera.models import User

from ..models import Safeguard, SafeguardConfirmation, TechnologyChange
from .asking import has_happened, line, permit

WHAT_IS_WRONG = "Schrijf bij ‘Toelichting’ wat er niet in orde is."
TWICE = "Deze bevestiging is al vastgelegd. Kijk bij de geschiedenis van de waarborg."
SAME_TECHNOLOGY = "Deze technologie is al vastgelegd vanaf deze dag."


@transaction.atomic
def confirm_safeguard(
    *,
    safeguard: Safeguard,
    by: User,
    confirmed_on: date,
    party: str,
    in_order: bool,
    document: str = "",
    note: str = "",
    technology: TechnologyChange | None = None,
) -> SafeguardConfirmation:
    """A safeguard was found in order, or not, by a function or an organisation (never a person's name).

    `technology`: the new technology that was looked at before it was used; only for a DPIA and the like.
    """
    permit(by)
    has_happened("confirmed_on", confirmed_on)
    Safeguard.objects.select_for_update().get(pk=safeguard.pk)
    found = SafeguardConfirmation(
        safeguard=safeguard,
        confirmed_on=confirmed_on,
        party=line(party),
        in_order=in_order,
        document=line(document),
        note=line(note),
        technology=technology,
        recorded_by=by,
    )
    if not in_order and not found.note:
        raise ValidationError({"note": WHAT_IS_WRONG})
    if technology and not safeguard.at_new_technology:
        raise ValidationError({"technology": "Deze waarborg hangt niet af van nieuwe technologie."})
    found.full_clean()
    same = SafeguardConfirmation.objects.filter(
        safeguard=safeguard,
        confirmed_on=confirmed_on,
        party=found.party,
        in_order=in_order,
        document=found.document,
        note=found.note,
        technology=technology,
    )
    if same.exists():
        raise ValidationError(TWICE)
    found.save()
    audit.record(
        "safeguard.confirmed",
        found,
        by,
        safeguard=safeguard.pk,
        confirmed_on=confirmed_on,
        in_order=in_order,
        technology=technology.pk if technology else None,
    )
    return found


@transaction.atomic
def record_technology_change(*, by: User, from_day: date, what: str) -> TechnologyChange:
    """Other technology is used from a day on, which may be still to come: it asks for a new DPIA."""
    permit(by)
    found = TechnologyChange(from_day=from_day, what=line(what), recorded_by=by)
    found.full_clean()
    if TechnologyChange.objects.filter(from_day=from_day, what=found.what).exists():
        raise ValidationError({"what": SAME_TECHNOLOGY})
    found.save()
    audit.record("technology.recorded", found, by, from_day=from_day)
    return found
