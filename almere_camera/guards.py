"""Guards: triggers that keep frozen rows frozen, whatever code or client writes to the database.

One declaration serves SQLite and PostgreSQL; on both a refused statement arrives as IntegrityError
with the Dutch message of the guard. An app registers its guards when it is ready; they are removed
before and installed after every `migrate`, because SQLite loses the triggers of a table that a
migration rebuilds, and refuses the migration when another table's trigger names the rebuilt table.
A data migration therefore runs unguarded. When a migration fails, the guards return with the next
successful one; the check almere.E001 reports their absence meanwhile.

A condition is SQL that both databases understand, on OLD and NEW; it may hold subqueries.
`IS DISTINCT FROM` may be used: SQLite before 3.39 gets its own spelling. What SQLite needs besides:
PRAGMA recursive_triggers=ON, or INSERT OR REPLACE deletes a row without asking (almere.E003).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models.signals import post_migrate, pre_migrate

Event = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]
PREFIX = "guard_"
LONGEST_IDENTIFIER = 63  # bytes, in PostgreSQL
CHECK_VIOLATION = "23514"
# The rows that an event does not have.
ABSENT_ROW = {"INSERT": "OLD", "UPDATE": "", "DELETE": "NEW", "TRUNCATE": "OLD|NEW"}
# A table to walk through on the way to the parent, and its column that names the parent's id.
Via = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses `event` on a row of `table` when the condition holds; without condition always.

    `parents` selects the rows that the condition looks at ('FROM ... WHERE ...'). PostgreSQL locks
    them first: otherwise a child can slip in while another transaction is freezing its parent.
    SQLite has one writer at a time and needs no lock.
    """

    name: str
    table: str
    event: Event
    when: str | None
    message: str
    parents: str | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"Guard name {self.name!r}: use a-z, 0-9 and _.")
        absent = ABSENT_ROW.get(self.event)
        if absent is None:
            raise ValueError(f"Guard {self.name}: unknown event {self.event!r}.")
        if absent and re.search(rf"\b({absent})\.", f"{self.when} {self.parents}", re.IGNORECASE):
            raise ValueError(f"Guard {self.name}: {self.event} has no {absent}.")

    @property
    def trigger(self) -> str:
        """The name in the database, shortened with a hash where PostgreSQL would cut it off."""
        name = f"{PREFIX}{self.name}"
        if len(name) <= LONGEST_IDENTIFIER:
            return name
        return f"{name[: LONGEST_IDENTIFIER - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


_registered: dict[str, Guard] = {}


# --- Declaring -----------------------------------------------------------------------------------


def register(*guards: Guard) -> None:
    """Add guards to the declaration. The same guard twice is harmless, two under one name are not."""
    for guard in guards:
        if _registered.setdefault(guard.name, guard) != guard:
            raise ValueError(f"There are two different guards with the name {guard.name}.")


def append_only(table: str, message: str) -> tuple[Guard, ...]:
    """Rows may be added, never changed or deleted."""
    return frozen(table, None, message)


def frozen(
    table: str, when_old: str | None, message: str, *, columns: tuple[str, ...] = ()
) -> tuple[Guard, ...]:
    """A row whose old values satisfy the condition may not be changed or deleted.

    With `columns` only a change of those columns is refused; deleting stays refused.
    """
    conditions = [f"({when_old})"] if when_old else []
    update = " AND ".join([*conditions, changed(*columns)] if columns else conditions) or None
    return (
        Guard(f"{table}_update", table, "UPDATE", update, message),
        Guard(f"{table}_delete", table, "DELETE", when_old, message),
    )


def child_frozen(
    table: str,
    parent_table: str,
    fk_column: str,
    parent_condition: str,
    message: str,
    *,
    via: tuple[Via, ...] = (),
) -> tuple[Guard, ...]:
    """No row may be added to, changed in, moved to or from, or deleted under a frozen parent.

    In the condition the parent row is called `parent`: "parent.status = 'vastgesteld'". `fk_column`
    points at the parent, or at the first table of `via`: for viewing hours of a designated area of a
    decision, ("decisions_designatedarea", "decision_id").
    """

    def guard(event: Event, *rows: str) -> Guard:
        ids = ", ".join(_parent_id(row, fk_column, via) for row in rows)
        parents = f"FROM {_quoted(parent_table)} parent WHERE parent.id IN ({ids})"
        return Guard(
            name=f"{table}_{fk_column}_{event.lower()}",
            table=table,
            event=event,
            when=f"EXISTS (SELECT 1 {parents} AND ({parent_condition}))",
            message=message,
            parents=parents,
        )

    return guard("INSERT", "NEW"), guard("UPDATE", "OLD", "NEW"), guard("DELETE", "OLD")


# The rows of a many-to-many table are children of either side: name the column of the frozen one.
through_frozen = child_frozen


def changed(*columns: str) -> str:
    """The condition that an UPDATE changes one of these columns; NULL counts as a value."""
    return "(" + " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in columns) + ")"


def _parent_id(row: str, fk_column: str, via: tuple[Via, ...]) -> str:
    expression = f"{row}.{_quoted(fk_column)}"
    for table, column in via:
        # Names from our own declarations, quoted.
        expression = f"(SELECT via.{_quoted(column)} FROM {_quoted(table)} via WHERE via.id = {expression})"  # noqa: S608
    return expression


# --- In the database -----------------------------------------------------------------------------


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put the declared guards in the database, in place of all that are there.

    A guard whose table does not exist is left out: after a migration back to an older state the other
    tables stay guarded, and almere.E001 names what is missing.
    """
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        remove(using)
        for guard in _declared(connection.vendor):
            if guard.table in tables:
                for statement in _create(guard, connection.vendor):
                    cursor.execute(statement)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take away every guard in the database, also one that is no longer declared."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for trigger in installed(using):
                cursor.execute(f"DROP TRIGGER {_quoted(trigger)}")
        else:
            cursor.execute(
                "SELECT proname FROM pg_proc WHERE starts_with(proname, %s)"
                " AND prorettype = 'trigger'::regtype AND pg_function_is_visible(oid)",
                [PREFIX],
            )
            for (function,) in cursor.fetchall():
                cursor.execute(f"DROP FUNCTION {_quoted(function)}() CASCADE")


def installed(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The triggers of guards that are in the database and enabled."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, %s) = %s",
                [len(PREFIX), PREFIX],
            )
        else:
            cursor.execute(
                "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
                " WHERE starts_with(t.tgname, %s) AND t.tgenabled IN ('O', 'A')"
                " AND pg_function_is_visible(p.oid)",
                [PREFIX],
            )
        return {name for (name,) in cursor.fetchall()}


def expected(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The triggers that the declaration asks for in this database."""
    return {guard.trigger for guard in _declared(connections[using].vendor)}


def missing(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The triggers that are declared but not there: for the system check and the health page."""
    return expected(using) - installed(using)


def _declared(vendor: str) -> list[Guard]:
    """The registered guards that the database knows, with a TRUNCATE guard where DELETE is guarded.

    SQLite has no TRUNCATE. PostgreSQL skips the row guards when a table is truncated.
    """
    guards = list(_registered.values())
    if vendor == "sqlite":
        return [guard for guard in guards if guard.event != "TRUNCATE"]
    guarded = {guard.table for guard in guards if guard.event == "TRUNCATE"}
    for guard in list(guards):
        if guard.event == "DELETE" and guard.table not in guarded:
            guarded.add(guard.table)
            guards.append(Guard(f"{guard.table}_truncate", guard.table, "TRUNCATE", None, guard.message))
    return guards


def _create(guard: Guard, vendor: str) -> Iterator[str]:
    return _create_in_sqlite(guard) if vendor == "sqlite" else _create_in_postgresql(guard)


def _create_in_sqlite(guard: Guard) -> Iterator[str]:
    when = f" WHEN {_in_words_of_sqlite(guard.when)}" if guard.when else ""
    yield (
        f"CREATE TRIGGER {_quoted(guard.trigger)} BEFORE {guard.event} ON {_quoted(guard.table)}"
        f" FOR EACH ROW{when} BEGIN SELECT RAISE(ABORT, {_literal(guard.message)}); END"
    )


def _create_in_postgresql(guard: Guard) -> Iterator[str]:
    """The condition goes in the function: PostgreSQL allows no subquery in a trigger's WHEN."""
    trigger, table = _quoted(guard.trigger), _quoted(guard.table)
    level = "STATEMENT" if guard.event == "TRUNCATE" else "ROW"
    body = _literal(_body_in_postgresql(guard))
    yield f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS {body}"
    yield (
        f"CREATE TRIGGER {trigger} BEFORE {guard.event} ON {table}"
        f" FOR EACH {level} EXECUTE FUNCTION {trigger}()"
    )


def _body_in_postgresql(guard: Guard) -> str:
    lock = f"PERFORM 1 {guard.parents} ORDER BY parent.id FOR NO KEY UPDATE;" if guard.parents else ""
    # A row trigger that returns no row silently skips the statement: a DELETE has only OLD.
    row = {"TRUNCATE": "NULL", "DELETE": "OLD"}.get(guard.event, "NEW")
    return f"""BEGIN
        {lock}
        IF {guard.when or "TRUE"} THEN
            RAISE EXCEPTION USING MESSAGE = {_literal(guard.message)}, ERRCODE = '{CHECK_VIOLATION}',
                CONSTRAINT = {_literal(guard.trigger)}, TABLE = {_literal(guard.table)};
        END IF;
        RETURN {row};
    END"""


def _in_words_of_sqlite(condition: str) -> str:
    condition = re.sub(r"\bIS\s+NOT\s+DISTINCT\s+FROM\b", "IS", condition, flags=re.IGNORECASE)
    return re.sub(r"\bIS\s+DISTINCT\s+FROM\b", "IS NOT", condition, flags=re.IGNORECASE)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# --- Around migrate ------------------------------------------------------------------------------


def connect() -> None:
    """Follow every `migrate` (and `flush`): called once, when the project's own app is ready."""
    pre_migrate.connect(_before_migrate, dispatch_uid="almere_camera.guards.remove")
    post_migrate.connect(_after_migrate, dispatch_uid="almere_camera.guards.install")


def _before_migrate(*, using: str, **kwargs: Any) -> None:
    """Remove before the first app migrates. The signal comes once per app: the next find nothing."""
    if installed(using):
        remove(using)


def _after_migrate(*, app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Install after the last app, when all tables are there."""
    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if app_config == with_models[-1]:
        install(using)
