"""The addresses of the register. A decision is found by its kenmerk: a row number would tell how many
cases there are that nobody may see.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from django.conf import settings
from django.urls import reverse

from ..models import Decision, Publication

GAZETTE = "https://zoek.officielebekendmakingen.nl/{}.html"
NUMBER = re.compile(r"gmb-\d{4}-\d+")


def slug_of(kenmerk: str) -> str:
    """The kenmerk as it stands in an address: 'Z/23 1' is 'Z~2F23~201'. Reversible."""
    return quote(kenmerk, safe="").replace("~", "%7E").replace("%", "~")


def kenmerk_of(slug: str) -> str | None:
    """The kenmerk that this slug stands for; None when it is not the slug of any."""
    kenmerk = unquote(slug.replace("~", "%"))
    return kenmerk if slug_of(kenmerk) == slug else None


def area_slug(decision: Decision, number: int) -> str:
    """The identification of an area in a decision: 'CT-2026-001-1'."""
    return f"{slug_of(decision.kenmerk)}-{number}"


def page_of(decision: Decision) -> str:
    """The page of a decision in the register."""
    return reverse("register:decision", kwargs={"slug": slug_of(decision.kenmerk)})


def absolute(path: str) -> str:
    """The address as somebody outside can use it."""
    return f"{settings.SITE_URL}{path}"


def gazette_url(publication: Publication) -> str:
    """Where the publication can be read: from its number, else the address that was recorded with it."""
    if NUMBER.fullmatch(publication.number):
        return GAZETTE.format(publication.number)
    return publication.url if publication.url.startswith(("https://", "http://")) else ""
