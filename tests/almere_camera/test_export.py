"""Lists as files: read back with a CSV reader and with a reader of Excel files."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from almere_camera.export import MOST_IN_CELL, Column, answer, as_csv, as_xlsx

FORMULAS = ["=1+1", "+31 36", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", '=HYPERLINK("http://x")']


def columns(number: int) -> list[Column[Any]]:
    return [Column(f"Kolom {at}", lambda row, at=at: row[at]) for at in range(number)]


def from_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def from_excel(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


ROW = (
    "Café ’t Plein; ja",
    date(2026, 3, 1),
    datetime(2026, 7, 1, 10, 30, tzinfo=UTC),
    12,
    Decimal("4.25"),
    None,
    "",
    -5,
    "007",
    "zin\nregel",
)


def test_csv_is_as_dutch_excel_opens_it() -> None:
    head, row = from_csv(as_csv(columns(len(ROW)), [ROW]))
    assert head[:2] == ["Kolom 0", "Kolom 1"]
    assert row == [
        "Café ’t Plein; ja",
        "01-03-2026",
        "01-07-2026 12:30",
        "12",
        "4,25",
        "",
        "",
        "-5",
        "007",
        "zin\nregel",
    ]


def test_excel_has_real_dates_and_numbers_and_text_stays_text() -> None:
    head, row = from_excel(as_xlsx(columns(len(ROW)), [ROW]))
    assert head[0] == "Kolom 0"
    assert row == [
        "Café ’t Plein; ja",
        date(2026, 3, 1),
        datetime(2026, 7, 1, 12, 30),
        12.0,
        4.25,
        "",
        "",
        -5.0,
        "007",
        "zin\nregel",
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text: str) -> None:
    (_head, (cell,)) = from_csv(as_csv(columns(1), [(text,)]))
    assert cell == f"'{text}"
    content = as_xlsx(columns(1), [(text,)])
    assert from_excel(content)[1][0].endswith(text.strip())
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet
    assert "hyperlink" not in sheet.lower().replace("=hyperlink(", "")


def test_the_longest_text_is_cut_where_excel_would_refuse_the_file() -> None:
    assert len(from_excel(as_xlsx(columns(1), [("a" * 40_000,)]))[1][0]) == MOST_IN_CELL


def test_an_empty_list_is_a_file_with_headings() -> None:
    assert from_csv(as_csv(columns(2), [])) == [["Kolom 0", "Kolom 1"]]
    assert from_excel(as_xlsx(columns(2), [])) == [["Kolom 0", "Kolom 1"]]


@pytest.mark.parametrize(("kind", "begin"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_the_answer_is_a_file_with_the_day_in_its_name(kind: str, begin: bytes) -> None:
    response = answer(RequestFactory().get("/", {"als": kind}), "lijst", columns(1), lambda: [("a",)])
    assert response is not None
    assert response.content.startswith(begin)
    assert response["Content-Disposition"].startswith('attachment; filename="lijst-2')
    assert response["Content-Disposition"].endswith(f'.{kind}"')


@pytest.mark.parametrize("kind", ["", "pdf", "CSV", "__class__"])
def test_any_other_wish_is_the_page(kind: str) -> None:
    def never() -> list[Any]:
        raise AssertionError

    assert answer(RequestFactory().get("/", {"als": kind}), "lijst", columns(1), never) is None
