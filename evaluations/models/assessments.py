"""Evaluations of an area and of the framework, lessons of mobile use, and what followed from them."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from areas.models import Area
from decisions.models import CriterionKey, Decision, DesignatedArea, ElementKey, PolicyFramework

from .figures import Recorded
from .reviews import PositionReview


class Conclusion(models.TextChoices):
    """What the evaluation of an area comes to; it opens the next draft."""

    EXTEND = "verlengen", "Verlengen"
    CHANGE = "wijzigen", "Wijzigen: een kleiner gebied"
    END = "beeindigen", "Beëindigen of laten aflopen"


class AreaEvaluation(models.Model):
    """Whether surveillance of one area is still needed, before it ends (beleidskader, hoofdstuk 7).

    Due half a year before the last day, or at the beginning for a shorter designation
    (`terms.evaluation_due`). When it is completed its `figures` are frozen.
    """

    designated_area = models.ForeignKey(
        DesignatedArea, models.PROTECT, related_name="evaluations", verbose_name="aanwijzing"
    )
    first_day = models.DateField("vanaf")
    last_day = models.DateField("tot en met")
    conclusion = models.CharField("conclusie", max_length=12, choices=Conclusion.choices, blank=True)
    reason = models.TextField("onderbouwing", max_length=8000, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    completed_on = models.DateField("afgerond op", null=True, blank=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    figures = models.JSONField("cijfers", null=True, blank=True)
    figures_sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "evaluatie van een gebied"
        verbose_name_plural = "evaluaties van gebieden"
        ordering = ["-last_day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["designated_area"],
                condition=Q(completed_on__isnull=True),
                name="one_open_evaluation",
                violation_error_message="Er loopt al een evaluatie van deze aanwijzing.",
            )
        ]

    def __str__(self) -> str:
        return f"evaluatie {self.designated_area.area}"

    def clean(self) -> None:
        """Raises ValidationError for a period that ends before it begins."""
        super().clean()
        if self.last_day and self.first_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "De laatste dag ligt voor de eerste dag."})


class EvaluationAnswer(models.Model):
    """What the evaluation says of one element or one criterion (beleidskader, hoofdstuk 3 en 4)."""

    evaluation = models.ForeignKey(AreaEvaluation, models.CASCADE, related_name="answers")
    key = models.CharField("over", max_length=20, choices=[*ElementKey.choices, *CriterionKey.choices])
    text = models.TextField("bevinding", max_length=8000, blank=True)

    class Meta:
        verbose_name = "bevinding"
        verbose_name_plural = "bevindingen"
        constraints = [models.UniqueConstraint(fields=["evaluation", "key"], name="answer_once")]

    def __str__(self) -> str:
        return self.get_key_display()


class TriedMeasure(models.Model):
    """Another measure that was tried in the period: what it did, and why it does not suffice."""

    evaluation = models.ForeignKey(AreaEvaluation, models.CASCADE, related_name="measures")
    what = models.CharField("maatregel", max_length=200)
    since = models.CharField("sinds", max_length=80, blank=True)
    result = models.TextField("resultaat", max_length=2000)
    why_insufficient = models.TextField("waarom dit niet volstaat", blank=True, max_length=2000)

    class Meta:
        verbose_name = "andere maatregel in een evaluatie"
        verbose_name_plural = "andere maatregelen in een evaluatie"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.what


class FrameworkEvaluation(models.Model):
    """How the policy worked over its period, before that period ends (beleidskader, hoofdstuk 1 en 7)."""

    framework = models.ForeignKey(
        PolicyFramework, models.PROTECT, related_name="evaluations", verbose_name="beleidskader"
    )
    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")
    researcher = models.CharField("uitgevoerd door", max_length=150, blank=True)
    outcome = models.TextField("uitkomst", max_length=12000, blank=True)
    improvements = models.TextField("verbeterpunten", max_length=8000, blank=True)
    source = models.CharField("bron", max_length=300, blank=True)
    completed_on = models.DateField("afgerond op", null=True, blank=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "evaluatie van het beleidskader"
        verbose_name_plural = "evaluaties van het beleidskader"
        ordering = ["-last_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework"],
                condition=Q(completed_on__isnull=True),
                name="one_open_framework_evaluation",
                violation_error_message="Er loopt al een evaluatie van dit beleidskader.",
            )
        ]

    def __str__(self) -> str:
        return f"evaluatie {self.first_year}-{self.last_year}"


class SurveyFigure(models.Model):
    """A figure of a survey or study, with its source: of an area, or of the framework as a whole."""

    area_evaluation = models.ForeignKey(
        AreaEvaluation, models.CASCADE, null=True, blank=True, related_name="survey_figures"
    )
    framework_evaluation = models.ForeignKey(
        FrameworkEvaluation, models.CASCADE, null=True, blank=True, related_name="survey_figures"
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="survey_figures")
    question = models.CharField("wat is gemeten", max_length=200)
    group = models.CharField("wie", max_length=80, blank=True, help_text="Bijvoorbeeld: bezoekers")
    value = models.DecimalField("waarde", max_digits=8, decimal_places=1)
    unit = models.CharField("eenheid", max_length=40, default="%")
    asked = models.PositiveIntegerField("aantal ondervraagden", null=True, blank=True)
    period = models.CharField("periode", max_length=80)
    source = models.CharField("bron", max_length=200)

    class Meta:
        verbose_name = "cijfer uit onderzoek"
        verbose_name_plural = "cijfers uit onderzoek"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area_evaluation__isnull=True) ^ Q(framework_evaluation__isnull=True),
                name="survey_of_one_evaluation",
            )
        ]

    def __str__(self) -> str:
        return self.question


class Lesson(Recorded):
    """What one mobile use taught, for the next (beleidskader, hoofdstuk 7). It has no other evaluation."""

    designated_area = models.ForeignKey(
        DesignatedArea, models.PROTECT, related_name="lessons", verbose_name="inzet"
    )
    went_well = models.TextField("wat ging goed", max_length=4000, blank=True)
    improve = models.TextField("wat kan beter", max_length=4000, blank=True)

    class Meta:
        verbose_name = "les van een mobiele inzet"
        verbose_name_plural = "lessen van mobiele inzetten"
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"les van {self.designated_area.area}"


class FollowUp(Recorded):
    """The draft that an evaluation or review opened."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="opened_by_evaluations")
    area_evaluation = models.ForeignKey(
        AreaEvaluation, models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    position_review = models.ForeignKey(
        PositionReview, models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )

    class Meta:
        verbose_name = "vervolg"
        verbose_name_plural = "vervolg"
        constraints = [
            models.CheckConstraint(
                condition=Q(area_evaluation__isnull=True) ^ Q(position_review__isnull=True),
                name="follow_up_of_one_evaluation",
            )
        ]

    def __str__(self) -> str:
        return f"vervolg in {self.decision}"
