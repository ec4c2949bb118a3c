"""Every deadline on its day: expected days come from domein.md 1.3-1.5 and the framework, chapter 7."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almere_camera.models import EqualledHoliday, HouseRule
from almere_camera.roles import Role
from decisions import deadlines
from decisions.deadlines import Deadline, Kind
from decisions.models import (
    Decision,
    DecisionKind,
    DesignatedArea,
    NoLongerNecessary,
    Publication,
    Starts,
    Variant,
)
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


def found(kind: Kind, today: date = TODAY) -> list[Deadline]:
    return [deadline for deadline in deadlines.on(today) if deadline.kind is kind]


def dues(kind: Kind, today: date = TODAY) -> list[date]:
    return [deadline.due for deadline in found(kind, today)]


def running(last_day: date, variant: str = Variant.REGULAR, **options: Any) -> DesignatedArea:
    """In force from 1-1-2025 until this day."""
    case = make.running_case(variant, first_day=date(2025, 1, 1), last_day=last_day, **options)
    return case.designated_areas.get()


# --- The end of a designation --------------------------------------------------------------------


def test_the_last_day_stands_until_it_has_passed() -> None:
    running(date(2026, 4, 30))
    assert dues(Kind.LAST_DAY) == [date(2026, 4, 30)]
    assert dues(Kind.LAST_DAY, date(2026, 4, 30)) == [date(2026, 4, 30)]
    assert dues(Kind.LAST_DAY, date(2026, 5, 1)) == []


def test_an_extension_is_adopted_as_many_days_before_the_last_day_as_publication_takes() -> None:
    running(date(2026, 4, 30))  # the house rule of the tests: two days
    (deadline,) = found(Kind.ADOPTION)
    assert deadline.due == date(2026, 4, 28)
    assert deadline.who == (Role.POLICY_OFFICER, Role.MAYORS_OFFICE)


def test_the_lead_time_is_the_one_that_holds_on_the_last_day() -> None:
    running(date(2026, 4, 30))
    HouseRule.objects.filter(key=HouseRule.Key.LEAD_DAYS).update(valid_to=date(2026, 4, 29))
    HouseRule.objects.create(key=HouseRule.Key.LEAD_DAYS, value=9, valid_from=date(2026, 4, 30))
    assert dues(Kind.ADOPTION) == [date(2026, 4, 21)]
    HouseRule.objects.filter(key=HouseRule.Key.LEAD_DAYS).update(valid_from=date(2026, 5, 1), valid_to=None)
    assert dues(Kind.ADOPTION) == [date(2026, 4, 30)]  # nothing recorded: no days are promised


def test_an_extension_not_adopted_in_time_stays_as_overdue() -> None:
    running(date(2026, 4, 30))
    (deadline,) = found(Kind.ADOPTION, date(2026, 4, 29))
    assert deadline.is_overdue(date(2026, 4, 29))
    assert not deadline.is_overdue(date(2026, 4, 28))


@pytest.mark.parametrize(
    ("last_day", "due"),
    [
        (date(2028, 10, 31), date(2028, 4, 30)),  # clamped to the month's end
        (date(2027, 8, 31), date(2027, 2, 28)),
        (date(2025, 5, 1), date(2025, 1, 1)),  # under six months: at the start
    ],
)
def test_the_evaluation_is_due_half_a_year_before_the_end(last_day: date, due: date) -> None:
    running(last_day)
    assert dues(Kind.EVALUATION, date(2025, 2, 1)) == [due]


def test_mobile_use_has_no_periodic_evaluation() -> None:
    running(date(2027, 8, 31), Variant.MOBILE)
    assert dues(Kind.EVALUATION) == []
    assert dues(Kind.LAST_DAY) == [date(2027, 8, 31)]


def test_a_designation_that_is_still_to_come_has_its_deadlines() -> None:
    case = make.make_decision(variant=Variant.MOBILE)
    make.make_records()
    values = {"starts": Starts.ON_DAY, "first_day": date(2026, 6, 1), "last_day": date(2026, 7, 1)}
    make.make_designated_area(case, **values)
    make.publish(make.adopt(case))
    assert dues(Kind.LAST_DAY) == [date(2026, 7, 1)]


def test_after_the_publication_of_what_follows_there_is_nothing_left_to_do() -> None:
    extension = make.complete_case(DecisionKind.EXTEND)
    before = extension.designated_areas.get().follows
    assert before is not None
    make.adopt(extension)
    assert len(found(Kind.ADOPTION)) == 1  # adopted alone does not bring it into force (Awb 3:40)
    make.publish(extension)
    (first, second) = found(Kind.LAST_DAY)
    assert (first.number, first.who) == (before.pk, ())
    assert f"daarna geldt {extension.kenmerk}" in first.label
    assert second.who == (Role.POLICY_OFFICER,)
    assert [d.number for d in found(Kind.ADOPTION)] == [second.number]


def test_an_early_ending_moves_the_last_day() -> None:
    ending = make.complete_case(DecisionKind.END)
    make.publish(make.adopt(ending))
    (deadline,) = found(Kind.LAST_DAY)
    assert deadline.due == TODAY + timedelta(days=9)  # works from the tenth day on
    assert f"beëindigd met {ending.kenmerk}" in deadline.label
    assert found(Kind.ADOPTION) == []


def test_the_key_stays_when_the_day_moves() -> None:
    area = running(date(2026, 4, 30))
    assert [d.key for d in found(Kind.ADOPTION)] == [f"vaststelling:{area.pk}"]
    HouseRule.objects.filter(key=HouseRule.Key.LEAD_DAYS).update(value=5)
    assert [(d.key, d.due) for d in found(Kind.ADOPTION)] == [(f"vaststelling:{area.pk}", date(2026, 4, 25))]


# --- Publication and objections ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "last"),
    [
        (date(2026, 2, 20), date(2026, 4, 7)),
        (date(2026, 3, 16), date(2026, 4, 28)),
        (date(2026, 3, 24), date(2026, 5, 6)),
    ],
)
def test_objections_run_from_the_actual_day_of_publication(published: date, last: date) -> None:
    case = make.make_decision()
    make.make_records()
    make.make_designated_area(case)
    make.publish(make.adopt(case, date(2026, 2, 1)), published)
    (deadline,) = found(Kind.OBJECTIONS, published)
    assert (deadline.due, deadline.who) == (last, (Role.REVIEWER,))
    assert dues(Kind.OBJECTIONS, last) == [last]
    assert dues(Kind.OBJECTIONS, last + timedelta(days=1)) == []


def test_a_corrected_publication_counts_with_its_correction() -> None:
    case = make.running_case()
    wrong = case.publications.get()
    make.publish(case, date(2026, 3, 24), replaces=wrong, correction_reason="Verkeerd overgetypt")
    assert dues(Kind.OBJECTIONS) == [date(2026, 5, 6)]


def test_what_is_adopted_with_a_fixed_start_is_published_the_day_before() -> None:
    case = make.make_decision()
    make.make_records()
    make.make_designated_area(case, starts=Starts.ON_DAY, first_day=date(2026, 4, 10))
    assert found(Kind.PUBLICATION) == []
    make.adopt(case)
    (deadline,) = found(Kind.PUBLICATION)
    assert (deadline.due, deadline.who) == (date(2026, 4, 9), (Role.COMMUNICATIONS,))
    assert dues(Kind.PUBLICATION, date(2026, 4, 20)) == [date(2026, 4, 9)]  # overdue, still to do
    make.publish(case, date(2026, 4, 9))
    assert found(Kind.PUBLICATION) == []


def urgent(published: date | None) -> Decision:
    case = make.make_decision(variant=Variant.MOBILE, urgent=True, motivation_later=True)
    make.make_records()
    make.make_designated_area(case)
    make.adopt(case, date(2026, 3, 30))
    if published:
        make.publish(case, published)
    return case


def test_the_motivation_follows_within_a_week_of_publication() -> None:
    case = urgent(None)
    assert found(Kind.MOTIVATION) == []  # the week has not begun
    make.publish(case, TODAY)  # a Tuesday; the week ends on the Tuesday after Easter
    assert dues(Kind.MOTIVATION) == [date(2026, 4, 7)]
    assert dues(Kind.MOTIVATION, date(2026, 4, 20)) == [date(2026, 4, 7)]
    make.publish(case, date(2026, 4, 3), kind=Publication.Kind.MOTIVATION)
    assert found(Kind.MOTIVATION) == []


# --- The duty to end -----------------------------------------------------------------------------


def test_the_earliest_finding_that_it_is_no_longer_necessary_counts_until_the_end() -> None:
    ending = make.complete_case(DecisionKind.END)
    before = ending.designated_areas.get().follows
    assert before is not None
    user = make.make_user()
    for end_by in (date(2026, 4, 15), date(2026, 4, 10)):
        NoLongerNecessary.objects.create(
            designated_area=before,
            found_on=TODAY,
            source="de evaluatie",
            reasons="Het is rustig.",
            end_by=end_by,
            recorded_by=user,
        )
    assert dues(Kind.END_DUTY) == [date(2026, 4, 10)]
    assert dues(Kind.END_DUTY, date(2026, 4, 12)) == [date(2026, 4, 10)]
    make.adopt(ending)
    assert len(found(Kind.END_DUTY)) == 1
    make.publish(ending)
    assert found(Kind.END_DUTY) == []


def test_a_lapsed_designation_need_not_be_ended() -> None:
    area = running(date(2026, 4, 5))
    NoLongerNecessary.objects.create(
        designated_area=area,
        found_on=TODAY,
        source="de driehoek",
        reasons="Het is rustig.",
        end_by=date(2026, 4, 28),
        recorded_by=make.make_user(),
    )
    assert len(found(Kind.END_DUTY, date(2026, 4, 5))) == 1
    assert found(Kind.END_DUTY, date(2026, 4, 6)) == []


# --- Dated records -------------------------------------------------------------------------------


def test_the_framework_is_evaluated_half_a_year_before_its_period_ends() -> None:
    make.make_framework(period_first_year=2024, period_last_year=2027)
    assert dues(Kind.FRAMEWORK) == [date(2027, 6, 30)]
    make.make_framework(date(2027, 1, 1), title="Kader 2028-2031", period_last_year=2031)
    assert dues(Kind.FRAMEWORK) == [date(2027, 6, 30)]  # the next one does not hold yet
    assert dues(Kind.FRAMEWORK, date(2027, 1, 1)) == [date(2031, 6, 30)]


def test_without_a_framework_in_force_nothing_is_due() -> None:
    make.make_framework(withdrawn_from=date(2026, 1, 1))
    assert found(Kind.FRAMEWORK) == []


def test_the_equalled_days_are_known_before_a_term_ends_in_the_next_year() -> None:
    make.make_records()  # until and including 2028
    (deadline,) = found(Kind.HOLIDAYS)
    assert (deadline.due, deadline.who) == (date(2028, 11, 19), (Role.ADMINISTRATOR,))
    assert "2029" in deadline.label
    EqualledHoliday.objects.create(day=date(2029, 5, 11), source="proef")
    assert dues(Kind.HOLIDAYS) == [date(2029, 11, 19)]


def test_without_any_equalled_day_it_is_overdue_since_the_year_began() -> None:
    assert dues(Kind.HOLIDAYS) == [date(2026, 1, 1)]


# --- All together --------------------------------------------------------------------------------


def test_the_first_comes_first_and_every_key_is_there_once() -> None:
    for months in (1, 4, 9):
        running(TODAY + timedelta(days=30 * months))
    make.publish(make.adopt(make.complete_case(DecisionKind.EXTEND)))
    listed = deadlines.on(TODAY)
    assert [d.due for d in listed] == sorted(d.due for d in listed)
    assert len({d.key for d in listed}) == len(listed)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (TODAY, "vandaag"),
        (TODAY + timedelta(days=1), "morgen"),
        (TODAY + timedelta(days=2), "over 2 dagen"),
        (TODAY - timedelta(days=1), "1 dag te laat"),
        (TODAY - timedelta(days=12), "12 dagen te laat"),
    ],
)
def test_how_far_away_in_words(due: date, words: str) -> None:
    assert deadlines.days_words(due, TODAY) == words


def test_a_higher_app_adds_its_own_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "_sources", [])
    (known,) = found(Kind.HOLIDAYS)

    def source(_today: date) -> list[Deadline]:
        return [known]

    deadlines.register(source)
    deadlines.register(source)
    assert dues(Kind.HOLIDAYS) == [known.due] * 2


def test_it_costs_the_same_for_every_number_of_decisions() -> None:
    def one_of_each() -> None:
        ending = make.complete_case(DecisionKind.END)
        NoLongerNecessary.objects.create(
            designated_area=ending.designated_areas.get().follows,  # type: ignore[misc]
            found_on=TODAY,
            source="de evaluatie",
            reasons="Het is rustig.",
            end_by=TODAY,
            recorded_by=user,
        )
        make.publish(make.adopt(make.complete_case(DecisionKind.EXTEND)))
        urgent(TODAY)
        case = make.make_decision()
        make.make_designated_area(case, starts=Starts.ON_DAY, first_day=date(2026, 4, 10))
        make.adopt(case)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            deadlines.on(TODAY)
        return len(asked)

    user = make.make_user()
    one_of_each()
    few = queries()
    for _ in range(5):
        one_of_each()
    assert queries() == few
