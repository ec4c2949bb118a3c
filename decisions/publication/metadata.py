"""What DROP asks for besides the text: each field computed once, for page, file and copy button.

The fields are those that a publication in the Gemeenteblad really carries (OVERHEIDop and DCTERMS), with
what the CVDR adds to them. Everything comes from frozen rows and dated records; only the day of
publication, and what follows from it, is still open before DROP has published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format

from decisions.blocks import Document, Kind
from decisions.documents import markup

from .. import terms
from ..models import AdoptedText, Decision, DecisionKind, DesignatedArea, DropSetup, Publication
from ..states import HouseRules
from .places import Map, Place, subject_of

# In the default order: key, what a person reads, what the standard calls it.
FIELDS: tuple[tuple[str, str, str], ...] = (
    ("titel", "Titel", "DC.title"),
    ("maker", "Maker", "DC.creator"),
    ("soort_organisatie", "Soort organisatie", "OVERHEID.organisationType"),
    ("publicatieblad", "Publicatieblad", "OVERHEIDop.publicationName"),
    ("rubriek", "Rubriek", "DC.type"),
    ("categorie", "Categorie", "OVERHEID.category"),
    ("onderwerp", "Onderwerp", "DCTERMS.subject"),
    ("taal", "Taal", "DCTERMS.language"),
    ("kenmerk", "Kenmerk", "OVERHEIDop.referentienummer"),
    ("samenvatting", "Samenvatting", "DCTERMS.abstract"),
    ("vastgesteld_door", "Vastgesteld door", "OVERHEID.authority"),
    ("datum_ondertekening", "Datum van ondertekening", "DCTERMS.issued"),
    ("datum_bekendmaking", "Datum van bekendmaking", "DCTERMS.available"),
    ("jaargang", "Jaargang", "OVERHEIDop.jaargang"),
    ("nummer", "Nummer in het Gemeenteblad", "DC.identifier"),
    ("datum_inwerkingtreding", "Datum van inwerkingtreding", "CVDR: datum inwerkingtreding"),
    ("datum_uitwerkingtreding", "Datum van uitwerkingtreding", "CVDR: datum uitwerkingtreding"),
    ("einde_reactietermijn", "Einde van de reactietermijn", "overheidwetgeving:datumEindeReactietermijn"),
    ("betreft", "Betreft", "CVDR: betreft"),
    ("grondslagen", "Grondslagen", "CVDR: grondslag"),
    ("externe_bijlagen", "Externe bijlagen", "OVERHEIDop.externeBijlage"),
    ("gebiedsmarkering", "Soort gebiedsmarkering", "OVERHEIDop.gebiedsmarkering"),
    ("gemeente", "Ligt in gemeente", "OVERHEIDop.ligtInGemeente"),
    ("gebiedsnaam", "Naam van het gebied", "OVERHEIDop.geometrielabel"),
    ("geometrie", "Grens in RD-coördinaten (WKT)", "OVERHEIDop.geometrie"),
    ("straten", "Straten", "OVERHEIDop.straatnaam"),
)
LABELS = {key: label for key, label, _term in FIELDS}
BASES = "aanhef.grondslag.lijst"  # key of the legal bases in a composed decision
LATE_MOTIVATION = "artikel 3:47, derde lid, van de Algemene wet bestuursrecht"
WORDS = {AdoptedText.Kind.DECISION: "besluit", AdoptedText.Kind.MOTIVATION: "motivering"}  # file names
CONCERNS = {DecisionKind.CHANGE: "wijziging", DecisionKind.END: "intrekking"}
ACTS = {
    DecisionKind.START: "wijst {what} aan voor cameratoezicht.",
    DecisionKind.EXTEND: "verlengt het cameratoezicht in {what}.",
    DecisionKind.CHANGE: "wijzigt het cameratoezicht in {what}.",
    DecisionKind.END: "stopt met het cameratoezicht in {what}.",
}
NOT_NECESSARY = "De camera’s zijn daar niet meer nodig voor de openbare orde."
PURPOSE = "De camera’s helpen om de openbare orde te bewaren."
OBJECTION = "Wie het niet eens is met het besluit, kan bezwaar maken. In het besluit staat hoe."
PLAIN_WORDS = (
    ("dag na die van de bekendmaking van dit besluit", "dag na de bekendmaking"),
    ("met ingang van", "vanaf"),
)
MOTIVATION = (
    "Dit is de uitleg bij een eerder besluit van {organ} over cameratoezicht in {what}. In het besluit zelf "
    "stond de uitleg nog niet, omdat het snel moest ingaan."
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value: what a person reads and copies, of which area it is, and how a computer reads it."""

    text: str
    label: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that DROP asks; without values it does not apply to this decision, `note` says why."""

    key: str
    values: tuple[Value, ...]
    note: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.key]

    @property
    def term(self) -> str:
        """The name of the field in the standard."""
        return next(term for key, _label, term in FIELDS if key == self.key)

    @property
    def one_by_one(self) -> bool:
        """Whether its values belong to several areas."""
        return len(self.values) > 1

    def as_json(self) -> dict[str, Any]:
        """Plain data; dates as ISO 8601."""
        values = [{"gebied": v.label} if v.label else {} for v in self.values]
        for out, value in zip(values, self.values, strict=True):
            out["waarde"] = value.data or value.text
        note = {"toelichting": self.note} if self.note else {}
        return {"sleutel": self.key, "naam": self.label, "term": self.term, "waarden": values, **note}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that the fields are made of."""

    adopted: AdoptedText
    decision: Decision
    document: Document
    designated: Sequence[DesignatedArea]
    places: Sequence[Place]
    maps: Sequence[Map]
    setup: DropSetup
    record: Publication | None  # of the publication of this text
    on: date  # the day of its publication, real or meant
    rules: HouseRules
    equalled: Collection[date]

    @property
    def is_motivation(self) -> bool:
        return self.adopted.kind == AdoptedText.Kind.MOTIVATION

    @property
    def is_published(self) -> bool:
        """Whether the day of its publication is recorded; then no other day counts."""
        return self.record is not None and self.record.published_on is not None


def fields_of(sheet: Sheet) -> list[Field]:
    """Every field, in the order that the administrator set."""
    found = {field.key: field for field in _fields(sheet)}
    return [found[key] for key in in_order(sheet.setup.order)]


def in_order(order: Iterable[str]) -> list[str]:
    """Every key once: first those that are named, then the others in the default order."""
    named = [key for key in dict.fromkeys(order) if key in LABELS]
    return named + [key for key in LABELS if key not in named]


def _fields(sheet: Sheet) -> Iterator[Field]:
    municipality = str(settings.MUNICIPALITY)
    several = len(sheet.places) > 1
    setup = sheet.setup
    plain = {
        "titel": sheet.document.title,
        "maker": municipality,
        "soort_organisatie": "gemeente",
        "publicatieblad": "Gemeenteblad",
        "rubriek": setup.rubric,
        "categorie": setup.category,
        "onderwerp": setup.subject,
        "taal": "nl",
        "kenmerk": sheet.document.kenmerk,
        "samenvatting": abstract(sheet),
        "vastgesteld_door": "burgemeester",
        "jaargang": str(sheet.on.year),
        "betreft": _concerns(sheet),
        "gemeente": municipality,
    }
    for key, text in plain.items():
        yield Field(key=key, values=(Value(text),))
    yield _day("datum_ondertekening", sheet.adopted.adopted_on)
    yield from _days_of_publication(sheet)
    yield Field(key="grondslagen", values=tuple(map(Value, _bases(sheet))))
    yield Field(
        key="externe_bijlagen",
        values=(Value(f"{WORDS[AdoptedText.Kind(sheet.adopted.kind)]}.pdf"),) if sheet.maps else (),
        note="De toegankelijke PDF met de kaart." if sheet.maps else "Bij deze tekst is geen kaart.",
    )
    drawn = [(place, place.name if several else "") for place in sheet.places]
    none = "" if drawn else "Van dit besluit is geen grens vastgelegd."
    yield Field(key="gebiedsmarkering", values=(Value("Vlak"),) if drawn else (), note=none)
    yield Field(key="gebiedsnaam", values=tuple(Value(p.name) for p, _label in drawn), note=none)
    yield Field(key="geometrie", values=tuple(Value(p.wkt, label) for p, label in drawn), note=none)
    streets = [Value(", ".join(p.streets), label) for p, label in drawn if p.streets]
    yield Field(key="straten", values=tuple(streets), note="" if streets else "Er zijn geen straten genoemd.")


# --- Days ----------------------------------------------------------------------------------------


def _days_of_publication(sheet: Sheet) -> Iterator[Field]:
    known = sheet.is_published
    number = sheet.record.number if sheet.record else ""
    meant = "" if known else "De dag die nu is bedoeld. Leg na de bekendmaking de echte dag vast."
    yield _day("datum_bekendmaking", sheet.on, meant)
    yield Field(
        key="nummer",
        values=(Value(number),) if number else (),
        note="" if number else "DROP geeft het nummer.",
    )
    if sheet.is_motivation:
        own = "De motivering heeft geen eigen termijn: zie het besluit."
        yield Field(key="datum_inwerkingtreding", values=(), note=own)
        yield Field(key="datum_uitwerkingtreding", values=(), note=own)
    else:
        later = "" if known else f"Als de bekendmaking op {_words(sheet.on)} is."
        yield _day("datum_inwerkingtreding", _in_force_from(sheet), later)
        ending = "Dit besluit heeft zelf geen einddatum." if sheet.decision.is_ending else ""
        yield _day("datum_uitwerkingtreding", _repealed_from(sheet), ending)
    yield _end_of_reaction(sheet)


def _end_of_reaction(sheet: Sheet) -> Field:
    """Six weeks from the day after the decision was published (Awb 6:7, 6:8; Algemene termijnenwet art. 1).

    A late motivation does not change the term of its decision.
    """
    official = sheet.decision.publication
    real = official.published_on if official else None
    last = terms.last_day_for_objections(real or sheet.on, sheet.equalled)
    note = "" if real else f"Als de bekendmaking op {_words(sheet.on)} is."
    if real and sheet.is_motivation:
        note = "De motivering verandert deze termijn niet."
    return _day("einde_reactietermijn", last, note)


def _in_force_from(sheet: Sheet) -> date | None:
    """The first day on which the decision works for any of its areas (Awb 3:40)."""
    after = sheet.rules.days_after(sheet.on)
    days = [terms.enters_into_force(d.stated_first_day, sheet.on, after) for d in sheet.designated]
    return min(filter(None, days), default=None)


def _repealed_from(sheet: Sheet) -> date | None:
    """'Vervallen per', when it has lapsed for all of its areas."""
    days = [terms.repealed_from(d.last_day, d.end_time) for d in sheet.designated if d.last_day]
    return max(days, default=None)


def _day(key: str, day: date | None, note: str = "") -> Field:
    values = (Value(f"{day:%d-%m-%Y}", data=day.isoformat()),) if day else ()
    return Field(key=key, values=values, note=note)


def _words(day: date) -> str:
    return date_format(day, "j F Y")


# --- Words ---------------------------------------------------------------------------------------


def abstract(sheet: Sheet) -> str:
    """What the decision does, in words for everybody (taalniveau B1), from the frozen text."""
    organ = f"de burgemeester van {settings.MUNICIPALITY}"
    what = subject_of(sheet.document)
    if sheet.is_motivation:
        return MOTIVATION.format(organ=organ, what=what)
    kind = DecisionKind(sheet.decision.kind)
    does = f"{organ[:1].upper()}{organ[1:]} {ACTS[kind].format(what=what)}"
    why = NOT_NECESSARY if kind == DecisionKind.END else PURPOSE
    return " ".join([does, *_terms(sheet), why, OBJECTION])


def _terms(sheet: Sheet) -> Iterator[str]:
    """'Dat geldt van 1 mei 2026 tot en met 30 april 2030.', from the particulars of the frozen text."""
    for block in sheet.document.blocks:
        if block.kind is not Kind.PARTICULARS:
            continue
        for label, *values in block.rows:
            name, _, area = label.partition(" ")
            if name in ("Looptijd", "Intrekking") and values:
                where = f"In {markup.to_text(area)} geldt dat" if area else "Dat geldt"
                yield f"{where} {_in_plain_words(markup.to_text(values[0]))}."


def _in_plain_words(term: str) -> str:
    """'vanaf de dag na de bekendmaking' instead of the words of the law."""
    for stately, plain in PLAIN_WORDS:
        term = term.replace(stately, plain)
    return term


def _concerns(sheet: Sheet) -> str:
    if sheet.is_motivation:
        return "motivering bij een eerder besluit"
    return CONCERNS.get(DecisionKind(sheet.decision.kind), "nieuwe regeling")


def _bases(sheet: Sheet) -> list[str]:
    """What the text itself says after 'gelet op:'."""
    if sheet.is_motivation:
        return [LATE_MOTIVATION]
    items = [item for block in sheet.document.blocks if block.key == BASES for item in block.items]
    return [markup.to_text(item).rstrip(";.") for item in items]
