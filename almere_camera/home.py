"""The home page: the work list, collected from what the apps register.

An app gives a function that answers for a user and a day. Whose work is shown stands in the address
(`?wie=team`). Long lists show their first rows, with a link to the page of the whole list; a signal is a
list of which the home page shows only the number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .access import needs
from .models import User
from .roles import Perm

FIRST = 10  # rows of a list on the home page
PER_PAGE = 50  # rows on the page of a list


class Scope(StrEnum):
    """Whose work is shown; the value stands in the address."""

    MINE = "mij"
    TEAM = "team"
    ALL = "alle"


SCOPE_LABELS = {
    Scope.MINE: "Wat op u wacht",
    Scope.TEAM: "Van u en uw collega’s",
    Scope.ALL: "Alle zaken en taken",
}
OF_FUNCTION = frozenset({Scope.MINE, Scope.TEAM})
EVERY = frozenset(Scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing that waits: what, since when, for whom, and until when.

    `alarm` is a word that nobody may overlook: the designation is suspended.
    """

    title: str
    url: str
    reference: str = ""
    since: date | None = None
    until: date | None = None
    who: str = ""
    note: str = ""
    badge: str = ""
    badge_kind: str = "neutral"
    alarm: str = ""

    def waited(self, today: date) -> str:
        """How long it waits: 'sinds vandaag', '1 dag', '12 dagen'; empty when that is not known."""
        if self.since is None or self.since > today:
            return ""
        days = (today - self.since).days
        return {0: "sinds vandaag", 1: "1 dag"}.get(days, f"{days} dagen")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """A list of work of one kind; `mine`: the user must do it; `empty`: what an empty list says.

    `scopes`: with which choice it is shown. A `signal` is shown as a number that leads to the list.
    """

    key: str
    title: str
    empty: str
    items: Sequence[WorkItem]
    mine: bool = True
    scopes: frozenset[Scope] = OF_FUNCTION
    signal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number with what it counts, and the list behind it."""

    label: str
    number: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one app has for a user on a day."""

    lists: Sequence[WorkList] = field(default_factory=tuple)
    counts: Sequence[Count] = field(default_factory=tuple)


Source = Callable[[User, date], Work]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add the work of an app; the same function twice is harmless."""
    if source not in _sources:
        _sources.append(source)


def work_for(user: User, today: date) -> Work:
    """All work of this user, of all apps, in the order in which they registered."""
    found = [source(user, today) for source in _sources]
    return Work(
        lists=[_by_deadline(one) for one in chain.from_iterable(work.lists for work in found)],
        counts=list(chain.from_iterable(work.counts for work in found)),
    )


def _by_deadline(found: WorkList) -> WorkList:
    """What must be done first comes first; without a deadline what waits longest."""
    items = sorted(found.items, key=lambda one: (one.until or date.max, one.since or date.max, one.title))
    return replace(found, items=items)


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """What waits, for whom, until when."""
    user, today, scope = _person(request), timezone.localdate(), _scope(request)
    work = work_for(user, today)
    shown = [found for found in work.lists if scope in found.scopes and not found.signal]
    mine = [found for found in shown if found.mine]
    return render(
        request,
        "home.html",
        {
            "scope": scope,
            "scopes": [(one.value, SCOPE_LABELS[one]) for one in Scope],
            "mine": [_first(found, today) for found in mine],
            "others": [_first(found, today) for found in shown if not found.mine],
            "signals": [found for found in work.lists if found.signal],
            "total": sum(len(found.items) for found in mine),
            "counts": work.counts,
            "no_role": not user.role_labels and not user.is_superuser,
        },
    )


@require_safe
@needs(Perm.VIEW_CASES)
def whole_list(request: HttpRequest, listed: str) -> HttpResponse:
    """One list with all its rows: what stands behind a number on the home page."""
    user, today = _person(request), timezone.localdate()
    found = next((one for one in work_for(user, today).lists if one.key == listed), None)
    if found is None:
        raise PermissionDenied("Deze lijst hoort niet bij uw functie.")
    page = Paginator(found.items, PER_PAGE).get_page(request.GET.get("page"))
    context = {"list": found, "rows": _rows(page, today), "page_obj": page, "total": len(found.items)}
    return render(request, "work_list.html", context)


def _first(found: WorkList, today: date) -> dict[str, object]:
    return {"list": found, "rows": _rows(found.items[:FIRST], today), "total": len(found.items)}


def _rows(items: Iterable[WorkItem], today: date) -> list[tuple[WorkItem, str]]:
    return [(item, item.waited(today)) for item in items]


def _scope(request: HttpRequest) -> Scope:
    """The choice in the address; what is not known is the user's own work."""
    asked = request.GET.get("wie", "")
    return Scope(asked) if asked in list(Scope) else Scope.MINE


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the middleware lets nobody else through
    return request.user
