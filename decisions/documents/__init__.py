"""Blocks -> outputs. Knows nothing of the database; `decisions.text` makes the blocks."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from decisions.blocks import Document
from decisions.documents.html import Layout, render_html, render_preview
from decisions.documents.pdf import PdfError, render_pdf
from decisions.documents.plaintext import render_text

__all__ = [
    "Frozen",
    "Layout",
    "PdfError",
    "canonical_json",
    "freeze",
    "render_html",
    "render_pdf",
    "render_preview",
    "render_text",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What is kept of an adopted document; `sha256` is the hexadecimal hash of each, by name."""

    json: bytes
    html: str
    pdf: bytes
    text: str
    sha256: dict[str, str]


def canonical_json(document: Document) -> bytes:
    """The one way to write a document as JSON, so that its hash means something."""
    return json.dumps(
        document.as_json(),
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    ).encode()


def freeze(document: Document) -> Frozen:
    """All outputs at once, with their hashes. The same document gives the same bytes."""
    if document.draft:
        raise ValueError("a draft is not frozen: its pages say CONCEPT")
    data, pdf = canonical_json(document), render_pdf(document)
    html, text = render_html(document), render_text(document)
    contents = {"json": data, "html": html.encode(), "pdf": pdf, "text": text.encode()}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    return Frozen(json=data, html=html, pdf=pdf, text=text, sha256=hashes)
