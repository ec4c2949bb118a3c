"""Guards against every way around the ORM, on scratch tables, on SQLite and on PostgreSQL."""

import contextlib
import threading
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import IntegrityError, connection, transaction

from almere_camera import guards
from almere_camera.guards import Guard, append_only, changed, child_frozen, frozen, register, through_frozen

FROZEN = "Dit besluit is vastgesteld; er verandert niets meer aan."
LOG = "Het logboek is alleen aan te vullen."
ADOPTED = "parent.status = 'vastgesteld'"
TABLES = {
    "scratch_decision": "id integer PRIMARY KEY, status varchar(20) NOT NULL, title varchar(50)",
    "scratch_area": "id integer PRIMARY KEY, decision_id integer NOT NULL, name varchar(50)",
    "scratch_hours": "id integer PRIMARY KEY, area_id integer NOT NULL, day integer",
    "scratch_through": "id integer PRIMARY KEY, decision_id integer NOT NULL, evidence_id integer",
    "scratch_log": "id integer PRIMARY KEY, what varchar(50)",
}


def run(*statements: str) -> None:
    """In a savepoint, so that a refusal leaves the transaction of the test usable."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@contextlib.contextmanager
def refused(message: str) -> Iterator[None]:
    with pytest.raises(IntegrityError) as refusal:
        yield
    assert message in str(refusal.value)


def make_tables() -> None:
    run(
        *[f"CREATE TABLE {table} ({columns})" for table, columns in TABLES.items()],
        "INSERT INTO scratch_decision VALUES (1, 'vastgesteld', 'Centrum'), (2, 'concept', 'Haven')",
        "INSERT INTO scratch_area VALUES (11, 1, 'Markt'), (21, 2, 'Kade')",
        "INSERT INTO scratch_hours VALUES (111, 11, 5), (211, 21, 5)",
        "INSERT INTO scratch_through VALUES (1, 1, 7), (2, 2, 7)",
        "INSERT INTO scratch_log VALUES (1, 'vastgesteld')",
    )


@pytest.fixture
def own_declaration(monkeypatch):
    """A declaration that holds nothing but what the test registers."""
    monkeypatch.setattr(guards, "_registered", {})


@pytest.fixture
def tables(db, own_declaration):
    """Scratch tables inside the transaction of the test."""
    make_tables()


def declare(*declared: Guard) -> None:
    register(*declared)
    guards.install()


on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="INSERT OR REPLACE: SQLite only")
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="TRUNCATE and parallel writers: PostgreSQL only"
)

pytestmark = pytest.mark.django_db


# --- Append-only and frozen ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scratch_log SET what = 'niets'",
        "UPDATE scratch_log SET what = NULL WHERE id = 1",
        "DELETE FROM scratch_log",
        "DELETE FROM scratch_log WHERE id = 1",
        "INSERT INTO scratch_log VALUES (1, 'niets') ON CONFLICT (id) DO UPDATE SET what = 'niets'",
    ],
)
def test_an_append_only_table_refuses(tables, statement):
    declare(*append_only("scratch_log", LOG))
    with refused(LOG):
        run(statement)
    assert rows("SELECT * FROM scratch_log") == [(1, "vastgesteld")]


def test_an_append_only_table_takes_new_rows(tables):
    declare(*append_only("scratch_log", LOG))
    run("INSERT INTO scratch_log VALUES (2, 'gepubliceerd')")
    assert len(rows("SELECT * FROM scratch_log")) == 2


@on_sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO scratch_log VALUES (1, 'niets')",
        "REPLACE INTO scratch_log VALUES (1, 'niets')",
        "UPDATE OR IGNORE scratch_log SET what = 'niets'",
        "UPDATE OR REPLACE scratch_log SET id = 3",
    ],
)
def test_replacing_is_no_way_around_on_sqlite(tables, statement):
    declare(*append_only("scratch_log", LOG))
    with refused(LOG):
        run(statement)
    assert rows("SELECT * FROM scratch_log") == [(1, "vastgesteld")]


@on_postgresql
@pytest.mark.parametrize("table", ["scratch_log", "scratch_decision", "scratch_area"])
def test_truncate_is_refused_where_delete_is_guarded(tables, table):
    declare(
        *append_only("scratch_log", LOG),
        *frozen("scratch_decision", "OLD.status = 'vastgesteld'", LOG),
        *child_frozen("scratch_area", "scratch_decision", "decision_id", ADOPTED, LOG),
    )
    with refused(LOG):
        run(f"TRUNCATE {table}")


@on_postgresql
def test_a_truncate_guard_of_ones_own_replaces_the_derived_one(tables):
    declare(*append_only("scratch_log", LOG), Guard("own", "scratch_log", "TRUNCATE", None, "Eigen tekst."))
    with refused("Eigen tekst."):
        run("TRUNCATE scratch_log")
    assert guards.installed() == {"guard_scratch_log_update", "guard_scratch_log_delete", "guard_own"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scratch_decision SET title = 'Anders'",
        "UPDATE scratch_decision SET status = 'concept' WHERE id = 1",
        "DELETE FROM scratch_decision WHERE id = 1",
        "DELETE FROM scratch_decision",
    ],
)
def test_a_frozen_row_refuses(tables, statement):
    declare(*frozen("scratch_decision", "OLD.status = 'vastgesteld'", FROZEN))
    with refused(FROZEN):
        run(statement)
    assert rows("SELECT title FROM scratch_decision ORDER BY id") == [("Centrum",), ("Haven",)]


def test_a_row_that_is_not_frozen_changes_freezes_and_goes(tables):
    declare(*frozen("scratch_decision", "OLD.status = 'vastgesteld'", FROZEN))
    run("INSERT INTO scratch_decision VALUES (3, 'concept', NULL)")
    run("UPDATE scratch_decision SET title = 'Buiten' WHERE id = 3")
    run("UPDATE scratch_decision SET status = 'vastgesteld' WHERE id = 3")
    run("DELETE FROM scratch_decision WHERE id = 2")
    assert rows("SELECT * FROM scratch_decision WHERE id > 1") == [(3, "vastgesteld", "Buiten")]


def test_only_some_columns_are_frozen(tables):
    declare(*frozen("scratch_decision", "OLD.status = 'vastgesteld'", FROZEN, columns=("title",)))
    run("UPDATE scratch_decision SET status = 'vernietigd', title = title WHERE id = 1")
    run("UPDATE scratch_decision SET status = 'vastgesteld' WHERE id = 1")
    for title in ("'Anders'", "NULL"):
        with refused(FROZEN):
            run(f"UPDATE scratch_decision SET title = {title} WHERE id = 1")
    with refused(FROZEN):
        run("DELETE FROM scratch_decision WHERE id = 1")


@pytest.mark.parametrize(
    ("condition", "old", "new", "is_refused"),
    [
        (changed("title"), "NULL", "NULL", False),
        (changed("title"), "NULL", "'Haven'", True),
        (changed("title"), "'Haven'", "NULL", True),
        (changed("status", "title"), "'Haven'", "'Haven'", False),
        ("NEW.title is not  distinct from OLD.title", "NULL", "NULL", True),
        ("NEW.title IS NOT DISTINCT FROM OLD.title", "NULL", "'Haven'", False),
    ],
)
def test_null_is_a_value_that_can_change(tables, condition, old, new, is_refused):
    run(f"UPDATE scratch_decision SET title = {old} WHERE id = 2")
    declare(Guard("title", "scratch_decision", "UPDATE", condition, FROZEN))
    with refused(FROZEN) if is_refused else contextlib.nullcontext():
        run(f"UPDATE scratch_decision SET title = {new} WHERE id = 2")


# --- Children ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO scratch_area VALUES (12, 1, 'Plein')",
        "INSERT INTO scratch_area SELECT id + 100, 1, name FROM scratch_area WHERE id = 21",
        "UPDATE scratch_area SET name = 'Plein' WHERE id = 11",
        "UPDATE scratch_area SET decision_id = 2 WHERE id = 11",
        "UPDATE scratch_area SET decision_id = 1 WHERE id = 21",
        "UPDATE scratch_area SET decision_id = 3 - decision_id",
        "DELETE FROM scratch_area WHERE id = 11",
        "DELETE FROM scratch_area",
    ],
)
def test_a_child_of_a_frozen_row_refuses(tables, statement):
    declare(*child_frozen("scratch_area", "scratch_decision", "decision_id", ADOPTED, FROZEN))
    with refused(FROZEN):
        run(statement)
    assert rows("SELECT * FROM scratch_area ORDER BY id") == [(11, 1, "Markt"), (21, 2, "Kade")]


def test_a_child_of_a_row_that_is_not_frozen_comes_changes_and_goes(tables):
    declare(*child_frozen("scratch_area", "scratch_decision", "decision_id", ADOPTED, FROZEN))
    run("INSERT INTO scratch_area VALUES (22, 2, 'Plein'), (23, 2, 'Steiger')")
    run("UPDATE scratch_area SET name = 'Brug' WHERE id = 22")
    run("DELETE FROM scratch_area WHERE decision_id = 2 AND id <> 22")
    assert rows("SELECT * FROM scratch_area WHERE decision_id = 2") == [(22, 2, "Brug")]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO scratch_hours VALUES (112, 11, 6)",
        "UPDATE scratch_hours SET day = 6 WHERE id = 111",
        "UPDATE scratch_hours SET area_id = 21 WHERE id = 111",
        "UPDATE scratch_hours SET area_id = 11 WHERE id = 211",
        "DELETE FROM scratch_hours WHERE id = 111",
    ],
)
def test_a_grandchild_of_a_frozen_row_refuses(tables, statement):
    via = (("scratch_area", "decision_id"),)
    declare(*child_frozen("scratch_hours", "scratch_decision", "area_id", ADOPTED, FROZEN, via=via))
    with refused(FROZEN):
        run(statement)
    run(
        "INSERT INTO scratch_hours VALUES (212, 21, 6)",
        "UPDATE scratch_hours SET day = 7 WHERE area_id = 21",
        "DELETE FROM scratch_hours WHERE id = 212",
    )
    assert rows("SELECT * FROM scratch_hours ORDER BY id") == [(111, 11, 5), (211, 21, 7)]


def test_a_many_to_many_row_of_a_frozen_row_refuses(tables):
    declare(*through_frozen("scratch_through", "scratch_decision", "decision_id", ADOPTED, FROZEN))
    for statement in (
        "INSERT INTO scratch_through VALUES (3, 1, 8)",
        "UPDATE scratch_through SET evidence_id = 8 WHERE decision_id = 1",
        "DELETE FROM scratch_through WHERE decision_id = 1",
    ):
        with refused(FROZEN):
            run(statement)
    run("INSERT INTO scratch_through VALUES (3, 2, 8)", "DELETE FROM scratch_through WHERE decision_id = 2")


def test_conditions_with_subqueries(tables):
    adopted = (
        "EXISTS (SELECT 1 FROM scratch_decision d WHERE d.id = {}.decision_id AND d.status = 'vastgesteld')"
    )
    declare(
        Guard("area_insert", "scratch_area", "INSERT", adopted.format("NEW"), FROZEN),
        Guard("area_delete", "scratch_area", "DELETE", adopted.format("OLD"), FROZEN),
    )
    with refused(FROZEN):
        run("INSERT INTO scratch_area VALUES (12, 1, 'Plein')")
    with refused(FROZEN):
        run("DELETE FROM scratch_area WHERE id = 11")
    run("INSERT INTO scratch_area VALUES (22, 2, 'Plein')", "DELETE FROM scratch_area WHERE decision_id = 2")
    assert rows("SELECT id FROM scratch_area") == [(11,)]


def test_a_condition_that_is_unknown_refuses_nothing(tables):
    declare(Guard("unknown", "scratch_decision", "UPDATE", "NULL = OLD.status", FROZEN))
    run("UPDATE scratch_decision SET title = 'Anders'")


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_no_child_slips_in_while_its_parent_is_being_frozen(own_declaration):
    """The other connection waits for the adoption, then finds the parent frozen."""
    outcome: list[str] = []

    def add_area() -> None:
        try:
            run("INSERT INTO scratch_area VALUES (22, 2, 'Plein')")
            outcome.append("added")
        except IntegrityError as refusal:
            outcome.append(FROZEN if FROZEN in str(refusal) else str(refusal))
        finally:
            connection.close()

    make_tables()
    try:
        declare(*child_frozen("scratch_area", "scratch_decision", "decision_id", ADOPTED, FROZEN))
        with transaction.atomic():
            run("UPDATE scratch_decision SET status = 'vastgesteld' WHERE id = 2")
            other = threading.Thread(target=add_area)
            other.start()
            other.join(timeout=0.5)
            assert not outcome, "it did not wait"
        other.join(timeout=10)
        assert outcome == [FROZEN]
    finally:
        guards.remove()
        run(*[f"DROP TABLE {table}" for table in TABLES])


# --- Installing and removing ---------------------------------------------------------------------


def test_installed_is_what_was_expected(tables):
    declare(*append_only("scratch_log", LOG))
    names = {"guard_scratch_log_update", "guard_scratch_log_delete"}
    if connection.vendor == "postgresql":
        names.add("guard_scratch_log_truncate")
    assert guards.installed() == guards.expected() == names
    assert guards.missing() == set()


def test_installing_again_puts_the_new_declaration_in_place_of_the_old(tables, monkeypatch):
    declare(*append_only("scratch_log", LOG), *frozen("scratch_decision", None, FROZEN))
    monkeypatch.setattr(guards, "_registered", {})
    declare(*append_only("scratch_log", "Een nieuwe tekst."))
    guards.install()
    assert guards.installed() == guards.expected()
    with refused("Een nieuwe tekst."):
        run("DELETE FROM scratch_log")
    run("DELETE FROM scratch_decision")


def test_removing_takes_all_guards_away(tables):
    declare(*append_only("scratch_log", LOG))
    guards.remove()
    guards.remove()
    assert guards.installed() == set()
    assert guards.missing() == guards.expected() != set()
    run("UPDATE scratch_log SET what = 'niets'", "DELETE FROM scratch_log")


def test_a_guard_whose_table_is_gone_is_missing_and_the_others_stand(tables):
    register(*append_only("scratch_log", LOG), *append_only("scratch_decision", FROZEN))
    run("DROP TABLE scratch_log")
    guards.install()
    assert {name for name in guards.missing() if "scratch_log" in name} == guards.missing() != set()
    with refused(FROZEN):
        run("DELETE FROM scratch_decision")


@on_postgresql
def test_a_disabled_guard_counts_as_missing(tables):
    declare(*append_only("scratch_log", LOG))
    run("ALTER TABLE scratch_log DISABLE TRIGGER guard_scratch_log_delete")
    assert guards.missing() == {"guard_scratch_log_delete"}


def test_the_guards_are_away_during_a_migration_and_back_after_it(tables):
    """Also when the migration rebuilds the table, as SQLite does to alter a column."""
    guards.connect()
    guards.connect()
    declare(
        *append_only("scratch_log", LOG),
        *child_frozen("scratch_area", "scratch_decision", "decision_id", ADOPTED, FROZEN),
    )
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    assert guards.installed() == set()
    run(
        "CREATE TABLE scratch_new (id integer PRIMARY KEY, status varchar(30), title varchar(60))",
        "INSERT INTO scratch_new SELECT * FROM scratch_decision",
        "DROP TABLE scratch_decision",
        "ALTER TABLE scratch_new RENAME TO scratch_decision",
        "UPDATE scratch_log SET what = 'gewijzigd door een migratie'",
    )
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert guards.installed() == guards.expected()
    with refused(FROZEN):
        run("DELETE FROM scratch_area WHERE id = 11")


def test_the_guards_come_back_after_the_last_app_only(tables):
    register(*append_only("scratch_log", LOG))
    configs = [config for config in apps.get_app_configs() if config.models_module]
    for config in configs[:-1]:
        guards._after_migrate(sender=config, app_config=config, using="default")
        assert guards.installed() & guards.expected() == set()
    guards._after_migrate(sender=configs[-1], app_config=configs[-1], using="default")
    assert guards.installed() == guards.expected()


def test_the_guards_of_this_project_are_installed():
    """The declaration of the project itself, in the database that the migrations made."""
    assert guards.expected()
    assert guards.missing() == set()


# --- Names and messages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    [
        "Programma’s en foto's blijven zoals ze zijn.",
        "100% vastgesteld: %s %d %%",
        'Een "citaat", een \\ en een ; DROP TABLE scratch_log; --',
        "$$ $guard$ $1 {0}",
    ],
)
def test_a_message_arrives_as_it_was_written(tables, message):
    declare(*append_only("scratch_log", message))
    with refused(message):
        run("DELETE FROM scratch_log")
    assert rows("SELECT * FROM scratch_log") == [(1, "vastgesteld")]


def test_long_names_stay_distinct_and_fit(tables):
    table = "scratch_designatedarea_with_a_very_long_name_indeed_positions"
    run(f"CREATE TABLE {table} (id integer PRIMARY KEY, decision_id integer)")
    declared = child_frozen(table, "scratch_decision", "decision_id", ADOPTED, FROZEN)
    declare(*declared)
    assert len({guard.trigger for guard in declared}) == 3
    assert all(len(guard.trigger) <= 63 for guard in declared)
    assert guards.installed() == guards.expected()


def test_a_table_may_bear_a_reserved_word(tables):
    run('CREATE TABLE "order" (id integer PRIMARY KEY, "group" integer)')
    run('INSERT INTO "order" VALUES (1, 1)')
    declare(*child_frozen("order", "scratch_decision", "group", ADOPTED, FROZEN))
    with refused(FROZEN):
        run('DELETE FROM "order"')


@pytest.mark.parametrize("name", ["", "With Capitals", "a-b", "a;b", "a'b", "1a", 'a"b'])
def test_a_name_is_plain(name):
    with pytest.raises(ValueError, match="Guard name"):
        Guard(name, "scratch_log", "DELETE", None, LOG)


@pytest.mark.parametrize(
    ("event", "when"),
    [
        ("INSERT", "OLD.status = 'vastgesteld'"),
        ("DELETE", "new.status = 'vastgesteld'"),
        ("TRUNCATE", "OLD.status = 'vastgesteld'"),
        ("SELECT", None),
    ],
)
def test_a_condition_asks_only_for_rows_that_there_are(event, when):
    with pytest.raises(ValueError, match=r"has no|unknown event"):
        Guard("wrong", "scratch_log", event, when, LOG)


def test_one_name_is_one_guard(own_declaration):
    register(*append_only("scratch_log", LOG))
    register(*append_only("scratch_log", LOG))
    with pytest.raises(ValueError, match="two different guards"):
        register(*append_only("scratch_log", FROZEN))
