"""The documents of a case: one page to add, change or remove each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.roles import Perm, may
from decisions import steps
from decisions.forms import EvidenceForm, help_for
from decisions.forms.evidence import remove
from decisions.models import Decision, Evidence

from .filling import Outcome, case_or_404, judged, person, save, show, why_not
from .steps import confirm_removal

STEP = steps.BY_SLUG["stukken"]


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new document."""
    return _evidence(request, case_or_404(pk), Evidence(), "Stuk toevoegen")


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def evidence_edit(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """Change what is known of a document, or replace its file."""
    decision = case_or_404(pk)
    return _evidence(request, decision, _of(request, decision, evidence), "Stuk wijzigen")


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def evidence_delete(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """Ask whether a document leaves the case, and remove it with its file."""
    decision = case_or_404(pk)
    record = _of(request, decision, evidence)
    outcome = Outcome()
    if request.method == "POST":
        outcome = save(request, decision, STEP, lambda case: remove(record))
        if outcome.saved:
            messages.success(request, "Het stuk is verwijderd.")
            return redirect(STEP.url(decision))
    return confirm_removal(
        request,
        decision,
        STEP,
        outcome,
        title="Stuk verwijderen",
        intro=f"‘{record.title}’ gaat uit deze zaak, met het bestand.",
    )


def _of(request: HttpRequest, decision: Decision, pk: int) -> Evidence:
    """The document of this case; a confidential one does not exist for who may not read it."""
    record = next((e for e in decision.evidence.all() if e.pk == pk), None)
    if record is None or (record.confidential and not may(request.user, Perm.VIEW_CONFIDENTIAL)):
        raise Http404("Dit stuk staat niet in deze zaak.")
    return record


def _evidence(request: HttpRequest, decision: Decision, record: Evidence, title: str) -> HttpResponse:
    cards = {name: help_for(decision, f"stukken.{name}") for name in ("evidence",)}
    helps = {"kind": cards["evidence"]}
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EvidenceForm(data, files, decision=decision, record=record, help_cards=helps)

    def change(case: Decision) -> None:
        judged(form)
        record.decision = case
        form.write(record)

    outcome = Outcome()
    if data is not None:
        outcome = save(request, decision, STEP, change)
        if outcome.saved:
            messages.success(request, f"‘{record.title}’ is opgeslagen.")
            return redirect(STEP.url(decision))
        if outcome.reasons:
            form.quiet()
    return show(
        request,
        "decisions/step_evidence.html",
        decision,
        STEP,
        outcome=outcome,
        parts=[form],
        form=form,
        record=record,
        closed=why_not(decision, STEP, person(request)),
        page_title=title,
    )
