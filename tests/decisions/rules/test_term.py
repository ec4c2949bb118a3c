"""How long, and when somebody watches."""

from datetime import date, time, timedelta

import pytest

from almere_camera.models import HouseRule
from decisions.models import (
    DecisionKind,
    DesignatedArea,
    Starts,
    Status,
    UsePeriod,
    ViewingException,
    ViewingHours,
)
from decisions.rules import step_url
from tests.factories import (
    SQUARE,
    TODAY,
    adopt,
    complete_case,
    make_decision,
    make_designated_area,
    make_records,
    publish,
    rectangle,
)

from .asking import BLOCK, FACT, change, found, kinds, says, signed

pytestmark = pytest.mark.django_db
D = date
NOT_ENDING = [DecisionKind.START, DecisionKind.EXTEND, DecisionKind.CHANGE]


def fixed(first: date | None, last: date | None, **values) -> dict:
    return {"starts": Starts.ON_DAY, "first_day": first, "last_day": last, **values}


def after_publication(last: date | None) -> dict:
    return {"starts": Starts.AFTER_PUBLICATION, "first_day": None, "last_day": last}


def case_with_term(**term):
    case = complete_case()
    change(case.designated_areas.get(), **term)
    return case


@pytest.mark.parametrize("kind", DecisionKind)
def test_a_complete_case_has_a_term_I4(kind):
    assert found(complete_case(kind), "I4") == []


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (fixed(D(2026, 4, 2), D(2026, 4, 30)), []),
        (fixed(D(2026, 4, 2), D(2026, 4, 2)), []),  # one whole day
        (fixed(D(2026, 12, 31), D(2027, 1, 1), start_time=time(0, 1), end_time=time(6)), []),  # Opperdoes
        (fixed(D(2026, 4, 2), D(2026, 4, 2), start_time=time(8), end_time=time(20)), []),
        (after_publication(D(2026, 4, 30)), []),
        (after_publication(D(2026, 4, 1)), []),  # signed and published on 31-3: one day remains
        (after_publication(D(2026, 3, 31)), [BLOCK]),
        (fixed(D(2026, 4, 2), D(2026, 4, 1)), [BLOCK]),
        (fixed(D(2026, 4, 2), D(2026, 4, 2), start_time=time(20), end_time=time(8)), [BLOCK]),
        (fixed(D(2026, 4, 2), D(2026, 4, 2), end_time=time(0)), [BLOCK]),
        (fixed(None, D(2026, 4, 30)), [BLOCK]),
        (fixed(D(2026, 4, 2), None), [BLOCK]),
        (after_publication(None), [BLOCK]),  # Drechterland: no last day to be seen
        (fixed(None, None), [BLOCK, BLOCK]),
    ],
)
def test_first_and_last_day_I4(term, expected):
    assert kinds(case_with_term(**term), "I4") == expected


def test_every_area_has_its_own_term_I4():
    case = complete_case(areas=2)
    second = case.designated_areas.all()[1]
    change(second, last_day=None)
    assert [f.message for f in found(case, "I4")] == [
        f"Vul voor {second.area.name} de laatste dag in. Cameratoezicht geldt altijd voor een bepaalde duur."
    ]


@pytest.mark.parametrize("kind", DecisionKind)
def test_use_period_and_viewing_hours_I6(kind):
    assert found(complete_case(kind), "I6") == []


@pytest.mark.parametrize("kind", NOT_ENDING)
def test_without_use_period_or_viewing_hours_nothing_is_adopted_I6(kind):
    case = complete_case(kind)
    ViewingHours.objects.filter(designated_area__decision=case).delete()
    assert kinds(case, "I6") == [BLOCK]
    assert "live meekijkt" in says(case, "I6")
    UsePeriod.objects.filter(designated_area__decision=case).delete()
    assert kinds(case, "I6") == [BLOCK, BLOCK]


def test_viewing_hours_without_days_are_not_hours_I6():
    case = complete_case()
    change(ViewingHours.objects.get(designated_area__decision=case), weekdays=[])
    assert kinds(case, "I6") == [BLOCK]


def test_each_area_has_its_own_hours_I6():
    case = complete_case(areas=2)
    second = case.designated_areas.all()[1]
    second.viewing_hours.all().delete()
    (finding,) = found(case, "I6")
    assert second.area.name in finding.message
    assert finding.url == step_url(case, "gebruik", f"id_gebied-{second.pk}-viewing_hours")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, []),
        (D(2026, 4, 2), D(2026, 4, 30), []),
        (D(2026, 4, 10), D(2026, 4, 10), []),
        (D(2026, 4, 1), D(2026, 4, 30), [BLOCK]),
        (D(2026, 4, 2), D(2026, 5, 1), [BLOCK]),
        (D(2026, 5, 1), None, [BLOCK]),
        (D(2026, 4, 20), D(2026, 4, 10), [BLOCK]),
    ],
)
def test_use_is_inside_the_term_I6(first, last, expected):
    case = case_with_term(**fixed(D(2026, 4, 2), D(2026, 4, 30)))
    change(UsePeriod.objects.get(designated_area__decision=case), first_day=first, last_day=last)
    assert kinds(case, "I6") == expected


@pytest.mark.parametrize(("first", "expected"), [(D(2026, 4, 1), []), (D(2026, 3, 31), [BLOCK])])
def test_use_does_not_begin_before_a_publication_can_be_I6(first, expected):
    case = case_with_term(**after_publication(D(2026, 4, 30)))
    change(UsePeriod.objects.get(designated_area__decision=case), first_day=first)
    assert kinds(case, "I6") == expected


@pytest.mark.parametrize(
    ("day", "expected"), [(D(2026, 4, 27), []), (D(2026, 4, 30), []), (D(2026, 5, 1), [BLOCK])]
)
def test_another_viewing_time_is_inside_the_term_I6(day, expected):
    case = case_with_term(**fixed(D(2026, 4, 2), D(2026, 4, 30)))
    ViewingException.objects.create(designated_area=case.designated_areas.get(), day=day, reason="feest")
    assert kinds(case, "I6") == expected


def test_the_last_evening_may_run_past_midnight_I6():
    case = case_with_term(**fixed(D(2026, 4, 2), D(2026, 4, 30)))
    hours = ViewingHours.objects.get(designated_area__decision=case)
    assert (hours.from_time, hours.to_time) == (time(20), time(2))
    assert found(case, "I6") == []


def test_one_day_with_its_own_hours_is_watching_live_I6():
    case = case_with_term(**fixed(D(2026, 4, 27), D(2026, 4, 27)))
    area = case.designated_areas.get()
    area.viewing_hours.all().delete()
    exception = ViewingException.objects.create(designated_area=area, day=D(2026, 4, 27))
    assert kinds(case, "I6") == [BLOCK]  # without times: not watched that day
    change(exception, from_time=time(12), to_time=time(23))
    assert kinds(case, "I6") == []


@pytest.mark.parametrize(
    ("last", "weekdays", "expected"),
    [
        (D(2026, 4, 5), [5, 6], []),  # 4 and 5 April 2026: Saturday and Sunday
        (D(2026, 4, 5), [0], [BLOCK]),
        (D(2026, 4, 10), [0], []),  # a whole week
    ],
)
def test_viewing_days_occur_in_the_term_I6(last, weekdays, expected):
    case = case_with_term(**fixed(D(2026, 4, 4), last))
    change(ViewingHours.objects.get(designated_area__decision=case), weekdays=weekdays)
    assert kinds(case, "I6") == expected


@pytest.mark.parametrize(
    ("term", "signed_on", "expected"),
    [
        (after_publication(D(2026, 4, 30)), D(2026, 3, 31), []),
        (fixed(D(2026, 4, 1), D(2026, 4, 30)), D(2026, 3, 31), []),  # published the same day
        (fixed(D(2026, 3, 31), D(2026, 4, 30)), D(2026, 3, 31), [BLOCK]),
        (fixed(D(2026, 3, 22), D(2026, 4, 30)), D(2026, 3, 30), [BLOCK]),  # Best: eight days back
        (fixed(D(2026, 3, 31), D(2026, 4, 30)), D(2026, 3, 30), []),
    ],
)
def test_not_before_publication_I12(term, signed_on, expected):
    case = case_with_term(**term)
    assert kinds(case, "I12", adoption=signed(on=signed_on)) == expected


def test_today_is_the_presumed_day_of_signing_I12():
    case = case_with_term(**fixed(D(2026, 4, 10), D(2026, 4, 30)))
    assert kinds(case, "I12", today=D(2026, 4, 9)) == []
    assert kinds(case, "I12", today=D(2026, 4, 10)) == [BLOCK]


def test_the_house_rule_says_how_soon_a_decision_works_I12():
    case = case_with_term(**fixed(TODAY, D(2026, 4, 30)))
    rule = HouseRule.objects.filter(key=HouseRule.Key.DAYS_AFTER_PUBLICATION)
    rule.update(value=0)
    assert kinds(case, "I12") == []
    rule.delete()
    assert "geen huisregel" in says(case, "I12")


def frozen_case(*, first, last, signed_on, published_on, historical=False):
    """A decision of which the term, the signature and the publication are facts."""
    make_records()
    case = make_decision(historical=historical)
    make_designated_area(case, **fixed(first, last))
    adopt(case, signed_on)
    if published_on:
        publish(case, published_on)
    return case


@pytest.mark.parametrize(
    ("first", "published_on", "message"),
    [
        (D(2026, 4, 3), D(2026, 4, 2), ""),
        (D(2026, 4, 4), D(2026, 4, 2), ""),
        (D(2026, 4, 2), D(2026, 4, 2), "op 2 april 2026 zonder grondslag"),
        (D(2026, 4, 1), D(2026, 4, 2), "van 1 april 2026 tot en met 2 april 2026 zonder grondslag"),
        (D(2026, 3, 31), D(2026, 4, 7), "van 31 maart 2026 tot en met 7 april 2026 zonder grondslag"),
    ],
)
def test_days_before_publication_are_without_ground_I12(first, published_on, message):
    case = frozen_case(first=first, last=D(2026, 4, 30), signed_on=D(2026, 3, 31), published_on=published_on)
    assert kinds(case, "I12", today=D(2026, 5, 1)) == ([FACT] if message else [])
    assert message in says(case, "I12", today=D(2026, 5, 1))


def test_a_decision_published_after_its_end_never_had_a_ground_I12():
    case = frozen_case(
        first=D(2026, 4, 1), last=D(2026, 4, 10), signed_on=D(2026, 3, 31), published_on=D(2026, 4, 20)
    )
    assert "van 1 april 2026 tot en met 10 april 2026" in says(case, "I12", today=D(2026, 5, 1))


@pytest.mark.parametrize(
    ("today", "message"),
    [
        (D(2026, 3, 31), ""),
        (D(2026, 4, 1), "op 1 april 2026 zonder grondslag: het besluit is nog niet bekendgemaakt"),
        (D(2026, 4, 3), "van 1 april 2026 tot en met 3 april 2026"),
        (D(2026, 6, 1), "van 1 april 2026 tot en met 30 april 2026"),
    ],
)
def test_days_without_any_publication_are_counted_to_today_I12(today, message):
    case = frozen_case(first=D(2026, 4, 1), last=D(2026, 4, 30), signed_on=D(2026, 3, 31), published_on=None)
    assert kinds(case, "I12", today=today) == ([FACT] if message else [])
    assert message in says(case, "I12", today=today)


def test_an_unknown_publication_of_the_past_is_not_late_I12():
    case = frozen_case(
        first=D(2023, 9, 19),
        last=D(2023, 10, 12),
        signed_on=D(2023, 9, 13),
        published_on=None,
        historical=True,
    )
    assert found(case, "I12") == []


def test_a_case_closed_without_decision_has_no_days_without_ground_I12():
    case = complete_case()
    DesignatedArea.objects.filter(decision=case).update(**fixed(D(2026, 3, 1), D(2026, 4, 30)))
    adopt(case, status=Status.CLOSED)
    assert found(case, "I12", today=TODAY + timedelta(days=9)) == []


@pytest.mark.parametrize(
    ("first_day", "published_on", "message"),
    [  # the predecessor runs until 20 April
        (D(2026, 4, 10), D(2026, 4, 20), ""),
        (D(2026, 4, 20), D(2026, 4, 20), ""),
        (D(2026, 4, 10), D(2026, 4, 22), "van 21 april 2026 tot en met 22 april 2026"),
        (D(2026, 4, 21), D(2026, 4, 21), "op 21 april 2026"),
    ],
)
def test_days_on_which_the_predecessor_ran_had_a_ground_I12(first_day, published_on, message):
    case = complete_case(DecisionKind.EXTEND)
    change(case.designated_areas.get(), first_day=first_day)
    adopt(case)
    publish(case, published_on)
    assert kinds(case, "I12", today=D(2026, 5, 1)) == ([FACT] if message else [])
    assert message in says(case, "I12", today=D(2026, 5, 1))


def test_ground_that_the_predecessor_did_not_have_stays_without_I12():
    case = complete_case(DecisionKind.CHANGE)
    x0, y0, x1, y1 = SQUARE
    change(
        case.designated_areas.get(),
        **fixed(D(2026, 4, 2), D(2026, 4, 20), geometry=rectangle(x0, y0, x1 + 100, y1)),
    )
    adopt(case)
    publish(case, D(2026, 4, 3))
    assert "van 2 april 2026 tot en met 3 april 2026" in says(case, "I12", today=D(2026, 5, 1))
