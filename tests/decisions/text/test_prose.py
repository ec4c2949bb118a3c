"""Whatever people type reads as part of a sentence: after 'overwegende dat' the verb stands at the end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.text import prose

LEAD = "het volgende geldt"


@pytest.mark.parametrize(
    ("typed", "recital"),
    [
        # Clauses as the municipality's own decisions have them: used as they are.
        (
            "op 9 november 2023 een woning doelwit is geworden van een aanslag;",
            "op 9 november 2023 een woning doelwit is geworden van een aanslag",
        ),
        ("dat de kans op herhaling reëel is.", "de kans op herhaling reëel is"),
        ("de politie herhaling niet uitsluit;", "de politie herhaling niet uitsluit"),
        ("Dat er sprake van overlast is", "er sprake van overlast is"),
        ("de explosies verband lijken te houden en dat onrust heeft veroorzaakt", None),
        # Ordinary sentences: introduced.
        ("De overlast neemt toe.", "het volgende geldt: de overlast neemt toe"),
        ("De overlast neemt toe", "het volgende geldt: de overlast neemt toe"),
        ("Almere groeit snel.", "het volgende geldt: Almere groeit snel"),
        ("Dat leidt tot onrust bij bewoners.", "het volgende geldt: dat leidt tot onrust bij bewoners"),
        ("Overlast neemt toe. Bewoners klagen.", "het volgende geldt: Overlast neemt toe. Bewoners klagen"),
        (
            "er is veel overlast in het hele centrum",
            "het volgende geldt: er is veel overlast in het hele centrum",
        ),
        ("veel overlast", "het volgende geldt: veel overlast"),
        ("Er zijn o.a. Vechtpartijen geweest.", "het volgende geldt: er zijn o.a. Vechtpartijen geweest"),
        ("- bedelen\n- ruzies", "het volgende geldt:\n- bedelen\n- ruzies"),
    ],
)
def test_clause(typed, recital):
    made = prose.clause(typed, LEAD)
    if recital is None:
        assert made == prose.bare(typed)
    else:
        assert made == recital


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Een.\nTwee.", ["Een.", "Twee."]),
        ("Een.\r\n\r\nTwee.", ["Een.", "Twee."]),
        ("Drie dingen:\n- a\n- b\nSlot.", ["Drie dingen:\n- a\n- b", "Slot."]),
        (
            "Deze regel is door het mailprogramma afgebroken omdat hij\nte lang was.",
            ["Deze regel is door het mailprogramma afgebroken omdat hij", "te lang was."],
        ),
        (
            "Deze regel is door het mailprogramma van de afzender afgebroken omdat hij\nte lang was.",
            ["Deze regel is door het mailprogramma van de afzender afgebroken omdat hij te lang was."],
        ),
        ("  \n\n ", []),
    ],
)
def test_paragraphs(typed, found):
    assert prose.paragraphs(typed) == found


@pytest.mark.parametrize(
    ("typed", "mark", "text"),
    [
        ("klaar", ";", "klaar;"),
        ("klaar.", ";", "klaar;"),
        ("klaar; ", ".", "klaar."),
        ("bedelen, ruzies enz.", ".", "bedelen, ruzies enz."),
        ("bedelen, ruzies enz.", ";", "bedelen, ruzies enz.;"),
        ("Is dat nodig?", ";", "Is dat nodig?"),
    ],
)
def test_terminated(typed, mark, text):
    assert prose.terminated(typed, mark) == text


def test_second_paragraph_has_an_introduction_of_its_own():
    first, second, third, fourth = prose.clauses(
        "De een.\nde ander dit meldt;\nHet derde.\nHet vierde.", LEAD
    )
    assert first == "het volgende geldt: de een"
    assert second == "de ander dit meldt"
    assert third == "daarbij ook het volgende van belang is: het derde"
    assert fourth == "verder het volgende in aanmerking is genomen: het vierde"


@given(st.text(max_size=300))
def test_any_text_composes(typed):
    for made in prose.clauses(typed, LEAD):
        assert made.strip()
        ended = prose.terminated(made, ";")
        assert not ended.endswith((";;", ".;;", ",;"))


@given(st.lists(st.text(alphabet="abcDEF .;", min_size=1, max_size=40), max_size=4))
def test_no_word_is_lost(lines):
    typed = "\n\n".join(lines)
    letters = [c.lower() for c in typed if c.isalpha()]
    made = [c.lower() for text in prose.paragraphs(typed) for c in text if c.isalpha()]
    assert made == letters
