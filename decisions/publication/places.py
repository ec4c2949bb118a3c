"""The areas of an adopted decision as DROP and its readers take them: boundary and map, from frozen data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from decisions.blocks import Block, Document, Kind
from decisions.documents import markup

from ..models import DesignatedArea

SUBJECT = "Cameratoezicht in "  # how the subject of a composed document begins
ONE_AREA = "het gebied "
STREETS = "bijlage.straten."  # how the key of the streets of an area begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One area: name, boundary (GeoJSON in RD metres) and streets, as they were adopted."""

    number: int
    name: str
    geometry: dict[str, Any]
    streets: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """The name of its files, without extension."""
        return f"{self.number}-{slugify(self.name) or 'gebied'}"[:60]

    @property
    def wkt(self) -> str:
        """The boundary in RD metres (EPSG:28992)."""
        from areas import geometry  # here, not above: it loads the geometry library

        return geometry.to_wkt(self.geometry)

    def geojson(self, kenmerk: str) -> bytes:
        """The boundary in degrees (WGS84, RFC 7946), as one feature with its name."""
        from areas import geometry

        feature = {
            "type": "Feature",
            "properties": {"naam": self.name, "kenmerk": kenmerk},
            "geometry": geometry.to_wgs84(self.geometry),
        }
        return json.dumps(feature, ensure_ascii=False, indent=1).encode() + b"\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """One map of the frozen text."""

    number: int
    key: str
    svg: str
    alt: str

    @property
    def file_name(self) -> str:
        """The name of its files, without extension."""
        return f"kaart-{self.number}"


def subject_of(document: Document) -> str:
    """'het gebied Hofmark': what the decision is about, from the frozen text."""
    return markup.to_text(document.subject).removeprefix(SUBJECT)


def places_of(document: Document, designated: Iterable[DesignatedArea]) -> list[Place]:
    """The areas on the maps of the frozen text.

    A text without maps (an ending) has them in its frozen rows; the name then comes from the subject,
    because an area may be renamed later.
    """
    streets = {block.key.removeprefix(STREETS): block.items for block in document.blocks if block.items}
    drawn = [
        (str(area["name"]), area["geometry"], _streets(streets.get(_designated(block), ())))
        for block in document.blocks
        if block.kind is Kind.MAP
        for area in (block.drawing or {}).get("areas", ())
        if area.get("kind") == "designated"
    ]
    if not drawn:
        rows = [area for area in designated if area.geometry]
        subject = subject_of(document)
        alone = subject.removeprefix(ONE_AREA) if len(rows) == 1 and subject.startswith(ONE_AREA) else ""
        drawn = [
            (alone or f"Gebied {number}", row.geometry, tuple(map(str, row.streets)))
            for number, row in enumerate(rows, start=1)
        ]
    return [
        Place(number=number, name=name, geometry=geometry, streets=streets_of)
        for number, (name, geometry, streets_of) in enumerate(drawn, start=1)
    ]


def maps_of(document: Document) -> list[Map]:
    """The maps of the frozen text, drawn from the frozen geometry."""
    from areas.drawing import draw

    blocks = [block for block in document.blocks if block.kind is Kind.MAP]
    return [
        Map(
            number=number,
            key=block.key,
            svg=draw(**dict(block.drawing or {}), title=block.alt, prefix=f"kaart-{number}"),
            alt=" ".join(block.alt.split()),
        )
        for number, block in enumerate(blocks, start=1)
    ]


def _designated(block: Block) -> str:
    """The number of the designated area of a map; empty when the block names none."""
    return next((s.partition(":")[2] for s in block.sources if s.startswith("designated:")), "")


def _streets(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(markup.to_text(item).rstrip(";.") for item in items)
