"""What was seen in areas over whole months: the counts with what is needed to trust them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from areas.models import Area

from . import counting
from .charts import Value
from .counting import Tally
from .models import Incident, Indicator, SeriesBreak

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Seen:
    """An area in a period: its positions, its count, and for which of the months a file was imported."""

    area: Area
    first: date
    last: date
    positions: tuple[int, ...]
    tally: Tally
    imported: frozenset[date]
    months: tuple[date, ...]

    @property
    def known(self) -> bool:
        """Whether anything can be said: missing is not zero."""
        return bool(self.imported)

    @property
    def complete(self) -> bool:
        return len(self.imported) == len(self.months)

    @property
    def total(self) -> int | None:
        return self.tally.incidents if self.known else None

    @property
    def months_words(self) -> str:
        """'9 van de 12'."""
        return f"{len(self.imported)} van de {len(self.months)}"

    def rows(self, **narrowed: object) -> QuerySet[Incident]:
        """The incidents behind the count, or behind a part of it."""
        return counting.incidents(self.positions, self.first, self.last).filter(**narrowed)


def seen(areas: Sequence[Area], first: date, last: date) -> list[Seen]:
    """Each area in the months from that of `first` to that of `last`."""
    imported = counting.months_imported(areas, first, last)
    months = tuple(counting.months_between(first, last))
    found = []
    for area in areas:
        positions = tuple(one.pk for one in counting.positions_of(area, first, last))
        tally = counting.of_positions(positions, first, last)
        found.append(Seen(area, first, last, positions, tally, frozenset(imported[area.pk]), months))
    return found


def value(number: int | None, *, complete: bool, text: str = "") -> Value:
    """A number for a chart: what is hidden or unknown is not drawn."""
    hidden = bool(text) and not text.isdecimal()
    if number is None or hidden:
        return Value(None, text)
    return Value(number, text, incomplete=not complete)


def month_names(months: Iterable[date]) -> tuple[str, ...]:
    """'jan', 'feb': names along an axis."""
    return tuple(MONTHS[month.month - 1] for month in months)


def breaks(
    indicators: Iterable[Indicator], first: date, last: date, area: Area | None = None
) -> list[SeriesBreak]:
    """The breaks in these series in a period, oldest first: of all areas, and of this one."""
    rows = SeriesBreak.objects.filter(indicator__in=list(indicators), from_day__range=(first, last))
    if area is not None:
        rows = rows.filter(Q(area=None) | Q(area=area))
    return list(rows.select_related("area").order_by("from_day", "pk"))


def break_words(one: SeriesBreak) -> str:
    """'Trendbreuk vanaf 1 juni 2025 (waargenomen incidenten): ...'."""
    where = f" in {one.area}" if one.area else ""
    what = Indicator(one.indicator).label.lower()
    return f"Trendbreuk vanaf {one.from_day:%d-%m-%Y}{where} ({what}): {one.reason}"
