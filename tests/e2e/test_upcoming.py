"""What comes up, the calendar's address and the configuration, in a browser at every width."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from almere_camera.roles import Role
from tests import factories as make
from tests.e2e import pages

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PASSWORD = "een-lang-wachtwoord-2026"


@pytest.fixture
def desk(strict_page: Page, live_server: Any) -> Page:
    """Signed in, with a designation."""
    make.make_user(Role.POLICY_OFFICER, username="beleid", password=PASSWORD)
    make.running_case()
    strict_page.goto(live_server.url + "/inloggen/")
    strict_page.fill("#id_username", "beleid")
    strict_page.fill("#id_password", PASSWORD)
    strict_page.keyboard.press("Enter")
    strict_page.wait_for_url(live_server.url + "/")
    return strict_page


def looks_right(page: Page) -> None:
    pages.axe(page)
    pages.no_sideways_scroll(page)
    pages.focus_visible_everywhere(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/wat-komt-eraan/", "/wat-komt-eraan/?rol=keizer", "/configuratie/", "/agenda/"]
)
def test_the_page(desk: Page, live_server: Any, path: str, scheme: Any) -> None:
    desk.emulate_media(color_scheme=scheme)
    desk.goto(live_server.url + path)
    looks_right(desk)


def test_make_an_address_read_it_once_and_take_it_back(desk: Page, live_server: Any) -> None:
    desk.goto(live_server.url + "/wat-komt-eraan/")
    desk.get_by_role("link", name="Zet de termijnen in uw agenda").click()
    desk.get_by_role("button", name="Adres maken").click()
    address = desk.locator("code").first.inner_text()
    looks_right(desk)
    path = address[address.index("/agenda/") :]
    feed = desk.request.get(live_server.url + path)
    assert (feed.status, feed.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    desk.reload()
    assert desk.locator("code").count() == 0
    desk.get_by_role("button", name="Adres intrekken").click()
    desk.get_by_text("Uw agenda-adres is ingetrokken.").wait_for()
    assert desk.request.get(live_server.url + path).status == 404
