"""Pages about safeguards: how each stands, its history, and what was found."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import attempt, filled, form_page, person, saved
from almere_camera.roles import Perm, may

from .. import safeguards
from ..forms.safeguards import ConfirmationForm, TechnologyForm
from ..models import Safeguard, TechnologyChange
from ..tabs import crumbs, tabs
from ..workflow.safeguards import confirm_safeguard, record_technology_change


@require_safe
@needs(Perm.VIEW_CASES)
def register(request: HttpRequest) -> HttpResponse:
    """The safeguards of today, and the changes of technology."""
    context = {
        "standings": safeguards.all_on(timezone.localdate()),
        "technology": TechnologyChange.objects.select_related("recorded_by"),
        "tabs": tabs("evaluations:safeguards"),
        "may_record": may(request.user, Perm.EVALUATE),
    }
    return render(request, "evaluations/safeguards.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One safeguard with everything that was found."""
    found = get_object_or_404(Safeguard, pk=pk)
    standing = safeguards.of(found, timezone.localdate())
    context = {
        "standing": standing,
        "facts": _facts(standing),
        "crumbs": crumbs("evaluations:safeguards"),
        "may_record": may(request.user, Perm.EVALUATE),
    }
    return render(request, "evaluations/safeguard.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A safeguard was looked at."""
    found = get_object_or_404(Safeguard, pk=pk)
    today = timezone.localdate()
    standing = safeguards.of(found, today)
    initial = {"confirmed_on": today, "party": found.responsible}
    form = filled(request, ConfirmationForm, initial, technology=standing.technology)
    outcome = attempt(
        request,
        form,
        lambda: confirm_safeguard(safeguard=found, by=person(request), **form.answers),
    )
    if outcome.done:
        saved(request, "De bevestiging is vastgelegd.")
        return redirect("evaluations:safeguard", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Bevestiging vastleggen",
        subject=found.name,
        intro="Leg vast wat de verantwoordelijke u heeft laten weten. Dit blijft staan; is er een fout "
        "gemaakt, leg dan een nieuwe bevestiging vast met een toelichting.",
        cancel_url=reverse("evaluations:safeguard", args=[pk]),
        crumbs=[
            *crumbs("evaluations:safeguards"),
            (found.name, reverse("evaluations:safeguard", args=[pk])),
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def technology(request: HttpRequest) -> HttpResponse:
    """Other technology is, or will be, used."""
    form = filled(request, TechnologyForm, {})
    outcome = attempt(request, form, lambda: record_technology_change(by=person(request), **form.answers))
    if outcome.done:
        saved(request, "De nieuwe technologie is vastgelegd. De DPIA moet opnieuw.")
        return redirect("evaluations:safeguards")
    return form_page(
        request,
        form,
        outcome,
        title="Nieuwe technologie vastleggen",
        intro="Bij nieuwe technologie wordt de DPIA opnieuw uitgevoerd (hoofdstuk 6 van het beleidskader). "
        "Dat gebeurt voordat de technologie wordt gebruikt.",
        cancel_url=reverse("evaluations:safeguards"),
        crumbs=crumbs("evaluations:safeguards"),
    )


def _facts(standing: safeguards.Standing) -> list[tuple[str, Any]]:
    one = standing.safeguard
    every = f"Om de {one.every_months} maanden" if one.every_months else "Geen vaste termijn"
    if one.at_new_technology:
        every += "; opnieuw bij nieuwe technologie"
    return [
        ("Verantwoordelijk", one.responsible),
        ("Hoe vaak", every),
        ("Grondslag", one.chapter),
        ("Bron", one.source),
        ("Geldt vanaf", one.valid_from),
        ("Geldt tot en met", one.valid_to or "Tot nader bericht"),
    ]
