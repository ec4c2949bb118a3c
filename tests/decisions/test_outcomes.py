"""Every rule with its outcome: on the page for the lawyer, and in the written list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from almere_camera.findings import Kind
from almere_camera.roles import Role
from decisions import outcomes, rulebook, rules
from decisions.loading import load
from decisions.models import Acknowledgement, Decision, DecisionKind, Measure, Starts, Status
from decisions.outcomes import Outcome, RuleOutcome
from decisions.rules import RULES
from tests import factories as make
from tests.decisions.pages import page, queries, signed_in
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


def of(case: Decision, today: date = TODAY) -> dict[str, RuleOutcome]:
    loaded = load(case.pk)
    found = rules.findings(loaded, today=today)
    return {one.rule.number: one for one in outcomes.outcomes(loaded, found, today)}


def acknowledge(case: Decision, code: str) -> None:
    for finding in rules.findings(case, today=TODAY):
        if finding.code == code:
            Acknowledgement.objects.create(
                decision=case,
                code=code,
                message=finding.message,
                reason="Er was geen tijd.",
                by=make.make_user(),
            )


def test_every_rule_has_an_outcome_and_an_address() -> None:
    for kind in DecisionKind:
        found = of(make.complete_case(kind))
        assert list(found) == [rule.number for rule in RULES]
        assert all(one.address.startswith("https://") for one in found.values())
        assert all(one.reason for one in found.values() if one.outcome is Outcome.NOT_ASKED)


def test_a_case_that_is_being_made() -> None:
    case = make.complete_case()
    case.measures.all().delete()
    case.consultations.all().delete()
    found = of(case)
    assert found["I1"].outcome is Outcome.MET
    assert found["I5"].outcome is Outcome.NOT_MET
    assert found["I26"].outcome is Outcome.WARNING
    assert found["I14"].outcome is Outcome.FOLLOWS
    assert (found["I8"].outcome, found["I8"].reason) == (Outcome.NOT_ASKED, "Geldt niet bij instellen.")
    assert (found["I9"].outcome, found["I9"].reason) == (
        Outcome.NOT_ASKED,
        "Wordt getoetst na de vaststelling.",
    )
    acknowledge(case, "I26")
    answered = of(case)["I26"]
    assert answered.outcome is Outcome.ANSWERED
    assert answered.answers[0].reason == "Er was geen tijd."


def test_another_warning_of_the_same_rule_is_open_again() -> None:
    case = make.complete_case()
    case.measures.all().delete()
    acknowledge(case, "I26")
    Measure.objects.create(decision=case, what="extra verlichting")  # without why it does not suffice
    assert of(case)["I26"].outcome is Outcome.WARNING


def test_a_change_that_enlarges_nothing_is_not_asked_for_the_criteria() -> None:
    found = of(make.complete_case(DecisionKind.CHANGE))
    assert found["I7"].outcome is Outcome.NOT_ASKED
    assert found["I7"].reason == "De wijziging maakt het gebied niet groter en de duur niet langer."


def test_an_adopted_decision_keeps_its_gates_and_answers() -> None:
    case = make.complete_case(DecisionKind.EXTEND)
    case.measures.all().delete()
    acknowledge(case, "I26")
    make.publish(make.adopt(case))
    found = of(case)
    assert found["I5"].outcome is Outcome.MET
    assert found["I5"].reason == "Getoetst bij de vaststelling op 31 maart 2026"
    assert found["I26"].outcome is Outcome.ANSWERED
    assert found["I21"].outcome is Outcome.FOLLOWS
    assert found["I15"].outcome is Outcome.FOLLOWS
    assert found["I9"].outcome is Outcome.WARNING
    assert found["I12"].outcome is Outcome.MET


def test_a_late_publication_is_a_fact() -> None:
    case = make.complete_case(DecisionKind.EXTEND)
    last = case.designated_areas.get().follows.last_day
    make.adopt(case, last)
    make.publish(case, last.replace(day=last.day + 3))
    found = of(case, today=last.replace(day=last.day + 4))
    assert {found["I12"].outcome, found["I16"].outcome} == {Outcome.FACT}


def test_what_can_still_be_done_is_said_before_what_cannot() -> None:
    """Of two areas one has ended without a sign (a fact); the other still runs without one."""
    case = make.running_case(areas=[make.make_area("Buiten"), make.make_area("Stad")])
    buiten = case.designated_areas.get(area__name="Buiten")
    ending = make.make_decision(DecisionKind.END)
    make.make_designated_area(
        ending, follows=buiten, last_day=None, starts=Starts.ON_DAY, first_day=date(2026, 3, 20)
    )
    make.publish(make.adopt(ending, date(2026, 3, 18)), date(2026, 3, 18))
    found = of(case)["I9"]
    assert {finding.kind for finding in found.findings} == {Kind.FACT, Kind.WARN}
    assert found.outcome is Outcome.WARNING


def test_of_the_past_and_of_a_closed_case_nothing_is_claimed() -> None:
    old = make.make_decision(historical=True, status=Status.ADOPTED)
    assert of(old)["I5"].reason == "Niet getoetst: een besluit van voor deze toepassing."
    closed = make.adopt(make.complete_case(), status=Status.CLOSED)
    assert of(closed)["I5"].reason == "De zaak is afgesloten zonder besluit."
    for case in (old, closed):
        assert {one.outcome for one in of(case).values()} <= {Outcome.NOT_ASKED, Outcome.FOLLOWS}


def test_the_page_shows_all_of_it() -> None:
    case = make.complete_case()
    case.measures.all().delete()
    acknowledge(case, "I26")
    shown = page(signed_in(make.make_user(Role.AUDITOR)), "findings", pk=case.pk)
    for rule in RULES:
        assert f'id="{rule.number}"' in shown
    assert shown.count("Niet van toepassing</span>") > 3
    assert "Reden om door te gaan: Er was geen tijd." in shown
    assert "artikel=6:19" in shown


def test_the_page_costs_the_same_for_one_area_and_for_five() -> None:
    client = signed_in(make.make_user(Role.AUDITOR))

    def cost(areas: int) -> int:
        case = make.complete_case(DecisionKind.EXTEND, areas=areas)
        make.publish(make.adopt(case))
        return queries(client, f"/besluiten/{case.pk}/regels/")

    assert cost(1) == cost(5)


def test_the_detail_keeps_showing_what_is_still_to_be_done_after_adoption() -> None:
    case = make.running_case()
    shown = page(signed_in(make.make_user(Role.AUDITOR)), "detail", pk=case.pk)
    assert "is geen bord vastgelegd" in shown


def test_the_written_list_holds_every_rule_with_its_ground() -> None:
    written = rulebook.page()
    for rule in RULES:
        assert f"| {rule.number} | {rule.statement} |" in written
        assert f"]({rule.article_url})" in written
