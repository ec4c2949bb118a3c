"""Are the adopted texts still what was adopted? Their bytes, their files and the log are compared.

Reads only. The database refuses changes of its own accord (`decisions.frozen`); this finds what was
changed around it, by whoever can write in the tables, the files or a backup.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from almere_camera.models import AuditEvent

from .blocks import document_from_json
from .documents import PdfError, render_pdf
from .models import AdoptedText, Decision

FREEZING = (
    "decision.adopted",
    "decision.closed",
    "decision.withdrawn_before_publication",
    "decision.motivation_frozen",
)
PARTS = {"blocks": "De blokken", "html": "De HTML", "text": "De platte tekst", "pdf": "De PDF"}
HASHES = (*(f"{part}_sha256" for part in PARTS), "signed_copy_sha256")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found about one adopted text; without `faults` it is whole.

    `rendered_equal` says whether this version of the program makes the very same PDF of the blocks. It
    is for information: another version of a library may set a line differently. None: not tried.
    """

    label: str
    faults: tuple[str, ...]
    rendered_equal: bool | None = None


def verify_adopted(*, render: bool = True) -> Iterator[Outcome]:
    """Every adopted text, and every event that froze one, compared with each other.

    Changed columns, a changed or lost file, a hash that was changed along with its text, a text that
    was removed or added: each is a fault. `render`: also make the PDF again, a second or so each.
    """
    events = _freezing_events()
    texts = AdoptedText.objects.select_related("decision").order_by("pk")
    for adopted in texts.iterator():
        event = events.pop(adopted.pk, None)
        faults = (*_changed_bytes(adopted), *_changed_copy(adopted), *_against(adopted, event))
        yield Outcome(str(adopted), faults, _renders_equal(adopted) if render else None)
    for event in events.values():
        yield Outcome(event.object_label, (f"De tekst van gebeurtenis {event.seq} is weg.",))


def _freezing_events() -> dict[int, AuditEvent]:
    """By the number of the text that each froze."""
    events = AuditEvent.objects.filter(event__in=FREEZING, object_type=Decision._meta.label_lower).order_by(
        "seq"
    )
    return {int(e.facts["adopted_text"]): e for e in events if e.facts.get("adopted_text")}


def _changed_bytes(adopted: AdoptedText) -> Iterator[str]:
    for part, name in PARTS.items():
        value = getattr(adopted, part)
        content = value.encode() if isinstance(value, str) else bytes(value)
        if hashlib.sha256(content).hexdigest() != getattr(adopted, f"{part}_sha256"):
            yield f"{name} is niet meer wat is vastgesteld."


def _changed_copy(adopted: AdoptedText) -> Iterator[str]:
    if not adopted.signed_copy:
        if adopted.signed_copy_sha256:
            yield "Het getekende exemplaar is weg."
        return
    try:
        with adopted.signed_copy.open("rb") as stored:
            found = hashlib.file_digest(stored, "sha256").hexdigest()
    except OSError:
        yield "Het bestand van het getekende exemplaar kan niet worden gelezen."
        return
    if found != adopted.signed_copy_sha256:
        yield "Het getekende exemplaar is niet meer wat is geregistreerd."


def _against(adopted: AdoptedText, event: AuditEvent | None) -> Iterator[str]:
    """The text against the event that froze it, and the head of the log that stands in the text."""
    if event is None:
        yield "Er is geen gebeurtenis in het logboek waarmee deze tekst is vastgesteld."
        return
    if str(adopted.decision_id) != event.object_id:
        yield f"De tekst hoort volgens gebeurtenis {event.seq} bij een ander besluit."
    for name in HASHES:
        if getattr(adopted, name) != event.facts.get(name):
            yield f"De bewaarde hash ({name}) is een andere dan die in gebeurtenis {event.seq}."
    if _chain_head(adopted) != event.previous_hash:
        yield f"Het controlegetal in de tekst past niet op gebeurtenis {event.seq}."


def _chain_head(adopted: AdoptedText) -> str:
    try:
        return str(json.loads(adopted.blocks).get("chain_head", ""))
    except (ValueError, AttributeError):
        return ""


def _renders_equal(adopted: AdoptedText) -> bool:
    try:
        document = document_from_json(json.loads(adopted.blocks))
        return hashlib.sha256(render_pdf(document)).hexdigest() == adopted.pdf_sha256
    except (ValueError, KeyError, TypeError, AttributeError, PdfError):
        return False
