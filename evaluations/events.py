"""What can happen to figures and evaluations: the names in the log and their Dutch words."""

from __future__ import annotations

LABELS: dict[str, str] = {
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
