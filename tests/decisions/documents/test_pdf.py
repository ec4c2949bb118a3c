"""The PDF: it conforms to PDF/A-2a and PDF/UA-1, and what is read aloud is what was decided."""

from __future__ import annotations

import html as html_escapes
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest

from decisions.blocks import Block, Document, Kind
from decisions.documents import PdfError, render_html, render_pdf
from decisions.documents.html import Layout
from tests.decisions.documents import sample_blocks, samples, tag_reader, verapdf


@dataclass(frozen=True)
class Rendered:
    """A sample with the outputs that the tests compare."""

    document: Document
    layout: Layout
    html: str
    pdf: bytes

    def open(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.pdf))


HEAD = "3f" * 32  # of the log, as the foot of an adopted decision shows it
SAMPLES: dict[str, tuple[Callable[[], Document], Layout]] = {
    "one page": (samples.short_decision, "besluit"),
    "five pages": (samples.decision, "besluit"),
    "draft": (lambda: samples.decision(draft=True), "besluit"),
    "hard to set": (samples.torture, "besluit"),
    "over twenty pages": (samples.long_decision, "besluit"),
    "paper": (samples.paper, "paper"),
    "adopted": (lambda: samples.decision(chain_head=HEAD), "besluit"),
}


@cache
def sample(name: str) -> Rendered:
    make, layout = SAMPLES[name]
    document = make()
    return Rendered(document, layout, render_html(document, layout), render_pdf(document, layout))


@pytest.fixture(scope="module", params=SAMPLES)
def rendered(request: pytest.FixtureRequest) -> Rendered:
    return sample(request.param)


def small(*blocks: Block) -> Document:
    return samples.decision(blocks=(Block(kind=Kind.TITLE, key="opschrift", text="Besluit"), *blocks))


def source_words(html: str) -> list[str]:
    """The words of the body, in the order of the source; a drawing has none."""
    body = html[html.index("<body") :]
    body = re.sub(r"<svg.*?</svg>", " ", body, flags=re.DOTALL)
    tags = (
        r"main|footer|section|p|h\d|li|td|th|tr|caption|[uo]l|table|t(?:head|body)|div|figure|figcaption|br"
    )
    blocks = rf"</?({tags})\b[^>]*>"
    body = re.sub(r"<[^>]+>", "", re.sub(blocks, " ", body))
    return html_escapes.unescape(body).split()


# -- conformance


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_page_validation(rendered: Rendered, profile: str) -> None:
    report = page.validate_pdf_bytes(rendered.pdf, profile=profile)
    assert report.is_compliant, [failure.message for failure in report.failures]


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_verapdf(java: Path, rendered: Rendered, profile: str, tmp_path: Path) -> None:
    path = tmp_path / "besluit.pdf"
    path.write_bytes(rendered.pdf)
    assert verapdf.failures(path, profile) == {}


@pytest.mark.parametrize(
    ("defect", "profile"),
    [("language", "ua1"), ("scope", "ua1"), ("alternative", "ua1"), ("intent", "2a"), ("claim", "ua1")],
)
def test_the_validators_see_a_defect(java: Path, defect: str, profile: str, tmp_path: Path) -> None:
    """Without this, a validator that checks nothing would make every test green."""
    pdf = sample("five pages").open()
    items = tag_reader.read(pdf)
    if defect == "language":
        del pdf.Root.Lang
    elif defect == "scope":
        for item in items:
            if item.role == "TH":
                del item.element["/A"]
    elif defect == "alternative":
        del next(item for item in items if item.role == "Figure").element["/Alt"]
    elif defect == "intent":
        del pdf.Root.OutputIntents
    else:
        metadata = pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:deel")
        pdf.Root.Metadata = pdf.make_stream(metadata, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    path = tmp_path / "defect.pdf"
    pdf.save(path)
    assert verapdf.failures(path, profile)
    assert not page.validate_pdf_bytes(path.read_bytes(), profile=profile).is_compliant


# -- what is read aloud


def test_the_tags_read_as_the_source(rendered: Rendered) -> None:
    """Word for word, in order, over lines and pages; no running head, no repeated table head."""
    items = tag_reader.read(rendered.open())
    read = " ".join(item.text for item in items if item.role not in ("Lbl", "Figure")).split()
    assert read == source_words(rendered.html)


def test_everything_drawn_is_content_or_artifact(rendered: Rendered) -> None:
    assert tag_reader.untagged(rendered.open()).strip() == ""


def test_the_head_of_the_log_is_the_last_that_is_read() -> None:
    read = " ".join(item.text for item in tag_reader.read(sample("adopted").open()))
    assert read.split()[-5:] == ["Controlegetal", "van", "het", "logboek:", HEAD]
    assert HEAD not in sample("five pages").html


def test_headings(rendered: Rendered) -> None:
    items = tag_reader.read(rendered.open())
    levels = [int(item.role[1]) for item in items if re.fullmatch(r"H\d", item.role)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_table_headers_have_a_scope(rendered: Rendered) -> None:
    pdf = rendered.open()
    for item in tag_reader.read(pdf):
        if item.role == "TH":
            assert item.element.A.Scope == ("/Column" if "THead" in item.path else "/Row")
            assert "/ID" not in item.element


def test_lists_are_lists(rendered: Rendered) -> None:
    """The number of a lid is a label, its text a body, and a list in a list stands in that body."""
    pdf = rendered.open()
    for item in tag_reader.read(pdf):
        assert item.role != "LI"
        if item.role == "Lbl":
            assert item.path[-1] == "LI"
        for outer, inner in pairwise(item.path):
            if inner == "L":
                assert outer not in ("L", "LI")
            if outer == "LI":
                assert inner == "LBody"


def test_language_title_and_dates(rendered: Rendered) -> None:
    pdf = rendered.open()
    assert str(pdf.Root.Lang) == "nl"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    title = ("Concept: " if rendered.document.draft else "") + rendered.document.title
    assert str(pdf.docinfo.Title) == title
    assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20260210093000+01'00"


def test_only_our_fonts_embedded_and_named(rendered: Rendered) -> None:
    fonts = {str(f.BaseFont) for sheet in rendered.open().pages for f in sheet.Resources.Font.values()}
    assert fonts
    assert all("Source-Sans-3" in name for name in fonts)


def test_figure_has_the_alternative_and_stands_on_the_page() -> None:
    pdf = sample("five pages").open()
    figures = [item.element for item in tag_reader.read(pdf) if item.role == "Figure"]
    assert [str(f.Alt) for f in figures] == [sample_blocks.ALT]
    left, bottom, right, top = (float(x) for x in figures[0].A.BBox)
    assert 0 < left < right < 596
    assert 0 < bottom < top < 842


def test_numbers_of_leden_and_items() -> None:
    pdf = sample("hard to set").open()
    labels = [item.text.strip() for item in tag_reader.read(pdf) if item.role == "Lbl"]
    leden = [label for label in labels if label[0].isdigit()]
    assert leden == [f"{n}." for n in range(1, 14)] + ["1."]  # and the note
    assert [label for label in labels if label[0].isalpha()] == ["a.", "b.", "c."] * 12


def test_a_note_is_linked_and_described() -> None:
    pdf = sample("five pages").open()
    links = [a for sheet in pdf.pages for a in sheet.get("/Annots", []) if a.Subtype == "/Link"]
    assert [str(a.Contents) for a in links] == ["Noot 1"]


def test_bookmarks_follow_the_headings() -> None:
    pdf = sample("five pages").open()
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [samples.decision().title]
        children = [item.title for item in outline.root[0].children]
    assert "Artikel 1 Aanwijzing van het gebied" in children
    assert children[-1] == "Bezwaar en voorlopige voorziening"


# -- pages


def test_sizes() -> None:
    pages = {name: len(sample(name).open().pages) for name in SAMPLES}
    assert pages["one page"] == 1
    assert pages["paper"] == 1
    assert 4 <= pages["five pages"] <= 6
    assert pages["over twenty pages"] > 20


def test_running_heads_are_artifacts_from_the_second_page_on(rendered: Rendered) -> None:
    heads = tag_reader.artifacts(rendered.open())
    for number, head in enumerate(heads, 1):
        assert f"Pagina {number} van {len(heads)}" in head
        assert "Gemeente Almere" in head
        assert (rendered.document.kenmerk in head) == (number > 1)


def test_the_mark_of_a_draft_is_an_artifact_on_every_page() -> None:
    pdf = sample("draft").open()
    assert all("CONCEPT" in text for text in tag_reader.artifacts(pdf))
    assert not any("concept" in item.text.lower() for item in tag_reader.read(pdf))
    adopted = sample("five pages").open()
    assert not any("concept" in text.lower() for text in tag_reader.artifacts(adopted))


def test_a_table_over_pages_repeats_its_head_as_artifact() -> None:
    pdf = sample("over twenty pages").open()
    drawn = [text for text in tag_reader.artifacts(pdf) if "PositiePlaatsSoortReden" in text]
    assert len(drawn) >= 5
    heads = [item.text.strip() for item in tag_reader.read(pdf) if item.role == "TH" and "THead" in item.path]
    assert heads == ["Positie", "Plaats", "Soort", "Reden"] * 2


def test_the_signature_is_never_alone_on_a_page() -> None:
    """Whatever the length of the text before it, it keeps the last article with it."""
    for lines in range(8, 40, 2):
        article = Block(kind=Kind.ARTICLE, key="artikel.1", number="1", text="Slot")
        filler = Block(kind=Kind.PARAGRAPH, key="vulling", text="\n\n".join(["Regel."] * lines))
        last = Block(kind=Kind.PARAGRAPH, key="artikel.1.tekst", text="Dit besluit treedt morgen in werking.")
        signature = next(b for b in samples.decision().blocks if b.kind is Kind.SIGNATURE)
        pdf = pikepdf.open(io.BytesIO(render_pdf(small(filler, article, last, signature))))
        where = {item.text.strip(): item.element.Pg.objgen for item in tag_reader.read(pdf)}
        assert where["Dit besluit treedt morgen in werking."] == where["A.B. de Vries"]
        assert where["Artikel 1 Slot"] == where["A.B. de Vries"]


# -- the same, and errors


def test_same_document_same_bytes(rendered: Rendered) -> None:
    assert render_pdf(rendered.document, rendered.layout) == rendered.pdf


@pytest.mark.parametrize("text", ["Gezellig 😀", "中文", "zach\u00adte streep", "\u0001"])
def test_a_character_that_the_font_lacks_stops_the_pdf(text: str) -> None:
    with pytest.raises(PdfError, match=r"U\+"):
        render_pdf(small(Block(kind=Kind.PARAGRAPH, key="a", text=text)))


def test_an_edited_paragraph_with_markup_keeps_its_words() -> None:
    """Inline markup at the end of a line, a broken word and a line break each have their spaces."""
    text = " ".join(f"woord{i} *nadruk{i}*  \nvan-{i}/streepje **vet{i}**," for i in range(60))
    document = small(Block(kind=Kind.PARAGRAPH, key="a", text=f"{text} {'lang' * 60}"))
    pdf = pikepdf.open(io.BytesIO(render_pdf(document)))
    read = " ".join(item.text for item in tag_reader.read(pdf)).split()
    assert read == source_words(render_html(document))


def test_another_moment_is_another_file() -> None:
    later = replace(samples.short_decision(), moment="2026-02-10T09:31:00+01:00")
    assert render_pdf(later) != render_pdf(samples.short_decision())
