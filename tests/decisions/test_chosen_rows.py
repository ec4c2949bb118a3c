"""The rows that are chosen give the same tasks and the same overview as all rows would."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from decisions import day_rows, load, overview, task_rows, tasks
from decisions.load import plan
from decisions.models import Completion, DesignatedArea

pytestmark = pytest.mark.django_db
DAYS = (-200, -31, 0, 60)
Found = list[tuple[Any, ...]]


def everything(asked: QuerySet[DesignatedArea], _today: date, _slack: int) -> QuerySet[DesignatedArea]:
    return asked


def everything_around(
    _over: task_rows.Over, known: Collection[int], _today: date, _slack: int
) -> QuerySet[DesignatedArea]:
    return task_rows.adopted().exclude(pk__in=known)


def everything_on(_day: date, _slack: int) -> tuple[set[int], dict[int, day_rows.Known]]:
    return set(task_rows.adopted().values_list("pk", flat=True)), {}


def open_tasks(day: date) -> Found:
    return [(task.key, task.designated_area.pk, task.why, task.due) for task in tasks.open_tasks(day)]


def overview_of(day: date) -> Found:
    found = overview.overview(day)
    areas: Found = [(one.designated.pk, one.term) for one in found.in_force]
    for none in found.not_in_force:
        near = [row and row[0].pk for row in (none.before, none.after)]
        areas.append((none.area.pk, none.state, none.about and none.about.pk, *near))
    cameras = [(c.deployment.pk, c.ground, [d.pk for d in c.about]) for c in found.cameras.standing]
    return areas + cameras


def test_choosing_rows_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chains that end in every state there is, on days long ago, today and to come."""
    today = timezone.localdate()
    monkeypatch.setattr(plan, "LENGTH", (5, 9))
    load.fill(190, 40, today)
    asked: list[tuple[Callable[[date], Found], date]] = [
        (question, today + timedelta(days=day)) for question in (open_tasks, overview_of) for day in DAYS
    ]
    chosen = [question(day) for question, day in asked]
    few = len(task_rows.possible(task_rows.adopted(), today, 1))
    assert few < task_rows.adopted().count() * 0.9
    assert len(day_rows.on(today, 1)[0]) < task_rows.adopted().count() * 0.9
    monkeypatch.setattr(task_rows, "possible", everything)
    monkeypatch.setattr(task_rows, "around", everything_around)
    monkeypatch.setattr(day_rows, "on", everything_on)
    for (question, day), found in zip(asked, chosen, strict=True):
        assert found == question(day), (question.__name__, day)
    kinds = {row[0] for found in chosen[: len(DAYS)] for row in found}
    task = Completion.Task
    assert kinds >= {task.INFORMED, task.CAMERAS_OFF, task.REMOVED}
