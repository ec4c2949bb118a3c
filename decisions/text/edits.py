"""Paragraphs that the officer rewrote, put over the generated ones; and the marks at their ends."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..blocks import Block, Kind
from ..models import EditedParagraph
from .prose import bare, terminated


def paragraph_hash(text: str) -> str:
    """Hash of what a paragraph says. Spaces and the mark at its end belong to its place, and do not count."""
    words = " ".join(bare(text).split())
    return hashlib.sha256(words.encode()).hexdigest()


def with_edits(blocks: Iterable[Block], edits: Iterable[EditedParagraph]) -> list[Block]:
    """The blocks with the officer's words; stale where the generated words have changed since."""
    by_key = {edit.key: edit for edit in edits}
    return [_edited(block, by_key.get(block.key)) for block in blocks]


def with_marks(blocks: Sequence[Block]) -> list[Block]:
    """Every recital ends in a semicolon, the last one of the text in a full stop."""
    last = max((n for n, block in enumerate(blocks) if block.kind is Kind.RECITAL), default=-1)
    return [
        _marked(block, "." if n == last else ";") if block.kind is Kind.RECITAL else block
        for n, block in enumerate(blocks)
    ]


def _edited(block: Block, edit: EditedParagraph | None) -> Block:
    if edit is None or not block.editable or not edit.text.strip():
        return block
    return replace(
        block,
        text=edit.text.strip(),
        edited=True,
        generated=block.text,
        stale=paragraph_hash(block.text) != edit.generated_hash,
    )


def _marked(block: Block, mark: str) -> Block:
    generated = terminated(block.generated, mark) if block.generated else ""
    return replace(block, text=terminated(block.text, mark), generated=generated)
