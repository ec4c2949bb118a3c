"""Fill an empty database to measure on: `manage.py generate_load --decisions 10000 --incidents 1000000`."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from decisions import load
from evaluations.load import fill_incidents


def _number(words: str) -> int:
    return 0 if words == "0" else _positive(words)


def _positive(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise ArgumentTypeError("Geef een geheel getal vanaf 1.")
    return int(words)


class Command(BaseCommand):
    help = "Vult een lege database met verzonnen besluiten, posities en incidenten om snelheid mee te meten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--decisions", type=_positive, default=10_000, help="aantal besluiten")
        parser.add_argument("--positions", type=_positive, default=2_000, help="aantal cameraposities")
        parser.add_argument("--incidents", type=_number, default=0, help="aantal incidenten, of 0")

    def handle(self, *args: Any, decisions: int, positions: int, incidents: int, **options: Any) -> None:
        """Refuses outside development, and where decisions stand already."""
        if not settings.DEBUG:
            raise CommandError("Een belasting kan alleen worden gemaakt met DEBUG aan.")
        try:
            with transaction.atomic():
                made = load.fill(decisions, positions, timezone.localdate())
                seen = fill_incidents(incidents, timezone.localdate())
        except ValueError as taken:
            raise CommandError("In deze database staan al besluiten. Kies een lege database.") from taken
        self.stdout.write(
            f"Gemaakt: {made.decisions} besluiten, {made.areas} gebieden, {made.positions} posities "
            f"en {seen} incidenten."
        )
