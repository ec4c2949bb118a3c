"""What stays between a few: confidential sources and personal data."""

from __future__ import annotations

from typing import Any

import pytest

from decisions.models import Decision, DecisionKind, EditedParagraph, Evidence
from tests.factories import TODAY, complete_case, make_user

from .asking import WARN, change, found, kinds, says

pytestmark = pytest.mark.django_db


def without_own_reasons(necessity: str = "Zie de bestuurlijke rapportage van de politie.") -> Decision:
    """A case on one confidential report, whose reasons only point at it."""
    case = complete_case()
    case.facts.all().delete()
    change(case.assessment, occasion="", shock="", repetition_risk="")
    change(case.judgements.get(criterion__key="noodzakelijkheid"), reasons=necessity)
    return case


@pytest.mark.parametrize(
    ("necessity", "expected"),
    [
        ("Zie de bestuurlijke rapportage van de politie.", [WARN]),
        ("De noodzaak blijkt uit de rapportage. Voor het overige wordt verwezen naar bijlage 2.", [WARN]),
        ("Dit is onderbouwd in het advies van de politie.", [WARN]),
        ("", [WARN]),
        ("Uit de rapportage blijkt dat er in maart drie explosies waren.", []),
        ("Zie de rapportage. In maart waren er drie explosies bij woningen.", []),
        ("Er is kans op herhaling.", []),
    ],
)
def test_confidential_source_not_alone_I19(necessity: str, expected: list[Any]) -> None:
    """Awb 3:49: a reference suffices only when what it refers to is made known."""
    case = without_own_reasons(necessity)
    assert kinds(case, "I19") == expected
    if expected:
        assert found(case, "I19")[0].url.endswith("/stap/criteria/#id_noodzakelijkheid-reasons")


def test_a_public_document_or_a_figure_carries_it_I19() -> None:
    case = without_own_reasons()
    piece = case.evidence.get()
    change(piece, confidential=False)
    assert kinds(case, "I19") == []
    change(piece, confidential=True)
    assert kinds(case, "I19") == [WARN]
    Evidence.objects.create(
        decision=case, kind=Evidence.Kind.FIGURES, title="Cijfers", source="-", dated=TODAY
    )
    assert kinds(case, "I19") == []


def test_an_ending_gives_its_own_ground_I19() -> None:
    case = complete_case(DecisionKind.END)
    Evidence.objects.create(
        decision=case,
        kind=Evidence.Kind.REPORT,
        title="Rapportage",
        source="de politie",
        dated=TODAY,
        confidential=True,
    )
    assert kinds(case, "I19") == []
    change(case.assessment, ending_ground="Zie de rapportage van de politie.")
    assert found(case, "I19")[0].url.endswith("/stap/aanleiding/#id_ending_ground")


def test_without_documents_there_is_nothing_to_refer_to_I19() -> None:
    case = without_own_reasons()
    case.evidence.all().delete()
    assert kinds(case, "I19") == []


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("occasion", "Bij de woning aan de Hofmark was een explosie.", ""),
        ("occasion", "Bij de woning Hofmark 12 was een explosie.", "Hofmark 12"),  # as in Teylingen
        ("incident_place", "Proefstraat 4a", "Proefstraat 4a"),
        ("shock", "In 2025 waren er 12 meldingen.", ""),
        ("shock", "De heer Jansen is erg geschrokken.", "De heer Jansen"),
        ("told_how", "Op 3 maart krijgt de straat een brief.", ""),
        ("visible", "De gevel van mevrouw De Vries is niet te zien.", "mevrouw De Vries"),
    ],
)
def test_no_personal_data_I23(field: str, text: str, expected: str) -> None:
    case = complete_case()
    change(case.assessment, **{field: text})
    assert kinds(case, "I23") == ([WARN] if expected else [])
    if expected:
        assert f"‘{expected}’" in says(case, "I23")
        assert found(case, "I23")[0].url.endswith(f"#id_{field}")


def test_every_text_that_is_published_is_read_I23() -> None:
    case = complete_case()
    area = case.designated_areas.get()
    change(area, words="het gebied rond Proefstraat 12")
    change(case.judgements.first(), reasons="De familie Bakker is bang.")
    change(case.element_notes.first(), text="Dit helpt mevrouw Smit.")
    change(case.measures.first(), result="De heer Visser kreeg een gesprek.")
    change(case.facts.first(), source="de heer Kramer")
    EditedParagraph.objects.create(
        decision=case, key="a", text="Bij Voorbeeldplein 3.", generated_hash="-", edited_by=make_user()
    )
    places = [f.url.split("/stap/")[1] for f in found(case, "I23")]
    assert places == [
        f"gebieden/#id_gebied-{area.pk}-words",
        "criteria/#id_noodzakelijkheid-reasons",
        "elementen/#id_preventie-text",
        "maatregelen/",
        "feiten/",
        "tekst/",
    ]


def test_who_signs_and_who_took_part_are_no_defect_I23() -> None:
    case = complete_case()
    case.consultations.get().participants.update(name="mr. A. Jansen")
    assert kinds(case, "I23") == []
