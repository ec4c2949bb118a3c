"""Compare a published file with the adopted text: `manage.py compare_publication KENMERK FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser

from almere_camera.findings import Refused
from almere_camera.models import User
from almere_camera.uploads import PUBLISHED_TYPES, Checked, checked
from decisions import published, workflow
from decisions.models import Decision
from decisions.workflow.comparing import deviations


class Command(BaseCommand):
    help = "Vergelijkt een bekendgemaakt bestand met de vastgestelde tekst. Uitkomst 1 als zij verschillen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kenmerk")
        parser.add_argument("bestand", type=Path)
        parser.add_argument("--namens", help="Leg de uitkomst vast in het dossier, namens deze gebruiker.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for an unknown kenmerk or user, and for a file that cannot be read."""
        decision = Decision.objects.filter(kenmerk=options["kenmerk"]).first()
        adopted = decision.adopted_text if decision else None
        if decision is None or adopted is None:
            raise CommandError(f"Er is geen vastgesteld besluit met kenmerk {options['kenmerk']}.")
        upload = _read(options["bestand"])
        if options["namens"]:
            pairs = _recorded(decision, upload, options["namens"])
        else:
            try:
                pairs = deviations(decision, adopted, published.read(upload))
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        for ours, theirs in pairs:
            self.stdout.write(f"vastgesteld:   {ours}\nbekendgemaakt: {theirs}\n")
        if pairs:
            raise CommandError(f"De teksten verschillen op {len(pairs)} plaats(en).", returncode=1)
        self.stdout.write("De bekendgemaakte tekst is gelijk aan de vastgestelde tekst.")


def _read(path: Path) -> Checked:
    try:
        with path.open("rb") as file:
            return checked(UploadedFile(file, path.name, size=path.stat().st_size), PUBLISHED_TYPES)
    except OSError as error:
        raise CommandError(f"Het bestand kon niet worden gelezen: {error.strerror}.") from error
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _recorded(decision: Decision, upload: Checked, username: str) -> list[tuple[str, str]]:
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(f"Er is geen gebruiker {username}.")
    try:
        made = workflow.compare_publication(decision=decision, by=person, upload=upload)
    except Refused as refusal:
        raise CommandError(" ".join(finding.message for finding in refusal.findings)) from refusal
    return [(ours, theirs) for ours, theirs in made.differences]
