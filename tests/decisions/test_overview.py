"""What is in force on a day, and why the rest is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.models import User
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import (
    DecisionKind,
    Starts,
    Variant,
)
from decisions.workflow.starting import PastArea
from tests import factories as make
from tests.decisions.pages import signed_in

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER, first_name="Anna", last_name="de Vries")


# --- The overview of a day -----------------------------------------------------------------------


def overview(client: Client, day: str) -> Any:
    return client.get(reverse("decisions:overview"), {"dag": day})


def test_overview_is_right_for_any_day(officer: User) -> None:
    case = make.running_case(first_day=date(2026, 3, 12), last_day=date(2026, 4, 30))
    client = signed_in(officer)
    expected = {"11-03-2026": 0, "12-03-2026": 1, "30-04-2026": 1, "01-05-2026": 0, "01-01-2030": 0}
    for day, number in expected.items():
        found = overview(client, day).context["found"]
        assert len(found.in_force) == number, day
        assert len(found.not_in_force) == 1 - number, day
    shown = overview(client, "12-03-2026").content.decode()
    assert case.kenmerk in shown
    assert "20.00 uur" in shown


def test_overview_ends_one_of_two_centres_only(officer: User) -> None:
    running = make.running_case(
        areas=[make.make_area("Buiten"), make.make_area("Stad")], last_day=date(2026, 12, 31)
    )
    ending = make.make_decision(DecisionKind.END)
    make.make_designated_area(
        ending,
        follows=running.designated_areas.get(area__name="Buiten"),
        starts=Starts.ON_DAY,
        first_day=date(2026, 6, 1),
        last_day=None,
    )
    make.publish(make.adopt(ending), TODAY)
    client = signed_in(officer)

    def names(day: str) -> list[str]:
        return [row.designated.area.name for row in overview(client, day).context["found"].in_force]

    assert names("31-05-2026") == ["Buiten", "Stad"]
    assert names("01-06-2026") == ["Stad"]
    assert "Beëindigd" in overview(client, "01-06-2026").content.decode()


def test_overview_shows_holes_and_days_without_ground(officer: User) -> None:
    area = make.make_area("Hofmark")
    first = make.running_case(areas=[area], first_day=date(2026, 1, 1), last_day=date(2026, 2, 1))
    later = make.complete_case()
    later.designated_areas.all().delete()
    make.make_designated_area(
        later,
        follows=first.designated_areas.get(),
        starts=Starts.ON_DAY,
        first_day=date(2026, 2, 10),
        last_day=date(2026, 12, 1),
    )
    make.publish(make.adopt(later, date(2026, 2, 9)), date(2026, 2, 19))
    client = signed_in(officer)
    assert "Gat in de keten" in overview(client, "05-02-2026").content.decode()
    assert "Zonder grondslag" in overview(client, "15-02-2026").content.decode()
    assert len(overview(client, "20-02-2026").context["found"].in_force) == 1


def test_overview_says_unknown_only_as_long_as_nothing_newer_is_known(officer: User) -> None:
    area = make.make_area("Hofmark")
    make.make_records()
    workflow.record_historical(
        by=officer,
        kenmerk="OUD-2",
        title="Besluit van toen",
        kind=DecisionKind.START,
        variant=Variant.MOBILE,
        signed_on=date(2024, 5, 14),
        areas=[PastArea(area=area, first_day=date(2024, 5, 15))],
        notes="",
    )
    make.running_case(areas=[area], first_day=date(2026, 1, 10), last_day=date(2026, 2, 1))
    client = signed_in(officer)

    def state(day: str) -> str:
        (row,) = overview(client, day).context["found"].not_in_force
        return str(row.state)

    assert state("01-05-2024") == "Nog geen aanwijzing"
    assert state("01-06-2025") == "Onbekend"
    assert state("02-02-2026") == "Verlopen"


def test_overview_tells_adopted_and_published_apart_by_their_days(officer: User) -> None:
    case = make.complete_case()
    make.adopt(case, date(2026, 3, 20))
    client = signed_in(officer)

    def state(day: str) -> str:
        (row,) = overview(client, day).context["found"].not_in_force
        return str(row.state)

    assert state("19-03-2026") == "Nog geen aanwijzing"
    assert state("20-03-2026") == "Vastgesteld, nog niet bekendgemaakt"
    make.publish(case, date(2026, 3, 25))
    assert state("24-03-2026") == "Vastgesteld, nog niet bekendgemaakt"
    assert state("25-03-2026") == "Bekendgemaakt, nog niet in werking"


@pytest.mark.parametrize("day", ["31-02-2026", "gisteren", "01-01-0001"])
def test_overview_says_what_is_wrong_with_the_day(officer: User, day: str) -> None:
    response = overview(signed_in(officer), day)
    assert response.status_code == 422
    assert 'href="#id_dag"' in response.content.decode()
    assert day in response.content.decode()
