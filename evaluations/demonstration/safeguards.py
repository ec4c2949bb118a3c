"""The safeguards that chapter 6 of the framework names, and invented confirmations of them.

The safeguards are facts with their source. Where the framework says 'periodiek', or gives no term, the
number of months is a choice, and the source says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from almere_camera.models import User
from decisions.demonstration.records import INVENTED

from ..models import Safeguard, SafeguardConfirmation
from ..workflow.safeguards import confirm_safeguard

CHAPTER = "Beleidskader cameratoezicht 2024-2027, hoofdstuk 6"
CHOICE = f"{CHAPTER}; het kader noemt geen termijn: {{months}} maanden is een keuze, te bevestigen"
SINCE = date(2025, 6, 6)  # the framework is in force


@dataclass(frozen=True)
class Known:
    """One safeguard of the framework. `days_ago`: when its invented confirmation was; None: never."""

    name: str
    responsible: str
    description: str
    months: int | None
    choice: bool = True
    at_new_technology: bool = False
    days_ago: int | None = None
    document: str = ""


DPIA = "Data Protection Impact Assessment (DPIA)"
KNOWN = (
    Known(
        DPIA,
        "korpschef",
        "Vooraf zijn de risico’s voor de privacy in kaart gebracht, met maatregelen om die te verkleinen. "
        "Bij nieuwe technologie wordt de DPIA opnieuw uitgevoerd.",
        None,
        choice=False,
        at_new_technology=True,
    ),
    Known(
        "Audit Wet politiegegevens (Wpg)",
        "korpschef",
        "Een jaarlijks verplichte audit over de wijze waarop politiegegevens worden verwerkt.",
        12,
        choice=False,
        days_ago=330,
        document="Verslag Wpg-audit",
    ),
    Known(
        "Automatisch wissen na 28 dagen",
        "politie",
        "De software wist beelden na het verlopen van de bewaartermijn. De politie controleert periodiek of "
        "dat goed gaat.",
        6,
        days_ago=60,
    ),
    Known(
        "Afschermen van woningen (blanking)",
        "politie",
        "Een grijs vlak ligt over alle woningen waar de camera naar binnen zou kunnen kijken, en draait mee "
        "met de camera.",
        12,
        days_ago=100,
    ),
    Known(
        "Controle van handelingen en log-ins",
        "clustermanager meldkamer",
        "Wat de observanten doen wordt gelogd. De clustermanager van de meldkamer controleert de log-ins "
        "periodiek.",
        6,
        days_ago=250,
    ),
    Known(
        "Toegang tot uitkijk- en serverruimten",
        "clustermanager meldkamer",
        "De ruimten zijn niet vrij toegankelijk: alleen een beperkt aantal geautoriseerde en bevoegde "
        "medewerkers komt er binnen.",
        12,
        days_ago=40,
    ),
    Known(
        "Observanten opgeleid en gescreend",
        "clustermanager meldkamer",
        "Alleen aangewezen observanten bekijken beelden. Zij zijn buitengewoon opsporingsambtenaar, en "
        "opgeleid en gescreend voor zij beginnen. Leg nooit hun namen vast.",
        12,
    ),
)
# Who is responsible does not stand in the framework for these.
NOT_NAMED = {"Toegang tot uitkijk- en serverruimten", "Observanten opgeleid en gescreend"}


def load_safeguards(people: dict[str, User], _areas: dict[str, Any], today: date) -> None:
    """The safeguards and their confirmations. Idempotent."""
    for known in KNOWN:
        safeguard, _made = Safeguard.objects.get_or_create(
            name=known.name,
            valid_from=SINCE,
            defaults={
                "description": known.description,
                "responsible": known.responsible,
                "chapter": "hoofdstuk 6 van het beleidskader",
                "every_months": known.months,
                "at_new_technology": known.at_new_technology,
                "source": _source(known),
            },
        )
        if not SafeguardConfirmation.objects.filter(safeguard=safeguard).exists():
            _confirm(safeguard, known, people["beleid"], today)


def _source(known: Known) -> str:
    source = CHOICE.format(months=known.months) if known.choice else CHAPTER
    return f"{source}; wie verantwoordelijk is, is een keuze" if known.name in NOT_NAMED else source


def _confirm(safeguard: Safeguard, known: Known, by: User, today: date) -> None:
    """What the framework says of the DPIA; of the others something invented."""
    if known.name == DPIA:
        confirm_safeguard(
            safeguard=safeguard,
            by=by,
            confirmed_on=date(2023, 12, 31),
            party="gemeente Almere",
            in_order=True,
            document=CHAPTER,
            note="Het kader zegt: voor het laatst vastgesteld in 2023. De dag staat er niet bij.",
        )
    elif known.days_ago is not None:
        confirm_safeguard(
            safeguard=safeguard,
            by=by,
            confirmed_on=today - timedelta(days=known.days_ago),
            party=known.responsible,
            in_order=True,
            document=known.document,
            note=INVENTED,
        )
