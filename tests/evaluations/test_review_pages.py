"""The pages of the yearly review: for whom, what they show, what each form leaves, at what cost.

Addresses: review_years, review_plan, review_year, review, review_judge, review_confirm, review_return,
review_carried_out, review_follow_up, purpose_list, purpose_add, purpose_end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from areas.models import Area, Deployment, Position, PositionCode
from evaluations.models import PositionPurpose, PositionReview, SeriesBreak, Verdict
from evaluations.workflow import reviews as acts
from tests import factories as make
from tests.decisions.pages import queries
from tests.evaluations import make as rows

pytestmark = pytest.mark.django_db
D = date
OFFICER, REVIEWER = Role.POLICY_OFFICER, Role.REVIEWER


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-03-31T12:00:00+02:00", tick=False):
        yield


class Place:
    """A centre with one camera that saw nothing in two complete years, and its review of 2025."""

    def __init__(self) -> None:
        make.make_records()
        self.officer = make.make_user()
        self.area = make.make_area("Centrum", kind=Area.Kind.CENTRE)
        self.run = rows.run([self.area], D(2024, 1, 1), D(2025, 12, 31))
        self.position = self.camera("S-01")
        acts.plan_year(year=2025, by=self.officer)
        self.case = make.running_case(areas=[self.area])

    def camera(self, code: str) -> Position:
        boundary = self.area.newest_boundary
        assert boundary is not None
        made = Position.objects.create(place="De Brink", x=boundary.west + 9, y=boundary.south + 9)
        PositionCode.objects.create(position=made, code=code, valid_from=D(2019, 1, 1))
        Deployment.objects.create(position=made, first_day=D(2019, 1, 1))
        return made

    @property
    def review(self) -> PositionReview:
        return PositionReview.objects.get(position=self.position)

    def judged(self) -> None:
        acts.judge_position(
            review=self.review,
            by=self.officer,
            version=self.review.version,
            verdict=Verdict.REMOVE,
            reason="Er gebeurt hier niets.",
        )

    def confirmed(self) -> None:
        self.judged()
        acts.confirm_review(review=self.review, by=make.make_user(REVIEWER), version=self.review.version)

    def gone(self) -> None:
        self.confirmed()
        Deployment.objects.update(last_day=D(2026, 3, 1))

    def purposed(self) -> PositionPurpose:
        return PositionPurpose.objects.create(
            position=self.position,
            description="Drukte",
            public_order=True,
            owner="de politie",
            valid_from=D(2024, 1, 1),
            recorded_by=self.officer,
        )


@pytest.fixture
def place() -> Place:
    return Place()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"evaluations:{name}", args=args)


def nothing(_place: Place) -> None:
    pass


# Per address: what must be there first, what is sent, the event it leaves, and who may.
ACTS: dict[str, tuple[Callable[[Place], Any], dict[str, Any], str, set[Role]]] = {
    "review_plan": (lambda place: place.camera("S-02"), {"year": "2025"}, "review.year_planned", {OFFICER}),
    "review_judge": (
        nothing,
        {"verdict": "verwijderen", "reason": "Het is hier rustig.", "next_on": "", "departure": ""},
        "review.judged",
        {OFFICER},
    ),
    "review_confirm": (Place.judged, {}, "review.confirmed", {OFFICER, REVIEWER}),
    "review_return": (Place.judged, {"remark": "En de markt?"}, "review.returned", {OFFICER, REVIEWER}),
    "review_carried_out": (Place.gone, {"carried_out_on": "02-03-2026"}, "review.carried_out", {OFFICER}),
    "review_follow_up": (Place.confirmed, {}, "review.follow_up_opened", {OFFICER}),
    "purpose_add": (
        nothing,
        {
            "description": "Drukte",
            "public_order": "ja",
            "owner": "politie",
            "valid_from": "01-01-2025",
            "source": "",
        },
        "purpose.recorded",
        {OFFICER},
    ),
    "purpose_end": (Place.purposed, {"valid_to": "31-12-2025"}, "purpose.ended", {OFFICER}),
}


def address(name: str, place: Place) -> tuple[str, dict[str, Any]]:
    """Where, and the version that the page shows."""
    if name == "review_plan":
        return url(name), {}
    if name == "purpose_add":
        return url(name, place.position.pk), {}
    if name == "purpose_end":
        purpose = PositionPurpose.objects.first() or place.purposed()
        return url(name, purpose.pk), {"versie": purpose.version}
    return url(name, place.review.pk), {"versie": place.review.version}


@pytest.mark.parametrize("name", ACTS)
def test_each_form_opens_for_who_may_and_leaves_its_event(name: str, place: Place) -> None:
    first, typed, event, roles = ACTS[name]
    first(place)
    where, version = address(name, place)
    for role in Role:
        user = make.make_user(role)
        assert client_of(user).get(where).status_code == (200 if role in roles else 403), role
    for role in set(Role) - roles:
        refused = client_of(make.make_user(role)).post(where, {**version, **typed})
        assert refused.status_code == 403, role
        assert all(may.value in refused.content.decode() for may in roles), role
    before = AuditEvent.objects.count()
    response = client_of(make.make_user(sorted(roles)[-1])).post(where, {**version, **typed})
    assert response.status_code == 302, response.content.decode()
    assert event in AuditEvent.objects.order_by("seq").values_list("event", flat=True)[before:]
    page = client_of(place.officer).get(response.headers["Location"])
    assert page.status_code == 200


@pytest.mark.parametrize("role", [*Role, None])
def test_everybody_with_a_role_reads_and_reading_changes_nothing(role: Role | None, place: Place) -> None:
    client, before = client_of(make.make_user(role)), AuditEvent.objects.count()
    pages = [
        url("review_years"),
        url("review_year", 2025),
        url("review", place.review.pk),
        url("purpose_list", place.position.pk),
    ]
    assert {client.get(page).status_code for page in pages} == {200 if role else 403}
    assert AuditEvent.objects.count() == before
    assert client.get(url("review_year", 1901)).status_code == (404 if role else 403)


def test_the_judge_does_not_confirm_through_the_page_either(place: Place) -> None:
    place.judged()
    client = client_of(place.officer)
    page = client.get(url("review", place.review.pk)).content.decode()
    assert "U gaf dit oordeel zelf" in page
    assert url("review_confirm", place.review.pk) not in page
    sent = client.post(url("review_confirm", place.review.pk), {"versie": place.review.version})
    assert sent.status_code == 403


def test_a_verdict_against_the_proposal_without_reason_comes_back_at_the_field(place: Place) -> None:
    client = client_of(place.officer)
    where = url("review_judge", place.review.pk)
    assert "Voorstel: verwijderen" in client.get(where).content.decode()
    sent = {
        "versie": 1,
        "verdict": "handhaven",
        "reason": "Blijft.",
        "next_on": "01-02-2027",
        "departure": "",
    }
    response = client.post(where, sent)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"departure"}
    assert "Blijft." in response.content.decode()


def test_without_a_proposal_nothing_is_asked_about_it(place: Place) -> None:
    place.purposed()
    page = client_of(place.officer).get(url("review_judge", place.review.pk))
    assert "departure" not in page.context["form"].fields
    assert "doet geen voorstel" in page.content.decode()


def test_a_year_that_is_not_over_is_not_offered(place: Place) -> None:
    response = client_of(place.officer).post(url("review_plan"), {"year": "2026"})
    assert response.status_code == 422
    assert "voorbij" in response.content.decode()


def test_the_page_of_a_year_is_filtered_by_its_address(place: Place) -> None:
    other = make.make_area("Ander centrum", kind=Area.Kind.CENTRE)
    boundary = other.newest_boundary
    assert boundary is not None
    home = Position.objects.create(place="Markt", x=boundary.west + 9, y=boundary.south + 9)
    PositionCode.objects.create(position=home, code="H-01", valid_from=D(2019, 1, 1))
    Deployment.objects.create(position=home, first_day=D(2019, 1, 1))
    acts.plan_year(year=2025, by=place.officer)
    client = client_of(place.officer)

    def codes(**asked: Any) -> list[str]:
        shown = client.get(url("review_year", 2025), asked)
        return [row["review"].position.code for row in shown.context["rows"]]

    assert codes() == ["H-01", "S-01"]
    assert codes(gebied=place.area.pk) == ["S-01"]
    assert codes(voorstel="onderzoeken") == ["H-01"]  # nothing of that centre was imported
    assert codes(voorstel="verwijderen") == ["S-01"]
    assert codes(stand="wacht") == []
    assert codes(stand="bestaat niet") == ["H-01", "S-01"]
    place.judged()
    assert codes(stand="wacht") == ["S-01"]
    assert "onbekend" in client.get(url("review_year", 2025)).content.decode()  # and not 0


def test_the_page_of_a_review_tells_what_is_known_and_what_is_not(place: Place) -> None:
    rows.incident(datetime(2025, 5, 1, 22), [place.position], of=place.run, first_observed=True)
    SeriesBreak.objects.create(
        indicator="beelden", from_day=D(2024, 1, 1), reason="andere registratie", recorded_by=place.officer
    )
    page = client_of(place.officer).get(url("review", place.review.pk)).content.decode()
    assert "100% (van 1)" in page
    assert "andere registratie" in page
    assert "1 relevant incident in een volledig jaar" in page
    assert "2023" not in page  # of which nothing is known
    assert "Uren live bekeken" in page
    assert "onbekend" in page
    older = rows.run([place.area], D(2022, 7, 1), D(2022, 12, 31))
    rows.incident(datetime(2022, 8, 1, 22), [place.position], of=older)
    page = client_of(place.officer).get(url("review", place.review.pk)).content.decode()
    assert "de incidenten van alle maanden zijn niet ingelezen" in page  # 2023, between what is known
    assert "6 van 12" in page


def test_the_confirmed_page_shows_what_was_kept(place: Place) -> None:
    place.confirmed()
    rows.incident(datetime(2025, 5, 1, 22), [place.position], of=place.run)
    page = client_of(place.officer).get(url("review", place.review.pk)).content.decode()
    assert "Een latere import verandert ze niet" in page
    assert "1 relevant incident" not in page
    assert "Leg het einde van de inzet vast" in page
    assert "geen nieuw besluit nodig" in page


def test_the_number_of_queries_does_not_grow(place: Place) -> None:
    """With more incidents a page of one position, with more positions the page of a year."""
    client = client_of(place.officer)
    one, year = url("review", place.review.pk), url("review_year", 2025)
    before = queries(client, one), queries(client, year), queries(client, reverse("home"))
    for number in range(12):
        rows.incident(datetime(2025, 1 + number, 1, 22), [place.position], of=place.run)
        place.camera(f"S-1{number}")
    acts.plan_year(year=2025, by=place.officer)
    assert (queries(client, one), queries(client, year), queries(client, reverse("home"))) == before
    assert before[0] <= 40
