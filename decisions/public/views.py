"""The pages of the public register, for residents: which decisions, where, until when, and what then."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from almere_camera.uploads import PDF

from .. import register
from ..models import AdoptedText, Decision, DecisionKind, Publication
from ..register import Entry, Group
from . import addresses, mapping, plain, records
from .conditional import page, public
from .presenting import badge_of, day_words, shown_areas

PAGE_SIZE = 20
LONGEST_SEARCH = 60
ALL = "alle"
TABS = (
    (Group.NOW, "Nu van kracht"),
    (Group.COMING, "Nog niet in werking"),
    (Group.PAST, "Voorbij"),
    (Group.UNKNOWN, "Niet alle dagen bekend"),
    (ALL, "Alle"),
)
EMPTY = {
    Group.NOW: "Er is nu geen gebied waar camera’s mogen hangen voor cameratoezicht.",
    Group.COMING: "Er is geen besluit dat nog moet ingaan.",
    Group.PAST: "Er is geen besluit dat voorbij is.",
    Group.UNKNOWN: "Van alle besluiten zijn de dagen bekend.",
}


def refuse(request: HttpRequest, status: int) -> HttpResponse:
    """The same page for what is not public and for what does not exist."""
    return page(f"register/{status}.html", _frame(request), status=status)


@public(refuse=refuse)
def decision_list(request: HttpRequest) -> HttpResponseBase:
    """The decisions of a group (what is in force, unless another is chosen), with a search."""
    today, chosen = timezone.localdate(), request.GET.get("toestand", str(Group.NOW))
    words = " ".join(request.GET.get("zoek", "").split())[:LONGEST_SEARCH]
    if chosen not in {str(key) for key, _label in TABS}:
        raise Http404
    found = _searched(_in_group(register.public_decisions(today), chosen, today), words)
    page_obj = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    entries = register.entries(cast(QuerySet[Decision], page_obj.object_list), today)
    context = {
        **_frame(request),
        "page_obj": page_obj,
        "rows": [_row(entry, today) for entry in entries],
        "tabs": [{"key": str(key), "label": label, "current": key == chosen} for key, label in TABS],
        "chosen": chosen,
        "words": words,
        "empty": "Er is niets gevonden. Zoek op een ander woord, of kies ‘Alle’."
        if words
        else EMPTY.get(chosen, "Er staan nog geen besluiten in het register."),  # type: ignore[call-overload]
    }
    return page("register/list.html", context)


@public(refuse=refuse)
def decision(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One decision: in short, per area its days and its map, how to object, and the documents."""
    today = timezone.localdate()
    entry = one_entry(slug, today)
    areas = shown_areas(entry, today)
    context = {
        **_frame(request),
        "entry": entry,
        "title": plain.title_of(entry),
        "kind": plain.KINDS[DecisionKind(entry.decision.kind)],
        "summary": plain.summary(entry, today),
        "badges": _badges(entry),
        "facts": _facts(entry),
        "areas": areas,
        "maps": mapping.maps_of(entry),
        "positions_are_public": register.positions_are_public(),
        "objections_to": register.objection_address(entry.decision, today) if entry.objections_open else None,
        "publications": _publications(entry),
        "follows": [(before.kenmerk, addresses.page_of(before)) for before in entry.follows],
        "pdf": bool(records.decisions_with_text([entry])),
        "slug": slug,
        "geometry": any(area.designated.geometry for area in entry.areas) and not entry.decision.is_ending,
        "area_slugs": [addresses.area_slug(entry.decision, a.number) for a in entry.areas],
    }
    return page("register/decision.html", context)


@public(refuse=refuse)
def decision_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The adopted PDF of a public decision, byte for byte."""
    shown = register.public_decisions(timezone.localdate()).filter(kenmerk=addresses.kenmerk_of(slug))
    texts = AdoptedText.objects.filter(decision__in=shown.order_by(), kind=AdoptedText.Kind.DECISION)
    frozen = texts.only("pdf", "pdf_sha256").first()
    if frozen is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{slug}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(frozen.pdf), content_type=PDF, headers=headers)


@public(refuse=refuse)
def map_page(request: HttpRequest) -> HttpResponseBase:
    """The designated areas on a map, and the same areas as a list."""
    today, chosen = timezone.localdate(), request.GET.get("toestand", str(Group.NOW))
    if chosen not in {str(group) for group in Group}:
        raise Http404
    found = mapping.overview(Group(chosen), today)
    context = {
        **_frame(request),
        "found": found,
        "tabs": [
            {"key": str(key), "label": label, "current": key == chosen} for key, label in TABS if key != ALL
        ],
        "empty": EMPTY[Group(chosen)],
        "chosen": chosen,
    }
    return page("register/map.html", context)


# --- What the pages show ---------------------------------------------------------------------------


def one_entry(slug: str, today: date) -> Entry:
    """The public decision with this slug. Raises Http404 for all others, whether they exist or not."""
    kenmerk = addresses.kenmerk_of(slug)
    found = register.entries(register.public_decisions(today).filter(kenmerk=kenmerk), today)
    if not found:
        raise Http404
    return found[0]


def _frame(request: HttpRequest) -> dict[str, Any]:
    """What base.html asks: the municipality and a menu for visitors. No user."""
    menu = [("Besluiten", reverse("register:list")), ("Kaart", reverse("register:map"))]
    return {
        "request": request,
        "municipality": settings.MUNICIPALITY,
        "menu": [{"label": label, "url": url, "current": request.path == url} for label, url in menu],
    }


def _in_group(decisions: QuerySet[Decision], chosen: str, today: date) -> QuerySet[Decision]:
    if chosen == ALL:
        return decisions
    return decisions.filter(register.standing(today).of_decisions(Group(chosen)))


def _searched(decisions: QuerySet[Decision], words: str) -> QuerySet[Decision]:
    """By kenmerk, and by the name of an area when no figure was asked: an area may bear a house number."""
    if not words:
        return decisions
    asked = Q(kenmerk__icontains=words)
    if not any(c.isdigit() for c in words):
        asked |= Q(designated_areas__area__name__icontains=words)
    return decisions.filter(pk__in=decisions.order_by().filter(asked).values("pk"))


def _row(entry: Entry, today: date) -> dict[str, Any]:
    return {
        "title": plain.title_of(entry),
        "lead": plain.lead(entry),
        "kenmerk": entry.decision.kenmerk,
        "url": addresses.page_of(entry.decision),
        "kind": plain.KINDS[DecisionKind(entry.decision.kind)],
        "badges": _badges(entry),
        "areas": [] if entry.decision.is_ending else shown_areas(entry, today),
        "objections_until": entry.objections_until if entry.objections_open else None,
    }


def _badges(entry: Entry) -> list[tuple[str, str]]:
    return [badge_of(state) for state in entry.states]


def _facts(entry: Entry) -> list[tuple[str, Any]]:
    """The row under the title."""
    case, publication = entry.decision, entry.publication
    return [
        ("Kenmerk", case.kenmerk),
        ("Soort", f"{plain.KINDS[DecisionKind(case.kind)]}{', mobiele camera’s' if case.is_mobile else ''}"),
        ("Besloten op", day_words(case.signed_on)),
        ("Bekendgemaakt op", day_words(publication.published_on if publication else None)),
    ]


def _publications(entry: Entry) -> list[dict[str, Any]]:
    return [
        {
            "label": Publication.Kind(record.kind).label,
            "number": record.number,
            "day": record.published_on,
            "url": addresses.gazette_url(record),
        }
        for record in entry.publications
    ]
