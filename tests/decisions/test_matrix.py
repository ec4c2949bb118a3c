"""Who may do what, when: every status x act x role, with everything that is not allowed.

EXPECTED is written by hand from the policy (roles of the issue, four eyes, gates at adoption): it is
not read from TRANSITIONS, so that a mistake there shows here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from almere_camera.findings import NotAllowed, Refused
from almere_camera.models import User
from almere_camera.roles import Role
from almere_camera.uploads import PDF, Checked
from decisions import workflow
from decisions.models import Closure, Decision, Objection, SavedVersion, Status
from decisions.workflow.asking import obstacles
from decisions.workflow.destroying import Reason
from decisions.workflow.interrupting import Ruling
from decisions.workflow.objecting import Received
from decisions.workflow.transitions import TRANSITIONS
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]

OFFICER, REVIEWER, OFFICE = Role.POLICY_OFFICER, Role.REVIEWER, Role.MAYORS_OFFICE
COMMUNICATIONS, AUDITOR, ADMINISTRATOR = Role.COMMUNICATIONS, Role.AUDITOR, Role.ADMINISTRATOR
D, R, A, V, C = Status.DRAFT, Status.REVIEW, Status.AGREED, Status.ADOPTED, Status.CLOSED

EXPECTED: dict[str, tuple[set[Status], set[Role]]] = {
    "edit": ({D}, {OFFICER}),
    "consult": ({D, A}, {OFFICER, OFFICE}),
    "acknowledge": ({D, R, A, V}, {OFFICER, REVIEWER, OFFICE}),
    "submit": ({D}, {OFFICER}),
    "return_to_author": ({R, A}, {OFFICER, REVIEWER, OFFICE}),
    "take_over": ({D, R, A}, {OFFICER}),
    "agree": ({R}, {REVIEWER}),
    "adopt": ({A}, {OFFICE}),
    "adopt_urgently": ({D, R, A}, {OFFICE}),
    "review_afterwards": ({V}, {REVIEWER}),
    "write_motivation": ({V}, {OFFICER}),
    "freeze_motivation": ({V}, {OFFICE}),
    "propose_closing": ({D, A}, {OFFICER}),
    "close_without_decision": ({R}, {REVIEWER}),
    "propose_withdrawal": ({V}, {OFFICE}),
    "withdraw_before_publication": ({V}, {REVIEWER, OFFICE}),
    "publish": ({V}, {COMMUNICATIONS}),
    "correct_publication": ({V}, {COMMUNICATIONS}),
    "compare_publication": ({V}, {COMMUNICATIONS}),
    "copy": ({D, R, A, V, C}, {OFFICER}),
    "record_objection": ({D, R, A, V, C}, {REVIEWER}),
    "change_objection": ({D, R, A, V, C}, {REVIEWER}),
    "record_interim_relief": ({D, R, A, V, C}, {REVIEWER}),
    "decide_objection": ({D, R, A, V, C}, {REVIEWER}),
    "destroy_personal_data": ({D, R, A, V, C}, {REVIEWER}),
    "destroy_evidence_file": ({V, C}, {REVIEWER}),
    "record_interruption": ({V}, {REVIEWER, OFFICE}),
    "correct_interruption": ({V}, {REVIEWER, OFFICE}),
}


@pytest.fixture
def _today() -> Iterator[None]:
    with time_machine.travel(f"{factories.TODAY}T10:00:00+02:00", tick=False):
        yield


def case_in(status: Status) -> tuple[Decision, User]:
    """A complete case in this status, and the officer who wrote it."""
    author = factories.make_user(OFFICER)
    case = factories.complete_case()
    with workflow.edit(case, by=author, version=case.version, what="criteria"):
        pass
    case.refresh_from_db()
    if status in (R, A, V):
        workflow.submit(decision=case, by=author, version=case.version)
        case.refresh_from_db()
    if status in (A, V):
        workflow.agree(decision=case, by=factories.make_user(REVIEWER), version=case.version)
        case.refresh_from_db()
    if status in (V, C):
        factories.adopt(case, status=status)
    return case, author


def test_the_table_names_every_act() -> None:
    assert set(EXPECTED) | {"start"} == set(TRANSITIONS)


@pytest.mark.parametrize("status", list(Status))
def test_matrix_of_obstacles(status: Status) -> None:
    """Every act for every role in this status: allowed exactly where the table says so."""
    case, _author = case_in(status)
    people = {role: factories.make_user(role) for role in Role}
    nobody = factories.make_user(None)
    for action, (statuses, roles) in EXPECTED.items():
        for role, person in people.items():
            allowed = status in statuses and role in roles
            found = obstacles(action, case, person)
            assert (not found) == allowed, (action, status, role, found)
            if role not in roles:
                assert [f.code for f in found] == ["functie"], (action, role)
        assert [f.code for f in obstacles(action, case, nobody)] == ["functie"]


ACTS: dict[str, Callable[..., Any]] = {
    "submit": lambda case, by: workflow.submit(decision=case, by=by, version=case.version),
    "return_to_author": lambda case, by: workflow.return_to_author(
        decision=case, by=by, version=case.version, remark="Kijk nog eens."
    ),
    "take_over": lambda case, by: workflow.take_over(
        decision=case, by=by, version=case.version, remark="Mijn collega is ziek."
    ),
    "agree": lambda case, by: workflow.agree(decision=case, by=by, version=case.version),
    "adopt": lambda case, by: workflow.adopt(
        decision=case,
        by=by,
        version=case.version,
        signatory=factories.make_records().mayor,
        on=factories.TODAY,
        signed_copy=Checked(b"%PDF-1.7", PDF, "0" * 64, "getekend.pdf"),
    ),
    "adopt_urgently": lambda case, by: workflow.adopt_urgently(
        decision=case,
        by=by,
        version=case.version,
        signatory=factories.make_records().mayor,
        on=factories.TODAY,
        signed_copy=Checked(b"%PDF-1.7", PDF, "0" * 64, "getekend.pdf"),
    ),
    "review_afterwards": lambda case, by: workflow.review_afterwards(
        decision=case, by=by, version=case.version, remark="Terecht."
    ),
    "write_motivation": lambda case, by: workflow.write_motivation(
        decision=case, by=by, version=case.version, number=0, reasons={"behoefte": "De buurt vraagt erom."}
    ),
    "freeze_motivation": lambda case, by: workflow.freeze_motivation(
        decision=case,
        by=by,
        version=case.version,
        number=0,
        signatory=factories.make_records().mayor,
        on=factories.TODAY,
    ),
    "propose_closing": lambda case, by: workflow.propose_closing(
        decision=case, by=by, version=case.version, outcome=Closure.Outcome.NOT_STARTED, reasons="Niet nodig."
    ),
    "close_without_decision": lambda case, by: workflow.close_without_decision(
        decision=case, by=by, version=case.version
    ),
    "propose_withdrawal": lambda case, by: workflow.propose_withdrawal(
        decision=case, by=by, version=case.version, reasons="Toch niet nodig."
    ),
    "withdraw_before_publication": lambda case, by: workflow.withdraw_before_publication(
        decision=case, by=by, version=case.version
    ),
    "publish": lambda case, by: workflow.publish(
        decision=case, by=by, version=case.version, number="gmb-2026-1", published_on=factories.TODAY
    ),
    "copy": lambda case, by: workflow.copy(decision=case, by=by, version=case.version),
    "record_objection": lambda case, by: workflow.record_objection(
        decision=case, by=by, received=Received(number="B-1", received_on=factories.TODAY, way="post")
    ),
    "change_objection": lambda case, by: workflow.change_objection(
        objection=factories.make_objection(case),
        by=by,
        version=1,
        received=Received(number="B-2", received_on=factories.TODAY, way="post"),
    ),
    "record_interim_relief": lambda case, by: workflow.record_interim_relief(
        objection=factories.make_objection(case), by=by, version=1, requested_on=factories.TODAY
    ),
    "decide_objection": lambda case, by: workflow.decide_objection(
        objection=factories.make_objection(case),
        by=by,
        version=1,
        outcome=Objection.Outcome.UNFOUNDED,
        decided_on=factories.TODAY,
    ),
    "destroy_personal_data": lambda case, by: workflow.destroy_personal_data(
        objection=factories.make_objection(case, outcome=Objection.Outcome.WITHDRAWN),
        by=by,
        version=1,
        reason=Reason.REQUEST,
    ),
    "record_interruption": lambda case, by: workflow.record_interruption(
        decision=case, by=by, ruling=Ruling(kind="schorsing", from_day=factories.TODAY)
    ),
    "correct_interruption": lambda case, by: workflow.correct_interruption(
        interruption=factories.interrupt(case, factories.TODAY),
        by=by,
        ruling=Ruling(kind="schorsing", from_day=factories.TODAY),
        reason="Typefout",
    ),
}


def _edit(case: Decision, by: User) -> None:
    with workflow.edit(case, by=by, version=case.version, what="criteria"):
        pass


def _consult(case: Decision, by: User) -> None:
    with workflow.consult(case, by=by, version=case.version):
        pass


ACTS["edit"], ACTS["consult"] = _edit, _consult
NEEDS_A_PROPOSAL = {"close_without_decision", "withdraw_before_publication"}
# What is done with an urgent case only: test_urgent.py does it.
NEEDS_URGENCY = {"adopt_urgently", "review_afterwards", "write_motivation", "freeze_motivation"}


@pytest.mark.parametrize(("action", "status"), list(itertools.product(ACTS, Status)))
def test_the_act_itself_refuses_every_other_status_and_role(action: str, status: Status) -> None:
    """Permission stands in the act, not in the button: each act is really called."""
    statuses, roles = EXPECTED[action]
    case, _author = case_in(status)
    version, state = case.version, case.status
    for role in Role:
        if role in roles and status in statuses:
            continue
        with pytest.raises(Refused) as refusal:
            ACTS[action](case, factories.make_user(role))
        assert refusal.value.findings
        assert isinstance(refusal.value, NotAllowed) == (role not in roles)
    case.refresh_from_db()
    assert (case.version, case.status) == (version, state)
    if status in statuses and action not in NEEDS_A_PROPOSAL | NEEDS_URGENCY:
        ACTS[action](case, factories.make_user(next(iter(roles))))


@pytest.mark.parametrize("action", ["agree", "adopt"])
def test_nobody_who_wrote_agrees_or_adopts_superusers_included(action: str) -> None:
    case, author = case_in(R if action == "agree" else A)
    author.is_superuser = True
    author.save()
    with pytest.raises(Refused) as refusal:
        ACTS[action](case, User.objects.get(pk=author.pk))
    assert "vier ogen" in [f.code for f in refusal.value.findings]


def test_after_a_return_only_later_writers_count() -> None:
    case, author = case_in(R)
    reviewer = factories.make_user(REVIEWER)
    workflow.return_to_author(decision=case, by=reviewer, version=case.version, remark="Vul aan.")
    case.refresh_from_db()
    second = factories.make_user(OFFICER)
    _edit(case, second)
    case.refresh_from_db()
    workflow.submit(decision=case, by=second, version=case.version)
    case.refresh_from_db()
    assert workflow.authors(case) == {second.pk}
    assert SavedVersion.objects.filter(decision=case, saved_by=author, round=1).exists()
    assert [r.text for r in case.remarks.all()] == ["Vul aan."]


def test_consulting_after_akkoord_does_not_make_the_office_an_author() -> None:
    case, _author = case_in(A)
    office = factories.make_user(OFFICE)
    _consult(case, office)
    case.refresh_from_db()
    ACTS["adopt"](case, office)
    assert Decision.objects.get(pk=case.pk).status == Status.ADOPTED


def test_a_return_needs_a_remark() -> None:
    case, _author = case_in(R)
    with pytest.raises(Refused) as refusal:
        workflow.return_to_author(
            decision=case, by=factories.make_user(REVIEWER), version=case.version, remark="  "
        )
    assert [f.code for f in refusal.value.findings] == ["opmerking"]


def test_closing_is_proposed_by_one_and_confirmed_by_another() -> None:
    case, author = case_in(D)
    ACTS["propose_closing"](case, author)
    case.refresh_from_db()
    reviewer = factories.make_user(REVIEWER)
    with pytest.raises(Refused, match="voorstel"):
        workflow.agree(decision=case, by=reviewer, version=case.version)
    workflow.close_without_decision(decision=case, by=reviewer, version=case.version)
    case.refresh_from_db()
    assert case.status == Status.CLOSED
    assert case.closure.confirmed_by == reviewer
    assert case.adopted_texts.get().kind == "afsluiting"


def test_a_return_takes_the_proposal_to_close_away() -> None:
    case, author = case_in(D)
    ACTS["propose_closing"](case, author)
    case.refresh_from_db()
    ACTS["return_to_author"](case, factories.make_user(REVIEWER))
    assert not Closure.objects.filter(decision=case).exists()


def test_an_adopted_decision_is_withdrawn_before_publication_by_two_people() -> None:
    case, _author = case_in(V)
    office = factories.make_user(OFFICE)
    ACTS["propose_withdrawal"](case, office)
    with pytest.raises(Refused, match="ander"):
        ACTS["withdraw_before_publication"](case, office)
    ACTS["withdraw_before_publication"](case, factories.make_user(REVIEWER))
    case.refresh_from_db()
    assert case.status == Status.ADOPTED
    assert case.closure.confirmed_at is not None


def test_a_published_decision_is_not_withdrawn() -> None:
    case = factories.running_case()
    with pytest.raises(Refused, match="bekendgemaakt"):
        ACTS["propose_withdrawal"](case, factories.make_user(OFFICE))
