"""Writes a plan in batches, in the order that the guards of the database allow.

What stands beneath a decision comes before its status: an adopted decision takes no rows any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import zip_longest
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.models import Official, User
from almere_camera.search import index
from areas.models import Area, Boundary, Deployment, Position, PositionCode

from ..demonstration.frameworks import load_frameworks
from ..demonstration.records import load_records
from ..models import (
    AdoptedText,
    Assessment,
    Closure,
    Completion,
    Decision,
    DesignatedArea,
    Interruption,
    PolicyFramework,
    Publication,
    Request,
    Starts,
    Status,
    UsePeriod,
    ViewingHours,
)
from . import frozen_words, plan
from .plan import Step

Row = TypeVar("Row", bound=models.Model)
BATCH = 500
USERNAME = "belasting"
LONG_AGO = date(2000, 1, 1)
PURPOSE = "Het handhaven van de openbare orde, inclusief het voorkomen van strafbare feiten."
# Corners of an area in metres from its south-west corner; areas stand 300 m apart, 40 on a row.
CORNERS = ((0, 20), (120, 0), (240, 30), (250, 160), (130, 200), (10, 170), (0, 20))
WEST, SOUTH, APART, PER_ROW = 138_000, 480_000, 300, 40


@dataclass(frozen=True, slots=True)
class Load:
    """What was written."""

    decisions: int
    areas: int
    positions: int


@dataclass(frozen=True, slots=True)
class _Place:
    area: Area
    boundary: Boundary
    deployments: list[Deployment]


@dataclass(slots=True)
class _Line:
    """A chain on its way: its places, its decisions still to write, and what was designated last."""

    chain: plan.Chain
    places: list[_Place]
    newest: list[DesignatedArea | None]


def fill(decisions: int, positions: int, today: date) -> Load:
    """Fill an empty database as it would stand on this day, in one transaction with one event.

    Raises ValueError when there are decisions already.
    """
    if Decision.objects.exists():
        raise ValueError("There are decisions in this database.")
    with transaction.atomic():
        load_records()
        framework = load_frameworks()[-1]
        chains = list(plan.chains(decisions, today))
        places = _places(sum(chain.areas for chain in chains), positions)
        writer = _Writer(framework, today)
        free = iter(places)
        lines = []
        for chain in chains:
            here = [next(free) for _ in range(chain.areas)]
            lines.append(_Line(chain, here, [None] * chain.areas))
        # The first decision of every chain, then the second: what is followed has its number by then.
        for level in zip_longest(*(line.chain.steps for line in lines)):
            writer.write([(line, step) for line, step in zip(lines, level, strict=True) if step])
        made = Load(writer.written, len(places), positions)
        facts = {"decisions": made.decisions, "areas": made.areas, "positions": made.positions}
        audit.record("load.generated", writer.by, writer.by, **facts)
        index.rebuild()
    return made


def _places(count: int, positions: int) -> list[_Place]:
    """Areas with a boundary, and the positions with their cameras spread over them."""
    names = [f"Proefgebied {number:04}" for number in range(1, count + 1)]
    areas = _create(Area(name=name) for name in names)
    boundaries = _create(_boundary(area, number) for number, area in enumerate(areas))
    spots = _create(_position(number, boundaries[number % count]) for number in range(positions))
    _create(
        PositionCode(position=spot, code=f"P-{number:05}", valid_from=LONG_AGO)
        for number, spot in enumerate(spots, 1)
    )
    standing = _create(Deployment(position=spot, first_day=LONG_AGO) for spot in spots)
    return [
        _Place(area, boundary, standing[number::count])
        for number, (area, boundary) in enumerate(zip(areas, boundaries, strict=True))
    ]


def _boundary(area: Area, number: int) -> Boundary:
    west, south = WEST + APART * (number % PER_ROW), SOUTH + APART * (number // PER_ROW)
    ring = [[west + x, south + y] for x, y in CORNERS]
    return Boundary(
        area=area,
        geometry={"type": "Polygon", "coordinates": [ring]},
        streets=[f"Proefstraat {number + 1:04}", f"Voorbeeldplein {number + 1:04}"],
        valid_from=LONG_AGO,
        source="Belastingproef (verzonnen)",
        hectares="4.00",
        west=west,
        south=south,
        east=west + 250,
        north=south + 200,
    )


def _position(number: int, boundary: Boundary) -> Position:
    offset = 50 + 10 * (number % 12)
    place = f"{boundary.streets[0]}, plek {number + 1}"
    return Position(place=place, x=boundary.west + offset, y=boundary.south + 100, direction=number % 360)


class _Writer:
    """Writes one level of all chains at a time."""

    def __init__(self, framework: PolicyFramework, today: date) -> None:
        self.framework, self.today, self.written = framework, today, 0
        self.by, created = User.objects.get_or_create(username=USERNAME, defaults={"is_active": False})
        if created:
            self.by.set_unusable_password()
            self.by.save()
        self.mayor = Official.objects.filter(function=Official.Function.MAYOR).earliest("pk")

    def write(self, level: Sequence[tuple[_Line, Step]]) -> None:
        requests = _create(self._request(step) for _line, step in level)
        cases = _create(
            self._decision(self.written + number, line, step, request)
            for number, ((line, step), request) in enumerate(zip(level, requests, strict=True), 1)
        )
        rows = [(line, step, case) for (line, step), case in zip(level, cases, strict=True)]
        _create(Assessment(decision=case, purpose=PURPOSE, retention_days=28) for case in cases)
        self._designate(rows)
        self._finish(rows)
        self.written += len(cases)

    def _request(self, step: Step) -> Request:
        day = (step.signed_on or self.today) - timedelta(30)
        words = "Bewoners voelen zich ’s avonds onveilig."
        return Request(asked_by=Request.From.POLICE, received_on=day, felt=words)

    def _decision(self, number: int, line: _Line, step: Step, request: Request) -> Decision:
        year = (step.signed_on or self.today).year
        return Decision(
            kenmerk=f"PROEF-{year}-{number:06}",
            title=f"Aanwijzingsbesluit cameratoezicht {line.places[0].area.name}",
            kind=step.kind,
            variant=step.variant,
            historical=step.historical,
            request=None if step.historical else request,
            framework=None if step.historical else self.framework,
            created_by=self.by,
            signatory=self.mayor if step.is_adopted else None,
            signed_on=step.signed_on,
        )

    def _designate(self, rows: Sequence[tuple[_Line, Step, Decision]]) -> None:
        """The areas of these decisions, with use, hours and cameras."""
        designated = _create(
            self._area(line.newest[number], place, step, case)
            for line, step, case in rows
            for number, place in enumerate(line.places)
        )
        _create(UsePeriod(designated_area=one) for one in designated)
        hours = {"weekdays": [4, 5, 6], "from_time": time(20), "to_time": time(2)}
        _create(ViewingHours(designated_area=one, **hours) for one in designated)
        cameras = DesignatedArea.deployments.through
        found, links = iter(designated), []
        for line, step, _case in rows:
            for number, place in enumerate(line.places):
                one = next(found)
                links += [
                    cameras(designatedarea_id=one.pk, deployment_id=camera.pk) for camera in place.deployments
                ]
                if step.is_adopted and not step.withdrawn:
                    line.newest[number] = one
        _create(links)

    def _area(
        self, before: DesignatedArea | None, place: _Place, step: Step, case: Decision
    ) -> DesignatedArea:
        return DesignatedArea(
            decision=case,
            area=place.area,
            boundary=place.boundary,
            geometry=place.boundary.geometry,
            streets=place.boundary.streets,
            words=f"het gebied {place.area.name}",
            starts=Starts.ON_DAY if step.first_day else Starts.AFTER_PUBLICATION,
            first_day=step.first_day,
            last_day=step.last_day,
            follows=before,
        )

    def _finish(self, rows: Sequence[tuple[_Line, Step, Decision]]) -> None:
        """Texts, status, and what comes after it: publication, ruling, withdrawal."""
        adopted = [row for row in rows if row[1].is_adopted and not row[1].historical]
        _create(self._text(line, step, case) for line, step, case in adopted)
        by_status: dict[Status, list[int]] = defaultdict(list)
        for _line, step, case in rows:
            by_status[step.status].append(case.pk)
        for status, pks in by_status.items():
            for start in range(0, len(pks), BATCH):
                Decision.objects.filter(pk__in=pks[start : start + BATCH]).update(status=status)
        _create(self._publication(step, case) for _line, step, case in rows if step.published_on)
        _create(
            Interruption(
                decision=case, kind=step.ruling, from_day=self.today - timedelta(3), recorded_by=self.by
            )
            for _line, step, case in rows
            if step.ruling
        )
        _create(self._closure(step, case) for _line, step, case in rows if self._is_closed(step))
        _create(self._completions(rows))

    def _completions(self, rows: Sequence[tuple[_Line, Step, Decision]]) -> Iterator[Completion]:
        """What the office has done by now: people told, and what lapsed long ago taken away."""
        told, gone = self.today - timedelta(7), self.today - timedelta(60)
        steps = {case.pk: (line, step) for line, step, case in rows}
        asked = {pk for pk, (_line, step) in steps.items() if step.published_on and not step.historical}
        for one in DesignatedArea.objects.filter(decision__in=asked).order_by("pk"):
            line, step = steps[one.decision_id]
            done = {Completion.Task.INFORMED: step.published_on <= told if step.published_on else False}
            over = step is line.chain.steps[-1] and step.last_day is not None and step.last_day < gone
            done |= {Completion.Task.REMOVED: over, Completion.Task.CAMERAS_OFF: over}
            for task in (task for task, is_done in done.items() if is_done):
                yield Completion(designated_area=one, task=task, done_on=self.today, recorded_by=self.by)

    def _text(self, line: _Line, step: Step, case: Decision) -> AdoptedText:
        names = [place.area.name for place in line.places]
        return AdoptedText(
            decision=case,
            kind=AdoptedText.Kind.DECISION,
            **frozen_words.fields(case, names, step.last_day),
            signatory_name=self.mayor.name,
            signatory_function=self.mayor.get_function_display(),
            adopted_on=case.signed_on or self.today,
            registered_by=self.by,
        )

    def _publication(self, step: Step, case: Decision) -> Publication:
        assert step.published_on is not None
        number = f"gmb-{step.published_on.year}-{100_000 + case.pk}"
        return Publication(decision=case, number=number, published_on=step.published_on, recorded_by=self.by)

    @staticmethod
    def _is_closed(step: Step) -> bool:
        return step.withdrawn or step.status == Status.CLOSED

    def _closure(self, step: Step, case: Decision) -> Closure:
        outcome = Closure.Outcome.WITHDRAWN if step.withdrawn else Closure.Outcome.NOT_EXTENDED
        confirmed: dict[str, Any] = {"confirmed_by": self.by, "confirmed_at": timezone.now()}
        words = "Het is al maanden rustig."
        return Closure(decision=case, outcome=outcome, reasons=words, proposed_by=self.by, **confirmed)


def _create(rows: Iterable[Row]) -> list[Row]:
    """These rows of one model in batches, with their numbers."""
    listed = list(rows)
    if listed:
        type(listed[0])._default_manager.bulk_create(listed, batch_size=BATCH)
    return listed
