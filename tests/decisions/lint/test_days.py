"""Dates and clock times that contradict each other: L10 and L11."""

from __future__ import annotations

from datetime import date

import pytest

from decisions.lint import day_of_decision
from decisions.lint.days import day_in
from decisions.lint.reading import read_text

from .texts import SIGNED, TITLE, codes, decision, found


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("31 maart 2026", date(2026, 3, 31)),
        ("dinsdag 31 maart 2026", date(2026, 3, 31)),
        ("31-03-2026", date(2026, 3, 31)),
        ("31/3/2026", date(2026, 3, 31)),
        ("31 april 2026", None),
        ("29-02-2026", None),
    ],
)
def test_a_day_as_it_is_written(words: str, day: date | None) -> None:
    assert day_in(words) == day


@pytest.mark.parametrize(
    "signed",
    [
        SIGNED,
        "Aldus besloten d.d. 31-03-2026.",
        "Ondertekening\nAlmere, vastgesteld op dinsdag 31 maart 2026",
    ],
)
def test_the_day_of_the_decision(signed: str) -> None:
    assert day_of_decision(read_text(decision(signed=signed))) == date(2026, 3, 31)


def test_without_a_signature_the_register_tells_the_day() -> None:
    assert day_of_decision(read_text("Datum ondertekening 12-12-2023; bron gmb-2023-542250")) == date(
        2023, 12, 12
    )
    assert day_of_decision(read_text("De burgemeester van Almere;")) is None


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("title", f"{TITLE}\nLooptijd: van 3 april 2026 tot en met 15 mei 2026"),
        ("title", f"{TITLE}\nLooptijd: van 2 april 2026 tot en met 30 april 2026"),
        ("title", f"{TITLE}\nVastgesteld voor de periode tot en met 30-05-2026"),
        ("annex", "De kaart geldt tot en met 31 mei 2026."),
        ("annex", "Kaart van het gebied, met ingang van 2 april 2026."),
    ],
)
def test_days_agree_L10(part: str, words: str) -> None:
    assert codes(decision(**{part: words})) == ["L10"]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("title", f"{TITLE}\nLooptijd: van 3 april 2026 tot en met 30 april 2026"),
        ("title", f"{TITLE}\nDatum inwerkingtreding 03-04-2026; datum uitwerkingtreding 01-05-2026"),
        ("annex", "De kaart is getekend op 20 maart 2026."),
        ("recital", "het eerdere besluit gold tot en met 15 maart 2026"),
    ],
)
def test_the_same_days_and_other_days_L10(part: str, words: str) -> None:
    assert codes(decision(**{part: words})) == []


def test_the_date_in_the_title_L10() -> None:
    cited = "Dit besluit wordt aangehaald als: Aanwijzingsbesluit Hofmark 14 april 2026."
    title = f"{TITLE} 31 maart 2026"
    assert codes(decision(title=title)) == []
    assert codes(decision(title=title, article=cited)) == ["L10"]
    assert codes(decision(title=f"{TITLE} 2 april 2026")) == []  # dated by its publication
    assert codes(decision(title=f"{TITLE} 30 maart 2026")) == ["L10"]
    assert codes(decision(title=f"{TITLE} 30 maart 2027")) == ["L10"]


def test_a_day_of_the_week_and_a_day_that_is_not_there_L10() -> None:
    assert codes(decision(recital="het op dinsdag 14 oktober 2025 gebeurde")) == []
    (finding,) = found(decision(recital="het op maandag 14 oktober 2025 gebeurde"))
    assert finding.message == "14 oktober 2025 is een dinsdag, geen maandag."
    (finding,) = found(decision(recital="het op 31 april 2026 gebeurde"))
    assert finding.message == "31 april 2026 bestaat niet. Controleer de datum."


def test_a_term_that_ends_before_it_begins_L10() -> None:
    term = "De aanwijzing geldt van 30 april 2026 tot en met 3 april 2026."
    assert codes(decision(term=term)) == ["L10"]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("annex", "De beelden worden elke dag van 18.00 uur tot 06.00 uur rechtstreeks bekeken."),
        ("recital", "de beelden in het weekend van 20.00 tot 04.00 uur live worden bekeken"),
        ("recital", "het om 25.00 uur gebeurde"),
        ("recital", "het om 12.75 uur gebeurde"),
        ("use", "De beelden worden van 20.00 uur tot 20.00 uur rechtstreeks bekeken."),
    ],
)
def test_times_agree_L11(part: str, words: str) -> None:
    assert codes(decision(**{part: words})) == ["L11"]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("annex", "De beelden worden elke dag van 20:00 tot 06:00 uur rechtstreeks bekeken."),
        ("recital", "de meeste incidenten tussen 22.00 uur en 04.00 uur plaatsvonden"),
        ("recital", "omstreeks 00:20 uur (dinsdag 14 oktober 2025) iets ontplofte"),
        ("recital", "eerder van 18.00 uur tot 02.00 uur rechtstreeks werd gekeken"),
        ("use", "De beelden worden van 12.00 uur tot 24.00 uur rechtstreeks bekeken."),
        ("use", "De beelden worden van vrijdag 18.00 uur tot zaterdag 02.00 uur rechtstreeks bekeken."),
    ],
)
def test_times_that_are_right_L11(part: str, words: str) -> None:
    assert codes(decision(**{part: words})) == []


def test_the_time_at_which_the_term_ends_L11() -> None:
    term = "De aanwijzing geldt van 3 april 2026 tot 1 mei 2026 te 06.00 uur."
    head = f"{TITLE}\nLooptijd: van 3 april 2026 tot 1 mei 2026 te {{}} uur"
    assert codes(decision(term=term, title=head.format("06.00"))) == []
    assert codes(decision(term=term, title=head.format("08.00"))) == ["L11"]
