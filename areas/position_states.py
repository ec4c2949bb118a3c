"""In which state a position is on a day: on lists and on maps the same, in words and in a symbol.

Whether a camera stands there is known here. Whether a designation in force covers it, and whether its removal
was proposed, is registered by the apps that know.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from .models import Deployment, Position


class PositionState(StrEnum):
    """The words of the screens. A position has one of the first three, and perhaps the last."""

    IN_USE = "in gebruik"
    WITHOUT = "zonder aanwijzing die geldt"
    EMPTY = "geen camera"
    LEAVING = "voorgesteld om weg te halen"

    @property
    def badge(self) -> str:
        """The kind of badge (templates/parts/status_badge.html)."""
        return {"IN_USE": "ok", "WITHOUT": "danger", "EMPTY": "neutral", "LEAVING": "warn"}[self.name]


States = dict[int, list[PositionState]]
# Which of these positions (by number) are in the state on this day.
Source = Callable[[Collection[int], date], Collection[int]]
_sources: dict[PositionState, Source] = {}


def register(state: PositionState, source: Source) -> None:
    """An app tells how it knows a state; the same one twice is harmless."""
    _sources[state] = source


def states_of(positions: Iterable[Position], day: date) -> States:
    """The states of these positions on this day, in a fixed number of queries."""
    numbers = [position.pk for position in positions]
    if not numbers:
        return {}
    standing = Deployment.objects.on(day).filter(position__in=numbers)
    used = set(standing.values_list("position", flat=True))
    without = in_state(PositionState.WITHOUT, used, day)
    leaving = in_state(PositionState.LEAVING, numbers, day)
    found: States = {}
    for number in numbers:
        first = PositionState.WITHOUT if number in without else PositionState.IN_USE
        found[number] = [first if number in used else PositionState.EMPTY]
        found[number] += [PositionState.LEAVING] if number in leaving else []
    return found


def mark(states: Iterable[PositionState]) -> dict[str, Any]:
    """The states as the map draws them (`areas.drawing.draw`)."""
    found = set(states)
    drawn = {PositionState.WITHOUT: "without", PositionState.EMPTY: "empty"}
    return {
        "state": next((word for state, word in drawn.items() if state in found), "in_use"),
        "leaving": PositionState.LEAVING in found,
    }


def in_state(state: PositionState, numbers: Collection[int], day: date) -> set[int]:
    """Which of these positions (by number) are in a registered state on this day."""
    source = _sources.get(state)
    return set(source(numbers, day)) if source and numbers else set()
