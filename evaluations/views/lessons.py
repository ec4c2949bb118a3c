"""Pages about what mobile use taught."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import attempt, filled, form_page, person, saved
from almere_camera.roles import Perm, may

from .. import lessons
from ..forms.lessons import LessonForm
from ..tabs import crumbs, tabs
from ..workflow.lessons import record_lesson

PER_PAGE = 20


@require_safe
@needs(Perm.VIEW_CASES)
def lesson_list(request: HttpRequest) -> HttpResponse:
    """Every lesson, the newest first, and the uses that still ask for one."""
    context = {
        "page_obj": Paginator(lessons.newest(), PER_PAGE).get_page(request.GET.get("page")),
        "waiting": lessons.waiting(timezone.localdate()),
        "tabs": tabs("evaluations:lessons"),
        "may_record": may(request.user, Perm.EVALUATE),
    }
    return render(request, "evaluations/lessons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def lesson_add(request: HttpRequest, pk: int) -> HttpResponse:
    """What one use taught."""
    use = get_object_or_404(lessons.mobile_uses().select_related("area", "decision"), pk=pk)
    form = filled(request, LessonForm, {})
    outcome = attempt(
        request,
        form,
        lambda: record_lesson(designated_area=use, by=person(request), **form.answers),
    )
    if outcome.done:
        saved(request, "De les is vastgelegd. Wie een volgende mobiele inzet voorbereidt, ziet haar.")
        return redirect("evaluations:lessons")
    return form_page(
        request,
        form,
        outcome,
        title="Lessen vastleggen",
        subject=f"Mobiel cameratoezicht in {use.area.name} ({use.decision.kenmerk})",
        intro="Wat u hier schrijft, staat bij de volgende zaak over mobiel cameratoezicht naast de tekst. "
        "Het blijft staan; u kunt later een les toevoegen.",
        cancel_url=reverse("evaluations:lessons"),
        crumbs=crumbs("evaluations:lessons"),
    )
