"""The request with which a case begins, and what the decision will be about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from areas.models import Area

from .. import states
from ..models import Decision, DecisionKind, DesignatedArea, Request, Status, Variant
from ..rules.case import is_adopted
from ..states import State
from .fields import Choice, DutchDate, Several, Tick, Words

FOLLOWABLE = frozenset(
    {State.IN_FORCE, State.SUSPENDED, State.PUBLISHED, State.WITHOUT_GROUND, State.LAPSED, State.UNKNOWN}
)

KINDS = {
    DecisionKind.START: "een gebied aanwijzen",
    DecisionKind.EXTEND: "een aanwijzing laten doorlopen",
    DecisionKind.CHANGE: "een aanwijzing groter, kleiner of anders maken",
    DecisionKind.END: "een aanwijzing eerder laten stoppen",
}
VARIANTS = {
    Variant.REGULAR: "vaste camera’s, voor langere tijd",
    Variant.MOBILE: "een mobiele camera, voor korte tijd",
}


class StartForm(forms.Form):
    """Everything on one page, in three groups (see `groups`)."""

    asked_by = Choice(
        label="Wie vraagt om cameratoezicht?",
        choices=Request.From,
        required=True,
        error_messages={"required": "Kies wie om cameratoezicht vraagt."},
    )
    asked_by_words = Words(
        label="Welke organisatie of functie?",
        max_length=200,
        help_text="Noem geen namen van bewoners.",
    )
    received_on = DutchDate(label="Ontvangen op", required=True)
    felt = Words(
        label="Wat wordt er ervaren?",
        max_length=4000,
        rows=6,
        required=True,
        help_text="Beschrijf de onveiligheid of overlast zoals die is gemeld, zonder persoonsgegevens.",
        error_messages={"required": "Beschrijf wat er wordt ervaren."},
    )
    kind = Choice(
        label="Wat moet het besluit doen?",
        choices=[(kind.value, f"{kind.label}: {words}") for kind, words in KINDS.items()],
        radio=True,
        required=True,
        error_messages={"required": "Kies wat het besluit moet doen."},
    )
    variant = Choice(
        label="Welke vorm van cameratoezicht?",
        choices=[(variant.value, f"{variant.label}: {words}") for variant, words in VARIANTS.items()],
        radio=True,
        required=True,
        error_messages={"required": "Kies de vorm van cameratoezicht."},
    )
    urgent = Tick(
        label="Er is spoed: korte route",
        help_text="Alleen bij mobiel, voor instellen of verlengen. Akkoord vooraf is dan niet nodig; een "
        "ander toetst achteraf.",
    )
    areas = Several(
        label="Gebieden",
        choices=[],
        help_text="Bij instellen. Bij wijzigen alleen gebieden die erbij komen.",
    )
    follows = Several(
        label="Eerdere aanwijzingen waarop het besluit volgt",
        choices=[],
        help_text="Bij verlengen, wijzigen en beëindigen. Het gebied komt dan vanzelf mee.",
    )
    kenmerk = Words(
        label="Kenmerk",
        max_length=40,
        help_text="Laat leeg voor het volgende vrije kenmerk.",
    )
    title = Words(
        label="Titel",
        max_length=200,
        help_text="Laat leeg voor een voorstel.",
    )

    groups = (
        ("De vraag", ("asked_by", "asked_by_words", "received_on", "felt")),
        ("Het besluit", ("kind", "variant", "urgent", "areas", "follows")),
        ("Hoe de zaak heet", ("kenmerk", "title")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {a.pk: a for a in Area.objects.with_boundaries()}
        self._earlier = {d.pk: (d, label) for d, label in followable()}
        self._offer("areas", ((pk, _area_label(area)) for pk, area in self._areas.items()))
        self._offer("follows", ((pk, label) for pk, (_d, label) in self._earlier.items()))

    def _offer(self, name: str, choices: Iterable[tuple[int, str]]) -> None:
        offered = self.fields[name]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = list(choices)

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by group, as the page shows them."""
        return [
            (legend, [self[name] for name in names if self.fields[name] and self._has_options(name)])
            for legend, names in self.groups
        ]

    @property
    def no_areas(self) -> bool:
        return not self._areas

    def _has_options(self, name: str) -> bool:
        return name not in ("areas", "follows") or bool(getattr(self.fields[name], "choices", ()))

    def clean_received_on(self) -> Any:
        """Raises ValidationError for a day that is yet to come."""
        received = self.cleaned_data["received_on"]
        if received and received > timezone.localdate():
            raise ValidationError("De vraag kan niet in de toekomst zijn ontvangen. Controleer de datum.")
        return received

    def clean_areas(self) -> list[Area]:
        return [self._areas[pk] for pk in self.cleaned_data["areas"]]

    def clean_follows(self) -> list[DesignatedArea]:
        return [self._earlier[pk][0] for pk in self.cleaned_data["follows"]]

    def clean(self) -> dict[str, Any]:
        """Raises on what contradicts itself across fields; what is only missing may come later."""
        answers = super().clean() or self.cleaned_data
        if answers.get("asked_by") == Request.From.OTHER and not answers.get("asked_by_words"):
            self.add_error("asked_by_words", "Schrijf op welke organisatie of functie erom vraagt.")
        chosen = {area.pk for area in answers.get("areas", ())}
        for earlier in answers.get("follows", ()):
            if earlier.area_id in chosen:
                self.add_error(
                    "areas",
                    f"{earlier.area.name} hebt u ook bij de eerdere aanwijzingen aangevinkt. Kies er een.",
                )
        if answers.get("kind") == DecisionKind.END and chosen:
            self.add_error("areas", "Bij beëindigen kiest u alleen de aanwijzing die eindigt, geen gebied.")
        asked = Decision(kind=answers.get("kind", ""), variant=answers.get("variant", ""))
        if answers.get("urgent") and asked.kind and asked.variant and not asked.may_be_urgent:
            self.add_error("urgent", "De korte route is alleen voor mobiel, bij instellen of verlengen.")
        return answers

    def request_asked(self) -> Request:
        """The request as typed, not yet saved."""
        answers = self.cleaned_data
        return Request(
            asked_by=answers["asked_by"],
            asked_by_words=answers["asked_by_words"],
            received_on=answers["received_on"],
            felt=answers["felt"],
        )


def followable() -> list[tuple[DesignatedArea, str]]:
    """The designations on which a decision can follow, those in force first, each with its description."""
    today, rules = timezone.localdate(), states.HouseRules()
    adopted = DesignatedArea.objects.filter(decision__status=Status.ADOPTED)
    found = []
    for designated in states.with_terms(adopted.exclude(decision__kind=DecisionKind.END)):
        if any(_took_over(later) for later in designated.followed_by.all()):
            continue
        state = states.state_on(designated, today, rules)
        if state in FOLLOWABLE:
            found.append((state, designated, states.term_of(designated, rules).last_day))
    found.sort(key=lambda row: (row[0] is not State.IN_FORCE, row[1].area.name, row[1].pk))
    return [(d, _earlier_label(d, state, last)) for state, d, last in found]


def _took_over(later: DesignatedArea) -> bool:
    """Whether a follower is itself the designation on which one goes on: adopted, and published."""
    decision = later.decision
    return is_adopted(decision) and (decision.historical or decision.publication is not None)


def _earlier_label(designated: DesignatedArea, state: State, last: Any) -> str:
    until = f"laatste dag {date_format(last, 'j F Y')}" if last else "laatste dag onbekend"
    return f"{designated.area.name}: {designated.decision.kenmerk}, {until} ({state})"


def _area_label(area: Area) -> str:
    kind = area.get_kind_display()
    return (
        f"{area.name} ({kind.lower()})"
        if area.newest_boundary
        else f"{area.name} ({kind.lower()}, nog geen grens)"
    )
