"""What evaluation asks of a decision (I22). Registered with the rules of a decision when the app is ready."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from almere_camera.findings import Kind
from almere_camera.roles import Perm
from decisions import terms
from decisions.models import EDITABLE, Decision, DecisionKind, DesignatedArea
from decisions.rules import Case, Found, rule, step_url
from decisions.rules.case import in_words
from decisions.rules.registry import ALL_BUT_ENDING, GEMEENTEWET_151C


@rule(
    number="I22",
    kind=Kind.WARN,
    article="hoofdstuk 7 van het beleidskader en artikel 151c, vijfde lid, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    chapter=True,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
    making=False,
    afterwards=True,
)
def evaluated_in_time_I22(case: Case) -> Iterator[Found]:
    """Regulier cameratoezicht is uiterlijk een half jaar voor het einde geëvalueerd, of bij een kortere duur
    aan het begin."""
    if case.decision.historical or case.decision.is_mobile:
        return
    for area in case.areas:
        term = case.term_of(area)
        if term.last_day is None or not term.covers(case.today):
            continue
        due = terms.evaluation_due(term.last_day, term.in_force_from)
        if case.today >= due and not _is_evaluated(area):
            yield Found(
                f"De evaluatie van {area.area.name} moest klaar zijn op {in_words(due)} en is nog niet "
                f"vastgelegd. De aanwijzing loopt tot en met {in_words(term.last_day)}. Leg in de zaak over "
                "de verlenging vast wat de evaluatie opleverde, of beëindig het cameratoezicht.",
                url=_where(area, case.decision),
            )


def _extensions(area: DesignatedArea) -> list[Decision]:
    later = [one.decision for one in area.followed_by.all()]
    return [decision for decision in later if decision.kind == DecisionKind.EXTEND]


def _is_evaluated(area: DesignatedArea) -> bool:
    """Whether an extension that follows tells what the evaluation brought."""
    answers = (getattr(decision, "assessment", None) for decision in _extensions(area))
    return any(one is not None and one.findings_before.strip() for one in answers)


def _where(area: DesignatedArea, decision: Decision) -> str:
    """The extension that is being written, at the question; else the next step of the case itself."""
    for decision in _extensions(area):
        if decision.status in EDITABLE:
            return step_url(decision, "aanleiding", "id_findings_before")
    return reverse("decisions:detail", kwargs={"pk": decision.pk}) + "#volgende"
