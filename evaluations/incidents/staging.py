"""Sound rows wait in a table of this connection alone; there they are held beside each other and beside
what is in the database, and from there all of them are taken over at once.

The only place that knows that PostgreSQL and SQLite have another door for many rows at a time.
"""

# ruff: noqa: S608  the names in these statements are ours
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from ..models import Incident, Sighting
from .columns import LABELS
from .rows import Fault, Staged

TWICE = "Dit nummer staat met deze positie al op een eerdere rij."
DIFFERENT = (
    "Dit nummer staat al op een eerdere rij, met een ander moment, een andere soort of een ander antwoord."
)
KNOWN_ALREADY = "Een incident met dit nummer is al eerder ingelezen."
WAITING, REPEATED = "import_rows", "import_repeated"
COLUMNS = """
    line integer NOT NULL, row_no integer NOT NULL, reference varchar(40) NOT NULL, at {moment} NOT NULL,
    year smallint NOT NULL, month smallint NOT NULL, category integer NOT NULL, relevant {truth} NOT NULL,
    first_observed {truth}, passed_on varchar(12) NOT NULL, followed_up {truth}, position bigint NOT NULL
"""
# All that a row says of an incident, as one text.
SAID = """CAST(at AS text) || '|' || CAST(category AS text)
    || '|' || COALESCE(CAST(first_observed AS text), '') || '|' || passed_on
    || '|' || COALESCE(CAST(followed_up AS text), '')"""
NULL = "\\N"  # for COPY
TO_REPEATED = f"FROM {WAITING} w LEFT JOIN {REPEATED} p ON p.reference = w.reference"


def begin() -> None:
    """An empty place to wait, which no other connection sees."""
    end()
    postgres = connection.vendor == "postgresql"
    kinds = {"moment": "timestamptz" if postgres else "text", "truth": "boolean" if postgres else "bool"}
    _do(f"CREATE TEMPORARY TABLE {WAITING} ({COLUMNS.format(**kinds)})")
    _do(f"CREATE TEMPORARY TABLE {REPEATED} (reference varchar(40) PRIMARY KEY, first_line integer NOT NULL)")


def end() -> None:
    for table in (WAITING, REPEATED):
        _do(f"DROP TABLE IF EXISTS {table}")


def add(rows: Sequence[Staged]) -> None:
    """These rows to where they wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {WAITING} FROM STDIN") as copy:
            copy.write("".join(map(_as_line, rows)))
    else:
        with connection.cursor() as cursor:
            cursor.connection.executemany(f"INSERT INTO {WAITING} VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)


def _as_line(row: Staged) -> str:
    """A row as COPY reads it. No cell that passed holds a tab, a backslash or a line end."""
    line, number, reference, at, year, month, category, relevant, first, passed_on, followed, position = row
    return (
        f"{line}\t{number}\t{reference}\t{at}+00\t{year}\t{month}\t{category}\t{relevant}\t"
        f"{NULL if first is None else first}\t{passed_on}\t"
        f"{NULL if followed is None else followed}\t{position}\n"
    )


def find_repeated() -> None:
    """Which numbers wait on more than one line, and on which first: `take_over` needs to know."""
    if connection.vendor == "postgresql":
        _do(f"ANALYZE {WAITING}")
    _do(
        f"INSERT INTO {REPEATED} SELECT reference, MIN(line) FROM {WAITING}"
        " GROUP BY reference HAVING COUNT(*) > 1"
    )


def faults() -> Iterator[Fault]:
    """What is wrong with rows that are sound each by themselves: the same twice, or there already."""
    find_repeated()
    if _any(REPEATED):
        among = f"FROM {WAITING} WHERE reference IN (SELECT reference FROM {REPEATED})"
        yield from _found(
            f"SELECT DISTINCT row_no FROM (SELECT row_no, ROW_NUMBER() OVER (PARTITION BY reference, position"
            f" ORDER BY line) AS number {among}) AS found WHERE number > 1",
            TWICE,
        )
        yield from _found(
            f"SELECT DISTINCT row_no FROM (SELECT row_no, {SAID} AS said, FIRST_VALUE({SAID}) OVER"
            f" (PARTITION BY reference ORDER BY line) AS first_said {among}) AS found"
            " WHERE said <> first_said",
            DIFFERENT,
        )
    if _any(Incident._meta.db_table):
        yield from _found(
            f"SELECT DISTINCT w.row_no FROM {WAITING} w JOIN {Incident._meta.db_table} i"
            " ON i.reference = w.reference",
            KNOWN_ALREADY,
        )


def take_over(run: int) -> int:
    """All that waits becomes incidents and sightings of this run, in the transaction of the caller.

    Returns the number of incidents. Call it after `faults` found none, or for rows that are sound anyway
    after `find_repeated`.
    """
    incidents, sightings = Incident._meta.db_table, Sighting._meta.db_table
    once, first, source = "", "w.line", f"FROM {WAITING} w"
    if _any(REPEATED):
        source, first = TO_REPEATED, "COALESCE(p.first_line, w.line)"
        once = " WHERE p.reference IS NULL OR p.first_line = w.line"
    base = _reserve(incidents)
    number = _do(
        f"INSERT INTO {incidents} (id, run_id, reference, at, year, month, category_id, first_observed,"
        f" passed_on, followed_up) SELECT {base} + w.line, {int(run)}, w.reference, w.at, w.year, w.month,"
        f" w.category, w.first_observed, w.passed_on, w.followed_up {source}{once}"
    )
    _do(
        f"INSERT INTO {sightings} (incident_id, position_id, year, month, relevant)"
        f" SELECT {base} + {first}, w.position, w.year, w.month, w.relevant {source}"
    )
    return number


def lock() -> None:
    """From here until the end of the transaction nobody else adds incidents; on SQLite that holds anyway."""
    if connection.vendor == "postgresql":
        _do(f"LOCK TABLE {Incident._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _reserve(table: str) -> int:
    """The last id in use, after which as many as there are lines are ours."""
    lines = _value(f"SELECT COALESCE(MAX(line), 0) FROM {WAITING}")
    if connection.vendor == "postgresql":
        sequence = f"pg_get_serial_sequence('{table}', 'id')"
        base = int(_value(f"SELECT nextval({sequence})"))
        _do(f"SELECT setval({sequence}, {base + lines})")
        return base
    # AUTOINCREMENT follows the ids that are given.
    given = _value("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
    return int(max(given, _value(f"SELECT COALESCE(MAX(id), 0) FROM {table}")))


def _found(sql: str, reason: str) -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 1")
        rows: Iterable[Any] = cursor.fetchall()
    for (row,) in rows:
        yield Fault(row, LABELS["reference"], reason)


def _any(table: str) -> bool:
    return bool(_value(f"SELECT EXISTS (SELECT 1 FROM {table})"))


def _value(sql: str, params: Sequence[Any] | None = None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def _do(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.rowcount)
