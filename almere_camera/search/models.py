"""What can be found: one row per thing, with everything about it that is searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models

# A tsvector of PostgreSQL holds 1 MB at most; the longest decision so far has 60,000 characters.
MOST_CHARACTERS = 400_000


class Entry(models.Model):
    """One thing that can be found. Written by `index` only, and made again by `rebuild_search`.

    `keys` are its codes, also without what stands between the signs, so that 'p012' finds P-012;
    `words` are names and streets; `day` is the date that it bears in a list of results.
    """

    kind = models.CharField("soort", max_length=20)
    object_id = models.PositiveBigIntegerField("nummer")
    code = models.CharField("kenmerk of code", max_length=60)
    title = models.CharField("titel", max_length=300)
    note = models.CharField("toelichting", max_length=200)
    day = models.DateField("datum", null=True)
    keys = models.TextField("codes")
    words = models.TextField("namen en straten")
    text = models.TextField("tekst")  # last: it is long, and SQLite reads a row from the front

    class Meta:
        verbose_name = "zoekingang"
        verbose_name_plural = "zoekingangen"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    @classmethod
    def about(
        cls,
        object_id: int,
        *,
        title: str,
        code: str = "",
        codes: Iterable[str] = (),
        note: str = "",
        day: date | None = None,
        words: Iterable[str] = (),
        text: str = "",
    ) -> Self:
        """The entry of one thing, not yet saved; `codes` are the other codes that it had."""
        known = list(dict.fromkeys(filter(None, (code, *codes))))
        keys = " ".join(dict.fromkeys([*known, *(re.sub(r"[\W_]+", "", one) for one in known)]))
        names = ", ".join(dict.fromkeys(filter(None, words)))
        whole = {"title": title, "note": note, "keys": keys, "words": names, "text": text[:MOST_CHARACTERS]}
        # Composed letters: 'ë' as one sign, so that both databases see the same words.
        composed = {name: unicodedata.normalize("NFC", value) for name, value in whole.items()}
        return cls(object_id=object_id, code=code, day=day, **composed)
