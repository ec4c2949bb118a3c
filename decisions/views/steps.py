"""Filling in a case, step by step: any order, half done is fine, nothing typed is ever lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.models import User
from almere_camera.roles import Perm
from decisions import clauses, steps, workflow
from decisions.forms import STEP_FORMS, StepForm, answers_of
from decisions.forms.areas import AreasStep, forget_check
from decisions.models import Decision, DesignatedArea
from decisions.steps import Step

from .filling import Invalid, Outcome, case_or_404, judged, overview_url, person, save, show, why_not
from .text import text_page

WITHOUT_FORM = frozenset({"tekst", "driehoek"})  # their paragraphs and consultations have pages of their own


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of a case: the form, or the answers and why they cannot be changed."""
    decision = case_or_404(pk)
    chosen = steps.step_for(decision, step)
    if chosen is None:
        raise Http404("Deze stap hoort niet bij deze zaak.")
    if chosen.slug != step:
        return redirect(chosen.url(decision))
    if request.method == "POST" and chosen.slug in WITHOUT_FORM:
        return HttpResponseNotAllowed(["GET"])
    if chosen.slug == "tekst":
        return text_page(request, decision, chosen)
    if request.method == "POST":
        return _post(request, decision, chosen)
    return _page(request, decision, chosen, STEP_FORMS[chosen.slug](decision))


def _post(request: HttpRequest, decision: Decision, chosen: Step) -> HttpResponse:
    form_class, by = STEP_FORMS[chosen.slug], person(request)
    if more := request.POST.get("meer"):
        form = form_class(decision, request.POST, request.FILES, one_more=more)
        form.quiet()
        return _page(request, decision, chosen, form)
    kept: list[StepForm] = []

    def change(case: Decision) -> None:
        form = form_class(case, request.POST, request.FILES)
        kept.append(form)
        judged(form)
        form.save(by)
        if isinstance(form, AreasStep):
            _areas_too(request, form, by)
        _clause_too(request, case, chosen, by)

    outcome = save(request, decision, chosen, change)
    if outcome.saved:
        return _onward(request, decision, chosen)
    form = kept[0] if kept else form_class(decision, request.POST, request.FILES)
    if not kept:
        form.quiet()
    return _page(request, case_or_404(decision.pk), chosen, form, outcome)


def _areas_too(request: HttpRequest, form: AreasStep, by: User) -> None:
    """The two other buttons of the areas step: the newest boundary, and one more area."""
    if (taken := request.POST.get("grens")) and (area := form.take_newest_boundary(taken)):
        messages.success(request, f"De nieuwste grens en straten van {area.area.name} zijn overgenomen.")
    if "voeg_toe" in request.POST:
        added = form.add()
        if added is None:
            form.new.add_error("area", "Kies welk gebied u wilt toevoegen.")
            raise Invalid
        messages.success(request, f"{added.area.name} staat nu in dit besluit.")


def _clause_too(request: HttpRequest, case: Decision, chosen: Step, by: User) -> None:
    """The buttons of the text bank: what was typed is saved, and the clause is put under it."""
    if not (asked := request.POST.get("tekstblok")):
        return
    place, _, version = asked.partition(":")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    picked = workflow.insert_clause(case, by=by, step=chosen.slug, place=place, version=number)
    words = f"‘{picked.version.clause.title}’ staat nu bij ‘{picked.get_place_display()}’. Lees de tekst na."
    if number_open := clauses.open_places(picked.text):
        places = "staat nog een open plek" if number_open == 1 else f"staan nog {number_open} open plekken"
        messages.warning(request, f"{words} Er {places} in: vul aan wat tussen haken staat.")
    else:
        messages.success(request, words)


def _onward(request: HttpRequest, decision: Decision, chosen: Step) -> HttpResponse:
    """After saving: the next step, the overview, or the same page."""
    going = request.POST.get("daarna", "")
    if "grens" in request.POST or "voeg_toe" in request.POST:
        return redirect(chosen.url(decision))
    if "tekstblok" in request.POST:
        place = request.POST["tekstblok"].partition(":")[0]
        return redirect(f"{chosen.url(decision)}#tekstbank-{place}")
    messages.success(request, f"‘{chosen.title}’ is opgeslagen.")
    if going == "stop":
        return redirect(overview_url(decision))
    following = steps.next_step(decision, chosen) if going == "verder" else chosen
    return redirect(following.url(decision) if following else overview_url(decision))


def _page(
    request: HttpRequest,
    decision: Decision,
    chosen: Step,
    form: StepForm,
    outcome: Outcome | None = None,
) -> HttpResponse:
    closed = why_not(decision, chosen, person(request))
    typed = form.data is not None
    _add_clauses(decision, chosen, form, closed=bool(closed))
    return show(
        request,
        form.template if typed or not closed else "decisions/step_read.html",
        decision,
        chosen,
        outcome=outcome,
        parts=form.parts,
        page=form,
        closed=closed,
        answers=answers_of(form) if closed and not typed else [],
        following=steps.next_step(decision, chosen),
        uncovered=clauses.uncovered(decision) if chosen.slug == "criteria" else [],
    )


def _add_clauses(decision: Decision, chosen: Step, form: StepForm, *, closed: bool) -> None:
    """Give each group that takes clauses what fits there, and what was picked there before."""
    groups = [group for group in form.groups if "place" in group.about]
    if not groups:
        return
    offered = {} if closed else clauses.offers(decision, chosen.slug)
    picked = clauses.traces(decision, chosen.slug)
    for group in groups:
        place = group.about["place"]
        group.about["bank"] = {
            "place": place,
            "offers": offered.get(place, []),
            "traces": picked.get(place, []),
        }


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def area_remove(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    """Ask whether an area leaves the decision, and remove it."""
    decision = case_or_404(pk)
    chosen = steps.BY_SLUG["gebieden"]
    designated = next((d for d in decision.designated_areas.all() if d.pk == area), None)
    if designated is None:
        raise Http404("Dit gebied staat niet in deze zaak.")

    def change(case: Decision) -> None:
        DesignatedArea.objects.filter(decision=case, pk=area).delete()
        forget_check(case)

    outcome = Outcome()
    if request.method == "POST":
        outcome = save(request, decision, chosen, change)
        if outcome.saved:
            messages.success(request, f"{designated.area.name} staat niet meer in dit besluit.")
            return redirect(chosen.url(decision))
    return confirm_removal(
        request,
        decision,
        chosen,
        outcome,
        title=f"{designated.area.name} uit dit besluit halen",
        intro=f"De omschrijving, de duur en de kijktijden van {designated.area.name} gaan weg uit deze zaak. "
        "Het gebied zelf blijft bestaan.",
    )


def confirm_removal(
    request: HttpRequest, decision: Decision, chosen: Step, outcome: Outcome, *, title: str, intro: str
) -> HttpResponse:
    """The page that asks whether something may go."""
    return show(
        request,
        "decisions/step_remove.html",
        decision,
        chosen,
        outcome=outcome,
        closed=why_not(decision, chosen, person(request)),
        page_title=title,
        intro=intro,
    )
