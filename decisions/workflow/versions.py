"""Every version of the text that was saved, so that anyone can see later what the case then read."""

from __future__ import annotations

import hashlib

from almere_camera.models import User

from .. import text
from ..blocks import Document
from ..documents import canonical_json
from ..models import Decision, SavedVersion


def keep_version(case: Decision, by: User, what: str, *, content: bool = True) -> SavedVersion:
    """Raise the version of the case, save it, and keep the text as it now reads.

    `content` says whether somebody wrote: whoever did may not agree or register the adoption.
    """
    case.version += 1
    case.save()
    return keep(case, by, what, text.compose(case, draft=True), content=content)


def keep(case: Decision, by: User, what: str, document: Document, *, content: bool) -> SavedVersion:
    """Keep this document as the present version of the case."""
    return SavedVersion.objects.create(
        decision=case,
        number=case.version,
        round=case.round,
        what=what,
        saved_by=by,
        content=content,
        document=document.as_json(),
        sha256=hashlib.sha256(canonical_json(document)).hexdigest(),
    )
