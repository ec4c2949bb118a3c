"""What follows from a completed evaluation: the next case opens, with the figures as its facts."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, Refused
from almere_camera.models import User
from decisions import workflow
from decisions.models import (
    EDITABLE,
    CriterionKey,
    Decision,
    DecisionKind,
    DesignatedArea,
    Fact,
    Measure,
    Request,
    Status,
)
from decisions.workflow.duty import find_no_longer_necessary

from ..area_figures import REGISTER, UNKNOWN, figures_of, span
from ..models import AreaEvaluation, Conclusion, FollowUp, SurveyFigure
from .asking import locked, permit

KINDS = {Conclusion.EXTEND: DecisionKind.EXTEND, Conclusion.CHANGE: DecisionKind.CHANGE}
NOT_COMPLETED = "Rond de evaluatie eerst af."


def open_follow_up(*, evaluation: AreaEvaluation, by: User) -> FollowUp:
    """Open the case that the conclusion asks for: to extend, to change to a smaller area, or to end.

    The case gets what the evaluation found, the figures as facts and the measures that were tried: copies,
    which later imports leave alone. Ending goes by the duty of art. 151c lid 5 Gemeentewet. Asked twice,
    it gives the same case. Raises Refused while the evaluation is open, or while another case of this kind
    is already beyond its draft; NotAllowed for another role.
    """
    with transaction.atomic():
        permit(by)
        now = locked(evaluation)
        if now.completed_on is None:
            raise Refused([Finding(code="afgerond", message=NOT_COMPLETED)])
        earlier = now.follow_ups.exclude(decision__status=Status.CLOSED).order_by("pk").last()
        if earlier is not None:
            return earlier
        one = DesignatedArea.objects.select_related("area", "decision").get(pk=now.designated_area_id)
        case = _ending(now, one, by) if now.conclusion == Conclusion.END else _next(now, one, by)
        if case.status in EDITABLE and not case.assessment.findings_before:
            _fill(case, now, by)
        follow_up = FollowUp(decision=case, area_evaluation=now, recorded_by=by)
        follow_up.full_clean()
        follow_up.save(force_insert=True)
        audit.record("evaluation.follow_up_opened", now, by, decision=case.pk, sha256=now.figures_sha256)
        return follow_up


def _ending(evaluation: AreaEvaluation, one: DesignatedArea, by: User) -> Decision:
    """The draft that ends what is no longer necessary; one that is on its way already serves."""
    found = find_no_longer_necessary(
        designated_area=one,
        by=by,
        found_on=evaluation.completed_on,
        source=f"de evaluatie van {one.area.name} over {_period(evaluation)}",
        reasons=evaluation.reason,
    )
    assert found.draft is not None
    return found.draft


def _next(evaluation: AreaEvaluation, one: DesignatedArea, by: User) -> Decision:
    """The draft to extend or change: one that somebody began by hand already serves."""
    kind = KINDS[Conclusion(evaluation.conclusion)]
    begun = Decision.objects.filter(kind=kind, designated_areas__follows=one).exclude(status=Status.CLOSED)
    for case in begun.order_by("pk"):
        if case.status not in EDITABLE:
            message = f"Zaak {case.kenmerk} volgt al op deze aanwijzing en is geen concept meer."
            raise Refused([Finding(code="loopt", message=message)])
        return case
    request = Request(
        asked_by=Request.From.MUNICIPALITY,
        received_on=timezone.localdate(),
        felt=f"De evaluatie over {_period(evaluation)} leidt tot deze zaak. {evaluation.reason}"[:4000],
    )
    return workflow.start(by=by, request=request, kind=kind, variant=one.decision.variant, follows=[one])


def _fill(case: Decision, evaluation: AreaEvaluation, by: User) -> None:
    """Copy what was found into the draft, with the source and the period of every figure."""
    with workflow.edit(case, by=by, version=case.version, what="evaluatie") as draft:
        draft.assessment.findings_before = evaluation.reason
        draft.assessment.save(update_fields=["findings_before"])
        Fact.objects.bulk_create(facts_of(draft, evaluation))
        for tried in evaluation.measures.all():
            Measure.objects.create(
                decision=draft,
                what=tried.what,
                since=tried.since,
                result=tried.result,
                why_insufficient=tried.why_insufficient,
            )
    case.refresh_from_db()


def facts_of(case: Decision, evaluation: AreaEvaluation) -> list[Fact]:
    """The known figures, the survey figures and the verdicts as facts of the case, each at its criterion."""
    assert evaluation.completed_on is not None
    found, day = figures_of(evaluation), evaluation.completed_on
    facts = [
        Fact(
            criterion=figure["criterion"],
            value=figure["value"],
            unit=figure["unit"],
            statement=figure["statement"],
            period=figure["period"],
            source=figure["source"],
            retrieved_on=day,
        )
        for figure in found["figures"]
        if figure["value"] != UNKNOWN
    ]
    facts += [_of_survey(figure, day) for figure in evaluation.survey_figures.all()]
    if found["verdicts"]:
        kept = sum(verdict["verdict"] == "Handhaven" for verdict in found["verdicts"])
        facts.append(
            Fact(
                criterion=CriterionKey.PROPORTIONALITY,
                value=f"{kept} van de {len(found['verdicts'])}",
                unit="oordelen over posities",
                statement="luidden ‘handhaven’ bij de jaarlijkse beoordeling",
                period=_period(evaluation),
                source=REGISTER,
                retrieved_on=day,
            )
        )
    for fact in facts:
        fact.decision = case
        fact.full_clean(validate_constraints=False)
    return facts


def _of_survey(figure: SurveyFigure, day: date) -> Fact:
    percentage = figure.unit == "%"
    return Fact(
        criterion=CriterionKey.NEED,
        value=number(figure) + ("%" if percentage else ""),
        unit=f"van de {figure.group or 'ondervraagden'}" if percentage else figure.unit,
        statement=figure.question,
        period=figure.period,
        source=figure.source,
        retrieved_on=day,
    )


def number(figure: SurveyFigure) -> str:
    """The value as it is written in Dutch: 81, or 7,5."""
    return f"{figure.value:f}".rstrip("0").rstrip(".").replace(".", ",")


def _period(evaluation: AreaEvaluation) -> str:
    return span(evaluation.first_day, evaluation.last_day)
