"""The policy framework in its versions, with the criteria, elements and help that belong to each."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from almere_camera.printable import unprintable_fields


class CriterionKey(models.TextChoices):
    """The four criteria (beleidskader, hoofdstuk 4)."""

    NECESSITY = "noodzakelijkheid", "Noodzakelijkheid"
    NEED = "behoefte", "Maatschappelijke behoefte"
    PROPORTIONALITY = "proportionaliteit", "Proportionaliteit"
    SUBSIDIARITY = "subsidiariteit", "Subsidiariteit"


class ElementKey(models.TextChoices):
    """The four elements (beleidskader, hoofdstuk 3); they inform and never gate."""

    PREVENTION = "preventie", "Preventie"
    INTERVENTION = "interventie", "Interventie"
    FEELING = "veiligheidsgevoel", "Veiligheidsgevoel"
    DETECTION = "opsporing", "Opsporing"


class FrameworkQuerySet(models.QuerySet["PolicyFramework"]):
    def in_force_on(self, day: date) -> Self:
        """Versions that hold on this day: a framework holds until it is withdrawn."""
        return self.filter(
            Q(in_force_from__lte=day), Q(withdrawn_from__isnull=True) | Q(withdrawn_from__gt=day)
        )


class PolicyFramework(models.Model):
    """A version of the policy framework. It holds until withdrawn; its period says when to evaluate it."""

    title = models.CharField("titel", max_length=150)
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)
    published_on = models.DateField("bekendgemaakt op", null=True, blank=True)
    in_force_from = models.DateField("geldt vanaf")
    withdrawn_from = models.DateField("ingetrokken met ingang van", null=True, blank=True)
    period_first_year = models.PositiveSmallIntegerField("eerste jaar van de beleidsperiode")
    period_last_year = models.PositiveSmallIntegerField("laatste jaar van de beleidsperiode")
    reference = models.CharField("bron", max_length=200, blank=True)
    url = models.URLField("adres van de tekst", blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "beleidskader"
        verbose_name_plural = "beleidskaders"
        ordering = ["-in_force_from"]

    def __str__(self) -> str:
        return f"{self.title} (vanaf {self.in_force_from:%d-%m-%Y})"

    def clean(self) -> None:
        """Raises ValidationError for a title that no document can print."""
        super().clean()
        if wrong := unprintable_fields(self):
            raise ValidationError(wrong)


class Criterion(models.Model):
    """One of the four criteria as this version of the framework asks it."""

    framework = models.ForeignKey(PolicyFramework, models.CASCADE, related_name="criteria")
    key = models.CharField("sleutel", max_length=20, choices=CriterionKey.choices)
    order = models.PositiveSmallIntegerField("volgorde")
    question = models.CharField("vraag", max_length=200)
    help_regular = models.TextField("uitleg bij regulier")
    help_mobile = models.TextField("uitleg bij mobiel")
    chapter = models.CharField("hoofdstuk", max_length=40)

    class Meta:
        verbose_name = "criterium"
        verbose_name_plural = "criteria"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="criterion_once")]

    def __str__(self) -> str:
        return self.get_key_display()

    def help_for(self, variant: str) -> str:
        """The explanation for this variant: mobile use asks for recent disturbance and unrest."""
        return self.help_mobile if variant == "mobiel" else self.help_regular


class Element(models.Model):
    """One of the four elements as this version describes it. Opsporing has no verdict."""

    framework = models.ForeignKey(PolicyFramework, models.CASCADE, related_name="elements")
    key = models.CharField("sleutel", max_length=20, choices=ElementKey.choices)
    order = models.PositiveSmallIntegerField("volgorde")
    question = models.CharField("vraag", max_length=250)
    help = models.TextField("uitleg")
    chapter = models.CharField("hoofdstuk", max_length=40)

    class Meta:
        verbose_name = "element"
        verbose_name_plural = "elementen"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="element_once")]

    def __str__(self) -> str:
        return self.get_key_display()


class HelpText(models.Model):
    """Help beside a question, with the chapter it comes from. Blank kind or variant: holds for all."""

    framework = models.ForeignKey(PolicyFramework, models.CASCADE, related_name="help_texts")
    topic = models.CharField("onderwerp", max_length=60)
    kind = models.CharField("soort besluit", max_length=12, blank=True)
    variant = models.CharField("variant", max_length=10, blank=True)
    text = models.TextField("uitleg")
    chapter = models.CharField("hoofdstuk", max_length=60)

    class Meta:
        verbose_name = "uitleg bij een vraag"
        verbose_name_plural = "uitleg bij vragen"
        constraints = [
            models.UniqueConstraint(fields=["framework", "topic", "kind", "variant"], name="help_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.text[:40]}"
