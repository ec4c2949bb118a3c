"""Lessons of mobile use: asked once a use is over, told in the next draft (framework, chapter 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from almere_camera import home
from almere_camera.findings import NotAllowed
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions.models import Decision, DecisionKind, DesignatedArea, Starts, Variant
from evaluations import lessons
from evaluations.models import Lesson
from evaluations.workflow.lessons import record_lesson
from tests import factories as make
from tests.addresses import but_the_log, client_of, everything
from tests.decisions.pages import queries

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user()


def use(last_day: date = TODAY - DAY, variant: str = Variant.MOBILE) -> DesignatedArea:
    """One designation in force from forty days ago until this day."""
    case = make.running_case(variant, first_day=TODAY - 40 * DAY, last_day=last_day)
    return case.designated_areas.get()


def extend(before: DesignatedArea, *, published: bool = True) -> DesignatedArea:
    case = make.make_decision(DecisionKind.EXTEND, Variant.MOBILE)
    after = make.make_designated_area(case, follows=before, last_day=TODAY + 20 * DAY)
    make.adopt(case, before.last_day - 3 * DAY)  # type: ignore[operator]
    if published:
        make.publish(case, before.last_day - 2 * DAY)  # type: ignore[operator]
    return after


def asked() -> list[DesignatedArea]:
    return [one.designated for one in lessons.waiting(timezone.localdate())]


def test_asked_from_the_day_after_the_last(officer: User) -> None:
    one = use(last_day=TODAY)
    assert asked() == []
    with time_machine.travel(f"{TODAY + DAY}T08:00:00+02:00", tick=False):
        assert asked() == [one]
        record_lesson(designated_area=one, by=officer, went_well="Snel geplaatst.")
        assert asked() == []


def test_not_asked_of_regular_use_nor_of_an_old_decision() -> None:
    use(variant=Variant.REGULAR)
    old = make.make_decision(variant=Variant.MOBILE, historical=True)
    one = make.make_designated_area(
        old, starts=Starts.ON_DAY, first_day=TODAY - 40 * DAY, last_day=TODAY - DAY
    )
    make.adopt(old, TODAY - 42 * DAY)
    assert [ended.designated for ended in lessons.ended(lessons.mobile_uses(), TODAY)] == [one]
    assert asked() == []


def test_an_extended_use_is_asked_at_its_own_end() -> None:
    first = use()
    after = extend(first)
    assert asked() == []
    with time_machine.travel(f"{TODAY + 21 * DAY}T08:00:00+02:00", tick=False):
        assert asked() == [after]


def test_an_extension_that_was_never_published_ends_nothing() -> None:
    first = use()
    extend(first, published=False)
    assert asked() == [first]


def test_the_task_waits_at_home_of_whoever_records(officer: User) -> None:
    one = use()

    def items(user: User) -> list[str]:
        return [
            i.url for found in home.work_for(user, TODAY).lists if found.key == "lessen" for i in found.items
        ]

    assert items(officer) == [reverse("evaluations:lesson_add", args=[one.pk])]
    assert items(make.make_user(Role.REVIEWER)) == []
    record_lesson(designated_area=one, by=officer, improve="Eerder overleggen.")
    assert items(officer) == []


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"last_day": TODAY}, "nog niet voorbij"),
        ({"variant": Variant.REGULAR}, "mobiel cameratoezicht"),
    ],
)
def test_what_has_no_lesson(officer: User, made: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        record_lesson(designated_area=use(**made), by=officer, went_well="Snel.")
    assert not AuditEvent.objects.filter(event="lesson.recorded").exists()


def test_one_of_both_is_enough_and_twice_is_one_too_many(officer: User) -> None:
    one = use()
    with pytest.raises(ValidationError, match="Een van de twee is genoeg"):
        record_lesson(designated_area=one, by=officer, went_well="  ")
    record_lesson(designated_area=one, by=officer, went_well="Snel geplaatst.")
    with pytest.raises(ValidationError, match="al vastgelegd"):
        record_lesson(designated_area=one, by=officer, went_well="Snel geplaatst. ")
    record_lesson(designated_area=one, by=officer, improve="Eerder overleggen.")
    event = AuditEvent.objects.filter(event="lesson.recorded").latest("seq")
    assert event.facts == {"designated_area": one.pk, "decision": one.decision_id}


def test_a_lesson_stays(officer: User) -> None:
    record_lesson(designated_area=use(), by=officer, went_well="Snel geplaatst.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.update(went_well="Anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.all().delete()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.POLICY_OFFICER])
def test_other_roles_record_nothing(role: Role) -> None:
    with pytest.raises(NotAllowed):
        record_lesson(designated_area=use(), by=make.make_user(role), went_well="Snel.")


# --- Pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*Role, None])
def test_who_gets_in_and_who_records(role: Role | None) -> None:
    one = use()
    client = client_of(make.make_user(role))
    url, typed = reverse("evaluations:lesson_add", args=[one.pk]), {"went_well": "Snel.", "improve": ""}
    assert client.get(reverse("evaluations:lessons")).status_code == (200 if role else 403)
    officer = role is Role.POLICY_OFFICER
    assert client.get(url).status_code == (200 if officer else 403)
    before = but_the_log(everything())
    response = client.post(url, typed)
    if officer:
        assert response.status_code == 302
        assert AuditEvent.objects.latest("seq").event == "lesson.recorded"
    else:
        assert response.status_code == 403
        assert Role.POLICY_OFFICER.value in response.content.decode()
        assert but_the_log(everything()) == before


def test_the_list_tells_the_newest_first_and_what_is_asked(officer: User) -> None:
    first, second, third = use(), use(), use()
    record_lesson(designated_area=first, by=officer, went_well="<b>Eerst</b>")
    record_lesson(designated_area=second, by=officer, improve="Later")
    page = client_of(officer).get(reverse("evaluations:lessons")).content.decode()
    assert page.index("Later") < page.index("&lt;b&gt;Eerst&lt;/b&gt;")
    assert reverse("evaluations:lesson_add", args=[third.pk]) in page
    assert reverse("evaluations:lesson_add", args=[first.pk]) not in page


def test_an_empty_form_is_refused(officer: User) -> None:
    url = reverse("evaluations:lesson_add", args=[use().pk])
    response = client_of(officer).post(url, {"went_well": "", "improve": ""})
    assert response.status_code == 422
    assert "Een van de twee is genoeg" in response.content.decode()


def test_the_next_mobile_draft_tells_them_beside_the_text(officer: User) -> None:
    record_lesson(designated_area=use(), by=officer, improve="Overleg eerder over stroom.")
    client = client_of(officer)

    def step(case: Decision, slug: str) -> str:
        url = reverse("decisions:step", kwargs={"pk": case.pk, "step": slug})
        return client.get(url, follow=True).content.decode()

    mobile = make.complete_case(variant=Variant.MOBILE)
    assert "Beter: Overleg eerder over stroom." in step(mobile, "aanleiding")
    assert "Overleg eerder" not in step(mobile, "gebieden")
    page = client.get(reverse("decisions:detail", args=[mobile.pk])).content.decode()
    assert "Lessen van eerdere inzetten" in page
    regular = make.complete_case(variant=Variant.REGULAR)
    assert "Overleg eerder" not in step(regular, "aanleiding")


def test_only_the_newest_five_are_told(officer: User) -> None:
    one = use()
    for number in range(6):
        record_lesson(designated_area=one, by=officer, improve=f"Les nummer {number}")
    found = lessons.note(make.complete_case(variant=Variant.MOBILE), "aanleiding", officer)
    assert found is not None
    assert [line[-1] for line in found.lines] == ["5", "4", "3", "2", "1"]


def test_the_page_of_the_use_itself(officer: User) -> None:
    one = use()
    url, add = (
        reverse("decisions:detail", args=[one.decision_id]),
        reverse("evaluations:lesson_add", args=[one.pk]),
    )
    client, reader = client_of(officer), client_of(make.make_user(Role.AUDITOR))
    assert add in client.get(url).content.decode()
    assert add not in reader.get(url).content.decode()
    record_lesson(designated_area=one, by=officer, improve="Overleg eerder.")
    page = reader.get(url).content.decode()
    assert "Lessen van deze inzet" in page
    assert "Beter: Overleg eerder." in page


def test_as_many_questions_for_thirty_as_for_one(officer: User) -> None:
    client, one = client_of(officer), use()
    use()
    record_lesson(designated_area=one, by=officer, improve="Les")
    url = reverse("evaluations:lessons")
    once = queries(client, url)
    for number in range(10):
        use()
        record_lesson(designated_area=one, by=officer, improve=f"Les {number}")
    assert queries(client, url) == once
