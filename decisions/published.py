"""What was published, read from the file that the national system gives: XML, metadata, HTML, PDF or text.

The file is distrusted: nothing is fetched, nothing is unpacked, no entity is expanded. Out come the
lines of the decision and the particulars that the publication states of itself (domein.md 3.2, 3.3).
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError

import pypdf
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError

from almere_camera.uploads import MARKUP, PDF, Checked

MOST_PAGES = 300
EDGE_LINES = 3  # of a page
# The particulars that are compared; the names as the publications write them, without their prefix.
PARTICULARS = {
    "title": "titel",
    "identifier": "nummer",
    "available": "datum van uitgifte",
    "creator": "maker",
}

# Of the XML of official publications: what is a line of its own, and what is left out.
LINES = {"al", "titel", "slotformulering", "functie", "naam", "dagtekening", "entry", "label"}
HEADING = "kop"
LEFT_OUT = {"metadata", "li.nr", "lidnr", "subtitel", "noot.nr"}
# Of HTML: elements that begin a new line, and those of which nothing is read.
HTML_LINES = {
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "br",
    "tr",
    "dt",
    "dd",
    "caption",
    "section",
}
HTML_NAMES = {"th", "dt"}  # what follows on the same line is their value
HTML_LEFT_OUT = {"script", "style", "head", "nav", "header", "footer", "template", "noscript", "svg"}


@dataclass(frozen=True, slots=True)
class Published:
    """The text of a publication, a line per paragraph; `particulars` what it says of itself, by label.

    `source` is the kind of file (a `Comparison.Source`).
    """

    text: str
    particulars: dict[str, str] = field(default_factory=dict)
    source: str = "geplakt"


def read(upload: Checked) -> Published:
    """Read a checked upload. Raises ValidationError, in Dutch, for what cannot be read."""
    if upload.content_type == PDF:
        return Published(_pdf_text(upload.content), source="pdf")
    text = _decoded(upload.content)
    if upload.content_type != MARKUP:
        return Published(text, source="tekst")
    if re.search(r"<html[\s>]|<!doctype\s+html", text[:4000], re.IGNORECASE):
        return Published(_html_text(text), source="html")
    return _from_xml(text)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError("Dit bestand heeft een tekenset die niet te lezen is. Sla het op als UTF-8.")


# --- XML -----------------------------------------------------------------------------------------


def _from_xml(text: str) -> Published:
    try:
        root = fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), forbid_dtd=True)
    except DefusedXmlException:
        raise ValidationError(
            "In dit XML-bestand staan eigen definities (DOCTYPE of ENTITY). Een publicatie heeft die niet; "
            "het bestand is daarom niet gelezen."
        ) from None
    except (ParseError, RecursionError):
        raise ValidationError("Dit XML-bestand is beschadigd: het is niet te lezen.") from None
    if _depth_over(root, 100):
        raise ValidationError("Dit XML-bestand is te diep genest om een publicatie te zijn.")
    particulars = _particulars(root)
    lines = [line for line in _xml_lines(_body(root)) if line]
    if not lines and not particulars:
        raise ValidationError("In dit XML-bestand staat geen tekst en geen gegeven van een publicatie.")
    return Published("\n".join(lines), particulars, source="xml" if lines else "metadata")


def _body(root: Element) -> Element:
    """The part with the decision: below the masthead of the Gemeenteblad, if there is one."""
    if _name(root) in {"metadata_gegevens", "owms-metadata", "metadata"}:
        return Element("leeg")
    return next((e for e in root.iter() if _name(e) == "gemeenteblad"), root)


def _xml_lines(element: Element) -> Iterator[str]:
    name = _name(element)
    if name in LEFT_OUT:
        return
    if name == HEADING:
        yield " ".join(" ".join(_words(part)) for part in element)
    elif name in LINES:
        yield " ".join(_words(element))
    else:
        for child in element:
            yield from _xml_lines(child)


def _words(element: Element) -> Iterator[str]:
    """The words of an element as they are read, without numbers that the layout sets."""
    if _name(element) in LEFT_OUT:
        return
    yield from (element.text or "").split()
    for child in element:
        yield from _words(child)
        yield from (child.tail or "").split()


def _particulars(root: Element) -> dict[str, str]:
    """Title, number, date and maker, from either form of metadata; the first of each counts."""
    found: dict[str, str] = {}
    for element in root.iter():
        key, value = element.get("name") or _name(element), element.get("content") or element.text
        short = key.rpartition(".")[2] if element.get("name") else key
        prefix = key.rpartition(".")[0].lower()
        known = short in PARTICULARS and (element.get("name") is None or prefix in {"dc", "dcterms"})
        inside = element.get("name") is not None or "}" in element.tag
        if known and inside and value and value.strip():
            found.setdefault(PARTICULARS[short], " ".join(value.split()))
    return found


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _depth_over(root: Element, most: int) -> bool:
    level = [root]
    for _ in range(most):
        level = [child for element in level for child in element]
    return bool(level)


# --- HTML ----------------------------------------------------------------------------------------


class _HtmlText(HTMLParser):
    """The text between the tags, a line per block; when there is a <main>, only what stands in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.main: list[str] | None = None
        self._left_out = 0
        self._in_main = False

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in HTML_LEFT_OUT:
            self._left_out += 1
        elif tag == "main":
            self._in_main, self.main = True, self.main or []
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in HTML_LEFT_OUT:
            self._left_out = max(0, self._left_out - 1)
        elif tag == "main":
            self._in_main = False
        if tag in HTML_NAMES:
            self._say(": ")
        self._break("" if tag == "dt" else tag)

    def handle_data(self, data: str) -> None:
        self._say(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in HTML_LINES:
            self._say("\n")

    def _say(self, words: str) -> None:
        if self._left_out:
            return
        self.pieces.append(words)
        if self._in_main and self.main is not None:
            self.main.append(words)


def _html_text(text: str) -> str:
    parser = _HtmlText()
    parser.feed(text)
    parser.close()
    return _joined("".join(parser.main or parser.pieces).split("\n"))


# --- PDF -----------------------------------------------------------------------------------------


def _pdf_text(content: bytes) -> str:
    """The text of all pages, without what stands at the edge of every page."""
    try:
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        if len(pages) > MOST_PAGES:
            raise ValidationError(f"Dit PDF-bestand heeft meer dan {MOST_PAGES} bladzijden.")
        read_pages = [page.extract_text().splitlines() for page in pages]
    except ValidationError:
        raise
    except Exception:  # a hostile PDF breaks its reader in any way it likes
        raise ValidationError("Dit PDF-bestand is niet te lezen. Kies een ander bestand.") from None
    lines = _without_edges([[line.strip() for line in page if line.strip()] for page in read_pages])
    if not lines:
        raise ValidationError("In dit PDF-bestand staat geen tekst, alleen beeld. Kies de tekst of de HTML.")
    return _joined(lines)


def _without_edges(pages: list[list[str]]) -> list[str]:
    """Leave out the first and last lines that come back on (almost) every page, whatever number they hold.

    The first page may have a masthead of its own.
    """
    for edge in (0, -1):
        for _ in range(EDGE_LINES):
            signs = Counter(_sign(page[edge]) for page in pages if page)
            sign, times = signs.most_common(1)[0] if signs else ("", 0)
            if times < max(2, len(pages) - 1):
                break
            for page in pages:
                if page and _sign(page[edge]) == sign:
                    page.pop(edge)
    return [line for page in pages for line in page]


def _sign(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line.strip() for line in lines if line.strip())
