"""The kinds of answer that the forms here ask: Dutch dates, one line of text, a list of streets."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from almere_camera.printable import validate_printable
from almere_camera.uploads import JPEG, PNG, Checked, checked

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_STREETS_TEXT = 20_000
MOST_PER_STREET = 120


class Day(forms.DateField):
    """A date, typed as dd-mm-jjjj."""

    def __init__(self, *, label: str, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric"}))
        options.setdefault("help_text", "Dag, maand en jaar, bijvoorbeeld 30-04-2026")
        super().__init__(label=label, **options)
        words = f"Vul bij ‘{label}’ een datum in als dag-maand-jaar, bijvoorbeeld 30-04-2026."
        self.error_messages |= {"required": words, "invalid": words}

    def to_python(self, value: Any) -> date | None:
        """Raises ValidationError for a year that must be a slip of the keys."""
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(
                f"Kijk het jaartal bij ‘{self.label}’ na: vul een jaar in van {FIRST_YEAR} tot {LAST_YEAR}."
            )
        return day


class Line(forms.CharField):
    """A short text on one line."""

    def __init__(self, *, label: str, max_length: int, **options: Any) -> None:
        super().__init__(label=label, max_length=max_length, **options)
        # The browser would cut off what is pasted, without a word.
        self.widget.attrs.pop("maxlength", None)
        self.error_messages |= {
            "required": f"Vul ‘{label}’ in.",
            "max_length": f"Maak ‘{label}’ korter: het mogen %(limit_value)d tekens zijn, "
            "en het zijn er %(show_value)d.",
        }


class Streets(forms.CharField):
    """Names of streets, one a line. Empty lines and doubles fall away."""

    def __init__(self, *, label: str, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(label=label, required=False, validators=[validate_printable], **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """Raises ValidationError for a line that can be no name of a street."""
        text = str(super().clean(value))
        if len(text) > MOST_STREETS_TEXT:
            raise ValidationError(f"Maak ‘{self.label}’ korter: hoogstens {MOST_STREETS_TEXT} tekens.")
        lines = [" ".join(line.split()) for line in text.splitlines()]
        for number, line in enumerate(lines, 1):
            if len(line) > MOST_PER_STREET:
                raise ValidationError(
                    f"Regel {number} bij ‘{self.label}’ is te lang. Zet elke straat op een eigen regel."
                )
        return list(dict.fromkeys(filter(None, lines)))


class Pasted(forms.CharField):
    """Text from another program. It is asked, but a file may come in its place: the form judges that."""

    widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"})

    def validate(self, value: Any) -> None:
        """Lets an empty text pass."""


class Choice(forms.ChoiceField):
    """One of a few, as radio buttons."""

    def __init__(self, *, label: str, choices: Any, **options: Any) -> None:
        super().__init__(label=label, choices=choices, widget=forms.RadioSelect, **options)
        words = f"Kies bij ‘{label}’ een van de mogelijkheden."
        self.error_messages |= {"required": words, "invalid_choice": words}


class PositionChoice(forms.ModelChoiceField):
    """A position, as 'S-01, Grote Markt, noordzijde (vaste camera)'."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, {obj.place} ({obj.get_kind_display().lower()})"


class UnitChoice(forms.ModelChoiceField):
    """A mobile unit, as 'Unit MOB-1, mobiele mast'. The empty choice is an answer too: no unit."""

    def validate(self, value: Any) -> None:
        """Lets the empty choice pass."""

    def label_from_instance(self, obj: Any) -> str:
        return f"Unit {obj}, {obj.description}" if obj.description else f"Unit {obj}"


class YesOrNo(forms.TypedChoiceField):
    """Yes or no, as radio buttons, without an answer beforehand."""

    def __init__(self, *, label: str, **options: Any) -> None:
        choices = [("ja", "Ja"), ("nee", "Nee")]
        super().__init__(
            label=label, choices=choices, coerce=lambda v: v == "ja", widget=forms.RadioSelect, **options
        )
        words = f"Kies bij ‘{label}’ ja of nee."
        self.error_messages |= {"required": words, "invalid_choice": words}


class Photo(forms.FileField):
    """A photo that may be left out; `clean` gives it judged by its content."""

    def __init__(self, *, label: str, **options: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"})
        super().__init__(label=label, required=False, widget=widget, **options)
        self.error_messages |= {
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
            "invalid": "Het bestand is niet aangekomen. Kies het opnieuw.",
        }

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        """Raises ValidationError, in Dutch, for a file that is empty, too big or no photo."""
        upload: UploadedFile | None = super().clean(data, initial)
        return checked(upload, (PNG, JPEG)) if upload else None
