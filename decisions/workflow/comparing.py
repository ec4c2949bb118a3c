"""Comparing what was published with what was adopted: recorded as it is found (I13)."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from almere_camera import audit
from almere_camera.findings import Finding, NotAllowed, Refused
from almere_camera.models import User
from almere_camera.uploads import Checked

from .. import published, wording
from ..blocks import document_from_json
from ..models import AdoptedText, Comparison, Decision
from ..published import Published
from .asking import fault, locked, not_allowed, permit
from .transitions import TRANSITIONS

MOST_CHARACTERS = 500_000  # far above the longest decision
Pairs = list[tuple[str, str]]


def compare_publication(
    *, decision: Decision, by: User, text: str = "", upload: Checked | None = None
) -> Comparison:
    """Compare the published text or file with the adopted text, and record what differs, or nothing.

    What a publication changes by itself (spaces, quotes, list marks, its masthead) does not count.
    Raises Refused without a text, for a file that cannot be read or without an adopted text, never
    because of what differs. Besluit elektronische publicaties art. 2.1.
    """
    if refused := not_allowed(TRANSITIONS["compare_publication"], by):
        raise NotAllowed([refused])  # before a file of somebody who may not is read at all
    against: list[Finding] = []
    found = Published(text)
    if upload is not None:
        try:
            found = published.read(upload)
        except ValidationError as error:
            against += [fault("bestand", message) for message in error.messages]
    elif not text.strip():
        against.append(fault("tekst", "Kies een bestand of plak de tekst van de bekendmaking in het veld."))
    if len(found.text) > MOST_CHARACTERS:
        against.append(fault("tekst", "Deze tekst is te lang. Plak alleen de tekst van het besluit."))
    with transaction.atomic():
        case = locked(decision, decision.version)
        adopted = case.adopted_text
        if adopted is None:
            against.append(fault("vastgesteld", "Van dit besluit is geen vastgestelde tekst bewaard."))
        permit("compare_publication", case, by, against=against)
        if adopted is None:
            raise Refused(against)
        pairs = [] if _is_ours(adopted, upload) else deviations(case, adopted, found)
        record = Comparison.objects.create(
            decision=case,
            compared_by=by,
            source=found.source,
            published_text=found.text,
            published_sha256=upload.sha256 if upload else hashlib.sha256(text.encode()).hexdigest(),
            differences=[list(pair) for pair in pairs],
        )
        audit.record(
            "decision.publication_compared",
            case,
            by,
            comparison=record.pk,
            differences=len(pairs),
            published_sha256=record.published_sha256,
        )
        return record


def _is_ours(adopted: AdoptedText, upload: Checked | None) -> bool:
    """Whether the file is, byte for byte, one that was adopted."""
    ours = {adopted.pdf_sha256, adopted.html_sha256, adopted.text_sha256}
    return upload is not None and upload.sha256 in ours


def deviations(case: Decision, adopted: AdoptedText, found: Published) -> Pairs:
    """Where the publication differs from what was adopted and recorded: pairs of (ours, published)."""
    document = document_from_json(json.loads(adopted.blocks))
    pairs = _particulars(case, document.title, found)
    if found.text:
        pairs += wording.deviations(adopted.text, found.text, own=wording.own_lines(document))
    return pairs


def _particulars(case: Decision, title: str, found: Published) -> Pairs:
    """What the publication says of itself, beside our record; what either does not know is not compared."""
    record = case.publication
    ours = {
        "titel": title,
        "maker": settings.MUNICIPALITY,
        "nummer": record.number if record else "",
        "datum van uitgifte": record.published_on.isoformat() if record and record.published_on else "",
    }
    return [
        (f"{label}: {ours[label]}", f"{label}: {value}")
        for label, value in found.particulars.items()
        if ours[label] and wording.normalised(value) != wording.normalised(ours[label])
    ]
