"""One zip per adopted text: what is in it, the same bytes, and nothing but what was frozen."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pikepdf
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from almere_camera import guards
from areas import geometry
from areas.models import Area
from decisions import publication
from decisions.models import AdoptedText, Closure, Decision, DecisionKind, DesignatedArea, DropSetup, Variant
from decisions.publication.metadata import FIELDS
from tests import factories as make
from tests.decisions.documents import tag_reader
from tests.decisions.publication.frozen import Word, adopted, late, urgent
from tests.decisions.text import cases

pytestmark = pytest.mark.django_db
LATER = date(2026, 4, 2)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


def package(text: AdoptedText, on: date | None = LATER) -> bytes:
    fresh = AdoptedText.objects.select_related("decision").get(pk=text.pk)
    return publication.publication_package(publication.sheet_of(fresh, on)).content


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def fields(text: AdoptedText, on: date | None = LATER) -> dict[str, list[str]]:
    told = json.loads(files(package(text, on))["metadata.json"])
    return {f["sleutel"]: [value["waarde"] for value in f["waarden"]] for f in told["velden"]}


# --- What is in it -------------------------------------------------------------------------------


def test_the_package_of_two_centres() -> None:
    text = adopted(cases.centres())
    found = files(package(text))
    assert list(found) == [
        "besluit.pdf",
        "besluit.docx",
        "besluit.html",
        "besluit.txt",
        "metadata.html",
        "metadata.json",
        "gebieden/1-almere-stad-centrum.wkt",
        "gebieden/1-almere-stad-centrum.geojson",
        "gebieden/2-almere-haven-centrum.wkt",
        "gebieden/2-almere-haven-centrum.geojson",
        "kaarten/kaart-1.svg",
        "kaarten/kaart-1.png",
        "kaarten/kaart-1.txt",
        "kaarten/kaart-2.svg",
        "kaarten/kaart-2.png",
        "kaarten/kaart-2.txt",
        "manifest.json",
        "SHA256SUMS",
    ]
    assert found["besluit.pdf"] == bytes(text.pdf)
    sums = dict(line.split("  ")[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    assert sums == {n: hashlib.sha256(c).hexdigest() for n, c in found.items() if n != "SHA256SUMS"}
    manifest = json.loads(found["manifest.json"])
    assert {f["naam"]: f["sha256"] for f in manifest["bestanden"]} == {
        name: sha for name, sha in sums.items() if name != "manifest.json"
    }
    assert (manifest["kenmerk"], manifest["dag_van_bekendmaking"]) == (text.decision.kenmerk, "2026-04-02")
    assert manifest["sha256_van_de_vastgestelde_tekst"] == text.blocks_sha256


def test_boundaries_are_those_of_the_adopted_text() -> None:
    text = adopted(cases.centres())
    found = files(package(text))
    for row, name in zip(
        text.decision.designated_areas.order_by("pk"),
        ("1-almere-stad-centrum", "2-almere-haven-centrum"),
        strict=True,
    ):
        read = geometry.read(found[f"gebieden/{name}.wkt"])
        assert geometry.same_shape(read, row.geometry)
        feature = json.loads(found[f"gebieden/{name}.geojson"])
        assert geometry.same_shape(
            geometry.read_mapping(feature["geometry"]), geometry.read_mapping(row.geometry)
        )
        longitude, latitude = feature["geometry"]["coordinates"][0][0]
        assert (round(longitude), round(latitude)) == (5, 52)  # Almere: 5.2 east, 52.4 north
        assert feature["properties"]["naam"] == row.area.name


def test_maps_are_drawn_and_told_in_words() -> None:
    found = files(package(adopted(cases.explosion())))
    assert found["kaarten/kaart-1.svg"].startswith(b"<svg ")
    assert found["kaarten/kaart-1.png"].startswith(b"\x89PNG")
    width = int.from_bytes(found["kaarten/kaart-1.png"][16:20])
    assert width == pytest.approx(160 / 25.4 * 200, abs=2)  # 160 mm at 200 dots per inch
    words = found["kaarten/kaart-1.txt"].decode()
    assert "Aangewezen gebied Hofmark" in words
    assert f'alt="{words.strip()}"'.replace("’", "’") in found["besluit.html"].decode()


def test_an_ending_has_its_boundary_and_no_map() -> None:
    found = files(package(adopted(cases.ending())))
    assert {name for name in found if "/" in name} == {"gebieden/1-hofmark.wkt", "gebieden/1-hofmark.geojson"}


@pytest.mark.parametrize("kind", list(DecisionKind))
@pytest.mark.parametrize("variant", list(Variant))
def test_every_kind_has_a_package(kind: str, variant: str) -> None:
    text = adopted(make.complete_case(kind, variant))
    found = files(package(text))
    assert text.decision.title in found["besluit.txt"].decode()
    assert len(fields(text)) == len(FIELDS)


@pytest.mark.parametrize("build", [cases.centres, cases.ending, urgent])
def test_pdf_word_html_and_text_have_the_same_order(build: Any) -> None:
    """Every paragraph of Word stands in the others, each after the one before it; maps apart."""
    found = files(package(adopted(build())))
    word = Word(found["besluit.docx"])
    words = [" ".join(w.split()) for p in word.paragraphs if (w := word.words(p))]
    assert len(words) > 15
    page = html5lib.parse(found["besluit.html"].decode(), namespaceHTMLElements=False)
    html = " ".join("".join(page.find("body").itertext()).split())
    with pikepdf.open(io.BytesIO(found["besluit.pdf"])) as pdf:
        read = " ".join(" ".join(item.text.split()) for item in tag_reader.read(pdf))
    for name, rest in (
        ("html", html),
        ("txt", " ".join(found["besluit.txt"].decode().split())),
        ("pdf", read),
    ):
        for paragraph in words:
            before, there, rest = rest.partition(paragraph)
            assert there, (name, paragraph, before[:200])


# --- The same bytes ------------------------------------------------------------------------------


def test_the_same_bytes_on_any_day_whatever_changes_around_it() -> None:
    """Only what was frozen counts: areas are renamed, addresses change, time passes."""
    text = adopted(cases.centres())
    first = package(text)
    Area.objects.filter(name="Almere Stad Centrum").update(name="Heel anders")
    make.Address.objects.update(lines="Elders 1")
    make.Official.objects.update(name="Iemand Anders")
    with time_machine.travel("2029-01-01"):
        assert package(text) == first


def test_the_day_that_was_recorded_goes_before_the_one_that_was_meant() -> None:
    text = adopted(cases.explosion())
    make.publish(text.decision, date(2026, 4, 1), number="gmb-2026-4711")
    found = fields(text, LATER)
    assert found["datum_bekendmaking"] == ["2026-04-01"]
    assert found["nummer"] == ["gmb-2026-4711"]
    with time_machine.travel("2027-01-01"):
        assert package(text, None) == package(text, LATER)


def test_nothing_is_made_of_a_text_that_was_changed() -> None:
    text = adopted(cases.ending())
    with unguarded():
        AdoptedText.objects.filter(pk=text.pk).update(blocks=text.blocks.replace("Hofmark", "Grote Markt"))
    with pytest.raises(publication.PackageError, match="niet meer gelijk"):
        package(text)


def test_nothing_is_made_of_a_pdf_that_was_changed() -> None:
    text = adopted(cases.ending())
    with unguarded():
        AdoptedText.objects.filter(pk=text.pk).update(pdf=bytes(text.pdf) + b" ")
    with pytest.raises(publication.PackageError, match="De PDF is niet meer gelijk"):
        package(text)


class unguarded:
    """As somebody who writes around the application."""

    def __enter__(self) -> None:
        guards.remove(connection.alias)

    def __exit__(self, *_: object) -> None:
        guards.install(connection.alias)


# --- The metadata, against domein.md 3.3 ---------------------------------------------------------


def test_metadata_of_a_start_with_the_day_after_publication() -> None:
    """Published on Thursday 2 April 2026: six weeks end on Thursday 14 May, Ascension Day.

    15 May is equalled with a holiday (Stcrt. 2025, 24713), then comes a weekend: Monday 18 May.
    """
    text = adopted(cases.explosion())
    found = fields(text)
    assert found["titel"] == ["Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark"]
    assert found["maker"] == ["Almere"]
    assert found["soort_organisatie"] == ["gemeente"]
    assert found["publicatieblad"] == ["Gemeenteblad"]
    assert found["rubriek"] == ["ander besluit van algemene strekking"]
    assert found["categorie"] == ["Openbare orde en veiligheid | Organisatie en beleid"]
    assert found["onderwerp"] == ["openbare orde en veiligheid"]
    assert found["taal"] == ["nl"]
    assert found["kenmerk"] == [text.decision.kenmerk]
    assert found["vastgesteld_door"] == ["burgemeester"]
    assert found["datum_ondertekening"] == ["2026-03-31"]
    assert found["datum_bekendmaking"] == ["2026-04-02"]
    assert found["jaargang"] == ["2026"]
    assert found["nummer"] == []
    assert found["datum_inwerkingtreding"] == ["2026-04-03"]
    assert found["datum_uitwerkingtreding"] == ["2026-05-01"]
    assert found["einde_reactietermijn"] == ["2026-05-18"]
    assert found["betreft"] == ["nieuwe regeling"]
    assert found["grondslagen"] == [
        "artikel 151c van de Gemeentewet",
        "artikel 2:67 van de Algemene plaatselijke verordening gemeente Almere 2011",
        "het Beleidskader cameratoezicht 2024-2027, vastgesteld op 5 juni 2025",
    ]
    assert found["externe_bijlagen"] == ["besluit.pdf"]
    assert found["gebiedsmarkering"] == ["Vlak"]
    assert found["gemeente"] == ["Almere"]
    assert found["gebiedsnaam"] == ["Hofmark"]
    assert found["geometrie"][0].startswith("POLYGON ((14")
    assert found["straten"] == ["Hofmark"]
    assert found["samenvatting"] == [
        "De burgemeester van Almere wijst het gebied Hofmark aan voor cameratoezicht. Dat geldt vanaf de dag "
        "na de bekendmaking tot en met 30 april 2026. De camera’s helpen om de openbare orde te bewaren. Wie "
        "het niet eens is met het besluit, kan bezwaar maken. In het besluit staat hoe."
    ]


def test_metadata_of_two_areas_with_fixed_days() -> None:
    found = fields(adopted(cases.centres()))
    assert found["datum_inwerkingtreding"] == ["2026-05-01"]
    assert found["datum_uitwerkingtreding"] == ["2030-05-01"]
    assert found["gebiedsnaam"] == ["Almere Stad Centrum", "Almere Haven Centrum"]
    assert found["straten"] == ["Stadhuisplein, Grote Markt, Belfort", "De Brink"]
    assert len(found["geometrie"]) == 2


def test_a_fixed_day_that_is_published_too_late_works_the_day_after() -> None:
    """Awb 3:40: a decision does not work before it is published."""
    found = fields(adopted(cases.centres()), date(2026, 5, 6))
    assert found["datum_inwerkingtreding"] == ["2026-05-07"]


def test_metadata_of_an_ending() -> None:
    found = fields(adopted(cases.ending()))
    assert found["betreft"] == ["intrekking"]
    assert found["datum_inwerkingtreding"] == ["2026-04-13"]
    assert found["datum_uitwerkingtreding"] == []
    assert (
        "stopt met het cameratoezicht in het gebied Hofmark. Dat geldt vanaf 13 april 2026."
        in (found["samenvatting"][0])
    )


def test_metadata_of_a_change() -> None:
    found = fields(adopted(cases.smaller()))
    assert found["betreft"] == ["wijziging"]
    assert "wijzigt het cameratoezicht in het gebied Hofmark" in found["samenvatting"][0]


def test_the_page_holds_the_same_values_as_the_json() -> None:
    import html

    text = adopted(cases.centres())
    page = html.unescape(files(package(text))["metadata.html"].decode())
    for key, values in fields(text).items():
        for value in values:
            if not key.startswith(("datum", "einde")):
                assert value in page, key
    assert "14-05-2026" not in page
    assert "18-05-2026" in page


# --- Withdrawn -----------------------------------------------------------------------------------


def test_what_was_withdrawn_before_publication_has_no_package() -> None:
    text = adopted(cases.ending())
    Closure.objects.create(
        decision=text.decision,
        outcome=Closure.Outcome.WITHDRAWN,
        reasons="De grens klopt niet.",
        proposed_by=make.make_user(),
        confirmed_by=make.make_user(),
        confirmed_at=timezone.now(),
    )
    with pytest.raises(publication.PackageError, match="ingetrokken voordat het was bekendgemaakt"):
        package(text)


# --- Settings ------------------------------------------------------------------------------------


def test_the_settings_of_the_day_of_publication_are_followed() -> None:
    DropSetup.objects.create(valid_from=date(2020, 1, 1), valid_to=date(2026, 4, 1), rubric="oud")
    DropSetup.objects.create(
        valid_from=date(2026, 4, 2), rubric="beleidsregel", order=["kenmerk", "titel"],
        remedies="toelichting", map_in_word=False, styles={"OPLid": "Lid"},
    )  # fmt: skip
    text = adopted(cases.explosion())
    found = fields(text, LATER)
    assert list(found)[:3] == ["kenmerk", "titel", "maker"]
    assert found["rubriek"] == ["beleidsregel"]
    assert fields(text, date(2026, 4, 1))["rubriek"] == ["oud"]
    word = zipfile.ZipFile(io.BytesIO(files(package(text))["besluit.docx"]))
    body = word.read("word/document.xml").decode()
    assert 'w:pStyle w:val="Lid"' in body
    assert [name for name in word.namelist() if "media" in name] == []
    headings = [line for line in files(package(text))["besluit.txt"].decode().splitlines() if line]
    assert headings.index("Bezwaar") > headings.index("Bijlage 1 Kaart van het gebied")


# --- The late motivation -------------------------------------------------------------------------


def test_a_late_motivation_has_its_own_package() -> None:
    text = adopted(cases.explosion())
    make.publish(text.decision, date(2026, 4, 1), number="gmb-2026-1")
    motivated = late(text)
    found = files(package(motivated, date(2026, 4, 7)))
    assert {"motivering.pdf", "motivering.docx", "motivering.txt"} <= set(found)
    assert "gebieden/1-hofmark.wkt" in found
    told = fields(motivated, date(2026, 4, 7))
    assert told["datum_bekendmaking"] == ["2026-04-07"]
    assert told["nummer"] == []
    assert told["einde_reactietermijn"] == ["2026-05-13"]  # of the decision: six weeks from 2 April
    assert told["grondslagen"] == ["artikel 3:47, derde lid, van de Algemene wet bestuursrecht"]
    assert told["datum_inwerkingtreding"] == []
    assert [t.kind for t in publication.other_texts(text)] == ["motivering"]


# --- The command ---------------------------------------------------------------------------------


def test_the_command_writes_the_same_zip(tmp_path: Path, capsys: Any) -> None:
    text = adopted(cases.ending())
    call_command(
        "publication_package", text.decision.kenmerk, str(tmp_path / "map"), "--bekendmaking", "2026-04-02"
    )
    (made,) = (tmp_path / "map").iterdir()
    assert made.name == f"publicatie-{text.decision.kenmerk}.zip"
    assert made.read_bytes() == package(text)
    assert str(made) in capsys.readouterr().out


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Er is geen besluit met kenmerk BESTAAT-NIET"):
        call_command("publication_package", "BESTAAT-NIET", str(tmp_path))
    draft = make.complete_case()
    with pytest.raises(CommandError, match="geen vastgestelde tekst"):
        call_command("publication_package", draft.kenmerk, str(tmp_path))
    assert list(tmp_path.iterdir()) == []


# --- Cost ----------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_areas(django_assert_num_queries: Any) -> None:
    for areas in (1, 12):
        text = adopted(make.complete_case(areas=areas))
        fresh = AdoptedText.objects.select_related("decision").get(pk=text.pk)
        with django_assert_num_queries(7):  # closing, publications twice, areas, settings, rules, days
            publication.fields_of(publication.sheet_of(fresh, LATER))
    assert DesignatedArea.objects.filter(decision=Decision.objects.latest("pk")).count() == 12
