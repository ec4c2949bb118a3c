"""What mobile use taught: which uses still ask for it, and what the next case is told.

Mobile use is not evaluated periodically; what was learned is taken along at once in the next use
(beleidskader, hoofdstuk 7).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from almere_camera.home import Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Perm, may, who
from decisions import states
from decisions.models import EDITABLE, Decision, DecisionKind, DesignatedArea, Publication, Status, Variant
from decisions.step_notes import CASE, StepNote
from decisions.tasks import OVER

from .models import Lesson

TOLD = 5  # lessons beside the text of a draft; the others stand on their page
STEP = "aanleiding"


@dataclass(frozen=True, slots=True)
class Ended:
    """A mobile use that is over: the designation, and its last day."""

    designated: DesignatedArea
    last_day: date


def mobile_uses() -> QuerySet[DesignatedArea]:
    """Every adopted designation of an area for mobile use."""
    return DesignatedArea.objects.filter(
        decision__variant=Variant.MOBILE, decision__status=Status.ADOPTED
    ).exclude(decision__kind=DecisionKind.END)


def ended(designated: QuerySet[DesignatedArea], today: date) -> list[Ended]:
    """Those that were in force and are over, the newest first. A fixed number of queries."""
    rules, found = states.HouseRules(), []
    for one in states.with_terms(designated.filter(~_goes_on())):
        term = states.term_of(one, rules)
        if term.in_force_from is None or term.last_day is None or term.last_day < term.in_force_from:
            continue
        if states.state_on(one, today, rules, term=term) in OVER:
            found.append(Ended(one, min(term.last_day, today)))
    return sorted(found, key=lambda use: (use.last_day, use.designated.pk), reverse=True)


def _goes_on() -> Exists:
    """Whether an extension or change took over: then the use is not over yet, or ends with that one."""
    official = Publication.objects.filter(
        decision=OuterRef("decision"), kind=Publication.Kind.OFFICIAL, replaced_by=None
    )
    later = DesignatedArea.objects.filter(follows=OuterRef("pk"), decision__status=Status.ADOPTED)
    return Exists(
        later.exclude(decision__kind=DecisionKind.END).filter(Exists(official) | Q(decision__historical=True))
    )


def waiting(today: date) -> list[Ended]:
    """Uses that are over and of which nothing was recorded; old decisions are not asked."""
    return ended(mobile_uses().filter(lessons=None, decision__historical=False), today)


def newest() -> QuerySet[Lesson]:
    """All lessons, the newest first."""
    return Lesson.objects.select_related("designated_area__area", "designated_area__decision", "recorded_by")


def work(user: User, today: date) -> Work:
    """For whoever records them: the mobile uses that are over without a lesson."""
    if not may(user, Perm.EVALUATE):
        return Work()
    items = [
        WorkItem(
            title=f"Lessen vastleggen: {use.designated.area.name}",
            url=reverse("evaluations:lesson_add", args=[use.designated.pk]),
            reference=use.designated.decision.kenmerk,
            since=use.last_day,
            who=who(Perm.EVALUATE),
            note=f"De mobiele inzet is voorbij sinds {use.last_day:%d-%m-%Y}.",
        )
        for use in waiting(today)
    ]
    if not items:
        return Work()
    empty = "Van elke mobiele inzet zijn lessen vastgelegd."
    return Work(lists=[WorkList(key="lessen", title="Lessen van mobiele inzet", empty=empty, items=items)])


def note(decision: Decision, place: str, user: User) -> StepNote | None:
    """Of a mobile case: beside its first step what earlier uses taught, on its page what it taught itself."""
    if not decision.is_mobile or decision.is_ending:
        return None
    if decision.status in EDITABLE and place in (STEP, CASE):
        return _of_earlier(decision)
    return _of_itself(decision, user) if place == CASE and decision.status == Status.ADOPTED else None


def _of_earlier(decision: Decision) -> StepNote | None:
    found = list(newest().exclude(designated_area__decision=decision)[:TOLD])
    if not found:
        return None
    return StepNote(
        key="lessen",
        title="Lessen van eerdere inzetten",
        lines=_in_words(found, of_which=True),
        url=reverse("evaluations:lessons"),
        url_label="Alle lessen van mobiel cameratoezicht",
    )


def _of_itself(decision: Decision, user: User) -> StepNote | None:
    found = list(newest().filter(designated_area__decision=decision))
    over = ended(mobile_uses().filter(decision=decision), timezone.localdate())
    missing = [use for use in over if use.designated.pk not in {one.designated_area_id for one in found}]
    if missing and may(user, Perm.EVALUATE):
        use = missing[0]
        url, label = (
            reverse("evaluations:lesson_add", args=[use.designated.pk]),
            f"Lessen vastleggen over {use.designated.area.name}",
        )
    elif found:
        url, label = reverse("evaluations:lessons"), "Alle lessen van mobiel cameratoezicht"
    else:
        return None
    lines = _in_words(found) or ["De inzet is voorbij. Er is nog geen les vastgelegd."]
    return StepNote(key="lessen", title="Lessen van deze inzet", lines=lines, url=url, url_label=label)


def _in_words(found: Iterable[Lesson], *, of_which: bool = False) -> list[str]:
    lines = []
    for one in found:
        use = one.designated_area
        start = f"{use.area.name} ({use.decision.kenmerk}). " if of_which else f"{use.area.name}. "
        told = [
            f"Goed: {one.went_well}" if one.went_well else "",
            f"Beter: {one.improve}" if one.improve else "",
        ]
        lines.append(start + " ".join(part for part in told if part))
    return lines
