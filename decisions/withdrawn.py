"""What it means that an adopted decision was withdrawn before publication, and was published all the same."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format

from .models import Decision, Publication


def withdrawn_words(decision: Decision) -> str:
    """What follows from the withdrawal of this decision; empty when it was not withdrawn.

    A publication all the same is a fact that is recorded, and gives no ground: a decision takes effect by
    its publication (Awb 3:40), and this one no longer stood.
    """
    if not decision.is_withdrawn:
        return ""
    day = date_format(timezone.localdate(decision.closure.confirmed_at), "j F Y")
    said = f"Dit besluit is op {day} ingetrokken voordat het was bekendgemaakt. "
    publication = decision.publication
    if publication is None:
        return said + "Het treedt niet in werking, ook niet als het toch wordt geplaatst."
    placed = date_format(publication.published_on, "j F Y") if publication.published_on else "datum onbekend"
    said += (
        f"Toch is het geplaatst ({publication.number}, {placed}). Het treedt daardoor niet in werking en is "
        "geen grond om camera’s te gebruiken. "
    )
    if any(record.kind == Publication.Kind.RECTIFICATION for record in decision.publications.all()):
        return said + "De rectificatie is vastgelegd."
    return said + "Plaats een rectificatie in het Gemeenteblad en leg die hier vast."
