"""The answers as text: what a page shows when they may not be changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.formats import date_format, time_format
from django.utils.html import format_html_join

from .base import Answers, Rows, StepForm
from .fields import YesOrNo

Answer = tuple[str, Any]


def answers_of(page: StepForm) -> list[tuple[str, list[Answer]]]:
    """Every group of the page with its questions and answers; each row of a list is a group."""
    found: list[tuple[str, list[Answer]]] = []
    for group in page.groups:
        for part in group.parts:
            found.extend(_read(part, group.title))
    return found


def _read(part: Answers | Rows, title: str) -> Iterator[tuple[str, list[Answer]]]:
    if isinstance(part, Rows):
        for number, form in enumerate(part.initial_forms, 1):
            words = part.row_name[:1].upper() + part.row_name[1:]
            yield f"{words} {number}", _answers(form)
    else:
        yield title, _answers(part)


def _answers(form: Answers) -> list[Answer]:
    asked = (bound for bound in form.visible_fields() if bound.name != "DELETE")
    return [(str(bound.label), in_words(bound)) for bound in asked]


def in_words(bound: BoundField) -> Any:
    """An answer as one reads it: a date in full, the label of a choice, the paragraphs of a text."""
    value, asked = bound.initial, bound.field
    if isinstance(asked, YesOrNo):
        value = asked.prepare_value(value)
    if isinstance(asked, forms.ChoiceField):
        several = isinstance(asked, forms.MultipleChoiceField)
        return _chosen(asked, {str(v) for v in (value or () if several else [value])})
    if isinstance(asked, forms.BooleanField):
        return "Ja" if value else "Nee"
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, time):
        return time_format(value, "H:i")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, str) and "\n" in value:
        return format_html_join("", "<p>{}</p>", ((line,) for line in value.splitlines() if line.strip()))
    return value


def _chosen(asked: Any, values: set[str]) -> str:
    """The labels of what was chosen."""
    return ", ".join(str(label) for key, label in asked.choices if key != "" and str(key) in values)
