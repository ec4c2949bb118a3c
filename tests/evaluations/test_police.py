"""Police open data: the traps of the tables 47022NED and 47024NED (domein.md 4.5), and what an area gets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almere_camera.findings import NotAllowed
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from almere_camera.uploads import TEXT, Checked
from areas.models import Area
from evaluations import police
from evaluations.models import PoliceFigure, PoliceImport
from evaluations.workflow.police import add_neighbourhood, end_neighbourhood, import_police_file
from tests import factories as make

pytestmark = pytest.mark.django_db
D = date
HEADING = "ID,SoortMisdrijf,WijkenEnBuurten,Perioden,GeregistreerdeMisdrijven_1"
JUNE, LONG_AGO = D(2026, 6, 1), D(2020, 1, 1)
CENTRE, NEXT = "BU00340101", "BU00340102"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-08-15T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user()


def file(text: str, encoding: str = "utf-8") -> Checked:
    content = text.encode(encoding)
    return Checked(content, TEXT, hashlib.sha256(content).hexdigest(), "misdrijven.csv")


def crime(*rows: str) -> str:
    return "\n".join([HEADING, *(f"{number},{row}" for number, row in enumerate(rows))])


def take(by: User, *rows: str) -> PoliceImport:
    return import_police_file(by=by, file=file(crime(*rows)))


def stored() -> dict[tuple[str, str, str], int | None]:
    return {(f.region, f"{f.month:%Y-%m}", f.kind): f.number for f in PoliceFigure.objects.all()}


def area_with(by: User, *codes: str, since: date = LONG_AGO) -> Area:
    area = make.make_area()
    for code in codes:
        add_neighbourhood(area=area, by=by, code=code, valid_from=since)
    return area


# --- Reading --------------------------------------------------------------------------------------


def test_codes_lose_their_padding_and_years_are_skipped(officer: User) -> None:
    taken = take(
        officer,
        '"0.0.0 ",BU00340101,2026MM06,12',
        '"1.1.1 ",BU00340101,2026MM06,3',
        '"0.0.0 ",GM0034    ,2026MM06,900',
        '"0.0.0 ",BU00340101,2026JJ00,150',
        '"0.0.0 ",NL01      ,2026MM06,60000',
    )
    assert stored() == {
        (CENTRE, "2026-06", "0.0.0"): 12,
        (CENTRE, "2026-06", "1.1.1"): 3,
        ("GM0034", "2026-06", "0.0.0"): 900,
    }
    assert (taken.table, taken.rows, taken.skipped) == ("47022NED", 3, 2)
    assert (taken.first_month, taken.last_month) == (D(2026, 6, 1), D(2026, 6, 1))


@pytest.mark.parametrize("cell", ["", ".", "null", " ", "NULL"])
def test_withheld_is_not_zero(cell: str, officer: User) -> None:
    take(officer, f'0.0.0,{CENTRE},2026MM06,"{cell}"', f"0.0.0,{NEXT},2026MM06,0")
    assert stored() == {(CENTRE, "2026-06", "0.0.0"): None, (NEXT, "2026-06", "0.0.0"): 0}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_semicolons_quotes_and_dutch_headings(encoding: str, officer: User) -> None:
    """As the portal gives it: another order, other headings, with a column more."""
    text = (
        '"Perioden";"Wijken en buurten";"Soort misdrijf";"Gemeentenaam é";'
        '"Geregistreerde misdrijven (aantal)"\r\n'
        '"2026MM05";"BU00340101";"0.0.0 ";"Almere";"7"\r\n\r\n'
    )
    import_police_file(by=officer, file=file(text, encoding))
    assert stored() == {(CENTRE, "2026-05", "0.0.0"): 7}


def test_nuisance_has_its_own_table(officer: User) -> None:
    text = f"Overlast,WijkenEnBuurten,Perioden,GeregistreerdeOverlast_1\nA,{CENTRE},2026MM06,4.0"
    assert import_police_file(by=officer, file=file(text)).table == "47024NED"
    assert stored() == {(CENTRE, "2026-06", "A"): 4}


def test_every_wrong_row_is_told_by_number_and_nothing_is_kept(officer: User) -> None:
    good = f"0.0.0,{CENTRE},2026MM06,12"
    with pytest.raises(ValidationError) as refused:
        take(
            officer,
            good,  # row 2
            f"0.0.0,{CENTRE},2026MM13,1",
            f"0.0.0,{CENTRE},juni 2026,1",
            f"0.0.0,{CENTRE},2026MM09,1",  # to come
            "0.0.0,Centrum Almere,2026MM06,1",
            f"1.1.1,{CENTRE},2026MM06,-1",
            f"1.1.2,{CENTRE},2026MM06,1.5",
            f",{CENTRE},2026MM06,1",
            good,
            "0.0.0",
        )
    assert refused.value.messages == [
        "Rijen 3 en 4: bij ‘Perioden’ staat geen maand, zoals 2026MM06.",
        "Rij 5: de maand moet nog komen.",
        "Rij 6: bij ‘WijkenEnBuurten’ staat geen code, zoals BU00340101.",
        "Rijen 7 en 8: het aantal is geen geheel getal van nul of meer.",
        "Rij 9: de soort ontbreekt of is te lang.",
        "Rij 10: deze buurt, maand en soort staan er al eerder.",
        "Rij 11: er ontbreken kolommen.",
    ]
    assert not PoliceFigure.objects.exists()
    assert not PoliceImport.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Naam,Adres\nA,B", "geen bestand van tabel 47022NED of 47024NED"),
        (HEADING.replace("Perioden", "Maand") + "\n", "geen bestand van tabel"),
        (HEADING + ",Overlast\n", "geen bestand van tabel"),
        (HEADING, "geen enkele maand"),
        (crime(f"0.0.0,{CENTRE},2025JJ00,4"), "geen enkele maand"),
        (crime(f'0.0.0,"{CENTRE},2026MM06,4'), "aanhalingstekens"),
    ],
)
def test_what_is_no_such_file(text: str, words: str, officer: User) -> None:
    with pytest.raises(ValidationError, match=words):
        import_police_file(by=officer, file=file(text))


def test_the_same_file_twice_is_refused(officer: User) -> None:
    row = f"0.0.0,{CENTRE},2026MM06,12"
    take(officer, row)
    with pytest.raises(ValidationError, match="al ingelezen op 15-08-2026"):
        take(officer, row)
    assert PoliceImport.objects.count() == 1


def test_a_newer_file_replaces_the_month_and_region_it_holds(officer: User) -> None:
    take(
        officer,
        f"0.0.0,{CENTRE},2026MM05,10", f"0.0.0,{CENTRE},2026MM06,1", f"1.1.1,{CENTRE},2026MM06,1",
        f"0.0.0,{NEXT},2026MM06,5",
    )  # fmt: skip
    take(officer, f"0.0.0,{CENTRE},2026MM06,12")
    assert stored() == {
        (CENTRE, "2026-05", "0.0.0"): 10,
        (CENTRE, "2026-06", "0.0.0"): 12,
        (NEXT, "2026-06", "0.0.0"): 5,
    }


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.POLICY_OFFICER])
def test_other_roles_take_nothing_in(role: Role, officer: User) -> None:
    by, link = make.make_user(role), area_with(officer, CENTRE).neighbourhoods.get()
    with pytest.raises(NotAllowed):
        take(by, f"0.0.0,{CENTRE},2026MM06,12")
    with pytest.raises(NotAllowed):
        area_with(by, CENTRE)
    with pytest.raises(NotAllowed):
        end_neighbourhood(row=link, by=by, valid_to=D(2026, 1, 1))


# --- Of an area -----------------------------------------------------------------------------------


def crimes(area: Area, first: date = JUNE, last: date = JUNE) -> list[str]:
    return [month.crime.in_words for month in police.per_month(area, first, last)]


def test_the_total_is_never_added_to_the_others(officer: User) -> None:
    area = area_with(officer, CENTRE, NEXT)
    take(
        officer,
        f"0.0.0,{CENTRE},2026MM06,12", f"1.1.1,{CENTRE},2026MM06,3", f"1.4.5,{CENTRE},2026MM06,9",
        f"0.0.0,{NEXT},2026MM06,5", "0.0.0,GM0034,2026MM06,900",
    )  # fmt: skip
    assert crimes(area) == ["17"]


def test_without_a_total_the_others_are_added_unless_one_is_withheld(officer: User) -> None:
    area, other = area_with(officer, CENTRE), area_with(officer, NEXT)
    take(
        officer,
        f"1.1.1,{CENTRE},2026MM06,3", f"1.4.5,{CENTRE},2026MM06,9",
        f"1.1.1,{NEXT},2026MM06,3", f"1.4.5,{NEXT},2026MM06,",
    )  # fmt: skip
    assert crimes(area) == ["12"]
    assert crimes(other) == ["afgeschermd"]


def test_one_withheld_or_missing_neighbourhood_hides_the_sum(officer: User) -> None:
    area = area_with(officer, CENTRE, NEXT)
    take(
        officer,
        f"0.0.0,{CENTRE},2026MM04,4", f"0.0.0,{NEXT},2026MM04,0",
        f"0.0.0,{CENTRE},2026MM05,4", f"0.0.0,{NEXT},2026MM05,.",
        f"0.0.0,{CENTRE},2026MM06,4",
    )  # fmt: skip
    assert crimes(area, D(2026, 4, 10), D(2026, 7, 1)) == ["4", "afgeschermd", "onbekend", "onbekend"]
    assert crimes(make.make_area()) == ["onbekend"]


def test_the_newest_two_months_of_a_file_are_provisional(officer: User) -> None:
    area = area_with(officer, CENTRE)
    take(officer, *(f"0.0.0,{CENTRE},{month},4" for month in ("2025MM11", "2025MM12", "2026MM01")))

    def provisional() -> list[bool]:
        months = police.per_month(area, D(2025, 11, 1), D(2026, 2, 1))
        return [month.crime.provisional for month in months]

    assert provisional() == [False, True, True, False]
    take(officer, *(f"0.0.0,{CENTRE},{month},5" for month in ("2025MM12", "2026MM02", "2026MM03")))
    assert provisional() == [False, False, True, True]


def test_a_neighbourhood_counts_from_its_first_whole_month(officer: User) -> None:
    area = area_with(officer, CENTRE, since=D(2026, 4, 2))
    take(officer, *(f"0.0.0,{CENTRE},2026MM0{month},4" for month in (4, 5, 6)))
    end_neighbourhood(row=area.neighbourhoods.get(), by=officer, valid_to=D(2026, 5, 31))
    assert crimes(area, D(2026, 4, 1), D(2026, 6, 1)) == ["onbekend", "4", "onbekend"]


@pytest.mark.parametrize("code", ["GM0034", "BU0034010", "bu 00340101", ""])
def test_a_neighbourhood_has_a_code_of_eight_figures(code: str, officer: User) -> None:
    with pytest.raises(ValidationError, match="BU met acht cijfers"):
        area_with(officer, code)


def test_a_neighbourhood_belongs_once_to_an_area(officer: User) -> None:
    area = area_with(officer, CENTRE.lower())
    with pytest.raises(ValidationError, match="hoort al bij dit gebied"):
        add_neighbourhood(area=area, by=officer, code=CENTRE, valid_from=D(2026, 1, 1))
    end_neighbourhood(row=area.neighbourhoods.get(), by=officer, valid_to=D(2025, 12, 31))
    add_neighbourhood(area=area, by=officer, code=CENTRE, valid_from=D(2026, 1, 1))
    with pytest.raises(ValidationError, match="einddatum ligt voor de begindatum"):
        end_neighbourhood(row=area.neighbourhoods.first(), by=officer, valid_to=D(2019, 1, 1))  # type: ignore[arg-type]
    assert list(AuditEvent.objects.order_by("seq").values_list("event", flat=True)) == [
        "neighbourhood.added",
        "neighbourhood.ended",
        "neighbourhood.added",
    ]


def test_two_questions_for_any_number_of_months(officer: User) -> None:
    area = area_with(officer, CENTRE, NEXT)
    take(officer, *(f"0.0.0,{code},2025MM{m:02},4" for m in range(1, 13) for code in (CENTRE, NEXT)))
    for last in (D(2025, 1, 31), D(2025, 12, 31)):
        with CaptureQueriesContext(connection) as asked:
            police.per_month(area, D(2025, 1, 1), last)
        assert len(asked) == 2
