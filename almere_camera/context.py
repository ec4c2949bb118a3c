"""What every page needs: the municipality, the menu as this user may see it, and where the help stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from .manuals.paragraphs import help_url


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the main menu; `url_name` is the page it opens."""

    label: str
    url_name: str
    staff_only: bool = False


MENU = (
    MenuItem("Werkvoorraad", "home"),
    MenuItem("Besluiten", "decisions:list"),
    MenuItem("Gebieden", "areas:list"),
    MenuItem("Evaluaties", "evaluations:overview"),
    MenuItem("Wat komt eraan", "deadlines:list"),
    MenuItem("Tekstbank", "clauses:list"),
    MenuItem("Openbaar register", "register:list"),
    MenuItem("Configuratie", "configuration"),
    MenuItem("Beheer", "admin:index", staff_only=True),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor for base.html."""
    return {"municipality": settings.MUNICIPALITY, "menu": menu(request), "help_url": help_with(request)}


def help_with(request: HttpRequest) -> str:
    """Where whoever is signed in finds help with this page; empty for others."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return help_url(user, request.resolver_match)


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the entries that exist and are for this user: label, address, and whether it is current."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    home = reverse_or_none("home")
    entries = []
    for item in MENU:
        url = reverse_or_none(item.url_name)
        if url is None or (item.staff_only and not user.is_staff):
            continue
        current = request.path == url if url == home else request.path.startswith(url)
        entries.append({"label": item.label, "url": url, "current": current})
    return entries


def reverse_or_none(url_name: str) -> str | None:
    """Return the address, or nothing when that part of the application is not installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None
