"""The text of every decision: its structure, its gaps, its dated records. Expected: law and framework."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from almere_camera.models import Address, HouseRule, LegalBasis, Official
from decisions import text
from decisions.blocks import Kind, document_from_json
from decisions.documents.plaintext import render_text
from decisions.models import (
    Assessment,
    Consultation,
    Decision,
    DecisionKind,
    Judgement,
    Measure,
    Request,
    Variant,
    ViewingHours,
)
from tests import factories
from tests.decisions.text import cases
from tests.decisions.text.reading import block, composed, keys, recitals, words

pytestmark = pytest.mark.django_db

OBJECTION_WORDS = (
    "bezwaarschrift",
    "zes weken",
    "de dag na die waarop dit besluit in het Gemeenteblad is bekendgemaakt",
    "de burgemeester van Almere, Postbus 1, 1300 AA Almere",
    "de naam en het adres van de indiener",
    "de dagtekening",
    "een omschrijving van het besluit waartegen het bezwaar is gericht",
    "de gronden van het bezwaar",
    "schorst de werking van dit besluit niet",
    "voorlopige voorziening",
    "onverwijlde spoed",
    "griffierecht",
)


# --- Structure ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [cases.explosion, cases.centres, cases.ending, cases.smaller])
class TestEveryDecision:
    def test_stands_in_the_canonical_order(self, make):
        document = composed(make())
        kinds = [b.kind for b in document.blocks]
        assert kinds[:3] == [Kind.TITLE, Kind.PARTICULARS, Kind.PREAMBLE]
        assert kinds.count(Kind.TITLE) == 1
        order = [b.text for b in document.blocks if b.kind is Kind.PREAMBLE and b.text.endswith(":")]
        expected = ["gelet op:", "overwegende dat:", "voorts overwegende dat:", "besluit:"]
        assert order == [e for e in expected if e in order]
        assert order[0], order[-1] == ("gelet op:", "besluit:")
        assert kinds.index(Kind.ARTICLE) < kinds.index(Kind.SIGNATURE) < kinds.index(Kind.HEADING)

    def test_has_unique_keys(self, make):
        found = keys(composed(make()))
        assert len(found) == len(set(found))

    def test_ends_every_recital_in_a_semicolon_and_the_last_in_a_full_stop(self, make):
        found = recitals(composed(make()))
        assert all(b.text.endswith(";") for b in found[:-1])
        assert found[-1].text.endswith(".")

    def test_begins_every_recital_in_small_letters(self, make):
        assert [b.text for b in recitals(composed(make())) if b.text[0].isupper()] == []

    def test_has_the_whole_remedies_clause(self, make):
        found = words(make())
        assert [w for w in OBJECTION_WORDS if w not in found] == []

    def test_cites_both_bases_and_the_framework(self, make):
        document = composed(make())
        assert block(document, "aanhef.grondslag.lijst").items == (
            "artikel 151c van de Gemeentewet;",
            "artikel 2:67 van de Algemene plaatselijke verordening gemeente Almere 2011;",
            "het Beleidskader cameratoezicht 2024-2027, vastgesteld op 5 juni 2025;",
        )

    def test_shows_no_field_labels(self, make):
        labels = set()
        for model in (Assessment, Judgement, Measure, Consultation, Request, ViewingHours):
            labels |= {str(f.verbose_name).lower() for f in model._meta.concrete_fields}
        document = composed(make())
        for b in document.blocks:
            if b.kind in (Kind.RECITAL, Kind.MEMBER, Kind.PARAGRAPH):
                assert b.text.split(":")[0].lower() not in labels

    def test_has_no_double_marks_or_spaces(self, make):
        found = words(make())
        for wrong in ("..", ";;", ".;", ",,", " ,", " ;", "  ", "None", "straight'"):
            assert wrong not in found.replace("...", "")

    def test_leaves_no_placeholder_but_the_signature(self, make):
        document = composed(make())
        open_ = [b.key for b in document.blocks if text.PLACEHOLDER in f"{b.text}{b.items}{b.rows}"]
        assert open_ == ["ondertekening"]

    def test_survives_json(self, make):
        document = composed(make())
        assert document_from_json(document.as_json()) == document

    def test_gives_the_same_twice(self, make):
        decision = make()
        assert composed(decision) == composed(decision)


# --- Half-filled -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DecisionKind.values)
@pytest.mark.parametrize("variant", Variant.values)
@pytest.mark.parametrize("with_area", [True, False])
def test_half_filled_draft_composes_with_placeholders(kind, variant, with_area):
    decision = cases.half_filled(kind, variant)
    if not with_area:
        decision.designated_areas.all().delete()
    for draft in (True, False):
        assert text.PLACEHOLDER in render_text(composed(decision, draft=draft))
    assert render_text(text.paper(decision))


def test_missing_hours_are_named():
    assert "[nog in te vullen: kijktijden]" in words(cases.half_filled())


def test_case_without_assessment_or_framework_composes():
    decision = cases.half_filled()
    decision.assessment.delete()
    Decision.objects.filter(pk=decision.pk).update(framework=None)
    found = words(decision)
    assert "eleidskader" not in found
    assert "Evaluatie" not in found


# --- Dated records, signature ------------------------------------------------------------------------


def test_old_decision_keeps_its_own_bylaw_and_address():
    decision = cases.explosion()
    LegalBasis.objects.filter(kind=LegalBasis.Kind.BYLAW).update(valid_to=date(2026, 4, 1))
    LegalBasis.objects.create(
        kind=LegalBasis.Kind.BYLAW,
        article="artikel 9:9",
        regulation="de Nieuwe verordening",
        valid_from=date(2026, 4, 2),
    )
    Address.objects.filter(key=Address.Key.OBJECTION).update(valid_to=date(2026, 4, 1))
    for signed, basis in ((date(2026, 4, 1), "artikel 2:67"), (date(2026, 4, 2), "artikel 9:9")):
        Decision.objects.filter(pk=decision.pk).update(signed_on=signed)
        found = words(decision)
        assert basis in found
        assert ("Postbus 1" in found) is (signed == date(2026, 4, 1))


@pytest.mark.parametrize(
    ("function", "lines"),
    [
        (Official.Function.MAYOR, ("De burgemeester van Almere,", "A. Proef")),
        (Official.Function.ACTING, ("De waarnemend burgemeester van Almere,", "A. Proef")),
        (
            Official.Function.DEPUTY,
            (
                "De burgemeester van Almere,",
                "bij afwezigheid van de burgemeester,",
                "A. Proef,",
                "loco-burgemeester",
            ),
        ),
    ],
)
def test_signature(function, lines):
    decision = cases.explosion()
    official = Official.objects.create(name="A. Proef", function=function, valid_from=date(2025, 1, 1))
    Decision.objects.filter(pk=decision.pk).update(signatory=official, signed_on=date(2026, 4, 1))
    document = composed(decision, draft=False)
    assert block(document, "ondertekening").items == ("Aldus vastgesteld te Almere op 1 april 2026.", *lines)
    assert text.PLACEHOLDER not in render_text(document)


def test_adopting_changes_only_what_may_be_completed():
    """What was agreed is what is adopted (Besluit elektronische publicaties, art. 2.1)."""
    decision = cases.explosion()
    agreed = composed(decision).as_json()["blocks"]
    mayor = factories.make_records().mayor
    Decision.objects.filter(pk=decision.pk).update(signatory=mayor, signed_on=date(2026, 4, 1))
    adopted = composed(decision, draft=False).as_json()["blocks"]
    assert [b for b in agreed if not text.is_completed_later(b["key"])] == [
        b for b in adopted if not text.is_completed_later(b["key"])
    ]
    assert agreed != adopted


def test_house_rule_sets_the_day_of_effect():
    decision = cases.explosion()
    HouseRule.objects.filter(key=HouseRule.Key.DAYS_AFTER_PUBLICATION).update(value=2)
    assert words(decision).count("de tweede dag na die van de bekendmaking") == 3


def test_consultations_stand_in_order_with_their_manner():
    decision = cases.explosion()
    factories.make_consultation(decision, held_on=date(2026, 3, 31), manner=Consultation.Manner.MEETING)
    assert "van 30 maart 2026 (telefonisch) en 31 maart 2026;" in words(decision)


def test_dutch_of_one_street_and_of_more():
    one, more = words(cases.explosion()), words(cases.centres())
    assert (
        "Tot het gebied behoort, voor zover gelegen binnen de op de kaart aangegeven grens: Hofmark." in one
    )
    assert "de volgende straten en pleinen: Stadhuisplein, Grote Markt en Belfort." in more
    assert "zoals aangegeven op de kaarten in bijlage 1" in more
    assert "de gebieden Almere Stad Centrum en Almere Haven Centrum" in more


def test_map_has_its_text_alternative_and_no_positions():
    document = composed(cases.explosion())
    drawn = next(b for b in document.blocks if b.kind is Kind.MAP)
    assert drawn.drawing is not None
    assert drawn.drawing["positions"] == []
    assert drawn.drawing["areas"][0]["name"] == "Hofmark"
    assert "Hofmark" in drawn.alt


def test_moment_is_the_day_of_signing_or_the_last_change():
    decision = cases.explosion()
    changed = timezone.localtime(decision.changed_at)
    assert composed(decision).moment == changed.isoformat(timespec="seconds")
    Decision.objects.filter(pk=decision.pk).update(signed_on=date(2026, 4, 1))
    assert composed(decision).moment == "2026-04-01T00:00:00+02:00"
