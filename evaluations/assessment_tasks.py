"""What evaluations ask and tell elsewhere: in the work list, among the deadlines, beside a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from almere_camera import demonstration, guards, home
from almere_camera.home import Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Perm, may, who
from decisions import settled, step_notes
from decisions.deadlines import Kind, days_words
from decisions.models import Decision, DesignatedArea
from decisions.step_notes import CASE, StepNote

from . import assessing, frozen, warning_lists
from .demonstration.assessments import load_assessments
from .models import AreaEvaluation, FollowUp, FrameworkEvaluation

TELL = {
    "AreaEvaluation": "inform_area",
    "FrameworkEvaluation": "inform_framework_evaluation",
    "PolicyFramework": "inform_framework",
    "CouncilReport": "inform_report",
}


def register() -> None:
    """Called once, when the app is ready."""
    guards.register(*frozen.guards())
    home.register(work)
    settled.register(met)
    step_notes.register(note)
    demonstration.register(load_assessments)


def inform_url(subject: assessing.Told) -> str:
    """Where it is recorded that the council was informed of this."""
    return reverse(f"evaluations:{TELL[type(subject).__name__]}", args=[subject.pk])


# --- On the home page ----------------------------------------------------------------------------


def work(user: User, today: date) -> Work:
    """For whoever evaluates: what is due within three months or late, and what the council must hear.

    For everybody who reads cases: the signal of what is late.
    """
    if not may(user, Perm.VIEW_CASES):
        return Work()
    areas = assessing.of_areas(today)
    late = warning_lists.overdue(areas, today)
    if not may(user, Perm.EVALUATE):
        return Work(lists=[late])
    due = [*_due(areas), *_due(assessing.of_frameworks(today))]
    items = [*due, *(_to_tell(subject) for subject in assessing.not_yet_told(today))]
    empty = "Er is geen evaluatie af te ronden, en de raad weet alles."
    return Work(lists=[late, WorkList(key="evaluaties", title="Evaluaties", empty=empty, items=items)])


def _due(
    standings: list[assessing.AreaStanding] | list[assessing.FrameworkStanding],
) -> Iterator[WorkItem]:
    for one in standings:
        if not one.is_soon or one.last_day < one.today:
            continue
        of_area = isinstance(one.subject, DesignatedArea)
        name = one.subject.area.name if isinstance(one.subject, DesignatedArea) else "het beleidskader"
        yield WorkItem(
            title=f"Evaluatie van {name} {'afronden' if one.evaluation else 'beginnen'}",
            url=_where(one),
            reference=one.subject.decision.kenmerk if isinstance(one.subject, DesignatedArea) else "",
            until=one.due,
            who=who(Perm.EVALUATE),
            note=f"{'De aanwijzing loopt' if of_area else 'De beleidsperiode loopt'} tot en met "
            f"{one.last_day:%d-%m-%Y}.",
            badge=days_words(one.due, one.today).capitalize(),
            badge_kind=one.badge,
        )


def _where(one: assessing.AreaStanding | assessing.FrameworkStanding) -> str:
    """The evaluation that is being written, or else the place to begin it."""
    kind = "assessment" if isinstance(one.subject, DesignatedArea) else "framework"
    if one.evaluation:
        return reverse(f"evaluations:{kind}", args=[one.evaluation.pk])
    return reverse(f"evaluations:{kind}_add", args=[one.subject.pk])


def _to_tell(subject: assessing.Told) -> WorkItem:
    return WorkItem(
        title=f"Raad informeren: {assessing.title_of(subject)}",
        url=inform_url(subject),
        since=assessing.told_since(subject),
        who=who(Perm.EVALUATE),
        note="De burgemeester informeert de raad over evaluaties, het beleidskader en het jaarverslag.",
    )


# --- Among the deadlines -------------------------------------------------------------------------


def met(today: date) -> Iterator[str]:
    """The keys of the deadlines that are met: what has been evaluated is no longer due."""
    areas = AreaEvaluation.objects.filter(completed_on__lte=today)
    for number in areas.values_list("designated_area", flat=True):
        yield f"{Kind.EVALUATION}:{number}"
    frameworks = FrameworkEvaluation.objects.filter(completed_on__lte=today)
    for number in frameworks.values_list("framework", flat=True):
        yield f"{Kind.FRAMEWORK}:{number}"


# --- On the page of a case -----------------------------------------------------------------------


def note(case: Decision, place: str, user: User) -> StepNote | None:
    """Beside a case: the evaluations of its designations, or the evaluation that opened it."""
    if place != CASE:
        return None
    opened = FollowUp.objects.filter(decision=case, area_evaluation__isnull=False)
    found = {one.area_evaluation_id or 0: "Deze zaak volgt op de" for one in opened}
    for number in AreaEvaluation.objects.filter(designated_area__decision=case).values_list("pk", flat=True):
        found[number] = "Over een aanwijzing in deze zaak is er een"
    if not found:
        return None
    evaluations = AreaEvaluation.objects.filter(pk__in=found).select_related("designated_area__area")
    lines = [f"{found[one.pk]} {_words(one)}." for one in evaluations]
    url = reverse("evaluations:assessments")
    if len(lines) == 1:
        url = reverse("evaluations:assessment", args=[next(iter(found))])
    return StepNote(key="evaluatie", title="Evaluatie", lines=lines, url=url, url_label="Naar de evaluatie")


def _words(one: AreaEvaluation) -> str:
    name = f"evaluatie van {one.designated_area.area.name}"
    if one.completed_on is None:
        return f"{name}, in bewerking"
    return f"{name} van {one.completed_on:%d-%m-%Y}: {one.get_conclusion_display().lower()}"
