"""What a cache may keep, what a 304 costs, and that the cost of a page does not grow with the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from almere_camera import audit
from almere_camera.models import HouseRule
from areas.models import Area
from decisions.models import Decision
from tests import factories as make
from tests.decisions.public import places
from tests.decisions.public.places import API, api_of, asked, get, page_of, published

pytestmark = pytest.mark.django_db
TODAY, DAY = make.TODAY, make.ONE_DAY


def of(case: Decision) -> list[str]:
    """One of every kind of public address that says something of this case."""
    area = f"{API}/gebieden/{case.kenmerk}-1"
    return [page_of(case), api_of(case), area, *places.LISTS, *places.FILES, *places.RESOURCES[:2]]


# --- Headers ---------------------------------------------------------------------------------------


def test_no_public_answer_sets_a_cookie_or_looks_at_one() -> None:
    case = published()
    places.with_text(case)
    staff = Client()
    staff.force_login(make.make_user())
    for url in [*of(case), f"{page_of(case)}besluit.pdf", f"{API}/openapi.json", "/robots.txt"]:
        for client in (Client(), staff):
            response = client.get(url)
            assert response.status_code == 200, url
            assert not response.cookies, url
            assert "Cookie" not in response.get("Vary", ""), url
            assert "csrfmiddlewaretoken" not in response.content.decode(errors="ignore"), url
    for url in ("/register/besluiten/onbekend/", f"{API}/onbekend", f"{API}/gebieden?x=1"):
        response = get(url)
        assert not response.cookies, url
        assert "Cookie" not in response.get("Vary", ""), url
        assert response["Cache-Control"] == "no-cache", url


def test_public_answers_may_be_kept_for_a_short_time() -> None:
    case = published()
    for url in of(case):
        response = get(url)
        assert response["Cache-Control"] == "public, max-age=300", url
        assert response["ETag"].startswith('W/"'), url
    assert get(api_of(case))["Vary"] == "Accept, Accept-Crs"


def test_search_engines_may_read_what_is_open_and_no_more() -> None:
    lines = get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Allow: /register/",
        "Allow: /api/v1/",
        "Allow: /over/",
        "Allow: /toegankelijkheid/",
        "Allow: /static/",
        "Disallow: /",
    ]


# --- 304 -------------------------------------------------------------------------------------------


def test_a_304_costs_one_query_also_for_staff() -> None:
    case = published()
    places.with_text(case)
    staff = Client()
    staff.force_login(make.make_user())
    for url in [*of(case), f"{page_of(case)}besluit.pdf"]:
        tag = get(url)["ETag"]
        for client in (Client(), staff):
            with CaptureQueriesContext(connection) as seen:
                response = client.get(url, headers={"If-None-Match": f'"anders", {tag}'})
            assert (response.status_code, response.content, len(seen)) == (304, b"", 1), url
            assert response["ETag"] == tag
            assert response["Cache-Control"] == "public, max-age=300"


def test_a_tag_belongs_to_one_address_and_form() -> None:
    case, other = published(), published()
    tag = get(page_of(case))["ETag"]
    assert get(page_of(other), **{"If-None-Match": tag}).status_code == 200
    tag = get(f"{API}/gebieden")["ETag"]
    assert get(f"{API}/gebieden", **{"If-None-Match": tag, "Accept-Crs": "EPSG:28992"}).status_code == 200
    geojson = {"If-None-Match": tag, "Accept": "application/geo+json"}
    assert get(f"{API}/gebieden", **geojson)["Content-Type"] == "application/geo+json"


@pytest.mark.parametrize("tag", ["*", 'W/"*"', '"x"', "onzin"])
def test_a_guessed_tag_tells_nothing(tag: str) -> None:
    draft = make.make_decision()
    assert get(page_of(draft), **{"If-None-Match": tag}).status_code == 404
    assert get(page_of(published()), **{"If-None-Match": tag}).status_code == 200


def rename(case: Decision) -> None:
    """As the page of areas does it: with its event."""
    area = case.designated_areas.get().area
    with transaction.atomic():
        Area.objects.filter(pk=area.pk).update(name="Nieuwe naam", version=2)
        audit.record("area.changed", area, None)


CHANGES: dict[str, Callable[[Decision], Any]] = {
    "publication": lambda case: published(),
    "correction": lambda case: make.publish(case, TODAY, replaces=case.publications.get()),
    "suspension": lambda case: make.interrupt(case, TODAY),
    "past decision": lambda case: make.adopt(make.make_decision(historical=True)),
    "house rule": lambda case: HouseRule.objects.create(
        key=HouseRule.Key.DAYS_AFTER_PUBLICATION, value=2, valid_from=date(2026, 3, 1)
    ),
    "name": rename,
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_register_changes_the_tag(change: str) -> None:
    case = published()
    tags = {url: get(url)["ETag"] for url in of(case)}
    CHANGES[change](case)
    assert [url for url, tag in tags.items() if get(url, **{"If-None-Match": tag}).status_code == 304] == []


def test_a_new_day_is_a_new_answer() -> None:
    """Nobody did anything, and the decision came into force."""
    case = published()
    tags = {url: get(url)["ETag"] for url in of(case)}
    with time_machine.travel("2026-04-01T00:00:01+02:00", tick=False):
        for url, tag in tags.items():
            assert get(url, **{"If-None-Match": tag}).status_code == 200, url


def test_what_happens_behind_the_scenes_leaves_the_tag_alone() -> None:
    """Not even that something happened is to be seen from outside."""
    case, draft = published(), make.complete_case()
    tags = {url: get(url)["ETag"] for url in of(case)}
    make.adopt(draft)
    places.with_text(draft)
    make.make_objection(case)
    assert {url: get(url)["ETag"] for url in of(case)} == tags


# --- The cost --------------------------------------------------------------------------------------


def urls_of_many() -> tuple[str, ...]:
    whole = (f"{API}/aanwijzingsbesluiten?pageSize=100", f"{API}/gebieden?pageSize=100&toestand=nu")
    return (*places.LISTS, *places.FILES, *whole, "/register/besluiten.csv?toestand=nu")


def test_lists_cost_the_same_with_one_decision_and_with_thirty() -> None:
    follow_up()
    few = {url: asked(url) for url in urls_of_many()}
    for _ in range(29):
        follow_up()
    many = {url: asked(url) for url in urls_of_many()}
    # Less is possible: none of the newest twenty on a page has another that follows on it.
    assert {url: cost for url, cost in many.items() if cost > few[url]} == {}
    assert max(few.values()) <= 36, few


def follow_up() -> Decision:
    """A decision that follows on another, with hours, a publication that was corrected and a suspension."""
    before = make.running_case(last_day=TODAY - DAY)
    case = make.make_decision("verlengen")
    designated = make.make_designated_area(case, follows=before.designated_areas.get())
    make.make_use(designated)
    make.adopt(case, TODAY - 3 * DAY)
    first = make.publish(case, TODAY - 2 * DAY)
    make.publish(case, TODAY - 2 * DAY, replaces=first)
    make.interrupt(case, TODAY + 5 * DAY, TODAY + 9 * DAY)
    return case


@pytest.mark.parametrize("areas", [1, 30])
def test_one_decision_costs_the_same_with_one_area_and_with_thirty(areas: int) -> None:
    case = make.running_case(areas=[make.make_area() for _ in range(areas)])
    places.with_text(case)
    assert asked(page_of(case)) == 13
    assert asked(api_of(case)) == 12
    assert asked(f"{API}/gebieden/{case.kenmerk}-1") == 11
    assert asked(f"{page_of(case)}besluit.pdf") == 2
