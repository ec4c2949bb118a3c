"""House numbers (L7) and names (L8): found where they are, and not in what only looks like one."""

from __future__ import annotations

import pytest

from decisions.lint import find_house_numbers, find_names

from .texts import codes, decision


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("een explosie bij Gebroek 114 te Roermond", "Gebroek 114"),
        ("bij de woning aan de Marktmeesterstraat 12a werd brand gesticht", "Marktmeesterstraat 12a"),
        ("de panden Vrije Zeestraat 12-14 liepen schade op", "Vrije Zeestraat 12-14"),
        ("aan het Stadhuisplein 3, boven de winkel", "Stadhuisplein 3"),
        ("de woning Oranjestraat 7-III is beschadigd", "Oranjestraat 7-III"),
        ("in de omgeving van De Brink 22 is het onrustig", "De Brink 22"),
        ("Laan van Nieuw Weerdinge 5 is de plaats", "Weerdinge 5"),
        ("de woning met huisnummer 31 is getroffen", "huisnummer 31"),
        ("het pand op nummer 8 is beschadigd", "pand op nummer 8"),
        ("in de P.C. Hooftstraat 100 is ingebroken", "Hooftstraat 100"),
        ("de Kerkstraat 12 t/m 16 zijn ontruimd", "Kerkstraat 12 t/m 16"),
        ("aan de Dreef 2024 is niets te zien, aan de Hofmark 7 wel", "Hofmark 7"),
    ],
)
def test_a_house_number_is_found(text: str, words: str) -> None:
    (match,) = find_house_numbers(text)
    assert match.words.endswith(words)
    assert text[match.start :].startswith(match.words)


@pytest.mark.parametrize(
    "text",
    [
        "Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark 14 december 2023",
        "op 9 november 2023 is bij een woning aan de Hofmark een explosief afgegaan",
        "artikel 2:67 van de Algemene plaatselijke verordening gemeente Almere 2011",
        "artikel 151c van de Gemeentewet en artikel 13 van de Politiewet 2012",
        "het Beleidskader cameratoezicht 2024-2027",
        "(kenmerk PROEF-6, Gemeenteblad 2026, 1001)",
        "in de Kerkstraat 12 incidenten zijn geregistreerd",
        "op de Grote Markt 3 vaste camera’s hangen",
        "in de Hofmark 5 keer is ingebroken",
        "in 2025 412 incidenten in het centrum van Almere Stad zijn geregistreerd",
        "omstreeks 00:20 uur op de Zuidlaan 00:20 uur",
        "de omgeving De Brink, waar overlast is",
        "Almere Buiten Centrum B",
        "lid 1 van Artikel 3 en Bijlage 1",
        "Kaart van het gebied Hofmark: 12,0 hectare (x 143000 tot 143400)",
        "van 20.00 uur tot 06.00 uur op de Markt",
        "Postbus 16005, 3500 DA Utrecht",
        "aan de Vrije Zeestraat 40% meer overlast was",
        "gmb-2023-542250, CVDR707713",
        "Op maandag 3 april 2026 en In week 12",
    ],
)
def test_what_only_looks_like_a_house_number(text: str) -> None:
    assert find_house_numbers(text) == []


def test_a_known_street_needs_no_ending() -> None:
    text = "schade aan Belfort 4 en omgeving"
    assert find_house_numbers(text) == [("Belfort 4", 11)]
    assert [m.words for m in find_house_numbers("bij Odeon heeft Cascade 9 schade", streets=["Cascade"])] == [
        "Cascade 9"
    ]
    assert find_house_numbers("bij Odeon heeft Cascade 9 schade") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("de bewoner, de heer Jansen, is gewond", "de heer Jansen"),
        ("mevrouw A. de Vries heeft verklaard", "mevrouw A. de Vries"),
        ("de familie Van den Berg is ondergebracht", "familie Van den Berg"),
        ("verdachte J.P. Bakker is aangehouden", "J.P. Bakker"),
        ("volgens mr. dr. K. el Amrani", "mr. dr. K. el Amrani"),
        ("dhr. Smit-Visser woont er", "dhr. Smit-Visser"),
        ("eigenaar Th. Mulder wil camera's", "Th. Mulder"),
    ],
)
def test_a_name_is_found(text: str, words: str) -> None:
    (match,) = find_names(text)
    assert match.words == words


@pytest.mark.parametrize(
    "text",
    [
        "de burgemeester van Almere",
        "burgemeester A. Proef heeft overleg gevoerd",
        "in de J.F. Kennedylaan en de P.C. Hooftstraat",
        "de onderneming Sigma B.V. Almere",
        "A. Het gebied Hofmark",
        "B. Artikel 2 komt te luiden",
        "bij besluit d.d. 14 mei 2024",
        "de bewoners van de woning en de familie in de straat",
        "mevrouw is gewond; de heer des huizes niet",
        "Vrijheid, Blijheid en Orde. De politie is er",
        "basisteam Roermond van de politie Limburg",
    ],
)
def test_what_only_looks_like_a_name(text: str) -> None:
    assert find_names(text) == []


def test_no_house_number_L7() -> None:
    """The decision of Teylingen has the house number in its title."""
    assert codes(decision(title="Aanwijzingsbesluit cameratoezicht Hofmark 7")) == ["L7"]
    assert codes(decision(recital="de woning Kerkstraat 12 is getroffen")) == ["L7"]
    assert codes(decision(title="Aanwijzingsbesluit cameratoezicht Hofmark")) == []


def test_no_personal_name_L8() -> None:
    assert codes(decision(recital="de heer Jansen als bewoner is bedreigd")) == ["L8"]


def test_who_signed_and_where_to_object_are_named_L7_L8() -> None:
    """The signature has a name, the remedies clause the address of the city hall."""
    assert codes(decision()) == []
