"""What people can do against the decision, and until when."""

from datetime import date, timedelta

import pytest

from almere_camera.models import Address
from decisions.models import Comparison, Decision, DecisionKind, Objection, Publication, Status
from tests.factories import (
    TODAY,
    adopt,
    complete_case,
    make_decision,
    make_designated_area,
    make_records,
    make_user,
    publish,
)

from .asking import BLOCK, DERIVE, FACT, WARN, change, found, kinds, says

pytestmark = pytest.mark.django_db
D = date
RECEIVED = date(2026, 3, 20)


@pytest.mark.parametrize("kind", DecisionKind)
def test_objection_clause_complete_I14(kind):
    case = complete_case(kind)
    assert kinds(case, "I14") == [DERIVE]
    assert "Postbus 1, 1300 AA Almere" in says(case, "I14")
    Address.objects.filter(key=Address.Key.COURT).delete()
    assert kinds(case, "I14") == [BLOCK]
    Address.objects.all().delete()
    assert kinds(case, "I14") == [BLOCK, BLOCK]


@pytest.mark.parametrize(("valid_to", "expected"), [(TODAY, [DERIVE]), (TODAY - timedelta(days=1), [BLOCK])])
def test_addresses_hold_on_the_day_I14(valid_to, expected):
    case = complete_case()
    change(make_records().objections, valid_to=valid_to)
    assert kinds(case, "I14") == expected


def test_the_newest_address_is_named_I14():
    case = complete_case()
    Address.objects.create(
        key=Address.Key.OBJECTION, name="de burgemeester", lines="Postbus 9", valid_from=TODAY
    )
    assert "Postbus 9" in says(case, "I14")


@pytest.mark.parametrize(
    ("published_on", "last_day"),
    [
        (D(2025, 11, 20), "5 januari 2026"),  # Nieuwjaar, KB 2-1, weekend
        (D(2026, 2, 20), "7 april 2026"),  # Goede Vrijdag, weekend, tweede paasdag
        (D(2026, 3, 24), "6 mei 2026"),  # 5 mei
        (D(2026, 4, 2), "18 mei 2026"),  # Hemelvaart, KB 15-5, weekend
        (D(2026, 4, 13), "26 mei 2026"),  # tweede pinksterdag
        (D(2026, 6, 6), "20 juli 2026"),  # weekend
    ],
)
def test_last_day_for_objections_I15(published_on, last_day):
    make_records()
    case = adopt(make_decision(), published_on)
    publish(case, published_on)
    assert kinds(case, "I15") == [DERIVE]
    assert f"tot en met {last_day}." in says(case, "I15")


def test_without_publication_there_is_no_last_day_I15():
    case = complete_case()
    assert found(case, "I15") == []
    adopt(case)
    assert found(case, "I15") == []


def test_the_website_is_no_publication_I15():
    case = adopt(complete_case())
    publish(case, kind=Publication.Kind.WEBSITE, number="")
    assert found(case, "I15") == []


def test_a_corrected_date_counts_I15():
    case = adopt(complete_case(), D(2026, 3, 31))
    wrong = publish(case, D(2026, 4, 13))
    publish(case, D(2026, 4, 2), replaces=wrong, correction_reason="Tikfout")
    assert "18 mei 2026" in says(case, "I15")


def test_a_historical_decision_with_its_publication_has_a_last_day_I15():
    case = make_decision(historical=True)
    publish(case, D(2023, 9, 18))
    Decision.objects.filter(pk=case.pk).update(status=Status.ADOPTED)
    assert "30 oktober 2023" in says(case, "I15")


def test_an_unknown_day_of_publication_gives_no_last_day_I15():
    case = make_decision(historical=True)
    publish(case, None)
    change(case, status=Status.ADOPTED)
    assert found(case, "I15") == []


def compare(case, *differences):
    return Comparison.objects.create(
        decision=case,
        compared_by=make_user(),
        published_text="-",
        published_sha256="-",
        differences=[list(pair) for pair in differences],
    )


def test_published_as_adopted_I13():
    """Besluit elektronische publicaties art. 2.1: what is published is what was adopted."""
    case = complete_case()
    assert kinds(case, "I13") == []
    adopt(case)
    assert kinds(case, "I13") == []
    publish(case)
    assert kinds(case, "I13") == [DERIVE]
    assert "nog niet vergeleken" in says(case, "I13")
    compare(case, ("30 april", "31 april"), ("a", "b"))
    assert kinds(case, "I13") == [FACT]
    assert "op 2 plaatsen" in says(case, "I13")
    compare(case)  # after the rectification
    assert kinds(case, "I13") == [DERIVE]
    assert "is gelijk aan" in says(case, "I13")


def test_of_an_old_decision_there_is_no_text_to_compare_I13():
    case = make_decision(historical=True)
    publish(case, D(2023, 9, 18))
    change(case, status=Status.ADOPTED)
    assert found(case, "I13") == []


def object_to(case, number="B-1", received=RECEIVED, **values):
    return Objection.objects.create(
        decision=case,
        number=number,
        received_on=received,
        way=Objection.Way.POST,
        objector="J. Jansen",
        retain_until=D(2031, 1, 1),
        **values,
    )


def before(case):
    return case.designated_areas.get().follows.decision


@pytest.mark.parametrize("kind", [DecisionKind.CHANGE, DecisionKind.END])
def test_pending_objection_linked_I17(kind):
    """Awb 6:19: an objection is also about a later decision that withdraws, changes or replaces."""
    case = complete_case(kind)
    assert kinds(case, "I17") == []
    objection = object_to(before(case))
    assert kinds(case, "I17") == [WARN]
    assert "Bezwaar B-1" in says(case, "I17")
    assert "Jansen" not in says(case, "I17")
    adopt(case)
    assert kinds(case, "I17") == [DERIVE]
    assert "mede betrekking op dit besluit" in says(case, "I17")
    change(objection, outcome=Objection.Outcome.UNFOUNDED, decided_on=TODAY + timedelta(days=9))
    assert kinds(case, "I17") == [DERIVE]


def test_an_objection_that_was_dealt_with_before_is_no_link_I17():
    case = complete_case(DecisionKind.CHANGE)
    object_to(before(case), outcome=Objection.Outcome.UNFOUNDED, decided_on=TODAY - timedelta(days=2))
    assert kinds(case, "I17") == []
    adopt(case)
    assert kinds(case, "I17") == []


def test_an_objection_shows_on_an_extension_without_stopping_it_I17():
    case = complete_case(DecisionKind.EXTEND)
    object_to(before(case))
    assert kinds(case, "I17") == [DERIVE]


def test_an_objection_further_back_in_the_chain_I17():
    first = complete_case(DecisionKind.CHANGE)
    object_to(before(first))
    publish(adopt(first))
    second = make_decision(DecisionKind.CHANGE)
    make_designated_area(second, follows=first.designated_areas.get())
    assert kinds(second, "I17") == [WARN]
