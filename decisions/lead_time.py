"""The time between adoption and publication, held against the house rule (domein.md 2.2, defect 2)."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from almere_camera.models import HouseRule

from .models import Decision


def agreed_days(day: date) -> int | None:
    """The calendar days that may pass from adoption to publication, by the house rule of that day."""
    held = HouseRule.objects.filter(key=HouseRule.Key.LEAD_DAYS).valid_on(day).order_by("valid_from").last()
    return int(held.value) if held else None


def exceeded(decision: Decision) -> str:
    """What a person reads when publication took longer than agreed; empty when it did not, or is unknown."""
    record = decision.publication
    if decision.signed_on is None or record is None or record.published_on is None or decision.historical:
        return ""
    days, agreed = (record.published_on - decision.signed_on).days, agreed_days(decision.signed_on)
    if agreed is None or days <= agreed:
        return ""
    return (
        f"Het besluit is op {date_format(record.published_on, 'j F Y')} uitgegeven, {days} dagen na de "
        f"vaststelling. De afspraak is hoogstens {agreed} {'dag' if agreed == 1 else 'dagen'}."
    )
