"""Numbers that can be traced: what was asked, and which rows answered.

A page links each number to its rows; a report that is finished keeps what was asked with the numbers of the
rows, or of very many rows how many there were and a hash of their numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from .charts import Chart

MOST_IDS = 200  # rows that are named one by one


@dataclass(frozen=True, slots=True)
class Sum:
    """One number: `text` as it is told, `value` as it is, `what` it counts in words, and its rows."""

    key: str
    text: str
    what: str
    rows: QuerySet[Any] | None = None
    value: float | int | None = None

    def __str__(self) -> str:
        return self.text


Cell = str | Sum


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; the first cell of a row names it. `none` is said when there are no rows."""

    key: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    none: str = "Geen."


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an account: texts, then charts each with its numbers, then tables."""

    key: str
    title: str
    texts: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()


def sums(sections: Iterable[Section]) -> dict[str, Sum]:
    """Every traced number by its key."""
    cells = (cell for one in sections for table in one.tables for row in table.rows for cell in row)
    return {cell.key: cell for cell in cells if isinstance(cell, Sum)}


def kept(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """The sections as plain data, each number with what was asked and its rows."""
    return [
        {
            "key": one.key,
            "title": one.title,
            "texts": list(one.texts),
            "charts": [_chart(chart) for chart in one.charts],
            "tables": [_table(table) for table in one.tables],
        }
        for one in sections
    ]


def read_back(data: Iterable[Mapping[str, Any]]) -> list[Section]:
    """The sections that `kept` wrote; a number has its rows when they were named."""
    return [
        Section(
            key=one["key"],
            title=one["title"],
            texts=tuple(one["texts"]),
            charts=tuple(
                Chart(c["title"], c["description"], c["svg"], tuple(c["columns"]), _texts(c["rows"]))
                for c in one["charts"]
            ),
            tables=tuple(
                Table(
                    t["key"],
                    t["caption"],
                    tuple(t["columns"]),
                    tuple(tuple(_cell(cell) for cell in row) for row in t["rows"]),
                    t["none"],
                )
                for t in one["tables"]
            ),
        )
        for one in data
    ]


def canonical(data: Any) -> bytes:
    """The one way to write it as JSON, so that its hash means something."""
    return json.dumps(
        data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def digest_of(ids: Sequence[int]) -> str:
    """The hash of the numbers of rows, in order."""
    return hashlib.sha256(",".join(map(str, sorted(ids))).encode()).hexdigest()


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "title": chart.title,
        "description": chart.description,
        "svg": chart.svg,
        "columns": list(chart.columns),
        "rows": [list(row) for row in chart.rows],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": [[_kept(cell) for cell in row] for row in table.rows],
        "none": table.none,
    }


def _kept(cell: Cell) -> Any:
    if isinstance(cell, str):
        return cell
    out: dict[str, Any] = {"key": cell.key, "text": cell.text, "what": cell.what, "value": cell.value}
    if cell.rows is not None:
        ids = sorted(cell.rows.order_by().values_list("pk", flat=True))
        out |= {"model": cell.rows.model._meta.label_lower, "count": len(ids), "sha256": digest_of(ids)}
        if len(ids) <= MOST_IDS:
            out["ids"] = ids
    return out


def _cell(data: Any) -> Cell:
    if isinstance(data, str):
        return data
    rows = None
    if "ids" in data:
        rows = apps.get_model(data["model"])._default_manager.filter(pk__in=data["ids"])
    return Sum(data["key"], data["text"], data["what"], rows, data["value"])


def _texts(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)
