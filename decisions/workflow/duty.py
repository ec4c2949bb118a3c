"""The duty to end: what is no longer necessary is ended, wherever that was found (151c lid 5)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, NotAllowed, Refused
from almere_camera.models import HouseRule, User

from .. import states
from ..models import (
    CriterionKey,
    Decision,
    DecisionKind,
    DesignatedArea,
    NoLongerNecessary,
    Request,
    Status,
)
from ..states import State
from .asking import fault, not_allowed
from .starting import start
from .transitions import TRANSITIONS


def find_no_longer_necessary(
    *, designated_area: DesignatedArea, by: User, found_on: date | None, source: str, reasons: str
) -> NoLongerNecessary:
    """Record the finding 'niet langer noodzakelijk' and open the draft that ends the designation.

    The draft names noodzakelijkheid as the criterion that no longer holds, with these reasons. A further
    finding is recorded too, and points to the draft that is already there. The house rule says how many
    days there are to end it. Raises NotAllowed, or Refused with every reason.
    """
    with transaction.atomic():
        Decision.objects.select_for_update().get(pk=designated_area.decision_id)
        audit.serialise()
        if refused := not_allowed(TRANSITIONS["start"], by):
            raise NotAllowed([refused])
        one = states.with_terms(DesignatedArea.objects.filter(pk=designated_area.pk)).get()
        days = _days_to_end(found_on)
        faults = [*_faults(one, found_on, source, reasons), *_no_rule(found_on, days)]
        if faults or found_on is None or days is None:
            raise Refused(faults)
        finding = NoLongerNecessary(
            designated_area=one,
            found_on=found_on,
            source=source.strip(),
            reasons=reasons.strip(),
            end_by=found_on + timedelta(days=days),
            draft=ending_on_its_way(one) or _draft(one, by, found_on, reasons.strip()),
            recorded_by=by,
        )
        finding.full_clean()
        finding.save(force_insert=True)
        audit.record(
            "decision.no_longer_necessary",
            one.decision,
            by,
            area=one.pk,
            finding=finding.pk,
            found_on=found_on,
            end_by=finding.end_by,
            draft=finding.draft_id,
        )
        return finding


def ending_on_its_way(designated_area: DesignatedArea) -> Decision | None:
    """The case that is being made to end this designation, or that is adopted and not yet published."""
    endings = Decision.objects.filter(
        kind=DecisionKind.END, designated_areas__follows=designated_area
    ).exclude(closure__confirmed_at__isnull=False)
    return endings.exclude(status=Status.CLOSED).order_by("pk").last()


def _draft(one: DesignatedArea, by: User, found_on: date, reasons: str) -> Decision:
    request = Request(asked_by=Request.From.MUNICIPALITY, received_on=found_on, felt=reasons)
    return start(
        by=by,
        request=request,
        kind=DecisionKind.END,
        variant=one.decision.variant,
        follows=[one],
        known={"ceased_criterion": CriterionKey.NECESSITY, "ending_ground": reasons},
    )


def _days_to_end(found_on: date | None) -> int | None:
    try:
        return HouseRule.value_on(HouseRule.Key.END_DUTY_DAYS, found_on) if found_on else None
    except HouseRule.DoesNotExist:
        return None


def _faults(one: DesignatedArea, found_on: date | None, source: str, reasons: str) -> list[Finding]:
    faults = []
    if found_on is None:
        faults.append(fault("found_on", "Vul in op welke dag dit is vastgesteld."))
    elif found_on > timezone.localdate():
        faults.append(fault("found_on", "Deze dag moet nog komen."))
    if not source.strip():
        faults.append(fault("source", "Vul in waar dit bleek, bijvoorbeeld: de evaluatie van 2026."))
    if not reasons.strip():
        faults.append(fault("reasons", "Schrijf op waarom het cameratoezicht niet langer nodig is."))
    if not _can_end(one):
        faults.append(fault("aanwijzing", "Deze aanwijzing is niet in werking. Er valt niets te beëindigen."))
    return faults


def _can_end(one: DesignatedArea) -> bool:
    """In force, or suspended for a while: then the duty holds too."""
    return states.state_on(one, timezone.localdate()) in (State.IN_FORCE, State.SUSPENDED)


def _no_rule(found_on: date | None, days: int | None) -> list[Finding]:
    if found_on is None or days is not None:
        return []
    words = HouseRule.Key.END_DUTY_DAYS.label
    return [fault("found_on", f"Op die dag geldt er geen huisregel ‘{words}’. Vraag de beheerder.")]
