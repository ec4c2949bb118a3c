"""Pages about areas and their boundaries."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import dutch, form_page, person, saved
from almere_camera.roles import Perm
from areas import workflow
from areas.drawing import describe, draw
from areas.forms import AreaForm, BoundaryForm, NewAreaForm
from areas.geometry import to_wkt
from areas.inside import positions_in
from areas.models import Area, Boundary, Deployment, Position
from areas.open_tasks import tasks_of
from areas.position_states import States, mark, states_of
from areas.surroundings import surroundings

from .common import attempt, filled, log_of, may_be_huge, may_edit, tabs, tabs_crumb

DRAWN_KIND = {Position.Kind.FIXED: "fixed", Position.Kind.MOBILE: "mobile"}


@require_safe
@needs(Perm.VIEW_CASES)
def area_list(request: HttpRequest) -> HttpResponse:
    """All areas, with the boundary that holds today."""
    today = timezone.localdate()
    boundaries = Boundary.objects.defer("geometry").order_by("-valid_from", "-pk")
    rows = []
    for area in Area.objects.prefetch_related(Prefetch("boundaries", queryset=boundaries)):
        rows.append((area, area.boundary_on(today) or area.newest_boundary))
    context = {"rows": rows, "today": today, "tabs": tabs("areas:list"), "may_edit": may_edit(request)}
    return render(request, "areas/list.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def area(request: HttpRequest, pk: int) -> HttpResponse:
    """One area: map, streets, positions, deployments, designations, earlier boundaries, log."""
    found = get_object_or_404(Area.objects.with_boundaries(), pk=pk)
    today = timezone.localdate()
    now = found.boundary_on(today)
    boundaries = list(found.boundaries.all())
    shown = _asked(request, boundaries) or now or found.newest_boundary
    positions = positions_in(shown) if shown else []
    standing = states_of(positions, today)
    deployments = (
        Deployment.objects.on(today)
        .filter(position__in=positions)
        .select_related("position", "unit")
        .prefetch_related("position__codes", "unit__codes")
    )
    signs = list(found.signs.all())
    context = {
        "area": found,
        "today": today,
        "now": now,
        "signs": signs,
        "tasks": tasks_of(found, today),
        "shown": shown,
        "boundaries": boundaries,
        "map": _map(found, shown, drawn(positions, standing)) if shown else "",
        "map_words": _in_words(found, shown, drawn(positions, standing)) if shown else "",
        "positions": [(position, standing[position.pk]) for position in positions],
        "deployments": deployments,
        "designations": _designations(found),
        "events": log_of(found, *signs),
        "facts": _facts(found, shown),
        "may_edit": may_edit(request),
        "crumbs": [tabs_crumb("areas:list")],
    }
    return render(request, "areas/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may_be_huge
@needs(Perm.EDIT_AREAS)
def area_add(request: HttpRequest) -> HttpResponse:
    """A new area with its first boundary, in one page."""
    form = filled(request, NewAreaForm, {"valid_from": timezone.localdate()})
    outcome = attempt(request, form, lambda: workflow.add_area(by=person(request), **form.answers))
    if outcome.done:
        saved(request, f"Gebied ‘{outcome.done}’ is toegevoegd.")
        return redirect("areas:area", pk=outcome.done.pk)
    return form_page(
        request,
        form,
        outcome,
        title="Nieuw gebied",
        intro="Een gebied heeft een naam, een grens op de kaart en een lijst van straten. Een besluit wijst "
        "een of meer gebieden aan.",
        cancel_url=reverse("areas:list"),
        crumbs=[tabs_crumb("areas:list")],
        save_label="Gebied toevoegen",
        template="areas/draw_boundary.html",
        extra={"surroundings": surroundings(timezone.localdate())},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def area_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or kind."""
    found = get_object_or_404(Area, pk=pk)
    form = filled(request, AreaForm, {"versie": found.version, "name": found.name, "kind": found.kind})
    outcome = attempt(
        request,
        form,
        lambda: workflow.change_area(area=found, by=person(request), **form.answers),
        found,
    )
    if outcome.done:
        saved(request, "De wijziging is opgeslagen.")
        return redirect("areas:area", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Naam en soort wijzigen",
        subject=found.name,
        intro="Besluiten die al zijn genomen, houden de naam die er toen in stond.",
        cancel_url=reverse("areas:area", args=[pk]),
        crumbs=_crumbs(found),
        stored=[("Naam", found.name), ("Soort", found.get_kind_display())],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@may_be_huge
@needs(Perm.EDIT_AREAS)
def boundary_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new boundary from a day on; the ones before it stay."""
    found = get_object_or_404(Area.objects.with_boundaries(), pk=pk)
    newest = found.newest_boundary
    initial = {
        "versie": found.version,
        "valid_from": timezone.localdate(),
        "streets": newest.streets if newest else [],
        "boundary": to_wkt(newest.geometry) if newest else "",
    }
    form = filled(request, BoundaryForm, initial)
    outcome = attempt(
        request,
        form,
        lambda: workflow.record_boundary(area=found, by=person(request), **form.answers),
        found,
    )
    if outcome.done:
        saved(request, f"De grens is vastgelegd en geldt vanaf {dutch(outcome.done.valid_from)}.")
        return redirect("areas:area", pk=pk)
    if outcome.conflict:
        newest = Area.objects.with_boundaries().get(pk=pk).newest_boundary
    return form_page(
        request,
        form,
        outcome,
        title="Nieuwe grens vastleggen",
        subject=found.name,
        intro="U begint met de grens van nu en wijzigt die. De vorige grens blijft bewaard. Besluiten die al "
        "zijn genomen, houden de grens van toen.",
        cancel_url=reverse("areas:area", args=[pk]),
        crumbs=_crumbs(found),
        save_label="Grens vastleggen",
        stored=_facts(found, newest),
        template="areas/draw_boundary.html",
        extra={"surroundings": surroundings(timezone.localdate(), but=found)},
    )


def _crumbs(found: Area) -> list[tuple[str, str]]:
    return [tabs_crumb("areas:list"), (found.name, reverse("areas:area", args=[found.pk]))]


def _asked(request: HttpRequest, boundaries: list[Boundary]) -> Boundary | None:
    """An earlier (or later) boundary that the reader wants on the map."""
    asked = request.GET.get("grens", "")
    return next((boundary for boundary in boundaries if str(boundary.pk) == asked), None)


def _facts(found: Area, shown: Boundary | None) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [("Soort", found.get_kind_display())]
    if shown:
        facts += [
            ("Oppervlakte", f"{shown.hectares} hectare".replace(".", ",")),
            ("Straten", len(shown.streets)),
            ("Grens geldig vanaf", dutch(shown.valid_from)),
        ]
    return facts


def drawn(positions: list[Position], standing: States) -> list[dict[str, Any]]:
    """Positions in their states, as the map wants them."""
    return [
        {
            "number": position.code,
            "x": position.x,
            "y": position.y,
            "kind": DRAWN_KIND[Position.Kind(position.kind)],
            "direction": position.direction,
            **mark(standing[position.pk]),
        }
        for position in positions
    ]


def _map(found: Area, shown: Boundary, positions: list[dict[str, Any]]) -> SafeString:
    svg = draw(
        areas=[{"name": found.name, "geometry": shown.geometry, "kind": "designated"}],
        positions=positions,
        words={"designated": "Grens van het gebied"},
        title=f"Kaart van {found.name}. Onder de kaart staat hetzelfde in woorden.",
    )
    return mark_safe(svg)  # noqa: S308 - drawn from numbers; names are escaped


def _in_words(found: Area, shown: Boundary, positions: list[dict[str, Any]]) -> str:
    words = describe(
        areas=[{"name": found.name, "geometry": shown.geometry, "kind": "designated"}],
        positions=positions,
        streets=shown.streets,
    )
    # Whether a decision designates it stands elsewhere on the page.
    return words.replace(f"Aangewezen gebied {found.name}", found.name, 1)


def _designations(found: Area) -> list[dict[str, Any]]:
    """The decisions that name this area, newest first, through the relation that they lay."""
    rows = found.designations.select_related("decision").order_by("-decision_id")
    return [
        {"decision": row.decision, "last_day": row.last_day, "url": _decision_url(row.decision.pk)}
        for row in rows
    ]


def _decision_url(pk: int) -> str:
    try:
        return reverse("decisions:detail", args=[pk])
    except NoReverseMatch:
        return ""
