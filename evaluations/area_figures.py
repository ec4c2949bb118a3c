"""The figures of an evaluation: computed while it is written, kept as plain data when it is completed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypedDict

from django.utils.formats import date_format

from areas.models import Area
from decisions.models import CriterionKey

from . import counting
from .models import AreaEvaluation, FootageRequest, IncidentGroup, PositionReview, SeriesBreak

CENTRE = "de registratie van het uitkijkcentrum"
REGISTER = "de registratie van de gemeente"
UNKNOWN = "onbekend"


class Figure(TypedDict):
    """One number with what it counts, over which days, from where, and what to bear in mind.

    `value` is text as a person reads it, 'onbekend' without data: missing is not zero. `statement` makes
    it a sentence: '412 incidenten zijn waargenomen in Almere Stad'.
    """

    criterion: str
    label: str
    value: str
    unit: str
    statement: str
    period: str
    source: str
    note: str


class PositionVerdict(TypedDict):
    """What the yearly review concluded of one position."""

    position: str
    place: str
    year: int
    verdict: str
    reason: str


class Figures(TypedDict):
    figures: list[Figure]
    verdicts: list[PositionVerdict]


def figures_of(evaluation: AreaEvaluation) -> Figures:
    """The figures and the verdicts: as kept when it was completed, else as they are now."""
    if evaluation.figures is not None:
        kept: Figures = evaluation.figures
        return kept
    area = evaluation.designated_area.area
    first, last = evaluation.first_day, evaluation.last_day
    found = [*_incidents(area, first, last), *_footage(area, first, last)]
    return {"figures": found, "verdicts": list(_verdicts(area, first, last))}


def span(first: date, last: date) -> str:
    """'1 januari 2024 tot en met 31 december 2025'."""
    return f"{date_format(first, 'j F Y')} tot en met {date_format(last, 'j F Y')}"


def _incidents(area: Area, first: date, last: date) -> Iterator[Figure]:
    """Incidents of the whole months in which the days fall. Unknown without a single month of files."""
    months = counting.months_between(first, last)
    imported = len(counting.months_imported([area], first, last)[area.pk])
    period = f"{date_format(first, 'F Y')} tot en met {date_format(last, 'F Y')}"
    notes = [] if imported == len(months) else [f"{imported} van de {len(months)} maanden zijn ingelezen."]
    breaks = SeriesBreak.objects.filter(indicator="incidenten", from_day__range=(first, last))
    notes += [
        f"Trendbreuk op {one.from_day:%d-%m-%Y}: {one.reason}"
        for one in breaks
        if one.area_id in (None, area.pk)
    ]
    positions = [position.pk for position in counting.positions_of(area, first, last)]
    tally = counting.of_positions(positions, first, last)

    def figure(label: str, value: Any, unit: str, statement: str) -> Figure:
        return {
            "criterion": CriterionKey.NECESSITY.value,
            "label": label,
            "value": str(value) if imported and value is not None else UNKNOWN,
            "unit": unit,
            "statement": statement,
            "period": period,
            "source": CENTRE,
            "note": " ".join(notes),
        }

    seen = f"zijn waargenomen in {area.name}"
    yield figure("Waargenomen incidenten", tally.incidents, "incidenten", seen)
    yield figure("Relevante veiligheidsincidenten", tally.relevant, "relevante veiligheidsincidenten", seen)
    for group in IncidentGroup:
        name = group.label.lower()
        yield figure(group.label, tally.by_group.get(group, 0), f"incidenten van de groep {name}", seen)
    share = tally.first_share
    yield figure(
        "Als eerste gezien door de observant",
        None if share is None else f"{share}%",
        "van de incidenten",
        f"als eerste is gezien door de camera-observant in {area.name}",
    )


def _footage(area: Area, first: date, last: date) -> Iterator[Figure]:
    """Requests for images; without any record at all it is unknown whether they were kept."""
    known = FootageRequest.objects.filter(area=area)
    within = known.filter(requested_on__range=(first, last))
    breaks = SeriesBreak.objects.filter(indicator="beelden", from_day__range=(first, last))
    yield {
        "criterion": CriterionKey.PROPORTIONALITY.value,
        "label": "Verzoeken om beelden",
        "value": str(within.count()) if known.exists() else UNKNOWN,
        "unit": "verzoeken om beelden",
        "statement": f"zijn gedaan voor {area.name}",
        "period": span(first, last),
        "source": REGISTER,
        "note": " ".join(f"Trendbreuk op {one.from_day:%d-%m-%Y}: {one.reason}" for one in breaks),
    }


def _verdicts(area: Area, first: date, last: date) -> Iterator[PositionVerdict]:
    """The confirmed verdicts of the years in the period, the newest of each position first."""
    reviews = (
        PositionReview.objects.filter(
            area=area, confirmed_at__isnull=False, review_year__year__range=(first.year, last.year)
        )
        .select_related("position", "review_year")
        .prefetch_related("position__codes")
    )
    for review in reviews:
        yield {
            "position": str(review.position),
            "place": review.position.place,
            "year": review.review_year.year,
            "verdict": review.get_verdict_display(),
            "reason": review.reason,
        }
