"""The Word file itself: the same bytes, built on an uploaded template, read by another program."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import time_machine
from docx import Document as open_docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from decisions.documents.picture import svg_to_png
from decisions.publication.paragraphs import Paragraph, paragraphs
from decisions.publication.places import maps_of
from decisions.publication.plain import html_of, text_of
from decisions.publication.word import word_file
from tests.conftest import required_program
from tests.decisions.documents import samples
from tests.decisions.publication.frozen import Word

DOCUMENT = samples.decision()
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def written() -> list[Paragraph]:
    return paragraphs(DOCUMENT)


def pictures() -> dict[str, bytes]:
    maps = maps_of(DOCUMENT)
    return {one.key: png for one, png in zip(maps, svg_to_png([m.svg for m in maps]), strict=True)}


def made(**options: Any) -> bytes:
    return word_file(written(), DOCUMENT, **{"styles": {}, "pictures": {}, **options})


# --- The file ------------------------------------------------------------------------------------


def test_the_same_text_gives_the_same_bytes_on_another_day() -> None:
    with time_machine.travel("2026-02-10"):
        first = made(pictures=pictures())
    with time_machine.travel("2031-08-01"):
        assert made(pictures=pictures()) == first


def test_it_says_what_it_is_and_from_when() -> None:
    told = open_docx(io.BytesIO(made())).core_properties
    assert (told.title, told.language, told.revision) == (DOCUMENT.title, "nl-NL", 1)
    assert told.created.isoformat() == "2026-02-10T08:30:00+00:00"
    assert told.created == told.modified


def test_a_map_stands_in_the_line_of_text_with_its_words() -> None:
    docx = open_docx(io.BytesIO(made(pictures=pictures())))
    (shape,) = docx.inline_shapes
    block = next(b for b in DOCUMENT.blocks if b.alt)
    assert shape._inline.docPr.get("descr") == " ".join(block.alt.split())
    assert docx.element.body.findall(f".//{qn('wp:anchor')}") == []  # nothing floats
    assert shape.width.mm == 160


def test_a_map_is_no_wider_than_the_text_of_the_template() -> None:
    docx = open_docx(io.BytesIO(made(template=template(), styles=NAMES, pictures=pictures())))
    section = docx.sections[0]
    (shape,) = docx.inline_shapes
    assert shape.width == section.page_width - section.left_margin - section.right_margin
    assert shape.width.mm < 160


def test_without_the_picture_the_map_is_told_in_words() -> None:
    block = next(b for b in DOCUMENT.blocks if b.alt)
    word = Word(made())
    assert " ".join(block.alt.split()) in [word.words(p) for p in word.paragraphs]
    assert list(word.docx.inline_shapes) == []


def test_bold_and_italic_words_stay_so() -> None:
    faces = {
        (run.text, bool(run.bold), bool(run.italic))
        for p in open_docx(io.BytesIO(made())).paragraphs
        for run in p.runs
    }
    assert ("verwerkingsverantwoordelijke", False, True) in faces
    assert ("Ten aanzien van de noodzakelijkheid", True, False) in faces


# --- A template ----------------------------------------------------------------------------------

NAMES = {
    "OPTitel": "OP Titel",
    "OPAanhef": "OP Aanhef",
    "OPLid": "Lid van KOOP",
    "Lijstalinea": "List Paragraph",
    "StandaardAlinea": "Body Text",
}


def template(**changes: str) -> bytes:
    """A template as somebody makes it: other names, a header and footer, a page of instructions."""
    docx = open_docx()
    for style in {
        *("OPHoofdstukTitel", "OPParagraafTitel", "OPArtikelTitel", "OPOndertekening"),
        *("OPBijlageTitel", "OPNotaToelichtingTitel", "OP Titel", "OP Aanhef", "Lid van KOOP"),
    }:
        docx.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    docx.styles["Lid van KOOP"].font.name = "Courier New"  # to recognise it by
    docx.add_paragraph("Zo gebruikt u dit sjabloon.")
    docx.add_picture(io.BytesIO(next(iter(pictures().values()))))
    docx.sections[0].header.paragraphs[0].text = "Gemeente met logo"
    docx.sections[0].footer.paragraphs[0].text = "Bladzijde"
    file = io.BytesIO()
    docx.save(file)
    return retyped(file.getvalue()) if changes.get("kind") == "dotx" else file.getvalue()


def retyped(content: bytes) -> bytes:
    """A document as a template (.dotx)."""
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(MAIN.encode(), MAIN.replace("document.main", "template.main").encode())
            target.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["docx", "dotx"])
def test_the_file_is_built_on_the_template(kind: str) -> None:
    content = made(template=template(kind=kind), styles=NAMES)
    word = Word(content)
    assert [word.words(p) for p in word.paragraphs] == [p.text for p in written_words()]
    used = {word.style(p) for p in word.paragraphs}
    assert {"OPTitel", "LidvanKOOP", "ListParagraph", "BodyText"} <= used
    assert word.docx.styles["Lid van KOOP"].font.name == "Courier New"
    parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [p for p in parts if "header" in p or "footer" in p or "media" in p] == []
    assert word.docx.element.body.findall(f".//{qn('w:headerReference')}") == []
    assert MAIN.encode() in zipfile.ZipFile(io.BytesIO(content)).read("[Content_Types].xml")
    assert b"sjabloon" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


def written_words() -> list[Any]:
    """The paragraphs as they read without pictures."""
    from types import SimpleNamespace

    return [SimpleNamespace(text=" ".join(p.drawing.alt.split()) if p.drawing else p.text) for p in written()]


def test_lists_on_a_template_still_begin_at_one() -> None:
    word = Word(made(template=template(), styles=NAMES))
    lists = [word.number(p) for p in word.paragraphs if word.style(p) == "LidvanKOOP"]
    numbers = list(dict.fromkeys(number[0] for number in lists if number))
    assert len(numbers) >= 4  # a list for each article with leden
    assert {word.form((number, 0)) for number in numbers} <= {"decimal", "bullet"}


def test_a_template_without_a_style_is_refused() -> None:
    with pytest.raises(KeyError, match="OPLid"):
        made(template=template())


# --- Another program -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def soffice() -> str:
    return required_program("soffice", "libreoffice")


def converted(soffice: str, folder: Path, content: bytes, to: str) -> bytes:
    """The file as LibreOffice reads it, in another format."""
    source = folder / "besluit.docx"
    source.write_bytes(content)
    subprocess.run(
        [
            soffice, f"-env:UserInstallation=file://{folder}/profiel", "--headless", "--norestore",
            "--convert-to", to, "--outdir", str(folder / "uit"), str(source),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    (out,) = (folder / "uit").iterdir()
    return out.read_bytes()


@pytest.mark.parametrize("own", [True, False], ids=["eigen", "sjabloon"])
def test_libreoffice_reads_every_word_in_order_with_its_numbers(
    soffice: str, tmp_path: Path, own: bool
) -> None:
    options: dict[str, Any] = {} if own else {"template": template(), "styles": NAMES}
    read = converted(soffice, tmp_path, made(**options), "txt:Text (encoded):UTF8").decode("utf-8-sig")
    expected = re.sub(r"(?m)^- ", "• ", text_of(written()))  # how it writes any bullet
    assert read.split() == expected.split()


def test_libreoffice_makes_a_pdf_of_it(soffice: str, tmp_path: Path) -> None:
    pdf = converted(soffice, tmp_path, made(pictures=pictures()), "pdf")
    assert pdf.startswith(b"%PDF")
    assert b"/Image" in pdf


# --- The same words elsewhere --------------------------------------------------------------------


def test_html_holds_the_same_paragraphs_without_any_style() -> None:
    import html5lib

    page = html_of(written(), title=DOCUMENT.title, pictures={"bijlage.1.kaart": "kaarten/kaart-1.png"})
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    body = root.find("body")
    words = [" ".join("".join(own_text(e)).split()) for e in body.iter() if e.tag in ("h1", "h2", "p", "li")]
    assert words == [" ".join(p.text.split()) for p in written()]
    names = {name for e in root.iter() for name in getattr(e, "attrib", {})}
    assert names <= {"lang", "charset", "type", "src", "alt"}
    assert {e.tag for e in body.iter()} <= {"body", "h1", "h2", "p", "ol", "ul", "li", "img", "strong", "em"}


def own_text(element: Any) -> Any:
    """The words of an element without those of a list within it."""
    yield element.text or ""
    for child in element:
        if child.tag not in ("ol", "ul"):
            yield from own_text(child)
        yield child.tail or ""


def test_plain_text_writes_the_marks_that_word_sets() -> None:
    lines = text_of(written()).splitlines()
    at = lines.index("Artikel 3 Gebruik van de camera’s")
    assert [line.split()[0] for line in lines[at + 1 : at + 6]] == ["1.", "2.", "a.", "b.", "c."]
