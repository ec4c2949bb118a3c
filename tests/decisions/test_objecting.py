"""The acts around objections and the court: facts beside the decision, personal data that can go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.forms.models import model_to_dict

from almere_camera import audit
from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.models import AuditEvent, HouseRule, User
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import Decision, Evidence, Interruption, Objection, Status
from decisions.retention import destroyed_files
from decisions.workflow.destroying import Reason
from decisions.workflow.interrupting import Ruling
from decisions.workflow.objecting import Received
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
TOMORROW = TODAY + timedelta(days=1)
LETTER = Received(
    number="BZW-2026-1",
    received_on=TODAY,
    way=Objection.Way.POST,
    posted_on=date(2026, 3, 30),
    objector="J. Verzonnen",
    contact="Proefstraat 1, Almere",
    grounds="De camera kijkt in mijn tuin.",
)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def case() -> Decision:
    return make.running_case()


@pytest.fixture
def lawyer() -> User:
    return make.make_user(Role.REVIEWER)


def codes(act: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        act()
    return [finding.code for finding in refusal.value.findings]


def log() -> str:
    return " ".join(f"{e.event} {e.object_label} {e.facts}" for e in AuditEvent.objects.all())


# --- Recording -----------------------------------------------------------------------------------


def test_what_came_in_is_kept_until_the_house_rule_says(case: Decision, lawyer: User) -> None:
    found = workflow.record_objection(decision=case, by=lawyer, received=LETTER)
    assert found.retain_until == date(2031, 3, 31)  # five years
    assert (found.objector, found.posted_on, found.outcome) == ("J. Verzonnen", date(2026, 3, 30), "")
    event = AuditEvent.objects.latest("seq")
    assert (event.event, event.object_id) == ("objection.recorded", str(case.pk))
    assert event.facts == {"objection": found.pk, "number": "BZW-2026-1"}
    assert "Verzonnen" not in log()
    assert "tuin" not in log()


def test_a_late_objection_and_one_before_adoption_are_recorded_too(lawyer: User) -> None:
    draft = make.complete_case()
    workflow.record_objection(decision=draft, by=lawyer, received=LETTER)
    old = make.running_case(first_day=date(2025, 1, 2), last_day=date(2026, 12, 31))
    workflow.record_objection(decision=old, by=lawyer, received=replace(LETTER, number="BZW-2"))
    assert Objection.objects.count() == 2


def test_everything_that_cannot_be_is_said_at_once(case: Decision, lawyer: User) -> None:
    make.make_objection(make.running_case(), number="BZW-2026-1")
    wrong = replace(LETTER, received_on=TOMORROW, way=Objection.Way.WEB, hearing_on=TODAY, objector="x" * 201)
    said = codes(lambda: workflow.record_objection(decision=case, by=lawyer, received=wrong))
    assert said == ["objector", "number", "received_on", "posted_on", "hearing_on"]
    postmark = replace(LETTER, number="B", posted_on=TOMORROW)
    assert codes(lambda: workflow.record_objection(decision=case, by=lawyer, received=postmark)) == [
        "posted_on"
    ]
    nameless = replace(LETTER, number=" ", way="duif", posted_on=None)
    assert codes(lambda: workflow.record_objection(decision=case, by=lawyer, received=nameless)) == [
        "number",
        "way",
    ]


def test_without_a_house_rule_nobody_knows_how_long_to_keep_it(case: Decision, lawyer: User) -> None:
    HouseRule.objects.filter(key=HouseRule.Key.OBJECTION_YEARS).delete()
    said = codes(lambda: workflow.record_objection(decision=case, by=lawyer, received=LETTER))
    assert said == ["huisregel"]


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.REVIEWER])
def test_nobody_else_handles_objections(case: Decision, role: Role) -> None:
    with pytest.raises(NotAllowed, match="toetser"):
        workflow.record_objection(decision=case, by=make.make_user(role), received=LETTER)


# --- Changing and deciding -----------------------------------------------------------------------


def test_two_at_once_one_is_told(case: Decision, lawyer: User) -> None:
    found = workflow.record_objection(decision=case, by=lawyer, received=LETTER)
    later = replace(LETTER, hearing_on=date(2026, 6, 1))
    workflow.change_objection(objection=found, by=lawyer, version=1, received=later)
    with pytest.raises(Conflict):
        workflow.change_objection(objection=found, by=lawyer, version=1, received=LETTER)
    found.refresh_from_db()
    assert (found.hearing_on, found.version) == (date(2026, 6, 1), 2)


def test_the_decision_starts_the_years_anew(case: Decision, lawyer: User) -> None:
    found = workflow.record_objection(
        decision=case, by=lawyer, received=replace(LETTER, received_on=date(2026, 3, 20), posted_on=None)
    )
    assert found.retain_until == date(2031, 3, 20)
    done = workflow.decide_objection(
        objection=found, by=lawyer, version=1, outcome=Objection.Outcome.PARTLY, decided_on=TODAY
    )
    assert (done.outcome, done.retain_until, done.version) == ("deels_gegrond", date(2031, 3, 31), 2)
    corrected = workflow.change_objection(objection=done, by=lawyer, version=2, received=LETTER)
    assert corrected.retain_until == date(2031, 3, 31)


@pytest.mark.parametrize(
    ("outcome", "decided_on", "expected"),
    [
        ("", None, ["outcome", "decided_on"]),
        ("ongegrond", TOMORROW, ["decided_on"]),
        ("ongegrond", TODAY - timedelta(days=1), ["decided_on"]),
        ("verzonnen", TODAY, ["outcome"]),
    ],
)
def test_a_decision_has_an_outcome_and_a_possible_day(
    case: Decision, lawyer: User, outcome: str, decided_on: date | None, expected: list[str]
) -> None:
    found = workflow.record_objection(decision=case, by=lawyer, received=LETTER)
    assert (
        codes(
            lambda: workflow.decide_objection(
                objection=found, by=lawyer, version=1, outcome=outcome, decided_on=decided_on
            )
        )
        == expected
    )


def test_interim_relief(case: Decision, lawyer: User) -> None:
    found = workflow.record_objection(decision=case, by=lawyer, received=LETTER)
    asked = workflow.record_interim_relief(
        objection=found, by=lawyer, version=1, requested_on=TODAY, hearing_on=date(2026, 4, 14)
    )
    assert (asked.relief_requested_on, asked.relief_hearing_on) == (TODAY, date(2026, 4, 14))
    done = workflow.record_interim_relief(
        objection=asked, by=lawyer, version=2, requested_on=TODAY, outcome="Afgewezen"
    )
    assert done.relief_outcome == "Afgewezen"
    for values, expected in (
        ({"requested_on": None}, ["relief_requested_on"]),
        ({"requested_on": TOMORROW, "hearing_on": TODAY}, ["relief_requested_on", "relief_hearing_on"]),
        ({"requested_on": TODAY, "outcome": "x" * 201}, ["relief_outcome"]),
    ):
        assert (
            codes(
                lambda values=values: workflow.record_interim_relief(
                    objection=found, by=lawyer, version=3, **values
                )
            )
            == expected
        )


# --- Interruptions -------------------------------------------------------------------------------


def test_a_ruling_is_a_row_beside_the_decision(case: Decision, lawyer: User) -> None:
    before = model_to_dict(Decision.objects.get(pk=case.pk))
    area = case.designated_areas.get()
    ruling = Ruling(
        kind=Interruption.Kind.SUSPENSION, from_day=TODAY, areas=[area], reference="ZWB 26/123 VV"
    )
    found = workflow.record_interruption(decision=case, by=lawyer, ruling=ruling)
    assert list(found.areas.all()) == [area]
    assert model_to_dict(Decision.objects.get(pk=case.pk)) == before
    assert AuditEvent.objects.latest("seq").facts == {
        "interruption": found.pk,
        "kind": "schorsing",
        "from_day": "2026-03-31",
        "to_day": None,
        "areas": [area.pk],
    }


def test_a_correction_is_a_new_row_and_the_old_one_stays(case: Decision) -> None:
    office = make.make_user(Role.MAYORS_OFFICE)
    wrong = workflow.record_interruption(
        decision=case, by=office, ruling=Ruling(kind="schorsing", from_day=TODAY)
    )
    right = Ruling(kind="schorsing", from_day=TODAY, to_day=date(2026, 4, 20))
    new = workflow.correct_interruption(
        interruption=wrong, by=office, ruling=right, reason="De schorsing is opgeheven."
    )
    assert list(Interruption.objects.standing()) == [new]
    assert Interruption.objects.get(pk=wrong.pk).to_day is None
    again = codes(
        lambda: workflow.correct_interruption(interruption=wrong, by=office, ruling=right, reason=" ")
    )
    assert again == ["reason", "verbeterd"]


def test_rulings_that_cannot_be(case: Decision, lawyer: User) -> None:
    elsewhere = make.running_case().designated_areas.get()
    wrong = Ruling(kind="vernietiging", from_day=date(2020, 1, 1), to_day=date(2019, 1, 1), areas=[elsewhere])
    act = workflow.record_interruption
    assert codes(lambda: act(decision=case, by=lawyer, ruling=wrong)) == ["to_day", "from_day", "areas"]
    assert codes(lambda: act(decision=case, by=lawyer, ruling=Ruling(kind="", from_day=None))) == [
        "kind",
        "from_day",
    ]
    suspended = Ruling(kind="schorsing", from_day=TODAY)
    act(decision=case, by=lawyer, ruling=suspended)
    assert codes(lambda: act(decision=case, by=lawyer, ruling=suspended)) == ["dubbel"]


# --- Destroying ----------------------------------------------------------------------------------


@pytest.fixture
def decided(case: Decision) -> Objection:
    return make.make_objection(
        case,
        outcome=Objection.Outcome.UNFOUNDED,
        decided_on=TODAY,
        late_note="Ziek",
        retain_until=date(2031, 3, 31),
    )


def test_destroying_leaves_number_days_and_outcome(decided: Objection, lawyer: User) -> None:
    gone = workflow.destroy_personal_data(objection=decided, by=lawyer, version=1, reason=Reason.REQUEST)
    gone.refresh_from_db()
    assert (gone.objector, gone.contact, gone.grounds, gone.late_note) == ("", "", "", "")
    assert (gone.number, gone.received_on, gone.outcome) == (decided.number, TODAY, "ongegrond")
    assert gone.destroyed_by == lawyer
    assert gone.destroyed_at is not None
    event = AuditEvent.objects.latest("seq")
    assert event.event == "objection.personal_data_destroyed"
    assert event.facts == {"objection": gone.pk, "reason": "verzoek van betrokkene", "early": True}
    assert "Verzonnen" not in log()
    change = codes(lambda: workflow.change_objection(objection=gone, by=lawyer, version=2, received=LETTER))
    assert change == ["vernietigd"]
    twice = codes(
        lambda: workflow.destroy_personal_data(objection=gone, by=lawyer, version=2, reason=Reason.REQUEST)
    )
    assert twice == ["vernietigd"]


@pytest.mark.parametrize(
    ("day", "refused"), [("2031-03-30", True), ("2031-03-31", True), ("2031-04-01", False)]
)
def test_the_term_is_over_the_day_after_its_last_day(
    decided: Objection, lawyer: User, day: str, refused: bool
) -> None:
    def act() -> Any:
        return workflow.destroy_personal_data(objection=decided, by=lawyer, version=1)

    with time_machine.travel(f"{day}T12:00:00+02:00", tick=False):
        if refused:
            assert codes(act) == ["reason"]
        else:
            assert act().objector == ""


def test_data_are_not_destroyed_while_a_decision_is_to_come(case: Decision, lawyer: User) -> None:
    pending = make.make_objection(case)
    said = codes(
        lambda: workflow.destroy_personal_data(objection=pending, by=lawyer, version=1, reason=Reason.REQUEST)
    )
    assert said == ["open"]


def with_file(case: Decision, *, confidential: bool = True) -> Evidence:
    piece = Evidence(
        decision=case,
        kind=Evidence.Kind.REPORT,
        title="Rapportage",
        source="de politie",
        dated=TODAY,
        confidential=confidential,
        sha256="ab" * 32,
    )
    piece.file.save("", ContentFile(b"%PDF-1.7 geheim"), save=True)
    return piece


def test_a_file_goes_and_its_row_stays(lawyer: User, django_capture_on_commit_callbacks: Any) -> None:
    case = make.complete_case()
    piece = with_file(case)
    make.publish(make.adopt(case))
    path = Path(piece.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.destroy_evidence_file(evidence=piece, by=lawyer, reason=Reason.REQUEST)
    assert not path.exists()
    assert Evidence.objects.get(pk=piece.pk).sha256 == "ab" * 32
    event = AuditEvent.objects.latest("seq")
    assert event.event == "evidence.file_destroyed"
    assert event.facts == {"evidence": piece.pk, "sha256": "ab" * 32, "reason": "verzoek van betrokkene"}
    assert list(destroyed_files(case)) == [piece.pk]
    again = codes(lambda: workflow.destroy_evidence_file(evidence=piece, by=lawyer, reason=Reason.REQUEST))
    assert again == ["stuk"]


def test_a_file_stays_while_it_is_needed(lawyer: User) -> None:
    case = make.complete_case()
    public, secret = with_file(case, confidential=False), with_file(case)
    copy = make.make_decision()
    Evidence.objects.create(
        decision=copy, kind="brief", title="Kopie", source="-", dated=TODAY, file=secret.file.name
    )
    act = workflow.destroy_evidence_file
    assert codes(lambda: act(evidence=secret, by=lawyer, reason=Reason.REQUEST)) == ["status", "stuk"]
    make.publish(make.adopt(case))
    assert codes(lambda: act(evidence=public, by=lawyer, reason=Reason.REQUEST)) == ["stuk"]
    make.make_objection(case)
    assert codes(lambda: act(evidence=secret, by=lawyer, reason=Reason.REQUEST)) == ["stuk", "open"]
    for role in (Role.POLICY_OFFICER, Role.COMMUNICATIONS):
        with pytest.raises(NotAllowed):
            act(evidence=secret, by=make.make_user(role), reason=Reason.REQUEST)


# --- The command ---------------------------------------------------------------------------------


def run(*options: str) -> str:
    out = StringIO()
    call_command("destroy_expired", *options, stdout=out)
    return out.getvalue()


def test_the_command_destroys_what_is_past_its_day_and_says_what(
    decided: Objection, django_capture_on_commit_callbacks: Any
) -> None:
    case = make.complete_case()
    piece = with_file(case)
    area = case.designated_areas.get()
    area.last_day = date(2026, 12, 31)
    area.save()
    make.publish(make.adopt(case))
    pending = make.make_objection(decided.decision)
    days = {
        "2031-03-31": (False, False),
        "2031-04-01": (True, False),
        "2031-12-31": (True, False),
        "2032-01-01": (True, True),
    }
    for day, (objection_gone, file_gone) in days.items():
        with time_machine.travel(f"{day}T03:00:00+02:00", tick=False):
            before = AuditEvent.objects.count()
            run("--dry-run")
            assert AuditEvent.objects.count() == before
            with django_capture_on_commit_callbacks(execute=True):
                run()
            run()
        decided.refresh_from_db()
        assert (decided.objector == "") is objection_gone, day
        assert (not Path(piece.file.path).exists()) is file_gone, day
    pending.refresh_from_db()
    assert pending.objector == "J. Verzonnen"  # nobody decided on it yet
    events = AuditEvent.objects.filter(
        event__in=["objection.personal_data_destroyed", "evidence.file_destroyed"]
    )
    assert [(e.event, e.actor) for e in events.order_by("seq")] == [
        ("objection.personal_data_destroyed", None),
        ("evidence.file_destroyed", None),
    ]
    audit.verify()


def test_the_command_names_what_it_would_destroy(decided: Objection) -> None:
    with time_machine.travel("2031-04-01T03:00:00+02:00", tick=False):
        said = run("--dry-run")
    assert decided.number in said
    assert "Verzonnen" not in said


def test_the_command_removes_a_file_that_its_record_already_called_destroyed(lawyer: User) -> None:
    """The machine stopped between the record and the removal."""
    case = make.complete_case()
    piece = with_file(case)
    make.publish(make.adopt(case))
    workflow.destroy_evidence_file(evidence=piece, by=lawyer, reason=Reason.REQUEST)  # no commit, no removal
    assert Path(piece.file.path).exists()
    run()
    assert not Path(piece.file.path).exists()


def test_a_closed_case_keeps_its_confidential_evidence_for_the_same_years() -> None:
    case = make.complete_case()
    piece = with_file(case)
    make.adopt(case, status=Status.CLOSED)
    with time_machine.travel("2031-03-31T12:00:00+02:00", tick=False):
        assert "Rapportage" not in run("--dry-run")
        assert str(piece.pk) not in run("--dry-run")
