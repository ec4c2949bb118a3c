"""The yearly review beside the one best SQL statement, and a page with few and with many incidents.

By hand on 5,000,000 sightings: REVIEW_SIGHTINGS=5000000 pytest tests/benchmarks/test_review_speed.py;
docs/schaal.md tells what was measured.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from areas.models import Area, Deployment, Position, PositionCode
from evaluations import counting
from evaluations.histories import histories
from evaluations.models import Outage
from evaluations.two_years import judge
from evaluations.workflow.reviews import plan_year
from tests import factories as make
from tests.benchmarks.measuring import ROUNDS
from tests.decisions.pages import queries
from tests.evaluations import make as rows

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
SIGHTINGS = int(os.environ.get("REVIEW_SIGHTINGS", "200000"))
POSITIONS = 500
QUERIES = (38, 24)  # at most, of the page of one position and of the page of a year with 500
YEARS = range(2021, 2026)
# At most so many times the statement, in one run. With few sightings the part that does not grow with them
# (500 histories of five years) weighs more than the counting: it gets these seconds.
AT_MOST = 1.5
ALLOWANCE = 0.25 if SIGHTINGS < 5_000_000 else 0.0
# Spread over years, months and positions; what is relevant is never seen by a tenth of the positions.
INCIDENTS = """
    INSERT INTO evaluations_incident
        (id, run_id, reference, at, year, month, category_id, first_observed, passed_on)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
    SELECT i, %s, 'B-' || i, '2025-06-01 12:00:00+00:00', 2021 + i %% 5, 1 + i / 5 %% 12,
        CASE WHEN i / 7 %% 2 = 0 AND i * 7 %% 500 >= 50 THEN %s ELSE %s END, i %% 3 = 0, ''
    FROM n
"""
SEEN = """
    INSERT INTO evaluations_sighting (id, incident_id, position_id, year, month, relevant)
    SELECT id, id, %s + id * 7 %% 500, year, month, category_id = %s FROM evaluations_incident
"""
# Which of the two is best differs by database and by how much of the table is asked: the faster counts.
SCAN = """
    SELECT position_id, year, COUNT(*) FROM evaluations_sighting
    WHERE relevant AND year BETWEEN 2021 AND 2025 GROUP BY position_id, year
"""
SEEK = """
    SELECT position_id, year, COUNT(*) FROM evaluations_sighting
    WHERE position_id IN (SELECT id FROM areas_position)
        AND year IN (2021, 2022, 2023, 2024, 2025) AND relevant IN (TRUE)
    GROUP BY position_id, year
"""


def filled(sightings: int) -> tuple[Area, list[Position]]:
    """A centre with 500 cameras, five years of complete files, and so many sightings spread over them."""
    make.make_records()
    area = make.make_area("Centrum", kind=Area.Kind.CENTRE)
    boundary, by = area.newest_boundary, make.make_user()
    assert boundary is not None
    positions = Position.objects.bulk_create(
        Position(place=f"Plek {n}", x=boundary.west + 1 + n % 200, y=boundary.south + 1 + n // 200)
        for n in range(POSITIONS)
    )
    PositionCode.objects.bulk_create(
        PositionCode(position=one, code=f"S-{n}", valid_from=date(2019, 1, 1))
        for n, one in enumerate(positions)
    )
    Deployment.objects.bulk_create(Deployment(position=one, first_day=date(2019, 1, 1)) for one in positions)
    Outage.objects.bulk_create(
        Outage(
            position=one,
            kind="storing",
            first_day=date(2025, 1, 1),
            last_day=date(2025, 1, 1) + timedelta(n % 40),
            recorded_by=by,
        )
        for n, one in enumerate(positions)
    )
    run = rows.run([area], date(2021, 1, 1), date(2025, 12, 31))
    kind, other = rows.category("geweld"), rows.category("geluid", group="overlast", relevant=False)
    with connection.cursor() as cursor:
        cursor.execute(INCIDENTS, [sightings, run.pk, kind.pk, other.pk])
        cursor.execute(SEEN, [min(one.pk for one in positions), kind.pk])
        cursor.execute("ANALYZE")
    return area, positions


def clock(act: Any) -> float:
    """The least time on the clock of some rounds: the database works in its own process."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return min(found)


def test_the_review_beside_the_best_statement() -> None:
    area, positions = filled(SIGHTINGS)
    numbers = [one.pk for one in positions]

    def statement(sql: str) -> Callable[[], None]:
        def ask() -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                assert len(cursor.fetchall()) <= POSITIONS * len(YEARS)

        return ask

    proposals: list[str] = []

    def review() -> None:
        past = histories(
            [(number, area.pk) for number in numbers], YEARS, counting.relevant_by_year(numbers, YEARS)
        )
        proposals[:] = [judge(one, year).proposal for one in past.values() for year in YEARS[1:]]

    review()
    alone, ours = min(clock(statement(sql)) for sql in (SCAN, SEEK)), clock(review)
    print(f"\n{SIGHTINGS} sightings: statement {alone:.3f} s, review {ours:.3f} s, ratio {ours / alone:.2f}")
    assert set(proposals) == {"geen", "verwijderen"}
    assert ours <= AT_MOST * alone + ALLOWANCE


@pytest.mark.parametrize("sightings", [1, 20_000])
def test_a_page_costs_the_same_queries_with_one_incident_and_with_many(sightings: int) -> None:
    _area, positions = filled(sightings)
    plan_year(year=2025, by=None)
    client = Client()
    client.force_login(make.make_user())
    review = reverse("evaluations:review", args=[positions[0].reviews.get().pk])
    found = [queries(client, page) for page in (review, reverse("evaluations:review_year", args=[2025]))]
    print("\n", found)
    assert all(asked <= most for asked, most in zip(found, QUERIES, strict=True))
