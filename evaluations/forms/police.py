"""What people fill in about police figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from almere_camera.acting import Answers
from almere_camera.printable import validate_printable
from almere_camera.uploads import TEXT, Checked, checked
from areas.fields import Day, Line


class CsvFile(forms.FileField):
    """A CSV file, judged by its content."""

    def __init__(self, *, label: str, **options: Any) -> None:
        super().__init__(label=label, widget=forms.FileInput(attrs={"accept": ".csv,.txt"}), **options)
        self.error_messages |= {
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
            "invalid": "Het bestand is niet aangekomen. Kies het opnieuw.",
        }

    def clean(self, data: Any, initial: Any = None) -> Checked:
        """Raises ValidationError, in Dutch, for a file that is empty, too big or no text."""
        upload: UploadedFile = super().clean(data, initial)
        return checked(upload, (TEXT,))


class PoliceFileForm(Answers):
    """A file of police open data."""

    has_version = False
    file = CsvFile(
        label="Bestand",
        help_text="CSV van tabel 47022NED (misdrijven) of 47024NED (overlast), met codes, niet met namen.",
    )


class NeighbourhoodForm(Answers):
    """A neighbourhood of an area."""

    has_version = False
    code = Line(label="Buurtcode", max_length=10, help_text="Bijvoorbeeld: BU00340101")
    name = Line(label="Naam van de buurt", max_length=120, required=False, validators=[validate_printable])
    valid_from = Day(
        label="Vanaf welke dag hoort de buurt bij dit gebied?",
        help_text="Cijfers tellen mee vanaf de eerste maand die dan nog begint. Bijvoorbeeld 01-01-2024",
    )
    source = Line(
        label="Bron",
        max_length=300,
        required=False,
        validators=[validate_printable],
        help_text="Bijvoorbeeld: wijk- en buurtkaart van het CBS, 2024",
    )


class NeighbourhoodEndForm(Answers):
    """The end of that."""

    has_version = False
    valid_to = Day(label="Tot en met welke dag hoort de buurt bij dit gebied?")
