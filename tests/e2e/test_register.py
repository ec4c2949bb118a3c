"""The public register in a browser: for a resident who never signs in."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import factories as make
from tests.decisions.public.places import page_of, with_text
from tests.e2e import pages

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(clock: Any) -> list[str]:
    """Every page, with a decision in force, one suspended, one past and one in two areas."""
    clock(f"{make.TODAY}")
    make.running_case(areas=[make.make_area("Almere Haven Centrum"), make.make_area("Hofmark en omgeving")])
    halted = make.running_case(areas=[make.make_area("Meerkoetlaan en omgeving")])
    make.interrupt(halted, make.TODAY)
    with_text(halted)
    make.running_case(first_day=make.TODAY - 90 * make.ONE_DAY, last_day=make.TODAY - make.ONE_DAY)
    lists = [reverse("register:list"), f"{reverse('register:list')}?toestand=alle"]
    maps = [reverse("register:map"), f"{reverse('register:map')}?toestand=voorbij"]
    return [
        *lists,
        *maps,
        page_of(halted),
        f"{reverse('register:list')}?zoek=nergens",
        "/register/besluiten/x/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_accessible(
    strict_page: Page, live_server: Any, addresses: list[str], scheme: str, width: int
) -> None:
    strict_page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    strict_page.set_viewport_size({"width": width, "height": 900})
    for address in addresses:
        strict_page.goto(live_server.url + address)
        pages.axe(strict_page)
        pages.no_sideways_scroll(strict_page)
    pages.focus_visible_everywhere(strict_page)


def test_a_resident_finds_until_when_and_how_to_object(
    strict_page: Page, live_server: Any, addresses: list[str]
) -> None:
    page = strict_page
    page.goto(live_server.url + addresses[0])
    page.get_by_label("Zoek op gebied of kenmerk").fill("meerkoet")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("heading", name="1 besluit gevonden")).to_be_visible()
    page.locator("main h3 a").click()
    expect(page.get_by_role("heading", name="In het kort")).to_be_visible()
    expect(page.get_by_text("Het besluit is geschorst vanaf 31 maart 2026")).to_be_visible()
    # published on 10 March: 42 days later is Tuesday 21 April
    expect(page.get_by_text("tot en met 21 april 2026")).to_be_visible()
    assert "Kaart van Meerkoetlaan en omgeving (geschorst)" in page.locator("figure svg title").text_content()
    page.get_by_text("De kaart in woorden").click()
    expect(page.get_by_text("Geschorst gebied Meerkoetlaan en omgeving:")).to_be_visible()
    page.get_by_role("link", name="Kaart").click()
    expect(page.get_by_role("rowheader", name="Almere Haven Centrum")).to_be_visible()
    assert page.context.cookies() == []
