"""The incidents in the report to the council: per centre, against the year before, and by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from areas.models import Area

from . import counting
from .charts import Chart, Value, bars, finding, lines
from .models import IncidentGroup, Indicator
from .seen import Seen, break_words, breaks, month_names, seen, value
from .small_numbers import HIDDEN, WITHHELD, public, public_part, public_parts
from .traced import Cell, Section, Sum, Table

SERIES = (Indicator.INCIDENTS, Indicator.FIRST_OBSERVED)


def incidents(centres: Sequence[Area], year: int, first: date, last: date) -> Section:
    """What observers saw in the centres. A month that was not imported is unknown, not zero."""
    now = seen(centres, first, last)
    before = seen(centres, date(year - 1, 1, 1), date(year - 1, 12, 31))
    broken = [break_words(one) for one in breaks(SERIES, date(year - 1, 1, 1), last)]
    texts = [
        "Een incident dat vanaf meer camera’s is gezien, telt per gebied een keer. Aantallen onder de vijf "
        "worden niet genoemd; soms wordt daarom ook een ander aantal niet genoemd.",
        *broken,
    ]
    if not centres:
        return Section("incidenten", "Incidenten", ("Er zijn geen centrumgebieden vastgelegd.",))
    return Section(
        "incidenten",
        "Incidenten in de centra",
        tuple(texts),
        (_table(now, before, year), _shares(now, year)),
        (_by_area(now, before, year, broken), _by_month(now, before, year, broken)),
    )


def _table(now: Sequence[Seen], before: Sequence[Seen], year: int) -> Table:
    columns = ("Gebied", *IncidentGroup.labels, "Totaal", f"Totaal {year - 1}", "Maanden ingelezen")
    rows = tuple(_row(one, earlier, year) for one, earlier in zip(now, before, strict=True))
    return Table("incidenten", f"Waargenomen incidenten in {year}", columns, rows)


def _row(one: Seen, earlier: Seen, year: int) -> tuple[Cell, ...]:
    groups = {group: one.tally.by_group.get(group, 0) if one.known else None for group in IncidentGroup}
    texts, total = public_parts(groups, one.total)
    cells: list[Cell] = [one.area.name]
    for group in IncidentGroup:
        what = f"Incidenten van de groep {group.label.lower()} in {one.area} in {year}"
        rows = one.rows(category__group=group) if one.known else None
        cells.append(Sum(f"{group}-{one.area.pk}", texts[group], what, rows, groups[group]))
    told = _whole(one, total)
    for which, number, text in ((one, year, told), (earlier, year - 1, _whole(earlier))):
        what = f"Incidenten in {one.area} in {number}"
        rows = which.rows() if which.known else None
        cells.append(Sum(f"totaal-{number}-{one.area.pk}", text, what, rows, which.total))
    return (*cells, one.months_words)


def _whole(one: Seen, told: str = "") -> str:
    """The total as it is told, marked when months are missing."""
    text = told or _told(one)
    return f"{text} (onvolledig)" if one.known and not one.complete else text


def _told(one: Seen) -> str:
    groups = {group: one.tally.by_group.get(group, 0) if one.known else None for group in IncidentGroup}
    return public_parts(groups, one.total)[1]


def _shares(now: Sequence[Seen], year: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in now:
        tally = one.tally
        text = public_part(tally.first_observed, tally.first_known)
        what = f"Incidenten in {one.area} die de observant als eerste zag, van die waarvan dat bekend is"
        found = one.rows(first_observed=True) if tally.first_known else None
        known = one.rows(first_observed__isnull=False) if one.known else None
        of = public(tally.first_known if one.known else None)
        bekend = f"Incidenten in {one.area} waarvan bekend is wie ze als eerste zag"
        rows.append(
            (
                one.area.name,
                Sum(f"eerst-{one.area.pk}", text, what, found, tally.first_observed),
                Sum(f"eerst-bekend-{one.area.pk}", of, bekend, known, tally.first_known),
            )
        )
    columns = ("Gebied", "Als eerste gezien", "Van hoeveel incidenten dit bekend is")
    return Table("eerst", f"Als eerste gezien door de observant in {year}", columns, tuple(rows))


def _by_area(now: Sequence[Seen], before: Sequence[Seen], year: int, broken: Sequence[str]) -> Chart:
    rows = [
        (one.area.name, (_value(one), _value(earlier)))
        for one, earlier in zip(now, before, strict=True)
    ]  # fmt: skip
    title = finding("incidenten in de centra", year, _city(now), _city(before))
    return bars(
        title=title, label="Gebied", series=(str(year), str(year - 1)), rows=rows, prefix="per-gebied",
        notes=broken,
    )  # fmt: skip


def _value(one: Seen) -> Value:
    return value(one.total, complete=one.complete, text=_told(one))


def _city(every: Sequence[Seen]) -> Value:
    """All centres together, each incident once; not told when that of one of them is not."""
    if not any(one.known for one in every):
        return Value(None)
    if any(_told(one) in (HIDDEN, WITHHELD) for one in every):
        return Value(None, WITHHELD)
    positions = {pk for one in every for pk in one.positions}
    tally = counting.of_positions(positions, every[0].first, every[0].last)
    return Value(tally.incidents, incomplete=not all(one.complete for one in every))


def _by_month(now: Sequence[Seen], before: Sequence[Seen], year: int, broken: Sequence[str]) -> Chart:
    """Both years by month; a month is known when it was imported for a centre, whole when for all."""
    months = counting.months_between(date(year, 1, 1), date(year, 12, 31))
    series = [(str(year), _months(now, year)), (str(year - 1), _months(before, year - 1))]
    told = _city(now)
    title = f"Incidenten in de centra per maand in {year}: samen {told.words}"
    cut = breaks([Indicator.INCIDENTS], date(year, 1, 2), date(year, 12, 31))
    return lines(
        title=title, label="Maand", points=month_names(months), series=series, prefix="per-maand",
        breaks=sorted({one.from_day.month - 1 for one in cut}), notes=broken,
    )  # fmt: skip


def _months(every: Sequence[Seen], year: int) -> list[Value]:
    months = counting.months_between(date(year, 1, 1), date(year, 12, 31))
    positions = {pk for one in every for pk in one.positions}
    counts = counting.by_month(positions, months[0], months[-1])
    known: dict[date, int | None] = {
        month: counts.get(month, counting.EMPTY).incidents
        if any(month in one.imported for one in every)
        else None
        for month in months
    }
    whole = sum(number for number in known.values() if number is not None)
    texts, total = public_parts(known, whole)
    if total in (HIDDEN, WITHHELD):  # the total of the year stands elsewhere: then no month is told
        texts = {month: WITHHELD if number else public(number) for month, number in known.items()}
    return [
        value(known[month], complete=all(month in one.imported for one in every), text=texts[month])
        for month in months
    ]
