"""A list as a file: exactly the rows that the page shows on all its pages, as Dutch Excel opens them.

A page that has a list asks `answer(...)` first: with `?als=csv` or `?als=xlsx` behind its address, and so
with the same filter and order, it gives the file. What a spreadsheet would run as a formula stays text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Row = TypeVar("Row")
Value = str | int | float | Decimal | date | None
# The first characters with which a spreadsheet begins a formula, or passes them over to look further.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
MOST_IN_CELL = 32_767  # characters, in Excel
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A heading, how to find its value in a row, and how wide it is (in characters)."""

    label: str
    value: Callable[[Row], Value]
    width: int = 16


def answer(
    request: HttpRequest, name: str, columns: Sequence[Column[Row]], rows: Callable[[], Iterable[Row]]
) -> HttpResponse | None:
    """The list as the file that is asked for in the address; None when the page itself is asked for.

    `rows` is called only then; `name` is the first part of the name of the file.
    """
    kind = request.GET.get("als", "")
    if kind not in FILES:
        return None
    content_type, write = FILES[kind]
    response = HttpResponse(write(columns, rows()), content_type=content_type)
    day = timezone.localdate()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day:%Y-%m-%d}.{kind}"'
    return response


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: else it begins with an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def lines(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """CSV line by line: byte order mark, semicolons, dates as dd-mm-jjjj, decimal comma, no formulas."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow([harmless(heading) for heading in headings])
    for row in rows:
        yield writer.writerow([_in_csv(value) for value in row])


class _Echo:
    """Gives back what the writer writes."""

    def write(self, line: str) -> str:
        return line


def _in_csv(value: Value) -> str:
    if isinstance(value, date):
        return f"{_local(value):%d-%m-%Y %H:%M}" if isinstance(value, datetime) else f"{value:%d-%m-%Y}"
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",")
    return "" if value is None else harmless(str(value))


def as_csv(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> bytes:
    """The list as CSV."""
    found = ([column.value(row) for column in columns] for row in rows)
    return "".join(lines([column.label for column in columns], found)).encode()


def as_xlsx(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> bytes:
    """The list as an Excel file: dates are dates, numbers are numbers, and every text is only text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    bold, plain = book.add_format({"bold": True}), book.add_format({"valign": "top"})
    days = book.add_format({"num_format": "dd-mm-yyyy", "align": "left", "valign": "top"})
    moments = book.add_format({"num_format": "dd-mm-yyyy hh:mm", "align": "left", "valign": "top"})
    sheet = book.add_worksheet("Lijst")
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.label, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            _write(sheet, last, at, column.value(row), plain, days, moments)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    book.close()
    return out.getvalue()


def _write(sheet: Any, line: int, at: int, value: Value, plain: Any, days: Any, moments: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(line, at, _local(value), moments)
    elif isinstance(value, date):
        sheet.write_datetime(line, at, datetime(value.year, value.month, value.day), days)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, at, value, plain)
    elif value:
        sheet.write_string(line, at, value[:MOST_IN_CELL], plain)


def _local(moment: datetime) -> datetime:
    """As the clock here stood, without a zone: a spreadsheet knows none."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


FILES: dict[str, tuple[str, Callable[[Any, Any], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (EXCEL, as_xlsx),
}
