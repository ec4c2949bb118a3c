"""manage.py verify_adopted: is every adopted text still what was adopted?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from almere_camera import audit
from decisions.verifying import Outcome, verify_adopted

RENDERED = {
    True: "PDF opnieuw gemaakt: gelijk",
    False: "PDF opnieuw gemaakt: anders (dat kan door een andere versie van het programma komen)",
}


class Command(BaseCommand):
    help = "Vergelijkt elke vastgestelde tekst met haar hashes en met het logboek. Bij verschil: uitkomst 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-render", action="store_true", help="Maak de PDF's niet opnieuw (sneller).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (exit 1) when the log or a text is not whole; all texts are shown first."""
        broken = self._log_fault()
        outcomes = []
        for outcome in verify_adopted(render=not options["no_render"]):
            outcomes.append(outcome)
            self._show(outcome)
        wrong = sum(bool(outcome.faults) for outcome in outcomes)
        if broken or wrong:
            raise CommandError(f"{wrong} van {len(outcomes)} teksten zijn niet in orde. {broken}".strip())
        self.stdout.write(f"{len(outcomes)} vastgestelde teksten, alle in orde")

    def _log_fault(self) -> str:
        """A comparison with a log that was changed proves nothing."""
        try:
            audit.verify()
        except audit.ChainBroken as fault:
            self.stdout.write(str(fault))
            return "Ook het logboek is niet in orde."
        return ""

    def _show(self, outcome: Outcome) -> None:
        words = "NIET IN ORDE" if outcome.faults else "in orde"
        rendered = RENDERED.get(outcome.rendered_equal, "")  # type: ignore[arg-type]
        self.stdout.write("; ".join(filter(None, (f"{outcome.label}: {words}", rendered))))
        for fault in outcome.faults:
            self.stdout.write(f"  {fault}")
