"""What decisions add to the page 'Configuratie': the policy framework, and its evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format

from almere_camera import configuration
from almere_camera.configuration import Light

from . import settled
from .deadlines import Kind, framework_evaluation
from .models import PolicyFramework


def register() -> None:
    """Called once, when the app is ready."""
    configuration.register(framework)


def framework(today: date) -> Iterator[Light]:
    """One version of the framework in force today, and the evaluation not overdue (hoofdstuk 7)."""
    in_force = [str(version) for version in PolicyFramework.objects.in_force_on(today)]
    yield Light(
        title="Beleidskader",
        good=len(in_force) == 1,
        found=" en ".join(in_force) or "Er geldt vandaag geen beleidskader.",
        todo="Er geldt één versie tegelijk. Leg vast welke geldt, en trek de vorige in met ingang van "
        "dezelfde dag.",
        model=PolicyFramework,
    )
    if evaluation := framework_evaluation(today):
        version, due = evaluation
        yield Light(
            title="Evaluatie van het beleidskader",
            good=today <= due or f"{Kind.FRAMEWORK}:{version.pk}" in settled.keys_on(today),
            found=f"Uiterlijk {date_format(due, 'j F Y')}, een half jaar voor het einde van de periode "
            f"{version.period_first_year}-{version.period_last_year}.",
            todo="Evalueer het beleidskader en leg de versie voor de volgende periode vast.",
            model=PolicyFramework,
        )
