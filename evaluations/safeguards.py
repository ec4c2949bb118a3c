"""How each safeguard stands on a day: when it was last confirmed, and when that must happen again.

Nothing is stored: it follows from the records, the confirmations and the changes of technology
(beleidskader, hoofdstuk 6).
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from django.urls import reverse

from almere_camera.home import Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Perm, holders, may, who
from decisions.deadlines import Deadline, Kind, days_words

from .models import Safeguard, SafeguardConfirmation, TechnologyChange

SOON = timedelta(days=60)
ARTICLE = "hoofdstuk 6 van het beleidskader"


class Status(Enum):
    """How a safeguard stands: its words, and the colour of its badge."""

    NOT_IN_ORDER = "niet in orde", "danger"
    LATE = "te laat", "danger"
    NEVER = "nooit bevestigd", "danger"
    SOON = "verloopt binnen 60 dagen", "warn"
    IN_ORDER = "in orde", "ok"

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def badge(self) -> str:
        return self.value[1]

    @property
    def asks_action(self) -> bool:
        """Whether somebody must do something now."""
        return self.value[1] == "danger"


@dataclass(frozen=True, slots=True)
class Standing:
    """A safeguard with its confirmations (newest first) and how it stands.

    `due`: the last day (inclusive) on which it must be confirmed again; None without a term.
    `technology`: the changes that no confirmation covers yet.
    """

    safeguard: Safeguard
    confirmations: tuple[SafeguardConfirmation, ...]
    technology: tuple[TechnologyChange, ...]
    due: date | None
    status: Status

    @property
    def last(self) -> SafeguardConfirmation | None:
        return self.confirmations[0] if self.confirmations else None


def standing(
    safeguard: Safeguard,
    confirmations: Iterable[SafeguardConfirmation],
    changes: Iterable[TechnologyChange],
    today: date,
) -> Standing:
    """How one safeguard stands on this day. Confirmations may come in any order."""
    found = tuple(sorted(confirmations, key=lambda c: (c.confirmed_on, c.pk or 0), reverse=True))
    open_changes = _uncovered(changes, found) if safeguard.at_new_technology else ()
    due = _due(safeguard, found, open_changes)
    return Standing(safeguard, found, open_changes, due, _status(found, due, today))


def all_on(today: date) -> list[Standing]:
    """Every safeguard that holds on this day, what asks action first. Three queries."""
    safeguards = list(Safeguard.objects.valid_on(today))
    by_name: dict[str, list[SafeguardConfirmation]] = defaultdict(list)
    names = {one.name for one in safeguards}
    for one in SafeguardConfirmation.objects.filter(safeguard__name__in=names).select_related("safeguard"):
        by_name[one.safeguard.name].append(one)
    changes = list(TechnologyChange.objects.all())
    order = list(Status)
    found = [standing(one, by_name[one.name], changes, today) for one in safeguards]
    return sorted(found, key=lambda one: (order.index(one.status), one.due or date.max, one.safeguard.name))


def of(safeguard: Safeguard, today: date) -> Standing:
    """One safeguard, with the confirmations of earlier records of the same name."""
    confirmations = SafeguardConfirmation.objects.filter(safeguard__name=safeguard.name).select_related(
        "recorded_by", "technology"
    )
    return standing(safeguard, confirmations, TechnologyChange.objects.all(), today)


def _uncovered(
    changes: Iterable[TechnologyChange], confirmations: Iterable[SafeguardConfirmation]
) -> tuple[TechnologyChange, ...]:
    """Changes from a day after every sound confirmation, that none of them was about; the first first."""
    sound = [one for one in confirmations if one.in_order]
    about = {one.technology_id for one in sound}
    last = max((one.confirmed_on for one in sound), default=date.min)
    left = (one for one in changes if one.pk not in about and one.from_day > last)
    return tuple(sorted(left, key=lambda one: (one.from_day, one.pk)))


def _due(
    safeguard: Safeguard,
    confirmations: tuple[SafeguardConfirmation, ...],
    changes: tuple[TechnologyChange, ...],
) -> date | None:
    """The first of: the end of the term, and the day before new technology is used (a DPIA goes before)."""
    days = [one.from_day - timedelta(days=1) for one in changes]
    if safeguard.every_months and confirmations:
        days.append(_months_later(confirmations[0].confirmed_on, safeguard.every_months))
    return min(days, default=None)


def _months_later(day: date, months: int) -> date:
    """So many calendar months later, clamped to the end of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _status(confirmations: tuple[SafeguardConfirmation, ...], due: date | None, today: date) -> Status:
    if not confirmations:
        return Status.NEVER
    if not confirmations[0].in_order:
        return Status.NOT_IN_ORDER
    if due is None or due > today + SOON:
        return Status.IN_ORDER
    return Status.LATE if due < today else Status.SOON


# --- Where it is shown besides its own page --------------------------------------------------------


def work(user: User, today: date) -> Work:
    """For whoever records them: the safeguards that ask something now."""
    if not may(user, Perm.EVALUATE):
        return Work()
    waiting = [one for one in all_on(today) if one.status.asks_action]
    if not waiting:
        return Work()
    items = [
        WorkItem(
            title=f"{one.safeguard.name}: laten bevestigen",
            url=reverse("evaluations:safeguard", args=[one.safeguard.pk]),
            since=one.last.confirmed_on if one.last else one.safeguard.valid_from,
            who=who(Perm.EVALUATE),
            badge=one.status.label,
            badge_kind=one.status.badge,
            note=_note(one, today),
        )
        for one in waiting
    ]
    empty = "Alle waarborgen zijn in orde."
    return Work(lists=[WorkList(key="waarborgen", title="Waarborgen", empty=empty, items=items)])


def _note(one: Standing, today: date) -> str:
    term = f" Uiterlijk {one.due:%d-%m-%Y} ({days_words(one.due, today)})." if one.due else ""
    return f"Verantwoordelijk: {one.safeguard.responsible}.{term}"


def deadlines(today: date) -> Iterator[Deadline]:
    """The days by which safeguards must be confirmed again."""
    for one in all_on(today):
        if one.due is None:
            continue
        last = one.last.recorded_at if one.last else datetime.combine(one.safeguard.valid_from, time(), UTC)
        yield Deadline(
            kind=Kind.SAFEGUARD,
            number=one.safeguard.pk,
            due=one.due,
            label=f"Waarborg opnieuw laten bevestigen: {one.safeguard.name}",
            article=ARTICLE,
            who=tuple(holders(Perm.EVALUATE)),
            url=reverse("evaluations:safeguard", args=[one.safeguard.pk]),
            recorded_at=max([last, *(change.recorded_at for change in one.technology)]),
        )
