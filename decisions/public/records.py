"""The register as data: the same facts for the API, the JSON, the GeoJSON and the CSV.

Field names follow the Besluiten API where it has them. A day is ISO 8601; an unknown day is None.
`laatsteDag` is the last day in force, `vervaldatum` the first day that is not ('vervallen per').
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.urls import reverse

from almere_camera.export import harmless
from areas import geometry
from areas.models import Position

from ..models import AdoptedText, Publication
from ..register import Entry, PublicArea, positions_are_public
from ..states import State
from . import addresses, plain

Row = dict[str, Any]
CODES = {
    State.PUBLISHED: "nog_niet_in_werking",
    State.WITHOUT_GROUND: "nog_niet_in_werking",
    State.IN_FORCE: "in_werking",
    State.SUSPENDED: "geschorst",
    State.REVOKED: "herroepen",
    State.ANNULLED: "vernietigd",
    State.LAPSED: "verlopen",
    State.ENDED: "beeindigd",
    State.UNKNOWN: "onbekend",
}


class Crs(StrEnum):
    """In which coordinates geometry is given."""

    CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    RD = "http://www.opengis.net/def/crs/EPSG/0/28992"


# --- Decisions and areas ---------------------------------------------------------------------------


def decision_record(entry: Entry, today: date, with_text: frozenset[int]) -> Row:
    """One decision. `with_text`: the decisions of which the adopted PDF is here."""
    case, publication = entry.decision, entry.publication
    path = addresses.page_of(case)
    return {
        "identificatie": case.kenmerk,
        "titel": plain.title_of(entry),
        "samenvatting": " ".join(plain.summary(entry, today)),
        "soort": case.kind,
        "variant": case.variant,
        "bestuursorgaan": "burgemeester",
        "datum": case.signed_on,
        "publicatiedatum": publication.published_on if publication else None,
        "ingangsdatum": entry.first_day,
        "laatsteDag": None if case.is_ending else entry.last_day,
        "vervaldatum": None if case.is_ending else entry.repealed_from,
        "uiterlijkeReactiedatum": entry.objections_until,
        "reactieMogelijk": entry.objections_open,
        "toestanden": [CODES[state] for state in entry.states],
        "historisch": case.historical,
        "volgtOp": [before.kenmerk for before in entry.follows],
        "publicaties": [_publication(record) for record in entry.publications],
        "gebieden": [] if case.is_ending else [_area_in_decision(entry, area) for area in entry.areas],
        "_links": {
            "self": {"href": api_url("decision", slug=addresses.slug_of(case.kenmerk))},
            "pagina": {"href": addresses.absolute(path)},
            "besluit": {"href": addresses.absolute(f"{path}besluit.pdf")} if case.pk in with_text else None,
        },
    }


def area_record(entry: Entry, area: PublicArea, crs: Crs) -> Row:
    """One designated area of a decision, with its geometry."""
    return {
        **_area_facts(entry, area),
        "geometrie": shape_in(area, crs),
        "posities": [_position(p, crs) for p in positions_of(area)] if positions_are_public() else None,
        "_links": {
            "self": {"href": _area_url(entry, area)},
            "aanwijzingsbesluit": {
                "href": api_url("decision", slug=addresses.slug_of(entry.decision.kenmerk))
            },
            "pagina": {"href": addresses.absolute(addresses.page_of(entry.decision))},
        },
    }


def decisions_with_text(entries: Iterable[Entry]) -> frozenset[int]:
    """Of which of these decisions the adopted PDF is here: one query."""
    chosen = [entry.decision.pk for entry in entries]
    texts = AdoptedText.objects.filter(decision__in=chosen, kind=AdoptedText.Kind.DECISION)
    return frozenset(texts.values_list("decision", flat=True))


def positions_of(area: PublicArea) -> list[Position]:
    """The places of the cameras of this area, each once; none when positions are not public."""
    if not positions_are_public():
        return []
    found = {d.position_id: d.position for d in area.designated.deployments.all()}
    return [found[pk] for pk in sorted(found)]


def places_of(area: PublicArea) -> list[str]:
    """The places of its cameras in words."""
    return list(dict.fromkeys(_place(position) for position in positions_of(area)))


def _place(position: Position) -> str:
    return plain.street_name(plain.without_house_numbers(position.place))


def api_url(name: str, **kwargs: str) -> str:
    """The absolute address of a resource of the API."""
    return addresses.absolute(reverse(f"api-v1:{name}", kwargs=kwargs))


def _area_url(entry: Entry, area: PublicArea) -> str:
    return api_url("area", slug=addresses.area_slug(entry.decision, area.number))


def _area_facts(entry: Entry, area: PublicArea) -> Row:
    publication = entry.publication
    return {
        "identificatie": addresses.area_slug(entry.decision, area.number),
        "aanwijzingsbesluit": entry.decision.kenmerk,
        "naam": plain.name_of(area),
        "omschrijving": plain.words_of(area.designated),
        "straten": plain.streets_of(area.designated),
        "variant": entry.decision.variant,
        "toestand": CODES[area.state],
        "publicatiedatum": publication.published_on if publication else None,
        "ingangsdatum": area.term.in_force_from,
        "laatsteDag": area.term.last_day,
        "vervaldatum": area.term.repealed_from,
        "kijktijden": plain.viewing_of(area.designated),
    }


def _area_in_decision(entry: Entry, area: PublicArea) -> Row:
    return {
        "identificatie": addresses.area_slug(entry.decision, area.number),
        "naam": plain.name_of(area),
        "toestand": CODES[area.state],
        "ingangsdatum": area.term.in_force_from,
        "laatsteDag": area.term.last_day,
        "vervaldatum": area.term.repealed_from,
        "_links": {"self": {"href": _area_url(entry, area)}},
    }


def _publication(record: Publication) -> Row:
    return {
        "soort": record.kind,
        "nummer": record.number or None,
        "datum": record.published_on,
        "url": addresses.gazette_url(record) or None,
    }


# --- Geometry --------------------------------------------------------------------------------------


def shape_in(area: PublicArea, crs: Crs) -> Row | None:
    """The boundary of the decision as GeoJSON: x, y in metres (RD) or longitude, latitude (CRS84)."""
    drawn: Row | None = area.designated.geometry
    if not drawn:
        return None
    return geometry.to_wgs84(drawn) if crs is Crs.CRS84 else drawn


def _position(position: Position, crs: Crs) -> Row:
    x, y = position.x, position.y
    if crs is Crs.CRS84:
        lon, lat = geometry.point_to_wgs84((x, y))
        x, y = lon, lat
    return {
        "soort": position.kind,
        "plaats": _place(position),
        "geometrie": {"type": "Point", "coordinates": [x, y]},
    }


def feature_collection(pairs: Sequence[tuple[Entry, PublicArea]], crs: Crs, links: Row | None = None) -> Row:
    """Areas as GeoJSON (RFC 7946). That standard knows only CRS84; RD is named as the older one did."""
    features = [_feature(entry, area, crs) for entry, area in pairs]
    named = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}}
    return {
        "type": "FeatureCollection",
        **(named if crs is Crs.RD else {}),
        **({"_links": links} if links is not None else {}),
        "features": features,
    }


def _feature(entry: Entry, area: PublicArea, crs: Crs) -> Row:
    publication = entry.publication
    facts = _area_facts(entry, area)
    if positions_are_public():
        facts["posities"] = [_position(p, crs) for p in positions_of(area)]
    return {
        "type": "Feature",
        "id": facts.pop("identificatie"),
        "geometry": shape_in(area, crs),
        "properties": {
            **facts,
            "titel": plain.title_of(entry),
            "bekendmaking": addresses.gazette_url(publication) if publication else "",
            "pagina": addresses.absolute(addresses.page_of(entry.decision)),
        },
    }


# --- CSV -------------------------------------------------------------------------------------------

COLUMNS = (
    "identificatie",
    "titel",
    "soort",
    "variant",
    "datum",
    "publicatiedatum",
    "nummer",
    "gebied",
    "straten",
    "toestand",
    "ingangsdatum",
    "laatsteDag",
    "vervaldatum",
    "uiterlijkeReactiedatum",
    "pagina",
)


def as_csv(entries: Iterable[Entry]) -> str:
    """One row per area, as Dutch Excel opens it: a byte order mark, semicolons, no formulas."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        for area in entry.areas:
            writer.writerow([harmless("" if v is None else str(v)) for v in _csv_row(entry, area)])
    return out.getvalue()


def _csv_row(entry: Entry, area: PublicArea) -> tuple[Any, ...]:
    case, publication, ending = entry.decision, entry.publication, entry.decision.is_ending
    return (
        case.kenmerk,
        plain.title_of(entry),
        case.kind,
        case.variant,
        case.signed_on,
        publication.published_on if publication else None,
        publication.number if publication else "",
        plain.name_of(area),
        ", ".join(plain.streets_of(area.designated)),
        "" if ending else CODES[area.state],
        area.term.in_force_from,
        None if ending else area.term.last_day,
        None if ending else area.term.repealed_from,
        entry.objections_until,
        addresses.absolute(addresses.page_of(case)),
    )
