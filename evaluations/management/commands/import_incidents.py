"""Read a file of incidents, however long: `manage.py import_incidents FILE --areas X --from M --to M`."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from areas.models import Area
from evaluations.models import ImportRun
from evaluations.workflow import incidents


def _month(words: str) -> date:
    try:
        return date.fromisoformat(f"{words}-01")
    except ValueError:
        raise ArgumentTypeError("Schrijf een maand als 2025-01.") from None


class Command(BaseCommand):
    help = "Leest incidenten uit een CSV- of Excelbestand: alles of niets, met elke fout per rij."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="BESTAND")
        words = "gebieden waarvoor het bestand volledig is"
        parser.add_argument("--areas", nargs="+", required=True, metavar="NAAM", help=words)
        words = "eerste maand waarvoor het volledig is, als 2025-01"
        parser.add_argument("--from", dest="first", type=_month, required=True, metavar="MAAND", help=words)
        words = "laatste maand waarvoor het volledig is"
        parser.add_argument("--to", dest="last", type=_month, required=True, metavar="MAAND", help=words)
        parser.add_argument("--dry-run", action="store_true", help="alleen nakijken")

    def handle(
        self, *args: Any, file: Path, areas: list[str], first: date, last: date, dry_run: bool, **options: Any
    ) -> None:
        """Prints every fault; ends with an error when nothing was taken over because of them."""
        found = list(Area.objects.filter(name__in=areas))
        if missing := set(areas) - {area.name for area in found}:
            raise CommandError(f"Er is geen gebied met de naam {', '.join(sorted(missing))}.")
        try:
            with file.open("rb") as content:
                sha256 = hashlib.file_digest(content, "sha256").hexdigest()
            run = incidents.import_file(
                by=None,
                opener=lambda: file.open("rb"),
                file_name=file.name[-200:],
                sha256=sha256,
                size=file.stat().st_size,
                areas=found,
                first_month=first,
                last_month=last,
                dry_run=dry_run,
            )
        except OSError as error:
            raise CommandError(f"Dit bestand is niet te lezen: {error.strerror}.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self._tell(run, dry_run)

    def _tell(self, run: ImportRun, dry_run: bool) -> None:
        for fault in incidents.faults_of(run).iterator(2_000):
            where = f"rij {fault.row}, {fault.column}" if fault.column else f"rij {fault.row}"
            self.stdout.write(f"{where}: {fault.reason}")
        if run.rows_doubled:
            self.stdout.write(f"In het dubbele uur van oktober, gelezen als zomertijd: {run.rows_doubled}.")
        wrong = f"{run.rows} rijen gelezen, {run.rows_wrong} fout."
        if run.rows_wrong:
            raise CommandError(f"{wrong} Er is niets overgenomen.")
        done = (
            "Niets overgenomen: dit was een proef."
            if dry_run
            else f"{run.incidents_count} incidenten overgenomen."
        )
        self.stdout.write(f"{wrong} {done}")
