"""Blocks as plain text: the order of the document, one paragraph on a line, to copy or compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from decisions.blocks import Block, Document, Kind
from decisions.documents import markup, outline

LETTERED = (Kind.MEMBER,)
WITHOUT_GAP = (Kind.PREAMBLE_LIST, Kind.RECITAL, Kind.MEMBER, Kind.NOTE)

_note_reference = re.compile(r"\[\^(\d{1,3})\]")


def render_text(document: Document) -> str:
    """The whole text; a blank line before each block that does not go on with a list."""
    lines: list[str] = []
    for block in document.blocks:
        if lines and block.kind not in WITHOUT_GAP:
            lines.append("")
        lines.extend(filter(None, LINES.get(block.kind, _running)(block)))
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return _note_reference.sub(r"[\1]", markup.to_text(text))


def _items(block: Block) -> Iterator[str]:
    for index, item in enumerate(block.items):
        mark = f"{outline.letter(index)}." if block.kind in LETTERED else "-"
        yield f"{mark} {_plain(item)}"


def _running(block: Block) -> Iterator[str]:
    yield _plain(block.text)
    yield from _items(block)


def _heading(block: Block) -> Iterator[str]:
    yield outline.heading(block)


def _recital(block: Block) -> Iterator[str]:
    yield f"- {_plain(block.text)}"
    yield from _items(block)


def _member(block: Block) -> Iterator[str]:
    yield f"{block.number}. {_plain(block.text)}"
    yield from _items(block)


def _particulars(block: Block) -> Iterator[str]:
    yield _plain(block.text)
    for label, *values in block.rows:
        yield f"{label}: {', '.join(values)}"


def _table(block: Block) -> Iterator[str]:
    yield _plain(block.text)
    for row in block.rows:
        named = zip(block.columns, row, strict=False)
        yield "; ".join(f"{column}: {cell}" if column else cell for column, cell in named)


def _signature(block: Block) -> Iterator[str]:
    yield _plain(block.text)
    yield from map(_plain, block.items)


def _map(block: Block) -> Iterator[str]:
    yield _plain(block.text)
    yield " ".join(block.alt.split())


def _note(block: Block) -> Iterator[str]:
    yield f"[{block.number}] {_plain(block.text)}"


LINES: dict[Kind, Callable[[Block], Iterator[str]]] = {
    Kind.TITLE: _heading,
    Kind.PARTICULARS: _particulars,
    Kind.RECITAL_HEADING: _heading,
    Kind.RECITAL: _recital,
    Kind.ARTICLE: _heading,
    Kind.MEMBER: _member,
    Kind.TABLE: _table,
    Kind.SIGNATURE: _signature,
    Kind.ANNEX: _heading,
    Kind.MAP: _map,
    Kind.FIGURE: _map,
    Kind.HEADING: _heading,
    Kind.NOTE: _note,
}
