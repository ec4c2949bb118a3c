"""The forms: Dutch dates and times, rows that are whole or absent, and messages at the field."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from areas.models import Deployment, Position, PositionCode, Unit, UnitCode
from decisions.forms import STEP_FORMS, help_for
from decisions.forms.base import StepForm
from decisions.forms.fields import DutchDate, DutchTime, Lines, Words, YesOrNo
from decisions.models import (
    Assessment,
    CriterionKey,
    Decision,
    DecisionKind,
    Fact,
    HelpText,
    Measure,
    Starts,
    UsePeriod,
    Variant,
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


# --- The kinds of answer --------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["30-04-2026", "30-4-2026", "30/04/2026", "2026-04-30"])
def test_a_date_is_read_as_the_dutch_type_it(typed: str) -> None:
    assert DutchDate(label="Laatste dag").clean(typed) == date(2026, 4, 30)


@pytest.mark.parametrize("typed", ["31-04-2026", "april", "04-30-2026", "30-04-26", "30-04-0026", "1-1-2999"])
def test_a_date_that_cannot_be_names_its_question(typed: str) -> None:
    with pytest.raises(ValidationError, match="Laatste dag"):
        DutchDate(label="Laatste dag").clean(typed)


@pytest.mark.parametrize("typed", ["18:00", "18.00", "18", "18 uur", "18.00 uur"])
def test_a_time_is_read_as_the_dutch_type_it(typed: str) -> None:
    assert DutchTime(label="Van").clean(typed) == time(18)


def test_twenty_four_hundred_is_midnight_where_a_block_ends() -> None:
    assert DutchTime(label="Tot", midnight_as_24=True).clean("24:00") == time(0)
    with pytest.raises(ValidationError, match="Van"):
        DutchTime(label="Van").clean("24:00")


def test_text_that_the_document_cannot_print_gets_a_message_at_the_field() -> None:
    with pytest.raises(ValidationError, match="worden afgedrukt"):
        Words(label="Aanleiding", max_length=100).clean("explosie 🔥")


def test_too_long_a_text_says_how_long_it_is() -> None:
    with pytest.raises(
        ValidationError, match=r"‘Aanleiding’ korter: het mogen 5 tekens zijn, en het zijn er 7"
    ):
        Words(label="Aanleiding", max_length=5).clean("zeven!!")


def test_lines_keep_each_street_once_and_count_as_changed_only_when_they_differ() -> None:
    streets = Lines(label="Straten")
    assert streets.clean(" Brink \r\n\r\nKerk  straat\r\nBrink") == ["Brink", "Kerk straat"]
    assert not streets.has_changed(["Brink", "Kerkstraat"], "Brink\r\nKerkstraat\r\n")
    assert streets.has_changed(["Brink"], "Brink\nHof")
    with pytest.raises(ValidationError, match="Regel 2"):
        streets.clean("Brink\n" + "x" * 200)


def test_yes_no_and_not_yet_known_are_three_answers() -> None:
    field = YesOrNo(label="Nieuw?")
    assert [field.clean(v) for v in ("ja", "nee", "")] == [True, False, None]
    assert not field.has_changed(False, "nee")
    assert field.has_changed(None, "nee")


@pytest.mark.django_db
def test_every_free_text_of_every_step_refuses_what_cannot_be_printed() -> None:
    case = factories.complete_case(DecisionKind.EXTEND, Variant.MOBILE)
    texts = 0
    for form_class in STEP_FORMS.values():
        for part in form_class(case).parts:
            form = part.empty_form if hasattr(part, "empty_form") else part
            for name, field in form.fields.items():
                if isinstance(field, forms.CharField):
                    texts += 1
                    with pytest.raises(ValidationError):
                        field.clean("🔥")
                    assert "maxlength" not in field.widget.attrs, name
    assert texts > 25


@pytest.mark.django_db
def test_every_question_has_a_label_and_dutch_messages() -> None:
    case = factories.complete_case(DecisionKind.EXTEND, Variant.MOBILE)
    for slug, form_class in STEP_FORMS.items():
        for part in form_class(case).parts:
            form = part.empty_form if hasattr(part, "empty_form") else part
            for bound in form.visible_fields():
                assert str(bound.label).strip(), f"{slug}.{bound.name}"
                if bound.field.required and bound.name not in form.asked_later:
                    message = str(bound.field.error_messages["required"])
                    assert "Dit veld is verplicht" not in message, f"{slug}.{bound.name}"


# --- What is asked ---------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "variant", "expected", "absent"),
    [
        (DecisionKind.END, Variant.REGULAR, {"ceased_criterion", "ending_ground"}, {"occasion", "purpose"}),
        (
            DecisionKind.START,
            Variant.MOBILE,
            {"incident_place", "shock", "repetition_risk"},
            {"findings_before"},
        ),
        (DecisionKind.START, Variant.REGULAR, {"occasion", "purpose"}, {"incident_place", "shock"}),
        (DecisionKind.EXTEND, Variant.REGULAR, {"findings_before"}, {"ending_ground"}),
        (DecisionKind.CHANGE, Variant.MOBILE, {"findings_before", "shock"}, {"ceased_criterion"}),
    ],
)
def test_the_occasion_is_asked_by_kind_and_variant(
    kind: str, variant: str, expected: set[str], absent: set[str]
) -> None:
    form = STEP_FORMS["aanleiding"](factories.make_decision(kind, variant)).parts[0]
    assert expected <= set(form.fields)
    assert not absent & set(form.fields)


@pytest.mark.django_db
def test_nothing_is_required_to_save_and_what_the_decision_needs_is_not_called_optional() -> None:
    case = factories.make_decision(variant=Variant.MOBILE)
    step = asked(case, "aanleiding")
    assert step.is_valid()
    assert step.parts[0].fields["incident_place"].required  # type: ignore[union-attr]
    assert not step.parts[0].fields["purpose"].required  # type: ignore[union-attr]


@pytest.mark.django_db
def test_an_incident_does_not_end_before_it_begins() -> None:
    case = factories.make_decision(variant=Variant.MOBILE)
    wrong = {"incident_first_day": "29-03-2026", "incident_last_day": "28-03-2026"}
    step = asked(case, "aanleiding", **wrong)
    assert not step.is_valid()
    assert "incident_last_day" in step.parts[0].errors
    alone = asked(case, "aanleiding", incident_last_day="29-03-2026")
    assert not alone.is_valid()
    assert "incident_first_day" in alone.parts[0].errors


@pytest.mark.django_db
def test_retention_above_28_days_is_refused_at_the_field_with_its_article() -> None:
    case = factories.make_decision()
    step = asked(case, "privacy", retention_days="29")
    assert not step.is_valid()
    assert "28 dagen (artikel 151c, negende lid" in str(step.parts[0].errors["retention_days"])
    assert asked(case, "privacy", retention_days="28").is_valid()


# --- Help -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_help_comes_from_the_framework_of_the_case_and_the_most_special_one_wins() -> None:
    case = factories.make_decision(variant=Variant.MOBILE)
    other = factories.make_framework(date(2021, 1, 1), title="Een ander kader")
    for framework, variant, text in (
        (case.framework, "", "Voor alle zaken"),
        (case.framework, Variant.MOBILE, "Voor mobiel"),
        (case.framework, Variant.REGULAR, "Voor regulier"),
        (other, Variant.MOBILE, "Uit een ander kader"),
    ):
        HelpText.objects.create(
            framework=framework, topic="privacy.visible", variant=variant, text=text, chapter="hoofdstuk 6"
        )
    html = help_for(case, "privacy.visible")
    assert "Voor mobiel" in html
    assert "Beleidskader, hoofdstuk 6" in html
    assert "regulier" not in html
    assert "ander kader" not in html
    assert help_for(case, "privacy.onbekend") == ""


# --- Rows -----------------------------------------------------------------------------------------

FACT = {
    "criterion": CriterionKey.NECESSITY,
    "value": "412",
    "unit": "incidenten",
    "statement": "in het centrum zijn geregistreerd",
    "period": "2025",
    "source": "het uitkijkcentrum",
    "retrieved_on": "30-03-2026",
}


@pytest.mark.django_db
def test_a_fact_is_whole_or_absent() -> None:
    case = factories.make_decision()
    half = asked(case, "feiten", **rows("facts", {**FACT, "value": "", "source": ""}, {}))
    assert not half.is_valid()
    assert set(half.parts[0].forms[0].errors) == {"value", "source"}  # type: ignore[union-attr]
    whole = asked(case, "feiten", **rows("facts", FACT, {}))
    assert whole.is_valid()
    whole.save(factories.make_user())
    assert Fact.objects.get(decision=case).value == "412"
    assert whole.parts[0].forms[0].reads_as == (  # type: ignore[union-attr]
        "in 2025 412 incidenten in het centrum zijn geregistreerd, volgens het uitkijkcentrum"
    )


@pytest.mark.django_db
def test_rows_keep_their_identity_change_and_go() -> None:
    case = factories.make_decision()
    kept, gone = (Measure.objects.create(decision=case, what=what) for what in ("licht", "hek"))
    step = asked(
        case,
        "maatregelen",
        **rows(
            "measures",
            {"id": kept.pk, "what": "meer licht"},
            {"id": gone.pk, "what": "", "DELETE": "on"},
            {"what": "toezicht"},
            initial=2,
        ),
    )
    assert step.is_valid()
    step.save(factories.make_user())
    assert list(Measure.objects.values_list("what", flat=True)) == ["meer licht", "toezicht"]
    assert Measure.objects.get(what="meer licht").pk == kept.pk


@pytest.mark.django_db
def test_rows_of_another_case_cannot_be_reached() -> None:
    case, other = factories.make_decision(), factories.make_decision()
    theirs = Measure.objects.create(decision=other, what="van een ander")
    step = asked(case, "maatregelen", **rows("measures", {"id": theirs.pk, "what": "gekaapt"}, initial=1))
    assert step.is_valid()
    step.save(factories.make_user())
    theirs.refresh_from_db()
    assert theirs.what == "van een ander"
    assert Measure.objects.get(decision=case).what == "gekaapt"


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
