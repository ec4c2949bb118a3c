"""Chains per designated area: days counted once, extensions, holes and days without ground."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import Area
from decisions import chains, states
from decisions.models import Decision, DecisionKind, DesignatedArea, Starts, Variant
from tests import factories as make

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture
def area() -> Area:
    return make.make_area("Hofmark")


def link(
    kind: str,
    first: date,
    last: date | None,
    *,
    follows: DesignatedArea | None = None,
    area: Area | None = None,
    published: date | None = None,
    **values: Any,
) -> DesignatedArea:
    """A published decision from a fixed day; published the day before unless told otherwise."""
    make.make_records()
    case = make.make_decision(kind, Variant.MOBILE, **values)
    designated = make.make_designated_area(
        case, area=area, follows=follows, starts=Starts.ON_DAY, first_day=first, last_day=last
    )
    make.adopt(case, first - 5 * make.ONE_DAY)
    if not values.get("historical"):
        make.publish(case, published or first - make.ONE_DAY)
    return designated


def chain_of(designated: DesignatedArea, today: date) -> chains.Chain:
    (found,) = chains.chains([designated], today, states.HouseRules())
    return found


def test_days_are_counted_to_the_day_itself_and_extensions_with_them(area: Area) -> None:
    """1-28 February, 1-31 March, 1-30 April 2026: 28, 31 and 30 days."""
    first = link(DecisionKind.START, D(2026, 2, 1), D(2026, 2, 28), area=area)
    second = link(DecisionKind.EXTEND, D(2026, 3, 1), D(2026, 3, 31), follows=first)
    third = link(DecisionKind.EXTEND, D(2026, 4, 1), D(2026, 4, 30), follows=second)
    expected = {
        D(2026, 1, 31): (0, 0),
        D(2026, 2, 1): (1, 0),
        D(2026, 2, 28): (28, 0),
        D(2026, 3, 1): (29, 1),
        D(2026, 3, 31): (59, 1),
        D(2026, 4, 30): (89, 2),
        D(2026, 12, 31): (89, 2),
    }
    for day, (days, extensions) in expected.items():
        found = chain_of(third, day).summary
        assert (found.days, found.extensions) == (days, extensions), day
        assert found.complete
        assert found.gaps == ()


def test_a_late_extension_leaves_a_hole_and_days_without_ground(area: Area) -> None:
    """Published on the 3rd instead of the last day of the month: in force from the 4th."""
    first = link(DecisionKind.START, D(2026, 3, 1), D(2026, 3, 31), area=area)
    later = link(
        DecisionKind.EXTEND, D(2026, 4, 1), D(2026, 4, 30), follows=first, published=D(2026, 4, 3)
    )  # fmt: skip
    chain = chain_of(later, D(2026, 4, 30))
    assert chain.links[1].gap == (D(2026, 4, 1), D(2026, 4, 3))
    assert chain.links[1].term.without_ground == (D(2026, 4, 1), D(2026, 4, 3))
    found = chain.summary
    assert (found.days, found.without_ground, len(found.gaps)) == (31 + 27, 3, 1)


def test_days_that_two_decisions_cover_count_once(area: Area) -> None:
    first = link(DecisionKind.START, D(2026, 3, 1), D(2026, 3, 31), area=area)
    later = link(DecisionKind.EXTEND, D(2026, 3, 22), D(2026, 4, 30), follows=first)
    chain = chain_of(later, D(2026, 4, 30))
    assert chain.links[1].overlap == (D(2026, 3, 22), D(2026, 3, 31))
    assert chain.summary.days == 61


def test_an_early_ending_and_a_change_are_no_extension_and_no_double_day(area: Area) -> None:
    first = link(DecisionKind.START, D(2026, 3, 1), D(2026, 12, 31), area=area)
    change = link(DecisionKind.CHANGE, D(2026, 4, 1), D(2026, 12, 31), follows=first)
    ending = link(DecisionKind.END, D(2026, 5, 1), None, follows=change)
    chain = chain_of(ending, D(2026, 12, 31))
    assert (chain.summary.days, chain.summary.extensions) == (61, 0)
    assert [row.overlap for row in chain.links] == [None, None, None]


def test_unknown_days_of_the_past_make_the_sum_incomplete(area: Area) -> None:
    first = link(DecisionKind.START, D(2023, 11, 17), None, area=area, historical=True)
    second = link(
        DecisionKind.EXTEND, D(2023, 12, 15), D(2024, 2, 13), follows=first, historical=True
    )  # fmt: skip
    found = chain_of(second, D(2026, 3, 31)).summary
    assert not found.complete
    assert found.days == 61  # 15-12 to 13-02: 17, 31 and 13 days


def test_a_draft_does_not_count_yet(area: Area) -> None:
    first = link(DecisionKind.START, D(2026, 3, 1), D(2026, 3, 31), area=area)
    draft = make.make_decision(DecisionKind.EXTEND, Variant.MOBILE)
    planned = make.make_designated_area(
        draft, follows=first, starts=Starts.ON_DAY, first_day=D(2026, 4, 1), last_day=D(2026, 4, 30)
    )
    found = chain_of(planned, D(2026, 4, 15)).summary
    assert (found.days, found.extensions) == (31, 0)
    (before,) = chains.before([planned], states.HouseRules()).values()
    assert (before.days, before.extensions, before.complete) == (31, 0, True)


@pytest.mark.parametrize("ask", ["chains", "before"])
def test_a_long_chain_costs_as_many_queries_as_a_short_one(area: Area, ask: str) -> None:
    def cost(designated: DesignatedArea) -> int:
        with CaptureQueriesContext(connection) as asked:
            if ask == "chains":
                chains.chains([designated], D(2026, 3, 31), states.HouseRules())
            else:
                chains.before([designated], states.HouseRules())
        return len(asked)

    last = link(DecisionKind.START, D(2020, 1, 1), D(2020, 1, 31), area=area)
    last = link(DecisionKind.EXTEND, D(2020, 2, 1), D(2020, 2, 28), follows=last)
    last = link(DecisionKind.EXTEND, D(2020, 3, 1), D(2020, 3, 31), follows=last)
    few = cost(last)
    for number in range(30):
        year, month = 2021 + number // 12, number % 12 + 1
        last = link(DecisionKind.EXTEND, D(year, month, 1), D(year, month, 28), follows=last)
    assert Decision.objects.count() == 33
    assert cost(last) == few
