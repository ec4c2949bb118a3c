"""What people fill in when they bring a file of incidents."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from almere_camera.acting import Answers
from almere_camera.printable import validate_printable
from almere_camera.uploads import Checked
from areas.fields import Line
from areas.models import Area

from ..incidents.columns import FIELDS
from ..incidents.tables import MOST_ROWS

YEARS = 10  # back, to choose months from


def months_until(today: date) -> list[tuple[str, str]]:
    """The months up to this one, newest first, as choices: '2025-12', 'december 2025'."""
    newest = today.year * 12 + today.month - 1
    days = [date(number // 12, number % 12 + 1, 1) for number in range(newest, newest - 12 * YEARS, -1)]
    return [(f"{day:%Y-%m}", date_format(day, "F Y")) for day in days]


class Month(forms.ChoiceField):
    """A month, chosen from a list; gives its first day."""

    def __init__(self, *, label: str, **options: Any) -> None:
        super().__init__(label=label, **options)
        words = f"Kies bij ‘{label}’ een maand uit de lijst."
        self.error_messages |= {"required": words, "invalid_choice": words}

    def clean(self, value: Any) -> Any:
        return date.fromisoformat(f"{super().clean(value)}-01")


class UploadForm(Answers):
    """A file, with the months and areas for which it is complete."""

    has_version = False
    file = forms.FileField(
        label="Bestand van het uitkijkcentrum",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=f"CSV of Excel (.xlsx), hoogstens {MOST_ROWS:,} rijen. Zonder persoonsgegevens.".replace(
            ",", "."
        ),
    )
    areas = forms.ModelMultipleChoiceField(
        Area.objects.all(),
        label="Voor welke gebieden is dit bestand volledig?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Een maand waarin niets is gezien, telt als nul wanneer het bestand die maand beslaat.",
        error_messages={"required": "Kies de gebieden waarvoor dit bestand volledig is."},
    )
    first_month = Month(label="Volledig vanaf de maand")
    last_month = Month(label="Volledig tot en met de maand")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_month", "last_month"):
            self.fields[name].choices = [("", "Kies een maand"), *months_until(today)]  # type: ignore[attr-defined]
        self.fields["file"].error_messages |= {
            "required": "Kies een bestand.",
            "invalid": "Het bestand is niet aangekomen. Kies het opnieuw.",
        }

    def clean_file(self) -> Checked:
        """Raises ValidationError for a file that is empty or too big; what is in it is judged by the act."""
        upload = self.cleaned_data["file"]
        limit = settings.UPLOAD_MAX_BYTES
        if not upload.size:
            raise ValidationError("Dit bestand is leeg. Kies een ander bestand.")
        if upload.size > limit:
            raise ValidationError(
                f"Dit bestand is te groot ({upload.size / 1_048_576:.0f} MB). Het mag hoogstens "
                f"{limit // 1_048_576} MB zijn. Verdeel het, of laat de beheerder het als CSV inlezen met de "
                "opdracht import_incidents."
            )
        content = upload.read()
        return Checked(content, "", hashlib.sha256(content).hexdigest(), (upload.name or "")[-200:])


class ColumnsForm(Answers):
    """Which column of the file holds what."""

    def __init__(self, *args: Any, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(heading, heading) for heading in dict.fromkeys(headings) if heading]
        for field in FIELDS:
            nothing = "Kies een kolom" if field.needed else "Staat niet in het bestand"
            self.fields[field.name] = forms.ChoiceField(
                label=field.label,
                help_text=field.help_text,
                required=False,  # the act says which are needed
                choices=[("", nothing), *choices],
                error_messages={"invalid_choice": "Kies een kolom uit de lijst."},
            )

    @property
    def answers(self) -> dict[str, Any]:
        values = super().answers
        return {"version": values.pop("version"), "columns": values}


class UndoForm(Answers):
    """Why an import is taken back."""

    reason = Line(label="Waarom draait u deze import terug?", max_length=300, validators=[validate_printable])
