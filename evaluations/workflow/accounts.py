"""The report to the council: start it, write in it, finish it. The numbers are computed until then."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, Refused
from almere_camera.models import User
from decisions.documents import PdfError, render_pdf

from .. import council
from ..council_documents import report_document
from ..models import CouncilReport
from ..traced import canonical, kept
from ..word import word_file
from .asking import locked, permit, save

FIRST_YEAR = 2006  # artikel 151c of the Gemeentewet holds since then
FINISHED = "Dit verslag is afgerond en verandert niet meer."


def start_report(*, by: User, year: int) -> CouncilReport:
    """Open the report of a year, once. Raises ValidationError for a year that is still to come."""
    with transaction.atomic():
        permit(by)
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError({"year": "Kies een jaar dat al is begonnen."})
        report = CouncilReport(year=year, started_by=by)
        report.full_clean()
        report.save(force_insert=True)
        audit.record("council_report.started", report, by, year=year)
        return report


def write_report(
    *, report: CouncilReport, by: User, version: int, introduction: str, costs: str
) -> CouncilReport:
    """Save the introduction and what is told of the costs."""
    with transaction.atomic():
        permit(by)
        now = _open(report, version)
        now.introduction, now.costs = introduction.strip(), costs.strip()
        save(now)
        audit.record("council_report.written", now, by, version=now.version)
        return now


def finish_report(*, report: CouncilReport, by: User, version: int) -> CouncilReport:
    """Keep the numbers, the PDF and the Word file as they now are. It then waits to be told to the council.

    Raises Refused, with all reasons, for a year that has not ended and for a report without texts.
    """
    with transaction.atomic():
        permit(by)
        now = _open(report, version)
        if reasons := unfinished(now):
            raise Refused([Finding(code="verslag", message=reason) for reason in reasons])
        computed = council.sections(now.year)
        moment = timezone.localtime()
        document = report_document(now, computed, moment=moment, provisional=False, draft=False)
        try:
            pdf = render_pdf(document)
        except PdfError as error:
            raise Refused([Finding(code="pdf", message=str(error))]) from error
        word = word_file(document)
        data = {
            "year": now.year,
            "moment": document.moment,
            "introduction": now.introduction,
            "costs": now.costs,
            "sections": kept(computed),
        }
        now.figures, now.figures_sha256 = data, hashlib.sha256(canonical(data)).hexdigest()
        now.pdf, now.pdf_sha256 = pdf, hashlib.sha256(pdf).hexdigest()
        now.docx, now.docx_sha256 = word, hashlib.sha256(word).hexdigest()
        now.finished_on, now.finished_by = moment.date(), by
        save(now)
        hashes = {"figures": now.figures_sha256, "pdf": now.pdf_sha256, "docx": now.docx_sha256}
        audit.record("council_report.finished", now, by, **hashes)
        return now


def unfinished(report: CouncilReport) -> list[str]:
    """Why a report cannot be finished yet; empty when it can."""
    reasons = []
    if council.is_provisional(report):
        reasons.append(f"Het jaar {report.year} is nog niet voorbij. Tot dan is het verslag voorlopig.")
    if not report.introduction.strip():
        reasons.append("Schrijf eerst de inleiding.")
    if not report.costs.strip():
        reasons.append("Schrijf eerst wat het cameratoezicht heeft gekost, of dat dit niet bekend is.")
    return reasons


def _open(report: CouncilReport, version: int) -> CouncilReport:
    now = locked(report, version)
    if now.finished_on is not None:
        raise Refused([Finding(code="afgerond", message=FINISHED)])
    return now
