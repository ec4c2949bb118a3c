"""Files of incidents: what is read, what is refused with row, column and reason, and nothing half."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.models import AuditEvent
from almere_camera.roles import Role
from areas.models import PositionCode
from evaluations.incidents import columns, coverage, moments, rows, staging, tables
from evaluations.models import ColumnMapping, ImportRun, Incident, IncidentCategory, Sighting
from evaluations.workflow import incidents
from tests.evaluations import files
from tests.evaluations.files import FIRST, LAST, ROW, Place, csv_file, excel, faults, one
from tests.factories import make_user

pytestmark = pytest.mark.django_db
Status = ImportRun.Status
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place() -> Place:
    return Place()


def nothing_there() -> bool:
    return not Incident.objects.exists() and not Sighting.objects.exists()


# --- What is read --------------------------------------------------------------------------------


@pytest.mark.parametrize("between", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_reads_csv_as_dutch_programs_write_it(place: Place, between: str, encoding: str) -> None:
    IncidentCategory.objects.create(
        name="Café-overlast", group="overlast", relevant=False, valid_from=files.SINCE
    )
    content = csv_file(("7", "31-12-2025 23:30", "Café-overlast", "S-01"), between=between, encoding=encoding)
    run = place.read(content)
    assert (run.status, run.rows, run.rows_wrong, run.incidents_count) == (Status.DONE, 1, 0, 1), faults(run)
    incident = Incident.objects.get()
    assert (incident.reference, incident.at) == ("7", datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    assert (incident.year, incident.month, incident.category.name) == (2025, 12, "Café-overlast")
    sighting = Sighting.objects.get()
    assert (sighting.position, sighting.year, sighting.month, sighting.relevant) == (
        place.first,
        2025,
        12,
        False,
    )


@pytest.mark.parametrize(
    "when",
    [
        "31-12-2025 23:15",
        "31/12/2025 23:15:00", "31.12.2025, 23.15 uur", "2025-12-31 23:15", "2025-12-31T23:15:00",
        "2025-12-31T22:15:00Z", "2025-12-31T23:15:00+01:00", " 31-12-2025  23:15 ",
    ],
)  # fmt: skip
def test_reads_a_moment_however_it_is_typed(place: Place, when: str) -> None:
    run = place.read(one(when=when))
    assert faults(run) == []
    assert Incident.objects.get().at == datetime(2025, 12, 31, 22, 15, tzinfo=UTC)


def test_the_new_year_begins_on_the_dutch_clock(place: Place) -> None:
    """31 December 23:30 UTC is in the next year here, which this file does not cover."""
    run = place.read(one(when="2025-12-31T23:30:00Z"))
    assert faults(run) == [(2, "Datum", moments.OTHER_MONTH)]


def test_date_and_time_may_stand_apart(place: Place) -> None:
    headings = ("Nummer", "Datum", "Tijd", "Soort incident", "Positie")
    run = place.read(csv_file(("1", "01-06-2025", "9:05", "Geweld", "S-01"), headings=headings))
    assert faults(run) == []
    assert Incident.objects.get().at == datetime(2025, 6, 1, 7, 5, tzinfo=UTC)


def test_optional_answers(place: Place) -> None:
    headings = (*files.HEADINGS, "Als eerste gezien", "Doorgegeven aan", "Opgevolgd")
    content = csv_file(
        (*ROW, "JA", "Politie", "nee"), ("2", *ROW[1:], "", "", ""), ("3", *ROW[1:], "x", "mw. X", "?"),
        headings=headings,
    )  # fmt: skip
    run = place.read(content)
    assert [(row, column) for row, column, _why in faults(run)] == [
        (4, "Als eerste gezien"), (4, "Doorgegeven aan"), (4, "Opgevolgd"),
    ]  # fmt: skip
    assert nothing_there()
    place.read(csv_file((*ROW, "JA", "Politie", "nee"), ("2", *ROW[1:], "", "", ""), headings=headings))
    answers = Incident.objects.order_by("pk").values_list("first_observed", "passed_on", "followed_up")
    assert list(answers) == [(True, "politie", False), (None, "", None)]


@pytest.mark.parametrize("cell", ["S-01;S-02", "S-01, S-02", "s-01 / S-02 / S-01"])
def test_one_incident_from_two_positions_in_one_cell(place: Place, cell: str) -> None:
    run = place.read(csv_file((*ROW[:3], cell), between="\t"))
    assert faults(run) == []
    assert run.incidents_count == Incident.objects.count() == 1
    seen = Sighting.objects.values_list("incident", "position")
    assert set(seen) == {(Incident.objects.get().pk, p.pk) for p in (place.first, place.second)}


def test_one_incident_from_two_positions_on_two_rows(place: Place) -> None:
    run = place.read(csv_file(ROW, ("2025-2", *ROW[1:]), (*ROW[:3], "S-02")))
    assert faults(run) == []
    assert (run.rows, run.incidents_count, Sighting.objects.count()) == (3, 2, 3)
    assert {s.position for s in Incident.objects.get(reference="2025-1").sightings.all()} == {
        place.first,
        place.second,
    }


def test_a_code_means_the_position_that_had_it_on_that_day(place: Place) -> None:
    """S-01 was renumbered on 1 July, and its code went to a new camera in September."""
    PositionCode.objects.create(position=place.first, code="S-09", valid_from=date(2025, 7, 1))
    newer = files.position("S-01", date(2025, 9, 1))
    days = [
        ("1", "30-06-2025 12:00", "S-01"),
        ("2", "01-07-2025 12:00", "S-09"),
        ("3", "01-09-2025 12:00", "S-01"),
    ]
    run = place.read(csv_file(*((n, day, "Geweld", code) for n, day, code in days)))
    assert faults(run) == []
    found = dict(Sighting.objects.values_list("incident__reference", "position"))
    assert found == {"1": place.first.pk, "2": place.first.pk, "3": newer.pk}


def test_a_kind_means_what_it_meant_on_that_day(place: Place) -> None:
    kind = {"name": "Bedelen", "group": "overlast", "relevant": True, "valid_from": date(2025, 7, 1)}
    IncidentCategory.objects.create(**kind)
    place.read(
        csv_file(("1", "30-06-2025 12:00", "Bedelen", "S-01"), ("2", "01-07-2025 12:00", "bedelen", "S-01"))
    )
    assert list(Sighting.objects.order_by("incident__reference").values_list("relevant", flat=True)) == [
        False,
        True,
    ]


# --- What is wrong with a row --------------------------------------------------------------------

WRONG_ROWS = {
    "31-02": ({"when": "31-02-2025 12:00"}, "Datum", moments.NO_SUCH_DAY),
    "no such time": ({"when": "01-02-2025 24:30"}, "Datum", moments.NO_SUCH_TIME),
    "no time": ({"when": "01-02-2025"}, "Datum", moments.NO_TIME),
    "no date": ({"when": "gisteren"}, "Datum", moments.NOT_A_DATE),
    "negative date": ({"when": "-1-02-2025 12:00"}, "Datum", moments.NOT_A_DATE),
    "skipped hour": ({"when": "30-03-2025 02:30"}, "Datum", moments.SKIPPED),
    "future": ({"when": "15-01-2026 13:01"}, "Datum", moments.TO_COME),
    "other month": ({"when": "31-12-2024 12:00"}, "Datum", moments.OTHER_MONTH),
    "unknown position": ({"place": "S-99"}, "Positie", rows.UNKNOWN_POSITION),
    "one of two unknown": ({"place": "S-01/S-99"}, "Positie", rows.UNKNOWN_POSITION),
    "position before its first day": ({"place": "S-10"}, "Positie", rows.UNKNOWN_POSITION),
    "no position": ({"place": " ; "}, "Positie", rows.NO_POSITION),
    "unknown kind": ({"kind": "Jan Jansen"}, "Soort incident", rows.UNKNOWN_CATEGORY),
    "no kind": ({"kind": ""}, "Soort incident", rows.NO_CATEGORY),
    "no number": ({"number": ""}, "Nummer", rows.NO_REFERENCE),
    "formula": ({"number": "=1+1"}, "Nummer", rows.FORMULA),
    "negative number": ({"number": "-5"}, "Nummer", rows.FORMULA),
    "at sign": ({"number": "@SUM(A1)"}, "Nummer", rows.FORMULA),
    "too long": ({"number": "9" * 41}, "Nummer", rows.BAD_REFERENCE),
    "text": ({"number": "<script>"}, "Nummer", rows.BAD_REFERENCE),
}


@pytest.mark.parametrize("case", WRONG_ROWS)
def test_a_wrong_row_is_told_by_row_column_and_reason(place: Place, case: str) -> None:
    files.position("S-10", date(2026, 1, 1))
    cells, column, reason = WRONG_ROWS[case]
    quoted = {name: f'"{value}"' for name, value in cells.items()}
    run = place.read(one(**quoted))
    assert faults(run) == [(2, column, reason)]
    assert (run.status, run.rows, run.rows_wrong) == (Status.DROPPED, 1, 1)
    assert nothing_there()
    for value in cells.values():
        assert not value.strip(" ;") or value not in reason


def test_a_short_row_and_an_empty_line(place: Place) -> None:
    content = files.lines(ROW, ("2",)) + "\r\n;;;\r\n" + files.lines(("3", *ROW[1:])).partition("\r\n")[2]
    run = place.read(content.encode())
    assert faults(run) == [(3, "", rows.TOO_SHORT)]
    assert run.rows == 3


def test_the_doubled_hour_is_the_first_of_the_two(place: Place) -> None:
    run = place.read(csv_file(("1", "26-10-2025 02:30", *ROW[2:]), ("2", "26-10-2025 03:30", *ROW[2:])))
    assert (faults(run), run.rows_doubled) == ([], 1)
    at = list(Incident.objects.order_by("reference").values_list("at", flat=True))
    assert at == [datetime(2025, 10, 26, 0, 30, tzinfo=UTC), datetime(2025, 10, 26, 2, 30, tzinfo=UTC)]


def test_duplicates_in_the_file_and_in_the_database(place: Place) -> None:
    run = place.read(csv_file(ROW, ("2", *ROW[1:]), ROW, ("2", "30-12-2025 12:15", "Geweld", "S-02")))
    assert faults(run) == [(4, "Nummer", staging.TWICE), (5, "Nummer", staging.DIFFERENT)]
    assert nothing_there()
    place.read(csv_file(ROW))
    run = place.read(csv_file(("5", *ROW[1:]), (*ROW[:3], "S-02")))
    assert faults(run) == [(3, "Nummer", staging.KNOWN_ALREADY)]
    assert Incident.objects.count() == 1


def test_every_one_of_a_thousand_faults_is_told(place: Place) -> None:
    wrong = [
        (str(n), "31-02-2025 10:00" if n % 2 else ROW[1], "Geweld", "S-01" if n % 2 else "S-99")
        for n in range(999)
    ]
    run = place.read(csv_file(*wrong[:998], ("998", *ROW[1:]), ("998", *ROW[1:]), wrong[1]))
    found = faults(run)
    assert (len(found), run.rows_wrong, run.rows) == (1_000, 1_000, 1_001)
    assert sorted({row for row, _column, _why in found}) == [*range(2, 1_000), 1_001, 1_002]
    assert nothing_there()


# --- What is wrong with a file -------------------------------------------------------------------


def zip_with(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return out.getvalue()


BOMB = zip_with(("xl/workbook.xml", b"x"), *((f"xl/{n}.xml", b"0" * 26_000_000) for n in range(10)))
WRONG_FILES = {
    "empty": (b"", tables.EMPTY),
    "blank lines": (b"\r\n\r\n", tables.EMPTY),
    "headings only": (csv_file(), "geen rijen onder de koppen"),
    "pdf": (b"%PDF-1.7\n", tables.NO_TABLE),
    "binary": (b"a;b\x00c", tables.NO_TABLE),
    "neither encoding": (b"Nummer;Datum\n\x81\xff;x", tables.NO_TABLE),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", tables.OLD_EXCEL),
    "no excel": (zip_with(("word/document.xml", b"x")), tables.NO_TABLE),
    "damaged": (excel(ROW)[:-60], tables.DAMAGED),
    "bomb": (BOMB, tables.TOO_LARGE),
    "entities": (zip_with(("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')), tables.DAMAGED),
    "columns missing": (b"a;b\r\n1;2\r\n", "Kies de kolom waarin ‘Nummer’ staat"),
}


@pytest.mark.parametrize("case", WRONG_FILES)
def test_a_file_that_is_no_table_of_incidents_is_refused(place: Place, case: str) -> None:
    content, words = WRONG_FILES[case]
    with pytest.raises(ValidationError) as refused:
        place.read(content)
    assert words in " ".join(refused.value.messages)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "heading",
    [
        "Naam", "Achternaam verdachte", "voornaam", "Geboortedatum", "BSN", "Kenteken", "Telefoonnummer",
        "E-mail",        "Adres", "Verdachte", "Signalement", "naam_observant",
    ],
)  # fmt: skip
def test_a_column_with_persons_is_refused_by_name(place: Place, heading: str) -> None:
    with pytest.raises(ValidationError) as refused:
        place.read(csv_file((*ROW, "J. Jansen"), headings=(*files.HEADINGS, heading)))
    [said] = refused.value.messages
    assert f"‘{heading}’" in said
    assert "Haal deze kolom uit het bestand" in said
    assert "Jansen" not in said
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "heading", ["Doorgegeven aan", "Cameranaam", "Gebiedsnaam", "Als eerste gezien", "Nummer"]
)
def test_a_column_about_things_is_not(heading: str) -> None:
    assert not columns.is_personal(heading)


def test_too_many_rows_for_the_page(place: Place) -> None:
    run = place.read(csv_file(*((str(n), *ROW[1:]) for n in range(2_001))))
    assert faults(run) == [(2_002, "", tables.TOO_MANY)]
    assert nothing_there()


def test_a_quote_that_never_closes(place: Place) -> None:
    content = csv_file(ROW) + b'2;"' + b"x" * 140_000
    run = place.read(content)
    assert faults(run) == [(3, "", tables.UNREADABLE)]
    assert nothing_there()


# --- Excel ---------------------------------------------------------------------------------------


def test_reads_excel_with_dates_of_excel(place: Place) -> None:
    """46022 is 31 December 2025; .96875 of a day is 23:15."""
    run = place.read(excel(("1", 46022.96875, "Geweld", "S-01"), ("2", 46022.0, "Bedelen", "S-01; S-02")))
    assert faults(run) == []
    assert list(Incident.objects.order_by("reference").values_list("at", flat=True)) == [
        datetime(2025, 12, 31, 22, 15, tzinfo=UTC), datetime(2025, 12, 30, 23, 0, tzinfo=UTC),
    ]  # fmt: skip
    assert Sighting.objects.count() == 3


def test_a_formula_in_excel_is_refused_where_it_stands(place: Place) -> None:
    formula = ("CONCAT(A2)", "S-01")
    run = place.read(excel((("1+1", "2"), *ROW[1:]), ("3", *ROW[1:3], formula), ("=4", *ROW[1:])))
    assert faults(run) == [
        (2, "Nummer", rows.FORMULA), (3, "Positie", rows.IS_FORMULA), (4, "Nummer", rows.FORMULA),
    ]  # fmt: skip
    assert nothing_there()


# --- The same twice, undoing, and what cannot change ---------------------------------------------


def test_the_same_file_counts_once_and_can_be_undone(place: Place) -> None:
    officer = make_user(Role.POLICY_OFFICER)
    run = place.read(one())
    with pytest.raises(ValidationError, match="al ingelezen"):
        place.read(one())
    with pytest.raises(ValidationError, match="al ingelezen"):
        incidents.upload(
            by=officer, file=files.as_upload(one()), areas=[place.area], first_month=FIRST, last_month=LAST
        )
    assert [cell for _month, [cell] in coverage.table(date(2026, 1, 15)).months].count(True) == 12
    undone = incidents.undo(run=run, by=officer, version=run.version, reason=" Verkeerd jaar ")
    assert (undone.status, undone.undo_reason, undone.undone_by) == (Status.UNDONE, "Verkeerd jaar", officer)
    assert nothing_there()
    assert not any(cell for _month, [cell] in coverage.table(date(2026, 1, 15)).months)
    assert place.read(one()).status == Status.DONE
    audit.verify()


def test_an_incident_that_counts_never_changes(place: Place) -> None:
    place.read(one())
    for act in (
        lambda: Incident.objects.update(year=2024),
        lambda: Sighting.objects.update(relevant=False),
        lambda: Sighting.objects.all().delete(),
        lambda: Incident.objects.all()._raw_delete(using="default"),
    ):
        with pytest.raises(IntegrityError, match="Draai de hele import terug"), transaction.atomic():
            act()
    assert (Incident.objects.count(), Sighting.objects.count()) == (1, 1)


def test_acts_are_for_who_evaluates_and_for_the_right_moment(place: Place) -> None:
    officer, reader = make_user(Role.POLICY_OFFICER), make_user(Role.AUDITOR)
    run = place.read(one())
    for act in (incidents.take_over, incidents.again, incidents.drop):
        with pytest.raises(NotAllowed):
            act(run=run, by=reader, version=run.version)
        with pytest.raises(Refused):
            act(run=run, by=officer, version=run.version)
        with pytest.raises(Conflict):
            act(run=run, by=officer, version=run.version - 1)
    with pytest.raises(ValidationError):
        incidents.undo(run=run, by=officer, version=run.version, reason=" ")
    with pytest.raises(NotAllowed):
        incidents.undo(run=run, by=reader, version=run.version, reason="x")


def uploaded(place: Place, content: bytes, by: Any) -> ImportRun:
    return incidents.upload(
        by=by, file=files.as_upload(content), areas=[place.area], first_month=FIRST, last_month=LAST
    )


def test_the_choice_of_columns_is_remembered(place: Place) -> None:
    officer = make_user(Role.POLICY_OFFICER)
    headings = ("Kolom A", "Datum", "Soort incident", "Kolom D")
    run = uploaded(place, csv_file(ROW, headings=headings), officer)
    assert run.columns == {"date": "Datum", "category": "Soort incident"}
    chosen = {
        "reference": "Kolom A",
        "date": "Datum",
        "category": "Soort incident",
        "positions": "Kolom D",
        "time": "",
    }
    run = incidents.choose_columns(run=run, by=officer, version=run.version, columns=chosen)
    run.refresh_from_db()
    assert (run.status, run.rows, run.rows_wrong) == (Status.CHECKED, 1, 0)
    again = uploaded(place, csv_file(("2", *ROW[1:]), headings=headings), officer)
    assert again.columns == {name: heading for name, heading in chosen.items() if heading}
    assert ColumnMapping.objects.get().saved_by == officer


def test_a_broken_off_run_takes_nothing_and_begins_again(place: Place) -> None:
    officer = make_user(Role.POLICY_OFFICER)
    run = uploaded(place, one(), officer)
    run = incidents.choose_columns(run=run, by=officer, version=run.version, columns=run.columns)
    run.refresh_from_db()
    busy = {"status": Status.IMPORTING, "beat_at": timezone.now() - timedelta(seconds=119)}
    ImportRun.objects.filter(pk=run.pk).update(**busy)
    run.refresh_from_db()
    with pytest.raises(Refused):
        incidents.again(run=run, by=officer, version=run.version)
    ImportRun.objects.filter(pk=run.pk).update(beat_at=timezone.now() - timedelta(seconds=121))
    run.refresh_from_db()
    assert run.state == Status.FAILED
    late = run.version
    run = incidents.again(run=run, by=officer, version=run.version)
    run.refresh_from_db()
    assert run.state == Status.CHECKED
    incidents.finish(run.pk, late, officer.pk)  # the old worker wakes up
    assert nothing_there()
    run = incidents.take_over(run=run, by=officer, version=run.version)
    run.refresh_from_db()
    assert (run.status, run.file.name, Incident.objects.count()) == (Status.DONE, "", 1)
    events = list(AuditEvent.objects.order_by("seq").values_list("event", flat=True))
    assert events == [
        "incidents.uploaded", "incidents.columns_chosen", "incidents.checked", "incidents.begun_again",
        "incidents.checked", "incidents.take_over_asked", "incidents.taken_over",
    ]  # fmt: skip


# --- The command ---------------------------------------------------------------------------------


def command(path: Path, **options: Any) -> str:
    out = StringIO()
    options = {"areas": ["Almere Proef"], "dry_run": False} | options
    call_command("import_incidents", str(path), "--from=2025-01", "--to=2025-12", stdout=out, **options)
    return out.getvalue()


def test_the_command_reads_a_file(place: Place, tmp_path: Path) -> None:
    path = tmp_path / "incidenten.csv"
    path.write_bytes(csv_file(ROW, ("2", "26-10-2025 02:30", *ROW[2:])))
    assert "dit was een proef" in command(path, dry_run=True)
    assert nothing_there()
    said = command(path)
    assert "2 incidenten overgenomen" in said
    assert "gelezen als zomertijd: 1" in said
    assert path.exists()
    with pytest.raises(CommandError, match="al ingelezen"):
        command(path)
    path.write_bytes(csv_file(("9", "31-02-2025 10:00", *ROW[2:])))
    with pytest.raises(CommandError, match=r"1 fout\. Er is niets overgenomen"):
        command(path)
    with pytest.raises(CommandError, match="geen gebied met de naam Elders"):
        command(path, areas=["Elders"])
    with pytest.raises(CommandError, match="niet te lezen"):
        command(tmp_path / "weg.csv")
