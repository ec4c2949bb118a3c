"""Recording what happened in the Gemeenteblad: facts, refused only when they are impossible."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding
from almere_camera.models import User

from ..models import AdoptedText, Decision, Publication
from .asking import fault, locked, permit

ON_THE_WEBSITE = (Publication.Kind.WEBSITE, Publication.Kind.REMOVED)


def publish(
    *,
    decision: Decision,
    by: User,
    version: int,
    number: str,
    published_on: date | None,
    url: str = "",
    cvdr: str = "",
    kind: str = Publication.Kind.OFFICIAL,
) -> Publication:
    """Record a publication. Late, after the end, after a gap: always recorded, the consequence is shown.

    Raises Refused only for the impossible (before adoption, in the future) and for a record that
    would not say what was published when. Awb 3:40, 3:42; Bekendmakingswet art. 6.
    """
    with transaction.atomic():
        case = locked(decision, version)
        record = Publication(
            decision=case,
            kind=kind,
            number=number.strip(),
            published_on=published_on,
            url=url,
            cvdr=cvdr.strip(),
            recorded_by=by,
        )
        permit("publish", case, by, against=[*_impossible(record), *_already_there(record)])
        record.save(force_insert=True)
        audit.record(
            "decision.published",
            case,
            by,
            number=record.number,
            published_on=published_on,
            kind=kind,
            publication=record.pk,
        )
        return record


def correct_publication(
    *,
    publication: Publication,
    by: User,
    number: str,
    published_on: date | None,
    reason: str,
    url: str = "",
    cvdr: str = "",
) -> Publication:
    """Correct a mistyped record by a new one, with the reason; the old one stays to be seen."""
    with transaction.atomic():
        case = locked(publication.decision, publication.decision.version)
        record = Publication(
            decision=case,
            kind=publication.kind,
            number=number.strip(),
            published_on=published_on,
            url=url,
            cvdr=cvdr.strip(),
            recorded_by=by,
            replaces=publication,
            correction_reason=reason.strip(),
        )
        against = _impossible(record)
        if not reason.strip():
            against.append(fault("reden", "Schrijf op waarom u dit gegeven verbetert."))
        if Publication.objects.filter(replaces=publication).exists():
            against.append(fault("verbeterd", "Deze regel is al verbeterd. Verbeter de nieuwste regel."))
        permit("correct_publication", case, by, against=against)
        record.save(force_insert=True)
        audit.record(
            "decision.publication_corrected",
            case,
            by,
            number=record.number,
            published_on=published_on,
            publication=record.pk,
            replaces=publication.pk,
        )
        return record


def _impossible(record: Publication) -> list[Finding]:
    """What cannot be true of this record."""
    faults = []
    if record.kind not in ON_THE_WEBSITE and not record.number:
        faults.append(fault("nummer", "Vul het nummer van het Gemeenteblad in, bijvoorbeeld gmb-2026-12345."))
    if record.kind == Publication.Kind.WEBSITE and not record.url:
        faults.append(fault("url", "Vul het adres in waarop het besluit op de website staat."))
    try:
        record.clean_fields(exclude=["decision", "recorded_by", "replaces"])
    except ValidationError as error:
        faults.extend(fault(field, m) for field, ms in error.message_dict.items() for m in ms)
    if record.published_on is None:
        faults.append(fault("datum", "Vul de datum van uitgifte in."))
    elif record.published_on > timezone.localdate():
        faults.append(fault("datum", "De datum van uitgifte ligt in de toekomst."))
    elif record.kind == Publication.Kind.MOTIVATION:
        faults.extend(_of_motivation(record, record.published_on))
    elif record.decision.signed_on and record.published_on < record.decision.signed_on:
        faults.append(
            fault(
                "datum",
                "De datum van uitgifte ligt voor de vaststelling op "
                f"{record.decision.signed_on:%d-%m-%Y}. Controleer de datum.",
            )
        )
    taken = Publication.objects.filter(number=record.number, kind=record.kind).exclude(
        decision=record.decision
    )
    if record.number and (other := taken.select_related("decision").first()):
        faults.append(fault("nummer", f"Nummer {record.number} hoort al bij {other.decision.kenmerk}."))
    return faults


def _of_motivation(record: Publication, published_on: date) -> list[Finding]:
    """A motivation that came later is published after its own adoption (Awb 3:47 lid 3 and 4)."""
    frozen = record.decision.adopted_texts.filter(kind=AdoptedText.Kind.MOTIVATION).first()
    if frozen is None:
        return [fault("kind", "Er is geen motivering achteraf vastgesteld. Er is dus niets om te plaatsen.")]
    if published_on < frozen.adopted_on:
        words = f"De motivering is vastgesteld op {frozen.adopted_on:%d-%m-%Y}. Controleer de datum."
        return [fault("datum", words)]
    return []


def _already_there(record: Publication) -> list[Finding]:
    """The decision and its motivation are each published once; what was mistyped is corrected."""
    if record.kind == Publication.Kind.REMOVED:
        return _nothing_to_remove(record)
    names = {
        Publication.Kind.OFFICIAL: "De bekendmaking",
        Publication.Kind.MOTIVATION: "De plaatsing van de motivering",
    }
    there = Publication.objects.filter(decision=record.decision, kind=record.kind).last()
    if there is None or there.kind not in names:
        return []
    name = names[Publication.Kind(there.kind)]
    words = f"{name} is al vastgelegd ({there.number}). Verbeter die regel als zij fout is."
    return [fault("bekendmaking", words)]


def _nothing_to_remove(record: Publication) -> list[Finding]:
    """A removal follows on a placement that was not removed yet."""
    there = Publication.objects.filter(decision=record.decision, replaced_by=None)
    placed = there.filter(kind=Publication.Kind.WEBSITE).count()
    if placed > there.filter(kind=Publication.Kind.REMOVED).count():
        return []
    return [fault("kind", "Er is geen plaatsing op de website vastgelegd die nog niet is verwijderd.")]
