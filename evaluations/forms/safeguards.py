"""What people fill in about safeguards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from almere_camera.acting import Answers
from almere_camera.printable import validate_printable
from areas.fields import Day, Line, YesOrNo

from ..models import TechnologyChange


class TechnologyChoice(forms.ModelChoiceField):
    """New technology, as 'Slimme detectie, vanaf 01-03-2026'."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.what}, vanaf {obj.from_day:%d-%m-%Y}"


class ConfirmationForm(Answers):
    """That a safeguard was looked at."""

    has_version = False
    confirmed_on = Day(label="Op welke dag is dit bevestigd?")
    party = Line(
        label="Door wie?",
        max_length=120,
        validators=[validate_printable],
        help_text="Een functie of organisatie, geen naam van een persoon. Bijvoorbeeld: korpschef",
    )
    in_order = YesOrNo(label="Is de waarborg in orde?")
    technology = TechnologyChoice(
        label="Ging het ook over nieuwe technologie?",
        queryset=TechnologyChange.objects.none(),
        required=False,
        empty_label="Nee",
        help_text="Kies de technologie als die is meegenomen voordat zij in gebruik is.",
        error_messages={"invalid_choice": "Kies een technologie uit de lijst, of ‘Nee’."},
    )
    document = Line(
        label="Met welk document?",
        max_length=200,
        required=False,
        validators=[validate_printable],
        help_text="Bijvoorbeeld: verslag van de Wpg-audit 2025, met het zaaknummer",
    )
    note = Line(
        label="Toelichting",
        max_length=500,
        required=False,
        validators=[validate_printable],
        help_text="Is de waarborg niet in orde? Schrijf dan wat er mis is. Geen namen van personen.",
    )

    def __init__(self, *args: Any, technology: Sequence[TechnologyChange], **kwargs: Any) -> None:
        """`technology`: the changes that nobody looked at yet; without any the question falls away."""
        super().__init__(*args, **kwargs)
        if technology:
            numbers = [one.pk for one in technology]
            field = self.fields["technology"]
            assert isinstance(field, TechnologyChoice)
            field.queryset = TechnologyChange.objects.filter(pk__in=numbers)
        else:
            del self.fields["technology"]


class TechnologyForm(Answers):
    """Other technology than before."""

    has_version = False
    what = Line(
        label="Welke nieuwe technologie?",
        max_length=300,
        validators=[validate_printable],
        help_text="Bijvoorbeeld: software die beweging in beeld herkent",
    )
    from_day = Day(
        label="Vanaf welke dag wordt die gebruikt?",
        help_text="De dag mag nog komen. Bijvoorbeeld 30-04-2026",
    )
