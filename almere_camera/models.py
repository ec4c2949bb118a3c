"""Who works here, what was done, and the dated records on which every decision leans."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from . import roles
from .printable import unprintable_fields


class User(AbstractUser):
    """A person who signs in. The person's functions are groups, named in `roles.Role`."""

    job_title = models.CharField("functie", max_length=120, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def role_labels(self) -> list[str]:
        """The person's roles in Dutch, in the order of the role table."""
        names = {group.name for group in self.groups.all()}
        return [role.value for role in roles.Role if role.value in names]


class AuditEvent(models.Model):
    """One thing that was done: append-only and hash-chained (see `audit.record`).

    `facts` holds ids, dates and hashes, never content or personal data. The log survives the user:
    name and functions are copied, and a user who did anything cannot be deleted.
    """

    seq = models.PositiveBigIntegerField("volgnummer", unique=True)
    at = models.DateTimeField("wanneer")
    actor = models.ForeignKey(User, models.PROTECT, null=True, verbose_name="wie")
    actor_name = models.CharField("naam", max_length=200)
    actor_roles = models.CharField("functies", max_length=300, blank=True)
    event = models.CharField("gebeurtenis", max_length=80)
    object_type = models.CharField("soort", max_length=80)
    object_id = models.CharField("nummer", max_length=40)
    object_label = models.CharField("wat", max_length=200)
    facts = models.JSONField("gegevens", default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "logboek"
        ordering = ["-seq"]
        indexes = [models.Index(fields=["object_type", "object_id", "-seq"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.event} {self.object_label}"


class AuditHead(models.Model):
    """The last link of the chain. One row; locked while an event is added."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"


class DatedQuerySet(models.QuerySet[Any]):
    """Records that hold from a day, until a day or until further notice."""

    def valid_on(self, day: date) -> Self:
        """Those that hold on this day (both ends included)."""
        return self.filter(Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Dated(models.Model):
    """Base of everything that changes over the years and must be right for old decisions too."""

    valid_from = models.DateField("geldig vanaf")
    valid_to = models.DateField("geldig tot en met", null=True, blank=True)
    source = models.CharField("bron", max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether this record holds on the day (both ends included)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def clean(self) -> None:
        """Raises ValidationError for what no document can print, or a period that ends before it begins."""
        super().clean()
        if wrong := unprintable_fields(self):
            raise ValidationError(wrong)
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "De einddatum ligt voor de begindatum."})


class LegalBasis(Dated):
    """A provision on which a decision rests: art. 151c Gemeentewet and the article of the APV."""

    class Kind(models.TextChoices):
        LAW = "gemeentewet", "Gemeentewet"
        BYLAW = "apv", "Algemene plaatselijke verordening"

    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    article = models.CharField("artikel", max_length=40, help_text="Bijvoorbeeld: artikel 151c")
    regulation = models.CharField(
        "regeling",
        max_length=200,
        help_text="Met lidwoord, bijvoorbeeld: de Gemeentewet",
    )
    url = models.URLField("adres van de tekst", blank=True)

    class Meta:
        verbose_name = "wettelijke grondslag"
        verbose_name_plural = "wettelijke grondslagen"
        ordering = ["kind", "-valid_from"]

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """As it reads in a decision: 'artikel 151c van de Gemeentewet'."""
        return f"{self.article} van {self.regulation}"


class Official(Dated):
    """A person who may adopt in a function, from a day until a day (art. 151c Gemeentewet: the mayor)."""

    class Function(models.TextChoices):
        MAYOR = "burgemeester", "burgemeester"
        ACTING = "waarnemend", "waarnemend burgemeester"
        DEPUTY = "loco", "loco-burgemeester"

    name = models.CharField("naam", max_length=120, help_text="Zoals onder een besluit: W.H.J.M. van der Loo")
    function = models.CharField("functie", max_length=20, choices=Function.choices)

    class Meta:
        verbose_name = "bestuurder"
        verbose_name_plural = "bestuurders"
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_function_display()})"


class EqualledHoliday(models.Model):
    """A day that a royal decree equals with a holiday (art. 3 lid 3 Algemene termijnenwet)."""

    day = models.DateField("dag", unique=True)
    source = models.CharField("bron", max_length=300)

    class Meta:
        verbose_name = "gelijkgestelde dag"
        verbose_name_plural = "gelijkgestelde dagen"
        ordering = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class HouseRule(Dated):
    """A number that the municipality itself sets, with the days on which it holds."""

    class Key(models.TextChoices):
        DAYS_AFTER_PUBLICATION = "days_after_publication", "Dagen tussen bekendmaking en inwerkingtreding"
        LEAD_DAYS = "lead_days", "Dagen tussen vaststelling en bekendmaking"
        OBJECTION_YEARS = "objection_years", "Jaren dat gegevens van bezwaarmakers bewaard blijven"
        EVIDENCE_YEARS = "evidence_years", "Jaren dat een vertrouwelijk stuk na het einde bewaard blijft"
        END_DUTY_DAYS = "end_duty_days", "Dagen om te beëindigen na 'niet langer noodzakelijk'"
        RETENTION_DAYS = "retention_days", "Bewaartermijn van beelden in dagen"
        REVIEW_DAYS_OUT = "review_days_out", "Dagen dat een camera in een volledig jaar uit mag zijn"

    key = models.CharField("regel", max_length=40, choices=Key.choices)
    value = models.PositiveSmallIntegerField("waarde")

    class Meta:
        verbose_name = "huisregel"
        verbose_name_plural = "huisregels"
        ordering = ["key", "-valid_from"]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.value}"

    @classmethod
    def value_on(cls, key: str, day: date) -> int:
        """The value that holds on this day. Raises HouseRule.DoesNotExist when none was recorded."""
        rule = cls.objects.valid_on(day).filter(key=key).order_by("-valid_from").first()
        if rule is None:
            raise cls.DoesNotExist(f"Er geldt op {day:%d-%m-%Y} geen huisregel '{cls.Key(key).label}'.")
        return int(rule.value)


class Address(Dated):
    """Where objections and requests for interim relief go; stands in the remedies clause."""

    class Key(models.TextChoices):
        OBJECTION = "bezwaar", "Bezwaarschriften"
        COURT = "rechtbank", "Voorzieningenrechter"

    key = models.CharField("waarvoor", max_length=20, choices=Key.choices)
    name = models.CharField("naam", max_length=150, help_text="Bijvoorbeeld: de burgemeester van Almere")
    lines = models.CharField("adres", max_length=200, help_text="Postbus of straat, postcode en plaats")
    url = models.URLField("webformulier", blank=True)

    class Meta:
        verbose_name = "adres"
        verbose_name_plural = "adressen"
        ordering = ["key", "-valid_from"]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.name}, {self.lines}"


class FeedToken(models.Model):
    """The secret with which a person's calendar reads the deadlines; only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="feed_tokens")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    class Meta:
        verbose_name = "agendasleutel"
        verbose_name_plural = "agendasleutels"

    def __str__(self) -> str:
        return f"agenda van {self.user}"


class SentReminder(models.Model):
    """The mark that a reminder went out, so that no run of `remind` sends it twice."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField("waarover", max_length=150)
    due = models.DateField("termijn")
    sent_at = models.DateTimeField("verstuurd op", auto_now_add=True)

    class Meta:
        verbose_name = "verstuurde herinnering"
        verbose_name_plural = "verstuurde herinneringen"
        constraints = [models.UniqueConstraint(fields=["user", "key", "due"], name="reminder_once")]

    def __str__(self) -> str:
        return self.key
