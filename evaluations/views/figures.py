"""Pages about the other figures: for each subject a list, and a form to add or correct."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera.access import needs
from almere_camera.acting import attempt, dutch, filled, form_page, person, saved
from almere_camera.roles import Perm, may

from ..forms.figures import BreakForm, FigureForm, FootageForm, HoursForm, OutageForm, SupportForm
from ..models import EventSupport, FootageRequest, MonthlyFigure, Outage, SeriesBreak
from ..tabs import crumbs, tabs
from ..workflow import figures as acts

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of figure: its words, rows, form and acts. `cells` gives what stands under `columns`;
    the first cell leads to the form."""

    slug: str
    title: str
    one: str
    about: str
    rows: Callable[[], models.QuerySet[Any]]
    columns: tuple[str, ...]
    cells: Callable[[Any], tuple[str, ...]]
    form: type[FigureForm]
    add: Callable[..., Any]
    correct: Callable[..., Any]


def _hours(row: MonthlyFigure) -> tuple[str, ...]:
    place = row.area.name if row.area else f"positie {row.position}"
    month = date_format(row.month, "F Y")
    hours = number_format(row.hours.normalize() if row.hours else 0, use_l10n=True, force_grouping=True)
    return month, row.get_indicator_display(), place, hours, row.source


def _outage(row: Outage) -> tuple[str, ...]:
    last = dutch(row.last_day) or "duurt nog"
    return dutch(row.first_day), last, f"{row.position}", row.get_kind_display(), row.note or "-"


def _footage(row: FootageRequest) -> tuple[str, ...]:
    return (
        dutch(row.requested_on),
        row.area.name,
        row.get_requested_by_display(),
        row.get_group_display() or "onbekend",
        dutch(row.secured_on) or "niet",
        dutch(row.supplied_on) or "niet",
    )


def _support(row: EventSupport) -> tuple[str, ...]:
    return row.name, row.area.name, dutch(row.first_day), dutch(row.last_day), row.note or "-"


def _break(row: SeriesBreak) -> tuple[str, ...]:
    place = row.area.name if row.area else "alle gebieden"
    return dutch(row.from_day), row.get_indicator_display(), place, row.reason, row.source or "-"


SUBJECTS = {
    subject.slug: subject
    for subject in (
        Subject(
            "uren",
            "Uren per maand",
            "Uren",
            "Hoe lang beelden live zijn bekeken, en hoe lang opnamen beschikbaar waren.",
            lambda: MonthlyFigure.objects.select_related("area", "position").prefetch_related(
                "position__codes"
            ),
            ("Maand", "Wat", "Waar", "Uren", "Bron"),
            _hours,
            HoursForm,
            acts.record_hours,
            acts.correct_hours,
        ),
        Subject(
            "buiten-gebruik",
            "Buiten gebruik",
            "Periode buiten gebruik",
            "Op welke dagen een camera niets kon zien: storing, onderhoud of uitgezet.",
            lambda: Outage.objects.select_related("position").prefetch_related("position__codes"),
            ("Vanaf", "Tot en met", "Positie", "Waardoor", "Toelichting"),
            _outage,
            OutageForm,
            acts.record_outage,
            acts.correct_outage,
        ),
        Subject(
            "beelden",
            "Verzoeken om beelden",
            "Verzoek om beelden",
            "Wie om beelden vroeg, en of zij zijn veiliggesteld en verstrekt.",
            lambda: FootageRequest.objects.select_related("area"),
            ("Gevraagd", "Gebied", "Door", "Soort zaak", "Veiliggesteld", "Verstrekt"),
            _footage,
            FootageForm,
            acts.record_footage,
            acts.correct_footage,
        ),
        Subject(
            "evenementen",
            "Evenementen",
            "Ondersteuning bij een evenement",
            "Waar observanten een evenement of demonstratie ondersteunden.",
            lambda: EventSupport.objects.select_related("area"),
            ("Evenement", "Gebied", "Eerste dag", "Laatste dag", "Wat de observanten deden"),
            _support,
            SupportForm,
            acts.record_support,
            acts.correct_support,
        ),
        Subject(
            "trendbreuken",
            "Trendbreuken",
            "Trendbreuk",
            "Vanaf wanneer een cijfer niet meer met eerdere jaren is te vergelijken.",
            lambda: SeriesBreak.objects.select_related("area"),
            ("Vanaf", "Cijfer", "Gebied", "Waardoor", "Bron"),
            _break,
            BreakForm,
            acts.record_break,
            acts.correct_break,
        ),
    )
}


def subject_or_404(slug: str) -> Subject:
    """The subject of this name in the address."""
    if slug not in SUBJECTS:
        raise Http404("Dit onderdeel bestaat niet.")
    return SUBJECTS[slug]


@require_safe
@needs(Perm.VIEW_CASES)
def hub(request: HttpRequest) -> HttpResponse:
    """The subjects, each with how many rows there are."""
    context = {
        "subjects": [
            (one.title, one.about, one.rows().count(), reverse("evaluations:figure_list", args=[one.slug]))
            for one in SUBJECTS.values()
        ],
        "tabs": tabs("evaluations:figures"),
    }
    return render(request, "evaluations/figures.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def figure_list(request: HttpRequest, subject: str) -> HttpResponse:
    """Every row of one subject, the newest first."""
    chosen = subject_or_404(subject)
    page = Paginator(chosen.rows(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "subject": chosen,
        "page_obj": page,
        "rows": [(row, chosen.cells(row)) for row in page],
        "crumbs": crumbs("evaluations:figures"),
        "may_record": may(request.user, Perm.EVALUATE),
    }
    return render(request, "evaluations/figure_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def figure_add(request: HttpRequest, subject: str) -> HttpResponse:
    """One more row."""
    chosen = subject_or_404(subject)
    form = filled(request, chosen.form, {}, new=True)
    outcome = attempt(request, form, lambda: chosen.add(by=person(request), **form.answers))
    if outcome.done:
        saved(request, "Het cijfer is vastgelegd.")
        return redirect("evaluations:figure_list", subject=subject)
    return form_page(
        request,
        form,
        outcome,
        title=f"{chosen.one} vastleggen",
        intro=chosen.about,
        cancel_url=_list_url(chosen),
        crumbs=_crumbs(chosen),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def figure_edit(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """A row that goes on, or is put right."""
    chosen = subject_or_404(subject)
    row = get_object_or_404(chosen.rows(), pk=pk)
    form = filled(request, chosen.form, {"versie": row.version, **chosen.form.values(row)})
    outcome = attempt(request, form, lambda: chosen.correct(row=row, by=person(request), **form.answers), row)
    if outcome.done:
        saved(request, "De wijziging is opgeslagen.")
        return redirect("evaluations:figure_list", subject=subject)
    return form_page(
        request,
        form,
        outcome,
        title=f"{chosen.one} wijzigen",
        subject=f"Vastgelegd op {dutch(timezone.localdate(row.recorded_at))} door {row.recorded_by}",
        cancel_url=_list_url(chosen),
        crumbs=_crumbs(chosen),
        stored=zip(chosen.columns, chosen.cells(row), strict=True),
    )


def _list_url(chosen: Subject) -> str:
    return reverse("evaluations:figure_list", args=[chosen.slug])


def _crumbs(chosen: Subject) -> list[tuple[str, str]]:
    return [*crumbs("evaluations:figures"), (chosen.title, _list_url(chosen))]
