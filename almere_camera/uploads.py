"""Files that people upload: distrusted, checked by content, kept under a name that tells nothing."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
OFFICE = "application/vnd.openxmlformats-officedocument"
TEXT = "text/plain"
MARKUP = "application/xml"
NAMES = {
    PDF: "PDF",
    PNG: "PNG",
    JPEG: "JPEG",
    OFFICE: "Word of Excel",
    TEXT: "platte tekst of CSV",
    MARKUP: "XML of HTML",
}
EXTENSIONS = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    OFFICE: (".docx", ".xlsx", ".pptx"),
    TEXT: (".txt", ".csv"),
}
UNFIT = re.compile(r"[^\w .,()+-]+")
EVIDENCE_TYPES = (PDF, PNG, JPEG, OFFICE, TEXT)
SIGNED_COPY_TYPES = (PDF, PNG, JPEG)
PUBLISHED_TYPES = (MARKUP, PDF, TEXT)


@dataclass(frozen=True, slots=True)
class Checked:
    """An upload that passed: its bytes, the type that its content shows, its hash and its own name."""

    content: bytes
    content_type: str
    sha256: str
    name: str


def checked(upload: UploadedFile, allowed: tuple[str, ...] = EVIDENCE_TYPES) -> Checked:
    """Read and judge an upload by size and content, never by its name.

    Raises ValidationError, in Dutch, for an empty file, one that is too big, or another type.
    """
    limit = settings.UPLOAD_MAX_BYTES
    if not upload.size:
        raise ValidationError("Dit bestand is leeg. Kies een ander bestand.")
    if upload.size > limit:
        raise ValidationError(
            f"Dit bestand is te groot ({upload.size / 1_048_576:.0f} MB). "
            f"Het mag hoogstens {limit // 1_048_576} MB zijn."
        )
    upload.seek(0)
    content = upload.read()
    content_type = type_of(content)
    if content_type not in allowed:
        kinds = ", ".join(NAMES[t] for t in allowed)
        raise ValidationError(f"Dit soort bestand kan hier niet. Kies een bestand van de soort: {kinds}.")
    return Checked(content, content_type, hashlib.sha256(content).hexdigest(), (upload.name or "")[-200:])


def download_name(name: str, content_type: str) -> str:
    """A name that is safe on any computer, with an extension that tells the truth about the type."""
    plain = fit(PurePosixPath(name.replace("\\", "/")).name)
    allowed = EXTENSIONS.get(content_type, (".bin",))
    return plain if plain.lower().endswith(allowed) else f"{plain}{allowed[0]}"


def fit(name: str) -> str:
    """A name without what a file system or a header stumbles over."""
    return UNFIT.sub("_", name).strip(" ._")[:120] or "bestand"


def type_of(content: bytes) -> str:
    """The type that the first bytes show; empty when it is none of ours."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in content[:4000]:
        return OFFICE
    if _is_text(content):
        return MARKUP if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else TEXT
    return ""


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return all(byte >= 32 or byte in b"\t\r\n" for byte in content[:4096])
    return True
