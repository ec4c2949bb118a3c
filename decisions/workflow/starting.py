"""How a case begins: from a request, from an earlier case, or as a record of the past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, NotAllowed, Refused
from almere_camera.models import HouseRule, User
from areas.models import Area, Boundary

from .. import states, text
from ..models import (
    Assessment,
    Decision,
    DecisionKind,
    DesignatedArea,
    ElementNote,
    Evidence,
    Fact,
    Judgement,
    Measure,
    PickedClause,
    PolicyFramework,
    Publication,
    Request,
    Starts,
    Status,
    UsePeriod,
    ViewingHours,
)
from .asking import locked, not_allowed, permit
from .transitions import TRANSITIONS
from .versions import keep_version

ONE_DAY = timedelta(days=1)
ONLY_MOBILE = "De korte route bij spoed is alleen voor mobiel cameratoezicht dat u instelt of verlengt."
ASSESSMENT_NOT_COPIED = ("id", "decision", "map_checked_by", "map_checked_on")


def start(
    *,
    by: User,
    request: Request,
    kind: str,
    variant: str,
    areas: Sequence[Area] = (),
    follows: Sequence[DesignatedArea] = (),
    kenmerk: str = "",
    title: str = "",
    known: Mapping[str, Any] | None = None,
    urgent: bool = False,
) -> Decision:
    """Begin a case from a request (beleidskader, hoofdstuk 5).

    An extension, change or ending names the designations it `follows`; their areas, words and
    viewing hours are taken over. Kenmerk and title are suggested when empty. `known` are answers of
    the assessment that the request already gives; `urgent` takes the short route, for mobile use only.
    Raises Refused with every reason, NotAllowed for another role.
    """
    today = timezone.localdate()
    with transaction.atomic():
        audit.serialise()
        if reason := not_allowed(TRANSITIONS["start"], by):
            raise NotAllowed([reason])
        faults = _start_faults(kind, variant, follows, kenmerk)
        if urgent and not Decision(kind=kind, variant=variant).may_be_urgent:
            faults.append(Finding(code="spoed", message=ONLY_MOBILE))
        if faults:
            raise Refused(faults)
        if request._state.adding:
            request.full_clean()
            request.save()
        names = [area.name for area in [*areas, *(f.area for f in follows)]]
        case = Decision.objects.create(
            kenmerk=kenmerk.strip() or suggest_kenmerk(today),
            title=title.strip() or text.title_for(kind, variant, names),
            kind=kind,
            variant=variant,
            request=request,
            framework=PolicyFramework.objects.in_force_on(today).order_by("-in_force_from").first(),
            created_by=by,
            handler=by,
            urgent=urgent,
        )
        _prepare(case, today, known or {})
        for area in areas:
            designate(case, area)
        for earlier in follows:
            _follow(case, earlier)
        keep_version(case, by, "start")
        audit.record("decision.started", case, by, kind=kind, variant=variant, request=request.pk)
        return case


def designate(case: Decision, area: Area) -> DesignatedArea:
    """Add an area to a case, with a copy of the boundary that holds today."""
    designated = DesignatedArea(decision=case, area=area, words="")
    take_boundary(designated, area.boundary_on(timezone.localdate()) or area.newest_boundary)
    designated.save()
    UsePeriod.objects.create(designated_area=designated)
    return designated


def take_boundary(designated: DesignatedArea, boundary: Boundary | None) -> None:
    """Copy outline and streets: a later change of the area leaves the case as it is."""
    designated.boundary = boundary
    designated.geometry = boundary.geometry if boundary else None
    designated.streets = list(boundary.streets) if boundary else []


def suggest_kenmerk(today: date) -> str:
    """The next free kenmerk of this year: CT-2026-014."""
    prefix = f"CT-{today.year}-"
    used = Decision.objects.filter(kenmerk__startswith=prefix).values_list("kenmerk", flat=True)
    numbers = [int(k.removeprefix(prefix)) for k in used if k.removeprefix(prefix).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"


def copy(*, decision: Decision, by: User, version: int) -> Decision:
    """A new draft with the content of an earlier case; verdicts, consultations and dates are not copied."""
    with transaction.atomic():
        source = locked(decision, version)
        audit.serialise()
        permit("copy", source, by)
        today = timezone.localdate()
        case = Decision.objects.create(
            kenmerk=suggest_kenmerk(today),
            title=source.title,
            kind=source.kind,
            variant=source.variant,
            request=source.request,
            framework=PolicyFramework.objects.in_force_on(today).order_by("-in_force_from").first(),
            copied_from=source,
            created_by=by,
            handler=by,
        )
        _prepare(case, today)
        _copy_content(source, case)
        keep_version(case, by, "kopie")
        audit.record("decision.copied", case, by, source=source.pk)
        return case


@dataclass(frozen=True, slots=True, kw_only=True)
class PastArea:
    """What is known of one area in a decision of the past; what is unknown stays empty."""

    area: Area
    words: str = ""
    first_day: date | None = None
    last_day: date | None = None
    follows: DesignatedArea | None = None
    streets: Sequence[str] = field(default_factory=tuple)


def record_historical(
    *,
    by: User,
    kenmerk: str,
    title: str,
    kind: str,
    variant: str,
    signed_on: date | None,
    areas: Iterable[PastArea],
    notes: str,
    framework: PolicyFramework | None = None,
    publication_number: str = "",
    published_on: date | None = None,
) -> Decision:
    """Record a decision that was taken before this application: known facts only, frozen, no gates."""
    with transaction.atomic():
        if reason := not_allowed(TRANSITIONS["start"], by):
            raise NotAllowed([reason])
        case = Decision.objects.create(
            kenmerk=kenmerk,
            title=title,
            kind=kind,
            variant=variant,
            historical=True,
            framework=framework,
            created_by=by,
            signed_on=signed_on,
            notes=notes,
        )
        for past in areas:
            DesignatedArea.objects.create(
                decision=case,
                area=past.area,
                words=past.words,
                streets=list(past.streets),
                starts=Starts.ON_DAY,
                first_day=past.first_day,
                last_day=past.last_day,
                follows=past.follows,
            )
        if publication_number:
            Publication.objects.create(
                decision=case, number=publication_number, published_on=published_on, recorded_by=by
            )
        case.status = Status.ADOPTED
        case.save()
        audit.record("decision.historical_recorded", case, by)
        return case


def _start_faults(kind: str, variant: str, follows: Sequence[DesignatedArea], kenmerk: str) -> list[Finding]:
    faults = []
    if kind != DecisionKind.START and not follows:
        label = DecisionKind(kind).label.lower()
        faults.append(
            Finding(
                code="I16",
                message=f"Kies de aanwijzing waarop dit besluit volgt: zonder is er niets te {label}.",
            )
        )
    if kenmerk.strip() and Decision.objects.filter(kenmerk=kenmerk.strip()).exists():
        faults.append(
            Finding(code="kenmerk", message=f"Kenmerk {kenmerk.strip()} bestaat al. Kies een ander kenmerk.")
        )
    return faults


def _prepare(case: Decision, today: date, known: Mapping[str, Any] = MappingProxyType({})) -> None:
    """The empty assessment with the questions of the framework version that now holds."""
    retention = HouseRule.objects.valid_on(today).filter(key=HouseRule.Key.RETENTION_DAYS).first()
    days = retention.value if retention else None
    Assessment.objects.create(decision=case, **{"retention_days": days, **known})
    if case.framework is None or case.is_ending:
        return
    for criterion in case.framework.criteria.all():
        Judgement.objects.create(decision=case, criterion=criterion, question=criterion.question)
    for element in case.framework.elements.all():
        ElementNote.objects.create(decision=case, element=element)


def _follow(case: Decision, earlier: DesignatedArea) -> DesignatedArea:
    """Take over area, words and viewing hours of an earlier designation."""
    designated = DesignatedArea(decision=case, area=earlier.area, words=earlier.words, follows=earlier)
    take_boundary(designated, earlier.area.newest_boundary)
    if case.is_ending or not designated.geometry:
        designated.geometry, designated.streets = earlier.geometry, list(earlier.streets)
    if case.kind == DecisionKind.EXTEND:
        last = states.term_of(earlier).last_day
        designated.starts = Starts.ON_DAY if last else Starts.AFTER_PUBLICATION
        designated.first_day = last + ONE_DAY if last else None
    if case.kind == DecisionKind.CHANGE:
        designated.last_day, designated.end_time = earlier.last_day, earlier.end_time
    designated.save()
    if not case.is_ending:
        UsePeriod.objects.create(designated_area=designated)
        _copy_rows(earlier.viewing_hours.all(), designated_area=designated)
        designated.deployments.set(earlier.deployments.all())
    return designated


def _copy_content(source: Decision, case: Decision) -> None:
    old = Assessment.objects.filter(decision=source).first()
    if old is not None:
        values = {f.attname: getattr(old, f.attname) for f in Assessment._meta.concrete_fields}
        kept = {k: v for k, v in values.items() if k.removesuffix("_id") not in ASSESSMENT_NOT_COPIED}
        Assessment.objects.filter(decision=case).update(**kept)
    for judgement in source.judgements.select_related("criterion"):
        mine = case.judgements.filter(criterion__key=judgement.criterion.key)
        mine.update(reasons=judgement.reasons)
    for note in source.element_notes.select_related("element"):
        case.element_notes.filter(element__key=note.element.key).update(text=note.text, applies=note.applies)
    _copy_rows(Measure.objects.filter(decision=source), decision=case)
    _copy_rows(Fact.objects.filter(decision=source), decision=case)
    _copy_rows(Evidence.objects.filter(decision=source), decision=case)
    _copy_rows(PickedClause.objects.filter(decision=source), decision=case)
    for area in source.designated_areas.prefetch_related("viewing_hours", "deployments"):
        designated = DesignatedArea(decision=case, area=area.area, words=area.words, follows=area.follows)
        take_boundary(designated, area.area.newest_boundary)
        designated.save()
        if not case.is_ending:
            UsePeriod.objects.create(designated_area=designated)
            _copy_rows(area.viewing_hours.all(), designated_area=designated)


def _copy_rows(
    rows: Iterable[Measure | Fact | Evidence | PickedClause | ViewingHours], **changes: Any
) -> None:
    for row in rows:
        row.pk, row._state.adding = None, True
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(force_insert=True)
