"""The documents of a case as a list: of a confidential one only its existence, for who may not read it."""

from __future__ import annotations

from typing import Any

from almere_camera.models import User
from almere_camera.roles import Perm, may

from .dossier import url_of
from .models import FROZEN, Decision, Evidence
from .retention import destroyed_files
from .workflow.asking import obstacles


def rows(decision: Decision, user: User) -> list[dict[str, Any]]:
    """One row per document, with the way to its file, or the day on which that was destroyed."""
    may_read = may(user, Perm.VIEW_CONFIDENTIAL)
    pieces = list(decision.evidence.all())
    frozen = decision.status in FROZEN and any(piece.confidential for piece in pieces)
    gone = destroyed_files(decision) if frozen else {}
    may_destroy = may_read and not obstacles("destroy_evidence_file", decision, user)
    found = []
    for piece in pieces:
        row = _row(decision, piece, hidden=piece.confidential and not may_read)
        if piece.pk in gone:
            row |= {"url": "", "destroyed": gone[piece.pk]}
        elif may_destroy and piece.confidential and piece.file:
            row["destroy_url"] = url_of(decision, "evidence_destroy", evidence=piece.pk)
        found.append(row)
    return found


def _row(decision: Decision, piece: Evidence, *, hidden: bool) -> dict[str, Any]:
    if hidden:
        return {"title": "Vertrouwelijk stuk", "kind": piece.get_kind_display(), "confidential": True}
    return {
        "title": piece.title,
        "kind": piece.get_kind_display(),
        "source": piece.source,
        "dated": piece.dated,
        "confidential": piece.confidential,
        "url": url_of(decision, "evidence_file", evidence=piece.pk) if piece.file else "",
        "size": piece.file_size,
    }
