"""Pages about positions: the places where a camera can hang."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import form_page, person, saved
from almere_camera.roles import Perm
from areas import workflow
from areas.drawing import close_ups, draw
from areas.forms import CodeForm, NewPositionForm, PositionForm
from areas.geometry import decimal
from areas.inside import areas_of, in_order
from areas.models import Area, Deployment, Position
from areas.position_states import States, states_of
from areas.surroundings import surroundings

from .areas import drawn
from .common import attempt, filled, log_of, may_edit, tabs, tabs_crumb

PER_PAGE = 50


@require_safe
@needs(Perm.VIEW_CASES)
def position_list(request: HttpRequest) -> HttpResponse:
    """All positions by code, with the areas that hold them and the camera that stands there now."""
    today = timezone.localdate()
    now = Deployment.objects.on(today).select_related("unit").prefetch_related("unit__codes")
    positions = Position.objects.prefetch_related("codes", Prefetch("deployments", queryset=now))
    page = Paginator(in_order(positions), PER_PAGE).get_page(request.GET.get("page"))
    areas = list(Area.objects.with_boundaries())
    standing = states_of(page, today)
    rows = [(position, areas_of(position, areas, today), standing[position.pk]) for position in page]
    context = {
        "page_obj": page,
        "rows": rows,
        "maps": _maps([(position, found) for position, found, _states in rows], standing),
        "tabs": tabs("areas:position_list"),
        "may_edit": may_edit(request),
    }
    return render(request, "areas/position_list.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """One position: where it is, what stood there, which codes it had."""
    found = get_object_or_404(Position.objects.prefetch_related("codes"), pk=pk)
    today = timezone.localdate()
    areas = areas_of(found, Area.objects.with_boundaries(), today)
    standing = states_of([found], today)
    deployments = list(found.deployments.select_related("unit").prefetch_related("unit__codes"))
    for deployment in deployments:
        deployment.position = found
    context = {
        "position": found,
        "today": today,
        "facts": _facts(found),
        "states": standing[found.pk],
        "areas": areas,
        "codes": sorted(found.codes.all(), key=lambda c: (c.valid_from, c.pk), reverse=True),
        "deployments": deployments,
        "checks": found.masking_checks.select_related("recorded_by"),
        "map": _map(found, areas, standing),
        "events": log_of(found, *deployments),
        "may_edit": may_edit(request),
        "crumbs": [tabs_crumb("areas:position_list")],
    }
    return render(request, "areas/position_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def position_add(request: HttpRequest) -> HttpResponse:
    """A new place for a camera, with its first code."""
    form = filled(request, NewPositionForm, {"valid_from": timezone.localdate(), "kind": Position.Kind.FIXED})
    outcome = attempt(request, form, lambda: workflow.add_position(by=person(request), **form.answers))
    if outcome.done:
        saved(request, f"Positie {outcome.done} is toegevoegd.")
        return redirect("areas:position", pk=outcome.done.pk)
    return form_page(
        request,
        form,
        outcome,
        title="Nieuwe positie",
        intro="Een positie is een plek waar een camera kan hangen. Welke camera er wanneer hangt, legt u "
        "daarna vast.",
        cancel_url=reverse("areas:position_list"),
        crumbs=[tabs_crumb("areas:position_list")],
        save_label="Positie toevoegen",
        template="areas/place_position.html",
        extra={"surroundings": surroundings(timezone.localdate())},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def position_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known of a place."""
    found = get_object_or_404(Position.objects.prefetch_related("codes"), pk=pk)
    initial = {
        "versie": found.version,
        "place": found.place,
        "kind": found.kind,
        "x": decimal(found.x),
        "y": decimal(found.y),
        "direction": found.direction,
    }
    form = filled(request, PositionForm, initial)
    outcome = attempt(
        request,
        form,
        lambda: workflow.change_position(position=found, by=person(request), **form.answers),
        found,
    )
    if outcome.done:
        saved(request, "De wijziging is opgeslagen.")
        return redirect("areas:position", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Positie wijzigen",
        subject=str(found),
        intro="Verbeter hier wat niet klopt. Hangt de camera op een andere plek? Voeg dan een nieuwe positie "
        "toe.",
        cancel_url=reverse("areas:position", args=[pk]),
        crumbs=_crumbs(found),
        stored=_facts(found),
        template="areas/place_position.html",
        extra={"surroundings": surroundings(timezone.localdate(), but=found)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def position_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another code from a day on."""
    found = get_object_or_404(Position.objects.prefetch_related("codes"), pk=pk)
    form = filled(request, CodeForm, {"versie": found.version, "valid_from": timezone.localdate()})
    outcome = attempt(
        request,
        form,
        lambda: workflow.rename_position(position=found, by=person(request), **form.answers),
        found,
    )
    if outcome.done:
        saved(request, "De nieuwe code is vastgelegd.")
        return redirect("areas:position", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Nieuwe code geven",
        subject=f"{found}, {found.place}",
        intro="De oude code blijft bewaard, zodat oude besluiten te begrijpen blijven.",
        cancel_url=reverse("areas:position", args=[pk]),
        crumbs=_crumbs(found),
        save_label="Code vastleggen",
        stored=[("Code", found.code), *_facts(found)],
    )


def _crumbs(found: Position) -> list[tuple[str, str]]:
    return [tabs_crumb("areas:position_list"), (str(found), reverse("areas:position", args=[found.pk]))]


def _facts(found: Position) -> list[tuple[str, Any]]:
    direction = f"{found.direction} graden" if found.direction is not None else None
    return [
        ("Plaats", found.place),
        ("Soort", found.get_kind_display()),
        ("RD x", decimal(found.x)),
        ("RD y", decimal(found.y)),
        ("Kijkrichting", direction),
    ]


def _outlines(areas: list[Area], kind: str) -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {"name": area.name, "geometry": boundary.geometry, "kind": kind}
        for area in areas
        if (boundary := area.boundary_on(today))
    ]


def _maps(rows: list[tuple[Position, list[Area]]], standing: States) -> list[SafeString]:
    """The positions of a list on as many maps as they lie apart, with the areas that hold them."""
    around = list({area.pk: area for _position, areas in rows for area in areas}.values())
    groups = close_ups(_outlines(around, "context"), drawn([position for position, _areas in rows], standing))
    return [
        mark_safe(  # noqa: S308 - drawn from numbers; names are escaped
            draw(
                areas=group["areas"],
                positions=group["positions"],
                prefix=f"kaart-{number}",
                width_mm=100,
                words={"context": "Grens van een gebied"},
                title=f"Kaart {number} van {len(groups)}. De lijst hierboven noemt dezelfde posities.",
            )
        )
        for number, group in enumerate(groups, start=1)
    ]


def _map(found: Position, areas: list[Area], standing: States) -> SafeString:
    inside = f", in {' en '.join(area.name for area in areas)}" if areas else ""
    svg = draw(
        areas=_outlines(areas, "designated"),
        positions=drawn([found], standing),
        words={"designated": "Grens van het gebied"},
        title=f"Kaart met positie {found}: {found.place}{inside}.",
    )
    return mark_safe(svg)  # noqa: S308 - drawn from numbers; names are escaped
