"""What can happen to figures and evaluations: the names in the log and their Dutch words."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "incidents.uploaded": "Bestand met incidenten geladen",
    "incidents.columns_chosen": "Kolommen van een bestand gekozen",
    "incidents.checked": "Bestand met incidenten gecontroleerd",
    "incidents.take_over_asked": "Overnemen van incidenten gevraagd",
    "incidents.taken_over": "Incidenten overgenomen",
    "incidents.begun_again": "Afgebroken import opnieuw begonnen",
    "incidents.broken_off": "Import afgebroken",
    "incidents.dropped": "Bestand niet overgenomen",
    "incidents.undone": "Import van incidenten teruggedraaid",
    "safeguard.confirmed": "Bevestiging van een waarborg vastgelegd",
    "lesson.recorded": "Les van een mobiele inzet vastgelegd",
    "technology.recorded": "Nieuwe technologie vastgelegd",
    "review.year_planned": "Jaarlijkse beoordeling geopend",
    "review.judged": "Oordeel over een positie gegeven",
    "review.returned": "Oordeel over een positie teruggestuurd",
    "review.confirmed": "Oordeel over een positie bevestigd",
    "review.carried_out": "Camera weggehaald of verplaatst",
    "review.follow_up_opened": "Zaak geopend na de beoordeling van een positie",
    "purpose.recorded": "Ander doel van een positie vastgelegd",
    "purpose.ended": "Ander doel van een positie beëindigd",
}
