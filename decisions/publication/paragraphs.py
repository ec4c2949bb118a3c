"""The frozen blocks as the paragraphs that DROP takes: each with its style of KOOP's template.

One list of paragraphs is the source of the Word file, the clean HTML and the plain text, so that their
order and their words cannot differ. Which style may follow which is laid down in the template 'OP Stijl
Compleet Besluit'; `tests/decisions/publication` holds every kind of decision against that table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from decisions.blocks import Block, Document, Kind
from decisions.documents import markup, outline
from decisions.documents.markup import Line, Run


class Style(StrEnum):
    """The styles of KOOP's template, by their ids."""

    TITLE = "OPTitel"
    PREAMBLE = "OPAanhef"
    CHAPTER = "OPHoofdstukTitel"
    SECTION = "OPParagraafTitel"
    ARTICLE = "OPArtikelTitel"
    MEMBER = "OPLid"
    PLAIN = "StandaardAlinea"
    ITEM = "Lijstalinea"
    SIGNATURE = "OPOndertekening"
    ANNEX = "OPBijlageTitel"
    EXPLANATION = "OPNotaToelichtingTitel"


class Placing(StrEnum):
    """Where the remedies clause stands: after the signature come only annexes and an explanation."""

    ANNEX = "bijlage"
    EXPLANATION = "toelichting"
    ARTICLE = "artikel"


class Mark(StrEnum):
    """How Word numbers an item of a list."""

    NONE = ""
    DECIMAL = "decimal"
    LETTER = "lowerLetter"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph. `list` tells lists apart (0: no item); the marks of items are never typed.

    `drawing` is a map: the paragraph then has no words, the map's text alternative stands in its block.
    """

    style: Style
    key: str
    runs: tuple[Run, ...] = ()
    list: int = 0
    level: int = 0
    mark: Mark = Mark.NONE
    drawing: Block | None = None

    @property
    def text(self) -> str:
        """The words without their faces."""
        return "".join(run.text for run in self.runs)


HEADINGS = frozenset(
    {Style.TITLE, Style.CHAPTER, Style.SECTION, Style.ARTICLE, Style.ANNEX, Style.EXPLANATION}
)
EXPLANATION = "toelichting"  # how the heading of an explanation begins
NOTES = "Noten"
DEEPEST = 2  # level of an item, from 0
MARKS = {"-": Mark.BULLET, "a": Mark.LETTER}

_note_reference = re.compile(r"\[\^(\d{1,3})\]")


def paragraphs(document: Document, placing: Placing = Placing.ANNEX) -> list[Paragraph]:
    """The paragraphs in the order of the styles; our own particulars are left out.

    Raises ValueError for a text that these styles cannot hold, such as leden that skip a number.
    """
    return list(_Writer(placing).written(document.blocks))


def _rearranged(blocks: Sequence[Block], placing: Placing) -> list[Block]:
    """The parts behind the signature in an order that the styles allow."""
    before, after = _split([b for b in blocks if b.kind is not Kind.PARTICULARS])
    signature = [b for b in before if b.kind is Kind.SIGNATURE]
    before = [b for b in before if b.kind is not Kind.SIGNATURE]
    parts = _parts(after)
    explanation = [p for p in parts if _is_explanation(p[0])]
    loose = [p for p in parts if p[0].kind is not Kind.ANNEX and p not in explanation]
    if placing is Placing.ANNEX:
        ordered = [p for p in parts if p not in explanation] + explanation
        return [*before, *signature, *_joined(ordered)]
    annexes = [p for p in parts if p[0].kind is Kind.ANNEX]
    if placing is Placing.EXPLANATION:
        return [*before, *signature, *_joined(annexes + explanation + loose)]
    return [*before, *_joined(loose), *signature, *_joined(annexes + explanation)]


def _split(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """What stands up to and including the signature, and what comes after it."""
    at = next((n for n, b in enumerate(blocks, start=1) if b.kind is Kind.SIGNATURE), None)
    if at is None:
        at = next((n for n, b in enumerate(blocks) if b.kind is Kind.ANNEX), len(blocks))
    return list(blocks[:at]), list(blocks[at:])


def _parts(blocks: Sequence[Block]) -> list[list[Block]]:
    """Each annex or heading with what belongs to it; notes without a heading get one."""
    parts: list[list[Block]] = []
    for block in blocks:
        if block.kind in (Kind.ANNEX, Kind.HEADING):
            parts.append([block])
        elif not parts:
            heading = NOTES if block.kind is Kind.NOTE else "Bijlage"
            parts.append([Block(kind=Kind.HEADING, key=f"{block.key}.kop", text=heading), block])
        else:
            parts[-1].append(block)
    return parts


def _joined(parts: Sequence[Sequence[Block]]) -> list[Block]:
    return [block for part in parts for block in part]


def _is_explanation(block: Block) -> bool:
    words = markup.to_text(block.text).lower()
    return block.kind is Kind.HEADING and words.startswith(EXPLANATION)


class _Writer:
    """Goes through the blocks once; knows in which part of the text it is."""

    def __init__(self, placing: Placing) -> None:
        self.placing = placing
        self.lists = 0
        self.leden = 0  # the list of the leden of this article, once there is one
        self.members = 0  # how many there are
        self.running = Style.PREAMBLE  # of running text in this part
        self.has_articles = self.signed = self.explained = False

    def written(self, blocks: Sequence[Block]) -> Iterator[Paragraph]:
        for block in _rearranged(blocks, self.placing):
            match block.kind:
                case Kind.TITLE:
                    yield _heading(Style.TITLE, block)
                case Kind.ARTICLE:
                    self.has_articles = True
                    yield self._opened(Style.ARTICLE, block)
                case Kind.ANNEX:
                    yield self._opened(Style.ANNEX, block)
                case Kind.HEADING:
                    yield self._loose_heading(block)
                case Kind.RECITAL_HEADING:
                    yield self._bold(block)
                case Kind.MEMBER:
                    yield from self._member(block)
                case Kind.SIGNATURE:
                    self.signed = True
                    yield from self._signature(block)
                case Kind.MAP:
                    yield from self._running(block)
                    yield Paragraph(style=self._plain, key=block.key, drawing=block)
                case Kind.TABLE:
                    yield from self._running(block, _rows(block))
                case Kind.NOTE:
                    yield self._whole(self._plain, block, f"\\[{block.number}\\] {block.text}")
                case _:
                    yield from self._running(block, block.items)

    # --- Headings ---------------------------------------------------------------------------------

    def _opened(self, style: Style, block: Block) -> Paragraph:
        self.running, self.leden, self.members = Style.PLAIN, 0, 0
        return _heading(style, block)

    def _loose_heading(self, block: Block) -> Paragraph:
        """A heading without number: a chapter before the signature, an annex or explanation after it."""
        if not self.signed:
            return self._opened(Style.ARTICLE if self.has_articles else Style.CHAPTER, block)
        if self.placing is not Placing.EXPLANATION and not _is_explanation(block):
            return self._opened(Style.ANNEX, block)
        if self.explained:  # there is one explanation at most
            return self._bold(block)
        self.explained = True
        return self._opened(Style.EXPLANATION, block)

    def _bold(self, block: Block) -> Paragraph:
        words = Run(outline.heading(block), bold=True)
        return Paragraph(style=self._plain, key=block.key, runs=(words,))

    # --- Running text -----------------------------------------------------------------------------

    @property
    def _plain(self) -> Style:
        """Of a paragraph that is no item: among leden no other style may follow."""
        return Style.MEMBER if self.leden else self.running

    def _running(self, block: Block, items: Sequence[str] = ()) -> Iterator[Paragraph]:
        yield from self._lines(block, markup.to_lines(block.text))
        marked = [line for item in items for line in _as_item(item, Mark.BULLET)]
        yield from self._lines(block, marked)

    def _lines(self, block: Block, lines: Sequence[Line]) -> Iterator[Paragraph]:
        """Paragraphs, and items in one list for those that follow each other."""
        number = 0
        for line in lines:
            if not line.depth:
                number = 0
                yield self._paragraph(self._plain, block, line)
            elif self.running is Style.PREAMBLE:
                typed = "" if line.mark == "-" else f"{line.mark} "
                runs = (Run(typed), *line.runs) if typed else line.runs
                yield self._paragraph(Style.PREAMBLE, block, Line(runs))
            else:
                number = number or self._new_list()
                style = Style.MEMBER if self.leden else Style.ITEM
                yield self._paragraph(style, block, line, number, line.depth - 1)

    def _member(self, block: Block) -> Iterator[Paragraph]:
        """A lid, and what stands beneath it one or more levels down in the same list."""
        self.members += 1
        if block.number != str(self.members):
            raise ValueError(f"block {block.key}: lid {block.number} comes where {self.members} would")
        self.leden = self.leden or self._new_list()
        lines = markup.to_lines(block.text)
        own = _merged([line for line in lines if not line.depth])
        yield self._paragraph(Style.MEMBER, block, Line(own, 1, "1."), self.leden, 0)
        deeper = 1 if block.items else 0  # letters are of the items
        for line in lines:
            if line.depth:
                yield self._paragraph(Style.MEMBER, block, line, self.leden, line.depth + deeper)
        for item in block.items:
            for line in _as_item(item, Mark.LETTER):
                yield self._paragraph(Style.MEMBER, block, line, self.leden, line.depth)

    def _signature(self, block: Block) -> Iterator[Paragraph]:
        for line in filter(None, (block.text, *block.items)):
            yield self._whole(Style.SIGNATURE, block, line)

    def _whole(self, style: Style, block: Block, text: str) -> Paragraph:
        """All of the text as one paragraph."""
        return self._paragraph(style, block, Line(_merged(markup.to_lines(text))))

    def _paragraph(
        self, style: Style, block: Block, line: Line, number: int = 0, level: int = 0
    ) -> Paragraph:
        mark = Mark.NONE
        if number:
            mark = MARKS.get(line.mark[:1], Mark.DECIMAL)
        runs = tuple(replace(run, text=_notes(run.text)) for run in line.runs)
        return Paragraph(
            style=style, key=block.key, runs=runs, list=number, level=min(level, DEEPEST), mark=mark
        )

    def _new_list(self) -> int:
        self.lists += 1
        return self.lists


def _heading(style: Style, block: Block) -> Paragraph:
    """No faces in a heading: KOOP allows none."""
    return Paragraph(style=style, key=block.key, runs=(Run(outline.heading(block)),))


def _as_item(text: str, mark: Mark) -> Iterator[Line]:
    """One item of a list; a list within it lies one deeper."""
    lines = markup.to_lines(text)
    sign = "a." if mark is Mark.LETTER else "-"
    yield Line(_merged([line for line in lines if not line.depth]), 1, sign)
    for line in lines:
        if line.depth:
            yield replace(line, depth=line.depth + 1)


def _merged(lines: Sequence[Line]) -> tuple[Run, ...]:
    """Several lines as one: a line that is broken inside an item is one paragraph."""
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run(" "))
        runs.extend(line.runs)
    return tuple(runs)


def _rows(block: Block) -> tuple[str, ...]:
    """A table as items, a row each: 'Positie: C-01; Plaats: Markt'."""
    rows = []
    for row in block.rows:
        named = zip(block.columns, row, strict=False)
        cells = "; ".join(f"{column}: {cell}" if column else cell for column, cell in named)
        rows.append(markup.literal(cells))
    return tuple(rows)


def _notes(text: str) -> str:
    """'[^1]', the reference to an end note, as it is read: '[1]'."""
    return _note_reference.sub(r"[\1]", text)
