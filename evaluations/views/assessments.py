"""Pages of area evaluations: all that is due, one evaluation, and the forms with which it is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera import audit
from almere_camera.access import needs
from almere_camera.acting import Answers, attempt, dutch, filled, form_page, person, saved
from almere_camera.events import label_of
from almere_camera.roles import Perm, may
from decisions import states
from decisions.dossier import in_groups
from decisions.models import DesignatedArea

from .. import assessing, tabs
from ..area_figures import figures_of, span
from ..assessment_tasks import inform_url
from ..forms import assessments as forms
from ..models import AreaEvaluation, Conclusion, SurveyFigure, TriedMeasure
from ..workflow import assessments as acts
from ..workflow.follow_up import number, open_follow_up

LIST = "evaluations:assessments"


def all_evaluations() -> Any:
    """Evaluations of areas with what their pages name."""
    return AreaEvaluation.objects.select_related(
        "designated_area__area",
        "designated_area__decision__framework",
        "written_by",
        "completed_by",
    )


def evaluation_or_404(pk: int) -> AreaEvaluation:
    found: AreaEvaluation = get_object_or_404(all_evaluations(), pk=pk)
    return found


@require_safe
@needs(Perm.VIEW_CASES)
def assessments(request: HttpRequest) -> HttpResponse:
    """Every running designation and the framework, each with the day its evaluation is due."""
    today = timezone.localdate()
    areas = assessing.of_areas(today)
    current = {standing.evaluation.pk for standing in areas if standing.evaluation}
    context = {
        "areas": areas,
        "frameworks": assessing.of_frameworks(today),
        "earlier": all_evaluations().filter(completed_on__isnull=False).exclude(pk__in=current),
        "untold": [(one, assessing.title_of(one), inform_url(one)) for one in assessing.not_yet_told(today)],
        "may_edit": may(request.user, Perm.EVALUATE),
        "tabs": tabs.tabs(LIST),
        "crumbs": tabs.crumbs(),
    }
    return render(request, "evaluations/assessments.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """One evaluation: what was found, the figures, the conclusion, and what followed."""
    found = evaluation_or_404(pk)
    designated = states.with_terms(DesignatedArea.objects.filter(pk=found.designated_area_id)).get()
    labels = {key.value: key.label for key in forms.KEYS}
    answers = {answer.key: answer for answer in found.answers.all()}
    follow_ups = list(found.follow_ups.select_related("decision"))
    editable = may(request.user, Perm.EVALUATE)
    context = {
        "evaluation": found,
        "period": span(found.first_day, found.last_day),
        "last_day": states.term_of(designated).last_day,
        "answers": [
            (labels[key.value], answers[key.value].text) for key in forms.KEYS if key.value in answers
        ],
        "figures": figures_of(found),
        "survey": [(figure, number(figure)) for figure in found.survey_figures.select_related("area")],
        "measures": list(found.measures.all()),
        "missing": acts.missing(found) if found.completed_on is None else [],
        "follow_ups": follow_ups,
        "notices": list(found.council_notices.select_related("recorded_by")),
        "inform_url": inform_url(found),
        "may_edit": editable and found.completed_on is None,
        "may_follow": editable and found.completed_on is not None and not follow_ups,
        "may_inform": editable and found.completed_on is not None,
        "log": log_of(found),
        "hash": in_groups(found.figures_sha256),
        "crumbs": tabs.crumbs(LIST),
    }
    return render(request, "evaluations/assessment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def assessment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the evaluation of a designation, over a period that is suggested."""
    chosen = states.with_terms(DesignatedArea.objects.filter(pk=pk))
    designated = get_object_or_404(chosen)
    first, last = assessing.suggested_period(states.term_of(designated), timezone.localdate())
    form = filled(request, forms.PeriodForm, {"first_day": first, "last_day": last})
    outcome = attempt(
        request,
        form,
        lambda: acts.start_evaluation(designated_area=designated, by=person(request), **form.answers),
    )
    if outcome.done:
        saved(request, "De evaluatie is begonnen. Vul haar nu in.")
        return redirect("evaluations:assessment", pk=outcome.done.pk)
    return form_page(
        request,
        form,
        outcome,
        title="Evaluatie beginnen",
        subject=designated.area.name,
        intro="Over welke periode gaat de evaluatie? De cijfers van die periode staan er straks bij.",
        cancel_url=reverse(LIST),
        crumbs=tabs.crumbs(LIST),
        save_label="Evaluatie beginnen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def assessment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the evaluation; the questions of the framework and their help stand beside it."""
    found = evaluation_or_404(pk)
    first: dict[str, Any] = {answer.key: answer.text for answer in found.answers.all()}
    for name in ("first_day", "last_day", "conclusion", "reason"):
        first[name] = getattr(found, name)
    framework = found.designated_area.decision.framework
    form = filled(request, forms.EvaluationForm, first | {"versie": found.version}, framework=framework)
    outcome = attempt(
        request,
        form,
        lambda: acts.write_evaluation(evaluation=found, by=person(request), **form.answers),
        found,
    )
    if outcome.done:
        saved(request, "De evaluatie is opgeslagen.")
        return redirect("evaluations:assessment", pk=pk)
    stored = [(a.get_key_display(), a.text) for a in found.answers.all()] if outcome.conflict else []
    return form_page(
        request,
        form,
        outcome,
        title="Evaluatie invullen",
        subject=found.designated_area.area.name,
        intro="U mag alles leeg laten en later verder gaan. Pas bij het afronden moet alles er staan.",
        cancel_url=reverse("evaluations:assessment", args=[pk]),
        crumbs=crumbs_of(found),
        stored=[
            *stored,
            ("Conclusie", Conclusion(found.conclusion).label if found.conclusion else ""),
            ("Onderbouwing", found.reason),
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def measure_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Another measure that was tried."""
    found = evaluation_or_404(pk)
    return small_form(
        request,
        found,
        forms.MeasureForm,
        lambda answers: acts.add_measure(evaluation=found, by=person(request), **answers),
        title="Andere maatregel toevoegen",
        done="De maatregel is toegevoegd.",
        save_label="Maatregel toevoegen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def measure_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a measure out again."""
    measure = get_object_or_404(TriedMeasure, pk=pk)
    return small_form(
        request,
        evaluation_or_404(measure.evaluation_id),
        forms.SureForm,
        lambda answers: acts.remove_measure(measure=measure, by=person(request)),
        title="Maatregel verwijderen",
        intro=f"U verwijdert uit deze evaluatie: {measure.what}.",
        done="De maatregel is verwijderd.",
        save_label="Maatregel verwijderen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def survey_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A figure of a survey or study."""
    found = evaluation_or_404(pk)
    return small_form(
        request,
        found,
        forms.SurveyForm,
        lambda answers: acts.add_survey_figure(evaluation=found, by=person(request), **answers),
        title="Cijfer uit onderzoek toevoegen",
        done="Het cijfer is toegevoegd.",
        save_label="Cijfer toevoegen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def survey_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a survey figure out again, of an area or of the framework."""
    figure = get_object_or_404(SurveyFigure.objects.select_related("framework_evaluation"), pk=pk)
    of_area = figure.area_evaluation_id is not None
    found = evaluation_or_404(figure.area_evaluation_id) if of_area else figure.framework_evaluation  # type: ignore[arg-type]
    return small_form(
        request,
        found,
        forms.SureForm,
        lambda answers: acts.remove_survey_figure(figure=figure, by=person(request)),
        title="Cijfer verwijderen",
        intro=f"U verwijdert uit deze evaluatie: {figure.question}, {number(figure)} {figure.unit}.",
        done="Het cijfer is verwijderd.",
        save_label="Cijfer verwijderen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def assessment_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete it: what is missing is told at once."""
    found = evaluation_or_404(pk)
    return small_form(
        request,
        found,
        forms.CompleteForm,
        lambda answers: acts.complete_evaluation(evaluation=found, by=person(request), **answers),
        title="Evaluatie afronden",
        intro="Na het afronden verandert er niets meer: de cijfers worden bewaard zoals ze nu zijn. Daarna "
        "start u de zaak die volgt, en hoort de raad de uitkomst.",
        done="De evaluatie is afgerond. Informeer nu de raad.",
        save_label="Evaluatie afronden",
        first={"versie": found.version},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def assessment_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the case that the conclusion asks for; asked twice, it is the same case."""
    found = evaluation_or_404(pk)
    form = filled(request, forms.SureForm, {})
    outcome = attempt(request, form, lambda: open_follow_up(evaluation=found, by=person(request)), found)
    if outcome.done:
        case = outcome.done.decision
        messages.success(request, f"Zaak {case.kenmerk} staat klaar, met de uitkomst en de cijfers erin.")
        return redirect("decisions:detail", pk=case.pk)
    return form_page(
        request,
        form,
        outcome,
        title="Zaak starten",
        subject=f"{found.designated_area.area.name}: {found.get_conclusion_display()}",
        intro="De nieuwe zaak krijgt de uitkomst van de evaluatie, de cijfers met bron en periode, en de "
        "andere maatregelen. Latere imports veranderen die cijfers niet.",
        cancel_url=reverse("evaluations:assessment", args=[pk]),
        crumbs=crumbs_of(found),
        save_label="Zaak starten",
    )


# --- What the pages share ------------------------------------------------------------------------


def small_form(
    request: HttpRequest,
    evaluation: Any,
    form_class: type[Answers],
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    done: str,
    save_label: str,
    intro: str = "",
    first: dict[str, Any] | None = None,
) -> HttpResponse:
    """A small form under an evaluation, of an area or of the framework: back to it when it is done."""
    form = filled(request, form_class, first or {})
    outcome = attempt(request, form, lambda: act(form.answers), evaluation)
    if outcome.done:
        saved(request, done)
        return redirect(page_of(evaluation))
    return form_page(
        request,
        form,
        outcome,
        title=title,
        subject=assessing.title_of(evaluation),
        intro=intro,
        cancel_url=page_of(evaluation),
        crumbs=crumbs_of(evaluation),
        save_label=save_label,
    )


def page_of(evaluation: Any) -> str:
    """The page of an evaluation, of an area or of the framework."""
    name = "assessment" if isinstance(evaluation, AreaEvaluation) else "framework"
    return reverse(f"evaluations:{name}", args=[evaluation.pk])


def crumbs_of(evaluation: Any) -> list[tuple[str, str]]:
    return [*tabs.crumbs(LIST), (assessing.title_of(evaluation), page_of(evaluation))]


def log_of(row: Any) -> list[dict[str, Any]]:
    """What happened to a row, newest first, for the timeline."""
    return [
        {
            "when": dutch(timezone.localtime(event.at).date()),
            "iso": event.at.isoformat(timespec="seconds"),
            "title": label_of(event.event),
            "who": f"{event.actor_name} ({event.actor_roles})" if event.actor_roles else event.actor_name,
            "text": "",
        }
        for event in audit.events_of(row)[:50]
    ]
