"""The yearly report to the council: seen as it will read, written, finished, and fetched as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import Crumbs, attempt, filled, form_page, person, saved
from almere_camera.roles import Perm, may
from almere_camera.uploads import PDF
from decisions.blocks import Document
from decisions.documents import render_pdf

from .. import council
from ..assessment_tasks import inform_url
from ..council_documents import report_document, report_title
from ..forms.accounts import FinishReport, StartReport, WriteReport
from ..models import CouncilReport
from ..tabs import crumbs
from ..traced import Section, read_back, sums
from ..word import TYPE, word_file
from ..workflow import accounts as acts
from .showing import rows_page, shown, years

OLDEST = 10  # years back for which a report can be started


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def start(request: HttpRequest) -> HttpResponse:
    """Open the report of a year."""
    today = timezone.localdate()
    taken = set(CouncilReport.objects.values_list("year", flat=True))
    free = [year for year in years(today.year - OLDEST, today.year) if year not in taken]
    first = today.year - 1 if today.year - 1 in free else None
    form = filled(request, StartReport, {"year": first}, years=free)
    outcome = attempt(request, form, lambda: acts.start_report(by=person(request), **form.answers))
    if outcome.done:
        saved(request, f"Het verslag over {outcome.done.year} is gestart.")
        return redirect("evaluations:council_report", pk=outcome.done.pk)
    return form_page(
        request,
        form,
        outcome,
        title="Verslag aan de raad starten",
        intro="De cijfers komen uit deze toepassing. U schrijft zelf de inleiding en wat het heeft gekost. "
        "Een verslag over een jaar dat nog loopt, is voorlopig.",
        cancel_url=reverse("evaluations:accounts"),
        crumbs=crumbs("evaluations:accounts"),
        save_label="Verslag starten",
    )


@require_safe
@needs(Perm.VIEW_CASES)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it will read, or as it was finished."""
    found = get_object_or_404(CouncilReport, pk=pk)
    finished = found.finished_on is not None
    sections = sections_of(found)
    context = {
        "crumbs": crumbs("evaluations:accounts"),
        "title": report_title(found),
        "report": found,
        "provisional": council.is_provisional(found),
        "notices": found.council_notices.all(),
        "waiting": [] if finished else acts.unfinished(found),
        "may_write": not finished and may(request.user, Perm.EVALUATE),
        "may_inform": finished and may(request.user, Perm.EVALUATE),
        "inform_url": inform_url(found),
        "sections": shown(sections, lambda key: reverse("evaluations:council_rows", args=[pk, key])),
    }
    return render(request, "evaluations/council_report.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def report_rows(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The rows behind one number. Of a finished report those of that day, when they were named."""
    found = get_object_or_404(CouncilReport, pk=pk)
    number = sums(sections_of(found)).get(key)
    if number is None or number.rows is None:
        raise Http404("Dit getal staat niet in dit verslag, of de rijen zijn niet een voor een bewaard.")
    return rows_page(request, number, number.rows, crumbs=_way(found), subject=report_title(found))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The introduction and the costs."""
    found = _open(pk)
    initial = {"versie": found.version, "introduction": found.introduction, "costs": found.costs}
    form = filled(request, WriteReport, initial)
    outcome = attempt(
        request, form, lambda: acts.write_report(report=found, by=person(request), **form.answers), found
    )
    if outcome.done:
        saved(request, "De tekst is opgeslagen.")
        return redirect("evaluations:council_report", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Inleiding en kosten",
        subject=report_title(found),
        cancel_url=reverse("evaluations:council_report", args=[pk]),
        crumbs=_way(found),
        stored=[("Inleiding", found.introduction), ("Kosten", found.costs)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the report as it is now."""
    found = _open(pk)
    form = filled(request, FinishReport, {"versie": found.version})
    outcome = attempt(
        request, form, lambda: acts.finish_report(report=found, by=person(request), **form.answers), found
    )
    if outcome.done:
        saved(request, "Het verslag is afgerond. Leg vast wanneer de raad het heeft gekregen.")
        return redirect("evaluations:council_report", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Verslag afronden",
        subject=report_title(found),
        intro="De cijfers, de PDF en het Word-bestand worden bewaard zoals zij nu zijn. Daarna verandert er "
        "niets meer, ook niet als er later nog cijfers bijkomen.",
        cancel_url=reverse("evaluations:council_report", args=[pk]),
        crumbs=_way(found),
        save_label="Verslag afronden",
    )


@require_safe
@needs(Perm.VIEW_CASES)
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF: as it was kept, or a draft of it."""
    found = get_object_or_404(CouncilReport, pk=pk)
    content = bytes(found.pdf) if found.pdf else render_pdf(_draft(found))
    return _file(content, PDF, f"{_name(found)}.pdf", download=False)


@require_safe
@needs(Perm.VIEW_CASES)
def word(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The Word file: as it was kept, or a draft of it."""
    found = get_object_or_404(CouncilReport, pk=pk)
    content = bytes(found.docx) if found.docx else word_file(_draft(found))
    return _file(content, TYPE, f"{_name(found)}.docx", download=True)


def sections_of(found: CouncilReport) -> list[Section]:
    """The sections as they were kept, else as they are now."""
    if found.figures is not None:
        return read_back(found.figures["sections"])
    return council.sections(found.year)


def _draft(found: CouncilReport) -> Document:
    return report_document(
        found,
        council.sections(found.year),
        moment=timezone.localtime(),
        provisional=council.is_provisional(found),
        draft=True,
    )


def _file(content: bytes, kind: str, name: str, *, download: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(download, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


def _name(found: CouncilReport) -> str:
    return f"cameratoezicht-{found.year}" + ("" if found.finished_on else "-concept")


def _open(pk: int) -> CouncilReport:
    """The report, while it can still be changed."""
    found = get_object_or_404(CouncilReport, pk=pk)
    if found.finished_on is not None:
        raise Http404(acts.FINISHED)
    return found


def _way(found: CouncilReport) -> Crumbs:
    url = reverse("evaluations:council_report", args=[found.pk])
    return [*crumbs("evaluations:accounts"), (report_title(found), url)]
