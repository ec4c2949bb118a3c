"""The forms: Dutch dates and times, rows that are whole or absent, and messages at the field."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from decisions.forms import STEP_FORMS, help_for
from decisions.forms.base import StepForm
from decisions.forms.fields import DutchDate, DutchTime, Lines, Words, YesOrNo
from decisions.models import (
    CriterionKey,
    Decision,
    DecisionKind,
    Fact,
    HelpText,
    Measure,
    Variant,
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
