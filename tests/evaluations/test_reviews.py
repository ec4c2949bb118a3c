"""The verdict on a position: who gives it, who confirms it, what is kept, what follows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from almere_camera import audit, home
from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.models import AuditEvent, HouseRule, User
from almere_camera.roles import Role
from areas import workflow as places
from areas.models import Area, Deployment, Position, PositionCode
from decisions.models import DecisionKind, Fact
from evaluations.models import PositionPurpose, PositionReview, Proposal, ReviewYear, Verdict
from evaluations.review_figures import digest, figures_of, proposal_of
from evaluations.workflow import purposes
from evaluations.workflow import reviews as acts
from evaluations.workflow.review_follow_up import open_review_follow_up
from tests import factories as make
from tests.evaluations import make as rows

pytestmark = pytest.mark.django_db
D = date


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-03-31T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user()


@pytest.fixture
def colleague() -> User:
    return make.make_user(Role.REVIEWER)


@pytest.fixture
def area() -> Area:
    make.make_records()
    return make.make_area("Centrum", kind=Area.Kind.CENTRE)


@pytest.fixture
def position(area: Area) -> Position:
    return hung(area, "S-01")


def hung(area: Area, code: str) -> Position:
    boundary = area.newest_boundary
    assert boundary is not None
    made = Position.objects.create(place="De Brink", x=boundary.west + 9, y=boundary.south + 9)
    PositionCode.objects.create(position=made, code=code, valid_from=D(2019, 1, 1))
    Deployment.objects.create(position=made, first_day=D(2019, 1, 1))
    return made


@pytest.fixture
def review(area: Area, position: Position, officer: User) -> PositionReview:
    """Of 2025, after two complete years at zero: the rule proposes to remove the camera."""
    rows.run([area], D(2024, 1, 1), D(2025, 12, 31))
    acts.plan_year(year=2025, by=officer)
    return PositionReview.objects.get()


def judged(review: PositionReview, by: User, **values: Any) -> PositionReview:
    plain: dict[str, Any] = {
        "verdict": Verdict.REMOVE,
        "reason": "Er gebeurt hier niets meer.",
        "next_on": None,
    }
    return acts.judge_position(review=review, by=by, version=review.version, **{**plain, **values})


def confirmed(review: PositionReview, officer: User, colleague: User, **values: Any) -> PositionReview:
    row = judged(review, officer, **values)
    return acts.confirm_review(review=row, by=colleague, version=row.version)


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("seq")


# --- The verdict -----------------------------------------------------------------------------------


def test_a_verdict_that_follows_the_proposal_needs_its_reason_only(
    review: PositionReview, officer: User
) -> None:
    row = judged(review, officer)
    assert (row.stage, row.proposal, row.departs) == (PositionReview.Stage.WAITING, Proposal.REMOVE, False)
    assert last_event().event == "review.judged"
    assert "niets" not in json.dumps(last_event().facts)
    audit.verify()


@pytest.mark.parametrize("verdict", [Verdict.KEEP, Verdict.MOVE, Verdict.INVESTIGATE])
def test_another_verdict_than_the_proposal_asks_why(
    verdict: Verdict, review: PositionReview, officer: User
) -> None:
    later = D(2027, 2, 1)
    with pytest.raises(ValidationError) as refused:
        judged(review, officer, verdict=verdict, next_on=later)
    assert refused.value.message_dict.keys() == {"departure"}
    assert "Voorstel: verwijderen" in str(refused.value)
    row = judged(review, officer, verdict=verdict, next_on=later, departure="De markt komt terug.")
    assert (row.departs, row.departure) == (True, "De markt komt terug.")


def test_everything_that_is_missing_is_told_at_once(review: PositionReview, officer: User) -> None:
    with pytest.raises(ValidationError) as refused:
        judged(review, officer, verdict=Verdict.KEEP, reason="  ")
    assert refused.value.message_dict.keys() == {"reason", "next_on", "departure"}
    with pytest.raises(ValidationError, match="na vandaag"):
        judged(review, officer, next_on=D(2026, 3, 31))
    with pytest.raises(ValidationError, match="Kies een oordeel"):
        judged(review, officer, verdict="slopen")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
def test_who_may_not_judge_is_told_who_may(role: Role, review: PositionReview) -> None:
    with pytest.raises(NotAllowed, match="beleidsmedewerker"):
        judged(review, make.make_user(role))
    review.refresh_from_db()
    assert review.verdict == ""


def test_whoever_comes_second_is_told(review: PositionReview, officer: User) -> None:
    judged(review, officer)
    with pytest.raises(Conflict):
        judged(review, officer)


# --- The second pair of eyes -----------------------------------------------------------------------


def test_nobody_confirms_or_returns_a_verdict_of_his_own(review: PositionReview, officer: User) -> None:
    row = judged(review, officer)
    with pytest.raises(NotAllowed, match="zelf"):
        acts.confirm_review(review=row, by=officer, version=row.version)
    with pytest.raises(NotAllowed, match="zelf"):
        acts.return_review(review=row, by=officer, version=row.version, remark="Toch niet.")


def test_another_officer_may_confirm(review: PositionReview, officer: User) -> None:
    assert confirmed(review, officer, make.make_user()).confirmed_at


@pytest.mark.parametrize("role", [Role.MAYORS_OFFICE, Role.COMMUNICATIONS, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_not_confirm(role: Role, review: PositionReview, officer: User) -> None:
    row = judged(review, officer)
    with pytest.raises(NotAllowed, match="toetser"):
        acts.confirm_review(review=row, by=make.make_user(role), version=row.version)


def test_a_returned_verdict_goes_back_with_its_remark(
    review: PositionReview, officer: User, colleague: User
) -> None:
    row = judged(review, officer)
    with pytest.raises(ValidationError, match="anders"):
        acts.return_review(review=row, by=colleague, version=row.version, remark=" ")
    row = acts.return_review(review=row, by=colleague, version=row.version, remark="Kijk naar de markt.")
    assert row.stage == PositionReview.Stage.RETURNED
    with pytest.raises(Refused, match="nog geen oordeel"):
        acts.confirm_review(review=row, by=colleague, version=row.version)
    row = judged(row, officer)
    assert (row.stage, row.remark) == (PositionReview.Stage.WAITING, "")


def test_what_is_confirmed_keeps_its_figures_whatever_is_imported_later(
    review: PositionReview, officer: User, colleague: User, area: Area, position: Position
) -> None:
    row = confirmed(review, officer, colleague)
    kept = PositionReview.objects.get(pk=row.pk)
    assert kept.figures["rule"]["proposal"] == Proposal.REMOVE
    assert kept.figures["years"][-1]["relevant"] == 0
    assert kept.figures_sha256 == digest(kept.figures) == last_event().facts["figures_sha256"]
    late = rows.run([area], D(2025, 1, 1), D(2025, 12, 31))
    rows.incident(datetime(2025, 5, 1, 22), [position], of=late)
    assert figures_of(kept)["years"][-1]["relevant"] == 1
    assert PositionReview.objects.get(pk=row.pk).figures == kept.figures
    with pytest.raises(Refused, match="verandert niet meer"):
        judged(kept, officer)
    with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
        PositionReview.objects.filter(pk=row.pk).update(verdict=Verdict.KEEP)
    with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
        PositionReview.objects.filter(pk=row.pk).delete()
    with pytest.raises(DatabaseError, match="blijft staan"), transaction.atomic():
        ReviewYear.objects.update(year=2024)


def test_what_the_rule_says_otherwise_since_the_verdict_is_not_confirmed(
    review: PositionReview, officer: User, colleague: User, area: Area, position: Position
) -> None:
    row = judged(review, officer)
    late = rows.run([area], D(2025, 1, 1), D(2025, 12, 31))
    rows.incident(datetime(2025, 5, 1, 22), [position], of=late)
    with pytest.raises(Refused, match="De cijfers zijn veranderd"):
        acts.confirm_review(review=row, by=colleague, version=row.version)


# --- What follows ----------------------------------------------------------------------------------


def test_a_removal_is_a_task_until_the_camera_is_gone(
    review: PositionReview, officer: User, colleague: User, position: Position
) -> None:
    row = confirmed(review, officer, colleague)
    assert "Camera weghalen: positie S-01" in titles(officer)
    assert titles(colleague) == []

    def done(on: date) -> PositionReview:
        return acts.carry_out(review=row, by=officer, version=row.version, carried_out_on=on)

    with pytest.raises(ValidationError, match="loopt nog door"):
        done(D(2026, 3, 30))
    places.end_deployment(deployment=position.deployments.get(), by=officer, last_day=D(2026, 3, 30))
    with pytest.raises(ValidationError, match="moet nog komen"):
        done(D(2026, 4, 1))
    assert done(D(2026, 3, 30)).carried_out_on == D(2026, 3, 30)
    assert titles(officer) == []
    assert last_event().event == "review.carried_out"
    with pytest.raises(Refused, match="hoeft geen camera"):
        acts.carry_out(review=row, by=officer, version=row.version + 1, carried_out_on=D(2026, 3, 30))


def test_a_camera_that_stays_is_no_task(review: PositionReview, officer: User, colleague: User) -> None:
    row = confirmed(
        review, officer, colleague, verdict=Verdict.KEEP, next_on=D(2027, 2, 1), departure="De markt."
    )
    assert not row.is_to_carry_out
    assert titles(officer) == []


def test_a_smaller_area_opens_a_change_with_figures_that_stay(
    review: PositionReview, officer: User, colleague: User, area: Area, position: Position
) -> None:
    with pytest.raises(Refused, match="eerst een collega"):
        open_review_follow_up(review=review, by=officer)
    row = confirmed(review, officer, colleague)
    with pytest.raises(Refused, match="geldt vandaag geen aanwijzing"):
        open_review_follow_up(review=row, by=officer)
    running = make.running_case(areas=[area])
    follow_up = open_review_follow_up(review=row, by=officer)
    case = follow_up.decision
    assert case.kind == DecisionKind.CHANGE
    assert case.designated_areas.get().follows == running.designated_areas.get()
    facts = list(case.facts.values_list("value", "unit", "period", "source"))
    assert (
        "0",
        "relevante veiligheidsincidenten",
        "2025",
        "de jaarlijkse beoordeling van cameraposities",
    ) in facts
    assert {period for _value, _unit, period, _source in facts} == {"2024", "2025"}
    late = rows.run([area], D(2025, 1, 1), D(2025, 12, 31))
    rows.incident(datetime(2025, 5, 1, 22), [position], of=late)
    assert list(case.facts.values_list("value", "unit", "period", "source")) == facts
    assert open_review_follow_up(review=row, by=officer) == follow_up
    assert Fact.objects.count() == len(facts) + running.facts.count()
    with pytest.raises(NotAllowed):
        open_review_follow_up(review=row, by=colleague)


# --- Purposes --------------------------------------------------------------------------------------


def purpose(position: Position, by: User, **values: Any) -> PositionPurpose:
    plain = {
        "description": "Drukte",
        "public_order": True,
        "owner": "de politie",
        "valid_from": D(2024, 1, 1),
    }
    return purposes.record_purpose(position=position, by=by, **{**plain, **values})  # type: ignore[arg-type]


def test_a_purpose_for_public_order_keeps_the_camera_until_it_ends(
    review: PositionReview, position: Position, officer: User
) -> None:
    made = purpose(position, officer)
    assert proposal_of(review).proposal == Proposal.NONE
    purposes.end_purpose(purpose=made, by=officer, version=made.version, valid_to=D(2025, 6, 30))
    assert proposal_of(review).proposal == Proposal.REMOVE
    assert last_event().event == "purpose.ended"


def test_what_is_wrong_with_a_purpose(position: Position, officer: User, colleague: User) -> None:
    with pytest.raises(ValidationError, match="moet nog komen"):
        purpose(position, officer, valid_from=D(2026, 4, 1))
    with pytest.raises(NotAllowed):
        purpose(position, colleague)
    made = purpose(position, officer)
    with pytest.raises(ValidationError, match="begon pas"):
        purposes.end_purpose(purpose=made, by=officer, version=made.version, valid_to=D(2023, 12, 31))
    with pytest.raises(Conflict):
        purposes.end_purpose(purpose=made, by=officer, version=7, valid_to=D(2025, 12, 31))


# --- The setting -----------------------------------------------------------------------------------


def test_the_days_out_of_use_are_a_dated_setting(
    review: PositionReview, position: Position, officer: User
) -> None:
    """Out of use for 40 days in 2025: too long with 30, not with 45, as the setting held that year."""
    position.outages.create(
        kind="storing", first_day=D(2025, 3, 1), last_day=D(2025, 4, 9), recorded_by=officer
    )
    assert proposal_of(review).proposal == Proposal.NONE
    rule = HouseRule.objects.get(key=HouseRule.Key.REVIEW_DAYS_OUT)
    rule.valid_to = D(2024, 12, 31)
    rule.save()
    assert proposal_of(review).proposal == Proposal.NONE  # without a record: 30
    HouseRule.objects.create(key=HouseRule.Key.REVIEW_DAYS_OUT, value=45, valid_from=D(2025, 1, 1))
    assert proposal_of(review).proposal == Proposal.REMOVE


# --- The home page ---------------------------------------------------------------------------------


def titles(user: User) -> list[str]:
    found = home.work_for(user, D(2026, 3, 31)).lists
    return [item.title for listed in found if listed.key == "posities" for item in listed.items]


def test_every_proposal_is_work_and_every_verdict_waits_for_another(
    review: PositionReview, area: Area, officer: User, colleague: User
) -> None:
    hung(area, "S-02")
    purpose(hung(area, "S-03"), officer)
    purpose(hung(area, "S-04"), officer)
    acts.plan_year(year=2025, by=officer)
    assert titles(officer) == [
        "Beoordeling 2025: nog 2 posities",
        "Positie S-01, 2025",
        "Positie S-02, 2025",
    ]
    assert titles(colleague) == []
    judged(review, officer)
    assert titles(officer) == ["Beoordeling 2025: nog 2 posities", "Positie S-02, 2025"]
    assert titles(colleague) == ["Positie S-01, 2025"]
    for role in (Role.AUDITOR, Role.MAYORS_OFFICE, Role.COMMUNICATIONS):
        assert titles(make.make_user(role)) == []
