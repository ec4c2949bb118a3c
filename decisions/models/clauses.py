"""The text bank: clauses in our own words, in versions, per kind, variant and criterion."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .decision import Decision, DecisionKind, Variant
from .framework import CriterionKey

CLAUSE_MAX = 4000


class Clause(models.Model):
    """A clause that an officer may pick. Withdrawn, never deleted.

    Blank kind or variant: fits all, except an ending. Blank criterion: belongs to the occasion.
    """

    class Theme(models.TextChoices):
        CENTRE = "centrum", "Centrum"
        EXPLOSION = "explosie", "Explosie bij een woning"
        EVENT = "evenement", "Evenement"
        DECLINE = "daling", "Verlengen na een daling"
        ENDING = "beeindiging", "Beëindigen"

    theme = models.CharField("thema", max_length=15, choices=Theme.choices)
    title = models.CharField("titel", max_length=120)
    kind = models.CharField("soort besluit", max_length=12, choices=DecisionKind.choices, blank=True)
    variant = models.CharField("variant", max_length=10, choices=Variant.choices, blank=True)
    criterion = models.CharField("criterium", max_length=20, choices=CriterionKey.choices, blank=True)
    retired_on = models.DateField("niet meer gebruiken vanaf", null=True, blank=True)

    class Meta:
        verbose_name = "tekstblok"
        verbose_name_plural = "tekstbank"
        ordering = ["theme", "title"]
        constraints = [models.UniqueConstraint(fields=["theme", "title"], name="clause_once")]

    def __str__(self) -> str:
        return self.title


class ClauseVersion(models.Model):
    """The words of a clause from a moment on. Append-only; the newest is offered.

    Places in braces ({gebied}, {laatste_dag}) are filled in from the case: see `clauses.filling`.
    """

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("versie")
    text = models.TextField("tekst", max_length=CLAUSE_MAX)
    reason = models.CharField("reden", max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "versie van een tekstblok"
        verbose_name_plural = "versies van tekstblokken"
        ordering = ["clause", "-number"]
        constraints = [models.UniqueConstraint(fields=["clause", "number"], name="clause_version_once")]

    def __str__(self) -> str:
        return f"{self.clause} (versie {self.number})"


class PickedClause(models.Model):
    """That a version of a clause was put in a case, and the words with the facts of that moment."""

    class Place(models.TextChoices):
        OCCASION = "aanleiding", "Aanleiding"
        NECESSITY = CriterionKey.NECESSITY.value, CriterionKey.NECESSITY.label
        NEED = CriterionKey.NEED.value, CriterionKey.NEED.label
        PROPORTIONALITY = CriterionKey.PROPORTIONALITY.value, CriterionKey.PROPORTIONALITY.label
        SUBSIDIARITY = CriterionKey.SUBSIDIARITY.value, CriterionKey.SUBSIDIARITY.label
        ENDING = "beeindiging", "Waarom het eindigt"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="picked_clauses")
    version = models.ForeignKey(ClauseVersion, models.PROTECT, related_name="picks")
    place = models.CharField("waar", max_length=20, choices=Place.choices)
    text = models.TextField("tekst met de feiten")
    picked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    picked_at = models.DateTimeField("wanneer", auto_now_add=True)

    class Meta:
        verbose_name = "gekozen tekstblok"
        verbose_name_plural = "gekozen tekstblokken"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.version} bij {self.get_place_display()}"
