"""The list of cases, and starting one from a request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions.models import (
    Decision,
    DecisionKind,
    Variant,
)
from tests import factories as make
from tests.decisions.pages import page, queries, signed_in

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER, first_name="Anna", last_name="de Vries")


# --- The list ------------------------------------------------------------------------------------


def listed(client: Client, **asked: Any) -> list[str]:
    response = client.get(reverse("decisions:list"), asked)
    return [row["case"].kenmerk for row in response.context["rows"]]


def test_list_is_narrowed_by_what_stands_in_the_address(officer: User) -> None:
    client = signed_in(officer)
    running = make.running_case()
    area = running.designated_areas.get().area
    mobile = make.make_decision(DecisionKind.START, Variant.MOBILE, title="Explosie in de wijk")
    assert set(listed(client)) == {running.kenmerk, mobile.kenmerk}
    assert listed(client, status="vastgesteld") == [running.kenmerk]
    assert listed(client, variant="mobiel") == [mobile.kenmerk]
    assert listed(client, gebied=area.pk) == [running.kenmerk]
    assert listed(client, zoek="explosie") == [mobile.kenmerk]
    assert listed(client, zoek=running.kenmerk) == [running.kenmerk]
    assert listed(client, soort="beeindigen") == []


def test_list_sorts_on_end_date_with_unknown_last(officer: User) -> None:
    late = make.running_case(last_day=TODAY + timedelta(days=300))
    soon = make.running_case(last_day=TODAY + timedelta(days=3))
    none = make.make_decision()
    found = listed(signed_in(officer), volgorde="einddatum")
    assert found == [soon.kenmerk, late.kenmerk, none.kenmerk]


def test_list_says_what_is_wrong_with_the_filter_and_shows_everything(officer: User) -> None:
    case = make.make_decision()
    response = signed_in(officer).get(reverse("decisions:list"), {"status": "bestaat-niet"})
    assert case.kenmerk in response.content.decode()
    assert "Kies bij ‘Status’" in response.content.decode()


def test_list_in_pages_keeps_the_filter(officer: User) -> None:
    for _ in range(30):
        make.make_decision()
    response = signed_in(officer).get(reverse("decisions:list"), {"status": "concept", "page": 2})
    assert len(response.context["rows"]) == 5
    assert "status=concept" in response.content.decode()


def test_list_costs_the_same_with_1_and_with_30_rows(officer: User) -> None:
    client, url = signed_in(officer), reverse("decisions:list")
    make.complete_case(DecisionKind.EXTEND)  # with the decision that it follows
    few = queries(client, url)
    for _ in range(14):
        make.complete_case(DecisionKind.EXTEND)
    assert queries(client, url) == few


# --- Starting ------------------------------------------------------------------------------------


def asked(**values: Any) -> dict[str, Any]:
    return {
        "asked_by": "politie",
        "received_on": "29-03-2026",
        "felt": "Bewoners zijn geschrokken.",
        "kind": "instellen",
        "variant": "mobiel",
        **values,
    }


def test_start_makes_a_case_from_a_request(officer: User) -> None:
    make.make_records()
    make.make_framework()
    area = make.make_area("Hofmark")
    response = signed_in(officer).post(reverse("decisions:start"), asked(areas=[area.pk]))
    case = Decision.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("decisions:detail", kwargs={"pk": case.pk})
    assert (case.kind, case.variant, case.created_by) == ("instellen", "mobiel", officer)
    assert case.request is not None
    assert case.request.received_on == date(2026, 3, 29)
    assert case.designated_areas.get().area == area
    assert AuditEvent.objects.filter(event="decision.started").count() == 1


def test_start_of_an_extension_takes_its_area_along(officer: User) -> None:
    running = make.running_case()
    earlier = running.designated_areas.get()
    response = signed_in(officer).get(reverse("decisions:start"))
    assert f"{earlier.area.name}: {running.kenmerk}" in response.content.decode()
    signed_in(officer).post(reverse("decisions:start"), asked(kind="verlengen", follows=[earlier.pk]))
    case = Decision.objects.exclude(pk=running.pk).get()
    assert case.designated_areas.get().follows == earlier


def test_start_from_a_dossier_has_its_designations_ticked(officer: User) -> None:
    running = make.running_case()
    shown = page(signed_in(officer), "detail", pk=running.pk)
    link = f"{reverse('decisions:start')}?volgt={running.designated_areas.get().pk}"
    assert link in shown
    form = signed_in(officer).get(link).context["form"]
    assert form["follows"].value() == [str(running.designated_areas.get().pk)]
    assert f'"{link}"' not in page(signed_in(make.make_user(Role.AUDITOR)), "detail", pk=running.pk)


def test_one_goes_on_from_the_newest_that_is_published(officer: User) -> None:
    change = make.complete_case(DecisionKind.CHANGE)
    earlier = change.designated_areas.get().follows
    offered = signed_in(officer).get(reverse("decisions:start")).context["form"]
    assert [pk for pk, _label in offered.fields["follows"].choices] == [earlier.pk]
    make.adopt(change)
    offered = signed_in(officer).get(reverse("decisions:start")).context["form"]
    assert [pk for pk, _label in offered.fields["follows"].choices] == [earlier.pk]
    make.publish(change)
    offered = signed_in(officer).get(reverse("decisions:start")).context["form"]
    assert [pk for pk, _label in offered.fields["follows"].choices] == [change.designated_areas.get().pk]


def test_start_says_everything_that_is_wrong_and_keeps_what_was_typed(officer: User) -> None:
    response = signed_in(officer).post(
        reverse("decisions:start"), {"felt": "Dit heb ik getypt", "received_on": "31-02-2026"}
    )
    shown = response.content.decode()
    assert response.status_code == 422
    assert not Decision.objects.exists()
    assert "Dit heb ik getypt" in shown
    assert "31-02-2026" in shown
    assert "<title>Fout: " in shown
    for target in ("id_asked_by", "id_received_on", "id_kind_0", "id_variant_0"):
        assert f'href="#{target}"' in shown


def test_start_shows_the_refusal_of_the_workflow_at_its_field(officer: User) -> None:
    taken = make.make_decision()
    response = signed_in(officer).post(
        reverse("decisions:start"), asked(kind="verlengen", kenmerk=taken.kenmerk)
    )
    shown = response.content.decode()
    assert response.status_code == 422
    assert "Kies de aanwijzing waarop dit besluit volgt" in shown
    assert f"Kenmerk {taken.kenmerk} bestaat al" in shown
    assert 'href="#id_kenmerk"' in shown
    assert Decision.objects.count() == 1


def test_start_refuses_a_request_from_the_future_and_an_area_twice(officer: User) -> None:
    earlier = make.running_case().designated_areas.get()
    response = signed_in(officer).post(
        reverse("decisions:start"),
        asked(kind="wijzigen", received_on="01-04-2026", areas=[earlier.area_id], follows=[earlier.pk]),
    )
    shown = response.content.decode()
    assert "niet in de toekomst zijn ontvangen" in shown
    assert "Kies er een." in shown


def test_start_is_not_for_a_reviewer() -> None:
    client = signed_in(make.make_user(Role.REVIEWER))
    for response in (
        client.get(reverse("decisions:start")),
        client.post(reverse("decisions:start"), asked()),
    ):
        assert response.status_code == 403
        assert "beleidsmedewerker" in response.content.decode()
