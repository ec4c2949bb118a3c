"""The pages with a map to draw on: what they send along, and that the text in the field stays what counts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from almere_camera.models import User
from almere_camera.roles import Role
from areas import geometry as shapes
from areas.models import Boundary, Position
from tests.areas.shapes import FAR, HOLE, RING, SQUARE, polygon
from tests.areas.test_pages import NEW_AREA, SINCE, at_field, new_area, new_position, text
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SQUARE_WITH_HOLE = shapes.to_wkt(polygon(RING, HOLE))


@pytest.fixture
def officer() -> User:
    return make_user(Role.POLICY_OFFICER)


@pytest.fixture
def client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def sent_along(response: Any) -> dict[str, Any]:
    """What the page gives to the script of its map."""
    found = re.search(r'<script id="kaart-gegevens" type="application/json">(.*?)</script>', text(response))
    assert found
    told: dict[str, Any] = json.loads(found.group(1))
    return told


def test_the_map_shows_the_other_areas_and_positions_of_our_own(client: Client, officer: User) -> None:
    area = new_area(officer)
    new_area(officer, "Ver </script> plein", FAR)
    new_position(officer)
    told = sent_along(client.get(reverse("areas:boundary_add", args=[area.pk])))
    assert [other["name"] for other in told["areas"]] == ["Ver </script> plein"]
    assert shapes.same_shape(told["areas"][0]["geometry"], polygon(FAR))
    assert told["positions"] == [{"code": "P-01", "x": 143100.0, "y": 487100.0, "kind": "vast"}]
    assert (told["tiles"], told["bbox"]) == ("", [136900, 478900, 155000, 494700])
    new = sent_along(client.get(reverse("areas:area_add")))
    assert [other["name"] for other in new["areas"]] == ["Proefmarkt", "Ver </script> plein"]


def test_the_map_of_a_position_leaves_out_the_position_itself(client: Client, officer: User) -> None:
    first, _second = new_position(officer), new_position(officer, "P-02", x=143120)
    told = sent_along(client.get(reverse("areas:position_edit", args=[first.pk])))
    assert [other["code"] for other in told["positions"]] == ["P-02"]
    assert len(sent_along(client.get(reverse("areas:position_add")))["positions"]) == 2


def test_the_background_is_given_only_when_it_is_configured(client: Client, settings: Any) -> None:
    settings.MAP_TILES_URL = "https://tegels.example/{z}/{x}/{y}.png"
    told = sent_along(client.get(reverse("areas:position_add")))
    assert told["tiles"] == settings.MAP_TILES_URL
    assert told["source"] == "Kaartgegevens © Kadaster"


def test_a_new_boundary_begins_with_the_one_of_now(client: Client, officer: User) -> None:
    address = reverse("areas:boundary_add", args=[new_area(officer).pk])
    form = client.get(address).context["form"]
    assert form["boundary"].value() == SQUARE
    answers = {"versie": form["versie"].value(), "valid_from": "01-03-2026"}
    response = client.post(address, {**answers, "boundary": SQUARE_WITH_HOLE})
    assert response.status_code == 302
    assert Boundary.objects.first().geometry["coordinates"] == [RING, HOLE]  # type: ignore[union-attr]


def test_a_file_comes_in_place_of_the_boundary_of_now(client: Client, officer: User) -> None:
    area = new_area(officer)
    address = reverse("areas:boundary_add", args=[area.pk])
    answers = {"versie": area.version, "valid_from": "01-03-2026", "boundary": SQUARE}

    def upload() -> SimpleUploadedFile:
        return SimpleUploadedFile("grens.wkt", SQUARE_WITH_HOLE.encode())

    changed = {**answers, "boundary": SQUARE.replace("143000", "143001"), "boundary_file": upload()}
    assert "niet allebei" in at_field(client.post(address, changed), "boundary_file")
    assert client.post(address, {**answers, "boundary_file": upload()}).status_code == 302
    assert area.boundaries.get(valid_from="2026-03-01").geometry["coordinates"] == [RING, HOLE]


@pytest.mark.parametrize(
    ("boundary", "words"),
    [
        (
            polygon(RING, [[x + 500, y] for x, y in HOLE]),
            "Een gat ligt buiten de buitenrand, bij x 143550, y 487050",
        ),
        (
            polygon(RING, [[143050, 487050], [143060, 487060], [143050, 487050]]),
            "Gat 1 heeft maar 2 verschillende punten (bij x 143050, y 487050)",
        ),
        (
            polygon([*RING[:2], [143200, 487000], *RING[2:]]),
            "Punt 2 en punt 3 van de buitenrand vallen samen (x 143200, y 487000)",
        ),
    ],
)
def test_what_goes_wrong_in_drawing_is_refused_and_says_where(
    client: Client, boundary: dict[str, Any], words: str
) -> None:
    response = client.post(reverse("areas:area_add"), {**NEW_AREA, "boundary": shapes.to_wkt(boundary)})
    assert response.status_code == 422
    assert words in at_field(response, "boundary")
    assert sent_along(response)["areas"] == []


def test_only_pages_with_a_map_load_its_library(client: Client, officer: User) -> None:
    area, position = new_area(officer), new_position(officer)
    drawing = {
        reverse("areas:area_add"): "almere/boundary.js",
        reverse("areas:boundary_add", args=[area.pk]): "almere/boundary.js",
        reverse("areas:position_add"): "almere/position.js",
        reverse("areas:position_edit", args=[position.pk]): "almere/position.js",
    }
    for address, script in drawing.items():
        page = text(client.get(address))
        assert "vendor/leaflet/leaflet.js" in page
        assert script in page
        assert "<noscript>" in page
    for address in (reverse("areas:list"), reverse("areas:area", args=[area.pk]), reverse("areas:unit_add")):
        assert "leaflet" not in text(client.get(address))


def test_the_same_number_of_queries_for_many_areas_and_positions(client: Client, officer: User) -> None:
    area, _other = new_area(officer), new_area(officer, "Ander plein")
    new_position(officer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("areas:boundary_add", args=[area.pk]))
        return len(queries)

    asked()
    few = asked()
    for number in range(6):
        new_area(officer, f"Plein {number}")
        new_position(officer, f"Q-{number}", Position.Kind.MOBILE, x=143000 + number)
    assert asked() == few
    assert Boundary.objects.filter(valid_from=SINCE).count() == 8
