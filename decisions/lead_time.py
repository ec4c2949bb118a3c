"""The time between adoption and publication, held against the house rule (domein.md 2.2, defect 2)."""

from __future__ import annotations

from django.utils.formats import date_format

from almere_camera.models import HouseRule

from .models import Decision


def exceeded(decision: Decision) -> str:
    """What a person reads when publication took longer than agreed; empty when it did not, or is unknown."""
    record = decision.publication
    if decision.signed_on is None or record is None or record.published_on is None or decision.historical:
        return ""
    try:
        agreed = HouseRule.value_on(HouseRule.Key.LEAD_DAYS, decision.signed_on)
    except HouseRule.DoesNotExist:
        return ""
    days = (record.published_on - decision.signed_on).days
    if days <= agreed:
        return ""
    return (
        f"Het besluit is op {date_format(record.published_on, 'j F Y')} uitgegeven, {days} dagen na de "
        f"vaststelling. De afspraak is hoogstens {agreed} {'dag' if agreed == 1 else 'dagen'}."
    )
