"""Pages about files of incidents: what was read, and what the next file brings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from almere_camera import export
from almere_camera.access import needs
from almere_camera.acting import attempt, dutch, filled, form_page, person, saved
from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.roles import Perm, may

from ..forms.incidents import ColumnsForm, UndoForm, UploadForm
from ..incidents import columns, coverage, reading
from ..models import ImportRun
from ..tabs import crumbs, tabs
from ..workflow import incidents

Status = ImportRun.Status
HERE = "evaluations:imports"
SHOWN = 100  # faults on the page; all are in the download
MOST_RUNS = 100
BADGES = {
    Status.DONE: "ok",
    Status.CHECKING: "info",
    Status.IMPORTING: "info",
    Status.CHECKED: "warn",
    Status.UPLOADED: "warn",
    Status.FAILED: "danger",
}
COLUMNS: tuple[export.Column[dict[str, Any]], ...] = (
    export.Column("Bestand", lambda line: line["run"].file_name or "bestand", 40),
    export.Column("Status", lambda line: line["label"]),
    export.Column("Gebieden", lambda line: line["areas"], 40),
    export.Column("Eerste maand", lambda line: line["run"].first_month),
    export.Column("Laatste maand", lambda line: line["run"].last_month),
    export.Column("Incidenten", lambda line: line["run"].incidents_count if line["run"].done_at else None),
    export.Column("Geladen", lambda line: line["run"].uploaded_at),
)


def _run(pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.prefetch_related("areas").select_related("uploaded_by"), pk=pk)


@require_safe
@needs(Perm.VIEW_CASES)
def imports(request: HttpRequest) -> HttpResponse:
    """Every file that came in, and which months of which area are complete."""
    runs = ImportRun.objects.prefetch_related("areas").select_related("uploaded_by")
    if file := export.answer(request, "bestanden-met-incidenten", COLUMNS, lambda: map(_line, runs)):
        return file
    context = {
        "tabs": tabs(HERE),
        "crumbs": crumbs(),
        "runs": [_line(run) for run in runs[:MOST_RUNS]],
        "table": coverage.table(timezone.localdate()),
        "may": may(request.user, Perm.EVALUATE),
    }
    return render(request, "evaluations/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def import_add(request: HttpRequest) -> HttpResponse:
    """Bring a file."""
    form = filled(request, UploadForm, {}, today=timezone.localdate())
    outcome = attempt(request, form, lambda: incidents.upload(by=person(request), **form.answers))
    if outcome.done:
        return redirect("evaluations:import_columns", pk=outcome.done.pk)
    return form_page(
        request,
        form,
        outcome,
        title="Bestand met incidenten inlezen",
        intro="Kies het bestand. Daarna ziet u welke kolommen erin staan en wordt elke rij nagekeken. "
        "Er wordt pas iets overgenomen als u dat zegt.",
        cancel_url=reverse(HERE),
        crumbs=crumbs(HERE),
        save_label="Verder naar de kolommen",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns of a file mean; then it is judged."""
    run = _run(pk)
    if not run.file or run.state not in (Status.UPLOADED, Status.CHECKED, Status.FAILED):
        return redirect("evaluations:import_run", pk=pk)
    headings = reading.headings(incidents.opener_of(run))
    form = filled(request, ColumnsForm, {"versie": run.version, **run.columns}, headings=headings)
    outcome = attempt(
        request,
        form,
        lambda: incidents.choose_columns(run=run, by=person(request), **form.answers),
        run,
    )
    if outcome.done:
        return redirect("evaluations:import_run", pk=pk)
    left = [heading for heading in headings if heading and heading not in run.columns.values()]
    unread = f" Deze kolommen herkennen wij niet: {', '.join(left)}. Die worden niet gelezen." if left else ""
    return form_page(
        request,
        form,
        outcome,
        title="Wat betekenen de kolommen?",
        subject=run.file_name,
        intro=f"Wij vulden in wat wij herkennen. Uw keuze wordt onthouden voor het volgende bestand.{unread}",
        cancel_url=reverse("evaluations:import_run", args=[pk]),
        crumbs=crumbs(HERE),
        save_label="Controleer het bestand",
    )


@require_safe
@needs(Perm.VIEW_CASES)
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes with one file: progress, what is wrong, and what can be done now."""
    run = _run(pk)
    state, faults = run.state, incidents.faults_of(run)
    overlap = coverage.overlap(run) if state in (Status.UPLOADED, Status.CHECKED) else []
    context = {
        "run": run,
        "state": state.value,
        "state_label": state.label,
        "badge": BADGES.get(state, "neutral"),
        "busy": state in ImportRun.BUSY,
        "crumbs": crumbs(HERE),
        "items": _items(run),
        "mapping": [(columns.LABELS[name], heading) for name, heading in run.columns.items()],
        "faults": faults[:SHOWN],
        "faults_count": faults.count(),
        "shown": SHOWN,
        "overlap": overlap,
        "may": may(request.user, Perm.EVALUATE),
    }
    return render(request, "evaluations/import_run.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def import_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is wrong in a file, as Dutch Excel opens it."""
    run = _run(pk)
    response = StreamingHttpResponse(_fault_lines(run), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="fouten-import-{run.pk}.csv"'
    return response  # type: ignore[return-value]


ACTS = {
    "overnemen": (incidents.take_over, ""),
    "opnieuw": (incidents.again, ""),
    "niet-overnemen": (incidents.drop, "Het bestand is niet overgenomen."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def import_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Take a file over, judge it again, or throw it away; who only looks gets the page of the file."""
    run = _run(pk)
    if request.method != "POST":
        return redirect("evaluations:import_run", pk=pk)
    version = request.POST.get("versie", "")
    function, words = ACTS[act]
    try:
        function(run=run, by=person(request), version=int(version) if version.isdecimal() else 0)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    except (Refused, Conflict) as refused:
        context = {"run": run, "why": str(refused), "crumbs": crumbs(HERE)}
        status = 409 if isinstance(refused, Conflict) else 422
        return render(request, "evaluations/import_refused.html", context, status=status)
    if words:
        saved(request, words)
    return redirect("evaluations:import_run", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Perm.EVALUATE)
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back all that came from one file."""
    run = _run(pk)
    form = filled(request, UndoForm, {"versie": run.version})
    outcome = attempt(request, form, lambda: incidents.undo(run=run, by=person(request), **form.answers), run)
    back = reverse("evaluations:import_run", args=[pk])
    if outcome.done:
        saved(request, "De import is teruggedraaid. Deze maanden tellen weer als onbekend.")
        return redirect(back)
    return form_page(
        request,
        form,
        outcome,
        title="Import terugdraaien",
        subject=run.file_name,
        intro=f"Alle {run.incidents_count} incidenten van deze import verdwijnen. Oordelen die al zijn "
        "vastgelegd, houden de cijfers waarop zij rustten.",
        cancel_url=back,
        crumbs=crumbs(HERE),
        save_label="Draai alles terug",
    )


# --- Words ---------------------------------------------------------------------------------------


def months_in_words(first: date, last: date) -> str:
    """'maart 2025', or 'januari 2025 tot en met december 2025'."""
    begin, end = date_format(first, "F Y"), date_format(last, "F Y")
    return begin if begin == end else f"{begin} tot en met {end}"


def _line(run: ImportRun) -> dict[str, Any]:
    state = run.state
    return {
        "run": run,
        "label": state.label,
        "badge": BADGES.get(state, "neutral"),
        "months": months_in_words(run.first_month, run.last_month),
        "areas": ", ".join(area.name for area in run.areas.all()),
    }


def _items(run: ImportRun) -> list[tuple[str, Any]]:
    items: list[tuple[str, Any]] = [
        ("Volledig voor", months_in_words(run.first_month, run.last_month)),
        ("Gebieden", ", ".join(area.name for area in run.areas.all())),
        (
            "Geladen door",
            f"{run.uploaded_by or 'de beheerder'}, {dutch(timezone.localdate(run.uploaded_at))}",
        ),
    ]
    if run.rows:
        items += [("Rijen", run.rows), ("Waarvan fout", run.rows_wrong)]
    if run.done_at:
        items += [
            ("Incidenten", run.incidents_count),
            ("Overgenomen op", dutch(timezone.localdate(run.done_at))),
        ]
    if run.undone_at:
        items += [
            ("Teruggedraaid door", f"{run.undone_by}, {dutch(timezone.localdate(run.undone_at))}"),
            ("Waarom", run.undo_reason),
        ]
    return items


def _fault_lines(run: ImportRun) -> Iterator[str]:
    faults = incidents.faults_of(run).iterator(2_000)
    rows = ((fault.row, fault.column, fault.reason) for fault in faults)
    return export.lines(["Rij", "Kolom", "Wat is er mis"], rows)
