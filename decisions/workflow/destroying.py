"""Destroying what may no longer be kept, with a record that it was done and of what it was.

The record holds ids, hashes and the kind of reason; never what was destroyed.
"""

from __future__ import annotations

from datetime import date

from django.db import models, transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, NotAllowed, Refused
from almere_camera.models import User
from almere_camera.roles import PERMISSION_LABELS, Perm, may, who

from ..models import FROZEN, Decision, Evidence, Objection, Status
from ..objections import is_open
from ..retention import FILE_DESTROYED, destroyed_files, files_keep_until
from .asking import fault, permit
from .objecting import locked_objection


class Reason(models.TextChoices):
    """Why it is destroyed: one of a few, so that the record itself tells nothing personal."""

    EXPIRED = "bewaartermijn voorbij", "De bewaartermijn is voorbij"
    REQUEST = "verzoek van betrokkene", "De betrokkene vraagt erom"
    MISTAKE = "ten onrechte bewaard", "Het had niet bewaard mogen worden"


def destroy_personal_data(
    *, objection: Objection, by: User | None, version: int, reason: str = Reason.EXPIRED
) -> Objection:
    """Blank name, address, grounds and notes of an objection; number, days and outcome stay.

    After `retain_until`, or earlier for another reason than the passing of time. Never while a
    decision on it is still to come. `by` is None for the command that looks after the term.
    """
    with transaction.atomic():
        record = locked_objection(objection, by, version)
        today = timezone.localdate()
        faults = []
        if record.destroyed_at:
            faults.append(fault("vernietigd", "De persoonsgegevens bij dit bezwaar zijn al vernietigd."))
        if is_open(record):
            faults.append(fault("open", "Over dit bezwaar is nog niet beslist. De gegevens zijn nog nodig."))
        faults += _too_early(reason, record.retain_until, today)
        _permit_or_system("destroy_personal_data", record.decision, by, faults)
        record.objector = record.contact = record.grounds = record.late_note = ""
        record.destroyed_at, record.destroyed_by = timezone.now(), by
        record.version += 1
        record.save()
        audit.record(
            "objection.personal_data_destroyed",
            record.decision,
            by,
            objection=record.pk,
            reason=reason,
            early=today <= record.retain_until,
        )
        return record


def destroy_evidence_file(*, evidence: Evidence, by: User | None, reason: str = Reason.EXPIRED) -> Evidence:
    """Destroy the stored file of a confidential document of a finished case; its row keeps its hash.

    Copies of the case show the same file: it is gone for each of them, and each log says so. The
    bytes go once the record of it is certain.
    """
    with transaction.atomic():
        audit.serialise()
        piece = Evidence.objects.select_related("decision").get(pk=evidence.pk)
        if by is not None and not may(by, Perm.VIEW_CONFIDENTIAL):
            label, others = PERMISSION_LABELS[Perm.VIEW_CONFIDENTIAL], who(Perm.VIEW_CONFIDENTIAL)
            message = f"‘{label}’ hoort niet bij uw functie. Wie dat wel mag: {others}."
            raise NotAllowed([Finding(code="functie", message=message)])
        shared = list(Evidence.objects.filter(file=piece.file.name).select_related("decision"))
        faults = _file_faults(piece, shared)
        today = timezone.localdate()
        faults += _too_early(reason, files_keep_until(shared, today), today)
        _permit_or_system("destroy_evidence_file", piece.decision, by, faults)
        name, storage = piece.file.name, piece.file.storage
        assert name  # refused otherwise
        transaction.on_commit(lambda: storage.delete(name))
        for one in shared:
            audit.record(FILE_DESTROYED, one.decision, by, evidence=one.pk, sha256=one.sha256, reason=reason)
        return piece


def _too_early(reason: str, retain_until: date | None, today: date) -> list[Finding]:
    if reason not in Reason.values:
        return [fault("reason", "Kies waarom de gegevens worden vernietigd.")]
    if reason == Reason.EXPIRED and retain_until is None:
        return [fault("reason", "Er is geen bewaartermijn die voorbij is. Kies een andere reden.")]
    if reason == Reason.EXPIRED and retain_until and today <= retain_until:
        said = f"De bewaartermijn loopt tot en met {retain_until:%d-%m-%Y}. Kies een andere reden, of wacht."
        return [fault("reason", said)]
    return []


def _file_faults(piece: Evidence, shared: list[Evidence]) -> list[Finding]:
    faults = []
    if not piece.confidential:
        faults.append(fault("stuk", "Dit stuk is niet vertrouwelijk. Het hoort bij het dossier en blijft."))
    if not piece.file:
        faults.append(fault("stuk", "Bij dit stuk is geen bestand."))
    elif piece.pk in destroyed_files(piece.decision):
        faults.append(fault("stuk", "Dit bestand is al vernietigd."))
    waiting = {one.decision.kenmerk for one in shared if one.decision.status not in FROZEN and piece.file}
    for kenmerk in sorted(waiting - {piece.decision.kenmerk}):
        said = f"Zaak {kenmerk} gebruikt dit bestand ook en is nog niet af. Verwijder het stuk daar eerst."
        faults.append(fault("stuk", said))
    pending = Objection.objects.filter(decision=piece.decision_id, outcome=Objection.Outcome.OPEN)
    if piece.decision.status == Status.ADOPTED and pending.exists():
        faults.append(fault("open", "Er loopt nog een bezwaar tegen dit besluit. Het stuk is nog nodig."))
    return faults


def _permit_or_system(action: str, case: Decision, by: User | None, faults: list[Finding]) -> None:
    """The command that looks after terms needs no permission, and passes no other obstacle."""
    if by is not None:
        permit(action, case, by, against=faults)
    elif faults:
        raise Refused(faults)
