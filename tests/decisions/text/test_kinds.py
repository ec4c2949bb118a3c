"""What each kind of decision says. Expected sentences: the law, the framework and correct Dutch."""

from __future__ import annotations

from datetime import date, time

import pytest

from decisions import text
from decisions.blocks import Kind
from decisions.documents.plaintext import render_text
from decisions.models import (
    DecisionKind,
    Starts,
    Variant,
)
from tests import factories
from tests.decisions.text import cases
from tests.decisions.text.reading import articles, block, composed, keys, recitals, words

pytestmark = pytest.mark.django_db


# --- An explosion ------------------------------------------------------------------------------------


def test_mobile_tells_night_place_and_kind():
    found = words(cases.explosion())
    assert (
        "in de nacht van 27 op 28 maart 2026 aan de Hofmark sprake is geweest van een explosie bij een "
        "woning;"
    ) in found


def test_mobile_uses_a_typed_clause_as_it_is():
    assert "- de politie een herhaling niet uitsluit zolang de toedracht niet is vastgesteld;" in words(
        cases.explosion()
    )


def test_mobile_makes_each_paragraph_a_recital():
    document = composed(cases.explosion())
    assert block(document, "overweging.aanleiding.omschrijving.1").text == (
        "de aanleiding de volgende is: Bij de explosie is een voordeur vernield. Bewoners waren thuis, "
        "niemand raakte gewond;"
    )
    assert block(document, "overweging.aanleiding.omschrijving.2").text == (
        "daarbij ook het volgende van belang is: een voertuig in de straat raakte zwaar beschadigd;"
    )


def test_mobile_has_no_periodic_evaluation():
    """Framework, chapter 7: lessons, no periodic evaluation."""
    document = composed(cases.explosion())
    assert articles(document) == [
        "Aanwijzing van het gebied",
        "Duur",
        "Gebruik en rechtstreeks bekijken",
        "Uitvoering en bewaartermijn",
        "Kenbaarheid en afscherming",
        "Inwerkingtreding",
        "Citeertitel",
    ]
    assert "leer- en verbeterpunten" in render_text(document)


def test_confidential_report_is_named_without_its_title():
    """Awb 3:49: no motivation by reference to what nobody may read."""
    found = words(cases.explosion())
    assert "een bestuurlijke rapportage van de politie van 29 maart 2026, welk stuk niet openbaar is" in found
    assert "Rapportage explosie" not in found


def test_starts_the_day_after_publication():
    found = words(cases.explosion())
    assert (
        "De aanwijzing van het gebied geldt met ingang van de dag na die van de bekendmaking van dit besluit "
        "tot en met 30 april 2026."
    ) in found
    assert "Dit besluit treedt in werking met ingang van de dag na die van de bekendmaking." in found


def test_measure_is_running_dutch():
    assert (
        "sinds 28 maart 2026 als minder ingrijpende maatregel gebruik is gemaakt van extra surveillance door "
        "de politie, met het volgende resultaat: de wijkagent is zichtbaar aanwezig. Dit volstaat niet: "
        "surveillance is niet het hele etmaal mogelijk;"
    ) in words(cases.explosion())


def test_operative_part_follows_151c():
    """Lid 4 (police), lid 5 (end), lid 6 (signs), lid 7 (public places), lid 9 (four weeks, tracing)."""
    found = words(cases.explosion())
    for sentence in (
        "bedient zich bij de uitvoering van dit besluit van de onder zijn gezag staande politie.",
        "De burgemeester trekt met toepassing van artikel 151c, vijfde lid, van de Gemeentewet",
        "is door borden bij de toegangen van het gebied op duidelijke wijze kenbaar voor een ieder",
        "uitsluitend beelden gemaakt van openbare plaatsen als bedoeld in artikel 1 van de Wet openbare "
        "manifestaties",
        "na ten hoogste 28 dagen vernietigd, tenzij gegevens met toepassing van artikel 151c, negende lid,",
        "opsporing geen zelfstandig doel van het cameratoezicht is",
        "in elk geval dagelijks van 20.00 uur tot 06.00 uur de volgende dag rechtstreeks bekeken.",
    ):
        assert sentence in found


def test_retention_is_never_more_than_the_law_allows():
    decision = cases.explosion()
    cases.answers(decision, retention_days=90)
    assert "90 dagen" not in words(decision)
    cases.answers(decision, retention_days=14)
    assert "ten hoogste 14 dagen" in words(decision)


def test_counts_extensions_along_the_chain():
    area = cases.hofmark()
    chain = None
    for kind, signed, first, last in (
        (DecisionKind.START, date(2025, 11, 13), date(2025, 11, 17), date(2025, 12, 16)),
        (DecisionKind.EXTEND, date(2025, 12, 12), date(2025, 12, 17), date(2026, 2, 13)),
        (DecisionKind.EXTEND, date(2026, 2, 10), date(2026, 2, 14), date(2026, 3, 31)),
    ):
        chain = cases.past(
            "Hofmark", area, signed, first, last, kind=kind, follows=chain, variant=Variant.MOBILE
        )
    decision = cases.case(DecisionKind.EXTEND, Variant.MOBILE, "Verlenging Hofmark")
    factories.make_designated_area(
        decision, follows=chain, starts=Starts.ON_DAY, first_day=date(2026, 4, 1), last_day=date(2026, 4, 28)
    )
    assert (
        "dit de derde verlenging is van het cameratoezicht in het gebied Hofmark, dat is ingesteld bij "
        "besluit van 13 november 2025"
    ) in words(decision)
    # 30, 59 and 46 days, each less its first day: published on that day, in force the day after
    assert "de eerdere aanwijzingen van het gebied Hofmark samen 132 dagen omvatten" in words(decision)


def test_days_before_are_left_out_where_one_is_unknown():
    before = cases.past("Hofmark", cases.hofmark(), date(2025, 12, 12), date(2025, 12, 15), None)
    decision = cases.case(DecisionKind.EXTEND, Variant.MOBILE, "Hofmark")
    factories.make_designated_area(
        decision,
        follows=before,
        starts=Starts.ON_DAY,
        first_day=date(2026, 2, 14),
        last_day=date(2026, 3, 12),
    )
    assert "eerdere aanwijzing van" not in words(decision)


def test_names_a_gap_after_the_predecessor():
    before = cases.past("Hofmark", cases.hofmark(), date(2025, 12, 12), date(2025, 12, 15), date(2026, 2, 13))
    decision = cases.case(DecisionKind.EXTEND, Variant.MOBILE, "Hofmark")
    factories.make_designated_area(
        decision,
        follows=before,
        starts=Starts.ON_DAY,
        first_day=date(2026, 5, 15),
        last_day=date(2026, 6, 12),
    )
    found = words(decision)
    assert (
        "voor het gebied Hofmark van 14 februari 2026 tot en met 14 mei 2026 geen aanwijzing heeft gegolden"
        in found
    )


# --- Two centres -------------------------------------------------------------------------------------


def test_centres_each_have_their_own_hours():
    document = composed(cases.centres())
    stad, haven = (b for b in document.blocks if b.kind is Kind.MEMBER and "volgende tijden" in b.text)
    assert stad.text.startswith("In het gebied Almere Stad Centrum worden")
    assert stad.items == (
        "op maandag tot en met woensdag van 12.00 uur tot 24.00 uur;",
        "op donderdag tot en met zaterdag van 12.00 uur tot 04.00 uur de volgende dag.",
    )
    assert haven.items == (
        "van vrijdag 18.00 uur tot zaterdag 02.00 uur;",
        "op zaterdag en zondag van 12.00 uur tot 22.00 uur.",
    )


def test_centres_have_exceptions_by_date():
    found = words(cases.centres())
    assert (
        "In afwijking van de hiervoor genoemde tijden worden de beelden in het gebied Almere Stad Centrum op "
        "31 december 2026 (jaarwisseling) in elk geval van 12.00 uur tot 06.00 uur de volgende dag "
        "rechtstreeks bekeken."
    ) in found
    assert "in het gebied Almere Haven Centrum op 25 december 2026 niet rechtstreeks bekeken." in found


def test_centres_are_designated_as_a_lettered_list():
    document = composed(cases.centres())
    assert block(document, "artikel.gebied.aanwijzing").items == (
        "Almere Stad Centrum, te weten het gebied dat wordt begrensd door de Spoordreef, het Weerwater en de "
        "Cinemadreef;",
        "Almere Haven Centrum, te weten het centrum van Almere Haven tussen de haven en de Kruisstraat.",
    )


def test_centres_say_what_happens_when_published_late():
    """Awb 3:40: no entry into force before publication."""
    assert (
        "Dit besluit treedt in werking met ingang van 1 mei 2026 of, indien dit besluit niet vóór die dag is "
        "bekendgemaakt, met ingang van de dag na die van de bekendmaking."
    ) in words(cases.centres())


def test_centres_have_an_evaluation_article():
    document = composed(cases.centres())
    assert articles(document)[5] == "Evaluatie"
    assert "uiterlijk een half jaar voor de laatste dag" in block(document, "artikel.evaluatie.geheel").text


def test_each_fact_stands_exactly_once_in_its_group():
    decision = cases.centres()
    document = composed(decision)
    for fact in decision.facts.all():
        found = [b for b in document.blocks if f"fact:{fact.pk}" in b.sources]
        assert len(found) == 1
        assert found[0].criterion == fact.criterion
        assert found[0].key == f"overweging.{fact.criterion}.feit.{fact.pk}"
    found = render_text(document)
    assert found.count("412") == 1
    assert (
        "in 2025 412 incidenten in het centrum van Almere Stad zijn geregistreerd, volgens de registratie "
        "van het uitkijkcentrum;"
    ) in found
    assert (
        "in juni 2024 49% van de ondervraagden zich veiliger voelde door de camera’s, volgens de evaluatie"
        in found
    )


def test_deviation_from_an_advice_is_explained():
    """Awb 3:50."""
    found = words(cases.centres())
    assert "de officier van justitie positief en de politie aarzelend heeft geadviseerd" in found
    assert (
        "de burgemeester van Almere om de volgende redenen afwijkt van het advies van de politie: de "
        "jaarlijkse evaluatie per camera maakt eerder ingrijpen mogelijk;"
    ) in found


def test_privacy_is_weighed_per_area():
    """Framework, chapter 6; the court asked for it in the Tholen case."""
    document = composed(cases.centres())
    per_area = [b.text for b in recitals(document) if b.key.startswith("overweging.privacy.gebied.")]
    assert [t[:60] for t in per_area] == [
        "het cameratoezicht in het gebied Almere Stad Centrum een inb",
        "het cameratoezicht in het gebied Almere Haven Centrum een in",
    ]
    assert all("van ongeveer 12 hectare en tot een termijn van vier jaar" in t for t in per_area)


def test_overlapping_extension_withdraws_its_predecessor():
    decision = cases.centres()
    stad, haven = decision.designated_areas.order_by("pk")
    assert "wordt ingetrokken" not in words(decision)
    stad.starts, stad.first_day = Starts.AFTER_PUBLICATION, None
    stad.save()
    found = words(decision)
    assert "De aanwijzing van het gebied Almere Stad Centrum bij besluit van 20 april 2022" in found
    assert "De aanwijzing van het gebied Almere Haven Centrum bij besluit" not in found
    assert (
        "In afwijking van het eerste lid geldt de aanwijzing voor het gebied Almere Haven Centrum met ingang "
        "van 1 mei 2026 of, indien"
    ) in found
    assert (
        "De aanwijzing van het gebied Almere Haven Centrum geldt van 1 mei 2026 tot en met 30 april 2030."
        in found
    )
    assert haven.first_day == date(2026, 5, 1)


def test_clock_times_stand_in_the_term():
    decision = cases.explosion()
    designated = decision.designated_areas.get()
    designated.starts, designated.first_day, designated.start_time = (
        Starts.ON_DAY,
        date(2026, 12, 31),
        time(0, 1),
    )
    designated.last_day, designated.end_time = date(2027, 1, 1), time(6)
    designated.save()
    assert "geldt van 31 december 2026 te 00.01 uur tot 1 januari 2027 te 06.00 uur." in words(decision)
    designated.end_time = time(23, 59)
    designated.save()
    assert "tot en met 1 januari 2027." in words(decision)


def test_short_regular_term_is_evaluated_before_an_extension():
    decision = cases.case(DecisionKind.START, Variant.REGULAR, "Kort")
    factories.make_designated_area(
        decision, starts=Starts.ON_DAY, first_day=date(2026, 5, 1), last_day=date(2026, 7, 31)
    )
    found = words(decision)
    assert "half jaar voor" not in found
    assert "wordt voordat over een verlenging wordt besloten geëvalueerd" in found


# --- Ending and changing -----------------------------------------------------------------------------


def test_ending_is_short_and_names_what_ends():
    document = composed(cases.ending())
    found = render_text(document)
    assert articles(document) == [
        "Intrekking",
        "Camera’s, borden en beelden",
        "Inwerkingtreding",
        "Citeertitel",
    ]
    assert "De aanwijzing van het gebied Hofmark bij besluit van 26 februari 2026 (kenmerk " in found
    assert "wordt ingetrokken met ingang van 13 april 2026 of, indien dit besluit niet vóór die dag" in found
    assert "De camera’s en de borden worden daarna zo spoedig mogelijk verwijderd." in found
    assert "rechtstreeks bekeken" not in found
    assert "overweging.noodzakelijkheid.oordeel" not in keys(document)


def test_ending_rests_on_the_duty_and_the_criterion():
    """151c lid 5; framework, chapter 5."""
    found = words(cases.ending())
    assert (
        "de burgemeester op grond van artikel 151c, vijfde lid, van de Gemeentewet het besluit intrekt zodra"
        in found
    )
    assert "de inzet van camera’s in het gebied Hofmark niet langer noodzakelijk is" in found
    assert "Sinds de aanhouding van twee verdachten zijn er geen incidenten meer geweest." in found


def test_consultation_added_to_an_ending_changes_nothing_else():
    decision = cases.ending()
    before = [b for b in composed(decision).blocks if not text.is_completed_later(b.key)]
    factories.make_consultation(decision)
    after = [b for b in composed(decision).blocks if not text.is_completed_later(b.key)]
    assert after == before


def test_reducing_change_is_short():
    document = composed(cases.smaller())
    found = render_text(document)
    assert "wordt voor het gebied Hofmark als volgt gewijzigd:" in found
    assert "artikel 1, voor zover dit het gebied betreft, komt te luiden: Als gebied" in found
    assert "wordt aangewezen: het noordelijke deel van de Hofmark" in found
    assert (
        "artikel 2, voor zover dit het gebied betreft, komt te luiden: De aanwijzing geldt tot en met 30 "
        "april 2026." in found
    )
    assert "artikel 3" not in found
    assert "overweging.noodzakelijkheid.oordeel" not in keys(document)
    assert "de inbreuk op de persoonlijke levenssfeer daardoor niet groter wordt" in found


def test_enlarging_change_has_full_reasons():
    decision = cases.smaller()
    decision.designated_areas.update(last_day=date(2026, 8, 31))
    document = composed(decision)
    assert "overweging.noodzakelijkheid.oordeel" in keys(document)
    assert "overweging.wijziging.beperking" not in keys(document)


def test_change_of_hours_says_so():
    decision = cases.smaller()
    designated = decision.designated_areas.get()
    cases.whole_term(designated)
    cases.hours(designated, [4, 5], time(22), time(2))
    found = words(decision)
    assert "op vrijdag en zaterdag van 22.00 uur tot 02.00 uur de volgende dag rechtstreeks bekeken" in found
    assert "de inbreuk op de persoonlijke levenssfeer daardoor niet groter wordt" not in found


def test_change_of_a_change_names_no_articles():
    """In a decision that changes another, article 1 is not the area."""
    before = cases.smaller().designated_areas.get()
    factories.adopt(before.decision)
    decision = cases.case(DecisionKind.CHANGE, Variant.MOBILE, "Nogmaals")
    factories.make_designated_area(decision, follows=before, words="de Hofmark", last_day=before.last_day)
    found = words(decision)
    assert "de aanwijzing van het gebied komt te luiden: Als gebied" in found
    assert "artikel 1, voor zover" not in found


def test_ending_on_another_criterion_rests_on_the_framework_too():
    """151c lid 5 speaks of necessity alone; the framework (chapter 5) of all criteria."""
    decision = cases.ending()
    cases.answers(decision, ceased_criterion="behoefte")
    found = words(decision)
    assert "niet langer een maatschappelijke behoefte bestaat, zodat niet meer wordt voldaan" in found
    assert "ook voortijdig kan worden beëindigd" in found
    assert "ook voortijdig" not in words(cases.ending())
