"""The page on which evaluations begin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from almere_camera.access import needs
from almere_camera.roles import Perm

from ..tabs import tabs


@require_safe
@needs(Perm.VIEW_CASES)
def overview(request: HttpRequest) -> HttpResponse:
    """Every subject with what one finds there."""
    return render(request, "evaluations/overview.html", {"tabs": tabs("evaluations:overview")})
