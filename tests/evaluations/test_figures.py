"""Hours, outages, requests for images, events and series breaks: what is refused, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from almere_camera.findings import Conflict, NotAllowed
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from areas import workflow as places
from areas.models import Area, Position
from evaluations import figures
from evaluations.figures import Footage
from evaluations.models import FootageRequest, Indicator, MonthlyFigure, Outage
from evaluations.workflow import figures as acts
from tests import factories as make

pytestmark = pytest.mark.django_db
D = date
LIVE, AVAILABLE = Indicator.LIVE_HOURS, Indicator.AVAILABLE_HOURS


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-04-15T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user()


@pytest.fixture
def area() -> Area:
    return make.make_area()


def position(by: User, code: str = "S-01") -> Position:
    return places.add_position(
        by=by, code=code, kind=Position.Kind.FIXED, x=143100, y=486600, valid_from=D(2020, 1, 1),
        place="Grote Markt", direction=90,
    )  # fmt: skip


def hours(by: User, **values: Any) -> MonthlyFigure:
    given = {"indicator": LIVE, "month": D(2026, 3, 1), "hours": Decimal("100"), "source": "rooster"}
    return acts.record_hours(by=by, **given | values)


def outage(by: User, where: Position, first: date, last: date | None = None, **values: Any) -> Outage:
    given = {"kind": Outage.Kind.DEFECT, **values}
    return acts.record_outage(by=by, position=where, first_day=first, last_day=last, **given)


def footage(by: User, area: Area, **values: Any) -> FootageRequest:
    given = {"requested_on": D(2026, 3, 2), "requested_by": "politie"} | values
    return acts.record_footage(by=by, area=area, **given)


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "most"),
    [
        (D(2026, 2, 1), 672),  # 28 days
        (D(2026, 3, 1), 743),  # the clock skips an hour
        (D(2025, 10, 1), 745),  # an hour comes twice
        (D(2024, 2, 1), 696),  # leap year
    ],
)
def test_a_month_has_no_more_hours_than_the_clock(month: date, most: int, officer: User, area: Area) -> None:
    with pytest.raises(ValidationError, match=f"heeft {most} uur"):
        hours(officer, area=area, month=month, hours=Decimal(most) + Decimal("0.01"))
    assert hours(officer, area=area, month=month, hours=Decimal(most)).hours == most


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"month": D(2026, 5, 1)}, "al is begonnen"),
        ({"hours": Decimal("-1")}, "nooit minder dan nul"),
        ({"source": " "}, "Dit veld"),
        ({"area": None}, "Kies een positie of een gebied"),
    ],
)
def test_hours_that_cannot_be(officer: User, area: Area, wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        hours(officer, **{"area": area, **wrong})
    assert not MonthlyFigure.objects.exists()


def test_hours_once_a_month(officer: User, area: Area) -> None:
    hours(officer, area=area)
    with pytest.raises(ValidationError, match="al vastgelegd voor deze maand"):
        hours(officer, area=area, month=D(2026, 3, 31), hours=Decimal(1))
    hours(officer, area=area, indicator=AVAILABLE)
    hours(officer, position=position(officer))
    assert MonthlyFigure.objects.count() == 3


def test_an_outage_of_the_same_kind_does_not_overlap(officer: User) -> None:
    where = position(officer)
    first = outage(officer, where, D(2026, 3, 1), D(2026, 3, 5))
    for begin, end in ((D(2026, 3, 5), D(2026, 3, 9)), (D(2026, 2, 1), None)):
        with pytest.raises(ValidationError, match="al buiten gebruik"):
            outage(officer, where, begin, end)
    outage(officer, where, D(2026, 3, 6), D(2026, 3, 6))
    outage(officer, where, D(2026, 3, 2), D(2026, 3, 2), kind=Outage.Kind.MAINTENANCE)
    with pytest.raises(ValidationError, match="voor de eerste dag"):
        acts.correct_outage(
            row=first, by=officer, version=1, position=where, kind="storing", first_day=D(2026, 3, 1),
            last_day=D(2026, 2, 27),
        )  # fmt: skip


def test_days_to_come_are_refused(officer: User, area: Area) -> None:
    where, later = position(officer), D(2026, 4, 16)
    refused: list[Any] = [
        lambda: outage(officer, where, later),
        lambda: outage(officer, where, D(2026, 4, 1), later),
        lambda: footage(officer, area, requested_on=later),
        lambda: footage(officer, area, secured_on=later),
        lambda: acts.record_support(
            by=officer, area=area, name="Kermis", first_day=D(2026, 4, 1), last_day=later
        ),
    ]
    for act in refused:
        with pytest.raises(ValidationError, match="moet nog komen"):
            act()


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"secured_on": D(2026, 3, 1)}, "secured_on"),
        ({"supplied_on": D(2026, 3, 9)}, "supplied_on"),
        ({"secured_on": D(2026, 3, 9), "supplied_on": D(2026, 3, 8)}, "supplied_on"),
    ],
)
def test_images_are_asked_then_secured_then_supplied(
    officer: User, area: Area, days: dict[str, date], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        footage(officer, area, **days)
    assert set(refused.value.error_dict) == {field}


def test_the_same_event_or_break_twice_is_refused(officer: User, area: Area) -> None:
    def support() -> None:
        acts.record_support(
            by=officer, area=area, name="Kermis", first_day=D(2026, 4, 1), last_day=D(2026, 4, 2)
        )

    def broken() -> None:
        acts.record_break(
            by=officer, indicator=Indicator.FOOTAGE, from_day=D(2026, 1, 1), reason="Anders geteld"
        )

    for act in (support, broken):
        act()
        with pytest.raises(ValidationError, match="al vastgelegd"):
            act()


# --- Corrections and who may ----------------------------------------------------------------------


def test_a_request_goes_on_as_it_progresses(officer: User, area: Area) -> None:
    one, where = footage(officer, area), position(officer)
    values: dict[str, Any] = {"area": area, "requested_on": D(2026, 3, 2), "requested_by": "om"}
    secured = acts.correct_footage(
        row=one, by=officer, version=1, **values, secured_on=D(2026, 3, 4), positions=[where]
    )
    assert (secured.version, list(secured.positions.all())) == (2, [where])
    with pytest.raises(Conflict):
        acts.correct_footage(row=one, by=officer, version=1, **values)
    events = list(AuditEvent.objects.filter(event__startswith="footage").order_by("seq"))
    assert [e.event for e in events] == ["footage.recorded", "footage.corrected"]
    assert events[1].facts["positions"] == [where.pk]


def test_a_correction_replaces_and_leaves_an_event_without_content(officer: User, area: Area) -> None:
    one = hours(officer, area=area)
    acts.correct_hours(
        row=one, by=officer, version=1, indicator=LIVE, area=area, month=D(2026, 3, 1),
        hours=Decimal("0"), source="een geheime bron",
    )  # fmt: skip
    assert MonthlyFigure.objects.get().hours == 0
    event = AuditEvent.objects.latest("seq")
    assert event.event == "hours.corrected"
    assert event.facts == {"area": area.pk, "indicator": LIVE, "month": "2026-03-01"}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.POLICY_OFFICER])
def test_other_roles_record_nothing(role: Role, officer: User, area: Area) -> None:
    by, where = make.make_user(role), position(officer)
    refused: list[Any] = [
        lambda: hours(by, area=area),
        lambda: outage(by, where, D(2026, 3, 1)),
        lambda: footage(by, area),
        lambda: acts.record_support(
            by=by, area=area, name="K", first_day=D(2026, 4, 1), last_day=D(2026, 4, 1)
        ),
        lambda: acts.record_break(by=by, indicator=LIVE, from_day=D(2026, 1, 1), reason="x"),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()


# --- What is counted ------------------------------------------------------------------------------


def test_hours_of_areas_and_positions_are_never_mixed(officer: User, area: Area) -> None:
    where = position(officer)
    hours(officer, area=area, month=D(2026, 1, 1), hours=Decimal("200"))
    hours(officer, area=area, month=D(2026, 3, 1), hours=Decimal("0"))
    hours(officer, position=where, month=D(2026, 3, 1), hours=Decimal("50.5"))
    hours(officer, area=area, month=D(2026, 3, 1), indicator=AVAILABLE, hours=Decimal("700"))
    found = figures.hours(LIVE, D(2026, 1, 15), D(2026, 3, 1), areas=[area.pk], positions=[where.pk])
    assert found == (
        {area.pk: {D(2026, 1, 1): Decimal(200), D(2026, 3, 1): Decimal(0)}},  # February is unknown, not zero
        {where.pk: {D(2026, 3, 1): Decimal("50.5")}},
    )
    assert figures.hours(LIVE, D(2026, 2, 1), D(2026, 2, 28), areas=[area.pk]) == ({}, {})


def test_requests_count_by_the_day_on_which_they_were_made(officer: User, area: Area) -> None:
    other = make.make_area()
    footage(officer, area, requested_on=D(2025, 12, 31), secured_on=D(2026, 1, 2))
    footage(officer, area, requested_on=D(2026, 1, 1), group="criminaliteit")
    footage(officer, area, secured_on=D(2026, 3, 3), supplied_on=D(2026, 4, 1), group="criminaliteit")
    footage(officer, area, requested_by="om", secured_on=D(2026, 3, 3))
    footage(officer, other)
    assert figures.footage([area], D(2026, 1, 1), D(2026, 3, 31)) == Footage(
        requested=3,
        secured=2,
        supplied=1,
        by_requester={"politie": 2, "om": 1},
        by_group={"criminaliteit": 2, "": 1},
    )
    assert figures.footage([area.pk], D(2024, 1, 1), D(2024, 12, 31)) == Footage()


def test_a_day_out_of_use_counts_once(officer: User) -> None:
    where, other = position(officer), position(officer, "S-02")
    outage(officer, where, D(2026, 2, 25), D(2026, 3, 4))
    outage(officer, where, D(2026, 3, 3), D(2026, 3, 6), kind=Outage.Kind.MAINTENANCE)
    outage(officer, where, D(2026, 3, 30))  # still
    assert figures.outage_days([where.pk, other.pk], D(2026, 3, 1), D(2026, 3, 31)) == {where.pk: 6 + 2}


def test_events_and_breaks_of_a_period(officer: User, area: Area) -> None:
    acts.record_support(
        by=officer, area=area, name="Nieuwjaar", first_day=D(2025, 12, 31), last_day=D(2026, 1, 1)
    )
    assert [s.name for s in figures.supports([area], D(2026, 1, 1), D(2026, 1, 31))] == ["Nieuwjaar"]
    assert figures.supports([area], D(2026, 1, 2), D(2026, 1, 31)) == []
    values = {"by": officer, "indicator": Indicator.FOOTAGE, "reason": "Anders geteld"}
    everywhere = acts.record_break(from_day=D(2025, 6, 1), **values)  # type: ignore[arg-type]
    acts.record_break(from_day=D(2025, 7, 1), area=make.make_area(), **values)  # type: ignore[arg-type]
    span = (D(2025, 1, 1), D(2025, 12, 31))
    assert figures.breaks([Indicator.FOOTAGE], *span, areas=[area]) == [everywhere]
    assert figures.breaks([Indicator.INCIDENTS], *span) == []
