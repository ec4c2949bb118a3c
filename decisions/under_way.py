"""Cases on their way: which they are, and who must act next."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from almere_camera.roles import Perm, who

from .models import Decision, Publication, Status


def on_their_way() -> QuerySet[Decision]:
    """Cases on which somebody must still act: not ended, and if adopted not yet published."""
    official = Publication.objects.filter(kind=Publication.Kind.OFFICIAL)
    done = (
        Q(status=Status.CLOSED)
        | Q(status=Status.ADOPTED, pk__in=official.values("decision"))
        | Q(status=Status.ADOPTED, historical=True)
        | Q(status=Status.ADOPTED, closure__confirmed_at__isnull=False)
    )
    return Decision.objects.exclude(pk__in=Decision.objects.filter(done).values("pk"))


def waits_for(case: Decision) -> str:
    """The function that must act next on a case on its way."""
    waited = {
        Status.DRAFT: Perm.EDIT_CASES,
        Status.REVIEW: Perm.REVIEW_CASES,
        Status.AGREED: Perm.ADOPT,
        Status.ADOPTED: Perm.PUBLISH,
    }
    return who(waited[Status(case.status)]) if case.status in waited else ""


def waited_for(case: Decision) -> str:
    """The same, with the name of who handles a draft."""
    named = case.status == Status.DRAFT and case.handler is not None
    return f"{case.handler} ({waits_for(case)})" if named else waits_for(case)


def proposal(case: Decision) -> str:
    """What somebody proposes instead of a decision, or an empty string."""
    closure = getattr(case, "closure", None)
    if closure is None or closure.confirmed_at:
        return ""
    return f"Er ligt een voorstel: {closure.get_outcome_display().lower()}"
