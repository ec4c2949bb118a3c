"""Defects of real decisions that no text shows, rebuilt as cases: the rules find each of them.

Those that a text does show are in tests/decisions/lint. Facts from public decisions; the days are moved.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from decisions.models import DecisionKind, Starts, ViewingHours
from tests.factories import TODAY, adopt, complete_case, publish

from .asking import BLOCK, FACT, change, kinds, says, signed

pytestmark = pytest.mark.django_db


def test_six_days_from_signature_to_force_I12() -> None:
    """Almere Vrije Zeestraat: signed on the 13th, in force on the 19th, for a matter of haste."""
    case = complete_case()
    first = TODAY + timedelta(days=1)
    change(case.designated_areas.get(), starts=Starts.ON_DAY, first_day=first)
    adopt(case)
    publish(case, TODAY + timedelta(days=5))
    later = TODAY + timedelta(days=10)
    assert kinds(case, "I12", today=later) == [FACT]
    assert "van 1 april 2026 tot en met 5 april 2026 zonder grondslag" in says(case, "I12", today=later)


@pytest.mark.parametrize("kind", [DecisionKind.START, DecisionKind.EXTEND])
def test_no_hours_of_live_viewing_I6(kind: str) -> None:
    """Rotterdam and Utrecht: nowhere it is said when the images are watched (art. 151c lid 3)."""
    case = complete_case(kind)
    ViewingHours.objects.filter(designated_area__decision=case).delete()
    assert kinds(case, "I6", adoption=signed()) == [BLOCK]


def test_what_precedes_is_not_ready_before_the_end_I16() -> None:
    """Almere 2021: the council had not been heard when the designation came to its end."""
    case = complete_case(DecisionKind.EXTEND)
    before = case.designated_areas.get().follows
    assert before is not None  # an extension follows on something
    assert before.last_day == date(2026, 4, 20)
    after = before.last_day + timedelta(days=1)
    assert kinds(case, "I16", today=before.last_day, adoption=signed(on=before.last_day)) == []
    assert kinds(case, "I16", today=after, adoption=signed(on=after)) == [BLOCK]
