"""'Wat komt eraan' and the calendar of a person: who sees what, and the secret that opens it."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from almere_camera import audit, feeds
from almere_camera.findings import NotAllowed, Refused
from almere_camera.models import AuditEvent, AuditHead, FeedToken, User
from almere_camera.roles import Role
from decisions.models import Starts, Variant
from tests import factories as make
from tests.decisions.pages import queries, signed_in

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
LIST = "/wat-komt-eraan/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER, first_name="Fatima", last_name="Idrissi")


def headings(html: str) -> list[str]:
    return [" ".join(found.split()) for found in re.findall(r"<h2[^>]*>([^<]*)<", html)]


# --- The page ------------------------------------------------------------------------------------


def test_what_is_overdue_comes_first_then_month_by_month(officer: User) -> None:
    make.running_case(first_day=date(2025, 1, 1), last_day=date(2026, 5, 20))
    html = signed_in(officer).get(LIST).content.decode()
    assert headings(html) == ["Te laat", "Mei 2026", "Juni 2027", "November 2028"]
    assert "131 dagen te laat" in html  # the evaluation was due on 20 November 2025
    assert "over 48 dagen" in html  # an extension is adopted on 18 May at the latest
    assert html.index("131 dagen te laat") < html.index("over 48 dagen") < html.index("over 50 dagen")
    assert "2 termijnen" not in html
    assert "1 termijn is te laat." in html


def test_the_filter_stands_in_the_address(officer: User) -> None:
    stad, haven = make.make_area("Stad"), make.make_area("Haven")
    for area in (stad, haven):
        make.running_case(areas=[area])
    client = signed_in(officer)
    html = client.get(LIST, {"gebied": stad.pk}).content.decode()
    assert "Laatste dag in werking: Stad" in html
    assert "Laatste dag in werking: Haven" not in html
    html = client.get(LIST, {"rol": Role.REVIEWER.value}).content.decode()
    assert "Laatste dag voor bezwaar" in html
    assert "Laatste dag in werking" not in html
    html = client.get(LIST, {"rol": Role.AUDITOR.value}).content.decode()
    assert "Geen termijnen gevonden. Maak de keuze ruimer." in html
    wrong = client.get(LIST, {"rol": "keizer"})
    assert wrong.status_code == 422
    assert "Kies bij ‘Wie is aan zet’ een van de mogelijkheden." in wrong.content.decode()


def test_only_readers_see_it() -> None:
    assert signed_in(make.make_user(None)).get(LIST).status_code == 403
    for role in Role:
        assert signed_in(make.make_user(role)).get(LIST).status_code == 200
    assert Client().get(LIST).status_code == 302


def test_it_costs_the_same_with_1_and_with_10_designations(officer: User) -> None:
    client = signed_in(officer)
    make.running_case()
    few = queries(client, LIST)
    for _ in range(9):
        make.running_case()
    assert queries(client, LIST) == few


# --- The secret ----------------------------------------------------------------------------------


def token_from(client: Client) -> str:
    """Make an address through the pages and read it as it is shown, once."""
    assert client.post(reverse("deadlines:create_feed")).status_code == 302
    html = client.get(reverse("deadlines:own_feed")).content.decode()
    found = re.search(rf"{settings.SITE_URL}/agenda/([\w-]+)\.ics", html)
    assert found, html
    return found[1]


def feed(token: str, client: Client | None = None, **options: Any) -> Any:
    return (client or Client()).get(reverse("deadlines:feed", kwargs={"token": token}), **options)


def test_the_address_is_shown_once_and_only_its_hash_is_kept(officer: User) -> None:
    client = signed_in(officer)
    token = token_from(client)
    assert len(token) >= 43  # 256 bits
    assert token not in client.get(reverse("deadlines:own_feed")).content.decode()
    assert FeedToken.objects.get().token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    assert all(token not in str(session.get_decoded()) for session in Session.objects.all())
    assert [event.event for event in AuditEvent.objects.all()] == ["feed.created"]
    assert token not in str(AuditEvent.objects.values())


def test_the_page_that_shows_it_is_kept_nowhere(officer: User) -> None:
    client = signed_in(officer)
    made = client.post(reverse("deadlines:create_feed"))
    cookie = made.cookies["agenda"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/agenda/")
    assert 0 < int(cookie["max-age"]) <= 60
    shown = client.get(reverse("deadlines:own_feed"))
    assert shown["Cache-Control"] == "no-store"
    assert shown.cookies["agenda"]["max-age"] == 0


def test_the_feed_needs_no_signing_in_and_says_nothing_of_persons(officer: User) -> None:
    case = make.running_case(areas=[make.make_area("Hofmark, centrum")])
    response = feed(token_from(signed_in(officer)))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in response
    text = response.content.decode().replace("\r\n ", "")
    area = case.designated_areas.get()
    assert f"UID:laatste-dag:{area.pk}@cameratoezicht.almere\r\n" in text
    assert "DTSTART;VALUE=DATE:20260420\r\n" in text
    assert f"SUMMARY:Laatste dag in werking: Hofmark\\, centrum ({case.kenmerk})\r\n" in text
    assert f"URL:{settings.SITE_URL}/besluiten/{case.pk}/\r\n" in text
    for personal in ("Idrissi", "Fatima", officer.username, "A. Proef", "explosie"):
        assert personal not in text


def test_the_feed_takes_the_filter_of_the_page(officer: User) -> None:
    case = make.running_case()
    token = token_from(signed_in(officer))
    url = reverse("deadlines:feed", kwargs={"token": token})
    text = Client().get(url, {"rol": Role.REVIEWER.value}).content.decode()
    assert "UID:bezwaar" in text
    assert f"SUMMARY:Laatste dag voor bezwaar tegen {case.kenmerk}\r\n" in text
    assert "UID:laatste-dag" not in text


def test_the_same_feed_is_not_sent_twice(officer: User) -> None:
    make.running_case()
    token = token_from(signed_in(officer))
    first = feed(token)
    with time_machine.travel("2026-04-01T08:00:00+02:00", tick=False):
        assert feed(token).content == first.content  # nothing in it depends on the moment
        again = feed(token, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == "private, no-cache"
        make.running_case()
        assert feed(token, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_unknown_revoked_switched_off_and_without_a_role_all_look_the_same(officer: User) -> None:
    client = signed_in(officer)
    token = token_from(client)
    unknown = feed("geraden")
    assert unknown.status_code == 404
    officer.is_active = False
    officer.save()
    assert feed(token).status_code == 404
    officer.is_active = True
    officer.save()
    assert feed(token).status_code == 200
    groups = list(officer.groups.all())
    officer.groups.clear()
    assert feed(token).status_code == 404
    officer.groups.set(groups)
    assert client.post(reverse("deadlines:revoke_feed")).status_code == 302
    revoked = feed(token)
    assert (revoked.status_code, revoked.content) == (404, unknown.content)
    assert FeedToken.objects.get().token_sha256  # the row stays: who had what, and until when


def test_the_hash_itself_opens_nothing(officer: User) -> None:
    token_from(signed_in(officer))
    assert feed(FeedToken.objects.get().token_sha256).status_code == 404


def test_a_new_address_only_after_the_old_one_is_taken_back(officer: User) -> None:
    client = signed_in(officer)
    first = token_from(client)
    refused = client.post(reverse("deadlines:create_feed"), follow=True)
    assert "Trek dat eerst in." in refused.content.decode()
    assert FeedToken.objects.count() == 1
    client.post(reverse("deadlines:revoke_feed"))
    again = client.post(reverse("deadlines:revoke_feed"), follow=True)
    assert "U hebt geen adres voor uw agenda." in again.content.decode()
    second = token_from(client)
    assert (feed(first).status_code, feed(second).status_code) == (404, 200)
    assert list(AuditEvent.objects.order_by("seq").values_list("event", flat=True)) == [
        "feed.created",
        "feed.revoked",
        "feed.created",
    ]
    audit.verify()


def test_one_person_cannot_revoke_for_another(officer: User) -> None:
    token = token_from(signed_in(officer))
    other = signed_in(make.make_user(Role.REVIEWER))
    other.post(reverse("deadlines:revoke_feed"))
    assert feed(token).status_code == 200


def test_without_a_role_there_is_no_address() -> None:
    nobody = make.make_user(None)
    for name in ("create_feed", "revoke_feed"):
        response = signed_in(nobody).post(reverse(f"deadlines:{name}"))
        assert response.status_code == 403
        assert Role.POLICY_OFFICER.value in response.content.decode()
    for act in (feeds.create, feeds.revoke):
        with pytest.raises(NotAllowed):
            act(by=nobody)
    assert not FeedToken.objects.exists()


@pytest.mark.parametrize("act", [feeds.create, feeds.revoke])
def test_without_its_event_nothing_changes(officer: User, act: Any) -> None:
    """The head of the log is turned back, so that the database refuses the next event."""
    if act is feeds.revoke:
        feeds.create(by=officer)
    else:
        with transaction.atomic():
            audit.record("user.changed", officer, officer)
    AuditHead.objects.update(seq=0)
    before = list(FeedToken.objects.values())
    with pytest.raises(IntegrityError):
        act(by=officer)
    assert list(FeedToken.objects.values()) == before


@pytest.mark.parametrize("name", ["create_feed", "revoke_feed"])
def test_a_secret_is_made_and_taken_back_by_a_button_only(officer: User, name: str) -> None:
    assert signed_in(officer).get(reverse(f"deadlines:{name}")).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_address(officer: User) -> None:
    results: list[Any] = []
    gate = threading.Barrier(2)

    def click() -> None:
        gate.wait()
        try:
            results.append(feeds.create(by=officer))
        except Refused as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(type(result).__name__ for result in results) == ["Refused", "str"]
    assert FeedToken.objects.count() == 1


def test_the_feed_costs_the_same_with_1_and_with_10_designations(officer: User) -> None:
    token = token_from(signed_in(officer))
    url = reverse("deadlines:feed", kwargs={"token": token})
    make.running_case()
    few = queries(Client(), url)
    for _ in range(9):
        make.running_case()
    assert queries(Client(), url) == few


def test_the_home_page_asks_the_same(officer: User) -> None:
    """Beside the terms that end: what somebody must do within a month, or should have done."""
    case = make.make_decision(variant=Variant.MOBILE)
    make.make_records()
    make.make_designated_area(case, starts=Starts.ON_DAY, first_day=date(2026, 4, 10))
    make.adopt(case)
    html = signed_in(officer).get("/").content.decode()
    assert "Bekendmaken, zodat het besluit" in html
    assert "Over 9 dagen" in html
    assert f'href="{LIST}"' in html
