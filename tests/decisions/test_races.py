"""Two people act on the same case at once: one wins, the other is told who was first, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection

from almere_camera import audit
from almere_camera.findings import Conflict, Refused
from almere_camera.models import AuditEvent
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import Decision, Fact, SavedVersion, Status
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start at the same moment; results or exceptions in order."""
    results: list[Any] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(index: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[index] = act()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def edit(case: Decision, by: Any, value: str) -> Callable[[], None]:
    def act() -> None:
        with workflow.edit(case, by=by, version=case.version, what="feiten") as draft:
            fact = draft.facts.get()
            fact.value = value
            fact.save()

    return act


@pytest.mark.parametrize("_round", range(3))
def test_two_edits_of_the_same_version(_round: int) -> None:
    case = factories.complete_case()
    anna = factories.make_user(Role.POLICY_OFFICER, first_name="Anna", last_name="Een")
    bram = factories.make_user(Role.POLICY_OFFICER, first_name="Bram", last_name="Twee")
    results = together(edit(case, anna, "111"), edit(case, bram, "222"))
    lost = [r for r in results if isinstance(r, Conflict)]
    assert len(lost) == 1, results
    assert results.count(None) == 1, results
    winner, value = ("Anna Een", "111") if results[0] is None else ("Bram Twee", "222")
    assert lost[0].findings[0].message.startswith(f"{winner} heeft deze zaak intussen gewijzigd")
    assert Fact.objects.get(decision=case).value == value
    assert SavedVersion.objects.filter(decision=case).count() == 1


def test_agreeing_and_returning_at_once() -> None:
    with time_machine.travel(f"{factories.TODAY}T10:00:00+02:00"):
        case = factories.complete_case()
        author = factories.make_user()
        workflow.submit(decision=case, by=author, version=case.version)
        case.refresh_from_db()
        first, second = factories.make_user(Role.REVIEWER), factories.make_user(Role.REVIEWER)
        results = together(
            lambda: workflow.agree(decision=case, by=first, version=case.version),
            lambda: workflow.return_to_author(decision=case, by=second, version=case.version, remark="Nee"),
        )
    assert len([r for r in results if isinstance(r, Refused)]) == 1, results
    status = Decision.objects.get(pk=case.pk).status
    assert status == (Status.AGREED if isinstance(results[1], Refused) else Status.DRAFT)


def test_a_publication_is_recorded_once() -> None:
    case = factories.complete_case()
    factories.adopt(case)
    people = [factories.make_user(Role.COMMUNICATIONS) for _ in range(4)]
    acts = [
        lambda person=person, number=number: workflow.publish(
            decision=case,
            by=person,
            version=case.version,
            number=f"gmb-2026-{number}",
            published_on=factories.TODAY,
        )
        for number, person in enumerate(people, 1)
    ]
    results = together(*acts)
    assert len([r for r in results if isinstance(r, Refused)]) == 3, results
    assert case.publications.count() == 1


def test_two_cases_started_at_once_get_their_own_kenmerk() -> None:
    factories.make_records()
    factories.make_framework()
    people = [factories.make_user() for _ in range(4)]
    request = factories.make_request()
    area = factories.make_area()

    def start(person: Any) -> Callable[[], Decision]:
        return lambda: workflow.start(
            by=person, request=request, kind="instellen", variant="mobiel", areas=[area]
        )

    results = together(*[start(person) for person in people])
    assert len({case.kenmerk for case in results}) == 4, results


def test_the_log_stays_one_chain_under_many_writers() -> None:
    case = factories.complete_case()
    user = factories.make_user()
    from django.db import transaction

    def write() -> None:
        for _ in range(10):
            with transaction.atomic():
                audit.record("proef", case, user)

    results = together(*[write] * 4)
    assert results == [None] * 4
    assert audit.verify() == 40
    assert list(AuditEvent.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 41))
