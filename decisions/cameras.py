"""Where cameras hung on a day, and on which ground: per camera, for any day past or future.

A decision names the deployments that it covers; geometry checks that link and does not make it. A
mobile unit that stands nowhere is in depot: it needs no ground.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from areas.geometry import bbox, contains_point
from areas.inside import in_order
from areas.models import Deployment, Position, Unit

from . import states
from .models import DecisionKind, DesignatedArea, Status
from .states import State, Term

Row = tuple[DesignatedArea, Term, State]
Boxed = tuple[tuple[float, float, float, float], DesignatedArea]  # west, south, east, north in metres RD


class Ground(StrEnum):
    """How a camera stood with the law on a day, in the words of the screen."""

    DECISION = "met besluit"
    OUTSIDE = "met besluit, maar buiten de grens"
    NOT_LINKED = "niet gekoppeld aan een besluit"
    WITHOUT_GROUND = "zonder grondslag"
    SUSPENDED = "besluit geschorst"
    NONE = "zonder besluit"


BADGES = {
    Ground.DECISION: "ok",
    Ground.OUTSIDE: "warn",
    Ground.NOT_LINKED: "warn",
}  # all others: danger


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera on a day: where it stood, its ground, and the designations that this is about."""

    deployment: Deployment
    code: str
    ground: Ground
    about: list[DesignatedArea]

    @property
    def badge(self) -> str:
        return BADGES.get(self.ground, "danger")


@dataclass(frozen=True, slots=True)
class Cameras:
    """All cameras that stood somewhere on the day, and the units that stood nowhere."""

    standing: list[Camera]
    in_depot: list[Unit]

    @property
    def without(self) -> int:
        """How many hung without any ground."""
        return sum(camera.badge == "danger" for camera in self.standing)


def cameras_on(day: date, rows: Iterable[Row]) -> Cameras:
    """Every camera on this day; `rows` are the adopted designations with their state on that day."""
    cameras = standing_on(day, rows)
    deployed = {camera.deployment.unit_id for camera in cameras if camera.deployment.unit_id}
    depot = Unit.objects.exclude(pk__in=deployed).prefetch_related("codes")
    return Cameras(cameras, sorted(depot, key=lambda unit: (unit.code, unit.pk)))


def standing_on(day: date, rows: Iterable[Row], positions: Collection[int] | None = None) -> list[Camera]:
    """The cameras that stood somewhere on this day, or only those at these positions (by number)."""
    every = list(rows)
    linked: dict[int, list[Row]] = defaultdict(list)
    for row in every:
        for deployment in row[0].deployments.all():
            linked[deployment.pk].append(row)
    in_force = [row[0] for row in every if row[2] is State.IN_FORCE]
    holding = [(bbox(one.geometry), one) for one in in_force if one.geometry]
    found = Deployment.objects.on(day)
    if positions is not None:
        found = found.filter(position__in=positions)
    standing = list(
        found.select_related("position", "unit").prefetch_related("position__codes", "unit__codes")
    )
    places = {position.pk: number for number, position in enumerate(in_order(d.position for d in standing))}
    standing.sort(key=lambda d: (places[d.position_id], d.pk))
    cameras = [_camera(one, day, linked[one.pk], holding) for one in standing]
    cameras.sort(key=lambda camera: camera.badge != "danger")  # what hung without a ground comes first
    return cameras


def without_designation(positions: Collection[int], day: date) -> set[int]:
    """Which of these positions (by number) hold a camera on this day that no decision allows."""
    rules = states.HouseRules()
    running = DesignatedArea.objects.filter(
        Q(last_day=None) | Q(last_day__gte=day), decision__status=Status.ADOPTED
    )
    designated = states.with_terms(running.exclude(decision__kind=DecisionKind.END))
    rows = [
        (one, term := states.term_of(one, rules), states.state_on(one, day, rules, term=term))
        for one in designated.prefetch_related("deployments")
    ]
    cameras = standing_on(day, rows, positions)
    return {camera.deployment.position_id for camera in cameras if camera.badge == "danger"}


def _camera(deployment: Deployment, day: date, linked: list[Row], holding: list[Boxed]) -> Camera:
    position = deployment.position
    code = position.code_on(day) or str(position)
    ground, about = _ground(position, day, linked, holding)
    return Camera(deployment, code, ground, about)


def _ground(
    position: Position, day: date, linked: list[Row], holding: list[Boxed]
) -> tuple[Ground, list[DesignatedArea]]:
    """The best that can be said: a decision in force that names it, one that should, or none."""
    named = [d for d, _term, state in linked if state is State.IN_FORCE]
    within = [d for d in named if not d.geometry or _holds(d, position)]
    if named:
        return (Ground.DECISION, within) if within else (Ground.OUTSIDE, named)
    for state, ground in (
        (State.WITHOUT_GROUND, Ground.WITHOUT_GROUND),
        (State.SUSPENDED, Ground.SUSPENDED),
    ):
        if about := [d for d, _term, found in linked if found is state]:
            return ground, about
    near = [d for box, d in holding if _in_box(box, position) and _holds(d, position)]
    return (Ground.NOT_LINKED, near) if near else (Ground.NONE, _last(linked, day))


def _in_box(box: tuple[float, float, float, float], position: Position) -> bool:
    """Whether it can be inside at all: the box is asked first, since a boundary takes long."""
    west, south, east, north = box
    return west <= position.x <= east and south <= position.y <= north


def _holds(designated: DesignatedArea, position: Position) -> bool:
    outline = designated.geometry
    return outline is not None and contains_point(outline, position.x, position.y)


def _last(linked: list[Row], day: date) -> list[DesignatedArea]:
    """The designation that named the camera last before the day, to see what it was about."""
    past = [(term.last_day, d.pk, d) for d, term, _s in linked if term.last_day and term.last_day < day]
    return [max(past, key=lambda row: row[:2])[2]] if past else []


def standing_uncovered(designated: DesignatedArea, covered: set[int], day: date) -> list[Deployment]:
    """The deployments that this designation named, that stand on the day, and that nothing covers."""
    return [
        one
        for one in designated.deployments.all()
        if one.pk not in covered and one.first_day <= day and (one.last_day is None or day <= one.last_day)
    ]


def covered_on(rows: Iterable[tuple[DesignatedArea, State]]) -> set[int]:
    """The deployments (numbers) that a designation in force names."""
    return {d.pk for one, state in rows if state is State.IN_FORCE for d in one.deployments.all()}
