"""Small numbers are not made public: one incident at one place can point at a person (domein.md 4.2).

Used by everything that leaves the house: the page for the driehoek, the report to the council. Zero tells
of nobody and is shown. Whoever shows a total beside its parts uses `public_parts` or `hide_parts`: with one
part hidden and the rest shown, the reader would only have to subtract.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key")
SMALLEST = 5  # the smallest number that is shown
HIDDEN = "minder dan 5"
WITHHELD = "niet getoond"  # a larger number, or a share, from which a small one would follow


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


def public_part(part: int, whole: int) -> str:
    """A part as a whole percentage; not shown when it, or what is left, stands for fewer than five."""
    if not whole:
        return "onbekend"
    if any(is_small(number) for number in (part, whole - part, whole)):
        return WITHHELD
    return f"{round(100 * part / whole)}%"


def hide_parts(parts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Parts of a total that is shown beside them; None: hidden.

    As long as a small part follows from the total (one by itself, or two that are both one) the next
    smallest is hidden too. Parts that are zero are no cover and stay.
    """
    hidden = {key: number for key, number in parts.items() if is_small(number)}
    others = sorted((key for key in parts if parts[key] >= SMALLEST), key=lambda key: parts[key])
    while _follow(hidden.values()) and others:
        cover = others.pop(0)
        hidden[cover] = parts[cover]
    return {key: None if key in hidden else number for key, number in parts.items()}


def public_parts(parts: Mapping[Key, int | None], total: int | None) -> tuple[dict[Key, str], str]:
    """Parts and their total as they may be read outside; the total is not shown where nothing else hides.

    A part of which the number is unknown is no cover.
    """
    known = {key: number for key, number in parts.items() if number is not None}
    if total is None or is_small(total):
        return {key: public(number) for key, number in parts.items()}, public(total)
    left = hide_parts(known)
    covered = {key: WITHHELD if number >= SMALLEST else HIDDEN for key, number in known.items()}
    texts = {
        key: public(left[key]) if left.get(key) is not None else covered.get(key, "onbekend") for key in parts
    }
    bare = _follow([known[key] for key, number in left.items() if number is None])
    return texts, WITHHELD if bare else public(total)


def _follow(hidden: Collection[int]) -> bool:
    """Whether hidden numbers follow from their sum, when it is known which of them are fewer than five."""
    if not hidden:
        return False
    few = sum(number < SMALLEST for number in hidden)
    least = few + (len(hidden) - few) * SMALLEST
    if few < len(hidden):
        return sum(hidden) == least
    return few == 1 or sum(hidden) in (least, few * (SMALLEST - 1))
