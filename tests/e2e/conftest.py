"""The browser page that tolerates nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page

from decisions.demonstration.frameworks import load_frameworks
from decisions.demonstration.records import load_people, load_records
from tests.e2e import pages
from tests.e2e.keyboard import KeyboardDesk
from tests.e2e.paper import PaperDesk
from tests.e2e.people import Person, desks


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Dutch desk."""
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture
def strict_page(page: Page, live_server: Any) -> Iterator[Page]:
    """A page that fails the test on console errors, reports of the CSP and requests to another host."""
    with pages.watch(page, live_server.url) as watched:
        yield watched


@pytest.fixture
def clock() -> Iterator[Callable[[str], None]]:
    """The calendar of the story; the browser keeps its own clock."""
    travellers: list[Any] = []

    def set_to(day: str) -> None:
        while travellers:
            travellers.pop().stop()
        traveller = time_machine.travel(f"{day}T09:00:00+02:00")
        traveller.start()
        travellers.append(traveller)

    yield set_to
    while travellers:
        travellers.pop().stop()


@pytest.fixture
def world(clock: Callable[[str], None], live_server: Any) -> str:
    """The records and people of the demonstration, on 30 March 2026; the address where they are served."""
    clock("2026-03-30")
    load_records()
    load_people()
    load_frameworks()
    return str(live_server.url)


@pytest.fixture
def person(browser: Browser, world: str, browser_context_args: dict[str, Any]) -> Iterator[Person]:
    """Somebody at their own screen, by user name."""
    with desks(browser, world, browser_context_args) as someone:
        yield someone


@pytest.fixture
def at_the_keyboard(browser: Browser, world: str, browser_context_args: dict[str, Any]) -> Iterator[Person]:
    """Somebody at their own screen who has no mouse."""
    with desks(browser, world, browser_context_args, KeyboardDesk) as someone:
        yield someone


@pytest.fixture
def without_script(world: str) -> Person:
    """Somebody at their own screen whose browser runs no scripts."""
    known: dict[str, Any] = {}

    def someone(username: str) -> Any:
        if username not in known:
            known[username] = PaperDesk(username)
        return known[username]

    return someone
