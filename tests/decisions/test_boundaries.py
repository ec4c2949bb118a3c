"""The day before, the day itself and the day after every boundary, a minute before and after midnight.

The calendar is that of the acceptance story: published on Thursday 2 April 2026, in force the day after
although that is Goede Vrijdag, last day 30 April, objections up to and including 18 May (domein.md 1.4:
Hemelvaart, the KB day 15-5 and the weekend). What people see is asked: the pages, with their own clock.
"""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.roles import Role
from decisions import states
from decisions.models import Decision
from decisions.states import State
from tests import factories as make

pytestmark = pytest.mark.django_db
LAST_MINUTE, FIRST_MINUTE = "23:59:30", "00:00:30"  # of the Dutch day, where UTC is on another one


@pytest.fixture
def case() -> Decision:
    """Signed on 31 March, published on 2 April, with 30 April as its last day."""
    made = make.complete_case("instellen", "mobiel")
    made.designated_areas.update(last_day=date(2026, 4, 30))
    make.adopt(made)
    make.publish(made, date(2026, 4, 2))
    return made


def dutch(day: str, minute: str) -> time_machine.travel:
    offset = "+01:00" if date.fromisoformat(day) < date(2026, 3, 29) else "+02:00"
    return time_machine.travel(f"{day}T{minute}{offset}", tick=False)


def page(path: str) -> str:
    client = Client()
    client.force_login(make.make_user(Role.AUDITOR))
    main = client.get(path).content.decode().split("<main")[1]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.mark.parametrize(
    ("day", "minute", "state"),
    [
        ("2026-04-01", LAST_MINUTE, State.PUBLISHED),
        ("2026-04-02", FIRST_MINUTE, State.PUBLISHED),
        ("2026-04-02", LAST_MINUTE, State.PUBLISHED),
        ("2026-04-03", FIRST_MINUTE, State.IN_FORCE),
        ("2026-04-04", FIRST_MINUTE, State.IN_FORCE),
        ("2026-04-29", LAST_MINUTE, State.IN_FORCE),
        ("2026-04-30", FIRST_MINUTE, State.IN_FORCE),
        ("2026-04-30", LAST_MINUTE, State.IN_FORCE),
        ("2026-05-01", FIRST_MINUTE, State.LAPSED),
        ("2026-05-02", FIRST_MINUTE, State.LAPSED),
    ],
)
def test_in_force_from_the_first_minute_to_the_last(
    case: Decision, day: str, minute: str, state: State
) -> None:
    """Awb 3:40 and the stated term, both days inclusive."""
    with dutch(day, minute):
        assert states.state_on(case.designated_areas.get(), date.fromisoformat(day)) is state
        overview = page(reverse("decisions:overview"))
    assert (case.kenmerk in overview.split("Niet in werking")[0]) == (state is State.IN_FORCE)


@pytest.mark.parametrize(
    ("day", "minute", "runs"),
    [
        ("2026-04-02", LAST_MINUTE, True),
        ("2026-05-17", LAST_MINUTE, True),
        ("2026-05-18", FIRST_MINUTE, True),
        ("2026-05-18", LAST_MINUTE, True),
        ("2026-05-19", FIRST_MINUTE, False),
        ("2026-05-20", FIRST_MINUTE, False),
    ],
)
def test_objections_up_to_and_including_the_last_day(
    case: Decision, day: str, minute: str, runs: bool
) -> None:
    """Awb 6:7 and 6:8; Algemene termijnenwet."""
    with dutch(day, minute):
        coming = page("/wat-komt-eraan/")
        seen = page(reverse("decisions:detail", kwargs={"pk": case.pk}))
    assert ("18-05-2026" in coming) == runs
    assert "18 mei 2026" in seen  # the day itself is never hidden
