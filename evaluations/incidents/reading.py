"""Reading a file for a run: judge every row, hold the rows beside each other, and take over what is sound.

Rows wait in batches, each in a short transaction that also leaves a sign of life. The checks of all rows
together and the taking over are one transaction at the end: stopped anywhere, nothing half is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from ..models import ImportFault, ImportRun
from . import columns as headings_of
from . import staging
from .moments import Moments
from .rows import Judge, Known
from .tables import MOST_ROWS, BrokenRowError, Opener, open_table

T = TypeVar("T")
BATCH = 10_000
MOST_FAULTS = 100_000  # kept; more are counted only
NOTHING = "In dit bestand staan geen rijen onder de koppen."


class SupersededError(Exception):
    """Somebody began the run again, or put an end to it, while it was being read."""


@dataclass(slots=True)
class Outcome:
    """What a file holds. `wrong` counts rows, not faults; `doubled` rows in October's double hour."""

    rows: int = 0
    wrong: int = 0
    faults: int = 0
    doubled: int = 0


@contextmanager
def read(run: ImportRun, opener: Opener, *, most_rows: int | None = MOST_ROWS) -> Iterator[Outcome]:
    """Judge the file for a run that is being checked or taken over, and leave its faults with the run.

    Inside the `with` the rows wait, in one transaction with the run locked: `staging.take_over` may take
    them. Raises SupersededError when the run is no longer as it was at the beginning.
    """
    token = {"pk": run.pk, "version": run.version, "status": run.status}
    try:
        with transaction.atomic():
            ImportFault.objects.filter(run=run).delete()
            staging.begin()
        judge = _stage(run, opener, most_rows, token)
        with transaction.atomic():
            if not ImportRun.objects.select_for_update().filter(**token).exists():
                raise SupersededError
            staging.lock()
            for found in _batches(staging.faults(), BATCH):
                judge.wrong.update(fault.row for fault in found)
                judge.faults += found
                _keep(run, judge)
            if not judge.rows and not judge.number_of_faults:
                judge.fault(1, "", NOTHING)
                _keep(run, judge)
            yield Outcome(judge.rows, len(judge.wrong), judge.number_of_faults, judge.doubled)
    finally:
        _put_away()


def _stage(run: ImportRun, opener: Opener, most_rows: int | None, token: dict[str, Any]) -> Judge:
    table = open_table(opener, most_rows)
    headings_of.check(run.columns, table.headings)
    moments = Moments(run.first_month, run.last_month, timezone.now())
    judge = Judge(table, run.columns, Known(), moments)
    while True:
        before = judge.rows
        batch = list(judge.staged(BATCH))
        with transaction.atomic():
            staging.add(batch)
            _keep(run, judge)
            beat = {"rows_read": judge.rows, "rows_wrong": len(judge.wrong), "beat_at": timezone.now()}
            if not ImportRun.objects.filter(**token).update(**beat):
                raise SupersededError
        if judge.rows - before < BATCH:
            return judge


def _keep(run: ImportRun, judge: Judge) -> None:
    """The faults that were collected, to the database, as far as there is room."""
    room = max(MOST_FAULTS - judge.number_of_faults, 0)
    judge.number_of_faults += len(judge.faults)
    rows = [ImportFault(run=run, row=f.row, column=f.column, reason=f.reason) for f in judge.faults[:room]]
    ImportFault.objects.bulk_create(rows, batch_size=500)
    judge.faults.clear()


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


def _put_away() -> None:
    """Drop the waiting rows; in a transaction that already broke, its end does that."""
    if not connection.needs_rollback:
        staging.end()


def headings(opener: Opener, most_rows: int | None = MOST_ROWS) -> list[str]:
    """The headings of a file that may be read. Raises ValidationError for any other, in Dutch."""
    table = open_table(opener, most_rows)
    headings_of.refuse_personal(table.headings)
    try:
        next(table.rows)
    except StopIteration:
        raise ValidationError(NOTHING) from None
    except BrokenRowError as broken:
        raise ValidationError(broken.reason) from None
    return table.headings
