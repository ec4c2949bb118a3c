"""What the headings of a file mean, and which headings are refused because persons stand under them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that we read: its name, what it is called on the screen, and headings that mean it."""

    name: str
    label: str
    needed: bool
    help_text: str
    headings: tuple[str, ...]


FIELDS = (
    Field(
        "reference",
        "Nummer",
        True,
        "Het nummer van het incident in het uitkijkcentrum",
        (
            "nummer",
            "incidentnummer",
            "incidentnr",
            "meldingsnummer",
            "registratienummer",
            "volgnummer",
            "nr",
            "id",
        ),
    ),
    Field(
        "date",
        "Datum",
        True,
        "Bijvoorbeeld 31-12-2025 of 2025-12-31, met of zonder de tijd erachter",
        (
            "datum",
            "datumtijd",
            "datumentijd",
            "datumincident",
            "incidentdatum",
            "begindatum",
            "tijdstip",
            "wanneer",
        ),
    ),
    Field(
        "time",
        "Tijd",
        False,
        "Alleen als de tijd niet in dezelfde kolom staat als de datum",
        ("tijd", "tijdincident", "incidenttijd", "begintijd"),
    ),
    Field(
        "category",
        "Soort incident",
        True,
        "Een van de soorten die de functioneel beheerder bijhoudt",
        ("soort", "soortincident", "incidentsoort", "categorie", "type", "incidenttype"),
    ),
    Field(
        "positions",
        "Positie",
        True,
        "De code van de positie; meer codes scheidt u met een puntkomma, een komma of een schuine streep",
        (
            "positie",
            "posities",
            "positiecode",
            "camera",
            "cameras",
            "cameranummer",
            "camerapositie",
            "cameracode",
        ),
    ),
    Field(
        "first_observed",
        "Als eerste gezien",
        False,
        "Ja of nee: zag de observant het als eerste?",
        (
            "alseerstegezien",
            "eerstegezien",
            "eerstgezien",
            "alseerstegeziendoorobservant",
            "alseerstegeziendoordeobservant",
            "zelfwaargenomen",
        ),
    ),
    Field(
        "passed_on",
        "Doorgegeven aan",
        False,
        "Politie, handhaving, ambulance, anders of niemand",
        ("doorgegevenaan", "doorgegeven", "gemeldaan"),
    ),
    Field("followed_up", "Opgevolgd", False, "Ja of nee", ("opgevolgd", "opvolging")),
)
LABELS = {field.name: field.label for field in FIELDS}
KNOWN = {heading: field.name for field in FIELDS for heading in field.headings}

# Anywhere in a heading, written as one word without signs.
PERSONAL = (
    "achternaam", "voornaam", "voorletter", "initialen", "geboort", "bsn", "burgerservice", "kenteken",
    "telefoon", "telnr", "mobielnummer", "email", "mailadres", "adres", "woonplaats", "huisnummer",
    "postcode",
    "verdacht", "slachtoffer", "getuige", "betrokkene", "aangever", "melder", "dader", "persoon",
    "signalement",
    "nationaliteit", "geslacht", "leeftijd", "paspoort", "rijbewijs", "identiteit", "contactgegevens",
)  # fmt: skip
# Names of things, not of persons.
THINGS = ("camera", "positie", "gebied", "straat", "wijk", "buurt", "plein", "locatie", "bestand", "incident")
LONGEST_HEADING = 80


def plain(heading: str) -> str:
    """A heading as one word in small letters: 'Soort incident' and 'soort_incident' are the same."""
    return re.sub(r"[\W_]+", "", heading.casefold())


def is_personal(heading: str) -> bool:
    """Whether the heading suggests that persons stand under it."""
    word = plain(heading)
    if word in KNOWN:
        return False
    if any(part in word for part in PERSONAL):
        return True
    return "naam" in word and not word.startswith(THINGS)


def refuse_personal(headings: Sequence[str]) -> None:
    """Raises ValidationError, with their names, for headings that suggest personal data."""
    found = [heading[:LONGEST_HEADING] for heading in headings if is_personal(heading)]
    if not found:
        return
    names = ", ".join(f"‘{heading}’" for heading in found)
    raise ValidationError(
        f"In dit bestand kunnen persoonsgegevens staan, in: {names}. Haal deze kolom"
        f"{'men' if len(found) > 1 else ''} uit het bestand en kies het daarna opnieuw. Er is niets bewaard."
    )


def suggest(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[str, str]:
    """Our field by the heading that seems to mean it; what was remembered goes before."""
    once = [heading for heading, number in Counter(headings).items() if number == 1 and heading]
    if remembered:
        return {name: heading for name, heading in remembered.items() if heading in once}
    found: dict[str, str] = {}
    for heading in once:
        name = KNOWN.get(plain(heading))
        if name and name not in found:
            found[name] = heading
    return found


def check(columns: Mapping[str, str], headings: Sequence[str]) -> None:
    """Raises ValidationError, per field, for a mapping that these headings cannot bear."""
    wrong: dict[str, str] = {}
    for field in FIELDS:
        heading = columns.get(field.name)
        if not heading:
            if field.needed:
                wrong[field.name] = f"Kies de kolom waarin ‘{field.label}’ staat."
        elif headings.count(heading) != 1:
            wrong[field.name] = "Deze kolom staat niet, of meer dan één keer, in het bestand."
        elif is_personal(heading):
            wrong[field.name] = "Deze kolom kan persoonsgegevens bevatten en wordt niet gelezen."
    chosen = Counter(heading for heading in columns.values() if heading)
    for name, heading in columns.items():
        if heading and chosen[heading] > 1:
            wrong.setdefault(name, "Deze kolom koos u ook voor iets anders.")
    if wrong:
        raise ValidationError(wrong)


def fingerprint(headings: Sequence[str]) -> str:
    """The same for files with the same headings, in whatever order."""
    return hashlib.sha256("\n".join(sorted(headings)).encode()).hexdigest()
