"""From a page to an act: a form is sent, the act is taken or refused, and the page says which.

What the plain pages of all rooms share. Nothing here knows what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format

from .findings import Conflict, NotAllowed, Refused
from .models import User

T = TypeVar("T")
Pairs = Iterable[tuple[str, Any]]
Crumbs = Sequence[tuple[str, str]]
NOT_WHOLE = "Dit formulier kwam niet heel aan. Laad de pagina opnieuw."


def person(request: HttpRequest) -> User:
    """Who asks; the middleware lets no one else through."""
    assert isinstance(request.user, User)
    return request.user


class Answers(forms.Form):
    """Base of the forms: gives its `answers` as the keyword arguments of an act, and takes back what
    the act found wrong (`refuse`). `versie` is the version of the row that the page showed."""

    versie = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": NOT_WHOLE, "invalid": NOT_WHOLE},
    )
    has_version: ClassVar[bool] = True
    renamed: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.has_version:
            del self.fields["versie"]

    @property
    def answers(self) -> dict[str, Any]:
        """The keyword arguments of the act."""
        values = dict(self.cleaned_data)
        if self.has_version:
            values["version"] = values.pop("versie")
        return values

    def refuse(self, error: ValidationError) -> None:
        """Show what the act found wrong, at the field it is about."""
        found = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
        for name, errors in found.items():
            name = self.renamed.get(name, name)
            self.add_error(name if name in self.fields else None, errors)

    def show_version(self, version: int) -> None:
        """After a conflict: what is sent next was written with this version in view."""
        self._retype("versie", str(version))

    def _retype(self, name: str, value: str) -> None:
        """Show another value in a field than the one that was sent."""
        self.data = {**{key: self.data.get(key) for key in self.data}, name: value}

    def keep(self) -> None:
        """Keep what a browser would forget when the form is shown again, such as a chosen file."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of a form: `done` after the act, else the status with which the form is shown again."""

    done: T | None = None
    status: int = 200

    @property
    def conflict(self) -> bool:
        """Whether a colleague was first: the page then shows what is stored now."""
        return self.status == 409


def filled(request: HttpRequest, form: type[Answers], initial: dict[str, Any], **kwargs: Any) -> Any:
    """The form: as sent, or with these first values."""
    if request.method == "POST":
        return form(request.POST, request.FILES, initial=initial, **kwargs)
    return form(initial=initial, **kwargs)


def attempt(
    request: HttpRequest,
    form: Answers,
    act: Callable[[], T],
    row: models.Model | None = None,
    version_of: Callable[[Any], int] = lambda row: row.version,
) -> Outcome[T]:
    """Take the act when the form was sent and is sound. What is refused stands in the form.

    `row` is what the form is about; after a conflict it is read again, with its version.
    Raises PermissionDenied when the act is not for this person.
    """
    if request.method != "POST":
        return Outcome()
    if form.is_valid():
        try:
            return Outcome(act())
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from refused
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            if row is not None:
                row.refresh_from_db()
                form.show_version(version_of(row))
            form.keep()
            return Outcome(status=409)
        except Refused as refused:
            for finding in refused.findings:
                form.add_error(None, finding.message)
        except ValidationError as error:
            form.refuse(error)
    form.keep()
    return Outcome(status=422)


def form_page(
    request: HttpRequest,
    form: Answers,
    outcome: Outcome[Any],
    *,
    title: str,
    cancel_url: str,
    crumbs: Crumbs,
    subject: str = "",
    intro: str = "",
    save_label: str = "Opslaan",
    stored: Pairs = (),
    template: str = "parts/form_page.html",
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of any plain form. `stored` is what is recorded now: shown after a conflict.

    A page with more on it extends the template, and gives it `extra`.
    """
    context = {
        **(extra or {}),
        "form": form,
        "title": title,
        "subject": subject,
        "intro": intro,
        "crumbs": crumbs,
        "cancel_url": cancel_url,
        "save_label": save_label,
        "stored": list(stored) if outcome.conflict else [],
    }
    return render(request, template, context, status=outcome.status)


def dutch(day: Any) -> str:
    """'3 februari 2026', of a date or its ISO text; empty for none."""
    if not day:
        return ""
    return date_format(date.fromisoformat(day) if isinstance(day, str) else day, "DATE_FORMAT")


def saved(request: HttpRequest, words: str) -> None:
    """Tell, on the next page, that it is done."""
    messages.success(request, words)
