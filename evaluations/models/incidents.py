"""Incidents that observers saw, from how many positions, and the files from which they were read."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from almere_camera.models import Dated
from areas.models import Area, Position

SILENCE = timedelta(minutes=2)  # after which a run that is busy counts as broken off


class IncidentGroup(models.TextChoices):
    """The four groups of the framework (beleidskader, hoofdstuk 1)."""

    LIVEABILITY = "leefbaarheid", "Leefbaarheid"
    NUISANCE = "overlast", "Overlast"
    SAFETY = "veiligheid", "Veiligheid en hulp"
    CRIME = "criminaliteit", "Criminaliteit"


class IncidentCategory(Dated):
    """A kind of incident, with its group, and whether it is a 'relevant veiligheidsincident'.

    Dated: what counts as relevant may change, and then a new record holds from that day; an incident
    belongs to the record that held on its own day (beleidskader, hoofdstuk 1 en 7).
    """

    name = models.CharField("naam", max_length=80, help_text="Zoals in het bestand van het uitkijkcentrum")
    group = models.CharField("groep", max_length=15, choices=IncidentGroup.choices)
    relevant = models.BooleanField("relevant veiligheidsincident")

    class Meta:
        verbose_name = "soort incident"
        verbose_name_plural = "soorten incidenten"
        ordering = ["group", "name", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["name", "valid_from"], name="category_once_a_day")]

    def __str__(self) -> str:
        return self.name


class ColumnMapping(models.Model):
    """Which heading of a file means what, remembered for the next file with the same headings.

    `columns` maps our field to a heading; `headings_sha256` is of the sorted headings of the file.
    """

    headings_sha256 = models.CharField(max_length=64, unique=True)
    columns = models.JSONField("kolommen", default=dict)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "indeling van een bestand"
        verbose_name_plural = "indelingen van bestanden"

    def __str__(self) -> str:
        return ", ".join(f"{ours}: {theirs}" for ours, theirs in self.columns.items())


def upload_path(_instance: object, _name: str) -> str:
    """A name that tells nothing and cannot collide."""
    return f"incidenten/{uuid.uuid4().hex}"


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def counting(self) -> Self:
        """Runs whose incidents count: done, and not undone."""
        return self.filter(status=ImportRun.Status.DONE)


class ImportRun(models.Model):
    """One file of incidents, from its upload to what became of it.

    A run says for which whole months and which areas its file is complete: a month without a run that
    is done is unknown, which is not zero (domein.md 4.2). The file itself is not kept after the import.
    """

    class Status(models.TextChoices):
        UPLOADED = "geladen", "Nog niet gecontroleerd"
        CHECKING = "controleren", "Wordt gecontroleerd"
        CHECKED = "gecontroleerd", "Gecontroleerd"
        IMPORTING = "importeren", "Wordt overgenomen"
        DONE = "overgenomen", "Overgenomen"
        FAILED = "afgebroken", "Afgebroken"
        DROPPED = "niet_overgenomen", "Niet overgenomen"
        UNDONE = "teruggedraaid", "Teruggedraaid"

    status = models.CharField("status", max_length=20, choices=Status.choices, default=Status.UPLOADED)
    file = models.FileField("bestand", upload_to=upload_path, blank=True, max_length=200)
    file_name = models.CharField("bestandsnaam", max_length=200)
    file_sha256 = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField(default=0)
    first_month = models.DateField("eerste maand", help_text="De eerste dag van die maand")
    last_month = models.DateField("laatste maand", help_text="De eerste dag van die maand")
    areas = models.ManyToManyField(Area, related_name="incident_imports", verbose_name="gebieden")
    columns = models.JSONField("kolommen", default=dict)
    rows = models.PositiveIntegerField("rijen", default=0)
    rows_read = models.PositiveIntegerField("gelezen rijen", default=0)
    rows_wrong = models.PositiveIntegerField("foute rijen", default=0)
    rows_doubled = models.PositiveIntegerField("rijen in het dubbele uur", default=0)
    incidents_count = models.PositiveIntegerField("incidenten", default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField("geladen op", auto_now_add=True)
    beat_at = models.DateTimeField("laatste teken van leven", null=True, blank=True)
    done_at = models.DateTimeField("overgenomen op", null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField("teruggedraaid op", null=True, blank=True)
    undo_reason = models.CharField("waarom teruggedraaid", max_length=300, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    BUSY = (Status.CHECKING, Status.IMPORTING)
    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "import van incidenten"
        verbose_name_plural = "imports van incidenten"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def state(self) -> ImportRun.Status:
        """The status; a run that is busy but gave no sign of life for two minutes was broken off."""
        status = ImportRun.Status(self.status)
        if status in self.BUSY and self.beat_at and self.beat_at < timezone.now() - SILENCE:
            return ImportRun.Status.FAILED
        return status


class ImportFault(models.Model):
    """One thing that is wrong in a file: at which row (the heading is row 1), in which column, and why.

    `reason` never repeats what stood in the cell: it may hold personal data.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField("rij")
    column = models.CharField("kolom", max_length=80, blank=True)
    reason = models.CharField("reden", max_length=300)

    class Meta:
        verbose_name = "fout in een bestand"
        verbose_name_plural = "fouten in een bestand"
        ordering = ["run", "row", "pk"]

    def __str__(self) -> str:
        return f"rij {self.row}, {self.column}: {self.reason}"


class Incident(models.Model):
    """Something that observers saw, once, from however many positions. No personal data.

    `at` is the moment; `year` and `month` are those on the Dutch clock (31 December 23:30 UTC belongs to
    the next year), stored because totals are asked by them. Immutable: an import is undone as a whole.
    """

    class PassedOn(models.TextChoices):
        NOBODY = "niemand", "Aan niemand doorgegeven"
        ENFORCEMENT = "handhaving", "Handhaving (BOA)"
        POLICE = "politie", "Politie"
        AMBULANCE = "ambulance", "Ambulance"
        OTHER = "anders", "Een ander"

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="incidents")
    reference = models.CharField("nummer", max_length=40, unique=True)
    at = models.DateTimeField("wanneer")
    year = models.PositiveSmallIntegerField("jaar")
    month = models.PositiveSmallIntegerField("maand")
    category = models.ForeignKey(IncidentCategory, models.PROTECT, related_name="+", db_index=False)
    first_observed = models.BooleanField("als eerste gezien door de observant", null=True)
    passed_on = models.CharField("doorgegeven aan", max_length=12, choices=PassedOn.choices, blank=True)
    followed_up = models.BooleanField("opgevolgd", null=True)

    class Meta:
        verbose_name = "incident"
        verbose_name_plural = "incidenten"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.reference


class Sighting(models.Model):
    """That one incident was seen from one position. A position counts its sightings, an area its
    incidents, each once. `year`, `month` and `relevant` repeat the incident, for the index."""

    # The constraint below begins with the incident and is its index.
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="sightings", db_index=False)
    position = models.ForeignKey(Position, models.PROTECT, related_name="sightings", db_index=False)
    year = models.PositiveSmallIntegerField("jaar")
    month = models.PositiveSmallIntegerField("maand")
    relevant = models.BooleanField("relevant")

    class Meta:
        verbose_name = "waarneming"
        verbose_name_plural = "waarnemingen"
        constraints = [models.UniqueConstraint(fields=["incident", "position"], name="sighting_once")]
        indexes = [models.Index(fields=["position", "year", "relevant", "month"], name="sighting_by_year")]

    def __str__(self) -> str:
        return f"{self.incident} vanaf {self.position}"


def first_of_month(day: date) -> date:
    """How a month is written in a date column."""
    return day.replace(day=1)
