"""Objections and rulings: everybody sees that they are there, few see who objects and why.

Opening the data of an objector is itself recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.roles import Perm

from .. import dossier, objection_register, objections, workflow
from ..forms import objecting as forms
from ..forms.acts import VersionForm
from ..models import Decision, Objection
from ..workflow import asking
from ..workflow.transitions import TRANSITIONS
from .acts import ActPage, show
from .cases import case_or_404, user_of
from .refusing import Problem, form_problems, merged, not_allowed_page, problems_of, refused_page

TEMPLATE = "decisions/objection_act.html"


# --- Reading -------------------------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """The objections and rulings of a decision, without a word about who objects."""
    case, user, today = case_or_404(pk), user_of(request), timezone.localdate()
    found = objection_register.register(case, today)
    context = {
        "decision": case,
        "register": found,
        "may_handle": not asking.obstacles("record_objection", case, user),
        "may_interrupt": not asking.obstacles("record_interruption", case, user),
    }
    return render(request, "decisions/objections.html", context)


@require_safe
@needs(Perm.OBJECTIONS)
def objection(request: HttpRequest, pk: int, objection: int) -> HttpResponse:
    """Everything about one objection, with who objects and why."""
    case, today = case_or_404(pk), timezone.localdate()
    record = _read(request, case, objection)
    context = {
        "decision": case,
        "objection": record,
        "row": objection_register.row_of(record, case, today),
        "facts": objection_register.facts_of(record),
        "open": objections.is_open(record),
        "expired": record.retain_until < today,
    }
    return render(request, "decisions/objection.html", context)


def _of(case: Decision, objection: int) -> Objection:
    """The objection of this case. Raises Http404."""
    records: QuerySet[Objection] = Objection.objects.filter(decision=case)
    return get_object_or_404(records.select_related("destroyed_by"), pk=objection)


def _read(request: HttpRequest, case: Decision, objection: int) -> Objection:
    """The same, to show what is personal in it: that somebody reads it is recorded."""
    record = _of(case, objection)
    record.decision = case
    return workflow.read_objection(objection=record, by=user_of(request))


# --- The one flow of these acts ------------------------------------------------------------------


def answer(
    request: HttpRequest,
    case: Decision,
    page: ActPage,
    make_form: Callable[[Any], VersionForm],
    *,
    back: str,
    record: Objection | None = None,
    **extra: Any,
) -> HttpResponse:
    """Show the act, or do it; back to the register, or to the objection, when it is done."""
    user = user_of(request)
    if refused := asking.not_allowed(TRANSITIONS[page.action], user):
        return not_allowed_page(request, page.title, [refused])
    shown = {"cancel_url": back, "register_url": dossier.url_of(case, "objections"), **extra}
    not_yet = asking.not_yet(TRANSITIONS[page.action], case, user)
    if request.method == "GET":
        if not_yet:
            return refused_page(request, page.title, not_yet, status=200, back=back)
        return show(request, case, page, make_form(None), extra=shown)
    form = make_form(request.POST)
    if not form.is_valid():
        problems = merged(form_problems(form), problems_of(not_yet, request.path))
        return show(request, case, page, form, problems, extra=shown)
    try:
        page.run(case, user, form.cleaned_data | {"form": form})
    except NotAllowed as refusal:
        return not_allowed_page(request, page.title, refusal.findings)
    except Conflict as refusal:
        assert record is not None  # only an objection has a version of its own
        return _overtaken(request, case, page, form, refusal, record, shown)
    except Refused as refusal:
        fields = {name: name for name in form.fields} | dict(page.fields)
        return show(
            request, case, page, form, problems_of(refusal.findings, request.path, fields), extra=shown
        )
    messages.success(request, page.done.format(kenmerk=case.kenmerk))
    return redirect(back)


def _overtaken(
    request: HttpRequest,
    case: Decision,
    page: ActPage,
    form: VersionForm,
    refusal: Conflict,
    record: Objection,
    shown: dict[str, Any],
) -> HttpResponse:
    """A colleague was first: show what now stands; pressing again saves on the newest version."""
    newest = Objection.objects.get(pk=record.pk)
    data = cast(QueryDict, form.data).copy()
    data["versie"] = str(newest.version)
    form.data = data
    shown = {**shown, "stored": objection_register.facts_of(newest)}
    problems = [Problem(finding.message) for finding in refusal.findings]
    return show(request, case, page, form, problems, status=409, extra=shown)


# --- Objections ----------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def objection_add(request: HttpRequest, pk: int) -> HttpResponse:
    """An objection came in: recorded whenever it came, its consequence is shown."""
    case = case_or_404(pk)
    page = ActPage(
        action="record_objection",
        form=forms.ObjectionForm,
        template=TEMPLATE,
        intro="Leg elk bezwaar vast, ook als het te vroeg of te laat is. Wie het indiende en waarom, is "
        "alleen te zien voor wie bezwaren behandelt.",
        done="Het bezwaar tegen {kenmerk} is vastgelegd.",
        run=lambda case, user, typed: workflow.record_objection(
            decision=case, by=user, received=typed["form"].received()
        ),
    )
    back, initial = dossier.url_of(case, "objections"), {"versie": case.version}
    return answer(request, case, page, lambda data: forms.ObjectionForm(data, initial=initial), back=back)


@require_http_methods(["GET", "POST"])
@needs(Perm.OBJECTIONS)
def objection_edit(request: HttpRequest, pk: int, objection: int) -> HttpResponse:
    """What became known later, or was mistyped."""
    case = case_or_404(pk)
    record = _read(request, case, objection) if request.method == "GET" else _of(case, objection)
    if record.destroyed_at:
        return _gone(request, case, "Bezwaar aanvullen")
    page = ActPage(
        action="change_objection",
        form=forms.ObjectionForm,
        template=TEMPLATE,
        button="Opslaan",
        intro=f"Bezwaar {record.number}. Vul aan wat u nu weet.",
        done="Het bezwaar is opgeslagen.",
        run=lambda _case, user, typed: workflow.change_objection(
            objection=record, by=user, version=typed["versie"], received=typed["form"].received()
        ),
    )
    names = [name for name in forms.ObjectionForm.base_fields if name != "versie"]
    initial = {"versie": record.version, **{name: getattr(record, name) for name in names}}
    return answer(
        request,
        case,
        page,
        lambda data: forms.ObjectionForm(data, initial=initial),
        back=_url(case, record),
        record=record,
    )


@require_http_methods(["GET", "POST"])
@needs(Perm.OBJECTIONS)
def objection_relief(request: HttpRequest, pk: int, objection: int) -> HttpResponse:
    """The court was asked to step in before the decision on objection."""
    case = case_or_404(pk)
    record = _of(case, objection)
    page = ActPage(
        action="record_interim_relief",
        form=forms.ReliefForm,
        template=TEMPLATE,
        button="Opslaan",
        intro=f"Bezwaar {record.number}. Een verzoek schorst het besluit niet; dat doet alleen de rechter.",
        done="De voorlopige voorziening is vastgelegd.",
        run=lambda _case, user, typed: workflow.record_interim_relief(
            objection=record,
            by=user,
            version=typed["versie"],
            requested_on=typed["requested_on"],
            hearing_on=typed["hearing_on"],
            outcome=typed["outcome"],
        ),
        fields={
            "relief_requested_on": "requested_on",
            "relief_hearing_on": "hearing_on",
            "relief_outcome": "outcome",
        },
    )
    initial = {
        "versie": record.version,
        "requested_on": record.relief_requested_on,
        "hearing_on": record.relief_hearing_on,
        "outcome": record.relief_outcome,
    }
    return answer(
        request,
        case,
        page,
        lambda data: forms.ReliefForm(data, initial=initial),
        back=_url(case, record),
        record=record,
    )


@require_http_methods(["GET", "POST"])
@needs(Perm.OBJECTIONS)
def objection_decide(request: HttpRequest, pk: int, objection: int) -> HttpResponse:
    """How the objection ended."""
    case = case_or_404(pk)
    record = _of(case, objection)
    page = ActPage(
        action="decide_objection",
        form=forms.ObjectionDecisionForm,
        template=TEMPLATE,
        button="Beslissing vastleggen",
        intro=f"Bezwaar {record.number}. Wordt het besluit herroepen, leg dat daarna ook vast als "
        "herroeping: pas dan werkt het besluit niet meer.",
        done="De beslissing op bezwaar is vastgelegd.",
        run=lambda _case, user, typed: workflow.decide_objection(
            objection=record,
            by=user,
            version=typed["versie"],
            outcome=typed["outcome"],
            decided_on=typed["decided_on"],
        ),
    )
    initial = {"versie": record.version, "outcome": record.outcome, "decided_on": record.decided_on}
    return answer(
        request,
        case,
        page,
        lambda data: forms.ObjectionDecisionForm(data, initial=initial),
        back=_url(case, record),
        record=record,
    )


@require_http_methods(["GET", "POST"])
@needs(Perm.OBJECTIONS)
def objection_destroy(request: HttpRequest, pk: int, objection: int) -> HttpResponse:
    """Destroy who objected and why; number, days and outcome stay."""
    case = case_or_404(pk)
    record = _of(case, objection)
    if record.destroyed_at:
        return _gone(request, case, "Persoonsgegevens vernietigen")
    until = dossier.in_words(record.retain_until)
    page = ActPage(
        action="destroy_personal_data",
        form=forms.DestroyForm,
        template=TEMPLATE,
        button="Vernietigen",
        danger=True,
        intro=f"Bezwaar {record.number}: naam, adres, gronden en toelichting gaan weg. Nummer, data en "
        f"uitkomst blijven. De bewaartermijn loopt tot en met {until}. U kunt dit niet ongedaan maken.",
        done="De persoonsgegevens zijn vernietigd.",
        run=lambda _case, user, typed: workflow.destroy_personal_data(
            objection=record, by=user, version=typed["versie"], reason=typed["reason"]
        ),
    )
    initial = {"versie": record.version}
    return answer(
        request,
        case,
        page,
        lambda data: forms.DestroyForm(data, initial=initial),
        back=_url(case, record),
        record=record,
    )


def _gone(request: HttpRequest, case: Decision, title: str) -> HttpResponse:
    said = "De persoonsgegevens bij dit bezwaar zijn vernietigd. Er is niets meer om te wijzigen."
    back = dossier.url_of(case, "objections")
    status = 200 if request.method == "GET" else 422
    return refused_page(request, title, [asking.fault("vernietigd", said)], status=status, back=back)


def _url(case: Decision, record: Objection) -> str:
    return reverse("decisions:objection", kwargs={"pk": case.pk, "objection": record.pk})
