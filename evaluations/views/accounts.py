"""The account: which there are, one area in one year, and the rows behind every number of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from almere_camera.access import needs
from almere_camera.findings import Finding
from almere_camera.roles import Perm, may
from areas.models import Area
from decisions.documents import PdfError
from decisions.views.files import own_pdf
from decisions.views.refusing import refused_page

from .. import area_year as accounts
from .. import driehoek as driehoek_page
from ..models import CouncilReport
from ..tabs import crumbs, tabs
from ..traced import sums
from ..workflow.accounts import FIRST_YEAR
from .showing import rows_page, shown, years

SHOWN_YEARS = 5  # in the list; older years have an address all the same


@require_safe
@needs(Perm.VIEW_CASES)
def overview(request: HttpRequest) -> HttpResponse:
    """Areas by year, the page for the driehoek of each, and the reports to the council."""
    today = timezone.localdate()
    listed = years(today.year - SHOWN_YEARS + 1, today.year)
    context = {
        "tabs": tabs("evaluations:accounts"),
        "crumbs": crumbs(),
        "areas": Area.objects.filter(designations__isnull=False).distinct().order_by("kind", "name"),
        "years": listed,
        "reports": CouncilReport.objects.prefetch_related("council_notices"),
        "may_write": may(request.user, Perm.EVALUATE),
    }
    return render(request, "evaluations/accounts.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def area_year(request: HttpRequest, area: int, year: int) -> HttpResponse:
    """One area in one year, beside the year before."""
    found = _asked(area, year)
    sections = accounts.sections(found, year)
    today = timezone.localdate()
    context = {
        "crumbs": crumbs("evaluations:accounts"),
        "title": f"{found.name} in {year}",
        "provisional": year == today.year,
        "area": found,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < today.year else None,
        "sections": shown(
            sections, lambda key: reverse("evaluations:area_year_rows", args=[area, year, key])
        ),
    }
    return render(request, "evaluations/area_year.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def area_year_rows(request: HttpRequest, area: int, year: int, key: str) -> HttpResponse:
    """The rows behind one number of an area in a year."""
    found = _asked(area, year)
    number = sums(accounts.sections(found, year)).get(key)
    if number is None or number.rows is None:
        raise Http404("Dit getal staat niet in dit overzicht.")
    title = f"{found.name} in {year}"
    way = [*crumbs("evaluations:accounts"), (title, reverse("evaluations:area_year", args=[area, year]))]
    return rows_page(request, number, number.rows, crumbs=way, subject=title)


def _asked(area: int, year: int) -> Area:
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404("Over dit jaar is er geen overzicht.")
    return _area(area)


# --- The driehoek --------------------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
def driehoek(request: HttpRequest, area: int) -> HttpResponse:
    """One page about an area for the driehoek, with figures."""
    found = _area(area)
    context = {
        "crumbs": crumbs("evaluations:accounts"),
        "title": driehoek_page.title(found),
        "area": found,
        "sections": shown(
            driehoek_page.sections(found), lambda key: reverse("evaluations:driehoek_rows", args=[area, key])
        ),
    }
    return render(request, "evaluations/driehoek.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def driehoek_rows(request: HttpRequest, area: int, key: str) -> HttpResponse:
    """The rows behind one number on that page."""
    found = _area(area)
    number = sums(driehoek_page.sections(found)).get(key)
    if number is None or number.rows is None:
        raise Http404("Dit getal staat niet op deze pagina.")
    here = reverse("evaluations:driehoek", args=[area])
    way = [*crumbs("evaluations:accounts"), (driehoek_page.title(found), here)]
    return rows_page(request, number, number.rows, crumbs=way, subject=driehoek_page.title(found))


@require_safe
@needs(Perm.VIEW_CASES)
def driehoek_pdf(request: HttpRequest, area: int) -> HttpResponseBase:
    """The same page on paper."""
    found = _area(area)
    try:
        content = driehoek_page.page_pdf(found)
    except PdfError as error:
        reason = Finding(code="pdf", message=str(error))
        back = reverse("evaluations:driehoek", args=[area])
        return refused_page(request, "Geen PDF", [reason], status=422, back=back)
    return own_pdf(content, f"driehoek-{found.name}-{timezone.localdate():%Y-%m-%d}")


def _area(pk: int) -> Area:
    return get_object_or_404(Area.objects.prefetch_related("boundaries"), pk=pk)
