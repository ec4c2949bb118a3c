"""Counting: an area counts an incident once, a month without a file is unknown, and the clock is Dutch."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from areas.models import Deployment, Position
from decisions.models import Status
from evaluations import counting
from evaluations.models import ImportRun, IncidentGroup, Outage
from tests import factories

from . import make

pytestmark = pytest.mark.django_db
NEW_YEAR, END = date(2025, 1, 1), date(2025, 12, 31)


def position(
    x: float = 100_050, y: float = 500_050, first: date = NEW_YEAR, last: date | None = None
) -> Position:
    made = Position.objects.create(place="Proefplein", x=x, y=y)
    Deployment.objects.create(position=made, first_day=first, last_day=last)
    return made


def test_an_incident_seen_from_two_positions_counts_for_both_and_once_for_the_area() -> None:
    one, other = position(), position()
    of = make.run([], NEW_YEAR, END)
    make.incident(datetime(2025, 3, 1, 12), [one, other], of=of, first_observed=True)
    nuisance = make.category("geluid", group=IncidentGroup.NUISANCE, relevant=False)
    make.incident(datetime(2025, 3, 2, 12), [one], nuisance, of=of)
    each = counting.by_position_and_year([one.pk, other.pk], [2024, 2025])
    assert each[one.pk, 2025].incidents == 2
    assert (each[other.pk, 2025].incidents, each[other.pk, 2025].relevant) == (1, 1)
    assert (one.pk, 2024) not in each
    area = counting.of_positions([one.pk, other.pk], NEW_YEAR, END)
    assert (area.incidents, area.relevant, area.first_share) == (2, 1, 100)
    assert area.by_group == {"leefbaarheid": 0, "overlast": 1, "veiligheid": 0, "criminaliteit": 1}


def test_the_last_half_hour_of_the_year_in_utc_belongs_to_the_next_year() -> None:
    one = position()
    make.incident(datetime(2024, 12, 31, 23, 30, tzinfo=UTC), [one], of=make.run([], NEW_YEAR, END))
    assert counting.by_position_and_year([one.pk], [2024, 2025]).keys() == {(one.pk, 2025)}
    assert counting.by_month([one.pk], NEW_YEAR, END).keys() == {NEW_YEAR}


def test_who_saw_it_first_is_a_share_of_what_is_known() -> None:
    one, of = position(), make.run([], NEW_YEAR, END)
    for known in (True, True, False, None):
        make.incident(datetime(2025, 5, 1, 12), [one], of=of, first_observed=known)
    assert counting.of_positions([one.pk], NEW_YEAR, END).first_share == 67
    assert counting.EMPTY.first_share is None


def test_a_period_is_of_whole_months_over_the_turn_of_the_year() -> None:
    one, of = position(), make.run([], date(2024, 1, 1), END)
    for at in (
        datetime(2024, 10, 31, 12),
        datetime(2024, 11, 1, 12),
        datetime(2025, 2, 28, 12),
        datetime(2025, 3, 1, 12),
    ):
        make.incident(at, [one], of=of)
    assert counting.of_positions([one.pk], date(2024, 11, 15), date(2025, 2, 3)).incidents == 2


def test_a_month_is_imported_by_a_run_that_counts_for_that_area() -> None:
    here, there = factories.make_area(), factories.make_area()
    make.run([here], date(2024, 12, 1), date(2025, 2, 1))
    make.run([here, there], date(2025, 4, 1), date(2025, 4, 1))
    make.run([here, there], date(2025, 5, 1), date(2025, 5, 1), ImportRun.Status.UNDONE)
    assert counting.months_imported([here, there], NEW_YEAR, END) == {
        here.pk: {date(2025, 1, 1), date(2025, 2, 1), date(2025, 4, 1)},
        there.pk: {date(2025, 4, 1)},
    }


def test_days_in_use_are_those_of_the_camera_without_those_out_of_use() -> None:
    one = position(first=date(2025, 1, 11))
    by = factories.make_user()
    for first, last in ((date(2025, 2, 1), date(2025, 2, 10)), (date(2025, 2, 5), date(2025, 2, 15))):
        Outage.objects.create(position=one, kind="storing", first_day=first, last_day=last, recorded_by=by)
    empty = Position.objects.create(place="Leeg", x=0, y=0)
    assert counting.days_in_use([one, empty], NEW_YEAR, END) == {one.pk: 365 - 10 - 15, empty.pk: 0}


def test_the_positions_of_an_area_are_those_within_it_or_named_by_its_decisions() -> None:
    area = factories.make_area(outline=factories.rectangle(100_000, 500_000, 100_100, 500_100))
    inside, gone = position(), position(last=date(2025, 1, 5))
    position(x=200_000)  # elsewhere
    named, proposed = position(x=200_001), position(x=200_002)
    for status, stands in ((Status.ADOPTED, named), (Status.DRAFT, proposed)):
        decision = factories.make_decision()
        designated = factories.make_designated_area(decision, area=area)
        designated.deployments.set(stands.deployments.all())
        if status == Status.ADOPTED:
            factories.adopt(decision)
    whole = counting.positions_of(area, NEW_YEAR, END)
    assert set(whole) == {inside, gone, named}
    assert set(counting.positions_of(area, date(2025, 1, 6), END)) == {inside, named}


def test_months_between_takes_both_ends() -> None:
    assert counting.months_between(date(2024, 12, 31), date(2025, 2, 1)) == [
        date(2024, 12, 1),
        date(2025, 1, 1),
        date(2025, 2, 1),
    ]


def test_use_of_many_years_is_the_same_as_day_by_day() -> None:
    one = position(first=date(2024, 2, 20), last=date(2025, 10, 31))
    Deployment.objects.create(position=one, first_day=date(2025, 10, 1), last_day=date(2025, 11, 30))
    by = factories.make_user()
    for first, last in ((date(2024, 12, 20), date(2025, 1, 9)), (date(2025, 12, 1), None)):
        Outage.objects.create(position=one, kind="storing", first_day=first, last_day=last, recorded_by=by)
    found = counting.use_by_year([one.pk], [2023, 2024, 2025])
    for year in (2023, 2024, 2025):
        days = counting.days_in_use([one], date(year, 1, 1), date(year, 12, 31))
        assert found[one.pk, year].in_use == days[one.pk]
    # 20 February to 31 December 2024: 316 days, 12 of them out; 1 January to 30 November 2025: 334, 9 out
    assert [(found[one.pk, y].hung, found[one.pk, y].out) for y in (2023, 2024, 2025)] == [
        (0, 0),
        (316, 12),
        (334, 9),
    ]


def test_relevant_incidents_per_position_and_year() -> None:
    one, other = position(), position()
    of = make.run([], NEW_YEAR, END)
    nuisance = make.category("geluid", group=IncidentGroup.NUISANCE, relevant=False)
    make.incident(datetime(2025, 3, 1, 12), [one, other], of=of)
    make.incident(datetime(2025, 4, 1, 12), [one], of=of)
    make.incident(datetime(2024, 4, 1, 12), [one], nuisance, of=of)
    numbers, years = [one.pk, other.pk], [2024, 2025]
    assert counting.relevant_by_year(numbers, years) == {(one.pk, 2025): 2, (other.pk, 2025): 1}
    assert counting.relevant_seen(numbers, years) == {(one.pk, 2025), (other.pk, 2025)}
    assert counting.relevant_seen([], years) == set()


def test_months_that_are_added_are_the_year() -> None:
    one, other = position(), position()
    of = make.run([], NEW_YEAR, END)
    for month in (1, 1, 5, 12):
        make.incident(datetime(2025, month, 3, 12), [one, other], of=of, first_observed=month == 1)
    whole = counting.of_positions([one.pk, other.pk], NEW_YEAR, END)
    assert counting.added(counting.by_month([one.pk, other.pk], NEW_YEAR, END).values()) == whole
    assert whole.incidents == 4


def test_to_whom_incidents_were_passed_on() -> None:
    one = position()
    of = make.run([], NEW_YEAR, END)
    for to, followed in (("politie", True), ("politie", False), ("", None)):
        make.incident(datetime(2025, 3, 1, 12), [one], of=of, passed_on=to, followed_up=followed)
    assert counting.passed_on(one.pk, 2025) == {"": 1, "politie": 2, "opgevolgd": 1}
