"""Load the demonstration: `manage.py load_demo`. Harmless when it is there already."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from almere_camera import demonstration
from decisions import clauses
from decisions.demonstration.current import Stage, load_current, the_mayor
from decisions.demonstration.filling import Cast
from decisions.demonstration.frameworks import load_frameworks
from decisions.demonstration.past import load_past
from decisions.demonstration.places import load_places
from decisions.demonstration.records import PASSWORD, PEOPLE, load_people, load_records


class Command(BaseCommand):
    help = "Laadt de demonstratie: kaders, oude besluiten, verzonnen zaken en gebruikers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses outside development: the users have a password that everybody knows."""
        if not settings.DEBUG:
            raise CommandError("De demonstratie kan alleen worden geladen met DEBUG aan.")
        with transaction.atomic():
            load_records()
            clauses.load()
            people = load_people()
            frameworks = load_frameworks()
            areas = load_places(people["beleid"])
            load_past(people["beleid"], areas, frameworks)
        cast = Cast(
            officer=people["beleid"],
            reviewer=people["toets"],
            office=people["kabinet"],
            communications=people["communicatie"],
            signatory=the_mayor(),
        )
        load_current(Stage(cast, areas, timezone.localdate()))
        demonstration.run_all(people, areas, timezone.localdate())
        self._show_people()

    def _show_people(self) -> None:
        self.stdout.write("De demonstratie staat klaar. U kunt inloggen als:")
        for username, first_name, last_name, _job, roles in PEOPLE:
            self.stdout.write(f"  {username:<13} {first_name} {last_name} ({', '.join(roles)})")
        self.stdout.write(f"Het wachtwoord is steeds: {PASSWORD}")
