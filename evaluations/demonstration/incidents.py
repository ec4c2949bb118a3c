"""Kinds of incident after the framework, and a door through which the demonstration brings its files."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random
from typing import Any, NamedTuple

from almere_camera.models import User
from areas.models import Area, Position

from ..counting import months_between, months_imported
from ..models import ImportRun, IncidentCategory, IncidentGroup
from ..workflow import incidents

SOURCE = "beleidskader cameratoezicht, hoofdstuk 1; welke soorten relevant zijn is verzonnen"
SINCE = date(2020, 1, 1)
CENTRE_CODES = ("S-", "B-", "H-")  # how the codes of the positions in the three centres begin
G = IncidentGroup
# The examples that the framework gives with its four groups, and whether they count for the two-year rule.
CATEGORIES: tuple[tuple[str, IncidentGroup, bool], ...] = (
    ("Bedelen", G.LIVEABILITY, False),
    ("Wildplassen", G.LIVEABILITY, False),
    ("Geluidsoverlast", G.NUISANCE, False),
    ("Ruzie", G.NUISANCE, True),
    ("Onbegrepen gedrag", G.NUISANCE, True),
    ("Ongeval", G.SAFETY, True),
    ("Onwel geworden", G.SAFETY, True),
    ("Drugshandel", G.CRIME, True),
    ("Geweld", G.CRIME, True),
)
HEADINGS = (
    "Nummer", "Datum en tijd", "Soort incident", "Positie", "Als eerste gezien", "Doorgegeven aan",
    "Opgevolgd",
)  # fmt: skip


class Seen(NamedTuple):
    """One incident as the viewing centre would write it; `at` on the Dutch clock, codes of positions."""

    number: str
    at: datetime
    category: str
    positions: tuple[str, ...]
    first_observed: bool | None = None
    passed_on: str = ""
    followed_up: bool | None = None


def load_categories() -> None:
    """A first set of kinds. Idempotent."""
    for name, group, relevant in CATEGORIES:
        IncidentCategory.objects.get_or_create(
            name=name,
            valid_from=SINCE,
            defaults={"group": group, "relevant": relevant, "source": SOURCE},
        )


def load_incidents(
    by: User, areas: Iterable[Area], rows: Iterable[Seen], first_month: date, last_month: date
) -> ImportRun:
    """A file with these rows, complete for these months and areas, read through the real act. Idempotent.

    Raises ValueError when a row is refused: then the demonstration is wrong.
    """
    content = _file(rows)
    sha256 = hashlib.sha256(content).hexdigest()
    if there := ImportRun.objects.counting().filter(file_sha256=sha256).first():
        return there
    run = incidents.import_file(
        by=by,
        opener=lambda: io.BytesIO(content),
        file_name=f"incidenten-{first_month:%Y-%m}-{last_month:%Y-%m}.csv",
        sha256=sha256,
        size=len(content),
        areas=areas,
        first_month=first_month,
        last_month=last_month,
    )
    if run.rows_wrong:
        raise ValueError("; ".join(str(fault) for fault in incidents.faults_of(run)[:5]))
    return run


def load_history(people: dict[str, User], areas: dict[str, Any], today: date) -> None:
    """What the centres saw in the two whole years before this one, and in this year up to last month.

    One file for each year, of the months that are not known yet. Invented, and the same every time.
    """
    load_categories()
    centres = [area for area in areas.values() if area.kind == Area.Kind.CENTRE]
    first, last = date(today.year - 2, 1, 1), today.replace(day=1) - timedelta(days=1)
    known = set.intersection(*months_imported(centres, first, last).values())
    missing = [month for month in months_between(first, last) if month not in known]
    positions = [
        position
        for position in Position.objects.prefetch_related("codes").order_by("pk")
        if position.code_on(SINCE).startswith(CENTRE_CODES)
    ]
    for _year, group in groupby(missing, key=lambda month: month.year):
        these = list(group)
        rows = [row for month in these for row in _month(month, positions)]
        load_incidents(people["beleid"], centres, rows, these[0], these[-1])


def _month(month: date, positions: Iterable[Position]) -> Iterator[Seen]:
    """A few incidents for each position; some squares are busier than others."""
    for number, position in enumerate(positions, 1):
        lot = Random(f"{month} {number}")  # noqa: S311  invented, and nothing secret
        for one in range(1, lot.randint(0, 5 - number // 2) + 1):
            day = month + timedelta(lot.randrange(28))
            at = datetime(
                day.year, day.month, day.day, lot.choice((4, 12, 16, 20, 22, 23)), lot.randrange(60)
            )
            category, group, _relevant = lot.choice(CATEGORIES)
            handed = "Politie" if group == G.CRIME else lot.choice(("Handhaving", "Politie", "Niemand"))
            yield Seen(
                number=f"UC-{month:%Y%m}-{number:02}{one:02}",
                at=at,
                category=category,
                positions=(position.code_on(day),),
                first_observed=lot.random() < 0.6,
                passed_on=handed,
                followed_up=handed != "Niemand" and lot.random() < 0.8,
            )


def _file(rows: Iterable[Seen]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows:
        answers = [_yes_or_no(row.first_observed), row.passed_on, _yes_or_no(row.followed_up)]
        at = f"{row.at:%d-%m-%Y %H:%M}"
        writer.writerow([row.number, at, row.category, "; ".join(row.positions), *answers])
    return out.getvalue().encode()


def _yes_or_no(value: bool | None) -> str:
    return {True: "ja", False: "nee", None: ""}[value]
