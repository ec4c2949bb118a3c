"""A text as the lint reads it: paragraphs with their place in the decision, from a file or from blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from ..blocks import Block, Document, Kind
from ..documents import render_text


class Part(Enum):
    """Where in a decision a paragraph stands (canonical structure, opschrift to bijlage)."""

    HEAD = auto()  # title, particulars, what a register adds above the text
    PREAMBLE = auto()  # organ, 'gelet op', 'gehoord'
    RECITALS = auto()
    ARTICLES = auto()
    SIGNATURE = auto()
    REMEDIES = auto()
    ANNEX = auto()  # bijlagen and toelichting


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph on one line. `line` is the first line it stood on; `starts` where each next one began."""

    text: str
    part: Part
    line: int
    key: str = ""
    starts: tuple[int, ...] = ()

    def line_at(self, offset: int) -> int:
        """The number of the line on which this character stood."""
        return self.line + sum(start <= offset for start in self.starts)

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each sentence or clause with its offset."""
        start = 0
        for end in (*(m.end() for m in _SENTENCE_END.finditer(self.text)), len(self.text)):
            if self.text[start:end].strip():
                yield start, self.text[start:end]
            start = end


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole text, in paragraphs; an excerpt says nothing by what it leaves out."""

    paragraphs: tuple[Paragraph, ...]
    excerpt: bool = False

    def of(self, *parts: Part) -> list[Paragraph]:
        """The paragraphs of these parts, in order."""
        return [p for p in self.paragraphs if p.part in parts]

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)

    @property
    def title(self) -> str:
        """The first line that names a decision, or else the first line."""
        lines = [p.text for p in self.of(Part.HEAD)] or [p.text for p in self.paragraphs[:1]]
        return next((line for line in lines if _TITLE.search(line)), lines[0] if lines else "")

    @property
    def is_ending(self) -> bool:
        """Whether it takes an earlier decision away: by its title, or by its first article."""
        return bool(re.search(r"\bintrekking\b|\bbeëindiging\b", self._name, re.IGNORECASE))

    @property
    def is_change(self) -> bool:
        return bool(re.search(r"\bwijziging\b", self._name, re.IGNORECASE))

    @property
    def _name(self) -> str:
        first = next((p.text for p in self.of(Part.ARTICLES) if _FIRST_ARTICLE.match(p.text)), "")
        return f"{self.title} {first[:_WRAPPED]}"


_TITLE = re.compile(r"besluit", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"(?<![\s(][A-Za-z])(?<!\bd\.d)(?<!\bnr)(?<!\bmr)(?<!\bdrs)(?<!\bdhr)(?<!\bmw)[.!?;]\s+"
)
_BREAK = re.compile(
    r"\s*(?:[-–•*·▪o]\s|\d{1,2}[.)]\s|[a-z]{1,2}[.)]\s|[A-Z][.)]\s|artikel\s+\d|bijlage\b)", re.IGNORECASE
)
_FIRST_ARTICLE = re.compile(r"artikel (?:1|I)\b", re.IGNORECASE)
_WRAPPED = 50  # characters; a longer line without a mark at its end goes on on the next
_ENTERING: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (
        Part.ANNEX,
        re.compile(r"(?:bijlage(?:\s+[\dIVX]+)?\b|(?:nota van )?toelichting\b)(?!.*;$)", re.IGNORECASE),
    ),
    (Part.REMEDIES, re.compile(r"(?:bezwaar|rechtsmiddelen?|niet eens|bezwaarclausule)\b", re.IGNORECASE)),
    (Part.SIGNATURE, re.compile(r"(?:aldus\s|ondertekening\s*$)", re.IGNORECASE)),
    (
        Part.ARTICLES,
        re.compile(
            r"(?:besluit(?:en)?(?:\s*:|\s+(?:het volgende|vast te stellen)\b.*)|artikel\s+(?:1|I)\b.*)$",
            re.IGNORECASE,
        ),
    ),
    (Part.RECITALS, re.compile(r"(?:.{0,60}[;,]\s*)?(?:voorts\s+|verder\s+)?overwegend", re.IGNORECASE)),
    (
        Part.PREAMBLE,
        re.compile(r"(?:de\s+)?burgemeester\s+van\b.{0,40}$|gelet op\b|gehoord\b|gelezen\b", re.IGNORECASE),
    ),
)  # fmt: skip
_ORDER = list(Part)
# After the signature there is no way back into the text itself; a heading may still change the part.
_AFTER = (Part.REMEDIES, Part.ANNEX)
_REMEDY = re.compile(r"\bbezwaar(?:schrift|\s+maken|\s+worden\s+gemaakt)\b", re.IGNORECASE)
_PARTS = {
    Kind.TITLE: Part.HEAD,
    Kind.PARTICULARS: Part.HEAD,
    Kind.PREAMBLE: Part.PREAMBLE,
    Kind.PREAMBLE_LIST: Part.PREAMBLE,
    Kind.RECITAL_HEADING: Part.RECITALS,
    Kind.RECITAL: Part.RECITALS,
    Kind.ARTICLE: Part.ARTICLES,
    Kind.MEMBER: Part.ARTICLES,
    Kind.SIGNATURE: Part.SIGNATURE,
    Kind.ANNEX: Part.ANNEX,
    Kind.HEADING: Part.ANNEX,
}  # fmt: skip


def read_text(text: str, *, excerpt: bool = False) -> Reading:
    """A plain text in its parts, as far as its headings tell."""
    part = Part.HEAD
    found = []
    for paragraph in _paragraphs(text):
        part = _part_of(paragraph.text, part)
        found.append(replace(paragraph, part=part))
    return Reading(tuple(found), excerpt)


def read_document(document: Document) -> Reading:
    """A composed text, each paragraph with the key of its block and its line in the plain text."""
    lines = render_text(document).splitlines()
    found: list[Paragraph] = []
    part, place = Part.HEAD, 0
    for block in document.blocks:
        part = _part_of_block(block, part)
        for line in render_text(replace(document, blocks=(block,))).splitlines():
            while place < len(lines) and lines[place] != line:
                place += 1
            place += 1
            if line.strip():
                found.append(Paragraph(line, part, place, block.key))
    return Reading(tuple(found))


def _part_of_block(block: Block, before: Part) -> Part:
    """What a block is; running text belongs to the heading above it."""
    if block.kind is Kind.HEADING and _ENTERING[1][1].match(block.text):
        return Part.REMEDIES
    return _PARTS.get(block.kind, before)


def _part_of(text: str, before: Part) -> Part:
    """The part that this paragraph opens, or the one that goes on."""
    plain = text.strip()
    for part, opening in _ENTERING:
        if not opening.match(plain) or (before in _AFTER and part not in _AFTER):
            continue
        if part in _AFTER and (len(plain) > 80 or before is Part.HEAD):
            continue
        if _ORDER.index(part) >= _ORDER.index(before) or part in (Part.RECITALS, Part.REMEDIES):
            return part
        if before is Part.RECITALS and part is Part.PREAMBLE and plain.lower().startswith("gelet"):
            return part
    if before in (Part.ARTICLES, Part.SIGNATURE, Part.ANNEX) and _REMEDY.search(plain):
        return Part.REMEDIES
    return before


def _paragraphs(text: str) -> Iterable[Paragraph]:
    """The paragraphs: a blank line, a list mark or a finished line begins a new one."""
    found: list[Paragraph] = []
    fresh, last = True, ""
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        line = " ".join(raw.replace("\u00ad", "").split())
        if not line:
            fresh = True
            continue
        if found and not fresh and _goes_on(last, line):
            before = found[-1]
            start = len(before.text) + 1
            # A blank in the count for each line, so that `line_at` stays right.
            found[-1] = replace(before, text=f"{before.text} {line}", starts=(*before.starts, start))
        else:
            found.append(Paragraph(line, Part.HEAD, number))
        fresh, last = False, line
    return found


def _goes_on(before: str, line: str) -> bool:
    return len(before) >= _WRAPPED and before[-1] not in ".;:!?" and not _BREAK.match(line)
