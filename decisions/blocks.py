"""The shape of a decision's text: an ordered list of blocks, the single source of every output.

`decisions.text` composes blocks from a case; `decisions.documents` renders them and knows nothing
of the database. Blocks are plain data: they are frozen as JSON when a decision is adopted and read
back from it years later, so a field may be added here but never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a block is in the canonical order of a designation decision (opschrift to bijlage)."""

    TITLE = "title"  # opschrift, exactly one, first
    PARTICULARS = "particulars"  # rows (label, value): kenmerk, dates; only in our own document
    PREAMBLE = "preamble"  # a paragraph of the aanhef: organ, 'gelet op:', 'overwegende dat:', 'besluit:'
    PREAMBLE_LIST = "preamble_list"  # items under the preamble before it
    RECITAL_HEADING = "recital_heading"  # 'Ten aanzien van de noodzakelijkheid'
    RECITAL = "recital"  # one recital, ends in ';' or '.'
    ARTICLE = "article"  # heading: number + text (its title)
    MEMBER = "member"  # a numbered lid of the article before it; items are a lettered list beneath
    PARAGRAPH = "paragraph"  # running text under an article, annex or explanation; items: dashed list
    TABLE = "table"  # columns + rows with text as caption; first cell of a row is its header
    SIGNATURE = "signature"  # items: the lines 'Aldus vastgesteld te ...', function, name
    ANNEX = "annex"  # heading of a bijlage: number + text
    MAP = "map"  # drawing = arguments of areas.drawing.draw, alt = full text alternative, text = caption
    FIGURE = "figure"  # drawing = {"svg": a chart drawn by us}, alt = what it shows, text = caption
    HEADING = "heading"  # heading of an unnumbered part: 'Toelichting', 'Bezwaar'
    NOTE = "note"  # an end note, number set


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of the text.

    `key` is stable within a case and names the source ('overweging.noodzakelijkheid.1'); `text` and
    `items` are source text in the small Markdown of `documents.markup` (emphasis and lists only).
    `sources` names the facts beneath ('fact:12', 'judgement:3'); `generated_hash` is the hash of the
    generated text, kept when an officer edits the paragraph, so that a later change can be noticed.
    """

    kind: Kind
    key: str
    text: str = ""
    number: str = ""
    items: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    criterion: str = ""
    drawing: Mapping[str, Any] | None = None
    alt: str = ""
    editable: bool = False
    edited: bool = False
    stale: bool = False
    generated: str = ""
    sources: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data for the frozen copy; fields with their default value are left out."""
        out: dict[str, Any] = {"kind": str(self.kind), "key": self.key}
        for f in fields(self)[2:]:
            value = getattr(self, f.name)
            if value != f.default:
                out[f.name] = _plain(value)
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Blocks with what a renderer must know about the whole. `moment` is ISO 8601 with zone.

    `chain_head` is the head of the log when the document was frozen. It proves how far the log then
    went; it stands at the foot of the PDF and the HTML and is no part of the text.
    """

    title: str
    kenmerk: str
    blocks: tuple[Block, ...]
    moment: str
    author: str
    municipality: str
    subject: str = ""
    draft: bool = False
    chain_head: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain data, in a fixed order, for hashing and storage; an empty `chain_head` is left out."""
        head = {"chain_head": self.chain_head} if self.chain_head else {}
        return {
            **head,
            "title": self.title,
            "kenmerk": self.kenmerk,
            "moment": self.moment,
            "author": self.author,
            "municipality": self.municipality,
            "subject": self.subject,
            "draft": self.draft,
            "blocks": [b.as_json() for b in self.blocks],
        }


def document_from_json(data: Mapping[str, Any]) -> Document:
    """The document that `Document.as_json` wrote. Raises KeyError or TypeError on other data."""
    return Document(**{**data, "blocks": tuple(_block_from_json(b) for b in data["blocks"])})


def _block_from_json(data: Mapping[str, Any]) -> Block:
    values = dict(data)
    values["kind"] = Kind(values["kind"])
    for name in ("items", "columns", "sources"):
        if name in values:
            values[name] = tuple(values[name])
    if "rows" in values:
        values["rows"] = tuple(tuple(row) for row in values["rows"])
    return Block(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(v) for v in value]
    return value
