"""How a safeguard stands: terms and functions from chapter 6 of the framework."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from almere_camera import audit, home
from almere_camera.findings import NotAllowed
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions import deadlines
from evaluations import safeguards
from evaluations.demonstration.safeguards import KNOWN, load_safeguards
from evaluations.models import Safeguard, SafeguardConfirmation, TechnologyChange
from evaluations.safeguards import Status
from evaluations.workflow.safeguards import confirm_safeguard, record_technology_change
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 1)


@pytest.fixture
def officer() -> User:
    return make.make_user()


def safeguard(**values: Any) -> Safeguard:
    given = {"name": "Wpg-audit", "responsible": "korpschef", "every_months": 12}
    return Safeguard.objects.create(**{"valid_from": date(2020, 1, 1), **given, **values})


def confirm(one: Safeguard, by: User, on: date, **values: Any) -> SafeguardConfirmation:
    given = {"party": "korpschef", "in_order": True} | values
    return confirm_safeguard(safeguard=one, by=by, confirmed_on=on, **given)


def status(one: Safeguard, today: date = TODAY) -> Status:
    return safeguards.of(one, today).status


def test_a_yearly_audit_from_day_to_day(officer: User) -> None:
    """The Wpg audit is yearly: the day itself still counts, the next one is late."""
    audit_ = safeguard()
    assert status(audit_) == Status.NEVER
    confirm(audit_, officer, date(2025, 6, 1))
    assert safeguards.of(audit_, TODAY).due == date(2026, 6, 1)
    assert status(audit_, date(2026, 4, 1)) == Status.IN_ORDER  # 61 days
    assert status(audit_, date(2026, 4, 2)) == Status.SOON  # 60 days
    assert status(audit_, date(2026, 6, 1)) == Status.SOON
    assert status(audit_, date(2026, 6, 2)) == Status.LATE


def test_the_end_of_a_month_stays_in_the_month(officer: User) -> None:
    half_yearly = safeguard(every_months=6)
    confirm(half_yearly, officer, date(2025, 8, 31))
    assert safeguards.of(half_yearly, TODAY).due == date(2026, 2, 28)


def test_not_in_order_until_a_later_confirmation(officer: User) -> None:
    one = safeguard()
    confirm(one, officer, date(2026, 3, 1), in_order=False, note="De audit ontbreekt.")
    assert status(one) == Status.NOT_IN_ORDER
    confirm(one, officer, date(2026, 3, 1))  # the same day, recorded later
    assert status(one) == Status.IN_ORDER


def test_new_technology_asks_for_the_dpia_again(officer: User) -> None:
    """'Indien er sprake is van gebruik van nieuwe technologie, dan wordt de DPIA opnieuw uitgevoerd':
    vooraf, so due the day before."""
    dpia = safeguard(name="DPIA", every_months=None, at_new_technology=True)
    other = safeguard(every_months=None)
    confirm(dpia, officer, date(2023, 12, 31))
    confirm(other, officer, date(2023, 12, 31))
    assert (status(dpia), safeguards.of(dpia, TODAY).due) == (Status.IN_ORDER, None)
    change = record_technology_change(by=officer, from_day=date(2026, 5, 1), what="Beweging herkennen")
    found = safeguards.of(dpia, TODAY)
    assert (found.status, found.due, found.technology) == (Status.SOON, date(2026, 4, 30), (change,))
    assert status(dpia, date(2026, 5, 1)) == Status.LATE
    assert status(other, date(2026, 5, 1)) == Status.IN_ORDER
    confirm(dpia, officer, date(2026, 3, 15))  # of something else, before the change
    assert status(dpia, date(2026, 5, 1)) == Status.LATE
    confirm(dpia, officer, date(2026, 3, 20), technology=change)
    assert safeguards.of(dpia, date(2026, 5, 1)).technology == ()
    assert status(dpia, date(2026, 5, 1)) == Status.IN_ORDER


def test_a_dpia_after_the_change_covers_it(officer: User) -> None:
    dpia = safeguard(name="DPIA", every_months=None, at_new_technology=True)
    record_technology_change(by=officer, from_day=date(2026, 2, 1), what="Nieuwe software")
    confirm(dpia, officer, date(2026, 1, 31))
    assert status(dpia) == Status.LATE
    confirm(dpia, officer, date(2026, 2, 1))
    assert status(dpia) == Status.IN_ORDER


def test_an_outcome_not_in_order_covers_no_technology(officer: User) -> None:
    dpia = safeguard(name="DPIA", every_months=None, at_new_technology=True)
    change = record_technology_change(by=officer, from_day=date(2026, 2, 1), what="Nieuwe software")
    confirm(dpia, officer, date(2026, 3, 1), in_order=False, note="Risico’s blijven.", technology=change)
    assert safeguards.of(dpia, TODAY).technology == (change,)


def test_a_new_record_keeps_the_history_of_its_name(officer: User) -> None:
    """Another function answers from a day on: who confirmed before remains known, and still counts."""
    old = safeguard(responsible="beheerder", valid_to=date(2025, 12, 31))
    confirm(old, officer, date(2025, 11, 1))
    new = safeguard(valid_from=date(2026, 1, 1))
    (found,) = safeguards.all_on(TODAY)
    assert (found.safeguard, found.due, len(found.confirmations)) == (new, date(2026, 11, 1), 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": date(2100, 1, 1)}, "confirmed_on"),
        ({"in_order": False}, "note"),
        ({"party": "  "}, "party"),
    ],
)
def test_what_cannot_be_confirmed(officer: User, wrong: dict[str, Any], field: str) -> None:
    one = safeguard()
    with pytest.raises(ValidationError) as refused:
        confirm(one, officer, **{"on": date(2026, 1, 1), **wrong})
    assert set(refused.value.error_dict) == {field}
    assert not AuditEvent.objects.exists()


def test_the_same_confirmation_twice_is_refused(officer: User) -> None:
    one = safeguard()
    confirm(one, officer, date(2026, 1, 1))
    with pytest.raises(ValidationError, match="al vastgelegd"):
        confirm(one, officer, date(2026, 1, 1))
    record_technology_change(by=officer, from_day=TODAY, what="Nieuwe  software")
    with pytest.raises(ValidationError, match="al vastgelegd"):
        record_technology_change(by=officer, from_day=TODAY, what="Nieuwe software")


def test_technology_belongs_to_a_safeguard_that_asks_for_it(officer: User) -> None:
    change = record_technology_change(by=officer, from_day=TODAY, what="Nieuwe software")
    with pytest.raises(ValidationError, match="hangt niet af van nieuwe technologie"):
        confirm(safeguard(), officer, date(2026, 1, 1), technology=change)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.POLICY_OFFICER])
def test_other_roles_record_nothing(role: Role) -> None:
    by = make.make_user(role)
    with pytest.raises(NotAllowed):
        confirm(safeguard(), by, date(2026, 1, 1))
    with pytest.raises(NotAllowed):
        record_technology_change(by=by, from_day=TODAY, what="Nieuwe software")


def test_an_event_names_numbers_and_days_only(officer: User) -> None:
    confirm(safeguard(), officer, date(2026, 1, 1), note="Een geheim.", document="Het verslag")
    event = AuditEvent.objects.get()
    assert event.event == "safeguard.confirmed"
    assert "geheim" not in str(event.facts)
    assert "verslag" not in str(event.facts)
    assert audit.verify() == 1


@pytest.mark.parametrize("model", [SafeguardConfirmation, TechnologyChange])
def test_what_was_recorded_stays(model: type[Any], officer: User) -> None:
    confirm(safeguard(), officer, date(2026, 1, 1))
    record_technology_change(by=officer, from_day=TODAY, what="Nieuwe software")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(recorded_at="2020-01-01T00:00:00Z")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all().delete()


# --- At home and among the deadlines ---------------------------------------------------------------


def waiting(user: User, today: date = TODAY) -> list[str]:
    return [
        i.badge for work in home.work_for(user, today).lists if work.key == "waarborgen" for i in work.items
    ]


def test_what_asks_action_waits_at_home(officer: User) -> None:
    late, soon = safeguard(name="A"), safeguard(name="B")
    safeguard(name="C")
    confirm(late, officer, date(2025, 1, 1))
    confirm(soon, officer, date(2025, 5, 1))
    assert sorted(waiting(officer)) == ["nooit bevestigd", "te laat"]
    assert waiting(make.make_user(Role.REVIEWER)) == []
    confirm(late, officer, date(2026, 3, 31))
    assert waiting(officer) == ["nooit bevestigd"]


def test_a_safeguard_is_a_deadline(officer: User) -> None:
    one = safeguard()
    assert [d for d in deadlines.on(TODAY) if d.kind is deadlines.Kind.SAFEGUARD] == []
    confirm(one, officer, date(2025, 4, 15))
    (found,) = [d for d in deadlines.on(TODAY) if d.kind is deadlines.Kind.SAFEGUARD]
    assert (found.due, found.who, found.number) == (date(2026, 4, 15), (Role.POLICY_OFFICER,), one.pk)
    assert found.is_overdue(date(2026, 4, 16))


def test_as_many_questions_for_thirty_as_for_one(officer: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            safeguards.all_on(TODAY)
        return len(queries)

    confirm(safeguard(name="0"), officer, TODAY)
    once = asked()
    for number in range(1, 30):
        confirm(safeguard(name=str(number)), officer, TODAY)
    assert asked() == once == 3


def test_the_first_set_is_that_of_the_framework(officer: User) -> None:
    """Chapter 6: who answers for what; a term that it does not give is marked as a choice."""
    today = timezone.localdate()
    for _again in range(2):
        load_safeguards({"beleid": officer}, {}, today)
    assert Safeguard.objects.count() == len(KNOWN) == 7
    answers = {one.name: one for one in Safeguard.objects.all()}
    dpia = answers["Data Protection Impact Assessment (DPIA)"]
    assert (dpia.responsible, dpia.every_months, dpia.at_new_technology) == ("korpschef", None, True)
    assert dpia.confirmations.get().confirmed_on.year == 2023
    wpg = answers["Audit Wet politiegegevens (Wpg)"]
    assert (wpg.responsible, wpg.every_months) == ("korpschef", 12)
    assert answers["Automatisch wissen na 28 dagen"].responsible == "politie"
    assert answers["Afschermen van woningen (blanking)"].responsible == "politie"
    assert answers["Controle van handelingen en log-ins"].responsible == "clustermanager meldkamer"
    chosen = {name for name, one in answers.items() if "keuze" in one.source}
    assert set(answers) - chosen == {dpia.name, wpg.name}
