"""Which evaluations there are and which are due: of every running designation, and of the framework.

A fixed number of queries, whatever the number of designations.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from decisions import states, terms
from decisions.models import Decision, DecisionKind, DesignatedArea, PolicyFramework, Status, Variant

from .models import AreaEvaluation, CouncilReport, FrameworkEvaluation

SOON = timedelta(days=92)  # three months ahead
Subject = TypeVar("Subject", DesignatedArea, PolicyFramework)
Evaluated = TypeVar("Evaluated", AreaEvaluation, FrameworkEvaluation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Generic[Subject, Evaluated]):
    """How the evaluation of one designation or framework stands. `last_day`: on which that ends."""

    subject: Subject
    last_day: date
    due: date
    evaluation: Evaluated | None
    today: date
    told_in: Decision | None = None

    @property
    def is_done(self) -> bool:
        """Completed, or told in the extension that follows."""
        return self.told_in is not None or self.is_completed

    @property
    def is_completed(self) -> bool:
        return self.evaluation is not None and self.evaluation.completed_on is not None

    @property
    def is_overdue(self) -> bool:
        """On the day itself it must be there (regel I22)."""
        return not self.is_done and self.today >= self.due

    @property
    def is_soon(self) -> bool:
        return not self.is_done and self.due - SOON <= self.today

    @property
    def words(self) -> str:
        if self.is_done:
            return "Afgerond" if self.is_completed else "Vastgelegd in de verlenging"
        if self.is_overdue:
            return "Te laat"
        return "Begonnen" if self.evaluation else "Nog niet begonnen"

    @property
    def badge(self) -> str:
        if self.is_done:
            return "ok"
        return "danger" if self.is_overdue else "warn" if self.is_soon else "neutral"


AreaStanding = Standing[DesignatedArea, AreaEvaluation]
FrameworkStanding = Standing[PolicyFramework, FrameworkEvaluation]


def of_areas(today: date) -> list[AreaStanding]:
    """Every regular designation that runs today and has an end, the first that is due first."""
    running = DesignatedArea.objects.filter(
        decision__status=Status.ADOPTED, decision__variant=Variant.REGULAR, last_day__gte=today
    ).exclude(decision__kind=DecisionKind.END)
    rules, found = states.HouseRules(), []
    evaluations = _newest(AreaEvaluation.objects.filter(designated_area__last_day__gte=today))
    for one in states.with_terms(running).prefetch_related("followed_by__decision__assessment"):
        term = states.term_of(one, rules)
        if term.last_day is None or term.in_force_from is None:
            continue
        if states.state_on(one, today, rules, term=term) not in states.RUNNING:
            continue
        found.append(
            Standing(
                subject=one,
                last_day=term.last_day,
                due=terms.evaluation_due(term.last_day, term.in_force_from),
                evaluation=evaluations.get(one.pk),
                today=today,
                told_in=telling_extension(one),
            )
        )
    return sorted(found, key=lambda s: (s.due, s.subject.area.name, s.subject.pk))


def telling_extension(designated: DesignatedArea) -> Decision | None:
    """The extension that follows and tells what an evaluation brought, or None."""
    for later in designated.followed_by.all():
        answers = getattr(later.decision, "assessment", None)
        if later.decision.kind == DecisionKind.EXTEND and answers and answers.findings_before.strip():
            return later.decision
    return None


def _newest(evaluations: Iterable[AreaEvaluation]) -> dict[int, AreaEvaluation]:
    """Of each designation the evaluation that counts: a completed one, else the open one."""
    ordered = sorted(evaluations, key=lambda e: (e.completed_on or date.min, e.pk))
    return {one.designated_area_id: one for one in ordered}


def of_frameworks(today: date) -> list[FrameworkStanding]:
    """Every version of the framework that holds today, and earlier ones that were evaluated."""
    found = []
    for framework in PolicyFramework.objects.prefetch_related("evaluations"):
        evaluations = sorted(framework.evaluations.all(), key=lambda e: (e.completed_on or date.min, e.pk))
        holds = framework.in_force_from <= today and (
            framework.withdrawn_from is None or framework.withdrawn_from > today
        )
        if not holds and not evaluations:
            continue
        last = date(framework.period_last_year, 12, 31)
        found.append(
            Standing(
                subject=framework,
                last_day=last,
                due=terms.half_year_before(last),
                evaluation=evaluations[-1] if evaluations else None,
                today=today,
            )
        )
    return found


def suggested_period(term: states.Term, today: date) -> tuple[date, date]:
    """From the first day in force to the end of the last whole month; at least a day."""
    last = min(today, term.last_day or today)
    month_end = last.replace(day=1) - timedelta(days=1)
    first = term.in_force_from or last
    return first, month_end if month_end >= first else last


# --- The council ---------------------------------------------------------------------------------

Told = AreaEvaluation | FrameworkEvaluation | PolicyFramework | CouncilReport


def not_yet_told(today: date) -> list[Told]:
    """What the council must still hear: completed evaluations, the framework that holds, and finished
    reports without a recorded notice (beleidskader, hoofdstuk 7)."""
    areas = AreaEvaluation.objects.filter(completed_on__isnull=False, council_notices=None)
    frameworks = FrameworkEvaluation.objects.filter(completed_on__isnull=False, council_notices=None)
    return [
        *areas.select_related("designated_area__area", "designated_area__decision"),
        *frameworks.select_related("framework"),
        *PolicyFramework.objects.in_force_on(today).filter(council_notices=None),
        *CouncilReport.objects.filter(finished_on__isnull=False, council_notices=None),
    ]


def told_since(subject: Told) -> date | None:
    """Since when there is something to tell: completed, finished, or adopted on that day."""
    if isinstance(subject, AreaEvaluation | FrameworkEvaluation):
        return subject.completed_on
    if isinstance(subject, CouncilReport):
        return subject.finished_on
    return subject.adopted_on or subject.published_on or subject.in_force_from


def title_of(subject: Told) -> str:
    """What it is, in words for a heading: 'Evaluatie van Almere Stad Centrum'."""
    if isinstance(subject, AreaEvaluation):
        return f"Evaluatie van {subject.designated_area.area.name}"
    if isinstance(subject, FrameworkEvaluation):
        return f"Evaluatie van het beleid {subject.first_year}-{subject.last_year}"
    if isinstance(subject, CouncilReport):
        return f"Jaarverslag {subject.year} aan de raad"
    return str(subject)
