"""Signals on the home page: on the right day, and as many as the rows behind their link."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.models import User
from almere_camera.roles import Role
from decisions.models import Variant
from evaluations.models import AreaEvaluation
from tests import factories as make
from tests.evaluations import make as rows
from tests.evaluations.test_acceptance_review import Centre

pytestmark = pytest.mark.django_db
D = date


def shown(user: User, day: date, key: str) -> list[str]:
    """What stands behind a signal on this day; the home page shows as many."""
    with time_machine.travel(f"{day}T12:00:00+01:00", tick=False):
        client = Client()
        client.force_login(user)
        (signal,) = (one for one in client.get(reverse("home")).context["signals"] if one.key == key)
        url = reverse("work_list", args=[key])
        assert f'href="{url}"><span class="tally__number">{len(signal.items)}</span>' in (
            client.get(reverse("home")).content.decode()
        )
        page = client.get(url)
        assert page.context["page_obj"].paginator.count == len(signal.items) == len(page.context["rows"])
        return [item.title for item, _waited in page.context["rows"]]


@pytest.fixture
def reader() -> User:
    return make.make_user(Role.AUDITOR)


def test_a_term_that_ends_within_six_months(reader: User) -> None:
    """Half a year before 30 September is 30 March."""
    make.running_case(areas=[make.make_area("Stad")], first_day=D(2025, 1, 1), last_day=D(2026, 9, 30))
    assert shown(reader, D(2026, 3, 29), "loopt-af") == []
    assert shown(reader, D(2026, 3, 30), "loopt-af") == ["Stad"]
    assert shown(reader, D(2026, 9, 30), "loopt-af") == ["Stad"]
    assert shown(reader, D(2026, 10, 1), "loopt-af") == []


def test_an_evaluation_that_is_overdue(reader: User) -> None:
    """Half a year before the end it must be there (beleidskader, hoofdstuk 7), unless it was completed."""
    case = make.running_case(
        areas=[make.make_area("Stad")], first_day=D(2025, 1, 1), last_day=D(2026, 12, 31)
    )
    make.running_case(Variant.MOBILE, first_day=D(2025, 1, 1), last_day=D(2026, 12, 31))
    assert shown(reader, D(2026, 6, 29), "evaluatie-te-laat") == []
    assert shown(reader, D(2026, 6, 30), "evaluatie-te-laat") == ["Evaluatie van Stad"]
    AreaEvaluation.objects.create(
        designated_area=case.designated_areas.get(),
        first_day=D(2025, 1, 1),
        last_day=D(2026, 6, 30),
        completed_on=D(2026, 7, 1),
    )
    assert shown(reader, D(2026, 7, 2), "evaluatie-te-laat") == []


def test_a_camera_that_saw_nothing_for_two_years(reader: User) -> None:
    """Two full calendar years (beleidskader, hoofdstuk 7): known on the first day after them."""
    make.make_records()
    centre = Centre("Centrum", make.make_user())
    run = rows.run([centre.area], D(2024, 1, 1), D(2025, 12, 31))
    centre.camera("NIETS")
    centre.camera("DRUK")
    fight = rows.category("vechtpartij")
    for year in (2024, 2025):
        rows.incident(datetime(year, 6, 1, 23), [centre.found["DRUK"]], fight, of=run)
    assert shown(reader, D(2025, 12, 31), "camera-zonder-incident") == []
    assert shown(reader, D(2026, 1, 1), "camera-zonder-incident") == ["Positie NIETS"]


def test_one_who_may_not_read_cases_gets_no_list(reader: User) -> None:
    client = Client()
    client.force_login(make.make_user(None))
    assert client.get(reverse("work_list", args=["loopt-af"])).status_code == 403
    client.force_login(reader)
    assert client.get(reverse("work_list", args=["bestaat-niet"])).status_code == 403


def test_a_long_list_shows_its_first_rows_and_leads_to_all(reader: User) -> None:
    for _ in range(12):
        make.running_case(first_day=D(2026, 3, 1), last_day=D(2026, 4, 20))
    with time_machine.travel("2026-03-31T12:00:00+02:00", tick=False):
        client = Client()
        client.force_login(reader)
        (listed,) = (one for one in client.get("/").context["others"] if one["list"].key == "eraan")
        assert (len(listed["rows"]), listed["total"]) == (10, 12)
        assert f'href="{reverse("work_list", args=["eraan"])}">Alle 12<' in client.get("/").content.decode()
        page = client.get(reverse("work_list", args=["eraan"]))
        assert len(page.context["rows"]) == 12
