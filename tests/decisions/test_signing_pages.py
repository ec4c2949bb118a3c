"""The copy for the signature: final text with name and day, only when nothing stands in the way."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.roles import Role
from decisions.models import Decision, Status
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def case() -> Decision:
    case = make.complete_case()
    Decision.objects.filter(pk=case.pk).update(status=Status.AGREED)
    return Decision.objects.get(pk=case.pk)


def ask(case: Decision, role: Role = Role.MAYORS_OFFICE, **query: object) -> object:
    client = Client()
    client.force_login(make.make_user(role))
    signatory = make.make_records().mayor.pk
    return client.get(
        reverse("decisions:signing_copy", kwargs={"pk": case.pk}),
        {"signatory": signatory, "on": "31-03-2026", **query},
    )


def test_it_carries_name_and_day_and_no_draft_mark(case: Decision) -> None:
    response = ask(case)
    assert response.status_code == 200  # type: ignore[attr-defined]
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages  # type: ignore[attr-defined]
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Aldus vastgesteld te Almere op 31 maart 2026" in words
    assert "A. Proef" in words
    assert "CONCEPT" not in words
    case.refresh_from_db()
    assert (case.signatory, case.signed_on, case.status) == (None, None, Status.AGREED)


def test_all_reasons_come_at_once_when_it_cannot_be_signed(case: Decision) -> None:
    case.designated_areas.get().viewing_hours.all().delete()
    case.consultations.all().delete()
    response = ask(case)
    assert response.status_code == 422  # type: ignore[attr-defined]
    page = response.content.decode()  # type: ignore[attr-defined]
    assert "live meekijkt" in page
    assert "Leg het overleg" in page


@pytest.mark.parametrize("query", [{"signatory": ""}, {"on": ""}, {"on": "31-02-2026"}])
def test_who_and_when_are_needed(case: Decision, query: dict[str, str]) -> None:
    assert ask(case, **query).status_code == 422  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MAYORS_OFFICE])
def test_only_the_office_prints_it(case: Decision, role: Role) -> None:
    assert ask(case, role).status_code == 403  # type: ignore[attr-defined]


def test_not_before_akkoord() -> None:
    assert ask(make.complete_case()).status_code == 422  # type: ignore[attr-defined]
