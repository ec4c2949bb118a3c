"""The work list: what waits, for whom, and what comes to an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from almere_camera import home
from almere_camera.home import Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import Decision, DecisionKind
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


def work_of(user: User, today: date = TODAY) -> dict[str, WorkList]:
    return {found.key: found for found in home.work_for(User.objects.get(pk=user.pk), today).lists}


def waiting(user: User, key: str) -> list[str]:
    """The references in this list; none when the user does not have the list."""
    found = work_of(user).get(key)
    return [item.reference for item in found.items] if found else []


def shown(user: User) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse("home"))


def drafted(by: User, **options: Any) -> Decision:
    case = make.complete_case(**options)
    with workflow.edit(case, by=by, version=case.version, what="criteria"):
        pass
    return Decision.objects.get(pk=case.pk)


@pytest.fixture
def people() -> dict[Role, User]:
    return {role: make.make_user(role) for role in Role}


def test_a_case_waits_for_one_after_the_other(people: dict[Role, User]) -> None:
    officer, reviewer = people[Role.POLICY_OFFICER], people[Role.REVIEWER]
    office, communications = people[Role.MAYORS_OFFICE], people[Role.COMMUNICATIONS]
    case = drafted(officer)
    assert waiting(officer, "concept") == [case.kenmerk]
    case = workflow.submit(decision=case, by=officer, version=case.version)
    assert waiting(officer, "concept") == []
    assert waiting(officer, "bij_anderen") == [case.kenmerk]
    assert waiting(reviewer, "toetsing") == [case.kenmerk]
    case = workflow.return_to_author(decision=case, by=reviewer, version=case.version, remark="Noem cijfers")
    assert waiting(reviewer, "toetsing") == []
    assert waiting(officer, "teruggestuurd") == [case.kenmerk]
    assert work_of(officer)["teruggestuurd"].items[0].note == "Noem cijfers"
    with workflow.edit(case, by=officer, version=case.version, what="feiten"):
        pass
    case = workflow.submit(decision=case, by=officer, version=case.version + 1)
    case = workflow.agree(decision=case, by=reviewer, version=case.version)
    assert waiting(office, "vaststelling") == [case.kenmerk]
    make.adopt(case)
    assert waiting(office, "vaststelling") == []
    assert waiting(communications, "bekendmaking") == [case.kenmerk]
    make.publish(case)
    assert waiting(communications, "bekendmaking") == []
    assert waiting(officer, "bij_anderen") == []


def test_who_wrote_it_does_not_find_it_to_review(people: dict[Role, User]) -> None:
    both = people[Role.POLICY_OFFICER]
    both.groups.add(*people[Role.REVIEWER].groups.all())
    case = drafted(both)
    workflow.submit(decision=case, by=User.objects.get(pk=both.pk), version=case.version)
    assert waiting(both, "toetsing") == []
    assert waiting(people[Role.REVIEWER], "toetsing") == [case.kenmerk]


def test_a_proposal_to_withdraw_waits_for_another(people: dict[Role, User]) -> None:
    office = people[Role.MAYORS_OFFICE]
    case = make.adopt(make.complete_case())
    workflow.propose_withdrawal(decision=case, by=office, version=case.version, reasons="Toch niet")
    assert waiting(people[Role.REVIEWER], "toetsing") == [case.kenmerk]
    assert waiting(office, "vaststelling") == []
    assert waiting(make.make_user(Role.MAYORS_OFFICE), "vaststelling") == [case.kenmerk]


def test_since_is_the_day_on_which_it_came(people: dict[Role, User]) -> None:
    case = drafted(people[Role.POLICY_OFFICER])
    with time_machine.travel("2026-04-02T09:00:00+02:00", tick=False):
        workflow.submit(decision=case, by=people[Role.POLICY_OFFICER], version=case.version)
    assert work_of(people[Role.REVIEWER])["toetsing"].items[0].since == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("last_day", "listed"),
    [
        (date(2026, 9, 30), True),  # six months before: 30 March
        (date(2026, 10, 1), False),  # six months before: 1 April
        (TODAY, True),
        (TODAY - timedelta(days=1), False),  # already lapsed
    ],
)
def test_a_term_that_ends_within_six_months_is_announced(
    people: dict[Role, User], last_day: date, listed: bool
) -> None:
    case = make.running_case(first_day=date(2025, 1, 1), last_day=last_day)
    for user in people.values():
        assert waiting(user, "eraan") == ([case.kenmerk] if listed else [])


def test_an_ending_term_says_what_is_being_done_about_it(people: dict[Role, User]) -> None:
    extension = make.complete_case(DecisionKind.EXTEND)
    (item,) = work_of(people[Role.AUDITOR])["eraan"].items
    assert f"Verlengen in voorbereiding: {extension.kenmerk}" in item.note
    assert item.badge == "Loopt af over 20 dagen"
    make.publish(make.adopt(extension))
    assert work_of(people[Role.AUDITOR])["eraan"].items == []


def test_a_suspended_designation_is_announced_as_suspended(people: dict[Role, User]) -> None:
    case = make.running_case(last_day=date(2026, 6, 30))
    (running,) = work_of(people[Role.AUDITOR])["eraan"].items
    assert running.alarm == ""
    assert '<th scope="col">Uiterlijk</th>' in shown(people[Role.AUDITOR]).content.decode()
    make.interrupt(case, TODAY)
    (suspended,) = work_of(people[Role.AUDITOR])["eraan"].items
    assert suspended.alarm == "Geschorst"
    assert "Geschorst</span>" in shown(people[Role.AUDITOR]).content.decode()


def test_without_a_role_the_page_says_what_to_do() -> None:
    response = shown(make.make_user(None))
    assert response.status_code == 200
    assert "nog geen rol" in response.content.decode()
    assert response.context["counts"] == []


def test_empty_lists_say_so(people: dict[Role, User]) -> None:
    expected = {
        Role.POLICY_OFFICER: "U hebt geen concepten.",
        Role.REVIEWER: "Er wacht geen zaak op uw toets.",
        Role.MAYORS_OFFICE: "Er wacht geen besluit op vaststelling.",
        Role.COMMUNICATIONS: "Er wacht geen besluit op bekendmaking.",
        Role.AUDITOR: "Bij uw rol hoort geen eigen werkvoorraad.",
    }
    for role, words in expected.items():
        assert words in shown(people[role]).content.decode()


def test_counts_equal_the_lists_behind_them(people: dict[Role, User]) -> None:
    make.complete_case(DecisionKind.EXTEND)
    make.make_decision()
    client = Client()
    client.force_login(people[Role.AUDITOR])
    for count in shown(people[Role.AUDITOR]).context["counts"]:
        assert client.get(count.url).context["page_obj"].paginator.count == count.number


def test_home_costs_the_same_with_1_and_with_30_cases(people: dict[Role, User]) -> None:
    officer = people[Role.POLICY_OFFICER]
    officer.groups.add(*(g for user in people.values() for g in user.groups.all()))

    def queries() -> int:
        client = Client()
        client.force_login(officer)
        client.get(reverse("home"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("home"))
        return len(asked)

    drafted(officer, kind=DecisionKind.EXTEND)
    few = queries()
    for _ in range(15):
        drafted(officer, kind=DecisionKind.EXTEND)
    assert queries() == few


def test_an_app_registers_its_work_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "_sources", [])

    def source(_user: User, today: date) -> Work:
        item = WorkItem(title="Iets", url="/", until=today)
        return Work(lists=[WorkList(key="iets", title="Iets te doen", empty="Niets", items=[item])])

    home.register(source)
    home.register(source)
    response = shown(make.make_user(Role.AUDITOR))
    assert (
        response.content.decode().count("Iets te doen</h2>")
        + response.content.decode().count("Iets te doen <span")
        == 1
    )
    assert "Er wacht 1 ding op u." in response.content.decode()
