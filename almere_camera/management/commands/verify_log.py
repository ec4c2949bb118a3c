"""manage.py verify_log: is the log whole? The number of events and the head, or the first fault."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from almere_camera import audit


class Command(BaseCommand):
    help = "Loopt het hele logboek na. Is er iets gewijzigd, weg of verwisseld, dan is de uitkomst 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--contains",
            default="",
            metavar="CONTROLEGETAL",
            help="Een controlegetal dat elders staat, zoals onder een vastgesteld besluit: "
            "dat moet in het logboek voorkomen.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit 1) with the first wrong event."""
        try:
            count = audit.verify(contains=options["contains"].strip().lower())
        except audit.ChainBroken as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{count} gebeurtenissen, alle in orde")
        self.stdout.write(f"controlegetal {audit.head().hash}")
