"""manage.py remind: mail what comes up to whoever must act. Run it every day."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from decisions.reminding import remind


class Command(BaseCommand):
    help = (
        "Mailt iedereen de termijnen van zijn rollen die binnen twee weken aflopen of al voorbij zijn, "
        "elke termijn één keer. Lukt een mail niet, dan is de uitkomst 1; de volgende keer gaat hij alsnog."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Laat zien wat er gemaild zou worden; mailt niets."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        dry_run: bool = options["dry_run"]
        outcome = remind(timezone.localdate(), dry_run=dry_run)
        for user, sent in outcome.sent:
            self.stdout.write(f"{user.username}: {len(sent)} {'termijn' if len(sent) == 1 else 'termijnen'}")
            if dry_run:
                for deadline in sent:
                    self.stdout.write(f"  {deadline.due.isoformat()} {deadline.label}")
        for user, error in outcome.failed:
            self.stderr.write(f"{user.username}: niet gemaild ({error})")
        if outcome.failed:
            sys.exit(1)
