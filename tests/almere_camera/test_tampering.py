"""Whoever changes the log around the application is found out: a byte, a row, the order, the tail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from almere_camera import audit, guards
from almere_camera.models import AuditEvent, AuditHead, User
from tests import factories

pytestmark = pytest.mark.django_db

TABLE = "almere_camera_auditevent"


@pytest.fixture
def reader() -> User:
    return factories.make_user(first_name="Fatima", last_name="Idrissi")


@pytest.fixture
def unguarded(reader: User) -> Iterator[None]:
    """Five events, in a database where somebody took the triggers away."""
    with transaction.atomic():
        for number in range(5):
            audit.record("proef.gedaan", reader, reader, number=number)
    guards.remove()
    yield
    guards.install()


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


COLUMNS = [
    "actor_name",
    "actor_roles",
    "event",
    "object_type",
    "object_id",
    "object_label",
    "previous_hash",
    "hash",
]


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_byte(column: str) -> None:
    assert audit.verify() == 5
    value = str(getattr(AuditEvent.objects.get(seq=3), column))
    changed = ("1" if value[0] != "1" else "2") + value[1:]
    sql(f"UPDATE {TABLE} SET {column} = %s WHERE seq = 3", changed)
    with pytest.raises(audit.ChainBroken, match="gebeurtenis 3: wat er staat is gewijzigd"):
        audit.verify()


@pytest.mark.usefixtures("unguarded")
def test_one_changed_byte_in_the_facts_the_moment_or_the_actor() -> None:
    other = factories.make_user()
    for assignment, value in (
        ("facts = %s", '{"number": 7}'),
        ("at = %s", "2026-01-01 00:00:00+00:00"),
        ("actor_id = %s", other.pk),
    ):
        mark = transaction.savepoint()
        sql(f"UPDATE {TABLE} SET {assignment} WHERE seq = 2", value)
        with pytest.raises(audit.ChainBroken, match="gebeurtenis 2"):
            audit.verify()
        transaction.savepoint_rollback(mark)
    assert audit.verify() == 5


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("seq", [1, 3])
def test_one_removed_row(seq: int) -> None:
    sql(f"DELETE FROM {TABLE} WHERE seq = %s", seq)
    with pytest.raises(audit.ChainBroken, match=f"gebeurtenis {seq}: zij ontbreekt"):
        audit.verify()


@pytest.mark.usefixtures("unguarded")
def test_a_removed_row_with_the_numbers_closed_up() -> None:
    """Also when the hash of the renumbered event is made again: it does not fit the one before."""
    sql(f"DELETE FROM {TABLE} WHERE seq = 3")
    sql(f"UPDATE {TABLE} SET seq = 3 WHERE seq = 4")
    with pytest.raises(audit.ChainBroken, match="gebeurtenis 3"):
        audit.verify()
    sql(f"UPDATE {TABLE} SET hash = %s WHERE seq = 3", audit.digest(AuditEvent.objects.get(seq=3)))
    with pytest.raises(audit.ChainBroken, match="gebeurtenis 3: zij sluit niet aan op de vorige"):
        audit.verify()


@pytest.mark.usefixtures("unguarded")
def test_one_reordered_pair() -> None:
    for before, after in ((2, 99), (3, 2), (99, 3)):
        sql(f"UPDATE {TABLE} SET seq = %s WHERE seq = %s", after, before)
    with pytest.raises(audit.ChainBroken, match="gebeurtenis 2"):
        audit.verify()


@pytest.mark.usefixtures("unguarded")
def test_a_cut_off_tail() -> None:
    sql(f"DELETE FROM {TABLE} WHERE seq > 3")
    with pytest.raises(audit.ChainBroken, match="houdt op na gebeurtenis 3"):
        audit.verify()


@pytest.mark.usefixtures("unguarded")
def test_a_tail_cut_off_together_with_the_head_shows_by_a_number_noted_elsewhere() -> None:
    printed = AuditEvent.objects.get(seq=4).hash
    assert audit.verify(contains=printed) == 5
    sql(f"DELETE FROM {TABLE} WHERE seq > 3")
    last = AuditEvent.objects.get(seq=3)
    AuditHead.objects.update(seq=3, hash=last.hash)
    assert audit.verify() == 3
    assert audit.verify(contains=last.hash) == 3
    with pytest.raises(audit.ChainBroken, match="een stuk afgehaald"):
        audit.verify(contains=printed)


@pytest.mark.usefixtures("unguarded")
def test_the_command_counts_or_names_the_first_wrong_event(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_log")
    said = capsys.readouterr().out
    assert "5 gebeurtenissen" in said
    assert AuditEvent.objects.get(seq=5).hash in said
    sql(f"UPDATE {TABLE} SET event = 'anders' WHERE seq IN (2, 4)")
    with pytest.raises(CommandError, match="gebeurtenis 2") as refused:
        call_command("verify_log")
    assert refused.value.returncode == 1


def test_an_empty_log_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_log", contains="0" * 64)
    assert "0 gebeurtenissen" in capsys.readouterr().out


# --- Reading ---------------------------------------------------------------------------------------


def test_a_reading_is_an_event_that_changes_nothing(reader: User) -> None:
    with transaction.atomic():
        audit.record("proef.gedaan", reader, reader)
    audit.record_reading("proef.read", reader, reader, paper=7)
    audit.record_reading("proef.read", reader, reader, paper=7)
    assert [e.event for e in audit.events_of(reader)] == ["proef.read", "proef.read", "proef.gedaan"]
    assert [e.event for e in audit.changes_of(reader)] == ["proef.gedaan"]
    assert audit.events_of(reader)[0].facts == {"paper": 7}
    assert audit.verify() == 3


def test_a_reading_once_a_day_counts_per_person_object_and_day(reader: User) -> None:
    other, two = factories.make_user(), {"once_a_day": True}
    with time_machine.travel("2026-03-31T23:30:00+02:00", tick=False):
        assert audit.record_reading("dossier.read", reader, reader, **two)
        assert audit.record_reading("dossier.read", reader, reader, **two) is None
        assert audit.record_reading("dossier.read", reader, other, **two)
        assert audit.record_reading("dossier.read", other, reader, **two)
    with time_machine.travel("2026-04-01T00:10:00+02:00", tick=False):
        assert audit.record_reading("dossier.read", reader, reader, **two)
    assert audit.verify() == 4


def test_only_a_reading_is_recorded_as_one(reader: User) -> None:
    with pytest.raises(ValueError, match="read"):
        audit.record_reading("decision.edited", reader, reader)
    assert audit.verify() == 0
