"""What can happen to figures and evaluations: the names in the log and their Dutch words."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "safeguard.confirmed": "Bevestiging van een waarborg vastgelegd",
    "lesson.recorded": "Les van een mobiele inzet vastgelegd",
    "technology.recorded": "Nieuwe technologie vastgelegd",
}
