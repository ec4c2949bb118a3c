"""Two designations of the same ground on the same days (K1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models import Decision, DecisionKind, Starts, Variant
from tests.decisions.rules.asking import DERIVE, WARN, change, found, kinds, says
from tests.factories import (
    SQUARE,
    complete_case,
    make_area,
    rectangle,
    running_case,
)

pytestmark = pytest.mark.django_db
X0, Y0, X1, Y1 = SQUARE
D = date


def outline(left: float, right: float) -> dict[str, Any]:
    """SQUARE, moved by so many metres at its left and right side."""
    return rectangle(X0 + left, Y0, X1 + right, Y1)


def new_case(variant: str = Variant.REGULAR, drawn: Any = None, **values: Any) -> Decision:
    """Starts on 1 April 2026, for the ground of the running decision unless drawn otherwise."""
    case = complete_case(variant=variant)
    first = {"starts": Starts.ON_DAY, "first_day": D(2026, 4, 1), "last_day": D(2026, 5, 1)}
    change(case.designated_areas.get(), **{**first, "geometry": drawn or outline(0, 0), **values})
    return case


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (outline(0, 0), [WARN]),
        (outline(300, 400), [WARN]),  # partly
        (outline(400, 800), []),  # side by side
        (outline(399.95, 800), []),  # two drawings of the same street: 15 square metres
        (outline(399.0, 800), [WARN]),  # 300 square metres
        (outline(1000, 1400), []),
    ],
)
def test_ground_designated_once_K1(drawn: dict[str, Any], expected: list[Any]) -> None:
    running_case(areas=[make_area("Stad")])  # 11 March until 20 April 2026
    assert kinds(new_case(drawn=drawn), "K1") == expected


@pytest.mark.parametrize(
    ("first", "expected"), [(D(2026, 4, 20), [WARN]), (D(2026, 4, 21), []), (D(2026, 6, 1), [])]
)
def test_only_the_same_days_count_K1(first: date, expected: list[Any]) -> None:
    running_case(areas=[make_area("Stad")])
    case = new_case(first_day=first, last_day=D(2026, 7, 1))
    assert kinds(case, "K1") == expected


def test_the_warning_names_ground_days_and_decision_K1() -> None:
    other = running_case(areas=[make_area("Stad")])
    said = says(new_case(drawn=outline(300, 400)), "K1")
    for words in ("Stad", other.kenmerk, "3,00 hectare", "van 1 april 2026 tot en met 20 april 2026"):
        assert words in said


@pytest.mark.parametrize(
    ("variant", "running", "drawn", "expected"),
    [
        (Variant.MOBILE, Variant.REGULAR, outline(100, -100), [DERIVE]),  # an event within a centre
        (Variant.MOBILE, Variant.REGULAR, outline(0, 0), [DERIVE]),
        (Variant.MOBILE, Variant.REGULAR, outline(300, 400), [WARN]),  # partly outside
        (Variant.REGULAR, Variant.MOBILE, outline(-100, 100), [DERIVE]),  # the centre came later
        (Variant.REGULAR, Variant.MOBILE, outline(300, 400), [WARN]),
        (Variant.MOBILE, Variant.MOBILE, outline(100, -100), [WARN]),
    ],
)
def test_mobile_within_a_designated_centre_is_lawful_K1(
    variant: str, running: str, drawn: dict[str, Any], expected: list[Any]
) -> None:
    running_case(running, areas=[make_area("Stad")])
    assert kinds(new_case(variant, drawn), "K1") == expected


def test_without_an_outline_the_streets_say_it_K1() -> None:
    running_case(areas=[make_area("Stad", streets=["Grote Markt", "Belfort"])])
    assert kinds(new_case(geometry=None, streets=["Kerkgracht"]), "K1") == []
    case = new_case(geometry=None, streets=["Kerkgracht", "Grote Markt"])
    assert "de straten Grote Markt" in says(case, "K1")


def test_two_areas_of_one_decision_K1() -> None:
    case = complete_case(areas=2)
    assert found(case, "K1") == []
    one, two = case.designated_areas.all()
    change(two, geometry=one.geometry)
    assert kinds(case, "K1") == [WARN]
    assert "hetzelfde besluit" in says(case, "K1")


@pytest.mark.parametrize("kind", [DecisionKind.EXTEND, DecisionKind.CHANGE, DecisionKind.END])
def test_what_follows_without_a_gap_is_not_double_K1(kind: str) -> None:
    assert found(complete_case(kind), "K1") == []


def test_an_extension_within_its_predecessors_term_is_double_K1() -> None:
    case = complete_case(DecisionKind.EXTEND)
    change(case.designated_areas.get(), first_day=D(2026, 4, 10))
    assert kinds(case, "K1") == [WARN]
    change(case.designated_areas.get(), starts=Starts.AFTER_PUBLICATION, first_day=None)
    assert kinds(case, "K1") == [DERIVE]  # it takes over; the days count once


def test_the_cost_is_the_same_with_one_and_with_thirty_others_K1() -> None:
    case = new_case()

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            found(case, "K1")
        return len(asked)

    running_case()
    few = cost()
    for _ in range(29):
        running_case()
    assert cost() == few
