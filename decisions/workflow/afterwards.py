"""What follows an urgent adoption: the review by another person, and the motivation that came later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Conflict, Finding
from almere_camera.models import Official, User
from almere_camera.printable import unprintable

from .. import text
from ..models import (
    AdoptedText,
    CriterionKey,
    Decision,
    LateMotivation,
    Publication,
    ReviewAfterwards,
    SavedVersion,
    Status,
)
from .asking import fault, locked, permit
from .moving import freeze, hashes
from .transitions import TRANSITIONS

LONGEST = 8000  # characters of the motivation of one criterion


# --- The review ----------------------------------------------------------------------------------


def review_afterwards(*, decision: Decision, by: User, version: int, remark: str) -> ReviewAfterwards:
    """Another than the writers and whoever registered it looks at an urgent decision, and says what of it.

    The decision itself does not change; what the review finds can lead to another decision.
    """
    with transaction.atomic():
        case = locked(decision, version)
        permit("review_afterwards", case, by, remark=remark, against=_review_faults(case, by))
        review = ReviewAfterwards.objects.create(decision=case, by=by, remark=remark.strip())
        audit.record("decision.reviewed_afterwards", case, by, version=case.version)
        return review


def is_due_for_review(case: Decision) -> bool:
    """Whether this was adopted with urgency, without akkoord before, and nobody reviewed it since."""
    if case.status != Status.ADOPTED or case.historical or not case.is_urgent:
        return False
    reviewed = getattr(case, "review_afterwards", None) is not None
    return not reviewed and not _was_agreed(case)


def _was_agreed(case: Decision) -> bool:
    """Whether another agreed after the last return: then the review was there before the adoption."""
    saved = SavedVersion.objects.filter(decision=case, round=case.round, what=SavedVersion.AGREED)
    return saved.exists()


def _review_faults(case: Decision, by: User) -> list[Finding]:
    """Why this person cannot review this decision afterwards, apart from status and authorship."""
    if not case.is_urgent or case.historical:
        return [fault("spoed", "Dit besluit is niet met spoed vastgesteld.")]
    if getattr(case, "review_afterwards", None) is not None:
        return [fault("toets", "Dit besluit is achteraf al getoetst.")]
    if _was_agreed(case):
        return [fault("akkoord", "Een ander gaf vooraf akkoord. Een toets achteraf is niet nodig.")]
    adopted = case.adopted_text
    if adopted is not None and adopted.registered_by_id == by.pk:
        message = "U hebt de vaststelling zelf geregistreerd. Een ander moet achteraf toetsen."
        return [Finding(code="vier ogen", message=message, who=TRANSITIONS["review_afterwards"].who)]
    return []


# --- The motivation ------------------------------------------------------------------------------


def write_motivation(
    *, decision: Decision, by: User, version: int, number: int, reasons: Mapping[str, str]
) -> LateMotivation:
    """Save the motivation as it now reads, half done or whole; it can be read before it is adopted.

    `reasons` are texts by criterion; `number` is the last one that the writer saw (0: none). Raises
    Conflict when a colleague saved a newer one. Nothing that was written is lost: every save is a row.
    """
    with transaction.atomic():
        case = locked(decision, version)
        said = {key: reasons.get(key, "").strip() for key in CriterionKey.values}
        permit("write_motivation", case, by, against=[*motivation_faults(case), *_faults_in(said)])
        last = _newest(case, number)
        written = LateMotivation.objects.create(
            decision=case, number=(last.number if last else 0) + 1, written_by=by, **said
        )
        audit.record("decision.motivation_written", case, by, number=written.number)
        return written


def freeze_motivation(
    *, decision: Decision, by: User, version: int, number: int, signatory: Official | None, on: date | None
) -> AdoptedText:
    """Freeze the motivation that urgency kept out of the publication, as a second text of the decision.

    Whoever registers did not write it. Awb 3:47 lid 3 and 4: within a week of the publication, and made
    known in the same way; later than that it is still recorded. The decision itself does not change.
    """
    with transaction.atomic():
        case = locked(decision, version)
        written = newest_motivation(case)
        faults = [*motivation_faults(case), *_unfinished(case, written, by)]
        permit("freeze_motivation", case, by, against=[*faults, *_faults_of_signing(case, signatory, on)])
        _newest(case, number)
        assert written is not None  # permit refused otherwise
        assert signatory is not None
        assert on is not None
        document = text.motivation_text(case, written.reasons, signatory=signatory, on=on, draft=False)
        adopted = freeze(case, document, AdoptedText.Kind.MOTIVATION, by, signatory=signatory, on=on)
        audit.record(
            "decision.motivation_frozen",
            case,
            by,
            version=case.version,
            number=written.number,
            signed_on=on,
            signatory=signatory.pk,
            **hashes(adopted),
        )
        return adopted


def newest_motivation(case: Decision) -> LateMotivation | None:
    """The motivation as it was last saved, or None."""
    return case.late_motivations.select_related("written_by").last()


def awaits_motivation(case: Decision) -> bool:
    """Whether urgency put the motivation off, and it has not been adopted yet."""
    return case.status == Status.ADOPTED and case.is_motivated_later and _frozen(case) is None


def motivation_to_publish(case: Decision) -> AdoptedText | None:
    """The adopted motivation of which no publication was recorded yet (Awb 3:47 lid 4)."""
    published = any(p.kind == Publication.Kind.MOTIVATION for p in case.publications.all())
    return None if published else _frozen(case)


def _frozen(case: Decision) -> AdoptedText | None:
    """The adopted motivation; uses what was prefetched."""
    return next((t for t in case.adopted_texts.all() if t.kind == AdoptedText.Kind.MOTIVATION), None)


def motivation_faults(case: Decision) -> list[Finding]:
    """Why there is no motivation to write or freeze in this case."""
    if not case.is_motivated_later:
        return [fault("spoed", "Bij dit besluit is de motivering niet uitgesteld.")]
    if _frozen(case) is not None:
        return [fault("motivering", "De motivering achteraf is al vastgesteld.")]
    return []


def motivated_already(case: Decision) -> frozenset[str]:
    """The criteria of which the decision itself gives the reasons."""
    judged = case.judgements.select_related("criterion")
    return frozenset(j.criterion.key for j in judged if j.reasons.strip())


def _newest(case: Decision, number: int) -> LateMotivation | None:
    """The motivation as last saved; Conflict when that is not the one that the person saw."""
    last = newest_motivation(case)
    if last is not None and last.number != number:
        message = f"{last.written_by} heeft de motivering intussen opgeslagen. Lees die tekst eerst."
        raise Conflict([Finding(code="versie", message=message)])
    return last


def _faults_in(said: Mapping[str, str]) -> list[Finding]:
    faults = []
    for key in CriterionKey:
        words = said[key.value]
        if len(words) > LONGEST:
            faults.append(fault(key.value, f"{key.label}: het mogen {LONGEST} tekens zijn."))
        if wrong := "".join(unprintable(words)):
            faults.append(fault(key.value, f"{key.label}: deze tekens kunnen niet worden afgedrukt: {wrong}"))
    if not any(said.values()):
        faults.append(fault(CriterionKey.NECESSITY, "Schrijf bij ten minste één criterium de motivering."))
    return faults


def _unfinished(case: Decision, written: LateMotivation | None, by: User) -> list[Finding]:
    """What the motivation still lacks: every criterion that the decision itself gives no reasons for."""
    writer = TRANSITIONS["write_motivation"].who
    if written is None:
        return [Finding(code="motivering", message="De motivering is nog niet geschreven.", who=writer)]
    given = motivated_already(case)
    faults = [
        Finding(code=key.value, message=f"{key.label}: de motivering ontbreekt nog.", who=writer)
        for key in CriterionKey
        if key.value not in given and not written.reasons[key.value]
    ]
    if case.late_motivations.filter(written_by=by).exists():
        message = "U hebt zelf aan de motivering geschreven. Een ander moet haar vaststelling registreren."
        faults.append(Finding(code="vier ogen", message=message, who=TRANSITIONS["freeze_motivation"].who))
    return faults


def _faults_of_signing(case: Decision, signatory: Official | None, on: date | None) -> list[Finding]:
    faults = []
    if on is None:
        faults.append(fault("on", "Vul in op welke dag de motivering is vastgesteld."))
    elif on > timezone.localdate():
        faults.append(fault("on", "De dag van vaststelling ligt in de toekomst."))
    elif case.signed_on and on < case.signed_on:
        words = f"Het besluit is van {case.signed_on:%d-%m-%Y}; de motivering volgt daarop."
        faults.append(fault("on", words))
    if signatory is None:
        faults.append(fault("signatory", "Kies wie de motivering heeft vastgesteld."))
    elif on is not None and not signatory.holds_on(on):
        faults.append(fault("signatory", f"{signatory} is op {on:%d-%m-%Y} niet in functie."))
    return faults
