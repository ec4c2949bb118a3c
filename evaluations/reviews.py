"""The yearly review: what the database keeps as it is, what waits for whom, and how far each year is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from almere_camera.guards import Guard, append_only, frozen
from almere_camera.home import Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Perm, may, who

from .histories import outcomes
from .models import PositionReview, Proposal, Verdict

CONFIRMED = "Een bevestigde beoordeling verandert niet meer."
# What was done with the camera is recorded afterwards.
AFTERWARDS = {"id", "carried_out_on", "version"}
PROPOSED = {
    Proposal.REMOVE: ("Voorstel: verwijderen", "Twee volledige jaren zonder relevant incident."),
    Proposal.INVESTIGATE: ("Voorstel: nader onderzoeken", "Twee jaren achter elkaar niet te beoordelen."),
}
TODO = {Verdict.REMOVE: "Camera weghalen", Verdict.MOVE: "Camera verplaatsen"}


def guards() -> tuple[Guard, ...]:
    """A confirmed review keeps verdict and figures; a year that was opened stays."""
    columns = [str(field.column) for field in PositionReview._meta.concrete_fields]
    return (
        *frozen(
            "evaluations_positionreview",
            "OLD.confirmed_at IS NOT NULL",
            CONFIRMED,
            columns=tuple(column for column in columns if column not in AFTERWARDS),
        ),
        *append_only("evaluations_reviewyear", "Een geopende beoordeling van een jaar blijft staan."),
    )


# --- The home page ---------------------------------------------------------------------------------


def work(user: User, today: date) -> Work:
    """What waits for this user: proposals to answer, verdicts to confirm, cameras to take away."""
    judges, confirms = may(user, Perm.EVALUATE), may(user, Perm.CONFIRM_EVALUATIONS)
    if not (judges or confirms):
        return Work()
    pending = PositionReview.objects.filter(confirmed_at=None) | PositionReview.objects.to_carry_out()
    found = list(
        pending.select_related("review_year", "position", "area").prefetch_related("position__codes")
    )
    items: list[WorkItem] = []
    if judges:
        items += _to_judge([review for review in found if review.judged_at is None])
        items += [_task(review) for review in found if review.is_to_carry_out]
    if confirms:
        items += [
            _item(review, note="Een collega gaf een oordeel. Bevestig het, of stuur het terug.")
            for review in found
            if review.stage == PositionReview.Stage.WAITING and review.judged_by_id != user.pk
        ]
    if not items:
        return Work()
    listed = WorkList(key="posities", title="Posities van camera’s", empty="Er wacht niets.", items=items)
    return Work(lists=[listed])


def proposed_for_removal(positions: Collection[int], day: date) -> set[int]:
    """Which of these positions (by number) an officer judged to be taken away, and on this day were not yet.

    Confirmed or waiting for it; a judgement that was returned is none. Taken away: recorded as done.
    """
    found = PositionReview.objects.filter(
        position__in=positions, verdict=Verdict.REMOVE, judged_at__date__lte=day
    )
    return set(
        found.filter(Q(carried_out_on=None) | Q(carried_out_on__gt=day)).values_list("position", flat=True)
    )


def _to_judge(reviews: list[PositionReview]) -> Iterator[WorkItem]:
    """Every proposal and everything that came back by itself; the rest as one line a year."""
    said = outcomes(reviews)
    rest: Counter[int] = Counter()
    for review in reviews:
        proposal = said[review.pk].proposal
        if proposal != Proposal.NONE:
            badge, why = PROPOSED[proposal]
            yield _item(review, note=why, badge=badge)
        elif review.stage == PositionReview.Stage.RETURNED:
            yield _item(review, note=review.remark, badge="Teruggestuurd")
        else:
            rest[review.review_year.year] += 1
    opened = {review.review_year.year: timezone.localdate(review.review_year.opened_at) for review in reviews}
    for year, number in sorted(rest.items()):
        yield WorkItem(
            title=f"Beoordeling {year}: nog {number} {'positie' if number == 1 else 'posities'}",
            url=f"{reverse('evaluations:review_year', args=[year])}?stand=open",
            since=opened[year],
            who=who(Perm.EVALUATE),
        )


def _item(review: PositionReview, *, note: str, badge: str = "") -> WorkItem:
    waits = review.stage == PositionReview.Stage.WAITING
    return WorkItem(
        title=f"Positie {review.position}, {review.review_year.year}",
        url=reverse("evaluations:review", args=[review.pk]),
        reference=review.area.name,
        since=timezone.localdate(review.judged_at if waits else review.review_year.opened_at),
        who=who(Perm.CONFIRM_EVALUATIONS if waits else Perm.EVALUATE),
        note=note,
        badge=badge,
        badge_kind="warn",
    )


def _task(review: PositionReview) -> WorkItem:
    return WorkItem(
        title=f"{TODO[Verdict(review.verdict)]}: positie {review.position}",
        url=reverse("evaluations:review", args=[review.pk]),
        reference=review.area.name,
        since=timezone.localdate(review.confirmed_at),
        who=who(Perm.EVALUATE),
        note=f"Bevestigd bij de beoordeling over {review.review_year.year}. Leg vast wanneer het is gedaan.",
        badge="Taak",
        badge_kind="info",
    )
