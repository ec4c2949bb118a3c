"""The kinds of answer: Dutch dates and times, text that the document can print, lists of lines."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from almere_camera.printable import validate_printable
from decisions.documents.markup import validate_structure

FIRST_YEAR, LAST_YEAR = 1990, 2100
TIME_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S", "%H", "%H uur", "%H:%M uur", "%H.%M uur"]
CHOOSE = ("", "Maak een keuze")


class DutchDate(forms.DateField):
    """A date, typed as dd-mm-jjjj."""

    def __init__(self, *, label: str, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric"}))
        options.setdefault("help_text", "Dag, maand en jaar, bijvoorbeeld 30-04-2026")
        super().__init__(label=label, **options)
        words = f"Vul bij ‘{label}’ een datum in als dag-maand-jaar, bijvoorbeeld 30-04-2026."
        self.error_messages |= {"required": words, "invalid": words}

    def to_python(self, value: Any) -> date | None:
        """Raises ValidationError for a year in which no camera was ever decided on: a slip of the keys."""
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(
                f"Kijk het jaartal bij ‘{self.label}’ na: vul een jaar in van {FIRST_YEAR} tot {LAST_YEAR}.",
                code="year",
            )
        return day


class DutchTime(forms.TimeField):
    """A time of the clock, typed as 18:00, 18.00 or 18; `midnight_as_24` reads 24:00 as 0:00."""

    def __init__(self, *, label: str, midnight_as_24: bool = False, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.TimeInput(format="%H:%M"))
        options.setdefault("help_text", "Bijvoorbeeld 18:00")
        super().__init__(label=label, input_formats=TIME_FORMATS, **options)
        self.midnight_as_24 = midnight_as_24
        words = f"Vul bij ‘{label}’ een tijd in als uren en minuten, bijvoorbeeld 18:00."
        self.error_messages |= {"required": words, "invalid": words}

    def to_python(self, value: Any) -> time | None:
        if self.midnight_as_24 and str(value).strip().removesuffix(" uur") in ("24", "24:00", "24.00"):
            return time(0)
        return super().to_python(value)


class Words(forms.CharField):
    """Text that may end up in the decision: only what its font can print, with plain line ends."""

    def __init__(self, *, label: str, max_length: int, rows: int = 0, **options: Any) -> None:
        options.setdefault("required", False)
        if rows:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows, "data-maxlength": max_length}))
        super().__init__(label=label, max_length=max_length, **options)
        self.validators += (validate_printable, validate_structure)
        self.widget.attrs.pop("maxlength", None)
        self.error_messages |= {
            "required": options.get("error_messages", {}).get("required", f"Vul ‘{label}’ in."),
            "max_length": f"Maak ‘{label}’ korter: het mogen %(limit_value)d tekens zijn, "
            "en het zijn er %(show_value)d.",
            "null_characters_not_allowed": f"In ‘{label}’ staat een teken dat niet kan. Typ het opnieuw.",
        }

    def clean(self, value: Any) -> str:
        """Checks as typed (a line end counts for two, as the counter says), keeps plain line ends."""
        return str(super().clean(value)).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        plain = (data or "").replace("\r\n", "\n").strip()
        return plain != (initial or "").replace("\r\n", "\n").strip()


class Lines(Words):
    """Short texts, one a line: a list of streets. Empty lines and doubles fall away."""

    def __init__(self, *, label: str, most_per_line: int = 120, **options: Any) -> None:
        super().__init__(label=label, **{"max_length": 8000, "rows": 5, **options})
        self.most_per_line = most_per_line

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = [" ".join(line.split()) for line in super().clean(value).split("\n")]
        for number, line in enumerate(lines, 1):
            if len(line) > self.most_per_line:
                raise ValidationError(
                    f"Regel {number} bij ‘{self.label}’ is te lang. Zet elke straat op een eigen regel."
                )
        return list(dict.fromkeys(filter(None, lines)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class Choice(forms.ChoiceField):
    """One of a list, as a select (with 'Maak een keuze') or as radio buttons."""

    def __init__(self, *, label: str, choices: Any, radio: bool = False, **options: Any) -> None:
        options.setdefault("required", False)
        listed = list(getattr(choices, "choices", choices))
        if radio:
            options.setdefault("widget", forms.RadioSelect)
        elif not any(value == "" for value, _ in listed):
            listed.insert(0, CHOOSE)
        super().__init__(label=label, choices=listed, **options)
        words = f"Kies bij ‘{label}’ een van de mogelijkheden."
        self.error_messages |= {
            "required": options.get("error_messages", {}).get("required", words),
            "invalid_choice": words,
        }


class Several(forms.TypedMultipleChoiceField):
    """Any number of a list, as checkboxes; the answer is a list of numbers."""

    def __init__(self, *, label: str, choices: Any, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("coerce", int)
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(label=label, choices=list(choices), **options)
        words = f"Kies bij ‘{label}’ uit de mogelijkheden."
        self.error_messages |= {
            "required": options.get("error_messages", {}).get("required", words),
            "invalid_choice": words,
            "invalid_list": words,
        }


class Tick(forms.BooleanField):
    """A checkbox; never required."""

    def __init__(self, *, label: str, **options: Any) -> None:
        super().__init__(label=label, required=False, **options)


class YesOrNo(forms.TypedChoiceField):
    """Yes, no, or not answered yet."""

    def __init__(self, *, label: str, **options: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=[("ja", "Ja"), ("nee", "Nee"), ("", "Nog niet bekend")],
            coerce=lambda value: value == "ja",
            empty_value=None,
            widget=forms.RadioSelect,
            **options,
        )
        self.error_messages["invalid_choice"] = f"Kies bij ‘{label}’ ja of nee."

    def prepare_value(self, value: Any) -> Any:
        return {True: "ja", False: "nee", None: ""}.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != (data or ""))
