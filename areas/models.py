"""Where cameras may stand and where they stand: areas, dated boundaries, positions, mobile units.

All geometry is GeoJSON-shaped data in RD metres (EPSG:28992). Nothing here knows of decisions.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q


class AreaQuerySet(models.QuerySet["Area"]):
    def with_boundaries(self) -> Self:
        """For lists: the boundaries in one query, newest first."""
        return self.prefetch_related(
            models.Prefetch("boundaries", queryset=Boundary.objects.order_by("-valid_from", "-pk"))
        )


class Area(models.Model):
    """A part of the city with a name, of which cameras may watch the public places.

    Its boundary is dated (`Boundary`): a decision keeps a copy of the one on which it was taken.
    """

    class Kind(models.TextChoices):
        CENTRE = "centrum", "Centrumgebied"
        OTHER = "overig", "Overig gebied"

    name = models.CharField("naam", max_length=120, unique=True)
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    version = models.PositiveIntegerField("versie", default=1)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def boundary_on(self, day: date) -> Boundary | None:
        """The boundary that holds on this day, or None. Uses prefetched boundaries when there are any."""
        held = [b for b in self.boundaries.all() if b.valid_from <= day]
        return max(held, key=lambda b: (b.valid_from, b.pk), default=None)

    @property
    def newest_boundary(self) -> Boundary | None:
        """The boundary recorded last by date, also when it holds only from a later day."""
        return max(self.boundaries.all(), key=lambda b: (b.valid_from, b.pk), default=None)


class Boundary(models.Model):
    """The outline of an area and its streets, from a day on, until a newer one holds.

    `geometry` is a GeoJSON Polygon or MultiPolygon in RD metres; the four box columns are its
    extent in metres; `hectares` its planar surface. Never changed after it is recorded.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="boundaries", verbose_name="gebied")
    geometry = models.JSONField("grens")
    streets = models.JSONField("straten", default=list, blank=True)
    valid_from = models.DateField("geldig vanaf")
    source = models.CharField("bron", max_length=200, blank=True)
    hectares = models.DecimalField("hectare", max_digits=9, decimal_places=2)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        verbose_name = "grens"
        verbose_name_plural = "grenzen"
        ordering = ["area", "-valid_from"]

    def __str__(self) -> str:
        return f"{self.area} vanaf {self.valid_from:%d-%m-%Y}"


class Position(models.Model):
    """A place where a camera can hang: a point in RD metres with a direction of view in degrees."""

    class Kind(models.TextChoices):
        FIXED = "vast", "Vaste camera"
        MOBILE = "mobiel", "Plek voor een mobiele unit"

    kind = models.CharField("soort", max_length=10, choices=Kind.choices, default=Kind.FIXED)
    place = models.CharField(
        "plaats", max_length=200, help_text="In woorden, zonder huisnummer van een woning"
    )
    x = models.FloatField("RD x", help_text="In meters, bijvoorbeeld 143250")
    y = models.FloatField("RD y", help_text="In meters, bijvoorbeeld 486900")
    direction = models.PositiveSmallIntegerField(
        "kijkrichting",
        null=True,
        blank=True,
        help_text="In graden vanaf het noorden, met de klok mee (0 tot en met 359)",
    )
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "positie"
        verbose_name_plural = "posities"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code or f"positie {self.pk}"

    @property
    def code(self) -> str:
        """The code that holds now: codes are dated, because positions are sometimes renumbered."""
        newest = max(self.codes.all(), key=lambda c: (c.valid_from, c.pk), default=None)
        return newest.code if newest else ""

    def code_on(self, day: date) -> str:
        """The code that held on this day, or an empty string."""
        held = [c for c in self.codes.all() if c.valid_from <= day]
        newest = max(held, key=lambda c: (c.valid_from, c.pk), default=None)
        return newest.code if newest else ""


class PositionCode(models.Model):
    """The code of a position from a day on."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="codes")
    code = models.CharField("code", max_length=20)
    valid_from = models.DateField("geldig vanaf")

    class Meta:
        verbose_name = "positiecode"
        verbose_name_plural = "positiecodes"
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="position_code_once_a_day")
        ]

    def __str__(self) -> str:
        return self.code


class Unit(models.Model):
    """A mobile camera: a device that moves from place to place."""

    description = models.CharField("omschrijving", max_length=200, blank=True)

    class Meta:
        verbose_name = "mobiele unit"
        verbose_name_plural = "mobiele units"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code or f"unit {self.pk}"

    @property
    def code(self) -> str:
        """The code that holds now."""
        newest = max(self.codes.all(), key=lambda c: (c.valid_from, c.pk), default=None)
        return newest.code if newest else ""


class UnitCode(models.Model):
    """The code of a mobile unit from a day on."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="codes")
    code = models.CharField("code", max_length=20)
    valid_from = models.DateField("geldig vanaf")

    class Meta:
        verbose_name = "unitcode"
        verbose_name_plural = "unitcodes"
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_once_a_day")]

    def __str__(self) -> str:
        return self.code


class DeploymentQuerySet(models.QuerySet["Deployment"]):
    def on(self, day: date) -> Self:
        """Deployments that stand on this day (both ends included)."""
        return self.filter(Q(first_day__lte=day), Q(last_day__isnull=True) | Q(last_day__gte=day))


class Deployment(models.Model):
    """A camera that stands somewhere, from a day until a day (inclusive) or until further notice.

    Without `unit` it is the fixed camera of the position. Which designated areas it serves is
    recorded by the decisions (`decisions.DesignatedArea.deployments`); geometry only checks that.
    """

    position = models.ForeignKey(Position, models.PROTECT, related_name="deployments", verbose_name="positie")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="deployments", verbose_name="mobiele unit"
    )
    first_day = models.DateField("vanaf")
    last_day = models.DateField("tot en met", null=True, blank=True)

    objects = DeploymentQuerySet.as_manager()

    class Meta:
        verbose_name = "inzet"
        verbose_name_plural = "inzetten"
        ordering = ["-first_day"]

    def __str__(self) -> str:
        return f"{self.unit or 'vaste camera'} op {self.position}"

    def clean(self) -> None:
        """Raises ValidationError for a period that ends before it begins, or a unit in two places."""
        super().clean()
        if self.last_day and self.first_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "De laatste dag ligt voor de eerste dag."})
        if self.unit_id and self.first_day and (other := self._elsewhere().first()):
            raise ValidationError(
                {"unit": f"Unit {self.unit} staat in deze periode al op {other.position.place}."}
            )

    def _elsewhere(self) -> models.QuerySet[Any]:
        others = Deployment.objects.filter(unit=self.unit).exclude(pk=self.pk)
        others = others.filter(Q(last_day__isnull=True) | Q(last_day__gte=self.first_day))
        return others.filter(first_day__lte=self.last_day) if self.last_day else others


def photo_path(_instance: Sign, _name: str) -> str:
    """A name that tells nothing and cannot collide."""
    return f"borden/{uuid.uuid4().hex}"


class Sign(models.Model):
    """A sign at an entrance of an area, from a day until it is taken away (151c lid 6: kenbaarheid)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="signs", verbose_name="gebied")
    entrance = models.CharField(
        "toegang", max_length=200, help_text="Bijvoorbeeld: hoek Hofmark en Kerkgracht"
    )
    placed_on = models.DateField("geplaatst op")
    removed_on = models.DateField("verwijderd op", null=True, blank=True)
    photo = models.FileField("foto", upload_to=photo_path, blank=True, max_length=200)
    photo_sha256 = models.CharField(max_length=64, blank=True)
    photo_type = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "bord"
        verbose_name_plural = "borden"
        ordering = ["area", "entrance", "placed_on"]

    def __str__(self) -> str:
        return self.entrance

    def stands_on(self, day: date) -> bool:
        """Whether the sign stands on this day (the day of removal not included)."""
        return self.placed_on <= day and (self.removed_on is None or day < self.removed_on)

    def clean(self) -> None:
        """Raises ValidationError for a sign that is removed before it was placed."""
        super().clean()
        if self.removed_on and self.placed_on and self.removed_on < self.placed_on:
            raise ValidationError({"removed_on": "Het bord is eerder verwijderd dan geplaatst."})


class MaskingCheck(models.Model):
    """That the blanking of one position was checked, when and by which party (151c lid 7). Append-only."""

    position = models.ForeignKey(Position, models.PROTECT, related_name="masking_checks")
    checked_on = models.DateField("gecontroleerd op")
    party = models.CharField("door wie", max_length=120, help_text="De verantwoordelijke partij: de politie")
    in_order = models.BooleanField("woningen zijn goed afgeschermd", default=True)
    note = models.CharField("toelichting", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "controle van de afscherming"
        verbose_name_plural = "controles van de afscherming"
        ordering = ["-checked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.position} op {self.checked_on:%d-%m-%Y}"
