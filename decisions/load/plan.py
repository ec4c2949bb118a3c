"""Which decisions a full database holds: chains through the years that end in every state there is.

Pure: days and words only. What is drawn by lot is drawn from a seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from ..models import DecisionKind, Interruption, Status, Variant

SEED = 151  # article 151c
LENGTH = (20, 60)  # decisions in a chain
DAYS = {Variant.REGULAR: (60, 400), Variant.MOBILE: (14, 60)}  # in a term, both ends included
ONE_DAY = timedelta(days=1)


class Ending(StrEnum):
    """How a chain stands on the day of loading."""

    RUNNING = "in werking"
    LAPSED = "verlopen"
    ENDED = "beëindigd"
    COMING = "nog niet in werking"
    WITHOUT_GROUND = "zonder grondslag"
    NOT_PUBLISHED = "nog niet bekendgemaakt"
    WITHDRAWN = "ingetrokken voor bekendmaking"
    SUSPENDED = "geschorst"
    REVOKED = "herroepen"
    ANNULLED = "vernietigd"
    UNKNOWN = "onbekend"
    DRAFT = "concept"
    REVIEW = "ter toetsing"
    AGREED = "akkoord"
    CLOSED = "afgesloten"


# In turn. What is usual comes more often; every ending comes at least once in 24 chains.
ENDINGS = (*Ending, *([Ending.RUNNING] * 5), *([Ending.LAPSED] * 3), Ending.ENDED)
OPEN = {
    Ending.DRAFT: Status.DRAFT,
    Ending.REVIEW: Status.REVIEW,
    Ending.AGREED: Status.AGREED,
    Ending.CLOSED: Status.CLOSED,
}
RULINGS = {
    Ending.SUSPENDED: Interruption.Kind.SUSPENSION,
    Ending.REVOKED: Interruption.Kind.REVOCATION,
    Ending.ANNULLED: Interruption.Kind.ANNULMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One decision of a chain. Without `first_day` it starts the day after publication."""

    kind: DecisionKind
    variant: Variant
    first_day: date | None
    last_day: date | None
    signed_on: date | None
    published_on: date | None
    status: Status = Status.ADOPTED
    historical: bool = False
    withdrawn: bool = False
    ruling: Interruption.Kind | None = None

    @property
    def is_adopted(self) -> bool:
        return self.status == Status.ADOPTED


@dataclass(frozen=True, slots=True)
class Chain:
    """The decisions about the same areas, oldest first."""

    number: int
    areas: int
    steps: tuple[Step, ...]


def chains(decisions: int, today: date) -> Iterator[Chain]:
    """As many chains as hold this many decisions."""
    lot, number = Random(SEED), 0  # noqa: S311  nothing secret
    while decisions > 0:
        length = min(decisions, lot.randint(*LENGTH))
        yield Chain(number, 2 if number % 5 == 0 else 1, tuple(_steps(number, length, today, lot)))
        decisions, number = decisions - length, number + 1


def _steps(number: int, length: int, today: date, lot: Random) -> list[Step]:
    """The newest decision follows from the ending; what went before goes back through the years."""
    ending = ENDINGS[number % len(ENDINGS)] if length > 1 else Ending.RUNNING
    variant = Variant.MOBILE if number % 3 == 2 else Variant.REGULAR
    tail = _tail(ending, variant, today)
    until = tail.first_day - ONE_DAY if tail and tail.first_day else today + timedelta(lot.randint(5, 90))
    if ending is Ending.ENDED:
        until = today + timedelta(lot.randint(30, 90))
    elif ending is Ending.LAPSED:
        until = today - timedelta(lot.randint(30, 900))
    steps = _body(variant, length - bool(tail), until, lot)
    if ending in RULINGS:
        steps[-1] = replace(steps[-1], ruling=RULINGS[ending])
    elif ending is Ending.UNKNOWN:
        steps = [replace(step, historical=True) for step in steps]
        steps[-1] = replace(steps[-1], first_day=None, last_day=None, published_on=None)
    return [*steps, tail] if tail else steps


def _body(variant: Variant, length: int, until: date, lot: Random) -> list[Step]:
    """Terms that join each other, the last of them until this day; a change takes over in the middle."""
    steps: list[Step] = []
    taken_over = date.max
    for left in range(length - 1, -1, -1):
        first = min(until - timedelta(lot.randint(*DAYS[variant]) - 1), taken_over - timedelta(7))
        kind = DecisionKind.EXTEND if left else DecisionKind.START
        if left and lot.random() < 0.1:
            kind = DecisionKind.CHANGE
        step = Step(
            kind=kind,
            variant=variant,
            first_day=first if left else None,
            last_day=until,
            signed_on=first - timedelta(6),
            published_on=first - (timedelta(3) if left else ONE_DAY),
        )
        steps.insert(0, step)
        changes = kind == DecisionKind.CHANGE
        until, taken_over = (until, first) if changes else (first - ONE_DAY, date.max)
    return steps


def _tail(ending: Ending, variant: Variant, today: date) -> Step | None:
    """The newest decision, where it is not just the next term."""
    extension = Step(
        kind=DecisionKind.EXTEND,
        variant=variant,
        first_day=today + timedelta(20),
        last_day=today + timedelta(45),
        signed_on=today - ONE_DAY,
        published_on=None,
    )
    if ending in OPEN:
        return replace(extension, status=OPEN[ending], signed_on=None)
    if ending is Ending.NOT_PUBLISHED:
        return extension
    if ending is Ending.WITHDRAWN:
        return replace(extension, withdrawn=True)
    if ending is Ending.COMING:
        return replace(extension, published_on=today)
    if ending is Ending.WITHOUT_GROUND:
        return replace(extension, first_day=today - timedelta(2), published_on=today)
    if ending is Ending.ENDED:
        first = today - timedelta(10)
        return replace(
            extension,
            kind=DecisionKind.END,
            first_day=first,
            last_day=None,
            signed_on=first - timedelta(6),
            published_on=first - timedelta(3),
        )
    return None
