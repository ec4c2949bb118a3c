"""A centre in 2025 of which every number is known by hand, seen on 1 April 2026.

2025: thirteen incidents (six of violence, seven of nuisance), one of them seen by two positions; the observer
saw six of the ten of which that is known. 2024: fifteen of violence, December not imported. The centre is
designated from 1 March 2025, mobile use lasted all of June 2025 and nothing followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from almere_camera.models import User
from almere_camera.roles import Role
from areas.models import Area, Deployment, Position, PositionCode
from decisions.models import Closure, Decision, DecisionKind, Objection, Status, Variant
from evaluations.models import (
    FootageRequest,
    IncidentGroup,
    PositionReview,
    ReviewYear,
    Verdict,
)
from tests import factories as make
from tests.evaluations import make as rows

NOW = "2026-04-01T12:00:00+02:00"
LAST_YEAR = 2025
OBJECTOR = "J. Verzonnen"


@dataclass(frozen=True)
class World:
    officer: User
    centre: Area
    positions: list[Position]
    running: Decision
    mobile: Decision
    refused: Decision


def build() -> World:
    officer = make.make_user(Role.POLICY_OFFICER)
    make.make_records()
    centre = make.make_area("Almere Stad", kind=Area.Kind.CENTRE)
    positions = [_position(number) for number in (1, 2, 3)]
    running = make.running_case(areas=[centre], first_day=date(2025, 3, 1), last_day=date(2029, 2, 28))
    _incidents(centre, positions)
    _removal(centre, positions[2], officer)
    for number in range(6):
        FootageRequest.objects.create(
            area=centre,
            requested_on=date(2025, 5, 1 + number),
            requested_by=FootageRequest.By.POLICE,
            supplied_on=date(2025, 5, 20) if number else None,
            recorded_by=officer,
        )
    make.make_objection(running, received_on=date(2025, 3, 10), objector=OBJECTOR)
    make.make_objection(
        running, received_on=date(2025, 3, 12), objector=OBJECTOR, outcome=Objection.Outcome.UNFOUNDED
    )
    return World(officer, centre, positions, running, _mobile(), _not_started(officer))


def _position(number: int) -> Position:
    position = Position.objects.create(place=f"Markt, paal {number}", x=143_100.0 + number, y=486_600.0)
    PositionCode.objects.create(position=position, code=f"S-{number:02d}", valid_from=date(2020, 1, 1))
    Deployment.objects.create(position=position, first_day=date(2020, 1, 1))
    return position


def _incidents(centre: Area, positions: list[Position]) -> None:
    file = rows.run([centre], date(2025, 1, 1), date(2025, 12, 1))
    violence = rows.category("geweld", group=IncidentGroup.CRIME)
    noise = rows.category("geluid", group=IncidentGroup.NUISANCE, relevant=False)
    for number in range(6):
        at = datetime(2025, 1 + number % 2, 10 + number, 22, 0)
        seen_from = positions[:2] if number == 0 else positions[:1]
        rows.incident(at, seen_from, violence, of=file, first_observed=True)
    for number in range(7):
        at = datetime(2025, 7, 1 + number, 1, 0)
        rows.incident(at, positions[1:2], noise, of=file, first_observed=False if number < 4 else None)
    earlier = rows.run([centre], date(2024, 1, 1), date(2024, 11, 1))
    for number in range(15):
        rows.incident(datetime(2024, 3, 1 + number, 23, 0), positions[:1], violence, of=earlier)


def _removal(centre: Area, position: Position, officer: User) -> None:
    Deployment.objects.filter(position=position).update(last_day=date(2025, 5, 31))
    year = ReviewYear.objects.create(year=2024, opened_by=officer)
    PositionReview.objects.create(
        review_year=year,
        position=position,
        area=centre,
        verdict=Verdict.REMOVE,
        reason="Twee jaar niets gezien.",
        confirmed_at=timezone.now(),
        confirmed_by=officer,
        carried_out_on=date(2025, 5, 31),
    )


def _mobile() -> Decision:
    return make.running_case(
        Variant.MOBILE,
        areas=[make.make_area("Stripheldenbuurt")],
        first_day=date(2025, 6, 1),
        last_day=date(2025, 6, 30),
    )


def _not_started(officer: User) -> Decision:
    """Refused in 2025; and one that was adopted and withdrawn before publication: no decision."""
    refused = make.make_decision(DecisionKind.START, Variant.MOBILE)
    _closed(refused, Closure.Outcome.NOT_STARTED, officer)
    withdrawn = make.make_decision(DecisionKind.START, Variant.REGULAR)
    make.make_designated_area(withdrawn)
    _closed(withdrawn, Closure.Outcome.WITHDRAWN, officer)
    make.adopt(withdrawn, date(2025, 9, 1))
    make.adopt(refused, date(2025, 9, 1), status=Status.CLOSED)
    return refused


def _closed(decision: Decision, outcome: str, officer: User) -> None:
    moment = timezone.make_aware(datetime(2025, 9, 2, 10, 0))
    Closure.objects.create(
        decision=decision,
        outcome=outcome,
        reasons="Een lichter middel volstaat.",
        proposed_by=officer,
        confirmed_by=officer,
        confirmed_at=moment,
    )
