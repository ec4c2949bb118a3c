"""The yearly review: open a year, judge a position, have a colleague confirm, record what was done."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, NotAllowed, Refused
from almere_camera.models import User
from almere_camera.roles import Perm, who
from areas.models import Deployment

from ..models import PositionReview, ReviewYear, Verdict
from ..planning import positions_to_review
from ..review_figures import digest, figures_of, proposal_of
from .asking import has_happened, locked, permit, save

FIRST_YEAR = 2000
NOT_OVER = "{year} is nog niet voorbij. U beoordeelt een jaar als alle cijfers er zijn, dus na 31 december."


@transaction.atomic
def plan_year(*, year: int, by: User | None) -> ReviewYear:
    """Open the review of a year that is over, for every position whose camera hung in a centre that year.

    Done again, it adds the positions that were recorded since and changes nothing else. `by` None: the
    command of the server. Raises ValidationError for a year that is not over, or without any camera.
    """
    if by is not None:
        permit(by)
    if not year >= FIRST_YEAR:
        raise ValidationError({"year": f"Kies een jaar vanaf {FIRST_YEAR}."})
    if year >= timezone.localdate().year:
        raise ValidationError({"year": NOT_OVER.format(year=year)})
    audit.serialise()
    places = positions_to_review(year)
    if not places:
        raise ValidationError({"year": f"In {year} hing in geen enkel centrumgebied een vaste camera."})
    planned, opened = ReviewYear.objects.get_or_create(year=year, defaults={"opened_by": by})
    known = set(planned.reviews.values_list("position_id", flat=True))
    new = [
        PositionReview(review_year=planned, position_id=position, area_id=area)
        for position, area in places.items()
        if position not in known
    ]
    PositionReview.objects.bulk_create(new)
    if opened or new:
        audit.record("review.year_planned", planned, by, added=len(new))
    return planned


@transaction.atomic
def judge_position(
    *,
    review: PositionReview,
    by: User,
    version: int,
    verdict: str,
    reason: str,
    departure: str = "",
    next_on: date | None = None,
) -> PositionReview:
    """The officer's verdict on a position, with its reason and the day of the next look.

    What the two-year rule proposes is kept beside it. A verdict that is another than the proposal needs a
    `departure`: why it is not followed. A colleague confirms it; after that it is refused here.
    """
    permit(by)
    row = locked(review, version)
    _not_confirmed(row)
    row.verdict, row.reason, row.next_on = verdict, reason.strip(), next_on
    row.proposal, row.departure = proposal_of(row).proposal, departure.strip()
    _check_verdict(row)
    if not row.departs:
        row.departure = ""
    row.judged_by, row.judged_at, row.remark = by, timezone.now(), ""
    save(row)
    audit.record("review.judged", row, by, version=row.version, verdict=verdict, proposal=row.proposal)
    return row


@transaction.atomic
def return_review(*, review: PositionReview, by: User, version: int, remark: str) -> PositionReview:
    """A colleague of the judge sends the verdict back, and says why."""
    row = _for_colleague(review, by, version)
    if not remark.strip():
        raise ValidationError({"remark": "Schrijf op wat er anders moet."})
    row.remark, row.judged_at = remark.strip(), None
    save(row)
    audit.record("review.returned", row, by, version=row.version)
    return row


@transaction.atomic
def confirm_review(*, review: PositionReview, by: User, version: int) -> PositionReview:
    """A colleague of the judge confirms; the figures as they now are, are kept with the verdict.

    Raises Refused when the two-year rule meanwhile says something else than what the judge answered.
    """
    row = _for_colleague(review, by, version)
    figures = figures_of(row)
    if figures["rule"]["proposal"] != row.proposal:
        message = (
            f"De cijfers zijn veranderd sinds het oordeel. De tweejaarsregel zegt nu: "
            f"{figures['rule']['sentence']} Stuur de beoordeling terug."
        )
        raise Refused([Finding(code="voorstel", message=message, who=who(Perm.EVALUATE))])
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.figures, row.figures_sha256 = figures, digest(figures)
    save(row)
    audit.record(
        "review.confirmed",
        row,
        by,
        version=row.version,
        verdict=row.verdict,
        figures_sha256=row.figures_sha256,
    )
    return row


@transaction.atomic
def carry_out(*, review: PositionReview, by: User, version: int, carried_out_on: date) -> PositionReview:
    """The camera is gone from this position: a task of the municipality, without a new decision.

    Raises ValidationError as long as the camera still hangs there according to its deployment.
    """
    permit(by)
    row = locked(review, version)
    if not row.is_to_carry_out:
        raise Refused(
            [Finding(code="uitvoeren", message="Hier hoeft geen camera weg of verplaatst te worden.")]
        )
    has_happened("carried_out_on", carried_out_on)
    if carried_out_on.year < row.review_year.year:
        raise ValidationError({"carried_out_on": f"Deze dag ligt voor {row.review_year.year}."})
    after = Q(last_day=None) | Q(last_day__gt=carried_out_on)
    if Deployment.objects.filter(after, position=row.position_id, unit=None).exists():
        message = "De inzet van deze camera loopt nog door na deze dag. Leg eerst vast wanneer die eindigde."
        raise ValidationError({"carried_out_on": message})
    row.carried_out_on = carried_out_on
    save(row)
    audit.record("review.carried_out", row, by, version=row.version, carried_out_on=carried_out_on)
    return row


# --- What is asked first ---------------------------------------------------------------------------


def _for_colleague(review: PositionReview, by: User, version: int) -> PositionReview:
    """The verdict that waits, for whoever may confirm and did not give it."""
    permit(by, Perm.CONFIRM_EVALUATIONS)
    row = locked(review, version)
    _not_confirmed(row)
    if row.judged_at is None:
        raise Refused([Finding(code="oordeel", message="Over deze positie is nog geen oordeel gegeven.")])
    if row.judged_by_id == by.pk:
        message = "U gaf dit oordeel zelf. Een collega bevestigt het, of stuurt het terug."
        raise NotAllowed([Finding(code="zelf", message=message, who=who(Perm.CONFIRM_EVALUATIONS))])
    return row


def _not_confirmed(row: PositionReview) -> None:
    if row.confirmed_at:
        message = "Deze beoordeling is bevestigd en verandert niet meer. Volgend jaar komt er een nieuwe."
        raise Refused([Finding(code="bevestigd", message=message)])


def _check_verdict(row: PositionReview) -> None:
    """Everything that is asked of a verdict, at once."""
    wrong = {}
    if row.verdict not in Verdict.values:
        wrong["verdict"] = "Kies een oordeel."
    if not row.reason:
        wrong["reason"] = "Schrijf op waarom u tot dit oordeel komt."
    if row.verdict != Verdict.REMOVE and row.next_on is None:
        wrong["next_on"] = "Vul in wanneer u deze positie opnieuw bekijkt."
    elif row.next_on and row.next_on <= timezone.localdate():
        wrong["next_on"] = "De volgende beoordeling ligt na vandaag."
    if row.verdict in Verdict.values and row.departs and not row.departure:
        wrong["departure"] = (
            f"De tweejaarsregel zegt: {row.get_proposal_display()}. Leg uit waarom u dat niet volgt."
        )
    if wrong:
        raise ValidationError(wrong)
