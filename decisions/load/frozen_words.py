"""The frozen text of an invented decision: real blocks, a few sentences, and one PDF for all of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings

from ..blocks import Block, Document, Kind
from ..documents import render_text
from ..models import Decision


def fields(case: Decision, names: Sequence[str], last_day: date | None) -> dict[str, Any]:
    """The columns of an `AdoptedText` that hold the text, with their hashes."""
    document = _document(case, names, last_day)
    blocks = json.dumps(document.as_json(), ensure_ascii=False)
    text = render_text(document)
    html = f"<!doctype html>\n<html lang=nl><title>{document.title}</title>\n<pre>{text}</pre>\n"
    told = {"blocks": blocks, "html": html, "text": text}
    hashes = {f"{name}_sha256": _sha256(value.encode()) for name, value in told.items()}
    return {**told, **hashes, "pdf": blank_pdf(), "pdf_sha256": _sha256(blank_pdf())}


def _document(case: Decision, names: Sequence[str], last_day: date | None) -> Document:
    where = " en ".join(names)
    term = f"Dit besluit geldt tot en met {last_day:%d-%m-%Y}." if last_day else "Het toezicht eindigt."
    blocks = (
        Block(kind=Kind.TITLE, key="opschrift", text=case.title),
        Block(kind=Kind.PREAMBLE, key="aanhef", text="De burgemeester van Almere,"),
        Block(kind=Kind.RECITAL, key="overweging.1", text="het is ’s avonds onrustig in dit gebied."),
        Block(kind=Kind.ARTICLE, key="artikel.1", number="1", text="Aangewezen gebied"),
        Block(kind=Kind.PARAGRAPH, key="artikel.1.1", text=f"Aangewezen is het gebied {where}."),
        Block(kind=Kind.ARTICLE, key="artikel.2", number="2", text="Termijn"),
        Block(kind=Kind.PARAGRAPH, key="artikel.2.1", text=term),
    )
    return Document(
        title=case.title,
        kenmerk=case.kenmerk,
        blocks=blocks,
        moment=f"{case.signed_on}T12:00:00+01:00",
        author="de burgemeester van Almere",
        municipality=settings.MUNICIPALITY,
    )


@cache
def blank_pdf() -> bytes:
    """The smallest valid PDF: one empty A4 page."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
    )
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(made))
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
