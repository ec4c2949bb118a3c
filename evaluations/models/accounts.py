"""The account to the council: the yearly report, and that the council was informed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from decisions.models import PolicyFramework

from .assessments import AreaEvaluation, FrameworkEvaluation
from .figures import Recorded


class CouncilReport(models.Model):
    """How surveillance was used in one year, for the Voortgangsrapportage Veiligheidsagenda (beleidskader,
    hoofdstuk 7). Computed until it is finished; then numbers and documents are kept as they were sent."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    introduction = models.TextField("inleiding", max_length=8000, blank=True)
    costs = models.TextField("kosten", max_length=4000, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_on = models.DateField("afgerond op", null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    figures = models.JSONField("cijfers", null=True, blank=True)
    figures_sha256 = models.CharField(max_length=64, blank=True)
    pdf = models.BinaryField("PDF", null=True, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    docx = models.BinaryField("Word", null=True, blank=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "jaarverslag aan de raad"
        verbose_name_plural = "jaarverslagen aan de raad"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"jaarverslag {self.year}"


class CouncilNotice(Recorded):
    """That the council was informed of an evaluation, framework or report: when, with which document."""

    area_evaluation = models.ForeignKey(
        AreaEvaluation, models.PROTECT, null=True, blank=True, related_name="council_notices"
    )
    framework_evaluation = models.ForeignKey(
        FrameworkEvaluation, models.PROTECT, null=True, blank=True, related_name="council_notices"
    )
    framework = models.ForeignKey(
        PolicyFramework, models.PROTECT, null=True, blank=True, related_name="council_notices"
    )
    report = models.ForeignKey(
        CouncilReport, models.PROTECT, null=True, blank=True, related_name="council_notices"
    )
    informed_on = models.DateField("raad geïnformeerd op")
    document = models.CharField("met welk document", max_length=200)

    class Meta:
        verbose_name = "bericht aan de raad"
        verbose_name_plural = "berichten aan de raad"
        ordering = ["-informed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area_evaluation__isnull=False)
                | Q(framework_evaluation__isnull=False)
                | Q(framework__isnull=False)
                | Q(report__isnull=False),
                name="notice_is_about_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} van {self.informed_on:%d-%m-%Y}"
