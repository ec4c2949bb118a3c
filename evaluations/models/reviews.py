"""The yearly review of every position in a centre, and what else a position is for."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from almere_camera.models import Dated
from areas.models import Area, Position


class PositionPurpose(Dated):
    """What a position is for besides seeing incidents, and who needs it.

    Only a purpose 'ter handhaving van de openbare orde' keeps a camera that sees nothing (beleidskader,
    hoofdstuk 7): crowd management does, traffic does not.
    """

    position = models.ForeignKey(Position, models.PROTECT, related_name="purposes", verbose_name="positie")
    description = models.CharField("doel", max_length=300)
    public_order = models.BooleanField("ter handhaving van de openbare orde")
    owner = models.CharField("wie dit doel nodig heeft", max_length=120)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "ander doel van een positie"
        verbose_name_plural = "andere doelen van posities"
        ordering = ["position", "-valid_from"]

    def __str__(self) -> str:
        return self.description


class ReviewYear(models.Model):
    """The review of one calendar year: opened once, for every position that hung in a centre that year."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("geopend op", auto_now_add=True)

    class Meta:
        verbose_name = "jaarlijkse beoordeling"
        verbose_name_plural = "jaarlijkse beoordelingen"
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Proposal(models.TextChoices):
    """What the two-year rule says of a position; a proposal must be answered."""

    NONE = "geen", "Geen voorstel"
    REMOVE = "verwijderen", "Voorstel: verwijderen"
    INVESTIGATE = "onderzoeken", "Voorstel: nader onderzoeken"


class Verdict(models.TextChoices):
    """What the officer concludes of a position."""

    KEEP = "handhaven", "Handhaven"
    MOVE = "verplaatsen", "Verplaatsen"
    REMOVE = "verwijderen", "Verwijderen"
    INVESTIGATE = "onderzoeken", "Nader onderzoeken"


class PositionReviewQuerySet(models.QuerySet["PositionReview"]):
    """The stages of a review, as `PositionReview.stage` names them."""

    def open(self) -> Self:
        """Without a verdict that waits or holds: never judged, or returned."""
        return self.filter(judged_at=None)

    def waiting(self) -> Self:
        """Judged, and to be confirmed by a colleague of the judge."""
        return self.filter(judged_at__isnull=False, confirmed_at=None)

    def to_carry_out(self) -> Self:
        """Confirmed to remove or move, and nobody recorded that it was done."""
        doing = (Verdict.REMOVE, Verdict.MOVE)
        return self.filter(confirmed_at__isnull=False, verdict__in=doing, carried_out_on=None)


class PositionReview(models.Model):
    """Whether a position earned its place in a year: figures, verdict with reason, a second pair of eyes.

    Until a colleague confirms it, the figures are computed when looked at; then `figures` keeps what they
    were, with `figures_sha256`, whatever is imported later. `proposal` is what the two-year rule said when
    the verdict was given; `departure` says why the verdict is another.
    """

    class Stage(models.TextChoices):
        OPEN = "open", "Te beoordelen"
        RETURNED = "terug", "Teruggestuurd"
        WAITING = "wacht", "Te bevestigen"
        CONFIRMED = "bevestigd", "Bevestigd"

    review_year = models.ForeignKey(ReviewYear, models.PROTECT, related_name="reviews")
    position = models.ForeignKey(Position, models.PROTECT, related_name="reviews")
    area = models.ForeignKey(Area, models.PROTECT, related_name="position_reviews")
    verdict = models.CharField("oordeel", max_length=12, choices=Verdict.choices, blank=True)
    reason = models.TextField("onderbouwing", max_length=4000, blank=True)
    departure = models.TextField("waarom niet volgens het voorstel", max_length=2000, blank=True)
    next_on = models.DateField("volgende beoordeling", null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField("beoordeeld op", null=True, blank=True)
    remark = models.CharField("waarom terug", max_length=1000, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    proposal = models.CharField("voorstel", max_length=12, choices=Proposal.choices, blank=True)
    figures = models.JSONField("cijfers", null=True, blank=True)
    figures_sha256 = models.CharField(max_length=64, blank=True)
    carried_out_on = models.DateField("uitgevoerd op", null=True, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    objects = PositionReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "beoordeling van een positie"
        verbose_name_plural = "beoordelingen van posities"
        ordering = ["-review_year__year", "area__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["review_year", "position"], name="review_once_a_year")]

    def __str__(self) -> str:
        return f"{self.position} in {self.review_year}"

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.confirmed_at:
            return self.Stage.CONFIRMED
        if self.judged_at:
            return self.Stage.WAITING
        return self.Stage.RETURNED if self.remark else self.Stage.OPEN

    @property
    def departs(self) -> bool:
        """Whether the verdict is another than the two-year rule proposed."""
        return self.proposal not in ("", Proposal.NONE, self.verdict)

    @property
    def is_to_carry_out(self) -> bool:
        """Whether a camera must still be taken away or moved."""
        doing = self.verdict in (Verdict.REMOVE, Verdict.MOVE)
        return bool(self.confirmed_at and doing and not self.carried_out_on)
