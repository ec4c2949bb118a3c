"""What people fill in about the yearly review of positions, and what else a position is for."""

from __future__ import annotations

from typing import Any

from django import forms

from almere_camera.acting import Answers
from almere_camera.printable import validate_printable
from areas.fields import Choice, Day, Line, YesOrNo

from ..models import PositionReview, Proposal, Verdict

FRAMEWORK = (
    "Het beleidskader (hoofdstuk 7): camera’s die gedurende twee opeenvolgende jaren geen relevante "
    "veiligheidsincidenten waarnemen, of geen ander specifiek doel dienen ter handhaving van de openbare "
    "orde, worden verwijderd."
)


class Prose(forms.CharField):
    """A longer text, with a counter."""

    def __init__(self, *, label: str, max_length: int, rows: int = 5, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(
            label=label, max_length=max_length, widget=widget, validators=[validate_printable], **options
        )
        self.error_messages |= {
            "required": f"Vul ‘{label}’ in.",
            "max_length": f"Maak ‘{label}’ korter: het mogen %(limit_value)d tekens zijn, "
            "en het zijn er %(show_value)d.",
        }


class YearForm(Answers):
    """Which year to review."""

    has_version = False
    year = forms.TypedChoiceField(
        label="Welk jaar?",
        coerce=int,
        help_text="Alleen jaren die voorbij zijn. Staat een jaar al open, dan komen er alleen "
        "posities bij die ontbraken.",
        error_messages={"required": "Kies een jaar.", "invalid_choice": "Kies een jaar dat voorbij is."},
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(year, str(year)) for year in years]


class VerdictForm(Answers):
    """The verdict on a position. Without a proposal there is nothing to depart from."""

    help_cards = {
        "verdict": [
            "Verwijderen of verplaatsen binnen het aangewezen gebied vraagt geen nieuw besluit: het is een "
            "taak van de gemeente.",
            "Een andere conclusie dan de tweejaarsregel mag, maar vraagt een reden die daarover gaat.",
        ],
    }
    verdict = Choice(label="Wat is uw oordeel?", choices=Verdict.choices)
    reason = Prose(
        label="Waarom?",
        max_length=4000,
        help_text="Waaraan ziet u dat de camera hier nodig is, of niet meer? Geen namen van personen.",
    )
    departure = Prose(label="Waarom volgt u het voorstel niet?", max_length=2000, rows=3, required=False)
    next_on = Day(
        label="Wanneer bekijkt u deze positie opnieuw?",
        required=False,
        help_text="Dag, maand en jaar. Niet nodig als de camera weg kan.",
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proposal == Proposal.NONE:
            del self.fields["departure"]
        else:
            self.fields["departure"].help_text = (
                f"Het voorstel van de tweejaarsregel is: {SAID[proposal]}. Vul dit alleen in als uw oordeel "
                "anders is."
            )


SAID = {Proposal.REMOVE: "verwijderen", Proposal.INVESTIGATE: "nader onderzoeken"}


class ConfirmForm(Answers):
    """That the verdict is confirmed; nothing is asked."""


class ReturnForm(Answers):
    """Why a verdict goes back."""

    remark = Prose(label="Wat moet er anders?", max_length=1000, rows=3)


class CarriedOutForm(Answers):
    """That the camera is gone."""

    carried_out_on = Day(label="Op welke dag is de camera weggehaald of verplaatst?")


class PurposeForm(Answers):
    """Another purpose of a position."""

    has_version = False
    help_cards = {"public_order": [FRAMEWORK, "Drukte in goede banen leiden telt mee; verkeer tellen niet."]}
    description = Line(
        label="Welk doel dient deze positie nog meer?",
        max_length=300,
        validators=[validate_printable],
        help_text="Bijvoorbeeld: drukte op marktdagen in goede banen leiden",
    )
    public_order = YesOrNo(label="Dient dit doel de handhaving van de openbare orde?")
    owner = Line(
        label="Wie heeft dit doel nodig?",
        max_length=120,
        validators=[validate_printable],
        help_text="Een functie of organisatie, geen naam van een persoon",
    )
    valid_from = Day(label="Sinds welke dag?")
    source = Line(
        label="Waar blijkt dat uit?",
        max_length=300,
        required=False,
        validators=[validate_printable],
        help_text="Bijvoorbeeld: brief van de politie van 3 februari 2026",
    )


class PurposeEndForm(Answers):
    """That a position no longer serves a purpose."""

    valid_to = Day(label="Wat was de laatste dag?")


class ReviewFilter(forms.Form):
    """Which positions of a year to show. Every answer may be left out."""

    gebied = forms.ChoiceField(label="Centrum", required=False)
    stand = forms.ChoiceField(
        label="Stand", required=False, choices=[("", "Alle"), *PositionReview.Stage.choices]
    )
    voorstel = forms.ChoiceField(
        label="Tweejaarsregel", required=False, choices=[("", "Alle"), *Proposal.choices]
    )

    def __init__(self, *args: Any, areas: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["gebied"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Alle"), *((str(pk), name) for pk, name in areas)]

    @property
    def asked(self) -> dict[str, str]:
        """What was asked; an answer that does not exist is passed over."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class FollowUpForm(Answers):
    """That a case must be opened; nothing is asked."""

    has_version = False
