"""What must still be done about an area: registered by the app that knows it, shown on the area's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from .models import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """One thing to do: what, why, since or until when, and where."""

    label: str
    why: str
    due: date | None
    url: str


Source = Callable[[Area, date], Iterable[OpenTask]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add what an app knows of areas; the same function twice is harmless."""
    if source not in _sources:
        _sources.append(source)


def tasks_of(area: Area, today: date) -> list[OpenTask]:
    """Everything that is open for this area on this day."""
    return [task for source in _sources for task in source(area, today)]
