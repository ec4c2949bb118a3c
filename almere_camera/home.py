"""The home page: the work list, collected from what the apps register."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def work_list(request: HttpRequest) -> HttpResponse:
    """What waits, for whom, until when."""
    return render(request, "home.html", {})
