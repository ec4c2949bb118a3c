"""One zip with everything that communications needs to publish an adopted text.

Made from the frozen blocks and the frozen rows only: the same text, day of publication and settings give
the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from almere_camera.models import EqualledHoliday
from decisions.blocks import Document, document_from_json
from decisions.documents.picture import svg_to_png

from ..models import AdoptedText, Decision, DropSetup, Publication
from ..states import HouseRules
from ..withdrawn import withdrawn_words
from . import metadata, places, plain
from .metadata import Field, Sheet
from .paragraphs import Paragraph, Placing, paragraphs
from .word import stamp, word_file

PUBLISHED_KINDS = tuple(metadata.WORDS)
SUMS, MANIFEST = "SHA256SUMS", "manifest.json"


class PackageError(Exception):
    """The package was not made; the message says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the package, with what it is for."""

    name: str
    about: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Package:
    """The zip and its name."""

    name: str
    content: bytes


def text_to_publish(decision: Decision, kind: str = AdoptedText.Kind.DECISION) -> AdoptedText | None:
    """The frozen text of this kind, if it is one that is published (a closing is not)."""
    if kind not in PUBLISHED_KINDS:
        return None
    return decision.adopted_texts.filter(kind=kind).order_by("-pk").first()


def other_texts(adopted: AdoptedText) -> list[AdoptedText]:
    """The other frozen texts of the same decision that are published: its late motivation, or itself."""
    texts = AdoptedText.objects.filter(decision=adopted.decision_id, kind__in=PUBLISHED_KINDS)
    return list(texts.exclude(kind=adopted.kind).only("kind", "decision_id").order_by("pk"))


def sheet_of(adopted: AdoptedText, on: date | None = None) -> Sheet:
    """All that the metadata and the package are made of, in a fixed number of queries.

    `on`: the day on which it is meant to be published; a recorded day goes before it. Raises PackageError
    when the frozen blocks are no longer what was adopted, and for a decision that was withdrawn.
    """
    decision = adopted.decision
    if words := withdrawn_words(decision):
        raise PackageError(words)
    document = _document(adopted)
    drawn = document
    if adopted.kind == AdoptedText.Kind.MOTIVATION and (own := text_to_publish(decision)):
        drawn = _document(own)
    record = _record(adopted)
    day = (record and record.published_on) or on or timezone.localdate()
    designated = list(decision.designated_areas.order_by("pk"))
    return Sheet(
        adopted=adopted,
        decision=decision,
        document=document,
        designated=designated,
        places=places.places_of(drawn, designated),
        maps=places.maps_of(document),
        setup=DropSetup.on(day),
        record=record,
        on=day,
        rules=HouseRules(),
        equalled=frozenset(EqualledHoliday.objects.values_list("day", flat=True)),
    )


def publication_package(sheet: Sheet) -> Package:
    """The zip. Raises PackageError when something frozen or the template has been changed since."""
    adopted, moment = sheet.adopted, datetime.fromisoformat(sheet.document.moment)
    files = list(_files(sheet))
    files.append(File(MANIFEST, "Alle bestanden met hun hash", _manifest(sheet, files)))
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files).encode()
    files.append(File(SUMS, "Om na te gaan of alles heel is aangekomen", sums))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for file in files:
            package.writestr(stamp(file.name, moment), file.content)
    word = "publicatie" if adopted.kind == AdoptedText.Kind.DECISION else "publicatie-motivering"
    return Package(f"{word}-{_fit(sheet.document.kenmerk)}.zip", out.getvalue())


# --- The files -----------------------------------------------------------------------------------


def _files(sheet: Sheet) -> Iterator[File]:
    adopted, document = sheet.adopted, sheet.document
    word = metadata.WORDS[AdoptedText.Kind(adopted.kind)]
    written = paragraphs(document, Placing(sheet.setup.remedies))
    drawings = svg_to_png([one.svg for one in sheet.maps])
    pictures = {one.key: png for one, png in zip(sheet.maps, drawings, strict=True)}
    yield File(f"{word}.pdf", "De vastgestelde tekst, zoals ondertekend", _pdf(adopted))
    yield File(f"{word}.docx", "Om in DROP te importeren", _word(sheet, written, pictures))
    names = {one.key: f"kaarten/{one.file_name}.png" for one in sheet.maps}
    html = plain.html_of(written, title=document.title, pictures=names)
    yield File(f"{word}.html", "De tekst als kale webpagina", html.encode())
    yield File(f"{word}.txt", "De tekst om te kopiëren", plain.text_of(written).encode())
    fields = metadata.fields_of(sheet)
    page = render_to_string("decisions/publication/sheet.html", {"document": document, "fields": fields})
    yield File("metadata.html", "De gegevens voor DROP, om te lezen", page.encode())
    yield File("metadata.json", "De gegevens voor DROP, voor een computer", _json(_told(sheet, fields)))
    for place in sheet.places:
        name = f"gebieden/{place.file_name}"
        yield File(f"{name}.wkt", f"Grens van {place.name} in RD-coördinaten", f"{place.wkt}\n".encode())
        about = f"Grens van {place.name} in graden (WGS84)"
        yield File(f"{name}.geojson", about, place.geojson(document.kenmerk))
    for one in sheet.maps:
        name = f"kaarten/{one.file_name}"
        yield File(f"{name}.svg", "Kaart die scherp blijft", one.svg.encode())
        yield File(f"{name}.png", "Kaart als afbeelding", pictures[one.key])
        yield File(f"{name}.txt", "Kaart in woorden (alternatieve tekst)", f"{one.alt}\n".encode())


def _record(adopted: AdoptedText) -> Publication | None:
    """The record of the publication of this text that was not corrected since."""
    if adopted.kind == AdoptedText.Kind.DECISION:
        return adopted.decision.publication
    records = [p for p in adopted.decision.publications.all() if p.kind == Publication.Kind.MOTIVATION]
    replaced = {record.replaces_id for record in records}
    return next((record for record in records if record.pk not in replaced), None)


def _document(adopted: AdoptedText) -> Document:
    content = adopted.blocks.encode()
    if hashlib.sha256(content).hexdigest() != adopted.blocks_sha256:
        raise PackageError("De tekst is niet meer gelijk aan wat is vastgesteld. Meld dit bij de beheerder.")
    return document_from_json(json.loads(content))


def _pdf(adopted: AdoptedText) -> bytes:
    content = bytes(adopted.pdf)
    if hashlib.sha256(content).hexdigest() != adopted.pdf_sha256:
        raise PackageError("De PDF is niet meer gelijk aan wat is vastgesteld. Meld dit bij de beheerder.")
    return content


def _word(sheet: Sheet, written: list[Paragraph], pictures: dict[str, bytes]) -> bytes:
    shown = pictures if sheet.setup.map_in_word else {}
    template = _template(sheet.setup)
    try:
        return word_file(
            written, sheet.document, styles=sheet.setup.styles, pictures=shown, template=template
        )
    except KeyError as error:
        raise PackageError(f"In het sjabloon voor DROP ontbreekt de stijl {error}.") from error


def _template(setup: DropSetup) -> bytes:
    if not setup.template:
        return b""
    try:
        with setup.template.open("rb") as file:
            content: bytes = file.read()
    except OSError as error:
        raise PackageError("Het sjabloon voor DROP staat niet meer op de server.") from error
    if hashlib.sha256(content).hexdigest() != setup.template_sha256:
        raise PackageError("Het sjabloon voor DROP is veranderd sinds het is opgeslagen.")
    return content


def _told(sheet: Sheet, fields: list[Field]) -> dict[str, Any]:
    return {
        "kenmerk": sheet.document.kenmerk,
        "tekst": sheet.adopted.kind,
        "dag_van_bekendmaking": sheet.on.isoformat(),
        "velden": [field.as_json() for field in fields],
    }


def _manifest(sheet: Sheet, files: list[File]) -> bytes:
    adopted = sheet.adopted
    return _json(
        {
            "kenmerk": sheet.document.kenmerk,
            "titel": sheet.document.title,
            "tekst": adopted.kind,
            "vastgesteld_op": adopted.adopted_on.isoformat(),
            "dag_van_bekendmaking": sheet.on.isoformat(),
            "sha256_van_de_vastgestelde_tekst": adopted.blocks_sha256,
            "sha256_van_het_sjabloon": sheet.setup.template_sha256,
            "bestanden": [
                {"naam": f.name, "omschrijving": f.about, "bytes": len(f.content), "sha256": f.sha256}
                for f in files
            ],
        }
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _fit(name: str) -> str:
    """A kenmerk as part of a file name."""
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in name)[:80]
