"""Pages about what a position is for besides seeing incidents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import attempt, dutch, filled, form_page, person, saved
from almere_camera.roles import Perm, may
from areas.models import Position

from ..forms.reviews import FRAMEWORK, PurposeEndForm, PurposeForm
from ..models import PositionPurpose
from ..tabs import crumbs
from ..workflow.purposes import end_purpose, record_purpose


@require_safe
@needs(Perm.VIEW_CASES)
def purpose_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The purposes of one position, and its reviews."""
    position = _position(pk)
    context = {
        "position": position,
        "purposes": position.purposes.select_related("recorded_by"),
        "reviews": position.reviews.select_related("review_year", "area"),
        "rule": FRAMEWORK,
        "today": timezone.localdate(),
        "may_record": may(request.user, Perm.EVALUATE),
        "crumbs": crumbs("evaluations:review_years"),
    }
    return render(request, "evaluations/purposes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def purpose_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A position serves another purpose."""
    position = _position(pk)
    form = filled(request, PurposeForm, {"valid_from": timezone.localdate()})
    outcome = attempt(
        request, form, lambda: record_purpose(position=position, by=person(request), **form.answers)
    )
    if outcome.done:
        saved(request, f"Het doel ‘{outcome.done}’ is vastgelegd.")
        return redirect("evaluations:purpose_list", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Ander doel vastleggen",
        subject=f"Positie {position}, {position.place}",
        cancel_url=_url(position),
        crumbs=_crumbs(position),
        save_label="Doel vastleggen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def purpose_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A position no longer serves a purpose."""
    found = get_object_or_404(
        PositionPurpose.objects.select_related("position").prefetch_related("position__codes"), pk=pk
    )
    initial = {"versie": found.version, "valid_to": found.valid_to or timezone.localdate()}
    form = filled(request, PurposeEndForm, initial)
    outcome = attempt(
        request, form, lambda: end_purpose(purpose=found, by=person(request), **form.answers), found
    )
    if outcome.done:
        saved(request, f"Vastgelegd: het doel liep tot en met {dutch(outcome.done.valid_to)}.")
        return redirect("evaluations:purpose_list", pk=found.position_id)
    return form_page(
        request,
        form,
        outcome,
        title="Doel beëindigen",
        subject=found.description,
        intro=f"Positie {found.position} dient dit doel sinds {dutch(found.valid_from)}. Wat is bevestigd, "
        "verandert er niet door.",
        cancel_url=_url(found.position),
        crumbs=_crumbs(found.position),
        save_label="Einde vastleggen",
        stored=[("Laatste dag", dutch(found.valid_to))],
    )


def _position(pk: int) -> Position:
    return get_object_or_404(Position.objects.prefetch_related("codes"), pk=pk)


def _url(position: Position) -> str:
    return reverse("evaluations:purpose_list", args=[position.pk])


def _crumbs(position: Position) -> list[tuple[str, str]]:
    return [*crumbs("evaluations:review_years"), (f"Doelen van positie {position}", _url(position))]
