"""The files of a case: our own PDF's, the signed copy, and the evidence that people uploaded."""

from __future__ import annotations

from typing import TypeVar

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from almere_camera.access import needs
from almere_camera.findings import Finding
from almere_camera.roles import Perm, may, who
from almere_camera.uploads import EXTENSIONS, PDF, checked, download_name, fit

from .. import archive, dossier, text
from ..blocks import Document
from ..documents import Layout, PdfError, render_pdf
from ..models import FROZEN, AdoptedText, Decision, Evidence
from ..retention import destroyed_files
from ..workflow.afterwards import newest_motivation
from .cases import case_or_404, note_reading, user_of
from .refusing import not_allowed_page, refused_page

R = TypeVar("R", bound=HttpResponseBase)


# --- Our own -------------------------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The frozen PDF, byte for byte as it was adopted; `?tekst=afsluiting` or `motivering` gives another."""
    case = get_object_or_404(Decision, pk=pk)
    kinds = [AdoptedText.Kind.DECISION, AdoptedText.Kind.CLOSING]
    if (asked := request.GET.get("tekst")) in (AdoptedText.Kind.CLOSING, AdoptedText.Kind.MOTIVATION):
        kinds = [AdoptedText.Kind(asked)]
    frozen = case.adopted_texts.filter(kind__in=kinds).order_by("pk").first()
    if frozen is None:
        raise Http404("Er is geen vastgestelde tekst.")
    tag = f'"{frozen.pdf_sha256}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    note_reading(request, "adopted_text.read", case, kind=frozen.kind, adopted_text=frozen.pk)
    return own_pdf(bytes(frozen.pdf), f"{frozen.kind}-{case.kenmerk}", ETag=tag)


@require_safe
@needs(Perm.VIEW_CASES)
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The text as it would now be published, marked as a draft; `?tekst=motivering`: what follows it."""
    case = case_or_404(pk)
    if request.GET.get("tekst") == AdoptedText.Kind.MOTIVATION:
        return _draft_motivation(request, case)
    if case.status in FROZEN:
        return redirect("decisions:pdf", pk=pk)
    return _rendered(request, case, "concept", text.compose(case, draft=True))


def _draft_motivation(request: HttpRequest, case: Decision) -> HttpResponseBase:
    """The motivation that follows later, as it was last saved."""
    written = newest_motivation(case)
    if written is None:
        raise Http404("Er is nog geen motivering geschreven.")
    document = text.motivation_text(case, written.reasons, draft=True)
    return _rendered(request, case, "concept-motivering", document)


@require_safe
@needs(Perm.VIEW_CASES)
def paper_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One page for the driehoek, also from a half-filled draft."""
    case = case_or_404(pk)
    if case.historical:
        raise Http404("Bij een oud besluit is geen driehoeksstuk.")
    return _rendered(request, case, "driehoek", text.paper(case), "paper")


def _rendered(
    request: HttpRequest, case: Decision, word: str, document: Document, layout: Layout = "besluit"
) -> HttpResponseBase:
    try:
        content = render_pdf(document, layout=layout)
    except PdfError as error:
        reason = Finding(code="pdf", message=f"De PDF kan nog niet worden gemaakt. {error}")
        return refused_page(request, "Geen PDF", [reason], status=422, back=dossier.url_of(case))
    return own_pdf(content, f"{word}-{case.kenmerk}")


def own_pdf(content: bytes, name: str, **headers: str) -> HttpResponse:
    """A PDF that we made, shown in the browser under this name."""
    response = HttpResponse(content, content_type=PDF, headers=headers)
    response["Content-Disposition"] = content_disposition_header(False, f"{fit(name)}.pdf") or "inline"
    return _guarded(response)


@require_safe
@needs(Perm.VIEW_CASES)
def dossier_zip(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The whole dossier in one file, as far as this person may read it."""
    case = case_or_404(pk)
    note_reading(request, "dossier_zip.read", case)
    content = archive.dossier_zip(case, user_of(request))
    response = HttpResponse(content, content_type="application/zip")
    name = f"{fit(f'dossier-{case.kenmerk}')}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return _guarded(response)


# --- Uploads -------------------------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
def signed_copy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The signed copy; refused when its bytes are no longer those that were registered."""
    case = get_object_or_404(Decision, pk=pk)
    adopted = case.adopted_text
    if adopted is None or not adopted.signed_copy:
        raise Http404("Er is geen getekend exemplaar.")
    try:
        with adopted.signed_copy.open("rb") as stored:
            judged = checked(UploadedFile(stored, name=case.kenmerk, size=adopted.signed_copy.size))
    except FileNotFoundError:
        return _lost(request, case)
    if judged.sha256 != adopted.signed_copy_sha256:
        reason = "Het bestand is niet meer gelijk aan wat is geregistreerd. Meld dit bij de beheerder."
        found = [Finding(code="bestand", message=reason)]
        return refused_page(request, "Getekend exemplaar", found, status=409, back=dossier.url_of(case))
    note_reading(request, "signed_copy.read", case, adopted_text=adopted.pk)
    name = download_name(f"getekend-{case.kenmerk}", judged.content_type)
    response = HttpResponse(judged.content, content_type=judged.content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return _guarded(response)


@require_safe
@needs(Perm.VIEW_CASES)
def evidence_file(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """A document that somebody uploaded: always as a download, confidential ones for few."""
    piece = get_object_or_404(Evidence.objects.select_related("decision"), pk=evidence, decision=pk)
    if piece.confidential and not may(user_of(request), Perm.VIEW_CONFIDENTIAL):
        reason = f"Dit stuk is vertrouwelijk. Wie het mag lezen: {who(Perm.VIEW_CONFIDENTIAL)}."
        return not_allowed_page(request, "Vertrouwelijk stuk", [Finding(code="functie", message=reason)])
    if not piece.file:
        raise Http404("Bij dit stuk is geen bestand.")
    if destroyed := destroyed_files(piece.decision).get(piece.pk):
        reason = f"Het bestand is vernietigd op {dossier.in_words(timezone.localdate(destroyed))}."
        found = [Finding(code="bestand", message=reason)]
        back = dossier.url_of(piece.decision)
        return refused_page(request, "Bestand vernietigd", found, status=410, back=back)
    stored = _opened(piece.file)
    if stored is None:
        return _lost(request, piece.decision)
    note_reading(request, "evidence.read", piece.decision, evidence=piece.pk)
    kind = piece.file_type if piece.file_type in EXTENSIONS else "application/octet-stream"
    name = download_name(piece.file_name or piece.title, kind)
    return _guarded(FileResponse(stored, as_attachment=True, filename=name, content_type=kind))


def _opened(stored: FieldFile) -> File[bytes] | None:
    try:
        return stored.open("rb")
    except FileNotFoundError:
        return None


def _lost(request: HttpRequest, case: Decision) -> HttpResponse:
    reason = "Het bestand staat niet meer op de server. Meld dit bij de beheerder."
    found = [Finding(code="bestand", message=reason)]
    return refused_page(request, "Bestand ontbreekt", found, status=404, back=dossier.url_of(case))


def _guarded(response: R) -> R:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response
