"""The day on which a decision is meant to be published."""

from __future__ import annotations

from django import forms

from .fields import DutchDate


class DayForm(forms.Form):
    """A question in the address of the page 'Gegevens voor DROP'."""

    bekendmaking = DutchDate(
        label="Dag van bekendmaking",
        required=True,
        help_text="Hiervan hangen de inwerkingtreding en de reactietermijn af.",
    )
