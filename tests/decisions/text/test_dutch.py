"""Expected words: the rules of Dutch spelling and what real decisions print."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from decisions.text import dutch


def test_date():
    assert dutch.date_words(date(2025, 6, 5)) == "5 juni 2025"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 10, 13), date(2025, 10, 14), "in de nacht van 13 op 14 oktober 2025"),
        (date(2025, 10, 31), date(2025, 11, 1), "in de nacht van 31 oktober op 1 november 2025"),
        (date(2025, 12, 31), date(2026, 1, 1), "in de nacht van 31 december 2025 op 1 januari 2026"),
    ],
)
def test_night(first, last, words):
    assert dutch.night_words(first, last) == words


def test_clock():
    assert dutch.clock(time(2)) == "02.00 uur"
    assert dutch.until_clock(time(0)) == "24.00 uur"
    assert dutch.until_clock(time(23, 30)) == "23.30 uur"


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_enumeration(items, words):
    assert dutch.enumeration(items) == words


def test_ordinals():
    assert [dutch.ordinal(n) for n in (1, 2, 3, 8, 9, 12)] == [
        "eerste",
        "tweede",
        "derde",
        "achtste",
        "negende",
        "12e",
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(7), "dagelijks"),
        ([0, 1, 2, 3], "op maandag tot en met donderdag"),
        ([4, 5], "op vrijdag en zaterdag"),
        ([5], "op zaterdag"),
        ([0, 2, 4], "op maandag, woensdag en vrijdag"),
        ([4, 5, 6, 0], "op vrijdag tot en met maandag"),
        ([0, 6], "op maandag en zondag"),
        ([0, 1, 2, 5], "op maandag tot en met woensdag en op zaterdag"),
        ([6, 5, 5], "op zaterdag en zondag"),
    ],
)
def test_weekdays(days, words):
    assert dutch.weekday_words(days) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 1), date(2030, 4, 30), "vier jaar"),
        (date(2026, 1, 1), date(2026, 12, 31), "één jaar"),
        (date(2024, 2, 29), date(2025, 2, 28), "één jaar"),
        (date(2023, 9, 19), date(2023, 10, 16), "vier weken"),
        (date(2023, 9, 19), date(2023, 10, 12), "24 dagen"),
        (date(2026, 4, 27), date(2026, 4, 27), "één dag"),
        (date(2026, 12, 14), date(2026, 12, 16), "drie dagen"),
        (date(2026, 6, 7), date(2028, 6, 5), ""),
    ],
)
def test_span(first, last, words):
    assert dutch.span(first, last) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("De politie", "de politie"),
        ("Het centrum", "het centrum"),
        ("Zichtbare camera’s", "zichtbare camera’s"),
        ("’s Nachts is er overlast", "’s nachts is er overlast"),
        ("Almere Haven", "Almere Haven"),
        ("Stadstoezicht controleert", "Stadstoezicht controleert"),
        ("DPIA", "DPIA"),
        ("Deventer", "Deventer"),
        ("", ""),
    ],
)
def test_lower_first_leaves_names(typed, words):
    assert dutch.lower_first(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2025", "in 2025"),
        ("Maart 2026", "in maart 2026"),
        ("sinds 2024", "sinds 2024"),
        ("De zomer", "in de zomer"),
    ],
)
def test_preposition(typed, words):
    assert dutch.with_preposition(typed, "in") == words


def test_decimal_comma():
    assert dutch.decimal_comma(Decimal("4.16")) == "4,2"
    assert dutch.decimal_comma(Decimal("12.00")) == "12"
