"""Why: the criteria, and the substance beneath them (I7, I24, I25, I26)."""

from __future__ import annotations

from collections.abc import Iterator

from almere_camera.findings import Kind
from almere_camera.roles import Perm

from ..models import CriterionKey, DecisionKind, Evidence, Judgement
from .case import Case, criterion_anchor, step_url
from .registry import ALL_BUT_ENDING, GEMEENTEWET_151C, Found, awb, rule


@rule(
    number="I7",
    kind=Kind.BLOCK,
    article="hoofdstuk 4 van het beleidskader en artikel 3:46 van de Awb",
    article_url=awb("3:46"),
    chapter=True,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
    only_enlarging=True,
)
def four_criteria_met_I7(case: Case) -> Iterator[Found]:
    """Cameratoezicht voldoet aan alle vier de criteria: noodzakelijkheid, maatschappelijke behoefte,
    proportionaliteit en subsidiariteit. Bij elk staat waarom."""
    decision = case.decision
    if decision.framework is None:
        yield Found(
            "Deze zaak heeft geen beleidskader. Zonder beleidskader zijn er geen criteria om aan te toetsen.",
            url=step_url(decision, "criteria"),
        )
        return
    judged = {
        j.criterion.key: j
        for j in decision.judgements.all()
        if j.criterion.framework_id == decision.framework_id
    }
    for key in CriterionKey:
        judgement = judged.get(key.value)
        reasons_url = step_url(decision, "criteria", criterion_anchor(key.value, "reasons"))
        verdict_url = step_url(decision, "criteria", criterion_anchor(key.value, "verdict"))
        if judgement is None or not (judgement.reasons.strip() or decision.is_motivated_later):
            yield Found(f"{key.label}: leg uit waarom aan dit criterium is voldaan.", url=reasons_url)
        if judgement is None or judgement.verdict == Judgement.Verdict.OPEN:
            yield Found(f"{key.label}: geef een oordeel.", url=verdict_url)
        elif judgement.verdict != Judgement.Verdict.MET:
            yield Found(
                f"{key.label}: aan dit criterium is niet voldaan. Dan is cameratoezicht niet mogelijk. "
                "Sluit de zaak af zonder besluit, of pas het oordeel aan als er nieuwe feiten zijn.",
                url=verdict_url,
            )


@rule(
    number="I24",
    kind=Kind.WARN,
    article="de hoofdstukken 4 en 5 van het beleidskader en artikel 3:2 van de Awb",
    article_url=awb("3:2"),
    chapter=True,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
    only_enlarging=True,
)
def analysis_or_report_I24(case: Case) -> Iterator[Found]:
    """Het besluit rust op een veiligheidsanalyse met een advies of op een bestuurlijke rapportage van de
    politie. Anders staat erbij waarom niet."""
    evidence = list(case.decision.evidence.all())
    analyses = [e for e in evidence if e.kind == Evidence.Kind.ANALYSIS]
    if any(e.has_advice for e in analyses) or any(e.kind == Evidence.Kind.REPORT for e in evidence):
        return
    if case.assessment.no_analysis_reason.strip():
        return
    url = step_url(case.decision, "stukken", "id_no_analysis_reason")
    if analyses:
        yield Found(
            "De veiligheidsanalyse bevat geen advies over cameratoezicht. Voeg een analyse met een advies "
            "of een bestuurlijke rapportage toe, of leg uit waarom die er niet is.",
            url=url,
        )
    else:
        yield Found(
            "Er is geen veiligheidsanalyse en geen bestuurlijke rapportage. Voeg er een toe, of leg uit "
            "waarom die er niet is.",
            url=url,
        )


@rule(
    number="I25",
    kind=Kind.WARN,
    article="hoofdstuk 5 van het beleidskader en artikel 151c, eerste lid, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    chapter=True,
    who=Perm.EDIT_CASES,
    kinds={DecisionKind.START, DecisionKind.CHANGE},
    only_enlarging=True,
)
def starts_from_unsafety_I25(case: Case) -> Iterator[Found]:
    """Nieuw cameratoezicht komt voort uit onveiligheid. Alleen een verlenging mag op preventie rusten."""
    if case.assessment.rests_on_prevention:
        yield Found(url=step_url(case.decision, "aanleiding", "id_rests_on_prevention"))


@rule(
    number="I26",
    kind=Kind.WARN,
    article="hoofdstuk 4 van het beleidskader (subsidiariteit) en artikel 3:4, tweede lid, van de Awb",
    article_url=awb("3:4"),
    chapter=True,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
    only_enlarging=True,
)
def other_measures_named_I26(case: Case) -> Iterator[Found]:
    """Het besluit noemt welke andere maatregelen zijn geprobeerd of overwogen, en waarom die niet
    volstaan."""
    measures = list(case.decision.measures.all())
    url = step_url(case.decision, "maatregelen")
    if not measures:
        yield Found(
            "Noem welke andere maatregelen zijn geprobeerd of overwogen, en waarom die niet volstaan.",
            url=url,
        )
    for measure in measures:
        if not measure.why_insufficient.strip():
            yield Found(f"Leg uit waarom deze maatregel niet volstaat: {measure.what}.", url=url)
