"""Adopted texts for the tests of the publication package, and how their Word files are read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from typing import Any

from django.db import transaction
from docx import Document as open_docx
from docx.oxml.ns import qn

from almere_camera.models import Official
from almere_camera.roles import Role
from decisions import text
from decisions.blocks import Document
from decisions.models import AdoptedText, CriterionKey, Decision, DecisionKind, Variant
from decisions.workflow.moving import freeze
from tests import factories as make
from tests.decisions.documents import samples
from tests.decisions.text import cases

ADOPTED_ON = date(2026, 3, 31)


def adopted(case: Decision, kind: str = AdoptedText.Kind.DECISION, **changes: Any) -> AdoptedText:
    """Adopt a case as it is and freeze its text, as the act does; `changes` are of the document."""
    make.adopt(case, ADOPTED_ON)
    case = Decision.objects.get(pk=case.pk)
    document = replace(text.compose(case, draft=False), **changes)
    with transaction.atomic():
        made = freeze(case, document, AdoptedText.Kind(kind), make.make_user(Role.MAYORS_OFFICE))
    return AdoptedText.objects.get(pk=made.pk)


def motivation(case: Decision) -> Document:
    """The late motivation of an adopted case (Awb 3:47 lid 3), signed three days after it."""
    reasons = {key.value: f"Over {key.label.lower()} het volgende.\n- rustig overdag" for key in CriterionKey}
    mayor = Official.objects.get(function=Official.Function.MAYOR)
    return text.motivation_text(case, reasons, signatory=mayor, on=date(2026, 4, 3), draft=False)


def late(adopted_text: AdoptedText) -> AdoptedText:
    """The motivation of this decision, frozen as the act does."""
    case = Decision.objects.get(pk=adopted_text.decision_id)
    by = make.make_user(Role.MAYORS_OFFICE)
    with transaction.atomic():
        return freeze(case, motivation(case), AdoptedText.Kind.MOTIVATION, by, on=date(2026, 4, 3))


def urgent() -> Decision:
    """An explosion decided upon with urgency: the reasons of the criteria follow within a week."""
    case = cases.explosion()
    case.judgements.all().delete()
    Decision.objects.filter(pk=case.pk).update(urgent=True, motivation_later=True)
    return Decision.objects.get(pk=case.pk)


@cache
def documents() -> tuple[tuple[str, Document], ...]:
    """Every kind and variant, cases that read as real ones do, and every kind of block.

    Composed once: a document no longer knows the database. Ask for it in a test with a database.
    """
    return tuple(_documents())


def _documents() -> Iterator[tuple[str, Document]]:
    for kind, variant in product(DecisionKind, Variant):
        for areas in (1, 2):
            case = make.adopt(make.complete_case(kind, variant, areas=areas))
            yield f"{kind.value} {variant.value} {areas}", text.compose(case, draft=False)
    for build in (cases.explosion, cases.centres, cases.ending, cases.smaller, urgent):
        yield build.__name__, text.compose(make.adopt(build()), draft=False)
    yield "alle blokken", samples.decision()
    yield "kort", samples.short_decision()
    yield "motivering", motivation(make.adopt(urgent(), ADOPTED_ON))


class Word:
    """A Word file as a reader finds it: styles, numbering, words."""

    def __init__(self, content: bytes) -> None:
        self.docx = open_docx(io.BytesIO(content))
        self.paragraphs = [p._p for p in self.docx.paragraphs]
        self.numbering = self.docx.part.numbering_part.element

    def style(self, paragraph: Any) -> str:
        return paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))

    def words(self, paragraph: Any) -> str:
        return "".join(t.text or "" for t in paragraph.iter(qn("w:t")))

    def number(self, paragraph: Any) -> tuple[int, int] | None:
        """The list and the level, or None."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            return None
        return tuple(int(found.find(qn(name)).get(qn("w:val"))) for name in ("w:numId", "w:ilvl"))  # type: ignore[return-value]

    def form(self, number: tuple[int, int]) -> str:
        """How Word numbers this level of this list: 'decimal', 'lowerLetter' or 'bullet'."""
        num = next(e for e in self.numbering.findall(qn("w:num")) if e.get(qn("w:numId")) == str(number[0]))
        wanted = num.find(qn("w:abstractNumId")).get(qn("w:val"))
        abstract = next(
            e for e in self.numbering.findall(qn("w:abstractNum")) if e.get(qn("w:abstractNumId")) == wanted
        )
        level = next(e for e in abstract.findall(qn("w:lvl")) if e.get(qn("w:ilvl")) == str(number[1]))
        return level.find(qn("w:numFmt")).get(qn("w:val"))
