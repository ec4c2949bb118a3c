"""The open tasks on the home page: for whoever can finish them, and to read for everybody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.urls import reverse

from almere_camera.home import Scope, Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Perm, may

from . import tasks
from .tasks import DEADLINES, PERMISSIONS, Task

URGENT = frozenset({"camera_uit"})


def work(user: User, today: date) -> Work:
    """The tasks of this user, or all of them for a user without tasks; and all of them.

    The duty to end and a motivation that follows are not in it: those are deadlines, and stand under
    'Wat komt eraan'.
    """
    if not may(user, Perm.VIEW_CASES):
        return Work()
    every = [task for task in tasks.open_tasks(today) if task.key not in DEADLINES]
    mine = any(may(user, permission) for permissions in PERMISSIONS.values() for permission in permissions)
    listed = every
    if mine:
        listed = [task for task in every if any(may(user, permission) for permission in task.permissions)]
    found = WorkList(
        key="taken",
        title="Taken rond de camera’s",
        empty="Er staat geen taak open.",
        items=[_item(task, today) for task in listed],
        mine=mine,
    )
    everybody = replace(
        found,
        key="alle_taken",
        items=[_item(task, today) for task in every],
        mine=False,
        scopes=frozenset({Scope.ALL}),
    )
    return Work(lists=[found, everybody])


def _item(task: Task, today: date) -> WorkItem:
    decision = task.designated_area.decision
    return WorkItem(
        title=f"{task.label}: {task.designated_area.area.name}",
        url=task.url or reverse("decisions:detail", kwargs={"pk": decision.pk}),
        reference=decision.kenmerk,
        until=task.due,
        since=task.due or today,
        who=task.who,
        note=task.why,
        badge="Nu" if task.key in URGENT else "",
        badge_kind="danger" if task.key in URGENT else "neutral",
    )
