"""manage.py findings KENMERK: everything the rules find in a case, one line each."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from decisions import rules
from decisions.models import FROZEN, Decision


class Command(BaseCommand):
    help = "Toont wat de regels vinden in een zaak. Houdt iets het vaststellen tegen, dan is de uitkomst 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kenmerk", help="Het kenmerk van de zaak.")

    def handle(self, *args: Any, **options: Any) -> None:
        kenmerk: str = options["kenmerk"]
        decision = Decision.objects.filter(kenmerk=kenmerk).first()
        if decision is None:
            raise CommandError(f"Er is geen zaak met kenmerk {kenmerk}.", returncode=2)
        found = rules.findings(decision, today=timezone.localdate())
        for finding in found:
            self.stdout.write(f"{finding.code}\t{finding.kind}\t{finding.message}\t{finding.article}")
        if decision.status not in FROZEN and rules.outstanding(found):
            sys.exit(1)
