"""The pages of the account: who gets in, what they tell, where every number leads, and the files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import page as validation
import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from docx import Document as open_docx
from docx.oxml.ns import qn

from almere_camera.models import AuditEvent
from almere_camera.roles import Role
from evaluations.models import CouncilReport, Incident
from evaluations.small_numbers import HIDDEN
from tests import factories as make
from tests.addresses import but_the_log, client_of, everything, writes
from tests.decisions.documents import tag_reader, verapdf
from tests.decisions.pages import queries
from tests.evaluations import make as rows
from tests.evaluations.account_world import LAST_YEAR, NOW, OBJECTOR, World, build

pytestmark = pytest.mark.django_db
TEXTS = {"introduction": "Zo ging het.", "costs": "Nog niet bekend."}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def client(world: World) -> Client:
    return client_of(world.officer)


def url(name: str, *args: Any) -> str:
    return reverse(f"evaluations:{name}", args=args)


def started(client: Client, year: int = LAST_YEAR) -> CouncilReport:
    assert client.post(url("council_start"), {"year": str(year)}).status_code == 302
    return CouncilReport.objects.get(year=year)


def finished(client: Client) -> CouncilReport:
    report = started(client)
    assert client.post(url("council_write", report.pk), {"versie": "1", **TEXTS}).status_code == 302
    assert client.post(url("council_finish", report.pk), {"versie": "2"}).status_code == 302
    report.refresh_from_db()
    return report


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# -- who


@pytest.mark.parametrize("role", [*Role, None])
def test_who_gets_in_and_who_writes(role: Role | None, world: World, client: Client) -> None:
    report = started(client)
    other = client_of(make.make_user(role))
    reading = [
        url("accounts"),
        url("area_year", world.centre.pk, LAST_YEAR),
        url("area_year_rows", world.centre.pk, LAST_YEAR, "totaal-2025"),
        url("council_report", report.pk),
        url("council_rows", report.pk, "camera-vast"),
    ]
    files = [url("council_pdf", report.pk), url("council_word", report.pk)]
    for address in [*reading, *(files if role in (Role.AUDITOR, None) else [])]:
        assert other.get(address).status_code == (200 if role else 403), address
    writing = {
        url("council_start"): {"year": "2024"},
        url("council_write", report.pk): {"versie": "1", **TEXTS},
        url("council_finish", report.pk): {"versie": "1"},
    }
    before = but_the_log(everything())
    for address, typed in writing.items():
        may = role is Role.POLICY_OFFICER
        assert other.get(address).status_code == (200 if may else 403)
        if not may:
            assert other.post(address, typed).status_code == 403
    assert but_the_log(everything()) == before
    assert ("Nieuw verslag" in other.get(url("accounts")).content.decode()) == (role is Role.POLICY_OFFICER)


def test_nobody_gets_in_without_signing_in(world: World, client: Client) -> None:
    report = started(client)
    for address in (url("accounts"), url("council_report", report.pk), url("council_pdf", report.pk)):
        assert Client().get(address).status_code == 302
    assert world.centre.pk


def test_every_form_leaves_exactly_its_event(client: Client) -> None:
    finished(client)
    assert list(AuditEvent.objects.order_by("seq").values_list("event", flat=True)) == [
        "council_report.started",
        "council_report.written",
        "council_report.finished",
    ]


def test_looking_changes_nothing(world: World, client: Client) -> None:
    report = started(client)
    for address in (
        url("accounts"),
        url("area_year", world.centre.pk, LAST_YEAR),
        url("council_report", report.pk),
        url("council_rows", report.pk, "camera-vast"),
    ):
        assert writes(client, address) == (200, [])


# -- what they tell


def test_the_list(world: World, client: Client) -> None:
    report = started(client)
    page = text_of(client, url("accounts"))
    for year in range(2022, 2027):
        assert url("area_year", world.centre.pk, year) in page
    assert url("council_report", report.pk) in page


def test_a_number_leads_to_its_rows(world: World, client: Client) -> None:
    address = url("area_year_rows", world.centre.pk, LAST_YEAR, "overlast-2025")
    assert address in text_of(client, url("area_year", world.centre.pk, LAST_YEAR))
    page = text_of(client, address)
    assert "7 rijen" in page
    shown = Incident.objects.filter(category__name="geluid")
    assert all(one.reference in page for one in shown)
    other = Incident.objects.filter(category__name="geweld")
    assert not any(f">{one.reference}<" in page for one in other)


def test_many_rows_are_paged(world: World, client: Client) -> None:
    file = rows.run([world.centre], make.date(2025, 5, 1), make.date(2025, 5, 1))
    for minute in range(94):
        rows.incident(datetime(2025, 5, 1, 12, minute % 60), world.positions[:1], of=file)
    address = url("area_year_rows", world.centre.pk, LAST_YEAR, "criminaliteit-2025")
    assert "Pagina 1 van 1" not in text_of(client, address)
    file = rows.run([world.centre], make.date(2025, 6, 1), make.date(2025, 6, 1))
    rows.incident(datetime(2025, 6, 1, 12), world.positions[:1], of=file)
    page = text_of(client, address)
    assert "101 rijen" in page
    assert "Pagina 1 van 2" in page


def test_an_objector_is_never_named(world: World, client: Client) -> None:
    report = started(client)
    page = text_of(client, url("council_rows", report.pk, "bezwaar"))
    assert "BZW-" in page
    for address in (url("council_rows", report.pk, "bezwaar"), url("council_report", report.pk)):
        found = text_of(client, address)
        assert OBJECTOR not in found
        assert "De camera kijkt in mijn tuin" not in found
    assert world.running.pk


def test_the_report_shows_what_it_waits_for(client: Client) -> None:
    report = started(client)
    page = text_of(client, url("council_report", report.pk))
    assert "Schrijf eerst de inleiding." in page
    assert url("council_finish", report.pk) not in page
    assert HIDDEN in page
    done = finished_from(client, report)
    page = text_of(client, url("council_report", done.pk))
    assert "nog niet vastgelegd dat de raad is geïnformeerd" in page
    assert done.pdf_sha256 in page
    assert url("council_write", done.pk) not in page
    assert "Wacht" in text_of(client, url("accounts"))


def finished_from(client: Client, report: CouncilReport) -> CouncilReport:
    client.post(url("council_write", report.pk), {"versie": "1", **TEXTS})
    client.post(url("council_finish", report.pk), {"versie": "2"})
    report.refresh_from_db()
    return report


def test_a_running_year_is_provisional(client: Client) -> None:
    report = started(client, 2026)
    assert "Voorlopig" in text_of(client, url("council_report", report.pk))
    client.post(url("council_write", report.pk), {"versie": "1", **TEXTS})
    response = client.post(url("council_finish", report.pk), {"versie": "2"})
    assert response.status_code == 422
    assert "is nog niet voorbij" in response.content.decode()


def test_what_is_not_there(world: World, client: Client) -> None:
    report = finished(client)
    for address in (
        url("area_year", world.centre.pk, 2027),
        url("area_year", 999_999, LAST_YEAR),
        url("area_year_rows", world.centre.pk, LAST_YEAR, "geraden"),
        url("council_rows", report.pk, "geraden"),
        url("council_write", report.pk),
        url("council_finish", report.pk),
    ):
        assert client.get(address).status_code == 404


def test_as_many_questions_for_many_as_for_one(world: World, client: Client) -> None:
    report = started(client)
    addresses = [
        url("accounts"),
        url("area_year", world.centre.pk, LAST_YEAR),
        url("area_year_rows", world.centre.pk, LAST_YEAR, "totaal-2025"),
        url("council_report", report.pk),
    ]
    before = [queries(client, address) for address in addresses]
    file = rows.run([world.centre], make.date(2025, 5, 1), make.date(2025, 5, 1))
    for minute in range(20):
        rows.incident(datetime(2025, 5, 1, 12, minute), world.positions[:2], of=file)
        make.make_objection(world.running, received_on=make.date(2025, 4, 1))
    for _number in range(5):
        make.running_case(
            areas=[world.centre], first_day=make.date(2025, 8, 1), last_day=make.date(2025, 9, 1)
        )
    assert [queries(client, address) for address in addresses] == before


# -- the council


def test_a_finished_report_waits_at_home_and_on_its_page_until_the_council_has_it(client: Client) -> None:
    report = started(client)
    inform = url("inform_report", report.pk)
    assert inform not in text_of(client, url("council_report", report.pk))
    client.post(url("council_write", report.pk), {"versie": "1", **TEXTS})
    client.post(url("council_finish", report.pk), {"versie": "2"})
    assert inform in text_of(client, reverse("home"))
    assert inform in text_of(client, url("council_report", report.pk))
    told = {"informed_on": "01-04-2026", "document": "Raadsbrief 12"}
    assert client.post(inform, told).status_code == 302
    assert inform not in text_of(client, reverse("home"))
    assert "Raadsbrief 12" in text_of(client, url("council_report", report.pk))


# -- the files


def test_the_pdf_is_accessible_and_says_the_same(
    java: Path, world: World, client: Client, tmp_path: Path
) -> None:
    report = finished(client)
    response = client.get(url("council_pdf", report.pk))
    assert response["Content-Type"] == "application/pdf"
    content = response.content
    assert content == bytes(report.pdf)
    for profile in ("2a", "ua1"):
        path = tmp_path / "verslag.pdf"
        path.write_bytes(content)
        assert verapdf.failures(path, profile) == {}
        assert validation.validate_pdf_bytes(content, profile=profile).is_compliant
    pdf = pikepdf.open(io.BytesIO(content))
    items = tag_reader.read(pdf)
    read = " ".join(" ".join(item.text.split()) for item in items)
    figures = [str(item.element.Alt) for item in items if item.role == "Figure"]
    assert len(figures) == 2
    assert "Incidenten in de centra in 2025: 13, en in 2024: 15 (onvolledig)" in figures[0]
    assert "Zo ging het." in read
    assert "Twee jaar niets gezien." in read
    assert OBJECTOR not in read
    heads = [item.text.strip() for item in items if item.role in ("H1", "H2")]
    assert heads[0] == "Cameratoezicht in 2025: verslag aan de raad"
    assert "Incidenten in de centra" in heads
    assert not any("CONCEPT" in text for text in tag_reader.artifacts(pdf))
    assert world.centre.pk


def test_the_word_file_has_real_headings_table_heads_and_words_for_its_figures(client: Client) -> None:
    report = finished(client)
    content = client.get(url("council_word", report.pk)).content
    assert content == bytes(report.docx)
    docx = open_docx(io.BytesIO(content))
    heads = [(p.style.name, p.text) for p in docx.paragraphs if p.style.name.startswith("Heading")]
    assert heads[0] == ("Heading 1", "Cameratoezicht in 2025: verslag aan de raad")
    assert {style for style, _text in heads[1:]} == {"Heading 2"}
    assert ("Heading 2", "Bezwaren") in heads
    for table in docx.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    figures = docx.inline_shapes
    assert len(figures) == 2
    assert "Incidenten in de centra in 2025: 13" in figures[0]._inline.docPr.get("descr")
    languages = {lang.get(qn("w:val")) for lang in docx.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}
    assert docx.core_properties.language == "nl-NL"
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    assert "15 (onvolledig)" in cells
    assert HIDDEN in cells
    assert OBJECTOR not in " ".join([*cells, *(p.text for p in docx.paragraphs)])


def test_before_it_is_finished_the_files_are_drafts(client: Client) -> None:
    report = started(client)
    response = client.get(url("council_pdf", report.pk))
    assert "concept" in response["Content-Disposition"]
    pdf = pikepdf.open(io.BytesIO(response.content))
    assert all("CONCEPT" in text for text in tag_reader.artifacts(pdf))
    assert "concept" in client.get(url("council_word", report.pk))["Content-Disposition"]
