"""A case: from the request that started it to the decision that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models

from almere_camera.models import Official

from .framework import PolicyFramework

if TYPE_CHECKING:
    from .adopted import AdoptedText, Publication


class Status(models.TextChoices):
    """What is stored. All that depends on a day (in force, lapsed) is derived: see `decisions.states`."""

    DRAFT = "concept", "Concept"
    REVIEW = "ter_toetsing", "Ter toetsing"
    AGREED = "akkoord", "Akkoord"
    ADOPTED = "vastgesteld", "Vastgesteld"
    CLOSED = "afgesloten", "Afgesloten zonder besluit"


EDITABLE = frozenset({Status.DRAFT})  # content may be changed
COMPLETABLE = frozenset({Status.DRAFT, Status.AGREED})  # a consultation may be added
CLOSABLE = frozenset({Status.DRAFT, Status.AGREED})  # a closing may be proposed
FROZEN = frozenset({Status.ADOPTED, Status.CLOSED})  # no column changes any more


class DecisionKind(models.TextChoices):
    """What the decision does."""

    START = "instellen", "Instellen"
    EXTEND = "verlengen", "Verlengen"
    CHANGE = "wijzigen", "Wijzigen"
    END = "beeindigen", "Beëindigen"


class Variant(models.TextChoices):
    """The two variants of the framework (Afbakening)."""

    REGULAR = "regulier", "Regulier"
    MOBILE = "mobiel", "Mobiel"


class Request(models.Model):
    """The question for camera surveillance from which every decision stems (beleidskader, hoofdstuk 5)."""

    class From(models.TextChoices):
        POLICE = "politie", "Politie"
        RESIDENTS = "bewoners", "Bewoners"
        ENTREPRENEURS = "ondernemers", "Ondernemers"
        MUNICIPALITY = "gemeente", "Gemeente"
        PROSECUTION = "om", "Openbaar Ministerie"
        OTHER = "anders", "Anders"

    asked_by = models.CharField("wie vraagt erom", max_length=20, choices=From.choices)
    asked_by_words = models.CharField(
        "namelijk",
        max_length=200,
        blank=True,
        help_text="Organisatie of functie. Noem geen namen van bewoners.",
    )
    received_on = models.DateField("ontvangen op")
    felt = models.TextField("wat wordt er ervaren", max_length=4000)

    class Meta:
        verbose_name = "vraag om cameratoezicht"
        verbose_name_plural = "vragen om cameratoezicht"

    def __str__(self) -> str:
        return f"Vraag van {self.get_asked_by_display()} op {self.received_on:%d-%m-%Y}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def for_list(self) -> Self:
        """For lists: everything a row shows, in a fixed number of queries."""
        return self.select_related("request", "signatory", "closure").prefetch_related(
            "designated_areas__area", "publications"
        )


class Decision(models.Model):
    """A case that leads, or does not lead, to a designation decision (aanwijzingsbesluit).

    After adoption no column changes any more: triggers in the database refuse it. All that comes
    later (publication, closing before publication) is a row elsewhere.
    """

    kenmerk = models.CharField("kenmerk", max_length=40, unique=True)
    title = models.CharField("titel", max_length=200)
    kind = models.CharField("soort", max_length=12, choices=DecisionKind.choices)
    variant = models.CharField("variant", max_length=10, choices=Variant.choices)
    status = models.CharField("status", max_length=15, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField("versie", default=1)
    round = models.PositiveSmallIntegerField("ronde", default=1)
    historical = models.BooleanField("historisch", default=False)
    request = models.ForeignKey(
        Request, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="vraag"
    )
    framework = models.ForeignKey(
        PolicyFramework, models.PROTECT, null=True, blank=True, verbose_name="beleidskader"
    )
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="gestart door"
    )
    created_at = models.DateTimeField("gestart op", auto_now_add=True)
    changed_at = models.DateTimeField("gewijzigd op", auto_now=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="behandelaar",
    )
    signatory = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ondertekenaar"
    )
    signed_on = models.DateField("vastgesteld op", null=True, blank=True)
    absence_reason = models.CharField("reden van afwezigheid van de burgemeester", max_length=200, blank=True)
    urgent = models.BooleanField("spoed", default=False)
    motivation_later = models.BooleanField("motivering volgt binnen een week", default=False)
    notes = models.TextField("bijzonderheden", blank=True, max_length=4000)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kenmerk} {self.title}"

    @property
    def is_ending(self) -> bool:
        """Whether this is a beeindiging: a duty (151c lid 5), with a short form."""
        return self.kind == DecisionKind.END

    @property
    def is_mobile(self) -> bool:
        return self.variant == Variant.MOBILE

    @property
    def may_be_urgent(self) -> bool:
        """Only mobile use that starts or goes on knows the short route."""
        return self.is_mobile and self.kind in (DecisionKind.START, DecisionKind.EXTEND)

    @property
    def is_urgent(self) -> bool:
        """Whether this case takes the short route: adopted without akkoord, reviewed afterwards."""
        return self.urgent and self.may_be_urgent

    @property
    def is_motivated_later(self) -> bool:
        """Whether urgency keeps the motivation out of the publication (Awb 3:47 lid 3)."""
        return self.is_urgent and self.motivation_later

    @property
    def publication(self) -> Publication | None:
        """The valid record of publication in the Gemeenteblad, or None. Corrected records do not count."""
        records = list(self.publications.all())
        replaced = {p.replaces_id for p in records if p.replaces_id}
        valid = (p for p in records if p.kind == "bekendmaking" and p.pk not in replaced)
        return next(valid, None)

    @property
    def is_withdrawn(self) -> bool:
        """Adopted, and withdrawn before publication by a closure that another confirmed."""
        closure = getattr(self, "closure", None)
        return self.status == Status.ADOPTED and closure is not None and closure.confirmed_at is not None

    @property
    def adopted_text(self) -> AdoptedText | None:
        """The frozen text of the decision itself, or None (not adopted, or historical)."""
        return self.adopted_texts.filter(kind="besluit").first()
