"""Blocks as HTML: the whole document (for the PDF and the frozen copy) and the preview on screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from decisions.blocks import Block, Document, Kind
from decisions.documents import markup, outline

RESOURCES = Path(__file__).parent / "resources"
STYLES = {"besluit": ("besluit.css",), "paper": ("besluit.css", "paper.css")}
LONG_WORD = 25  # characters of a word that may have to be broken in a cell
SHORT_HEADER = 16  # characters of a row header that is kept on one line
MANY_ITEMS, SHORT_ITEM = 12, 60  # a list of so many items so short is set in two columns

Layout = Literal["besluit", "paper"]
EditUrls = Mapping[str, str] | Callable[[str], str | None]

_note_reference = re.compile(r"\[\^(\d{1,3})\]")
_unfit_for_id = re.compile(r"[^A-Za-z0-9_-]+")


def render_html(document: Document, layout: Layout = "besluit") -> str:
    """A complete page that needs nothing else: the source of the PDF and the copy that is kept."""
    writer = _Writer(document)
    return render_to_string(
        "decisions/text/document.html",
        {
            "document": document,
            "municipality": _municipality(document),
            "moment": _moment(document),
            "style": mark_safe(_style(layout, draft=document.draft)),  # noqa: S308 - our own files
            "layout": layout,
            "parts": writer.parts(),
        },
    )


def render_preview(document: Document, *, edit_urls: EditUrls | None = None) -> SafeString:
    """The blocks as a fragment for a page with its own `<h1>`; headings start at `<h2>`.

    Each block has a `data-key`. An editable block for which `edit_urls` has an address gets a link
    'Aanpassen'; an edited block is marked, and one whose facts have changed since warns.
    """
    urls = edit_urls if callable(edit_urls) else (edit_urls or {}).get
    writer = _Writer(document, preview=True, url_of=urls)
    return render_to_string("decisions/text/preview.html", {"parts": writer.parts()})


@dataclass(frozen=True, slots=True)
class _View:
    """A block as its template sees it; `text`, `lines` and `cells` are safe HTML."""

    block: Block
    template: str
    anchor: str
    heading: str
    tag: str
    text: SafeString
    body: SafeString
    lines: list[SafeString]
    columns: list[tuple[str, str]]
    rows: list[list[tuple[str, str]]]
    two_columns: bool
    name_line: int | None
    drawing: SafeString
    preview: bool
    name: str
    edit_url: str | None


@dataclass(frozen=True, slots=True)
class _GroupView:
    tag: str
    css: str
    start: int
    reset: int | None  # the counter before the first number, where it is not 0
    views: list[_View]


@dataclass(frozen=True, slots=True)
class _PartView:
    css: str
    groups: list[_GroupView]


class _Writer:
    """Makes the views of one rendering: knows which ids and notes there are."""

    def __init__(
        self,
        document: Document,
        *,
        preview: bool = False,
        url_of: Callable[[str], str | None] | None = None,
    ) -> None:
        self.document = document
        self.preview = preview
        self.url_of = url_of
        self.prefix = "tekst-" if preview else ""
        self.notes = {b.number for b in document.blocks if b.kind is Kind.NOTE}
        self.anchors: set[str] = set()

    def parts(self) -> list[_PartView]:
        return [
            _PartView(
                css=" ".join(filter(None, (part.css, "heel" if part.css and part.whole else ""))),
                groups=[self._group(group) for group in part.groups],
            )
            for part in outline.parts(self.document.blocks)
        ]

    def _group(self, group: outline.Group) -> _GroupView:
        moved = group.start != 1 and not self.preview  # a page allows no style attribute
        views = [self._view(entry) for entry in group.entries]
        return _GroupView(group.tag, group.css, group.start, group.start - 1 if moved else None, views)

    def _view(self, entry: outline.Entry) -> _View:
        block = entry.block
        columns, rows = _cells(block)
        anchor = self._anchor(block)
        return _View(
            block=block,
            template=f"decisions/text/{block.kind}.html",
            anchor=anchor,
            heading=outline.heading(block),
            tag=self._heading_tag(entry),
            text=self._with_notes(markup.to_inline_html(block.text)),
            body=_kept_with_next(self._with_notes(markup.to_html(block.text))),
            lines=[self._with_notes(markup.to_inline_html(item)) for item in block.items],
            columns=columns,
            rows=rows,
            two_columns=len(block.items) >= MANY_ITEMS
            and all(len(item) <= SHORT_ITEM for item in block.items),
            name_line=outline.name_line(block),
            drawing=_drawing(block, anchor),
            preview=self.preview,
            name=entry.name,
            edit_url=self.url_of(block.key) if self.url_of and block.editable else None,
        )

    def _heading_tag(self, entry: outline.Entry) -> str:
        depth = 0 if entry.block.kind is Kind.TITLE else entry.depth
        return f"h{1 + depth + self.preview}"

    def _anchor(self, block: Block) -> str:
        numbered = block.number and block.kind in (Kind.ARTICLE, Kind.ANNEX, Kind.NOTE)
        name = f"{outline.NAMES[block.kind]}-{block.number}" if numbered else block.key
        base = anchor = self.prefix + (_unfit_for_id.sub("-", name).strip("-") or "blok")
        count = 1
        while anchor in self.anchors:
            count += 1
            anchor = f"{base}-{count}"
        self.anchors.add(anchor)
        return anchor

    def _with_notes(self, html: SafeString) -> SafeString:
        """`[^1]` becomes a link to end note 1, if there is one."""

        def link(found: re.Match[str]) -> str:
            number = found[1]
            if number not in self.notes:
                return found[0]
            href = f"#{self.prefix}noot-{number}"
            return f'<a class="noot" href="{href}" title="Noot {number}">{number}</a>'

        return mark_safe(_note_reference.sub(link, html))  # noqa: S308 - adds only digits


def _cells(block: Block) -> tuple[list[tuple[str, str]], list[list[tuple[str, str]]]]:
    """Column heads and rows, every cell with its CSS class."""
    css = ["getal" if figures else "" for figures in outline.numeric_columns(block)]
    if css and all(len(row[0]) <= SHORT_HEADER for row in block.rows):
        css[0] = "smal"
    css += [""] * (max([len(block.columns), *map(len, block.rows)]) - len(css))
    heads = list(zip(block.columns, css, strict=False))
    rows = [
        [(cell, "lang" if _has_long_word(cell) else name) for cell, name in zip(row, css, strict=False)]
        for row in block.rows
    ]
    return heads, rows


def _has_long_word(text: str) -> bool:
    return any(len(word) > LONG_WORD for word in text.split())


def _kept_with_next(html: SafeString) -> SafeString:
    """A last paragraph that ends in a colon is not parted from what it announces."""
    before, opening, last = html.rpartition("<p>")
    if not last.endswith(":</p>\n"):
        return html
    return mark_safe(f'{before}{opening[:-1]} class="inleiding">{last}')  # noqa: S308 - of cleaned HTML


def _drawing(block: Block, anchor: str) -> SafeString:
    if block.kind not in (Kind.MAP, Kind.FIGURE):
        return mark_safe("")
    if not block.alt.strip():
        raise ValueError(f"block {block.key}: a {block.kind} needs a full text alternative")
    if block.kind is Kind.FIGURE:
        return mark_safe((block.drawing or {}).get("svg", ""))  # noqa: S308 - drawn by us, from numbers
    from areas.drawing import draw  # here, not above: it loads the geometry library

    arguments: dict[str, Any] = dict(block.drawing or {})
    svg = draw(**arguments, title=block.alt, prefix=f"kaart-{anchor}")
    return mark_safe(svg)  # noqa: S308 - drawn by us, from numbers


def _municipality(document: Document) -> str:
    name = document.municipality
    return name if name.lower().startswith("gemeente") else f"Gemeente {name}"


def _moment(document: Document) -> str:
    """The moment to the second; without a zone a reader could not tell when it was."""
    moment = datetime.fromisoformat(document.moment)
    if moment.tzinfo is None:
        raise ValueError(f"the moment of a document has a time zone: {document.moment}")
    return moment.isoformat(timespec="seconds")


def _style(layout: Layout, *, draft: bool) -> str:
    names = STYLES[layout] + (("concept.css",) if draft else ())
    return "".join(_resource(name) for name in names)


@cache
def _resource(name: str) -> str:
    return (RESOURCES / name).read_text(encoding="utf-8")
