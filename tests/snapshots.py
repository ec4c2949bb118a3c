"""What takes long to make and comes out the same every time, made once for all workers of a test run.

The demonstration: building it through the real acts takes many seconds. The first worker that needs it keeps
what is in the database (SQLite: a copy of the file) and in the media folder; the others take those. On
PostgreSQL it is built where it is needed.

The PDF of a decision: hundreds of tests adopt the same few cases. That the same page always gives the same
bytes is proved in tests/decisions/documents, where nothing is kept.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
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

from decisions.documents import pdf


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


@contextmanager
def printing(shared: Path, not_in: tuple[str, ...]) -> Iterator[None]:
    """A page that was printed before in this run is not printed again, but in the tests below `not_in`."""
    printed = pdf.html_to_pdf

    def once(html: str) -> bytes:
        if os.environ.get("PYTEST_CURRENT_TEST", "").startswith(not_in):
            return printed(html)
        kept = shared / f"{hashlib.sha256(html.encode()).hexdigest()}.pdf"
        if not kept.exists():
            unfinished = kept.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(printed(html))
            unfinished.rename(kept)
        return kept.read_bytes()

    pdf.html_to_pdf = once
    yield
    pdf.html_to_pdf = printed


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
