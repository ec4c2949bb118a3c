"""The one door to the log: an append-only chain of events in the database.

Each event holds the hash of the one before it, so that a changed or removed event shows. Call
`record` as the last statement of an act: it locks the head of the chain until the act is committed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from .guards import Guard, append_only
from .models import AuditEvent, AuditHead, User

BEGIN = "0" * 64  # what stands before the first event
READ = ".read"  # how the name of every event of reading ends


Follower = Callable[[models.Model], None]
_followers: list[Follower] = []


class ChainBroken(Exception):
    """The log was changed outside the application; the message names the first wrong event."""


def record(event: str, obj: models.Model, by: User | None, **facts: Any) -> AuditEvent:
    """Add one event in the transaction of the act itself.

    `facts` are ids, dates, versions and hashes; content and personal data stay out of the log.
    Raises RuntimeError outside a transaction: an act and its event stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record belongs inside the transaction of the act.")
    head = serialise()
    entry = AuditEvent(
        seq=head.seq + 1,
        at=timezone.now(),
        actor=by,
        actor_name=str(by) if by else "systeem",
        actor_roles=", ".join(by.role_labels) if by else "",
        event=event,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=str(obj)[:200],
        facts=json.loads(json.dumps(facts, default=str)),
        previous_hash=head.hash,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    AuditHead.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash)
    if not event.endswith(READ):
        for follower in _followers:
            follower(obj)
    return entry


def follow(follower: Follower) -> None:
    """Tell this function, in the transaction of every act, about which object the act was; reading is none.

    For what is derived from the things themselves and must never lag behind, such as the search index.
    """
    if follower not in _followers:
        _followers.append(follower)


def serialise() -> AuditHead:
    """Lock the head of the chain: whoever holds it is the only one acting until the transaction ends."""
    return AuditHead.objects.select_for_update().get_or_create(pk=1)[0]


def digest(entry: AuditEvent) -> str:
    """The hash of an event: over everything it says and the hash before it."""
    said = [
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.actor_name,
        entry.actor_roles,
        entry.event,
        entry.object_type,
        entry.object_id,
        entry.object_label,
        entry.facts,
        entry.previous_hash,
    ]
    plain = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def record_reading(
    event: str, obj: models.Model, by: User, *, once_a_day: bool = False, **facts: Any
) -> AuditEvent | None:
    """Record that somebody read something, in a transaction of its own: for pages that only show.

    The name of the event ends in '.read'. `once_a_day`: the same person and the same object give one
    event per (local) day, then None; for what is opened so often that every time would say nothing.
    Whoever cannot be recorded does not read: call it before the answer is given.
    """
    if not event.endswith(READ):
        raise ValueError(f"The event of a reading ends in '{READ}': {event}.")
    if once_a_day and _read_today(event, obj, by):
        return None
    with transaction.atomic():
        serialise()
        if once_a_day and _read_today(event, obj, by):  # by another tab, while this one waited
            return None
        return record(event, obj, by, **facts)


def _read_today(event: str, obj: models.Model, by: User) -> bool:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return events_of(obj).filter(event=event, actor=by, at__gte=midnight).exists()


def verify(*, contains: str = "") -> int:
    """Walk the whole chain; returns the number of events. Raises ChainBroken at the first fault.

    `contains` is a hash that was noted elsewhere, such as the one printed in an adopted decision: it
    must be in the chain. That shows a tail that was cut off together with the head.
    """
    previous, seq, found = BEGIN, 0, contains in ("", BEGIN)
    with transaction.atomic():
        for entry in AuditEvent.objects.order_by("seq").iterator():
            seq += 1
            if fault := _fault(entry, seq, previous):
                raise ChainBroken(f"De keten breekt bij gebeurtenis {seq}: {fault}.")
            previous = entry.hash
            found = found or previous == contains
        head = AuditHead.objects.filter(pk=1).first()
        if (head.seq, head.hash) != (seq, previous) if head else seq:
            raise ChainBroken(f"De keten houdt op na gebeurtenis {seq}, maar er horen er meer te zijn.")
    if not found:
        raise ChainBroken(f"Controlegetal {contains} staat niet in het logboek: er is een stuk afgehaald.")
    return seq


def _fault(entry: AuditEvent, seq: int, previous: str) -> str:
    """What is wrong with the event that should stand at this place; empty when nothing is."""
    if entry.seq != seq:
        return "zij ontbreekt"
    if entry.hash != digest(entry):
        return "wat er staat is gewijzigd"
    return "" if entry.previous_hash == previous else "zij sluit niet aan op de vorige"


def head() -> AuditHead:
    """The last link of the chain, without locking it."""
    return AuditHead.objects.filter(pk=1).first() or AuditHead(seq=0, hash=BEGIN)


def events_of(obj: models.Model) -> models.QuerySet[AuditEvent]:
    """All events about one object, newest first."""
    return AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))


def changes_of(obj: models.Model) -> models.QuerySet[AuditEvent]:
    """What was done with one object, newest first: everything but reading."""
    return events_of(obj).exclude(event__endswith=READ)


def guards() -> Iterator[Guard]:
    """The triggers that keep the log append-only in the database itself."""
    yield from append_only(AuditEvent._meta.db_table, "Het logboek is alleen aan te vullen.")
