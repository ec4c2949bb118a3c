"""Bring the clauses of the application into the text bank: `manage.py load_clauses`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from decisions import clauses


class Command(BaseCommand):
    help = "Zet de meegeleverde tekstblokken in de tekstbank; wat de beheerder schreef of introk, blijft."

    def handle(self, *args: Any, **options: Any) -> None:
        """Idempotent: a second run adds nothing."""
        added, renewed = clauses.load()
        self.stdout.write(f"Tekstbank: {added} tekstblokken toegevoegd, {renewed} kregen een nieuwe versie.")
