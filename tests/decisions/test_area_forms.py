"""The forms about areas and their use, and about a consultation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict

from areas.models import Deployment, Position, PositionCode, Unit, UnitCode
from decisions.forms import STEP_FORMS
from decisions.forms.base import StepForm
from decisions.models import (
    Assessment,
    Decision,
    DecisionKind,
    Starts,
    UsePeriod,
    ViewingException,
    ViewingHours,
)
from tests import factories


def answers(**values: Any) -> QueryDict:
    """What a browser sends; underscores for dashes are not guessed: give the names as they are."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def rows(prefix: str, *given: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The fields of a list of rows."""
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(given):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def asked(case: Decision, slug: str, **values: Any) -> StepForm:
    return STEP_FORMS[slug](case, answers(**values))


def messages(form: Any) -> list[str]:
    return [message for errors in form.errors.values() for message in errors]


# --- Areas ----------------------------------------------------------------------------------------


def area_answers(pk: int, **values: Any) -> dict[str, Any]:
    given = {"words": "het gebied", "starts": Starts.AFTER_PUBLICATION, "streets": "Brink", **values}
    return {f"gebied-{pk}-{name}": value for name, value in given.items()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"starts": "dag", "first_day": "10-04-2026", "last_day": "09-04-2026"}, "last_day"),
        ({"starts": "na_bekendmaking", "first_day": "10-04-2026"}, "first_day"),
        (
            {
                "starts": "dag",
                "first_day": "10-04-2026",
                "last_day": "10-04-2026",
                "start_time": "20:00",
                "end_time": "18:00",
            },
            "end_time",
        ),
    ],
)
def test_an_area_does_not_contradict_itself(given: dict[str, str], wrong: str) -> None:
    case = factories.make_decision()
    area = factories.make_designated_area(case)
    step = asked(case, "gebieden", **area_answers(area.pk, **given))
    assert not step.is_valid()
    assert set(step.parts[0].errors) == {wrong}


@pytest.mark.django_db
def test_choosing_after_publication_lets_the_day_go() -> None:
    case = factories.make_decision()
    area = factories.make_designated_area(case, starts=Starts.ON_DAY, first_day=date(2026, 4, 10))
    step = asked(case, "gebieden", **area_answers(area.pk, first_day="10-04-2026"))
    assert step.is_valid(), messages(step.parts[0])
    step.save(factories.make_user())
    area.refresh_from_db()
    assert (area.starts, area.first_day) == (Starts.AFTER_PUBLICATION, None)


@pytest.mark.django_db
def test_only_cameras_in_the_area_and_mobile_units_are_offered() -> None:
    case = factories.make_decision()
    area = factories.make_designated_area(case)
    x0, y0, _, _ = factories.SQUARE
    made = {}
    for code, dx, mobile in (("IN", 10, False), ("UIT", -500, False), ("MOB", -900, True)):
        position = Position.objects.create(place="plein", x=x0 + dx, y=y0 + 10)
        PositionCode.objects.create(position=position, code=code, valid_from=factories.LONG_AGO)
        unit = Unit.objects.create() if mobile else None
        if unit:
            UnitCode.objects.create(unit=unit, code="MOB-2", valid_from=factories.LONG_AGO)
        made[code] = Deployment.objects.create(position=position, unit=unit, first_day=factories.LONG_AGO)
    form = STEP_FORMS["gebieden"](case).parts[0]
    offered = {pk for pk, _ in form.fields["deployments"].choices}  # type: ignore[union-attr]
    assert offered == {made["IN"].pk, made["MOB"].pk}
    step = asked(case, "gebieden", **area_answers(area.pk, deployments=[str(made["MOB"].pk)]))
    assert step.is_valid()
    step.save(factories.make_user())
    assert list(area.deployments.all()) == [made["MOB"]]


@pytest.mark.django_db
def test_the_check_is_signed_kept_and_void_when_the_ground_changes() -> None:
    case = factories.make_decision()
    area = factories.make_designated_area(case, words="het gebied", streets=["Brink"])
    signer, other = factories.make_user(), factories.make_user()

    def saved(by: Any, **values: Any) -> Assessment:
        fresh = Decision.objects.get(pk=case.pk)
        step = asked(fresh, "gebieden", **{**area_answers(area.pk), **values})
        assert step.is_valid()
        step.save(by)
        return Assessment.objects.get(decision=case)

    assert saved(signer, map_checked="on").map_checked_by == signer
    assert saved(other, map_checked="on").map_checked_by == signer  # kept, not signed again
    moved = {f"gebied-{area.pk}-streets": "Brink\nHof"}
    assert saved(other, map_checked="on", **moved).map_checked_by is None
    assert saved(other, map_checked="on", **moved).map_checked_by == other
    assert saved(other, **moved).map_checked_on is None


@pytest.mark.django_db
def test_an_ending_asks_only_what_ends_and_when() -> None:
    case = factories.complete_case(DecisionKind.END)
    form = STEP_FORMS["gebieden"](case).parts[0]
    assert list(form.fields) == ["follows", "starts", "first_day"]  # type: ignore[union-attr]


# --- Use ------------------------------------------------------------------------------------------


def use_answers(pk: int, use: str = "hele_duur", **lists: Any) -> dict[str, Any]:
    data: dict[str, Any] = {f"gebied-{pk}-use": use}
    for name in ("use_periods", "viewing_hours", "viewing_exceptions"):
        data |= rows(f"gebied-{pk}-{name}", *lists.get(name, []))
    return data


@pytest.mark.django_db
def test_use_and_viewing_hours_per_area() -> None:
    case = factories.make_decision()
    areas = [factories.make_designated_area(case) for _ in range(2)]
    hours = [{"weekdays": ["4", "5"], "from_time": "20:00", "to_time": "02:00"}]
    odd = [{"day": "27-04-2026", "from_time": "", "to_time": "", "reason": "Koningsdag"}]
    periods = [{"first_day": "03-04-2026", "last_day": "12-04-2026"}]
    step = asked(
        case,
        "gebruik",
        **use_answers(areas[0].pk, viewing_hours=hours, viewing_exceptions=odd),
        **use_answers(areas[1].pk, "perioden", use_periods=periods),
    )
    assert step.is_valid()
    step.save(factories.make_user())
    block = ViewingHours.objects.get(designated_area=areas[0])
    assert (block.weekdays, block.crosses_midnight) == ([4, 5], True)
    assert ViewingException.objects.get(designated_area=areas[0]).reason == "Koningsdag"
    whole, part = (UsePeriod.objects.get(designated_area=area) for area in areas)
    assert (whole.first_day, whole.last_day) == (None, None)
    assert part.first_day == date(2026, 4, 3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lists", "where", "wrong"),
    [
        ({"viewing_hours": [{"from_time": "18:00", "to_time": "20:00"}]}, 2, {"weekdays"}),
        ({"viewing_exceptions": [{"day": "27-04-2026", "from_time": "18:00"}]}, 3, {"to_time"}),
        ({"use_periods": [{"first_day": "12-04-2026", "last_day": "03-04-2026"}]}, 1, {"last_day"}),
    ],
)
def test_a_row_of_use_does_not_contradict_itself(lists: Any, where: int, wrong: set[str]) -> None:
    case = factories.make_decision()
    area = factories.make_designated_area(case)
    step = asked(case, "gebruik", **use_answers(area.pk, "perioden", **lists))
    assert not step.is_valid()
    assert set(step.parts[where].forms[0].errors) == wrong  # type: ignore[union-attr]


@pytest.mark.django_db
def test_periods_beside_the_whole_term_are_asked_about_not_dropped() -> None:
    case = factories.make_decision()
    area = factories.make_designated_area(case)
    periods = [{"first_day": "03-04-2026", "last_day": "12-04-2026"}]
    step = asked(case, "gebruik", **use_answers(area.pk, use_periods=periods))
    assert not step.is_valid()
    assert "use" in step.parts[0].errors


# --- Driehoek -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_consultation_is_not_in_the_future_and_other_functions_are_named() -> None:
    from decisions.forms import ConsultationPage
    from decisions.models import Consultation

    tomorrow = date.today() + timedelta(days=1)
    data = answers(
        held_on=f"{tomorrow:%d-%m-%Y}",
        manner="telefoon",
        prosecution_advice="positief",
        police_advice="aarzelend",
        **rows("participants", {"name": "P. Proef", "function": "anders"}, {}),
    )
    page = ConsultationPage(factories.make_decision(), data, record=Consultation())
    assert not page.is_valid()
    assert set(page.form.errors) == {"held_on"}
    assert set(page.people.forms[0].errors) == {"function_words"}
