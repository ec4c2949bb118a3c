"""How an area of a public decision looks on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..register import Entry
from ..states import State
from ..text import dutch
from . import plain, records

BADGES = {
    State.IN_FORCE: "ok",
    State.SUSPENDED: "danger",
    State.REVOKED: "danger",
    State.ANNULLED: "danger",
    State.PUBLISHED: "info",
    State.WITHOUT_GROUND: "info",
    State.UNKNOWN: "warn",
}


@dataclass(frozen=True, slots=True)
class AreaShown:
    """One area as a page shows it."""

    name: str
    badge: tuple[str, str]
    words: str
    streets: list[str]
    days: list[tuple[str, str]]
    hours: list[str]
    positions: list[str]


def badge_of(state: State) -> tuple[str, str]:
    """The words of a state and the colour that goes with it."""
    return plain.WORDS[state], BADGES.get(state, "neutral")


def shown_areas(entry: Entry, today: date) -> list[AreaShown]:
    """The areas of a decision, in its own order."""
    return [
        AreaShown(
            name=plain.name_of(area),
            badge=badge_of(area.state),
            words=plain.words_of(area.designated),
            streets=plain.streets_of(area.designated),
            days=_days(area.term.in_force_from, area.term.last_day, today, ending=entry.decision.is_ending),
            hours=plain.viewing_of(area.designated),
            positions=records.places_of(area),
        )
        for area in entry.areas
    ]


def day_words(day: date | None) -> str:
    """'5 juni 2025', or that it is unknown."""
    return dutch.date_words(day) if day else "onbekend"


def _days(first: date | None, last: date | None, today: date, *, ending: bool) -> list[tuple[str, str]]:
    if ending:
        return [("Stopt op" if first and first > today else "Gestopt op", day_words(first))]
    return [("Eerste dag", day_words(first)), ("Laatste dag", day_words(last))]
