"""A centre for the yearly review, invented: what each of its cameras must get follows from the framework.

V-01 two complete years at zero; V-02 moved in May to V-03; V-04 renumbered to V-14; V-05 counts traffic;
V-06 watches the crowd; V-07 and V-08 saw the same incident. Of the second centre, with W-01, the file of
one month is missing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from almere_camera.models import User
from areas import workflow as places
from areas.models import Area, Position
from decisions.demonstration.places import SINCE, SOURCE, polygon

from ..models import PositionReview, Verdict
from ..workflow.purposes import record_purpose
from ..workflow.reviews import confirm_review, judge_position, plan_year
from .incidents import Seen, load_incidents

CENTRE, OTHER = "Voorbeeldcentrum", "Voorbeeldcentrum Oost"
CORNERS = {
    CENTRE: ((144800, 484800), (145200, 484800), (145200, 485100), (144800, 485100)),
    OTHER: ((145400, 484800), (145600, 484800), (145600, 485000), (145400, 485000)),
}
STREETS = {CENTRE: ["Voorbeeldplein", "Proefstraat"], OTHER: ["Oosterproefstraat"]}
TWO_YEARS = ("V-01", "V-04", "V-05", "V-06", "V-07", "V-08")
PURPOSES = {
    "V-05": ("Verkeer tellen op de rondweg", False, "afdeling Verkeer"),
    "V-06": ("Drukte op marktdagen in goede banen leiden", True, "de politie"),
}


def load_reviews(people: dict[str, User], _areas: dict[str, Any], today: date) -> None:
    """The two centres with their cameras, and the review of last year. Idempotent."""
    by, year = people["beleid"], today.year - 1
    first_time = not Area.objects.filter(name=CENTRE).exists()
    if first_time:
        for name, corners in CORNERS.items():
            places.add_area(
                by=by,
                name=name,
                kind=Area.Kind.CENTRE,
                geometry=polygon(corners),
                streets=STREETS[name],
                valid_from=SINCE,
                source=SOURCE,
            )
        _load_cameras(by, year)
        _load_files(by, year)
    plan_year(year=year, by=by)
    if first_time:
        _judge(people, year)


def _load_files(by: User, year: int) -> None:
    """Two complete years of the first centre; of the other without August of the last one."""
    centre, other = Area.objects.get(name=CENTRE), Area.objects.get(name=OTHER)
    # Noise is no relevant incident: V-01 is still at zero.
    noise = Seen("V-1", datetime(year, 6, 7, 23), "Geluidsoverlast", ("V-01",), True, "Handhaving", True)
    together = Seen("V-2", datetime(year, 10, 4, 1), "Geweld", ("V-07", "V-08"), True, "Politie", True)
    earlier = Seen("V-3", datetime(year - 1, 3, 9, 22), "Ruzie", ("V-07",), False, "Politie", True)
    load_incidents(by, [centre], (noise, together, earlier), date(year - 1, 1, 1), date(year, 12, 1))
    for number, (first, last) in enumerate(
        ((date(year - 1, 1, 1), date(year, 7, 1)), (date(year, 9, 1), date(year, 12, 1)))
    ):
        at = datetime(last.year, last.month, 2, 12)
        seen = Seen(f"W-{number}", at, "Bedelen", ("W-01",), None, "Niemand", False)
        load_incidents(by, [other], [seen], first, last)


def _judge(people: dict[str, User], year: int) -> None:
    """One verdict is confirmed and waits for the ladder, one waits for a colleague."""
    found = {review.position.code: review for review in PositionReview.objects.filter(review_year__year=year)}
    for code in ("V-01", "V-05"):
        found[code] = judge_position(
            review=found[code],
            by=people["beleid"],
            version=found[code].version,
            verdict=Verdict.REMOVE,
            reason="Hier gebeurt al twee jaar niets waarvoor een camera nodig is.",
        )
    confirm_review(review=found["V-01"], by=people["toets"], version=found["V-01"].version)


def _load_cameras(by: User, year: int) -> None:
    for number, code in enumerate(TWO_YEARS):
        position = _camera(by, code, 144850 + 40 * number)
        if code in PURPOSES:
            words, public_order, owner = PURPOSES[code]
            record_purpose(
                position=position,
                by=by,
                description=words,
                public_order=public_order,
                owner=owner,
                valid_from=SINCE,
                source="Demonstratie: verzonnen",
            )
        if code == "V-04":
            places.rename_position(position=position, by=by, code="V-14", valid_from=date(year - 1, 7, 1))
    _camera(by, "V-02", 145110, last=date(year, 5, 14))
    _camera(by, "V-03", 145150, first=date(year, 5, 15))
    _camera(by, "W-01", 145500)


def _camera(by: User, code: str, x: int, first: date = SINCE, last: date | None = None) -> Position:
    position = places.add_position(
        by=by,
        code=code,
        valid_from=SINCE,
        place=f"Voorbeeldplein, mast {code[-2:]}",
        kind=Position.Kind.FIXED,
        x=x,
        y=484900,
        direction=90,
    )
    places.deploy(by=by, position=position, unit=None, first_day=first, last_day=last)
    return position
