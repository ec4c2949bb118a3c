"""Small numbers are not made public: one incident at one place can point at a person (domein.md 4.2).

Used by everything that leaves the house: the page for the driehoek, the report to the council. Zero tells
of nobody and is shown. Whoever shows a total beside its parts uses `hide_parts`: with one part hidden and
the rest shown, the reader would only have to subtract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key")
SMALLEST = 5  # the smallest number that is shown
HIDDEN = "minder dan 5"


def public(number: int | None) -> str:
    """The number as it may be read outside: '0', 'minder dan 5', '5'; 'onbekend' for None."""
    if number is None:
        return "onbekend"
    return HIDDEN if is_small(number) else str(number)


def is_small(number: int) -> bool:
    """Whether the number itself must not be shown."""
    return 0 < number < SMALLEST


def public_share(percentage: int | None, of: int) -> str:
    """A percentage of a number of incidents: of fewer than five it would give the number away."""
    if percentage is None:
        return "onbekend"
    return f"van {HIDDEN}" if of < SMALLEST else f"{percentage}%"


def public_series(numbers: Sequence[int | None]) -> list[str]:
    """A series that is shown without its total, such as incidents per year."""
    return [public(number) for number in numbers]


def hide_parts(parts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Parts of a total that is shown beside them; None: hidden.

    With exactly one small part the next smallest is hidden too, or the total would give it away. Parts
    that are zero are no cover and stay.
    """
    hidden = {key for key, number in parts.items() if is_small(number)}
    if len(hidden) == 1:
        others = [key for key, number in parts.items() if key not in hidden and number]
        hidden |= set(sorted(others, key=lambda key: parts[key])[:1])
    return {key: None if key in hidden else number for key, number in parts.items()}
