"""Days in periods that may overlap, counted without walking through them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date | None]  # both ends included; None: until further notice


def covered_days(present: Iterable[Span], absent: Iterable[Span], first: date, last: date) -> int:
    """The days from `first` to `last` (inclusive) that lie in a period of `present` and in none of
    `absent`; a day in two periods counts once."""
    away = list(absent)
    return _length([*present, *away], first, last) - _length(away, first, last)


def _length(spans: Iterable[Span], first: date, last: date) -> int:
    """The days of the union of the periods, within the bounds."""
    low, high = first.toordinal(), last.toordinal()
    total, reached = 0, low - 1
    for begin, end in sorted((one.toordinal(), two.toordinal() if two else high) for one, two in spans):
        begin, end = max(begin, reached + 1), min(end, high)
        if end >= begin:
            total += end - begin + 1
            reached = end
    return total
