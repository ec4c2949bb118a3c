"""manage.py destroy_expired: destroy personal data and confidential files that were kept long enough."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from almere_camera.findings import Refused
from decisions import retention, workflow


class Command(BaseCommand):
    help = (
        "Vernietigt persoonsgegevens van bezwaarmakers en vertrouwelijke bestanden waarvan de bewaartermijn "
        "voorbij is. Draai dit elke nacht; wat al is vernietigd, wordt overgeslagen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="zeg alleen wat er zou worden vernietigd")

    def handle(self, *args: Any, **options: Any) -> None:
        today, only_say = timezone.localdate(), options["dry_run"]
        said = "zou worden vernietigd" if only_say else "vernietigd"
        number = 0
        for objection in retention.expired_objections(today):
            number += self._do(
                f"persoonsgegevens bij bezwaar {objection.number} {said}",
                None
                if only_say
                else lambda o=objection: workflow.destroy_personal_data(
                    objection=o, by=None, version=o.version
                ),
            )
        for piece in retention.expired_files(today):
            number += self._do(
                f"bestand van stuk {piece.pk} bij {piece.decision.kenmerk} {said}",
                None if only_say else lambda p=piece: workflow.destroy_evidence_file(evidence=p, by=None),
            )
        if not only_say:
            for name in retention.remove_what_was_left():
                self.stdout.write(f"achtergebleven bestand {name} verwijderd")
        self.stdout.write(f"{number} {said}.")

    def _do(self, what: str, act: Any) -> int:
        """One act; what stands in its way is told and the next one goes on."""
        try:
            if act is not None:
                act()
        except Refused as refusal:
            self.stderr.write(f"niet gelukt: {what}: {refusal}")
            return 0
        self.stdout.write(what)
        return 1
