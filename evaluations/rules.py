"""What evaluation asks of a decision (I22). Registered with the rules of a decision when the app is ready."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from almere_camera.findings import Kind
from almere_camera.roles import Perm
from decisions import terms
from decisions.models import DesignatedArea
from decisions.rules import Case, Found, rule
from decisions.rules.case import in_words
from decisions.rules.registry import ALL_BUT_ENDING, GEMEENTEWET_151C

from .assessing import telling_extension
from .models import AreaEvaluation


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
        if case.today >= due and not _is_evaluated(area, case.today):
            yield Found(
                f"De evaluatie van {area.area.name} moest klaar zijn op {in_words(due)} en is nog niet "
                f"afgerond. De aanwijzing loopt tot en met {in_words(term.last_day)}. Rond de evaluatie af, "
                "of beëindig het cameratoezicht.",
                url=f"{reverse('evaluations:assessments')}#aanwijzing-{area.pk}",
            )


def _is_evaluated(area: DesignatedArea, today: date) -> bool:
    """Whether an evaluation was completed, or an extension that follows tells what one brought."""
    if telling_extension(area):
        return True
    return AreaEvaluation.objects.filter(designated_area=area, completed_on__lte=today).exists()
