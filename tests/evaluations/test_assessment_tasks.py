"""What evaluations ask and tell elsewhere: the work list, the deadlines, the page of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from almere_camera.home import WorkItem
from almere_camera.models import User
from almere_camera.roles import Role
from decisions import deadlines
from decisions.deadlines import Kind
from evaluations import assessment_tasks
from evaluations.demonstration.assessments import load_assessments
from evaluations.models import FrameworkEvaluation
from evaluations.workflow.follow_up import open_follow_up
from evaluations.workflow.telling import inform_council
from tests import factories as make
from tests.decisions.pages import page, signed_in
from tests.evaluations.assessing import completed, running, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER)


def items(user: User, today: date = make.TODAY) -> list[WorkItem]:
    lists = assessment_tasks.work(user, today).lists
    return [item for found in lists if not found.signal for item in found.items]


@pytest.mark.parametrize(
    ("last_day", "listed"),
    [
        (date(2026, 12, 31), True),  # due on 30-06-2026, three months ahead
        (date(2027, 1, 31), False),  # due on 31-07-2026
        (date(2026, 5, 30), True),  # due on 30-11-2025: late
    ],
)
def test_an_evaluation_is_listed_three_months_ahead_and_when_late(
    officer: User, last_day: date, listed: bool
) -> None:
    area = make.make_area("Almere Stad")
    running(area=area, last_day=last_day)
    inform_council(
        about=make.make_framework(), by=officer, informed_on=date(2025, 6, 10), document="Raadsbrief"
    )
    assert [item.title for item in items(officer)] == ["Evaluatie van Almere Stad beginnen"] * listed


def test_after_completing_the_council_must_hear_of_it(officer: User) -> None:
    evaluation = completed(officer)
    name = evaluation.designated_area.area.name
    titles = [item.title for item in items(officer)]
    assert f"Raad informeren: Evaluatie van {name}" in titles
    assert not any(title.startswith("Evaluatie van") for title in titles)
    inform_council(about=evaluation, by=officer, informed_on=make.TODAY, document="Raadsbrief")
    assert f"Raad informeren: Evaluatie van {name}" not in [item.title for item in items(officer)]


def test_the_framework_is_asked_before_its_period_ends(officer: User) -> None:
    """Half a year before 31-12-2027, the end of the period of 2024-2027 (hoofdstuk 7)."""
    make.make_framework()
    soon = [item for item in items(officer, date(2027, 4, 1)) if "beleidskader beginnen" in item.title]
    assert [item.until for item in soon] == [date(2027, 6, 30)]
    assert not [i for i in items(officer, date(2027, 3, 1)) if "beleidskader beginnen" in i.title]


def test_only_whoever_evaluates_is_asked() -> None:
    running()
    for role in set(Role) - {Role.POLICY_OFFICER}:
        assert items(make.make_user(role)) == []


def test_what_was_evaluated_is_no_deadline_any_more(officer: User) -> None:
    def due(kind: Kind) -> list[date]:
        return [one.due for one in deadlines.on(make.TODAY) if one.kind is kind]

    designated = running()
    assert due(Kind.EVALUATION) == [date(2025, 11, 30)]
    started(officer, running(last_day=date(2028, 10, 31)))
    completed(officer, designated)
    assert due(Kind.EVALUATION) == [date(2028, 4, 30)]  # only begun: still due
    assert due(Kind.FRAMEWORK) == [date(2027, 6, 30)]
    FrameworkEvaluation.objects.create(
        framework=make.make_framework(), first_year=2024, last_year=2027, completed_on=make.TODAY
    )
    assert due(Kind.FRAMEWORK) == []


def test_case_and_evaluation_name_each_other(officer: User) -> None:
    evaluation = completed(officer)
    case = open_follow_up(evaluation=evaluation, by=officer).decision
    client, address = signed_in(officer), reverse("evaluations:assessment", args=[evaluation.pk])
    for number in (case.pk, evaluation.designated_area.decision_id):
        assert f'href="{address}"' in page(client, "detail", pk=number)
    assert case.kenmerk in client.get(address).content.decode()


def test_the_evaluation_of_2021_2024_is_as_the_framework_tells_it(officer: User) -> None:
    """Beleidskader 2024-2027, hoofdstuk 1; offered to the council in June 2024. Loaded once."""
    make.make_framework(date(2022, 1, 18), title="Oud", period_first_year=2021, period_last_year=2024)
    for _twice in range(2):
        load_assessments({"beleid": officer}, {}, make.TODAY)
    evaluation = FrameworkEvaluation.objects.get()
    told = {(f.question, f.group): (int(f.value), f.unit, f.asked) for f in evaluation.survey_figures.all()}
    known = "weet dat er cameratoezicht is"
    assert told[known, "bewoners"] == (81, "%", 800)
    assert told[known, "bezoekers"] == (61, "%", 800)
    values = list(evaluation.survey_figures.values_list("value", flat=True))
    assert [int(value) for value in values] == [81, 61, 49, 35, 11, 5, 72, 40, 53, 8, -75]
    notice = evaluation.council_notices.get()
    assert (notice.informed_on.year, notice.informed_on.month) == (2024, 6)
