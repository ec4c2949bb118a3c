"""One area in one year: decisions and days, what was seen, and everything else that was recorded of it.

For use inside: nothing is hidden here. What is not known says so; missing is not zero (domein.md 4.2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models import Sum as Total
from django.utils import timezone

from areas.models import Area
from decisions.models import DesignatedArea
from decisions.text.dutch import date_words

from . import counting, police
from .charts import Value, dutch, finding, lines
from .covered import covered
from .models import (
    EventSupport,
    FootageRequest,
    IncidentGroup,
    Indicator,
    MonthlyFigure,
    Neighbourhood,
    Outage,
    PoliceFigure,
    PoliceImport,
    PositionReview,
)
from .seen import Seen, break_words, breaks, month_names, seen
from .traced import Cell, Section, Sum, Table

UNKNOWN = "onbekend"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a year that have passed."""

    year: int
    first: date
    last: date


def span_of(year: int, today: date) -> Span:
    return Span(year, date(year, 1, 1), min(date(year, 12, 31), today))


def sections(area: Area, year: int, today: date | None = None) -> list[Section]:
    """Everything known of the area in the year, beside the year before."""
    day = today or timezone.localdate()
    spans = span_of(year, day), span_of(year - 1, day)
    both = tuple(seen([area], span.first, span.last)[0] for span in spans)
    return [
        _decisions(area, spans[0]),
        _incidents(area, spans, both),
        _use(area, spans, both),
        _outages(spans[0], both[0]),
        _verdicts(area, year),
        _police(area, spans),
    ]


# --- Decisions -----------------------------------------------------------------------------------


def _decisions(area: Area, span: Span) -> Section:
    found = covered(span.first, span.last, [area])
    rows: list[tuple[Cell, ...]] = []
    total = "0"
    if found:
        cover = found[0]
        total = f"{cover.days} (voor zover bekend)" if cover.unknown else str(cover.days)
        for one in cover.held:
            begin, end = one.term.in_force_from, one.term.last_day
            what = f"Dagen in {span.year} waarop {one.designated} in werking was"
            designated = DesignatedArea.objects.filter(pk=one.designated.pk)
            rows.append(
                (
                    one.designated.decision.kenmerk,
                    one.designated.decision.get_kind_display(),
                    date_words(begin) if begin else "niet bekend",
                    date_words(end) if end else "niet bekend",
                    Sum(f"dagen-{one.designated.pk}", str(one.days), what, designated, one.days),
                )
            )
    table = Table(
        "besluiten",
        f"Aanwijzingen die in {span.year} golden",
        ("Besluit", "Soort", "In werking vanaf", "Laatste dag", "Dagen in dit jaar"),
        tuple(rows),
        none="Het gebied was dit jaar niet aangewezen.",
    )
    text = f"Op {total} dagen was {area.name} aangewezen; een dag telt een keer."
    return Section("besluiten", "Besluiten en dagen", (text,), (table,))


# --- Incidents -----------------------------------------------------------------------------------


def _incidents(area: Area, spans: tuple[Span, Span], both: tuple[Seen, ...]) -> Section:
    now = both[0]
    parts: list[tuple[str, str, Callable[[Seen], int | None], dict[str, Any]]] = [
        ("totaal", "Alle incidenten", lambda one: one.tally.incidents, {}),
        *((g.value, g.label, _group(g), {"category__group": g}) for g in IncidentGroup),
        ("relevant", "Relevante veiligheidsincidenten", lambda one: one.tally.relevant,
         {"category__relevant": True}),
        ("eerst", "Als eerste gezien door de observant", lambda one: one.tally.first_observed,
         {"first_observed": True}),
        ("eerst-bekend", "Waarvan bekend is wie ze als eerste zag", lambda one: one.tally.first_known,
         {"first_observed__isnull": False}),
    ]  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for key, label, number_of, narrowed in parts:
        cells: list[Cell] = [label]
        for span, one in zip(spans, both, strict=True):
            number = number_of(one) if one.known else None
            what = f"{label} in {area} in {span.year}"
            found = one.rows(**narrowed) if one.known else None
            cells.append(Sum(f"{key}-{span.year}", _words(number, one), what, found, number))
        rows.append(tuple(cells))
    rows.append(("Aandeel als eerste gezien", *(_share(one) for one in both)))
    rows.append(("Maanden ingelezen", *(one.months_words for one in both)))
    years = tuple(str(span.year) for span in spans)
    table = Table("incidenten", "Incidenten, ook van het jaar ervoor", ("Cijfer", *years), tuple(rows))
    broken = breaks((Indicator.INCIDENTS, Indicator.FIRST_OBSERVED), spans[1].first, spans[0].last, area)
    notes = tuple(break_words(one) for one in broken)
    title = finding("incidenten", spans[0].year, *(_total(one) for one in both))
    chart = lines(
        title=title,
        label="Maand",
        points=month_names(counting.months_between(date(now.first.year, 1, 1), date(now.first.year, 12, 31))),
        series=[(str(span.year), _months(span, one)) for span, one in zip(spans, both, strict=True)],
        prefix="incidenten",
        breaks=sorted({one.from_day.month - 1 for one in broken if one.from_day.year == spans[0].year}),
        notes=notes,
    )
    texts = ("Een maand waarvan geen bestand is ingelezen is onbekend, en niet nul.", *notes)
    return Section("incidenten", "Incidenten", texts, (table,), (chart,))


def _group(group: IncidentGroup) -> Callable[[Seen], int]:
    return lambda one: one.tally.by_group.get(group, 0)


def _words(number: int | None, one: Seen) -> str:
    if number is None:
        return UNKNOWN
    return str(number) if one.complete else f"{number} (onvolledig)"


def _share(one: Seen) -> str:
    share = one.tally.first_share
    return UNKNOWN if share is None else f"{share}%"


def _total(one: Seen) -> Value:
    return Value(one.total, incomplete=one.known and not one.complete)


def _months(span: Span, one: Seen) -> list[Value]:
    counts = counting.by_month(one.positions, one.first, one.last)
    return [
        Value(counts.get(month, counting.EMPTY).incidents) if month in one.imported else Value(None)
        for month in counting.months_between(span.first, date(span.year, 12, 31))
    ]


# --- Hours, images, events -----------------------------------------------------------------------


def _use(area: Area, spans: tuple[Span, Span], both: tuple[Seen, ...]) -> Section:
    """Hours watched live, requests for images and support at events, in both years."""
    rows: list[tuple[Cell, ...]] = []
    hours: list[Cell] = ["Uren live bekeken"]
    for span, one in zip(spans, both, strict=True):
        hours.append(_hours(area, span, one))
    rows.append(tuple(hours))
    known = FootageRequest.objects.filter(area=area).exists()
    for key, label, narrowed in (
        ("beelden", "Verzoeken om beelden", Q()),
        ("bewaard", "Daarvan veiliggesteld", Q(secured_on__isnull=False)),
        ("verstrekt", "Daarvan verstrekt", Q(supplied_on__isnull=False)),
    ):
        cells: list[Cell] = [label]
        for span in spans:
            found = FootageRequest.objects.filter(
                narrowed, area=area, requested_on__range=(span.first, span.last)
            )
            cells.append(
                _counted(f"{key}-{span.year}", f"{label} in {area} in {span.year}", found, known=known)
            )
        rows.append(tuple(cells))
    events: list[Cell] = ["Ondersteuning bij evenementen"]
    supported = EventSupport.objects.filter(area=area)
    any_event = supported.exists()
    for span in spans:
        found_events = supported.filter(first_day__lte=span.last, last_day__gte=span.first)
        what = f"Evenementen in {area} in {span.year}"
        events.append(_counted(f"evenementen-{span.year}", what, found_events, known=any_event))
    rows.append(tuple(events))
    years = tuple(str(span.year) for span in spans)
    table = Table("gebruik", "Gebruik van de camera’s", ("Cijfer", *years), tuple(rows))
    indicators = (Indicator.LIVE_HOURS, Indicator.FOOTAGE, Indicator.EVENTS)
    notes = tuple(break_words(one) for one in breaks(indicators, spans[1].first, spans[0].last, area))
    return Section("gebruik", "Uren, beelden en evenementen", notes, (table,))


def _hours(area: Area, span: Span, one: Seen) -> Sum:
    """The hours of the area as a whole, or else those of its positions together."""
    within = MonthlyFigure.objects.filter(
        indicator=Indicator.LIVE_HOURS, month__range=(span.first, span.last)
    )
    own = within.filter(area=area)
    found = own if own.exists() else within.filter(position__in=one.positions)
    total = found.aggregate(total=Total("hours"))["total"]
    months = found.order_by().values("month").distinct().count()
    key, what = f"uren-{span.year}", f"Uren live bekeken in {area} in {span.year}"
    if total is None:
        return Sum(key, UNKNOWN, what)
    text = (
        dutch(total)
        if months == len(one.months)
        else f"{dutch(total)} ({months} van de {len(one.months)} maanden)"
    )
    return Sum(key, text, what, found, float(total))


def _counted(key: str, what: str, rows: QuerySet[Any], *, known: bool = True) -> Sum:
    number = rows.count()
    return Sum(key, str(number), what, rows, number) if known else Sum(key, UNKNOWN, what)


# --- Outages, verdicts, police -------------------------------------------------------------------


def _outages(span: Span, now: Seen) -> Section:
    found = (
        Outage.objects.filter(position__in=now.positions, first_day__lte=span.last)
        .filter(Q(last_day=None) | Q(last_day__gte=span.first))
        .select_related("position")
        .prefetch_related("position__codes")
        .order_by("first_day", "pk")
    )
    rows = tuple(
        (
            Sum(
                f"storing-{one.pk}",
                str(one.position),
                "De periode buiten gebruik",
                Outage.objects.filter(pk=one.pk),
            ),
            one.get_kind_display(),
            date_words(one.first_day),
            date_words(one.last_day) if one.last_day else "duurt nog",
        )
        for one in found
    )
    table = Table(
        "storingen",
        f"Camera’s buiten gebruik in {span.year}",
        ("Positie", "Waardoor", "Vanaf", "Tot en met"),
        rows,
        none="Niets vastgelegd.",
    )
    return Section("storingen", "Buiten gebruik", (), (table,))


def verdict_rows(reviews: QuerySet[PositionReview]) -> tuple[tuple[Cell, ...], ...]:
    """Per review: position, verdict, reason and whether a colleague confirmed it."""
    found = reviews.select_related("position", "review_year").prefetch_related("position__codes")
    return tuple(
        (
            Sum(
                f"oordeel-{one.pk}",
                str(one.position),
                "De beoordeling",
                PositionReview.objects.filter(pk=one.pk),
            ),
            one.get_verdict_display() or "nog geen oordeel",
            one.reason,
            "ja" if one.confirmed_at else "nee",
        )
        for one in found.order_by("pk")
    )


def _verdicts(area: Area, year: int) -> Section:
    table = Table(
        "oordelen",
        f"Oordelen over de posities in {year}",
        ("Positie", "Oordeel", "Onderbouwing", "Bevestigd"),
        verdict_rows(PositionReview.objects.filter(area=area, review_year__year=year)),
        none="De jaarlijkse beoordeling is nog niet geopend.",
    )
    return Section("oordelen", "Oordelen over posities", (), (table,))


def _police(area: Area, spans: tuple[Span, Span]) -> Section:
    """What the police registered in the neighbourhoods in which the area lies."""
    codes = sorted(set(Neighbourhood.objects.filter(area=area).values_list("code", flat=True)))
    rows: list[tuple[Cell, ...]] = []
    if codes:
        months = [police.per_month(area, span.first, span.last) for span in spans]
        for source, label in (
            (PoliceImport.Table.CRIME, "Misdrijven"),
            (PoliceImport.Table.NUISANCE, "Overlast"),
        ):
            crime = source == PoliceImport.Table.CRIME
            counts = [[one.crime if crime else one.nuisance for one in found] for found in months]
            cells = [
                _registered(area, source, label, codes, span, found)
                for span, found in zip(spans, counts, strict=True)
            ]
            rows.append((label, *cells))
    text = f"Buurten: {', '.join(codes)}. {police.LARGER} Bron: politie, open data (CC BY 4.0)."
    years = tuple(str(span.year) for span in spans)
    table = Table(
        "politie",
        "Geregistreerd door de politie",
        ("Cijfer", *years),
        tuple(rows),
        none="Onbekend: aan dit gebied zijn geen buurten gekoppeld.",
    )
    return Section("politie", "Politiecijfers", (text,) if codes else (), (table,))


def _registered(
    area: Area, source: str, label: str, codes: list[str], span: Span, counts: list[police.Count]
) -> Sum:
    """The months that are known together, and how many those are."""
    key, what = f"politie-{source}-{span.year}", f"{label} in de buurten van {area} in {span.year}"
    known = [one.number for one in counts if one.number is not None]
    if not known:
        return Sum(key, UNKNOWN, what)
    said = [f"{len(known)} van de {MONTHS} maanden bekend"] if len(known) < MONTHS else []
    said += ["voorlopig"] if any(one.provisional for one in counts) else []
    text = f"{sum(known)} ({', '.join(said)})" if said else str(sum(known))
    found = PoliceFigure.objects.filter(table=source, region__in=codes, month__range=(span.first, span.last))
    return Sum(key, text, what, found, sum(known))
