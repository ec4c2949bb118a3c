"""Asking the index: the words of a question become one search, on either database in its own words.

Only letters and digits reach the database as search words, each as a parameter: no sign that a person
types means anything to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from .index import sources
from .models import Entry
from .words import Question, Term

BATCH = 1000
# What a word weighs by where it stands: codes, title, names and streets, text. PostgreSQL counts D to A.
SQLITE_WEIGHTS = "20.0, 10.0, 4.0, 1.0"
POSTGRESQL_WEIGHTS = "{0.05, 0.05, 0.4, 1.0}"
# First what is called exactly as was typed, then what begins so, then by what the words weigh.
ORDER = """
    CASE WHEN %s IN (lower(e.code), lower(e.title)) THEN 0
         WHEN %s IN (substr(lower(e.code), 1, %s), substr(lower(e.title), 1, %s)) THEN 1 ELSE 2 END,
    score DESC, e.day DESC NULLS LAST, e.id DESC
"""


class Hits(Sequence[Entry]):
    """What answers to a question, best first: as long as it is, read by the slice.

    `counts` says how many there are of each kind, whatever kind was asked for.
    """

    def __init__(self, question: Question, kind: str = "") -> None:
        self.question, self.kind = question, kind
        self._from, self._params = _matching(question.terms)
        self.counts = self._count() if question else {}

    def _count(self) -> dict[str, int]:
        sql = f"SELECT e.kind, count(*) {self._from} GROUP BY e.kind"
        found = dict(_rows(sql, self._params))
        return {kind: found[kind] for kind in sources() if kind in found}

    def __len__(self) -> int:
        return self.counts.get(self.kind, 0) if self.kind else sum(self.counts.values())

    def __getitem__(self, part: Any) -> Any:
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        start, stop, _step = part.indices(len(self))
        return self._entries(start, max(0, stop - start))

    def briefly(self) -> Iterator[Entry]:
        """All of them without what they were found by: for a list as a file."""
        numbers = self._numbers(0, len(self))
        for at in range(0, len(numbers), BATCH):
            batch = numbers[at : at + BATCH]
            found = Entry.objects.defer("keys", "words", "text").in_bulk(batch)
            yield from (found[number] for number in batch)

    def _entries(self, start: int, most: int) -> list[Entry]:
        numbers = self._numbers(start, most)
        found = Entry.objects.in_bulk(numbers)
        return [found[number] for number in numbers]

    def _numbers(self, start: int, most: int) -> list[int]:
        if not most:
            return []
        asked, only = self.question.typed.lower(), " AND e.kind = %s" if self.kind else ""
        sql = f"SELECT e.id, {_score()} AS score {self._from}{only} ORDER BY {ORDER} LIMIT %s OFFSET %s"
        size = len(asked)
        params = [*self._params, *([self.kind] if self.kind else []), asked, asked, size, size, most, start]
        return [row[0] for row in _rows(sql, params)]


def _rows(sql: str, params: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _score() -> str:
    if connection.vendor == "sqlite":
        return f"-bm25(search_words, {SQLITE_WEIGHTS})"
    return f"ts_rank('{POSTGRESQL_WEIGHTS}', e.vector, asked.q)"


def _matching(terms: Sequence[Term]) -> tuple[str, list[str]]:
    """FROM and WHERE for the entries (called e) that hold all terms, with the parameters."""
    if connection.vendor == "sqlite":
        return (
            "FROM search_words JOIN search_entry e ON e.id = search_words.rowid WHERE search_words MATCH %s",
            [" AND ".join(map(_in_fts5, terms))],
        )
    # Each term in Dutch, where words lose their endings, and as it is: a code has no ending to lose.
    one = "(to_tsquery('dutch', %s) || to_tsquery('simple', %s))"
    query = " && ".join([one] * len(terms)) or "''::tsquery"
    params = [words for term in terms for words in [_in_tsquery(term)] * 2]
    return f"FROM search_entry e CROSS JOIN (SELECT {query} AS q) asked WHERE e.vector @@ asked.q", params


def _in_fts5(term: Term) -> str:
    if term.forms:
        return "(" + " OR ".join(f'"{form}"*' for form in term.forms) + ")"
    phrase = " ".join(term.words)
    return f'"{phrase}"*' if term.prefix else f'"{phrase}"'


def _in_tsquery(term: Term) -> str:
    *before, last = (f"'{word}'" for word in term.words)
    return " <-> ".join([*before, f"{last}:*" if term.prefix else last])
