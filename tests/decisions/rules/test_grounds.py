"""On what the decision rests, who takes it, and that it stays as it was taken."""

from datetime import date, timedelta

import pytest

from almere_camera.models import LegalBasis, Official
from decisions import rules
from decisions.models import DecisionKind, Status
from tests.factories import (
    PURPOSE,
    TODAY,
    adopt,
    complete_case,
    make_decision,
    make_framework,
    make_records,
    running_case,
)

from .asking import BLOCK, WARN, change, found, kinds, says, signed

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize("kind", DecisionKind)
def test_both_legal_bases_I1(kind):
    case = complete_case(kind)
    assert found(case, "I1") == []
    LegalBasis.objects.filter(kind=LegalBasis.Kind.BYLAW).delete()
    assert kinds(case, "I1") == [BLOCK]
    assert "Algemene plaatselijke verordening" in says(case, "I1")
    LegalBasis.objects.all().delete()
    assert kinds(case, "I1") == [BLOCK, BLOCK]


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "expected"),
    [
        (TODAY, None, []),  # from the day itself
        (date(2020, 1, 1), TODAY, []),  # up to and including the day itself
        (TOMORROW, None, [BLOCK]),
        (date(2020, 1, 1), YESTERDAY, [BLOCK]),
    ],
)
def test_both_legal_bases_hold_on_the_day_of_the_decision_I1(valid_from, valid_to, expected):
    case = complete_case()
    change(make_records().bylaw, valid_from=valid_from, valid_to=valid_to)
    assert kinds(case, "I1") == expected


def test_legal_bases_are_asked_on_the_day_of_signing_I1():
    case = complete_case()
    change(make_records().law, valid_to=YESTERDAY)
    assert kinds(case, "I1", adoption=signed(on=YESTERDAY)) == []
    assert kinds(case, "I1", adoption=signed(on=TODAY)) == [BLOCK]


@pytest.mark.parametrize(
    ("withdrawn_from", "expected"), [(None, []), (TOMORROW, []), (TODAY, [WARN]), (YESTERDAY, [WARN])]
)
def test_a_withdrawn_framework_asks_for_a_reason_I1(withdrawn_from, expected):
    case = complete_case()
    change(case.framework, withdrawn_from=withdrawn_from)
    assert kinds(case, "I1") == expected


@pytest.mark.parametrize(("in_force_from", "expected"), [(TODAY, []), (TOMORROW, [WARN])])
def test_a_framework_of_later_asks_for_a_reason_I1(in_force_from, expected):
    case = complete_case()
    change(case, framework=make_framework(in_force_from))
    assert kinds(case, "I1") == expected


@pytest.mark.parametrize(
    "purpose",
    [
        PURPOSE,
        "De handhaving van de openbare orde. Opsporing is geen zelfstandig doel.",
        "De handhaving van de openbare orde; beelden voor de opsporing zijn alleen bijvangst.",
        "Handhaving van de openbare orde. De camera's zijn niet bedoeld voor opsporing.",
        "Handhaving van de Openbare Orde, ook door buitengewoon opsporingsambtenaren snel in te lichten.",
        "Eerst rust, vervolgens het bewaken van de openbare orde.",
        "De openbare orde: daders schrikken af omdat zij de camera's zien.",
    ],
)
def test_purpose_is_public_order_I2(purpose):
    case = complete_case()
    change(case.assessment, purpose=purpose)
    assert found(case, "I2") == []


@pytest.mark.parametrize(
    ("purpose", "warnings"),
    [
        ("", 1),
        ("   ", 1),
        ("Het verbeteren van de sfeer in de straat.", 1),
        ("De opsporing van daders.", 2),  # no public order either
        (
            "Handhaving van de openbare orde en de opsporing en vervolging van daders.",
            1,
        ),  # as in Almelo, 2017
        ("De openbare orde. Daarnaast om daders op te sporen.", 1),
        ("De openbare orde en het verzamelen van bewijs.", 1),
        ("De openbare orde en het aanhouden van daders.", 1),
        ("De openbare orde en daders kunnen herkennen.", 1),
        ("De openbare orde. Opsporing is geen doel. Wel helpt het bij de vervolging.", 1),
    ],
)
def test_purpose_that_is_not_public_order_is_warned_of_I2(purpose, warnings):
    case = complete_case()
    change(case.assessment, purpose=purpose)
    assert kinds(case, "I2") == [WARN] * warnings


def test_an_ending_needs_no_purpose_I2():
    assert found(complete_case(DecisionKind.END), "I2") == []


@pytest.mark.parametrize("function", [Official.Function.MAYOR, Official.Function.ACTING])
def test_signatory_competent_I20(function):
    case, records = complete_case(), make_records()
    change(records.mayor, function=function)
    assert found(case, "I20", adoption=signed(signatory=records.mayor)) == []


def test_nothing_is_asked_about_the_signature_before_adoption_I20():
    assert found(complete_case(), "I20") == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"signatory": None}, "Kies wie het besluit heeft getekend."),
        ({"on": None}, "Vul de datum in waarop het besluit is getekend."),
        ({"on": TOMORROW}, "ligt in de toekomst"),
        ({"signed_copy": False}, "getekende exemplaar"),
    ],
)
def test_an_incomplete_signature_is_refused_I20(changes, message):
    case = complete_case()
    adoption = signed(**changes)
    assert kinds(case, "I20", adoption=adoption) == [BLOCK]
    assert message in says(case, "I20", adoption=adoption)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "expected"),
    [
        (TODAY, TODAY, []),
        (TOMORROW, None, [BLOCK]),
        (date(2020, 1, 1), YESTERDAY, [BLOCK]),
    ],
)
def test_signatory_holds_office_on_the_day_of_signing_I20(valid_from, valid_to, expected):
    case, records = complete_case(), make_records()
    change(records.mayor, valid_from=valid_from, valid_to=valid_to)
    assert kinds(case, "I20", adoption=signed(signatory=records.mayor)) == expected


@pytest.mark.parametrize(
    ("reason", "expected"), [("De burgemeester is in het buitenland.", []), ("", [BLOCK]), ("  ", [BLOCK])]
)
def test_deputy_signs_only_with_a_reason_of_absence_I20(reason, expected):
    case = complete_case()
    adoption = signed(signatory=make_records().deputy, absence_reason=reason)
    assert kinds(case, "I20", adoption=adoption) == expected


def test_everything_wrong_with_a_signature_is_said_at_once_I20():
    adoption = rules.Adoption(signatory=None, on=None)
    assert kinds(complete_case(), "I20", adoption=adoption) == [BLOCK] * 3


def test_a_signature_that_the_case_holds_is_looked_at_I20():
    case = complete_case()
    change(case, signatory=make_records().deputy, signed_on=TODAY)
    assert kinds(case, "I20") == [BLOCK]
    change(case, absence_reason="De burgemeester is ziek.")
    assert kinds(case, "I20") == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.AGREED])
def test_a_case_that_is_not_finished_can_change_I21(status):
    case = make_decision(status=status)
    assert found(case, "I21") == []
    assert rules.why_frozen(case, today=TODAY) == []


@pytest.mark.parametrize("status", [Status.ADOPTED, Status.CLOSED])
def test_adopted_is_frozen_I21(status):
    case = adopt(make_decision(), status=status)
    assert kinds(case, "I21") == [BLOCK]
    assert "verandert niet meer" in says(case, "I21")
    assert [f.code for f in rules.why_frozen(case, today=TODAY)] == ["I21"]


def test_a_historical_decision_is_frozen_without_a_gate_I21():
    case = make_decision(historical=True, status=Status.ADOPTED)
    assert found(case, "I21") == []
    assert [f.code for f in rules.why_frozen(case, today=TODAY)] == ["I21"]


def test_after_adoption_no_gate_is_asked_again():
    case = running_case()
    LegalBasis.objects.all().delete()
    assert found(case, "I1") == []
