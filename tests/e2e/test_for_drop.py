"""Communications copies the fields of DROP one by one, with and without script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from almere_camera.roles import Role
from decisions.models import AdoptedText
from tests import factories as make
from tests.decisions.publication.frozen import adopted
from tests.decisions.text import cases
from tests.e2e import pages

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PASSWORD = "een-lang-wachtwoord-2026"


@pytest.fixture
def text() -> AdoptedText:
    make.make_user(Role.COMMUNICATIONS, username="communicatie", password=PASSWORD)
    return adopted(cases.centres())


def open_page(page: Page, server: str, text: AdoptedText) -> None:
    page.goto(server + "/inloggen/")
    page.fill("#id_username", "communicatie")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(server + "/")
    page.goto(f"{server}/besluiten/{text.decision_id}/")
    page.get_by_role("link", name="Gegevens voor DROP en publicatiepakket").first.click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_field_is_copied_and_that_is_said(
    strict_page: Page, live_server: Any, text: AdoptedText, scheme: Any
) -> None:
    strict_page.emulate_media(color_scheme=scheme)
    strict_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(strict_page, live_server.url, text)
    strict_page.get_by_role("button", name="Kopieer Kenmerk").click()
    expect(strict_page.get_by_role("status").filter(has_text="Gekopieerd: Kenmerk")).to_have_count(1)
    assert strict_page.evaluate("navigator.clipboard.readText()") == text.decision.kenmerk
    strict_page.get_by_role(
        "button", name="Kopieer Grens in RD-coördinaten (WKT) Almere Haven Centrum"
    ).click()
    assert strict_page.evaluate("navigator.clipboard.readText()").startswith("POLYGON ((")
    pages.axe(strict_page)
    pages.no_sideways_scroll(strict_page)
    pages.focus_visible_everywhere(strict_page)


def test_the_day_of_publication_is_chosen_and_the_zip_follows_it(
    strict_page: Page, live_server: Any, text: AdoptedText
) -> None:
    open_page(strict_page, live_server.url, text)
    strict_page.get_by_role("textbox", name="Dag van bekendmaking").fill("02-04-2026")
    strict_page.get_by_role("button", name="Bereken").click()
    expect(strict_page.locator("#waarde-einde_reactietermijn-1")).to_have_text("18-05-2026")
    with strict_page.expect_download() as download:
        strict_page.get_by_role("link", name="Pakket downloaden (zip)").click()
    assert download.value.suggested_filename == f"publicatie-{text.decision.kenmerk}.zip"


def test_without_script_one_click_selects_a_value(
    browser: Browser, live_server: Any, text: AdoptedText
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_page(page, live_server.url, text)
    expect(page.get_by_role("button", name="Kopieer Kenmerk")).to_have_count(0)
    expect(page.locator("#waarde-kenmerk-1")).to_have_text(text.decision.kenmerk)
    expect(page.locator("#waarde-kenmerk-1")).to_have_css("user-select", "all")
    context.close()
