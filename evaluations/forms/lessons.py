"""What people fill in about lessons of mobile use."""

from __future__ import annotations

from typing import Any

from django import forms

from almere_camera.acting import Answers
from almere_camera.printable import validate_printable


class Told(forms.CharField):
    """A few sentences that may be left out."""

    def __init__(self, *, label: str, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 5})
        super().__init__(
            label=label,
            required=False,
            max_length=4000,
            widget=widget,
            validators=[validate_printable],
            **options,
        )
        self.error_messages["max_length"] = f"Maak ‘{label}’ korter: hoogstens 4000 tekens."


class LessonForm(Answers):
    """At least one of the two; the act says so."""

    has_version = False
    went_well = Told(label="Wat ging goed?", help_text="Schrijf geen namen van personen op.")
    improve = Told(
        label="Wat kan beter?",
        help_text="Bijvoorbeeld: eerder overleggen over de plek van de mast",
    )
