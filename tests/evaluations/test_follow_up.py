"""A completed evaluation opens the next case, with its figures as facts, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine

from almere_camera.findings import NotAllowed, Refused
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from areas.models import Deployment, Position
from decisions import workflow
from decisions.models import Decision, DecisionKind, NoLongerNecessary, Status
from evaluations.models import FollowUp
from evaluations.workflow import assessments as acts
from evaluations.workflow.follow_up import open_follow_up
from tests import factories as make
from tests.evaluations import make as rows
from tests.evaluations.assessing import REASON, add_measure, completed, running, started, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER)


@pytest.mark.parametrize(
    ("conclusion", "kind"), [("verlengen", DecisionKind.EXTEND), ("wijzigen", DecisionKind.CHANGE)]
)
def test_the_conclusion_opens_its_case(officer: User, conclusion: str, kind: str) -> None:
    evaluation = completed(officer, conclusion=conclusion)
    case = open_follow_up(evaluation=evaluation, by=officer).decision
    assert (case.kind, case.status) == (kind, Status.DRAFT)
    assert case.designated_areas.get().follows == evaluation.designated_area
    assert case.assessment.findings_before == REASON
    assert [(m.what, m.since) for m in case.measures.all()] == [("Extra toezicht op straat", "maart 2025")]
    assert AuditEvent.objects.filter(event="evaluation.follow_up_opened").count() == 1


def test_ending_goes_by_the_duty_of_the_law(officer: User) -> None:
    """What is no longer necessary is ended (art. 151c lid 5 Gemeentewet), within the days of the house."""
    evaluation = completed(officer, conclusion="beeindigen")
    case = open_follow_up(evaluation=evaluation, by=officer).decision
    found = NoLongerNecessary.objects.get()
    assert (found.draft, found.found_on, found.reasons) == (case, make.TODAY, REASON)
    assert case.kind == DecisionKind.END
    assert case.assessment.ending_ground == REASON


def test_asked_twice_it_is_the_same_case(officer: User) -> None:
    evaluation = completed(officer)
    first = open_follow_up(evaluation=evaluation, by=officer)
    assert open_follow_up(evaluation=evaluation, by=officer) == first
    assert Decision.objects.filter(kind=DecisionKind.EXTEND).count() == 1
    assert FollowUp.objects.count() == 1


def test_the_figures_become_facts_that_no_import_changes(officer: User) -> None:
    designated = running(area=make.make_area("Almere Stad", outline=make.rectangle(*make.SQUARE)))
    spot = Position.objects.create(kind="vast", place="Plein", x=143_100, y=486_600)
    Deployment.objects.create(position=spot, first_day=date(2024, 1, 1))
    file = rows.run([designated.area], date(2025, 1, 1), date(2025, 12, 1))
    rows.incident(datetime(2025, 5, 1, 12), [spot], of=file, first_observed=True)
    evaluation = write(started(officer, designated), officer)
    add_measure(evaluation, officer)
    acts.add_survey_figure(
        evaluation=evaluation,
        by=officer,
        question="weet dat er cameratoezicht is",
        group="bezoekers",
        value=Decimal("61.0"),
        unit="%",
        period="het voorjaar van 2025",
        source="de enquête van 2025",
    )
    evaluation = acts.complete_evaluation(evaluation=evaluation, by=officer, version=evaluation.version)
    rows.incident(datetime(2025, 6, 1, 12), [spot], of=file)  # between completing and opening the case
    case = open_follow_up(evaluation=evaluation, by=officer).decision
    rows.incident(datetime(2025, 7, 1, 12), [spot], of=file)
    facts = {fact.unit: fact for fact in case.facts.all()}
    seen = facts["incidenten"]
    assert (seen.criterion, seen.value) == ("noodzakelijkheid", "1")
    assert seen.statement == "zijn waargenomen in Almere Stad"
    assert seen.period == "januari 2025 tot en met december 2025"
    assert seen.source == "de registratie van het uitkijkcentrum"
    asked = facts["van de bezoekers"]
    assert (asked.criterion, asked.value, asked.source) == ("behoefte", "61%", "de enquête van 2025")
    assert "verzoeken om beelden" not in facts  # nothing is known of them: no fact


def test_a_draft_that_was_begun_by_hand_serves(officer: User) -> None:
    """It is filled in only where nobody wrote yet."""
    evaluation = completed(officer)
    begun = workflow.start(
        by=officer,
        request=make.make_request(),
        kind=DecisionKind.EXTEND,
        variant="regulier",
        follows=[evaluation.designated_area],
    )
    assert open_follow_up(evaluation=evaluation, by=officer).decision == begun
    begun.refresh_from_db()
    assert begun.assessment.findings_before == REASON


def test_a_case_beyond_its_draft_is_not_doubled(officer: User) -> None:
    evaluation = completed(officer)
    later = make.make_decision(DecisionKind.EXTEND)
    make.make_designated_area(later, follows=evaluation.designated_area)
    Decision.objects.filter(pk=later.pk).update(status=Status.REVIEW)
    with pytest.raises(Refused):
        open_follow_up(evaluation=evaluation, by=officer)
    assert not FollowUp.objects.exists()


def test_nothing_follows_from_what_is_not_completed_or_by_another(officer: User) -> None:
    evaluation = write(started(officer), officer)
    with pytest.raises(Refused):
        open_follow_up(evaluation=evaluation, by=officer)
    add_measure(evaluation, officer)
    acts.complete_evaluation(evaluation=evaluation, by=officer, version=evaluation.version)
    with pytest.raises(NotAllowed):
        open_follow_up(evaluation=evaluation, by=make.make_user(Role.REVIEWER))
    assert not Decision.objects.filter(kind=DecisionKind.EXTEND).exists()
