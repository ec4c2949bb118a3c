"""What is not public never leaks: secrets are planted everywhere, then everything public is crawled.

Planted is a word of its own in every column of text of every row of the application. The list of columns
that may be read stands in PUBLIC; whatever else comes out, fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from almere_camera import guards
from areas.models import Deployment, Position, PositionCode
from decisions import workflow
from decisions.models import AdoptedText, Decision, Evidence, Status, ViewingException
from decisions.public.addresses import area_slug, slug_of
from tests import factories as make
from tests.addresses import ALL, OWN, World, somewhere
from tests.decisions.public import places
from tests.decisions.public.places import API, get

pytestmark = pytest.mark.django_db

# The columns that a visitor may read, of rows that belong to a public decision.
PUBLIC = {
    "decisions.decision": {"kenmerk", "title"},
    "decisions.designatedarea": {"words", "streets"},
    "decisions.publication": {"number", "url"},
    "areas.area": {"name"},
    "almere_camera.address": {"name", "lines", "url"},
    "almere_camera.legalbasis": {"regulation", "url"},
}
POSITIONS = {"areas.position": {"place"}}
# Of two columns a row has one: these stay empty.
EITHER = {
    ("monthlyfigure", "area"),
    ("surveyfigure", "framework_evaluation"),
    ("followup", "position_review"),
}
# No words but shapes and numbers that something computes with.
SHAPES = {"geometry", "weekdays"}
WORD = re.compile(r"zq\d{5}q")
START = (*places.LISTS, *places.FILES, *places.RESOURCES, "/robots.txt", "/inloggen/")


# --- Planting --------------------------------------------------------------------------------------


class Secrets:
    """Which word was planted where."""

    def __init__(self) -> None:
        self.of: dict[tuple[str, str, int], str] = {}

    def plant(self) -> None:
        """In every column of text of every row; the guards let go for as long as that takes."""
        guards.remove(connection.alias)
        try:
            for model in _models():
                self._in(model)
        finally:
            guards.install(connection.alias)

    def word(self, model: type[models.Model], field: str, pk: int) -> str:
        return self.of[(model._meta.label_lower, field, pk)]

    def _in(self, model: type[models.Model]) -> None:
        for row in model._base_manager.all():
            values = {f.attname: self._value(model, f, row) for f in _columns(model, row)}
            if values:
                model._base_manager.filter(pk=row.pk).update(**values)

    def _value(self, model: type[models.Model], field: models.Field, row: Any) -> Any:
        word = f"zq{len(self.of):05}q"
        self.of[(model._meta.label_lower, field.name, row.pk)] = word
        old = getattr(row, field.attname)
        if isinstance(field, models.BinaryField):
            return word.encode()
        if isinstance(field, models.JSONField):
            return [word] if isinstance(old, list) else {"gegeven": word}
        if isinstance(field, models.URLField):
            return f"https://voorbeeld.nl/{word}"
        if isinstance(field, models.EmailField):
            return f"{word}@voorbeeld.nl"
        return word


def _models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m._meta.app_label in OWN]


def _columns(model: type[models.Model], row: Any) -> Iterator[models.Field]:
    text = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)
    for field in model._meta.concrete_fields:
        if not isinstance(field, text) or field.choices or field.name in SHAPES:
            continue
        if isinstance(field, models.FileField) and not getattr(row, field.attname):
            continue
        # The adopted PDF of a public decision is public as it is: its words were adopted.
        if not (model is AdoptedText and field.name == "pdf" and row.decision.publications.exists()):
            yield field


def test_planting_reaches_every_kind_of_row() -> None:
    """A new table must be planted too, or be named here."""
    world()
    empty = {m._meta.label_lower for m in _models() if not m._base_manager.exists()}
    textual = {m._meta.label_lower for m in _models() if any(_texts(m))}
    assert sorted(empty & textual) == []


def _texts(model: type[models.Model]) -> list[str]:
    text = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return [f.name for f in model._meta.concrete_fields if isinstance(f, text) and not f.choices]


# --- The world -------------------------------------------------------------------------------------


def world() -> tuple[Decision, list[Decision]]:
    """A public decision with everything that can hang on one, and one of every kind that is not public."""
    held = World(Status.ADOPTED)
    _camera(held)
    held.publish()
    _aftermath(held)
    hidden = [World(status, places=False).case for status in Status if status != Status.ADOPTED]
    unpublished = World(Status.ADOPTED, places=False)
    withdrawn = World(Status.ADOPTED, places=False)
    withdrawn.propose_withdrawal()
    workflow.withdraw_before_publication(
        decision=withdrawn.fresh, by=withdrawn.reviewer, version=withdrawn.version
    )
    refused = World(Status.DRAFT, places=False)
    refused.propose_closing()
    _fill_what_is_empty(held.fresh)
    hidden += [unpublished.case, withdrawn.case, refused.case]
    return held.fresh, hidden


def _camera(held: World) -> None:
    """On the decision itself, as if it had been chosen before adoption."""
    guards.remove(connection.alias)
    position = Position.objects.create(place="Hoek", x=143_123.0, y=486_600.0)
    PositionCode.objects.create(position=position, code="P-9", valid_from=make.LONG_AGO)
    deployment = Deployment.objects.create(position=position, first_day=make.LONG_AGO)
    designated = held.case.designated_areas.get()
    designated.deployments.add(deployment)
    ViewingException.objects.create(designated_area=designated, day=make.TODAY, reason="Feest")
    guards.install(connection.alias)


def _aftermath(held: World) -> None:
    case = held.fresh
    make.make_objection(case)
    make.interrupt(case, make.TODAY, note="Toelichting", reference="ECLI:NL:1")


def _fill_what_is_empty(case: Decision) -> None:
    """A row in every table that has none yet, hanging on the public decision where it can."""
    guards.remove(connection.alias)
    try:
        with transaction.atomic():
            for model in _models():
                _fill(model, case)
    finally:
        guards.install(connection.alias)


def _fill(model: type[models.Model], case: Decision) -> None:
    """A row, after one in each table that it must point to."""
    if model._base_manager.exists():
        return
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is not model:
            _fill(field.related_model, case)
    model._base_manager.bulk_create([model(**_values(model, case))])


def _values(model: type[models.Model], case: Decision) -> dict[str, Any]:
    """Something in every column that must have something."""
    plain: list[tuple[type[models.Field], Any]] = [
        (models.DateTimeField, timezone.now()),
        (models.DateField, make.TODAY),
        (models.BooleanField, True),
        (models.IntegerField, 1),
        (models.FloatField, 1.0),
        (models.DecimalField, 1),
        (models.BinaryField, b"tekst"),
        (models.JSONField, ["tekst"]),
        (models.Field, "tekst"),
    ]
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if (model._meta.model_name, field.name) in EITHER:
            continue
        if isinstance(field, models.ForeignKey):
            others = field.related_model._base_manager
            values[field.name] = case if field.related_model is Decision else others.first()
        elif field.choices:
            values[field.name] = field.choices[0][0]
        elif not (field.primary_key or isinstance(field, models.FileField)):
            values[field.name] = next(value for kind, value in plain if isinstance(field, kind))
    return values


# --- Crawling --------------------------------------------------------------------------------------


def crawl(start: set[str]) -> dict[str, str]:
    """Everything that can be reached from these addresses without signing in, by address."""
    seen: dict[str, str] = {}
    todo = sorted(start)
    while todo:
        url = todo.pop()
        if url in seen:
            continue
        response = get(url)
        assert response.status_code != 500, url
        body = b"".join(response.streaming_content) if response.streaming else response.content
        said = body.decode("latin-1") + json.dumps(dict(response.headers))
        seen[url] = said
        todo += [link for link in _links(said, url) if link not in seen]
    return seen


def _links(said: str, url: str) -> set[str]:
    found = re.findall(r'(?:href|src|action)="([^"]+)"', said) + re.findall(r'"href": "([^"]+)"', said)
    links = set()
    for link in found:
        parts = urlsplit(link.replace("&amp;", "&"))
        if parts.netloc in ("", "localhost:8000") and not parts.path.startswith("/static/"):
            path = parts.path or urlsplit(url).path
            links.add(f"{path}?{parts.query}" if parts.query else path)
    return links


def guesses(cases: list[Decision]) -> set[str]:
    """What somebody would try who knows the application: numbers, names, addresses of staff."""
    slugs = {slug_of(c.kenmerk) for c in cases} | {str(pk) for pk in range(1, 4)} | {str(c.pk) for c in cases}
    slugs |= {area_slug(c, number) for c in cases for number in (0, 1, 2)}
    found = set()
    for slug in slugs:
        found |= {
            f"/register/besluiten/{slug}/",
            f"/register/besluiten/{slug}/besluit.pdf",
            f"/register/{slug}/",
        }
        found |= {f"{API}/aanwijzingsbesluiten/{slug}", f"{API}/gebieden/{slug}"}
        found |= {f"/besluiten/{slug}/", f"/besluiten/{slug}/besluit.pdf", f"/besluiten/{slug}/getekend/"}
    for group in ("nu", "komend", "voorbij", "onbekend", "alle", "concept", "afgesloten"):
        found |= {f"{place}?toestand={group}" for place in ("/register/", "/register/kaart/", *places.FILES)}
        found |= {f"{API}/{name}?toestand={group}" for name in ("aanwijzingsbesluiten", "gebieden")}
    found |= {
        f"{place}?crs={crs}" for place in (f"{API}/gebieden", places.FILES[2]) for crs in ("rd", "crs84")
    }
    found |= {
        f"{API}/aanwijzingsbesluiten?{q}" for q in ("status=concept", "historisch=true", "soort=instellen")
    }
    found |= {"/media/", "/media/getekend/", "/getekend/", "/beheer/", "/db.sqlite3", "/.env", "/sitemap.xml"}
    found |= {f"/media/{e.file.name}" for e in Evidence.objects.exclude(file="")}
    found |= {somewhere(address) for address in ALL}
    return found


def leaked(seen: dict[str, str], allowed: set[str]) -> dict[str, set[str]]:
    """Per planted word that came out and may not: where."""
    out: dict[str, set[str]] = {}
    for url, said in seen.items():
        for word in set(WORD.findall(said)) - allowed - set(WORD.findall(url)):
            out.setdefault(word, set()).add(url)
    return out


def allowed_words(secrets: Secrets, case: Decision, columns: dict[str, set[str]]) -> set[str]:
    """The words in the columns that may be read, of the rows that belong to the public decision."""
    rows: dict[str, set[int]] = {
        "decisions.decision": {case.pk},
        "decisions.designatedarea": set(case.designated_areas.values_list("pk", flat=True)),
        "decisions.publication": set(case.publications.values_list("pk", flat=True)),
        "areas.area": set(case.designated_areas.values_list("area", flat=True)),
        "areas.position": set(case.designated_areas.values_list("deployments__position", flat=True)),
    }
    # What is about no decision at all: where the municipality is reached, and the law.
    for everywhere in ("almere_camera.address", "almere_camera.legalbasis"):
        rows[everywhere] = {pk for (label, _f, pk) in secrets.of if label == everywhere}
    return {
        word
        for (label, field, pk), word in secrets.of.items()
        if field in columns.get(label, ()) and pk in rows[label]
    }


@pytest.mark.parametrize("positions", [False, True])
def test_nothing_leaks(positions: bool, settings: Any) -> None:
    settings.PUBLIC_POSITIONS = positions
    with transaction.atomic():
        case, hidden = world()
        secrets = Secrets()
        secrets.plant()
    case.refresh_from_db()
    cases = list(Decision.objects.all())
    seen = crawl({*START, *guesses(cases)})
    columns = {**PUBLIC, **(POSITIONS if positions else {})}
    allowed = allowed_words(secrets, case, columns)
    names = {word: where for where, word in secrets.of.items()}
    assert {names[word]: urls for word, urls in leaked(seen, allowed).items()} == {}
    # The crawl did see what may be seen: every public column of the decision came by.
    came_by = set(WORD.findall("".join(seen.values())))
    assert secrets.word(Decision, "title", case.pk) in came_by
    assert len(allowed & came_by) >= 7 + positions
    for one in hidden:
        for url, said in seen.items():
            kenmerk = Decision.objects.get(pk=one.pk).kenmerk
            assert kenmerk not in said or kenmerk in url, (kenmerk, url)


def test_a_leak_would_be_found() -> None:
    """The crawl is not blind: with the draft made public it finds what stood in it."""
    draft = make.make_decision(title="zq00001q")
    assert "zq00001q" not in leaked(crawl({*START, *guesses([draft])}), set())
    make.adopt(draft)
    make.publish(draft, make.TODAY)
    assert "zq00001q" in leaked(crawl({*START, *guesses([draft])}), set())


# --- House numbers ---------------------------------------------------------------------------------


def test_no_house_number_comes_out() -> None:
    """I23: in the words of a decision, in a street, in the name of an area."""
    make.make_records()
    case = make.make_decision(title="Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark 4711")
    make.make_designated_area(
        case,
        area=make.make_area("Hofmark 4712"),
        words="de woning aan de Hofmark 4713a en de Laan van Spartaan 4714 bis",
        streets=["Hofmark 4715", "Brink 4716-2", "Plein 1945"],
    )
    make.adopt(case, make.TODAY - make.ONE_DAY)
    make.publish(case, make.TODAY)
    seen = "".join(crawl({*START, *guesses([case])}).values())
    assert re.findall(r"\b471\d", seen) == []
    assert "de woning aan de Hofmark en de Laan van Spartaan" in seen
    assert "Plein 1945" in seen


def test_names_are_written_as_text() -> None:
    """What an officer typed never becomes markup."""
    make.make_records()
    evil = "<script>alert(1)</script>"
    case = make.make_decision(title=f"Besluit {evil}")
    make.make_designated_area(case, area=make.make_area(f"Hof {evil}"), words=evil, streets=[evil])
    make.adopt(case, make.TODAY - make.ONE_DAY)
    make.publish(case, make.TODAY)
    pages = [*places.LISTS, "/register/kaart/?toestand=komend", places.page_of(case)]
    for url in pages:
        said = places.words(get(url))
        assert evil not in said, url
    assert escape(evil) in places.shown(case)


def test_a_stranger_changes_nothing_and_starts_no_session() -> None:
    from django.contrib.sessions.models import Session

    case = places.published()
    client = Client()
    for url in (*START, places.page_of(case), places.api_of(case)):
        client.get(url)
    assert Session.objects.count() == 0
    assert timezone.localdate() == make.TODAY
