"""manage.py objection_term DATE...: the last day for objections per day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from almere_camera.models import EqualledHoliday
from decisions.terms import last_day_for_objections

ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
DUTCH = re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})")
LAST_YEAR = 9998  # the calendar of the computer ends the year after


class Command(BaseCommand):
    help = (
        "Rekent de laatste dag voor bezwaar uit (art. 6:7 en 6:8 Awb, Algemene termijnenwet): per datum van "
        "bekendmaking een regel 'bekendgemaakt laatste-dag'."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "dates",
            nargs="+",
            metavar="DATUM",
            help="Datum van bekendmaking, bijvoorbeeld 2026-04-02 of 2-4-2026.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a date that cannot be read; then nothing is printed."""
        published = [day_of(typed) for typed in options["dates"]]
        equalled = recorded_days()
        terms = [(day, last_day_for_objections(day, equalled)) for day in published]
        self._warn(terms, equalled)
        for day, last_day in terms:
            self.stdout.write(f"{day.isoformat()} {last_day.isoformat()}")

    def _warn(self, terms: Iterable[tuple[date, date]], equalled: frozenset[date]) -> None:
        """Say for which years no equalled day is recorded: there the answer may be a day too early."""
        if not equalled:
            self.stderr.write(
                "Let op: er zijn geen gelijkgestelde dagen vastgelegd (art. 3 lid 3 Algemene termijnenwet)."
            )
            return
        known = {day.year for day in equalled}
        unknown = sorted({last_day.year for _day, last_day in terms} - known)
        if unknown:
            years = ", ".join(str(year) for year in unknown)
            self.stderr.write(f"Let op: voor {years} zijn geen gelijkgestelde dagen vastgelegd.")


def day_of(typed: str) -> date:
    """The day that was typed, year first or day first. Raises CommandError."""
    found = ISO.fullmatch(typed.strip()) or DUTCH.fullmatch(typed.strip())
    try:
        if found is None or int(found["year"]) > LAST_YEAR:
            raise ValueError
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise CommandError(f"‘{typed}’ is geen datum. Schrijf bijvoorbeeld 2026-04-02 of 2-4-2026.") from None


def recorded_days() -> frozenset[date]:
    """The equalled days that are recorded; none when the database has not been set up."""
    try:
        return frozenset(EqualledHoliday.objects.values_list("day", flat=True))
    except DatabaseError:
        return frozenset()
