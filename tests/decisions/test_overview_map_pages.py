"""The map of a day: drawn on the server from the same rows as the tables, for any day, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.models import User
from almere_camera.roles import Role
from areas.models import Area
from decisions import workflow
from decisions.models import DecisionKind, Variant
from decisions.workflow.starting import PastArea
from evaluations.models import Verdict
from tests import factories as make
from tests.decisions.pages import queries, signed_in
from tests.decisions.test_cameras import BESIDE, camera, running
from tests.decisions.test_position_states import judged

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
NS = "{http://www.w3.org/2000/svg}"
LEADS = ("Aangewezen gebied", "Geschorst gebied", "Toekomstig gebied")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def by() -> User:
    return make.make_user(Role.POLICY_OFFICER)


@pytest.fixture
def client(by: User) -> Client:
    return signed_in(by)


def page(client: Client, day: str) -> str:
    return client.get(reverse("decisions:overview"), {"dag": day}).content.decode()


def maps(html: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg [^>]*role=\"img\".*?</svg>", html, re.S)]


def leads(client: Client, day: str) -> list[str]:
    """As what the map in words calls the areas."""
    words = page(client, day)
    return [lead for lead in LEADS for _ in re.findall(rf"{lead} \w+", words)]


def test_an_area_is_drawn_as_it_is_on_the_day(client: Client) -> None:
    """In force from 12 March until 30 April, suspended on 1 and 2 April."""
    case = make.running_case(first_day=date(2026, 3, 12), last_day=date(2026, 4, 30))
    make.interrupt(case, date(2026, 4, 1), date(2026, 4, 2))
    expected: dict[str, list[str]] = {
        "11-03-2026": ["Toekomstig gebied"],
        "12-03-2026": ["Aangewezen gebied"],
        "01-04-2026": ["Geschorst gebied"],
        "02-04-2026": ["Geschorst gebied"],
        "03-04-2026": ["Aangewezen gebied"],
        "30-04-2026": ["Aangewezen gebied"],
        "01-05-2026": [],
    }
    assert {day: leads(client, day) for day in expected} == expected
    assert "er niets om te tekenen" in page(client, "01-05-2026")


def test_map_and_tables_name_the_same_cameras_and_states(client: Client, by: User) -> None:
    running(camera(by, "MOB-1"))
    judged(camera(by, "MOB-2", BESIDE).position, Verdict.REMOVE)
    html = page(client, "02-04-2026")
    groups = [g for svg in maps(html) for g in svg.iter(f"{NS}g") if g.get("data-number")]
    drawn = {g.get("data-number"): (g.get("data-kind"), g.get("data-state")) for g in groups}
    assert drawn == {"P-MOB-1": ("mobile", None), "P-MOB-2": ("mobile", "without")}
    rows = dict(re.findall(r">(P-MOB-\d)</a></th>(.*?)</tr>", html, re.S))
    assert rows.keys() == drawn.keys()
    assert "Met besluit" in rows["P-MOB-1"]
    assert "Zonder besluit" in rows["P-MOB-2"]
    assert "Voorgesteld om weg te halen" in rows["P-MOB-2"]
    assert "P-MOB-2 (zonder aanwijzing die geldt, voorgesteld om weg te halen)" in html
    assert "Voorgesteld" not in page(client, "31-03-2026")


def test_the_map_is_complete_and_asks_nothing_of_anybody(client: Client, by: User) -> None:
    running(camera(by, "MOB-1"))
    html = page(client, "02-04-2026")
    (svg,) = maps(html)
    title = svg.find(f"{NS}title")
    assert title is not None
    assert (title.text or "").startswith("Kaart van 2 april 2026: ")
    words = ["".join(text.itertext()) for text in svg.iter(f"{NS}text")]
    assert {"N", "Aangewezen gebied", "Plek voor mobiele camera"} <= set(words)
    assert any(word.endswith(" meter") for word in words)
    assert "Coördinaten: RD New (EPSG:28992), in meters" in words
    assert not re.findall(r'(?:href|src|style)="', ElementTree.tostring(svg, encoding="unicode"))
    assert "leaflet" not in html


def test_areas_that_lie_apart_get_maps_of_their_own(client: Client) -> None:
    far = make.rectangle(147_000, 489_000, 147_300, 489_300)
    make.running_case(areas=[make.make_area("Haven"), make.make_area("Buiten", outline=far)])
    html = page(client, "02-04-2026")
    assert len(maps(html)) == 2
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_an_area_without_a_known_boundary_is_told(client: Client, by: User) -> None:
    make.make_records()
    area = Area.objects.create(name="Hofmark", kind=Area.Kind.OTHER)
    workflow.record_historical(
        by=by,
        kenmerk="OUD-1",
        title="Besluit van toen",
        kind=DecisionKind.START,
        variant=Variant.MOBILE,
        signed_on=date(2024, 5, 14),
        areas=[PastArea(area=area, first_day=date(2024, 5, 15), last_day=date(2024, 8, 1))],
        notes="",
    )
    html = page(client, "01-06-2024")
    assert "Niet op de kaart, omdat de grens niet bekend is: Hofmark." in html
    assert maps(html) == []


def test_as_many_queries_for_many_areas_and_cameras(client: Client, by: User) -> None:
    running(camera(by, "MOB-0"))

    address = reverse("decisions:overview") + "?dag=02-04-2026"
    few = queries(client, address)
    for number in range(1, 4):
        running(camera(by, f"MOB-{number}"), first_day=date(2026, 3, 12))
    assert queries(client, address) == few


def test_the_position_list_and_its_map_show_the_same(client: Client, by: User) -> None:
    running(camera(by, "MOB-1"))
    camera(by, "MOB-2", BESIDE)
    gone: Any = camera(by, "MOB-3", BESIDE, last_day=date(2026, 3, 1))
    html = client.get(reverse("areas:position_list")).content.decode()
    groups = [g for svg in maps(html) for g in svg.iter(f"{NS}g") if g.get("data-number")]
    assert {g.get("data-number"): g.get("data-state") for g in groups} == {
        "P-MOB-1": None,
        "P-MOB-2": "without",
        "P-MOB-3": "empty",
    }
    shown = re.findall(r'class="badge[^"]*">([^<]+)<', html)
    assert shown == ["In gebruik", "Zonder aanwijzing die geldt", "Geen camera"]
    detail = client.get(reverse("areas:position", args=[gone.position_id])).content.decode()
    assert "Geen camera" in detail
    assert maps(detail)
