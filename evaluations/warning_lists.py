"""The signals of the home page: evaluations that are overdue, and cameras that saw nothing for two years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from almere_camera import home
from almere_camera.home import Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Perm, may, who
from areas.models import Area, Position
from decisions.deadlines import days_words

from . import planning
from .assessing import AreaStanding
from .histories import proposed
from .models import PositionReview, Proposal, ReviewYear


def register() -> None:
    """Called once, when the app is ready."""
    home.register(work)


def work(user: User, today: date) -> Work:
    """For everybody who may read cases."""
    if not may(user, Perm.VIEW_CASES):
        return Work()
    return Work(lists=[_quiet(today)])


def overdue(standings: Iterable[AreaStanding], today: date) -> WorkList:
    """Regular designations of which the evaluation is due (half a year before the end) and not completed."""
    items = [
        WorkItem(
            title=f"Evaluatie van {one.subject.area.name}",
            url=reverse("decisions:detail", args=[one.subject.decision_id]),
            reference=one.subject.decision.kenmerk,
            until=one.due,
            who=who(Perm.EVALUATE),
            badge=days_words(one.due, today).capitalize(),
            badge_kind="danger",
        )
        for one in standings
        if one.is_overdue
    ]
    return _signal("evaluatie-te-laat", "Evaluatie te laat", "Geen evaluatie is te laat.", items)


def _quiet(today: date) -> WorkList:
    """Positions that saw nothing relevant in the two calendar years before this one, not yet judged."""
    year = today.year - 1
    judged = PositionReview.objects.filter(review_year__year=year, confirmed_at__isnull=False)
    places = _places(year)
    for position in judged.values_list("position", flat=True):
        places.pop(position, None)
    found = [pk for pk, said in proposed(places, year).items() if said.proposal == Proposal.REMOVE]
    areas = Area.objects.in_bulk({places[pk] for pk in found})
    items = [
        WorkItem(
            title=f"Positie {position}",
            url=reverse("areas:position", args=[position.pk]),
            reference=areas[places[position.pk]].name,
            since=date(today.year, 1, 1),
            who=who(Perm.EVALUATE),
            note=f"Geen relevant incident in {year - 1} en {year}, en geen ander doel voor de openbare orde.",
        )
        for position in Position.objects.filter(pk__in=found).prefetch_related("codes")
    ]
    return _signal(
        "camera-zonder-incident",
        "Camera twee jaar zonder incident",
        "Elke camera zag in de afgelopen twee jaar een relevant incident, of is beoordeeld.",
        items,
    )


def _places(year: int) -> dict[int, int]:
    """Per position the centre: of the review that was opened, or else as it would be opened now."""
    if ReviewYear.objects.filter(year=year).exists():
        return dict(PositionReview.objects.filter(review_year__year=year).values_list("position", "area"))
    return planning.positions_to_review(year)


def _signal(key: str, title: str, empty: str, items: list[WorkItem]) -> WorkList:
    return WorkList(key=key, title=title, empty=empty, items=items, mine=False, signal=True)
