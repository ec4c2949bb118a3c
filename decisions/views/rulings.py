"""Rulings beside a decision, and the destruction of confidential files: what happens after adoption."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.roles import Perm

from .. import dossier, retention, workflow
from ..forms import objecting as forms
from ..models import Evidence, Interruption
from .acts import ActPage
from .cases import case_or_404
from .objections import TEMPLATE, answer

# --- Rulings -------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def interruption_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A ruling changes from which day to which day the decision works."""
    case = case_or_404(pk)
    page = ActPage(
        action="record_interruption",
        form=forms.InterruptionForm,
        template=TEMPLATE,
        button="Vastleggen",
        intro="Vanaf de dag die u invult, is het besluit niet meer in werking. Dat staat daarna op elk "
        "scherm. De vastgestelde tekst blijft zoals zij is.",
        done="Het is vastgelegd bij {kenmerk}.",
        run=lambda case, user, typed: workflow.record_interruption(
            decision=case, by=user, ruling=typed["form"].ruling()
        ),
    )
    areas, initial = list(case.designated_areas.all()), {"versie": case.version}
    return answer(
        request,
        case,
        page,
        lambda data: forms.InterruptionForm(data, initial=initial, areas=areas),
        back=dossier.url_of(case, "objections"),
    )


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def interruption_correct(request: HttpRequest, pk: int, interruption: int) -> HttpResponse:
    """The right values beside the wrong ones, or the last day of a schorsing that was lifted."""
    case = case_or_404(pk)
    record = get_object_or_404(Interruption, pk=interruption, decision=case)
    page = ActPage(
        action="correct_interruption",
        form=forms.InterruptionCorrectionForm,
        template=TEMPLATE,
        button="Verbetering vastleggen",
        intro="U legt de juiste gegevens vast, met de reden. De oude regel blijft zichtbaar.",
        done="De regel bij {kenmerk} is verbeterd.",
        run=lambda _case, user, typed: workflow.correct_interruption(
            interruption=record, by=user, ruling=typed["form"].ruling(), reason=typed["reason"]
        ),
    )
    areas = list(case.designated_areas.all())
    initial = {
        "versie": case.version,
        "kind": record.kind,
        "from_day": record.from_day,
        "to_day": record.to_day,
        "areas": [area.pk for area in record.areas.all()],
        "reference": record.reference,
        "note": record.note,
    }
    return answer(
        request,
        case,
        page,
        lambda data: forms.InterruptionCorrectionForm(data, initial=initial, areas=areas),
        back=dossier.url_of(case, "objections"),
    )


# --- Confidential files --------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CONFIDENTIAL)
def evidence_destroy(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """Destroy the file of a confidential document; which document it was, stays to be seen."""
    case = case_or_404(pk)
    piece = get_object_or_404(Evidence, pk=evidence, decision=case)
    until = retention.keep_until(case, timezone.localdate())
    words = f" De bewaartermijn loopt tot en met {dossier.in_words(until)}." if until else ""
    page = ActPage(
        action="destroy_evidence_file",
        form=forms.DestroyForm,
        template=TEMPLATE,
        button="Vernietigen",
        danger=True,
        intro=f"Het bestand van ‘{piece.title}’ gaat weg. Welk stuk het was, met de hash, blijft te zien."
        f"{words} U kunt dit niet ongedaan maken.",
        done="Het bestand is vernietigd.",
        run=lambda _case, user, typed: workflow.destroy_evidence_file(
            evidence=piece, by=user, reason=typed["reason"]
        ),
    )
    initial = {"versie": case.version}
    return answer(
        request,
        case,
        page,
        lambda data: forms.DestroyForm(data, initial=initial),
        back=dossier.url_of(case),
    )
