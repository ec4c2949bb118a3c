"""Annex 1: the map of every area, with its streets in words as the text alternative."""

from __future__ import annotations

from ..blocks import Block, Kind
from ..models import DesignatedArea
from . import phrases
from .case import Case
from .phrases import listed
from .prose import missing


def annexes(case: Case) -> list[Block]:
    """The map(s); without an area, or for an ending, there is none. Positions stay out of the public text."""
    if case.decision.is_ending or not case.areas:
        return []
    heading = phrases.one_or_more(case, "Kaart van het gebied", "Kaarten van de gebieden")
    blocks = [Block(kind=Kind.ANNEX, key="bijlage.1", number="1", text=heading)]
    for designated in case.areas:
        blocks += _map(designated)
        blocks += _streets(designated)
    return blocks


def _map(designated: DesignatedArea) -> list[Block]:
    key = f"bijlage.kaart.{designated.pk}"
    if not designated.geometry:
        text = missing(f"kaart van {phrases.the_area(designated)}")
        return [Block(kind=Kind.PARAGRAPH, key=key, text=text)]
    from areas.drawing import describe  # here, not above: it loads the geometry library

    areas = [{"name": designated.area.name, "geometry": designated.geometry, "kind": "designated"}]
    streets = [str(street) for street in designated.streets or ()]
    return [
        Block(
            kind=Kind.MAP,
            key=key,
            text=f"Kaart van {phrases.the_area(designated)}",
            drawing={"areas": areas, "positions": []},
            alt=describe(areas=areas, positions=[], streets=streets),
            sources=(f"designated:{designated.pk}",),
        )
    ]


def _streets(designated: DesignatedArea) -> list[Block]:
    found = phrases.streets(designated)
    if not found:
        return []
    where = f"Binnen de grens van {phrases.the_area(designated)}"
    text = f"{where} liggen, geheel of gedeeltelijk, de volgende straten en pleinen:"
    if len(found) == 1:
        text = f"{where} ligt, geheel of gedeeltelijk:"
    key = f"bijlage.straten.{designated.pk}"
    return [Block(kind=Kind.PARAGRAPH, key=key, text=text, items=listed(found))]
