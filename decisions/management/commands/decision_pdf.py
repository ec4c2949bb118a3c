"""Write the adopted PDF of a decision: `manage.py decision_pdf KENMERK FILE`."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from decisions.models import Decision


class Command(BaseCommand):
    help = "Schrijft de vastgestelde PDF van een besluit naar een bestand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kenmerk")
        parser.add_argument("bestand", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for an unknown kenmerk, or a case that has no adopted text."""
        decision = Decision.objects.filter(kenmerk=options["kenmerk"]).first()
        if decision is None:
            raise CommandError(f"Er is geen besluit met kenmerk {options['kenmerk']}.")
        adopted = decision.adopted_text
        if adopted is None:
            raise CommandError(f"Van {decision.kenmerk} is geen vastgestelde tekst.")
        pdf = bytes(adopted.pdf)
        if hashlib.sha256(pdf).hexdigest() != adopted.pdf_sha256:
            raise CommandError("De PDF is niet meer gelijk aan de vastgestelde PDF. Waarschuw de beheerder.")
        try:
            options["bestand"].write_bytes(pdf)
        except OSError as error:
            raise CommandError(f"Het bestand kon niet worden geschreven: {error.strerror}.") from error
        self.stdout.write(f"{options['bestand']} geschreven (sha256 {adopted.pdf_sha256})")
