"""Evaluations in the making, for the tests of evaluations: a running designation, and what is written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from almere_camera.models import User
from areas.models import Area
from decisions.models import CriterionKey, DesignatedArea, ElementKey, Variant
from evaluations.models import AreaEvaluation, Conclusion
from evaluations.workflow import assessments as acts
from tests import factories as make

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
KEYS = [*ElementKey.values, *CriterionKey.values]
REASON = "Het aantal incidenten daalde, maar het is nog onrustig."


def running(
    *, area: Area | None = None, last_day: date | None = None, variant: str = Variant.REGULAR
) -> DesignatedArea:
    """A designation in force since 2024 that ends in two months, so that its evaluation is overdue."""
    case = make.running_case(
        variant,
        areas=[area] if area else [],
        first_day=date(2024, 1, 1),
        last_day=last_day or make.TODAY + timedelta(days=60),
    )
    return case.designated_areas.get()


def started(by: User, designated: DesignatedArea | None = None) -> AreaEvaluation:
    return acts.start_evaluation(
        designated_area=designated or running(), by=by, first_day=FIRST, last_day=LAST
    )


def write(evaluation: AreaEvaluation, by: User, **changes: Any) -> AreaEvaluation:
    """Fill in everything, or with these changes."""
    written: dict[str, Any] = {
        "version": evaluation.version,
        "first_day": FIRST,
        "last_day": LAST,
        "answers": {key: f"Gevonden over {key}." for key in KEYS},
        "conclusion": Conclusion.EXTEND,
        "reason": REASON,
    }
    return acts.write_evaluation(evaluation=evaluation, by=by, **{**written, **changes})


def add_measure(evaluation: AreaEvaluation, by: User) -> None:
    acts.add_measure(
        evaluation=evaluation,
        by=by,
        what="Extra toezicht op straat",
        since="maart 2025",
        result="Het werd overdag rustiger.",
        why_insufficient="’s Nachts hielp het niet.",
    )


def completed(
    by: User, designated: DesignatedArea | None = None, conclusion: str = Conclusion.EXTEND
) -> AreaEvaluation:
    evaluation = write(started(by, designated), by, conclusion=conclusion)
    add_measure(evaluation, by)
    return acts.complete_evaluation(evaluation=evaluation, by=by, version=evaluation.version)
