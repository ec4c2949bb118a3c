"""The acts on the text bank: adding, writing a new version, withdrawing, and picking for a case."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Conflict, NotAllowed, Refused
from almere_camera.models import User
from almere_camera.roles import Perm, may, who

from .. import clauses, loading
from ..models import Assessment, Clause, ClauseVersion, Decision, DecisionKind, Judgement, PickedClause
from ..models.assessment import TEXT_MAX
from ..models.clauses import CLAUSE_MAX
from .asking import fault


def add_clause(
    *, by: User, theme: str, title: str, text: str, kind: str = "", variant: str = "", criterion: str = ""
) -> Clause:
    """Put a clause in the bank. Raises NotAllowed, or Refused with all that is wrong with it."""
    with transaction.atomic():
        _permit(by)
        against = [fault("text", message) for message in _faults(text)]
        if not title.strip():
            against.append(fault("title", "Geef het tekstblok een titel."))
        if Clause.objects.filter(theme=theme, title=title.strip()).exists():
            against.append(fault("title", "Bij dit thema is al een tekstblok met deze titel."))
        if kind == DecisionKind.END and not criterion:
            against.append(fault("criterion", "Kies aan welk criterium niet meer wordt voldaan."))
        if against:
            raise Refused(against)
        clause = Clause.objects.create(
            theme=theme, title=title.strip(), kind=kind, variant=variant, criterion=criterion
        )
        version = ClauseVersion.objects.create(clause=clause, number=1, text=_plain(text), written_by=by)
        audit.record("clause.added", clause, by, version=1, sha256=_sha256(version.text))
        return clause


def write_clause_version(*, clause: Clause, by: User, number: int, text: str, reason: str) -> ClauseVersion:
    """Write the next version; the earlier ones stay, and a withdrawn clause is in use again.

    `number` is the version that was shown. Raises NotAllowed, Conflict when a colleague wrote one
    since, or Refused with all that is wrong.
    """
    with transaction.atomic():
        _permit(by)
        now = _locked(clause, number)
        newest = now.versions.get(number=number)
        against = [fault("text", message) for message in _faults(text)]
        if _plain(text) == newest.text and now.retired_on is None:
            against.append(fault("text", "Deze tekst is gelijk aan de vorige versie."))
        if not reason.strip():
            against.append(fault("reason", "Schrijf op waarom de tekst verandert."))
        if against:
            raise Refused(against)
        version = ClauseVersion.objects.create(
            clause=now, number=number + 1, text=_plain(text), reason=reason.strip(), written_by=by
        )
        if now.retired_on is not None:
            now.retired_on = None
            now.save(update_fields=["retired_on"])
        audit.record("clause.version_written", now, by, version=number + 1, sha256=_sha256(version.text))
        return version


def withdraw_clause(*, clause: Clause, by: User, number: int) -> Clause:
    """No longer offer a clause, from today; cases that have its words keep them.

    Raises NotAllowed, Conflict as above, or Refused when it was withdrawn already.
    """
    with transaction.atomic():
        _permit(by)
        now = _locked(clause, number)
        if now.retired_on is not None:
            raise Refused([fault("ingetrokken", "Dit tekstblok is al ingetrokken.")])
        now.retired_on = timezone.localdate()
        now.save(update_fields=["retired_on"])
        audit.record("clause.withdrawn", now, by, version=number)
        return now


def insert_clause(case: Decision, *, by: User, step: str, place: str, version: int) -> PickedClause:
    """Put the words of a clause, with the facts of the case, under what stands at this place.

    Only inside `edit(...)`, which locks the case, keeps its version and records the event; `version`
    is the key of the version that was shown. Raises Refused when that is no longer offered here, when
    the same words stand there already, or when they do not fit any more.
    """
    whole = loading.load(case.pk)
    offered = clauses.offers(whole, step).get(place, [])
    offer = next((offer for offer in offered if offer.version.pk == version), None)
    if offer is None:
        message = "Dit tekstblok is intussen gewijzigd of ingetrokken. Kies nog eens."
        raise Refused([fault("tekstblok", message)])
    written = clauses.written_at(whole, place).rstrip()
    if offer.text in written:
        raise Refused([fault("tekstblok", f"‘{offer.clause.title}’ staat er al, met dezelfde feiten.")])
    text = "\n\n".join(filter(None, [written, offer.text]))
    if len(text.replace("\n", "\r\n")) > TEXT_MAX:  # as a browser sends it
        message = f"‘{offer.clause.title}’ past er niet meer bij: er mogen {TEXT_MAX} tekens staan."
        raise Refused([fault("tekstblok", message)])
    _write(case, place, text)
    return PickedClause.objects.create(
        decision=case, version=offer.version, place=place, text=offer.text, picked_by=by
    )


def _write(case: Decision, place: str, text: str) -> None:
    fields = {PickedClause.Place.OCCASION: "occasion", PickedClause.Place.ENDING: "ending_ground"}
    if place in fields:
        Assessment.objects.filter(decision=case).update(**{fields[PickedClause.Place(place)]: text})
    else:
        Judgement.objects.filter(decision=case, criterion__key=place).update(reasons=text)


def _permit(by: User) -> None:
    if not may(by, Perm.MANAGE_RECORDS):
        names = who(Perm.MANAGE_RECORDS)
        message = f"De tekstbank beheren hoort niet bij uw functie. Dit doet: {names}."
        raise NotAllowed([fault("functie", message)])


def _locked(clause: Clause, number: int) -> Clause:
    """The clause, locked until the transaction ends. Raises Conflict when another version came since."""
    now = Clause.objects.select_for_update().get(pk=clause.pk)
    newest = now.versions.order_by("-number").first()
    if newest is None or newest.number != number:
        someone = str(newest.written_by) if newest and newest.written_by else "Iemand anders"
        message = f"{someone} heeft intussen een nieuwe versie geschreven. Uw tekst staat nog op dit scherm."
        raise Conflict([fault("versie", message)])
    return now


def _faults(text: str) -> list[str]:
    if not text.strip():
        return ["Schrijf de tekst van het tekstblok."]
    if len(text) > CLAUSE_MAX:
        return [f"Maak de tekst korter: er mogen {CLAUSE_MAX} tekens staan."]
    return clauses.faults(text)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
