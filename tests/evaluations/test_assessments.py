"""The acts of an area evaluation: begun once, told at once what is missing, then kept as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from areas.models import Deployment, Position
from decisions.models import Variant
from evaluations import assessing
from evaluations.area_figures import figures_of
from evaluations.models import AreaEvaluation, CouncilNotice, EvaluationAnswer, SurveyFigure
from evaluations.workflow import assessments as acts
from evaluations.workflow.telling import inform_council
from tests import factories as make
from tests.evaluations import assessing as evaluation_of
from tests.evaluations import make as rows
from tests.evaluations.assessing import FIRST, LAST, add_measure, completed, running, started, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER)


def said(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_a_running_designation_is_evaluated_once_at_a_time(officer: User) -> None:
    designated = running()
    evaluation = started(officer, designated)
    assert sorted(evaluation.answers.values_list("key", flat=True)) == sorted(evaluation_of.KEYS)
    with pytest.raises(Refused) as refused:
        started(officer, designated)
    assert said(refused) == ["open"]
    assert AreaEvaluation.objects.count() == 1


def test_mobile_use_and_what_has_ended_are_not_evaluated(officer: User) -> None:
    """Mobile use has no periodic evaluation (beleidskader, hoofdstuk 7)."""
    with pytest.raises(Refused) as refused:
        started(officer, running(variant=Variant.MOBILE))
    assert said(refused) == ["mobiel"]
    with pytest.raises(Refused) as refused:
        started(officer, running(last_day=date(2026, 3, 30)))
    assert said(refused) == ["aanwijzing"]


def test_a_period_lies_in_the_past_and_runs_forward(officer: User) -> None:
    for first, last in ((FIRST, date(2026, 4, 1)), (LAST, FIRST)):
        with pytest.raises(ValidationError):
            acts.start_evaluation(designated_area=running(), by=officer, first_day=first, last_day=last)
    assert not AreaEvaluation.objects.exists()


def test_everything_that_is_missing_is_told_at_once(officer: User) -> None:
    evaluation = started(officer)
    with pytest.raises(Refused) as refused:
        acts.complete_evaluation(evaluation=evaluation, by=officer, version=evaluation.version)
    assert sorted(said(refused)) == sorted(["antwoord"] * 8 + ["conclusie", "onderbouwing", "maatregel"])


def test_an_ending_needs_no_other_measures(officer: User) -> None:
    evaluation = write(started(officer), officer, conclusion="beeindigen")
    assert acts.missing(evaluation) == []


def test_a_colleague_who_was_first_is_not_overwritten(officer: User) -> None:
    """Also at the end: whoever completes an evaluation has seen what it says."""
    evaluation = started(officer)
    seen = evaluation.version
    write(evaluation, officer)
    with pytest.raises(Conflict):
        write(evaluation, officer, version=seen, reason="Anders.")
    with pytest.raises(Conflict):
        acts.complete_evaluation(evaluation=evaluation, by=officer, version=seen)
    assert AreaEvaluation.objects.get().reason == evaluation_of.REASON


def test_a_completed_evaluation_stays_as_it_is(officer: User) -> None:
    evaluation = completed(officer)
    assert evaluation.completed_on == make.TODAY
    assert evaluation.figures_sha256 == acts.digest(evaluation.figures)
    with pytest.raises(Refused) as refused:
        write(evaluation, officer)
    assert said(refused) == ["afgerond"]
    with pytest.raises(Refused):
        add_measure(evaluation, officer)
    changes = (
        lambda: AreaEvaluation.objects.update(reason="Anders."),
        lambda: EvaluationAnswer.objects.update(text="Anders."),
        lambda: evaluation.measures.all().delete(),
        lambda: AreaEvaluation.objects.filter(pk=evaluation.pk).update(completed_on=None),
        lambda: SurveyFigure.objects.create(
            area_evaluation=evaluation, question="Proef", value=1, period="2025", source="Proef"
        ),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_figures_are_kept_whatever_is_imported_later(officer: User) -> None:
    """One incident seen from two positions counts once for the area; one month is not imported."""
    designated = running(area=make.make_area(outline=make.rectangle(*make.SQUARE)))
    spots = [Position.objects.create(kind="vast", place=f"Plein {n}", x=143_100, y=486_600) for n in (1, 2)]
    for spot in spots:
        Deployment.objects.create(position=spot, first_day=date(2024, 1, 1))
    file = rows.run([designated.area], date(2025, 1, 1), date(2025, 11, 1))
    rows.incident(datetime(2025, 5, 1, 12), spots, of=file, first_observed=True)
    evaluation = completed(officer, designated)
    figures = {figure["label"]: figure for figure in figures_of(evaluation)["figures"]}
    assert figures["Waargenomen incidenten"]["value"] == "1"
    assert figures["Relevante veiligheidsincidenten"]["value"] == "1"
    assert figures["Als eerste gezien door de observant"]["value"] == "100%"
    assert figures["Waargenomen incidenten"]["note"] == "11 van de 12 maanden zijn ingelezen."
    rows.incident(datetime(2025, 6, 1, 12), spots, of=file)
    evaluation.refresh_from_db()
    assert {f["label"]: f for f in figures_of(evaluation)["figures"]} == figures


def test_missing_is_not_zero(officer: User) -> None:
    figures = figures_of(started(officer))["figures"]
    assert {figure["value"] for figure in figures} == {"onbekend"}


def test_a_survey_figure_comes_and_goes_with_its_source(officer: User) -> None:
    evaluation = started(officer)
    figure = acts.add_survey_figure(
        evaluation=evaluation,
        by=officer,
        question="weet dat er cameratoezicht is",
        group="bezoekers",
        value=Decimal("61"),
        unit="%",
        asked=800,
        period="2024",
        source="enquête",
    )
    assert list(evaluation.survey_figures.all()) == [figure]
    acts.remove_survey_figure(figure=figure, by=officer)
    assert not evaluation.survey_figures.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.POLICY_OFFICER])
def test_only_the_policy_officer_evaluates(role: Role, officer: User) -> None:
    other, designated, evaluation = make.make_user(role), running(), started(officer)
    last = AuditEvent.objects.count()
    with pytest.raises(NotAllowed):
        started(other, designated)
    with pytest.raises(NotAllowed):
        write(evaluation, other)
    with pytest.raises(NotAllowed):
        acts.complete_evaluation(evaluation=evaluation, by=other, version=1)
    with pytest.raises(NotAllowed):
        inform_council(about=evaluation, by=other, informed_on=make.TODAY, document="Raadsbrief")
    assert AuditEvent.objects.count() == last


def test_the_council_hears_of_it_once_completed(officer: User) -> None:
    """After a completed evaluation stands the task to inform the council (hoofdstuk 7)."""
    evaluation = write(started(officer), officer)
    with pytest.raises(Refused):
        inform_council(about=evaluation, by=officer, informed_on=make.TODAY, document="Raadsbrief")
    add_measure(evaluation, officer)
    evaluation = acts.complete_evaluation(evaluation=evaluation, by=officer, version=evaluation.version)
    assert evaluation in assessing.not_yet_told(make.TODAY)
    for wrong in (date(2026, 3, 30), date(2026, 4, 1)):
        with pytest.raises(ValidationError):
            inform_council(about=evaluation, by=officer, informed_on=wrong, document="Raadsbrief")
    inform_council(about=evaluation, by=officer, informed_on=make.TODAY, document=" Raadsbrief  12 ")
    assert CouncilNotice.objects.get().document == "Raadsbrief 12"
    assert evaluation not in assessing.not_yet_told(make.TODAY)
    with pytest.raises(Refused):
        inform_council(about=evaluation, by=officer, informed_on=make.TODAY, document="Raadsbrief 12")
    with pytest.raises(DatabaseError), transaction.atomic():
        CouncilNotice.objects.update(document="Anders")


def test_a_framework_that_holds_is_told_and_one_that_was_withdrawn_is_not(officer: User) -> None:
    old = make.make_framework(date(2022, 1, 18), title="Oud", withdrawn_from=date(2024, 6, 29))
    now = make.make_framework()
    assert assessing.not_yet_told(make.TODAY) == [now]
    assert old.pk not in [standing.subject.pk for standing in assessing.of_frameworks(make.TODAY)]
    inform_council(about=now, by=officer, informed_on=date(2025, 6, 10), document="Raadsbrief")
    assert assessing.not_yet_told(make.TODAY) == []
