"""Every count of incidents and of days in use: the one place where figures are computed.

A position counts what was seen from it, an area each incident once, from however many of its positions.
A month without a file is unknown, which is not zero: ask `months_imported` before trusting a count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from areas.inside import holds, in_order
from areas.models import Area, Boundary, Deployment, Position
from decisions.models import DesignatedArea, Status

from .models import ImportRun, Incident, IncidentGroup, Outage, Sighting
from .spans import Span, covered_days

Days = tuple[date, date]  # both ends included
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Incidents in a period: all, the relevant ones (hoofdstuk 7), and those that an observer saw first.

    `first_known` is of how many it is known who saw them first: the share is of those.
    """

    incidents: int = 0
    relevant: int = 0
    first_observed: int = 0
    first_known: int = 0
    by_group: Mapping[str, int] = field(default_factory=dict)

    @property
    def first_share(self) -> int | None:
        """The percentage first seen by an observer, rounded; None when it is of no incident known."""
        return round(100 * self.first_observed / self.first_known) if self.first_known else None


EMPTY = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Days on which a camera hung somewhere, and on which it also worked."""

    hung: int
    in_use: int

    @property
    def out(self) -> int:
        """Days on which a camera hung there and did not work."""
        return self.hung - self.in_use


def added(tallies: Iterable[Tally]) -> Tally:
    """Counts that share no incident, such as those of months, as one."""
    found = list(tallies)
    return Tally(
        incidents=sum(tally.incidents for tally in found),
        relevant=sum(tally.relevant for tally in found),
        first_observed=sum(tally.first_observed for tally in found),
        first_known=sum(tally.first_known for tally in found),
        by_group={
            group: sum(tally.by_group.get(group, 0) for tally in found) for group in IncidentGroup.values
        },
    )


# --- Where and when ------------------------------------------------------------------------------


def positions_of(area: Area, first: date, last: date) -> list[Position]:
    """The positions where a camera stood for the area on some day of the period, in the order of their
    codes: within a boundary that held then, or named by an adopted decision about the area."""
    boundaries = [boundary for boundary, held in _held(area) if _shared(held, (first, last))]
    naming = DesignatedArea.objects.filter(area=area, decision__status=Status.ADOPTED)
    standing = (
        Deployment.objects.filter(first_day__lte=last)
        .filter(Q(last_day=None) | Q(last_day__gte=first))
        .select_related("position")
        .prefetch_related("position__codes", Prefetch("designated_areas", naming, to_attr="named_by"))
    )
    found = {
        one.position_id: one.position
        for one in standing
        if one.named_by or any(holds(b, one.position) for b in boundaries)
    }
    return in_order(found.values())


def _held(area: Area) -> Iterator[tuple[Boundary, Days]]:
    """Every boundary of the area with the days on which it held."""
    dated = sorted(area.boundaries.all(), key=lambda b: (b.valid_from, b.pk))
    for boundary, later in zip(dated, [*dated[1:], None], strict=True):
        yield boundary, (boundary.valid_from, later.valid_from - ONE_DAY if later else date.max)


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from the one of `first` to the one of `last`, both included."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return months


def months_imported(areas: Iterable[Area], first: date, last: date) -> dict[int, set[date]]:
    """Per area (number) the months, by their first day, for which a file that counts is complete."""
    runs = (
        ImportRun.objects.counting()
        .filter(first_month__lte=last, last_month__gte=first.replace(day=1), areas__in=list(areas))
        .values_list("areas", "first_month", "last_month")
    )
    found: dict[int, set[date]] = {area.pk: set() for area in areas}
    wanted = set(months_between(first, last))
    for area, run_first, run_last in runs:
        if area in found:
            found[area] |= wanted.intersection(months_between(run_first, run_last))
    return found


def days_in_use(positions: Iterable[Position], first: date, last: date) -> dict[int, int]:
    """Per position (number) on how many days of the period a camera stood there and was not out of use."""
    numbers = [position.pk for position in positions]
    stood = _days(Deployment.objects.filter(position__in=numbers), first, last)
    out = _days(Outage.objects.filter(position__in=numbers), first, last)
    return {number: len(stood[number] - out[number]) for number in numbers}


def _days(rows: QuerySet[Any], first: date, last: date) -> dict[int, set[date]]:
    """Per position the days of the period that the rows cover; a row without an end goes on."""
    found: dict[int, set[date]] = defaultdict(set)
    within = rows.filter(first_day__lte=last).filter(Q(last_day=None) | Q(last_day__gte=first))
    for position, begin, end in within.values_list("position_id", "first_day", "last_day"):
        shared = _shared((begin, end or date.max), (first, last))
        if shared:
            found[position].update(
                shared[0] + timedelta(days=number) for number in range((shared[1] - shared[0]).days + 1)
            )
    return found


def use_by_year(positions: Iterable[int], years: Iterable[int]) -> dict[tuple[int, int], Use]:
    """As `days_in_use`, per position (number) and year, for many of them: nothing is counted day by day."""
    numbers, wanted = list(positions), list(years)
    stood = _spans(Deployment.objects.filter(position__in=numbers))
    out = _spans(Outage.objects.filter(position__in=numbers))
    return {
        (number, year): Use(
            hung=covered_days(stood[number], (), date(year, 1, 1), date(year, 12, 31)),
            in_use=covered_days(stood[number], out[number], date(year, 1, 1), date(year, 12, 31)),
        )
        for number in numbers
        for year in wanted
    }


def _spans(rows: QuerySet[Any]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for position, first, last in rows.order_by().values_list("position_id", "first_day", "last_day"):
        found[position].append((first, last))
    return found


def _shared(one: Days, other: Days) -> Days | None:
    begin, end = max(one[0], other[0]), min(one[1], other[1])
    return (begin, end) if begin <= end else None


# --- Incidents -----------------------------------------------------------------------------------


def by_position_and_year(positions: Iterable[int], years: Iterable[int]) -> dict[tuple[int, int], Tally]:
    """Per position (number) and year on the Dutch clock what was seen from it. Absent: nothing seen."""
    seen = Sighting.objects.filter(position__in=list(positions), year__in=list(years))
    rows = seen.values("position_id", "year", **_GROUP).annotate(**_counts("incident__"))
    return _tallies(rows, lambda row: (row["position_id"], row["year"]))


def relevant_by_year(positions: Iterable[int], years: Iterable[int]) -> dict[tuple[int, int], int]:
    """Per position (number) and year how many relevant incidents were seen from it. Absent: none."""
    # 'relevant IN (true)': SQLite takes a bare 'relevant' for no term of the index.
    seen = Sighting.objects.filter(position__in=list(positions), year__in=list(years), relevant__in=[True])
    rows = seen.order_by().values_list("position_id", "year").annotate(number=Count("*"))
    return {(position, year): number for position, year, number in rows}


def relevant_seen(positions: Iterable[int], years: Iterable[int]) -> set[tuple[int, int]]:
    """The positions (numbers) and years with a relevant incident: the database stops at the first."""
    numbers = list(positions)
    found: set[tuple[int, int]] = set()
    for year in years:
        seen = Sighting.objects.filter(position=OuterRef("pk"), year=year, relevant=True)
        rows = Position.objects.filter(Exists(seen), pk__in=numbers).order_by()
        found.update((position, year) for position in rows.values_list("pk", flat=True))
    return found


def passed_on(position: int, year: int) -> dict[str, int]:
    """To whom the incidents seen from a position in a year were passed on ('' when it is not known), and
    under 'opgevolgd' how many of them were followed up."""
    seen = Incident.objects.filter(sightings__position=position, sightings__year=year).order_by()
    rows = seen.values_list("passed_on").annotate(
        number=Count("pk"), followed=Count("pk", filter=Q(followed_up=True))
    )
    found = list(rows)
    return {to: number for to, number, _followed in found} | {"opgevolgd": sum(row[2] for row in found)}


def of_positions(positions: Iterable[int], first: date, last: date) -> Tally:
    """What was seen from any of these positions in these months, each incident once (for an area)."""
    rows = incidents(positions, first, last).values(**_OWN_GROUP).annotate(**_counts())
    return _tallies(rows, lambda row: 0).get(0, EMPTY)


def by_month(positions: Iterable[int], first: date, last: date) -> dict[date, Tally]:
    """As `of_positions`, per month (its first day). Absent: nothing seen, or nothing imported."""
    rows = incidents(positions, first, last).values("year", "month", **_OWN_GROUP).annotate(**_counts())
    return _tallies(rows, lambda row: date(row["year"], row["month"], 1))


def incidents(positions: Iterable[int], first: date, last: date) -> QuerySet[Incident]:
    """The incidents seen from any of these positions, of the month of `first` to the month of `last`."""
    since, until = (first.year, first.month), (last.year, last.month)
    after = Q(year__gt=since[0]) | Q(year=since[0], month__gte=since[1])
    before = Q(year__lt=until[0]) | Q(year=until[0], month__lte=until[1])
    seen = Sighting.objects.filter(after, before, position__in=list(positions))
    return Incident.objects.filter(pk__in=seen.values("incident"))


_OWN_GROUP = {"group": F("category__group"), "counts": F("category__relevant")}
_GROUP = {"group": F("incident__category__group"), "counts": F("incident__category__relevant")}


def _counts(prefix: str = "") -> dict[str, Count]:
    seen_first = f"{prefix}first_observed"
    return {
        "number": Count("pk"),
        "seen_first": Count("pk", filter=Q(**{seen_first: True})),
        "known": Count("pk", filter=Q(**{f"{seen_first}__isnull": False})),
    }


def _tallies(rows: Iterable[Any], key: Any) -> dict[Any, Tally]:
    """Rows per group and relevance, added up under one key."""
    gathered: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        gathered[key(row)].append(row)
    return {one: _tally(found) for one, found in gathered.items()}


def _tally(rows: list[dict[str, Any]]) -> Tally:
    return Tally(
        incidents=sum(row["number"] for row in rows),
        relevant=sum(row["number"] for row in rows if row["counts"]),
        first_observed=sum(row["seen_first"] for row in rows),
        first_known=sum(row["known"] for row in rows),
        by_group={
            group: sum(row["number"] for row in rows if row["group"] == group)
            for group in IncidentGroup.values
        },
    )
