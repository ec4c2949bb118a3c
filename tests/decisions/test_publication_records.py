"""What is placed where, and taken away again: records of publication of every kind (issue 'Publication')."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from almere_camera.findings import Refused
from almere_camera.models import HouseRule, User
from almere_camera.roles import Role
from decisions import lead_time, workflow
from decisions.models import Decision, Publication
from tests import factories as make
from tests.decisions.pages import page, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
Kind = Publication.Kind
SITE = "https://www.almere.nl/cameratoezicht"


@pytest.fixture
def _today() -> Iterator[None]:
    with time_machine.travel("2026-04-10T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def sender() -> User:
    return make.make_user(Role.COMMUNICATIONS)


@pytest.fixture
def case() -> Decision:
    """Signed on 31 March 2026."""
    made = make.adopt(make.complete_case())
    return Decision.objects.get(pk=made.pk)


def record(case: Decision, by: User, kind: str, **values: object) -> Publication:
    given = {"number": "", "published_on": date(2026, 4, 10), **values}
    return workflow.publish(decision=case, by=by, version=case.version, kind=kind, **given)


def reasons(case: Decision, by: User, kind: str, **values: object) -> list[str]:
    with pytest.raises(Refused) as refusal:
        record(case, by, kind, **values)
    return [finding.code for finding in refusal.value.findings]


def test_a_placement_on_the_website_has_an_address_and_no_number(case: Decision, sender: User) -> None:
    assert reasons(case, sender, Kind.WEBSITE) == ["url"]
    made = record(case, sender, Kind.WEBSITE, url=SITE)
    assert (made.number, made.url) == ("", SITE)


def test_a_removal_follows_on_a_placement(case: Decision, sender: User) -> None:
    assert reasons(case, sender, Kind.REMOVED) == ["kind"]
    record(case, sender, Kind.WEBSITE, url=SITE)
    record(case, sender, Kind.REMOVED)
    assert reasons(case, sender, Kind.REMOVED) == ["kind"]
    record(case, sender, Kind.WEBSITE, url=SITE)
    record(case, sender, Kind.REMOVED)
    assert case.publications.count() == 4


@pytest.mark.parametrize("kind", [Kind.OFFICIAL, Kind.RECTIFICATION, Kind.MOTIVATION])
def test_what_stands_in_the_gemeenteblad_has_its_number(case: Decision, sender: User, kind: str) -> None:
    assert "nummer" in reasons(case, sender, kind)


@pytest.mark.parametrize("number", ["CVDR707713", "CVDR707713/1", "CVDR707713_1"])
def test_a_cvdr_number_after_the_pattern(case: Decision, sender: User, number: str) -> None:
    """domein.md 3.4: ^CVDR\\d+(/\\d+|_\\d+)?$"""
    assert record(case, sender, Kind.OFFICIAL, number="gmb-2026-1", cvdr=number).cvdr == number


@pytest.mark.parametrize("number", ["707713", "CVDR", "cvdr707713", "CVDR707713-1"])
def test_a_mistyped_cvdr_number_is_refused(case: Decision, sender: User, number: str) -> None:
    assert reasons(case, sender, Kind.OFFICIAL, number="gmb-2026-1", cvdr=number) == ["cvdr"]


@pytest.mark.parametrize(
    ("published_on", "words"),
    [
        (date(2026, 4, 2), ""),
        (date(2026, 4, 3), "3 dagen na de vaststelling. De afspraak is hoogstens 2 dagen."),
        (date(2026, 4, 6), "6 dagen na de vaststelling"),  # the six days of Vrije Zeestraat, domein.md 2.2
    ],
)
def test_a_publication_after_the_agreed_time_is_said(
    case: Decision, sender: User, published_on: date, words: str
) -> None:
    record(case, sender, Kind.OFFICIAL, number="gmb-2026-1", published_on=published_on)
    told = lead_time.exceeded(case)
    assert words in told
    assert bool(told) == bool(words)
    assert (words in page(signed_in(sender), "detail", pk=case.pk)) or not words


def test_without_a_house_rule_nothing_is_late(case: Decision, sender: User) -> None:
    HouseRule.objects.filter(key=HouseRule.Key.LEAD_DAYS).delete()
    record(case, sender, Kind.OFFICIAL, number="gmb-2026-1")
    assert lead_time.exceeded(case) == ""
