"""Filling in and carrying a case through the real acts, for the demonstration."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction

from almere_camera.models import Official, User
from almere_camera.uploads import PDF, Checked
from decisions import documents, text, workflow
from decisions.models import (
    AdoptedText,
    Consultation,
    Decision,
    DesignatedArea,
    Evidence,
    Fact,
    Judgement,
    Measure,
    Participant,
    ViewingHours,
)

Hours = tuple[tuple[int, ...], time, time]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words, term and viewing hours of one area."""

    words: str
    last_day: date
    first_day: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    hours: Sequence[Hours] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything an officer would fill in; what is left out stays empty."""

    assessment: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    elements: dict[str, str] = field(default_factory=dict)
    facts: Sequence[dict[str, Any]] = ()
    measures: Sequence[dict[str, str]] = ()
    evidence: Sequence[dict[str, Any]] = ()
    consultation: dict[str, Any] = field(default_factory=dict)
    participants: Sequence[tuple[str, str]] = ()


def fill(case: Decision, by: User, content: Content, checked_on: date) -> Decision:
    """Save the content in one go, as an officer would in several."""
    with workflow.edit(case, by=by, version=case.version, what="demonstratie") as draft:
        for name, value in content.assessment.items():
            setattr(draft.assessment, name, value)
        if content.terms:
            draft.assessment.map_checked_by, draft.assessment.map_checked_on = by, checked_on
        draft.assessment.save()
        for name, term in content.terms.items():
            _set_term(draft.designated_areas.get(area__name=name), term)
        for key, reasons in content.reasons.items():
            judgement = draft.judgements.get(criterion__key=key)
            judgement.reasons, judgement.verdict = reasons, Judgement.Verdict.MET
            judgement.save()
        for key, words in content.elements.items():
            draft.element_notes.filter(element__key=key).update(text=words)
        Fact.objects.bulk_create(Fact(decision=draft, **values) for values in content.facts)
        Measure.objects.bulk_create(Measure(decision=draft, **values) for values in content.measures)
        Evidence.objects.bulk_create(Evidence(decision=draft, **values) for values in content.evidence)
    case.refresh_from_db()
    return consult(case, by, content) if content.consultation else case


def consult(case: Decision, by: User, content: Content) -> Decision:
    """Record the consultation with the driehoek."""
    with workflow.consult(case, by=by, version=case.version) as draft:
        held = Consultation.objects.create(decision=draft, **content.consultation)
        for name, function in content.participants:
            Participant.objects.create(consultation=held, name=name, function=function)
    case.refresh_from_db()
    return case


def _set_term(designated: DesignatedArea, term: Term) -> None:
    designated.words = term.words
    designated.starts = "dag" if term.first_day else "na_bekendmaking"
    designated.first_day, designated.last_day = term.first_day, term.last_day
    designated.start_time, designated.end_time = term.start_time, term.end_time
    designated.full_clean()
    designated.save()
    if term.hours:
        designated.viewing_hours.all().delete()
    for weekdays, from_time, to_time in term.hours:
        ViewingHours.objects.create(
            designated_area=designated, weekdays=list(weekdays), from_time=from_time, to_time=to_time
        )


@dataclass(frozen=True, slots=True)
class Cast:
    """Who does what in the demonstration."""

    officer: User
    reviewer: User
    office: User
    communications: User
    signatory: Official


def agreed(case: Decision, cast: Cast) -> Decision:
    """Submitted by the officer, agreed by the reviewer."""
    workflow.submit(decision=case, by=cast.officer, version=case.version)
    case.refresh_from_db()
    workflow.agree(decision=case, by=cast.reviewer, version=case.version)
    case.refresh_from_db()
    return case


def adopted(case: Decision, cast: Cast, on: date, warnings: dict[str, str] | None = None) -> Decision:
    """Agreed and adopted."""
    return registered(agreed(case, cast), cast, on, workflow.adopt, warnings)


def registered(
    case: Decision,
    cast: Cast,
    on: date,
    act: Callable[..., AdoptedText],
    warnings: dict[str, str] | None = None,
) -> Decision:
    """Adopted by this act, with the printed decision as the signed copy."""
    with transaction.atomic():
        act(
            decision=case,
            by=cast.office,
            version=case.version,
            signatory=cast.signatory,
            on=on,
            signed_copy=signed_copy(case, cast.signatory, on),
            acknowledgements=warnings,
        )
    case.refresh_from_db()
    return case


def signed_copy(case: Decision, signatory: Official, on: date) -> Checked:
    """The decision as it is put before the mayor, standing in for the scan that comes back."""
    case.signatory, case.signed_on = signatory, on
    content = documents.render_pdf(text.compose(case, draft=False))
    return Checked(content, PDF, hashlib.sha256(content).hexdigest(), "getekend.pdf")


def published(case: Decision, cast: Cast, on: date, number: str) -> Decision:
    """Recorded as published in the Gemeenteblad."""
    workflow.publish(
        decision=case, by=cast.communications, version=case.version, number=number, published_on=on
    )
    case.refresh_from_db()
    return case


def days(count: int) -> timedelta:
    return timedelta(days=count)
