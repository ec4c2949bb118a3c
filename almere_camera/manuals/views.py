"""The pages with help: manuals, glossary, what this application is, and how accessible it is."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..models import LegalBasis, User
from . import documents
from .glossary import terms


@require_safe
def manual_list(request: HttpRequest) -> HttpResponse:
    """Every manual, those of one's own roles first."""
    assert isinstance(request.user, User)
    own = documents.own(request.user)
    others = [manual for manual in documents.MANUALS.values() if manual not in own]
    return render(request, "manuals/list.html", {"own": own, "others": others})


@require_safe
def manual(request: HttpRequest, manual: str) -> HttpResponse:
    """One manual, whole, with its headings to jump to."""
    found = documents.MANUALS.get(manual)
    if found is None:
        raise Http404("Deze handleiding bestaat niet.")
    return render(request, "manuals/manual.html", {"manual": found, "text": found.text})


@require_safe
def manual_screen(request: HttpRequest, name: str) -> FileResponse:
    """A picture in a manual."""
    found = documents.screen(name)
    if found is None:
        raise Http404("Deze afbeelding bestaat niet.")
    response = FileResponse(found.open("rb"), content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the field, with what they mean here."""
    return render(request, "manuals/glossary.html", {"terms": terms()})


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this application is, its version and licence, and on what law it rests. Open to everybody."""
    valid = LegalBasis.objects.valid_on(timezone.localdate()).order_by("-kind")
    context = {"version": version(), "bases": valid, "contact": settings.CONTACT_EMAIL}
    return render(request, "manuals/about.html", context)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the law asks of a public body. Open to everybody."""
    context = {"contact": settings.CONTACT_EMAIL, "site": settings.SITE_URL}
    return render(request, "manuals/accessibility.html", context)


@cache
def version() -> str:
    """The version of the application, from pyproject.toml: the one place where it is written."""
    with (Path(settings.BASE_DIR) / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
