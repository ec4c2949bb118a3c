"""What comes before: ending what runs, going on without a gap, and what a change makes larger."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from decisions import rules
from decisions.models import Closure, CriterionKey, Decision, DecisionKind, Starts, Status
from tests.factories import (
    SQUARE,
    TODAY,
    adopt,
    complete_case,
    make_decision,
    make_designated_area,
    make_records,
    make_user,
    publish,
    rectangle,
    running_case,
)

from .asking import BLOCK, FACT, WARN, change, found, kinds, says, signed

pytestmark = pytest.mark.django_db
D = date
END_OF_PREDECESSOR = TODAY + timedelta(days=20)  # 20 April 2026, see factories.running_case
END, EXTEND, CHANGE = DecisionKind.END, DecisionKind.EXTEND, DecisionKind.CHANGE


def days(number: int) -> timedelta:
    return timedelta(days=number)


def withdrawn(decision: Decision) -> None:
    """The decision is withdrawn before its publication, and that is confirmed."""
    Closure.objects.create(
        decision=decision,
        outcome=Closure.Outcome.WITHDRAWN,
        reasons="Vergissing.",
        proposed_by=make_user(),
        confirmed_by=make_user(),
        confirmed_at=timezone.now(),
    )


# --- I8 ------------------------------------------------------------------------------------------


def test_the_short_form_is_enough_I8():
    case = complete_case(END)
    assert not case.consultations.exists()
    assert not case.judgements.exists()
    assert rules.gates(case, rules.findings(case, today=TODAY, adoption=signed())) == []


@pytest.mark.parametrize("values", [{"ceased_criterion": ""}, {"ending_ground": " "}])
def test_ends_what_still_runs_I8(values):
    case = complete_case(END)
    assert found(case, "I8") == []
    change(case.assessment, **values)
    assert kinds(case, "I8") == [BLOCK]


def test_everything_missing_from_an_ending_is_said_at_once_I8():
    make_records()
    assert kinds(make_decision(END), "I8") == [BLOCK] * 3


@pytest.mark.parametrize("key", CriterionKey)
def test_any_criterion_may_have_ceased_I8(key):
    case = complete_case(END)
    change(case.assessment, ceased_criterion=key)
    assert found(case, "I8") == []


@pytest.mark.parametrize(
    ("starts", "first_day", "expected"),
    [
        (Starts.AFTER_PUBLICATION, None, []),
        (Starts.ON_DAY, TODAY + days(1), []),
        (Starts.ON_DAY, END_OF_PREDECESSOR, []),  # ends one day early
        (Starts.ON_DAY, END_OF_PREDECESSOR + days(1), [BLOCK]),  # it ends there by itself
        (Starts.ON_DAY, TODAY, [BLOCK]),
        (Starts.ON_DAY, TODAY - days(5), [BLOCK]),
        (Starts.ON_DAY, None, [BLOCK]),
    ],
)
def test_an_ending_takes_effect_after_publication_and_before_the_end_I8(starts, first_day, expected):
    case = complete_case(END)
    change(case.designated_areas.get(), starts=starts, first_day=first_day)
    assert kinds(case, "I8") == expected


@pytest.mark.parametrize(
    ("signed_on", "expected"),
    [
        (END_OF_PREDECESSOR - days(1), []),
        (END_OF_PREDECESSOR, [BLOCK]),
        (END_OF_PREDECESSOR + days(9), [BLOCK]),
    ],
)
def test_an_ending_after_publication_comes_before_the_end_I8(signed_on, expected):
    case = complete_case(END)
    change(case.designated_areas.get(), starts=Starts.AFTER_PUBLICATION, first_day=None)
    assert kinds(case, "I8", today=signed_on) == expected


def test_an_ending_names_what_it_ends_I8():
    case = complete_case(END)
    change(case.designated_areas.get(), follows=None)
    assert "welk besluit u beëindigt" in says(case, "I8")


def test_only_what_was_adopted_can_end_I8():
    case = complete_case(END)
    change(case.designated_areas.get(), follows=make_designated_area(make_decision()))
    assert "is niet vastgesteld" in says(case, "I8")


def test_what_was_withdrawn_before_publication_cannot_end_I8():
    case = complete_case(END)
    earlier = complete_case()
    area = earlier.designated_areas.get()
    adopt(earlier)
    withdrawn(earlier)
    change(case.designated_areas.get(), follows=area)
    assert kinds(case, "I8") == [BLOCK]


def test_what_has_yet_to_start_can_end_I8():
    case = complete_case(END)
    later = make_decision()
    area = make_designated_area(later, starts=Starts.ON_DAY, first_day=D(2026, 6, 1), last_day=D(2026, 7, 1))
    adopt(later)
    publish(later)
    change(case.designated_areas.get(), follows=area)
    assert found(case, "I8") == []


def test_what_was_ended_before_cannot_end_again_I8():
    case = complete_case(END)
    running = case.designated_areas.get().follows
    earlier = make_decision(END)
    make_designated_area(earlier, follows=running, starts=Starts.ON_DAY, first_day=TODAY + days(3))
    assert found(case, "I8") == []  # a draft ends nothing
    adopt(earlier)
    publish(earlier)
    assert f"beëindigd of vervangen door {earlier.kenmerk}" in says(case, "I8")


def test_an_old_decision_with_an_unknown_end_can_end_I8():
    case = complete_case(END)
    old = make_decision(historical=True)
    area = make_designated_area(old, starts=Starts.ON_DAY, first_day=D(2019, 10, 29), last_day=None)
    change(old, status=Status.ADOPTED)
    change(case.designated_areas.get(), follows=area)
    assert found(case, "I8") == []


@pytest.mark.parametrize(
    ("published_on", "today", "message"),
    [
        (D(2026, 4, 9), D(2026, 5, 1), ""),  # states 10 April, in force 10 April
        (D(2026, 4, 10), D(2026, 5, 1), "geldt daarom pas vanaf 11 april 2026, niet vanaf 10 april 2026"),
        (D(2026, 4, 19), D(2026, 5, 1), "pas vanaf 20 april 2026"),
        (D(2026, 4, 20), D(2026, 5, 1), "liep vanzelf af na 20 april 2026"),
        (None, D(2026, 4, 9), ""),
        (None, D(2026, 4, 10), "nog niet bekendgemaakt"),
        (None, D(2026, 4, 21), "liep vanzelf af na 20 april 2026"),
    ],
)
def test_an_ending_that_is_published_late_works_late_I8(published_on, today, message):
    case = complete_case(END)
    adopt(case)
    if published_on:
        publish(case, published_on)
    assert kinds(case, "I8", today=today) == ([FACT] if message else [])
    assert message in says(case, "I8", today=today)


# --- I16 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DecisionKind)
def test_a_complete_case_follows_well_I16(kind):
    assert found(complete_case(kind), "I16") == []


@pytest.mark.parametrize(
    ("signed_on", "expected"),
    [
        (TODAY, []),
        (END_OF_PREDECESSOR, []),  # signed and published on the last day itself
        (END_OF_PREDECESSOR + days(1), [BLOCK]),
    ],
)
@pytest.mark.parametrize("kind", [EXTEND, CHANGE])
def test_follows_without_gap_I16(kind, signed_on, expected):
    case = complete_case(kind)
    assert kinds(case, "I16", today=signed_on, adoption=signed(on=signed_on)) == expected
    if expected:
        assert "nieuwe aanwijzing na een gat" in says(case, "I16", today=signed_on)


def test_an_extension_names_the_predecessor_of_each_area_I16():
    case = complete_case(EXTEND, areas=2)
    area = case.designated_areas.all()[1]
    change(area, follows=None)
    assert says(case, "I16") == f"Kies voor {area.area.name} welk besluit u verlengt."


def test_a_change_may_add_an_area_but_changes_something_I16():
    case = complete_case(CHANGE, areas=2)
    first, second = case.designated_areas.all()
    change(second, follows=None)
    assert found(case, "I16") == []
    change(first, follows=None)
    assert says(case, "I16") == "Kies welk besluit u wijzigt."


@pytest.mark.parametrize("kind", [EXTEND, CHANGE])
def test_only_an_adopted_decision_can_be_followed_I16(kind):
    case = complete_case(kind)
    change(case.designated_areas.get(), follows=make_designated_area(make_decision()))
    assert kinds(case, "I16") == [BLOCK]


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [(END_OF_PREDECESSOR + days(1), []), (END_OF_PREDECESSOR, [BLOCK]), (None, [])],
)
def test_an_extension_lasts_longer_I16(last_day, expected):
    case = complete_case(EXTEND)
    change(case.designated_areas.get(), last_day=last_day)
    assert kinds(case, "I16") == expected


@pytest.mark.parametrize(
    ("first_day", "expected"),
    [
        (END_OF_PREDECESSOR - days(3), []),
        (END_OF_PREDECESSOR + days(1), []),
        (END_OF_PREDECESSOR + days(2), [WARN]),
    ],
)
def test_a_planned_gap_asks_for_a_reason_I16(first_day, expected):
    case = complete_case(EXTEND)
    change(case.designated_areas.get(), first_day=first_day)
    assert kinds(case, "I16") == expected


def test_a_predecessor_that_ended_early_has_its_real_last_day_I16():
    case = complete_case(EXTEND)
    running = case.designated_areas.get().follows
    ending = make_decision(END)
    make_designated_area(ending, follows=running, starts=Starts.ON_DAY, first_day=TODAY + days(3))
    adopt(ending)
    publish(ending)
    assert kinds(case, "I16", today=TODAY + days(2)) == [WARN]  # last day 2 April, new start 21 April
    assert kinds(case, "I16", today=TODAY + days(3)) == [BLOCK]


@pytest.mark.parametrize(
    ("published_on", "message"),
    [
        (D(2026, 4, 20), ""),
        (D(2026, 4, 21), "een gat van 1 dag."),  # in force on 22 April, predecessor until 20 April
        (D(2026, 4, 25), "een gat van 5 dagen."),
    ],
)
def test_a_late_publication_leaves_a_gap_I16(published_on, message):
    case = complete_case(EXTEND)
    adopt(case)
    publish(case, published_on)
    today = D(2026, 5, 1)
    assert kinds(case, "I16", today=today) == ([FACT] if message else [])
    assert message in says(case, "I16", today=today)


@pytest.mark.parametrize(("today", "expected"), [(D(2026, 4, 20), []), (D(2026, 4, 21), [FACT])])
def test_an_extension_that_is_not_published_leaves_a_gap_I16(today, expected):
    case = complete_case(EXTEND)
    adopt(case)
    assert kinds(case, "I16", today=today) == expected


def test_a_hole_in_an_old_chain_is_shown_I16():
    """Hofmark: in force until 13-02-2024 (registry: out of force 14-02-2024), then 14-05-2024."""
    make_records()
    earlier = make_decision(historical=True)
    area = make_designated_area(
        earlier, starts=Starts.ON_DAY, first_day=D(2023, 12, 15), last_day=D(2024, 2, 13)
    )
    change(earlier, status=Status.ADOPTED)
    later = make_decision(EXTEND, historical=True)
    make_designated_area(later, follows=area, starts=Starts.ON_DAY, first_day=D(2024, 5, 15), last_day=None)
    change(later, status=Status.ADOPTED)
    assert kinds(later, "I16") == [FACT]
    assert "een gat van 91 dagen" in says(later, "I16")  # 14 February to 14 May 2024, a leap year


def test_an_old_chain_with_an_unknown_end_says_nothing_I16():
    make_records()
    earlier = make_decision(historical=True)
    area = make_designated_area(earlier, starts=Starts.ON_DAY, first_day=D(2019, 10, 29), last_day=None)
    change(earlier, status=Status.ADOPTED)
    later = make_decision(EXTEND, historical=True)
    make_designated_area(later, follows=area, starts=Starts.ON_DAY, first_day=D(2021, 11, 2))
    change(later, status=Status.ADOPTED)
    assert found(later, "I16") == []


# --- What a change makes larger ------------------------------------------------------------------


def changed(**values) -> bool:
    """Whether a change of one area in these columns enlarges."""
    case = complete_case(CHANGE)
    change(case.designated_areas.get(), **values)
    return rules.enlarges(Decision.objects.get(pk=case.pk))


X0, Y0, X1, Y1 = SQUARE


@pytest.mark.parametrize(
    ("values", "larger"),
    [
        ({}, False),
        ({"geometry": rectangle(X0, Y0, X1 - 100, Y1)}, False),
        ({"geometry": rectangle(X0, Y0, X1 + 100, Y1)}, True),
        ({"geometry": rectangle(X0 + 100, Y0, X1 + 100, Y1)}, True),  # moved
        ({"last_day": END_OF_PREDECESSOR - days(1)}, False),
        ({"last_day": END_OF_PREDECESSOR + days(1)}, True),
        ({"last_day": None}, False),
        ({"end_time": time(6)}, False),
        ({"follows": None}, True),
        ({"geometry": None}, False),  # the streets are the same
        ({"geometry": None, "streets": ["Proefstraat"]}, False),
        ({"geometry": None, "streets": ["Proefstraat", "Nieuwe straat"]}, True),
        ({"geometry": None, "streets": []}, True),  # cannot be compared
    ],
)
def test_what_enlarges(values, larger):
    assert changed(**values) is larger


def test_one_larger_area_is_enough():
    case = complete_case(CHANGE, areas=3)
    change(case.designated_areas.last(), follows=None)
    assert rules.enlarges(case)


def test_a_running_case_is_asked_only_what_comes_after():
    case = running_case()
    assert {f.code for f in rules.findings(case, today=TODAY)} == {"I9", "I13", "I15", "I21", "I22"}
