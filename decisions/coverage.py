"""Whether the ground of one designation is covered by that of another: by outline, or else by streets."""

from __future__ import annotations

from areas.geometry import is_within, overlap_m2

from .models import DesignatedArea

#: Two boundaries drawn along the same street overlap by slivers; less than this (m2) is no overlap.
SLIVER_M2 = 25.0


def covers_more(area: DesignatedArea, before: DesignatedArea) -> bool:
    """Whether the area reaches beyond another one. What cannot be compared counts as more."""
    if area.geometry and before.geometry:
        return not is_within(area.geometry, before.geometry)
    if area.streets and before.streets:
        return not set(area.streets) <= set(before.streets)
    return True


def shared_ground(one: DesignatedArea, other: DesignatedArea) -> float | list[str]:
    """What two designations share: square metres, or the streets where an outline is missing.

    0.0 or an empty list when they share nothing but the slivers of two drawings.
    """
    if one.geometry and other.geometry:
        shared = overlap_m2(one.geometry, other.geometry)
        return shared if shared >= SLIVER_M2 else 0.0
    return sorted(set(one.streets) & set(other.streets))
