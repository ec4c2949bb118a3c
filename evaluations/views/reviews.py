"""Pages that show the yearly review: the years, the positions of a year, one position."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from almere_camera import audit, export
from almere_camera.access import needs
from almere_camera.acting import person
from almere_camera.roles import Perm, may
from areas.inside import in_order

from .. import counting
from ..forms.reviews import FRAMEWORK, ReviewFilter
from ..histories import outcomes
from ..models import PositionReview, Proposal, ReviewYear
from ..review_figures import figures_of
from ..tabs import crumbs, tabs
from .review_words import BADGES, PROPOSAL_BADGES, SHORT, events_of, shown

PER_PAGE = 50


def _known(row: dict[str, Any], number: int) -> int | None:
    """A number of incidents; none where no file came in, for that is not zero."""
    return number if row["months"] or row["tally"].incidents else None


COLUMNS: tuple[export.Column[dict[str, Any]], ...] = (
    export.Column("Positie", lambda row: str(row["review"].position)),
    export.Column("Plaats", lambda row: row["review"].position.place, 40),
    export.Column("Centrum", lambda row: row["review"].area.name, 28),
    export.Column("Incidenten", lambda row: _known(row, row["tally"].incidents)),
    export.Column("Relevant", lambda row: _known(row, row["tally"].relevant)),
    export.Column("Maanden ingelezen", lambda row: row["months"]),
    export.Column("Eerst gezien (%)", lambda row: row["tally"].first_share),
    export.Column("Dagen in gebruik", lambda row: row["days"]),
    export.Column("Voorstel", lambda row: row["proposal"], 28),
    export.Column("Stand", lambda row: row["stage"], 28),
    export.Column("Oordeel", lambda row: row["review"].get_verdict_display(), 28),
)


@require_safe
@needs(Perm.VIEW_CASES)
def review_years(request: HttpRequest) -> HttpResponse:
    """The years that were opened, with how far each is."""
    reviews = Q(reviews__isnull=False)
    years = ReviewYear.objects.annotate(
        positions=Count("reviews", filter=reviews),
        judged=Count("reviews", filter=Q(reviews__judged_at__isnull=False)),
        confirmed=Count("reviews", filter=Q(reviews__confirmed_at__isnull=False)),
    )
    context = {
        "years": years,
        "tabs": tabs("evaluations:review_years"),
        "rule": FRAMEWORK,
        "may_plan": may(request.user, Perm.EVALUATE),
    }
    return render(request, "evaluations/review_years.html", context)


@require_safe
@needs(Perm.VIEW_CASES)
def review_year(request: HttpRequest, year: int) -> HttpResponse:
    """The positions of one year per centre: what they saw, what the rule says, how far they are."""
    found = get_object_or_404(ReviewYear, year=year)
    reviews = list(
        found.reviews.select_related("review_year", "position", "area").prefetch_related("position__codes")
    )
    said = outcomes(reviews)
    areas = sorted({(review.area_id, review.area.name) for review in reviews}, key=lambda area: area[1])
    asked = ReviewFilter(request.GET, areas=areas)
    wanted = asked.asked
    place = {position.pk: number for number, position in enumerate(in_order(r.position for r in reviews))}
    rows = [
        review
        for review in sorted(reviews, key=lambda review: (review.area.name, place[review.position_id]))
        if wanted.get("gebied", str(review.area_id)) == str(review.area_id)
        and wanted.get("stand", review.stage) == review.stage
        and wanted.get("voorstel", said[review.pk].proposal) == said[review.pk].proposal
    ]
    if file := export.answer(request, f"posities-{year}", COLUMNS, lambda: _rows(rows, said, year)):
        return file
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "year": found,
        "page_obj": page,
        "rows": _rows(list(page), said, year),
        "filter_form": asked,
        "narrowed": bool(wanted),
        "proposals": sum(outcome.proposal != Proposal.NONE for outcome in said.values()),
        "total": len(reviews),
        "crumbs": crumbs("evaluations:review_years"),
    }
    return render(request, "evaluations/review_year.html", context)


def _rows(reviews: list[PositionReview], said: dict[int, Any], year: int) -> list[dict[str, Any]]:
    positions = [review.position_id for review in reviews]
    tallies = counting.by_position_and_year(positions, [year])
    use = counting.use_by_year(positions, [year])
    areas = {review.area_id: review.area for review in reviews}
    imported = counting.months_imported(areas.values(), date(year, 1, 1), date(year, 12, 31))
    return [
        {
            "review": review,
            "tally": tallies.get((review.position_id, year), counting.EMPTY),
            "months": len(imported[review.area_id]),
            "days": use[review.position_id, year].in_use,
            "proposal": SHORT[said[review.pk].proposal],
            "proposal_badge": PROPOSAL_BADGES[said[review.pk].proposal],
            "stage": review.stage.label,
            "badge": BADGES[review.stage],
        }
        for review in reviews
    ]


@require_safe
@needs(Perm.VIEW_CASES)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One position in one year: the figures, what the rule says, the verdict and what follows."""
    found = get_object_or_404(
        PositionReview.objects.select_related(
            "review_year", "position", "area", "judged_by", "confirmed_by"
        ).prefetch_related("position__codes"),
        pk=pk,
    )
    figures = found.figures if found.confirmed_at else figures_of(found)
    assert figures is not None
    year = found.review_year.year
    user = person(request)
    judges, confirms = may(user, Perm.EVALUATE), may(user, Perm.CONFIRM_EVALUATIONS)
    waiting = found.stage == PositionReview.Stage.WAITING
    context = {
        "review": found,
        "stage": found.stage.label,
        "badge": BADGES[found.stage],
        "figures": figures,
        "proposal": Proposal(figures["rule"]["proposal"]).label,
        "proposal_badge": PROPOSAL_BADGES[Proposal(figures["rule"]["proposal"])],
        **shown(figures),
        "may_judge": judges and not found.confirmed_at,
        "may_confirm": confirms and waiting and found.judged_by_id != user.pk,
        "own_verdict": waiting and found.judged_by_id == user.pk,
        "may_carry_out": judges and found.is_to_carry_out,
        "may_follow_up": may(user, Perm.EDIT_CASES) and bool(found.confirmed_at),
        "may_evaluate": judges,
        "deployments": _running(found) if found.is_to_carry_out else (),
        "follow_ups": found.follow_ups.select_related("decision"),
        "events": events_of(audit.events_of(found)[:50]),
        "today": timezone.localdate(),
        "crumbs": [
            *crumbs("evaluations:review_years"),
            (str(year), reverse("evaluations:review_year", args=[year])),
        ],
    }
    return render(request, "evaluations/review.html", context)


def _running(review: PositionReview) -> list[Any]:
    """The deployments of the fixed camera that have no last day yet."""
    return list(review.position.deployments.filter(unit=None, last_day=None))
