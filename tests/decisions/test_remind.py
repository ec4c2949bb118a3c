"""`manage.py remind`: who gets which deadlines by mail, once, and what a failing mail server leaves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection

from almere_camera import audit
from almere_camera.models import AuditEvent, SentReminder, User
from almere_camera.roles import Role
from decisions.models import Decision, NoLongerNecessary, Variant
from decisions.reminding import remind
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
LAST = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER, first_name="Fatima", last_name="Idrissi", email="f@example.nl")


@pytest.fixture
def case() -> Decision:
    """Mobile, in force until 20 April 2026: an extension is adopted on the 18th at the latest."""
    return make.running_case(Variant.MOBILE, last_day=LAST)


def mailed() -> list[tuple[list[str], list[str]]]:
    """Per mail: to whom, and the lines with a deadline."""
    return [
        (sent.to, [line for line in str(sent.body).splitlines() if line.startswith("- ")])
        for sent in mail.outbox
    ]


def test_one_mail_with_everything_within_two_weeks(officer: User, case: Decision) -> None:
    remind(date(2026, 4, 3))
    assert mail.outbox == []  # the 18th is fifteen days away
    remind(date(2026, 4, 6))
    area = case.designated_areas.get().area.name
    assert mailed() == [
        (
            ["f@example.nl"],
            [
                f"- 18 april 2026 (over 12 dagen): Een verlenging van {area} uiterlijk vaststellen"
                f" ({case.kenmerk})",
                f"- 20 april 2026 (over 14 dagen): Laatste dag in werking: {area} ({case.kenmerk})",
            ],
        )
    ]
    body = str(mail.outbox[0].body)
    assert body.startswith("Beste Fatima Idrissi,\n")
    assert f"{settings.SITE_URL}/besluiten/{case.pk}/\n" in body
    assert f"{settings.SITE_URL}/wat-komt-eraan/" in body
    assert mail.outbox[0].subject == "Cameratoezicht: 2 termijnen vragen om aandacht"
    assert mail.outbox[0].from_email == settings.DEFAULT_FROM_EMAIL


def test_a_second_run_sends_nothing(officer: User, case: Decision) -> None:
    remind(date(2026, 4, 6))
    marks = list(SentReminder.objects.values_list("user", "key", "due"))
    for day in (6, 7, 20):
        remind(date(2026, 4, day))
    assert len(mail.outbox) == 1
    assert list(SentReminder.objects.values_list("user", "key", "due")) == marks


def test_a_missed_run_loses_nothing(officer: User, case: Decision) -> None:
    """The server was off from before the fourteenth day until the last."""
    remind(date(2026, 4, 1))
    remind(LAST)
    (sent,) = mailed()
    assert [line[2:30] for line in sent[1]] == [
        "18 april 2026 (2 dagen te la",
        "20 april 2026 (vandaag): Laa",
    ]


def test_a_day_that_moves_is_mailed_again(officer: User, case: Decision) -> None:
    area = case.designated_areas.get()
    finding = NoLongerNecessary.objects.create(
        designated_area=area,
        found_on=TODAY,
        source="de evaluatie",
        reasons="Het is rustig.",
        end_by=date(2026, 4, 9),
        recorded_by=officer,
    )
    remind(TODAY)
    NoLongerNecessary.objects.filter(pk=finding.pk).update(end_by=date(2026, 4, 8))
    remind(TODAY)
    assert [lines[0][2:14] for _to, lines in mailed()] == ["9 april 2026", "8 april 2026"]


def test_everybody_gets_what_belongs_to_the_own_roles(case: Decision) -> None:
    people = {role: make.make_user(role, email=f"{role.name.lower()}@example.nl") for role in Role}
    remind(date(2026, 4, 20))
    heard = {to[0]: " ".join(lines) for to, lines in mailed()}
    assert set(heard) == {people[r].email for r in (Role.POLICY_OFFICER, Role.REVIEWER, Role.MAYORS_OFFICE)}
    assert "Laatste dag in werking" not in heard[people[Role.MAYORS_OFFICE].email]
    assert "verlenging" in heard[people[Role.MAYORS_OFFICE].email]
    assert "bezwaar" in heard[people[Role.REVIEWER].email]


@pytest.mark.parametrize("values", [{"email": ""}, {"is_active": False}])
def test_no_mail_to_who_has_no_address_or_is_switched_off(case: Decision, values: dict[str, Any]) -> None:
    make.make_user(Role.POLICY_OFFICER, **{"email": "x@example.nl", **values})
    make.make_user(None, email="zonder@example.nl")
    remind(LAST)
    assert mail.outbox == []
    assert not SentReminder.objects.exists()


def test_each_mail_leaves_an_event_with_names_of_deadlines_only(officer: User, case: Decision) -> None:
    remind(LAST)
    event = AuditEvent.objects.get()
    area = case.designated_areas.get()
    assert (event.event, event.actor, event.object_id) == ("reminder.sent", None, str(officer.pk))
    assert event.facts == {"deadlines": [f"vaststelling:{area.pk}", f"laatste-dag:{area.pk}"]}
    assert audit.verify() == 1


# --- The command ---------------------------------------------------------------------------------


def run(*args: str) -> tuple[int, str, str]:
    """The exit code, and what was said."""
    out, err = StringIO(), StringIO()
    try:
        call_command("remind", *args, stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(str(stopped.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_dry_run_tells_and_does_nothing(officer: User, case: Decision) -> None:
    with time_machine.travel("2026-04-20T12:00:00+02:00", tick=False):
        code, said, wrong = run("--dry-run")
        assert (code, wrong) == (0, "")
        assert f"{officer.username}: 2 termijnen" in said
        assert "2026-04-20 Laatste dag in werking" in said
        assert mail.outbox == []
        assert not SentReminder.objects.exists()
        assert not AuditEvent.objects.exists()
        assert run()[:2] == (0, f"{officer.username}: 2 termijnen\n")
    assert len(mail.outbox) == 1


class OneAddressFails(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, email_messages: Any) -> int:
        for message in email_messages:
            if message.to == ["kapot@example.nl"]:
                raise ConnectionRefusedError("de mailserver antwoordt niet")
        return super().send_messages(email_messages)


def test_a_failing_mail_leaves_no_mark_and_the_next_person_gets_theirs(case: Decision, settings: Any) -> None:
    broken = make.make_user(Role.POLICY_OFFICER, email="kapot@example.nl")
    fine = make.make_user(Role.POLICY_OFFICER, email="heel@example.nl")
    with time_machine.travel("2026-04-20T12:00:00+02:00", tick=False):
        with_backend = f"{__name__}.OneAddressFails"
        settings.EMAIL_BACKEND = with_backend
        code, said, wrong = run()
        assert code == 1
        assert fine.username in said
        assert f"{broken.username}: niet gemaild (de mailserver antwoordt niet)" in wrong
        assert [to for to, _lines in mailed()] == [["heel@example.nl"]]
        assert set(SentReminder.objects.values_list("user", flat=True)) == {fine.pk}
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert run()[0] == 0  # the server works again: only the one who got nothing
        assert [to for to, _lines in mailed()] == [["heel@example.nl"], ["kapot@example.nl"]]


def test_an_address_that_is_none_does_not_stop_the_others(case: Decision) -> None:
    make.make_user(Role.POLICY_OFFICER, email="x@example.nl\nBcc: y@example.nl")
    make.make_user(Role.POLICY_OFFICER, email="heel@example.nl")
    outcome = remind(LAST)
    assert [user.email for user, _sent in outcome.sent] == ["heel@example.nl"]
    assert len(outcome.failed) == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_do_not_both_send(officer: User, case: Decision) -> None:
    gate = threading.Barrier(2)
    outcomes: list[Any] = []

    def one_run() -> None:
        gate.wait()
        try:
            outcomes.append(remind(LAST))
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one_run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(len(outcome.sent) for outcome in outcomes) == [0, 1]
    assert len(mail.outbox) == 1
    assert SentReminder.objects.count() == 2


def test_nothing_to_say_costs_no_write(officer: User, case: Decision) -> None:
    remind(TODAY - timedelta(days=200))
    assert not AuditEvent.objects.exists()
