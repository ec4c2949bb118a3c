"""Fill an empty database to measure on: `manage.py generate_load --decisions 10000 --positions 2000`."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from decisions import load


def _positive(words: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise ArgumentTypeError("Geef een geheel getal vanaf 1.")
    return int(words)


class Command(BaseCommand):
    help = "Vult een lege database met verzonnen besluiten, gebieden en posities om snelheid mee te meten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--decisions", type=_positive, default=10_000, help="aantal besluiten")
        parser.add_argument("--positions", type=_positive, default=2_000, help="aantal cameraposities")

    def handle(self, *args: Any, decisions: int, positions: int, **options: Any) -> None:
        """Refuses outside development, and where decisions stand already."""
        if not settings.DEBUG:
            raise CommandError("Een belasting kan alleen worden gemaakt met DEBUG aan.")
        try:
            made = load.fill(decisions, positions, timezone.localdate())
        except ValueError as taken:
            raise CommandError("In deze database staan al besluiten. Kies een lege database.") from taken
        self.stdout.write(
            f"Gemaakt: {made.decisions} besluiten, {made.areas} gebieden en {made.positions} posities."
        )
