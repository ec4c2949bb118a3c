"""The two-year rule (beleidskader, hoofdstuk 7) beside a reference that walks through every day."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from evaluations.models import Proposal
from evaluations.spans import covered_days
from evaluations.two_years import History, Purpose, Standing, YearFacts, judge

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2021, 1, 1), date(2025, 12, 31)
Span = tuple[date, date | None]


def facts(year: int, **known: object) -> YearFacts:
    """A complete year without relevant incident, but for what is given."""
    return YearFacts(**{"year": year, "days_in_use": 365, "relevant": 0, **known})  # type: ignore[arg-type]


def two(before: YearFacts, now: YearFacts, *purposes: Purpose) -> tuple[Proposal, str]:
    outcome = judge(History(years=[before, now], purposes=purposes), now.year)
    return outcome.proposal, outcome.sentence


def purpose(public_order: bool, first: date = FIRST, last: date | None = None) -> Purpose:
    return Purpose(description="Drukte zien", public_order=public_order, first_day=first, last_day=last)


# --- By hand ---------------------------------------------------------------------------------------


def test_two_complete_years_without_anything_is_a_removal() -> None:
    proposal, said = two(facts(2024, days_in_use=366), facts(2025))
    assert proposal == Proposal.REMOVE
    assert said == (
        "In 2024 en 2025, twee volledige jaren, zag deze camera geen relevant veiligheidsincident. Op 31 "
        "december 2025 diende de positie ook geen ander specifiek doel ter handhaving van de openbare orde. "
        "Het beleidskader (hoofdstuk 7) vraagt dan de camera te verwijderen."
    )


def test_one_relevant_incident_in_one_of_the_two_years_is_enough_to_stay() -> None:
    for before, now in ((1, 0), (0, 1), (3, 2)):
        assert (
            two(facts(2024, days_in_use=366, relevant=before), facts(2025, relevant=now))[0] == Proposal.NONE
        )


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (purpose(public_order=False), Proposal.REMOVE),  # traffic saves no camera
        (purpose(public_order=True), Proposal.NONE),
        (purpose(public_order=True, last=date(2025, 12, 31)), Proposal.NONE),
        (purpose(public_order=True, last=date(2025, 12, 30)), Proposal.REMOVE),  # it no longer serves it
        (purpose(public_order=True, first=date(2025, 12, 31)), Proposal.NONE),
        (purpose(public_order=True, first=date(2026, 1, 1)), Proposal.REMOVE),
    ],
)
def test_only_a_purpose_for_public_order_on_the_last_day_keeps_it(held: Purpose, expected: Proposal) -> None:
    assert two(facts(2024, days_in_use=366), facts(2025), held)[0] == expected


def test_a_purpose_that_does_not_count_is_named() -> None:
    said = two(facts(2024, days_in_use=366), facts(2025), purpose(public_order=False))[1]
    assert "Dit doel dient niet de openbare orde en telt niet mee: ‘Drukte zien’." in said


@pytest.mark.parametrize(
    ("year", "days", "days_out", "standing"),
    [
        (2025, 335, 30, Standing.NOTHING),
        (2025, 334, 30, Standing.UNKNOWN),
        (2024, 336, 30, Standing.NOTHING),  # a leap year
        (2024, 335, 30, Standing.UNKNOWN),
        (2025, 365, 0, Standing.NOTHING),
        (2025, 364, 0, Standing.UNKNOWN),
        (2025, 305, 60, Standing.NOTHING),
    ],
)
def test_a_year_counts_when_it_was_in_use_all_but_the_days_of_the_setting(
    year: int, days: int, days_out: int, standing: Standing
) -> None:
    assert facts(year, days_in_use=days, days_out=days_out).standing == standing


def test_a_year_with_a_hole_says_why_and_is_not_zero() -> None:
    hole = facts(2025, days_in_use=300, months_missing=(3, 4, 5), relevant=2)
    assert hole.explained == (
        "niet te beoordelen: de camera was 300 van de 365 dagen in gebruik (nodig: 335) en de incidenten van "
        "maart, april en mei zijn niet ingelezen (wel bekend: 2 relevante incidenten)"
    )
    assert two(facts(2024, days_in_use=366), hole)[0] == Proposal.NONE
    assert facts(2025, months_missing=tuple(range(1, 13))).explained.endswith(
        "de incidenten van alle maanden zijn niet ingelezen"
    )


def test_two_years_that_cannot_be_judged_ask_for_a_closer_look() -> None:
    hole = facts(2024, days_in_use=366, months_missing=(6,))
    proposal, said = two(hole, facts(2025, days_in_use=0), purpose(public_order=True))
    assert proposal == Proposal.INVESTIGATE
    assert "2024: niet te beoordelen: de incidenten van juni zijn niet ingelezen." in said
    assert "2025: niet te beoordelen: de camera was 0 van de 365 dagen in gebruik" in said


def test_the_first_year_of_a_camera_stands_alone() -> None:
    """Also of a camera that came from another position: it begins again."""
    outcome = judge(History(years=[facts(2025, days_in_use=200)]), 2025)
    assert outcome.proposal == Proposal.NONE
    assert outcome.sentence.startswith("In 2025 hing hier voor het eerst een camera.")
    assert judge(History(years=[facts(2025)]), 2024).proposal == Proposal.NONE


# --- Beside the reference --------------------------------------------------------------------------


def reference(
    year: int,
    deployments: list[Span],
    outages: list[Span],
    imported: set[tuple[int, int]],
    relevant: list[date],
    purposes: list[tuple[Span, bool]],
) -> Proposal:
    """Day by day, as somebody with a calendar and a pencil would: slow and obvious."""

    def on(day: date, spans: list[Span]) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in spans)

    def days(of: int) -> list[date]:
        return [date(of, 1, 1) + n * ONE_DAY for n in range(366) if (date(of, 1, 1) + n * ONE_DAY).year == of]

    if not any(on(day, deployments) for of in range(FIRST.year, year) for day in days(of)):
        return Proposal.NONE
    complete, seen = [], []
    for of in (year - 1, year):
        idle = [day for day in days(of) if not on(day, deployments) or on(day, outages)]
        complete.append(len(idle) <= 30 and all((of, month) in imported for month in range(1, 13)))
        seen.append(any(day.year == of for day in relevant))
    if not complete[0] and not complete[1]:
        return Proposal.INVESTIGATE
    kept = any(public and on(date(year, 12, 31), [span]) for span, public in purposes)
    if all(complete) and not any(seen) and not kept:
        return Proposal.REMOVE
    return Proposal.NONE


def history(
    deployments: list[Span],
    outages: list[Span],
    imported: set[tuple[int, int]],
    relevant: list[date],
    purposes: list[tuple[Span, bool]],
) -> History:
    """The same random past, as the rule is given it: the days through the counting of the application."""
    begin = min((first.year for first, _last in deployments), default=LAST.year + 1)
    years = [
        YearFacts(
            year=year,
            days_in_use=covered_days(deployments, outages, date(year, 1, 1), date(year, 12, 31)),
            relevant=sum(day.year == year for day in relevant),
            months_missing=tuple(m for m in range(1, 13) if (year, m) not in imported),
        )
        for year in range(begin, LAST.year + 1)
    ]
    said = [
        Purpose(description="doel", public_order=public, first_day=first, last_day=last)
        for (first, last), public in purposes
    ]
    return History(years=years, purposes=said)


@st.composite
def spans(draw: st.DrawFn, longest: int, most: int) -> list[Span]:
    """Periods, overlapping or not, some without an end; their ends cluster at the turn of a year."""
    found: list[Span] = []
    for _ in range(draw(st.integers(0, most))):
        turn = st.builds(
            date, st.integers(2021, 2025), st.sampled_from([1, 12]), st.sampled_from([1, 2, 30, 31])
        )
        first = draw(turn | st.dates(FIRST, LAST))
        length = draw(st.integers(0, longest) | st.sampled_from([28, 29, 30, 31]))
        found.append((first, None if draw(st.integers(0, 9)) == 0 else first + length * ONE_DAY))
    return found


@hypothesis_settings(max_examples=250)
@given(
    seed=st.integers(0, 2**32),
    deployments=spans(1500, 3),
    outages=spans(60, 3),
    purposes=st.lists(st.tuples(spans(900, 1), st.booleans()), max_size=2),
    gaps=st.integers(0, 4),
    incidents=st.integers(0, 3),
    always=st.booleans(),
)
@example(
    seed=0, deployments=[], outages=[], purposes=[], gaps=0, incidents=0, always=True
)  # nothing ever happened
def test_as_the_reference_on_random_histories(
    seed: int,
    deployments: list[Span],
    outages: list[Span],
    purposes: list[tuple[list[Span], bool]],
    gaps: int,
    incidents: int,
    always: bool,
) -> None:
    rng = random.Random(seed)
    months = [(year, month) for year in range(2021, 2026) for month in range(1, 13)]
    imported = set(months) - set(rng.sample(months, gaps))
    relevant = [FIRST + rng.randrange((LAST - FIRST).days + 1) * ONE_DAY for _ in range(incidents)]
    hung: list[Span] = [*deployments, (FIRST, None)] if always else deployments
    said = [(span, public) for found, public in purposes for span in found]
    past = history(hung, outages, imported, relevant, said)
    for year in range(2021, 2026):
        assert judge(past, year).proposal == reference(year, hung, outages, imported, relevant, said)
