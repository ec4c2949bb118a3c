"""A document of ours as an accessible Word file: real headings, table heads, text for figures, in Dutch."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document as open_docx
from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from decisions.blocks import Block, Document, Kind
from decisions.documents.markup import to_lines, to_text
from decisions.documents.outline import numeric_columns
from decisions.documents.picture import svg_to_png
from decisions.publication.word import stamped

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTH = Mm(160)


def word_file(document: Document) -> bytes:
    """The bytes of the .docx; the same document gives the same bytes. Raises ValueError for a kind of
    block that an account does not have."""
    docx = open_docx()
    _laid_out(docx)
    figures = [block for block in document.blocks if block.kind is Kind.FIGURE]
    pictures = dict(
        zip([one.key for one in figures], svg_to_png([_svg(one) for one in figures]), strict=True)
    )
    for block in document.blocks:
        _add(docx, block, pictures)
    _tell(docx, document)
    file = io.BytesIO()
    docx.save(file)
    return stamped(file.getvalue(), document)


def _svg(block: Block) -> str:
    return str((block.drawing or {}).get("svg", ""))


def _laid_out(docx: Docx) -> None:
    """A4, our letter, and Dutch in every style."""
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    normal: Any = docx.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    for language in docx.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            language.set(qn(name), "nl-NL")


def _add(docx: Docx, block: Block, pictures: dict[str, bytes]) -> None:
    match block.kind:
        case Kind.TITLE:
            docx.add_heading(to_text(block.text), level=1)
        case Kind.HEADING:
            docx.add_heading(to_text(block.text), level=2)
        case Kind.PARAGRAPH:
            _paragraphs(docx, block)
        case Kind.FIGURE:
            _figure(docx, block, pictures[block.key])
        case Kind.TABLE:
            _table(docx, to_text(block.text), block.columns, block.rows, numeric_columns(block))
        case Kind.PARTICULARS:
            _table(docx, to_text(block.text), (), block.rows, [])
        case _:
            raise ValueError(f"an account has no {block.kind}")


def _paragraphs(docx: Docx, block: Block) -> None:
    for source, style in ((block.text, None), *((item, "List Bullet") for item in block.items)):
        for line in to_lines(source):
            added = docx.add_paragraph(style="List Bullet" if line.depth else style)
            for words in line.runs:
                run = added.add_run(words.text)
                run.bold, run.italic = words.bold or None, words.italic or None


def _figure(docx: Docx, block: Block, picture: bytes) -> None:
    """Its title, then the picture with the same words for who cannot see it."""
    caption = docx.add_paragraph(to_text(block.text), style="Caption")
    caption.paragraph_format.keep_with_next = True
    shape = docx.add_paragraph().add_run().add_picture(io.BytesIO(picture), width=WIDTH)
    shape._inline.docPr.set("descr", " ".join(block.alt.split()))


def _table(
    docx: Docx,
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
) -> None:
    """A caption above, a head that repeats on every page, and the first cell of a row in bold."""
    if caption:
        docx.add_paragraph(caption, style="Caption").paragraph_format.keep_with_next = True
    width = max([len(columns), *map(len, rows)])
    table = docx.add_table(rows=0, cols=width, style="Table Grid")
    if columns:
        head = table.add_row()
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        head._tr.get_or_add_trPr().append(repeated)
        for cell, words in zip(head.cells, columns, strict=False):
            cell.paragraphs[0].add_run(words).bold = True
    for row in rows:
        made = table.add_row()
        made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for index, (cell, words) in enumerate(zip(made.cells, row, strict=False)):
            run = cell.paragraphs[0].add_run(words)
            run.bold = True if index == 0 else None
            if index < len(numeric) and numeric[index]:
                cell.paragraphs[0].alignment = 2  # right
    docx.add_paragraph()


def _tell(docx: Docx, document: Document) -> None:
    moment = datetime.fromisoformat(document.moment).astimezone(UTC).replace(tzinfo=None)
    told = docx.core_properties
    told.title, told.author, told.subject = document.title, document.author, document.subject
    told.last_modified_by, told.comments, told.keywords = document.author, "", ""
    told.created = told.modified = moment
    told.revision, told.language = 1, "nl-NL"
