"""The PDF in every case: conformity, what is read aloud, what stands on which page, and how it looks.

What is expected follows from the source and the style sheet, never from an earlier PDF of ours. The
pages are read twice: through the tags, as a screen reader does, and by pdftotext, which knows no tags.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import html5lib
import page
import pikepdf
import pytest
from django.db import transaction

from decisions.blocks import Document, Kind
from decisions.documents import render_html, render_pdf
from tests.conftest import required_program
from tests.decisions.documents import tag_reader, verapdf
from tests.decisions.documents.every_case import CASES, HEAD, LINE, lines
from tests.decisions.documents.test_pdf import source_words

PICTURES = Path(__file__).parents[2] / "pictures"
MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
# The margins of besluit.css and of paper.css: top, right, bottom, left.
MARGINS = {"besluit": (27, 24, 26, 26), "paper": (17, 18, 16, 20)}
HEADING = re.compile(r"H\d")
ROUNDING = 1.0  # points


@dataclass(frozen=True)
class Word:
    """A word as pdftotext finds it on the page; points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Printed:
    """A document with its PDF; each of the two readings is made once."""

    def __init__(self, name: str, document: Document) -> None:
        self.name, self.document = name, document
        self.layout = CASES[name].layout
        self.html = render_html(document, self.layout)

    @cached_property
    def pdf(self) -> bytes:
        return render_pdf(self.document, self.layout)

    @cached_property
    def opened(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.pdf))

    @cached_property
    def items(self) -> list[tag_reader.Item]:
        return tag_reader.read(self.opened)

    @cached_property
    def content(self) -> list[tag_reader.Item]:
        """What is read as text: no marker of a list item, no drawing."""
        return [item for item in self.items if item.role not in ("Lbl", "Figure")]

    @cached_property
    def drawn(self) -> list[str]:
        """The text per page in the order in which it is drawn."""
        return pdftotext(self.pdf, "-raw").split("\f")[:-1]

    @cached_property
    def words(self) -> list[list[Word]]:
        """The words in the body of each page; the running heads and feet stand in the margins."""
        top, _, bottom, _ = MARGINS[self.layout]
        box = r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>'
        sheets = pdftotext(self.pdf, "-bbox").split("<page ")[1:]
        found = [[Word(m[5], *map(float, m.groups()[:4])) for m in re.finditer(box, s)] for s in sheets]
        body = (top * MM - 5, HEIGHT - bottom * MM + 5)  # 5: a box of a word is higher than its letters
        return [[w for w in sheet if body[0] < w.top and w.bottom < body[1]] for sheet in found]


def pdftotext(pdf: bytes, way: str) -> str:
    command = [required_program("pdftotext"), way, "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, _quick_and_apart: None) -> dict[str, Printed]:
    """Every case composed once; nothing of it stays in the database."""
    found = {}
    with django_db_blocker.unblock():
        for name, case in CASES.items():
            with transaction.atomic():
                found[name] = Printed(name, case.make())
                transaction.set_rollback(True)
    return found


@pytest.fixture(params=CASES)
def printed(request: pytest.FixtureRequest, made: dict[str, Printed]) -> Printed:
    return made[request.param]


def squeezed(text: str) -> str:
    return "".join(text.split())


def titles(items: Any) -> Iterator[str]:
    """The bookmarks, from the first to the last."""
    for item in items:
        yield item.title
        yield from titles(item.children)


# --- Conformity ----------------------------------------------------------------------------------


def test_conforms_to_both_standards(java: Path, printed: Printed, tmp_path: Path) -> None:
    path = tmp_path / "besluit.pdf"
    path.write_bytes(printed.pdf)
    for profile in ("2a", "ua1"):
        report = page.validate_pdf_bytes(printed.pdf, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]
        assert verapdf.failures(path, profile) == {}


# --- Structure -----------------------------------------------------------------------------------


def test_what_is_read_aloud_is_the_source_in_its_order(printed: Printed) -> None:
    assert " ".join(item.text for item in printed.content).split() == source_words(printed.html)
    assert tag_reader.untagged(printed.opened).strip() == ""


def test_language_and_title(printed: Printed) -> None:
    mark = "Concept: " if printed.document.draft else ""
    assert str(printed.opened.Root.Lang) == "nl"
    assert str(printed.opened.docinfo.Title) == mark + printed.document.title
    assert printed.opened.Root.ViewerPreferences.DisplayDocTitle


def test_bookmarks_are_the_headings(printed: Printed) -> None:
    """Of the source, in its order; their levels never skip one."""
    tree = html5lib.parse(printed.html, namespaceHTMLElements=False)
    heads = [e for e in tree.iter() if re.fullmatch(r"h\d", str(e.tag))]
    expected = [" ".join("".join(e.itertext()).split()) for e in heads]
    with printed.opened.open_outline() as outline:
        assert [" ".join(t.split()) for t in titles(outline.root)] == expected
    read = [item for item in printed.items if HEADING.fullmatch(item.role)]
    assert [" ".join(item.text.split()) for item in read] == expected
    assert [item.role.lower() for item in read] == [e.tag for e in heads]
    levels = [int(item.role[1]) for item in read]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_header_cell_says_what_it_heads(printed: Printed) -> None:
    heads = [item for item in printed.items if item.role == "TH"]
    assert len(heads) == printed.html.count("<th ")
    for item in heads:
        assert item.element.A.Scope == ("/Column" if "THead" in item.path else "/Row")


def test_every_map_has_its_words(printed: Printed) -> None:
    figures = [str(item.element.Alt) for item in printed.items if item.role == "Figure"]
    assert figures == [b.alt for b in printed.document.blocks if b.kind is Kind.MAP]


def test_every_list_is_one_list_also_over_pages(printed: Printed) -> None:
    """As many lists and items as the source has: one that crosses a page is not two."""
    tree = html5lib.parse(printed.html, namespaceHTMLElements=False)
    found: Counter[str] = Counter()

    def count(element: pikepdf.Dictionary) -> None:
        found[str(element.S)] += 1
        for kid in tag_reader.children(element):
            count(kid)

    count(printed.opened.Root.StructTreeRoot.K[0])
    assert found["/L"] == len(tree.findall(".//ul")) + len(tree.findall(".//ol"))
    assert found["/LI"] == found["/LBody"] == len(tree.findall(".//li"))
    assert found["/Table"] == len(tree.findall(".//table"))
    assert found["/TR"] == len(tree.findall(".//tr"))


def test_what_is_no_text_is_an_artifact(printed: Printed) -> None:
    """The running heads, the page numbers and the mark of a draft, in the margins of every page."""
    margins = tag_reader.artifacts(printed.opened)
    for number, text in enumerate(margins, 1):
        assert f"Pagina {number} van {len(margins)}" in text
        assert "Gemeente Almere" in text
        assert (printed.document.kenmerk in text) == (number > 1)
        assert ("CONCEPT" in text) == ("niet vastgesteld" in text) == printed.document.draft
    assert "CONCEPT" not in "".join(item.text for item in printed.items)


# --- Pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pages", "more"), [(1, 0), (1, 1), (2, 1), (29, 1)])
def test_as_many_pages_as_the_style_sheet_says(pages: int, more: int) -> None:
    """Counted from besluit.css: a paragraph of one line is 10.5 x 1.48 pt high and has 2.6 mm after it.

    `pages` are filled to the last line, `more` lines follow. On the first page stand the municipality
    (9.5 x 1.48 pt, 2.4 + 11 mm, a rule of 1.6 pt) and the title (21 x 1.18 pt, 6 mm).
    """
    room = HEIGHT - (27 + 26) * MM
    each = 10.5 * 1.48 + 2.6 * MM
    head = 9.5 * 1.48 + 1.6 + 21 * 1.18 + (2.4 + 11 + 6) * MM
    first, other = int((room - head + 2.6 * MM) / each), int((room + 2.6 * MM) / each)
    count = first + (pages - 1) * other + more
    drawn = pdftotext(render_pdf(lines(count)), "-raw").split("\f")[:-1]
    assert len(drawn) == pages + more
    for number in range(1, count + 1):
        expected = 0 if number <= first else 1 + (number - first - 1) // other
        assert LINE.format(number) in drawn[expected].split("\n")


def test_number_of_pages(printed: Printed) -> None:
    case = CASES[printed.name]
    assert case.least <= len(printed.opened.pages) <= case.most


def test_each_page_holds_its_part_of_the_text(printed: Printed) -> None:
    """What the tags place on a page, pdftotext finds on that page, and the pages follow each other."""
    drawn = [squeezed(text) for text in printed.drawn]
    at = 1
    for item in printed.content:
        for number, pieces in groupby(item.pieces, key=lambda piece: piece[0]):
            assert number in (at, at + 1), item.text
            at = number
            assert squeezed("".join(text for _, text in pieces)) in drawn[number - 1]
    assert at == len(drawn)


def test_each_heading_stands_once_and_not_alone(printed: Printed) -> None:
    """On the same page something follows each heading, and each paragraph that announces a list."""
    for item, following in pairwise(printed.content):
        if HEADING.fullmatch(item.role):
            assert len({number for number, _ in item.pieces}) == 1, item.text
        announces = item.text.rstrip().endswith(":") and item.role != "TH"
        if HEADING.fullmatch(item.role) or announces or item.role == "Caption":
            assert item.pieces[-1][0] == following.pieces[0][0], item.text
    for block in printed.document.blocks:
        if block.kind is Kind.ARTICLE:
            line = f"Artikel {block.number} {block.text}"
            starts = [sheet for sheet in printed.drawn if f"\n{line}"[:60] in f"\n{sheet}"]
            assert len(starts) == 1, line


def test_no_paragraph_leaves_less_than_three_lines(printed: Printed) -> None:
    """Neither at the foot of a page nor at the head of the next, as besluit.css asks."""
    for item in printed.content:
        counts = Counter(number for number, text in item.pieces if text.strip())
        assert len(counts) < 2 or min(counts.values()) >= 3, item.text


def test_nothing_is_printed_outside_the_margins(printed: Printed) -> None:
    _, right, _, left = MARGINS[printed.layout]
    for sheet in printed.words:
        for word in sheet:
            if word.right < left * MM and word.text == "CONCEPT"[-len(word.text) :]:
                continue
            assert left * MM - ROUNDING <= word.left, word
            assert word.right <= WIDTH - right * MM + ROUNDING, word


def test_no_page_is_empty_or_ends_far_too_soon(printed: Printed) -> None:
    """A page is at least half full, but for the last and the ones before an annex or a map."""
    top, _, bottom, _ = MARGINS[printed.layout]
    full = HEIGHT - (top + bottom) * MM
    breaks = {item.pieces[0][0] for item in printed.content if item.text.startswith("Bijlage ")}
    breaks |= {item.pieces[0][0] for item in printed.items if item.role == "Figure"}
    for number, sheet in enumerate(printed.words, 1):
        assert len(sheet) > 3, f"page {number}"
        if number < len(printed.words) and number + 1 not in breaks:
            used = max(word.bottom for word in sheet) - top * MM
            assert used > full / 2, f"page {number}"


def test_the_head_of_the_log_comes_last(printed: Printed) -> None:
    said = printed.drawn[-1]
    assert (HEAD in said) == bool(printed.document.chain_head)
    assert HEAD not in "".join(printed.drawn[:-1])


# --- To look at ----------------------------------------------------------------------------------


def test_pictures(printed: Printed, tmp_path: Path) -> None:
    """Every page, left in tests/pictures."""
    PICTURES.mkdir(exist_ok=True)
    path = tmp_path / "besluit.pdf"
    path.write_bytes(printed.pdf)
    start = "geval-" + re.sub(r"\W+", "-", printed.name)
    for old in PICTURES.glob(f"{start}-*.jpg"):
        old.unlink()
    command = [required_program("pdftoppm"), "-r", "60", "-jpeg", str(path), str(PICTURES / start)]
    subprocess.run(command, check=True)
    assert len(list(PICTURES.glob(f"{start}-*.jpg"))) == len(printed.opened.pages)
