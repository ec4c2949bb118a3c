"""The list of all cases: narrowed down by what stands in its address, as a page or as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from almere_camera import export
from almere_camera.access import needs
from almere_camera.roles import Perm

from .. import dossier, states
from ..forms.finding import ListForm
from ..models import Decision, DesignatedArea, Status
from ..workflow import asking
from ..workflow.transitions import TRANSITIONS
from .cases import user_of

PER_PAGE = 25
BATCH = 500


def _areas(row: dict[str, Any]) -> str:
    return ", ".join(area["name"] for area in row["areas"])


def _ends(row: dict[str, Any]) -> date | None:
    return min((area["last_day"] for area in row["areas"] if area["last_day"]), default=None)


def _states(row: dict[str, Any]) -> str:
    """The state of today; of each area by name where they differ."""
    found = {area["name"]: area["state"] for area in row["areas"] if area["state"]}
    if len(set(found.values())) < 2:
        return next(iter(found.values()), "")
    return ", ".join(f"{name}: {state}" for name, state in found.items())


COLUMNS: tuple[export.Column[dict[str, Any]], ...] = (
    export.Column("Kenmerk", lambda row: row["case"].kenmerk),
    export.Column("Titel", lambda row: row["case"].title, 60),
    export.Column("Soort", lambda row: row["case"].get_kind_display()),
    export.Column("Vorm", lambda row: row["case"].get_variant_display()),
    export.Column("Status", lambda row: row["case"].get_status_display()),
    export.Column("Oud besluit", lambda row: "ja" if row["case"].historical else "nee"),
    export.Column("Vastgesteld op", lambda row: row["case"].signed_on),
    export.Column("Gebieden", _areas, 40),
    export.Column("Laatste dag (de eerste)", _ends, 24),
    export.Column("Toestand vandaag", _states, 32),
)


@require_safe
@needs(Perm.VIEW_CASES)
def case_list(request: HttpRequest) -> HttpResponse:
    """Every case, narrowed down by what stands in the address."""
    form = ListForm(request.GET)
    designated = Prefetch("designated_areas", queryset=states.with_terms(DesignatedArea.objects.all()))
    cases = form.chosen(Decision.objects.all()).select_related("closure").prefetch_related(designated)
    today, house_rules = timezone.localdate(), states.HouseRules()
    rows_of_all = partial(_all_rows, cases, today, house_rules)
    if file := export.answer(request, "besluiten", COLUMNS, rows_of_all):
        return file
    page = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    rows = [_list_row(case, today, house_rules) for case in page]
    may_start = asking.not_allowed(TRANSITIONS["start"], user_of(request)) is None
    context = {"filter_form": form, "page_obj": page, "rows": rows, "may_start": may_start}
    return render(request, "decisions/list.html", context)


def _all_rows(
    cases: QuerySet[Decision], today: date, house_rules: states.HouseRules
) -> Iterator[dict[str, Any]]:
    return (_list_row(case, today, house_rules) for case in cases.iterator(chunk_size=BATCH))


def _list_row(case: Decision, today: date, house_rules: states.HouseRules) -> dict[str, Any]:
    areas = []
    for designated in case.designated_areas.all():
        state = states.state_on(designated, today, house_rules)
        last = designated.last_day
        if case.status == Status.ADOPTED and not case.is_ending:
            last = states.term_of(designated, house_rules).last_day
        areas.append(
            {
                "name": designated.area.name,
                "last_day": last,
                "state": dossier.state_words(designated, state) if case.status == Status.ADOPTED else "",
                "badge": dossier.STATE_BADGES.get(state, "neutral"),
            }
        )
    return {
        "case": case,
        "url": dossier.url_of(case),
        "badge": dossier.BADGES[Status(case.status)],
        "areas": areas,
    }
