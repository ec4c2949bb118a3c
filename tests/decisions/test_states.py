"""In force, since when, until when: per designated area and per day (domein.md 1.3, 1.5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from decisions import states
from decisions.models import Closure, Decision, DecisionKind, DesignatedArea, Publication, Starts, Variant
from decisions.states import State
from tests import factories

pytestmark = pytest.mark.django_db


def day(text: str) -> date:
    return date.fromisoformat(text)


def decision(
    kind: str = DecisionKind.START,
    *,
    adopted: str = "2026-03-31",
    published: str | None = "2026-04-02",
    **area: object,
) -> DesignatedArea:
    factories.make_records()
    case = factories.make_decision(kind, Variant.MOBILE)
    designated = factories.make_designated_area(case, **area)
    factories.adopt(case, day(adopted))
    if published:
        factories.publish(case, day(published))
    return states.with_terms(DesignatedArea.objects.filter(pk=designated.pk)).get()


def test_the_day_after_publication_also_when_that_is_good_friday() -> None:
    """Published 2-4-2026: in force 3-4 although Goede Vrijdag, last day 30-4, vervallen per 1-5."""
    area = decision(last_day=day("2026-04-30"))
    term = states.term_of(area)
    assert (term.in_force_from, term.last_day) == (day("2026-04-03"), day("2026-04-30"))
    assert term.repealed_from == day("2026-05-01")
    assert term.without_ground is None
    assert states.state_on(area, day("2026-04-02")) is State.PUBLISHED
    assert states.state_on(area, day("2026-04-03")) is State.IN_FORCE
    assert states.state_on(area, day("2026-04-30")) is State.IN_FORCE
    assert states.state_on(area, day("2026-05-01")) is State.LAPSED


def test_a_fixed_start_before_publication_has_days_without_ground() -> None:
    area = decision(starts=Starts.ON_DAY, first_day=day("2026-04-01"), last_day=day("2026-04-30"))
    term = states.term_of(area)
    assert term.in_force_from == day("2026-04-03")
    assert term.without_ground == (day("2026-04-01"), day("2026-04-02"))
    assert states.state_on(area, day("2026-04-01")) is State.WITHOUT_GROUND
    assert states.state_on(area, day("2026-04-03")) is State.IN_FORCE


def test_adopted_but_not_published_is_not_in_force() -> None:
    area = decision(published=None, last_day=day("2026-04-30"))
    assert states.state_on(area, day("2026-04-10")) is State.NOT_PUBLISHED
    assert states.in_force_on(day("2026-04-10")) == []


def test_published_after_its_own_end_is_never_in_force() -> None:
    area = decision(published="2026-05-10", last_day=day("2026-04-30"))
    for text in ("2026-04-15", "2026-05-11", "2026-06-01"):
        assert states.state_on(area, day(text)) is not State.IN_FORCE
    assert states.in_force_on(day("2026-05-11")) == []


def test_a_corrected_publication_counts_with_its_correction() -> None:
    area = decision(last_day=day("2026-04-30"))
    wrong = area.decision.publications.get()
    Publication.objects.create(
        decision=area.decision,
        number="gmb-2026-99999",
        published_on=day("2026-04-03"),
        replaces=wrong,
        correction_reason="Verkeerd overgetypt",
    )
    again = states.with_terms(DesignatedArea.objects.filter(pk=area.pk)).get()
    assert states.term_of(again).in_force_from == day("2026-04-04")


def two_centres() -> tuple[DesignatedArea, DesignatedArea]:
    """One decision for two centres, in force 11-3 to 20-4-2026; one is ended from 10-4."""
    stad, buiten = factories.make_area("Stad"), factories.make_area("Buiten")
    running = factories.running_case(areas=[stad, buiten])
    ending = factories.make_decision(DecisionKind.END)
    ended = running.designated_areas.get(area=buiten)
    factories.make_designated_area(
        ending, follows=ended, last_day=None, starts=Starts.ON_DAY, first_day=day("2026-04-10")
    )
    factories.adopt(ending, day("2026-04-01"))
    factories.publish(ending, day("2026-04-02"))
    return running.designated_areas.get(area=stad), ended


def test_ending_one_of_two_centres_leaves_the_other() -> None:
    two_centres()
    assert [d.area.name for d in states.in_force_on(day("2026-03-10"))] == []
    assert [d.area.name for d in states.in_force_on(day("2026-03-11"))] == ["Buiten", "Stad"]
    assert [d.area.name for d in states.in_force_on(day("2026-04-09"))] == ["Buiten", "Stad"]
    assert [d.area.name for d in states.in_force_on(day("2026-04-10"))] == ["Stad"]
    assert [d.area.name for d in states.in_force_on(day("2026-04-20"))] == ["Stad"]
    assert states.in_force_on(day("2026-04-21")) == []


def test_the_ended_designation_names_the_decision_that_ended_it() -> None:
    _stad, buiten = two_centres()
    again = states.with_terms(DesignatedArea.objects.filter(pk=buiten.pk)).get()
    term = states.term_of(again)
    assert term.ended_by is not None
    assert term.ended_by.kind == DecisionKind.END
    assert (term.last_day, term.repealed_from) == (day("2026-04-09"), day("2026-04-10"))
    assert states.state_on(again, day("2026-04-12")) is State.ENDED


def test_an_ending_that_is_published_late_works_from_the_day_after() -> None:
    running = factories.running_case()
    ending = factories.make_decision(DecisionKind.END)
    factories.make_designated_area(
        ending,
        follows=running.designated_areas.get(),
        last_day=None,
        starts=Starts.ON_DAY,
        first_day=day("2026-04-05"),
    )
    factories.adopt(ending, day("2026-04-01"))
    factories.publish(ending, day("2026-04-08"))
    term = states.term_of(running.designated_areas.get())
    assert term.last_day == day("2026-04-08")


def test_a_change_replaces_its_predecessor_from_its_own_start() -> None:
    running = factories.running_case()
    before = running.designated_areas.get()
    change = factories.make_decision(DecisionKind.CHANGE)
    after = factories.make_designated_area(change, follows=before, last_day=before.last_day)
    factories.adopt(change, day("2026-04-01"))
    factories.publish(change, day("2026-04-02"))
    assert [d.pk for d in states.in_force_on(day("2026-04-02"))] == [before.pk]
    assert [d.pk for d in states.in_force_on(day("2026-04-03"))] == [after.pk]


def test_a_withdrawn_decision_is_never_in_force() -> None:
    area = decision(published=None, last_day=day("2026-04-30"))
    user = factories.make_user()
    Closure.objects.create(
        decision=area.decision,
        outcome=Closure.Outcome.WITHDRAWN,
        reasons="Niet nodig",
        proposed_by=user,
        confirmed_by=user,
        confirmed_at="2026-04-01T10:00:00Z",
    )
    again = states.with_terms(DesignatedArea.objects.filter(pk=area.pk)).get()
    assert states.state_on(again, day("2026-04-10")) is State.WITHDRAWN


def test_the_hofmark_chain_shows_its_hole() -> None:
    """15-12-2023 to 13-02-2024 is known; the decision of 14-05-2024 has no known term."""
    area = factories.make_area("Hofmark")

    def historical(signed: str, follows: DesignatedArea | None = None, **values: object) -> DesignatedArea:
        case = factories.make_decision(DecisionKind.EXTEND, Variant.MOBILE, historical=True)
        made = factories.make_designated_area(
            case, area=area, follows=follows, **{"starts": Starts.ON_DAY, "last_day": None, **values}
        )
        factories.make_records()
        factories.adopt(case, day(signed))
        return made

    first = historical("2023-11-16")
    second = historical("2023-12-12", first, first_day=day("2023-12-15"), last_day=day("2024-02-13"))
    third = historical("2024-05-14", second)
    assert [d.pk for d in states.chain_of(third)] == [first.pk, second.pk, third.pk]
    assert states.state_on(first, day("2023-12-01")) is State.UNKNOWN
    assert states.state_on(second, day("2023-12-15")) is State.IN_FORCE
    assert states.state_on(second, day("2024-02-13")) is State.IN_FORCE
    assert states.state_on(second, day("2024-02-14")) is State.LAPSED
    assert states.term_of(second).repealed_from == day("2024-02-14")
    assert states.state_on(third, day("2024-06-01")) is State.UNKNOWN
    assert [d.pk for d in states.in_force_on(day("2024-01-01"))] == [second.pk]
    assert states.in_force_on(day("2024-03-01")) == []


@pytest.mark.parametrize("rows", [1, 10])
def test_the_overview_costs_the_same_for_every_number_of_rows(
    rows: int, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        factories.running_case()
    with django_assert_num_queries(5):  # type: ignore[operator]
        assert len(states.in_force_on(factories.TODAY)) == rows


def test_cumulative_days_run_from_day_to_day() -> None:
    area = decision(last_day=day("2026-04-30"))
    term = states.term_of(area)
    assert term.in_force_from is not None
    covered = [d for d in range(60) if term.covers(term.in_force_from + timedelta(days=d))]
    assert len(covered) == 28


def extension(published: str | None, **values: object) -> DesignatedArea:
    """An extension, signed in time, of a decision that runs until 20-4-2026."""
    before = factories.running_case(Variant.MOBILE).designated_areas.get()
    assert before.last_day == day("2026-04-20")
    return decision(
        DecisionKind.EXTEND, adopted="2026-04-15", published=published, follows=before, **values
    )  # fmt: skip


@pytest.mark.parametrize(
    ("published", "days"),
    [
        ("2026-04-20", None),
        ("2026-04-21", ("2026-04-21", "2026-04-21")),
        ("2026-04-23", ("2026-04-21", "2026-04-23")),
        ("2026-06-30", ("2026-04-21", "2026-05-20")),  # after its own end
    ],
)
@pytest.mark.parametrize("fixed", [True, False])
def test_an_extension_published_late_has_days_without_ground(
    published: str, days: tuple[str, str] | None, fixed: bool
) -> None:
    """Awb 3:40. Whether it says 21 April or 'de dag na bekendmaking': it meant to go on."""
    starts = {"starts": Starts.ON_DAY, "first_day": day("2026-04-21")} if fixed else {}
    found = states.term_of(extension(published, last_day=day("2026-05-20"), **starts)).without_ground
    assert found == (days and tuple(day(text) for text in days))


def test_days_on_which_the_predecessor_runs_have_a_ground() -> None:
    area = extension("2026-04-22", starts=Starts.ON_DAY, first_day=day("2026-04-16"))
    assert states.term_of(area).without_ground == (day("2026-04-21"), day("2026-04-22"))
    assert states.state_on(area, day("2026-04-18")) is State.PUBLISHED
    assert states.state_on(area, day("2026-04-22")) is State.WITHOUT_GROUND


def test_a_predecessor_that_was_never_published_is_no_ground() -> None:
    before = decision(published=None, last_day=day("2026-04-20"))
    later = decision(
        DecisionKind.EXTEND,
        published="2026-04-12",
        follows=before,
        starts=Starts.ON_DAY,
        first_day=day("2026-04-10"),
    )
    assert states.term_of(later).without_ground == (day("2026-04-10"), day("2026-04-12"))


def test_without_a_publication_the_days_are_counted_to_the_day_asked() -> None:
    area = extension(None, last_day=day("2026-05-20"))
    rules = states.HouseRules()
    assert states.without_ground(area, rules, until=day("2026-04-20")) is None
    assert states.without_ground(area, rules, until=day("2026-04-23")) == (
        day("2026-04-21"), day("2026-04-23"),
    )  # fmt: skip
    assert states.term_of(area).without_ground is None


def test_a_decision_that_is_not_adopted_is_not_in_force() -> None:
    case: Decision = factories.complete_case()
    assert states.state_on(case.designated_areas.get(), factories.TODAY) is State.NOT_ADOPTED
