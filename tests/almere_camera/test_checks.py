"""System checks, each by its id, with a passing and a failing example."""

from datetime import date

import pytest
from django.conf import settings
from django.core import checks as django_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from almere_camera import checks, guards
from almere_camera.models import EqualledHoliday

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite itself")
SAFE = {"DEBUG": False, "SECRET_KEY": "een-eigen-sleutel", "ALLOWED_HOSTS": ["camera.example.org"]}


def ids(found: list[django_checks.CheckMessage]) -> list[str | None]:
    return [each.id for each in found]


def change(monkeypatch, **options):
    """Change the database options, in the settings only: the connection stays open."""
    monkeypatch.setitem(
        connections["default"].settings_dict,
        "OPTIONS",
        {**connections["default"].settings_dict["OPTIONS"], **options},
    )


# --- E001 ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_almere_E001_is_silent_when_the_guards_are_there():
    assert checks.check_guards(databases=["default"]) == []


@pytest.mark.django_db
def test_almere_E001_names_the_guards_that_are_missing():
    expected = guards.expected()
    guards.remove()
    [found] = checks.check_guards(databases=["default"])
    assert found.id == "almere.E001"
    assert found.level == django_checks.ERROR
    assert all(name in found.msg for name in expected)


def test_almere_E001_leaves_the_database_alone_when_not_asked():
    assert checks.check_guards(databases=None) == []
    assert checks.check_guards() == []


@pytest.mark.django_db
def test_almere_E001_stops_a_deployment_and_not_the_migration_that_helps():
    guards.remove()
    on_deploy = django_checks.run_checks(databases=["default"], include_deployment_checks=True)
    before_migrate = django_checks.run_checks(databases=["default"])
    assert "almere.E001" in ids(on_deploy)
    assert "almere.E001" not in ids(before_migrate)


# --- E002 ----------------------------------------------------------------------------------------


def test_almere_E002_is_silent_with_a_key_and_hosts_of_our_own(settings):
    for name, value in SAFE.items():
        setattr(settings, name, value)
    assert checks.check_secure_settings() == []
    checks.refuse_insecure_start()


def test_almere_E002_is_silent_during_development(settings):
    settings.DEBUG = True
    settings.SECRET_KEY = settings.INSECURE_KEY
    settings.ALLOWED_HOSTS = []
    assert checks.check_secure_settings() == []
    checks.refuse_insecure_start()


@pytest.mark.parametrize(("name", "value"), [("SECRET_KEY", settings.INSECURE_KEY), ("ALLOWED_HOSTS", [])])
def test_almere_E002_names_the_unsafe_setting(settings, name, value):
    for safe_name, safe_value in SAFE.items():
        setattr(settings, safe_name, safe_value)
    setattr(settings, name, value)
    [found] = checks.check_secure_settings()
    assert found.id == "almere.E002"
    assert found.level == django_checks.ERROR
    assert name in found.msg
    with pytest.raises(ImproperlyConfigured, match=name):
        checks.refuse_insecure_start()


def test_almere_E002_gives_all_reasons_at_once(settings):
    settings.DEBUG = False
    settings.SECRET_KEY = settings.INSECURE_KEY
    settings.ALLOWED_HOSTS = []
    assert ids(checks.check_secure_settings()) == ["almere.E002", "almere.E002"]


# --- E003 ----------------------------------------------------------------------------------------


def test_almere_E003_is_silent_with_the_settings_of_this_project():
    assert checks.check_sqlite_settings() == []


@on_sqlite
@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"init_command": "PRAGMA journal_mode=WAL;"}, "recursive_triggers"),
        ({"init_command": None}, "recursive_triggers"),
        ({"init_command": "PRAGMA recursive_triggers=OFF;"}, "recursive_triggers"),
        ({"transaction_mode": "DEFERRED"}, "IMMEDIATE"),
        ({"transaction_mode": None}, "IMMEDIATE"),
    ],
)
def test_almere_E003_names_what_sqlite_lacks(monkeypatch, options, word):
    change(monkeypatch, **options)
    [found] = checks.check_sqlite_settings()
    assert found.id == "almere.E003"
    assert word in found.msg


@on_sqlite
@pytest.mark.parametrize("command", ["PRAGMA recursive_triggers = 1", "pragma RECURSIVE_TRIGGERS=on;"])
def test_almere_E003_reads_other_spellings(monkeypatch, command):
    change(monkeypatch, init_command=command, transaction_mode="immediate")
    assert checks.check_sqlite_settings() == []


@on_sqlite
@pytest.mark.django_db
def test_the_connection_has_what_almere_E003_reads_in_the_settings():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)


# --- E004 ----------------------------------------------------------------------------------------


def test_almere_E004_is_silent_when_there_is_a_font(tmp_path):
    (tmp_path / "Letter-Regular.ttf").touch()
    assert checks.fonts_missing(tmp_path) == []


@pytest.mark.parametrize("folder", [".", "absent"])
def test_almere_E004_names_the_folder_without_fonts(tmp_path, folder):
    (tmp_path / "LICENSE.txt").touch()
    [found] = checks.fonts_missing(tmp_path / folder)
    assert found.id == "almere.E004"
    assert found.level == django_checks.ERROR
    assert str(tmp_path / folder) in found.msg


def test_the_fonts_of_this_project_are_there():
    assert checks.check_fonts() == []


# --- W001 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_known", "today", "warned"),
    [
        (date(2028, 5, 26), date(2027, 12, 31), False),
        (date(2028, 5, 26), date(2028, 1, 1), True),
        (date(2028, 5, 26), date(2030, 1, 1), True),
        (None, date(2027, 1, 1), True),
    ],
)
def test_almere_W001_warns_from_the_last_known_year_on(last_known, today, warned):
    found = checks.equalled_holidays_run_out(last_known, today)
    assert ids(found) == (["almere.W001"] if warned else [])
    assert all(each.level == django_checks.WARNING for each in found)


@pytest.mark.django_db
@pytest.mark.parametrize(("today", "expected"), [("2027-06-01", []), ("2028-06-01", ["almere.W001"])])
def test_almere_W001_looks_at_the_last_day_in_the_records(time_machine, today, expected):
    EqualledHoliday.objects.all().delete()
    for day in ("2028-05-26", "2026-01-02", "2027-05-07"):
        EqualledHoliday.objects.create(day=day, source="Stcrt. 2025, 24713")
    time_machine.move_to(f"{today}T12:00+02:00")
    assert ids(checks.check_equalled_holidays(databases=["default"])) == expected


@pytest.mark.django_db
def test_almere_W001_waits_until_the_table_is_there():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {EqualledHoliday._meta.db_table}")
    assert checks.check_equalled_holidays(databases=["default"]) == []


def test_almere_W001_leaves_the_database_alone_when_not_asked():
    assert checks.check_equalled_holidays() == []


# --- Registration --------------------------------------------------------------------------------


def test_the_checks_are_registered():
    registry = django_checks.registry.registry
    assert checks.check_guards in registry.deployment_checks
    assert {
        checks.check_secure_settings,
        checks.check_sqlite_settings,
        checks.check_equalled_holidays,
        checks.check_fonts,
    } <= registry.registered_checks
