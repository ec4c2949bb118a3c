"""Where cameras hung on a day, and on which ground: linked, checked by geometry, or without decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from almere_camera.models import User
from almere_camera.roles import Role
from areas import workflow as places
from areas.models import Deployment, Position, Unit
from decisions.cameras import Camera, Ground
from decisions.models import Decision, DecisionKind, Interruption, Starts, Variant
from decisions.overview import overview
from tests import factories as make
from tests.decisions.pages import queries, signed_in

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
LONG_AGO = make.LONG_AGO
INSIDE, BESIDE = (143_100, 486_600), (143_900, 486_600)  # of make.SQUARE


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def by() -> User:
    return make.make_user(Role.POLICY_OFFICER)


def camera(by: User, code: str, where: tuple[int, int] = INSIDE, **period: Any) -> Deployment:
    """A mobile unit that stands on a position of its own."""
    spot: dict[str, Any] = {"place": f"Plek van {code}", "kind": Position.Kind.MOBILE, "direction": None}
    x, y = where
    position = places.add_position(by=by, code=f"P-{code}", valid_from=LONG_AGO, x=x, y=y, **spot)
    unit = places.add_unit(by=by, code=code, valid_from=LONG_AGO, description="")
    period = {"first_day": date(2026, 1, 1), "last_day": None, **period}
    return places.deploy(by=by, position=position, unit=unit, **period)


def running(*deployments: Deployment, **term: date) -> Decision:
    """In force from 11 March until 20 April 2026, and these cameras with it."""
    case = make.running_case(Variant.MOBILE, **term)
    case.designated_areas.get().deployments.set(deployments)
    return case


def found(day: date) -> dict[str, Camera]:
    return {str(one.deployment.unit): one for one in overview(day).cameras.standing}


def grounds(day: date) -> dict[str, Ground]:
    return {code: one.ground for code, one in found(day).items()}


def test_the_ground_is_right_on_the_day_before_the_day_and_the_day_after(by: User) -> None:
    case = running(camera(by, "MOB-1"))
    expected = {
        date(2026, 3, 10): Ground.NONE,
        date(2026, 3, 11): Ground.DECISION,
        date(2026, 4, 20): Ground.DECISION,
        date(2026, 4, 21): Ground.NONE,
        date(2030, 1, 1): Ground.NONE,
    }
    for day, ground in expected.items():
        assert grounds(day) == {"MOB-1": ground}, day
    assert [d.decision for d in found(TODAY)["MOB-1"].about] == [case]


def test_a_camera_is_listed_from_its_first_day_to_its_last(by: User) -> None:
    running(camera(by, "MOB-1", first_day=date(2026, 3, 20), last_day=date(2026, 3, 25)))
    days = [date(2026, 3, 19), date(2026, 3, 20), date(2026, 3, 25), date(2026, 3, 26)]
    assert [len(found(day)) for day in days] == [0, 1, 1, 0]


def test_a_unit_in_depot_needs_no_decision(by: User) -> None:
    camera(by, "MOB-1", last_day=date(2026, 3, 30))
    cameras = overview(TODAY).cameras
    assert cameras.standing == []
    assert cameras.without == 0
    assert [unit.code for unit in cameras.in_depot] == ["MOB-1"]


def test_geometry_checks_the_link_and_does_not_make_it(by: User) -> None:
    running(camera(by, "MOB-1"), camera(by, "MOB-2", BESIDE))
    camera(by, "MOB-3")
    camera(by, "MOB-4", BESIDE)
    assert grounds(TODAY) == {
        "MOB-1": Ground.DECISION,
        "MOB-2": Ground.OUTSIDE,
        "MOB-3": Ground.NOT_LINKED,
        "MOB-4": Ground.NONE,
    }
    assert overview(TODAY).cameras.without == 1


def test_days_between_a_late_publication_and_the_predecessor_are_without_ground(by: User) -> None:
    """The extension was signed in time, and published three days after the end (20 April)."""
    standing = camera(by, "MOB-1")
    before = running(standing).designated_areas.get()
    case = make.make_decision(DecisionKind.EXTEND, Variant.MOBILE)
    later = make.make_designated_area(
        case, follows=before, starts=Starts.ON_DAY, first_day=date(2026, 4, 21), last_day=date(2026, 5, 20)
    )
    later.deployments.add(standing)
    make.publish(make.adopt(case, date(2026, 4, 17)), date(2026, 4, 23))
    expected = {
        date(2026, 4, 20): Ground.DECISION,
        date(2026, 4, 21): Ground.WITHOUT_GROUND,
        date(2026, 4, 23): Ground.WITHOUT_GROUND,
        date(2026, 4, 24): Ground.DECISION,
        date(2026, 5, 20): Ground.DECISION,
        date(2026, 5, 21): Ground.NONE,
    }
    for day, ground in expected.items():
        assert grounds(day) == {"MOB-1": ground}, day


def test_a_suspension_shows_on_its_days(by: User) -> None:
    case = running(camera(by, "MOB-1"))
    Interruption.objects.create(
        decision=case,
        kind=Interruption.Kind.SUSPENSION,
        from_day=date(2026, 4, 1),
        to_day=date(2026, 4, 3),
        recorded_by=by,
    )
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 3), date(2026, 4, 4)]
    expected = [Ground.DECISION, Ground.SUSPENDED, Ground.SUSPENDED, Ground.DECISION]
    assert [grounds(day)["MOB-1"] for day in days] == expected


def test_the_page_shows_camera_ground_and_depot(by: User) -> None:
    case = running(camera(by, "MOB-1"))
    camera(by, "MOB-2", BESIDE)
    camera(by, "MOB-3", last_day=date(2026, 3, 1))
    page = signed_in(make.make_user(Role.AUDITOR)).get(reverse("decisions:overview")).content.decode()
    for words in ("Met besluit", "Zonder besluit", "P-MOB-1", case.kenmerk, "In depot", "1 camera hing"):
        assert words in page


def test_the_overview_costs_the_same_with_one_and_with_thirty_cameras(by: User) -> None:
    running(camera(by, "MOB-1"))
    camera(by, "DEP-1", last_day=date(2026, 3, 1))
    client, url = signed_in(by), reverse("decisions:overview")
    few = queries(client, url)
    for number in range(2, 31):
        running(camera(by, f"MOB-{number}"), last_day=TODAY + timedelta(days=number))
        camera(by, f"DEP-{number}", BESIDE, last_day=date(2026, 3, 1))
    assert Unit.objects.count() == 60
    assert queries(client, url) == few
