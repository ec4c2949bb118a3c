"""Lists with a filter: what is chosen stands in the address, stays on each page, and can be downloaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.roles import Role
from almere_camera.search import index
from decisions.models import DecisionKind
from tests import factories as make
from tests.almere_camera.test_export import from_csv, from_excel
from tests.decisions.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def client() -> Client:
    return signed_in(make.make_user(Role.AUDITOR))


def rows(client: Client, url: str, **asked: Any) -> list[list[str]]:
    """The rows of the list as CSV, after proving that Excel gets as many."""
    found = from_csv(client.get(url, {**asked, "als": "csv"}).content)
    assert len(from_excel(client.get(url, {**asked, "als": "xlsx"}).content)) == len(found)
    return found[1:]


def test_the_files_of_the_cases_hold_the_filtered_rows_in_order_with_real_dates(client: Client) -> None:
    running = make.running_case(first_day=make.TODAY - timedelta(5), last_day=make.TODAY + timedelta(5))
    make.make_decision(DecisionKind.END, title="Beëindigen")
    drafts = [make.make_decision(title=f"=Concept {number}") for number in range(30)]
    url = reverse("decisions:list")
    assert [row[1] for row in rows(client, url, soort="beeindigen")] == ["Beëindigen"]
    adopted = rows(client, url, status="vastgesteld")
    area = running.designated_areas.get().area.name
    assert adopted == [
        [
            running.kenmerk,
            running.title,
            "Instellen",
            "Regulier",
            "Vastgesteld",
            "nee",
            f"{running.signed_on:%d-%m-%Y}",
            area,
            f"{make.TODAY + timedelta(5):%d-%m-%Y}",
            "In werking",
        ]
    ]
    excel = from_excel(client.get(url, {"status": "vastgesteld", "als": "xlsx"}).content)
    assert excel[1][6] == running.signed_on
    concepts = rows(client, url, zoek="Concept", volgorde="einddatum")
    assert [row[0] for row in concepts] == [case.kenmerk for case in reversed(drafts)]
    assert {row[1][:2] for row in concepts} == {"'="}


def test_pages_of_the_cases_keep_filter_and_order(client: Client) -> None:
    for number in range(30):
        make.make_decision(title=f"Concept {number}")
    page = client.get(reverse("decisions:list"), {"zoek": "Concept", "volgorde": "einddatum", "page": 1})
    said = page.content.decode()
    for wanted in ("page=2", "als=csv", "als=xlsx"):
        (address,) = re.findall(rf'href="(\?[^"]*{wanted}[^"]*)"', said)
        assert "zoek=Concept" in address
        assert "volgorde=einddatum" in address
        assert wanted.startswith("page") or "page=" not in address
        assert client.get(reverse("decisions:list") + address.replace("&amp;", "&")).status_code == 200


def test_the_filter_is_folded_until_it_is_used(client: Client) -> None:
    make.make_decision()
    url = reverse("decisions:list")
    assert '<details class="filter-fold">' in client.get(url).content.decode()
    assert '<details class="filter-fold" open>' in client.get(url, {"soort": "wijzigen"}).content.decode()
    assert '<details class="filter-fold" open>' in client.get(url, {"soort": "x"}).content.decode()


def test_the_file_of_the_deadlines_holds_those_of_the_filter(client: Client) -> None:
    make.running_case(last_day=make.TODAY + timedelta(30))
    other = make.running_case(last_day=make.TODAY + timedelta(60))
    area = other.designated_areas.get().area
    url = reverse("deadlines:list")
    everything = rows(client, url)
    assert {row[3] for row in rows(client, url, gebied=area.pk)} == {other.kenmerk}
    assert len(everything) > len(rows(client, url, gebied=area.pk)) > 0
    assert [row[0].split("-")[::-1] for row in everything] == sorted(
        row[0].split("-")[::-1] for row in everything
    )


def test_the_file_of_a_search_holds_all_results(client: Client) -> None:
    cases = {make.make_decision(title=f"Havenhoofd {number}").kenmerk for number in range(25)}
    index.rebuild()
    found = rows(client, reverse("search"), q="havenhoofd", soort="zaak")
    assert {row[1] for row in found} == cases
    assert found[0][5].startswith("http://localhost:8000/besluiten/")
    assert rows(client, reverse("search"), q="havenhoofd", soort="gebied") == []
    assert rows(client, reverse("search"), q="?!") == []


def test_who_may_not_see_a_list_gets_no_file() -> None:
    outsider = signed_in(make.make_user(None))
    for name in ("decisions:list", "deadlines:list", "search", "evaluations:imports"):
        assert outsider.get(reverse(name), {"als": "csv"}).status_code == 403
