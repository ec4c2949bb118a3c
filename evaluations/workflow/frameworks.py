"""Evaluating the policy framework before its period ends (beleidskader, hoofdstuk 1 en 7)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from almere_camera import audit
from almere_camera.findings import Finding, Refused
from almere_camera.models import User
from decisions.models import PolicyFramework

from ..models import FrameworkEvaluation
from .asking import has_happened, line, locked, permit, save
from .assessments import COMPLETED


def start_framework_evaluation(*, framework: PolicyFramework, by: User) -> FrameworkEvaluation:
    """Begin the evaluation of a framework over its own period. Raises Refused while one is open."""
    with transaction.atomic():
        permit(by)
        now = PolicyFramework.objects.select_for_update().get(pk=framework.pk)
        if now.evaluations.filter(completed_on=None).exists():
            message = "Er loopt al een evaluatie van dit beleidskader. Werk daarin verder."
            raise Refused([Finding(code="open", message=message)])
        evaluation = FrameworkEvaluation(
            framework=now, first_year=now.period_first_year, last_year=now.period_last_year
        )
        evaluation.full_clean()
        evaluation.save(force_insert=True)
        audit.record("framework_evaluation.started", evaluation, by, framework=now.pk)
        return evaluation


def write_framework_evaluation(
    *,
    evaluation: FrameworkEvaluation,
    by: User,
    version: int,
    researcher: str,
    outcome: str,
    improvements: str,
    source: str,
) -> FrameworkEvaluation:
    """Save what has been written so far: all of it may be left empty."""
    with transaction.atomic():
        permit(by)
        now = _open(evaluation, version)
        now.researcher, now.source = line(researcher), line(source)
        now.outcome, now.improvements = outcome.strip(), improvements.strip()
        save(now)
        audit.record("framework_evaluation.written", now, by, version=now.version)
        return now


def complete_framework_evaluation(
    *, evaluation: FrameworkEvaluation, by: User, version: int, completed_on: date
) -> FrameworkEvaluation:
    """Complete it, on the day its report was ready. Raises Refused with everything that is missing."""
    with transaction.atomic():
        permit(by)
        now = _open(evaluation, version)
        if faults := missing(now):
            raise Refused(faults)
        has_happened("completed_on", completed_on)
        if completed_on.year < now.first_year:
            raise ValidationError({"completed_on": "Deze dag ligt voor de periode van de evaluatie."})
        now.completed_on, now.completed_by = completed_on, by
        save(now)
        audit.record("framework_evaluation.completed", now, by, on=completed_on, version=now.version)
        return now


def missing(evaluation: FrameworkEvaluation) -> list[Finding]:
    """Everything that keeps it from being completed, each with its field."""
    asked = {
        "researcher": "Vul in wie de evaluatie heeft uitgevoerd.",
        "outcome": "Schrijf de uitkomst op.",
        "improvements": "Schrijf de verbeterpunten op.",
        "source": "Vul in waar dit staat: het rapport of het document.",
    }
    return [
        Finding(code=name, message=message, url=f"#id_{name}")
        for name, message in asked.items()
        if not getattr(evaluation, name)
    ]


def _open(evaluation: FrameworkEvaluation, version: int) -> FrameworkEvaluation:
    if locked(evaluation).completed_on:
        raise Refused([Finding(code="afgerond", message=COMPLETED)])
    return locked(evaluation, version)
