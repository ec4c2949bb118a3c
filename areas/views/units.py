"""Pages about mobile units: cameras that move from place to place."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import form_page, person, saved
from almere_camera.roles import Perm
from areas import workflow
from areas.forms import CodeForm, NewUnitForm, UnitForm
from areas.models import Deployment, Unit

from .common import attempt, filled, log_of, may_edit, tabs, tabs_crumb


@require_safe
@needs(Perm.VIEW_CASES)
def unit_list(request: HttpRequest) -> HttpResponse:
    """All mobile units, with the place where each stands now."""
    now = (
        Deployment.objects.on(timezone.localdate())
        .select_related("position")
        .prefetch_related("position__codes")
    )
    units = Unit.objects.prefetch_related("codes", Prefetch("deployments", queryset=now))
    context = {"units": units, "tabs": tabs("areas:unit_list"), "may_edit": may_edit(request)}
    return render(request, "areas/unit_list.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: where it stood and which codes it had."""
    found = get_object_or_404(Unit.objects.prefetch_related("codes"), pk=pk)
    deployments = list(found.deployments.select_related("position").prefetch_related("position__codes"))
    for deployment in deployments:
        deployment.unit = found
    context = {
        "unit": found,
        "today": timezone.localdate(),
        "codes": sorted(found.codes.all(), key=lambda c: (c.valid_from, c.pk), reverse=True),
        "deployments": deployments,
        "events": log_of(found, *deployments),
        "may_edit": may_edit(request),
        "crumbs": [tabs_crumb("areas:unit_list")],
    }
    return render(request, "areas/unit_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def unit_add(request: HttpRequest) -> HttpResponse:
    """A new mobile unit, with its first code."""
    form = filled(request, NewUnitForm, {"valid_from": timezone.localdate()})
    outcome = attempt(request, form, lambda: workflow.add_unit(by=person(request), **form.answers))
    if outcome.done:
        saved(request, f"Unit {outcome.done} is toegevoegd.")
        return redirect("areas:unit", pk=outcome.done.pk)
    return form_page(
        request,
        form,
        outcome,
        title="Nieuwe mobiele unit",
        intro="Een mobiele unit is een camera die van plek naar plek gaat.",
        cancel_url=reverse("areas:unit_list"),
        crumbs=[tabs_crumb("areas:unit_list")],
        save_label="Unit toevoegen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another description."""
    found = get_object_or_404(Unit.objects.prefetch_related("codes"), pk=pk)
    form = filled(request, UnitForm, {"versie": workflow.version_of(found), "description": found.description})
    outcome = attempt(
        request,
        form,
        lambda: workflow.change_unit(unit=found, by=person(request), **form.answers),
        found,
    )
    if outcome.done:
        saved(request, "De wijziging is opgeslagen.")
        return redirect("areas:unit", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Omschrijving wijzigen",
        subject=f"Unit {found}",
        cancel_url=reverse("areas:unit", args=[pk]),
        crumbs=_crumbs(found),
        stored=[("Omschrijving", found.description)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def unit_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another code from a day on."""
    found = get_object_or_404(Unit.objects.prefetch_related("codes"), pk=pk)
    form = filled(
        request, CodeForm, {"versie": workflow.version_of(found), "valid_from": timezone.localdate()}
    )
    outcome = attempt(
        request,
        form,
        lambda: workflow.rename_unit(unit=found, by=person(request), **form.answers),
        found,
    )
    if outcome.done:
        saved(request, "De nieuwe code is vastgelegd.")
        return redirect("areas:unit", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Nieuwe code geven",
        subject=f"Unit {found}",
        intro="De oude code blijft bewaard, zodat oude besluiten te begrijpen blijven.",
        cancel_url=reverse("areas:unit", args=[pk]),
        crumbs=_crumbs(found),
        save_label="Code vastleggen",
        stored=[("Code", found.code), ("Omschrijving", found.description)],
    )


def _crumbs(found: Unit) -> list[tuple[str, str]]:
    return [tabs_crumb("areas:unit_list"), (f"Unit {found}", reverse("areas:unit", args=[found.pk]))]
