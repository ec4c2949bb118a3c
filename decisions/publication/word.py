"""The Word file for import into DROP: KOOP's styles, real list numbering, and nothing else.

No header, footer, logo or text box, and no direct formatting but bold and italic words. Built on the
template that an administrator uploaded, or on a bare one of our own. The same paragraphs, template and
moment give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document as open_docx
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from decisions.blocks import Document

from .paragraphs import DEEPEST, HEADINGS, Mark, Paragraph, Style

WIDTH = Mm(160)
SIGNS = {Mark.DECIMAL: "%{level}.", Mark.LETTER: "%{level}.", Mark.BULLET: "–"}
# What of a template lives on in the file: the rest belongs to its own pages.
KEPT = {RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.FONT_TABLE, RT.THEME, RT.WEB_SETTINGS}
FOLLOWERS = {"Lijstalinea": "List Paragraph"}  # the name that Word knows this style by
DOCUMENT, TEMPLATE = (
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml".encode()
    for kind in ("document", "template")
)
CONTENT_TYPES = "[Content_Types].xml"


def word_file(
    paragraphs: Sequence[Paragraph],
    document: Document,
    *,
    styles: Mapping[str, str],
    pictures: Mapping[str, bytes],
    template: bytes = b"",
) -> bytes:
    """The bytes of the .docx. `styles`: the name of each of KOOP's styles in the template.

    `pictures`: the PNG of a map by the key of its block; a map without one is put in words. Raises
    KeyError when the template lacks one of the styles.
    """
    docx = opened(template) if template else _bare(styles)
    _empty(docx)
    ids = _style_ids(docx, styles)
    lists = _numbered(docx, paragraphs)
    for paragraph in paragraphs:
        _add(docx, paragraph, ids, lists, pictures)
    _tell(docx, document)
    file = io.BytesIO()
    docx.save(file)
    return stamped(file.getvalue(), document)


def opened(template: bytes) -> Docx:
    """A .docx or .dotx as a document. Raises what python-docx raises for what is neither."""
    source, target = zipfile.ZipFile(io.BytesIO(template)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for name in source.namelist():
            content = source.read(name)
            out.writestr(name, content.replace(TEMPLATE, DOCUMENT) if name == CONTENT_TYPES else content)
    target.seek(0)
    return open_docx(target)


def paragraph_styles(docx: Docx) -> dict[str, str]:
    """The id of every paragraph style, by its name and by its id."""
    found = {}
    for style in docx.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.style_id:
            found[style.name or style.style_id] = found[style.style_id] = style.style_id
    return found


def _style_ids(docx: Docx, styles: Mapping[str, str]) -> dict[Style, str]:
    known = paragraph_styles(docx)
    return {style: known[styles.get(style.value, style.value)] for style in Style}


# --- The file to build on ------------------------------------------------------------------------


def _bare(styles: Mapping[str, str]) -> Docx:
    """An empty document with these styles alone, in Dutch, on A4."""
    docx = open_docx()
    defaults = [docx.styles.default(kind) for kind in WD_STYLE_TYPE]
    kept = {style.style_id for style in defaults if style is not None}
    for style in list(docx.styles):
        if style.style_id not in kept:
            style.delete()
    normal: Any = docx.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    normal.font.name, normal.font.size = "Arial", Pt(10)
    for style in Style:
        name = styles.get(style.value, style.value)
        made: Any = docx.styles.add_style(FOLLOWERS.get(name, name), WD_STYLE_TYPE.PARAGRAPH)
        made.element.set(qn("w:styleId"), name)
        made.base_style = normal
        made.paragraph_format.space_after = Pt(6)
        if style in HEADINGS:
            made.font.bold = True
            made.paragraph_format.keep_with_next = True
            made.paragraph_format.space_before = Pt(12)
        if style is Style.TITLE:
            made.font.size = Pt(14)
    for language in docx.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    return docx


def _empty(docx: Docx) -> None:
    """Without the template's own pages, headers and footers; and without a link to where it came from."""
    body = docx.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    for name in ("w:headerReference", "w:footerReference", "w:titlePg"):
        for element in list(body.iter(qn(name))):
            element.getparent().remove(element)
    _drop(docx.part.rels, KEPT)
    settings = docx.settings.element
    for name in ("w:attachedTemplate", "w:documentProtection", "w:mailMerge"):
        for element in list(settings.iter(qn(name))):
            element.getparent().remove(element)
    _drop(docx.part.part_related_by(RT.SETTINGS).rels, set())
    _drop(docx.part.package.rels, {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES})


def _drop(rels: Any, kept: set[str]) -> None:
    for key in [key for key, rel in rels.items() if rel.reltype not in kept]:
        del rels[key]


# --- Lists ---------------------------------------------------------------------------------------


def _numbered(docx: Docx, paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Word's number for each list: a definition of its own, so that each begins at one."""
    levels: dict[int, dict[int, Mark]] = {}
    for paragraph in paragraphs:
        if paragraph.list:
            levels.setdefault(paragraph.list, {}).setdefault(paragraph.level, paragraph.mark)
    numbering = docx.part.numbering_part.element
    first = 1 + max(
        (int(e.get(qn("w:abstractNumId"))) for e in numbering.findall(qn("w:abstractNum"))), default=0
    )
    found = {}
    for abstract, (number, marks) in enumerate(levels.items(), start=first):
        element = parse_xml(_abstract(abstract, marks))
        ahead = numbering.findall(qn("w:num"))
        ahead[0].addprevious(element) if ahead else numbering.append(element)
        found[number] = numbering.add_num(abstract).numId
    return found


def _abstract(number: int, marks: Mapping[int, Mark]) -> str:
    levels = []
    for level in range(DEEPEST + 1):
        mark = marks.get(level, Mark.BULLET)
        indent = 360 * (level + 1)  # a quarter inch a level
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{mark.value}"/>'
            f'<w:lvlText w:val="{SIGNS[mark].format(level=level + 1)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{indent}" w:hanging="360"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
    )


# --- Paragraphs ----------------------------------------------------------------------------------


def _add(
    docx: Docx,
    paragraph: Paragraph,
    ids: Mapping[Style, str],
    lists: Mapping[int, int],
    pictures: Mapping[str, bytes],
) -> None:
    added = docx.add_paragraph()
    properties: Any = added._p.get_or_add_pPr()
    properties.get_or_add_pStyle().val = ids[paragraph.style]
    if paragraph.list:
        numbering = properties.get_or_add_numPr()
        numbering.get_or_add_ilvl().val = paragraph.level
        numbering.get_or_add_numId().val = lists[paragraph.list]
    if paragraph.drawing is not None:
        _add_map(added, paragraph, pictures, _text_width(docx))
    for words in paragraph.runs:
        run = added.add_run(words.text)
        if words.bold:
            run.bold = True
        if words.italic:
            run.italic = True


def _text_width(docx: Docx) -> int:
    """How wide a picture can be, in Word's units: no wider than the text of the template."""
    section = docx.sections[0]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return min(WIDTH, page - left - right) if page and left is not None and right is not None else WIDTH


def _add_map(added: DocxParagraph, paragraph: Paragraph, pictures: Mapping[str, bytes], width: int) -> None:
    """The picture in the line of text, with its text alternative; or that text."""
    assert paragraph.drawing is not None
    words = " ".join(paragraph.drawing.alt.split())
    picture = pictures.get(paragraph.key)
    if picture is None:
        added.add_run(words)
        return
    shape = added.add_run().add_picture(io.BytesIO(picture), width=width)
    shape._inline.docPr.set("descr", words)


# --- The whole -----------------------------------------------------------------------------------


def _tell(docx: Docx, document: Document) -> None:
    moment = datetime.fromisoformat(document.moment).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    told = docx.core_properties
    told.title, told.author, told.subject = document.title, document.author, document.kenmerk
    told.last_modified_by, told.comments, told.keywords = document.author, "", ""
    told.created = told.modified = moment
    told.revision, told.language = 1, "nl-NL"


def stamped(content: bytes, document: Document) -> bytes:
    """The same parts, each with the moment of the decision instead of now."""
    moment = datetime.fromisoformat(document.moment)
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(stamp(name, moment), source.read(name))
    return target.getvalue()


def stamp(name: str, moment: datetime) -> zipfile.ZipInfo:
    """A file in a zip as made at this moment, whatever the computer."""
    info = zipfile.ZipInfo(name, moment.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # as on Unix, everywhere
    info.external_attr = 0o644 << 16
    return info
