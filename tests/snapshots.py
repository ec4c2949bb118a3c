"""The demonstration, built once for all workers of a test run.

Building it through the real acts takes many seconds, and every worker needs it for several modules. So the
first one that asks builds it and keeps what is in the database (SQLite: a copy of the file) and in the media
folder; the others take those. On PostgreSQL it is built where it is needed.
"""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings


def build() -> None:
    with transaction.atomic(), override_settings(DEBUG=True):
        call_command("load_demo", stdout=StringIO())


@contextmanager
def demonstration(shared: Path, furnish: Callable[[], None] | None = None) -> Iterator[None]:
    """The database filled with the demonstration, and as empty as it was afterwards.

    `furnish` adds to it. `shared` is a folder of this test run that all workers can write in.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            build()
            if furnish:
                furnish()
            yield
            transaction.set_rollback(True)
        return
    with closing(sqlite3.connect(":memory:")) as empty:
        _copy(_open(), empty)
        with open(shared / "demonstration.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _fill(shared / "demonstration", build)
            if furnish:
                _fill(shared / "furnished", furnish)
        try:
            yield
        finally:
            _copy(empty, _open())


def _fill(kept: Path, make: Callable[[], None]) -> None:
    """Fill the database with what is kept, or with what `make` makes of it now, which is kept then."""
    media = Path(settings.MEDIA_ROOT)
    if kept.exists():
        with closing(sqlite3.connect(kept / "database.sqlite3")) as full:
            _copy(full, _open())
        shutil.copytree(kept / "media", media, dirs_exist_ok=True)
        return
    make()
    unfinished = kept.with_suffix(".unfinished")
    shutil.copytree(media, unfinished / "media", dirs_exist_ok=True)
    with closing(sqlite3.connect(unfinished / "database.sqlite3")) as copy:
        _copy(_open(), copy)
    unfinished.rename(kept)


def _open() -> sqlite3.Connection:
    connection.ensure_connection()
    return connection.connection


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target)
