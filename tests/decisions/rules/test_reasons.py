"""Why: the criteria, and the substance beneath them."""

from datetime import timedelta

import pytest

from decisions.models import CriterionKey, DecisionKind, Evidence, Judgement, Variant
from tests.factories import TODAY, complete_case, make_designated_area, make_framework, make_use

from .asking import BLOCK, WARN, change, found, kinds, says

pytestmark = pytest.mark.django_db
MET, NOT_MET, OPEN = Judgement.Verdict.MET, Judgement.Verdict.NOT_MET, Judgement.Verdict.OPEN
FULL = [DecisionKind.START, DecisionKind.EXTEND]


def enlarged_change():
    """A change that lasts a day longer than what it changes."""
    case = complete_case(DecisionKind.CHANGE)
    area = case.designated_areas.get()
    change(area, last_day=area.last_day + timedelta(days=1))
    return case


def case_of(kind):
    return enlarged_change() if kind == "enlarging" else complete_case(kind)


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("kind", DecisionKind)
def test_four_criteria_met_I7(kind, variant):
    assert found(complete_case(kind, variant), "I7") == []


@pytest.mark.parametrize("key", CriterionKey)
@pytest.mark.parametrize("kind", [*FULL, "enlarging"])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"verdict": NOT_MET}, [BLOCK]),
        ({"verdict": OPEN}, [BLOCK]),
        ({"reasons": "  "}, [BLOCK]),
        ({"reasons": "", "verdict": OPEN}, [BLOCK, BLOCK]),
    ],
)
def test_each_criterion_needs_reasons_and_a_positive_verdict_I7(kind, key, values, expected):
    case = case_of(kind)
    change(case.judgements.get(criterion__key=key), **values)
    assert kinds(case, "I7") == expected
    assert key.label in says(case, "I7")


@pytest.mark.parametrize("kind", [DecisionKind.CHANGE, DecisionKind.END])
def test_a_smaller_change_and_an_ending_need_no_criteria_I7(kind):
    case = complete_case(kind)
    case.judgements.all().delete()
    assert found(case, "I7") == []


def test_all_four_are_asked_at_once_I7():
    case = complete_case()
    case.judgements.all().delete()
    assert kinds(case, "I7") == [BLOCK] * 8  # reasons and verdict of four criteria


def test_without_framework_there_is_nothing_to_assess_I7():
    case = complete_case()
    change(case, framework=None)
    assert "geen beleidskader" in says(case, "I7")


def test_verdicts_on_another_version_do_not_count_I7():
    case = complete_case()
    change(case, framework=make_framework(TODAY))
    assert kinds(case, "I7") == [BLOCK] * 8


@pytest.mark.parametrize(
    ("evidence", "reason", "expected"),
    [
        ([{"kind": Evidence.Kind.REPORT}], "", []),
        ([{"kind": Evidence.Kind.ANALYSIS, "has_advice": True}], "", []),
        ([], "Het incident was vannacht; de analyse volgt.", []),
        ([{"kind": Evidence.Kind.ANALYSIS}], "", [WARN]),
        ([{"kind": Evidence.Kind.LETTER, "has_advice": True}], "", [WARN]),
        ([], "", [WARN]),
        ([], "  ", [WARN]),
    ],
)
@pytest.mark.parametrize("kind", [*FULL, "enlarging"])
def test_analysis_or_report_I24(kind, evidence, reason, expected):
    case = case_of(kind)
    case.evidence.all().delete()
    for values in evidence:
        Evidence.objects.create(decision=case, title="Stuk", source="wij", dated=TODAY, **values)
    change(case.assessment, no_analysis_reason=reason)
    assert kinds(case, "I24") == expected


@pytest.mark.parametrize("kind", [DecisionKind.CHANGE, DecisionKind.END])
def test_the_short_forms_need_no_analysis_I24(kind):
    case = complete_case(kind)
    case.evidence.all().delete()
    assert found(case, "I24") == []


@pytest.mark.parametrize("rests_on_prevention", [True, False])
@pytest.mark.parametrize(
    ("kind", "warned"),
    [
        (DecisionKind.START, True),
        ("enlarging", True),
        (DecisionKind.EXTEND, False),
        (DecisionKind.CHANGE, False),
        (DecisionKind.END, False),
    ],
)
def test_starts_from_unsafety_I25(kind, warned, rests_on_prevention):
    case = case_of(kind)
    change(case.assessment, rests_on_prevention=rests_on_prevention)
    assert kinds(case, "I25") == ([WARN] if warned and rests_on_prevention else [])


@pytest.mark.parametrize("kind", [*FULL, "enlarging"])
def test_other_measures_named_I26(kind):
    case = case_of(kind)
    assert found(case, "I26") == []
    change(case.measures.get(), why_insufficient=" ")
    assert "extra surveillance door de politie" in says(case, "I26")
    case.measures.all().delete()
    assert kinds(case, "I26") == [WARN]


@pytest.mark.parametrize("kind", [DecisionKind.CHANGE, DecisionKind.END])
def test_the_short_forms_need_no_other_measures_I26(kind):
    case = complete_case(kind)
    case.measures.all().delete()
    assert found(case, "I26") == []


def test_an_added_area_brings_the_full_assessment_back_I7():
    case = complete_case(DecisionKind.CHANGE)
    case.judgements.all().delete()
    make_use(make_designated_area(case))
    assert kinds(case, "I7") == [BLOCK] * 8
