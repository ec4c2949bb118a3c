"""The browser page that tolerates nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e import pages


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Dutch desk."""
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture
def strict_page(page: Page, live_server: Any) -> Iterator[Page]:
    """A page that fails the test on console errors, reports of the CSP and requests to another host."""
    with pages.watch(page, live_server.url) as watched:
        yield watched
