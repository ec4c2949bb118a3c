"""Finishing a task: somebody did it, on a day; the row that closes it stays."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, NotAllowed, Refused
from almere_camera.models import User
from almere_camera.roles import may

from .. import tasks
from ..models import Completion, Decision, DesignatedArea
from .asking import fault

NOTE_NEEDED = frozenset({Completion.Task.RECTIFIED.value})
BY_ITS_OWN_ACT = frozenset({Completion.Task.REVIEWED_AFTER.value})


def complete(
    *, designated_area: DesignatedArea, by: User, task: str, done_on: date | None, note: str = ""
) -> Completion:
    """Close an open task with the day on which it was done.

    Raises NotAllowed for another function, and Refused, with all reasons, for a task that is not open
    (any more), a day to come, or a missing explanation.
    """
    with transaction.atomic():
        case = Decision.objects.select_for_update().get(pk=designated_area.decision_id)
        if refused := not_allowed(task, by):
            raise NotAllowed([refused])
        faults = [*_not_open(designated_area, case, task), *_faults(task, done_on, note)]
        if faults or done_on is None:
            raise Refused(faults)
        done = Completion(
            designated_area=designated_area, task=task, done_on=done_on, note=note.strip(), recorded_by=by
        )
        done.full_clean()
        done.save(force_insert=True)
        audit.record("task.completed", case, by, task=task, area=designated_area.pk, done_on=done_on)
        return done


def not_allowed(task: str, by: User) -> Finding | None:
    """Why this person can never finish a task of this kind, or None."""
    if any(may(by, permission) for permission in tasks.PERMISSIONS.get(task, ())):
        return None
    names = tasks.who_does(task) if task in tasks.PERMISSIONS else ""
    label = tasks.LABELS.get(task, task)
    return Finding(
        code="functie", message=f"‘{label}’ hoort niet bij uw functie. Dit doet: {names}.", who=names
    )


def _not_open(designated_area: DesignatedArea, case: Decision, task: str) -> list[Finding]:
    if done := Completion.objects.filter(designated_area=designated_area, task=task).first():
        return [fault("taak", f"Dit is al afgerond: {done.done_on:%d-%m-%Y}, {done.recorded_by}.")]
    if task in BY_ITS_OWN_ACT or task not in Completion.Task.values:
        return [fault("taak", "Deze taak rondt u af op zijn eigen pagina.")]
    found = tasks.open_tasks(timezone.localdate(), decision=case)
    if any(one.key == task and one.designated_area.pk == designated_area.pk for one in found):
        return []
    return [fault("taak", "Deze taak staat niet open: er is nu niets om af te ronden.")]


def _faults(task: str, done_on: date | None, note: str) -> list[Finding]:
    faults = []
    if done_on is None:
        faults.append(fault("done_on", "Vul in op welke dag het is gedaan."))
    elif done_on > timezone.localdate():
        faults.append(fault("done_on", "Deze dag moet nog komen. Leg het vast als het is gebeurd."))
    if task in NOTE_NEEDED and not note.strip():
        faults.append(fault("note", "Schrijf op hoe het verschil is opgelost."))
    return faults
