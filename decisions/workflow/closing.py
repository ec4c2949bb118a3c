"""Ending without a decision, and withdrawing an adopted decision before its publication."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding
from almere_camera.models import User

from .. import text
from ..models import AdoptedText, Closure, Decision, Publication, Status
from .asking import fault, locked, permit
from .moving import add_remark, freeze, hashes, proposed_closure
from .versions import keep


def propose_closing(*, decision: Decision, by: User, version: int, outcome: str, reasons: str) -> Decision:
    """Propose to end a case without a decision; another person confirms it."""
    with transaction.atomic():
        case = locked(decision, version)
        permit("propose_closing", case, by, against=_closing_faults(outcome, reasons))
        Closure.objects.create(decision=case, outcome=outcome, reasons=reasons.strip(), proposed_by=by)
        case.version += 1
        case.status = Status.REVIEW
        case.save()
        keep(case, by, "propose_closing", text.compose(case, draft=True), content=True)
        audit.record("decision.closing_proposed", case, by, outcome=outcome, version=case.version)
        return case


def close_without_decision(*, decision: Decision, by: User, version: int, remark: str = "") -> Decision:
    """Another person confirms that there will be no decision; the case freezes with its reasons."""
    with transaction.atomic():
        case = locked(decision, version)
        closure = proposed_closure(case)
        against = [] if closure else [fault("voorstel", "Er ligt geen voorstel om deze zaak af te sluiten.")]
        permit("close_without_decision", case, by, against=against)
        assert closure is not None  # permit refused otherwise
        add_remark(case, "close_without_decision", by, remark)
        _confirm(closure, by)
        adopted = freeze(case, text.closing_text(case), AdoptedText.Kind.CLOSING, by)
        case.status, case.version = Status.CLOSED, case.version + 1
        case.save()
        audit.record(
            "decision.closed",
            case,
            by,
            outcome=closure.outcome,
            version=case.version,
            **hashes(adopted),
        )
        return case


def propose_withdrawal(*, decision: Decision, by: User, version: int, reasons: str) -> Closure:
    """Propose to withdraw an adopted decision that has not been published. The decision itself stays."""
    with transaction.atomic():
        case = locked(decision, version)
        outcome = Closure.Outcome.WITHDRAWN
        against = [*_closing_faults(outcome, reasons), *_already_published(case)]
        if Closure.objects.filter(decision=case).exists():
            against.append(fault("voorstel", "Er ligt al een voorstel om dit besluit in te trekken."))
        permit("propose_withdrawal", case, by, against=against)
        closure = Closure.objects.create(
            decision=case, outcome=outcome, reasons=reasons.strip(), proposed_by=by
        )
        audit.record("decision.withdrawal_proposed", case, by, version=case.version)
        return closure


def withdraw_before_publication(*, decision: Decision, by: User, version: int) -> Closure:
    """Another person confirms that an adopted decision will not be published."""
    with transaction.atomic():
        case = locked(decision, version)
        closure = proposed_closure(case)
        against = _already_published(case)
        if closure is None:
            against.append(fault("voorstel", "Er ligt geen voorstel om dit besluit in te trekken."))
        elif closure.proposed_by_id == by.pk:
            against.append(fault("vier ogen", "U stelde dit zelf voor; een ander moet het bevestigen."))
        permit("withdraw_before_publication", case, by, against=against)
        assert closure is not None  # permit refused otherwise
        _confirm(closure, by)
        adopted = freeze(case, text.closing_text(case), AdoptedText.Kind.CLOSING, by)
        audit.record(
            "decision.withdrawn_before_publication", case, by, version=case.version, **hashes(adopted)
        )
        return closure


def _confirm(closure: Closure, by: User) -> None:
    closure.confirmed_by, closure.confirmed_at = by, timezone.now()
    closure.save(update_fields=["confirmed_by", "confirmed_at"])


def _closing_faults(outcome: str, reasons: str) -> list[Finding]:
    faults = []
    if outcome not in Closure.Outcome.values:
        faults.append(fault("uitkomst", "Kies hoe de zaak eindigt."))
    if not reasons.strip():
        faults.append(fault("redenen", "Schrijf op waarom er geen besluit komt."))
    return faults


def _already_published(case: Decision) -> list[Finding]:
    if not Publication.objects.filter(decision=case, kind=Publication.Kind.OFFICIAL).exists():
        return []
    return [
        fault(
            "bekendmaking",
            "Dit besluit is al bekendgemaakt. Maak een besluit om het cameratoezicht te beëindigen.",
        )
    ]
