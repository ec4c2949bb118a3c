"""Reading a file of police open data: 47022NED (crime) or 47024NED (nuisance), per region and month.

The traps of these tables (domein.md 4.5): codes with a trailing space, municipalities padded to ten
characters, whole years between the months, and numbers that are withheld because they are small.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from .models import PoliceFigure, PoliceImport

Table = PoliceImport.Table
KIND = {"soortmisdrijf": Table.CRIME, "overlast": Table.NUISANCE, "soortoverlast": Table.NUISANCE}
NUMBER = {Table.CRIME: "geregistreerdemisdrijven", Table.NUISANCE: "geregistreerdeoverlast"}
REGION, PERIOD = "wijkenenbuurten", "perioden"
MONTH = re.compile(r"(\d{4})MM(0[1-9]|1[0-2])")
LONGER = re.compile(r"\d{4}(JJ00|KW0[1-4]|HJ0[12])")
PLACE = re.compile(r"(BU\d{8}|WK\d{6}|GM\d{4})")
COUNTRY = re.compile(r"NL\d{2}")
WITHHELD = {"", ".", "null", "none", "nan"}
WHOLE = re.compile(r"(\d{1,9})(\.0)?")
LONGEST_KIND = PoliceFigure._meta.get_field("kind").max_length or 0
NO_TABLE = (
    "Dit is geen bestand van tabel 47022NED of 47024NED. Er moeten kolommen zijn voor de soort "
    "(SoortMisdrijf of Overlast), WijkenEnBuurten, Perioden en het aantal."
)


@dataclass(slots=True)
class PoliceFile:
    """What a file holds: one number (None: withheld) per region, month and kind.

    `skipped`: rows of a whole year or of the country, which are not read.
    """

    table: Table
    numbers: dict[tuple[str, date, str], int | None] = field(default_factory=dict)
    skipped: int = 0

    @property
    def months(self) -> list[date]:
        return sorted({month for _region, month, _kind in self.numbers})


def read(content: bytes, today: date) -> PoliceFile:
    """Read a whole file. Raises ValidationError with every wrong row by its number; the heading is row 1."""
    text = _decoded(content)
    heading, _, _rest = text.partition("\n")
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [_plain(name) for name in next(rows, [])]
        found = PoliceFile(_table(columns))
        wanted = _Wanted.of(columns, found.table)
        wrong: dict[str, list[int]] = defaultdict(list)
        for number, cells in _numbered(rows):
            if reason := _take(found, wanted, cells, today):
                wrong[reason].append(number)
    except csv.Error as broken:
        raise ValidationError(
            f"Rij {rows.line_num} is geen goede CSV: de aanhalingstekens kloppen niet."
        ) from broken
    if wrong:
        raise ValidationError([f"{_rows_in_words(numbers)}: {reason}" for reason, numbers in wrong.items()])
    if not found.numbers:
        raise ValidationError("In dit bestand staat geen enkele maand. Alleen maanden worden ingelezen.")
    return found


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _plain(name: str) -> str:
    """'GeregistreerdeMisdrijven_1' and 'Geregistreerde misdrijven (aantal)' are one heading."""
    return re.sub(r"[^a-z]", "", re.sub(r"\(.*?\)", "", name.lower()))


def _table(columns: list[str]) -> Table:
    tables = {KIND[name] for name in columns if name in KIND}
    if len(tables) != 1:
        raise ValidationError(NO_TABLE)
    return tables.pop()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Where the columns stand."""

    kind: int
    region: int
    period: int
    number: int

    @classmethod
    def of(cls, columns: list[str], table: Table) -> _Wanted:
        kind = next(name for name in columns if KIND.get(name) == table)
        names = (kind, REGION, PERIOD, NUMBER[table])
        if any(columns.count(name) != 1 for name in names):
            raise ValidationError(NO_TABLE)
        return cls(*(columns.index(name) for name in names))


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them, numbered as a spreadsheet does."""
    for number, cells in enumerate(rows, 2):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _take(found: PoliceFile, wanted: _Wanted, cells: list[str], today: date) -> str:
    """Keep one row. Returns what is wrong with it, or nothing; never what stood in the cell."""
    if len(cells) <= max(wanted.kind, wanted.region, wanted.period, wanted.number):
        return "er ontbreken kolommen."
    period, region = cells[wanted.period].strip(), cells[wanted.region].strip()
    kind, number = cells[wanted.kind].strip(), cells[wanted.number].strip().lower()
    month = MONTH.fullmatch(period)
    if LONGER.fullmatch(period) or (month and COUNTRY.fullmatch(region)):
        found.skipped += 1
        return ""
    if not month or not (2000 <= int(month[1]) <= 2100):
        return "bij ‘Perioden’ staat geen maand, zoals 2026MM06."
    day = date(int(month[1]), int(month[2]), 1)
    if day > today:
        return "de maand moet nog komen."
    if not PLACE.fullmatch(region):
        return "bij ‘WijkenEnBuurten’ staat geen code, zoals BU00340101."
    if not kind or len(kind) > LONGEST_KIND:
        return "de soort ontbreekt of is te lang."
    whole = WHOLE.fullmatch(number)
    if not whole and number not in WITHHELD:
        return "het aantal is geen geheel getal van nul of meer."
    if (key := (region, day, kind)) in found.numbers:
        return "deze buurt, maand en soort staan er al eerder."
    found.numbers[key] = int(whole[1]) if whole else None
    return ""


def _rows_in_words(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Rij {numbers[0]}"
    return f"Rijen {', '.join(str(number) for number in numbers[:-1])} en {numbers[-1]}"
