"""The pages of the other figures: who gets in, what a form leaves behind, what is wrong and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from areas.models import Area, Position
from evaluations.models import EventSupport, MonthlyFigure
from evaluations.views.figures import SUBJECTS
from tests import factories as make
from tests.addresses import but_the_log, client_of, everything
from tests.decisions.pages import queries
from tests.evaluations.test_figures import position

pytestmark = pytest.mark.django_db
EVENTS = {
    "uren": "hours",
    "buiten-gebruik": "outage",
    "beelden": "footage",
    "evenementen": "support",
    "trendbreuken": "break",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-04-15T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user()


@pytest.fixture
def area() -> Area:
    return make.make_area()


@pytest.fixture
def spot(officer: User) -> Position:
    return position(officer)


def typed(slug: str, area: Area, spot: Position) -> dict[str, Any]:
    where = {"area": str(area.pk)}
    return {
        "uren": {
            **where, "position": "", "indicator": "uren_live", "month": "3-2026", "hours": "112,5",
            "source": "rooster",
        },
        "buiten-gebruik": {
            "position": str(spot.pk), "kind": "storing", "first_day": "01-03-2026", "last_day": "",
        },
        "beelden": {
            **where, "requested_on": "02-03-2026", "requested_by": "politie", "positions": [str(spot.pk)],
        },
        "evenementen": {**where, "name": "Kermis", "first_day": "01-04-2026", "last_day": "02-04-2026"},
        "trendbreuken": {"indicator": "beelden", "from_day": "01-01-2026", "reason": "Anders geteld"},
    }[slug]  # fmt: skip


def url(name: str, *args: Any) -> str:
    return reverse(f"evaluations:{name}", args=args)


@pytest.mark.parametrize("slug", SUBJECTS)
def test_added_and_corrected_with_one_event_each(
    slug: str, officer: User, area: Area, spot: Position
) -> None:
    client, answers = client_of(officer), typed(slug, area, spot)
    before = AuditEvent.objects.count()
    response = client.post(url("figure_add", slug), answers)
    assert response.status_code == 302, response.content.decode()
    row = SUBJECTS[slug].rows().get()
    page = client.get(url("figure_edit", slug, row.pk))
    shown = {f.html_name: f.value() for f in page.context["form"] if f.value() not in (None, "")}
    assert "versie" in shown
    assert client.post(url("figure_edit", slug, row.pk), answers | {"versie": "1"}).status_code == 302
    late = client.post(url("figure_edit", slug, row.pk), answers | {"versie": "1"})
    assert late.status_code == 409
    assert "Dit is nu opgeslagen" in late.content.decode()
    events = list(AuditEvent.objects.order_by("seq").values_list("event", flat=True))[before:]
    assert events == [f"{EVENTS[slug]}.recorded", f"{EVENTS[slug]}.corrected"]


@pytest.mark.parametrize("role", [*Role, None])
def test_who_gets_in_and_who_records(role: Role | None, officer: User, area: Area, spot: Position) -> None:
    owner, client = client_of(officer), client_of(make.make_user(role))
    may_record = role is Role.POLICY_OFFICER
    assert client.get(url("figures")).status_code == (200 if role else 403)
    for slug in SUBJECTS:
        answers = typed(slug, area, spot)
        owner.post(url("figure_add", slug), answers)
        row = SUBJECTS[slug].rows().get()
        listed = client.get(url("figure_list", slug))
        assert listed.status_code == (200 if role else 403)
        assert (url("figure_edit", slug, row.pk) in listed.content.decode()) == may_record
        before = but_the_log(everything())
        for page in (url("figure_add", slug), url("figure_edit", slug, row.pk)):
            assert client.get(page).status_code == (200 if may_record else 403)
            if not may_record:
                refused = client.post(page, answers | {"versie": "1"})
                assert refused.status_code == 403
                assert Role.POLICY_OFFICER.value in refused.content.decode()
        assert but_the_log(everything()) == before


@pytest.mark.parametrize(
    ("slug", "wrong", "words"),
    [
        ("uren", {"hours": "-1"}, "Uren zijn nooit minder dan nul."),
        ("uren", {"hours": "veel"}, "Vul bij ‘Aantal uren’ een getal in"),
        ("uren", {"hours": "800"}, "Deze maand heeft 743 uur."),
        ("uren", {"hours": "1,234"}, "hoogstens twee cijfers achter de komma"),
        ("uren", {"month": "13-2026"}, "Vul bij ‘Maand’ een maand in"),
        ("uren", {"area": ""}, "Kies een gebied of een positie: een van de twee."),
        ("buiten-gebruik", {"position": ""}, "Kies welke positie buiten gebruik was."),
        ("buiten-gebruik", {"last_day": "01-02-2026"}, "De laatste dag ligt voor de eerste dag."),
        ("beelden", {"supplied_on": "03-03-2026"}, "Beelden worden eerst veiliggesteld"),
        ("evenementen", {"name": ""}, "Vul ‘Welk evenement of welke demonstratie?’ in."),
        ("trendbreuken", {"indicator": ""}, "Kies een cijfer uit de lijst."),
    ],
)
def test_what_is_wrong_stands_in_the_form(
    slug: str, wrong: dict[str, str], words: str, officer: User, area: Area, spot: Position
) -> None:
    response = client_of(officer).post(url("figure_add", slug), typed(slug, area, spot) | wrong)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not SUBJECTS[slug].rows().exists()


def test_hours_are_shown_as_the_dutch_write_them(officer: User, area: Area, spot: Position) -> None:
    client = client_of(officer)
    client.post(url("figure_add", "uren"), typed("uren", area, spot))
    row = MonthlyFigure.objects.get()
    assert "112,5" in client.get(url("figure_list", "uren")).content.decode()
    page = client.get(url("figure_edit", "uren", row.pk)).content.decode()
    assert 'value="112,50"' in page
    assert 'value="03-2026"' in page


def test_what_was_typed_is_shown_as_text(officer: User, area: Area, spot: Position) -> None:
    client = client_of(officer)
    client.post(url("figure_add", "evenementen"), typed("evenementen", area, spot) | {"name": "<b>Kermis"})
    assert "&lt;b&gt;Kermis" in client.get(url("figure_list", "evenementen")).content.decode()


def test_an_unknown_subject_is_not_found(officer: User) -> None:
    assert client_of(officer).get(url("figure_list", "onzin")).status_code == 404
    assert client_of(officer).get(url("figure_add", "onzin")).status_code == 404


@pytest.mark.parametrize("slug", SUBJECTS)
def test_as_many_questions_for_many_as_for_two(slug: str, officer: User, area: Area, spot: Position) -> None:
    def fill(year: int) -> None:
        for month in (1, 2, 3):
            days = {"first_day": f"01-0{month}-{year}", "last_day": f"01-0{month}-{year}"}
            more = {"month": f"{month}-{year}", "from_day": f"01-0{month}-{year}", **days}
            done = client.post(url("figure_add", slug), typed(slug, area, spot) | more)
            assert done.status_code == 302, done.content.decode()

    client = client_of(officer)
    fill(2025)
    once = queries(client, url("figure_list", slug))
    fill(2024)
    fill(2023)
    assert queries(client, url("figure_list", slug)) == once


def test_the_hub_leads_to_every_subject(officer: User, area: Area) -> None:
    EventSupport.objects.create(
        area=area, name="Kermis", first_day=date(2026, 4, 1), last_day=date(2026, 4, 1), recorded_by=officer
    )
    page = client_of(officer).get(url("figures")).content.decode()
    assert all(url("figure_list", slug) in page for slug in SUBJECTS)
    assert url("police") in page
    assert "1 vastgelegd" in page
