"""What can follow from the review of a position: a case that makes the designated area smaller."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, Refused
from almere_camera.models import User
from decisions import states, workflow
from decisions.models import CriterionKey, Decision, DecisionKind, DesignatedArea, Fact, Request, Status

from ..models import FollowUp, PositionReview
from .asking import locked, permit

SOURCE = "de jaarlijkse beoordeling van cameraposities"


def open_review_follow_up(*, review: PositionReview, by: User) -> FollowUp:
    """Open the case that makes the area smaller, with the confirmed figures as facts of their own.

    Asked twice, it gives the same case. Raises Refused before the confirmation, and for an area without a
    designation in force; NotAllowed for another role.
    """
    with transaction.atomic():
        permit(by)
        row = locked(review)
        if row.confirmed_at is None or row.figures is None:
            raise Refused(
                [Finding(code="bevestigd", message="Laat eerst een collega het oordeel bevestigen.")]
            )
        if earlier := row.follow_ups.exclude(decision__status=Status.CLOSED).order_by("pk").last():
            return earlier
        year = row.review_year.year
        request = Request(
            asked_by=Request.From.MUNICIPALITY,
            received_on=timezone.localdate(),
            felt=f"De beoordeling van positie {row.position} over {year} leidt tot deze zaak: het gebied kan "
            f"kleiner. {row.reason}"[:4000],
        )
        case = workflow.start(
            by=by,
            request=request,
            kind=DecisionKind.CHANGE,
            variant=_in_force(row).decision.variant,
            follows=[_in_force(row)],
        )
        with workflow.edit(case, by=by, version=case.version, what="beoordeling") as draft:
            for fact in facts_of(draft, row.figures, timezone.localdate(row.confirmed_at)):
                fact.full_clean()
                fact.save()
        follow_up = FollowUp(decision=case, position_review=row, recorded_by=by)
        follow_up.full_clean()
        follow_up.save(force_insert=True)
        audit.record("review.follow_up_opened", row, by, decision=case.pk, figures_sha256=row.figures_sha256)
        return follow_up


def facts_of(case: Decision, figures: dict[str, Any], confirmed_on: date) -> list[Fact]:
    """The known figures of the two years of the rule: what the position and its area saw.

    What was not imported is not a fact: an unknown number is left out.
    """
    where = f"vanaf positie {figures['position']}"
    facts = []
    for rows, place in ((figures["years"], where), (figures["area_years"], f"in {figures['area']}")):
        for row in rows[-2:]:
            for name, unit in (("incidents", "incidenten"), ("relevant", "relevante veiligheidsincidenten")):
                if row[name] is not None:
                    facts.append(
                        Fact(
                            decision=case,
                            criterion=CriterionKey.PROPORTIONALITY,
                            value=str(row[name]),
                            unit=unit,
                            statement=f"zijn waargenomen {place}",
                            period=_period(row),
                            source=SOURCE,
                            retrieved_on=confirmed_on,
                        )
                    )
    return facts


def _period(row: dict[str, Any]) -> str:
    """The year, and of how many months the files are complete when that is not all of them."""
    months = row["months_imported"]
    return str(row["year"]) if months == 12 else f"{row['year']} ({months} van de 12 maanden)"


def _in_force(review: PositionReview) -> DesignatedArea:
    """The designation of the area that is in force today. Raises Refused when there is none."""
    today = timezone.localdate()
    for designated in states.in_force_on(today):
        if designated.area_id == review.area_id and not designated.decision.is_mobile:
            return designated
    message = f"Voor {review.area.name} geldt vandaag geen aanwijzing: er is niets te wijzigen."
    raise Refused([Finding(code="aanwijzing", message=message)])
