"""What comes at and after the end: frozen text, publication, closing without a decision."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from .decision import Decision


def signed_copy_path(_instance: AdoptedText, _name: str) -> str:
    """A name that tells nothing and cannot collide."""
    return f"getekend/{uuid.uuid4().hex}.pdf"


class AdoptedText(models.Model):
    """The text as it was adopted: blocks, HTML, plain text and PDF with their SHA-256. Append-only.

    A late motivation (Awb 3:47 lid 3) or the reasons of a closing are further rows.
    """

    class Kind(models.TextChoices):
        DECISION = "besluit", "Besluit"
        MOTIVATION = "motivering", "Motivering achteraf"
        CLOSING = "afsluiting", "Afsluiting zonder besluit"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="adopted_texts")
    kind = models.CharField("soort", max_length=15, choices=Kind.choices)
    blocks = models.TextField("blokken (JSON)")
    html = models.TextField("HTML")
    text = models.TextField("platte tekst")
    pdf = models.BinaryField("PDF")
    blocks_sha256 = models.CharField(max_length=64)
    html_sha256 = models.CharField(max_length=64)
    text_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    signed_copy = models.FileField(
        "getekend exemplaar", upload_to=signed_copy_path, blank=True, max_length=200
    )
    signed_copy_sha256 = models.CharField(max_length=64, blank=True)
    signatory_name = models.CharField("vastgesteld door", max_length=120, blank=True)
    signatory_function = models.CharField("functie", max_length=60, blank=True)
    adopted_on = models.DateField("vastgesteld op")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="geregistreerd door"
    )
    registered_at = models.DateTimeField("geregistreerd op", auto_now_add=True)

    class Meta:
        verbose_name = "vastgestelde tekst"
        verbose_name_plural = "vastgestelde teksten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(kind="besluit"), name="one_adopted_decision_text"
            ),
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(kind="motivering"), name="one_late_motivation_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} van {self.decision.kenmerk}"


class Publication(models.Model):
    """A publication that happened: a fact. A mistyped record is corrected by a new one with a reason."""

    class Kind(models.TextChoices):
        OFFICIAL = "bekendmaking", "Bekendmaking in het Gemeenteblad"
        RECTIFICATION = "rectificatie", "Rectificatie in het Gemeenteblad"
        MOTIVATION = "motivering", "Motivering achteraf"
        WEBSITE = "website", "Plaatsing op de gemeentelijke website"
        REMOVED = "verwijderd", "Verwijderd van de gemeentelijke website"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="publications")
    kind = models.CharField("soort", max_length=15, choices=Kind.choices, default=Kind.OFFICIAL)
    number = models.CharField(
        "nummer",
        max_length=30,
        blank=True,
        help_text="Zoals het in het Gemeenteblad staat, bijvoorbeeld gmb-2026-12345",
        validators=[
            RegexValidator(
                r"^gmb-\d{4}-\d+$", "Vul het nummer in als gmb-jaar-nummer, bijvoorbeeld gmb-2026-12345."
            )
        ],
    )
    published_on = models.DateField(
        "datum van uitgifte",
        null=True,
        blank=True,
        help_text="Alleen bij oude besluiten mag dit onbekend zijn.",
    )
    url = models.URLField("adres", blank=True)
    cvdr = models.CharField(
        "CVDR-nummer",
        max_length=30,
        blank=True,
        help_text="Alleen als het besluit in de regelingenbank staat, bijvoorbeeld CVDR707713",
        validators=[
            RegexValidator(r"^CVDR\d+(?:[/_]\d+)?$", "Vul het nummer in zoals CVDR707713 of CVDR707713/1.")
        ],
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="verbetert"
    )
    correction_reason = models.CharField("reden van de verbetering", max_length=300, blank=True)

    class Meta:
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=models.Q(kind="bekendmaking", replaces=None),
                name="one_official_publication",
            )
        ]

    def __str__(self) -> str:
        return self.number or self.get_kind_display()


class Closure(models.Model):
    """A case that ends without a decision, or a decision that is withdrawn before publication.

    One person proposes it, another confirms it; then it is final.
    """

    class Outcome(models.TextChoices):
        NOT_STARTED = "niet_ingesteld", "Niet ingesteld"
        NOT_EXTENDED = "niet_verlengd", "Niet verlengd"
        WITHDRAWN = "ingetrokken", "Ingetrokken voor bekendmaking"

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="closure")
    outcome = models.CharField("uitkomst", max_length=20, choices=Outcome.choices)
    reasons = models.TextField("redenen", max_length=8000)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("voorgesteld op", auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("bevestigd op", null=True)

    class Meta:
        verbose_name = "afsluiting"
        verbose_name_plural = "afsluitingen"

    def __str__(self) -> str:
        return self.get_outcome_display()
