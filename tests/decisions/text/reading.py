"""How the tests read a composed text."""

from __future__ import annotations

from decisions import text
from decisions.blocks import Block, Document, Kind
from decisions.documents.plaintext import render_text
from decisions.models import Decision


def composed(decision: Decision, *, draft: bool = True) -> Document:
    return text.compose(Decision.objects.get(pk=decision.pk), draft=draft)


def words(decision: Decision) -> str:
    return render_text(composed(decision))


def keys(document: Document) -> list[str]:
    return [block.key for block in document.blocks]


def block(document: Document, key: str) -> Block:
    return next(b for b in document.blocks if b.key == key)


def recitals(document: Document) -> list[Block]:
    return [b for b in document.blocks if b.kind is Kind.RECITAL]


def articles(document: Document) -> list[str]:
    return [b.text for b in document.blocks if b.kind is Kind.ARTICLE]
