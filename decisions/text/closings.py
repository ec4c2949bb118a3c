"""Why a case closed without a decision: kept with the case, not published."""

from __future__ import annotations

from django.utils import timezone

from decisions.documents.markup import literal

from ..blocks import Block, Document, Kind
from ..models import Closure, CriterionKey, Decision, Judgement
from . import dutch, phrases
from .case import Case, case_of
from .composition import document
from .prose import in_full, missing, paragraphs
from .recitals import SUBJECTS

TITLES = {
    Closure.Outcome.NOT_STARTED: "Cameratoezicht niet ingesteld",
    Closure.Outcome.NOT_EXTENDED: "Cameratoezicht niet verlengd",
    Closure.Outcome.WITHDRAWN: "Besluit ingetrokken voor bekendmaking",
}
OUTCOMES = {
    Closure.Outcome.NOT_STARTED: "In {areas} wordt geen cameratoezicht ingesteld.",
    Closure.Outcome.NOT_EXTENDED: "Het cameratoezicht in {areas} wordt niet verlengd.",
    Closure.Outcome.WITHDRAWN: "Het besluit ‘{title}’ wordt niet bekendgemaakt en treedt daardoor niet in "
    "werking.",
}
VERDICTS = {
    Judgement.Verdict.MET: "Aan dit criterium wordt voldaan.",
    Judgement.Verdict.NOT_MET: "Aan dit criterium wordt niet voldaan.",
    Judgement.Verdict.OPEN: "Over dit criterium is geen oordeel gegeven.",
}


def closing_text(decision: Decision) -> Document:
    """The outcome and its reasons, with those per criterion (framework, chapter 5)."""
    case = case_of(decision)
    closure: Closure | None = getattr(case.decision, "closure", None)
    outcome = Closure.Outcome(closure.outcome) if closure else None
    heading = TITLES[outcome] if outcome else "Afsluiting zonder besluit"
    title = f"{heading}: {dutch.enumeration(d.area.name for d in case.areas)}".rstrip(": ")
    blocks = [
        Block(kind=Kind.TITLE, key="titel", text=literal(title)),
        Block(kind=Kind.PARTICULARS, key="gegevens", rows=_particulars(case, closure)),
        Block(kind=Kind.PARAGRAPH, key="uitkomst", text=_outcome(case, outcome)),
        Block(kind=Kind.HEADING, key="redenen.kop", text="Redenen"),
        *_reasons("redenen", closure.reasons if closure else ""),
        *_criteria(case),
    ]
    return document(case, blocks, draft=False, title=title)


def _particulars(case: Case, closure: Closure | None) -> tuple[tuple[str, ...], ...]:
    day = timezone.localtime(closure.proposed_at).date() if closure and closure.proposed_at else None
    return (
        ("Kenmerk", case.decision.kenmerk),
        ("Zaak", case.decision.title),
        ("Voorgesteld op", dutch.date_words(day) if day else missing("datum")),
    )


def _outcome(case: Case, outcome: Closure.Outcome | None) -> str:
    if outcome is None:
        return missing("uitkomst")
    return OUTCOMES[outcome].format(areas=phrases.the_areas(case), title=literal(case.decision.title))


def _reasons(key: str, text: str) -> list[Block]:
    texts = [in_full(paragraph) for paragraph in paragraphs(text)] or [missing("redenen")]
    return [Block(kind=Kind.PARAGRAPH, key=f"{key}.{n}", text=t) for n, t in enumerate(texts, start=1)]


def _criteria(case: Case) -> list[Block]:
    """The criteria that were judged, each with its reasons. Those that nobody came to are left out."""
    blocks: list[Block] = []
    for criterion in CriterionKey:
        judgement = case.judgements.get(criterion)
        if judgement is None or not (judgement.verdict or judgement.reasons.strip()):
            continue
        key = f"criterium.{criterion.value}"
        text = VERDICTS[Judgement.Verdict(judgement.verdict)]
        heading = dutch.capital_first(SUBJECTS[criterion].removeprefix("de "))
        blocks.append(Block(kind=Kind.HEADING, key=f"{key}.kop", text=heading, criterion=criterion))
        blocks.append(
            Block(
                kind=Kind.PARAGRAPH,
                key=f"{key}.oordeel",
                text=text,
                criterion=criterion,
                sources=(f"judgement:{judgement.pk}",),
            )
        )
        if judgement.reasons.strip():
            blocks += _reasons(f"{key}.reden", judgement.reasons)
    return blocks
