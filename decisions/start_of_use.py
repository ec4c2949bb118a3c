"""Ready for use? Per designated area: signs, blanking, and the people who live there (151c lid 6 and 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from almere_camera.models import User
from areas.models import Deployment, MaskingCheck, Position, Sign

from . import states, tasks
from .models import Completion, Decision, DesignatedArea, Status
from .workflow.asking import not_allowed
from .workflow.transitions import TRANSITIONS


@dataclass(frozen=True, slots=True)
class PositionCheck:
    """A position with the newest check of its blanking, as it stood on the first day of use."""

    position: Position
    check: MaskingCheck | None
    first_day: date | None

    @property
    def in_order(self) -> bool:
        """Checked, in order, and no later than the first day of use."""
        return self.check is not None and self.check.in_order and not self.late

    @property
    def late(self) -> bool:
        """Checked only after the cameras were first used."""
        return bool(self.check and self.first_day and self.check.checked_on > self.first_day)


@dataclass(frozen=True, slots=True)
class Checklist:
    """What must be in order when the cameras are first used in one designated area.

    `signs` stand there on the first day (or, before it is known, now); `late_signs` came after it.
    """

    designated: DesignatedArea
    first_day: date | None
    signs: list[Sign]
    late_signs: list[Sign]
    positions: list[PositionCheck]
    informed: Completion | None

    @property
    def inform_url(self) -> str:
        kwargs = {"pk": self.designated.decision_id, "area": self.designated.pk, "task": "omwonenden"}
        return reverse("decisions:task_done", kwargs=kwargs)

    @property
    def ready(self) -> bool:
        checked = bool(self.positions) and all(one.in_order for one in self.positions)
        return bool(self.signs) and checked and self.informed is not None


def checklists(areas: Iterable[DesignatedArea], today: date, rules: states.HouseRules) -> list[Checklist]:
    """The checklist of each of these areas, in a fixed number of queries."""
    listed = list(areas)
    deployments = Deployment.objects.select_related("position").prefetch_related(
        "position__codes", "position__masking_checks"
    )
    prefetch_related_objects(
        listed, "area__signs", "use_periods", "completions", Prefetch("deployments", queryset=deployments)
    )
    return [_checklist(one, today, rules) for one in listed]


def first_day_of_use(designated: DesignatedArea, rules: states.HouseRules) -> date | None:
    """The first day on which cameras may be used: of the term, or later when the use begins later."""
    begins = states.day_of_effect(designated, rules) or designated.stated_first_day
    periods = [period.first_day for period in designated.use_periods.all()]
    uses = [day for day in periods if day]
    if not uses or len(uses) < len(periods):
        return begins
    return max(min(uses), begins) if begins else min(uses)


def _checklist(designated: DesignatedArea, today: date, rules: states.HouseRules) -> Checklist:
    first = first_day_of_use(designated, rules)
    seen = min(first, today) if first else today
    signs = list(designated.area.signs.all())
    placed = [sign for sign in signs if sign.stands_on(seen)]
    late = [sign for sign in signs if first and sign.placed_on > first and sign.removed_on is None]
    positions = {one.position_id: one.position for one in designated.deployments.all()}
    completions = {done.task: done for done in designated.completions.all()}
    return Checklist(
        designated,
        first,
        placed,
        late,
        [_position_check(position, first) for position in positions.values()],
        completions.get(Completion.Task.INFORMED),
    )


def _position_check(position: Position, first: date | None) -> PositionCheck:
    """The newest check on or before the first day of use; if there is none, the first one after it."""
    checks = sorted(position.masking_checks.all(), key=lambda check: (check.checked_on, check.pk))
    in_time = [check for check in checks if first is None or check.checked_on <= first]
    later = [check for check in checks if check not in in_time]
    return PositionCheck(position, in_time[-1] if in_time else next(iter(later), None), first)


def shown_with(
    case: Decision, areas: list[DesignatedArea], user: User, today: date, rules: states.HouseRules
) -> dict[str, Any]:
    """What the page of a case shows of the world outside: open tasks, the checklists, the duty to end."""
    adopted = case.status == Status.ADOPTED
    checked = adopted and not case.historical and not case.is_ending
    return {
        "tasks": tasks.open_tasks(today, decision=case) if adopted else [],
        "checklists": checklists(areas, today, rules) if checked else [],
        "may_find": adopted and not not_allowed(TRANSITIONS["start"], user),
    }
