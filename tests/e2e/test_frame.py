"""The frame in a browser: signing in, the user menu, the error summary, and that the watchers watch."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.e2e import pages

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sign_in(strict_page: Page, live_server: Any) -> Page:
    strict_page.goto(live_server.url + reverse("login"))
    return strict_page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sign_in_page(sign_in: Page, scheme: str) -> None:
    sign_in.emulate_media(color_scheme=scheme)
    pages.axe(sign_in)
    pages.no_sideways_scroll(sign_in)
    assert "Naar de inhoud" in pages.focus_visible_everywhere(sign_in)[0]


def test_errors_get_focus_and_lead_to_the_control(sign_in: Page) -> None:
    sign_in.get_by_role("button", name="Inloggen").click()
    expect(sign_in.locator("#error-summary-title")).to_be_focused()
    assert sign_in.title().startswith("Fout: ")
    sign_in.get_by_role("link", name="Wachtwoord").click()
    password = sign_in.locator("#id_password")
    expect(password).to_be_focused()
    expect(password).to_have_attribute("aria-invalid", "true")
    pages.axe(sign_in)
    pages.no_sideways_scroll(sign_in)


def test_menu_of_the_user_opens_closes_and_signs_out(sign_in: Page, live_server: Any) -> None:
    get_user_model().objects.create_user("sanne", password="een lang wachtwoord", first_name="Sanne")
    sign_in.goto(f"{live_server.url}{reverse('login')}?next={reverse('password_change')}")
    sign_in.fill("#id_username", "sanne")
    sign_in.fill("#id_password", "een lang wachtwoord")
    sign_in.get_by_role("button", name="Inloggen").click()
    opener = sign_in.locator(".user-menu > summary")
    opener.click()
    expect(sign_in.get_by_role("link", name="Wachtwoord wijzigen")).to_be_visible()
    pages.axe(sign_in)
    sign_in.keyboard.press("Escape")
    expect(sign_in.get_by_role("link", name="Wachtwoord wijzigen")).not_to_be_visible()
    expect(opener).to_be_focused()
    opener.click()
    sign_in.get_by_role("button", name="Uitloggen").click()
    expect(sign_in.get_by_role("heading", name="Inloggen")).to_be_visible()


FAULTS = {
    "console": "console.error('stuk')",
    "script": "setTimeout(() => { throw new Error('stuk') })",
    "another host": "fetch('https://voorbeeld.invalid/').catch(() => {})",
    "CSP": "document.body.append(Object.assign(document.createElement('img'), {src: 'https://voorbeeld.invalid/x.png'}))",
}


@pytest.mark.parametrize("word", FAULTS)
def test_the_watcher_sees_a_planted_fault(page: Page, live_server: Any, word: str) -> None:
    def visit() -> None:
        with pages.watch(page, live_server.url):
            page.goto(live_server.url + reverse("login"))
            page.evaluate(FAULTS[word])
            page.wait_for_timeout(300)

    with pytest.raises(AssertionError, match=word if word != "another host" else "CSP|another host"):
        visit()


def test_axe_sees_a_planted_fault(sign_in: Page) -> None:
    sign_in.evaluate("document.querySelector('label').remove()")
    with pytest.raises(AssertionError, match="label"):
        pages.axe(sign_in)


def test_width_and_focus_checks_see_planted_faults(sign_in: Page) -> None:
    sign_in.evaluate("document.querySelector('main').style.minInlineSize = '500px'")
    with pytest.raises(AssertionError, match="wide"):
        pages.no_sideways_scroll(sign_in)
    sign_in.evaluate(
        "document.querySelector('#id_password').style.setProperty('outline', 'none', 'important')"
    )
    with pytest.raises(AssertionError, match="no focus ring"):
        pages.focus_visible_everywhere(sign_in)
