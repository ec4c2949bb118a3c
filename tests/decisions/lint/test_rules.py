"""Each lint rule, with what passes and what fails; the failing ones rebuild defects of real decisions."""

from __future__ import annotations

import pytest

from decisions.lint import LINT_RULES, Known, lint_text
from decisions.lint.registry import lint

from .texts import BASES, BYLAW, REMEDIES, SIGNED, TERM, USE, codes, decision, found


def test_a_text_without_defects_gives_nothing() -> None:
    assert found(decision()) == []


def test_the_rules_are_numbered_and_say_what_they_ask() -> None:
    assert [rule.code for rule in LINT_RULES] == [f"L{n}" for n in range(1, 13)]
    for rule in LINT_RULES:
        assert rule.statement.endswith("."), rule.code
        assert rule.article, rule.code


def test_a_rule_bears_its_number_once() -> None:
    with pytest.raises(ValueError, match="must end in its number: other"):
        lint(code="L1", article="-")(other)
    with pytest.raises(ValueError, match="already is a rule L1"):
        lint(code="L1", article="-")(second_L1)


def other(reading: object, known: object) -> list[object]:
    return []


def second_L1(reading: object, known: object) -> list[object]:
    return []


def test_a_finding_tells_the_line_and_the_words() -> None:
    text = "Aanwijzingsbesluit\n\nDe inzet begint morgen en\nheeft terugwerkende kracht tot vorige week."
    (finding,) = found(text, excerpt=True)
    assert (finding.code, finding.line) == ("L1", 4)
    assert "terugwerkende kracht" in finding.quote
    assert finding.article == "artikel 3:40 van de Awb"


def test_a_line_that_was_broken_off_counts_where_the_defect_stands() -> None:
    text = (
        "Overwegende dat:\n- de burgemeester alle feiten en omstandigheden heeft afgewogen en daarbij\n"
        "van belang acht dat het besluit terugwerkende kracht heeft;"
    )
    (finding,) = found(text, excerpt=True)
    assert finding.line == 3


# --- L1: the decision of Best, in force with effect from eight days before ------------------------


@pytest.mark.parametrize(
    "term",
    [
        "De aanwijzing geldt van 22 maart 2026 tot en met 30 april 2026.",
        "De aanwijzing geldt met ingang van 22-03-2026 tot en met 30-04-2026.",
        "Dit besluit werkt met terugwerkende kracht vanaf 3 april 2026 en geldt tot en met 30 april 2026.",
        "Dit besluit werkt terug tot het begin van de week en geldt tot en met 30 april 2026.",
    ],
)
def test_works_forward_L1(term: str) -> None:
    assert codes(decision(term=term)) == ["L1"]


def test_register_that_counts_from_before_the_signature_L1() -> None:
    text = "Datum inwerkingtreding 22-03-2022; datum ondertekening 30-03-2022"
    assert codes(text, excerpt=True) == ["L1"]


@pytest.mark.parametrize(
    "term",
    [
        TERM,
        "De aanwijzing geldt van 31 maart 2026 tot en met 30 april 2026.",  # the day of signing itself
        "Dit besluit heeft geen terugwerkende kracht. Het geldt tot en met 30 april 2026.",
        "De aanwijzing bij besluit van 1 februari 2026, die gold van 3 februari 2026 tot en met 2 april 2026,"
        " wordt verlengd tot en met 30 april 2026.",
    ],
)
def test_a_start_after_the_signature_or_of_another_decision_L1(term: str) -> None:
    assert codes(decision(term=term)) == []


def test_a_change_repeats_the_earlier_article_L1() -> None:
    article = "Artikel 2 komt te luiden: De aanwijzing geldt van 1 februari 2026 tot en met 30 april 2026."
    assert codes(decision(title="Besluit tot wijziging van het besluit Hofmark", article=article)) == []


# --- L2: the decision of Drechterland, 't/m heden' ------------------------------------------------


@pytest.mark.parametrize(
    "term",
    [
        "De aanwijzing geldt van 3 april 2026.",
        "De aanwijzing geldt met ingang van 3 april 2026 t/m heden.",
        "De aanwijzing geldt tot nader order.",
        "De aanwijzing geldt voor onbepaalde tijd.",
    ],
)
def test_has_an_end_L2(term: str) -> None:
    assert codes(decision(term=term)) == ["L2"]


@pytest.mark.parametrize(
    "term",
    [
        "De aanwijzing geldt tot 1 mei 2026 te 06.00 uur.",
        "De aanwijzing geldt voor de duur van vier weken.",
        "Het gebied is aangewezen voor een periode van ten hoogste 30 dagen.",
        "De aanwijzing vervalt op 1 mei 2026.",
        "De aanwijzing geldt tot en met [nog in te vullen: laatste dag].",  # the matter of L9
    ],
)
def test_an_end_by_day_or_by_duration_L2(term: str) -> None:
    assert "L2" not in codes(decision(term=term))


def test_an_ending_needs_no_last_day_L2() -> None:
    title = "Besluit tot intrekking van het aanwijzingsbesluit Hofmark"
    assert codes(decision(title=title, term="De aanwijzing wordt ingetrokken.", use="")) == []


def test_what_an_excerpt_leaves_out_says_nothing_L2() -> None:
    assert codes(decision(term="De aanwijzing begint later."), excerpt=True) == []


# --- L3: the decision of Utrecht, with words of a veiligheidsrisicogebied -------------------------


@pytest.mark.parametrize(
    "recital",
    [
        "de uitoefening van bovengenoemde controlebevoegdheden bij een bredere aanpak hoort",
        "eenieder preventief kan worden gefouilleerd en de tassen worden doorzocht",
        "de raad op grond van artikel 151b bevoegdheden heeft gegeven",
        "het gebied een veiligheidsrisicogebied is",
        "de noodverordening van kracht is",
        "de burgemeester bij dit besluit een gebiedsverbod geeft",
    ],
)
def test_no_foreign_power_L3(recital: str) -> None:
    assert codes(decision(recital=recital)) == ["L3"]


@pytest.mark.parametrize(
    "article",
    [
        "De politie mag in het gebied fouilleren.",
        "In het gebied geldt een samenscholingsverbod.",
        "Het noodbevel blijft van kracht.",
    ],
)
def test_a_foreign_power_in_an_article_L3(article: str) -> None:
    assert codes(decision(article=article)) == ["L3"]


@pytest.mark.parametrize(
    "recital",
    [
        "een samenscholingsverbod is overwogen, maar de groepen wisselen van samenstelling",
        "sinds mei gebiedsverboden zijn opgelegd aan twaalf personen, zonder blijvend effect",
        "eerder een noodverordening is uitgevaardigd, wat een zwaarder middel is",
        "het gebied vorig jaar als veiligheidsrisicogebied is aangewezen, wat onvoldoende hielp",
        "preventief fouilleren een ingrijpender maatregel is dan cameratoezicht",
        "politie en handhavers extra controles uitvoeren op scooters en andere voertuigen",
    ],
)
def test_a_measure_that_was_tried_or_weighed_may_be_told_L3(recital: str) -> None:
    assert codes(decision(recital=recital)) == []


# --- L4: Edam-Volendam without the bylaw, Rotterdam without the law -------------------------------


def test_both_bases_named_L4() -> None:
    without_bylaw = decision(bases="- artikel 151c van de Gemeentewet;")
    (finding,) = found(without_bylaw)
    assert (finding.code, finding.line) == ("L4", 0)
    assert "Algemene plaatselijke verordening" in finding.message
    (finding,) = found(decision(bases=f"- {BYLAW};"))
    assert finding.code == "L4"
    assert "151c" in finding.message


@pytest.mark.parametrize(
    "bases",
    [
        BASES,
        "- de artikelen 151c van de Gemeentewet en 2:67 van de Algemene plaatselijke verordening gemeente "
        "Almere 2011;",
        "- art. 151c Gemeentewet;\n- artikel 2:67, eerste lid, van de APV;",
        "- [nog in te vullen: artikel van de Gemeentewet];\n"
        "- [nog in te vullen: artikel van de Algemene plaatselijke verordening];",
    ],
)
def test_bases_in_other_words_L4(bases: str) -> None:
    assert "L4" not in codes(decision(bases=bases))


def test_what_an_excerpt_leaves_out_says_nothing_L4() -> None:
    assert codes(decision(bases=""), excerpt=True) == []


# --- L5: Koggenland cites two years of its bylaw --------------------------------------------------


def test_bases_are_current_L5() -> None:
    bylaw = "artikel 2:77 van de Algemene plaatselijke verordening Koggenland 2022"
    bases = f"- artikel 151c van de Gemeentewet;\n- {bylaw};"
    annex = "Grondslag: Algemene plaatselijke verordening Koggenland 2023"
    findings = lint_text(decision(bases=bases, annex=annex))
    assert [f.code for f in findings] == ["L5"]
    assert "2023" in findings[0].message
    assert "2022" in findings[0].message


@pytest.mark.parametrize(
    "bylaw",
    [
        "artikel 2:67 van de Algemene plaatselijke verordening gemeente Almere 2009",
        "artikel 2:77 van de Algemene plaatselijke verordening gemeente Almere 2011",
        "artikel 2.77 van de APV",
    ],
)
def test_another_year_or_article_than_the_record_L5(bylaw: str) -> None:
    assert codes(decision(bases=f"- artikel 151c van de Gemeentewet;\n- {bylaw};")) == ["L5"]


def test_the_bylaw_of_another_municipality_has_its_own_number_L5() -> None:
    bylaw = "artikel 2:77 van de Algemene Plaatselijke Verordening gemeente Roermond"
    assert codes(decision(bases=f"- artikel 151c van de Gemeentewet;\n- {bylaw} en overleg;")) == []


@pytest.mark.parametrize(
    "recital",
    [
        "volgens artikel 151c, vierde lid, de camera's op duidelijke wijze kenbaar zijn",
        "de periode van daadwerkelijk gebruik volgt uit artikel 151c, tweede lid",
        "de Wet bescherming persoonsgegevens op de beelden van toepassing is",
        "de driehoek van artikel 14 van de Politiewet 1993 heeft overlegd",
    ],
)
def test_numbers_and_laws_of_before_L5(recital: str) -> None:
    assert codes(decision(recital=recital)) == ["L5"]
    old = decision(
        recital=recital, term="Tot en met 30 april 2015.", signed="Aldus vastgesteld op 31 maart 2015."
    )
    assert "L5" not in codes(old)


# --- L6: the decision of Almelo, with tracing as its purpose --------------------------------------


@pytest.mark.parametrize(
    "recital",
    [
        "het doel van de camera's het opsporen en vervolgen van daders is",
        "het cameratoezicht niet alleen de openbare orde dient maar ook gericht is op de opsporing",
        "camera's worden geplaatst ten behoeve van de opsporing van strafbare feiten",
        "camera's nodig zijn om daders te herkennen en aan te houden",
        "de plaatsing mede strekt tot het verzamelen van bewijsmateriaal",
    ],
)
def test_purpose_is_public_order_L6(recital: str) -> None:
    assert codes(decision(recital=recital)) == ["L6"]


@pytest.mark.parametrize(
    "recital",
    [
        "opsporing geen zelfstandig doel is",
        "beelden met toepassing van artikel 151c, negende lid, kunnen worden gebruikt ten behoeve van de "
        "opsporing van een strafbaar feit",
        "gemiddeld acht keer per maand beelden worden opgevraagd voor de opsporing",
        "een woning doelwit is geworden en twee verdachten zijn aangehouden",
        "het doel is strafbare feiten te voorkomen die invloed hebben op de orde en rust",
        "het onderzoek naar de daders nog loopt",
    ],
)
def test_detection_in_its_place_L6(recital: str) -> None:
    assert codes(decision(recital=recital)) == []


# --- L9 --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "[nog in te vullen: datum van het besluit]",
        "XXX",
        "xxxx",
        "lorem ipsum dolor",
        "<datum invullen>",
        "[naam straat]",
        "PM",
        "n.t.b.",
        "…",
        "........",
        "____",
        "??",
    ],
)
def test_nothing_left_open_L9(words: str) -> None:
    assert codes(decision(recital=f"er overlast is sinds {words} in het gebied")) == ["L9"]


@pytest.mark.parametrize(
    "words",
    [
        "de openbare orde […] is verstoord",
        "bewoners schreven: ‘Wij slapen niet meer...’",
        "de afstand < 5 meter is en het aantal > 3",
        "meer staat op <https://www.almere.nl>",
        "het om 15.00 PM2,5 ging",
        "de zin uit de brief (…) is weggelaten",
    ],
)
def test_marks_that_belong_there_L9(words: str) -> None:
    assert codes(decision(recital=words)) == []


# --- L12 -------------------------------------------------------------------------------------------


def test_tells_how_to_object_L12() -> None:
    assert codes(decision(remedies="")) == ["L12"]
    half = "Bezwaar\n\nBelanghebbenden kunnen bezwaar maken bij de burgemeester van Almere."
    (finding,) = found(decision(remedies=half))
    assert finding.code == "L12"
    assert "zes weken" in finding.message
    assert "voorlopige voorziening" in finding.message
    assert "burgemeester" not in finding.message
    assert codes(decision(remedies=REMEDIES)) == []


def test_what_an_excerpt_leaves_out_says_nothing_L12() -> None:
    assert codes(decision(remedies=""), excerpt=True) == []


def test_without_records_the_text_speaks_for_itself() -> None:
    assert lint_text(decision(), known=Known()) == []
    assert lint_text(decision(use=USE, signed=SIGNED)) == []
