"""The figures of an evaluation: computed while it is written, kept as plain data when it is completed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypedDict

from django.utils.formats import date_format

from areas.models import Area
from decisions.models import CriterionKey

from . import counting, figures
from .models import AreaEvaluation, EventSupport, FootageRequest, IncidentGroup, Indicator, PositionReview

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
    found = [*_incidents(area, first, last), *_other(area, first, last)]
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
    notes += _breaks(area, Indicator.INCIDENTS, first, last)
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


def _other(area: Area, first: date, last: date) -> Iterator[Figure]:
    """Hours watched live, requests for images, events supported; unknown where nothing was ever recorded."""
    per_area, _per_position = figures.hours(Indicator.LIVE_HOURS, first, last, areas=[area.pk])
    hours = per_area.get(area.pk, {})
    asked = figures.footage([area], first, last)
    supports = len(figures.supports([area], first, last))
    live = f"{sum(hours.values()):.0f}" if hours else UNKNOWN
    requests = str(asked.requested) if FootageRequest.objects.filter(area=area).exists() else UNKNOWN
    events = str(supports) if EventSupport.objects.filter(area=area).exists() else UNKNOWN
    months = f"Van {len(hours)} maanden zijn uren vastgelegd."
    for label, value, unit, statement, indicator, note in (
        ("Uren live bekeken", live, "uren", "zijn camera’s live bekeken", Indicator.LIVE_HOURS, months),
        ("Verzoeken om beelden", requests, "verzoeken om beelden", "zijn gedaan", Indicator.FOOTAGE, ""),
        ("Evenementen", events, "evenementen", "zijn ondersteund", Indicator.EVENTS, ""),
    ):
        yield {
            "criterion": CriterionKey.PROPORTIONALITY.value,
            "label": label,
            "value": value,
            "unit": unit,
            "statement": f"{statement} in {area.name}",
            "period": span(first, last),
            "source": REGISTER,
            "note": " ".join(filter(None, [note, *_breaks(area, indicator, first, last)])),
        }


def _breaks(area: Area, indicator: Indicator, first: date, last: date) -> list[str]:
    """Why figures of this kind cannot be compared over the whole period."""
    found = figures.breaks([indicator], first, last, areas=[area])
    return [f"Trendbreuk op {one.from_day:%d-%m-%Y}: {one.reason}" for one in found]


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
