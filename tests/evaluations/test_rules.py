"""Evaluation half a year before the end, at the latest (policy framework, chapter 7)."""

from __future__ import annotations

from datetime import date

import pytest

from decisions.models import Decision, DecisionKind, Variant
from evaluations.models import AreaEvaluation
from tests import factories as make
from tests.decisions.rules.asking import WARN, change, found, kinds

pytestmark = pytest.mark.django_db
D = date
LONG_AGO = date(2024, 1, 1)


def regular(last_day: date, first_day: date = LONG_AGO, variant: str = Variant.REGULAR) -> Decision:
    return make.running_case(variant, first_day=first_day, last_day=last_day)


@pytest.mark.parametrize(
    ("last_day", "due"),
    [
        (D(2028, 10, 31), D(2028, 4, 30)),  # clamped to the end of the month
        (D(2027, 8, 31), D(2027, 2, 28)),
        (D(2026, 12, 15), D(2026, 6, 15)),
    ],
)
def test_evaluated_in_time_I22(last_day: date, due: date) -> None:
    """The day before it is due nothing is late; on the day itself it must be there."""
    case = regular(last_day)
    assert kinds(case, "I22", today=due.replace(day=due.day - 1)) == []
    assert kinds(case, "I22", today=due) == [WARN]
    assert kinds(case, "I22", today=last_day) == [WARN]
    assert kinds(case, "I22", today=last_day.replace(year=last_day.year + 1)) == []


def test_a_term_under_six_months_is_due_at_the_start_I22() -> None:
    case = regular(D(2026, 4, 20), first_day=D(2026, 3, 11))
    assert kinds(case, "I22", today=D(2026, 3, 10)) == []
    assert kinds(case, "I22", today=D(2026, 3, 11)) == [WARN]


def test_not_for_mobile_use_I22() -> None:
    assert kinds(regular(D(2026, 6, 1), variant=Variant.MOBILE), "I22") == []


def test_an_extension_that_tells_what_was_found_is_the_evaluation_I22() -> None:
    case = regular(D(2026, 6, 1))
    area = case.designated_areas.get()
    extension = make.make_decision(DecisionKind.EXTEND)
    make.make_designated_area(extension, follows=area)
    (finding,) = found(case, "I22")
    assert finding.url == f"/evaluaties/gebieden/#aanwijzing-{area.pk}"
    change(extension.assessment, findings_before="Het aantal incidenten daalde.")
    assert kinds(case, "I22") == []


def test_while_it_is_made_nothing_is_due_I22() -> None:
    assert kinds(make.complete_case(), "I22") == []


@pytest.mark.parametrize(
    ("completed_on", "late"), [(None, [WARN]), (D(2026, 3, 31), []), (D(2026, 4, 1), [WARN])]
)
def test_a_completed_evaluation_of_the_designation_counts_I22(
    completed_on: date | None, late: list[str]
) -> None:
    """From the day on which it was completed; one that is being written does not count."""
    case = regular(D(2026, 6, 1))
    AreaEvaluation.objects.create(
        designated_area=case.designated_areas.get(),
        first_day=LONG_AGO,
        last_day=D(2025, 12, 31),
        completed_on=completed_on,
    )
    assert kinds(case, "I22") == late


def test_the_evaluation_of_another_designation_does_not_count_I22() -> None:
    case, other = regular(D(2026, 6, 1)), regular(D(2026, 6, 1))
    AreaEvaluation.objects.create(
        designated_area=other.designated_areas.get(),
        first_day=LONG_AGO,
        last_day=D(2025, 12, 31),
        completed_on=D(2026, 1, 31),
    )
    assert kinds(case, "I22") == [WARN]
