"""Sections of an account on a page: every number a link to its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from almere_camera.acting import Crumbs

from ..charts import Chart
from ..row_lists import cells_of, shaped
from ..traced import Cell, Section, Sum, Table

PER_PAGE = 100
UrlOf = Callable[[str], str]


def shown(sections: Iterable[Section], url_of: UrlOf) -> list[dict[str, Any]]:
    """The sections as `evaluations/_sections.html` wants them; `url_of`: the page of the rows of a key."""
    return [
        {
            "key": one.key,
            "title": one.title,
            "texts": one.texts,
            "charts": [chart_shown(f"{one.key}-g{number}", chart) for number, chart in enumerate(one.charts)],
            "tables": [_table(table, url_of, one.title) for table in one.tables],
        }
        for one in sections
    ]


def chart_shown(key: str, chart: Chart) -> dict[str, Any]:
    """A chart with the same numbers as a table."""
    return {
        "title": chart.title,
        "svg": mark_safe(chart.svg),  # noqa: S308 - drawn by us, from numbers; names are escaped
        "id": f"cijfers-{key}",
        "caption": f"De cijfers bij deze grafiek: {chart.title}",
        "columns": [{"label": name, "numeric": index > 0} for index, name in enumerate(chart.columns)],
        "rows": [
            [{"text": cell, "numeric": index > 0} for index, cell in enumerate(row)] for row in chart.rows
        ],
    }


def _table(table: Table, url_of: UrlOf, heading: str) -> dict[str, Any]:
    """A table; where the heading above says the same, the caption says which of the two it is."""
    numeric = [index > 0 and _counts(table, index) for index in range(len(table.columns))]
    return {
        "id": f"tabel-{table.key}",
        "caption": f"Tabel: {table.caption}" if table.caption == heading else table.caption,
        "none": f"{table.caption}: {table.none[:1].lower()}{table.none[1:]}",
        "columns": [
            {"label": name, "numeric": figures} for name, figures in zip(table.columns, numeric, strict=True)
        ],
        "rows": [
            [_cell(cell, url_of, figures) for cell, figures in zip(row, numeric, strict=True)]
            for row in table.rows
        ],
    }


def _counts(table: Table, index: int) -> bool:
    """Whether a column holds numbers."""
    return any(isinstance(row[index], Sum) for row in table.rows)


def _cell(cell: Cell, url_of: UrlOf, numeric: bool) -> dict[str, Any]:
    if isinstance(cell, str):
        return {"text": cell, "numeric": numeric}
    url = url_of(cell.key) if cell.rows is not None else ""
    return {"text": cell.text, "url": url, "numeric": numeric}


def rows_page(
    request: HttpRequest, found: Sum, rows: QuerySet[Any], *, crumbs: Crumbs, subject: str
) -> HttpResponse:
    """The rows behind one number, a page at a time."""
    shape, ordered = shaped(rows)
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": crumbs,
        "subject": subject,
        "what": found.what,
        "text": found.text,
        "page_obj": page,
        "columns": [{"label": name} for name in shape.columns],
        "rows": [cells_of(shape, one) for one in page],
    }
    return render(request, "evaluations/account_rows.html", context)


def years(first: int, last: int) -> Sequence[int]:
    """From the newest to the oldest."""
    return range(last, first - 1, -1)
