"""Pages of the evaluation of the policy framework, and of informing the council."""

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
from decisions.models import PolicyFramework

from .. import assessing, tabs
from ..assessment_tasks import inform_url
from ..forms import assessments as forms
from ..models import AreaEvaluation, CouncilReport, FrameworkEvaluation
from ..workflow import frameworks as acts
from ..workflow.assessments import add_survey_figure
from ..workflow.follow_up import number
from ..workflow.telling import inform_council
from .assessments import LIST, crumbs_of, log_of, page_of, small_form

ABOUT: dict[str, type[Any]] = {
    "gebied": AreaEvaluation,
    "beleidsevaluatie": FrameworkEvaluation,
    "beleidskader": PolicyFramework,
    "verslag": CouncilReport,
}


def evaluation_or_404(pk: int) -> FrameworkEvaluation:
    return get_object_or_404(FrameworkEvaluation.objects.select_related("framework", "completed_by"), pk=pk)


@require_safe
@needs(Perm.VIEW_CASES)
def framework(request: HttpRequest, pk: int) -> HttpResponse:
    """One evaluation of the framework."""
    found = evaluation_or_404(pk)
    editable, done = may(request.user, Perm.EVALUATE), found.completed_on is not None
    context = {
        "evaluation": found,
        "survey": [(figure, number(figure)) for figure in found.survey_figures.select_related("area")],
        "missing": [] if done else acts.missing(found),
        "notices": list(found.council_notices.select_related("recorded_by")),
        "inform_url": inform_url(found),
        "may_edit": editable and not done,
        "may_inform": editable and done,
        "log": log_of(found),
        "crumbs": tabs.crumbs(LIST),
    }
    return render(request, "evaluations/framework.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def framework_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the evaluation of a framework over its period."""
    chosen = get_object_or_404(PolicyFramework, pk=pk)
    form = filled(request, forms.SureForm, {})
    outcome = attempt(
        request, form, lambda: acts.start_framework_evaluation(framework=chosen, by=person(request))
    )
    if outcome.done:
        saved(request, "De evaluatie is begonnen. Vul haar nu in.")
        return redirect("evaluations:framework", pk=outcome.done.pk)
    return form_page(
        request,
        form,
        outcome,
        title="Evaluatie beginnen",
        subject=str(chosen),
        intro=f"De evaluatie gaat over de jaren {chosen.period_first_year} tot en met "
        f"{chosen.period_last_year}. Zij is uiterlijk een half jaar voor het einde daarvan klaar.",
        cancel_url=reverse(LIST),
        crumbs=tabs.crumbs(LIST),
        save_label="Evaluatie beginnen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def framework_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write who did it, the outcome, what can be better, and where that stands."""
    found = evaluation_or_404(pk)
    names = ("researcher", "outcome", "improvements", "source")
    first = {name: getattr(found, name) for name in names}
    form = filled(request, forms.FrameworkForm, first | {"versie": found.version})
    outcome = attempt(
        request,
        form,
        lambda: acts.write_framework_evaluation(evaluation=found, by=person(request), **form.answers),
        found,
    )
    if outcome.done:
        saved(request, "De evaluatie is opgeslagen.")
        return redirect("evaluations:framework", pk=pk)
    return form_page(
        request,
        form,
        outcome,
        title="Evaluatie invullen",
        subject=assessing.title_of(found),
        cancel_url=page_of(found),
        crumbs=crumbs_of(found),
        stored=[(str(forms.FrameworkForm.base_fields[name].label), getattr(found, name)) for name in names],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def framework_survey_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A figure of a survey or study, of one area or of all."""
    found = evaluation_or_404(pk)
    return small_form(
        request,
        found,
        forms.FrameworkSurveyForm,
        lambda answers: add_survey_figure(evaluation=found, by=person(request), **answers),
        title="Cijfer uit onderzoek toevoegen",
        done="Het cijfer is toegevoegd.",
        save_label="Cijfer toevoegen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def framework_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete it, on the day the report was ready."""
    found = evaluation_or_404(pk)
    return small_form(
        request,
        found,
        forms.CompleteFrameworkForm,
        lambda answers: acts.complete_framework_evaluation(evaluation=found, by=person(request), **answers),
        title="Evaluatie afronden",
        intro="Na het afronden verandert er niets meer. Daarna hoort de raad de uitkomst.",
        done="De evaluatie is afgerond. Informeer nu de raad.",
        save_label="Evaluatie afronden",
        first={"versie": found.version, "completed_on": timezone.localdate()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def inform(request: HttpRequest, pk: int, about: str) -> HttpResponse:
    """Record on which day and with which document the council was informed."""
    found = get_object_or_404(ABOUT[about], pk=pk)
    form = filled(request, forms.NoticeForm, {"informed_on": timezone.localdate()})
    outcome = attempt(request, form, lambda: inform_council(about=found, by=person(request), **form.answers))
    has_page = isinstance(found, AreaEvaluation | FrameworkEvaluation)
    back = page_of(found) if has_page else reverse(LIST)
    if outcome.done:
        saved(request, "Vastgelegd dat de raad is geïnformeerd.")
        return redirect(back)
    return form_page(
        request,
        form,
        outcome,
        title="Raad informeren",
        subject=assessing.title_of(found),
        intro="De burgemeester informeert de raad over evaluaties, een nieuw beleidskader en het "
        "jaarverslag. Leg vast wanneer dat is gebeurd, en met welk document.",
        cancel_url=back,
        crumbs=crumbs_of(found) if has_page else tabs.crumbs(LIST),
        save_label="Vastleggen",
    )
