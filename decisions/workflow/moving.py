"""What the acts share: the new status with its version, remark and event; frozen texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from almere_camera import audit
from almere_camera.models import Official, User
from almere_camera.uploads import Checked

from .. import documents
from ..blocks import Document
from ..models import AdoptedText, Closure, Decision, Remark
from .transitions import TRANSITIONS
from .versions import keep_version


def move(case: Decision, action: str, by: User, remark: str = "") -> Decision:
    """Set the new status of this transition, keep the version and record the event."""
    transition = TRANSITIONS[action]
    assert transition.to is not None
    before = case.status
    if remark.strip():
        add_remark(case, action, by, remark)
    case.status = transition.to
    keep_version(case, by, transition.label, content=False)
    audit.record(
        f"decision.{action}",
        case,
        by,
        before=before,
        after=case.status,
        version=case.version,
        round=case.round,
    )
    return case


def add_remark(case: Decision, action: str, by: User, remark: str) -> int | None:
    """Keep the remark with the act; its number, or None when nothing was said."""
    if not remark.strip():
        return None
    label = TRANSITIONS[action].label
    return Remark.objects.create(
        decision=case, round=case.round, action=label, author=by, text=remark.strip()
    ).pk


def freeze(
    case: Decision,
    document: Document,
    kind: AdoptedText.Kind,
    by: User,
    signed_copy: Checked | None = None,
    *,
    signatory: Official | None = None,
    on: date | None = None,
) -> AdoptedText:
    """Freeze a document with the head of the log in it; the event of the act is the next link.

    Without `signatory` and `on` it is signed as the decision is.
    """
    frozen = documents.freeze(replace(document, chain_head=audit.serialise().hash))
    signatory = signatory or case.signatory
    adopted = AdoptedText(
        decision=case,
        kind=kind,
        blocks=frozen.json.decode(),
        html=frozen.html,
        text=frozen.text,
        pdf=frozen.pdf,
        blocks_sha256=frozen.sha256["json"],
        html_sha256=frozen.sha256["html"],
        text_sha256=frozen.sha256["text"],
        pdf_sha256=frozen.sha256["pdf"],
        signatory_name=signatory.name if signatory else "",
        signatory_function=signatory.get_function_display() if signatory else "",
        adopted_on=on or case.signed_on or timezone.localdate(),
        registered_by=by,
    )
    if signed_copy:
        adopted.signed_copy_sha256 = signed_copy.sha256
        adopted.signed_copy.save("", ContentFile(signed_copy.content), save=False)
    adopted.save(force_insert=True)
    return adopted


def hashes(adopted: AdoptedText) -> dict[str, object]:
    """What the event of freezing says of the frozen text: `decisions.verifying` compares it later."""
    return {
        "adopted_text": adopted.pk,
        "blocks_sha256": adopted.blocks_sha256,
        "html_sha256": adopted.html_sha256,
        "text_sha256": adopted.text_sha256,
        "pdf_sha256": adopted.pdf_sha256,
        "signed_copy_sha256": adopted.signed_copy_sha256,
    }


def proposed_closure(case: Decision) -> Closure | None:
    return Closure.objects.filter(decision=case, confirmed_at=None).first()
