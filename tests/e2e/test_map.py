"""Drawing an area and placing a camera: with the keys alone, with a pointer, and never by another server."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from almere_camera.roles import Role
from areas import geometry as shapes
from areas.models import Boundary, Position
from tests import factories as make
from tests.areas.shapes import SQUARE
from tests.e2e import pages

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
# At 320 px the handles of points that lie close together overlap (WCAG 2.5.8, 'equivalent': the table of
# points under the map does the same).
OVERLAPPING = [".map-point"]


@pytest.fixture
def desk(strict_page: Page, live_server: Any) -> Page:
    """Signed in as somebody who may draw; there is one area with two cameras around."""
    client = Client()
    client.force_login(make.make_user(Role.POLICY_OFFICER))
    make.running_case()
    name = settings.SESSION_COOKIE_NAME
    strict_page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    strict_page.set_viewport_size({"width": 1280, "height": 900})
    return strict_page


def tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    """Press Tab until this has the focus: what cannot be reached fails."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        name, _, times = key.partition("*")
        for _ in range(int(times or 1)):
            page.keyboard.press(name)


def points(page: Page) -> list[list[float]]:
    """The outer ring in the field, without the point that closes it."""
    return shapes.read(page.input_value("#id_boundary"))["coordinates"][0][:-1]


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-status]")).to_contain_text(words)


def test_an_area_with_a_hole_by_keyboard_alone(desk: Page, live_server: Any) -> None:
    desk.goto(live_server.url + reverse("areas:area_add"))
    tab_to(desk, "#id_name")
    desk.keyboard.type("Toetsenplein")
    tab_to(desk, "input[name=kind]")
    press(desk, "Space")
    tab_to(desk, ".map")
    press(desk, "Enter", "ArrowRight*6", "Enter", "ArrowUp*6", "Enter", "ArrowLeft*6", "Enter")
    says(desk, "Punt 4 van buitenrand toegevoegd")

    before = points(desk)
    tab_to(desk, ".map-point--chosen")
    press(desk, "ArrowUp*2", "Shift+ArrowLeft")
    (x, y), (moved_x, moved_y) = before[3], points(desk)[3]
    assert (moved_x - x, moved_y - y) == pytest.approx((-10, 2))
    press(desk, "PageUp", "Delete")
    says(desk, "Punt 3 van buitenrand weggehaald. Nog 3 punten.")
    press(desk, "Control+z", "Control+z", "Control+z", "Control+z")
    assert points(desk) == before

    tab_to(desk, "[data-hole]")
    press(desk, "Enter")
    says(desk, "U tekent nu gat 1")
    tab_to(desk, ".map", back=True)
    press(desk, "ArrowDown*2", "ArrowRight*2", "Enter", "ArrowRight*2", "Enter", "ArrowDown*2", "Enter")
    tab_to(desk, "[aria-label='X van punt 1']")
    press(desk, "End", "ArrowLeft")
    desk.keyboard.type("onzin")
    press(desk, "Tab")
    says(desk, "De x van punt 1 is geen getal")
    press(desk, "Shift+Tab", "Control+a")
    desk.keyboard.type(str(round(before[0][0]) + 40))
    press(desk, "Enter")
    says(desk, "Punt 1 staat nu op")
    tab_to(desk, "main button[type=submit]")
    press(desk, "Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Toetsenplein")
    outer, hole = Boundary.objects.get(area__name="Toetsenplein").geometry["coordinates"]
    assert (len(outer), len(hole)) == (5, 4)


def test_an_area_changed_with_a_pointer(desk: Page, live_server: Any) -> None:
    area = Boundary.objects.get().area
    desk.goto(live_server.url + reverse("areas:boundary_add", args=[area.pk]))
    before = desk.input_value("#id_boundary")
    assert shapes.read(before) == Boundary.objects.get().geometry
    desk.get_by_role("button", name="Punten aanklikken").click()
    expect(desk.get_by_role("button", name="Punten aanklikken")).to_have_attribute("aria-pressed", "true")
    box = desk.locator(".map").bounding_box()
    assert box
    desk.mouse.click(box["x"] + box["width"] - 60, box["y"] + box["height"] / 2)
    assert len(points(desk)) == len(shapes.read(before)["coordinates"][0])
    desk.get_by_role("button", name="Ongedaan maken").click()
    assert shapes.read(desk.input_value("#id_boundary")) == shapes.read(before)

    first = desk.locator(".map-point").first
    handle = first.bounding_box()
    assert handle
    x, y = handle["x"] + 13, handle["y"] + 13
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x - 50, y + 20, steps=4)
    desk.mouse.up()
    says(desk, "Punt 1 van buitenrand staat nu op")
    assert points(desk)[0][0] < shapes.read(before)["coordinates"][0][0][0]

    # Pasted text is drawn; a boundary that crosses itself is refused, and says where.
    desk.fill("#id_boundary", SQUARE.replace("143200 487200, 143000 487200", "143000 487200, 143200 487200"))
    desk.get_by_role("button", name="Grens vastleggen").click()
    expect(desk.locator("#id_boundary_error")).to_contain_text(
        "kruist of raakt zichzelf bij x 143100, y 487100"
    )
    expect(desk.locator(".map-point")).to_have_count(4)
    desk.fill("#id_boundary", SQUARE)
    desk.get_by_role("button", name="Grens vastleggen").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(area.name)
    assert shapes.same_shape(area.newest_boundary.geometry, shapes.read(SQUARE))


def test_a_camera_by_keyboard_alone(desk: Page, live_server: Any) -> None:
    desk.goto(live_server.url + reverse("areas:position_add"))
    tab_to(desk, "#id_code")
    desk.keyboard.type("T-01")
    tab_to(desk, "#id_place")
    desk.keyboard.type("Toetsenplein, noordzijde")
    tab_to(desk, ".map")
    press(desk, "ArrowUp", "Enter")
    shown = re.findall(r"[\d,]+(?=, y|$)", desk.locator("[data-cross]").inner_text())
    assert [desk.input_value("#id_x"), desk.input_value("#id_y")] == shown
    tab_to(desk, ".map-camera")
    press(desk, "ArrowRight", "Shift+ArrowUp")
    says(desk, "De camera staat op")
    assert desk.locator(".map-camera").evaluate("e => e === document.activeElement")
    tab_to(desk, "main button[type=submit]")
    press(desk, "Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Positie T-01")
    x, y = (float(number.replace(",", ".")) for number in shown)
    stored = Position.objects.get(place="Toetsenplein, noordzijde")
    assert (stored.x, stored.y) == pytest.approx((x + 1, y + 10))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_with_a_map(desk: Page, live_server: Any, scheme: Any) -> None:
    """Readable by everybody, at 320 px too; the strict page allows no fault of the CSP and no other host."""
    desk.emulate_media(color_scheme=scheme)
    boundary = Boundary.objects.get()
    desk.goto(live_server.url + reverse("areas:boundary_add", args=[boundary.area_id]))
    pages.axe(desk)
    if scheme == "dark":
        return
    pages.focus_visible_everywhere(desk)
    desk.set_viewport_size({"width": 320, "height": 720})
    desk.reload()
    pages.axe(desk, exclude=OVERLAPPING)
    pages.no_sideways_scroll(desk)
