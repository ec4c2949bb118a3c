"""The consultations with the driehoek: one page to add, change or remove each, also after akkoord."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.roles import Perm
from decisions import steps
from decisions.forms import ConsultationPage
from decisions.models import Consultation, Decision

from .filling import Outcome, case_or_404, judged, person, save, show, why_not
from .steps import confirm_removal

STEP = steps.BY_SLUG["driehoek"]


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def consultation_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new consultation."""
    return _consultation(request, _case(pk), Consultation(), "Overleg toevoegen")


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def consultation_edit(request: HttpRequest, pk: int, consultation: int) -> HttpResponse:
    """Change what was recorded of a consultation."""
    decision = _case(pk)
    return _consultation(request, decision, _of(decision, consultation), "Overleg wijzigen")


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def consultation_delete(request: HttpRequest, pk: int, consultation: int) -> HttpResponse:
    """Ask whether a consultation leaves the case, and remove it."""
    decision = _case(pk)
    record = _of(decision, consultation)
    outcome = Outcome()
    if request.method == "POST":

        def change(case: Decision) -> None:
            Consultation.objects.filter(decision=case, pk=consultation).delete()

        outcome = save(request, decision, STEP, change)
        if outcome.saved:
            messages.success(request, "Het overleg is verwijderd.")
            return redirect(STEP.url(decision))
    return confirm_removal(
        request,
        decision,
        STEP,
        outcome,
        title="Overleg verwijderen",
        intro=f"Het overleg van {record.held_on:%d-%m-%Y} gaat uit deze zaak, met adviezen en deelnemers.",
    )


def _case(pk: int) -> Decision:
    """The case, when it asks for a consultation: an ending is a duty and does not."""
    decision = case_or_404(pk)
    if not STEP.applies(decision):
        raise Http404("Bij een besluit om te beëindigen hoort geen overleg.")
    return decision


def _of(decision: Decision, pk: int) -> Consultation:
    record = next((c for c in decision.consultations.all() if c.pk == pk), None)
    if record is None:
        raise Http404("Dit overleg staat niet in deze zaak.")
    return record


def _consultation(request: HttpRequest, decision: Decision, record: Consultation, title: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    more = request.POST.get("meer", "")
    page = ConsultationPage(decision, data, record=record, one_more=more)
    outcome = Outcome()
    if more:
        page.quiet()
    elif data is not None:

        def change(case: Decision) -> None:
            judged(page)
            page.case = case
            page.save(person(request))

        outcome = save(request, decision, STEP, change)
        if outcome.saved:
            messages.success(request, f"Het overleg van {record.held_on:%d-%m-%Y} is opgeslagen.")
            return redirect(STEP.url(decision))
        if outcome.reasons:
            page.quiet()
    return show(
        request,
        "decisions/step_consultation.html",
        decision,
        STEP,
        outcome=outcome,
        parts=page.parts,
        page=page,
        record=record,
        closed=why_not(decision, STEP, person(request)),
        page_title=title,
    )
