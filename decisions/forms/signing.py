"""Who will sign, and when: asked before the decision is printed for the signature."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almere_camera.models import Official

from .fields import CHOOSE, Choice, DutchDate


class SigningForm(forms.Form):
    """A question in the address (GET): it changes nothing."""

    signatory = Choice(
        label="Wie ondertekent?",
        choices=[],
        required=True,
        error_messages={"required": "Kies wie het besluit ondertekent."},
    )
    on = DutchDate(label="Op welke dag?", required=True, help_text="Deze dag komt onder het besluit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Its own ids: the form stands beside the one that registers the adoption.
        kwargs = {"auto_id": "id_teken_%s", "initial": {"on": timezone.localdate()}, **kwargs}
        super().__init__(*args, **kwargs)
        self.officials = {str(o.pk): o for o in Official.objects.valid_on(timezone.localdate())}
        signatory = self.fields["signatory"]
        assert isinstance(signatory, forms.ChoiceField)
        signatory.choices = [CHOOSE, *((pk, str(o)) for pk, o in self.officials.items())]

    def clean_signatory(self) -> Official | None:
        return self.officials.get(self.cleaned_data["signatory"])
