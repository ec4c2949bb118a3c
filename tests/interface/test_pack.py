"""The template pack "nlds": every kind of widget, forms and formsets, as a browser gets them."""

from __future__ import annotations

import re
from typing import Any

import html5lib
import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.forms import BaseForm, formset_factory
from django.template import Context, Template

CHOICES = [("a", "Eerste"), ("b", "Tweede")]


class EveryWidget(forms.Form):
    text = forms.CharField(label="Naam", help_text="Zoals op de kaart.")
    mail = forms.EmailField(label="E-mail")
    number = forms.IntegerField(label="Aantal", min_value=0)
    day = forms.DateField(label="Datum")
    choice = forms.ChoiceField(label="Soort", choices=CHOICES)
    several = forms.MultipleChoiceField(label="Wijken", choices=CHOICES)
    radios = forms.ChoiceField(
        label="Oordeel", choices=[("groep", CHOICES)], widget=forms.RadioSelect, help_text="Kies er een."
    )
    checks = forms.MultipleChoiceField(label="Bronnen", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    yes = forms.BooleanField(label="Akkoord", help_text="Lees eerst de tekst.")
    upload = forms.FileField(label="Rapport")
    reasons = forms.CharField(label="Redenen", widget=forms.Textarea, max_length=400, help_text="Kort.")
    moment = forms.SplitDateTimeField(label="Begin")
    birthday = forms.DateField(label="Dag in delen", widget=forms.SelectDateWidget(years=[2025, 2026]))
    fixed = forms.CharField(label="Vast", disabled=True, required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)

    help_cards = {"text": ["Eerste <alinea>.", "Tweede."], "radios": "Weeg de belangen."}


class Row(forms.Form):
    name = forms.CharField(label="Maatregel")
    since = forms.DateField(label="Sinds", required=False)


class Rows(forms.BaseFormSet):
    row_name = "maatregel"

    def clean(self) -> None:
        if self.is_bound and "wrong" in self.data:
            raise forms.ValidationError("Noem ten minste één maatregel.")


RowFormSet = formset_factory(Row, formset=Rows, extra=2, can_delete=True)


def rendered(form: BaseForm, helper: FormHelper | None = None) -> str:
    return render_crispy_form(form, helper or FormHelper(form))


def page(source: str, **context: Any) -> str:
    return Template("{% load crispy_forms_tags nlds %}" + source).render(Context(context))


def assert_sound(html: str) -> list[str]:
    """Strict HTML, unique ids, nothing that points nowhere; return the ids."""
    html5lib.HTMLParser(strict=True).parseFragment(html)
    html = re.sub(r"<template>.*?</template>", "", html, flags=re.S)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    pointed = re.findall(r'<label[^>]*\sfor="([^"]+)"', html) + re.findall(r'href="#([^"]+)"', html)
    for group in re.findall(r'aria-(?:describedby|labelledby|controls|details)="([^"]*)"', html):
        pointed += group.split()
    for group in re.findall(r'data-count-for="([^"]+)"', html):
        pointed.append(group)
    assert set(pointed) <= set(ids), set(pointed) - set(ids)
    assert not re.search(r"\s(style|on\w+)=", html)
    return ids


@pytest.mark.parametrize("data", [None, {}], ids=["unbound", "bound"])
def test_every_widget_is_sound(data: dict[str, str] | None) -> None:
    html = rendered(EveryWidget(data))
    assert_sound(html)
    assert " novalidate" in html
    assert not re.search(r"\srequired(\s|>|=)", html)  # no bubbles of the browser


def test_every_visible_control_has_a_name() -> None:
    html = rendered(EveryWidget())
    labelled = set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html))
    controls = re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', html)
    hidden = set(re.findall(r'<input type="(?:hidden|submit)"[^>]*\sid="([^"]+)"', html))
    assert set(controls) - hidden == labelled


@pytest.mark.parametrize(
    "name", [name for name in EveryWidget.base_fields if name not in {"fixed", "hidden"}]
)
def test_error_stands_between_label_and_control_and_describes_it(name: str) -> None:
    form = EveryWidget({})
    html = page("{{ field|as_crispy_field }}", field=form[name])
    error = html.index(f'id="id_{name}_error"')
    control = re.search(r"<(input|select|textarea)\s", html)
    assert control is not None
    assert error < control.start()
    if name != "yes":  # a single checkbox has its label after the box
        assert html.index(str(form[name].label)) < error
    assert f"id_{name}_error" in re.findall(r'aria-describedby="([^"]+)"', html)[0].split()


@pytest.mark.parametrize("name", ["radios", "checks", "moment", "birthday"])
def test_groups_are_fieldsets_with_the_question_as_legend(name: str) -> None:
    form = EveryWidget()
    html = page("{{ field|as_crispy_field }}", field=form[name])
    legend = re.search(r"<fieldset[^>]*>\s*<legend[^>]*>([^<]+)", html)
    assert legend is not None
    assert legend[1].strip() == form[name].label


def test_short_options_stand_side_by_side_when_the_field_asks_it() -> None:
    class Days(forms.Form):
        rows = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
        row = forms.MultipleChoiceField(
            choices=CHOICES, widget=forms.CheckboxSelectMultiple(attrs={"class": "options-row"})
        )

    rows, row = (page("{{ field|as_crispy_field }}", field=Days()[name]) for name in ("rows", "row"))
    assert "nlds-options-row" not in rows
    assert row.count("nlds-options-row") == 1
    assert_sound(row)


def test_required_is_told_in_aria_and_optional_in_words() -> None:
    class Two(forms.Form):
        must = forms.CharField(label="Moet")
        may = forms.CharField(label="Mag", required=False)

    must, may = (page("{{ field|as_crispy_field }}", field=Two()[name]) for name in ("must", "may"))
    assert 'aria-required="true"' in must
    assert "(niet verplicht)" not in must
    assert "aria-required" not in may
    assert "(niet verplicht)" in may


def test_a_long_text_is_counted_and_not_cut_off() -> None:
    html = page("{{ field|as_crispy_field }}", field=EveryWidget()["reasons"])
    assert "maxlength=" not in html.replace("data-maxlength", "")
    assert 'data-max="400"' in html
    assert "id_reasons_count" in re.findall(r'aria-describedby="([^"]+)"', html)[0]


def test_help_stands_beside_the_question_and_is_escaped() -> None:
    html = page("{{ field|as_crispy_field }}", field=EveryWidget()["text"])
    assert html.index("<input") < html.index('class="help-card"')
    assert "<p>Eerste &lt;alinea&gt;.</p><p>Tweede.</p>" in html
    assert "help-card" not in page("{{ field|as_crispy_field }}", field=EveryWidget()["mail"])


def summary_links(html: str) -> list[tuple[str, str]]:
    summary = html[html.index("data-error-summary") : html.index("</ul>", html.index("data-error-summary"))]
    return re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary)


def test_summary_stands_before_the_form_and_each_line_is_unique_and_leads_to_its_control() -> None:
    form = EveryWidget({})
    html = rendered(form)
    ids = assert_sound(html)
    assert html.index("data-error-summary") < html.index("<form")
    links = summary_links(html)
    assert len(links) == len(form.errors)
    assert len({text for _, text in links}) == len(links)
    for target, _ in links:
        assert target in ids
        tag = re.search(rf'<(\w+)[^>]*\sid="{target}"', html)
        assert tag is not None
        assert tag[1] in {"input", "select", "textarea"}, target


def test_summary_names_the_field_only_when_the_message_does_not() -> None:
    class Messages(forms.Form):
        error_context = {"own": "Noodzakelijkheid"}
        stock = forms.CharField(label="Welke bronnen?")
        own = forms.CharField(error_messages={"required": "Beschrijf de incidenten."})
        long = forms.CharField(label="Kenmerk", max_length=2)

    texts = [
        text for _, text in summary_links(page("{% error_summary form %}", form=Messages({"long": "abc"})))
    ]
    assert texts[0] == "Welke bronnen? Dit veld is verplicht."
    assert texts[1] == "Noodzakelijkheid: Beschrijf de incidenten."
    assert texts[2].startswith("Kenmerk: ")


def test_no_summary_without_errors() -> None:
    assert "data-error-summary" not in rendered(EveryWidget())
    assert page("{% error_summary form missing %}", form=EveryWidget()).strip() == ""


def test_a_page_with_its_own_form_tag_places_the_summary_itself() -> None:
    form = EveryWidget({})
    form.helper = FormHelper()
    form.helper.form_tag = False
    html = page("{% error_summary form %}<form>{% crispy form %}</form>", form=form)
    assert html.count("data-error-summary") == 1
    assert html.count("<form") == 1


def test_layout_objects_and_buttons() -> None:
    form = EveryWidget()
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("Wat en waar", "text", "radios"))
    form.helper.add_input(Submit("next", "Opslaan"))
    form.helper.add_input(Submit("stop", "Later", css_class="secondary"))
    html = rendered(form, form.helper)
    assert_sound(html)
    assert re.search(r"<legend[^>]*>Wat en waar</legend>", html)
    assert re.search(r'<button type="submit" name="next"[^>]*utrecht-button--primary-action', html)
    assert re.search(r'<button type="submit" name="stop"[^>]*utrecht-button--secondary-action', html)


BOUND_ROWS = {
    "form-TOTAL_FORMS": "2",
    "form-INITIAL_FORMS": "0",
    "form-0-name": "Verlichting",
    "form-0-since": "gisteren",
    "form-1-since": "1-1-2026",
}


@pytest.mark.parametrize(
    "data", [None, BOUND_ROWS, BOUND_ROWS | {"wrong": "1"}], ids=["unbound", "rows", "whole"]
)
@pytest.mark.parametrize("source", ["{{ rows|crispy }}", "{% crispy rows helper %}"], ids=["filter", "tag"])
def test_formset_is_sound(data: dict[str, str] | None, source: str) -> None:
    html = page(
        "{% error_summary rows %}" + source,
        rows=RowFormSet(data),
        helper=helper(),
    )
    assert_sound(html)
    assert html.count('name="form-TOTAL_FORMS"') == 1
    assert re.findall(r"<legend[^>]*>([^<]+)</legend>", html)[:2] == ["Maatregel 1", "Maatregel 2"]
    assert 'name="form-0-DELETE"' in html


def helper() -> FormHelper:
    made = FormHelper()
    made.form_tag = False
    return made


def test_formset_errors_name_the_row() -> None:
    texts = [
        text
        for _, text in summary_links(
            page("{% error_summary rows %}", rows=RowFormSet(BOUND_ROWS | {"wrong": "1"}))
        )
    ]
    assert texts[0] == "Noem ten minste één maatregel."
    assert texts[1].startswith("Maatregel 1, Sinds: ")
    assert texts[2] == "Maatregel 2, Maatregel: Dit veld is verplicht."


def test_a_row_can_be_added_by_script() -> None:
    html = page("{{ rows|crispy }}", rows=RowFormSet())
    template = html[html.index("<template>") : html.index("</template>")]
    assert 'name="form-__prefix__-name"' in template
    assert "Maatregel __number__" in template
    assert re.search(r"<button[^>]*data-add-row hidden", html)
