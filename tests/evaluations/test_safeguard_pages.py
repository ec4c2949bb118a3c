"""The pages of the safeguards: who gets in, what they tell, and what a form leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from evaluations.models import Safeguard, SafeguardConfirmation, TechnologyChange
from tests import factories as make
from tests.addresses import but_the_log, client_of, everything
from tests.decisions.pages import queries

pytestmark = pytest.mark.django_db
ANSWERS = {"confirmed_on": "01-03-2026", "party": "korpschef", "in_order": "ja", "document": "", "note": ""}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-04-01T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def dpia() -> Safeguard:
    return Safeguard.objects.create(
        name="DPIA", responsible="korpschef", at_new_technology=True, valid_from=date(2025, 6, 6)
    )


@pytest.fixture
def officer() -> User:
    return make.make_user()


def url(name: str, *args: Any) -> str:
    return reverse(f"evaluations:{name}", args=args)


def forms(dpia: Safeguard) -> dict[str, dict[str, str]]:
    return {
        url("safeguard_confirm", dpia.pk): ANSWERS,
        url("technology_add"): {"what": "Nieuwe software", "from_day": "01-05-2026"},
    }


@pytest.mark.parametrize("role", [*Role, None])
def test_who_gets_in_and_who_records(role: Role | None, dpia: Safeguard) -> None:
    client = client_of(make.make_user(role))
    for page in (url("safeguards"), url("safeguard", dpia.pk)):
        response = client.get(page)
        assert response.status_code == (200 if role else 403)
        assert ("vastleggen" in response.content.decode()) == (role is Role.POLICY_OFFICER)
    before = but_the_log(everything())
    for page, typed in forms(dpia).items():
        assert client.get(page).status_code == (200 if role is Role.POLICY_OFFICER else 403)
        if role is not Role.POLICY_OFFICER:
            refused = client.post(page, typed)
            assert refused.status_code == 403
            assert Role.POLICY_OFFICER.value in refused.content.decode()
    assert but_the_log(everything()) == before


def test_every_form_leaves_exactly_its_event(dpia: Safeguard, officer: User) -> None:
    client = client_of(officer)
    for page, typed in forms(dpia).items():
        assert client.post(page, typed).status_code == 302
    assert list(AuditEvent.objects.order_by("seq").values_list("event", flat=True)) == [
        "safeguard.confirmed",
        "technology.recorded",
    ]


def test_from_never_to_due_again(dpia: Safeguard, officer: User) -> None:
    client = client_of(officer)
    listed = client.get(url("safeguards")).content.decode()
    assert "nooit bevestigd" in listed
    assert "Zo snel mogelijk" in listed
    client.post(url("safeguard_confirm", dpia.pk), ANSWERS | {"note": "Zie <b>verslag</b>"})
    page = client.get(url("safeguard", dpia.pk)).content.decode()
    assert "Zie &lt;b&gt;verslag&lt;/b&gt;" in page
    assert "Nieuwe technologie die nog niet is bekeken" not in page
    assert "nieuwe technologie?" not in client.get(url("safeguard_confirm", dpia.pk)).content.decode()
    client.post(url("technology_add"), {"what": "Nieuwe software", "from_day": "01-05-2026"})
    page = client.get(url("safeguard", dpia.pk)).content.decode()
    assert "Nieuwe technologie die nog niet is bekeken" in page
    assert "30 april 2026" in page
    change = TechnologyChange.objects.get()
    client.post(url("safeguard_confirm", dpia.pk), ANSWERS | {"technology": str(change.pk)})
    page = client.get(url("safeguard", dpia.pk)).content.decode()
    assert "Nieuwe technologie die nog niet is bekeken" not in page
    assert "Ook over: Nieuwe software" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"confirmed_on": "02-04-2026"}, "Deze dag moet nog komen"),
        ({"confirmed_on": "31-02-2026"}, "Vul bij ‘Op welke dag is dit bevestigd?’ een datum in"),
        ({"in_order": "nee"}, "Schrijf bij ‘Toelichting’ wat er niet in orde is."),
        ({"in_order": ""}, "Kies bij ‘Is de waarborg in orde?’ ja of nee."),
        ({"party": ""}, "Vul ‘Door wie?’ in."),
    ],
)
def test_what_is_wrong_stands_in_the_form(
    dpia: Safeguard, officer: User, typed: dict[str, str], words: str
) -> None:
    response = client_of(officer).post(url("safeguard_confirm", dpia.pk), ANSWERS | typed)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not SafeguardConfirmation.objects.exists()


def test_no_names_are_asked(dpia: Safeguard, officer: User) -> None:
    page = client_of(officer).get(url("safeguard_confirm", dpia.pk)).content.decode()
    assert "Een functie of organisatie, geen naam van een persoon" in page


def test_as_many_questions_for_thirty_as_for_one(dpia: Safeguard, officer: User) -> None:
    client = client_of(officer)
    client.post(url("safeguard_confirm", dpia.pk), ANSWERS)
    one = queries(client, url("safeguards")), queries(client, url("safeguard", dpia.pk))
    for number in range(30):
        other = Safeguard.objects.create(name=str(number), responsible="x", valid_from=date(2025, 6, 6))
        client.post(url("safeguard_confirm", other.pk), ANSWERS)
        client.post(url("safeguard_confirm", dpia.pk), ANSWERS | {"note": str(number)})
    assert (queries(client, url("safeguards")), queries(client, url("safeguard", dpia.pk))) == one
