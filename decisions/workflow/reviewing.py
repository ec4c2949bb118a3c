"""Review by another person: offer, return with a remark, agree; and going on with a colleague's case."""

from __future__ import annotations

from django.db import transaction

from almere_camera import audit
from almere_camera.models import User

from ..models import Closure, Decision
from .asking import fault, locked, permit
from .moving import add_remark, move, proposed_closure
from .transitions import TRANSITIONS
from .versions import keep_version


def submit(*, decision: Decision, by: User, version: int, remark: str = "") -> Decision:
    """Offer a draft for review, also an unfinished one: before adoption everything is advice."""
    with transaction.atomic():
        case = locked(decision, version)
        permit("submit", case, by)
        return move(case, "submit", by, remark)


def return_to_author(*, decision: Decision, by: User, version: int, remark: str) -> Decision:
    """Back to draft with a remark; a new round begins. A proposal to close lapses with it."""
    with transaction.atomic():
        case = locked(decision, version)
        permit("return_to_author", case, by, remark=remark)
        Closure.objects.filter(decision=case, confirmed_at=None).delete()
        add_remark(case, "return_to_author", by, remark)
        case.round += 1
        return move(case, "return_to_author", by)


def take_over(*, decision: Decision, by: User, version: int, remark: str) -> Decision:
    """Another officer goes on with the case. Whoever still had a form open is told so on saving."""
    with transaction.atomic():
        case = locked(decision, version)
        permit("take_over", case, by, remark=remark)
        before, case.handler = case.handler_id, by
        kept = add_remark(case, "take_over", by, remark)
        keep_version(case, by, TRANSITIONS["take_over"].label, content=False)
        audit.record(
            "decision.taken_over", case, by, before=before, after=by.pk, remark=kept, version=case.version
        )
        return case


def agree(*, decision: Decision, by: User, version: int, remark: str = "") -> Decision:
    """Another person agrees with the content. From here it only changes by returning it."""
    with transaction.atomic():
        case = locked(decision, version)
        against = []
        if proposed_closure(case):
            against.append(
                fault(
                    "voorstel",
                    "Er ligt een voorstel om deze zaak af te sluiten. Bevestig dat, of stuur terug.",
                )
            )
        permit("agree", case, by, against=against)
        return move(case, "agree", by, remark)
