"""The map in words: the text alternative that holds the same facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shapely.geometry.base import BaseGeometry

from .items import AreaItem, PositionItem, area_items, plain, position_items

_WINDS = ("noorden", "noordoosten", "oosten", "zuidoosten", "zuiden", "zuidwesten", "westen", "noordwesten")
LEADS = {
    "designated": "Aangewezen gebied",
    "suspended": "Geschorst gebied",
    "coming": "Toekomstig gebied",
    "past": "Niet meer aangewezen gebied",
}
STATES = {"without": "zonder aanwijzing die geldt", "empty": "er staat geen camera"}
LEAVING = "voorgesteld om weg te halen"
_COUNTS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def describe(
    *,
    areas: Sequence[Mapping[str, Any]],
    positions: Sequence[Mapping[str, Any]] = (),
    streets: Sequence[str] = (),
) -> str:
    """The map in Dutch sentences: areas with size and extent, streets, former boundaries and positions by
    kind.

    Arguments as for `draw`. Raises the same errors.
    """
    shown, cameras = area_items(areas), position_items(positions)
    sentences = [_area(a) for a in shown if a.kind in LEADS]
    sentences += [_former(a) for a in shown if a.kind == "former"]
    if streets:
        sentences.append(f"Binnen het gebied liggen: {listed([plain(s) for s in streets])}.")
    context = [a.name for a in shown if a.kind == "context"]
    if context:
        sentences.append(f"Ter oriëntatie staan ook op de kaart: {listed(context)}.")
    sentences += _positions(cameras)
    opening = "Kaart in RD-coördinaten, het noorden is boven."
    return " ".join([opening, *sentences])


def listed(words: Sequence[str]) -> str:
    """'a', 'a en b' or 'a, b en c'."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"


def _area(area: AreaItem) -> str:
    x0, y0, x1, y1 = area.shape.bounds
    text = (
        f"{LEADS[area.kind]} {area.name}: {_hectares(area.shape)}, ongeveer {_metres(x1 - x0)} van "
        "west naar oost en "
        f"{_metres(y1 - y0)} van zuid naar noord (x {x0:.0f} tot {x1:.0f}, y {y0:.0f} tot {y1:.0f})."
    )
    parts = list(getattr(area.shape, "geoms", [area.shape]))
    if len(parts) > 1:
        text += f" Het bestaat uit {_count(len(parts))} losse delen."
    holes = sum(len(p.interiors) for p in parts)
    if holes == 1:
        text += " Eén deel binnen de grens hoort niet bij het gebied."
    elif holes:
        text += f" {_count(holes).capitalize()} delen binnen de grens horen niet bij het gebied."
    return text


def _former(area: AreaItem) -> str:
    return f"De eerdere grens van {area.name} is gestreept getekend: {_hectares(area.shape)}."


def _hectares(shape: BaseGeometry) -> str:
    hectares = shape.area / 10_000
    return f"{hectares:.{2 if hectares < 1 else 1}f} hectare".replace(".", ",")


def _metres(length: float) -> str:
    if length < 10:
        return f"{length:.0f} meter"
    if length < 2_000:
        return f"{round(length, -1):.0f} meter"
    return f"{length / 1000:.1f} kilometer".replace(".", ",")


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def _positions(positions: Sequence[PositionItem]) -> list[str]:
    if not positions:
        return ["Er staan geen cameraposities op de kaart."]
    fixed = [p for p in positions if p.kind == "fixed"]
    mobile = [p for p in positions if p.kind == "mobile"]
    out = []
    if fixed:
        lead = "Eén vaste camera" if len(fixed) == 1 else f"{_count(len(fixed)).capitalize()} vaste camera's"
        out.append(f"{lead}: {listed([_position(p) for p in fixed])}.")
    if mobile:
        lead = "Eén plek" if len(mobile) == 1 else f"{_count(len(mobile)).capitalize()} plekken"
        out.append(f"{lead} voor een mobiele camera: {listed([_position(p) for p in mobile])}.")
    return out


def _position(position: PositionItem) -> str:
    number = position.number or f"zonder nummer bij x {position.x:.0f}, y {position.y:.0f}"
    words = []
    if position.direction is not None:
        words.append(f"kijkt naar het {_WINDS[round(position.direction / 45) % 8]}")
    words += [STATES[position.state]] if position.state in STATES else []
    words += [LEAVING] if position.leaving else []
    return f"{number} ({', '.join(words)})" if words else number
