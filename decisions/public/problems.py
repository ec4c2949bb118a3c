"""Answers that say no, as application/problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

PROBLEM = "application/problem+json"
TITLES = {
    400: "Het verzoek is niet goed",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    406: "Deze vorm is er niet",
}
DETAILS = {
    404: "Dit is er niet, of het is niet openbaar.",
    405: "Het register kan alleen worden gelezen: gebruik GET of HEAD.",
}


def problem(status: int, detail: str = "") -> HttpResponse:
    """One answer, with the members that the design rules allow and no others."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "status": status,
        "title": TITLES[status],
        "detail": detail or DETAILS[status],
    }
    return JsonResponse(said, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})


def wrong_parameters(faults: Iterable[tuple[str, str]]) -> HttpResponse:
    """400, with each parameter that is wrong and why."""
    return problem(400, " ".join(f"{name}: {reason}" for name, reason in faults))


def refuse(request: HttpRequest, status: int) -> HttpResponse:
    """What `conditional.public` asks: 404 and 405."""
    return problem(status)
