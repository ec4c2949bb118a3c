"""From the flat list of blocks to what is drawn: parts, lists and the names of blocks.

The order of the blocks is the structure: a heading opens a part that lasts until the next one, and
recitals, leden and notes that follow each other form one list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from decisions.blocks import Block, Kind
from decisions.documents import markup

HEADS = {Kind.ARTICLE: "artikel", Kind.HEADING: "deel", Kind.ANNEX: "bijlage"}
LABELS = {Kind.ARTICLE: "Artikel", Kind.ANNEX: "Bijlage"}
LISTS = {
    Kind.RECITAL: ("ul", "overwegingen"),
    Kind.MEMBER: ("ol", "leden"),
    Kind.NOTE: ("ol", "noten"),
}
NUMBERED = (Kind.MEMBER, Kind.NOTE)
SINGLE = (Kind.TITLE, Kind.PARTICULARS, Kind.SIGNATURE)
BULKY = (Kind.TABLE, Kind.MAP, Kind.FIGURE, Kind.NOTE)
NAMES = {
    Kind.TITLE: "opschrift",
    Kind.PARTICULARS: "gegevens",
    Kind.PREAMBLE: "aanhef",
    Kind.PREAMBLE_LIST: "lijst in de aanhef",
    Kind.RECITAL_HEADING: "tussenkop",
    Kind.RECITAL: "overweging",
    Kind.ARTICLE: "artikel",
    Kind.MEMBER: "lid",
    Kind.PARAGRAPH: "alinea",
    Kind.TABLE: "tabel",
    Kind.SIGNATURE: "ondertekening",
    Kind.ANNEX: "bijlage",
    Kind.MAP: "kaart",
    Kind.FIGURE: "grafiek",
    Kind.HEADING: "kop",
    Kind.NOTE: "noot",
}
KEPT_WHOLE = 1400  # characters; a longer part may be divided over two pages


@dataclass(frozen=True, slots=True)
class Entry:
    """A block with what its place among the others says about it."""

    block: Block
    name: str  # 'lid 2 van artikel 1': what a link about this block is called
    depth: int  # of its heading beneath the title: 1 or 2


@dataclass(slots=True)
class Group:
    """Entries that are drawn together: one list, or one block by itself (`tag` empty)."""

    tag: str = ""
    css: str = ""
    start: int = 1
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """The title and the preamble, an article, an annex, an unnumbered part or the signature."""

    css: str = ""
    groups: list[Group] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether the part is short enough to stand on one page."""
        blocks = [entry.block for group in self.groups for entry in group.entries]
        size = sum(len(b.text) + sum(map(len, b.items)) for b in blocks)
        return size <= KEPT_WHOLE and not any(b.kind in BULKY for b in blocks)


def parts(blocks: Iterable[Block]) -> list[Part]:
    """The parts of a text, each with its lists and single blocks."""
    out: list[Part] = []
    for entry in _entries(blocks):
        kind = entry.block.kind
        if kind in HEADS:
            out.append(Part(css=HEADS[kind]))
        elif kind is Kind.SIGNATURE or not out:
            out.append(Part())
        _add(out[-1], entry)
        if kind is Kind.SIGNATURE:
            out.append(Part())
    return [part for part in out if part.groups]


def heading(block: Block) -> str:
    """'Artikel 1 Aanwijzing van het gebied': label, number and title, as far as there are any."""
    label = f"{LABELS[block.kind]} {block.number}" if block.number and block.kind in LABELS else ""
    return " ".join(filter(None, (label, markup.to_text(block.text))))


def letter(index: int) -> str:
    """The letter before item `index` (from 0) of a lettered list: a, b, ..., z, aa, ab."""
    before, own = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + own)


def name_line(block: Block) -> int | None:
    """The index of the line of a signature that holds the name: room to sign is left above it.

    The last line ('De burgemeester van Almere,', 'A. de Vries'), or the last but one when a function
    follows the name ('bij afwezigheid van de burgemeester,', 'A. de Vries,', 'loco-burgemeester').
    """
    lines = block.items
    if len(lines) < 3:
        return None
    followed = len(lines) > 3 and lines[-2].endswith(",")
    return len(lines) - (2 if followed else 1)


def numeric_columns(block: Block) -> list[bool]:
    """Per column of a table whether it holds figures only and is set right."""
    figure = re.compile(r"[+−–-]?(?:€ ?)?\d[\d.,]*(?: ?%)?|[–-]|")
    columns = zip(*block.rows, strict=False)
    return [any(cells) and all(figure.fullmatch(c) for c in cells) for cells in columns]


def _entries(blocks: Iterable[Block]) -> Iterator[Entry]:
    parent = ""
    counts: Counter[Kind] = Counter()
    for block in blocks:
        if block.kind in HEADS:
            name = parent = _part_name(block)
            counts.clear()
        else:
            counts[block.kind] += 1
            number = "" if block.kind in SINGLE else block.number or str(counts[block.kind])
            name = f"{NAMES[block.kind]} {number}".strip()
            if parent and block.kind not in SINGLE:
                name += f" van {parent}"
        yield Entry(block, name, 2 if parent and block.kind is Kind.RECITAL_HEADING else 1)


def _part_name(block: Block) -> str:
    if block.number:
        return f"{NAMES[block.kind]} {block.number}"
    return f"‘{markup.to_text(block.text)}’"


def _add(part: Part, entry: Entry) -> None:
    block = entry.block
    tag, css = LISTS.get(block.kind, ("", ""))
    last = part.groups[-1] if part.groups else None
    follows = last is not None and last.css == css and bool(tag)
    if tag and block.kind in NUMBERED:
        number = _whole_number(block)
        follows = follows and last is not None and number == last.start + len(last.entries)
        if not follows:
            part.groups.append(Group(tag, css, number))
    elif not follows:
        part.groups.append(Group(tag, css))
    part.groups[-1].entries.append(entry)


def _whole_number(block: Block) -> int:
    if not block.number.isdecimal():
        raise ValueError(f"block {block.key}: a {block.kind} is numbered 1, 2, 3, not {block.number!r}")
    return int(block.number)
