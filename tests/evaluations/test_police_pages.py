"""The pages of the police figures: who gets in, what they tell, and what a form leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from areas.models import Area
from evaluations.models import Neighbourhood, PoliceFigure
from evaluations.workflow.police import add_neighbourhood
from tests import factories as make
from tests.addresses import but_the_log, client_of, everything
from tests.decisions.pages import queries
from tests.evaluations.test_police import CENTRE, NEXT, crime, take

pytestmark = pytest.mark.django_db
FILE = crime(f"0.0.0 ,{CENTRE},2026MM06,12", f"0.0.0 ,{CENTRE},2026MM04,.", f"0.0.0 ,{CENTRE},2026JJ00,99")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-08-15T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user()


@pytest.fixture
def area(officer: User) -> Area:
    area = make.make_area()
    add_neighbourhood(area=area, by=officer, code=CENTRE, valid_from=date(2020, 1, 1))
    return area


def url(name: str, *args: Any) -> str:
    return reverse(f"evaluations:{name}", args=args)


def upload(text: str = FILE, name: str = "politie.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, text.encode())}


def forms(area: Area) -> dict[str, tuple[str, Any]]:
    link = Neighbourhood.objects.get()
    return {
        "police.imported": (url("police_upload"), upload()),
        "neighbourhood.added": (
            url("neighbourhood_add", area.pk),
            {"code": NEXT, "name": "Centrum", "valid_from": "01-01-2024"},
        ),
        "neighbourhood.ended": (url("neighbourhood_end", link.pk), {"valid_to": "31-12-2025"}),
    }


def test_every_form_leaves_exactly_its_event(area: Area, officer: User) -> None:
    client = client_of(officer)
    for event, (page, typed) in forms(area).items():
        before = AuditEvent.objects.count()
        assert client.get(page).status_code == 200
        assert client.post(page, typed).status_code == 302
        assert list(AuditEvent.objects.order_by("seq").values_list("event", flat=True))[before:] == [event]


@pytest.mark.parametrize("role", [*Role, None])
def test_who_gets_in_and_who_records(role: Role | None, area: Area) -> None:
    client, officer = client_of(make.make_user(role)), role is Role.POLICY_OFFICER
    for page in (url("police"), url("police_area", area.pk)):
        response = client.get(page)
        assert response.status_code == (200 if role else 403)
    if officer:
        return
    before = but_the_log(everything())
    for page, typed in forms(area).values():
        assert client.get(page).status_code == 403
        refused = client.post(page, typed)
        assert refused.status_code == 403
        assert Role.POLICY_OFFICER.value in refused.content.decode()
    assert but_the_log(everything()) == before


def test_from_a_file_to_the_months_of_an_area(area: Area, officer: User) -> None:
    client = client_of(officer)
    assert "nog niets ingelezen" in client.get(url("police_area", area.pk)).content.decode()
    told = client.post(url("police_upload"), upload(), follow=True).content.decode()
    assert "Ingelezen cijfers: 2. Overgeslagen rijen over een heel jaar of heel Nederland: 1." in told
    page = client.get(url("police_area", area.pk)).content.decode()
    assert "Een buurt is groter dan het gebied dat de camera’s zien" in page
    assert page.index("juni 2026") < page.index("april 2026")
    assert "12 (voorlopig)" in page
    assert "afgeschermd" in page
    assert ">0<" not in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Kies een bestand."),
        (upload(""), "Dit bestand is leeg."),
        (upload("%PDF-1.7 niets"), "Dit soort bestand kan hier niet."),
        (upload("Naam;Adres\nA;B"), "geen bestand van tabel 47022NED"),
        (upload(FILE + f"\n9,0.0.0,{CENTRE},2026MM66,1"), "Rij 5: bij ‘Perioden’ staat geen maand"),
    ],
)
def test_what_is_wrong_stands_in_the_form(sent: dict[str, Any], words: str, officer: User) -> None:
    for file in sent.values():
        file.seek(0)
    response = client_of(officer).post(url("police_upload"), sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not PoliceFigure.objects.exists()


def test_as_many_questions_for_many_as_for_one(area: Area, officer: User) -> None:
    client = client_of(officer)
    take(officer, f"0.0.0,{CENTRE},2026MM06,12")
    once = queries(client, url("police")), queries(client, url("police_area", area.pk))
    for month in range(1, 6):
        take(officer, f"0.0.0,{CENTRE},2026MM0{month},{month}", f"0.0.0,{NEXT},2026MM0{month},1")
        make.make_area()
    add_neighbourhood(area=area, by=officer, code=NEXT, valid_from=date(2020, 1, 1))
    assert (queries(client, url("police")), queries(client, url("police_area", area.pk))) == once
