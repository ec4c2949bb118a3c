"""The acts on areas, positions, units and deployments: what they write, what they refuse, and to whom."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from almere_camera import audit
from almere_camera.findings import Conflict, NotAllowed
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Perm, Role, holders
from areas import workflow
from areas.events import EVENTS
from areas.models import Area, Boundary, Deployment, Position, PositionCode, Unit
from tests.factories import make_user

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
LATER = date(2026, 6, 1)
RING = [[143000.0, 487000.0], [143200.0, 487000.0], [143200.0, 487200.0], [143000.0, 487000.0]]
SHAPE = {"type": "Polygon", "coordinates": [RING]}
OPEN = {"type": "Polygon", "coordinates": [RING[:-1]]}


@pytest.fixture
def by() -> User:
    return make_user(Role.POLICY_OFFICER, first_name="Anna", last_name="Proef")


def area(by: User, **values: Any) -> Area:
    plain = {"name": "Proefmarkt", "kind": "overig", "geometry": SHAPE, "streets": ["Proefstraat"]}
    return workflow.add_area(by=by, **{**plain, "valid_from": DAY, "source": "Proef", **values})


def position(by: User, code: str = "P-01", valid_from: date = DAY, **values: Any) -> Position:
    plain = {"place": f"Plek van {code}", "kind": "vast", "x": 143050, "y": 487010, "direction": 90}
    return workflow.add_position(by=by, code=code, valid_from=valid_from, **{**plain, **values})


def unit(by: User, code: str = "MOB-1") -> Unit:
    return workflow.add_unit(by=by, code=code, valid_from=DAY, description="Mast")


def refused(act: Callable[[], Any]) -> dict[str, list[str]]:
    """The messages by field; nothing may have been written."""
    before = AuditEvent.objects.count()
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        act()
    assert AuditEvent.objects.count() == before
    return caught.value.message_dict


# --- Who -----------------------------------------------------------------------------------------

ACTS = [
    function
    for name, function in inspect.getmembers(workflow, inspect.isfunction)
    if "by" in inspect.signature(function).parameters and not name.startswith("_")
]


def test_every_act_takes_keywords_only() -> None:
    assert len(ACTS) == len(EVENTS)
    for act in ACTS:
        kinds = {parameter.kind for parameter in inspect.signature(act).parameters.values()}
        assert kinds == {inspect.Parameter.KEYWORD_ONLY}, act.__name__


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("role", [*(r for r in Role if r not in holders(Perm.EDIT_AREAS)), None])
def test_the_act_itself_refuses_other_functions(act: Callable[..., Any], role: Role | None) -> None:
    nothing = dict.fromkeys(inspect.signature(act).parameters)
    with pytest.raises(NotAllowed, match="Dit doet: beleidsmedewerker"):
        act(**{**nothing, "by": make_user(role)})


# --- Areas and boundaries ------------------------------------------------------------------------


def test_an_area_without_boundary_yet(by: User) -> None:
    assert not area(by, geometry=None).boundaries.exists()


def test_the_event_of_a_boundary_holds_its_hash_and_no_content(by: User) -> None:
    found = area(by)
    facts = audit.events_of(found).get().facts
    assert set(facts) == {"version", "boundary", "valid_from", "sha256"}
    assert facts["boundary"] == found.boundaries.get().pk
    assert len(facts["sha256"]) == 64


def test_a_wrong_boundary_leaves_no_half_area(by: User) -> None:
    assert "niet gesloten" in refused(lambda: area(by, geometry=OPEN))["geometry"][0]
    assert not Area.objects.exists()


def test_a_name_stands_on_one_line_and_is_there_once(by: User) -> None:
    assert area(by, name="  Grote \n Markt ").name == "Grote Markt"
    assert "name" in refused(lambda: area(by, name="Grote Markt"))
    assert "name" in refused(lambda: area(by, name="  "))


def test_changes_name_and_kind(by: User) -> None:
    changed = workflow.change_area(area=area(by), by=by, version=1, name="Markt", kind="centrum")
    assert (changed.name, changed.kind, changed.version) == ("Markt", "centrum", 2)


def test_a_conflict_names_the_colleague(by: User) -> None:
    found, other = area(by), make_user(first_name="Berend", last_name="Eerder")
    workflow.change_area(area=found, by=other, version=1, name="Markt", kind="centrum")
    with pytest.raises(Conflict, match="Berend Eerder heeft dit intussen gewijzigd"):
        workflow.change_area(area=found, by=by, version=1, name="Plein", kind="centrum")
    with pytest.raises(Conflict):
        workflow.record_boundary(
            area=found, by=by, geometry=SHAPE, streets=[], valid_from=DAY, source="", version=1
        )
    assert Area.objects.get().name == "Markt"


def test_the_history_of_boundaries(by: User) -> None:
    found = area(by)
    moved = {"type": "Polygon", "coordinates": [[[x + 10, y] for x, y in RING]]}
    new = workflow.record_boundary(
        area=found, by=by, geometry=moved, streets=["A", " A ", "", "B"], valid_from=LATER, source=""
    )
    found = Area.objects.get()
    old = found.boundary_on(date(2026, 5, 31))
    assert old is not None
    assert old.geometry == SHAPE
    assert found.boundary_on(LATER) == new
    assert found.boundary_on(date(2026, 2, 28)) is None
    assert new.streets == ["A", "B"]
    assert found.version == 2


def test_a_recorded_boundary_cannot_be_changed_or_removed(by: User) -> None:
    found = area(by).boundaries.get()
    for change in (
        lambda: Boundary.objects.update(source="anders"),
        lambda: found.delete(),
        lambda: found.save(),
    ):
        with pytest.raises(DatabaseError, match="Een vastgelegde grens blijft"), transaction.atomic():
            change()
    assert Boundary.objects.get().source == "Proef"


# --- Positions and codes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "at"),
    [
        ("x", 121000, "x"),
        ("y", float("nan"), "x"),
        ("x", float("inf"), "x"),
        ("direction", 360, "direction"),
        ("direction", -1, "direction"),
        ("place", " ", "place"),
        ("kind", "anders", "kind"),
    ],
)
def test_refuses_an_impossible_position(by: User, field: str, value: Any, at: str) -> None:
    assert at in refused(lambda: position(by, **{field: value}))
    assert not Position.objects.exists()


def test_changes_a_position(by: User) -> None:
    new = {"place": "Elders", "kind": "mobiel", "x": 143051.126, "y": 487011, "direction": None}
    changed = workflow.change_position(position=position(by), by=by, version=1, **new)
    assert (changed.place, changed.kind, changed.x, changed.direction) == (
        "Elders",
        "mobiel",
        143051.13,
        None,
    )
    with pytest.raises(Conflict):
        workflow.change_position(position=changed, by=by, version=1, **new)


def test_a_new_code_leaves_the_old_one(by: User) -> None:
    found = workflow.rename_position(position=position(by), by=by, code="P-99", valid_from=LATER)
    assert (found.code_on(DAY), found.code_on(LATER)) == ("P-01", "P-99")


def test_a_code_is_of_one_position_at_a_time(by: User) -> None:
    first = position(by)
    assert "al van positie Plek van P-01" in refused(lambda: position(by, "p-01", LATER))["code"][0]
    earlier = refused(lambda: position(by, "P-01", date(2020, 1, 1)))
    assert "vanaf 01-03-2026" in earlier["code"][0]
    workflow.rename_position(position=first, by=by, code="P-02", valid_from=LATER)
    second = position(by, "P-01", LATER)
    assert (first.code_on(DAY), second.code_on(LATER)) == ("P-01", "P-01")
    assert "code" in refused(
        lambda: workflow.rename_position(position=first, by=by, code="P-01", valid_from=LATER)
    )


def test_the_same_code_twice_on_a_day_is_refused(by: User) -> None:
    found = position(by)
    again = {"position": found, "by": by, "code": "P-01", "valid_from": DAY}
    assert "al de code" in refused(lambda: workflow.rename_position(**again))["code"][0]
    assert PositionCode.objects.count() == 1


def test_units_have_dated_codes_of_their_own(by: User) -> None:
    position(by, "MOB-1")
    found = unit(by, "MOB-1")
    assert "al van unit Mast" in refused(lambda: unit(by, "MOB-1"))["code"][0]
    renamed = workflow.rename_unit(unit=found, by=by, code="MOB-7", valid_from=LATER)
    assert [code.code for code in renamed.codes.order_by("valid_from")] == ["MOB-1", "MOB-7"]


def test_a_unit_knows_its_version_by_its_last_event(by: User) -> None:
    found = unit(by)
    shown = workflow.version_of(found)
    workflow.change_unit(unit=found, by=by, version=shown, description="Andere mast")
    with pytest.raises(Conflict, match="Anna Proef"):
        workflow.change_unit(unit=found, by=by, version=shown, description="Nog anders")
    assert Unit.objects.get().description == "Andere mast"


# --- Deployments ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first_day", "last_day", "fits"),
    [
        (date(2026, 2, 1), date(2026, 2, 28), True),
        (date(2026, 2, 1), date(2026, 3, 1), False),
        (date(2026, 3, 31), None, False),
        (date(2026, 3, 10), date(2026, 3, 11), False),
        (date(2026, 2, 1), None, False),
        (date(2026, 4, 1), None, True),
    ],
)
@pytest.mark.parametrize("mobile", [True, False])
def test_a_camera_is_in_one_place_at_a_time(
    by: User, mobile: bool, first_day: date, last_day: date | None, fits: bool
) -> None:
    """It stands from 1 to 31 March, both included."""
    device = unit(by) if mobile else None
    here = position(by)
    there = position(by, "P-02") if mobile else here
    workflow.deploy(by=by, position=here, unit=device, first_day=DAY, last_day=date(2026, 3, 31))

    def again() -> Deployment:
        return workflow.deploy(by=by, position=there, unit=device, first_day=first_day, last_day=last_day)

    if fits:
        assert again().pk
    else:
        assert ("unit" if mobile else "first_day") in refused(again)


def test_a_place_for_a_unit_has_no_fixed_camera(by: User) -> None:
    found = position(by, kind="mobiel")
    assert "unit" in refused(
        lambda: workflow.deploy(by=by, position=found, unit=None, first_day=DAY, last_day=None)
    )


def test_ends_a_deployment_and_corrects_the_end(by: User) -> None:
    device, here, there = unit(by), position(by), position(by, "P-02")
    found = workflow.deploy(by=by, position=here, unit=device, first_day=DAY, last_day=None)
    ended = workflow.end_deployment(deployment=found, by=by, last_day=date(2026, 3, 31))
    assert not Deployment.objects.on(date(2026, 4, 1)).exists()
    workflow.deploy(by=by, position=there, unit=device, first_day=date(2026, 4, 1), last_day=None)
    too_late = refused(lambda: workflow.end_deployment(deployment=ended, by=by, last_day=LATER))
    assert "staat in deze periode al op Plek van P-02" in too_late["unit"][0]
    too_early = refused(lambda: workflow.end_deployment(deployment=ended, by=by, last_day=date(2026, 2, 1)))
    assert "voor de eerste dag" in too_early["last_day"][0]
    again = workflow.end_deployment(deployment=ended, by=by, last_day=date(2026, 3, 15))
    assert again.last_day == date(2026, 3, 15)
    assert audit.events_of(found).filter(event="deployment.ended").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_people_send_the_same_unit_to_two_places_at_once() -> None:
    """One wins; the other hears where the unit stands."""
    by = make_user(Role.POLICY_OFFICER)
    device, places = unit(by), [position(by, "P-01"), position(by, "P-02")]
    start, results = threading.Barrier(2), []

    def send(place: Position) -> None:
        try:
            start.wait(10)
            workflow.deploy(by=by, position=place, unit=device, first_day=DAY, last_day=None)
            results.append("done")
        except ValidationError as error:
            results.append(" ".join(error.messages))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[place]) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(results) == 2
    assert results.count("done") == 1
    assert any("staat in deze periode al op" in result for result in results)
    assert Deployment.objects.count() == 1
    audit.verify()
