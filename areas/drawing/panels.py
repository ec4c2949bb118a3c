"""Areas that lie too far apart for one legible map, in groups that each get their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from .items import AreaItem, area_items, position_items

FAR_M = 2_500.0
CLOSE_M, MOST_CLOSE_UPS = 500.0, 12


def panels(
    areas: Sequence[Mapping[str, Any]], positions: Sequence[Mapping[str, Any]] = (), *, far_m: float = FAR_M
) -> list[dict[str, list[dict[str, Any]]]]:
    """Groups {'areas', 'positions'}, each to be drawn as `draw(**group)`, in the order of the first area or
    position.

    What lies within `far_m` metres of each other belongs together, also through a third. An area of kind
    context stands in every group that it comes near; alone, context areas make one group.
    """
    shown, cameras = area_items(areas), position_items(positions)
    core = [i for i, a in enumerate(shown) if a.kind != "context"]
    shapes = [shown[i].shape for i in core] + [shapely.Point(p.x, p.y) for p in cameras]
    groups = _groups(shapes, far_m)
    if not groups:
        return [{"areas": [dict(a) for a in areas], "positions": []}] if areas else []
    return [_panel(group, core, shown, areas, positions, shapes, far_m) for group in groups]


def close_ups(
    areas: Sequence[Mapping[str, Any]], positions: Sequence[Mapping[str, Any]]
) -> list[dict[str, list[dict[str, Any]]]]:
    """As `panels`, so close that cameras in one street stand apart; unless that gives too many maps."""
    found = panels(areas, positions, far_m=CLOSE_M)
    return found if len(found) <= MOST_CLOSE_UPS else panels(areas, positions)


def _panel(
    group: list[int],
    core: list[int],
    shown: Sequence[AreaItem],
    areas: Sequence[Mapping[str, Any]],
    positions: Sequence[Mapping[str, Any]],
    shapes: Sequence[BaseGeometry],
    far_m: float,
) -> dict[str, list[dict[str, Any]]]:
    own = {core[i] for i in group if i < len(core)}
    around = shapely.box(*shapely.total_bounds([shapes[i] for i in group])).buffer(far_m / 2)
    near = {i for i, a in enumerate(shown) if a.kind == "context" and a.shape.intersects(around)}
    return {
        "areas": [dict(a) for i, a in enumerate(areas) if i in own or i in near],
        "positions": [dict(positions[i - len(core)]) for i in group if i >= len(core)],
    }


def _groups(shapes: Sequence[BaseGeometry], far_m: float) -> list[list[int]]:
    """Indexes joined by distance, single linkage."""
    if not shapes:
        return []
    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="dwithin", distance=far_m)
    parent = list(range(len(shapes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    found: dict[int, list[int]] = {}
    for i in range(len(shapes)):
        found.setdefault(root(i), []).append(i)
    return list(found.values())
