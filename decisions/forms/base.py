"""What every step shares: questions about one record, rows of a list, and the two together on a page.

Nothing is required to save: a step may be left half done. A question that the decision will need in
the end is `needed`: it is shown without '(niet verplicht)'. Only a row that somebody begins must be
whole, because half a fact says nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.formsets import DELETION_FIELD_NAME, BaseFormSet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from almere_camera.models import User
from decisions.models import Decision

from .helping import NOTHING, helps_of

MOST_ROWS = 100  # times nine fields: below the number that a request may hold


@dataclass(frozen=True, slots=True)
class Line:
    """Questions on one line, and the help that stands beside it."""

    fields: list[BoundField]
    cards: list[tuple[str, SafeString]]


class Answers(forms.Form):
    """Questions about one record: each field has the name of a field of that record.

    `needed` names the fields that the decision needs; `together` the fields that stand side by side.
    """

    needed: ClassVar[Iterable[str]] = ()
    together: ClassVar[tuple[tuple[str, ...], ...]] = ()

    def __init__(
        self,
        *args: Any,
        record: models.Model | None = None,
        help_cards: Mapping[str, SafeString] | None = None,
        **kwargs: Any,
    ) -> None:
        self.record: Any = record
        super().__init__(*args, **kwargs)
        beside = {name for names in self.together for name in names}
        cards = dict(help_cards or {})
        self.help_cards = {name: text for name, text in cards.items() if name not in beside}
        self._cards_of_lines = {name: text for name, text in cards.items() if name in beside}
        self.asked_later = [name for name in self.needed if name in self.fields]
        if record is not None:
            known = _columns(record) & set(self.fields)
            self.initial = {**{name: self.value_of(name) for name in known}, **self.initial}
        self._ask_later(True)

    def value_of(self, name: str) -> Any:
        """What the record holds for this question."""
        return getattr(self.record, name)

    def _ask_later(self, needed: bool) -> None:
        for name in self.asked_later:
            self.fields[name].required = needed

    def _clean_fields(self) -> None:
        self._ask_later(False)
        super()._clean_fields()  # type: ignore[misc]
        self._ask_later(True)

    def write(self, record: models.Model) -> None:
        """Put the answers on the record; the caller saves it."""
        for name in _columns(record) & set(self.cleaned_data) - {"id"}:
            setattr(record, name, self.cleaned_data[name])

    @property
    def lines(self) -> Iterator[Line]:
        """The visible questions, line by line: alone, or side by side with their help beside the line."""
        placed: set[str] = set()
        for bound in self.visible_fields():
            if bound.name in placed:
                continue
            together = next((names for names in self.together if bound.name in names), (bound.name,))
            names = [name for name in together if name in self.fields]
            placed.update(names)
            helped = [name for name in names if name in self._cards_of_lines]
            cards = [(str(self[name].label), self._cards_of_lines[name]) for name in helped]
            yield Line([self[name] for name in names], cards)

    def quiet(self) -> None:
        """Show what was typed without judging it."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}


def _columns(record: models.Model) -> set[str]:
    """The names of what a record holds, relations included."""
    return {column.name for column in record._meta.get_fields()}


class Row(Answers):
    """One row of a list; `id` is empty for a new one."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def full_clean(self) -> None:
        """A row that is to go needs no check."""
        super().full_clean()
        if self.is_bound and getattr(self, "cleaned_data", {}).get(DELETION_FIELD_NAME):
            self._errors = forms.utils.ErrorDict()


class Rows(BaseFormSet):
    """A list of rows of one record, read from what the caller loaded: thirty cost no more than one."""

    form = Row
    model: ClassVar[type[models.Model]]
    owner: ClassVar[str]
    row_name: ClassVar[str]
    add_label: ClassVar[str]
    remove_label: ClassVar[str] = "Deze rij verwijderen"
    none_yet: ClassVar[str] = "Er staat nog niets."
    first_rows: ClassVar[int] = 1

    # what formset_factory would set
    extra = 0
    can_order = False
    can_delete = True
    min_num, max_num, absolute_max = 0, MOST_ROWS, 2 * MOST_ROWS
    validate_min, validate_max = False, True
    edit_only = False
    renderer = None

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        prefix: str,
        rows: Iterable[models.Model],
        help_cards: Mapping[str, SafeString] | None = None,
        **kwargs: Any,
    ) -> None:
        self.records = {row.pk: row for row in rows}
        self.extra = 0 if self.records else self.first_rows
        self.can_delete_extra = data is not None
        self.card = (help_cards or {}).get(prefix.rpartition("-")[2], NOTHING)
        super().__init__(
            data,
            prefix=prefix,
            initial=[self.values_of(row) for row in self.records.values()],
            error_messages={
                "missing_management_form": "Dit formulier kwam niet heel aan. Laad de pagina opnieuw.",
                "too_many_forms": f"Dit zijn te veel rijen: het mogen er {MOST_ROWS} zijn.",
            },
            **kwargs,
        )

    def values_of(self, row: models.Model) -> dict[str, Any]:
        """What a row shows of its record."""
        names = self.form.base_fields
        return {"id": row.pk, **{name: getattr(row, name) for name in names if name != "id"}}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = self.remove_label

    @property
    def written(self) -> list[Any]:
        """The rows that stay: filled in, and not marked to go."""
        return [
            form
            for form in self.forms
            if not form.cleaned_data.get(DELETION_FIELD_NAME)
            and (form.has_changed() or form.cleaned_data.get("id") in self.records)
            and form.cleaned_data
        ]

    def save(self, owner: models.Model) -> None:
        """Make the rows of this owner what the form says."""
        kept = set()
        for form in self.written:
            record = self.records.get(form.cleaned_data.get("id")) or self.model(**{self.owner: owner})
            if form.has_changed():
                form.write(record)
                record.save()
            kept.add(record.pk)
        for pk, record in self.records.items():
            if pk not in kept:
                record.delete()

    def focus_last(self) -> None:
        """Put the cursor in the last row: the one that was just asked for."""
        fields = [bound.field for bound in self.forms[-1].visible_fields()] if self.forms else []
        if fields and not isinstance(fields[0].widget, forms.CheckboxSelectMultiple):
            fields[0].widget.attrs["autofocus"] = True

    def quiet(self) -> None:
        """Show what was typed without judging it."""
        for form in self.forms:
            form.quiet()
        self._errors = [form.errors for form in self.forms]
        self._non_form_errors = self.error_class()


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the page under its own heading: forms and lists of rows."""

    parts: list[Answers | Rows]
    title: str = ""
    anchor: str = ""
    lead: str = ""
    about: dict[str, Any] = field(default_factory=dict)


class StepForm(ABC):
    """Everything one step asks: subclasses fill `groups` in `build` and write the answers in `save`."""

    slug: ClassVar[str]
    template: ClassVar[str] = "decisions/step.html"
    lead: ClassVar[str] = ""

    def __init__(
        self,
        case: Decision,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        one_more: str = "",
    ) -> None:
        self.case = case
        self.data = with_one_more(data, one_more) if data is not None and one_more else data
        self.files = files
        self.helps = helps_of(case, self.slug)
        self.groups: list[Group] = list(self.build())
        for part in self.parts:
            if isinstance(part, Rows) and one_more == part.prefix:
                part.focus_last()

    @abstractmethod
    def build(self) -> Iterable[Group]:
        """The groups of questions of this step, in the order of the page."""

    @abstractmethod
    def save(self, by: User) -> None:
        """Write the answers; only inside `workflow.edit`."""

    @property
    def parts(self) -> list[Answers | Rows]:
        return [part for group in self.groups for part in group.parts]

    @property
    def is_multipart(self) -> bool:
        return False

    def is_valid(self) -> bool:
        """Judge every part, also when an earlier one is wrong: all messages at once."""
        judged = [part.is_valid() for part in self.parts]
        return all(judged)

    def quiet(self) -> None:
        for part in self.parts:
            part.quiet()


def with_one_more(data: QueryDict, prefix: str) -> QueryDict:
    """The same answers, with one more empty row in one list."""
    more, name = data.copy(), f"{prefix}-TOTAL_FORMS"
    rows = str(more.get(name, ""))
    if rows.isdecimal() and int(rows) < MOST_ROWS:
        more[name] = str(int(rows) + 1)
    return more
