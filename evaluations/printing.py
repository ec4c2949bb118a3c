"""Sections as a document: blocks for the PDF and the Word file, the same that a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from decisions.blocks import Block, Document, Kind
from decisions.documents.markup import literal

from .charts import Chart
from .traced import Section, Table

OF_CHART = ".cijfers"  # how the key of a table of a chart ends


def document(
    *,
    title: str,
    reference: str,
    moment: datetime,
    blocks: Sequence[Block],
    draft: bool = False,
    subject: str = "",
) -> Document:
    """Blocks with what every renderer must know about the whole."""
    municipality = str(settings.MUNICIPALITY)
    first = Block(kind=Kind.TITLE, key="titel", text=literal(title))
    return Document(
        title=title,
        kenmerk=reference,
        blocks=(first, *blocks),
        moment=moment.replace(microsecond=0).isoformat(),
        author=f"gemeente {municipality}",
        municipality=municipality,
        subject=subject,
        draft=draft,
    )


def heading(key: str, title: str) -> Block:
    return Block(kind=Kind.HEADING, key=f"{key}.kop", text=literal(title))


def paragraph(key: str, text: str) -> Block:
    return Block(kind=Kind.PARAGRAPH, key=key, text=text)


def of_sections(sections: Iterable[Section], *, compact: bool = False) -> list[Block]:
    """Each section: its heading, its texts, its charts with their numbers, its tables.

    `compact` is for one page: a table has no other caption than the heading above it, and the numbers of a
    chart stand in the table of its section.
    """
    blocks = [block for section in sections for block in _section(section)]
    if not compact:
        return blocks
    return [
        replace(block, text="") if block.kind is Kind.TABLE else block
        for block in blocks
        if not block.key.endswith(OF_CHART)
    ]


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from pypdfium2 import PdfDocument  # here, not above: it loads a library of some megabytes

    opened = PdfDocument(pdf)
    try:
        return len(opened)
    finally:
        opened.close()


def _section(section: Section) -> list[Block]:
    blocks = [heading(section.key, section.title)]
    blocks += [
        paragraph(f"{section.key}.{number}", literal(text)) for number, text in enumerate(section.texts, 1)
    ]
    for number, chart in enumerate(section.charts, 1):
        blocks += of_chart(f"{section.key}.grafiek-{number}", chart)
    for table in section.tables:
        blocks += of_table(table)
    return blocks


def of_chart(key: str, chart: Chart) -> list[Block]:
    """The figure, and the same numbers as a table."""
    title = literal(chart.title)
    return [
        Block(kind=Kind.FIGURE, key=key, drawing={"svg": chart.svg}, alt=chart.title, text=title),
        Block(
            kind=Kind.TABLE,
            key=f"{key}{OF_CHART}",
            text=f"De cijfers bij deze grafiek: {title}",
            columns=chart.columns,
            rows=chart.rows,
        ),
    ]


def of_table(table: Table) -> list[Block]:
    """The table; without rows its caption with what that means."""
    if not table.rows:
        return [paragraph(table.key, literal(f"{table.caption}: {table.none[:1].lower()}{table.none[1:]}"))]
    rows = tuple(tuple(str(cell) for cell in row) for row in table.rows)
    return [
        Block(kind=Kind.TABLE, key=table.key, text=literal(table.caption), columns=table.columns, rows=rows)
    ]


def shortened(text: str, most: int) -> str:
    """The beginning of a text on one line, cut at a word."""
    whole = " ".join(text.split())
    return whole if len(whole) <= most else f"{whole[:most].rsplit(' ', 1)[0].rstrip(' ,;:.')} …"
