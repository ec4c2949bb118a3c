"""What comes after adoption: tasks done, objections, the court, comparisons. Rows, never columns."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from .decision import Decision
from .designated import DesignatedArea
from .framework import CriterionKey


class Completion(models.Model):
    """A task that was done, with its day. Open tasks are derived (`decisions.tasks`); this closes them."""

    class Task(models.TextChoices):
        INFORMED = "omwonenden", "Omwonenden geïnformeerd"
        CAMERAS_OFF = "camera_uit", "Camera's uit"
        REMOVED = "verwijderd", "Camera's en borden verwijderd"
        RECTIFIED = "rectificatie", "Verschil met de bekendmaking afgehandeld"
        REVIEWED_AFTER = "toets_achteraf", "Toets achteraf bij spoed"

    designated_area = models.ForeignKey(DesignatedArea, models.PROTECT, related_name="completions")
    task = models.CharField("taak", max_length=20, choices=Task.choices)
    done_on = models.DateField("gedaan op")
    note = models.CharField("toelichting", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "afgeronde taak"
        verbose_name_plural = "afgeronde taken"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["designated_area", "task"], name="task_done_once")]

    def __str__(self) -> str:
        return f"{self.Task(self.task).label} op {self.done_on:%d-%m-%Y}"


class InterruptionQuerySet(models.QuerySet["Interruption"]):
    def standing(self) -> Self:
        """Those that were not corrected by a later record."""
        return self.filter(replaced_by=None)


class Interruption(models.Model):
    """What a court or a decision on objection did to a decision: the adopted text stays as it is.

    A schorsing runs from a day to a day (inclusive) or until further notice; herroeping and
    vernietiging take the decision away from their day on, for the areas named (all when none is).
    Awb 7:11, 8:72, 8:81. A mistyped record is corrected by a new one with a reason.
    """

    class Kind(models.TextChoices):
        SUSPENSION = "schorsing", "Schorsing"
        REVOCATION = "herroeping", "Herroeping na bezwaar"
        ANNULMENT = "vernietiging", "Vernietiging door de rechter"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="interruptions")
    areas = models.ManyToManyField(DesignatedArea, blank=True, related_name="interruptions")
    kind = models.CharField("wat", max_length=15, choices=Kind.choices)
    from_day = models.DateField("met ingang van")
    to_day = models.DateField("tot en met", null=True, blank=True)
    reference = models.CharField("kenmerk van de uitspraak", max_length=120, blank=True)
    note = models.TextField("toelichting", blank=True, max_length=2000)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="verbetert"
    )
    correction_reason = models.CharField("reden van de verbetering", max_length=300, blank=True)

    objects = InterruptionQuerySet.as_manager()

    class Meta:
        verbose_name = "schorsing of vernietiging"
        verbose_name_plural = "schorsingen en vernietigingen"
        ordering = ["from_day", "pk"]

    def __str__(self) -> str:
        return f"{self.Kind(self.kind).label} vanaf {self.from_day:%d-%m-%Y}"

    def clean(self) -> None:
        """Raises ValidationError for a period that ends before it begins, or a last day that cannot be."""
        super().clean()
        if self.to_day and self.from_day and self.to_day < self.from_day:
            raise ValidationError({"to_day": "De einddatum ligt voor de begindatum."})
        if self.to_day and self.kind != self.Kind.SUSPENSION:
            raise ValidationError({"to_day": "Alleen een schorsing heeft een laatste dag."})


class Objection(models.Model):
    """An objection, with what must be known to judge its timeliness and to answer it (Awb hoofdstuk 6, 7).

    Personal data: seen with its own permission, kept until `retain_until`, then destroyed with a record
    of it. What remains is the number, the days and the outcome.
    """

    class Way(models.TextChoices):
        POST = "post", "Per post"
        WEB = "web", "Webformulier"
        DESK = "balie", "Afgegeven"
        MAIL = "e-mail", "E-mail"

    class Outcome(models.TextChoices):
        OPEN = "", "Nog niet beslist"
        UNFOUNDED = "ongegrond", "Ongegrond"
        FOUNDED = "gegrond", "Gegrond"
        PARTLY = "deels_gegrond", "Deels gegrond"
        INADMISSIBLE = "niet_ontvankelijk", "Niet-ontvankelijk"
        WITHDRAWN = "ingetrokken", "Ingetrokken"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="objections")
    number = models.CharField("zaaknummer", max_length=40)
    received_on = models.DateField("ontvangen op")
    way = models.CharField("hoe", max_length=10, choices=Way.choices)
    posted_on = models.DateField(
        "ter post bezorgd op", null=True, blank=True, help_text="Bij post: de datum van het poststempel"
    )
    late_note = models.TextField("waarom te laat verschoonbaar is", blank=True, max_length=2000)
    objector = models.CharField("naam van de indiener", max_length=200, blank=True)
    contact = models.TextField("adres van de indiener", blank=True, max_length=500)
    grounds = models.TextField("gronden", blank=True, max_length=8000)
    hearing_on = models.DateField("hoorzitting op", null=True, blank=True)
    decided_on = models.DateField("beslist op", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=20, choices=Outcome.choices, blank=True, default="")
    relief_requested_on = models.DateField("voorlopige voorziening gevraagd op", null=True, blank=True)
    relief_hearing_on = models.DateField("zitting voorzieningenrechter", null=True, blank=True)
    relief_outcome = models.CharField("uitspraak voorzieningenrechter", max_length=200, blank=True)
    retain_until = models.DateField("persoonsgegevens bewaren tot en met")
    destroyed_at = models.DateTimeField("persoonsgegevens vernietigd op", null=True, blank=True)
    destroyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "bezwaar"
        verbose_name_plural = "bezwaren"
        ordering = ["received_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["number"], name="objection_number_once")]

    def __str__(self) -> str:
        return self.number


class Comparison(models.Model):
    """That the published text was compared with the adopted text, by whom, and what differed (I13).

    Besluit elektronische publicaties art. 2.1. `differences` is a list of pairs (adopted, published).
    `source` is the kind of file it was read from, `published_sha256` the hash of that file or of the text.
    """

    class Source(models.TextChoices):
        PASTED = "geplakt", "Geplakte tekst"
        XML = "xml", "XML"
        METADATA = "metadata", "Alleen de gegevens (metadata)"
        HTML = "html", "HTML"
        PDF = "pdf", "PDF"
        TEXT = "tekst", "Platte tekst"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="comparisons")
    compared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    compared_at = models.DateTimeField("vergeleken op", auto_now_add=True)
    source = models.CharField("bron", max_length=10, choices=Source.choices, default=Source.PASTED)
    published_text = models.TextField("bekendgemaakte tekst", blank=True)
    published_sha256 = models.CharField(max_length=64)
    differences = models.JSONField("verschillen", default=list)

    class Meta:
        verbose_name = "vergelijking met de bekendmaking"
        verbose_name_plural = "vergelijkingen met de bekendmaking"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Vergelijking van {self.decision.kenmerk}"


class ReviewAfterwards(models.Model):
    """The review that follows an urgent adoption: by whom, when, and what was thought of it."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="review_afterwards")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    remark = models.TextField("bevinding", max_length=4000)

    class Meta:
        verbose_name = "toets achteraf"
        verbose_name_plural = "toetsen achteraf"

    def __str__(self) -> str:
        return f"Toets achteraf van {self.decision.kenmerk}"


class LateMotivation(models.Model):
    """The motivation that urgency kept out of the publication, as it was written (Awb 3:47 lid 3).

    Every save is a row; the newest counts. It becomes part of the decision when it is frozen as an
    `AdoptedText`. The four texts are named as the criteria are.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="late_motivations")
    number = models.PositiveSmallIntegerField("nummer")
    noodzakelijkheid = models.TextField("noodzakelijkheid", blank=True, max_length=8000)
    behoefte = models.TextField("maatschappelijke behoefte", blank=True, max_length=8000)
    proportionaliteit = models.TextField("proportionaliteit", blank=True, max_length=8000)
    subsidiariteit = models.TextField("subsidiariteit", blank=True, max_length=8000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("geschreven op", auto_now_add=True)

    class Meta:
        verbose_name = "motivering achteraf"
        verbose_name_plural = "motiveringen achteraf"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="late_motivation_number_once")
        ]

    def __str__(self) -> str:
        return f"Motivering achteraf van {self.decision.kenmerk}, {self.number}"

    @property
    def reasons(self) -> dict[str, str]:
        """The texts by criterion."""
        return {key: getattr(self, key) for key in CriterionKey.values}


class NoLongerNecessary(models.Model):
    """The finding 'niet langer noodzakelijk', wherever made: it starts the duty to end (151c lid 5)."""

    designated_area = models.ForeignKey(DesignatedArea, models.PROTECT, related_name="no_longer_necessary")
    found_on = models.DateField("vastgesteld op")
    source = models.CharField("waar dit bleek", max_length=200)
    reasons = models.TextField("waarom niet langer noodzakelijk", max_length=4000)
    end_by = models.DateField("beëindigen uiterlijk op")
    draft = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="concept"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bevinding niet langer noodzakelijk"
        verbose_name_plural = "bevindingen niet langer noodzakelijk"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Niet langer noodzakelijk sinds {self.found_on:%d-%m-%Y}"
