"""The whole dossier of a case in one zip: for an auditor, a court or the archive.

Per document the manifest says whether it may become public ('openbaar'), and if not, why. What the
person who asks may not read is left out, and named. On the same day the same dossier gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from almere_camera import audit
from almere_camera.models import User
from almere_camera.roles import Perm, may, who
from almere_camera.uploads import download_name, type_of

from .blocks import document_from_json
from .documents import render_text
from .events import facts_in_words
from .models import AdoptedText, Decision, Evidence, SavedVersion
from .retention import destroyed_files

FIXED = (1980, 1, 1, 0, 0, 0)  # the time of every entry: a zip of the same files is the same
PEOPLE = "Er staan namen van medewerkers of deelnemers in."
SIGNATURE = "Er staat een handtekening op."
CONFIDENTIAL = "Het stuk is vertrouwelijk."
OBJECTOR = "Er staan persoonsgegevens van een indiener in."
DRAFTS = "Een concept is geen besluit."
LOST = "Het bestand staat niet meer op de server."
READ_ME = """Dossier van {kenmerk}: {title}

Opgebouwd op {day}. In manifest.json staat per document wat het is, of het openbaar mag zijn en zo niet
waarom. Met SHA256SUMS gaat u na of alles heel is: sha256sum --check SHA256SUMS
{left_out}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document; `secret` is why it may not become public, empty when it may."""

    name: str
    about: str
    content: bytes
    secret: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the asker may not read, is destroyed or has been lost."""

    about: str
    why: str


def dossier_zip(decision: Decision, by: User) -> bytes:
    """Everything of this case that this person may read. Reading is recorded by the caller."""
    found = list(_documents(decision, by))
    entries = [one for one in found if isinstance(one, Entry)]
    left_out = [one for one in found if isinstance(one, LeftOut)]
    entries.insert(0, _read_me(decision, left_out))
    entries.append(_manifest(decision, entries, left_out))
    sums = "".join(f"{hashlib.sha256(e.content).hexdigest()}  {e.name}\n" for e in entries)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*((e.name, e.content) for e in entries), ("SHA256SUMS", sums.encode())]:
            archive.writestr(zipfile.ZipInfo(name, FIXED), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _documents(decision: Decision, by: User) -> Iterator[Entry | LeftOut]:
    for adopted in decision.adopted_texts.order_by("pk"):
        yield from _adopted(adopted)
    yield from _case(decision, by)
    for number, piece in enumerate(decision.evidence.order_by("pk"), 1):
        yield _evidence(number, piece, by)
    yield from _versions(decision)
    yield _events(decision)
    yield _objections(decision, by)


# --- What was adopted ----------------------------------------------------------------------------


def _adopted(adopted: AdoptedText) -> Iterator[Entry | LeftOut]:
    folder, about = f"vastgesteld/{adopted.kind}", adopted.get_kind_display()
    # A closing is not published: it names why somebody's request led to nothing.
    secret = "Een afsluiting wordt niet bekendgemaakt." if adopted.kind == AdoptedText.Kind.CLOSING else ""
    yield Entry(name=f"{folder}.pdf", about=f"{about}, PDF", content=bytes(adopted.pdf), secret=secret)
    for suffix, words in (("json", adopted.blocks), ("html", adopted.html), ("txt", adopted.text)):
        yield Entry(
            name=f"{folder}.{suffix}", about=f"{about}, {suffix}", content=words.encode(), secret=secret
        )
    if adopted.signed_copy:
        yield _signed_copy(adopted, f"{about}, getekend exemplaar")


def _signed_copy(adopted: AdoptedText, about: str) -> Entry | LeftOut:
    content = _stored(adopted.signed_copy)
    if content is None:
        return LeftOut(about=about, why=LOST)
    if hashlib.sha256(content).hexdigest() != adopted.signed_copy_sha256:
        return LeftOut(about=about, why="Het bestand is niet meer gelijk aan wat is geregistreerd.")
    name = download_name(f"{adopted.kind}-getekend", type_of(content))
    return Entry(name=f"vastgesteld/{name}", about=about, content=content, secret=SIGNATURE)


def _stored(file: models.fields.files.FieldFile) -> bytes | None:
    try:
        with file.open("rb") as opened:
            return bytes(opened.read())
    except FileNotFoundError:
        return None


# --- What was written ----------------------------------------------------------------------------


def _case(decision: Decision, by: User) -> Iterator[Entry]:
    """The rows of the case, a file per kind, with the Dutch names of their fields."""
    yield _rows("zaak", "De zaak", [decision], PEOPLE)
    for name, about, relation in (
        ("vraag", "De vraag om cameratoezicht", "request"),
        ("afweging", "De afweging", "assessment"),
        ("afsluiting", "Voorstel om af te sluiten of in te trekken", "closure"),
        ("toets-achteraf", "Toets achteraf", "review_afterwards"),
    ):
        if (row := getattr(decision, relation, None)) is not None:
            yield _rows(name, about, [row], PEOPLE)
    for relation, about, secret in (
        ("designated_areas", "Aangewezen gebieden", ""),
        ("judgements", "Oordeel per criterium", DRAFTS),
        ("facts", "Feiten met hun bron", DRAFTS),
        ("measures", "Andere maatregelen", DRAFTS),
        ("consultations", "Overleg met de driehoek", PEOPLE),
        ("evidence", "Lijst van stukken", CONFIDENTIAL),
        ("acknowledgements", "Bevestigde waarschuwingen", PEOPLE),
        ("remarks", "Opmerkingen per ronde", PEOPLE),
        ("publications", "Publicaties", ""),
        ("comparisons", "Vergelijkingen met de bekendmaking", PEOPLE),
        ("interruptions", "Schorsing, herroeping en vernietiging", ""),
    ):
        rows = getattr(decision, relation).order_by("pk")
        if relation == "evidence" and not may(by, Perm.VIEW_CONFIDENTIAL):
            rows = rows.filter(confidential=False)
        if rows:
            name = str(rows.model._meta.verbose_name_plural).replace(" ", "-")
            yield _rows(name, about, rows, secret)


def _rows(name: str, about: str, rows: Iterable[models.Model], secret: str) -> Entry:
    content = _json([_told(row) for row in rows])
    return Entry(name=f"gegevens/{name}.json", about=about, content=content, secret=secret)


def _told(row: models.Model) -> dict[str, Any]:
    """A row in the words of its fields, and what stands beneath a consultation."""
    told = {str(field.verbose_name): _value(row, field) for field in row._meta.concrete_fields}
    if hasattr(row, "participants"):
        told["deelnemers"] = [_told(one) for one in row.participants.order_by("pk")]
    return told


def _value(row: models.Model, field: models.Field[Any, Any]) -> Any:
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    if isinstance(field, models.ForeignKey):
        value = getattr(row, field.name)
        return str(value) if value is not None else None
    value = field.value_from_object(row)
    return value.name if isinstance(value, models.fields.files.FieldFile) else value


def _evidence(number: int, piece: Evidence, by: User) -> Entry | LeftOut:
    if piece.confidential and not may(by, Perm.VIEW_CONFIDENTIAL):
        readers = who(Perm.VIEW_CONFIDENTIAL)
        return LeftOut(about=f"Stuk {number}", why=f"Vertrouwelijk. Wie het mag lezen: {readers}.")
    about = f"Stuk {number}: {piece.title}"
    if not piece.file:
        return LeftOut(about=about, why="Bij dit stuk is geen bestand.")
    if gone := destroyed_files(piece.decision).get(piece.pk):
        return LeftOut(about=about, why=f"Vernietigd op {timezone.localdate(gone):%d-%m-%Y}.")
    content = _stored(piece.file)
    if content is None:
        return LeftOut(about=about, why=LOST)
    name = download_name(piece.file_name or piece.title, piece.file_type)
    secret = CONFIDENTIAL if piece.confidential else ""
    return Entry(name=f"stukken/{number:02}-{name}", about=about, content=content, secret=secret)


def _versions(decision: Decision) -> Iterator[Entry]:
    saved = SavedVersion.objects.filter(decision=decision).order_by("number").select_related("saved_by")
    for version in saved.iterator():
        text = render_text(document_from_json(version.document))
        about = f"Versie {version.number} ({version.what}), {timezone.localtime(version.saved_at):%d-%m-%Y}"
        name = f"versies/{version.number:04}.txt"
        yield Entry(name=name, about=about, content=text.encode(), secret=DRAFTS)


def _events(decision: Decision) -> Entry:
    told = [
        {
            "volgnummer": event.seq,
            "wanneer": event.at,
            "wie": event.actor_name,
            "functie": event.actor_roles,
            "gebeurtenis": event.event,
            "gegevens": dict(facts_in_words(event.facts)),
            "hash": event.hash,
        }
        for event in audit.events_of(decision).order_by("seq")
    ]
    return Entry(name="logboek.json", about="Logboek van de zaak", content=_json(told), secret=PEOPLE)


def _objections(decision: Decision, by: User) -> Entry | LeftOut:
    about = "Bezwaren"
    if not may(by, Perm.OBJECTIONS):
        return LeftOut(about=about, why=f"Persoonsgegevens. Wie ze mag lezen: {who(Perm.OBJECTIONS)}.")
    rows = decision.objections.order_by("pk")
    return _rows("bezwaren", about, rows, OBJECTOR)


# --- The lists -----------------------------------------------------------------------------------


def _read_me(decision: Decision, left_out: list[LeftOut]) -> Entry:
    missing = "".join(f"- {one.about}: {one.why}\n" for one in left_out)
    text = READ_ME.format(
        kenmerk=decision.kenmerk,
        title=decision.title,
        day=f"{timezone.localdate():%d-%m-%Y}",
        left_out=f"\nNiet in dit bestand:\n{missing}" if missing else "",
    )
    return Entry(name="lees-mij.txt", about="Uitleg", content=text.encode())


def _manifest(decision: Decision, entries: list[Entry], left_out: list[LeftOut]) -> Entry:
    told = {
        "kenmerk": decision.kenmerk,
        "titel": decision.title,
        "toestand": decision.get_status_display(),
        "opgebouwd_op": timezone.localdate(),
        "documenten": [_listed(entry) for entry in entries],
        "niet_opgenomen": [{"wat": one.about, "waarom": one.why} for one in left_out],
    }
    return Entry(name="manifest.json", about="Deze lijst", content=_json(told))


def _listed(entry: Entry) -> Mapping[str, Any]:
    return {
        "bestand": entry.name,
        "wat": entry.about,
        "openbaar": "nee" if entry.secret else "ja",
        **({"waarom_niet": entry.secret} if entry.secret else {}),
        "bytes": len(entry.content),
        "sha256": hashlib.sha256(entry.content).hexdigest(),
    }


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=2, default=_plain).encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return str(value)  # of a date and a time: ISO 8601
