"""Mails about deadlines: once per person, deadline and day, whatever run was missed or done twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from almere_camera import audit
from almere_camera.models import SentReminder, User
from almere_camera.roles import Perm, may

from . import deadlines
from .deadlines import Deadline

AHEAD = timedelta(days=14)


@dataclass
class Outcome:
    """What one run did: per person how many deadlines were mailed, and to whom it failed."""

    sent: list[tuple[User, Sequence[Deadline]]] = field(default_factory=list)
    failed: list[tuple[User, Exception]] = field(default_factory=list)


def remind(today: date, *, dry_run: bool = False) -> Outcome:
    """Mail every active person the deadlines of the person's roles that were not mailed before.

    Asked is 'on or before', never 'exactly on': a missed run loses nothing. A mail that cannot be sent
    leaves no mark, so that the next run tries again, and the next person gets theirs.
    """
    near = [deadline for deadline in deadlines.on(today) if deadline.due <= today + AHEAD]
    outcome = Outcome()
    people = User.objects.filter(is_active=True).exclude(email="").prefetch_related("groups")
    for user in people.order_by("pk"):
        unsent = unsent_for(user, near)
        if not unsent:
            continue
        if dry_run:
            outcome.sent.append((user, unsent))
            continue
        try:
            mailed = _send(user, near, today)
        except (OSError, ValueError) as error:  # the mail server, or an address that is none
            outcome.failed.append((user, error))
        else:
            if mailed:
                outcome.sent.append((user, mailed))
    return outcome


def unsent_for(user: User, near: Iterable[Deadline]) -> list[Deadline]:
    """The deadlines on which this person must act and of which no mail went out."""
    if not may(user, Perm.VIEW_CASES):
        return []
    own = [deadline for deadline in near if deadline.is_for(user.role_labels)]
    marks = SentReminder.objects.filter(user=user, key__in=[deadline.key for deadline in own])
    sent = set(marks.values_list("key", "due")) if own else set()
    return [deadline for deadline in own if (deadline.key, deadline.due) not in sent]


def _send(user: User, near: Iterable[Deadline], today: date) -> list[Deadline]:
    """One mail and its marks. The row of the person is locked: two runs at once do not both send."""
    with transaction.atomic():
        fresh = User.objects.select_for_update().get(pk=user.pk)
        unsent = unsent_for(fresh, near) if fresh.email else []
        if not unsent:
            return []
        _mail(fresh, unsent, today).send()
        SentReminder.objects.bulk_create(
            SentReminder(user=fresh, key=deadline.key, due=deadline.due) for deadline in unsent
        )
        audit.record("reminder.sent", fresh, None, deadlines=[deadline.key for deadline in unsent])
        return unsent


def _mail(user: User, unsent: Sequence[Deadline], today: date) -> EmailMessage:
    rows = [
        {
            "deadline": deadline,
            "words": deadlines.days_words(deadline.due, today),
            "url": settings.SITE_URL + deadline.url,
        }
        for deadline in unsent
    ]
    context = {"user": user, "rows": rows, "page": settings.SITE_URL + reverse("deadlines:list")}
    body = render_to_string("decisions/reminder.txt", context)
    number = "1 termijn vraagt" if len(rows) == 1 else f"{len(rows)} termijnen vragen"
    return EmailMessage(subject=f"Cameratoezicht: {number} om aandacht", body=body, to=[user.email])
