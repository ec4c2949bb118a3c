"""Which designations the overview of a day needs: those that may hold on it, and per area the one
before and the one after. Chosen from a few columns of all of them, so that only these are read whole.

A row that is chosen in vain costs time only; so in doubt it is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery

from areas.models import Deployment

from .models import Closure, DecisionKind, DesignatedArea, Interruption, Publication, Status
from .task_rows import Links, adopted


@dataclass(frozen=True, slots=True)
class Known:
    """What a few columns tell of a designation.

    It enters into force on or after `earliest` and on or before `latest`; `sound` when it surely does,
    and surely runs to its stated last day; `announced` when on the day it was adopted or meant to work.
    """

    pk: int
    area: int
    last_day: date | None
    earliest: date
    latest: date
    announced: bool
    sound: bool

    def may_hold_on(self, day: date) -> bool:
        """Whether it can say anything about this very day."""
        running = self.last_day is None or self.last_day >= day
        return (running and (self.earliest <= day or self.announced)) or (
            self.announced and self.latest > day
        )


def on(day: date, slack: int) -> tuple[set[int], dict[int, Known]]:
    """The numbers of the designations that matter on this day, and what is known of all of them.

    `slack`: the most days that lie between publication and entry into force.
    """
    every = {row.pk: row for row in _every(day, slack)}
    chosen = {row.pk for row in every.values() if row.may_hold_on(day)}
    per_area: dict[int, list[Known]] = defaultdict(list)
    for row in every.values():
        per_area[row.area].append(row)
    for rows in per_area.values():
        chosen |= _last_before(day, rows) | _first_after(day, rows)
        if chosen.isdisjoint(row.pk for row in rows):
            chosen.add(rows[0].pk)  # only to name its area
    return chosen, every


def naming_last(day: date, cameras: Iterable[Deployment], every: Mapping[int, Known]) -> set[int]:
    """Of each of these cameras the designation that named it last before this day."""
    links = Links.objects.filter(deployment__in=[one.pk for one in cameras])
    per_camera: dict[int, list[Known]] = defaultdict(list)
    for camera, designated in links.values_list("deployment", "designatedarea"):
        if designated in every:
            per_camera[camera].append(every[designated])
    return {pk for rows in per_camera.values() for pk in _last_before(day, rows)}


def _last_before(day: date, rows: Collection[Known]) -> set[int]:
    past = [row for row in rows if row.last_day and row.last_day < day]
    newest = max((row.last_day for row in past if row.sound and row.last_day), default=date.min)
    return {row.pk for row in past if row.last_day and row.last_day >= newest}


def _first_after(day: date, rows: Collection[Known]) -> set[int]:
    coming = [row for row in rows if row.latest > day]
    first = min((row.latest for row in coming if row.sound), default=date.max)
    return {row.pk for row in coming if row.earliest <= first}


def _every(day: date, slack: int) -> Iterable[Known]:
    official = Publication.objects.filter(
        decision=OuterRef("decision"), kind=Publication.Kind.OFFICIAL, replaced_by=None
    )
    moved = DesignatedArea.objects.filter(
        follows=OuterRef("pk"),
        decision__status=Status.ADOPTED,
        decision__kind__in=(DecisionKind.END, DecisionKind.CHANGE),
    )
    disturbed = (
        Exists(moved)
        | Exists(Interruption.objects.filter(decision=OuterRef("decision")))
        | Exists(Closure.objects.filter(decision=OuterRef("decision"), confirmed_at__isnull=False))
    )
    rows = (
        adopted()
        .order_by()
        .annotate(published=Subquery(official.values("published_on")[:1]), disturbed=Q(disturbed))
        .values_list(
            "pk", "area", "first_day", "last_day", "published", "disturbed",
            F("decision__signed_on"), F("decision__historical"),
        )
    )  # fmt: skip
    for pk, area, first, last, published, is_disturbed, signed, historical in rows:
        dated = published is not None or (historical and first is not None)
        effect = published + timedelta(days=slack) if published else date.min
        yield Known(
            pk,
            area,
            last,
            earliest=max(first or date.min, published or date.min),
            latest=max(first or date.min, effect) if dated else date.max,
            announced=signed is None or first is None or min(signed, first) <= day,
            sound=dated and not is_disturbed,
        )
