"""The search index on both databases: kept up to date by every act, and asked in Dutch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from almere_camera import audit
from almere_camera.roles import Role
from almere_camera.search import index
from almere_camera.search.finding import Hits
from almere_camera.search.models import MOST_CHARACTERS, Entry
from almere_camera.search.words import STOP_WORDS, question
from areas import workflow as places
from areas.models import Area, Position
from decisions import workflow
from decisions.models import Decision
from tests import factories as make
from tests.areas.test_pages import RING, new_area, new_position, new_unit
from tests.decisions import acts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


def stored() -> dict[tuple[str, int], tuple[Any, ...]]:
    """Everything in the index but its row numbers."""
    columns = ("kind", "object_id", *index.TOLD)
    return {(row[0], row[1]): row for row in Entry.objects.values_list(*columns)}


def put(kind: str, **told: Any) -> Entry:
    """An entry by itself, of something that need not exist."""
    entry = Entry.about(Entry.objects.count() + 1, **told)
    entry.kind = kind
    entry.save()
    return entry


def found(typed: str, kind: str = "") -> list[str]:
    hits = Hits(question(typed), kind)
    return [str(entry) for entry in hits[0 : len(hits)]]


# --- Kept up to date -----------------------------------------------------------------------------


def test_every_act_leaves_the_index_as_a_rebuild_would_make_it() -> None:
    officer, reviewer = make.make_user(Role.POLICY_OFFICER), make.make_user(Role.REVIEWER)
    office = make.make_user(Role.MAYORS_OFFICE)
    area, position, unit = new_area(officer, "Nieuwmarkt"), new_position(officer, "P-012"), new_unit(officer)
    case = acts.written(officer)
    case.designated_areas.update(area=area)
    index.rebuild()

    def same(typed: str, *expected: str) -> None:
        assert found(typed) == list(expected)
        told = stored()
        index.rebuild()
        assert stored() == told

    known = {"x": 143100, "y": 487100, "kind": Position.Kind.FIXED, "direction": None}
    places.change_position(
        position=position, by=officer, version=position.version, place="Kerkplein", **known
    )
    same("kerkplein", "P-012 Kerkplein")
    position.refresh_from_db()
    places.rename_position(
        position=position, by=officer, version=position.version, code="K-7", valid_from=date(2026, 3, 1)
    )
    same("P-012", "K-7 Kerkplein")
    same("K-7", "K-7 Kerkplein")
    places.rename_unit(
        unit=unit, by=officer, version=places.version_of(unit), code="MU-9", valid_from=date(2026, 3, 1)
    )
    same("mu9", "MU-9 Mast")
    places.change_area(area=area, by=officer, version=area.version, name="Oudmarkt", kind=Area.Kind.OTHER)
    same("oudmarkt", "Oudmarkt", str(case))
    same("nieuwmarkt")
    places.record_boundary(
        area=area,
        by=officer,
        geometry={"type": "Polygon", "coordinates": [RING]},
        streets=["Lindelaan"],
        valid_from=date(2026, 3, 2),
        source="",
    )
    same("lindelaan", "Oudmarkt")
    with workflow.edit(case, by=officer, version=case.version, what="criteria") as draft:
        draft.judgements.update(reasons="Er is aanhoudend zwavelgeel vuurwerk afgestoken.")
    case.refresh_from_db()
    same("zwavelgeel", str(case))
    assert Entry.objects.get(kind="zaak", object_id=case.pk).note == "Instellen, regulier. Concept"
    assert acts.do(officer, case, "submit").status_code == 302
    assert acts.do(reviewer, case, "agree").status_code == 302
    assert acts.do(office, case, "adopt", **acts.adoption()).status_code == 302
    same('"zwavelgeel vuurwerk"', str(case))
    entry = Entry.objects.get(kind="zaak", object_id=case.pk)
    assert entry.text == case.adopted_text.text
    assert (entry.note, entry.day) == ("Instellen, regulier. Vastgesteld", date(2026, 3, 31))


def test_an_act_that_fails_leaves_no_trace_and_reading_none_either() -> None:
    officer = make.make_user(Role.POLICY_OFFICER)
    area = new_area(officer)
    before = stored()
    with transaction.atomic():
        places.change_area(area=area, by=officer, version=area.version, name="Weg", kind=Area.Kind.OTHER)
        assert found("weg") == ["Weg"]
        transaction.set_rollback(True)
    assert stored() == before
    assert found("weg") == []
    Area.objects.filter(pk=area.pk).update(name="Buiten de handelingen om")
    audit.record_reading("dossier.read", area, officer)
    assert stored() == before


def test_rebuilding_adds_what_lacks_and_takes_away_what_is_gone() -> None:
    area = make.make_area("Havenhoofd")
    put("gebied", title="Spookgebied")
    put("vergeten soort", title="Spooksoort")
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert out.getvalue() == "Er zijn 1 zoekingangen.\n"
    assert (found("havenhoofd"), found("spook")) == ([area.name], [])


def test_what_did_not_change_is_not_written_again() -> None:
    make.make_area("Havenhoofd")
    index.rebuild()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        index.rebuild()
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE"))] == []


def test_the_longest_text_fits() -> None:
    put("zaak", title="Lang", text=" ".join(f"woord{n:06}" for n in range(60_000)))
    assert len(Entry.objects.get().text) == MOST_CHARACTERS
    assert found("woord000007") == ["Lang"]


def test_an_entry_that_goes_is_found_no_more() -> None:
    put("zaak", title="Kerkplein").delete()
    assert found("kerkplein") == []


# --- Asked ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "Z-2026/014",
        "z-2026",
        "Z2026014",
        "beëindiging",
        "BEEINDIGING",
        "straat",
        "straten",
        "café",
        "cafe",
        "camera's",
        "cameratoez",
        "gebieden",
        "winkelend publiek",
        '"grote markt"',
        "grote-markt",
        "de markt zonder het plein",
        "hofmark kerkgracht",
    ],
)
def test_finds_a_case_however_it_is_typed(typed: str) -> None:
    put(
        "zaak",
        code="Z-2026/014",
        title="Beëindiging van het cameratoezicht",
        words=["Café Zuid", "Hofmark/Kerkgracht"],
        text="De Grote Markt is een plein met winkelend publiek. Dit gebied heeft straten en een camera.",
    )
    put("gebied", title="Elders")
    assert found(typed) == ["Z-2026/014 Beëindiging van het cameratoezicht"]


@pytest.mark.parametrize("typed", ['"markt grote"', "plein haven", "014-2026", "raat", "niet-bestaand"])
def test_does_not_find_what_is_not_there(typed: str) -> None:
    put("zaak", code="Z-2026-014", title="Besluit", text="De Grote Markt is een plein met drie straten.")
    assert found(typed) == []


def test_a_prefix_finds_every_code_that_begins_so() -> None:
    for code in ("P-012", "P-02", "P-1", "K-012"):
        put("positie", code=code, title="Plein")
    assert sorted(found("P-0")) == ["P-012 Plein", "P-02 Plein"]
    assert sorted(found("p0")) == ["P-012 Plein", "P-02 Plein"]
    assert found("P-012") == ["P-012 Plein"]


def test_what_is_called_so_comes_first_then_what_weighs_most_then_the_newest() -> None:
    put("zaak", title="Tekst", text="Het plein.")
    put("zaak", title="Besluit Kerkplein 2024", text="Nieuw.", day=date(2024, 1, 1))
    put("zaak", title="Besluit Kerkplein 2025", text="Nieuw.", day=date(2025, 1, 1))
    put("gebied", title="Kerkplein noord")
    put("gebied", title="Kerkplein")
    put("zaak", title="Elders", text="Bij het Kerkplein is rust, zo bleek uit een lange brief van de buren.")
    assert found("kerkplein") == [
        "Kerkplein",
        "Kerkplein noord",
        "Besluit Kerkplein 2025",
        "Besluit Kerkplein 2024",
        "Elders",
    ]
    assert found("kerkplein", "gebied") == ["Kerkplein", "Kerkplein noord"]
    hits = Hits(question("kerkplein"), "gebied")
    assert (len(hits), hits.counts) == (2, {"gebied": 2, "zaak": 3})
    assert [str(hits[1]), len(hits[1:5]), len(hits[7:9])] == ["Kerkplein noord", 1, 0]


HOSTILE = (
    '"',
    "'",
    "''",
    '"""',
    "*",
    "a*",
    "-",
    "-plein",
    "NEAR(plein, 2)",
    "plein NEAR markt",
    "NOT",
    "AND OR",
    "NOT plein",
    "plein:markt",
    "title:plein",
    "^plein",
    "{plein}",
    "(plein",
    "plein)",
    "plein &",
    "| plein",
    "!plein",
    "plein <-> markt",
    "plein:*",
    "\\",
    "\\'",
    "%",
    "_",
    "%%s %s",
    "\0",
    "plein\0markt",
    "\ud7ff",
    "☃",
    "²",
    "½",
    "٣",
    "ß",
    "ĳ",
    "İ",
    "漢字",
    "e\u0301",
    "\u0301",
    "1e5",
    "12.5",
    "-012",
    "http://x.nl/a?b=c",
    "a@b.nl",
    "/etc/passwd",
    "<b>",
    "x" * 5000,
    "é" * 300,
    "plein " * 900,
    "'; DROP TABLE search_entry; --",
    '" OR 1=1 --',
    "\n\t",
    "a" * 199 + " b",
)


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    put("zaak", title="Plein", text="De Grote Markt is een plein.")
    hits = Hits(question(typed))
    assert len(hits[0:10]) == len(hits) <= 1
    assert Entry.objects.count() == 1


def test_asks_the_database_as_often_for_one_as_for_many() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            hits = Hits(question("kerkplein noord"))
            assert len(list(hits[0:20])) == min(20, len(hits))
        return len(queries)

    put("zaak", title="Kerkplein noord")
    once = asked()
    for number in range(40):
        put("zaak", title=f"Kerkplein noord {number}")
    assert asked() == once == 3


def test_the_stop_words_are_those_of_the_database() -> None:
    """On SQLite, which has no Dutch, the same words must say nothing."""
    if connection.vendor != "postgresql":
        put("zaak", title="Besluit")
        assert found("het besluit") == found("besluit") == ["Besluit"]
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('dutch', %s)::text", [" ".join(STOP_WORDS)])
        assert cursor.fetchone() == ("",)


def test_a_decision_from_long_ago_is_found_by_its_title_alone() -> None:
    make.make_records()
    case = make.make_decision(historical=True, title="Aanwijzing Havenhoofd")
    assert not Decision.objects.get(pk=case.pk).adopted_text
    index.rebuild()
    assert found("havenhoofd") == [str(case)]
