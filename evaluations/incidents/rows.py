"""Judging rows: every cell to what the database holds, or to a fault with row, column and reason.

A reason never repeats what stood in the cell: it may hold personal data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from areas.models import PositionCode

from ..models import Incident, IncidentCategory
from .columns import LABELS
from .moments import MINUTES, Hour, Moments, WrongMomentError
from .tables import BrokenRowError, Table

REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/ -]{0,39}")
BETWEEN_CODES = re.compile(r"[;,/|\n]+")
FOREVER = "9999-12-31"
ONE_DAY = timedelta(days=1)
MOST_REMEMBERED = 100_000  # cells with codes

NO_REFERENCE = "Het nummer ontbreekt."
FORMULA = "Hier staat een formule of een tekst die met = + - of @ begint. Zet er het nummer zelf in."
IS_FORMULA = "In deze cel staat een formule. Zet er de waarde zelf in."
BAD_REFERENCE = "Dit is geen nummer: gebruik hooguit 40 letters, cijfers, streepjes, punten en spaties."
NO_CATEGORY = "De soort ontbreekt."
UNKNOWN_CATEGORY = (
    "Deze soort incident was er op deze dag niet. De functioneel beheerder houdt de soorten bij."
)
NO_POSITION = "De positie ontbreekt."
UNKNOWN_POSITION = "Een positie met deze code was er op deze dag niet."
NOT_YES_OR_NO = "Vul ja of nee in, of laat de cel leeg."
NOT_PASSED_ON = "Vul politie, handhaving, ambulance, anders of niemand in, of laat de cel leeg."
TOO_SHORT = "In deze rij ontbreken kolommen."

YES_OR_NO: dict[str, bool | None] = {
    **dict.fromkeys(("ja", "j", "1", "waar", "true", "yes"), True),
    **dict.fromkeys(("nee", "n", "0", "onwaar", "false", "no"), False),
    **dict.fromkeys(("", "-", "onbekend"), None),
}
To = Incident.PassedOn
PASSED_ON: dict[str, str] = {
    "": "",
    "-": "",
    "onbekend": "",
    **dict.fromkeys(("niemand", "nee", "geen"), To.NOBODY.value),
    **dict.fromkeys(
        ("handhaving", "boa", "boa’s", "boa's", "handhaving (boa)", "toezicht"), To.ENFORCEMENT.value
    ),
    **dict.fromkeys(("politie", "meldkamer", "meldkamer politie"), To.POLICE.value),
    **dict.fromkeys(("ambulance", "ambulancedienst"), To.AMBULANCE.value),
    **dict.fromkeys(("anders", "ander", "overig", "brandweer"), To.OTHER.value),
}


class Fault(NamedTuple):
    """One thing that is wrong; column and reason are words for the reader."""

    row: int
    column: str
    reason: str


# One incident seen from one position, as it waits beside the table: line (from 1), row, number, moment in
# UTC, year, month, category, relevant, first observed, passed on, followed up, position. A plain tuple: a
# file has a million of them.
Staged = tuple[int, int, str, str, int, int, int, bool, bool | None, str, bool | None, int]


@dataclass(frozen=True, slots=True)
class Kind:
    """A category during the days (ISO, both ends included) on which its record holds."""

    first: str
    last: str
    pk: int
    relevant: bool


class Places(NamedTuple):
    """What a cell with codes meant from the first day until the day before the last (ISO)."""

    first: str
    last: str
    positions: tuple[int, ...]


class Known:
    """The categories and codes that there are, by day. Asked once for a whole file."""

    def __init__(self) -> None:
        self._kinds: dict[str, list[Kind]] = defaultdict(list)
        for one in IncidentCategory.objects.order_by("-valid_from"):
            until = one.valid_to.isoformat() if one.valid_to else FOREVER
            same = self._kinds[" ".join(one.name.casefold().split())]
            if same:  # the newer record takes over on its first day
                until = min(until, (date.fromisoformat(same[-1].first) - ONE_DAY).isoformat())
            same.append(Kind(one.valid_from.isoformat(), until, one.pk, one.relevant))
        of_position: dict[int, list[tuple[date, int, str]]] = defaultdict(list)
        for pk, position, code, since in PositionCode.objects.values_list(
            "pk", "position_id", "code", "valid_from"
        ):
            of_position[position].append((since, pk, code))
        self._codes: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for position, codes in of_position.items():
            codes.sort()
            days = [since.isoformat() for since, _pk, _code in codes] + [FOREVER]
            for number, (_since, _pk, code) in enumerate(codes):
                # Held until the day before the next code of the same position.
                self._codes[code.casefold()].append((days[number], days[number + 1], position))

    def kind(self, cell: str, day: str) -> Kind | None:
        """The category with this name that held on the day."""
        found = self._kinds.get(" ".join(cell.casefold().split()), ())
        return next((kind for kind in found if kind.first <= day <= kind.last), None)

    def places(self, cell: str, day: str) -> Places | None:
        """The positions that a cell names on the day; None when one of its codes was not there."""
        positions: list[int] = []
        first, last = "", FOREVER
        for code in filter(None, (part.strip() for part in BETWEEN_CODES.split(cell))):
            records = self._codes.get(code.casefold(), ())
            held = [record for record in records if record[0] <= day < record[1]]
            if not held:
                return None
            since, until, position = max(held)
            positions.append(position)
            # A code may pass to another position.
            later = [record[0] for record in records if record[0] > day]
            first, last = max(first, since), min(last, until, *later)
        return Places(first, last, tuple(dict.fromkeys(positions)))


class Judge:
    """Turns the rows of one table into staged rows and faults, and counts both."""

    def __init__(self, table: Table, columns: Mapping[str, str], known: Known, moments: Moments) -> None:
        self.table, self.known, self.moments = table, known, moments
        place = {name: table.headings.index(heading) for name, heading in columns.items() if heading}
        self.place, self.width = place, max(place.values()) + 1
        self.heading = {name: columns.get(name) or LABELS[name] for name in LABELS}
        self.rows = self.doubled = self.number_of_faults = 0
        self.wrong: set[int] = set()
        self.faults: list[Fault] = []
        # What a cell meant the last time, for the days on which it means that.
        self._kinds: dict[str, Kind] = {}
        self._places: dict[str, Places] = {}
        self._line = 0

    def fault(self, row: int, name: str, reason: str) -> None:
        self.wrong.add(row)
        self.faults.append(Fault(row, self.heading.get(name, "")[:80], reason))

    def staged(self, most: int) -> Iterator[Staged]:
        """Every sound row of the next so many, once for each of its positions.

        Faults are collected on the way.
        """
        kinds, places, place = self._kinds, self._places, self.place
        at_reference, at_date, at_time = place["reference"], place["date"], place.get("time")
        at_kind, at_place = place["category"], place["positions"]
        optional = [place.get(name) for name in ("first_observed", "passed_on", "followed_up")]
        at_first, at_passed, at_followed = optional
        width, formulas, moments = self.width, self.table.formulas, self.moments
        hours, now = moments.hours, moments.now[:13]
        is_reference = REFERENCE.fullmatch
        line = self._line
        try:
            for row, cells in islice(self.table.rows, most):
                self.rows += 1
                if len(cells) < width or formulas:
                    cells = self._whole(row, cells)
                    if not cells:
                        continue
                reference, kind_cell, place_cell = cells[at_reference], cells[at_kind], cells[at_place]
                when = cells[at_date] if at_time is None else f"{cells[at_date]} {cells[at_time]}"
                hour, minutes = hours.get(when[:13]), MINUTES.get(when[13:])
                kind, seen = kinds.get(kind_cell), places.get(place_cell)
                first = _TRUTH.get(cells[at_first], _UNKNOWN) if at_first is not None else None
                passed = _TO.get(cells[at_passed], _UNKNOWN) if at_passed is not None else ""
                followed = _TRUTH.get(cells[at_followed], _UNKNOWN) if at_followed is not None else None
                if (
                    hour is None or minutes is None or hour.utc >= now or kind is None or seen is None
                    or not kind.first <= hour.day <= kind.last
                    or not seen.first <= hour.day < seen.last
                    or first is _UNKNOWN or passed is _UNKNOWN or followed is _UNKNOWN
                    or not is_reference(reference) or reference[-1] == " "
                ):  # fmt: skip
                    judged = self._slowly(row, reference, when, kind_cell, place_cell, cells)
                    if judged is None:
                        continue
                    reference, hour, minutes, kind, seen, first, passed, followed = judged
                    kinds[kind_cell] = kind
                    if len(places) > MOST_REMEMBERED:
                        places.clear()
                    places[place_cell] = seen
                if hour.doubled:
                    self.doubled += 1
                at = hour.utc + minutes
                for position in seen.positions:
                    line += 1
                    yield (
                        line, row, reference, at, hour.year, hour.month, kind.pk, kind.relevant,
                        first, passed, followed, position,
                    )  # fmt: skip
        except BrokenRowError as broken:
            self.fault(broken.row, "", broken.reason)
        self._line = line

    def _whole(self, row: int, cells: list[str]) -> list[str]:
        """The row when no column is missing and no cell we read is a formula; else nothing."""
        if len(cells) < self.width:
            needed = [
                n for n in ("reference", "date", "category", "positions") if self.place[n] >= len(cells)
            ]
            if needed:
                self.fault(row, "", TOO_SHORT)
                return []
            cells = [*cells, *[""] * (self.width - len(cells))]
        found = self.table.formulas.get(row, ())
        wrong = [name for name, column in self.place.items() if column in found]
        for name in wrong:
            self.fault(row, name, FORMULA if name == "reference" else IS_FORMULA)
        return [] if wrong else cells

    def _slowly(
        self, row: int, reference: str, when: str, kind_cell: str, place_cell: str, cells: list[str]
    ) -> tuple[str, Hour, str, Kind, Places, bool | None, str, bool | None] | None:
        """Every cell of a row that is not as the ones before; None when one of them is wrong."""
        before = len(self.faults)
        reference = " ".join(reference.split())
        if not reference:
            self.fault(row, "reference", NO_REFERENCE)
        elif reference[0] in "=+-@":
            self.fault(row, "reference", FORMULA)
        elif not REFERENCE.fullmatch(reference):
            self.fault(row, "reference", BAD_REFERENCE)
        hour, minutes = None, ""
        try:
            hour, minutes = self.moments.read(when)
        except WrongMomentError as wrong:
            self.fault(row, "date", str(wrong))
        kind = self.known.kind(kind_cell, hour.day) if hour else None
        if not kind_cell.strip():
            self.fault(row, "category", NO_CATEGORY)
        elif hour and kind is None:
            self.fault(row, "category", UNKNOWN_CATEGORY)
        seen = self.known.places(place_cell, hour.day) if hour else None
        if not BETWEEN_CODES.sub("", place_cell).strip():
            self.fault(row, "positions", NO_POSITION)
        elif hour and seen is None:
            self.fault(row, "positions", UNKNOWN_POSITION)
        first = self._one_of(row, "first_observed", cells, YES_OR_NO, NOT_YES_OR_NO)
        passed = self._one_of(row, "passed_on", cells, PASSED_ON, NOT_PASSED_ON)
        followed = self._one_of(row, "followed_up", cells, YES_OR_NO, NOT_YES_OR_NO)
        if len(self.faults) > before or hour is None or kind is None or seen is None:
            return None
        return reference, hour, minutes, kind, seen, first, passed or "", followed

    def _one_of(self, row: int, name: str, cells: list[str], words: Mapping[str, Any], reason: str) -> Any:
        column = self.place.get(name)
        if column is None:
            return words[""]
        word = " ".join(cells[column].casefold().split())
        if word not in words:
            self.fault(row, name, reason)
            return None
        return words[word]


_UNKNOWN: Any = object()
# As cells usually have it, so that they need not be put in small letters.
_FORMS = (str.lower, str.capitalize, str.upper)
_TRUTH: dict[str, Any] = {form(word): value for word, value in YES_OR_NO.items() for form in _FORMS}
_TO: dict[str, Any] = {form(word): value for word, value in PASSED_ON.items() for form in _FORMS}
