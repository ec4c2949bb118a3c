"""The text as it would be published, and editing one paragraph of it."""

from __future__ import annotations

import re

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.models import User
from almere_camera.roles import Perm
from decisions import steps, text
from decisions.blocks import Block
from decisions.documents.html import render_preview
from decisions.forms import Answers
from decisions.forms.fields import Words
from decisions.models import CriterionKey, Decision, EditedParagraph
from decisions.models.assessment import TEXT_MAX
from decisions.steps import Step

from .filling import Outcome, case_or_404, judged, person, save, show, why_not

STEP = steps.BY_SLUG["tekst"]


def text_page(request: HttpRequest, decision: Decision, step: Step) -> HttpResponse:
    """The step 'tekst': the document, and beside it everything that is still missing."""
    document = text.compose(decision, draft=True)
    closed = why_not(decision, step, person(request))
    editable = [] if closed else [block for block in document.blocks if block.editable]
    urls = {block.key: paragraph_url(decision, block.key) for block in editable}
    return show(
        request,
        "decisions/step_tekst.html",
        decision,
        step,
        preview=render_preview(document, edit_urls=urls),
        closed=closed,
        stale=[block for block in document.blocks if block.stale],
    )


def paragraph_url(decision: Decision, key: str) -> str:
    return reverse("decisions:paragraph", kwargs={"pk": decision.pk, "key": key})


class ParagraphForm(Answers):
    """One paragraph in the officer's own words."""

    text = Words(
        label="Tekst van de alinea",
        max_length=TEXT_MAX,
        rows=10,
        required=True,
        help_text="Nadruk maakt u met *sterretjes*, een opsomming met regels die met een streepje beginnen. "
        "Een tabel of een noot kan hier niet.",
        error_messages={"required": "Schrijf de alinea, of ga terug naar de automatische tekst."},
    )


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def paragraph(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Rewrite one paragraph; the text that the application would write stays beneath it."""
    decision = case_or_404(pk)
    present = _block(decision, key)
    generated = text.generated_paragraph(decision, key)
    if present is None or generated is None:
        raise Http404("Deze alinea staat niet in de tekst, of is niet aan te passen.")
    form = ParagraphForm(request.POST or None, initial={"text": present.text})
    outcome = Outcome()
    if request.method == "POST":
        outcome = save(request, decision, STEP, lambda case: _change(request, case, key, form))
        if outcome.saved:
            messages.success(request, "De alinea is opgeslagen.")
            return redirect(f"{STEP.url(decision)}#{_anchor(key)}")
        if outcome.reasons:
            form.quiet()
    return show(
        request,
        "decisions/text_edit.html",
        decision,
        STEP,
        outcome=outcome,
        parts=[form],
        form=form,
        paragraph=present,
        generated=generated,
        criterion=dict(CriterionKey.choices).get(present.criterion, ""),
        closed=why_not(decision, STEP, person(request)),
    )


def _anchor(key: str) -> str:
    """Where the paragraph stands on the page of the text."""
    return "tekst-" + re.sub(r"[^A-Za-z0-9_-]+", "-", key)


def _block(decision: Decision, key: str) -> Block | None:
    """The paragraph as it now reads, when it may be rewritten."""
    document = text.compose(decision, draft=True)
    return next((block for block in document.blocks if block.key == key and block.editable), None)


def _change(request: HttpRequest, case: Decision, key: str, form: forms.Form) -> None:
    """Keep the officer's words with the hash of what they replace, or drop them."""
    generated = text.generated_paragraph(case, key)
    assert generated is not None  # the page was found
    if "terug" in request.POST:
        EditedParagraph.objects.filter(decision=case, key=key).delete()
        return
    judged(form)  # type: ignore[arg-type]
    written, beneath = form.cleaned_data["text"], text.paragraph_hash(generated.text)
    if text.paragraph_hash(written) == beneath:
        EditedParagraph.objects.filter(decision=case, key=key).delete()
        return
    by: User = person(request)
    EditedParagraph.objects.update_or_create(
        decision=case, key=key, defaults={"text": written, "generated_hash": beneath, "edited_by": by}
    )
