"""What the pages that fill in a case share: saving through the acts, and a page that loses no input."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from almere_camera.findings import Conflict, Finding, NotAllowed, Refused
from almere_camera.models import User
from almere_camera.templatetags.nlds import error_summary
from decisions import loading, rules, step_notes, steps, workflow
from decisions.forms import Answers, Rows, StepForm
from decisions.models import Decision
from decisions.steps import Step

OK, FORBIDDEN, CONFLICT, INVALID = 200, 403, 409, 422


class Invalid(Exception):
    """The answers contradict themselves: nothing is saved, the page shows what and where."""


@dataclass(slots=True)
class Outcome:
    """How a save ended: the reasons why not, and the status to answer with."""

    reasons: list[Finding] = field(default_factory=list)
    status: int = OK

    @property
    def saved(self) -> bool:
        return self.status == OK


def case_or_404(pk: int) -> Decision:
    """The case with all its relations."""
    try:
        return loading.load(pk)
    except Decision.DoesNotExist:
        raise Http404("Deze zaak bestaat niet.") from None


def person(request: HttpRequest) -> User:
    """Who is signed in: SignInFirst lets nobody else come here."""
    assert isinstance(request.user, User)
    return request.user


def version_of(request: HttpRequest) -> int:
    """The version that the page showed; 0, which never fits, when it is missing or no number."""
    typed = request.POST.get("versie", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


@contextmanager
def _saving(request: HttpRequest, decision: Decision, step: Step) -> Iterator[Decision]:
    by, version = person(request), version_of(request)
    if step.slug == "driehoek":
        with workflow.consult(decision, by=by, version=version) as case:
            yield case
    else:
        with workflow.edit(decision, by=by, version=version, what=step.title) as case:
            yield case


def save(request: HttpRequest, decision: Decision, step: Step, change: Callable[[Decision], None]) -> Outcome:
    """Change the case through its act; `change` gets the locked case and may raise Invalid."""
    try:
        with _saving(request, decision, step) as case:
            change(case)
    except Invalid:
        return Outcome(status=INVALID)
    except NotAllowed as refusal:
        return Outcome(refusal.findings, FORBIDDEN)
    except Conflict as refusal:
        return Outcome(refusal.findings, CONFLICT)
    except Refused as refusal:
        return Outcome(refusal.findings, CONFLICT)
    return Outcome()


def why_not(decision: Decision, step: Step, user: User) -> list[Finding]:
    """Why this person cannot change this step now; empty when it can be filled in."""
    return workflow.obstacles("consult" if step.slug == "driehoek" else "edit", decision, user)


def overview_url(decision: Decision) -> str:
    return reverse("decisions:detail", kwargs={"pk": decision.pk})


def show(
    request: HttpRequest,
    template: str,
    decision: Decision,
    step: Step,
    *,
    outcome: Outcome | None = None,
    parts: list[Answers | Rows] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page of a step with its navigation, what it misses, and the reasons of a refused save."""
    outcome = outcome or Outcome()
    found = rules.findings(decision, today=timezone.localdate())
    asked = steps.steps_of(decision)
    invalid = outcome.status == INVALID
    return render(
        request,
        template,
        {
            "decision": decision,
            "step": step,
            "number": asked.index(step) + 1,
            "total": len(asked),
            "steps": steps.navigation(decision, found, step.slug),
            "findings": found,
            "here": step.found(decision, found),
            "reasons": outcome.reasons,
            "conflict": outcome.status == CONFLICT,
            "problems": error_summary(*(parts or []))["problems"] if invalid else [],
            "page_has_errors": invalid,
            "version": request.POST.get("versie") or decision.version,
            "overview_url": overview_url(decision),
            "notes": step_notes.notes_for(decision, step.slug, person(request)),
            **context,
        },
        status=outcome.status,
    )


def judged(form: StepForm | Answers) -> None:
    """Go on only with answers that are right. Raises Invalid."""
    if not form.is_valid():
        raise Invalid
