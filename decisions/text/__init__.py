"""Decision -> blocks: the single source of every output. Reads only; knows nothing of HTML or PDF."""

from __future__ import annotations

from .closings import closing_text
from .composition import COMPLETED_LATER, compose, generated_paragraph, is_completed_later
from .edits import paragraph_hash
from .motivation import motivation_text
from .papers import paper
from .prose import PLACEHOLDER
from .titles import title_for

__all__ = [
    "COMPLETED_LATER",
    "PLACEHOLDER",
    "closing_text",
    "compose",
    "generated_paragraph",
    "is_completed_later",
    "motivation_text",
    "paper",
    "paragraph_hash",
    "title_for",
]
