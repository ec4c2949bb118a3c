"""Where: the designated areas, and what may be seen and kept there."""

from datetime import timedelta

import pytest

from almere_camera.models import HouseRule
from decisions.models import DecisionKind
from tests.factories import TODAY, complete_case, make_decision, make_records

from .asking import BLOCK, WARN, change, found, kinds, says, signed

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOT_ENDING = [DecisionKind.START, DecisionKind.EXTEND, DecisionKind.CHANGE]


@pytest.mark.parametrize("kind", DecisionKind)
def test_area_is_clear_I3(kind):
    assert found(complete_case(kind), "I3") == []


@pytest.mark.parametrize(
    ("with_map", "with_streets", "expected"),
    [(True, True, []), (True, False, [WARN]), (False, True, [WARN]), (False, False, [BLOCK])],
)
@pytest.mark.parametrize("kind", NOT_ENDING)
def test_an_area_without_map_or_streets_is_not_clear_I3(kind, with_map, with_streets, expected):
    case = complete_case(kind)
    area = case.designated_areas.get()
    if not with_map:
        area.geometry = None
    if not with_streets:
        area.streets = []
    area.save()
    assert kinds(case, "I3") == expected


def test_every_area_is_looked_at_I3():
    case = complete_case(areas=3)
    for area in case.designated_areas.all()[:2]:
        change(area, geometry=None, streets=[])
    assert kinds(case, "I3") == [BLOCK, BLOCK]


def test_a_case_without_areas_is_not_clear_I3():
    make_records()
    case = make_decision()
    assert "Kies ten minste één gebied" in says(case, "I3")


@pytest.mark.parametrize("missing", ["map_checked_by", "map_checked_on"])
def test_somebody_signs_that_words_and_map_agree_I3(missing):
    case = complete_case()
    change(case.assessment, **{missing: None})
    assert kinds(case, "I3") == [BLOCK]
    assert "Nog niemand heeft bevestigd" in says(case, "I3")


@pytest.mark.parametrize(("checked_on", "expected"), [(YESTERDAY, []), (TODAY, []), (TOMORROW, [BLOCK])])
def test_words_and_map_are_compared_before_the_decision_I3(checked_on, expected):
    case = complete_case()
    change(case.assessment, map_checked_on=checked_on)
    assert kinds(case, "I3", adoption=signed()) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, []), (14, []), (28, []), (29, [BLOCK]), (None, [BLOCK])])
@pytest.mark.parametrize("kind", NOT_ENDING)
def test_images_kept_four_weeks_at_most_I11(kind, days, expected):
    case = complete_case(kind)
    change(case.assessment, retention_days=days)
    assert kinds(case, "I11") == expected


@pytest.mark.parametrize(("days", "expected"), [(None, []), (28, []), (29, [BLOCK])])
def test_an_ending_need_not_speak_of_images_I11(days, expected):
    case = complete_case(DecisionKind.END)
    change(case.assessment, retention_days=days)
    assert kinds(case, "I11") == expected


@pytest.mark.parametrize(("days", "expected"), [(14, []), (15, [WARN]), (28, [WARN]), (29, [BLOCK])])
def test_a_lower_house_rule_asks_for_a_reason_I11(days, expected):
    case = complete_case()
    HouseRule.objects.filter(key=HouseRule.Key.RETENTION_DAYS).update(value=14)
    change(case.assessment, retention_days=days)
    assert kinds(case, "I11") == expected


def test_without_a_house_rule_the_law_remains_I11():
    case = complete_case()
    HouseRule.objects.filter(key=HouseRule.Key.RETENTION_DAYS).delete()
    assert found(case, "I11") == []
    change(case.assessment, retention_days=29)
    assert kinds(case, "I11") == [BLOCK]
