"""Which two versions to lay beside each other, and the published text beside the adopted one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from almere_camera.uploads import PUBLISHED_TYPES, Checked, checked

from ..events import saved_label
from ..models import Decision, SavedVersion
from .fields import Choice


class PublishedFile(forms.FileField):
    """A publication as a file; `clean` gives it judged by its content."""

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        """Raises ValidationError, in Dutch, for a file that is empty, too big or of another kind."""
        upload: UploadedFile | None = super().clean(data, initial)
        return checked(upload, PUBLISHED_TYPES) if upload else None


class VersionsForm(forms.Form):
    """Two versions of the text of a case; `pair` is the older and the newer number."""

    eerste = Choice(label="Vergelijk", choices=[], required=True)
    tweede = Choice(label="met", choices=[], required=True)

    def __init__(self, *args: Any, versions: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("eerste", "tweede"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(str(number), words) for number, words in versions]

    @property
    def pair(self) -> tuple[int, int] | None:
        """The choice once it was made and is a choice; otherwise None."""
        if not self.is_valid():
            return None
        first, second = sorted(int(self.cleaned_data[name]) for name in ("eerste", "tweede"))
        return first, second


def versions_form(case: Decision, data: Any = None) -> VersionsForm | None:
    """The choice of two versions, the newest two to begin with; None where there are no two."""
    saved = SavedVersion.objects.filter(decision=case).order_by("-number").values_list("number", "what")
    versions = [(number, f"versie {number} ({saved_label(what)})") for number, what in saved]
    if len(versions) < 2:
        return None
    initial = {"eerste": versions[1][0], "tweede": versions[0][0]}
    return VersionsForm(data, versions=versions, initial=initial)


class PublishedTextForm(forms.Form):
    """The publication as a file, or its text pasted; any character may be in it."""

    bestand = PublishedFile(
        label="Bestand van de bekendmaking",
        required=False,
        help_text="De XML, de gegevens (metadata.xml), de HTML, de PDF of de tekst van "
        "officielebekendmakingen.nl. Een zipbestand pakt u eerst zelf uit.",
    )
    tekst = forms.CharField(
        label="Of plak de tekst",
        widget=forms.Textarea(attrs={"rows": 12}),
        strip=False,
        required=False,
        help_text="Kopieer de tekst uit het Gemeenteblad, van de titel tot en met de laatste regel.",
        error_messages={
            "null_characters_not_allowed": "In de tekst staat een teken dat niet kan. Kopieer haar opnieuw.",
        },
    )
