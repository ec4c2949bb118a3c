"""Write the publication package of a decision: `manage.py publication_package KENMERK FOLDER`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from decisions import publication
from decisions.models import AdoptedText, Decision


class Command(BaseCommand):
    help = "Schrijft het publicatiepakket van een vastgesteld besluit als zip in een map."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kenmerk")
        parser.add_argument("map", type=Path)
        parser.add_argument(
            "--tekst",
            choices=[kind.value for kind in publication.PUBLISHED_KINDS],
            default=AdoptedText.Kind.DECISION.value,
        )
        parser.add_argument(
            "--bekendmaking", type=date.fromisoformat, help="bedoelde dag, jjjj-mm-dd; anders vandaag"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for an unknown kenmerk, or a case that has no such text."""
        decision = Decision.objects.filter(kenmerk=options["kenmerk"]).first()
        if decision is None:
            raise CommandError(f"Er is geen besluit met kenmerk {options['kenmerk']}.")
        adopted = publication.text_to_publish(decision, options["tekst"])
        if adopted is None:
            raise CommandError(f"Van {decision.kenmerk} is geen vastgestelde tekst ({options['tekst']}).")
        try:
            made = publication.publication_package(publication.sheet_of(adopted, options["bekendmaking"]))
            target = options["map"] / made.name
            options["map"].mkdir(parents=True, exist_ok=True)
            target.write_bytes(made.content)
        except publication.PackageError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Het pakket kon niet worden geschreven: {error.strerror}.") from error
        self.stdout.write(f"{target} geschreven ({len(made.content)} bytes)")
