"""The answers of the API as types: what openapi.json says of them follows from here."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from ..models import DecisionKind, Publication, Variant
from ..register import Group
from .records import CODES

State = StrEnum("State", {code: code for code in dict.fromkeys(CODES.values())})  # type: ignore[misc]
Kind = StrEnum("Kind", {value: value for value in DecisionKind.values})  # type: ignore[misc]
Way = StrEnum("Way", {value: value for value in Variant.values})  # type: ignore[misc]
PublicationKind = StrEnum(  # type: ignore[misc]
    "PublicationKind", {value: value for value in Publication.Kind.values}
)


class Record(Schema):
    """What every object has in common: nothing but what is described here."""

    model_config = ConfigDict(extra="forbid")


class Link(Record):
    href: str = Field(description="Absoluut adres.")


class PageLinks(Record):
    self: Link
    first: Link
    prev: Link | None
    next: Link | None
    last: Link


class PublicationRecord(Record):
    """Een plaatsing in het Gemeenteblad of op de gemeentelijke website."""

    soort: PublicationKind
    nummer: str | None = Field(description="Nummer in het Gemeenteblad, zoals gmb-2026-12345.")
    datum: date | None = Field(description="Datum van uitgifte; null is onbekend.")
    url: str | None


class AreaLinks(Record):
    self: Link


class AreaInDecision(Record):
    """Een gebied in een besluit, in het kort."""

    identificatie: str
    naam: str
    toestand: State
    ingangsdatum: date | None = Field(description="Eerste dag waarop de aanwijzing werkt.")
    laatsteDag: date | None = Field(description="Laatste dag waarop de aanwijzing werkt; telt mee.")
    vervaldatum: date | None = Field(description="Vervallen per: de dag na de laatste dag.")
    links: AreaLinks = Field(alias="_links")


class DecisionLinks(Record):
    self: Link
    pagina: Link
    besluit: Link | None = Field(description="De vastgestelde tekst als PDF.")


class Aanwijzingsbesluit(Record):
    """Een openbaar besluit over cameratoezicht (artikel 151c Gemeentewet)."""

    identificatie: str = Field(description="Kenmerk van het besluit.")
    titel: str
    samenvatting: str = Field(description="In gewone taal (B1), geschreven uit de gegevens.")
    soort: Kind
    variant: Way
    bestuursorgaan: Literal["burgemeester"]
    datum: date | None = Field(description="Dag van vaststelling; null is onbekend.")
    publicatiedatum: date | None = Field(description="Dag van bekendmaking in het Gemeenteblad.")
    ingangsdatum: date | None = Field(description="Eerste dag waarop het besluit ergens werkt.")
    laatsteDag: date | None = Field(description="Laatste dag waarop het besluit ergens werkt; telt mee.")
    vervaldatum: date | None = Field(description="Vervallen per: de dag na de laatste dag.")
    uiterlijkeReactiedatum: date | None = Field(description="Laatste dag om bezwaar te maken.")
    reactieMogelijk: bool = Field(description="Of bezwaar maken vandaag op tijd is.")
    toestanden: list[State] = Field(description="Toestand van de gebieden vandaag; leeg bij een beëindiging.")
    historisch: bool = Field(description="Van voor dit register: wat er niet staat, is onbekend.")
    volgtOp: list[str] = Field(description="Kenmerken van de besluiten waarop dit besluit volgt.")
    publicaties: list[PublicationRecord]
    gebieden: list[AreaInDecision]
    links: DecisionLinks = Field(alias="_links")


class Aanwijzingsbesluiten(Record):
    """Een bladzijde met besluiten, het nieuwste eerst."""

    totaalAantal: int
    aanwijzingsbesluiten: list[Aanwijzingsbesluit]
    links: PageLinks = Field(alias="_links")


class Point(Record):
    type: Literal["Point"]
    coordinates: list[float] = Field(min_length=2, max_length=2)


class Geometrie(Record):
    """Een vlak als GeoJSON, in het gevraagde coördinatenstelsel."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]


class Positie(Record):
    soort: Literal["vast", "mobiel"]
    plaats: str
    geometrie: Point


class GebiedLinks(Record):
    self: Link
    aanwijzingsbesluit: Link
    pagina: Link


class Gebied(Record):
    """Een aangewezen gebied in een besluit, met de grens zoals die bij het besluit hoort."""

    identificatie: str
    aanwijzingsbesluit: str = Field(description="Kenmerk van het besluit.")
    naam: str
    omschrijving: str
    straten: list[str]
    variant: Way
    toestand: State
    publicatiedatum: date | None
    ingangsdatum: date | None
    laatsteDag: date | None
    vervaldatum: date | None
    kijktijden: list[str] = Field(description="Wanneer de beelden in elk geval live worden bekeken.")
    geometrie: Geometrie | None
    posities: list[Positie] | None = Field(description="Null: de posities zijn niet openbaar.")
    links: GebiedLinks = Field(alias="_links")


class Gebieden(Record):
    """Een bladzijde met aangewezen gebieden, die van het nieuwste besluit eerst."""

    totaalAantal: int
    gebieden: list[Gebied]
    links: PageLinks = Field(alias="_links")


class Problem(Record):
    """Een antwoord dat nee zegt (RFC 9457)."""

    type: str
    status: int
    title: str
    detail: str


class CrsName(StrEnum):
    """Coördinatenstelsel: lengte en breedte in graden, of meters RD."""

    CRS84 = "crs84"
    RD = "rd"


class Paging(Schema):
    """Welke bladzijde."""

    toestand: Group | None = Field(None, description="Alleen wat vandaag zo is.")
    page: int = Field(1, ge=1, le=100_000, description="Bladzijde, vanaf 1.")
    pageSize: int = Field(20, ge=1, le=100, description="Aantal per bladzijde.")


class DecisionFilter(Paging):
    """Welke besluiten."""

    soort: Kind | None = Field(None, description="Alleen besluiten van deze soort.")
    variant: Way | None = Field(None, description="Alleen regulier of mobiel.")


class CrsChoice(Schema):
    """In welke coördinaten."""

    crs: CrsName | None = Field(None, description="Gaat voor op de header Accept-Crs; anders crs84.")


class AreaFilter(CrsChoice, Paging):
    """Welke gebieden, in welke coördinaten."""
