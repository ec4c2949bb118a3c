"""What comes up: the page, and the feed with which a calendar reads the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.text import slugify
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from almere_camera import export, feeds, ical
from almere_camera.access import needs
from almere_camera.findings import Refused
from almere_camera.roles import Perm

from .. import deadlines
from ..deadlines import Deadline
from ..forms.upcoming import UpcomingForm
from .cases import user_of

# The new secret travels to the next page in a cookie of the person's own browser: nothing else keeps it.
COOKIE = "agenda"
SECONDS_TO_SHOW = 60
COLUMNS: tuple[export.Column[Deadline], ...] = (
    export.Column("Uiterlijk", lambda deadline: deadline.due),
    export.Column("Wat", lambda deadline: deadline.label, 60),
    export.Column("Grondslag", lambda deadline: deadline.article, 32),
    export.Column("Besluit", lambda deadline: deadline.decision.kenmerk if deadline.decision else ""),
    export.Column("Gebieden", lambda deadline: ", ".join(area.name for area in deadline.areas), 32),
    export.Column("Wie", lambda deadline: " of ".join(deadline.who) or "ter kennisgeving", 32),
)


# --- The page ------------------------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
def upcoming(request: HttpRequest) -> HttpResponse:
    """Every deadline by month, what is overdue first."""
    today = timezone.localdate()
    form = UpcomingForm(request.GET)
    found = form.chosen(deadlines.on(today))
    if form.is_valid() and (file := export.answer(request, "termijnen", COLUMNS, lambda: found)):
        return file
    overdue = [deadline for deadline in found if deadline.is_overdue(today)]
    context = {
        "form": form,
        "groups": list(_groups(found, today)),
        "overdue": len(overdue),
        "total": len(found),
        "narrowed": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "decisions/upcoming.html", context, status=200 if form.is_valid() else 422)


def _groups(found: list[Deadline], today: date) -> Iterable[dict[str, Any]]:
    """A heading with its rows: first what is overdue, then month by month."""

    def heading(deadline: Deadline) -> str:
        return "Te laat" if deadline.is_overdue(today) else date_format(deadline.due, "F Y").capitalize()

    for number, (title, rows) in enumerate(groupby(found, heading)):
        yield {"title": title, "id": f"groep-{number}", "rows": [_row(row, today) for row in rows]}


def _row(deadline: Deadline, today: date) -> dict[str, Any]:
    days = (deadline.due - today).days
    kind = "danger" if days < 0 else "warn" if days <= 14 and deadline.who else "neutral"
    return {
        "deadline": deadline,
        "words": deadlines.days_words(deadline.due, today),
        "kind": kind,
        "who": " of ".join(deadline.who) or "ter kennisgeving",
    }


# --- The calendar of a person --------------------------------------------------------------------


@require_safe
@needs(Perm.VIEW_CASES)
@sensitive_variables("token")
def own_feed(request: HttpRequest) -> HttpResponse:
    """'Mijn agenda': whether there is a secret address, and right after making it, the address itself."""
    token = request.get_signed_cookie(COOKIE, default="", max_age=SECONDS_TO_SHOW)
    made = feeds.working(user_of(request))
    address = ""
    if token and made is not None:
        address = settings.SITE_URL + reverse("deadlines:feed", kwargs={"token": token})
    response = render(request, "decisions/agenda.html", {"made": made, "address": address})
    response["Cache-Control"] = "no-store"
    if token:
        response.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    return response


@require_POST
@needs(Perm.VIEW_CASES)
@sensitive_variables("token")
def create_feed(request: HttpRequest) -> HttpResponse:
    """Make the secret address; it is shown once, on the next page."""
    try:
        token = feeds.create(by=user_of(request))
    except Refused as refused:
        return _refused(request, refused)
    response = redirect("deadlines:own_feed")
    response.set_signed_cookie(
        COOKIE,
        token,
        max_age=SECONDS_TO_SHOW,
        path=reverse("deadlines:own_feed"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@require_POST
@needs(Perm.VIEW_CASES)
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """Take the secret address back."""
    try:
        feeds.revoke(by=user_of(request))
    except Refused as refused:
        return _refused(request, refused)
    messages.success(request, "Uw agenda-adres is ingetrokken. Het geeft vanaf nu niets meer.")
    return redirect("deadlines:own_feed")


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Somebody clicked twice, or in two windows: say so on the page itself."""
    for finding in refused.findings:
        messages.error(request, finding.message)
    return redirect("deadlines:own_feed")


@login_not_required
@require_safe
@sensitive_variables("token")
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The deadlines for whoever has the secret; unknown, revoked or switched off: there is nothing here.

    No Last-Modified: a deadline that is met disappears, and leaves no moment behind. The ETag tells.
    """
    user = feeds.user_of(token)
    if user is None:
        raise Http404("Deze agenda bestaat niet.")
    found = UpcomingForm(request.GET).chosen(deadlines.on(timezone.localdate()))
    content = ical.calendar(f"Cameratoezicht {settings.MUNICIPALITY}", [_event(one) for one in found])
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="cameratoezicht.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = etag
    return get_conditional_response(request, etag, None, response) or response


def _event(deadline: Deadline) -> ical.Event:
    who = f"Wie: {' of '.join(deadline.who)}" if deadline.who else "Ter kennisgeving"
    return ical.Event(
        uid=f"{deadline.key}@cameratoezicht.{slugify(settings.MUNICIPALITY)}",
        day=deadline.due,
        stamp=deadline.recorded_at,
        summary=deadline.full_label,
        description=f"Grond: {deadline.article}\n{who}",
        url=settings.SITE_URL + deadline.url,
    )
