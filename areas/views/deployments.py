"""Pages about deployments: which camera stands where, and until when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.acting import dutch, form_page, person, saved
from almere_camera.roles import Perm
from areas import workflow
from areas.forms import DeployForm, EndForm
from areas.models import Deployment

from .common import attempt, filled, tabs_crumb


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def deploy(request: HttpRequest) -> HttpResponse:
    """A camera stands somewhere from a day on. `positie` and `unit` in the address fill in the form."""
    asked = {"position": request.GET.get("positie"), "unit": request.GET.get("unit")}
    initial = {name: number for name, number in asked.items() if number and number.isdecimal()}
    form = filled(request, DeployForm, {**initial, "first_day": timezone.localdate()})
    outcome = attempt(request, form, lambda: workflow.deploy(by=person(request), **form.answers))
    if outcome.done:
        saved(request, f"Vastgelegd: {outcome.done}, vanaf {dutch(outcome.done.first_day)}.")
        return redirect("areas:position", pk=outcome.done.position_id)
    return form_page(
        request,
        form,
        outcome,
        title="Camera inzetten",
        intro="Leg vast welke camera waar staat. Een besluit kan daarna naar deze inzet verwijzen.",
        cancel_url=reverse("areas:position_list"),
        crumbs=[tabs_crumb("areas:position_list")],
        save_label="Inzet vastleggen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def deployment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day on which a camera stood, or will stand, somewhere."""
    found = get_object_or_404(
        Deployment.objects.select_related("position", "unit").prefetch_related(
            "position__codes", "unit__codes"
        ),
        pk=pk,
    )
    last_day = found.last_day or timezone.localdate()
    form = filled(request, EndForm, {"versie": workflow.version_of(found), "last_day": last_day})
    outcome = attempt(
        request,
        form,
        lambda: workflow.end_deployment(deployment=found, by=person(request), **form.answers),
        found,
    )
    back = reverse("areas:position", args=[found.position_id])
    if outcome.done:
        saved(request, f"Het einde is vastgelegd: tot en met {dutch(outcome.done.last_day)}.")
        return redirect(back)
    until = f"tot en met {dutch(found.last_day)}" if found.last_day else "tot nader bericht"
    return form_page(
        request,
        form,
        outcome,
        title="Inzet beëindigen",
        subject=f"{found}"[:1].upper() + f"{found}"[1:],
        intro=f"Deze inzet loopt vanaf {dutch(found.first_day)} {until}.",
        cancel_url=back,
        crumbs=[tabs_crumb("areas:position_list"), (str(found.position), back)],
        save_label="Einde vastleggen",
        stored=[("Eerste dag", dutch(found.first_day)), ("Laatste dag", dutch(found.last_day))],
    )
