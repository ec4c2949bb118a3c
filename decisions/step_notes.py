"""What a higher app has to tell beside a step of a case, or on the page of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from almere_camera.models import User

from .models import Decision

CASE = "zaak"  # the page of the case itself, among the names of the steps


@dataclass(frozen=True, slots=True, kw_only=True)
class StepNote:
    """A card with a title, what is told, and where more of it stands. `key` is a lasting name."""

    key: str
    title: str
    lines: Sequence[str]
    url: str = ""
    url_label: str = ""


# Asked with the case, the name of the step (or CASE) and who looks.
Source = Callable[[Decision, str, User], StepNote | None]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add what an app tells; the same function twice is harmless."""
    if source not in _sources:
        _sources.append(source)


def notes_for(decision: Decision, place: str, user: User) -> list[StepNote]:
    """The cards of this place, in the order in which the apps registered."""
    return [note for source in _sources if (note := source(decision, place, user))]
