"""Titles, the page for the driehoek, and the reasons of a case that closes without a decision."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from decisions import documents, text
from decisions.documents.plaintext import render_text
from decisions.models import Closure, Decision, DecisionKind, Variant
from tests import factories
from tests.decisions.text import cases


@pytest.mark.parametrize(
    ("kind", "areas", "title"),
    [
        ("instellen", ["Hofmark"], "Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark"),
        (
            "verlengen",
            ["Almere Stad Centrum", "Almere Buiten Centrum"],
            "Aanwijzingsbesluit verlenging tijdelijk cameratoezicht Almere Stad Centrum en Almere Buiten "
            "Centrum",
        ),
        (
            "wijzigen",
            ["Hofmark", "Hofmark"],
            "Besluit tot wijziging van het aanwijzingsbesluit tijdelijk cameratoezicht Hofmark",
        ),
        ("beeindigen", [], "Besluit tot intrekking van het aanwijzingsbesluit tijdelijk cameratoezicht"),
    ],
)
def test_title(kind, areas, title):
    assert text.title_for(kind, Variant.REGULAR, areas) == title


def test_title_of_mobile_use_may_have_a_date():
    """As the municipality's decision of 14 December 2023 was named."""
    day = date(2023, 12, 14)
    dated = "Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark 14 december 2023"
    assert text.title_for("instellen", Variant.MOBILE, ["Hofmark"], day=day) == dated
    assert "2023" not in text.title_for("instellen", Variant.REGULAR, ["Hofmark"], day=day)


def test_title_fits_its_column():
    areas = [f"Gebied met een lange naam nummer {n}" for n in range(20)]
    assert len(text.title_for("instellen", Variant.REGULAR, areas)) <= 200


@pytest.mark.django_db
def test_paper_has_what_the_driehoek_needs():
    found = render_text(text.paper(cases.centres()))
    for needed in (
        "Voor de driehoek: verlengen van het cameratoezicht in de gebieden Almere Stad Centrum en Almere",
        "van 1 mei 2026 tot en met 30 april 2030",
        "van vrijdag 18.00 uur tot zaterdag 02.00 uur",
        "besluit van 20 april 2022",
        "Op 29 maart 2026 is door de politie om verlenging van het cameratoezicht gevraagd.",
        "Uit de cijfers blijkt dat:",
        "Noodzakelijkheid",
        "Noodzakelijkheid; Stand van zaken: Voldoet. In beide centra",
        "Betere verlichting, sinds 2023.",
        "De DPIA is van 11 mei 2023.",
        "vraagt het Openbaar Ministerie en de politie om advies",
        "positief en dat van de politie aarzelend",
        "Almere Stad Centrum: 1.460 dagen in werking sinds 2 mei 2022, nog niet verlengd, 1 dag zonder",
    ):
        assert needed in found


@pytest.mark.django_db
def test_paper_turns_a_clause_into_a_sentence():
    found = render_text(text.paper(cases.explosion()))
    assert (
        "Gebleken is dat de politie een herhaling niet uitsluit zolang de toedracht niet is vastgesteld."
        in found
    )


@pytest.mark.django_db
def test_paper_of_an_ending_asks_no_hours():
    found = render_text(text.paper(cases.ending()))
    assert "Noodzakelijkheid; Stand van zaken: Aan dit criterium wordt niet meer voldaan." in found
    assert "rechtstreeks bekeken" not in found


def page_count(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


@pytest.mark.django_db
def test_paper_of_two_centres_is_one_page():
    paper = text.paper(cases.centres())
    assert page_count(documents.render_pdf(paper, layout="paper")) == 1


@pytest.mark.django_db
def test_paper_stays_one_page():
    decision = cases.explosion()
    cases.answers(decision, occasion="Er is overlast in de straat. " * 200)
    paper = text.paper(Decision.objects.get(pk=decision.pk))
    found = render_text(paper)
    assert "…" in found
    assert page_count(documents.render_pdf(paper, layout="paper")) == 1


@pytest.mark.django_db
def test_closing_gives_outcome_and_reasons_per_criterion():
    decision = cases.case(DecisionKind.START, Variant.REGULAR, "Aanwijzingsbesluit Hofmark")
    factories.make_designated_area(decision, area=cases.hofmark())
    reasons = {**cases.EXPLOSION_REASONS, "noodzakelijkheid": "Er zijn te weinig incidenten."}
    cases.reasons(decision, "voldoet_niet", **reasons)
    Closure.objects.create(
        decision=decision,
        outcome=Closure.Outcome.NOT_STARTED,
        reasons="Het is rustig.\nToezicht op straat volstaat",
        proposed_by=factories.make_user(),
    )
    found = render_text(text.closing_text(Decision.objects.get(pk=decision.pk)))
    assert found.startswith("Cameratoezicht niet ingesteld: Hofmark")
    for needed in (
        "In het gebied Hofmark wordt geen cameratoezicht ingesteld.",
        "Toezicht op straat volstaat.",
        "Aan dit criterium wordt niet voldaan.",
        "Er zijn te weinig incidenten.",
    ):
        assert needed in found


@pytest.mark.django_db
def test_closing_without_a_closure_shows_placeholders():
    assert text.PLACEHOLDER in render_text(text.closing_text(cases.half_filled()))
