"""The whole text of a decision, as blocks in the canonical order: the single source of every output."""

from __future__ import annotations

from ..blocks import Block, Document
from ..models import Decision, DecisionKind
from . import articles, changes, endings, opening, phrases, recitals, signature, weighing
from .annexes import annexes
from .case import Case, case_of
from .edits import with_edits, with_marks
from .remedies import remedies

# Keys of what may still change after akkoord: consultation, date and signatory. A key that ends in a
# dot is the beginning of many.
COMPLETED_LATER: frozenset[str] = frozenset(
    {
        opening.PARTICULARS,
        opening.CONSULTED,
        signature.KEY,
        weighing.ADVICE,
        f"{weighing.ADVICE}.",
    }
)


def compose(decision: Decision, *, draft: bool) -> Document:
    """The decision as it now reads. What is missing shows as a placeholder; it never raises for a draft."""
    case = case_of(decision)
    return document(case, _edited(case, _generated(case, draft=draft)), draft=draft)


def generated_paragraph(decision: Decision, key: str) -> Block | None:
    """One block as the application writes it, without the officer's edits; None for an unknown key."""
    blocks = with_marks(_generated(case_of(decision), draft=True))
    return next((block for block in blocks if block.key == key), None)


def is_completed_later(key: str) -> bool:
    """Whether this block may still change after akkoord."""
    return key in COMPLETED_LATER or any(key.startswith(k) for k in COMPLETED_LATER if k.endswith("."))


def document(case: Case, blocks: list[Block], *, draft: bool, title: str = "") -> Document:
    """Blocks with what every renderer must know about the whole."""
    return Document(
        title=title or case.decision.title,
        kenmerk=case.decision.kenmerk,
        blocks=tuple(blocks),
        moment=case.moment,
        author=case.mayor,
        municipality=case.municipality,
        subject=f"Cameratoezicht in {phrases.the_areas(case)}" if case.areas else "Cameratoezicht",
        draft=draft,
    )


def _edited(case: Case, blocks: list[Block]) -> list[Block]:
    return with_marks(with_edits(blocks, case.decision.edited_paragraphs.all()))


def _generated(case: Case, *, draft: bool) -> list[Block]:
    return [
        *opening.opening(case, draft=draft),
        *phrases.preamble("aanhef.overwegende", "overwegende dat:"),
        *_considered(case),
        *phrases.preamble("aanhef.besluit", "besluit:"),
        *_operative(case),
        *signature.signature(case),
        *remedies(case),
        *annexes(case),
    ]


def _considered(case: Case) -> list[Block]:
    if case.decision.is_ending:
        return endings.recitals_of_ending(case)
    if case.is_short:
        return changes.recitals_of_reduction(case)
    return [
        *recitals.competence(case),
        *recitals.occasion(case),
        *recitals.criteria(case),
        *recitals.elements(case),
        *phrases.preamble("aanhef.voorts", "voorts overwegende dat:"),
        *weighing.privacy(case),
        *weighing.advice(case),
        *weighing.history(case),
    ]


def _operative(case: Case) -> list[Block]:
    if case.decision.is_ending:
        return endings.articles_of_ending(case)
    if case.decision.kind == DecisionKind.CHANGE:
        return changes.articles_of_change(case)
    return articles.articles(case)
