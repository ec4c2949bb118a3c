"""Asking first: the lock, the version, and every reason why an act may not be taken (now)."""

from __future__ import annotations

from collections.abc import Iterable

from almere_camera import audit
from almere_camera.findings import Conflict, Finding, NotAllowed, Refused
from almere_camera.models import User
from almere_camera.roles import may

from ..models import Decision, SavedVersion, Status
from .transitions import TRANSITIONS, Transition

REMARKS = {
    "return_to_author": "Schrijf op waarom u de zaak terugstuurt.",
    "take_over": "Schrijf op waarom u de zaak overneemt.",
    "review_afterwards": "Schrijf op wat de toets achteraf opleverde.",
}


def locked(decision: Decision, version: int) -> Decision:
    """The case as it now is, locked until the transaction ends.

    Raises Conflict when somebody changed it after this version was shown; the message names who.
    """
    case = Decision.objects.select_for_update().get(pk=decision.pk)
    if case.version != version:
        last = audit.changes_of(case).first()
        someone = last.actor_name if last else "Iemand anders"
        raise Conflict(
            [
                Finding(
                    code="versie",
                    message=f"{someone} heeft deze zaak intussen gewijzigd. Laad de pagina opnieuw en "
                    "kijk wat er is veranderd. Uw tekst staat nog op dit scherm.",
                )
            ]
        )
    return case


def authors(case: Decision) -> set[int]:
    """Everyone (ids) who saved content since the last return."""
    saved = SavedVersion.objects.filter(decision=case, round=case.round, content=True)
    return set(saved.values_list("saved_by_id", flat=True))


def permit(
    action: str, case: Decision, by: User, *, remark: str | None = None, against: Iterable[Finding] = ()
) -> None:
    """Refuse the act with all reasons at once, or let it pass.

    Raises NotAllowed when the person may never do this; otherwise Refused with everything that
    stands in the way now: the status, the four eyes, a missing remark, and `against`.
    """
    transition = TRANSITIONS[action]
    if reason := not_allowed(transition, by):
        raise NotAllowed([reason])
    reasons = [*not_yet(transition, case, by), *against]
    if transition.remark_needed and remark is not None and not remark.strip():
        missing = REMARKS.get(action, "Schrijf een opmerking.")
        reasons.append(Finding(code="opmerking", message=missing))
    if reasons:
        raise Refused(reasons)


def obstacles(action: str, case: Decision, by: User) -> list[Finding]:
    """Why this person cannot take this act now; empty when the button may be shown."""
    transition = TRANSITIONS[action]
    if reason := not_allowed(transition, by):
        return [reason]
    return not_yet(transition, case, by)


def not_allowed(transition: Transition, by: User) -> Finding | None:
    """Why the person's functions never allow this, or None."""
    if any(may(by, permission) for permission in transition.permissions):
        return None
    return Finding(
        code="functie",
        message=f"'{transition.label}' hoort niet bij uw functie. Dit doet: {transition.who}.",
        who=transition.who,
    )


def not_yet(transition: Transition, case: Decision, by: User) -> list[Finding]:
    """What in the case stands in the way of a person who otherwise may."""
    reasons = []
    if transition.sources and case.status not in transition.sources:
        wanted = " of ".join(f"‘{Status(s).label}’" for s in sorted(transition.sources))
        reasons.append(
            Finding(
                code="status",
                message=f"De zaak staat op ‘{case.get_status_display()}’. "
                f"'{transition.label}' kan alleen bij {wanted}.",
            )
        )
    if transition.other_person and by.pk in authors(case):
        reasons.append(
            Finding(
                code="vier ogen",
                message="U hebt zelf aan deze zaak geschreven. Een ander moet dit doen.",
                who=transition.who,
            )
        )
    if transition.action == "take_over" and case.handler_id == by.pk:
        reasons.append(fault("behandelaar", "U behandelt deze zaak al."))
    return reasons


def way_to_adopt(case: Decision) -> str:
    """The act with which this case is adopted: an urgent one does not wait for akkoord."""
    return "adopt_urgently" if case.is_urgent and case.status != Status.AGREED else "adopt"


def fault(code: str, message: str) -> Finding:
    """A reason that no rule of the law gives: something is missing or impossible in this act."""
    return Finding(code=code, message=message)
