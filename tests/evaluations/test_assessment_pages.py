"""The pages of evaluations of areas and the framework: who gets in, what a click leaves, what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera import audit
from almere_camera.models import AuditEvent
from almere_camera.roles import Role
from decisions.models import Decision, DecisionKind, PolicyFramework
from evaluations.models import AreaEvaluation, CouncilReport, FrameworkEvaluation, SurveyFigure, TriedMeasure
from evaluations.workflow import frameworks as framework_acts
from tests import factories as make
from tests.decisions.pages import queries, signed_in
from tests.evaluations.assessing import KEYS, REASON, add_measure, completed, running, started, write

pytestmark = pytest.mark.django_db
NUMBER = Callable[["World"], int]
SURVEY = {
    "question": "voelt zich veiliger",
    "value": "49",
    "unit": "%",
    "period": "2024",
    "source": "enquête",
}
WRITTEN = {
    "first_day": "01-01-2025",
    "last_day": "31-12-2025",
    **{key: f"Gevonden over {key}." for key in KEYS},
    "conclusion": "verlengen",
    "reason": REASON,
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


class World:
    """One of everything: an open and a completed evaluation, of an area and of the framework."""

    def __init__(self) -> None:
        self.officer = make.make_user(Role.POLICY_OFFICER)
        self.fresh = running()
        self.open = write(started(self.officer), self.officer)
        add_measure(self.open, self.officer)
        SurveyFigure.objects.create(area_evaluation=self.open, **{**SURVEY, "value": 49})
        self.done = completed(self.officer)
        self.framework = make.make_framework()
        self.policy = framework_acts.start_framework_evaluation(framework=self.framework, by=self.officer)
        self.policy = framework_acts.write_framework_evaluation(
            evaluation=self.policy,
            by=self.officer,
            version=1,
            researcher="Onderzoeksbureau",
            outcome="Het werkt.",
            improvements="Meer vertellen.",
            source="Rapport",
        )
        self.told = FrameworkEvaluation.objects.create(
            framework=make.make_framework(make.LONG_AGO, title="Eerder"),
            first_year=2021,
            last_year=2024,
            completed_on=make.TODAY,
        )
        self.next = make.make_framework(make.LONG_AGO, title="Nog niet geëvalueerd")
        self.report = CouncilReport.objects.create(year=2025, started_by=self.officer, finished_on=make.TODAY)


PAGES: dict[str, NUMBER] = {
    "assessment": lambda w: w.open.pk,
    "framework": lambda w: w.policy.pk,
}
# Which row, what is sent, and the events it leaves in this order.
FORMS: dict[str, tuple[NUMBER, Callable[[World], dict[str, Any]], list[str]]] = {
    "assessment_add": (
        lambda w: w.fresh.pk,
        lambda w: {"first_day": "01-01-2025", "last_day": "31-12-2025"},
        ["evaluation.started"],
    ),
    "assessment_edit": (
        lambda w: w.open.pk,
        lambda w: {**WRITTEN, "versie": w.open.version},
        ["evaluation.written"],
    ),
    "assessment_measure_add": (
        lambda w: w.open.pk,
        lambda w: {"what": "Extra licht", "result": "Minder klachten."},
        ["evaluation.measure_added"],
    ),
    "assessment_survey_add": (lambda w: w.open.pk, lambda w: SURVEY, ["evaluation.survey_added"]),
    "assessment_complete": (
        lambda w: w.open.pk,
        lambda w: {"versie": w.open.version},
        ["evaluation.completed"],
    ),
    "assessment_follow_up": (
        lambda w: w.done.pk,
        lambda w: {},
        ["decision.started", "decision.edited", "evaluation.follow_up_opened"],
    ),
    "measure_remove": (
        lambda w: TriedMeasure.objects.get(evaluation=w.open).pk,
        lambda w: {},
        ["evaluation.measure_removed"],
    ),
    "survey_remove": (
        lambda w: SurveyFigure.objects.get().pk,
        lambda w: {},
        ["evaluation.survey_removed"],
    ),
    "framework_add": (lambda w: w.next.pk, lambda w: {}, ["framework_evaluation.started"]),
    "framework_edit": (
        lambda w: w.policy.pk,
        lambda w: {"versie": w.policy.version, "outcome": "Het werkt goed."},
        ["framework_evaluation.written"],
    ),
    "framework_survey_add": (lambda w: w.policy.pk, lambda w: SURVEY, ["evaluation.survey_added"]),
    "framework_complete": (
        lambda w: w.policy.pk,
        lambda w: {"versie": w.policy.version, "completed_on": "31-03-2026"},
        ["framework_evaluation.completed"],
    ),
    **{
        name: (
            number,
            lambda w: {"informed_on": "31-03-2026", "document": "Raadsbrief"},
            ["council.informed"],
        )
        for name, number in {
            "inform_area": lambda w: w.done.pk,
            "inform_framework_evaluation": lambda w: w.told.pk,
            "inform_framework": lambda w: w.framework.pk,
            "inform_report": lambda w: w.report.pk,
        }.items()
    },
}


def url(name: str, number: int) -> str:
    return reverse(f"evaluations:{name}", args=[number])


def client_of(role: Role) -> Client:
    return signed_in(make.make_user(role))


@pytest.mark.parametrize("role", Role)
def test_everybody_reads_and_the_policy_officer_writes(role: Role) -> None:
    world, client = World(), client_of(role)
    assert client.get(reverse("evaluations:assessments")).status_code == 200
    for name, number in PAGES.items():
        assert client.get(url(name, number(world))).status_code == 200
    last = audit.head().seq
    allowed = role is Role.POLICY_OFFICER
    for name, (number, typed, _events) in FORMS.items():
        assert client.get(url(name, number(world))).status_code == (200 if allowed else 403), name
        if not allowed:
            assert client.post(url(name, number(world)), typed(world)).status_code == 403, name
    assert audit.head().seq == last


def test_whoever_is_not_signed_in_is_sent_away() -> None:
    world = World()
    for name, number in {**PAGES, **{name: row[0] for name, row in FORMS.items()}}.items():
        assert Client().get(url(name, number(world))).status_code == 302
    assert Client().get(reverse("evaluations:assessments")).status_code == 302


@pytest.mark.parametrize("name", FORMS)
def test_a_click_leaves_exactly_its_events(name: str) -> None:
    world = World()
    number, typed, events = FORMS[name]
    last = audit.head().seq
    response = signed_in(world.officer).post(url(name, number(world)), typed(world))
    assert response.status_code == 302
    left = AuditEvent.objects.filter(seq__gt=last).order_by("seq").values_list("event", flat=True)
    assert list(left) == events


@pytest.mark.parametrize("name", [*PAGES, *FORMS])
def test_what_does_not_exist_is_not_found(name: str) -> None:
    assert client_of(Role.POLICY_OFFICER).get(url(name, 999_999)).status_code == 404


def test_two_clicks_give_one_draft() -> None:
    world = World()
    client, address = signed_in(world.officer), url("assessment_follow_up", world.done.pk)
    places = {client.post(address)["Location"] for _click in range(2)}
    assert places == {reverse("decisions:detail", args=[Decision.objects.get(kind=DecisionKind.EXTEND).pk])}


def test_what_is_missing_is_told_at_once() -> None:
    officer = make.make_user(Role.POLICY_OFFICER)
    evaluation = started(officer)
    page = signed_in(officer).post(url("assessment_complete", evaluation.pk), {"versie": evaluation.version})
    assert page.status_code == 422
    words = page.content.decode()
    for told in ("preventie", "opsporing", "maatschappelijke behoefte", "Kies een conclusie", "Onderbouw"):
        assert told in words


def test_a_colleague_was_first_and_the_typed_text_stays() -> None:
    world = World()
    seen = {**WRITTEN, "versie": world.open.version, "reason": "Wat ik typte."}
    write(world.open, world.officer, reason="Wat de collega schreef.")
    page = signed_in(world.officer).post(url("assessment_edit", world.open.pk), seen)
    assert page.status_code == 409
    assert "Wat ik typte." in page.content.decode()
    assert "Wat de collega schreef." in page.content.decode()
    assert AreaEvaluation.objects.get(pk=world.open.pk).reason == "Wat de collega schreef."


def test_the_form_asks_what_the_framework_asks() -> None:
    world = World()
    page = signed_in(world.officer).get(url("assessment_edit", world.open.pk)).content.decode()
    framework = world.open.designated_area.decision.framework
    assert framework is not None
    for criterion in framework.criteria.all():
        assert criterion.question in page
        assert criterion.help_regular in page
    for element in framework.elements.all():
        assert element.question in page


def test_the_list_names_each_designation_with_its_day_and_asks_no_more_for_more() -> None:
    """Due half a year before the last day: 30-05-2026 gives 30-11-2025 (domein.md 1.5 I22)."""
    officer = make.make_user(Role.POLICY_OFFICER)
    client, address = signed_in(officer), reverse("evaluations:assessments")
    started(officer)
    completed(officer)
    page = client.get(address).content.decode()
    assert "30 november 2025" in page
    assert "30 juni 2027" in page  # of the framework whose period ends on 31-12-2027
    few = queries(client, address)
    for _more in range(3):
        started(officer)
        completed(officer)
    assert queries(client, address) == few


def test_one_evaluation_asks_no_more_for_more_rows() -> None:
    world = World()
    client, address = signed_in(world.officer), url("assessment", world.open.pk)
    few = queries(client, address)
    for number in range(4):
        add_measure(world.open, world.officer)
        SurveyFigure.objects.create(area_evaluation=world.open, **{**SURVEY, "value": number})
    assert queries(client, address) == few


def test_a_framework_is_evaluated_over_its_own_period() -> None:
    officer = make.make_user(Role.POLICY_OFFICER)
    framework = make.make_framework()
    signed_in(officer).post(url("framework_add", framework.pk))
    evaluation = FrameworkEvaluation.objects.get()
    assert (evaluation.first_year, evaluation.last_year) == (2024, 2027)
    page = signed_in(officer).post(
        url("framework_complete", evaluation.pk), {"versie": 1, "completed_on": "31-03-2026"}
    )
    assert page.status_code == 422
    for told in ("wie de evaluatie heeft uitgevoerd", "de uitkomst", "de verbeterpunten", "waar dit staat"):
        assert told in page.content.decode()
    assert PolicyFramework.objects.get(pk=framework.pk).evaluations.get().completed_on is None
