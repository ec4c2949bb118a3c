"""The urgent lane for mobile use: adopted without akkoord, reviewed and if need be motivated afterwards.

Issue 3 point 7; Awb 3:46, 3:47 lid 3 and 4. Awb 3:47 lid 3: the motivation follows within a week of
publication. TODAY is Tuesday 31 March 2026; published that day, the week ends on Tuesday 7 April (the
6th is Tweede paasdag, but the term does not end on it).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine

from almere_camera.findings import Conflict, Refused
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from almere_camera.uploads import PDF, Checked
from decisions import deadlines, rules, tasks, workflow
from decisions.models import (
    AdoptedText,
    CriterionKey,
    Decision,
    DecisionKind,
    Publication,
    ReviewAfterwards,
    SavedVersion,
    Status,
    Variant,
)
from decisions.verifying import verify_adopted
from tests import factories as make
from tests.decisions.acts import urgent
from tests.decisions.documents import verapdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]

TODAY = make.TODAY
ALL_FOUR = {key: f"Hierom is aan {key} voldaan." for key in CriterionKey.values}
FOLLOWS = "artikel 3:47, derde lid, van de Algemene wet bestuursrecht"


@pytest.fixture
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T10:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER)


@pytest.fixture
def office() -> User:
    return make.make_user(Role.MAYORS_OFFICE)


@pytest.fixture
def reviewer() -> User:
    return make.make_user(Role.REVIEWER)


def fresh(case: Decision) -> Decision:
    return Decision.objects.get(pk=case.pk)


def adopt(case: Decision, by: User, act: Callable[..., AdoptedText] = workflow.adopt_urgently) -> Decision:
    case = fresh(case)
    copy = Checked(b"%PDF-1.7", PDF, hashlib.sha256(b"%PDF-1.7").hexdigest(), "getekend.pdf")
    mayor = make.make_records().mayor
    act(decision=case, by=by, version=case.version, signatory=mayor, on=TODAY, signed_copy=copy)
    return fresh(case)


def write(case: Decision, by: User, reasons: dict[str, str] | None = None, number: int = 0) -> None:
    workflow.write_motivation(
        decision=case, by=by, version=case.version, number=number, reasons=reasons or ALL_FOUR
    )


def freeze(case: Decision, by: User, number: int = 1, on: date = TODAY, **values: Any) -> AdoptedText:
    values = {"signatory": make.make_records().mayor, "on": on, **values}
    return workflow.freeze_motivation(decision=case, by=by, version=case.version, number=number, **values)


def publish(case: Decision, on: date = TODAY, kind: str = Publication.Kind.OFFICIAL) -> Publication:
    number = {Publication.Kind.OFFICIAL: "gmb-2026-1"}.get(kind, "gmb-2026-2")  # type: ignore[call-overload]
    by = make.make_user(Role.COMMUNICATIONS)
    return workflow.publish(
        decision=case, by=by, version=case.version, number=number, published_on=on, kind=kind
    )


def codes(act: Callable[[], Any]) -> list[str]:
    """The reasons with which the act is refused."""
    with pytest.raises(Refused) as refusal:
        act()
    return [finding.code for finding in refusal.value.findings]


def keys(case: Decision, today: date = TODAY) -> set[str]:
    told = "omwonenden"  # every new designation asks for that
    return {task.key for task in tasks.open_tasks(today, decision=case)} - {told, "camera_uit"}


# --- Adoption ------------------------------------------------------------------------------------


def test_an_urgent_draft_is_adopted_without_akkoord_by_another_than_the_writer(
    officer: User, office: User
) -> None:
    case = adopt(urgent(officer), office)
    assert case.status == Status.ADOPTED
    adopted = case.adopted_texts.get()
    assert (adopted.kind, adopted.registered_by) == ("besluit", office)
    event = AuditEvent.objects.get(event="decision.adopted")
    assert event.facts["agreed"] is False


def test_the_same_from_review_and_after_akkoord(officer: User, office: User, reviewer: User) -> None:
    waiting = urgent(officer)
    workflow.submit(decision=waiting, by=officer, version=waiting.version)
    assert adopt(waiting, office).status == Status.ADOPTED
    agreed = urgent(officer)
    workflow.submit(decision=agreed, by=officer, version=agreed.version)
    agreed = fresh(agreed)
    workflow.agree(decision=agreed, by=reviewer, version=agreed.version)
    assert adopt(agreed, office).status == Status.ADOPTED


def test_who_wrote_does_not_register_the_adoption(officer: User) -> None:
    case = urgent(officer)
    officer.is_superuser = True
    officer.save()
    assert codes(lambda: adopt(case, User.objects.get(pk=officer.pk))) == ["vier ogen"]


@pytest.mark.parametrize("kind", [DecisionKind.CHANGE, DecisionKind.END])
def test_urgency_is_for_starting_and_extending(kind: str, officer: User, office: User) -> None:
    case = make.complete_case(kind, Variant.MOBILE)
    with workflow.edit(case, by=officer, version=case.version, what="aanleiding") as draft:
        draft.urgent = True
    assert "spoed" in codes(lambda: adopt(case, office))


def test_urgency_is_for_mobile_use_and_must_be_said(officer: User, office: User) -> None:
    regular = make.complete_case()
    with workflow.edit(regular, by=officer, version=regular.version, what="aanleiding") as draft:
        draft.urgent = True
    assert codes(lambda: adopt(regular, office)) == ["spoed"]
    ordinary = make.complete_case(variant=Variant.MOBILE)
    assert codes(lambda: adopt(ordinary, office)) == ["spoed"]


def test_every_rule_still_gates(officer: User, office: User) -> None:
    case = urgent(officer)
    case.consultations.all().delete()
    case.designated_areas.get().viewing_hours.all().delete()
    case.measures.all().delete()
    case.judgements.filter(criterion__key="behoefte").update(reasons="")
    assert {"I5", "I6", "I7", "I26"} <= set(codes(lambda: adopt(case, office)))
    assert fresh(case).status == Status.DRAFT


def test_a_proposal_to_close_comes_first(officer: User, office: User) -> None:
    case = urgent(officer)
    workflow.propose_closing(
        decision=case, by=officer, version=case.version, outcome="niet_ingesteld", reasons="Rustig."
    )
    assert codes(lambda: adopt(case, office)) == ["voorstel"]


def test_only_mobile_use_is_started_with_urgency(officer: User) -> None:
    make.make_records()
    asked: dict[str, Any] = {"by": officer, "request": make.make_request(), "kind": DecisionKind.START}
    assert codes(lambda: workflow.start(**asked, variant=Variant.REGULAR, urgent=True)) == ["spoed"]
    assert workflow.start(**asked, variant=Variant.MOBILE, urgent=True).is_urgent


# --- Short now, and what the text says ---------------------------------------------------------------


def test_one_reason_per_criterion_is_enough_for_the_text(officer: User, office: User) -> None:
    case = urgent(officer)
    case.element_notes.all().delete()
    said = adopt(case, office).adopted_texts.get().text
    assert FOLLOWS not in said
    assert "[nog" not in said


def test_without_reasons_the_text_says_that_they_follow(officer: User, office: User) -> None:
    said = adopt(urgent(officer, later=True), office).adopted_texts.get().text
    assert FOLLOWS in said
    assert "binnen een week na de bekendmaking" in said
    assert "[nog" not in said
    # Each verdict stands there; what it would refer back to follows later.
    for subject in ("noodzakelijkheid", "proportionaliteit", "subsidiariteit"):
        assert subject in said


def test_a_motivation_that_follows_does_not_spare_the_verdicts(officer: User, office: User) -> None:
    case = urgent(officer, later=True)
    case.judgements.filter(criterion__key="behoefte").update(verdict="")
    assert "I7" in codes(lambda: adopt(case, office))
    found = [f.message for f in rules.findings(fresh(case), today=TODAY) if f.code == "I7"]
    assert found == ["Maatschappelijke behoefte: geef een oordeel."]


# --- The review afterwards ---------------------------------------------------------------------------


def test_the_review_stays_due_until_another_did_it(officer: User, office: User, reviewer: User) -> None:
    case = adopt(urgent(officer), office)
    later = date(2026, 6, 1)
    assert "toets_achteraf" in keys(case, later)
    review = workflow.review_afterwards(
        decision=case, by=reviewer, version=case.version, remark=" Terecht besloten. "
    )
    assert (review.by, review.remark) == (reviewer, "Terecht besloten.")
    assert "toets_achteraf" not in keys(case, later)
    assert AuditEvent.objects.filter(event="decision.reviewed_afterwards").count() == 1
    again = {"decision": case, "by": reviewer, "version": case.version, "remark": "Nog eens."}
    assert codes(lambda: workflow.review_afterwards(**again)) == ["toets"]


def test_neither_writer_nor_registrar_reviews_and_something_is_said(officer: User, office: User) -> None:
    case = adopt(urgent(officer), office)
    for person in (officer, office):
        person.is_superuser = True
        person.save()
        act = {"decision": case, "by": User.objects.get(pk=person.pk), "version": case.version, "remark": " "}
        assert codes(lambda act=act: workflow.review_afterwards(**act)) == ["vier ogen", "opmerking"]
    assert not ReviewAfterwards.objects.exists()


def test_after_akkoord_no_review_afterwards_is_due(officer: User, office: User, reviewer: User) -> None:
    case = urgent(officer)
    workflow.submit(decision=case, by=officer, version=case.version)
    case = fresh(case)
    workflow.agree(decision=case, by=reviewer, version=case.version)
    case = adopt(case, office, workflow.adopt)
    assert "toets_achteraf" not in keys(case)
    act = {"decision": case, "by": reviewer, "version": case.version, "remark": "Goed."}
    assert codes(lambda: workflow.review_afterwards(**act)) == ["akkoord"]


def test_an_akkoord_of_before_a_return_does_not_count(officer: User, office: User, reviewer: User) -> None:
    case = urgent(officer)
    for act in (workflow.submit, workflow.agree):
        person = officer if act is workflow.submit else reviewer
        act(decision=case, by=person, version=case.version)
        case = fresh(case)
    workflow.return_to_author(decision=case, by=office, version=case.version, remark="Vul aan.")
    case = fresh(case)
    with workflow.edit(case, by=officer, version=case.version, what="criteria"):
        pass
    assert SavedVersion.objects.filter(decision=case, what=SavedVersion.AGREED).count() == 1
    assert "toets_achteraf" in keys(adopt(case, office))


def test_an_ordinary_decision_is_not_reviewed_afterwards(reviewer: User) -> None:
    case = make.running_case(Variant.MOBILE)
    act = {"decision": case, "by": reviewer, "version": case.version, "remark": "Goed."}
    assert codes(lambda: workflow.review_afterwards(**act)) == ["spoed"]


# --- The motivation that follows ---------------------------------------------------------------------


@pytest.fixture
def owing(officer: User, office: User) -> Decision:
    """Adopted with urgency; the motivation follows."""
    return adopt(urgent(officer, later=True), office)


def test_the_motivation_is_a_second_frozen_text(owing: Decision, officer: User, office: User) -> None:
    before = AdoptedText.objects.filter(decision=owing).values().get()
    row = Decision.objects.filter(pk=owing.pk).values().get()
    write(owing, officer)
    frozen = freeze(owing, office)
    assert (frozen.kind, frozen.adopted_on, frozen.registered_by) == ("motivering", TODAY, office)
    assert frozen.signatory_name == make.make_records().mayor.name
    for reasons in ALL_FOUR.values():
        assert reasons in frozen.text
    assert owing.kenmerk in frozen.text
    assert "artikel 3:47, derde lid" in frozen.text
    assert "[nog" not in frozen.text
    for name in ("blocks", "html", "text", "pdf"):
        kept = getattr(frozen, name)
        content = kept.encode() if isinstance(kept, str) else bytes(kept)
        assert hashlib.sha256(content).hexdigest() == getattr(frozen, f"{name}_sha256")
    assert AdoptedText.objects.filter(decision=owing, kind="besluit").values().get() == before
    assert Decision.objects.filter(pk=owing.pk).values().get() == row
    checked = list(verify_adopted())
    assert [(one.faults, one.rendered_equal) for one in checked] == [((), True), ((), True)]


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_its_pdf_conforms_like_that_of_the_decision(
    java: Path, owing: Decision, officer: User, office: User, profile: str, tmp_path: Path
) -> None:
    write(owing, officer)
    path = tmp_path / "motivering.pdf"
    path.write_bytes(bytes(freeze(owing, office).pdf))
    assert verapdf.failures(path, profile) == {}


def test_it_may_be_saved_half_done_and_is_adopted_whole(owing: Decision, officer: User, office: User) -> None:
    assert codes(lambda: freeze(owing, office)) == ["motivering"]
    write(owing, officer, {"behoefte": "De buurt vraagt erom."})
    assert codes(lambda: freeze(owing, office)) == [
        "noodzakelijkheid",
        "proportionaliteit",
        "subsidiariteit",
    ]
    write(owing, officer, ALL_FOUR, number=1)
    assert freeze(owing, office, number=2).kind == "motivering"
    assert [one.number for one in owing.late_motivations.all()] == [1, 2]


def test_what_the_decision_itself_motivates_may_be_left_out(officer: User, office: User) -> None:
    case = urgent(officer, later=True)
    case.judgements.filter(criterion__key="behoefte").update(reasons="De buurt vraagt erom.")
    case = adopt(case, office)
    write(case, officer, {key: words for key, words in ALL_FOUR.items() if key != "behoefte"})
    assert "aan behoefte voldaan" not in freeze(case, office).text


def test_who_wrote_it_does_not_register_its_adoption(owing: Decision, officer: User, office: User) -> None:
    office.is_superuser = True
    office.save()
    both = User.objects.get(pk=office.pk)
    write(owing, both)
    assert codes(lambda: freeze(owing, both)) == ["vier ogen"]
    assert codes(lambda: freeze(owing, User.objects.get(pk=officer.pk))) == ["functie"]


def test_two_writers_one_wins_and_nothing_is_lost(owing: Decision, officer: User) -> None:
    write(owing, officer)
    with pytest.raises(Conflict, match="intussen"):
        write(owing, make.make_user(Role.POLICY_OFFICER), {"behoefte": "Anders."}, number=0)
    assert [one.behoefte for one in owing.late_motivations.all()] == [ALL_FOUR["behoefte"]]


def test_what_is_adopted_is_what_was_read(owing: Decision, officer: User, office: User) -> None:
    write(owing, officer)
    write(owing, officer, {**ALL_FOUR, "behoefte": "Bij nader inzien."}, number=1)
    with pytest.raises(Conflict):
        freeze(owing, office, number=1)
    assert not owing.adopted_texts.filter(kind="motivering").exists()


def test_day_and_signatory_of_the_motivation(owing: Decision, officer: User, office: User) -> None:
    write(owing, officer)
    assert codes(lambda: freeze(owing, office, on=date(2026, 3, 30))) == ["on"]
    assert codes(lambda: freeze(owing, office, on=date(2026, 4, 1))) == ["on"]
    assert codes(lambda: freeze(owing, office, signatory=None, on=None)) == ["on", "signatory"]
    gone = make.make_records().mayor
    type(gone).objects.filter(pk=gone.pk).update(valid_to=date(2026, 3, 1))
    gone.refresh_from_db()
    assert codes(lambda: freeze(owing, office, signatory=gone)) == ["signatory"]


def test_there_is_one_motivation_and_only_where_it_was_put_off(
    owing: Decision, officer: User, office: User
) -> None:
    write(owing, officer)
    freeze(owing, office)
    assert codes(lambda: freeze(owing, office)) == ["motivering"]
    assert codes(lambda: write(owing, officer, number=1)) == ["motivering"]
    whole = adopt(urgent(officer), office)
    assert codes(lambda: write(whole, officer)) == ["spoed"]
    assert "spoed" in codes(lambda: freeze(whole, office))


def test_words_that_cannot_be_printed_and_nothing_at_all_are_refused(owing: Decision, officer: User) -> None:
    assert codes(lambda: write(owing, officer, {"behoefte": " "})) == ["noodzakelijkheid"]
    assert codes(lambda: write(owing, officer, {"behoefte": "ok \U0001f600"})) == ["behoefte"]
    assert codes(lambda: write(owing, officer, {"behoefte": "a" * 8001})) == ["behoefte"]


# --- Its publication, and the week -------------------------------------------------------------------


def test_it_is_published_by_itself_after_its_adoption(owing: Decision, officer: User, office: User) -> None:
    late = Publication.Kind.MOTIVATION
    publish(owing)
    assert codes(lambda: publish(owing, kind=late)) == ["kind"]
    with time_machine.travel("2026-04-02T10:00:00+02:00", tick=False):
        write(owing, officer)
        freeze(owing, office, on=date(2026, 4, 2))
        assert codes(lambda: publish(owing, date(2026, 4, 1), late)) == ["datum"]
        record = publish(owing, date(2026, 4, 2), late)
        assert (record.kind, record.number) == ("motivering", "gmb-2026-2")
        assert codes(lambda: publish(owing, date(2026, 4, 2), late)) == ["bekendmaking"]
    assert owing.publication is not None
    assert owing.publication.published_on == TODAY  # objections run from the decision itself


def test_a_motivation_is_published_in_the_gemeenteblad(owing: Decision, officer: User, office: User) -> None:
    write(owing, officer)
    freeze(owing, office)
    act = {"decision": owing, "by": make.make_user(Role.COMMUNICATIONS), "version": owing.version}
    late = {"number": "", "published_on": TODAY, "kind": Publication.Kind.MOTIVATION}
    assert codes(lambda: workflow.publish(**act, **late)) == ["nummer"]


def test_the_week_turns_red_and_ends_with_the_publication(
    owing: Decision, officer: User, office: User
) -> None:
    def task(today: date) -> tasks.Task:
        return next(t for t in tasks.open_tasks(today, decision=owing) if t.key == "motivering")

    def due(today: date) -> list[tuple[date, bool]]:
        found = [d for d in deadlines.on(today) if d.kind is deadlines.Kind.MOTIVATION]
        return [(d.due, d.is_overdue(today)) for d in found]

    last, after = date(2026, 4, 7), date(2026, 4, 8)
    assert (task(TODAY).due, due(TODAY)) == (None, [])  # the week begins with the publication
    publish(owing)
    assert (task(last).due, task(last).late, due(last)) == (last, False, [(last, False)])
    assert (task(after).due, task(after).late, due(after)) == (last, True, [(last, True)])
    with time_machine.travel("2026-04-09T10:00:00+02:00", tick=False):
        write(owing, officer)
        freeze(owing, office, on=date(2026, 4, 9))
        assert "motivering" in keys(owing, date(2026, 4, 9))
        publish(owing, date(2026, 4, 9), Publication.Kind.MOTIVATION)  # late, and still recorded
    assert "motivering" not in keys(owing, date(2026, 4, 9))
    assert due(date(2026, 4, 9)) == []
