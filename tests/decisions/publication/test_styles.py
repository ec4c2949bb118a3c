"""Word for DROP against the table of styles of KOOP's template: every kind, variant and placing.

The table was read off a public converter into 'OP Stijl Compleet Besluit' v2.5; it is written here by hand.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise

import pytest
import time_machine
from docx.oxml.ns import qn

from decisions.blocks import Document
from decisions.publication.paragraphs import Placing, paragraphs
from decisions.publication.word import word_file
from tests import factories as make
from tests.decisions.documents import samples
from tests.decisions.publication.frozen import Word, documents

pytestmark = pytest.mark.django_db

TITLE, PREAMBLE, CHAPTER, SECTION, ARTICLE = (
    "OPTitel", "OPAanhef", "OPHoofdstukTitel", "OPParagraafTitel", "OPArtikelTitel"
)  # fmt: skip
MEMBER, PLAIN, ITEM, SIGNATURE = "OPLid", "StandaardAlinea", "Lijstalinea", "OPOndertekening"
ANNEX, EXPLANATION = "OPBijlageTitel", "OPNotaToelichtingTitel"
START = "(begin)"
RUNNING = {PLAIN, ITEM, CHAPTER, SECTION, ARTICLE, SIGNATURE, ANNEX, EXPLANATION}
FOLLOWS = {
    START: {TITLE},
    TITLE: {PREAMBLE},
    PREAMBLE: {PREAMBLE, CHAPTER, SECTION, ARTICLE},
    CHAPTER: {SECTION, ARTICLE, MEMBER, PLAIN, ITEM},
    SECTION: {ARTICLE},
    ARTICLE: {MEMBER, PLAIN, ITEM},
    MEMBER: {MEMBER, CHAPTER, SECTION, ARTICLE, SIGNATURE, ANNEX, EXPLANATION},
    PLAIN: RUNNING,
    ITEM: RUNNING,
    SIGNATURE: {SIGNATURE, ANNEX, EXPLANATION},
    ANNEX: {ANNEX, PLAIN, ITEM},
    EXPLANATION: {PLAIN, ITEM},
}
NOT_AFTER_ANNEX = {PREAMBLE, CHAPTER, SECTION, ARTICLE, MEMBER}
NOT_AFTER_EXPLANATION = {*NOT_AFTER_ANNEX, ANNEX}
PLAIN_TAGS = {
    qn(f"w:{tag}")
    for tag in (
        *("body", "p", "pPr", "pStyle", "numPr", "ilvl", "numId", "r", "rPr", "b", "i", "t"),
        *("sectPr", "pgSz", "pgMar", "cols", "docGrid"),
    )
}
TYPED_MARK = re.compile(r"^(?:\d{1,2}[.)]|[a-z][.)]|[-–•*])\s")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


def made(document: Document, placing: Placing) -> bytes:
    return word_file(paragraphs(document, placing), document, styles={}, pictures={})


def faults(word: Word) -> Iterator[str]:
    """Everything in which a file differs from the table."""
    styles = [word.style(p) for p in word.paragraphs]
    for before, after in pairwise([START, *styles]):
        if after not in FOLLOWS[before]:
            yield f"{after} after {before}"
    for style, most in ((TITLE, 1), (EXPLANATION, 1)):
        if styles.count(style) > most:
            yield f"{styles.count(style)} times {style}"
    for style, forbidden in ((ANNEX, NOT_AFTER_ANNEX), (EXPLANATION, NOT_AFTER_EXPLANATION)):
        if style in styles and (wrong := forbidden & set(styles[styles.index(style) :])):
            yield f"{wrong} somewhere after {style}"
    article, lists = 0, {}
    for paragraph, style in zip(word.paragraphs, styles, strict=True):
        number, words = word.number(paragraph), word.words(paragraph)
        article += style in (ARTICLE, ANNEX, EXPLANATION, CHAPTER)
        if number and style not in (MEMBER, ITEM):
            yield f"{style} is numbered: {words}"
        if not number and style == ITEM:
            yield f"{style} is no list item: {words}"
        if number and TYPED_MARK.match(words):
            yield f"a typed number: {words}"
        if number and lists.setdefault(number[0], article) != article:
            yield f"a list runs on from another article: {words}"
        if style in (ARTICLE, TITLE, ANNEX) and paragraph.findall(f".//{qn('w:rPr')}"):
            yield f"a character format in a title: {words}"


def test_every_kind_and_variant_keeps_to_the_table_wherever_the_remedies_stand() -> None:
    seen, wrong = 0, []
    for name, document in documents():
        for placing in Placing:
            word = Word(made(document, placing))
            wrong += [f"{name}, {placing}: {fault}" for fault in faults(word)]
            seen += len(word.paragraphs)
    assert wrong == []
    assert seen > 1000  # something was looked at


def test_the_table_finds_what_is_wrong() -> None:
    """The judge itself: a heading too early and a lid behind an annex are told."""
    document = samples.decision()
    backwards = list(paragraphs(document))[::-1]
    found = list(faults(Word(word_file(backwards, document, styles={}, pictures={}))))
    assert f"{SIGNATURE} after {ANNEX}" in found
    assert f"{MEMBER} after {SIGNATURE}" in found
    assert f"{TITLE} after {PREAMBLE}" in found
    assert f"{ANNEX} after {PLAIN}" not in found


def test_leden_are_numbered_by_word_letters_beneath_them() -> None:
    document = next(d for name, d in documents() if name == "centres")
    word = Word(made(document, Placing.ANNEX))
    leden = [(word.number(p), word.words(p)) for p in word.paragraphs if word.style(p) == MEMBER]
    blocks = [b for b in document.blocks if b.kind == "member"]
    first = [words for number, words in leden if number and number[1] == 0]
    assert [b.text for b in blocks] == first  # no word lost, no number typed
    items = [words for number, words in leden if number and number[1] == 1]
    assert items == [item for b in blocks for item in b.items]
    assert items  # the two areas
    assert {word.form(number) for number, _ in leden if number and number[1] == 0} == {"decimal"}
    assert {word.form(number) for number, _ in leden if number and number[1] == 1} == {"lowerLetter"}


def test_items_of_a_list_are_bullets_by_word() -> None:
    document = samples.decision()
    word = Word(made(document, Placing.ANNEX))
    items = [word.number(p) for p in word.paragraphs if word.style(p) == ITEM]
    assert items
    assert {word.form(number) for number in items if number} == {"bullet"}


@pytest.mark.parametrize(
    ("placing", "style", "before"),
    [
        (Placing.ANNEX, ANNEX, ANNEX),
        (Placing.EXPLANATION, EXPLANATION, None),
        (Placing.ARTICLE, ARTICLE, SIGNATURE),
    ],
)
def test_the_remedies_stand_where_the_setting_says(placing: Placing, style: str, before: str | None) -> None:
    document = next(d for name, d in documents() if name == "explosion")
    word = Word(made(document, placing))
    heads = [
        (word.style(p), word.words(p))
        for p in word.paragraphs
        if word.style(p) in (ARTICLE, SIGNATURE, ANNEX, EXPLANATION)
    ]
    at = heads.index((style, "Bezwaar"))
    following = heads[at + 1][0] if at + 1 < len(heads) else None
    assert following == before


def test_a_motivation_has_an_opening_and_a_chapter_for_each_criterion() -> None:
    document = dict(documents())["motivering"]
    word = Word(made(document, Placing.ANNEX))
    styles = [word.style(p) for p in word.paragraphs]
    per_criterion = [CHAPTER, PLAIN, ITEM] * 4
    assert styles == [TITLE, PREAMBLE, *per_criterion, CHAPTER, PLAIN, SIGNATURE, SIGNATURE, SIGNATURE]


def test_nothing_in_the_file_but_styles_numbers_and_words() -> None:
    """No header, footer, logo or text box; no direct formatting but bold and italic."""
    for name, document in documents():
        content = made(document, Placing.ANNEX)
        parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert [p for p in parts if re.search(r"header|footer|media|embed|vba|comments", p)] == [], name
        word = Word(content)
        body = word.docx.element.body
        tags = {element.tag for element in body.iter()}
        assert tags <= PLAIN_TAGS, (name, tags - PLAIN_TAGS)


def test_the_words_are_those_of_the_adopted_text_in_the_order_of_the_pdf() -> None:
    """With the remedies as an annex nothing moves; only our own particulars are left out."""
    from decisions.documents.plaintext import render_text

    for name, document in documents():
        if name == "alle blokken":  # its explanation stands before its notes: KOOP wants it last
            continue
        word = Word(made(document, Placing.ANNEX))
        own = {value for b in document.blocks if b.kind == "particulars" for row in b.rows for value in row}
        rest = render_text(document)
        for paragraph in word.paragraphs:
            words = " ".join(word.words(paragraph).split())
            found = rest.find(words)
            assert found >= 0, (name, words)
            skipped = re.sub(r"(?m)^(?:\d+\.|[a-z]+\.|-)\s*$", "", rest[:found]).strip()
            left = [
                s for s in re.split(r"\n+", skipped) if s and not re.fullmatch(r"\d+\.|[a-z]+\.|-", s.strip())
            ]
            left = [line for line in left if not all(part in own for part in line.split(": ", 1))]
            assert left == [], (name, left)
            rest = rest[found + len(words) :]
        assert rest.strip() == "", (name, rest)
