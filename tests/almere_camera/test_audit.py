"""The log: append-only, one chain, in the transaction of the act, without content."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from almere_camera import audit, guards
from almere_camera.models import AuditEvent, User
from tests import factories

pytestmark = pytest.mark.django_db


def three_events() -> User:
    user = factories.make_user(first_name="Fatima", last_name="Idrissi")
    with transaction.atomic():
        for number in range(3):
            audit.record("proef.gedaan", user, user, number=number)
    return user


def test_an_event_says_who_in_which_function_what_and_when() -> None:
    user = three_events()
    event = AuditEvent.objects.get(seq=1)
    assert (event.actor, event.actor_name, event.actor_roles) == (user, "Fatima Idrissi", "beleidsmedewerker")
    assert event.object_label == "Fatima Idrissi"
    assert event.facts == {"number": 0}
    assert audit.verify() == 3


def test_events_are_neither_changed_nor_deleted() -> None:
    three_events()
    for act in (
        lambda: AuditEvent.objects.update(event="anders"),
        lambda: AuditEvent.objects.all().delete(),
        AuditEvent.objects.get(seq=2).delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_a_user_who_did_something_cannot_be_deleted() -> None:
    user = three_events()
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        user.delete()


def test_tampering_with_the_triggers_off_shows() -> None:
    three_events()
    guards.remove()
    try:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE almere_camera_auditevent SET event = 'anders' WHERE seq = 2")
        with pytest.raises(audit.ChainBroken, match="gebeurtenis 2"):
            audit.verify()
        AuditEvent.objects.filter(seq=2).delete()
        with pytest.raises(audit.ChainBroken, match="gebeurtenis 2"):
            audit.verify()
        AuditEvent.objects.filter(seq=3).delete()
        with pytest.raises(audit.ChainBroken, match="meer"):
            audit.verify()
    finally:
        guards.install()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses() -> None:
    user = factories.make_user()
    with pytest.raises(RuntimeError):
        audit.record("proef", user, user)
    assert not AuditEvent.objects.exists()
