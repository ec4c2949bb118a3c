"""Opening a file of rows: CSV as a stream, or the first sheet of an Excel file. Judged by its content."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.core.exceptions import ValidationError
from python_calamine import CalamineError, CalamineWorkbook

Opener = Callable[[], IO[bytes]]
MOST_ROWS = 200_000  # on the page, and in any Excel file: it is held in memory as a whole
MOST_PARTS, MOST_UNPACKED, MOST_FORMULAS = 500, 250_000_000, 200_000
LONGEST_CELL = 4_000
CHUNK = 1_048_576
EMPTY = "Dit bestand is leeg, of er staan geen rijen onder de koppen. Kies een ander bestand."
NO_TABLE = "Dit is geen CSV-bestand en geen Excel-bestand (.xlsx). Kies een ander bestand."
OLD_EXCEL = "Dit is een oud Excel-bestand (.xls). Sla het op als .xlsx of als CSV en kies het opnieuw."
DAMAGED = "Dit Excel-bestand is beschadigd of beveiligd. Sla het opnieuw op, of sla het op als CSV."
TOO_LARGE = "Dit Excel-bestand is uitgepakt te groot. Sla het op als CSV, of verdeel het."
TOO_MANY = (
    f"Dit bestand heeft meer dan {MOST_ROWS:,} rijen. Verdeel het, of laat de beheerder het als CSV inlezen "
    "met de opdracht import_incidents."
).replace(",", ".", 1)
UNREADABLE = "Vanaf deze rij is het bestand niet te lezen. Kijk of er een aanhalingsteken ontbreekt."
CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*><(?:\w+:)?f[\s/>]')


class BrokenRowError(Exception):
    """The file cannot be read any further; `row` is where that shows."""

    def __init__(self, row: int, reason: str = UNREADABLE) -> None:
        super().__init__(reason)
        self.row, self.reason = row, reason


@dataclass(slots=True)
class Table:
    """The headings of a file, its rows (the heading is row 1) as texts, and where formulas stand.

    `formulas` holds, by row, the numbers (from 0) of the columns in which a formula stands.
    """

    headings: list[str]
    rows: Iterator[tuple[int, list[str]]]
    formulas: dict[int, set[int]] = field(default_factory=dict)


def open_table(opener: Opener, most_rows: int | None = MOST_ROWS) -> Table:
    """Read the headings; rows follow when they are asked. `most_rows` None: a CSV without limit.

    Raises ValidationError, in Dutch, for what is no table, is empty, damaged or too large; while rows are
    read BrokenRowError.
    """
    with opener() as file:
        start = file.read(8)
    if not start:
        raise ValidationError(EMPTY)
    if start.startswith(b"PK"):
        return _excel(opener)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(OLD_EXCEL)
    return _csv(opener, most_rows)


# --- CSV -----------------------------------------------------------------------------------------


def _csv(opener: Opener, most_rows: int | None) -> Table:
    encoding = _encoding(opener)
    with opener() as file, io.TextIOWrapper(file, encoding=encoding, newline="") as words:
        first = words.readline(LONGEST_CELL)
    delimiter = max(";,\t", key=first.count)
    rows = _csv_rows(opener, encoding, delimiter, most_rows)
    try:
        _number, headings = next(rows)
    except StopIteration:
        raise ValidationError(EMPTY) from None
    except BrokenRowError:
        raise ValidationError(NO_TABLE) from None
    return Table([heading.strip() for heading in headings], rows)


def _encoding(opener: Opener) -> str:
    """UTF-8 when all of the file is; else Windows-1252, which old exports use."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    with opener() as file:
        while chunk := file.read(CHUNK):
            if b"\x00" in chunk or chunk.startswith(b"%PDF-"):
                raise ValidationError(NO_TABLE)
            if is_utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
            if not is_utf8 and re.search(rb"[\x81\x8d\x8f\x90\x9d]", chunk):
                raise ValidationError(NO_TABLE)
    return "utf-8-sig" if is_utf8 else "cp1252"


def _csv_rows(
    opener: Opener, encoding: str, delimiter: str, most_rows: int | None
) -> Iterator[tuple[int, list[str]]]:
    number = 0
    with opener() as file, io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as words:
        reader = csv.reader(words, delimiter=delimiter)
        try:
            for number, cells in enumerate(reader, 1):
                if most_rows is not None and number > most_rows + 1:
                    raise BrokenRowError(number, TOO_MANY)
                if any(cells):
                    yield number, cells
        except csv.Error:
            raise BrokenRowError(number + 1) from None


# --- Excel ---------------------------------------------------------------------------------------


def _excel(opener: Opener) -> Table:
    try:
        with opener() as file, zipfile.ZipFile(file) as package:
            _look_through(package)
            formulas = _formulas(package)
        with opener() as file:
            book = CalamineWorkbook.from_filelike(file)
            sheet = book.get_sheet_by_index(0)
            if sheet.total_height > MOST_ROWS + 1:
                raise ValidationError(TOO_MANY)
            found = sheet.to_python(skip_empty_area=False)
    except (
        CalamineError, zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, IndexError,
        StopIteration, OSError, EOFError, NotImplementedError, RuntimeError,
    ):  # fmt: skip
        raise ValidationError(DAMAGED) from None
    if not found or not any(found[0]):
        raise ValidationError(EMPTY)
    headings = [str(cell).strip() for cell in found[0]]
    timed = {column for row in found[1:] for column, cell in enumerate(row) if type(cell) is datetime}
    return Table(headings, _excel_rows(found, timed), formulas)


def _look_through(package: zipfile.ZipFile) -> None:
    """Sizes as the file itself tells them, before anything is unpacked."""
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ValidationError(TOO_LARGE)
    if any(part.flag_bits & 0x1 for part in parts):
        raise ValidationError(DAMAGED)
    if "xl/workbook.xml" not in package.namelist():
        raise ValidationError(NO_TABLE)


def _excel_rows(found: list[list[Any]], timed: set[int]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(found[1:], 2):
        texts = [_text(cell, column in timed) for column, cell in enumerate(cells)]
        if any(texts):
            yield number, texts


def _text(cell: Any, timed: bool) -> str:
    """A cell as it would be typed. Midnight in a column of moments is a moment too."""
    if isinstance(cell, str):
        return cell[:LONGEST_CELL]
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return f"{cell + timedelta(microseconds=500_000):%d-%m-%Y %H:%M:%S}"
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y} 00:00" if timed else f"{cell:%d-%m-%Y}"
    if isinstance(cell, time):
        return f"{datetime.combine(date(2000, 1, 1), cell) + timedelta(microseconds=500_000):%H:%M:%S}"
    return "" if cell is None else str(cell)


def _formulas(package: zipfile.ZipFile) -> dict[int, set[int]]:
    """Where formulas stand in the first sheet: Excel keeps their last outcome, which says nothing."""
    found: dict[int, set[int]] = defaultdict(set)
    with package.open(_first_sheet(package)) as sheet:
        rest = b""
        while chunk := sheet.read(CHUNK):
            held = rest + chunk
            for match in CELL.finditer(held):
                found[int(match[2])].add(_column(match[1]))
                if len(found) > MOST_FORMULAS:
                    return dict(found)
            rest = held[-300:]
    return dict(found)


def _first_sheet(package: zipfile.ZipFile) -> str:
    book = fromstring(package.read("xl/workbook.xml"))
    sheet = next(element for element in book.iter() if element.tag.rpartition("}")[2] == "sheet")
    link = next(value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id")
    relations = fromstring(package.read("xl/_rels/workbook.xml.rels"))
    target = next(relation.attrib["Target"] for relation in relations if relation.attrib.get("Id") == link)
    return str(target).lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
