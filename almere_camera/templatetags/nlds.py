"""Tags of the crispy template pack "nlds": forms in NL Design System markup.

Everything that depends on the kind of widget is decided here, so the templates hold no logic about widgets.
Help and errors get the ids that Django itself puts in `aria-describedby`: `<auto_id>_helptext` and
`<auto_id>_error`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms, template
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()

TEXT = "utrecht-textbox utrecht-textbox--html-input"
SELECT = "utrecht-select utrecht-select--html-select"
CHECKBOX = "utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom"
RADIO = "utrecht-radio-button utrecht-radio-button--html-input"
KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (  # the first that fits wins
    (forms.CheckboxSelectMultiple, "checkbox-group", CHECKBOX),
    (forms.RadioSelect, "radio-group", RADIO),
    (forms.CheckboxInput, "checkbox", CHECKBOX),
    (forms.Select, "select", SELECT),
    (forms.Textarea, "textarea", "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.FileInput, "file", "nlds-file"),
    (forms.SelectDateWidget, "parts", SELECT),
    (forms.MultiWidget, "parts", TEXT),
    (forms.DateInput, "text", f"{TEXT} width-short"),
    (forms.TimeInput, "text", f"{TEXT} width-short"),
    (forms.DateTimeInput, "text", f"{TEXT} width-medium"),
    (forms.NumberInput, "text", f"{TEXT} width-short"),
    (forms.Widget, "text", TEXT),
)
PART_LABELS = {"year": "Jaar", "month": "Maand", "day": "Dag"}


def kind_of(widget: forms.Widget) -> tuple[str, str]:
    """Return the kind of control and the classes it wears."""
    return next((kind, css) for cls, kind, css in KINDS if isinstance(widget, cls))


def focus_target(bound: BoundField) -> str:
    """Return the id of the control that gets focus for this field: of a group the first option."""
    kind, _ = kind_of(bound.field.widget)
    if kind.endswith("-group"):
        return next((str(sub.id_for_label) for sub in bound.subwidgets), bound.auto_id)
    if kind == "parts":
        return next((str(part["id"]) for part in _parts(bound, "")), bound.auto_id)
    return bound.id_for_label or bound.auto_id


@register.simple_tag(takes_context=True)
def nlds_field(context: Context) -> dict[str, Any]:
    """Describe the field in the context: kind, control or options, ids that describe it, counter, help."""
    bound: BoundField = context["field"]
    bound.form.use_required_attribute = False  # aria-required instead: no bubbles of the browser
    widget = bound.field.widget
    kind, css = kind_of(widget)
    invalid = bool(bound.errors)
    described = bound.aria_describedby or ""
    about: dict[str, Any] = {
        "kind": kind,
        "invalid": invalid,
        "described": described,
        "grouped": kind.endswith("-group") or kind == "parts",
        "help": _help_card(bound),
    }
    if kind == "parts":
        about["parts"] = _parts(bound, css)
    elif about["grouped"]:
        about["side_by_side"] = "options-row" in (widget.attrs.get("class") or "")
        about["option_kind"] = kind.removesuffix("-group")
        about["options"] = [_option(sub, css, invalid) for sub in bound.subwidgets]
    else:
        attrs: dict[str, Any] = {"class": _classes(css, widget.attrs.get("class"), invalid)}
        if bound.field.required:
            attrs["aria-required"] = "true"
        most = widget.attrs.get("data-maxlength") or getattr(bound.field, "max_length", None)
        if kind == "textarea" and most:
            about["most"] = most
            attrs["maxlength"] = False  # count instead: a browser cuts pasted text off without a word
            attrs["aria-describedby"] = f"{described} {bound.auto_id}_count".strip()
        about["control"] = bound.as_widget(attrs=attrs)
    return about


def _classes(css: str, extra: str | None, invalid: bool) -> str:
    """Join the classes of the kind, of the widget, and the one for a wrong answer."""
    return " ".join(filter(None, [css, extra, f"{css.split()[0]}--invalid" if invalid else ""]))


def _option(sub: BoundWidget, css: str, invalid: bool) -> dict[str, Any]:
    """Return one radio button or checkbox of a group, with its label apart."""
    data = dict(sub.data)
    unwanted = ("required", "aria-invalid", "aria-describedby")  # these belong to the group
    data["attrs"] = {name: value for name, value in data["attrs"].items() if name not in unwanted}
    data["attrs"]["class"] = _classes(css, None, invalid)
    data["wrap_label"] = False
    control = sub.renderer.render("django/forms/widgets/input.html", {"widget": data})
    return {"control": mark_safe(control), "id": sub.id_for_label, "label": sub.choice_label}  # noqa: S308


def _parts(bound: BoundField, css: str) -> list[dict[str, Any]]:
    """Return the controls of a question answered in parts (date and time), each with its own label."""
    widget = bound.field.widget
    attrs = bound.build_widget_attrs({"id": bound.auto_id}, widget)
    attrs.pop("aria-describedby", None)
    attrs["class"] = _classes(css, widget.attrs.get("class"), bool(bound.errors)) if css else ""
    if bound.field.required:
        attrs["aria-required"] = "true"
    data = widget.get_context(bound.html_name, bound.value(), attrs)["widget"]
    split = isinstance(widget, (forms.SplitDateTimeWidget, forms.SplitHiddenDateTimeWidget))
    labels = ["Datum", "Tijd"] if split else list(getattr(widget, "part_labels", []))
    parts = []
    for number, sub in enumerate(data["subwidgets"]):
        ending = str(sub["name"]).rsplit("_", 1)[-1]
        label = labels[number] if number < len(labels) else PART_LABELS.get(ending, f"Deel {number + 1}")
        control = bound.form.renderer.render(sub["template_name"], {"widget": sub})
        part_id = sub["attrs"].get("id", "")
        parts.append({"control": mark_safe(control), "id": part_id, "label": label})  # noqa: S308
    return parts


def _help_card(bound: BoundField) -> SafeString | str:
    """Return what the form says beside this question: `help_cards[name]`, a text or a list of paragraphs."""
    text = getattr(bound.form, "help_cards", {}).get(bound.name)
    if not text:
        return ""
    if isinstance(text, SafeString):
        return text
    return format_html_join(
        "", "<p>{}</p>", ((line,) for line in ([text] if isinstance(text, str) else text))
    )


@register.inclusion_tag("nlds/layout/error_summary.html")
def error_summary(*sources: BaseForm | BaseFormSet[Any] | None) -> dict[str, Any]:
    """Show every error of the forms and formsets, each once, each linking to its control."""
    problems: list[dict[str, str]] = []
    for source in sources:
        for target, *words in _problems(source):
            problem = {"target": target, "text": _sentence(words)}
            if problem not in problems:
                problems.append(problem)
    return {"problems": problems}


def _sentence(words: Iterable[str]) -> str:
    """Join where it is and what is wrong: "Maatregel 1, Sinds: Voer een geldige datum in."."""
    *place, message = filter(None, words)
    where = ", ".join(place)
    return f"{where}{' ' if where.endswith('?') else ': '}{message}" if where else message


def _problems(source: BaseForm | BaseFormSet[Any] | None) -> Iterator[tuple[str, ...]]:
    """Yield the errors of one form or formset in the order of the page: target, place, message."""
    if isinstance(source, BaseFormSet):
        if source.is_bound:
            for message in source.non_form_errors():
                yield f"{source.prefix}-rows", str(message)
            for number, form in enumerate(source.forms, 1):
                yield from _form_problems(form, row_name(source, number))
    elif isinstance(source, BaseForm) and source.is_bound:
        yield from _form_problems(source, "")


def _form_problems(form: BaseForm, row: str) -> Iterator[tuple[str, ...]]:
    """Yield the errors of one form; `row` names the row when it stands in a formset."""
    for message in form.non_field_errors():
        yield "", row, str(message)
    for bound in form.hidden_fields():
        for message in bound.errors:
            yield "", row, str(message)
    contexts: dict[str, str] = getattr(form, "error_context", {})
    for bound in form.visible_fields():
        target = focus_target(bound) if bound.errors else ""
        for error in bound.errors.as_data():
            label = str(bound.label) if _is_stock(bound, error) else ""
            for message in error.messages:
                yield target, row, contexts.get(bound.name, ""), label, message


def _is_stock(bound: BoundField, error: ValidationError) -> bool:
    """Tell whether the message is Django's own ("Dit veld is verplicht.") and so does not name the field."""
    defaults: dict[str, Any] = {}
    for cls in reversed(type(bound.field).__mro__):
        defaults |= getattr(cls, "default_error_messages", {})
    own = bound.field.error_messages.get(error.code or "")
    if error.code in defaults:
        return str(error.message) == str(defaults[error.code])
    return own is None and error.code in {v.code for v in bound.field.validators if hasattr(v, "code")}


def row_name(formset: BaseFormSet[Any], number: int) -> str:
    """Return what a row of a formset is called: its `row_name`, else the name of its model, with a number."""
    name = getattr(formset, "row_name", "")
    if not name:
        model = getattr(formset, "model", None)
        name = str(model._meta.verbose_name) if model is not None else "rij"
    return f"{capfirst(name)} {number}"


@register.simple_tag
def nlds_row_name(formset: BaseFormSet[Any], number: int | str) -> str:
    """Return the heading of a row; `number` may be a placeholder for the row that a script adds."""
    return row_name(formset, number)  # type: ignore[arg-type]


@register.filter
def of_kind(findings: Iterable[Any] | None, kinds: str) -> list[Any]:
    """Return the findings of these kinds: `findings|of_kind:"DERIVE FACT"`."""
    wanted = kinds.split()
    return [finding for finding in findings or () if str(finding.kind) in wanted]
