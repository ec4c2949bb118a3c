"""Signs at the entrances and checks of the blanking: what is recorded, what is refused, what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from areas import workflow
from areas.models import Area, MaskingCheck, Position, Sign
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = make.TODAY, make.TODAY + make.ONE_DAY
JPEG_BYTES = b"\xff\xd8\xff\xe0proef"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def by() -> User:
    return make.make_user(Role.POLICY_OFFICER)


@pytest.fixture
def area() -> Area:
    return make.make_area("Hofmark")


@pytest.fixture
def position(by: User) -> Position:
    spot: dict[str, Any] = {"place": "De Brink", "kind": "vast", "x": 143100, "y": 486600, "direction": None}
    return workflow.add_position(by=by, code="H-01", valid_from=date(2020, 1, 1), **spot)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def placed(by: User, area: Area, **values: Any) -> Sign:
    plain = {"entrance": "Hoek Kerkgracht", "placed_on": TODAY, "photo": None}
    return workflow.place_sign(by=by, area=area, **{**plain, **values})


def test_a_sign_with_its_photo_is_kept_and_can_be_read(by: User, area: Area) -> None:
    sent = {
        "entrance": " Hoek  Kerkgracht ",
        "placed_on": "31-03-2026",
        "photo": SimpleUploadedFile("mensen.exe", JPEG_BYTES),
    }
    response = client_of(by).post(reverse("areas:sign_add", args=[area.pk]), sent)
    assert response.status_code == 302
    sign = Sign.objects.get()
    assert (sign.entrance, sign.placed_on, sign.photo_type) == ("Hoek Kerkgracht", TODAY, "image/jpeg")
    assert AuditEvent.objects.latest("seq").facts["photo_sha256"] == sign.photo_sha256
    photo = client_of(make.make_user(Role.AUDITOR)).get(reverse("areas:sign_photo", args=[sign.pk]))
    assert b"".join(photo.streaming_content) == JPEG_BYTES
    assert photo["X-Content-Type-Options"] == "nosniff"
    assert photo["Content-Disposition"] == f'attachment; filename="bord-{sign.pk}.jpg"'
    assert "private" in photo["Cache-Control"]
    shown = client_of(by).get(reverse("areas:area", args=[area.pk])).content.decode()
    assert "Hoek Kerkgracht" in shown
    assert "Staat er nog" in shown


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"<svg onload=alert(1)>", b"tekst", b""])
def test_what_is_no_photo_is_refused_at_the_field(by: User, area: Area, content: bytes) -> None:
    sent = {
        "entrance": "Station",
        "placed_on": "31-03-2026",
        "photo": SimpleUploadedFile("bord.jpg", content),
    }
    response = client_of(by).post(reverse("areas:sign_add", args=[area.pk]), sent)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"photo"}
    assert not Sign.objects.exists()


def test_a_sign_without_photo_has_no_page_of_it(by: User, area: Area) -> None:
    sign = placed(by, area)
    assert client_of(by).get(reverse("areas:sign_photo", args=[sign.pk])).status_code == 404


def test_a_sign_and_a_check_of_tomorrow_are_refused(by: User, area: Area, position: Position) -> None:
    sign = placed(by, area)
    with pytest.raises(ValidationError, match="moet nog komen"):
        placed(by, area, entrance="Station", placed_on=TOMORROW)
    with pytest.raises(ValidationError, match="moet nog komen"):
        workflow.remove_sign(sign=sign, by=by, version=1, removed_on=TOMORROW)
    with pytest.raises(ValidationError, match="moet nog komen"):
        checked(by, position, checked_on=TOMORROW)


def test_one_sign_stands_at_an_entrance_at_a_time(by: User, area: Area) -> None:
    sign = placed(by, area)
    with pytest.raises(ValidationError, match="staat al een bord"):
        placed(by, area, entrance="hoek kerkgracht")
    workflow.remove_sign(sign=sign, by=by, version=sign.version, removed_on=TODAY)
    assert placed(by, area).pk != sign.pk


def test_a_sign_is_not_removed_before_it_was_placed(by: User, area: Area) -> None:
    sign = placed(by, area)
    with pytest.raises(ValidationError, match="eerder verwijderd dan geplaatst"):
        workflow.remove_sign(sign=sign, by=by, version=1, removed_on=date(2026, 3, 30))


def test_a_sign_stands_until_the_day_before_it_was_removed(by: User, area: Area) -> None:
    sign = placed(by, area, placed_on=date(2026, 3, 10))
    sign = workflow.remove_sign(sign=sign, by=by, version=1, removed_on=date(2026, 3, 20))
    days = [date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 19), date(2026, 3, 20)]
    assert [sign.stands_on(day) for day in days] == [False, True, True, False]


def checked(by: User, position: Position, **values: Any) -> MaskingCheck:
    plain = {"checked_on": TODAY, "party": "de politie", "in_order": True, "note": ""}
    return workflow.check_masking(by=by, position=position, **{**plain, **values})


def test_a_check_that_is_not_in_order_says_what_is_wrong(by: User, position: Position) -> None:
    with pytest.raises(ValidationError, match="wat er niet goed is"):
        checked(by, position, in_order=False, note=" ")
    checked(by, position, in_order=False, note="Raam op de hoek zichtbaar; de politie past het aan.")
    shown = client_of(by).get(reverse("areas:position", args=[position.pk])).content.decode()
    assert "Niet in orde" in shown
    assert "Raam op de hoek" in shown
    assert "Raam" not in str(AuditEvent.objects.latest("seq").facts)


def test_a_check_cannot_be_changed_afterwards(by: User, position: Position) -> None:
    check = checked(by, position)
    with pytest.raises(DatabaseError), transaction.atomic():
        MaskingCheck.objects.filter(pk=check.pk).update(in_order=False)


def test_the_outcome_of_a_check_must_be_chosen(by: User, position: Position) -> None:
    sent = {"checked_on": "31-03-2026", "party": "de politie", "note": ""}
    response = client_of(by).post(reverse("areas:masking_add", args=[position.pk]), sent)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"in_order"}
