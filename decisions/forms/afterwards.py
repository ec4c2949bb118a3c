"""What follows an urgent adoption: the findings of the review, and the motivation that came later."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone

from almere_camera.models import Official

from ..models import CriterionKey
from .acts import STALE, VersionForm
from .fields import CHOOSE, Choice, DutchDate, Words


class ReviewForm(VersionForm):
    """What the reviewer found afterwards."""

    remark = Words(
        label="Wat is uw bevinding?",
        max_length=4000,
        rows=8,
        required=True,
        help_text="Klopt de afweging? Is het besluit nog nodig? Staat daarna bij de zaak, met uw naam.",
        error_messages={"required": "Schrijf op wat de toets achteraf opleverde."},
    )


class NumberForm(VersionForm):
    """Which motivation the person was looking at; 0 when there was none."""

    nummer = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), STALE),
    )


class MotivationForm(NumberForm):
    """The reasons per criterion. It may be saved half done."""

    def __init__(self, *args: Any, motivated: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in CriterionKey:
            given = criterion.value in motivated
            self.fields[criterion.value] = Words(
                label=criterion.label,
                max_length=8000,
                rows=6,
                help_text="Het besluit geeft hiervoor al redenen."
                if given
                else "Nodig voor de vaststelling. U mag het later aanvullen.",
            )


class FreezeForm(NumberForm):
    """Who adopted the motivation, and when."""

    signatory = Choice(label="Motivering vastgesteld door", choices=[], required=True)
    on = DutchDate(
        label="Motivering vastgesteld op",
        required=True,
        help_text="Als dag-maand-jaar, bijvoorbeeld 30-04-2026",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.officials = {str(o.pk): o for o in Official.objects.order_by("-valid_from", "name")}
        signatory = self.fields["signatory"]
        assert isinstance(signatory, forms.ChoiceField)
        signatory.choices = [CHOOSE, *((key, str(official)) for key, official in self.officials.items())]
        signatory.error_messages["required"] = "Kies wie de motivering heeft vastgesteld."

    def clean_signatory(self) -> Official | None:
        return self.officials.get(self.cleaned_data["signatory"])
