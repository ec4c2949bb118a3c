"""What every test stands on: two databases, guards that let go of a flush, a browser, a Java machine."""

import os
import shutil
import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings as hypothesis_settings

from tests import factories, snapshots

# Playwright keeps an event loop in the test's thread; Django would take every query there for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# On two shared cores an example that takes long is no failure.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(Path(__file__).parent.parent / ".cache/hypothesis"))
hypothesis_settings.register_profile("project", deadline=None)
hypothesis_settings.load_profile("project")

# The fixtures through which a test reaches a database; pytest-django asks for `db` itself in some of them.
DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "admin_user",
    "admin_client",
    "async_admin_client",
    "live_server",
    "demonstration",
}
# What these look at (files, words, forms, what a rule makes of a case) is the same on every database: once is
# enough. Asked on both: what is stored, locked, frozen and derived, every act, and that every page opens.
FILE_FIXTURES = {"java", "frozen"}
ONCE = (
    "tests/interface/",
    "tests/test_events.py",
    "tests/decisions/documents/",
    "tests/decisions/lint/",
    "tests/decisions/publication/",
    "tests/decisions/public/test_api.py",
    "tests/decisions/public/test_secrets.py",
    "tests/decisions/rules/",
    "tests/decisions/test_archive.py",
    "tests/decisions/test_area_forms.py",
    "tests/decisions/test_clauses.py",
    "tests/decisions/test_comparing.py",
    "tests/decisions/test_demo.py",
    "tests/decisions/test_files.py",
    "tests/decisions/test_forms.py",
    "tests/decisions/test_matrix.py",
    "tests/decisions/test_published.py",
    "tests/decisions/test_stateful.py",
    "tests/decisions/test_step",
    "tests/decisions/text/",
    "tests/test_urls.py",
)
# One of the above that is asked on both: the demonstration is loaded twice, every page opens.
BOTH = (
    "tests/decisions/test_demo.py::test_a_second_run_changes_nothing",
    "tests/test_urls.py::test_looking_changes_nothing_for_who_may_do_everything",
)

# What looks at the making of a PDF, and how long that takes.
PRINTING = (
    "tests/decisions/documents/test_pdf.py",
    "tests/decisions/documents/test_security.py",
    "tests/benchmarks/",
)


def uses_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db"):
        return True
    if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    cls = getattr(item, "cls", None)
    return isinstance(cls, type) and issubclass(cls, unittest.TestCase)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is worth repeating on PostgreSQL, so that script/test can choose it with -m."""
    for item in items:
        if uses_database(item):
            item.add_marker("database")
        path = item.nodeid.partition("::")[0]
        once = path.startswith(ONCE) or path.endswith("_pages.py")
        once = once and not item.nodeid.startswith(BOTH)
        if once or FILE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("sqlite_only")


# --- The database ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in use.

    In memory all threads share one connection: a page that the live server serves while another one writes
    would fall into its transaction.
    """
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        settings["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """A flush after a transactional test may empty guarded tables, and leaves what the migrations wrote.

    The guards are lifted around the flush alone: in the tests themselves they stand as in production. The
    database is always made: pytest-django makes it only where a test asks by its own marks and fixtures,
    and `demonstration` is none of those.
    """
    from almere_camera import guards

    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        migrated = connection.creation.serialize_db_to_string()
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_without_guards(self: Any, sql_list: list[str]) -> None:
        guards.remove(self.connection.alias)
        try:
            flush(self, sql_list)
            self.connection.creation.deserialize_db_from_string(migrated)
        finally:
            guards.install(self.connection.alias)

    operations.execute_sql_flush = flush_without_guards
    yield
    operations.execute_sql_flush = flush
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True, scope="session")
def _quick_and_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Passwords are hashed fast, uploads go to a folder of the test run, work is done when it is asked."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MEDIA_ROOT=str(tmp_path_factory.mktemp("media")),
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    ):
        yield


@pytest.fixture(scope="session")
def shared_by_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run for all workers together."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(autouse=True, scope="session")
def _printing(shared_by_workers: Path) -> Iterator[None]:
    with snapshots.printing(shared_by_workers, PRINTING):
        yield


@pytest.fixture(autouse=True)
def _own_numbers() -> None:
    factories.number_from_one()


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: None, django_db_blocker: Any, _quick_and_apart: None, shared_by_workers: Path
) -> Iterator[None]:
    """The demonstration, for a module of tests that only look at it.

    All of them live in one transaction: do not mark them with django_db, which would close the connection.
    """
    with (
        django_db_blocker.unblock(),
        snapshots.demonstration(shared_by_workers),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


# --- Programs -------------------------------------------------------------------------------------


def required_program(*names: str) -> str:
    """The first of these programs; without any the test is skipped, but on the build server it fails."""
    for name in names:
        if path := shutil.which(name):
            return path
    message = f"{' of '.join(names)} ontbreekt; script/setup tests installeert het."
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def java() -> Path:
    """The Java machine that the PDF validators run on; ask for it in every test that starts one."""
    return Path(required_program("java"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium instead of a download, and nothing that calls home."""
    return {
        **browser_type_launch_args,
        "executable_path": required_program("chromium", "chromium-browser", "google-chrome"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
