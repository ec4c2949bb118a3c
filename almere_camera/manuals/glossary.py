"""The words of the field in Dutch, from docs/begrippen.md: the same list that names them in the code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

from .markdown import table_rows


@dataclass(frozen=True, slots=True)
class Term:
    """A word (or some that belong together), what it means, and the id to link to."""

    words: str
    meaning: str

    @property
    def anchor(self) -> str:
        return slugify(self.words)


@cache
def terms() -> tuple[Term, ...]:
    """Every term, in the order of the alphabet, without its name in the code."""
    source = (Path(settings.BASE_DIR) / "docs" / "begrippen.md").read_text(encoding="utf-8")
    found = [Term(words, meaning.replace("`", "")) for words, _name, meaning in table_rows(source)]
    return tuple(sorted(found, key=lambda term: slugify(term.words)))
