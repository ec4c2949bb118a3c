"""The page 'niet langer noodzakelijk': it opens the draft to end, once, for who may start a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from almere_camera.models import AuditEvent
from almere_camera.roles import Role
from decisions.models import Decision, DecisionKind, NoLongerNecessary, Status
from tests import factories as make
from tests.decisions.pages import signed_in

pytestmark = pytest.mark.django_db
TYPED = {"found_on": "31-03-2026", "source": "de evaluatie", "reasons": "Het is al maanden rustig."}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


def address(case: Decision) -> str:
    area = case.designated_areas.get()
    return reverse("decisions:no_longer_necessary", kwargs={"pk": case.pk, "area": area.pk})


def test_it_opens_a_draft_to_end_with_its_own_deadline() -> None:
    running = make.running_case()
    response = signed_in(make.make_user(Role.POLICY_OFFICER)).post(address(running), TYPED)
    assert response.status_code == 302
    found = NoLongerNecessary.objects.get()
    assert found.end_by == make.TODAY + timedelta(days=28)  # the house rule of the factories
    assert found.draft is not None
    assert (found.draft.kind, found.draft.status) == (DecisionKind.END, Status.DRAFT)
    assert found.draft.designated_areas.get().follows == running.designated_areas.get()
    assert found.draft.assessment.ending_ground == TYPED["reasons"]
    assert AuditEvent.objects.filter(event="decision.no_longer_necessary").count() == 1


@pytest.mark.parametrize("missing", TYPED)
def test_what_is_missing_is_said_at_the_field(missing: str) -> None:
    running = make.running_case()
    typed = {**TYPED, missing: ""}
    response = signed_in(make.make_user(Role.POLICY_OFFICER)).post(address(running), typed)
    assert response.status_code == 422
    assert not NoLongerNecessary.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.POLICY_OFFICER])
def test_others_are_told_who_may(role: Role) -> None:
    running = make.running_case()
    response = signed_in(make.make_user(role)).post(address(running), TYPED)
    assert response.status_code == 403
    assert not NoLongerNecessary.objects.exists()
