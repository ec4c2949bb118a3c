"""What narrows down the list of cases, and the day of the overview: questions in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, Min, Q, QuerySet

from areas.models import Area

from ..models import Decision, DecisionKind, DesignatedArea, Status, Variant
from .fields import DutchDate

NEWEST, ENDING = "gewijzigd", "einddatum"
ALL = ("", "Alle")


class ListForm(forms.Form):
    """The filter of the list; every answer stands in the address, so that a list can be shared."""

    zoek = forms.CharField(label="Kenmerk of titel", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", required=False, choices=[ALL, *Status.choices])
    soort = forms.ChoiceField(label="Soort", required=False, choices=[ALL, *DecisionKind.choices])
    variant = forms.ChoiceField(label="Vorm", required=False, choices=[ALL, *Variant.choices])
    gebied = forms.ModelChoiceField(
        label="Gebied", required=False, queryset=Area.objects.all(), empty_label="Alle"
    )
    volgorde = forms.ChoiceField(
        label="Volgorde",
        required=False,
        choices=[(NEWEST, "Laatst gewijzigd"), (ENDING, "Einddatum")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self.fields.values():
            bound.error_messages["invalid_choice"] = f"Kies bij ‘{bound.label}’ een van de mogelijkheden."

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order was chosen."""
        return any(value for name, value in self.answers.items() if name != "volgorde")

    @property
    def answers(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() else {}

    def chosen(self, cases: QuerySet[Decision]) -> QuerySet[Decision]:
        """The cases that answer to the filter, in the order asked."""
        answers = self.answers
        simple = {"status": "status", "soort": "kind", "variant": "variant"}
        cases = cases.filter(
            **{column: answers[name] for name, column in simple.items() if answers.get(name)}
        )
        if words := answers.get("zoek"):
            cases = cases.filter(Q(kenmerk__icontains=words) | Q(title__icontains=words))
        if area := answers.get("gebied"):
            cases = cases.filter(pk__in=DesignatedArea.objects.filter(area=area).values("decision"))
        if answers.get("volgorde") == ENDING:
            cases = cases.annotate(ends=Min("designated_areas__last_day"))
            return cases.order_by(F("ends").asc(nulls_last=True), "-pk")
        return cases.order_by("-changed_at", "-pk")


class DayForm(forms.Form):
    """The day of the overview."""

    dag = DutchDate(label="Op welke dag?", required=False)
