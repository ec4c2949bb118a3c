"""What can happen to areas, positions and units: the names in the log and their Dutch words."""

from __future__ import annotations

EVENTS: dict[str, str] = {
    "area.added": "Gebied toegevoegd",
    "area.changed": "Naam of soort gewijzigd",
    "boundary.recorded": "Grens vastgelegd",
    "position.added": "Positie toegevoegd",
    "position.changed": "Positie gewijzigd",
    "position.renamed": "Nieuwe code voor de positie",
    "unit.added": "Mobiele unit toegevoegd",
    "unit.changed": "Omschrijving gewijzigd",
    "unit.renamed": "Nieuwe code voor de unit",
    "deployment.started": "Camera ingezet",
    "deployment.ended": "Einde van de inzet vastgelegd",
    "sign.placed": "Bord geplaatst",
    "sign.removed": "Bord verwijderd",
    "masking.checked": "Afscherming gecontroleerd",
}
