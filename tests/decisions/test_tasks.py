"""Open tasks per designated area: when they open, what closes them, and who may close them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from almere_camera import home
from almere_camera.findings import NotAllowed, Refused
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from areas import workflow as places
from areas.models import Deployment, Position
from decisions import tasks, workflow
from decisions.models import (
    Comparison,
    Completion,
    Decision,
    DecisionKind,
    DesignatedArea,
    Interruption,
    Publication,
    ReviewAfterwards,
    Starts,
    Variant,
)
from tests import factories as make
from tests.decisions.pages import page, signed_in

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
D = date
OFF, GONE, TOLD = "camera_uit", "verwijderd", "omwonenden"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def by() -> User:
    return make.make_user(Role.POLICY_OFFICER)


def keys(day: date, decision: Decision | None = None) -> list[str]:
    """What is open, without the people who live there: they are in every decision."""
    return sorted(t.key for t in tasks.open_tasks(day, decision=decision) if t.key != TOLD)


def camera(by: User, last_day: date | None = None) -> Deployment:
    spot: dict[str, Any] = {"place": "Plein", "kind": Position.Kind.MOBILE, "direction": None}
    position = places.add_position(by=by, code="M-1", valid_from=D(2020, 1, 1), x=143100, y=486600, **spot)
    unit = places.add_unit(by=by, code="MOB-1", valid_from=D(2020, 1, 1), description="")
    return places.deploy(by=by, position=position, unit=unit, first_day=D(2026, 1, 1), last_day=last_day)


def running(*deployments: Deployment, **term: Any) -> DesignatedArea:
    """In force from 11 March until 20 April 2026."""
    designated = make.running_case(Variant.MOBILE, **term).designated_areas.get()
    designated.deployments.set(deployments)
    return designated


def following(
    before: DesignatedArea, kind: str = DecisionKind.EXTEND, published: date | None = None, **values: Any
) -> DesignatedArea:
    case = make.make_decision(kind, Variant.MOBILE)
    values = {"starts": Starts.ON_DAY, "first_day": D(2026, 4, 21), "last_day": D(2026, 5, 20), **values}
    designated = make.make_designated_area(case, follows=before, **values)
    if kind != DecisionKind.END:
        designated.deployments.set(before.deployments.all())
    make.adopt(case, D(2026, 4, 17))
    if published:
        make.publish(case, published)
    return designated


# --- Cameras off ---------------------------------------------------------------------------------


def test_an_extension_published_late_asks_for_cameras_off_while_it_lasts(by: User) -> None:
    """The predecessor ends on 20 April; the Gemeenteblad appears on the 23rd: in force from the 24th."""
    later = following(running(camera(by)))
    expected = {D(2026, 4, 20): [], D(2026, 4, 21): [OFF], D(2026, 4, 23): [OFF]}
    for day, open_then in expected.items():
        assert keys(day) == open_then, day
    (task,) = (t for t in tasks.open_tasks(D(2026, 4, 22)) if t.key == OFF)
    assert (task.due, task.designated_area) == (D(2026, 4, 21), later)
    assert "nog niet bekendgemaakt" in task.why
    make.publish(later.decision, D(2026, 4, 23))
    expected |= {D(2026, 4, 24): [], D(2026, 5, 20): [], D(2026, 5, 21): [OFF, GONE]}
    for day, open_then in expected.items():
        assert keys(day) == open_then, day


def test_a_suspension_asks_for_cameras_off_on_its_days(by: User) -> None:
    before = running(camera(by))
    Interruption.objects.create(
        decision=before.decision,
        kind=Interruption.Kind.SUSPENSION,
        from_day=D(2026, 4, 1),
        to_day=D(2026, 4, 3),
        recorded_by=by,
    )
    found = [keys(D(2026, 3, 31) + timedelta(days=n)) for n in range(5)]
    assert found == [[], [OFF], [OFF], [OFF], []]


def test_a_lapse_asks_for_cameras_off_only_while_a_camera_stands(by: User) -> None:
    running(camera(by, last_day=D(2026, 4, 22)))
    assert keys(D(2026, 4, 20)) == []
    assert keys(D(2026, 4, 21)) == [OFF, GONE]
    assert keys(D(2026, 4, 23)) == [GONE]


# --- Removed -------------------------------------------------------------------------------------


def test_an_ending_leaves_cameras_and_signs_to_remove() -> None:
    before = running()
    ending = following(before, DecisionKind.END, D(2026, 4, 7), first_day=D(2026, 4, 10), last_day=None)
    assert keys(D(2026, 4, 9)) == []
    assert keys(D(2026, 4, 10)) == [GONE]
    (task,) = (t for t in tasks.open_tasks(D(2026, 4, 12), decision=ending.decision) if t.key == GONE)
    assert (task.designated_area, task.due) == (before, D(2026, 4, 10))


def test_a_smaller_area_leaves_cameras_and_signs_to_remove() -> None:
    before = running()
    x0, y0, x1, y1 = make.SQUARE
    same = {"starts": Starts.AFTER_PUBLICATION, "first_day": None, "last_day": D(2026, 4, 20)}
    change = following(
        before, DecisionKind.CHANGE, D(2026, 4, 2), geometry=make.rectangle(x0, y0, x1 - 100, y1), **same
    )
    assert keys(D(2026, 4, 2)) == []
    (task,) = (t for t in tasks.open_tasks(D(2026, 4, 3)) if t.key == GONE)
    assert task.designated_area == before
    assert change.decision.kenmerk in task.why


def test_what_is_continued_leaves_nothing_to_remove() -> None:
    following(running(), published=D(2026, 4, 18))
    assert keys(D(2026, 4, 21)) == []
    assert keys(D(2026, 5, 21)) == [GONE]  # of the newest only


def test_an_old_decision_that_was_over_before_it_was_recorded_asks_nothing() -> None:
    make.make_records()
    case = make.make_decision(historical=True)
    make.make_designated_area(
        case, starts=Starts.ON_DAY, first_day=D(2023, 9, 19), last_day=D(2023, 10, 12)
    )  # fmt: skip
    make.adopt(case, D(2023, 9, 13))
    assert tasks.open_tasks(TODAY) == []


# --- Of the decision -----------------------------------------------------------------------------


def compared(decision: Decision, by: User, differences: list[Any]) -> None:
    Comparison.objects.create(
        decision=decision,
        compared_by=by,
        published_text="x",
        published_sha256="0" * 64,
        differences=differences,
    )


def test_a_difference_asks_for_a_rectification_until_there_is_one(by: User) -> None:
    case = make.running_case(areas=[make.make_area("Stad"), make.make_area("Buiten")])
    compared(case, by, [])
    assert keys(TODAY) == []
    compared(case, by, [["31 december", "13 december"]])
    assert keys(TODAY) == ["rectificatie"]  # once for the two areas
    with time_machine.travel("2026-04-01T12:00:00+02:00", tick=False):
        make.publish(case, D(2026, 4, 1), kind=Publication.Kind.RECTIFICATION)
    assert keys(D(2026, 4, 2)) == []


def test_an_urgent_decision_waits_for_its_review(by: User) -> None:
    make.make_records()
    case = make.make_decision(variant=Variant.MOBILE, urgent=True)
    make.make_designated_area(case)
    make.publish(make.adopt(case))
    assert keys(TODAY) == ["toets_achteraf"]
    ReviewAfterwards.objects.create(decision=case, by=by, remark="Goed gegaan.")
    assert keys(TODAY) == []


def test_people_who_live_there_are_told_until_that_is_recorded(by: User) -> None:
    one = running()
    (task,) = tasks.open_tasks(TODAY)
    assert (task.key, task.due) == (TOLD, D(2026, 3, 11))
    workflow.complete(designated_area=one, by=by, task=TOLD, done_on=D(2026, 3, 10), note="Brief")
    assert tasks.open_tasks(TODAY) == []


# --- Finishing -----------------------------------------------------------------------------------


def test_finishing_keeps_the_day_and_leaves_one_event(by: User) -> None:
    one = running(last_day=D(2026, 3, 30))
    before = AuditEvent.objects.count()
    done = workflow.complete(designated_area=one, by=by, task=GONE, done_on=TODAY)
    assert (done.done_on, done.recorded_by) == (TODAY, by)
    assert AuditEvent.objects.count() == before + 1
    event = AuditEvent.objects.latest("seq")
    assert (event.event, event.object_id) == ("task.completed", str(one.decision_id))
    assert keys(TODAY) == []
    with pytest.raises(Refused, match="al afgerond"):
        workflow.complete(designated_area=one, by=by, task=GONE, done_on=TODAY)
    assert Completion.objects.count() == 1


@pytest.mark.parametrize(
    ("task", "done_on", "message"),
    [
        (OFF, TODAY, "staat niet open"),
        (GONE, None, "op welke dag"),
        (GONE, TODAY + timedelta(days=1), "moet nog komen"),
    ],
)
def test_all_that_is_wrong_is_refused(by: User, task: str, done_on: date | None, message: str) -> None:
    one = running(last_day=D(2026, 3, 30))
    with pytest.raises(Refused, match=message):
        workflow.complete(designated_area=one, by=by, task=task, done_on=done_on)


def test_a_difference_is_only_closed_with_an_explanation(by: User) -> None:
    one = running()
    compared(one.decision, by, [["a", "b"]])
    office = make.make_user(Role.COMMUNICATIONS)
    with pytest.raises(Refused, match="hoe het verschil"):
        workflow.complete(designated_area=one, by=office, task="rectificatie", done_on=TODAY)
    workflow.complete(
        designated_area=one, by=office, task="rectificatie", done_on=TODAY, note="Alleen een witregel."
    )
    assert keys(TODAY) == []


@pytest.mark.parametrize("task", list(Completion.Task))
@pytest.mark.parametrize("role", [*Role, None])
def test_only_who_has_the_task_may_finish_it(task: str, role: Role | None) -> None:
    """Written from the roles: policy tells people and removes, the mayor's office may switch off."""
    who = {
        OFF: {Role.POLICY_OFFICER, Role.MAYORS_OFFICE},
        GONE: {Role.POLICY_OFFICER},
        TOLD: {Role.POLICY_OFFICER, Role.COMMUNICATIONS},
        "rectificatie": {Role.COMMUNICATIONS},
        "toets_achteraf": {Role.REVIEWER},
    }
    one, user = running(), make.make_user(role)
    expected = Refused if role in who[task] else NotAllowed
    with pytest.raises(expected) as caught:
        workflow.complete(designated_area=one, by=user, task=task, done_on=None)
    assert isinstance(caught.value, NotAllowed) == (role not in who[task])


# --- Where it shows ------------------------------------------------------------------------------


def test_the_task_is_on_the_pages_of_decision_and_area_and_is_done_there(by: User) -> None:
    one = running(last_day=D(2026, 3, 30))
    kwargs = {"pk": one.decision_id, "area": one.pk, "task": GONE}
    url = reverse("decisions:task_done", kwargs=kwargs)
    client = signed_in(by)
    assert url in page(client, "detail", pk=one.decision_id)
    assert url in client.get(reverse("areas:area", args=[one.area_id])).content.decode()
    assert "gold tot en met 30 maart 2026" in client.get(url).content.decode()
    wrong = client.post(url, {"done_on": "01-04-2026"})
    assert wrong.status_code == 422
    assert 'href="#id_done_on"' in wrong.content.decode()
    assert client.post(url, {"done_on": "31-03-2026", "note": "Firma"}).status_code == 302
    assert url not in page(client, "detail", pk=one.decision_id)


def test_the_checklist_shows_signs_blanking_and_people(by: User) -> None:
    standing = camera(by)
    one = running(standing)
    client = signed_in(by)
    before = page(client, "detail", pk=one.decision_id)
    assert "Nog niet alles is vastgelegd" in before
    assert "nog niet gecontroleerd" in before
    places.place_sign(by=by, area=one.area, entrance="Noord", placed_on=D(2026, 3, 11), photo=None)
    places.place_sign(by=by, area=one.area, entrance="Zuid", placed_on=D(2026, 3, 12), photo=None)
    checks = {"party": "de politie", "in_order": True, "note": ""}
    places.check_masking(by=by, position=standing.position, checked_on=D(2026, 3, 10), **checks)
    workflow.complete(designated_area=one, by=by, task=TOLD, done_on=D(2026, 3, 9), note="Brief")
    after = page(client, "detail", pk=one.decision_id)
    assert "Alles is vastgelegd" in after
    assert "Pas na de eerste dag geplaatst" in after
    assert "Geïnformeerd op 9 maart 2026: Brief" in after


@pytest.mark.parametrize("of", ["all", "decision", "area"])
def test_tasks_cost_as_many_queries_with_thirty_designations(by: User, of: str) -> None:
    def cost() -> int:
        asked: dict[str, Any] = {
            "all": {},
            "decision": {"decision": one.decision},
            "area": {"area": one.area},
        }
        with CaptureQueriesContext(connection) as counted:
            tasks.open_tasks(D(2026, 5, 1), **asked[of])
        return len(counted)

    def more() -> None:
        running(standing, areas=[one.area])
        following(running(standing), published=D(2026, 4, 22))

    standing = camera(by)
    one = running(standing)
    following(one, published=D(2026, 4, 22), last_day=D(2026, 4, 28))
    running(standing, last_day=D(2026, 4, 28))
    more()
    few = cost()
    for _ in range(15):
        more()
    assert cost() == few


def listed(role: Role) -> tuple[bool, list[str]]:
    """Whether the list on the home page is one's own, and what it names."""
    user = User.objects.get(pk=make.make_user(role).pk)
    (found,) = (one for one in home.work_for(user, D(2026, 4, 22)).lists if one.key == "taken")
    return found.mine, [item.title.split(":")[0] for item in found.items]


def test_home_lists_the_tasks_of_each_function(by: User) -> None:
    later = following(running(camera(by)))
    off, tell = "Camera’s uitzetten", "Omwonenden informeren"
    assert listed(Role.POLICY_OFFICER) == (True, [off, tell])
    assert listed(Role.MAYORS_OFFICE) == (True, [off])
    assert listed(Role.COMMUNICATIONS) == (True, [tell])
    assert listed(Role.REVIEWER) == (True, [])
    assert listed(Role.AUDITOR) == (False, [off, tell])
    shown = signed_in(by).get(reverse("home")).content.decode()
    assert later.decision.kenmerk in shown
