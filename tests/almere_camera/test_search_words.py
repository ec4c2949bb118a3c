"""Words as people type them: terms, Dutch forms, snippets and marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almere_camera.search.words import (
    MOST_TERMS,
    MOST_TYPED,
    SNIPPET,
    Term,
    fold,
    forms,
    marked,
    question,
    snippet,
)


def terms(typed: str) -> list[tuple[str, bool]]:
    return [(" ".join(term.words), term.prefix) for term in question(typed).terms]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("overlast Hofmark", [("overlast", True), ("hofmark", True)]),
        ('"Grote Markt" rust', [("grote markt", False), ("rust", True)]),
        ("“Grote Markt”", [("grote markt", False)]),
        ("P-0", [("p 0", True)]),
        ("Beëindigen", [("beeindigen", True)]),
        ("Bee\u0308indigen", [("beeindigen", True)]),
        ("camera’s en foto's", [("camera", True), ("foto", True)]),
        ("de markt van het dorp", [("markt", True), ("dorp", True)]),
        ("de het", [("de", True), ("het", True)]),
        ('"half open', [("half", True), ("open", True)]),
        ("a\0b", [("a", True), ("b", True)]),
        ("* - \" ' () ☃ ", []),
        ("plein plein PLEIN", [("plein", True)]),
    ],
)
def test_reads_what_is_typed(typed: str, expected: list[tuple[str, bool]]) -> None:
    assert terms(typed) == expected


def test_reads_a_long_question_as_far_as_it_goes_and_says_so() -> None:
    long = question("plein " * 100)
    assert (len(long.typed), long.cut_off) == (MOST_TYPED, True)
    many = question(" ".join(f"woord{number}" for number in range(MOST_TERMS + 1)))
    assert (len(many.terms), many.cut_off) == (MOST_TERMS, True)
    assert not question("plein").cut_off


@pytest.mark.parametrize(
    ("one", "more"),
    [
        ("straat", "straten"),
        ("blok", "blokken"),
        ("huis", "huizen"),
        ("brief", "brieven"),
        ("winkel", "winkels"),
        ("gebied", "gebieden"),
        ("plein", "pleinen"),
        ("boom", "bomen"),
        ("besluit", "besluiten"),
        ("school", "scholen"),
    ],
)
def test_singular_and_plural_find_each_other(one: str, more: str) -> None:
    assert any(more.startswith(form) for form in forms(one)), forms(one)
    assert any(one.startswith(form) for form in forms(more)), forms(more)


@pytest.mark.parametrize("word", ["de", "p", "gras", "bus", "is", "een", "lees", "zee"])
def test_a_short_word_is_left_as_it_is_or_gets_a_real_plural(word: str) -> None:
    assert forms(word)[0] == word
    assert all(len(form) > 2 for form in forms(word)[1:])


@given(st.text(max_size=300))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_anything_typed_can_be_read_and_marked(typed: str) -> None:
    asked = question(typed)
    assert all(word.isalnum() for term in asked.terms for word in term.words)
    plain = marked("Het plein & de markt", asked.terms).replace("<mark>", "").replace("</mark>", "")
    assert plain == "Het plein &amp; de markt"


def test_marks_words_and_escapes_the_rest() -> None:
    text = "Beëindiging <b>van</b> het toezicht op de Grote  Markt"
    asked = question('beeindig "grote markt"').terms
    assert marked(text, asked) == (
        "<mark>Beëindiging</mark> &lt;b&gt;van&lt;/b&gt; het toezicht op de <mark>Grote  Markt</mark>"
    )
    assert marked("Noordmarkt", question("markt").terms) == "Noordmarkt"


def test_the_snippet_is_the_piece_with_most_of_the_words() -> None:
    text = (
        "Op het plein is rust. " + "Er gebeurt weinig. " * 40 + "Op het plein was overlast. " + "Slot. " * 90
    )
    found = snippet(text, question("plein overlast").terms)
    assert "plein was overlast" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found) <= SNIPPET + 4


def test_the_snippet_without_a_word_in_it_is_the_beginning() -> None:
    assert snippet("Kort en goed.", question("plein").terms) == "Kort en goed."
    assert snippet("", question("plein").terms) == ""
    assert snippet("a" * 500, (Term(("a",)),)).startswith("aaa")
