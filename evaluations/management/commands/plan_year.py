"""Open the review of a year that is over: `manage.py plan_year 2025`. Harmless when it is open already."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from evaluations.workflow.reviews import plan_year


class Command(BaseCommand):
    help = "Opent de jaarlijkse beoordeling van de posities in de centrumgebieden."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, metavar="JAAR", help="een jaar dat voorbij is, zoals 2025")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, in Dutch, for a year that cannot be opened."""
        try:
            planned = plan_year(year=options["year"], by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"De beoordeling van {planned} staat open: {planned.reviews.count()} posities.")
