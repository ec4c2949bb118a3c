"""Random acts by random people on random cases: whatever they do, nothing unlawful comes into force.

The machine knows nothing of TRANSITIONS or of the rules. It keeps its own books (who wrote, what was
adopted) and after each act looks whether what is 'in werking' may be so, and whether anything that was
adopted has changed. Refusals are welcome; every other error is a failure.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from almere_camera import audit
from almere_camera.findings import Refused
from almere_camera.models import LegalBasis, Official, User
from almere_camera.roles import Role
from almere_camera.uploads import PDF, Checked
from decisions import states, workflow
from decisions.models import (
    AdoptedText,
    Closure,
    Criterion,
    CriterionKey,
    Decision,
    DecisionKind,
    DesignatedArea,
    Judgement,
    Publication,
    Starts,
    Status,
    Variant,
)
from decisions.states import State
from decisions.workflow.interrupting import Ruling
from tests import factories as make

SIGNED = Checked(b"%PDF-1.7 getekend", PDF, "0" * 64, "getekend.pdf")
# None is whoever's job it is: otherwise a random walk seldom gets anywhere.
PEOPLE = st.sampled_from([None, None, None, *Role, "superuser"])
DAMAGE = ["verdict", "consultation", "end", "hours", "purpose"]
KINDS = st.sampled_from([DecisionKind.START, DecisionKind.EXTEND, DecisionKind.END])
# A case from start to end, sometimes with one thing missing.
STRAIGHT: dict[str, Any] = {
    "variant": st.sampled_from(Variant),
    "kind": KINDS,
    "what": st.sampled_from([*[""] * 5, *DAMAGE]),
    "published": st.sampled_from([True, True, False]),
}
# Who may ever do it, from the issue and the policy framework; a superuser has every function.
MAY = {
    "edit": [Role.POLICY_OFFICER],
    "submit": [Role.POLICY_OFFICER],
    "propose_closing": [Role.POLICY_OFFICER],
    "copy": [Role.POLICY_OFFICER],
    "agree": [Role.REVIEWER],
    "close_without_decision": [Role.REVIEWER],
    "adopt": [Role.MAYORS_OFFICE],
    "propose_withdrawal": [Role.MAYORS_OFFICE],
    "publish": [Role.COMMUNICATIONS],
    "return_to_author": [Role.REVIEWER, Role.MAYORS_OFFICE, Role.POLICY_OFFICER],
    "withdraw_before_publication": [Role.REVIEWER, Role.MAYORS_OFFICE],
    "record_interruption": [Role.REVIEWER, Role.MAYORS_OFFICE],
}


class Municipality(RuleBasedStateMachine):
    """A town hall in which everybody presses every button, on any day."""

    cases = Bundle("cases")
    seen: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.today = make.TODAY
        self.clock: Any = None
        self._set_clock()
        make.make_records()
        self.people = {role: make.make_user(role) for role in Role}
        self.people["superuser"] = make.make_user(None, is_superuser=True)
        self.writers: dict[int, set[int]] = {}
        self.frozen: dict[int, Any] = {}
        self.adopted: dict[int, set[tuple[str, ...]]] = {}
        self.number = 0

    def teardown(self) -> None:
        try:
            audit.verify()
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    # --- Acts -------------------------------------------------------------------------------------

    @rule(target=cases, kind=KINDS, variant=st.sampled_from(Variant), two=st.booleans())
    def start(self, kind: str, variant: str, two: bool) -> Any:
        """A complete draft, written by the officer; its term counts from the day the tests stand on."""
        case = make.complete_case(kind, variant, areas=2 if two else 1)
        self._edit(case, self.people[Role.POLICY_OFFICER])
        for before in DesignatedArea.objects.filter(followed_by__decision=case):
            self._freeze(before.decision)
        return case.pk

    @rule(case=cases, who=PEOPLE, what=st.sampled_from(DAMAGE))
    def damage(self, case: int, who: Any, what: str) -> None:
        """Take away what the law asks for, as somebody who edits."""
        self._edit(Decision.objects.get(pk=case), self._person("edit", who), what)

    @rule(case=cases, who=PEOPLE)
    def submit(self, case: int, who: Any) -> None:
        self._do("submit", case, who)

    @rule(case=cases, who=PEOPLE)
    def agree(self, case: int, who: Any) -> None:
        self._do("agree", case, who)

    @rule(case=cases, who=PEOPLE)
    def return_to_author(self, case: int, who: Any) -> None:
        if self._do("return_to_author", case, who, remark="Kijk nog eens naar de tekst."):
            self.writers[case] = set()

    @rule(
        case=cases,
        who=PEOPLE,
        deputy=st.booleans(),
        days=st.integers(-3, 1),
        copy=st.sampled_from([SIGNED, SIGNED, None]),
    )
    def adopt(self, case: int, who: Any, deputy: bool, days: int, copy: Checked | None) -> None:
        function = Official.Function.DEPUTY if deputy else Official.Function.MAYOR
        done = self._do(
            "adopt",
            case,
            who,
            signatory=Official.objects.get(function=function),
            on=self.today + timedelta(days=days),
            signed_copy=copy,
            absence_reason="De burgemeester is in het buitenland.",
        )
        if done:
            self._freeze(Decision.objects.get(pk=case))

    @initialize(target=cases, **STRAIGHT)
    def begin(self, variant: str, kind: str, what: str, published: bool) -> Any:
        return self.carry(variant, kind, what, published)

    @rule(target=cases, **STRAIGHT)
    def carry(self, variant: str, kind: str, what: str, published: bool) -> Any:
        """The straight road, sometimes with one thing missing, so that walks meet what comes at its end."""
        case = self.start(kind, variant, False)
        if what:
            self.damage(case, None, what)
        self.submit(case, None)
        self.agree(case, None)
        self.adopt(case, None, False, 0, SIGNED)
        if published:
            self.publish(case, None, 0)
            self.time_passes(1)
        return case

    @rule(case=cases, who=PEOPLE, days=st.integers(-2, 3))
    def publish(self, case: int, who: Any, days: int) -> None:
        self.number += 1
        self._do(
            "publish",
            case,
            who,
            number=f"gmb-{self.today.year}-{900_000 + self.number}",
            published_on=self.today + timedelta(days=days),
        )

    @rule(case=cases, who=PEOPLE)
    def propose_closing(self, case: int, who: Any) -> None:
        self._do("propose_closing", case, who, outcome=Closure.Outcome.NOT_STARTED, reasons="Niet nodig.")

    @rule(case=cases, who=PEOPLE)
    def close(self, case: int, who: Any) -> None:
        if self._do("close_without_decision", case, who):
            self._freeze(Decision.objects.get(pk=case))

    @rule(case=cases, who=PEOPLE)
    def propose_withdrawal(self, case: int, who: Any) -> None:
        self._do("propose_withdrawal", case, who, reasons="Toch niet nodig.")

    @rule(case=cases, who=PEOPLE)
    def withdraw(self, case: int, who: Any) -> None:
        self._do("withdraw_before_publication", case, who)

    @rule(case=cases, who=PEOPLE, kind=st.sampled_from(["schorsing", "herroeping", "vernietiging"]))
    def interrupt(self, case: int, who: Any, kind: str) -> None:
        ruling = Ruling(kind=kind, from_day=self.today, reference="UTR 26/1")
        with suppress(Refused), transaction.atomic():
            workflow.record_interruption(
                decision=Decision.objects.get(pk=case),
                by=self._person("record_interruption", who),
                ruling=ruling,
            )

    @rule(target=cases, case=cases, who=PEOPLE)
    def copy(self, case: int, who: Any) -> Any:
        before = set(Decision.objects.values_list("pk", flat=True))
        self._do("copy", case, who)
        made = set(Decision.objects.values_list("pk", flat=True)) - before
        self.writers.update({pk: {self._person("copy", who).pk} for pk in made})
        return multiple(*made)

    @rule(days=st.sampled_from([1, 2, 7, 30, 200]))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)
        self._set_clock()

    @rule(case=cases, column=st.sampled_from(["title", "status", "version", "signed_on"]))
    def tamper(self, case: int, column: str) -> None:
        """Somebody with a console writes past the acts: to what is adopted the database says no."""
        if case not in self.frozen:
            return
        value = {"title": "anders", "status": Status.DRAFT, "version": 99, "signed_on": date(2020, 1, 1)}
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=case).update(**{column: value[column]})

    # --- What holds after every act ----------------------------------------------------------------

    @invariant()
    def nothing_adopted_changes(self) -> None:
        for pk, before in self.frozen.items():
            case = Decision.objects.get(pk=pk)
            assert _picture(case) == before
            # A closing may add its own text; what was adopted stays to the byte.
            assert self.adopted[pk] <= _texts(case)

    @invariant()
    def in_force_only_with_all_that_the_law_asks(self) -> None:
        designated = states.with_terms(DesignatedArea.objects.filter(decision__status=Status.ADOPTED))
        for area in designated:
            if states.state_on(area, self.today) is State.IN_FORCE:
                self._lawful(area)

    def _lawful(self, area: DesignatedArea) -> None:
        case = area.decision
        official = case.publications.filter(kind=Publication.Kind.OFFICIAL)
        assert case.signed_on
        assert case.signatory
        assert case.signatory.holds_on(case.signed_on)
        assert min(p.published_on for p in official if p.published_on) < self.today
        law = {LegalBasis.Kind.LAW, LegalBasis.Kind.BYLAW}
        valid = LegalBasis.objects.all()
        assert law <= {basis.kind for basis in valid if basis.holds_on(case.signed_on)}
        if case.pk not in self.writers:
            return  # what a case follows on is made by the factory, without acts
        text = case.adopted_texts.get(kind=AdoptedText.Kind.DECISION)
        assert text.registered_by_id not in self.writers[case.pk]
        assert len(text.pdf) > 10_000
        if case.kind == DecisionKind.END:
            return
        assert area.last_day
        assert area.last_day >= self.today
        assert area.starts == Starts.AFTER_PUBLICATION or area.first_day <= self.today  # type: ignore[operator]
        self.seen["in werking, gewogen"] += 1
        verdicts = {j.criterion.key: j.verdict for j in case.judgements.select_related("criterion")}
        assert verdicts == dict.fromkeys(CriterionKey.values, Judgement.Verdict.MET)
        assert any(c.held_on and c.held_on <= case.signed_on for c in case.consultations.all())

    @invariant()
    def nobody_agrees_with_their_own_work(self) -> None:
        for pk, writers in self.writers.items():
            for event in audit.changes_of(Decision.objects.get(pk=pk)):
                # After a return others may write: whoever agreed before that may be among them.
                if event.event == "decision.adopted":
                    assert event.actor_id not in writers

    # --- Doing it ------------------------------------------------------------------------------------

    def _do(self, act: str, pk: int, who: Any, **given: Any) -> bool:
        """Take an act; whether it was done. A refusal gives reasons and changes nothing."""
        case, person = Decision.objects.get(pk=pk), self._person(act, who)
        before = (case.status, case.version, audit.changes_of(case).count())
        reasons = _refusal(act, decision=case, by=person, version=case.version, **given)
        if reasons is not None:
            assert reasons
            assert all(reasons)
            case.refresh_from_db()
            assert (case.status, case.version, audit.changes_of(case).count()) == before
            self.seen[f"{act} geweigerd"] += 1
            return False
        assert who in [None, "superuser", *MAY[act]], (act, who)
        if act in ("agree", "adopt", "close_without_decision"):
            assert person.pk not in self.writers.get(pk, set())
        self.seen[act] += 1
        return True

    def _person(self, act: str, who: Any) -> User:
        return self.people[MAY[act][0] if who is None else who]

    def _edit(self, case: Decision, person: User, what: str = "") -> None:
        with suppress(Refused), transaction.atomic():
            with workflow.edit(case, by=person, version=case.version, what="criteria") as draft:
                self.writers.setdefault(draft.pk, set()).add(person.pk)
                _damage(draft, what)
            self.seen[f"edit {what}".strip()] += 1

    def _freeze(self, case: Decision) -> None:
        self.frozen.setdefault(case.pk, _picture(case))
        self.adopted.setdefault(case.pk, _texts(case))

    def _set_clock(self) -> None:
        if self.clock:
            self.clock.stop()
        self.clock = time_machine.travel(f"{self.today}T10:00:00+02:00", tick=False)
        self.clock.start()


def _refusal(act: str, **given: Any) -> list[str] | None:
    """Take an act; the reasons why it was refused, or None when it was done."""
    try:
        with transaction.atomic():
            getattr(workflow, act)(**given)
    except Refused as refusal:
        return [finding.message.strip() for finding in refusal.findings]
    return None


def _damage(draft: Decision, what: str) -> None:
    if what == "verdict":
        draft.judgements.filter(criterion__key=CriterionKey.NECESSITY).update(
            verdict=Judgement.Verdict.NOT_MET
        )
    elif what == "consultation":
        draft.consultations.all().delete()
    elif what == "end":
        draft.designated_areas.update(last_day=None)
    elif what == "hours":
        for area in draft.designated_areas.all():
            area.viewing_hours.all().delete()
    elif what == "purpose":
        draft.assessment.purpose = ""
        draft.assessment.save()


def _picture(case: Decision) -> list[Any]:
    """Everything of a frozen case that must never differ again."""
    return [
        model_to_dict(case),
        model_to_dict(case.assessment),
        [model_to_dict(d, exclude=["deployments"]) for d in case.designated_areas.order_by("pk")],
        [model_to_dict(j) for j in case.judgements.order_by("pk")],
        [model_to_dict(c) for c in case.consultations.order_by("pk")],
    ]


def _texts(case: Decision) -> set[tuple[str, ...]]:
    return {(text.kind, text.blocks_sha256, text.pdf_sha256) for text in case.adopted_texts.all()}


@pytest.mark.django_db
def test_whatever_people_do_nothing_unlawful_comes_into_force() -> None:
    Municipality.seen.clear()
    run_state_machine_as_test(
        Municipality,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],  # shrinking builds PDFs for minutes; the walk that failed is printed
            suppress_health_check=list(HealthCheck),
        ),
    )
    # The walk did come everywhere; otherwise it proves nothing.
    wanted = {"agree", "adopt", "adopt geweigerd", "publish", "publish geweigerd", "in werking, gewogen"}
    assert wanted <= set(Municipality.seen)
    assert connection.in_atomic_block
    assert Criterion.objects.count() == 0  # every walk was rolled back
