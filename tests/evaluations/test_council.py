"""The report to the council: its numbers against a year worked out by hand, what it hides, and its proof."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.models import AuditEvent
from almere_camera.roles import Role
from decisions.models import DesignatedArea
from evaluations import area_year, council
from evaluations.models import (
    CouncilReport,
    Incident,
    IncidentGroup,
    Indicator,
    Neighbourhood,
    PoliceFigure,
    PoliceImport,
    SeriesBreak,
)
from evaluations.small_numbers import HIDDEN, WITHHELD
from evaluations.traced import Section, Table, canonical, digest_of, kept, read_back, sums
from evaluations.workflow.accounts import finish_report, start_report, unfinished, write_report
from tests import factories as make
from tests.evaluations import make as rows
from tests.evaluations.account_world import LAST_YEAR, NOW, OBJECTOR, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world() -> World:
    return build()


def table(sections: list[Section], key: str) -> dict[str, list[str]]:
    """The texts of a table by the name of the row."""
    (found,) = [one for section in sections for one in section.tables if one.key == key]
    return {str(row[0]): [str(cell) for cell in row[1:]] for row in found.rows}


def raw(sections: list[Section], key: str) -> Table:
    (found,) = [one for section in sections for one in section.tables if one.key == key]
    return found


def ready(world: World) -> CouncilReport:
    report = start_report(by=world.officer, year=LAST_YEAR)
    return write_report(
        report=report, by=world.officer, version=1, introduction="Zo ging het.", costs="€ 100.000"
    )


# -- the numbers


def test_decisions(world: World) -> None:
    found = table(council.sections(LAST_YEAR), "besluiten")
    assert found["Instellen, regulier"] == ["1", world.running.kenmerk]
    assert found["Instellen, mobiel"] == ["1", world.mobile.kenmerk]
    assert found["Verlengen, regulier"] == ["0", ""]
    assert found["Verlopen zonder vervolg"] == ["1", f"Stripheldenbuurt ({world.mobile.kenmerk})"]
    assert found["Niet ingesteld"] == ["1", world.refused.kenmerk]
    assert found["Niet verlengd"] == ["0", ""]
    assert found["Ingetrokken voor bekendmaking"][0] == "1"


def test_areas_and_days(world: World) -> None:
    """1 March to 31 December is 306 days, June 30."""
    found = table(council.sections(LAST_YEAR), "gebieden")
    assert found == {
        "Almere Stad": ["306", "0", "28 februari 2029"],
        "Stripheldenbuurt": ["30", "0", "30 juni 2025"],
    }


def test_a_day_in_two_decisions_counts_once_and_an_unknown_end_is_said(world: World) -> None:
    again = make.running_case(
        areas=[world.centre], first_day=make.date(2025, 12, 1), last_day=make.date(2026, 6, 30)
    )
    assert table(council.sections(LAST_YEAR), "gebieden")["Almere Stad"][0] == "306"
    old = make.make_decision(historical=True)
    make.make_designated_area(
        old, area=world.centre, starts="dag", first_day=make.date(2018, 1, 1), last_day=None
    )
    make.adopt(old, make.date(2018, 1, 1))
    assert table(council.sections(LAST_YEAR), "gebieden")["Almere Stad"][0] == "306 (voor zover bekend)"
    assert again.pk


def test_mobile_use_with_reason_and_duration(world: World) -> None:
    (row,) = raw(council.sections(LAST_YEAR), "mobiel").rows
    assert [str(cell) for cell in row] == [
        "Stripheldenbuurt",
        world.mobile.kenmerk,
        "een explosie bij een woning",
        "1 juni 2025",
        "30 juni 2025",
        "30",
    ]


def test_cameras_and_removals(world: World) -> None:
    sections = council.sections(LAST_YEAR)
    assert table(sections, "cameras") == {"Vaste camera’s": ["2"], "Mobiele units": ["0"]}
    assert table(sections, "verwijderd") == {
        "S-03": ["Markt, paal 3", "31 mei 2025", "Verwijderen: Twee jaar niets gezien."]
    }


def test_incidents(world: World) -> None:
    """An incident seen by two positions counts once; December 2024 was not imported, so 15 is not all."""
    sections = council.sections(LAST_YEAR)
    (row,) = raw(sections, "incidenten").rows
    assert [str(cell) for cell in row] == [
        "Almere Stad", "0", "7", "0", "6", "13", "15 (onvolledig)", "12 van de 12",
    ]  # fmt: skip
    assert table(sections, "eerst") == {"Almere Stad": [WITHHELD, "10"]}  # 6 of 10, so 4 were not
    assert world.centre.pk


def test_images_and_objections(world: World) -> None:
    sections = council.sections(LAST_YEAR)
    assert table(sections, "beelden") == {"Almere Stad": ["6", "0", "5"]}
    assert table(sections, "bezwaren") == {
        "Ontvangen": [HIDDEN], "Nog niet beslist": [HIDDEN], "Ongegrond": [HIDDEN],
    }  # fmt: skip
    assert OBJECTOR not in canonical(kept(sections)).decode()
    assert world.running.pk


def test_the_charts_tell_the_same(world: World) -> None:
    (section,) = [one for one in council.sections(LAST_YEAR) if one.key == "incidenten"]
    areas, months = section.charts
    assert areas.title == "Incidenten in de centra in 2025: 13, en in 2024: 15 (onvolledig)"
    assert areas.rows == (("Almere Stad", "13", "15 (onvolledig)"),)
    by_month = {row[0]: row[1:] for row in months.rows}
    assert by_month["jul"] == ("7", "0")
    assert by_month["jan"] == by_month["feb"] == (HIDDEN, "0")  # three each: neither follows from 13 - 7
    assert by_month["mrt"] == ("0", "15")
    assert by_month["dec"] == ("0", "onbekend")
    assert world.centre.pk


def test_a_year_without_files_is_unknown(world: World) -> None:
    sections = council.sections(2023)
    (row,) = raw(sections, "incidenten").rows
    assert [str(cell) for cell in row][1:6] == ["onbekend"] * 5
    (section,) = [one for one in sections if one.key == "incidenten"]
    assert section.charts[0].title == "Over 2023 is het aantal incidenten in de centra onbekend"
    assert world.centre.pk


def test_a_small_total_hides_that_of_the_city(world: World) -> None:
    haven = make.make_area(
        "Almere Haven", kind="centrum", outline=make.rectangle(140_000, 480_000, 140_400, 480_300)
    )
    position = make_position(140_100, 480_100)
    file = rows.run([haven], make.date(2025, 1, 1), make.date(2025, 12, 1))
    for day in (1, 2, 3):
        rows.incident(make_moment(day), [position], of=file)
    (section,) = [one for one in council.sections(LAST_YEAR) if one.key == "incidenten"]
    assert table([section], "incidenten")["Almere Haven"][:6] == ["0", "0", "0", HIDDEN, HIDDEN, "onbekend"]
    assert "16" not in section.charts[0].title
    assert "16" not in section.charts[1].title
    assert world.centre.pk


def make_position(x: float, y: float) -> object:
    from areas.models import Deployment, Position

    position = Position.objects.create(place="Haven", x=x, y=y)
    Deployment.objects.create(position=position, first_day=make.date(2020, 1, 1))
    return position


def make_moment(day: int) -> object:
    from datetime import datetime

    return datetime(2025, 4, day, 12, 0)


def test_a_break_is_told(world: World) -> None:
    SeriesBreak.objects.create(
        indicator=Indicator.INCIDENTS, from_day=make.date(2025, 6, 1), reason="andere indeling",
        recorded_by=world.officer,
    )  # fmt: skip
    (section,) = [one for one in council.sections(LAST_YEAR) if one.key == "incidenten"]
    said = "Trendbreuk vanaf 01-06-2025 (waargenomen incidenten): andere indeling"
    assert said in section.texts
    assert said in section.charts[0].description
    assert "trendbreuk" in section.charts[1].svg


# -- traced


def test_every_number_has_its_rows(world: World) -> None:
    found = sums(council.sections(LAST_YEAR))
    assert {one.key: one.rows.count() for one in found.values() if one.rows is not None and one.value} == {
        one.key: one.rows.count() if one.key.startswith(("dagen", "mobiel")) else one.value
        for one in found.values()
        if one.rows is not None and one.value
    }
    crime = found[f"{IncidentGroup.CRIME}-{world.centre.pk}"]
    assert crime.rows is not None
    assert set(crime.rows) == set(Incident.objects.filter(year=2025, category__name="geweld"))
    days = found[f"dagen-{world.centre.pk}"]
    assert days.rows is not None
    assert list(days.rows) == list(DesignatedArea.objects.filter(decision=world.running))


def test_what_is_kept_names_the_rows_and_reads_back(world: World) -> None:
    sections = council.sections(LAST_YEAR)
    data = kept(sections)
    cells = [c for s in data for t in s["tables"] for row in t["rows"] for c in row if isinstance(c, dict)]
    crime = next(c for c in cells if c["key"] == f"{IncidentGroup.CRIME}-{world.centre.pk}")
    ids = sorted(Incident.objects.filter(year=2025, category__name="geweld").values_list("pk", flat=True))
    assert crime["ids"] == ids
    assert crime["sha256"] == digest_of(ids) == hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()
    assert (crime["value"], crime["text"], crime["model"]) == (6, "6", "evaluations.incident")
    assert crime["what"] == "Incidenten van de groep criminaliteit in Almere Stad in 2025"
    again = read_back(data)
    assert [one.title for one in again] == [one.title for one in sections]
    assert table(again, "incidenten") == table(sections, "incidenten")
    assert [c.svg for one in again for c in one.charts] == [c.svg for one in sections for c in one.charts]


def test_of_very_many_rows_the_number_and_a_hash_are_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evaluations.traced.MOST_IDS", 5)
    data = kept(council.sections(LAST_YEAR))
    cells = [c for s in data for t in s["tables"] for row in t["rows"] for c in row if isinstance(c, dict)]
    crime = next(c for c in cells if c["key"] == f"{IncidentGroup.CRIME}-{world.centre.pk}")
    assert "ids" not in crime
    assert crime["count"] == 6
    assert len(crime["sha256"]) == 64


# -- the acts


def test_from_start_to_finish(world: World) -> None:
    report = finish_report(report=ready(world), by=world.officer, version=2)
    report.refresh_from_db()
    assert report.finished_on == make.date(2026, 4, 1)
    assert report.figures_sha256 == hashlib.sha256(canonical(report.figures)).hexdigest()
    assert report.pdf_sha256 == hashlib.sha256(bytes(report.pdf)).hexdigest()
    assert report.docx_sha256 == hashlib.sha256(bytes(report.docx)).hexdigest()
    events = AuditEvent.objects.filter(event__startswith="council_report").order_by("seq")
    assert [one.event.partition(".")[2] for one in events] == ["started", "written", "finished"]
    assert events.last().facts["pdf"] == report.pdf_sha256  # type: ignore[union-attr]


def test_later_files_do_not_change_a_finished_report(world: World) -> None:
    report = finish_report(report=ready(world), by=world.officer, version=2)
    file = rows.run([world.centre], make.date(2025, 1, 1), make.date(2025, 1, 1))
    rows.incident(make_moment(5), world.positions[:1], of=file)  # type: ignore[arg-type]
    report.refresh_from_db()
    assert report.figures is not None
    assert table(read_back(report.figures["sections"]), "incidenten")["Almere Stad"][4] == "13"
    assert table(council.sections(LAST_YEAR), "incidenten")["Almere Stad"][4] == "14"


def test_a_finished_report_never_changes(world: World) -> None:
    report = finish_report(report=ready(world), by=world.officer, version=2)
    with pytest.raises(Refused, match="afgerond"):
        write_report(report=report, by=world.officer, version=3, introduction="x", costs="x")
    for change in ({"costs": "x"}, {"pdf": b"x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CouncilReport.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilReport.objects.filter(pk=report.pk).delete()


def test_a_year_that_has_not_ended_is_provisional(world: World) -> None:
    report = start_report(by=world.officer, year=2026)
    assert council.is_provisional(report)
    with pytest.raises(Refused) as refused:
        finish_report(report=report, by=world.officer, version=1)
    assert [one.message for one in refused.value.findings] == unfinished(report)
    assert len(unfinished(report)) == 3  # the year, the introduction and the costs
    report.refresh_from_db()
    assert report.pdf is None


def test_refused(world: World) -> None:
    with pytest.raises(ValidationError):
        start_report(by=world.officer, year=2027)
    report = ready(world)
    with pytest.raises(ValidationError):
        start_report(by=world.officer, year=LAST_YEAR)
    with pytest.raises(Conflict):
        finish_report(report=report, by=world.officer, version=1)
    other = make.make_user(Role.REVIEWER)
    for act in (
        lambda: start_report(by=other, year=2024),
        lambda: write_report(report=report, by=other, version=2, introduction="", costs=""),
        lambda: finish_report(report=report, by=other, version=2),
    ):
        with pytest.raises(NotAllowed):
            act()


# -- one area in one year


def test_an_area_in_a_year(world: World) -> None:
    sections = area_year.sections(world.centre, LAST_YEAR)
    found = table(sections, "incidenten")
    assert found["Alle incidenten"] == ["13", "15 (onvolledig)"]
    assert found["Criminaliteit"] == ["6", "15 (onvolledig)"]
    assert found["Overlast"] == ["7", "0 (onvolledig)"]
    assert found["Relevante veiligheidsincidenten"] == ["6", "15 (onvolledig)"]
    assert found["Als eerste gezien door de observant"] == ["6", "0 (onvolledig)"]
    assert found["Aandeel als eerste gezien"] == ["60%", "onbekend"]
    assert found["Maanden ingelezen"] == ["12 van de 12", "11 van de 12"]
    use = table(sections, "gebruik")
    assert use["Verzoeken om beelden"] == ["6", "0"]
    assert use["Daarvan verstrekt"] == ["5", "0"]
    assert use["Uren live bekeken"] == ["onbekend", "onbekend"]
    assert use["Ondersteuning bij evenementen"] == ["onbekend", "onbekend"]
    (designated,) = raw(sections, "besluiten").rows
    assert [str(cell) for cell in designated][3:] == ["28 februari 2029", "306"]
    (months,) = [chart for one in sections for chart in one.charts]
    assert {row[0]: row[1] for row in months.rows}["jul"] == "7"
    found_sums = sums(sections)
    assert all(
        one.rows.count() == one.value
        for one in found_sums.values()
        if one.rows is not None and one.value is not None and not one.key.startswith(("dagen", "uren"))
    )


def test_what_the_police_registered(world: World) -> None:
    """Two known months of twelve: 30 and 12. A withheld month is not zero, and a total is no part."""
    Neighbourhood.objects.create(area=world.centre, code="BU00340101", valid_from=make.date(2020, 1, 1))
    crime = PoliceImport.Table.CRIME
    file = PoliceImport.objects.create(
        table=crime, file_name="misdrijven.csv", file_sha256="a" * 64, recorded_by=world.officer,
        first_month=make.date(2025, 1, 1), last_month=make.date(2025, 12, 1),
    )  # fmt: skip
    for month, kind, number in ((1, "0.0.0", 30), (1, "1.4.5", 9), (2, "0.0.0", 12), (3, "0.0.0", None)):
        PoliceFigure.objects.create(
            imported=file, table=crime, region="BU00340101", month=make.date(2025, month, 1), kind=kind,
            number=number,
        )  # fmt: skip
    found = table(area_year.sections(world.centre, LAST_YEAR), "politie")
    assert found["Misdrijven"] == ["42 (2 van de 12 maanden bekend)", "onbekend"]
    assert found["Overlast"] == ["onbekend", "onbekend"]
