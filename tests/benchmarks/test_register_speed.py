"""The public register beside an empty view, and beside itself with a single decision."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from almere_camera import urls
from decisions import load
from tests.benchmarks.measuring import ROUNDS, seconds

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
FULL = 2_000  # decisions; docs/schaal.md has the figures of 10,000, measured by hand
# Queries at most, with one decision as with thousands: a page of full rows asks all of them.
QUERIES = {
    "/register/?toestand=alle": 21,
    "/register/": 38,
    "/register/?toestand=voorbij": 37,
    "/api/v1/aanwijzingsbesluiten": 22,
    "/api/v1/aanwijzingsbesluiten?toestand=voorbij": 38,
    "/api/v1/gebieden": 22,
    "/api/v1/gebieden?toestand=nu": 39,
}
# At most so many times an empty view through the same middleware, in one run; docs/schaal.md tells
# what was measured.
AT_MOST = {
    "/register/?toestand=alle": 600,
    "/api/v1/aanwijzingsbesluiten": 600,
}
NOT_CHANGED_AT_MOST = 40


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


empty.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("leeg/", empty), *urls.urlpatterns]


@pytest.fixture
def client() -> Iterator[Client]:
    gc.collect()
    gc.freeze()
    yield Client()
    gc.unfreeze()


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def least(act: Any) -> float:
    return min(seconds(act) for _ in range(ROUNDS))


@pytest.mark.parametrize("decisions", [1, FULL])
def test_the_number_of_queries_does_not_grow(client: Client, decisions: int) -> None:
    load.fill(decisions, 100, timezone.localdate())
    found = {page: queries(client, page) for page in QUERIES}
    print("\n", found)
    assert {page: number for page, number in found.items() if number > QUERIES[page]} == {}


@pytest.mark.urls(__name__)
def test_the_register_beside_an_empty_view(client: Client) -> None:
    """Ratios in one run. A page costs its rows; what was not changed costs one query."""
    load.fill(FULL, 100, timezone.localdate())
    alone = least(lambda: [client.get("/leeg/") for _ in range(20)]) / 20
    for page, limit in AT_MOST.items():
        ratio = least(lambda page=page: client.get(page)) / alone  # type: ignore[misc]
        print(f"{page}: {ratio:.1f} times an empty view of {1000 * alone:.2f} ms")
        assert ratio <= limit
        tag = client.get(page).headers["ETag"]

        def again(page: str = page, tag: str = tag) -> None:
            assert client.get(page, headers={"If-None-Match": tag}).status_code == 304

        with CaptureQueriesContext(connection) as asked:
            again()
        assert len(asked) == 1
        kept = least(again) / alone
        print(f"{page}, 304: {kept:.1f} times")
        assert kept <= NOT_CHANGED_AT_MOST
