"""Annex 1: the map of every area, with its streets in words as the text alternative."""

from __future__ import annotations

from decisions.documents.markup import literal

from ..blocks import Block, Kind
from ..models import DesignatedArea
from . import phrases
from .case import Case
from .phrases import listed
from .prose import missing


def annexes(case: Case) -> list[Block]:
    """The map(s); without an area there is none. Positions of cameras stay out of the public text."""
    if not case.areas:
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
    noun = "straat of plein" if len(found) == 1 else "straten en pleinen"
    name = literal(designated.area.name)
    return [
        Block(
            kind=Kind.PARAGRAPH,
            key=f"bijlage.straten.{designated.pk}",
            text=f"Binnen de grens van het gebied {name} {'ligt' if len(found) == 1 else 'liggen'}, geheel "
            f"of gedeeltelijk, {'de' if len(found) > 1 else 'het'} volgende {noun}:",
            items=listed(found),
        )
    ]
