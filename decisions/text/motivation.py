"""The motivation that urgency kept out of the publication, as a text of its own (Awb 3:47 lid 3)."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date

from almere_camera.models import Official
from decisions.documents.markup import literal

from ..blocks import Block, Document, Kind
from ..models import CriterionKey, Decision
from . import dutch, phrases
from .case import Case, case_of
from .composition import document
from .prose import in_full, missing, paragraphs
from .recitals import SUBJECTS
from .signature import signature


def motivation_text(
    decision: Decision,
    reasons: Mapping[str, str],
    *,
    signatory: Official | None = None,
    on: date | None = None,
    draft: bool,
) -> Document:
    """The reasons per criterion, with the decision to which they belong. It is published like that one.

    Of a draft the day and the signatory may still be open.
    """
    late = copy(decision)
    late.signatory, late.signed_on = signatory, on
    case = case_of(late)
    title = f"Motivering van het besluit ‘{decision.title}’"
    blocks = [
        Block(kind=Kind.TITLE, key="titel", text=literal(title)),
        Block(kind=Kind.PARTICULARS, key="gegevens", rows=_particulars(decision, on)),
        Block(kind=Kind.PARAGRAPH, key="aanleiding", text=_why(case, decision)),
        *(block for criterion in CriterionKey for block in _criterion(case, criterion, reasons, draft=draft)),
        Block(kind=Kind.HEADING, key="bezwaar.kop", text="Bezwaar"),
        Block(
            kind=Kind.PARAGRAPH,
            key="bezwaar",
            text="De termijn om bezwaar te maken tegen het besluit begint op de dag na die waarop het "
            "besluit is bekendgemaakt. Deze motivering verandert die termijn niet.",
        ),
        *signature(case),
    ]
    return document(case, blocks, draft=draft, title=title)


def _particulars(decision: Decision, on: date | None) -> tuple[tuple[str, ...], ...]:
    rows = [
        ("Kenmerk", decision.kenmerk),
        ("Besluit van", dutch.date_words(decision.signed_on) if decision.signed_on else ""),
        ("Datum motivering", dutch.date_words(on) if on else ""),
    ]
    publication = decision.publication
    if publication and publication.published_on:
        rows.insert(2, ("Besluit bekendgemaakt op", dutch.date_words(publication.published_on)))
    return tuple(row for row in rows if row[1])


def _why(case: Case, decision: Decision) -> str:
    """Why this comes later, and on which ground."""
    return (
        f"{dutch.capital_first(case.mayor)} heeft bij {phrases.earlier(decision)} besloten over "
        f"cameratoezicht in {phrases.the_areas(case)}. In verband met de vereiste spoed kon de motivering "
        "van dat besluit niet meteen bij de bekendmaking worden vermeld. Zij wordt hierbij verstrekt, op "
        "grond van artikel 3:47, derde lid, van de Algemene wet bestuursrecht, en hoort bij het besluit."
    )


def _criterion(
    case: Case, criterion: CriterionKey, reasons: Mapping[str, str], *, draft: bool
) -> list[Block]:
    """The reasons of one criterion; nothing where the decision itself gives them."""
    words = paragraphs(reasons.get(criterion.value, ""))
    judgement = case.judgements.get(criterion)
    if not words and draft and not (judgement and judgement.reasons.strip()):
        words = [missing(f"motivering van {SUBJECTS[criterion]}")]
    if not words:
        return []
    key = f"motivering.{criterion.value}"
    heading = dutch.capital_first(SUBJECTS[criterion].removeprefix("de "))
    return [
        Block(kind=Kind.HEADING, key=f"{key}.kop", text=heading, criterion=criterion.value),
        *(
            Block(kind=Kind.PARAGRAPH, key=f"{key}.{number}", text=in_full(text), criterion=criterion.value)
            for number, text in enumerate(words, start=1)
        ),
    ]
