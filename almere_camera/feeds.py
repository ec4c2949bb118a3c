"""The secret with which the calendar of a person reads the deadlines: made, taken back, looked up.

The secret itself is never kept: the database holds its SHA-256 only.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.db import transaction
from django.utils import timezone

from . import audit
from .findings import Finding, NotAllowed, Refused
from .models import FeedToken, User
from .roles import PERMISSION_LABELS, Perm, may, who

BYTES = 32  # of randomness: nobody guesses it


def create(*, by: User) -> str:
    """A new secret, shown this once. Raises Refused while the person has one that still works."""
    _permit(by)
    token = secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two clicks at once make one secret
        if working(by) is not None:
            raise Refused(
                [Finding(code="agenda", message="U hebt al een adres voor uw agenda. Trek dat eerst in.")]
            )
        made = FeedToken.objects.create(user=by, token_sha256=_digest(token))
        audit.record("feed.created", made, by)
    return token


def revoke(*, by: User) -> None:
    """From now on the address gives nothing. Raises Refused when there is none."""
    _permit(by)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        made = working(by)
        if made is None:
            raise Refused([Finding(code="agenda", message="U hebt geen adres voor uw agenda.")])
        made.revoked_at = timezone.now()
        made.save(update_fields=["revoked_at"])
        audit.record("feed.revoked", made, by)


def working(user: User) -> FeedToken | None:
    """The secret of this person that still works, or None."""
    return FeedToken.objects.filter(user=user, revoked_at=None).first()


def user_of(token: str) -> User | None:
    """Whose secret this is; None when it is unknown or revoked, or its owner may no longer look.

    Looked up by hash: how long that takes tells nothing of the secret.
    """
    digest = _digest(token)
    found = FeedToken.objects.select_related("user").filter(token_sha256=digest, revoked_at=None).first()
    if found is None or not hmac.compare_digest(found.token_sha256, digest):
        return None
    return found.user if may(found.user, Perm.VIEW_CASES) else None


def _permit(user: User) -> None:
    if not may(user, Perm.VIEW_CASES):
        raise NotAllowed(
            [
                Finding(
                    code="rol",
                    message=f"‘{PERMISSION_LABELS[Perm.VIEW_CASES]}’ hoort niet bij uw functie.",
                    who=who(Perm.VIEW_CASES),
                )
            ]
        )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
