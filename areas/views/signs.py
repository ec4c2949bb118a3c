"""Pages about signs at the entrances, their photos, and the checks of the blanking."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import dutch, form_page, person, saved
from almere_camera.roles import Perm
from almere_camera.uploads import JPEG, PNG
from areas import workflow
from areas.forms import MaskingForm, SignForm, SignRemovedForm
from areas.models import Area, Position, Sign

from .common import attempt, filled, tabs_crumb

ENDINGS = {PNG: "png", JPEG: "jpg"}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def sign_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A sign stands at an entrance of the area."""
    area = get_object_or_404(Area, pk=pk)
    form = filled(request, SignForm, {"placed_on": timezone.localdate()})
    outcome = attempt(
        request, form, lambda: workflow.place_sign(by=person(request), area=area, **form.answers)
    )
    if outcome.done:
        saved(request, f"Het bord bij ‘{outcome.done}’ is vastgelegd.")
        return redirect(_signs_of(pk))
    return form_page(
        request,
        form,
        outcome,
        title="Bord vastleggen",
        subject=area.name,
        intro="Wie het gebied in komt, moet kunnen zien dat er camera’s zijn. Leg elk bord vast, het liefst "
        "met een foto.",
        cancel_url=_signs_of(pk),
        crumbs=_area_crumbs(area),
        save_label="Bord vastleggen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def sign_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """The day on which a sign was taken away."""
    sign = get_object_or_404(Sign.objects.select_related("area"), pk=pk)
    initial = {"versie": sign.version, "removed_on": sign.removed_on or timezone.localdate()}
    form = filled(request, SignRemovedForm, initial)
    outcome = attempt(
        request, form, lambda: workflow.remove_sign(sign=sign, by=person(request), **form.answers), sign
    )
    if outcome.done:
        saved(
            request, f"Vastgelegd: het bord bij ‘{sign}’ is verwijderd op {dutch(outcome.done.removed_on)}."
        )
        return redirect(_signs_of(sign.area_id))
    return form_page(
        request,
        form,
        outcome,
        title="Bord verwijderd",
        subject=sign.entrance,
        intro=f"Dit bord in {sign.area.name} staat er sinds {dutch(sign.placed_on)}.",
        cancel_url=_signs_of(sign.area_id),
        crumbs=_area_crumbs(sign.area),
        save_label="Vastleggen",
        stored=[("Geplaatst op", dutch(sign.placed_on)), ("Verwijderd op", dutch(sign.removed_on))],
    )


@require_safe
@needs(Perm.VIEW_CASES)
def sign_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photo of a sign, always as a download."""
    sign = get_object_or_404(Sign, pk=pk)
    if not sign.photo:
        raise Http404("Bij dit bord is geen foto.")
    try:
        stored = sign.photo.open("rb")
    except FileNotFoundError as lost:
        raise Http404("De foto staat niet meer op de server. Meld dit bij de beheerder.") from lost
    known = sign.photo_type in ENDINGS
    response = FileResponse(
        stored,
        as_attachment=True,
        filename=f"bord-{sign.pk}.{ENDINGS.get(sign.photo_type, 'bin')}",
        content_type=sign.photo_type if known else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EDIT_AREAS)
def masking_add(request: HttpRequest, pk: int) -> HttpResponse:
    """That somebody looked whether houses are out of the picture of this position."""
    position = get_object_or_404(Position.objects.prefetch_related("codes"), pk=pk)
    form = filled(request, MaskingForm, {"checked_on": timezone.localdate()})
    outcome = attempt(
        request,
        form,
        lambda: workflow.check_masking(by=person(request), position=position, **form.answers),
    )
    back = reverse("areas:position", args=[pk])
    if outcome.done:
        saved(request, f"De controle van {dutch(outcome.done.checked_on)} is vastgelegd.")
        return redirect(f"{back}#afscherming")
    return form_page(
        request,
        form,
        outcome,
        title="Afscherming controleren",
        subject=f"{position}, {position.place}",
        intro="Een camera brengt alleen openbare plaatsen in beeld. Leg vast wie heeft gekeken of woningen "
        "zijn afgeschermd, en wat de uitkomst was. Een controle blijft altijd staan.",
        cancel_url=back,
        crumbs=[tabs_crumb("areas:position_list"), (str(position), back)],
        save_label="Controle vastleggen",
    )


def _signs_of(area: int) -> str:
    return f"{reverse('areas:area', args=[area])}#borden"


def _area_crumbs(area: Area) -> list[tuple[str, str]]:
    return [tabs_crumb("areas:list"), (area.name, reverse("areas:area", args=[area.pk]))]
