"""In time or not, until when to decide, and which decisions an objection is about: from the law's days."""

from __future__ import annotations

from datetime import date

import pytest

from decisions import objections
from decisions.models import Decision, DecisionKind, Objection, Starts
from decisions.objections import Timely
from tests import factories as make

pytestmark = pytest.mark.django_db
WEB, POST = Objection.Way.WEB, Objection.Way.POST


@pytest.fixture
def published() -> Decision:
    """Published on 2 April 2026: the term ends on Ascension Day and moves to 18 May (15 May is equalled)."""
    case = make.complete_case()
    make.publish(make.adopt(case, date(2026, 4, 1)), date(2026, 4, 2))
    return case


def term_of(case: Decision) -> objections.Term | None:
    return objections.term_of(case, objections.equalled_days())


def test_the_days_of_the_term(published: Decision) -> None:
    term = term_of(published)
    assert term is not None
    assert term.last_day == date(2026, 5, 18)
    assert term.last_receipt == date(2026, 5, 26)  # 25 May is Whit Monday
    assert term.decide_by == date(2026, 6, 29)
    assert term.decide_by_with_committee == date(2026, 8, 10)
    assert [term.open_on(date(2026, 5, day)) for day in (17, 18, 19)] == [True, True, False]
    assert [term.days_left(date(2026, 5, day)) for day in (17, 18, 19)] == [1, 0, -1]


@pytest.mark.parametrize(
    ("received", "way", "posted", "note", "expected"),
    [
        ("2026-04-01", WEB, None, "", Timely.EARLY),  # 6:10 lid 1: no reason to reject it
        ("2026-04-02", WEB, None, "", Timely.EARLY),  # the term begins the day after (6:8)
        ("2026-04-03", WEB, None, "", Timely.IN_TIME),
        ("2026-05-18", WEB, None, "", Timely.IN_TIME),
        ("2026-05-19", WEB, None, "", Timely.LATE),
        ("2026-05-19", WEB, None, "Zij lag in het ziekenhuis.", Timely.LATE_WITH_REASON),
        ("2026-05-19", Objection.Way.DESK, None, "", Timely.LATE),
        ("2026-05-19", POST, "2026-05-18", "", Timely.BY_POST),
        ("2026-05-26", POST, "2026-05-18", "", Timely.BY_POST),
        ("2026-05-27", POST, "2026-05-18", "", Timely.LATE),  # more than a week (6:9 lid 2)
        ("2026-05-20", POST, "2026-05-19", "", Timely.LATE),  # posted too late
        ("2026-05-20", POST, None, "", Timely.POSTMARK),
        ("2026-05-18", POST, None, "", Timely.IN_TIME),
    ],
)
def test_in_time(
    published: Decision, received: str, way: str, posted: str | None, note: str, expected: Timely
) -> None:
    record = Objection(
        decision=published,
        received_on=date.fromisoformat(received),
        way=way,
        posted_on=date.fromisoformat(posted) if posted else None,
        late_note=note,
    )
    assert objections.timely(record, term_of(published)) is expected
    assert expected in objections.GROUNDS


def test_without_publication_every_objection_is_early() -> None:
    case = make.complete_case()
    assert objections.timely(make.make_objection(case), term_of(case)) is Timely.EARLY


def test_a_publication_on_an_unknown_day_says_nothing() -> None:
    case = make.make_decision(historical=True)
    make.publish(make.adopt(case), None, number="")
    assert objections.timely(make.make_objection(case), term_of(case)) is Timely.UNKNOWN


def test_the_term_follows_the_corrected_publication(published: Decision) -> None:
    wrong = published.publications.get()
    make.publish(published, date(2026, 4, 3), replaces=wrong, correction_reason="Typefout")
    again = Decision.objects.get(pk=published.pk)
    term = term_of(again)
    assert term is not None
    assert term.last_day == date(2026, 5, 18)  # 15 May is equalled, 16 and 17 May are a weekend
    assert term.published_on == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 3, 31), 5, date(2031, 3, 31)),
        (date(2028, 2, 29), 5, date(2033, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
    ],
)
def test_years_later(day: date, years: int, expected: date) -> None:
    assert objections.years_later(day, years) == expected


# --- Earlier and later decisions (Awb 6:19) ------------------------------------------------------


def extension_of(first: Decision, on: date, *, adopted: bool = True) -> Decision:
    later = make.make_decision(DecisionKind.EXTEND)
    for before in first.designated_areas.all():
        make.make_designated_area(
            later, follows=before, starts=Starts.ON_DAY, first_day=date(2026, 5, 1), last_day=date(2027, 1, 1)
        )
    return make.adopt(later, on) if adopted else later


def words(case: Decision) -> list[str]:
    return [found.words for found in objections.related(case, objections.family_of(case))]


def test_an_objection_shows_on_every_successor() -> None:
    first = make.running_case()
    second = extension_of(first, date(2026, 4, 10))
    third = extension_of(second, date(2026, 5, 10), adopted=False)
    make.make_objection(first)
    assert words(second) == ["heeft mede betrekking op dit besluit"]
    assert words(third) == ["gaat ook over dit besluit zodra het is vastgesteld"]
    assert words(first) == []
    make.make_objection(second)
    assert words(first) == ["bezwaar tegen een later besluit over hetzelfde gebied"]
    about = objections.also_about(first, objections.family_of(first))
    assert [later.kenmerk for later in about] == [second.kenmerk]


@pytest.mark.parametrize(
    ("decided_on", "concerned"),
    [(date(2026, 4, 9), False), (date(2026, 4, 10), True), (date(2026, 4, 11), True)],
)
def test_only_what_was_still_pending_is_about_the_later_decision(decided_on: date, concerned: bool) -> None:
    first = make.running_case()
    second = extension_of(first, date(2026, 4, 10))
    objection = make.make_objection(first, outcome=Objection.Outcome.UNFOUNDED, decided_on=decided_on)
    assert objections.concerns(objection, second) is concerned
    said = "heeft mede betrekking op dit besluit" if concerned else "was al afgehandeld toen dit besluit kwam"
    assert words(second) == [said]


def test_the_family_follows_areas_and_not_decisions() -> None:
    """A merged decision lends its objections only to what follows the same area."""
    one, other = make.running_case(), make.running_case()
    merged = make.make_decision(DecisionKind.EXTEND)
    for before in (*one.designated_areas.all(), *other.designated_areas.all()):
        make.make_designated_area(merged, follows=before)
    make.adopt(merged)
    of_one = make.make_decision(DecisionKind.EXTEND)
    mine = merged.designated_areas.get(follows__decision=one)
    make.make_designated_area(of_one, follows=mine)
    family = objections.family_of(of_one)
    assert family.earlier == {one.pk, merged.pk}
    assert objections.family_of(one).later == {merged.pk, of_one.pk}
    assert objections.family_of(other).later == {merged.pk}
