"""Pages for what must happen around a designation: a task that is done, and the duty to end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from almere_camera.access import needs
from almere_camera.findings import NotAllowed, Refused
from almere_camera.roles import Perm

from .. import dossier, tasks
from ..forms.duties import NoLongerNecessaryForm, TaskDoneForm
from ..models import Completion, DesignatedArea
from ..workflow import asking, duty, finishing
from ..workflow.transitions import TRANSITIONS
from .cases import user_of
from .refusing import Problem, form_problems, not_allowed_page, problems_of

NO_LONGER = "Niet langer noodzakelijk"
INTROS = {
    Completion.Task.INFORMED: "Leg vast op welke dag de omwonenden zijn geïnformeerd, en hoe.",
    Completion.Task.CAMERAS_OFF: "Zonder geldend besluit mogen de camera’s niet kijken. Leg vast op welke "
    "dag zij zijn uitgezet.",
    Completion.Task.REMOVED: "Leg vast op welke dag de camera’s en de borden weg waren. Leg bij de positie "
    "ook het einde van de inzet vast, en bij het gebied dat de borden zijn verwijderd.",
    Completion.Task.RECTIFIED: "Is er een rectificatie geplaatst? Leg die vast bij de zaak; dan vervalt deze "
    "taak vanzelf. Leg hier alleen vast hoe een verschil anders is opgelost.",
}


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def task_done(request: HttpRequest, pk: int, area: int, task: str) -> HttpResponse:
    """Close an open task with the day on which it was done."""
    designated = _designated(pk, area)
    if task not in INTROS:
        raise Http404("Deze taak bestaat niet.")
    label = tasks.LABELS[task]
    if refused := finishing.not_allowed(task, user_of(request)):
        return not_allowed_page(request, label, [refused])
    form = TaskDoneForm(request.POST or None, initial={"done_on": timezone.localdate()})

    def finish(typed: dict[str, Any]) -> str:
        finishing.complete(designated_area=designated, by=user_of(request), task=task, **typed)
        return f"Vastgelegd: {Completion.Task(task).label.lower()}."

    page = {"title": label, "intro": INTROS[Completion.Task(task)], "button": "Afronden"}
    found = tasks.open_tasks(timezone.localdate(), decision=designated.decision)
    why = [t.why for t in found if t.key == task and t.designated_area.pk == area]
    return _answer(request, designated, page, form, finish, why)


@require_http_methods(["GET", "POST"])
@needs(Perm.VIEW_CASES)
def no_longer_necessary(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    """Record that a designation is no longer necessary: the draft to end it opens at once."""
    designated = _designated(pk, area)
    if refused := asking.not_allowed(TRANSITIONS["start"], user_of(request)):
        return not_allowed_page(request, NO_LONGER, [refused])
    form = NoLongerNecessaryForm(request.POST or None, initial={"found_on": timezone.localdate()})

    def find(typed: dict[str, Any]) -> str:
        found = duty.find_no_longer_necessary(designated_area=designated, by=user_of(request), **typed)
        kenmerk = found.draft.kenmerk if found.draft else ""
        return (
            f"Vastgelegd. De zaak om te beëindigen is {kenmerk}; dat moet uiterlijk op "
            f"{dossier.in_words(found.end_by)} gebeuren."
        )

    page = {
        "title": NO_LONGER,
        "intro": f"De burgemeester beëindigt het cameratoezicht in {designated.area.name} zodra het niet "
        "langer noodzakelijk is. Er komt meteen een concept om te beëindigen, met uw reden erin.",
        "button": "Vastleggen en concept openen",
    }
    draft = duty.ending_on_its_way(designated)
    there = f"Er is al een zaak om dit te beëindigen: {draft.kenmerk}. Er komt geen tweede." if draft else ""
    return _answer(request, designated, page, form, find, [there] if there else [])


def _designated(pk: int, area: int) -> DesignatedArea:
    rows = DesignatedArea.objects.select_related("decision", "area")
    return get_object_or_404(rows, pk=area, decision=pk)


def _answer(
    request: HttpRequest,
    designated: DesignatedArea,
    page: dict[str, str],
    form: Form,
    act: Callable[[dict[str, Any]], str],
    notes: list[str],
) -> HttpResponse:
    """Show the form, or take the act; what is refused stands above the form, with what was typed in it."""
    problems: list[Problem] = []
    if request.method == "POST":
        if form.is_valid():
            try:
                messages.success(request, act(form.cleaned_data))
            except NotAllowed as refusal:
                return not_allowed_page(request, page["title"], refusal.findings)
            except Refused as refusal:
                names = {name: name for name in form.fields}
                problems = problems_of(refusal.findings, request.path, names)
            else:
                return redirect("decisions:detail", pk=designated.decision_id)
        else:
            problems = form_problems(form)
    context = {
        "decision": designated.decision,
        "designated": designated,
        "page": page,
        "title": page["title"],
        "button": page["button"],
        "notes": notes,
        "form": form,
        "problems": problems,
        "page_has_errors": bool(problems),
        "cancel_url": dossier.url_of(designated.decision),
    }
    return render(request, "decisions/duty.html", context, status=422 if problems else 200)
