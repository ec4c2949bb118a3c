"""The page on which everything can be found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from .. import export
from ..access import needs
from ..roles import Perm
from .finding import Hits
from .index import sources
from .models import Entry
from .words import MOST_TERMS, MOST_TYPED, Question, marked, question, snippet

PER_PAGE = 20
COLUMNS: tuple[export.Column[Entry], ...] = (
    export.Column("Soort", lambda entry: sources()[entry.kind].label),
    export.Column("Kenmerk of code", lambda entry: entry.code),
    export.Column("Titel", lambda entry: entry.title, 60),
    export.Column("Toelichting", lambda entry: entry.note, 40),
    export.Column("Datum", lambda entry: entry.day),
    export.Column("Adres", lambda entry: settings.SITE_URL + _page_of(entry), 50),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One result: what it is, where it leads, and the piece of text that answers the question."""

    label: str
    url: str
    code: SafeString
    title: SafeString
    note: str
    day: date | None
    snippet: SafeString


@require_safe
@needs(Perm.VIEW_CASES)
def search(request: HttpRequest) -> HttpResponse:
    """Everything that answers to the question in the address, best first."""
    asked = question(request.GET.get("q", ""))
    kind = request.GET.get("soort", "")
    hits = Hits(asked, kind if kind in sources() else "")
    if file := export.answer(request, "zoekresultaten", COLUMNS, hits.briefly):
        return file
    page = Paginator(hits, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "page_obj": page,
        "rows": [row_of(entry, asked) for entry in page],
        "kinds": list(_kinds(hits)),
        "single_words": list(_single_words(asked, hits)),
        "elsewhere": sum(hits.counts.values()) - len(hits),
        "all_url": _address(asked.typed),
        "most_typed": MOST_TYPED,
        "most_terms": MOST_TERMS,
    }
    return render(request, "search.html", context)


def row_of(entry: Entry, asked: Question) -> Row:
    """The entry as a result; the piece comes from where the words stand: the text, else names and streets."""
    source, terms = sources()[entry.kind], asked.terms
    pieces = [snippet(where, terms) for where in (entry.text, entry.words)]
    answers = [words for piece in pieces if "<mark>" in (words := marked(piece, terms))]
    return Row(
        label=source.label,
        url=_page_of(entry),
        code=marked(entry.code, terms),
        title=marked(entry.title, terms),
        note=entry.note,
        day=entry.day,
        snippet=answers[0] if answers else marked(next(filter(None, pieces), ""), terms),
    )


def _page_of(entry: Entry) -> str:
    return reverse(sources()[entry.kind].url_name, args=[entry.object_id])


def _address(typed: str, kind: str = "") -> str:
    return f"{reverse('search')}?{urlencode({'q': typed} | ({'soort': kind} if kind else {}))}"


def _kinds(hits: Hits) -> Iterator[dict[str, Any]]:
    """Links to all results and to those of one kind, with how many there are."""
    typed, total = hits.question.typed, sum(hits.counts.values())
    yield {"label": "Alles", "number": total, "url": _address(typed), "current": not hits.kind}
    for kind, number in hits.counts.items():
        yield {
            "label": sources()[kind].plural,
            "number": number,
            "url": _address(typed, kind),
            "current": kind == hits.kind,
        }


def _single_words(asked: Question, hits: Hits) -> Iterator[tuple[str, str]]:
    """Where nothing holds all words: each word by itself, with the search for it."""
    if not hits and len(asked.terms) > 1:
        for term in asked.terms:
            words = " ".join(term.words)
            yield words, _address(words)
