"""What the pages here share: one way to send a form to its act, and one page for every form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from almere_camera import acting, audit
from almere_camera.acting import Answers, Outcome, dutch
from almere_camera.roles import Perm, may
from areas.events import EVENTS
from areas.models import Area, Deployment, Position, Sign, Unit
from areas.workflow import version_of

T = TypeVar("T")
P = ParamSpec("P")

MOST_EVENTS = 50
UNREAD = "areas.unread"
CHUNK, MOST_CHUNKS = 65_536, 1_600  # some 100 MB
TABS = (("Gebieden", "areas:list"), ("Posities", "areas:position_list"), ("Mobiele units", "areas:unit_list"))
TOO_MUCH = (
    "De grens die u plakte is te groot: meer dan 10 MB. Hooguit 2 MB is toegestaan. Sla alleen de grens van "
    "dit ene gebied op. Met de knop Terug van uw browser vindt u terug wat u had ingevuld."
)


def may_edit(request: HttpRequest) -> bool:
    """Whether to show the buttons that lead to a form."""
    return may(request.user, Perm.EDIT_AREAS)


# --- Forms ---------------------------------------------------------------------------------------


def filled(request: HttpRequest, form: type[Answers], initial: dict[str, Any]) -> Any:
    """The form: as sent, or with these first values; unread when too much was sent (`may_be_huge`)."""
    if request.META.get(UNREAD):
        unread = form(dict(initial), initial=initial)
        unread.errors.clear()
        unread.add_error("boundary", TOO_MUCH)
        return unread
    return acting.filled(request, form, initial)


def attempt(
    request: HttpRequest,
    form: Answers,
    act: Callable[[], T],
    row: Area | Position | Unit | Deployment | Sign | None = None,
) -> Outcome[T]:
    """Take the act when the form was sent and is sound (`acting.attempt`)."""
    return acting.attempt(request, form, act, row, version_of)


def may_be_huge(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Any:
    """Give more than the server takes at once (a million points pasted) a message at the field.

    Django refuses such a request when its body is first read, which the CSRF middleware would do:
    hence the check of the token inside. A request that was not read takes no act: see `filled`.
    """

    @csrf_exempt
    @wraps(view)
    def reading(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            _ = request.POST
        except RequestDataTooBig:
            request.META[UNREAD] = True
            # A browser that may not finish sending shows no answer.
            for _chunk in range(MOST_CHUNKS):
                if not request.read(CHUNK):
                    break
            return view(request, *args, **kwargs)
        return csrf_protect(view)(request, *args, **kwargs)

    return reading


# --- Pieces of pages -----------------------------------------------------------------------------


def tabs(current: str) -> list[dict[str, Any]]:
    """The three lists, to go from one to the other."""
    return [{"label": label, "url": reverse(name), "current": name == current} for label, name in TABS]


def tabs_crumb(name: str) -> tuple[str, str]:
    """The list under which a page stands, for its breadcrumbs."""
    return next((label, reverse(url)) for label, url in TABS if url == name)


def log_of(*rows: models.Model) -> list[dict[str, Any]]:
    """What happened to these rows (of any kinds), newest first, as the timeline shows it."""
    asked = models.Q(pk__in=[])
    by_kind: dict[str, list[str]] = {}
    for row in rows:
        by_kind.setdefault(row._meta.label_lower, []).append(str(row.pk))
    for kind, numbers in by_kind.items():
        asked |= models.Q(object_type=kind, object_id__in=numbers)
    found = audit.AuditEvent.objects.filter(asked)[:MOST_EVENTS]
    return [
        {
            "when": date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
            "iso": event.at.isoformat(timespec="seconds"),
            "title": EVENTS.get(event.event, event.event),
            "who": f"{event.actor_name} ({event.actor_roles})" if event.actor_roles else event.actor_name,
            "text": _facts_in_words(event.facts),
        }
        for event in found
    ]


def _facts_in_words(facts: dict[str, Any]) -> str:
    days = {"valid_from": "vanaf", "first_day": "vanaf", "last_day": "tot en met"}
    days |= dict.fromkeys(("placed_on", "removed_on", "checked_on"), "op")
    words = [f"{days[name]} {dutch(facts[name])}" for name in days if facts.get(name)]
    return ", ".join(words).capitalize()
