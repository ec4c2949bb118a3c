"""The areas that a decision designates, each with its own term, predecessor, use and viewing hours."""

from __future__ import annotations

from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models

from areas.models import Area, Boundary, Deployment

from .decision import Decision


class Starts(models.TextChoices):
    """How the day of effect is stated."""

    ON_DAY = "dag", "Op een vaste dag"
    AFTER_PUBLICATION = "na_bekendmaking", "De dag na bekendmaking"


class DesignatedArea(models.Model):
    """One area in one decision: chain, gap and cumulative days belong here, not to the decision.

    `geometry` (RD metres) and `streets` are copies of the boundary at the time. The term runs from
    the day of effect (`first_day`, or 'de dag na bekendmaking') to `last_day` inclusive, optionally
    with clock times. In a beeindiging the day of effect is the first day that is no longer in force,
    and `follows` names the designation that ends; there is no last day.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="designated_areas")
    area = models.ForeignKey(Area, models.PROTECT, related_name="designations", verbose_name="gebied")
    boundary = models.ForeignKey(
        Boundary, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="grens"
    )
    geometry = models.JSONField("grens zoals overgenomen", null=True, blank=True)
    streets = models.JSONField("straten", default=list, blank=True)
    words = models.TextField(
        "omschrijving van het gebied",
        blank=True,
        max_length=2000,
        help_text="Zoals het in artikel 1 komt, bijvoorbeeld: het gebied rond de Hofmark",
    )
    starts = models.CharField(
        "begint", max_length=20, choices=Starts.choices, default=Starts.AFTER_PUBLICATION
    )
    first_day = models.DateField("eerste dag", null=True, blank=True)
    start_time = models.TimeField("vanaf (tijd)", null=True, blank=True)
    last_day = models.DateField("laatste dag", null=True, blank=True)
    end_time = models.TimeField("tot (tijd)", null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="volgt op"
    )
    deployments = models.ManyToManyField(Deployment, blank=True, related_name="designated_areas")

    class Meta:
        verbose_name = "aangewezen gebied"
        verbose_name_plural = "aangewezen gebieden"
        ordering = ["decision", "pk"]

    def __str__(self) -> str:
        return f"{self.area.name} ({self.decision.kenmerk})"

    @property
    def stated_first_day(self) -> date | None:
        """The fixed day of effect; None for 'de dag na bekendmaking' (or unknown, in old records)."""
        return self.first_day if self.starts == Starts.ON_DAY else None

    def clean(self) -> None:
        """Raises ValidationError where the fields contradict each other; what is missing is a finding."""
        super().clean()
        if self.starts == Starts.AFTER_PUBLICATION:
            self.first_day = None
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "De laatste dag ligt voor de eerste dag."})


class UsePeriod(models.Model):
    """A period in which the cameras are actually used (151c lid 3). Both days inclusive.

    Without days it is the whole term of the designated area.
    """

    designated_area = models.ForeignKey(DesignatedArea, models.CASCADE, related_name="use_periods")
    first_day = models.DateField("van", null=True, blank=True)
    last_day = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        verbose_name = "gebruiksperiode"
        verbose_name_plural = "gebruiksperioden"
        ordering = ["first_day", "pk"]

    def __str__(self) -> str:
        return f"{self.first_day or 'begin'} t/m {self.last_day or 'einde'}"

    def clean(self) -> None:
        """Raises ValidationError when the period ends before it begins."""
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "De laatste dag ligt voor de eerste dag."})


WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


class ViewingHours(models.Model):
    """A block of hours in which images are in any case watched live, on some weekdays.

    `weekdays` are numbers, 0 is Monday. A block whose end is not after its begin runs past
    midnight into the next day; equal times are a whole day.
    """

    designated_area = models.ForeignKey(DesignatedArea, models.CASCADE, related_name="viewing_hours")
    weekdays = models.JSONField("dagen", default=list)
    from_time = models.TimeField("van")
    to_time = models.TimeField("tot")

    class Meta:
        verbose_name = "kijktijd"
        verbose_name_plural = "kijktijden"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.from_time:%H.%M}-{self.to_time:%H.%M}"

    @property
    def crosses_midnight(self) -> bool:
        """Whether the block ends on the next day; ending at midnight itself does not count."""
        return self.to_time <= self.from_time and self.to_time != time(0)


class ViewingException(models.Model):
    """Another viewing time on one date, such as King's day; without times: not watched live that day."""

    designated_area = models.ForeignKey(DesignatedArea, models.CASCADE, related_name="viewing_exceptions")
    day = models.DateField("dag")
    from_time = models.TimeField("van", null=True, blank=True)
    to_time = models.TimeField("tot", null=True, blank=True)
    reason = models.CharField("reden", max_length=120, blank=True)

    class Meta:
        verbose_name = "afwijkende kijktijd"
        verbose_name_plural = "afwijkende kijktijden"
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y}"
