"""What people fill in about hours, outages, images, events and series breaks."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from almere_camera.acting import Answers
from almere_camera.printable import validate_printable
from areas.fields import FIRST_YEAR, LAST_YEAR, Choice, Day, Line, PositionChoice
from areas.models import Area, Position

from ..models import (
    FootageRequest,
    IncidentGroup,
    Indicator,
    MonthlyFigure,
    Outage,
)

MONTH = re.compile(r"(\d{1,2})-(\d{4})")


class Month(forms.CharField):
    """A month, typed as mm-jjjj; gives its first day."""

    def __init__(self, *, label: str, **options: Any) -> None:
        options.setdefault("help_text", "Maand en jaar, bijvoorbeeld 04-2026")
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "width-short"})
        super().__init__(label=label, widget=widget, **options)
        self.words = f"Vul bij ‘{label}’ een maand in als maand-jaar, bijvoorbeeld 04-2026."
        self.error_messages["required"] = self.words

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%m-%Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for what is no month."""
        text = super().clean(value)
        if not text:
            return None
        found = MONTH.fullmatch(text)
        if found is None or not 1 <= int(found[1]) <= 12 or not FIRST_YEAR <= int(found[2]) <= LAST_YEAR:
            raise ValidationError(self.words)
        return date(int(found[2]), int(found[1]), 1)


class AreaChoice(forms.ModelChoiceField):
    """An area, by name."""

    def __init__(self, *, label: str = "Gebied", **options: Any) -> None:
        super().__init__(label=label, queryset=Area.objects.order_by("name"), **options)
        words = f"Kies bij ‘{label}’ een gebied uit de lijst."
        self.error_messages |= {"required": words, "invalid_choice": words}


class Hours(forms.DecimalField):
    """A number of hours with a comma."""

    def __init__(self, *, label: str, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "width-short"})
        super().__init__(
            label=label, min_value=0, max_digits=7, decimal_places=2, localize=False, widget=widget, **options
        )
        self.error_messages |= {
            "required": f"Vul bij ‘{label}’ een aantal uren in. Nul mag.",
            "invalid": f"Vul bij ‘{label}’ een getal in, bijvoorbeeld 112,5.",
            "max_decimal_places": f"Gebruik bij ‘{label}’ hoogstens twee cijfers achter de komma.",
            "max_digits": f"Dit aantal bij ‘{label}’ is te groot.",
            "max_whole_digits": f"Dit aantal bij ‘{label}’ is te groot.",
        }

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else f"{value:f}".replace(".", ",")

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).strip().replace(",", ".") if value else value)

    def run_validators(self, value: Any) -> None:
        if value is not None and value < 0:
            raise ValidationError("Uren zijn nooit minder dan nul.")
        super().run_validators(value)


def positions() -> Any:
    """All positions with their codes."""
    return Position.objects.prefetch_related("codes")


class Positions(forms.ModelMultipleChoiceField):
    """Any number of positions."""

    label_from_instance = PositionChoice.label_from_instance


class FigureForm(Answers):
    """Base: `has_version` is off for what is new; `values` are what the form shows of a stored row."""

    def __init__(self, *args: Any, new: bool = False, **kwargs: Any) -> None:
        self.has_version = not new  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    @classmethod
    def values(cls, row: Any) -> dict[str, Any]:
        """What the fields show of a stored row."""
        return {name: getattr(row, name) for name in cls.base_fields if name != "versie"}


class HoursForm(FigureForm):
    """Hours in a month."""

    indicator = Choice(label="Welke uren?", choices=[(one.value, one.label) for one in MonthlyFigure.HOURS])
    area = AreaChoice(
        label="Gebied",
        required=False,
        empty_label="Geen: het gaat over één positie",
        help_text="Kies een gebied of een positie, niet allebei.",
    )
    position = PositionChoice(
        label="Positie",
        queryset=Position.objects.none(),
        required=False,
        empty_label="Geen: het gaat over een heel gebied",
        error_messages={"invalid_choice": "Kies een positie uit de lijst."},
    )
    month = Month(label="Maand")
    hours = Hours(label="Aantal uren", help_text="Nul is een cijfer. Weet u het niet, vul dan niets in.")
    source = Line(
        label="Bron",
        max_length=200,
        validators=[validate_printable],
        help_text="Bijvoorbeeld: rooster van het uitkijkcentrum",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = positions()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError at the area unless one of the two is chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("area")) == bool(cleaned.get("position")) and not self.errors:
            self.add_error("area", "Kies een gebied of een positie: een van de twee.")
        return cleaned


class OutageForm(FigureForm):
    """Days out of use."""

    position = PositionChoice(
        label="Positie",
        queryset=Position.objects.none(),
        empty_label="Kies een positie",
        error_messages={
            "required": "Kies welke positie buiten gebruik was.",
            "invalid_choice": "Kies een positie uit de lijst.",
        },
    )
    kind = Choice(label="Waardoor?", choices=Outage.Kind.choices)
    first_day = Day(label="Eerste dag buiten gebruik")
    last_day = Day(
        label="Laatste dag buiten gebruik",
        required=False,
        help_text="Leeg zolang de camera nog buiten gebruik is.",
    )
    note = Line(label="Toelichting", max_length=300, required=False, validators=[validate_printable])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = positions()  # type: ignore[attr-defined]


class FootageForm(FigureForm):
    """A request for images, and what became of it."""

    area = AreaChoice(empty_label="Kies een gebied")
    requested_on = Day(label="Gevraagd op")
    requested_by = Choice(label="Door wie?", choices=FootageRequest.By.choices)
    group = forms.ChoiceField(
        label="Soort zaak",
        required=False,
        choices=[("", "Onbekend"), *IncidentGroup.choices],
        help_text="Alleen de groep. Geen zaaknummers en geen namen.",
        error_messages={"invalid_choice": "Kies een soort zaak uit de lijst."},
    )
    secured_on = Day(label="Veiliggesteld op", required=False, help_text="Leeg zolang dat niet is gebeurd.")
    supplied_on = Day(label="Verstrekt op", required=False, help_text="Leeg zolang dat niet is gebeurd.")
    positions = Positions(
        label="Beelden van welke posities?",
        queryset=Position.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies posities uit de lijst."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["positions"].queryset = positions()  # type: ignore[attr-defined]

    @classmethod
    def values(cls, row: Any) -> dict[str, Any]:
        chosen = list(row.positions.values_list("pk", flat=True))
        return {
            name: getattr(row, name) for name in cls.base_fields if name not in ("versie", "positions")
        } | {"positions": chosen}


class SupportForm(FigureForm):
    """Support at an event."""

    area = AreaChoice(empty_label="Kies een gebied")
    name = Line(
        label="Welk evenement of welke demonstratie?", max_length=150, validators=[validate_printable]
    )
    first_day = Day(label="Eerste dag")
    last_day = Day(label="Laatste dag")
    note = Line(
        label="Wat deden de observanten?", max_length=300, required=False, validators=[validate_printable]
    )


class BreakForm(FigureForm):
    """From when figures cannot be compared with earlier ones."""

    indicator = forms.ChoiceField(
        label="Welk cijfer?",
        choices=Indicator.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Kies een cijfer uit de lijst."),
    )
    area = AreaChoice(required=False, empty_label="Alle gebieden")
    from_day = Day(label="Vanaf welke dag?")
    reason = Line(
        label="Waardoor is het niet te vergelijken?",
        max_length=500,
        validators=[validate_printable],
        help_text="Bijvoorbeeld: verzoeken om beelden worden anders geregistreerd",
    )
    source = Line(label="Bron", max_length=200, required=False, validators=[validate_printable])
