"""How decisions go to DROP: KOOP's template, its styles, and the words and order of the metadata."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from almere_camera.models import Dated


def template_path(_instance: DropSetup, _name: str) -> str:
    """A name that tells nothing and cannot collide."""
    return f"sjabloon/{uuid.uuid4().hex}.docx"


class DropSetup(Dated):
    """What the publication package follows, from a day on: DROP and its template change over the years.

    Without a record the defaults of the columns hold, with a bare template of our own. `styles`: the
    name in the template by the id of each of KOOP's styles, where it differs. `order`: the keys of the
    metadata in the order in which DROP asks for them; what is not named comes after.
    """

    class Remedies(models.TextChoices):
        ANNEX = "bijlage", "Als bijlage, direct na de ondertekening (zoals in de PDF)"
        EXPLANATION = "toelichting", "Als toelichting, na de bijlagen"
        ARTICLE = "artikel", "Als laatste artikel, zonder nummer, voor de ondertekening"

    template = models.FileField("sjabloon", upload_to=template_path, blank=True, max_length=200)
    template_name = models.CharField("naam van het sjabloon", max_length=200, blank=True)
    template_sha256 = models.CharField("SHA-256 van het sjabloon", max_length=64, blank=True)
    styles = models.JSONField("stijlen", default=dict, blank=True)
    order = models.JSONField("volgorde van de gegevens", default=list, blank=True)
    remedies = models.CharField(
        "plaats van de uitleg over bezwaar", max_length=15, choices=Remedies.choices, default=Remedies.ANNEX
    )
    map_in_word = models.BooleanField(
        "kaart als afbeelding in het Word-bestand",
        default=True,
        help_text="Zet dit uit als DROP geen afbeeldingen aanneemt: de kaart staat er dan in woorden.",
    )
    rubric = models.CharField("rubriek", max_length=100, default="ander besluit van algemene strekking")
    category = models.CharField(
        "categorie", max_length=150, default="Openbare orde en veiligheid | Organisatie en beleid"
    )
    subject = models.CharField("onderwerp", max_length=100, default="openbare orde en veiligheid")

    class Meta:
        verbose_name = "instelling voor DROP"
        verbose_name_plural = "instellingen voor DROP"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"Instellingen voor DROP vanaf {self.valid_from:%d-%m-%Y}"

    @classmethod
    def on(cls, day: date) -> DropSetup:
        """What holds on this day; without a record the defaults."""
        held = cls.objects.valid_on(day).order_by("-valid_from", "-pk").first()
        return held or cls(valid_from=day)
