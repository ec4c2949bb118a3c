# ruff: noqa: E501  an outline on one line
"""Areas, positions and units of the demonstration: outlines drawn by approximation, in RD metres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from almere_camera.models import User
from areas import workflow as areas
from areas.models import Area, Deployment, Position, Unit

SOURCE = "Demonstratie: bij benadering getekend, geen vastgestelde grens"
SINCE = date(2019, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A name with an outline (corner points in RD metres) and the streets within it."""

    name: str
    kind: str
    corners: tuple[tuple[int, int], ...]
    streets: tuple[str, ...]
    positions: tuple[tuple[str, str, int, int, int], ...] = ()
    entrances: tuple[str, ...] = ()  # where a sign stands; a place without shows what is still to be done


PLACES: tuple[Place, ...] = (
    Place(
        "Almere Stad Centrum",
        Area.Kind.CENTRE,
        ((143180, 486640), (143420, 486600), (143720, 486720), (143860, 486980), (143760, 487330), (143380, 487420), (143120, 487160)),
        ("Stadhuisplein", "Grote Markt", "Belfort", "Koetsierbaan", "Esplanade", "Stationsplein"),
        (
            ("S-01", "Grote Markt, noordzijde", 143450, 486930, 180),
            ("S-02", "Stadhuisplein, bij de trappen", 143560, 487060, 225),
            ("S-03", "Belfort, hoek Koetsierbaan", 143330, 486840, 90),
            ("S-04", "Stationsplein, uitgang zuid", 143620, 487260, 135),
        ),
        ("Stationsplein, uitgang zuid", "Esplanade, bij de brug", "Koetsierbaan, westzijde"),
    ),
    Place(
        "Almere Buiten Centrum",
        Area.Kind.CENTRE,
        ((147080, 489400), (147330, 489380), (147470, 489560), (147420, 489740), (147160, 489760), (147020, 489590)),
        ("Globetrotterplein", "Baltimoreplein", "Noordeinde"),
        (
            ("B-01", "Globetrotterplein, bij de fontein", 147190, 489520, 45),
            ("B-02", "Baltimoreplein, ingang parkeergarage", 147320, 489620, 270),
        ),
    ),
    Place(
        "Almere Haven Centrum",
        Area.Kind.CENTRE,
        ((143560, 482880), (143820, 482860), (143900, 483060), (143780, 483220), (143580, 483180)),
        ("Kerkgracht", "Marktgracht", "De Brink"),
        (
            ("H-01", "De Brink, bij de bushalte", 143700, 483060, 200),
            ("H-02", "Marktgracht, zuidzijde", 143640, 482960, 20),
        ),
        ("Kerkgracht, noordzijde", "Marktgracht, bij de haven"),
    ),
    Place(
        "Hofmark en omgeving",
        Area.Kind.OTHER,
        ((142980, 482480), (143240, 482460), (143260, 482640), (143000, 482660)),
        ("Hofmark",),
    ),
    Place(
        "Meerkoetlaan en omgeving",
        Area.Kind.OTHER,
        ((145300, 488100), (145560, 488080), (145580, 488260), (145320, 488280)),
        ("Meerkoetlaan", "Rietgorspad"),
        (("M-11", "Meerkoetlaan, bij het speelveld", 145430, 488180, 90),),
    ),
    Place(
        "Spiegelwaterlaan en omgeving",
        Area.Kind.OTHER,
        ((146100, 487300), (146320, 487280), (146340, 487440), (146120, 487460)),
        ("Spiegelwaterlaan",),
    ),
    Place(
        "Evenemententerrein Weerwater",
        Area.Kind.OTHER,
        ((143700, 486100), (144080, 486060), (144140, 486360), (143760, 486400)),
        ("Esplanade", "Strandpromenade"),
    ),
)  # fmt: skip


def load_places(by: User) -> dict[str, Area]:
    """Areas with boundary and signs, positions with code and masking, two mobile units. Idempotent."""
    found = {}
    for place in PLACES:
        area = Area.objects.filter(name=place.name).first()
        if area is None:
            area = areas.add_area(
                by=by,
                name=place.name,
                kind=place.kind,
                geometry=polygon(place.corners),
                streets=list(place.streets),
                valid_from=SINCE,
                source=SOURCE,
            )
            for entrance in place.entrances:
                areas.place_sign(by=by, area=area, entrance=entrance, placed_on=SINCE, photo=None)
            for code, words, x, y, direction in place.positions:
                position = _position(by, code, words, x, y, direction)
                if place.entrances:
                    _masked(by, position)
        found[place.name] = area
    for code in ("MOB-1", "MOB-2"):
        if not Unit.objects.filter(codes__code=code).exists():
            areas.add_unit(by=by, code=code, valid_from=SINCE, description="Mobiele mast met vier camera's")
    return found


def polygon(corners: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    """A closed GeoJSON polygon in RD metres."""
    return {"type": "Polygon", "coordinates": [[[float(x), float(y)] for x, y in (*corners, corners[0])]]}


def _position(by: User, code: str, words: str, x: int, y: int, direction: int) -> Position:
    kind = Position.Kind.MOBILE if code.startswith("M-") else Position.Kind.FIXED
    position = areas.add_position(
        by=by, code=code, valid_from=SINCE, place=words, kind=kind, x=x, y=y, direction=direction
    )
    if kind == Position.Kind.FIXED:
        areas.deploy(by=by, position=position, unit=None, first_day=SINCE, last_day=None)
    return position


def _masked(by: User, position: Position) -> None:
    """The houses around this position were found to be out of the picture."""
    party = "de politie, team uitkijkcentrum"
    areas.check_masking(by=by, position=position, checked_on=SINCE, party=party, in_order=True, note="")


def deployments_in(area_name: str) -> list[Deployment]:
    """The fixed cameras of a place."""
    codes = [code for place in PLACES if place.name == area_name for code, *_ in place.positions]
    return list(Deployment.objects.filter(position__codes__code__in=codes, last_day=None))
