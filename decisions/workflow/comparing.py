"""Comparing what was published with what was adopted: recorded as it is found (I13)."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction

from almere_camera import audit
from almere_camera.findings import Refused
from almere_camera.models import User

from .. import wording
from ..blocks import document_from_json
from ..models import Comparison, Decision
from .asking import fault, locked, permit

MOST_CHARACTERS = 500_000  # far above the longest decision


def compare_publication(*, decision: Decision, by: User, text: str) -> Comparison:
    """Compare the published text with the adopted one, and record what differs, or that nothing does.

    What a publication changes by itself (spaces, quotes, list marks, its masthead) does not count.
    Raises Refused without a text or without an adopted text, never because of what differs.
    Besluit elektronische publicaties art. 2.1.
    """
    with transaction.atomic():
        case = locked(decision, decision.version)
        adopted = case.adopted_text
        against = []
        if not text.strip():
            against.append(fault("tekst", "Plak de tekst van de bekendmaking in het veld."))
        if len(text) > MOST_CHARACTERS:
            against.append(fault("tekst", "Deze tekst is te lang. Plak alleen de tekst van het besluit."))
        if adopted is None:
            against.append(fault("vastgesteld", "Van dit besluit is geen vastgestelde tekst bewaard."))
        permit("compare_publication", case, by, against=against)
        if adopted is None:
            raise Refused(against)
        own = wording.own_lines(document_from_json(json.loads(adopted.blocks)))
        found = wording.deviations(adopted.text, text, own=own)
        record = Comparison.objects.create(
            decision=case,
            compared_by=by,
            published_text=text,
            published_sha256=hashlib.sha256(text.encode()).hexdigest(),
            differences=[list(pair) for pair in found],
        )
        audit.record(
            "decision.publication_compared",
            case,
            by,
            comparison=record.pk,
            differences=len(found),
            published_sha256=record.published_sha256,
        )
        return record
