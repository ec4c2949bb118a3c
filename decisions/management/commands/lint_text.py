"""manage.py lint_text FILE [--excerpt]: what is wrong in the words of a decision, one line each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from almere_camera.models import LegalBasis
from decisions import lint

MOST_BYTES = 5_000_000
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13})  # what no text holds


class Command(BaseCommand):
    help = "Leest een tekst (.txt) na op fouten die in echte besluiten zijn gemaakt. Gevonden: uitkomst 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path, help="Een bestand met platte tekst.")
        parser.add_argument(
            "--excerpt", action="store_true", help="Het is een fragment: wat er niet in staat, zegt niets."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a file that cannot be read as a text."""
        written, excerpt = read(options["bestand"]), options["excerpt"]
        day = lint.day_of_decision(lint.read_text(written)) or timezone.localdate()
        bases = tuple(str(basis) for basis in LegalBasis.objects.valid_on(day))
        findings = lint.lint_text(written, excerpt=excerpt, known=lint.Known(bases))
        for finding in findings:
            place = f"regel {finding.line}" if finding.line else "hele tekst"
            self.stdout.write(f"{finding.code}\t{place}\t{finding.message}\t{finding.article}")
        if findings:
            sys.exit(1)
        self.stdout.write("Geen fouten gevonden.")


def read(path: Path) -> str:
    """The words of a file in UTF-8 or Windows-1252. Raises CommandError, in Dutch, for any other."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CommandError(f"Het bestand {path} bestaat niet.") from None
    except IsADirectoryError:
        raise CommandError(f"{path} is een map. Geef een bestand op.") from None
    except OSError as error:
        raise CommandError(f"Het bestand {path} is niet te lezen: {error.strerror}.") from error
    if not content.strip():
        raise CommandError(f"Het bestand {path} is leeg.")
    if len(content) > MOST_BYTES:
        raise CommandError(f"Het bestand {path} is te groot: hoogstens {MOST_BYTES // 1_000_000} MB.")
    if content.translate(None, CONTROLS) != content:
        raise CommandError(
            f"{path} is geen platte tekst. Bewaar het document als tekst (.txt) en probeer het opnieuw."
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CommandError(f"{path} heeft een onbekende tekencodering. Bewaar het bestand als UTF-8.")
