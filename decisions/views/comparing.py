"""Two texts beside each other: two versions of a case, and the published with the adopted text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.findings import NotAllowed, Refused
from almere_camera.roles import Perm

from .. import dossier, wording, workflow
from ..blocks import Document, document_from_json
from ..documents import outline
from ..events import saved_label
from ..forms.comparing import PublishedTextForm, versions_form
from ..models import Comparison, Decision, SavedVersion
from ..wording import Change
from ..workflow import asking
from ..workflow.transitions import TRANSITIONS
from .cases import case_or_404, user_of
from .refusing import Problem, form_problems, not_allowed_page, problems_of, refused_page

FIELDS = {"tekst": "tekst", "bestand": "bestand"}  # where a reason of the act is mended


# --- Two versions --------------------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
def version_diff(request: HttpRequest, pk: int, first: int, second: int) -> HttpResponse:
    """Two versions word by word; what stayed the same is folded away."""
    case = case_or_404(pk)
    saved = SavedVersion.objects.filter(decision=case, number__in={first, second}).select_related("saved_by")
    found = {one.number: one for one in saved}
    if first not in found or second not in found:
        raise Http404("Deze versie bestaat niet.")
    before, after = (document_from_json(found[number].document) for number in (first, second))
    changes = wording.block_changes(before, after)
    names = {**_names(before), **_names(after)}
    context = {
        "decision": case,
        "versions": [
            {"saved": found[number], "what": saved_label(found[number].what)} for number in (first, second)
        ],
        "runs": _runs(changes, names),
        "changed": sum(change.change is not Change.SAME for change in changes),
        "form": versions_form(case, {"eerste": first, "tweede": second}),
    }
    return render(request, "decisions/version_diff.html", context)


def _names(document: Document) -> dict[str, str]:
    """What each block is called: 'lid 2 van artikel 1'."""
    parts = outline.parts(document.blocks)
    return {entry.block.key: entry.name for part in parts for group in part.groups for entry in group.entries}


def _runs(changes: Iterable[wording.BlockChange], names: dict[str, str]) -> list[dict[str, Any]]:
    """The blocks in their order; those that follow each other unchanged are one run."""
    runs: list[dict[str, Any]] = []
    for change in changes:
        same = change.change is Change.SAME
        row = {"change": change, "name": names.get(change.key.partition("#")[0], "")}
        if same and runs and runs[-1]["same"]:
            runs[-1]["rows"].append(row)
        else:
            runs.append({"same": same, "rows": [row]})
    return runs


# --- The published text --------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody reads what was compared; communications compares."""
    case, user = case_or_404(pk), user_of(request)
    transition = TRANSITIONS["compare_publication"]
    refused = asking.not_allowed(transition, user)
    if request.method == "POST" and refused:
        return not_allowed_page(request, transition.label, [refused])
    if not_yet := asking.not_yet(transition, case, user):
        status = 422 if request.method == "POST" else 200
        back = dossier.url_of(case)
        return refused_page(request, transition.label, not_yet, status=status, back=back)
    form = PublishedTextForm(request.POST or None, request.FILES or None)
    problems: list[Problem] = []
    if request.method == "POST":
        problems = form_problems(form) or _compare(request, case, form)
        if not problems:
            return redirect("decisions:compare", pk=pk)
    context = {
        "decision": case,
        "title": transition.label,
        "form": None if refused else form,
        "who": refused.who if refused else "",
        "problems": problems,
        "page_has_errors": bool(problems),
        "rows": _comparisons(case),
    }
    return render(request, "decisions/compare.html", context, status=422 if problems else 200)


def _compare(request: HttpRequest, case: Decision, form: PublishedTextForm) -> list[Problem]:
    """Do it; what stands in the way comes back."""
    try:
        made = workflow.compare_publication(
            decision=case,
            by=user_of(request),
            text=form.cleaned_data["tekst"],
            upload=form.cleaned_data["bestand"],
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        return problems_of(refusal.findings, request.path, FIELDS)
    if made.differences:
        messages.warning(request, "De teksten zijn niet gelijk. De verschillen staan op deze pagina.")
    else:
        messages.success(request, "De bekendgemaakte tekst is gelijk aan de vastgestelde tekst.")
    return []


def _comparisons(case: Decision) -> list[dict[str, Any]]:
    """Every comparison, the newest first, with the words that differ marked."""
    made = Comparison.objects.filter(decision=case).select_related("compared_by").defer("published_text")
    return [
        {
            "made": one,
            "pairs": [wording.differences(adopted, published) for adopted, published in one.differences],
            "hash": dossier.in_groups(one.published_sha256),
        }
        for one in made.order_by("-pk")
    ]
