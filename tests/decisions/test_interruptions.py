"""What a court or a decision on objection did changes 'in werking' from its day, and no word of the text.

Awb 7:11 (herroeping), 8:72 (vernietiging), 8:81 (schorsing). Each boundary on the day before, the day
itself and the day after.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
import time_machine

from almere_camera.roles import Role
from decisions import deadlines, overview, states
from decisions.models import Decision, DecisionKind, DesignatedArea, Interruption, Starts
from decisions.states import State
from tests import factories as make
from tests.decisions.pages import page, queries, signed_in

pytestmark = pytest.mark.django_db
Kind = Interruption.Kind
# The running case: in force from 11 March to 20 April 2026.


def day(text: str) -> date:
    return date.fromisoformat(text)


def interrupt(
    decision: Decision,
    kind: str,
    first: str,
    last: str | None = None,
    areas: Iterable[DesignatedArea] = (),
    **values: Any,
) -> Interruption:
    made = Interruption.objects.create(
        decision=decision,
        kind=kind,
        from_day=day(first),
        to_day=day(last) if last else None,
        recorded_by=make.make_user(Role.REVIEWER),
        **values,
    )
    made.areas.set(areas)
    return made


def fresh(designated: DesignatedArea) -> DesignatedArea:
    return states.with_terms(DesignatedArea.objects.filter(pk=designated.pk)).get()


def states_on(designated: DesignatedArea, *days: str) -> list[State]:
    found = fresh(designated)
    return [states.state_on(found, day(text)) for text in days]


def running() -> DesignatedArea:
    return make.running_case().designated_areas.get()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-10", State.PUBLISHED),
        ("2026-03-11", State.IN_FORCE),
        ("2026-03-12", State.IN_FORCE),
        ("2026-03-31", State.IN_FORCE),
        ("2026-04-01", State.SUSPENDED),
        ("2026-04-02", State.SUSPENDED),
        ("2026-04-04", State.SUSPENDED),
        ("2026-04-05", State.SUSPENDED),
        ("2026-04-06", State.IN_FORCE),
        ("2026-04-19", State.IN_FORCE),
        ("2026-04-20", State.IN_FORCE),
        ("2026-04-21", State.LAPSED),
    ],
)
def test_a_suspended_day_is_not_in_force_and_the_term_runs_on(text: str, expected: State) -> None:
    area = running()
    interrupt(area.decision, Kind.SUSPENSION, "2026-04-01", "2026-04-05")
    assert states_on(area, text) == [expected]
    term = states.term_of(fresh(area))
    assert term.covers(day(text)) is (expected is State.IN_FORCE)
    assert [d.pk for d in states.in_force_on(day(text))] == ([area.pk] if expected is State.IN_FORCE else [])
    assert (term.last_day, term.repealed_from) == (day("2026-04-20"), day("2026-04-21"))
    assert (term.ended_by, term.taken_away) == (None, None)


def test_a_suspension_until_further_notice_lasts_to_the_end_of_the_term() -> None:
    area = running()
    interrupt(area.decision, Kind.SUSPENSION, "2026-04-01")
    found = states_on(area, "2026-03-31", "2026-04-01", "2026-04-20", "2026-04-21")
    assert found == [State.IN_FORCE, State.SUSPENDED, State.SUSPENDED, State.LAPSED]
    (only,) = states.term_of(fresh(area)).suspensions
    assert only.last is None


@pytest.mark.parametrize(
    ("kind", "state"), [(Kind.REVOCATION, State.REVOKED), (Kind.ANNULMENT, State.ANNULLED)]
)
def test_taken_away_from_its_day_for_good(kind: str, state: State) -> None:
    area = running()
    interrupt(area.decision, kind, "2026-04-10")
    found = states_on(area, "2026-04-09", "2026-04-10", "2026-04-11", "2026-04-21")
    assert found == [State.IN_FORCE, state, state, state]
    term = states.term_of(fresh(area))
    assert (term.last_day, term.repealed_from) == (day("2026-04-09"), day("2026-04-10"))
    assert term.taken_away is not None
    assert term.taken_away.by.pk == area.decision.interruptions.get().pk


@pytest.mark.parametrize("first", ["2026-03-09", "2026-03-11"])
def test_annulled_from_the_beginning_was_never_in_force(first: str) -> None:
    area = running()
    interrupt(area.decision, Kind.ANNULMENT, first)
    assert states_on(area, first, "2026-03-11", "2026-04-01", "2026-05-01") == [State.ANNULLED] * 4
    for text in ("2026-03-10", "2026-03-11", "2026-04-01", "2026-04-20"):
        assert states.in_force_on(day(text)) == []


def test_what_has_lapsed_cannot_be_taken_away_any_more() -> None:
    area = running()
    interrupt(area.decision, Kind.REVOCATION, "2026-04-21")
    assert states_on(area, "2026-04-20", "2026-04-21", "2026-04-22") == [
        State.IN_FORCE,
        State.LAPSED,
        State.LAPSED,
    ]
    assert states.term_of(fresh(area)).taken_away is None


def test_only_the_named_areas() -> None:
    case = make.running_case(areas=[make.make_area("Buiten"), make.make_area("Stad")])
    stad = case.designated_areas.get(area__name="Stad")
    interrupt(case, Kind.ANNULMENT, "2026-04-01", areas=[stad])
    assert [d.area.name for d in states.in_force_on(day("2026-03-31"))] == ["Buiten", "Stad"]
    assert [d.area.name for d in states.in_force_on(day("2026-04-01"))] == ["Buiten"]


def test_a_corrected_record_does_not_count() -> None:
    area = running()
    wrong = interrupt(area.decision, Kind.ANNULMENT, "2026-04-01")
    assert states_on(area, "2026-04-02") == [State.ANNULLED]
    corrected = {"replaces": wrong, "correction_reason": "Tikfout"}
    interrupt(area.decision, Kind.SUSPENSION, "2026-04-03", "2026-04-03", **corrected)
    assert states_on(area, "2026-04-02", "2026-04-03", "2026-04-04") == [
        State.IN_FORCE,
        State.SUSPENDED,
        State.IN_FORCE,
    ]


def ended(area: DesignatedArea) -> Decision:
    """A beeindiging of this designation from 10 April."""
    ending = make.make_decision(DecisionKind.END)
    make.make_designated_area(
        ending, follows=area, last_day=None, starts=Starts.ON_DAY, first_day=day("2026-04-10")
    )
    make.adopt(ending, day("2026-04-01"))
    make.publish(ending, day("2026-04-02"))
    return ending


def test_a_suspended_ending_ends_nothing_meanwhile() -> None:
    area = running()
    interrupt(ended(area), Kind.SUSPENSION, "2026-04-12", "2026-04-14")
    found = states_on(
        area, "2026-04-09", "2026-04-10", "2026-04-11", "2026-04-12", "2026-04-14", "2026-04-15"
    )
    assert found == [
        State.IN_FORCE,
        State.ENDED,
        State.ENDED,
        State.IN_FORCE,
        State.IN_FORCE,
        State.ENDED,
    ]


def test_an_annulled_ending_never_ended_anything() -> None:
    area = running()
    interrupt(ended(area), Kind.ANNULMENT, "2026-04-10")
    assert states_on(area, "2026-04-10", "2026-04-20", "2026-04-21") == [
        State.IN_FORCE,
        State.IN_FORCE,
        State.LAPSED,
    ]
    term = states.term_of(fresh(area))
    assert (term.last_day, term.ended_by) == (day("2026-04-20"), None)


def test_what_was_ended_before_stays_ended() -> None:
    area = running()
    ending = ended(area)
    interrupt(area.decision, Kind.ANNULMENT, "2026-04-15")
    assert states_on(area, "2026-04-16", "2026-05-01") == [State.ENDED, State.ENDED]
    assert states.term_of(fresh(area)).ended_by == ending


# --- On the screens ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "last", "word"),
    [
        (Kind.SUSPENSION, "2026-04-05", "Geschorst"),
        (Kind.REVOCATION, None, "Herroepen"),
        (Kind.ANNULMENT, None, "Vernietigd"),
    ],
)
def test_overview_list_and_detail_say_it_from_its_day(kind: str, last: str | None, word: str) -> None:
    area = running()
    text_before = area.decision.title
    interrupt(area.decision, kind, "2026-04-01", last)
    client = signed_in(make.make_user(Role.AUDITOR))
    for text, expected in (("2026-03-31", False), ("2026-04-01", True), ("2026-04-02", True)):
        with time_machine.travel(f"{text}T12:00:00+02:00", tick=False):
            badge = f"{word}</span>"
            assert (badge in page(client, "overview")) is expected, text
            assert (badge in page(client, "list")) is expected, text
            assert (badge in page(client, "detail", pk=area.decision_id)) is expected, text
        found = overview.overview(day(text))
        assert (len(found.in_force), len(found.not_in_force)) == ((0, 1) if expected else (1, 0))
    assert Decision.objects.get(pk=area.decision_id).title == text_before


def test_detail_tells_the_days_of_a_suspension_and_an_annulment() -> None:
    area = running()
    interrupt(area.decision, Kind.SUSPENSION, "2026-04-01", "2026-04-05")
    interrupt(area.decision, Kind.ANNULMENT, "2026-04-10")
    with time_machine.travel("2026-03-31T12:00:00+02:00", tick=False):
        shown = page(signed_in(make.make_user(Role.AUDITOR)), "detail", pk=area.decision_id)
    assert "1 april 2026 tot en met 5 april 2026" in shown
    assert "Vernietigd met ingang van" in shown
    assert "10 april 2026" in shown


def test_a_suspended_designation_still_comes_to_its_end() -> None:
    area = running()
    interrupt(area.decision, Kind.SUSPENSION, "2026-03-20")
    (last_day,) = [d for d in deadlines.on(day("2026-03-31")) if d.kind is deadlines.Kind.LAST_DAY]
    assert last_day.due == day("2026-04-20")
    assert last_day.label.endswith("(nu geschorst)")


def test_the_screens_cost_the_same_with_many_interruptions() -> None:
    client = signed_in(make.make_user(Role.AUDITOR))

    def cost() -> list[int]:
        return [queries(client, f"/besluiten/{rest}") for rest in ("", "overzicht/?dag=31-03-2026")]

    area = running()
    interrupt(area.decision, Kind.SUSPENSION, "2026-04-01", "2026-04-05", areas=[area])
    one = cost()
    for _ in range(5):
        more = running()
        for _ in range(3):
            interrupt(more.decision, Kind.SUSPENSION, "2026-04-01", "2026-04-05", areas=[more])
    assert cost() == one
