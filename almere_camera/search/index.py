"""Keeping the entries as the things are: the rooms say what is in them, every act brings them up to date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db import models, transaction

from .models import Entry

BATCH = 200
TOLD = ("code", "title", "note", "day", "keys", "words", "text")
Ids = Collection[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of thing that can be found.

    `entries` makes the entries of the things with these numbers; a number without a thing gives none.
    `touched` says, for each kind of object that an event can be about, which numbers it changes.
    """

    kind: str
    label: str
    plural: str
    url_name: str
    model: type[models.Model]
    entries: Callable[[Ids], Iterator[Entry]]
    touched: Mapping[type[models.Model], Callable[[models.Model], Iterable[int]]]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add what an app has to find; the same source twice is harmless."""
    _sources[source.kind] = source


def sources() -> dict[str, Source]:
    """Every kind that can be found, in the order in which the apps registered."""
    return _sources


def follow(changed: models.Model) -> None:
    """Bring up to date what an act on this object changes; in the transaction of the act."""
    for source in _sources.values():
        if touched := source.touched.get(type(changed)):
            refresh(source, set(touched(changed)))


def refresh(source: Source, ids: Ids) -> None:
    """Write the entries of these things anew; what did not change is left alone, what is gone goes."""
    fresh = {entry.object_id: entry for entry in source.entries(ids)}
    known = {entry.object_id: entry for entry in Entry.objects.filter(kind=source.kind, object_id__in=ids)}
    gone = [entry.pk for number, entry in known.items() if number not in fresh]
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    changed = [
        entry
        for number, entry in fresh.items()
        if number not in known or _told(entry) != _told(known[number])
    ]
    for entry in changed:
        entry.kind = source.kind
    if changed:
        Entry.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=TOLD
        )


def _told(entry: Entry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in TOLD)


def rebuild() -> int:
    """Make every entry from the things themselves, in one transaction; returns how many there are."""
    with transaction.atomic():
        Entry.objects.exclude(kind__in=_sources).delete()
        for source in _sources.values():
            numbers = source.model._default_manager.order_by("pk").values_list("pk", flat=True)
            Entry.objects.filter(kind=source.kind).exclude(object_id__in=numbers).delete()
            rest = iter(list(numbers))
            while batch := list(islice(rest, BATCH)):
                refresh(source, batch)
    return Entry.objects.count()
