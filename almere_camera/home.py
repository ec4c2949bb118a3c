"""The home page: the work list, collected from what the apps register.

An app gives a function that answers for a user and a day; the page, and later mails and a calendar,
ask the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .models import User


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """A list of work of one kind; `mine`: the user must do it; `empty`: what an empty list says."""

    key: str
    title: str
    empty: str
    items: Sequence[WorkItem]
    mine: bool = True


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
        lists=list(chain.from_iterable(work.lists for work in found)),
        counts=list(chain.from_iterable(work.counts for work in found)),
    )


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """What waits, for whom, until when."""
    user = request.user
    assert isinstance(user, User)  # the middleware lets nobody else through
    work = work_for(user, timezone.localdate())
    mine = [found for found in work.lists if found.mine]
    return render(
        request,
        "home.html",
        {
            "mine": mine,
            "others": [found for found in work.lists if not found.mine],
            "total": sum(len(found.items) for found in mine),
            "counts": work.counts,
            "no_role": not user.role_labels and not user.is_superuser,
        },
    )
