"""The rows behind a number, as a list on a page: of each kind of row what one wants to know of it.

Never who an objector is: of an objection only its number, its days and its outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from areas.models import Deployment
from decisions.models import Decision, DesignatedArea, Objection
from decisions.text.dutch import date_words

from .charts import dutch
from .models import (
    EventSupport,
    FootageRequest,
    Incident,
    MonthlyFigure,
    Outage,
    PoliceFigure,
    PositionReview,
)

Cell = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of one model are listed: the heads, what to fetch with them, and the cells of one."""

    columns: tuple[str, ...]
    cells: Callable[[Any], tuple[Any, ...]]
    joined: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    order: tuple[str, ...] = ("pk",)


def _day(day: Any) -> str:
    return date_words(day) if day else ""


def _case(decision: Decision) -> Cell:
    return {"text": decision.kenmerk, "url": reverse("decisions:detail", args=[decision.pk])}


SHAPES: dict[type[Model], Shape] = {
    Decision: Shape(
        ("Kenmerk", "Titel", "Soort", "Vastgesteld op"),
        lambda one: (_case(one), one.title, one.get_kind_display(), _day(one.signed_on)),
    ),
    DesignatedArea: Shape(
        ("Besluit", "Gebied", "Laatste dag volgens het besluit"),
        lambda one: (_case(one.decision), one.area.name, _day(one.last_day)),
        ("decision", "area"),
    ),
    Deployment: Shape(
        ("Positie", "Plaats", "Camera", "Vanaf", "Tot en met"),
        lambda one: (
            {"text": str(one.position), "url": reverse("areas:position", args=[one.position_id])},
            one.position.place,
            f"unit {one.unit}" if one.unit else "vaste camera",
            _day(one.first_day),
            _day(one.last_day) or "hangt er nog",
        ),
        ("position", "unit"),
        ("position__codes", "unit__codes"),
        ("first_day", "pk"),
    ),
    Objection: Shape(
        ("Zaaknummer", "Ontvangen op", "Uitkomst"),
        lambda one: (one.number, _day(one.received_on), one.get_outcome_display()),
        order=("received_on", "pk"),
    ),
    Incident: Shape(
        ("Nummer", "Wanneer", "Soort", "Groep", "Relevant", "Als eerste gezien"),
        lambda one: (
            one.reference,
            f"{localtime(one.at):%d-%m-%Y %H.%M}",
            one.category.name,
            one.category.get_group_display(),
            "ja" if one.category.relevant else "nee",
            {True: "ja", False: "nee", None: "onbekend"}[one.first_observed],
        ),
        ("category",),
        order=("at", "pk"),
    ),
    FootageRequest: Shape(
        ("Gevraagd op", "Gebied", "Door", "Veiliggesteld op", "Verstrekt op"),
        lambda one: (
            _day(one.requested_on),
            one.area.name,
            one.get_requested_by_display(),
            _day(one.secured_on),
            _day(one.supplied_on),
        ),
        ("area",),
        order=("requested_on", "pk"),
    ),
    EventSupport: Shape(
        ("Evenement", "Eerste dag", "Laatste dag"),
        lambda one: (one.name, _day(one.first_day), _day(one.last_day)),
        order=("first_day", "pk"),
    ),
    Outage: Shape(
        ("Positie", "Waardoor", "Vanaf", "Tot en met", "Toelichting"),
        lambda one: (
            str(one.position),
            one.get_kind_display(),
            _day(one.first_day),
            _day(one.last_day) or "duurt nog",
            one.note,
        ),
        ("position",),
        ("position__codes",),
    ),
    MonthlyFigure: Shape(
        ("Maand", "Van", "Uren", "Bron"),
        lambda one: (f"{one.month:%m-%Y}", str(one.area or one.position), dutch(one.hours), one.source),
        ("area", "position"),
        ("position__codes",),
        ("month", "pk"),
    ),
    PositionReview: Shape(
        ("Positie", "Jaar", "Oordeel", "Onderbouwing"),
        lambda one: (str(one.position), str(one.review_year), one.get_verdict_display(), one.reason),
        ("position", "review_year"),
        ("position__codes",),
    ),
    PoliceFigure: Shape(
        ("Maand", "Buurt", "Soort", "Aantal"),
        lambda one: (
            f"{one.month:%m-%Y}",
            one.region,
            one.kind,
            "weggelaten" if one.number is None else str(one.number),
        ),
        order=("month", "region", "kind"),
    ),
}


def shaped(rows: QuerySet[Any]) -> tuple[Shape, QuerySet[Any]]:
    """How these rows are listed, and the rows with all that their cells show, in order."""
    shape = SHAPES[rows.model]
    found = rows.order_by(*shape.order).prefetch_related(*shape.fetched)
    found = found.select_related(*shape.joined) if shape.joined else found
    if rows.model is Objection:
        found = found.defer("objector", "contact", "grounds", "late_note")
    return shape, found


def cells_of(shape: Shape, one: Any) -> list[Cell]:
    """The cells of a row as `parts/data_table.html` wants them."""
    return [cell if isinstance(cell, dict) else {"text": cell} for cell in shape.cells(one)]
