"""The acts on the text bank: who may, all reasons at once, versions that stay, one event each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from almere_camera import audit
from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import (
    Assessment,
    Clause,
    ClauseVersion,
    Decision,
    DecisionKind,
    Judgement,
    PickedClause,
    Variant,
)
from decisions.models.assessment import TEXT_MAX
from tests import factories as make

pytestmark = pytest.mark.django_db
WORDS = "zich in {gebied} wanordelijkheden voordoen;"


@pytest.fixture
def keeper() -> User:
    return make.make_user(Role.ADMINISTRATOR)


def added(by: User, **values: Any) -> Clause:
    asked = {"theme": "centrum", "title": "Proef", "text": WORDS, "criterion": "noodzakelijkheid"} | values
    return workflow.add_clause(by=by, **asked)


def last() -> tuple[str, dict[str, Any]]:
    event = AuditEvent.objects.latest("seq")
    audit.verify()
    return event.event, event.facts


# --- Adding ----------------------------------------------------------------------------------------


def test_a_clause_begins_with_its_first_version(keeper: User) -> None:
    clause = added(keeper, kind="verlengen", variant="regulier")
    version = clause.versions.get()
    assert (version.number, version.text, version.written_by) == (1, WORDS, keeper)
    event, facts = last()
    assert event == "clause.added"
    assert set(facts) == {"version", "sha256"}  # never the words


def test_says_all_that_is_wrong_with_a_new_clause(keeper: User) -> None:
    added(keeper)
    with pytest.raises(Refused) as refusal:
        added(keeper, text="Er is {iets}.", kind=DecisionKind.END, criterion="")
    codes = [finding.code for finding in refusal.value.findings]
    assert codes == ["text", "text", "title", "criterion"]
    assert Clause.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"), [("  ", "Schrijf de tekst"), ("a" * 4001, "er mogen 4000 tekens staan")]
)
def test_refuses_no_text_and_too_much(keeper: User, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        added(keeper, text=text)


# --- A new version ---------------------------------------------------------------------------------


def test_a_new_version_keeps_the_old_one(keeper: User) -> None:
    clause = added(keeper)
    other = "in {gebied} de openbare orde met regelmaat wordt verstoord;"
    version = workflow.write_clause_version(
        clause=clause, by=keeper, number=1, text=f" {other}\r\n", reason=" Korter. "
    )
    assert (version.number, version.text, version.reason) == (2, other, "Korter.")
    assert [v.text for v in clause.versions.order_by("number")] == [WORDS, other]
    assert last()[0] == "clause.version_written"


def test_a_new_version_needs_other_words_and_a_reason(keeper: User) -> None:
    clause = added(keeper)
    with pytest.raises(Refused) as refusal:
        workflow.write_clause_version(clause=clause, by=keeper, number=1, text=WORDS, reason=" ")
    assert [f.code for f in refusal.value.findings] == ["text", "reason"]


def test_two_people_writing_at_once_the_second_is_told(keeper: User) -> None:
    clause, other = added(keeper), make.make_user(Role.ADMINISTRATOR, first_name="Kees", last_name="Visser")
    workflow.write_clause_version(
        clause=clause, by=other, number=1, text=WORDS.replace("zich", "vaak zich"), reason="Beter"
    )
    with pytest.raises(Conflict, match="Kees Visser heeft intussen een nieuwe versie geschreven"):
        workflow.write_clause_version(clause=clause, by=keeper, number=1, text="x;", reason="Anders")
    with pytest.raises(Conflict):
        workflow.withdraw_clause(clause=clause, by=keeper, number=1)
    assert clause.versions.count() == 2


# --- Withdrawing -----------------------------------------------------------------------------------


def test_withdrawn_once_and_in_use_again_with_a_new_version(keeper: User) -> None:
    clause = added(keeper)
    assert workflow.withdraw_clause(clause=clause, by=keeper, number=1).retired_on is not None
    assert last() == ("clause.withdrawn", {"version": 1})
    with pytest.raises(Refused, match="al ingetrokken"):
        workflow.withdraw_clause(clause=clause, by=keeper, number=1)
    workflow.write_clause_version(clause=clause, by=keeper, number=1, text=WORDS, reason="Toch weer nodig")
    clause.refresh_from_db()
    assert clause.retired_on is None


# --- Who -------------------------------------------------------------------------------------------


def _write(clause: Clause, by: User) -> object:
    return workflow.write_clause_version(clause=clause, by=by, number=1, text="x;", reason="y")


def _withdraw(clause: Clause, by: User) -> object:
    return workflow.withdraw_clause(clause=clause, by=by, number=1)


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
@pytest.mark.parametrize("act", [lambda _clause, by: added(by, title="Nog een"), _write, _withdraw])
def test_nobody_else_keeps_the_bank(keeper: User, role: Role | None, act: Callable[..., object]) -> None:
    clause = added(keeper)
    before = AuditEvent.objects.count()
    with pytest.raises(NotAllowed, match="functioneel beheerder"):
        act(clause, make.make_user(role))
    assert (Clause.objects.count(), ClauseVersion.objects.count()) == (1, 1)
    assert AuditEvent.objects.count() == before


# --- Picking ---------------------------------------------------------------------------------------


def pick(case: Decision, by: User, place: str, version: int, step: str = "criteria") -> PickedClause:
    case.refresh_from_db()
    with workflow.edit(case, by=by, version=case.version, what="Criteria") as locked:
        return workflow.insert_clause(locked, by=by, step=step, place=place, version=version)


def test_puts_the_words_with_the_facts_under_what_stands_there(keeper: User) -> None:
    case, officer = make.complete_case(), make.make_user()
    area = case.designated_areas.get().area.name
    version = added(keeper).versions.get()
    Judgement.objects.filter(decision=case, criterion__key="noodzakelijkheid").update(
        reasons="Eigen woorden.\n"
    )
    before = AuditEvent.objects.count()
    picked = pick(case, officer, "noodzakelijkheid", version.pk)
    words = f"zich in het gebied {area} wanordelijkheden voordoen;"
    assert (picked.text, picked.version, picked.picked_by) == (words, version, officer)
    reasons = Judgement.objects.get(decision=case, criterion__key="noodzakelijkheid").reasons
    assert reasons == f"Eigen woorden.\n\n{words}"
    assert AuditEvent.objects.count() == before + 1
    assert last()[0] == "decision.edited"


@pytest.mark.parametrize(
    ("kind", "place", "field", "criterion"),
    [
        (DecisionKind.START, "aanleiding", "occasion", ""),
        (DecisionKind.END, "beeindiging", "ending_ground", "noodzakelijkheid"),
    ],
)
def test_puts_them_in_the_occasion_and_in_the_ground_of_an_ending(
    keeper: User, kind: str, place: str, field: str, criterion: str
) -> None:
    case, officer = make.complete_case(kind), make.make_user()
    Assessment.objects.filter(decision=case).update(**{field: ""})
    version = added(keeper, kind=kind, criterion=criterion).versions.get()
    picked = pick(case, officer, place, version.pk, step="aanleiding")
    assert getattr(Assessment.objects.get(decision=case), field) == picked.text


def test_refuses_what_is_no_longer_offered_or_does_not_fit_here(keeper: User) -> None:
    case, officer = make.complete_case(), make.make_user()
    old = added(keeper).versions.get()
    mobile = added(keeper, title="Mobiel", variant=Variant.MOBILE).versions.get()
    newer = workflow.write_clause_version(
        clause=old.clause, by=keeper, number=1, text=WORDS.replace("zich", "vaak zich"), reason="Beter"
    )
    for place, version in (
        ("noodzakelijkheid", old.pk),  # a newer version is offered
        ("noodzakelijkheid", mobile.pk),  # for another variant
        ("behoefte", newer.pk),  # for another criterion
        ("onzin", newer.pk),
    ):
        with pytest.raises(Refused, match="Kies nog eens"):
            pick(case, officer, place, version)
    assert not PickedClause.objects.exists()


def test_the_same_words_are_not_put_there_twice(keeper: User) -> None:
    case, officer = make.complete_case(), make.make_user()
    version = added(keeper).versions.get()
    picked = pick(case, officer, "noodzakelijkheid", version.pk)
    with pytest.raises(Refused, match="staat er al"):
        pick(case, officer, "noodzakelijkheid", version.pk)
    reasons = Judgement.objects.get(decision=case, criterion__key="noodzakelijkheid").reasons
    assert reasons.count(picked.text) == PickedClause.objects.count() == 1


def test_refuses_what_does_not_fit_any_more_and_leaves_the_text(keeper: User) -> None:
    case, officer = make.complete_case(), make.make_user()
    version = added(keeper).versions.get()
    full = "a" * (TEXT_MAX - 10)
    Judgement.objects.filter(decision=case, criterion__key="noodzakelijkheid").update(reasons=full)
    with pytest.raises(Refused, match="past er niet meer bij"):
        pick(case, officer, "noodzakelijkheid", version.pk)
    assert Judgement.objects.get(decision=case, criterion__key="noodzakelijkheid").reasons == full
