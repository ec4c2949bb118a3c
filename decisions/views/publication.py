"""What communications takes to DROP: the page 'Gegevens voor DROP', and everything in one zip."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from almere_camera.access import needs
from almere_camera.findings import Finding
from almere_camera.roles import Perm

from .. import dossier, publication
from ..forms.publishing import DayForm
from ..models import AdoptedText, Decision
from ..publication import PackageError
from .cases import note_reading
from .refusing import refused_page


@require_safe
@needs(Perm.VIEW_CASES)
def for_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Every field that DROP asks, in the order of DROP, each to copy; and the zip."""
    case, adopted = _text(request, pk)
    form = DayForm(request.GET if "bekendmaking" in request.GET else None)
    meant = form.cleaned_data["bekendmaking"] if form.is_valid() else None
    try:
        sheet = publication.sheet_of(adopted, meant)
    except PackageError as error:
        return _broken(request, case, error)
    address = {"bekendmaking": sheet.on.isoformat(), "tekst": adopted.kind}
    if not form.is_bound:
        form = DayForm(initial={"bekendmaking": sheet.on})
    context = {
        "decision": case,
        "adopted": adopted,
        "is_motivation": sheet.is_motivation,
        "form": None if sheet.is_published else form,
        "on": sheet.on,
        "others": publication.other_texts(adopted),
        "fields": publication.fields_of(sheet),
        "maps": sheet.maps,
        "zip_url": f"{dossier.url_of(case, 'publication_package')}?{urlencode(address)}",
    }
    return render(request, "decisions/for_drop.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """The zip; who took it stands in the log. `?bekendmaking=` (ISO 8601) and `?tekst=` as on the page."""
    case, adopted = _text(request, pk)
    try:
        made = publication.publication_package(publication.sheet_of(adopted, _asked_day(request)))
    except PackageError as error:
        return _broken(request, case, error)
    note_reading(request, "publication_package.read", case, kind=adopted.kind, adopted_text=adopted.pk)
    response = HttpResponse(made.content, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


def _text(request: HttpRequest, pk: int) -> tuple[Decision, AdoptedText]:
    """The case and the text that was asked for. Raises Http404 where there is no such text."""
    case = get_object_or_404(
        Decision.objects.select_related("closure").prefetch_related("publications"), pk=pk
    )
    kind = request.GET.get("tekst", AdoptedText.Kind.DECISION.value)
    adopted = publication.text_to_publish(case, kind)
    if adopted is None:
        raise Http404("Er is geen vastgestelde tekst om bekend te maken.")
    adopted.decision = case
    return case, adopted


def _asked_day(request: HttpRequest) -> date | None:
    """The day in the address. Raises Http404 for what is no day."""
    asked = request.GET.get("bekendmaking", "")
    if not asked:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError as error:
        raise Http404("Deze dag bestaat niet.") from error


def _broken(request: HttpRequest, case: Decision, error: PackageError) -> HttpResponse:
    found = [Finding(code="pakket", message=str(error))]
    return refused_page(request, "Geen publicatiepakket", found, status=409, back=dossier.url_of(case))
