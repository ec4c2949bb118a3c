"""The pages of cases: the list, the start, and everything that can be read about one case."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.audit import events_of, record_reading
from almere_camera.findings import Refused
from almere_camera.models import User
from almere_camera.roles import Perm

from .. import (
    chains,
    clauses,
    dossier,
    evidence_list,
    lead_time,
    loading,
    objection_register,
    outcomes,
    overview_map,
    rules,
    states,
    step_notes,
    steps,
    text,
    workflow,
)
from .. import overview as days
from ..blocks import Document, document_from_json
from ..documents import render_preview
from ..events import facts_in_words, saved_label
from ..forms.comparing import versions_form
from ..forms.finding import DayForm
from ..forms.start import StartForm
from ..models import (
    FROZEN,
    AdoptedText,
    Decision,
    DesignatedArea,
    Publication,
    Remark,
    SavedVersion,
    Status,
)
from ..start_of_use import shown_with
from ..withdrawn import withdrawn_words
from ..workflow import asking
from ..workflow.afterwards import awaits_motivation, newest_motivation
from ..workflow.transitions import TRANSITIONS
from .refusing import Problem, form_problems, not_allowed_page, problems_of

PER_PAGE = 25
CAMERAS_PER_PAGE = 100


def user_of(request: HttpRequest) -> User:
    """The person who asks; the middleware lets no anonymous visitor through."""
    assert isinstance(request.user, User)
    return request.user


def note_reading(
    request: HttpRequest, event: str, case: Decision, *, once_a_day: bool = False, **facts: object
) -> None:
    """Put in the log that this person reads this of the case; asking only for the headers is no reading."""
    if request.method == "GET":
        record_reading(event, case, user_of(request), once_a_day=once_a_day, **facts)


def case_or_404(pk: int) -> Decision:
    """The case with all its relations. Raises Http404."""
    try:
        return loading.load(pk)
    except Decision.DoesNotExist as missing:
        raise Http404("Deze zaak bestaat niet.") from missing


# --- All cases -----------------------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
def overview(request: HttpRequest) -> HttpResponse:
    """Which designations are in force on a day."""
    form = DayForm(request.GET) if "dag" in request.GET else DayForm()
    today = timezone.localdate()
    if form.is_bound and not form.is_valid():
        return render(request, "decisions/overview.html", {"form": form, "today": today}, status=422)
    day = (form.cleaned_data["dag"] if form.is_bound else None) or today
    if not form.is_bound or not request.GET["dag"]:
        form = DayForm(initial={"dag": day})
    found = days.overview(day)
    cameras = Paginator(found.cameras.standing, CAMERAS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "today": today,
        "found": found,
        "page_obj": cameras,
        "map": overview_map.map_of(found),
    }
    return render(request, "decisions/overview.html", context)


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def start(request: HttpRequest) -> HttpResponse:
    """A case begins with a request for camera surveillance."""
    user = user_of(request)
    if refused := asking.not_allowed(TRANSITIONS["start"], user):
        return not_allowed_page(request, "Zaak starten", [refused])
    initial = {"follows": request.GET.getlist("volgt"), "kind": request.GET.get("soort", "")}
    form = StartForm(request.POST) if request.method == "POST" else StartForm(initial=initial)
    problems: list[Problem] = []
    if request.method == "POST":
        if form.is_valid():
            try:
                case = _start(form, user)
            except Refused as refusal:
                problems = problems_of(refusal.findings, request.path, START_FIELDS)
            else:
                messages.success(request, f"Zaak {case.kenmerk} is gestart. Vul nu de stappen in.")
                return redirect("decisions:detail", pk=case.pk)
        else:
            problems = form_problems(form)
    context = {"form": form, "problems": problems, "page_has_errors": bool(problems)}
    return render(request, "decisions/start.html", context, status=422 if problems else 200)


START_FIELDS = {"I16": "follows", "spoed": "urgent", "kenmerk": "kenmerk"}


def _start(form: StartForm, user: User) -> Decision:
    answers = form.cleaned_data
    return workflow.start(
        by=user,
        request=form.request_asked(),
        kind=answers["kind"],
        variant=answers["variant"],
        areas=answers["areas"],
        follows=answers["follows"],
        kenmerk=answers["kenmerk"],
        title=answers["title"],
        urgent=answers["urgent"],
    )


# --- One case ------------------------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier: where the case stands, what is next, what is open, and everything in it."""
    case, user, today = case_or_404(pk), user_of(request), timezone.localdate()
    note_reading(request, "dossier.read", case, once_a_day=True)
    _load_more(case)
    house_rules = states.HouseRules()
    found = rules.findings(case, today=today)
    areas = list(states.with_terms(DesignatedArea.objects.filter(decision=case)))
    document = document_of(case)
    adopted = dossier.text_of(case, AdoptedText.Kind.DECISION)
    context = {
        "decision": case,
        "badge": dossier.BADGES[Status(case.status)],
        "finished": case.status in FROZEN,
        "facts": dossier.key_facts(case),
        "areas": dossier.area_terms(case, areas, today, house_rules),
        "next": dossier.next_step(case, user),
        "follow_up": dossier.follow_up_url(areas, user, today, house_rules),
        "open": dossier.sort_out(case, found),
        "uncovered": [] if case.historical or case.status in FROZEN else clauses.uncovered(case),
        "may_acknowledge": not asking.obstacles("acknowledge", case, user),
        "steps": steps.navigation(case, found) if not case.historical else [],
        "preview": render_preview(document) if document else "",
        "rounds": dossier.remarks_by_round(case),
        "evidence": evidence_list.rows(case, user),
        "closure": dossier.closure_of(case),
        "withdrawn": withdrawn_words(case),
        "adopted": adopted,
        "hash": dossier.in_groups(adopted.pdf_sha256) if adopted else [],
        "closing": dossier.text_of(case, AdoptedText.Kind.CLOSING),
        "motivation": dossier.text_of(case, AdoptedText.Kind.MOTIVATION),
        "written": newest_motivation(case) if awaits_motivation(case) else None,
        "review": getattr(case, "review_afterwards", None),
        "lead_time": lead_time.exceeded(case),
        "may_publish": not asking.obstacles("correct_publication", case, user),
        "chains": chains.chains(areas, today, house_rules),
        **shown_with(case, areas, user, today, house_rules),
        "timeline": dossier.timeline(case),
        "notes": step_notes.notes_for(case, step_notes.CASE, user),
        "register": objection_register.shown(case, today),
    }
    return render(request, "decisions/detail.html", context)


def _load_more(case: Decision) -> None:
    """What only the dossier shows: people, publications with corrections, frozen texts without bytes."""
    texts = AdoptedText.objects.defer("pdf", "html", "text").select_related("registered_by")
    case._prefetched_objects_cache.pop("publications", None)  # type: ignore[attr-defined]
    case._prefetched_objects_cache.pop("acknowledgements", None)  # type: ignore[attr-defined]
    prefetch_related_objects(
        [case],
        Prefetch("remarks", queryset=Remark.objects.select_related("author")),
        Prefetch("adopted_texts", queryset=texts),
        Prefetch("publications", queryset=Publication.objects.select_related("recorded_by", "replaced_by")),
        "acknowledgements__by",
        "closure__proposed_by",
        "closure__confirmed_by",
        "created_by",
        "handler",
        "copied_from",
    )


def document_of(case: Decision) -> Document | None:
    """The text to show: frozen when there is a frozen one, else as it would now be published."""
    kinds = (AdoptedText.Kind.DECISION, AdoptedText.Kind.CLOSING)
    frozen = next(filter(None, (dossier.text_of(case, kind) for kind in kinds)), None)
    if frozen:
        return document_from_json(json_of(frozen))
    return None if case.historical else text.compose(case, draft=True)


def json_of(frozen: AdoptedText) -> dict[str, Any]:
    """The frozen blocks as plain data."""
    loaded: dict[str, Any] = json.loads(frozen.blocks)
    return loaded


@require_safe
@needs(Perm.VIEW_CASES)
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Every rule and what it says about this case, to read and to print."""
    case, today = case_or_404(pk), timezone.localdate()
    prefetch_related_objects([case], "acknowledgements__by")
    found = rules.findings(case, today=today)
    rows = outcomes.outcomes(case, found, today)
    context = {
        "decision": case,
        "rows": rows,
        "counts": outcomes.count(rows),
        "today": today,
        "publication": case.publication,
    }
    return render(request, "decisions/findings.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was done in this case: who, in which function, when, and from which version."""
    case = case_or_404(pk)
    page = Paginator(events_of(case), 100).get_page(request.GET.get("page"))
    rows = [
        {"event": event, "row": dossier.event_row(event), "facts": facts_in_words(event.facts)}
        for event in page
    ]
    return render(request, "decisions/log.html", {"decision": case, "page_obj": page, "rows": rows})


@require_safe
@needs(Perm.VIEW_CASES)
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every saved version of the text; `?eerste=2&tweede=4` goes on to what differs between two."""
    case = case_or_404(pk)
    form = versions_form(case, request.GET if "eerste" in request.GET else None)
    if form and form.pair:
        return redirect("decisions:version_diff", pk=pk, first=form.pair[0], second=form.pair[1])
    saved = SavedVersion.objects.filter(decision=case).select_related("saved_by").defer("document")
    page = Paginator(saved, 100).get_page(request.GET.get("page"))
    rows = [{"saved": one, "what": saved_label(one.what)} for one in page]
    context = {"decision": case, "page_obj": page, "rows": rows, "form": form}
    return render(request, "decisions/versions.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The text as it read at one save."""
    case = case_or_404(pk)
    saved = SavedVersion.objects.filter(decision=case).select_related("saved_by")
    one = saved.filter(number=number).first()
    if one is None:
        raise Http404("Deze versie bestaat niet.")
    numbers = saved.order_by("number").values_list("number", flat=True)
    context = {
        "decision": case,
        "saved": one,
        "what": saved_label(one.what),
        "preview": render_preview(document_from_json(one.document)),
        "hash": dossier.in_groups(one.sha256),
        "earlier": numbers.filter(number__lt=number).last(),
        "later": numbers.filter(number__gt=number).first(),
    }
    return render(request, "decisions/version.html", context)
