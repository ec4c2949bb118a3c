"""The year of a centre, worked out by hand from hoofdstuk 7 of the framework, then asked of the application.

The framework: "Camera's die gedurende een periode van twee opeenvolgende jaren geen relevante
veiligheidsincidenten waarnemen, of geen ander specifiek doel dienen ter handhaving van de openbare orde,
worden verwijderd." The year under review is 2025, so the two years are 2024 and 2025. All files of the
centre are there, but for that of one camera's area. By hand:

ZERO        two complete years, nothing relevant, no purpose -> remove
BUSY        relevant incidents in both years -> nothing to propose
QUIET       in 2024 nothing relevant, in 2025 one -> not two years running: nothing
IRRELEVANT  two years with only irrelevant incidents -> nothing relevant was seen: remove
OLD         hung here until 14 May 2025, then moved; 2024 was zero -> 134 of 365 days: 2025 cannot be
            judged, and one such year proposes nothing
NEW         the place it moved to, from 15 May 2025 -> begins again, one year: nothing
RENAMED     another code since 1 July 2024, zero -> the same camera: remove
TRAFFIC     zero, counts traffic for the ring road -> traffic is not public order: remove
CROWD       zero, watches the crowd on market days for the police -> public order: nothing
PAIR-1, PAIR-2  saw one relevant incident in 2025 together -> each saw it: nothing; the area counts one
BROKEN      40 days out of use in 2024, 31 in 2025 -> neither year is complete: a closer look

In a second centre the file of August 2025 is missing:
HOLE        zero in 2024, nothing known of August 2025 -> 2025 cannot be judged: nothing
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from almere_camera.models import User
from areas.models import Area, Deployment, Position, PositionCode, Unit
from evaluations import counting
from evaluations.histories import outcomes
from evaluations.models import Outage, PositionReview, Proposal, ReviewYear
from evaluations.review_figures import figures_of, proposal_of
from evaluations.workflow.purposes import record_purpose
from evaluations.workflow.reviews import plan_year
from tests import factories as make
from tests.evaluations import make as rows

pytestmark = pytest.mark.django_db
D = date
LONG = D(2019, 1, 1)
EXPECTED = {
    "ZERO": Proposal.REMOVE,
    "BUSY": Proposal.NONE,
    "QUIET": Proposal.NONE,
    "IRRELEVANT": Proposal.REMOVE,
    "OLD": Proposal.NONE,
    "NEW": Proposal.NONE,
    "RENAMED-2": Proposal.REMOVE,
    "TRAFFIC": Proposal.REMOVE,
    "CROWD": Proposal.NONE,
    "PAIR-1": Proposal.NONE,
    "PAIR-2": Proposal.NONE,
    "BROKEN": Proposal.INVESTIGATE,
    "HOLE": Proposal.NONE,
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-03-31T12:00:00+02:00", tick=False):
        yield


class Centre:
    """A centre with cameras that hang in a row."""

    def __init__(self, name: str, by: User, **values: Any) -> None:
        self.area = make.make_area(name, kind=Area.Kind.CENTRE, **values)
        self.by, self.found = by, {}  # type: ignore[var-annotated]
        boundary = self.area.newest_boundary
        assert boundary is not None
        self.x, self.y = boundary.west + 10, boundary.south + 10

    def camera(self, code: str, first: date = LONG, last: date | None = None) -> Position:
        position = Position.objects.create(place=f"Plein {code}", x=self.x, y=self.y)
        self.x += 10
        PositionCode.objects.create(position=position, code=code, valid_from=first)
        Deployment.objects.create(position=position, first_day=first, last_day=last)
        self.found[code] = position
        return position


@pytest.fixture
def officer() -> User:
    return make.make_user()


@pytest.fixture
def centre(officer: User) -> Centre:
    make.make_records()
    first, second = Centre("Centrum", officer), Centre("Tweede centrum", officer)
    run = rows.run([first.area], D(2024, 1, 1), D(2025, 12, 31))
    rows.run([second.area], D(2024, 1, 1), D(2025, 7, 31))
    rows.run([second.area], D(2025, 9, 1), D(2025, 12, 31))
    fight = rows.category("vechtpartij")
    noise = rows.category("geluid", group="overlast", relevant=False)

    def saw(at: datetime, *codes: str, kind: Any = fight) -> None:
        rows.incident(at, [first.found[code] for code in codes], kind, of=run)

    for code in ("ZERO", "BUSY", "QUIET", "IRRELEVANT", "TRAFFIC", "CROWD", "PAIR-1", "PAIR-2", "BROKEN"):
        first.camera(code)
    first.camera("OLD", last=D(2025, 5, 14))
    first.camera("NEW", first=D(2025, 5, 15))
    renamed = first.camera("RENAMED-1")
    PositionCode.objects.create(position=renamed, code="RENAMED-2", valid_from=D(2024, 7, 1))
    second.camera("HOLE")
    saw(datetime(2024, 6, 1, 23), "BUSY")
    saw(datetime(2025, 6, 1, 23), "BUSY")
    saw(datetime(2025, 12, 31, 23, 59), "QUIET")
    saw(datetime(2024, 6, 1, 23), "IRRELEVANT", kind=noise)
    saw(datetime(2025, 6, 1, 23), "IRRELEVANT", kind=noise)
    saw(datetime(2025, 10, 4, 1), "PAIR-1", "PAIR-2")
    broken = first.found["BROKEN"]
    for begin, end in ((D(2024, 3, 1), D(2024, 4, 9)), (D(2025, 3, 1), D(2025, 3, 31))):
        Outage.objects.create(
            position=broken, kind="storing", first_day=begin, last_day=end, recorded_by=officer
        )
    for code, words, public in (
        ("TRAFFIC", "Verkeer tellen op de ring", False),
        ("CROWD", "Drukte op marktdagen zien", True),
    ):
        record_purpose(
            position=first.found[code],
            by=officer,
            description=words,
            public_order=public,
            owner="de politie",
            valid_from=D(2023, 1, 1),
        )
    return first


def reviews_of(year: int) -> dict[str, PositionReview]:
    found = PositionReview.objects.filter(review_year__year=year).select_related("review_year", "area")
    return {review.position.code: review for review in found}


def test_every_position_gets_what_the_framework_asks(centre: Centre, officer: User) -> None:
    plan_year(year=2025, by=officer)
    found = reviews_of(2025)
    assert {code: proposal_of(review).proposal for code, review in found.items()} == EXPECTED
    assert {code: outcomes(found.values())[found[code].pk].proposal for code in found} == EXPECTED


def test_the_sentences_say_which_years_and_why(centre: Centre, officer: User) -> None:
    plan_year(year=2025, by=officer)
    said = {code: proposal_of(review).sentence for code, review in reviews_of(2025).items()}
    assert "‘Verkeer tellen op de ring’" in said["TRAFFIC"]
    assert "‘Drukte op marktdagen zien’" in said["CROWD"]
    assert (
        "2025: niet te beoordelen: de camera was 134 van de 365 dagen in gebruik (nodig: 335)." in said["OLD"]
    )
    assert said["NEW"].startswith("In 2025 hing hier voor het eerst een camera.")
    assert "2025: niet te beoordelen: de incidenten van augustus zijn niet ingelezen." in said["HOLE"]
    assert "2024: niet te beoordelen: de camera was 326 van de 366 dagen" in said["BROKEN"]
    assert "2025: niet te beoordelen: de camera was 334 van de 365 dagen" in said["BROKEN"]
    assert "2025: 1 relevant incident in een volledig jaar." in said["QUIET"]


def test_an_incident_that_two_saw_counts_once_for_the_area(centre: Centre, officer: User) -> None:
    plan_year(year=2025, by=officer)
    found = reviews_of(2025)
    for code in ("PAIR-1", "PAIR-2"):
        figures = figures_of(found[code])
        assert figures["years"][-1]["relevant"] == 1
        # BUSY 1, QUIET 1, the pair together 1; the noise is an incident and not relevant
        assert figures["area_years"][-1]["relevant"] == 3
        assert figures["area_years"][-1]["incidents"] == 4
    pair = [centre.found[code].pk for code in ("PAIR-1", "PAIR-2")]
    assert counting.of_positions(pair, D(2025, 1, 1), D(2025, 12, 31)).relevant == 1


def test_the_year_before_has_no_two_years_yet(centre: Centre, officer: User) -> None:
    """Nothing of 2023 was imported: one year that cannot be judged, and for BROKEN two."""
    plan_year(year=2024, by=officer)
    proposals = {code: proposal_of(review).proposal for code, review in reviews_of(2024).items()}
    assert proposals.pop("BROKEN") == Proposal.INVESTIGATE
    assert set(proposals.values()) == {Proposal.NONE}
    assert "NEW" not in proposals


# --- Opening a year --------------------------------------------------------------------------------


def test_a_year_is_opened_once_and_filled_up_later(centre: Centre, officer: User) -> None:
    call_command("plan_year", "2025")
    review = reviews_of(2025)["ZERO"]
    PositionReview.objects.filter(pk=review.pk).update(reason="Al begonnen")
    centre.camera("LATE", first=D(2025, 12, 31))
    centre.camera("NEXT", first=D(2026, 1, 1))
    centre.camera("GONE", last=D(2024, 12, 31))
    plan_year(year=2025, by=officer)
    found = reviews_of(2025)
    assert set(found) == {*EXPECTED, "LATE"}
    assert found["ZERO"].reason == "Al begonnen"
    assert ReviewYear.objects.count() == 1


def test_what_is_no_fixed_camera_in_a_centre_is_not_reviewed(centre: Centre, officer: User) -> None:
    mobile = Position.objects.create(kind="mobiel", place="Plein", x=centre.x, y=centre.y)
    PositionCode.objects.create(position=mobile, code="M-1", valid_from=LONG)
    Deployment.objects.create(
        position=mobile,
        unit=Unit.objects.create(description="Mast"),
        first_day=D(2025, 1, 1),
        last_day=D(2025, 12, 31),
    )
    elsewhere = make.make_area("Woonwijk")
    boundary = elsewhere.newest_boundary
    assert boundary is not None
    home = Position.objects.create(place="Straat", x=boundary.west + 5, y=boundary.south + 5)
    PositionCode.objects.create(position=home, code="W-1", valid_from=LONG)
    Deployment.objects.create(position=home, first_day=LONG)
    plan_year(year=2025, by=officer)
    assert set(reviews_of(2025)) == set(EXPECTED)


@pytest.mark.parametrize(("year", "words"), [("2026", "nog niet voorbij"), ("1999", "vanaf 2000")])
def test_a_year_that_is_not_over_is_refused(year: str, words: str, centre: Centre) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("plan_year", year)


def test_a_year_without_cameras_is_refused() -> None:
    with pytest.raises(CommandError, match="geen enkel centrumgebied"):
        call_command("plan_year", "2025")
    assert not ReviewYear.objects.exists()
