"""What is typed for the report to the council."""

from __future__ import annotations

from typing import Any

from django import forms

from almere_camera.acting import Answers
from almere_camera.printable import validate_printable
from decisions.documents.markup import validate_structure


class StartReport(Answers):
    """Of which year."""

    has_version = False

    year = forms.TypedChoiceField(
        label="Over welk jaar gaat het verslag?",
        coerce=int,
        error_messages={"required": "Kies een jaar.", "invalid_choice": "Kies een jaar uit de lijst."},
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class WriteReport(Answers):
    """The words that the numbers do not say."""

    introduction = forms.CharField(
        label="Inleiding",
        required=False,
        max_length=8000,
        validators=[validate_printable, validate_structure],
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Wat moet de raad weten voordat hij de cijfers leest? Noem geen personen.",
    )
    costs = forms.CharField(
        label="Kosten",
        required=False,
        max_length=4000,
        validators=[validate_printable, validate_structure],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Wat kostte het cameratoezicht? Staat het nog niet vast, schrijf dat dan op.",
    )


class FinishReport(Answers):
    """Nothing is typed: only that one goes on, with the version that was shown."""
