"""Every page as it is sent: valid HTML in which everything has a name and points somewhere."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction

from tests import snapshots
from tests.addresses import ALL
from tests.e2e.screens import SCREENS, made_of
from tests.interface.markup import Markup, text
from tests.visits import NO_PAGES, Visits, furnish

NAMES = [address.name for address in ALL if address.name not in NO_PAGES]


@pytest.fixture(scope="module")
def visits(
    django_db_setup: None, django_db_blocker: Any, _quick_and_apart: None, shared_by_workers: Path
) -> Iterator[Visits]:
    with django_db_blocker.unblock(), snapshots.demonstration(shared_by_workers, furnish):
        yield Visits()


@pytest.fixture
def undone(visits: Visits) -> Iterator[None]:
    """Whatever is sent in the test has not happened after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def parsed(response: Any) -> Markup:
    return Markup(response.content.decode())


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_sound(name: str, visits: Visits) -> None:
    found = visits.of(name)
    assert found
    for where in found:
        assert Markup(visits.page(where)).faults() == [], where


@pytest.mark.parametrize("name", NAMES)
def test_the_same_page_sent_empty_is_sound(name: str, visits: Visits, undone: None) -> None:
    """With every question unanswered: a refusal is a page with the reasons, and says so in its title."""
    where = visits.of(name)[0]
    client = visits.clients[where.who]
    page = Markup(visits.page(where))
    (main,) = page.all("main")
    forms = [form for form in main.iter("form") if form.get("method") == "post" and not form.get("action")]
    for form in forms:
        hidden = {e.get("name"): e.get("value", "") for e in form.iter("input") if e.get("type") == "hidden"}
        response = client.post(where.path, {name: value for name, value in hidden.items() if name})
        assert response.status_code < 500, where
        if response.status_code in (409, 422):
            answer = parsed(response)
            assert answer.faults() == [], where
            assert answer.title.startswith("Fout: "), where


def test_no_two_pages_have_the_same_title(visits: Visits) -> None:
    """WCAG 2.4.2: who has several tabs open sees which is which."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in NAMES:
        for where in visits.of(name):
            found[Markup(visits.page(where)).title].add(where.path)
    assert {title: paths for title, paths in found.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("name", SCREENS)
def test_what_can_be_read_on_a_picture_in_a_manual_still_stands_on_its_page(
    name: str, visits: Visits
) -> None:
    """Red? Then make the pictures anew: pytest tests/e2e/make_screens.py"""
    page = parsed(visits.clients[SCREENS[name].who].get(SCREENS[name].path))
    (main,) = page.all("main")
    there = {text(element) for element in main.iter() if isinstance(element.tag, str)}
    assert [words for words in made_of()[name] if words not in there] == []


def test_a_page_without_a_way_to_the_content_is_seen() -> None:
    html = "<!DOCTYPE html><html lang='nl'><title>P</title><a href='/'>Menu</a><main><h1>P</h1></main></html>"
    assert any("first stop" in found for found in Markup(html).faults())


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p><div></p>", "Unexpected end tag (p)"),
        ('<p id="a"></p><p id="a"></p>', "'a' stands 2 times"),
        ('<label for="nergens">Naam</label>', "for points to 'nergens'"),
        ('<a href="#nergens">Verder</a>', "href points to 'nergens'"),
        ('<p aria-describedby="x">Naam</p>', "aria-describedby points to 'x'"),
        ("<h3>Kop</h3>", "skips a level"),
        ("<h1>Nog een</h1>", "2 times <h1>"),
        ('<a href="/"></a>', "no text in <a"),
        ("<button type='button'> </button>", "no text in <button"),
        ('<input name="naam">', "no label for <input"),
        ("<p style='color: red'>Rood</p>", "inline style"),
        ("<p><time>vandaag</time></p>", "no datetime"),
        ("<table><tr><td>1</td></tr></table>", "no caption"),
        ("<nav>Menu</nav>", "no name on <nav"),
        ("<form method=post><input aria-label='Naam'></form>", "no novalidate"),
        ("<input aria-label='Naam' required>", "the browser judges"),
        ("<input type=radio aria-label='Ja'>", "no fieldset with a legend"),
        ("<input aria-label='Naam' aria-invalid=true>", "no message at"),
        (
            "<input aria-label='N' aria-invalid=true aria-describedby=n_error><p id=n_error>Nee</p>",
            "the message comes after",
        ),
        (
            "<ul data-error-summary><li><a href='#inhoud'>Vul in</a><a href='#inhoud'>Vul in</a></ul>",
            "says twice",
        ),
        ("<form novalidate><p data-error-summary>Fout</p></form>", "inside the form"),
    ],
)
def test_a_planted_fault_is_seen(body: str, fault: str) -> None:
    head = '<!DOCTYPE html><html lang="nl"><head><title>Proef</title></head>'
    skip = '<a href="#inhoud">Naar de inhoud</a>'
    sound = head + f"<body>{skip}<main id='inhoud'><h1>Proef</h1>{{}}</main></body></html>"
    assert Markup(sound.format("<p>Goed</p>")).faults() == []
    assert any(fault in found for found in Markup(sound.format(body)).faults())


# A first visit may weigh this much, gzipped, without the library of the map (ui.md section 5 and issue 6).
FIRST_VISIT = 60_000
HEAVY = (
    "home",
    "decisions:list",
    "decisions:detail",
    "decisions:step",
    "areas:list",
    "deadlines:list",
    "manual",
)


def weight_of(path: str, seen: set[str]) -> int:
    """The gzipped size of a static file and of the modules that it imports; of the map library nothing."""
    if path in seen or "vendor/leaflet" in path:
        return 0
    seen.add(path)
    found = finders.find(path)
    assert isinstance(found, str), path
    source = Path(found).read_bytes()
    modules = re.findall(rb'(?:from|import)\s*\(?"(\./[\w./-]+)"', source) if path.endswith(".js") else []
    own = Path(path).parent
    return len(gzip.compress(source)) + sum(
        weight_of((own / module.decode()).as_posix(), seen) for module in modules
    )


@pytest.mark.parametrize("name", HEAVY)
def test_a_first_visit_is_light(name: str, visits: Visits) -> None:
    for where in visits.of(name):
        content = visits.clients[where.who].get(where.path).content
        page = Markup(content.decode())
        files = [e.get("href") for e in page.all("link")] + [e.get("src") for e in page.all("script")]
        seen: set[str] = set()
        weights = {path: weight_of(path.removeprefix("/static/"), seen) for path in files if path}
        assert len(weights) > 5
        total = len(gzip.compress(content)) + sum(weights.values())
        assert total <= FIRST_VISIT, (where, len(gzip.compress(content)), weights)
