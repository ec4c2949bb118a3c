"""Deadlines that were met, as a higher app knows, by their lasting name (`deadlines.Deadline.key`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

Source = Callable[[date], Iterable[str]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add what an app knows to be met; the same function twice is harmless."""
    if source not in _sources:
        _sources.append(source)


def keys_on(today: date) -> set[str]:
    """The keys of all deadlines that are met on this day."""
    return {key for source in _sources for key in source(today)}
