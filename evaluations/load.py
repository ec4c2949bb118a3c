"""Incidents for a database to measure on: invented, along the bulk door of an import, never through the acts.

The same number on the same day and the same positions gives the same incidents.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from areas.models import Area, Position

from .demonstration.incidents import load_categories
from .incidents import staging
from .incidents.rows import Staged
from .models import ImportRun, IncidentCategory

YEARS = 5  # whole years before this one
BATCH = 10_000
PASSED_ON = ("politie", "handhaving", "niemand", "")


def fill_incidents(number: int, today: date) -> int:
    """So many incidents, spread over all positions and five whole years. Every fiftieth is seen twice.

    One file that is complete for every area, with one event. Nothing for 0.
    """
    if not number:
        return 0
    with transaction.atomic():
        load_categories()
        run = ImportRun.objects.create(
            status=ImportRun.Status.DONE,
            file_name="belasting",
            file_sha256="0" * 64,
            first_month=date(today.year - YEARS, 1, 1),
            last_month=date(today.year - 1, 12, 1),
            rows=number,
            rows_read=number,
            incidents_count=number,
            done_at=timezone.now(),
        )
        run.areas.set(Area.objects.all())
        staging.begin()
        rows = _rows(number, today.year - YEARS)
        while batch := list(islice(rows, BATCH)):
            staging.add(batch)
        staging.find_repeated()
        made = staging.take_over(run.pk)
        staging.end()
        audit.record("load.incidents", run, None, incidents=made)
    return made


def _rows(number: int, first_year: int) -> Iterator[Staged]:
    """Steps that share no divisor, so that place, moment and kind vary apart from each other.

    By day and in the middle of a month: there the Dutch year and month are those of UTC.
    """
    positions = list(Position.objects.order_by("pk").values_list("pk", flat=True))
    kinds = list(IncidentCategory.objects.order_by("pk").values_list("pk", "relevant"))
    line = 0
    for one in range(number):
        month = one * 7 % (12 * YEARS)
        year, month = first_year + month // 12, month % 12 + 1
        at = f"{year}-{month:02}-{2 + one * 5 % 25:02} {8 + one * 11 % 13:02}:{one * 17 % 60:02}:00"
        category, relevant = kinds[one * 31 % len(kinds)]
        answers = (one % 5 < 3, PASSED_ON[one % 4], one % 3 == 0)
        # A place keeps its neighbours, but is not in step with the months.
        place = (one + one // (12 * YEARS)) % len(positions)
        for position in {positions[place], positions[place - 1] if one % 50 == 0 else positions[place]}:
            line += 1
            yield line, line, f"B-{one:09}", at, year, month, category, relevant, *answers, position
