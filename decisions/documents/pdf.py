"""Blocks as PDF: one file that is both PDF/A-2a and PDF/UA-1.

WeasyPrint is imported where it is used: it takes half a second that most pages need not spend.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from almere_camera.printable import unprintable
from decisions.blocks import Document
from decisions.documents.html import RESOURCES, Layout, render_html

ADDRESS = "http://resources.invalid/"  # never looked up: the fetcher maps it to RESOURCES
VARIANT = "pdf/a-2a"
TYPES = {".css": "text/css", ".ttf": "font/ttf"}
# What WeasyPrint only warns of, and what breaks the decision for some reader.
FATAL = {
    ".notdef": "een teken komt niet voor in het lettertype",
    "No anchor": "een verwijzing wijst naar iets dat niet in de tekst staat",
    "no required alt": "een afbeelding heeft geen tekst die haar vervangt",
    "Failed to load": "een bestand van de opmaak is niet geladen",
}


class PdfError(Exception):
    """The PDF was not made, because it would not be complete or not accessible."""


def render_pdf(document: Document, layout: Layout = "besluit") -> bytes:
    """The document as PDF; the same document gives the same bytes. Raises PdfError."""
    return html_to_pdf(render_html(document, layout))


def html_to_pdf(html: str) -> bytes:
    """A page of ours as PDF, or PdfError with the reason why it would not be complete."""
    if wrong := unprintable(html):
        codes = ", ".join(f"‘{c}’ (U+{ord(c):04X})" for c in wrong[:10])
        raise PdfError(f"De PDF is niet gemaakt: het lettertype kent deze tekens niet: {codes}.")
    with _warnings() as warnings:
        pdf = _write(html)
    for warning in warnings:
        for sign, meaning in FATAL.items():
            if sign in warning:
                raise PdfError(f"De PDF is niet gemaakt: {meaning} ({warning}).")
    return pdf


def _write(html: str) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    from decisions.documents.fetcher import ResourceFetcher
    from decisions.documents.finisher import finish

    fetcher = ResourceFetcher(root=RESOURCES, address=ADDRESS, types=TYPES)
    fonts = FontConfiguration()
    try:
        css = CSS(url=f"{ADDRESS}fonts.css", url_fetcher=fetcher, font_config=fonts)
        page = HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher)
        pdf: bytes = page.write_pdf(
            pdf_variant=VARIANT, stylesheets=[css], font_config=fonts, finisher=finish
        )
    except FatalURLFetchingError as error:  # a BaseException: nothing else would stop it
        raise PdfError(f"De PDF is niet gemaakt: {error}.") from error
    return pdf


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What WeasyPrint logs in this thread."""
    messages: list[str] = []
    thread = threading.get_ident()

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                messages.append(record.getMessage())

    logger, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield messages
    finally:
        logger.removeHandler(collector)
