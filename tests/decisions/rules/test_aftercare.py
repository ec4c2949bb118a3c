"""From adoption to the first day of use: signs, masking, and telling people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from areas.models import Deployment, MaskingCheck, Position, Sign
from decisions.models import Decision, DecisionKind, DesignatedArea
from tests.factories import adopt, complete_case, make_decision, make_user, publish, running_case

from .asking import FACT, WARN, change, found, kinds, says

pytestmark = pytest.mark.django_db
D = date
# The running case: published 10 March 2026, in force from 11 March to 20 April.
FIRST = D(2026, 3, 11)


def sign(case: Decision, placed: date, entrance: str = "hoek Hofmark", removed: date | None = None) -> Sign:
    area = case.designated_areas.get().area
    return Sign.objects.create(area=area, entrance=entrance, placed_on=placed, removed_on=removed)


@pytest.mark.parametrize(
    ("placed", "expected"),
    [
        (D(2023, 1, 1), []),
        (D(2026, 3, 10), []),
        (D(2026, 3, 11), []),
        (D(2026, 3, 12), [FACT]),
    ],
)
def test_signs_at_every_entrance_I9(placed: date, expected: list[Any]) -> None:
    """151c lid 6. The day before, on and after the first day of use."""
    case = running_case()
    assert kinds(case, "I9") == [WARN]
    assert "uiterlijk op 11 maart 2026" in says(case, "I9")
    sign(case, placed)
    assert kinds(case, "I9") == expected


def test_every_entrance_by_itself_I9() -> None:
    case = running_case()
    sign(case, FIRST, "Noord")
    sign(case, D(2026, 3, 15), "Zuid")
    (late,) = found(case, "I9")
    assert "Het bord bij Zuid is geplaatst op 15 maart 2026" in late.message
    assert late.url == f"/gebieden/{case.designated_areas.get().area_id}/#borden"
    assert late.article_url.endswith("artikel=151c")


def test_a_sign_removed_while_the_designation_runs_I9() -> None:
    case = running_case()
    sign(case, FIRST, removed=D(2026, 3, 25))
    assert kinds(case, "I9", today=D(2026, 3, 24)) == []
    assert kinds(case, "I9", today=D(2026, 3, 25)) == [WARN]
    sign(case, D(2026, 3, 26))
    assert kinds(case, "I9", today=D(2026, 3, 26)) == []


def test_a_sign_that_went_before_the_start_is_no_entrance_any_more_I9() -> None:
    case = running_case()
    sign(case, D(2024, 1, 1), "Oude toegang", removed=D(2025, 1, 1))
    assert kinds(case, "I9") == [WARN]  # nothing else stands
    sign(case, FIRST, "Noord")
    assert kinds(case, "I9") == []


def test_the_period_of_use_says_which_day_is_the_first_I9() -> None:
    case = complete_case()
    period = case.designated_areas.get().use_periods.get()
    change(period, first_day=D(2026, 5, 1))
    adopt(case)
    publish(case)
    sign(case, D(2026, 4, 20))
    assert kinds(case, "I9") == []
    assert kinds(case, "I9", today=D(2026, 5, 1)) == []


@pytest.mark.parametrize("rule", ["I9", "I10"])
def test_asked_from_adoption_on_and_not_of_an_ending_or_of_the_past(rule: str) -> None:
    case = complete_case()
    place(case.designated_areas.get())
    assert kinds(case, rule) == []  # while it is made there is nothing to place yet
    adopt(case)
    assert kinds(case, rule) == [WARN]
    ending = adopt(complete_case(DecisionKind.END))
    assert kinds(ending, rule) == []
    assert kinds(adopt(make_decision(historical=True)), rule) == []


def place(designated: DesignatedArea, first_day: date = FIRST, last_day: date | None = None) -> Position:
    position = Position.objects.create(place="Hofmark", x=143_100.0, y=486_600.0)
    deployment = Deployment.objects.create(position=position, first_day=first_day, last_day=last_day)
    designated.deployments.add(deployment)
    return position


def check(position: Position, on: date, *, in_order: bool = True) -> None:
    MaskingCheck.objects.create(
        position=position, checked_on=on, party="de politie", in_order=in_order, recorded_by=make_user()
    )


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        ([], [WARN]),
        ([(D(2026, 3, 10), True)], []),
        ([(FIRST, True)], []),
        ([(D(2026, 3, 12), True)], [FACT]),
        ([(D(2026, 3, 10), False)], [WARN]),
        ([(D(2026, 3, 10), False), (D(2026, 3, 12), True)], [FACT]),
        ([(D(2026, 3, 10), False), (FIRST, True)], []),
        ([(D(2026, 3, 10), True), (D(2026, 3, 20), False)], [WARN]),
    ],
)
def test_masking_checked_before_use_I10(checked: list[tuple[date, bool]], expected: list[Any]) -> None:
    """151c lid 7. The day before, on and after the first day of use."""
    case = running_case()
    position = place(case.designated_areas.get())
    for on, in_order in checked:
        check(position, on, in_order=in_order)
    assert kinds(case, "I10") == expected
    for finding in found(case, "I10"):
        assert finding.url == f"/gebieden/posities/{position.pk}/#afscherming"


def test_a_camera_that_comes_later_is_checked_before_its_own_first_day_I10() -> None:
    case = running_case()
    check(place(case.designated_areas.get(), first_day=D(2026, 3, 25)), D(2026, 3, 25))
    assert kinds(case, "I10") == []


def test_a_camera_that_had_gone_before_is_not_asked_I10() -> None:
    case = running_case()
    place(case.designated_areas.get(), first_day=D(2025, 1, 1), last_day=D(2025, 2, 1))
    assert kinds(case, "I10") == []


@pytest.mark.parametrize(
    ("how", "when", "fields"),
    [
        ("Met borden en een brief.", "voor de eerste dag", []),
        ("", "voor de eerste dag", ["told_how"]),
        ("Met borden en een brief.", " ", ["told_when"]),
        ("", "", ["told_how", "told_when"]),
    ],
)
def test_people_are_told_I27(how: str, when: str, fields: list[str]) -> None:
    case = complete_case()
    change(case.assessment, told_how=how, told_when=when)
    assert kinds(case, "I27") == [WARN] * len(fields)
    assert [f.url.partition("#id_")[2] for f in found(case, "I27")] == fields


def test_an_ending_need_not_tell_how_I27() -> None:
    case = complete_case(DecisionKind.END)
    change(case.assessment, told_how="", told_when="")
    assert found(case, "I27") == []


@pytest.mark.parametrize(("today", "expected"), [(D(2026, 4, 20), [WARN]), (D(2026, 4, 21), [FACT])])
@pytest.mark.parametrize("rule", ["I9", "I10"])
def test_after_the_last_day_nothing_can_be_repaired(rule: str, today: date, expected: list[Any]) -> None:
    case = running_case()
    place(case.designated_areas.get())
    assert kinds(case, rule, today=today) == expected
