"""Suggested titles, as the municipality names its decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..models import DecisionKind, Variant
from . import dutch

BASE = "tijdelijk cameratoezicht"
LONGEST = 200  # of the column


def title_for(kind: str, variant: str, areas: Iterable[str], *, day: date | None = None) -> str:
    """'Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark'; the kind of decision stands in front.

    The municipality dates the titles of mobile use only ('... Hofmark 14 december 2023'): there the
    same street may return; `day` is left out of the others.
    """
    where = dutch.enumeration(dict.fromkeys(str(area).strip() for area in areas if str(area).strip()))
    subject = f"{BASE} {where}".strip()
    if day and variant == Variant.MOBILE:
        subject += f" {dutch.date_words(day)}"
    patterns = {
        DecisionKind.START: "Aanwijzingsbesluit {}",
        DecisionKind.EXTEND: "Aanwijzingsbesluit verlenging {}",
        DecisionKind.CHANGE: "Besluit tot wijziging van het aanwijzingsbesluit {}",
        DecisionKind.END: "Besluit tot intrekking van het aanwijzingsbesluit {}",
    }
    title = patterns[DecisionKind(kind)].format(subject)
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip(' ,')}…"
