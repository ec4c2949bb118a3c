"""What protects privacy, who answers for it, and when that was last confirmed (beleidskader, hoofdstuk 6)."""

from __future__ import annotations

from django.db import models

from almere_camera.models import Dated

from .figures import Recorded


class Safeguard(Dated):
    """One safeguard with the function (never the person) that answers for it.

    `every_months` empty: no fixed term. `at_new_technology`: due again when the technology changes (DPIA).
    """

    name = models.CharField("waarborg", max_length=150)
    description = models.TextField("wat het inhoudt", max_length=2000, blank=True)
    responsible = models.CharField(
        "verantwoordelijk", max_length=120, help_text="Een functie of organisatie, geen naam van een persoon"
    )
    chapter = models.CharField("grondslag", max_length=150, blank=True)
    every_months = models.PositiveSmallIntegerField("om de hoeveel maanden", null=True, blank=True)
    at_new_technology = models.BooleanField("opnieuw bij nieuwe technologie", default=False)

    class Meta:
        verbose_name = "waarborg"
        verbose_name_plural = "waarborgen"
        ordering = ["name", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["name", "valid_from"], name="safeguard_once_a_day")]

    def __str__(self) -> str:
        return self.name


class TechnologyChange(Recorded):
    """That other technology is used from a day on, which asks for a new DPIA. Append-only."""

    from_day = models.DateField("vanaf")
    what = models.CharField("welke technologie", max_length=300)

    class Meta:
        verbose_name = "nieuwe technologie"
        verbose_name_plural = "nieuwe technologie"
        ordering = ["-from_day", "-pk"]

    def __str__(self) -> str:
        return self.what


class SafeguardConfirmation(Recorded):
    """That a safeguard was found in order (or not): day, function, document. Append-only.

    `technology`: the new technology that was looked at, also when it is used from a later day.
    """

    safeguard = models.ForeignKey(Safeguard, models.PROTECT, related_name="confirmations")
    confirmed_on = models.DateField("bevestigd op")
    party = models.CharField("door wie", max_length=120, help_text="Een functie of organisatie, geen naam")
    in_order = models.BooleanField("in orde", default=True)
    document = models.CharField("document", max_length=200, blank=True)
    note = models.CharField("toelichting", max_length=500, blank=True)
    technology = models.ForeignKey(
        TechnologyChange,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmations",
        verbose_name="nieuwe technologie",
    )

    class Meta:
        verbose_name = "bevestiging van een waarborg"
        verbose_name_plural = "bevestigingen van waarborgen"
        ordering = ["-confirmed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.safeguard} op {self.confirmed_on:%d-%m-%Y}"
