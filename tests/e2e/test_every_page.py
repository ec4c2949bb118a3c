"""Every page of the interface in a browser: quiet, accessible, and readable at 320 px.

One test per address, so that a failure names the page. The demonstration is loaded once and served to people
who are signed in; nothing here changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import snapshots
from tests.addresses import ALL
from tests.e2e import pages
from tests.visits import NO_PAGES, Visit, Visits, furnish

pytestmark = pytest.mark.e2e

# Where the whole palette is: looked at in the dark and in the colours of the reader too.
COLOURED = ("home", "deadlines:list", "areas:area", "decisions:list", "decisions:overview", "decisions:adopt")
# Of many dossiers the first ones: draft, in review, agreed, adopted. test_pages_html.py reads all of them.
MOST = {"decisions:detail": 4, "home": 4}
FORMS = ("decisions:start", "decisions:publish", "decisions:adopt", "areas:area_add", "areas:position_add")


@pytest.fixture(scope="module")
def served(
    django_db_setup: None, django_db_blocker: Any, _quick_and_apart: None, shared_by_workers: Path
) -> Iterator[LiveServer]:
    """The demonstration, furnished and served; afterwards the tables are as the migrations left them."""
    with django_db_blocker.unblock(), snapshots.demonstration(shared_by_workers, furnish):
        server = LiveServer("localhost")
        yield server
        server.stop()


@pytest.fixture(scope="module")
def visits(served: LiveServer) -> Visits:
    return Visits()


Opened = Callable[[Visit], Page]


@pytest.fixture(scope="module")
def contexts(
    browser: Browser, browser_context_args: dict[str, Any], visits: Visits
) -> Iterator[dict[str, BrowserContext]]:
    """A browser context for each person, signed in."""
    with ExitStack() as stack:
        found = {}
        for who, client in visits.clients.items():
            context = browser.new_context(**browser_context_args, viewport={"width": 1280, "height": 900})
            stack.callback(context.close)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": "localhost", "path": "/"}]
            )
            found[who] = context
        yield found


@pytest.fixture
def opened(served: LiveServer, contexts: dict[str, BrowserContext]) -> Iterator[Opened]:
    """Opens a page for a visitor, and tolerates no console error, report of the CSP or request elsewhere."""
    with ExitStack() as stack:
        screens: dict[str, Page] = {}

        def visit(where: Visit) -> Page:
            if where.who not in screens:
                page = contexts[where.who].new_page()
                stack.callback(page.close)
                screens[where.who] = stack.enter_context(pages.watch(page, served.url))
            page = screens[where.who]
            answer = page.goto(served.url + where.path)
            assert answer is not None
            assert answer.status == 200, where
            return page

        yield visit


# The kinds of elements on a page, with their classes and in what they stand.
BUILT_OF = """[...new Set([...document.querySelectorAll("main *")].map(
    e => [e.parentElement.tagName, e.tagName, e.getAttribute("class")?.replaceAll(" ", "."),
          e.getAttribute("type"), e.getAttribute("role")].join("/")))].sort().join(" ")"""


@pytest.fixture(scope="module")
def judged() -> list[set[str]]:
    """What the pages that were judged are built of: one with nothing else on it is not judged again."""
    return []


@pytest.fixture(scope="module")
def seen_in_the_dark() -> set[str]:
    """The elements whose colours were looked at in the dark: a page without a new one needs no look."""
    return set()


@pytest.mark.parametrize("name", [address.name for address in ALL if address.name not in NO_PAGES])
def test_the_page(
    name: str, visits: Visits, opened: Opened, judged: list[set[str]], seen_in_the_dark: set[str]
) -> None:
    found = visits.of(name)
    assert found, "the demonstration shows this page to nobody"
    for where in found[: MOST.get(name)]:
        page = opened(where)
        built_of = set(page.evaluate(BUILT_OF).split())
        if not any(built_of <= earlier for earlier in judged):
            judged.append(built_of)
            pages.axe(page)
            pages.rings_and_buttons(page)
            pages.large_letters(page)
        if new := built_of - seen_in_the_dark:
            seen_in_the_dark.update(new)
            pages.readable_in_the_dark(page)
        pages.no_sideways_scroll(page)


@pytest.mark.parametrize("name", COLOURED)
def test_in_the_dark_and_in_own_colours(name: str, visits: Visits, opened: Opened) -> None:
    page = opened(visits.of(name)[0])
    page.emulate_media(color_scheme="dark")
    pages.axe(page)
    page.emulate_media(color_scheme="light", forced_colors="active")
    pages.axe(page)
    pages.focus_visible_everywhere(page, most=25)


@pytest.mark.parametrize("kenmerk", ["DEMO-04", "DEMO-06", "DEMO-07", "DEMO-10"])
def test_a_case_in_the_dark(kenmerk: str, visits: Visits, opened: Opened) -> None:
    """Suspended, half filled, in review, closed: every badge and callout."""
    page = opened(Visit("toets", visits.case(kenmerk)))
    page.emulate_media(color_scheme="dark")
    pages.axe(page)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_errors(name: str, visits: Visits, opened: Opened) -> None:
    """Sent empty: the summary has the focus, and stands well in both schemes and at 320 px."""
    page = opened(visits.of(name)[0])
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator("#error-summary-title")).to_be_focused()
    assert page.title().startswith("Fout: ")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        pages.axe(page)
    pages.no_sideways_scroll(page)


def beheer() -> Iterator[str]:
    """The pages of the admin: its index, and of everything kept there the list, a new one, the first one."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield from (reverse(f"{name}_changelist"), reverse(f"{name}_add"))
        if first := model._default_manager.order_by("pk").first():
            yield reverse(f"{name}_change", args=[first.pk])


def test_beheer_is_quiet_and_accessible_and_works_under_the_policy(opened: Opened) -> None:
    """Django's own pages, without one report of the strict policy; axe judges the fullest of each kind."""
    for path in beheer():
        page = opened(Visit("beheer", path))
        if "/user/" in path or "/policyframework/" in path or path == reverse("admin:index"):
            pages.axe(page, preload=False)
    page = opened(Visit("beheer", reverse("admin:almere_camera_official_add")))
    page.get_by_role("link", name="Vandaag").first.click()
    assert page.input_value("#id_valid_from") == f"{timezone.localdate():%d-%m-%Y}"
