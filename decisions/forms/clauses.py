"""What is typed on the pages of the text bank: the filter, a clause, a new version, a preview."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from ..models import Clause, CriterionKey, Decision, DecisionKind, Variant
from ..models.clauses import CLAUSE_MAX
from .fields import Choice, Words

TEXT_HELP = (
    "Begin met een kleine letter en eindig met een puntkomma: de tekst loopt door na ‘overwegende dat’. "
    "Zet een plek tussen accolades, bijvoorbeeld {gebied}. Wat in een zaak niet bekend is, blijft daar "
    "zichtbaar open."
)


def _all(words: str, choices: Any) -> list[tuple[str, str]]:
    return [("", words), *choices]


class BankFilter(forms.Form):
    """Which clauses to show; what does not exist narrows nothing."""

    soort = Choice(label="Soort besluit", choices=_all("Alle soorten", DecisionKind.choices))
    variant = Choice(label="Variant", choices=_all("Beide varianten", Variant.choices))
    criterium = Choice(label="Criterium", choices=_all("Alles", CriterionKey.choices))

    def chosen(self, clauses: Iterable[Clause]) -> list[Clause]:
        """The clauses that are for this kind, variant and criterion; a blank one on a clause fits all."""
        self.is_valid()
        kind, variant, criterion = (
            self.cleaned_data.get(name, "") for name in ("soort", "variant", "criterium")
        )
        return [
            clause
            for clause in clauses
            if (not kind or clause.kind == kind or (not clause.kind and kind != DecisionKind.END))
            and (not variant or clause.variant in ("", variant))
            and (not criterion or clause.criterion == criterion)
        ]


class PreviewForm(forms.Form):
    """In which case to show the words; cases that are still being written."""

    zaak = forms.ModelChoiceField(
        label="Voorbeeld in een zaak",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="Kies een zaak",
        error_messages={"invalid_choice": "Kies een zaak uit de lijst."},
    )

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["zaak"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = cases


class VersionTextForm(PreviewForm):
    """The next version of a clause, and why."""

    nummer = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text = Words(label="Tekst", max_length=CLAUSE_MAX, rows=8, required=True, help_text=TEXT_HELP)
    reason = Words(
        label="Waarom verandert de tekst?",
        max_length=300,
        rows=2,
        required=True,
        error_messages={"required": "Schrijf op waarom de tekst verandert."},
    )
    field_order = ("nummer", "text", "reason", "zaak")


class ClauseForm(PreviewForm):
    """A new clause: for what it is, and its words."""

    theme = Choice(label="Thema", choices=Clause.Theme, required=True)
    title = Words(
        label="Titel",
        max_length=120,
        required=True,
        help_text="Daaraan herkent de beleidsmedewerker de tekst. De titel komt niet in het besluit.",
    )
    kind = Choice(
        label="Soort besluit", choices=_all("Instellen, verlengen en wijzigen", DecisionKind.choices)
    )
    variant = Choice(label="Variant", choices=_all("Beide varianten", Variant.choices))
    criterion = Choice(label="Criterium", choices=_all("Geen: hoort bij de aanleiding", CriterionKey.choices))
    text = Words(label="Tekst", max_length=CLAUSE_MAX, rows=8, required=True, help_text=TEXT_HELP)
    field_order = ("theme", "title", "kind", "variant", "criterion", "text", "zaak")
