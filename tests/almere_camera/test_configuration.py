"""'Configuratie': each light is red without its record, green with it, and red again once it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera import audit, configuration, guards
from almere_camera.configuration import Light
from almere_camera.models import Address, AuditHead, EqualledHoliday, HouseRule, LegalBasis, Official, User
from almere_camera.roles import Role
from decisions.models import PolicyFramework
from tests import factories as make
from tests.decisions.pages import queries

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
URL = "/configuratie/"
BY_RECORD = {
    "Wettelijke grondslag: Gemeentewet": LegalBasis,
    "Wettelijke grondslag: Algemene plaatselijke verordening": LegalBasis,
    "Burgemeester": Official,
    **{f"Huisregel: {key.label}": HouseRule for key in HouseRule.Key},
    "Adres: Bezwaarschriften": Address,
    "Adres: Voorzieningenrechter": Address,
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


def lights(today: date = TODAY) -> dict[str, Light]:
    return {light.title: light for light in configuration.lights(today)}


def red(today: date = TODAY) -> set[str]:
    return {title for title, light in lights(today).items() if not light.good}


def signed_in(role: Role | None, **values: Any) -> Client:
    client = Client()
    client.force_login(make.make_user(role, **values))
    return client


def test_everything_is_green_with_the_records_of_today() -> None:
    make.make_records()
    make.make_framework()
    assert red() == set()


def test_everything_that_a_record_holds_is_red_without_it() -> None:
    assert red() == {*BY_RECORD, "Gelijkgestelde dagen voor 2027", "Beleidskader"}


@pytest.mark.parametrize("title", BY_RECORD)
def test_a_record_that_ended_yesterday_or_begins_tomorrow_is_red(title: str) -> None:
    make.make_records()
    make.make_framework()
    model, yesterday = BY_RECORD[title], TODAY - timedelta(days=1)
    model.objects.update(valid_to=TODAY)  # type: ignore[attr-defined]
    assert title not in red()
    model.objects.update(valid_to=yesterday)  # type: ignore[attr-defined]
    assert title in red()
    model.objects.update(valid_from=TODAY + timedelta(days=1), valid_to=None)  # type: ignore[attr-defined]
    assert title in red()


def test_a_deputy_alone_is_no_mayor() -> None:
    make.make_records()
    Official.objects.exclude(function=Official.Function.DEPUTY).update(valid_to=date(2026, 3, 30))
    assert "Burgemeester" in red()
    Official.objects.create(name="W. Neming", function=Official.Function.ACTING, valid_from=TODAY)
    assert "Burgemeester" not in red()
    assert "W. Neming (waarnemend burgemeester)" in lights()["Burgemeester"].found


@pytest.mark.parametrize(("year", "good"), [(2026, True), (2027, True), (2028, False), (2029, False)])
def test_the_equalled_days_are_known_for_the_next_year(year: int, good: bool) -> None:
    make.make_records()  # until and including 2028
    title = f"Gelijkgestelde dagen voor {year + 1}"
    assert lights(date(year, 12, 31))[title].good is good
    EqualledHoliday.objects.create(day=date(2029, 5, 11), source="proef")
    assert lights(date(2028, 12, 31))["Gelijkgestelde dagen voor 2029"].good


def test_exactly_one_framework_is_in_force_and_its_evaluation_is_not_overdue() -> None:
    make.make_records()
    make.make_framework()
    title = "Evaluatie van het beleidskader"
    assert title not in red(date(2027, 6, 30))
    assert title in red(date(2027, 7, 1))
    assert "30 juni 2027" in lights()[title].found
    make.make_framework(date(2026, 1, 1), title="Ander kader")
    assert "Beleidskader" in red()
    PolicyFramework.objects.filter(in_force_from=date(2025, 6, 6)).update(withdrawn_from=date(2026, 1, 1))
    assert "Beleidskader" not in red()


def test_a_missing_guard_shows() -> None:
    assert "Bewakers van vastgestelde gegevens" not in red()
    guards.remove()
    assert "Bewakers van vastgestelde gegevens" in red()


def test_missing_fonts_show(tmp_path: Any, settings: Any) -> None:
    assert "Lettertypen voor de documenten" not in red()
    settings.BASE_DIR = tmp_path
    assert "Lettertypen voor de documenten" in red()


def test_a_log_that_does_not_end_at_its_head_shows() -> None:
    user = make.make_user()
    assert "Keten van het logboek" not in red()
    event = audit.record("user.changed", user, user)
    light = lights()["Keten van het logboek"]
    assert light.good
    assert event.hash[:16] in light.found
    AuditHead.objects.update(hash="0" * 64)
    assert "Keten van het logboek" in red()


def test_an_app_registers_its_check_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configuration, "_checks", [])

    def check(_today: date) -> list[Light]:
        return [Light(title="Iets", good=True, found="Ja")]

    configuration.register(check)
    configuration.register(check)
    assert [light.title for light in configuration.lights(TODAY)] == ["Iets"]


# --- The page ------------------------------------------------------------------------------------


def test_the_page_says_it_in_words_and_how_many() -> None:
    html = signed_in(Role.AUDITOR).get(URL).content.decode()
    wrong = len(BY_RECORD) + 2  # and the equalled days and the framework
    assert f"{wrong} van de {wrong + 3} punten zijn vandaag niet in orde." in html
    assert html.count("Niet in orde</span>") == wrong
    assert len(re.findall(r">In orde</span>", html)) == 3
    make.make_records()
    make.make_framework()
    html = signed_in(Role.AUDITOR).get(URL).content.decode()
    assert "Alles waarop besluiten steunen, is vandaag in orde." in html


def test_only_whoever_keeps_the_records_gets_links() -> None:
    there = reverse("admin:almere_camera_legalbasis_changelist")
    reader = signed_in(Role.AUDITOR).get(URL).content.decode()
    assert there not in reader
    assert "Wie: functioneel beheerder" in reader
    keeper = signed_in(Role.ADMINISTRATOR, is_staff=True).get(URL).content.decode()
    assert there in keeper
    assert reverse("admin:decisions_policyframework_changelist") in keeper


def test_every_link_leads_somewhere_for_whoever_keeps_the_records() -> None:
    client = signed_in(Role.ADMINISTRATOR, is_staff=True)
    for light in configuration.lights(TODAY):
        if light.model is not None:
            assert client.get(configuration.records_url(light.model)).status_code == 200


def test_without_a_role_it_stays_closed() -> None:
    assert signed_in(None).get(URL).status_code == 403


def test_it_costs_the_same_with_few_and_many_records() -> None:
    make.make_records()
    make.make_framework()
    client = signed_in(Role.AUDITOR)
    few = queries(client, URL)
    for year in range(1990, 2010):
        day = date(year, 1, 1)
        LegalBasis.objects.create(
            kind=LegalBasis.Kind.BYLAW, article="artikel 1", regulation="de APV", valid_from=day, valid_to=day
        )
        User.objects.create(username=f"u{year}")
        EqualledHoliday.objects.create(day=day, source="proef")
    assert queries(client, URL) == few
