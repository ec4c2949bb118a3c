"""The state of a position on a day: in use, without a designation in force, without camera, to be removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almere_camera.models import User
from almere_camera.roles import Role
from areas.models import Position
from areas.position_states import PositionState, mark, states_of
from decisions.overview import overview
from evaluations.models import PositionReview, ReviewYear, Verdict
from tests import factories as make
from tests.decisions.test_cameras import BESIDE, camera, running

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
IN_USE, WITHOUT, EMPTY, LEAVING = PositionState


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def by() -> User:
    return make.make_user(Role.POLICY_OFFICER)


def states(day: date) -> dict[str, list[PositionState]]:
    positions = list(Position.objects.prefetch_related("codes"))
    found = states_of(positions, day)
    return {position.code: found[position.pk] for position in positions}


def judged(position: Position, verdict: str, **values: Any) -> PositionReview:
    """Judged half an hour past midnight on 1 April, by the clock of Almere."""
    year, _new = ReviewYear.objects.get_or_create(year=2025)
    at = datetime(2026, 4, 1, 0, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    return PositionReview.objects.create(
        review_year=year,
        position=position,
        area=make.make_area(f"Gebied {position.pk}"),
        **{"verdict": verdict, "reason": "Proef.", "judged_at": at, **values},
    )


def test_a_designation_makes_the_difference_from_its_first_day_to_its_last(by: User) -> None:
    """In force from 11 March until 20 April 2026; the camera stands from 1 January."""
    running(camera(by, "MOB-1"))
    expected = {
        date(2025, 12, 31): [EMPTY],
        date(2026, 3, 10): [WITHOUT],
        date(2026, 3, 11): [IN_USE],
        date(2026, 4, 20): [IN_USE],
        date(2026, 4, 21): [WITHOUT],
    }
    for day, found in expected.items():
        assert states(day) == {"P-MOB-1": found}, day


def test_a_suspended_designation_is_none(by: User) -> None:
    case = running(camera(by, "MOB-1"))
    make.interrupt(case, date(2026, 4, 1), date(2026, 4, 3))
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 3), date(2026, 4, 4)]
    assert [states(day)["P-MOB-1"] for day in days] == [[IN_USE], [WITHOUT], [WITHOUT], [IN_USE]]


def test_the_same_cameras_are_without_as_in_the_overview_of_the_day(by: User) -> None:
    running(camera(by, "MOB-1"), camera(by, "MOB-2", BESIDE))
    camera(by, "MOB-3")
    camera(by, "MOB-4", BESIDE)
    for day in (TODAY, date(2026, 3, 10), date(2026, 5, 1)):
        listed = {c.code for c in overview(day).cameras.standing if c.badge == "danger"}
        assert {code for code, found in states(day).items() if WITHOUT in found} == listed, day
    assert states(TODAY)["P-MOB-4"] == [WITHOUT]


def test_proposed_for_removal_from_the_judgement_until_it_is_done(by: User) -> None:
    going = camera(by, "MOB-1")
    running(going)
    review = judged(going.position, Verdict.REMOVE)
    assert states(date(2026, 3, 31))["P-MOB-1"] == [IN_USE]
    assert states(date(2026, 4, 1))["P-MOB-1"] == [IN_USE, LEAVING]
    PositionReview.objects.filter(pk=review.pk).update(carried_out_on=date(2026, 4, 10))
    assert states(date(2026, 4, 9))["P-MOB-1"] == [IN_USE, LEAVING]
    assert states(date(2026, 4, 10))["P-MOB-1"] == [IN_USE]


def test_another_judgement_or_none_proposes_nothing(by: User) -> None:
    judged(camera(by, "MOB-1").position, Verdict.KEEP)
    judged(camera(by, "MOB-2").position, Verdict.REMOVE, judged_at=None)
    assert not any(LEAVING in found for found in states(date(2026, 4, 2)).values())


def test_the_map_draws_every_state() -> None:
    assert mark([IN_USE]) == {"state": "in_use", "leaving": False}
    assert mark([WITHOUT, LEAVING]) == {"state": "without", "leaving": True}
    assert mark([EMPTY]) == {"state": "empty", "leaving": False}
    assert {state.badge for state in PositionState} == {"ok", "danger", "neutral", "warn"}


def test_as_many_queries_for_many_positions(by: User) -> None:
    running(camera(by, "MOB-0"))
    with CaptureQueriesContext(connection) as few:
        states(TODAY)
    running(*(camera(by, f"MOB-{number}") for number in range(1, 6)), first_day=date(2026, 3, 12))
    with CaptureQueriesContext(connection) as many:
        states(TODAY)
    assert len(many) == len(few)
