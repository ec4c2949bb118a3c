"""Until when personal data and confidential files are kept, and which are past that day.

Of an objection the day is stored. Of a confidential document of a finished case it follows from the
end: the last day of the designation, or the adoption when that is later, and the house rule's years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from almere_camera.audit import events_of
from almere_camera.models import AuditEvent, HouseRule

from .models import FROZEN, Decision, Evidence, Objection
from .objections import years_later

FILE_DESTROYED = "evidence.file_destroyed"


def expired_objections(today: date) -> QuerySet[Objection]:
    """Decided, past their last day, and not destroyed yet; a pending one is still needed."""
    past = Objection.objects.filter(retain_until__lt=today, destroyed_at=None)
    return past.exclude(outcome=Objection.Outcome.OPEN).order_by("retain_until", "pk")


def keep_until(decision: Decision, today: date) -> date | None:
    """The last day on which the confidential files of a finished case are kept.

    None: the case is not finished, or no house rule says how long.
    """
    if decision.status not in FROZEN:
        return None
    try:
        years = HouseRule.value_on(HouseRule.Key.EVIDENCE_YEARS, today)
    except HouseRule.DoesNotExist:
        return None
    closure = getattr(decision, "closure", None)
    ends = [area.last_day for area in decision.designated_areas.all()]
    ends += [decision.signed_on]
    if closure is not None and closure.confirmed_at:
        ends = [timezone.localdate(closure.confirmed_at)]
    known = [day for day in ends if day is not None]
    return years_later(max(known), years) if known else None


def files_keep_until(shown: Iterable[Evidence], today: date) -> date | None:
    """The last day for a file that several cases show: the last of them all, or None (see keep_until)."""
    ends = [keep_until(piece.decision, today) for piece in shown]
    return None if None in ends else max((end for end in ends if end), default=None)


def destroyed_files(decision: Decision) -> dict[int, datetime]:
    """Of which documents of this case the file was destroyed, and when; by id."""
    events = events_of(decision).filter(event=FILE_DESTROYED)
    return {int(facts["evidence"]): at for facts, at in events.values_list("facts", "at")}


def expired_files(today: date) -> list[Evidence]:
    """One document for each confidential file past its last day, in every case that shows that file.

    A copy of a case shows the file of its source; it is kept as long as any of them needs it.
    """
    destroyed, by_name = set(_destroyed()), dict[str, list[Evidence]]()
    pieces = Evidence.objects.exclude(file="").select_related("decision__closure")
    for piece in pieces.prefetch_related("decision__designated_areas").order_by("pk"):
        by_name.setdefault(str(piece.file.name), []).append(piece)
    pending = set(Objection.objects.filter(outcome=Objection.Outcome.OPEN).values_list("decision", flat=True))
    found = []
    for shown in by_name.values():
        secret = [piece for piece in shown if piece.confidential and piece.pk not in destroyed]
        until = files_keep_until(shown, today) if secret else None
        if until and until < today and not pending & {piece.decision_id for piece in shown}:
            found.append(secret[0])
    return found


def remove_what_was_left() -> Iterator[str]:
    """Remove files that their record calls destroyed: the machine may have stopped in between."""
    for piece in Evidence.objects.filter(pk__in=list(_destroyed())).exclude(file=""):
        if piece.file.name and piece.file.storage.exists(piece.file.name):
            piece.file.storage.delete(piece.file.name)
            yield piece.file.name


def _destroyed() -> Iterator[int]:
    for facts in AuditEvent.objects.filter(event=FILE_DESTROYED).values_list("facts", flat=True):
        yield int(facts["evidence"])
