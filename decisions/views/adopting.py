"""Registering the adoption, and answering a warning: the two acts that look at the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.findings import Finding, Kind
from almere_camera.models import User
from almere_camera.roles import Perm

from .. import dossier, rules, workflow
from ..forms.acts import WARNING, AcknowledgeForm, AdoptionForm
from ..forms.signing import SigningForm
from ..models import Decision
from ..workflow import asking
from ..workflow.transitions import TRANSITIONS
from .acts import ActPage, answer, attempt, show
from .cases import case_or_404, user_of
from .refusing import Problem, form_problems, merged, not_allowed_page, problems_of, refused_page

ADOPT = ActPage(
    action="adopt",
    form=AdoptionForm,
    template="decisions/adopt.html",
    intro="De burgemeester heeft het besluit vastgesteld; u registreert dat. De tekst wordt bevroren en "
    "verandert daarna niet meer.",
    done="De vaststelling van {kenmerk} is geregistreerd. De tekst ligt vast.",
    run=lambda case, user, typed: None,
)


ADOPT_URGENTLY = replace(
    ADOPT,
    action="adopt_urgently",
    intro="De burgemeester heeft het besluit met spoed vastgesteld; u registreert dat. Akkoord vooraf is "
    "niet nodig: een ander toetst achteraf. De tekst wordt bevroren en verandert daarna niet meer.",
)


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Register who adopted, when, and the signed copy. All gates answer at once."""
    return _adoption(request, case_or_404(pk), ADOPT)


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def adopt_urgently(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a case that could not wait for akkoord."""
    return _adoption(request, case_or_404(pk), ADOPT_URGENTLY)


def _adoption(request: HttpRequest, case: Decision, page: ActPage) -> HttpResponse:
    user, today, transition = user_of(request), timezone.localdate(), TRANSITIONS[page.action]
    if refused := asking.not_allowed(transition, user):
        return not_allowed_page(request, page.title, [refused])
    not_yet = asking.not_yet(transition, case, user)
    if page.action == "adopt_urgently":
        not_yet += workflow.not_urgent(case)
    if request.method == "GET":
        if not_yet:
            return refused_page(request, page.title, not_yet, status=200, back=dossier.url_of(case))
        found = rules.findings(case, today=today)
        form = AdoptionForm(warnings=_unanswered(case, found), initial={"versie": case.version})
        extra = {"open": dossier.sort_out(case, found), "signing": SigningForm()}
        return show(request, case, page, form, extra=extra)
    form, found = _as_typed(request, case)
    if not form.is_valid():
        problems = _all_reasons(request, case, form, [*not_yet, *rules.gates(case, found)])
        return show(request, case, page, form, problems, extra={"upload_lost": bool(request.FILES)})
    page = replace(page, fields=_warning_fields(form))
    extra = {"upload_lost": True}
    return attempt(request, case, page, form, lambda: _adopt(page, case, user, form), extra=extra)


def _as_typed(request: HttpRequest, case: Decision) -> tuple[AdoptionForm, list[Finding]]:
    """The form as it was sent, with a question for every warning that follows from what was typed."""
    first = AdoptionForm(request.POST, request.FILES, warnings={})
    first.is_valid()
    typed = first.cleaned_data
    adoption = rules.Adoption(
        signatory=typed.get("signatory"),
        on=typed.get("on"),
        absence_reason=typed.get("absence_reason", ""),
        signed_copy=typed.get("signed_copy") is not None,
    )
    found = rules.findings(case, today=timezone.localdate(), adoption=adoption)
    return AdoptionForm(request.POST, request.FILES, warnings=_unanswered(case, found)), found


def _adopt(page: ActPage, case: Decision, user: User, form: AdoptionForm) -> None:
    typed = form.cleaned_data
    act = workflow.adopt_urgently if page.action == "adopt_urgently" else workflow.adopt
    act(
        decision=case,
        by=user,
        version=typed["versie"],
        signatory=typed["signatory"],
        on=typed["on"],
        signed_copy=typed["signed_copy"],
        absence_reason=typed["absence_reason"],
        acknowledgements=form.reasons,
    )


def _unanswered(case: Decision, found: Iterable[Finding]) -> dict[str, list[str]]:
    """The messages of the warnings that still wait for a reason, by rule."""
    waiting: dict[str, list[str]] = {}
    for finding in rules.warnings_unacknowledged(case, found):
        waiting.setdefault(finding.code, []).append(finding.message)
    return waiting


def _warning_fields(form: AdoptionForm) -> dict[str, str]:
    return {name: name for name in form.fields if name.startswith(WARNING)}


def _all_reasons(
    request: HttpRequest, case: Decision, form: AdoptionForm, found: Iterable[Finding]
) -> list[Problem]:
    """Everything at once: what was typed wrong and what the rules say, without a reason twice."""
    given = set(form.reasons)
    against = [f for f in found if not (f.kind is Kind.WARN and f.code in given)]
    return merged(form_problems(form), problems_of(against, request.path, _warning_fields(form)))


# --- Warnings ------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def acknowledge(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Go on in spite of a warning, with the reason."""
    case = case_or_404(pk)
    waiting = _unanswered(case, rules.findings(case, today=timezone.localdate())).get(code, [])
    page = _acknowledge_page(code)
    may_not = asking.not_allowed(TRANSITIONS["acknowledge"], user_of(request))
    if request.method == "GET" and not waiting and not may_not:
        reason = Finding(code=code, message=f"Regel {code} vraagt bij deze zaak nu geen reden.")
        return refused_page(request, page.title, [reason], status=404, back=dossier.url_of(case))
    initial = {"versie": case.version}
    extra = {"warnings": waiting, "code": code}
    return answer(request, case, page, lambda data: AcknowledgeForm(data, initial=initial), extra)


def _acknowledge_page(code: str) -> ActPage:
    def run(case: Decision, user: User, typed: dict[str, Any]) -> None:
        workflow.acknowledge(
            decision=case, by=user, version=typed["versie"], code=code, reason=typed["reason"]
        )

    return ActPage(
        action="acknowledge",
        form=AcknowledgeForm,
        intro="Deze waarschuwing houdt niets tegen. Wel moet duidelijk zijn waarom u doorgaat.",
        done="Uw reden is bewaard bij zaak {kenmerk}.",
        run=run,
        fields={code: "reason"},
    )
