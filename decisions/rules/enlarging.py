"""Whether a change makes camera surveillance larger: more ground, or longer."""

from __future__ import annotations

from datetime import date, time

from ..coverage import covers_more
from ..models import Decision, DesignatedArea


def enlarges(decision: Decision) -> bool:
    """Whether any area is new, reaches beyond its predecessor, or lasts longer than it.

    What cannot be compared counts as larger: then the full assessment is asked, never too little.
    """
    return any(_is_larger(area) for area in decision.designated_areas.all())


def _is_larger(area: DesignatedArea) -> bool:
    before = area.follows
    return before is None or covers_more(area, before) or _lasts_longer(area, before)


def _lasts_longer(area: DesignatedArea, before: DesignatedArea) -> bool:
    """An empty last day is not longer: it is not filled in yet (rule I4)."""
    if area.last_day is None:
        return False
    return before.last_day is None or _end(area) > _end(before)


def _end(area: DesignatedArea) -> tuple[date, time]:
    return (area.last_day or date.max, area.end_time or time.max)
