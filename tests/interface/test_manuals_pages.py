"""The manuals cannot grow old in silence: what they quote and point to is there; every page has help."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import resolve, reverse

from almere_camera.manuals import markdown
from almere_camera.manuals.documents import MANUALS, folder
from almere_camera.manuals.glossary import terms
from almere_camera.manuals.paragraphs import PARAGRAPHS, found_for, help_url
from almere_camera.roles import Role
from decisions.steps import SLUGS
from tests import factories as make
from tests.addresses import ALL
from tests.e2e.screens import FOLDER, SCREENS, made_of
from tests.interface.markup import Markup, text
from tests.visits import NO_PAGES

ROOT = Path(settings.BASE_DIR)
ROOMS = ("almere_camera", "areas", "decisions", "evaluations")
NAMES = [address.name for address in ALL if address.name not in NO_PAGES]
PAGES_OF_ADMIN = ["index"] + [
    f"{model._meta.app_label}_{model._meta.model_name}_{page}"
    for model in admin.site._registry
    for page in ("changelist", "add", "change")
]
# Chapters about something without a page of its own, and the one that everybody reads first.
WITHOUT_PAGE = {"beleidsmedewerker#spoed"}


def places() -> set[str]:
    """Every heading of every manual, as it is pointed to."""
    return {f"{slug}#{h.anchor}" for slug, manual in MANUALS.items() for h in manual.text.headings}


# --- What is quoted --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def words_of_the_screens() -> set[str]:
    """Every text of a template, and every text in the code from which labels come."""
    found: set[str] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        bare = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "\0", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found.update(re.split(r"<[^>]*>|\0", bare))
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        if "migrations" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(str(n.value) for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return {" ".join(words.split()).rstrip(":").casefold() for words in found}


def not_there(source: str, words: set[str]) -> list[str]:
    return [label for label in markdown.labels(source) if label.casefold() not in words]


@pytest.mark.parametrize("slug", MANUALS)
def test_every_label_in_bold_stands_on_a_screen(slug: str, words_of_the_screens: set[str]) -> None:
    source = MANUALS[slug].source
    assert len(markdown.labels(source)) >= 5
    assert not_there(source, words_of_the_screens) == []


def test_a_label_that_is_gone_is_seen(words_of_the_screens: set[str]) -> None:
    source = "Kies **Besluit nemen** en dan **Ter toetsing aanbieden**."
    assert not_there(source, words_of_the_screens) == ["Besluit nemen"]


# --- What is shown ---------------------------------------------------------------------------------


def test_every_picture_is_made_named_used_and_small() -> None:
    used = {
        Path(address).stem for manual in MANUALS.values() for address, _ in markdown.images(manual.source)
    }
    assert used == set(SCREENS) == {path.stem for path in FOLDER.glob("*.png")} == set(made_of())
    for path in FOLDER.glob("*.png"):
        assert path.stat().st_size < 60_000, path
        assert markdown.size_of(path) == (1000, 760), path


# --- What is pointed to ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_its_paragraph(name: str) -> None:
    """Red? Then write the paragraph, and name it in almere_camera/manuals/paragraphs.py."""
    if name in ("manuals", "about", "accessibility", "password_change_done"):
        return  # themselves the help, or nothing to be done
    assert found_for(name) != ()


def test_every_line_of_the_table_is_of_a_page_and_leads_to_a_heading() -> None:
    pages = {a.name for a in ALL} | {f"admin:{page}" for page in PAGES_OF_ADMIN}
    pages |= {f"decisions:step {slug}" for slug in SLUGS}
    for key, targets in PARAGRAPHS.items():
        assert any(page == key or (key[-1] in ":_" and page.startswith(key)) for page in pages), key
        assert set(targets) <= places(), key


def test_every_chapter_is_reached_from_a_page() -> None:
    chapters = {f"{s}#{h.anchor}" for s, m in MANUALS.items() for h in m.text.headings if h.level == 2}
    reached = {target for targets in PARAGRAPHS.values() for target in targets}
    sections = {f"{s}#{h.anchor}" for s, m in MANUALS.items() for h in m.text.headings if h.level > 2}
    assert chapters - reached - {"beleidsmedewerker#de-tekst-van-het-besluit"} - WITHOUT_PAGE == set()
    assert sections <= reached


@pytest.mark.parametrize("slug", MANUALS)
def test_links_between_manuals_lead_to_a_heading(slug: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", MANUALS[slug].source):
        document, _, anchor = target.partition("#")
        if document.endswith(".png"):
            assert (folder() / document).is_file()
        elif document:
            assert (folder() / document).resolve().is_file(), target
        if anchor:
            assert f"{document.removesuffix('.md') or slug}#{anchor}" in places(), target


@pytest.mark.parametrize(
    ("role", "name", "kwargs", "expected"),
    [
        (Role.MAYORS_OFFICE, "home", {}, "kabinet/#zien-wat-vastgesteld-moet-worden"),
        (Role.AUDITOR, "decisions:detail", {"pk": 1}, "lezer/#een-zaak-lezen"),
        (Role.POLICY_OFFICER, "decisions:step", {"pk": 1, "step": "criteria"}, "beleidsmedewerker/#criteria"),
        (Role.REVIEWER, "decisions:adopt", {"pk": 1}, "kabinet/#de-vaststelling-registreren"),
        (Role.AUDITOR, "manuals", {}, ""),
    ],
)
@pytest.mark.django_db
def test_help_is_about_the_page_and_for_the_reader(
    role: Role, name: str, kwargs: dict[str, object], expected: str
) -> None:
    user = make.make_user(role)
    assert help_url(user, resolve(reverse(name, kwargs=kwargs))) == f"/handleiding/{expected}"


# --- The pages -------------------------------------------------------------------------------------


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(make.make_user(Role.COMMUNICATIONS))
    return client


@pytest.mark.django_db
def test_own_manual_comes_first_and_help_stands_on_every_page(reader: Client) -> None:
    page = Markup(reader.get(reverse("manuals")).content.decode())
    (main,) = page.all("main")
    links = [e.get("href") for e in main.iter("a")]
    assert links[0] == "/handleiding/communicatie/"
    assert {manual.url for manual in MANUALS.values()} <= set(links)
    (tool,) = [e for e in page.all("a") if e.get("class") == "app-help"]
    assert text(tool) == "Hulp bij deze pagina"


@pytest.mark.django_db
def test_a_manual_and_its_pictures_open(reader: Client) -> None:
    page = Markup(reader.get(MANUALS["kabinet"].url).content.decode())
    (picture,) = [e for e in page.all("img") if "/schermen/" in (e.get("src") or "")]
    assert picture.get("alt")
    assert (picture.get("width"), picture.get("height")) == ("1000", "760")
    response = reader.get(picture.get("src") or "")
    assert response["Content-Type"] == "image/png"
    assert b"".join(response.streaming_content).startswith(markdown.PNG)
    assert reader.get("/handleiding/schermen/bestaat-niet.png").status_code == 404
    assert reader.get("/handleiding/niemand/").status_code == 404


def test_the_glossary_is_the_list_of_the_project_in_order() -> None:
    rows = [row for row in (ROOT / "docs/begrippen.md").read_text().splitlines() if row.startswith("| ")]
    assert len(terms()) == len(rows) - 1
    words = [term.words for term in terms()]
    assert words == sorted(words, key=lambda w: markdown.anchor_of(w))
    assert len({term.anchor for term in terms()}) == len(words)
    assert all(term.meaning.endswith((".", ")")) for term in terms())
    assert not any("`" in term.meaning for term in terms())


@pytest.mark.django_db
def test_about_tells_version_licence_law_and_contact(client: Client) -> None:
    make.make_records()
    html = client.get(reverse("about")).content.decode()
    said = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.M)
    assert said is not None
    for expected in (said[1], "EUPL 1.2", "rtikel 151c van de Gemeentewet", settings.CONTACT_EMAIL):
        assert expected in html


@pytest.mark.django_db
def test_the_statement_tells_status_gaps_and_where_to_complain(client: Client) -> None:
    """The model of EU 2018/1523: status, what is not accessible, feedback, enforcement, date."""
    html = client.get(reverse("accessibility")).content.decode()
    for expected in (
        "voldoet gedeeltelijk",
        "EN 301 549",
        "schermlezer",
        "onafhankelijk bureau",
        settings.CONTACT_EMAIL,
        "Nationale ombudsman",
        'datetime="2026-11-24"',
    ):
        assert expected in html


# --- The Markdown ----------------------------------------------------------------------------------


HOSTILE = (
    ("# T\n\n<script>alert(1)</script>", "<script"),
    ("# T\n\n[x](javascript:alert(1))", 'href="javascript:'),
    ('# T\n\n<p style="color:red" onclick="x()">x</p>', "<p style"),
    ("# T\n\n![x](data:text/html,x)", 'src="data:'),
)


@pytest.mark.parametrize(("source", "forbidden"), HOSTILE)
def test_only_harmless_html_comes_out(source: str, forbidden: str) -> None:
    assert forbidden not in markdown.read(source).html


def test_headings_get_ids_links_are_led_and_the_title_stands_apart() -> None:
    found = markdown.read("# Titel\n\n## Eén ding, en meer\n\n[verder](b.md)", link=lambda url: f"/{url}")
    assert (found.title, found.headings[0].anchor) == ("Titel", "een-ding-en-meer")
    assert '<h2 id="een-ding-en-meer">' in found.html
    assert 'href="/b.md"' in found.html
    assert "Titel" not in found.html
