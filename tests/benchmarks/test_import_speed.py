"""Reading a file of incidents with all its checks, beside the bare writing of the same rows.

The floor is the database's own bulk door on prepared tuples: executemany, or COPY on PostgreSQL. It checks
nothing and knows the numbers of the incidents beforehand. docs/schaal.md has the figures of a million rows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from evaluations.models import ImportRun, Incident, Sighting
from tests.evaluations.files import HEADINGS, Place, csv_file, faults, position

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
ROWS = 60_000
ROUNDS = 3
AT_LEAST = 0.6  # of the rows per second of the floor
OF_INCIDENT = "id, run_id, reference, at, year, month, category_id, first_observed, passed_on, followed_up"
OF_SIGHTING = "incident_id, position_id, year, month, relevant"
POSITIONS = 50
LOT = Random(1)
MINUTES = 364 * 24 * 60  # on the day of the skipped hour nothing happens here
FILE_HEADINGS = (
    "Nummer",
    "Datum",
    "Tijd",
    *HEADINGS[2:],
    "Als eerste gezien",
    "Doorgegeven aan",
    "Opgevolgd",
)


def line(number: int) -> tuple[str, ...]:
    at = datetime(2025, 1, 1) + timedelta(minutes=LOT.randrange(MINUTES))
    if (at.month, at.day) == (3, 30):
        at += timedelta(days=1)
    return (
        f"2025-{number:06}",
        f"{at:%d-%m-%Y}",
        f"{at:%H:%M}",
        LOT.choice(("Geweld", "Bedelen")),
        f"X-{LOT.randrange(POSITIONS):02}",
        LOT.choice(("ja", "nee", "")),
        LOT.choice(("Politie", "Handhaving", "Niemand")),
        LOT.choice(("ja", "nee")),
    )


def clock() -> float:
    """Processor time; on PostgreSQL the work is the server's, so the clock on the wall."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def timed(act: Callable[[], Any]) -> float:
    """How long it takes in a transaction, which is then turned back."""
    with transaction.atomic():
        start = clock()
        act()
        seconds = clock() - start
        transaction.set_rollback(True)
    return seconds


def held(table: str, columns: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY id")
        return cursor.fetchall()


def write(table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ",".join("?" * len(rows[0]))
            cursor.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def test_reading_keeps_up_with_bare_writing() -> None:
    place, content = Place(), csv_file(*map(line, range(ROWS)), headings=FILE_HEADINGS)
    for number in range(POSITIONS):
        position(f"X-{number:02}")
    incident, sighting = Incident._meta.db_table, Sighting._meta.db_table
    with transaction.atomic():
        run = place.read(content, most_rows=ROWS)
        assert (faults(run), run.incidents_count) == ([], ROWS)
        incidents, sightings = held(incident, OF_INCIDENT), held(sighting, OF_SIGHTING)
        transaction.set_rollback(True)
    one = ImportRun.objects.create(first_month="2025-01-01", last_month="2025-12-01")
    incidents = [(row[0], one.pk, *row[2:]) for row in incidents]

    def floor() -> None:
        write(incident, OF_INCIDENT, incidents)
        write(sighting, OF_SIGHTING, sightings)

    times = [(timed(floor), timed(lambda: place.read(content, most_rows=ROWS))) for _ in range(ROUNDS)]
    alone, ours = (min(values) for values in zip(*times, strict=True))
    print(f"\nbare {ROWS / alone:,.0f} rows/s, checked {ROWS / ours:,.0f} rows/s, ratio {alone / ours:.2f}")
    assert alone / ours >= AT_LEAST
