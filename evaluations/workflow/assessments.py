"""Evaluating an area: begin, write, complete; what is completed stays as it is (hoofdstuk 7)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, Refused
from almere_camera.models import User
from areas.models import Area
from decisions import states
from decisions.models import CriterionKey, DesignatedArea, ElementKey

from ..area_figures import figures_of
from ..models import (
    AreaEvaluation,
    Conclusion,
    EvaluationAnswer,
    FrameworkEvaluation,
    SurveyFigure,
    TriedMeasure,
)
from .asking import has_happened, line, locked, permit, save

COMPLETED = "Deze evaluatie is afgerond en verandert niet meer."
NOT_RUNNING = "Deze aanwijzing loopt niet. Er valt niets te evalueren."
OPEN = "Er loopt al een evaluatie van deze aanwijzing. Werk daarin verder."
MOBILE = "Mobiel cameratoezicht kent geen periodieke evaluatie. Leg na de inzet vast wat u ervan leerde."
KEYS = (*ElementKey, *CriterionKey)


def start_evaluation(
    *, designated_area: DesignatedArea, by: User, first_day: date, last_day: date
) -> AreaEvaluation:
    """Begin the evaluation of a running regular designation over these days (both included).

    Raises Refused for mobile use, for what does not run, and while another evaluation of it is open.
    """
    with transaction.atomic():
        permit(by)
        DesignatedArea.objects.select_for_update(of=("self",)).get(pk=designated_area.pk)
        one = states.with_terms(DesignatedArea.objects.filter(pk=designated_area.pk)).get()
        faults = []
        if one.decision.is_mobile:
            faults.append(_fault("mobiel", MOBILE))
        elif states.state_on(one, timezone.localdate()) not in states.RUNNING:
            faults.append(_fault("aanwijzing", NOT_RUNNING))
        if AreaEvaluation.objects.filter(designated_area=one, completed_on=None).exists():
            faults.append(_fault("open", OPEN))
        if faults:
            raise Refused(faults)
        has_happened("last_day", last_day)
        evaluation = AreaEvaluation(
            designated_area=one, first_day=first_day, last_day=last_day, written_by=by
        )
        evaluation.full_clean()
        evaluation.save(force_insert=True)
        EvaluationAnswer.objects.bulk_create(EvaluationAnswer(evaluation=evaluation, key=key) for key in KEYS)
        audit.record("evaluation.started", evaluation, by, area=one.pk)
        return evaluation


def write_evaluation(
    *,
    evaluation: AreaEvaluation,
    by: User,
    version: int,
    first_day: date,
    last_day: date,
    answers: Mapping[str, str],
    conclusion: str,
    reason: str,
) -> AreaEvaluation:
    """Save what has been written so far: all of it may be left empty. `answers` by element or criterion."""
    with transaction.atomic():
        permit(by)
        now = _open(evaluation, version)
        has_happened("last_day", last_day)
        now.first_day, now.last_day = first_day, last_day
        now.conclusion, now.reason, now.written_by = conclusion, reason.strip(), by
        save(now)
        for answer in now.answers.all():
            answer.text = answers.get(answer.key, answer.text).strip()
            answer.full_clean()
            answer.save(update_fields=["text"])
        audit.record("evaluation.written", now, by, version=now.version)
        return now


def add_measure(
    *, evaluation: AreaEvaluation, by: User, what: str, since: str, result: str, why_insufficient: str
) -> TriedMeasure:
    """Another measure that was tried in the period, and what it did."""
    with transaction.atomic():
        permit(by)
        measure = TriedMeasure(
            evaluation=_open(evaluation),
            what=line(what),
            since=line(since),
            result=result.strip(),
            why_insufficient=why_insufficient.strip(),
        )
        measure.full_clean()
        measure.save(force_insert=True)
        audit.record("evaluation.measure_added", measure.evaluation, by, measure=measure.pk)
        return measure


def remove_measure(*, measure: TriedMeasure, by: User) -> AreaEvaluation:
    """Take a measure out of an evaluation that is still being written."""
    with transaction.atomic():
        permit(by)
        evaluation = _open(measure.evaluation)
        number, _gone = measure.pk, measure.delete()
        audit.record("evaluation.measure_removed", evaluation, by, measure=number)
        return evaluation


def add_survey_figure(
    *,
    evaluation: AreaEvaluation | FrameworkEvaluation,
    by: User,
    question: str,
    value: Decimal,
    unit: str,
    period: str,
    source: str,
    group: str = "",
    asked: int | None = None,
    area: Area | None = None,
) -> SurveyFigure:
    """A figure of a survey or study, with its source. `area`: of one area, in a framework evaluation."""
    with transaction.atomic():
        permit(by)
        now = _open(evaluation)
        of_area = isinstance(now, AreaEvaluation)
        figure = SurveyFigure(
            area_evaluation=now if of_area else None,
            framework_evaluation=None if of_area else now,
            area=area,
            question=line(question),
            group=line(group),
            value=value,
            unit=line(unit),
            asked=asked,
            period=line(period),
            source=line(source),
        )
        figure.full_clean()
        figure.save(force_insert=True)
        audit.record("evaluation.survey_added", now, by, figure=figure.pk)
        return figure


def remove_survey_figure(*, figure: SurveyFigure, by: User) -> AreaEvaluation | FrameworkEvaluation:
    """Take a survey figure out of an evaluation that is still being written."""
    with transaction.atomic():
        permit(by)
        evaluation = _open(evaluation_of(figure))
        number, _gone = figure.pk, figure.delete()
        audit.record("evaluation.survey_removed", evaluation, by, figure=number)
        return evaluation


def complete_evaluation(*, evaluation: AreaEvaluation, by: User, version: int) -> AreaEvaluation:
    """Complete an evaluation today: its figures are kept as they now are, and nothing in it changes again.

    Raises Refused with everything that is missing.
    """
    with transaction.atomic():
        permit(by)
        now = _open(evaluation, version)
        if faults := missing(now):
            raise Refused(faults)
        now.figures = figures_of(now)
        now.figures_sha256 = digest(now.figures)
        now.completed_on, now.completed_by = timezone.localdate(), by
        save(now)
        audit.record("evaluation.completed", now, by, sha256=now.figures_sha256, version=now.version)
        return now


def missing(evaluation: AreaEvaluation) -> list[Finding]:
    """Everything that keeps an evaluation from being completed, each with its field."""
    labels = {**dict(ElementKey.choices), **dict(CriterionKey.choices)}
    faults = [
        _fault("antwoord", f"Schrijf op wat u vond over {labels[answer.key].lower()}.", f"#id_{answer.key}")
        for answer in evaluation.answers.all()
        if not answer.text
    ]
    if not evaluation.conclusion:
        faults.append(_fault("conclusie", "Kies een conclusie.", "#id_conclusion_0"))
    if not evaluation.reason:
        faults.append(_fault("onderbouwing", "Onderbouw de conclusie.", "#id_reason"))
    if evaluation.conclusion != Conclusion.END and not evaluation.measures.exists():
        words = "Noem minstens één andere maatregel die is geprobeerd: dat vraagt de subsidiariteit."
        faults.append(_fault("maatregel", words, "#maatregelen"))
    return faults


def digest(figures: Any) -> str:
    """The SHA-256 of figures as they are kept, whatever the order of their keys."""
    plain = json.dumps(figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def evaluation_of(figure: SurveyFigure) -> AreaEvaluation | FrameworkEvaluation:
    """The evaluation to which a survey figure belongs: of an area, or of the framework."""
    found = figure.area_evaluation or figure.framework_evaluation
    if found is None:
        raise ValidationError("Dit cijfer hoort nergens bij.")
    return found


def _open(evaluation: Any, version: int | None = None) -> Any:
    """The evaluation, locked. Raises Refused once it is completed, Conflict when another was first."""
    now = locked(evaluation)
    if now.completed_on:
        raise Refused([_fault("afgerond", COMPLETED)])
    return locked(evaluation, version)


def _fault(code: str, message: str, url: str = "") -> Finding:
    return Finding(code=code, message=message, url=url)
