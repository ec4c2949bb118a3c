"""The pages of the text bank: everybody reads it, the functional administrator keeps it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.findings import Conflict, Refused
from almere_camera.roles import Perm, may, who

from .. import clauses, loading, wording, workflow
from ..forms.clauses import BankFilter, ClauseForm, PreviewForm, VersionTextForm
from ..models import Clause, ClauseVersion, Decision, DecisionKind, PickedClause, Status
from ..text.case import case_of
from .cases import user_of
from .refusing import Problem, form_problems, problems_of

MOST_PREVIEWS = 100
MOST_CASES = 50


def _clause_or_404(pk: int) -> Clause:
    newest_first = (
        ClauseVersion.objects.order_by("-number").select_related("written_by").annotate(used=Count("picks"))
    )
    found = Clause.objects.prefetch_related(Prefetch("versions", queryset=newest_first)).filter(pk=pk).first()
    if found is None or not found.versions.all():
        raise Http404("Dit tekstblok bestaat niet.")
    return found


def _newest(clause: Clause) -> ClauseVersion:
    return clause.versions.all()[0]


# --- Reading ---------------------------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
def bank(request: HttpRequest) -> HttpResponse:
    """Every clause by theme, and for what there is none yet."""
    form = BankFilter(request.GET)
    newest_first = ClauseVersion.objects.order_by("-number")
    rows = Clause.objects.prefetch_related(Prefetch("versions", queryset=newest_first))
    chosen = form.chosen(rows.order_by("theme", "criterion", "title"))
    order = list(Clause.Theme)
    chosen.sort(key=lambda clause: order.index(Clause.Theme(clause.theme)))
    context = {
        "filter_form": form,
        "themes": [
            {"theme": Clause.Theme(theme), "rows": [{"clause": c, "newest": _newest(c)} for c in group]}
            for theme, group in groupby(
                (c for c in chosen if c.versions.all()), key=lambda clause: clause.theme
            )
        ],
        "missing": clauses.without_clause(),
        "may_keep": may(request.user, Perm.MANAGE_RECORDS),
        "who": who(Perm.MANAGE_RECORDS),
    }
    return render(request, "decisions/clauses.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def clause(request: HttpRequest, pk: int) -> HttpResponse:
    """One clause: its words, how they read in a case, every earlier version, and where it was used."""
    found = _clause_or_404(pk)
    newest = _newest(found)
    form = PreviewForm(request.GET if "zaak" in request.GET else None, cases=_previewable(found))
    used = PickedClause.objects.filter(version__clause=found).select_related("decision", "version")
    context = {
        "clause": found,
        "newest": newest,
        "form": form,
        "preview": _preview(form, newest.text),
        "versions": _compared(list(found.versions.all())),
        "used": used.order_by("-pk")[:MOST_CASES],
        "places": _explained(newest.text),
        "may_keep": may(request.user, Perm.MANAGE_RECORDS),
    }
    return render(request, "decisions/clause.html", context)


def _compared(versions: list[ClauseVersion]) -> list[dict[str, Any]]:
    """Every version, the newest first, with what changed since the one before it, word by word."""
    earlier: list[ClauseVersion | None] = [*versions[1:], None]
    return [
        {"version": now, "pieces": wording.differences(before.text, now.text) if before else []}
        for now, before in zip(versions, earlier, strict=True)
    ]


def _explained(text: str) -> list[tuple[str, str, bool]]:
    """The places in a text: name, what goes there, and whether the case fills it in."""
    known = ((name, clauses.PLACES[name]) for name in clauses.names_in(text) if name in clauses.PLACES)
    return [(f"{{{name}}}", place.label, place.is_filled_in) for name, place in known]


# --- A preview -------------------------------------------------------------------------------------


def _previewable(found: Clause | None = None) -> QuerySet[Decision]:
    """Cases that are still being written, the newest first; of a clause those that it fits."""
    cases = Decision.objects.filter(status__in=[Status.DRAFT, Status.REVIEW], historical=False)
    if found is not None and found.variant:
        cases = cases.filter(variant=found.variant)
    if found is not None and found.kind:
        cases = cases.filter(kind=found.kind)
    elif found is not None:
        cases = cases.exclude(kind=DecisionKind.END)
    newest = cases.order_by("-pk").values_list("pk", flat=True)[:MOST_PREVIEWS]
    return Decision.objects.filter(pk__in=list(newest)).order_by("-pk")


def _preview(form: forms.Form, text: str) -> dict[str, Any] | None:
    """The words as they read in the chosen case, or None when no case was chosen."""
    chosen = form.cleaned_data.get("zaak") if form.is_bound and not form.errors.get("zaak") else None
    if chosen is None:
        return None
    words = clauses.fill(text, case_of(loading.load(chosen.pk)))
    return {"case": chosen, "text": words, "open": clauses.open_places(words)}


# --- Keeping ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Perm.MANAGE_RECORDS)
def add(request: HttpRequest) -> HttpResponse:
    """A new clause, or how it would read."""
    form = ClauseForm(_sent(request), cases=_previewable())

    def save(given: dict[str, Any]) -> Clause:
        asked = ("theme", "title", "kind", "variant", "criterion", "text")
        return workflow.add_clause(by=user_of(request), **{name: given[name] for name in asked})

    return _written(request, form, save, title="Tekstblok toevoegen", back=reverse("clauses:list"))


@require_http_methods(["GET", "POST"])
@needs(Perm.MANAGE_RECORDS)
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version with its reason, or how it would read."""
    found = _clause_or_404(pk)
    newest = _newest(found)
    initial = {"nummer": newest.number, "text": newest.text}
    form = VersionTextForm(_sent(request), initial=initial, cases=_previewable(found))

    def save(given: dict[str, Any]) -> Clause:
        version = workflow.write_clause_version(
            clause=found,
            by=user_of(request),
            number=given["nummer"],
            text=given["text"],
            reason=given["reason"],
        )
        return version.clause

    back = reverse("clauses:clause", args=[pk])
    return _written(request, form, save, title="Nieuwe versie schrijven", back=back, clause=found)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing at all."""
    return request.POST if request.method == "POST" else None


def _written(
    request: HttpRequest,
    form: ClauseForm | VersionTextForm,
    save: Callable[[dict[str, Any]], Clause],
    *,
    title: str,
    back: str,
    clause: Clause | None = None,
) -> HttpResponse:
    """Show the form, show a preview of what was typed, or save it."""
    problems: list[Problem] = []
    preview, status, overtaken = None, 200, None
    if request.method == "POST" and "voorbeeld" in request.POST:
        form.is_valid()
        preview = _preview(form, request.POST.get("text", ""))
        faults = clauses.faults(request.POST.get("text", ""))
        form.errors.clear()
        problems = [Problem(message, "#id_text") for message in faults]
    elif request.method == "POST":
        saved, problems, status = _save(request, form, save)
        if saved is not None:
            messages.success(request, f"‘{saved.title}’ is opgeslagen.")
            return redirect("clauses:clause", pk=saved.pk)
        if status == 409 and clause is not None:
            overtaken = _go_on_from_newest(form, clause)
    context = {
        "form": form,
        "overtaken": overtaken,
        "title": title,
        "clause": clause,
        "problems": problems,
        "page_has_errors": status != 200,
        "preview": preview,
        "places": [(f"{{{n}}}", p.label, p.is_filled_in) for n, p in clauses.PLACES.items()],
        "back": back,
    }
    return render(request, "decisions/clause_form.html", context, status=status)


def _save(
    request: HttpRequest, form: ClauseForm | VersionTextForm, save: Callable[[dict[str, Any]], Clause]
) -> tuple[Clause | None, list[Problem], int]:
    if not form.is_valid():
        faults = clauses.faults(form.cleaned_data.get("text", ""))
        return None, [*form_problems(form), *(Problem(message, "#id_text") for message in faults)], 422
    try:
        return save(form.cleaned_data), [], 302
    except Conflict as conflict:
        return None, problems_of(conflict.findings, request.path), 409
    except Refused as refusal:
        fields = {name: name for name in form.fields}
        return None, problems_of(refusal.findings, request.path, fields), 422


def _go_on_from_newest(form: forms.Form, clause: Clause) -> ClauseVersion:
    """What a colleague wrote meanwhile; pressing again saves on top of it."""
    newest = clause.versions.order_by("-number").select_related("written_by")[0]
    data = cast(QueryDict, form.data).copy()
    data["nummer"] = str(newest.number)
    form.data = data
    return newest


@require_http_methods(["GET", "POST"])
@needs(Perm.MANAGE_RECORDS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a clause goes out of use, and do it."""
    found = _clause_or_404(pk)
    problems: list[Problem] = []
    status = 200
    if request.method == "POST":
        typed = request.POST.get("nummer", "")
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
        try:
            workflow.withdraw_clause(clause=found, by=user_of(request), number=number)
        except Refused as refusal:
            problems, status = problems_of(refusal.findings, request.path), 409
        else:
            messages.success(request, f"‘{found.title}’ wordt niet meer aangeboden.")
            return redirect("clauses:clause", pk=pk)
    context = {
        "clause": found,
        "newest": _newest(found),
        "problems": problems,
        "page_has_errors": bool(problems),
    }
    return render(request, "decisions/clause_withdraw.html", context, status=status)
