"""`manage.py generate_load`: a full database in which every state stands, made the same way every time."""

from __future__ import annotations

import hashlib
from collections import Counter
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from almere_camera.models import AuditEvent
from areas.models import Boundary, Position
from decisions import load, register, states
from decisions.demonstration.records import PEOPLE
from decisions.models import AdoptedText, Decision, DesignatedArea, Status
from tests import factories as make

pytestmark = pytest.mark.django_db
DECISIONS, POSITIONS = 700, 60  # enough chains for every ending


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


def generate(**numbers: int) -> str:
    out = StringIO()
    call_command("generate_load", **numbers, stdout=out)
    return out.getvalue()


def told() -> list[Any]:
    """Everything about every designation, without the numbers that the database gives."""
    rows = DesignatedArea.objects.order_by("decision__kenmerk", "area__name")
    return list(
        rows.values_list("decision__kenmerk", "decision__status", "area__name", "first_day", "last_day")
    )


def test_holds_every_state_and_every_status(settings: Any) -> None:
    settings.DEBUG = True
    said = generate(decisions=DECISIONS, positions=POSITIONS)
    assert f"{DECISIONS} besluiten" in said
    assert (Decision.objects.count(), Position.objects.count()) == (DECISIONS, POSITIONS)
    every = states.with_terms(DesignatedArea.objects.exclude(decision__kind="beeindigen"))
    rules = states.HouseRules()
    found = Counter(states.state_on(one, make.TODAY, rules) for one in every)
    assert set(found) == set(states.State)
    assert set(Decision.objects.values_list("status", flat=True)) == {str(s) for s in Status}


def test_areas_have_boundaries_and_adopted_decisions_their_text(settings: Any) -> None:
    settings.DEBUG = True
    generate(decisions=DECISIONS, positions=POSITIONS)
    assert DesignatedArea.objects.filter(geometry=None).count() == 0
    assert (
        Boundary.objects.count()
        == Decision.objects.filter(kind="instellen").values("designated_areas__area").distinct().count()
    )
    own = Decision.objects.filter(status=Status.ADOPTED, historical=False)
    texts = list(AdoptedText.objects.select_related("decision"))
    assert len(texts) == own.count()
    for text in texts[:20]:
        assert text.decision.kenmerk in text.blocks
        assert text.text_sha256 == hashlib.sha256(text.text.encode()).hexdigest()
        assert text.pdf_sha256 == hashlib.sha256(bytes(text.pdf)).hexdigest()


def test_the_same_numbers_give_the_same_decisions() -> None:
    load.fill(120, 10, make.TODAY)
    first = told()
    assert len(first) >= 120
    # What is frozen cannot be thrown away; the plan is what the rows are made of.
    again = [list(load.plan.chains(120, make.TODAY)) for _ in range(2)]
    assert again[0] == again[1]
    planned = sorted(
        (s.first_day, s.last_day) for c in again[0] for s in c.steps if s.first_day and s.last_day
    )
    written = Decision.objects.filter(
        designated_areas__first_day__isnull=False, designated_areas__last_day__isnull=False
    ).distinct()
    days = [(d.designated_areas.all()[0].first_day, d.designated_areas.all()[0].last_day) for d in written]
    assert sorted(days) == planned


def test_leaves_one_event_and_nobody_who_can_sign_in() -> None:
    from almere_camera.models import User

    load.fill(30, 3, make.TODAY)
    event = AuditEvent.objects.get()
    assert (event.event, event.facts["decisions"]) == ("load.generated", 30)
    assert list(User.objects.values_list("username", "is_active")) == [("belasting", False)]
    assert not User.objects.filter(username__in=[person[0] for person in PEOPLE]).exists()


def test_refuses_a_database_with_decisions(settings: Any) -> None:
    settings.DEBUG = True
    make.make_decision()
    with pytest.raises(CommandError, match="staan al besluiten"):
        generate(decisions=10, positions=2)
    assert Decision.objects.count() == 1


def test_refuses_outside_development(settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        generate(decisions=10, positions=2)
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("number", ["0", "-1", "veel"])
def test_asks_for_a_whole_number(number: str) -> None:
    with pytest.raises(CommandError, match="geheel getal"):
        call_command("generate_load", f"--decisions={number}")


def test_one_decision_is_public() -> None:
    load.fill(1, 1, make.TODAY)
    assert register.public_decisions(make.TODAY).count() == 1


def test_the_terms_of_more_than_a_thousand_designations_are_asked_at_once(
    django_assert_max_num_queries: Any,
) -> None:
    """SQLite takes a thousand comparisons in one query; so many designations follow on another here."""
    load.fill(1_300, 1, make.TODAY)
    following = DesignatedArea.objects.filter(follows__isnull=False)
    assert following.values("follows").distinct().count() > 1_000
    with django_assert_max_num_queries(14):
        found = list(states.with_terms(following))
    assert all(one.follows is not None for one in found)
