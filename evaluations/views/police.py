"""Pages about what the police registered around the areas."""

from __future__ import annotations

from datetime import date

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import attempt, filled, form_page, person, saved
from almere_camera.roles import Perm, may
from areas.models import Area

from .. import police
from ..forms.police import NeighbourhoodEndForm, NeighbourhoodForm, PoliceFileForm
from ..models import Neighbourhood, PoliceFigure, PoliceImport
from ..tabs import crumbs
from ..workflow.police import add_neighbourhood, end_neighbourhood, import_police_file

MONTHS_SHOWN = 24


@require_safe
@needs(Perm.VIEW_CASES)
def overview(request: HttpRequest) -> HttpResponse:
    """The areas with their neighbourhoods, and the files that were read."""
    context = {
        "areas": Area.objects.annotate(number=Count("neighbourhoods")).order_by("name"),
        "imports": PoliceImport.objects.select_related("recorded_by")[:50],
        "crumbs": crumbs("evaluations:figures"),
        "may_record": may(request.user, Perm.EVALUATE),
        "larger": police.LARGER,
    }
    return render(request, "evaluations/police.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def area(request: HttpRequest, pk: int) -> HttpResponse:
    """One area: its neighbourhoods, and the newest months of which something is known."""
    found = get_object_or_404(Area, pk=pk)
    links = list(found.neighbourhoods.all())
    newest = _newest_month(links)
    months = police.per_month(found, _before(newest, MONTHS_SHOWN - 1), newest) if newest else []
    context = {
        "area": found,
        "links": links,
        "months": months[::-1],
        "provisional": any(m.crime.provisional or m.nuisance.provisional for m in months),
        "crumbs": _crumbs(),
        "may_record": may(request.user, Perm.EVALUATE),
        "larger": police.LARGER,
    }
    return render(request, "evaluations/police_area.html", context)


def _newest_month(links: list[Neighbourhood]) -> date | None:
    figures = PoliceFigure.objects.filter(region__in=[link.code for link in links])
    return figures.order_by("-month").values_list("month", flat=True).first()


def _before(month: date, months: int) -> date:
    year, left = divmod(month.year * 12 + month.month - 1 - months, 12)
    return date(year, left + 1, 1)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def upload(request: HttpRequest) -> HttpResponse:
    """A file of open data, wholly or not at all."""
    form = filled(request, PoliceFileForm, {})
    outcome = attempt(request, form, lambda: import_police_file(by=person(request), **form.answers))
    if taken := outcome.done:
        skipped = f" Overgeslagen rijen over een heel jaar of heel Nederland: {taken.skipped}."
        saved(request, f"Ingelezen cijfers: {taken.rows}.{skipped if taken.skipped else ''}")
        return redirect("evaluations:police")
    return form_page(
        request,
        form,
        outcome,
        title="Politiecijfers inlezen",
        intro="De cijfers vervangen eerdere cijfers van dezelfde maand en buurt. Is er iets mis in het "
        "bestand, dan wordt er niets overgenomen.",
        cancel_url=reverse("evaluations:police"),
        crumbs=_crumbs(),
        save_label="Inlezen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def neighbourhood_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more neighbourhood of an area."""
    found = get_object_or_404(Area, pk=pk)
    form = filled(request, NeighbourhoodForm, {})
    outcome = attempt(
        request, form, lambda: add_neighbourhood(area=found, by=person(request), **form.answers)
    )
    if outcome.done:
        saved(request, f"Buurt {outcome.done.code} hoort nu bij {found.name}.")
        return redirect("evaluations:police_area", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Buurt toevoegen",
        subject=found.name,
        intro=police.LARGER,
        cancel_url=reverse("evaluations:police_area", args=[pk]),
        crumbs=[*_crumbs(), (found.name, reverse("evaluations:police_area", args=[pk]))],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def neighbourhood_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A neighbourhood no longer belongs to an area."""
    row = get_object_or_404(Neighbourhood.objects.select_related("area"), pk=pk)
    form = filled(request, NeighbourhoodEndForm, {"valid_to": row.valid_to or timezone.localdate()})
    outcome = attempt(request, form, lambda: end_neighbourhood(row=row, by=person(request), **form.answers))
    url = reverse("evaluations:police_area", args=[row.area_id])
    if outcome.done:
        saved(request, "De laatste dag is vastgelegd.")
        return redirect(url)
    return form_page(
        request,
        form,
        outcome,
        title="Buurt beëindigen",
        subject=f"{row.code} {row.name} bij {row.area.name}".replace("  ", " "),
        cancel_url=url,
        crumbs=[*_crumbs(), (row.area.name, url)],
    )


def _crumbs() -> list[tuple[str, str]]:
    return [*crumbs("evaluations:figures"), ("Politiecijfers", reverse("evaluations:police"))]
