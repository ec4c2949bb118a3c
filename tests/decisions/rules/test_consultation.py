"""With whom the mayor spoke, and what was done with their advice."""

from datetime import timedelta

import pytest

from decisions.models import Consultation, DecisionKind, Participant
from tests.factories import TODAY, complete_case, make_consultation

from .asking import BLOCK, WARN, change, found, kinds, says, signed

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOT_ENDING = [DecisionKind.START, DecisionKind.EXTEND, DecisionKind.CHANGE]
A, F = Consultation.Advice, Participant.Function


@pytest.mark.parametrize("kind", DecisionKind)
def test_consulted_before_decision_I5(kind):
    assert found(complete_case(kind), "I5") == []


@pytest.mark.parametrize("kind", NOT_ENDING)
def test_without_consultation_nothing_is_adopted_I5(kind):
    case = complete_case(kind)
    case.consultations.all().delete()
    assert kinds(case, "I5") == [BLOCK]


@pytest.mark.parametrize(("held_on", "expected"), [(YESTERDAY, []), (TODAY, []), (TOMORROW, [BLOCK])])
def test_consultation_precedes_the_decision_I5(held_on, expected):
    case = complete_case()
    change(case.consultations.get(), held_on=held_on)
    assert kinds(case, "I5", adoption=signed()) == expected


def test_one_consultation_in_time_is_enough_I5():
    case = complete_case()
    make_consultation(case, held_on=TOMORROW)
    assert found(case, "I5", adoption=signed()) == []


def test_an_unfinished_record_beside_a_complete_one_is_no_reason_I5():
    case = complete_case()
    Participant.objects.filter(consultation=make_consultation(case)).delete()
    assert found(case, "I5") == []


@pytest.mark.parametrize(
    ("function", "message"),
    [(F.PROSECUTOR, "de naam van de officier van justitie"), (F.POLICE, "namens de politie")],
)
def test_prosecutor_and_police_took_part_by_name_I5(function, message):
    case = complete_case()
    participant = Participant.objects.get(consultation__decision=case, function=function)
    change(participant, name=" ")
    assert message in says(case, "I5")
    participant.delete()
    assert kinds(case, "I5") == [BLOCK]


def test_two_halves_are_not_one_consultation_I5():
    case = complete_case()
    Participant.objects.filter(consultation__decision=case, function=F.POLICE).delete()
    other = make_consultation(case)
    Participant.objects.filter(consultation=other, function=F.PROSECUTOR).delete()
    assert kinds(case, "I5") == [BLOCK]


@pytest.mark.parametrize(
    ("outcome", "prosecution", "police", "expected"),
    [
        ("De driehoek stemt in.", A.NONE, A.NONE, []),
        ("", A.POSITIVE, A.NONE, []),
        ("", A.NONE, A.HESITANT, []),
        ("", A.NONE, A.NONE, [BLOCK]),
    ],
)
def test_the_outcome_is_recorded_I5(outcome, prosecution, police, expected):
    case = complete_case()
    change(case.consultations.get(), outcome=outcome, prosecution_advice=prosecution, police_advice=police)
    assert kinds(case, "I5") == expected


@pytest.mark.parametrize("kind", NOT_ENDING)
@pytest.mark.parametrize(
    ("prosecution", "police", "reason", "expected"),
    [
        (A.POSITIVE, A.POSITIVE, "", []),
        (A.NONE, A.NONE, "", []),
        (A.POSITIVE, A.HESITANT, "Rust in de buurt weegt zwaarder.", []),
        (A.NEGATIVE, A.NEGATIVE, "Rust in de buurt weegt zwaarder.", []),
        (A.POSITIVE, A.HESITANT, "", [WARN]),
        (A.NEGATIVE, A.POSITIVE, "  ", [WARN]),
        (A.NEGATIVE, A.NEGATIVE, "", [WARN]),
    ],
)
def test_deviation_explained_I18(kind, prosecution, police, reason, expected):
    case = complete_case(kind)
    change(
        case.consultations.get(),
        prosecution_advice=prosecution,
        police_advice=police,
        deviation_reason=reason,
    )
    assert kinds(case, "I18") == expected


def test_a_doubt_about_an_ending_is_explained_too_I18():
    case = complete_case(DecisionKind.END)
    make_consultation(case, police_advice=A.NEGATIVE)
    assert kinds(case, "I18") == [WARN]


def test_who_doubted_is_named_I18():
    case = complete_case()
    change(case.consultations.get(), prosecution_advice=A.NEGATIVE, police_advice=A.HESITANT)
    assert "adviseerde het Openbaar Ministerie negatief en aarzelde de politie" in says(case, "I18")
