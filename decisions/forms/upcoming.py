"""What narrows down the deadlines: questions in the address of the page, and of the calendar."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from almere_camera.roles import Role
from areas.models import Area

from ..deadlines import Deadline

ALL = ("", "Alle")


class UpcomingForm(forms.Form):
    """For whom, and about which area."""

    rol = forms.ChoiceField(
        label="Wie is aan zet",
        required=False,
        choices=[ALL, *((role.value, role.value.capitalize()) for role in Role)],
        error_messages={"invalid_choice": "Kies bij ‘Wie is aan zet’ een van de mogelijkheden."},
    )
    gebied = forms.ModelChoiceField(
        label="Gebied",
        required=False,
        queryset=Area.objects.all(),
        empty_label="Alle",
        error_messages={"invalid_choice": "Kies bij ‘Gebied’ een van de mogelijkheden."},
    )

    def chosen(self, deadlines: Iterable[Deadline]) -> list[Deadline]:
        """The deadlines that answer to the filter; a wrong answer does not narrow down."""
        answers = self.cleaned_data if self.is_valid() else {}
        role, area = answers.get("rol"), answers.get("gebied")
        return [
            deadline
            for deadline in deadlines
            if (not role or deadline.is_for([role])) and (area is None or area in deadline.areas)
        ]
