"""What somebody types beside an act: a remark, reasons, the adoption, the publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from almere_camera.models import Official
from almere_camera.uploads import SIGNED_COPY_TYPES, Checked, checked

from ..models import Closure, Publication
from .fields import CHOOSE, Choice, DutchDate, Words

WARNING = "warn_"
ACCEPT = ".pdf,.png,.jpg,.jpeg"
STALE = "Deze pagina is niet compleet aangekomen. Laad haar opnieuw en probeer het nog eens."


class VersionForm(forms.Form):
    """Every act says which version of the case the person was looking at."""

    versie = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), STALE),
    )


class RemarkForm(VersionForm):
    """A remark that may be left out."""

    remark = Words(
        label="Opmerking",
        max_length=8000,
        rows=4,
        help_text="Staat daarna bij de zaak, met uw naam.",
    )


class ReturnForm(VersionForm):
    """A remark that must be given: what has to change."""

    remark = Words(
        label="Wat moet er anders?",
        max_length=8000,
        rows=6,
        required=True,
        help_text="De schrijver leest dit en past de zaak aan.",
        error_messages={"required": "Schrijf op waarom u de zaak terugstuurt."},
    )


class TakeOverForm(VersionForm):
    """Why somebody else goes on with the case."""

    remark = Words(
        label="Waarom neemt u de zaak over?",
        max_length=8000,
        rows=4,
        required=True,
        help_text="Staat daarna op de tijdlijn, met uw naam.",
        error_messages={"required": "Schrijf op waarom u de zaak overneemt."},
    )


class ClosingForm(VersionForm):
    """How a case ends without a decision, and why."""

    outcome = Choice(
        label="Hoe eindigt de zaak?",
        choices=[(o.value, o.label) for o in Closure.Outcome if o != Closure.Outcome.WITHDRAWN],
        radio=True,
        required=True,
        error_messages={"required": "Kies hoe de zaak eindigt."},
    )
    reasons = Words(
        label="Waarom komt er geen besluit?",
        max_length=8000,
        rows=8,
        required=True,
        help_text="Noem de criteria waaraan niet wordt voldaan. Deze tekst blijft bewaard.",
        error_messages={"required": "Schrijf op waarom er geen besluit komt."},
    )


class WithdrawalForm(VersionForm):
    """Why an adopted decision will not be published."""

    reasons = Words(
        label="Waarom trekt u het besluit in?",
        max_length=8000,
        rows=8,
        required=True,
        error_messages={"required": "Schrijf op waarom het besluit wordt ingetrokken."},
    )


class AcknowledgeForm(VersionForm):
    """Why somebody goes on in spite of a warning."""

    reason = Words(
        label="Waarom gaat u door?",
        max_length=2000,
        rows=4,
        required=True,
        help_text="Deze reden blijft bij de zaak bewaard, met uw naam.",
        error_messages={"required": "Schrijf op waarom u doorgaat."},
    )


class SignedCopy(forms.FileField):
    """The scan or the signed PDF; `clean` gives it judged by its content."""

    def __init__(self, **options: Any) -> None:
        options["widget"] = forms.FileInput(attrs={"accept": ACCEPT})
        super().__init__(**options)
        self.error_messages |= {
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
            "invalid": "Het bestand is niet aangekomen. Kies het opnieuw.",
        }

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        """Raises ValidationError, in Dutch, for a file that is empty, too big or of another kind."""
        upload: UploadedFile | None = super().clean(data, initial)
        return checked(upload, SIGNED_COPY_TYPES) if upload else None


class AdoptionForm(VersionForm):
    """What the mayor's office registers; what is missing or wrong is said by the rules, all at once."""

    signatory = Choice(label="Vastgesteld door", choices=[], required=True)
    on = DutchDate(
        label="Vastgesteld op",
        required=True,
        help_text="De dag waarop het besluit is ondertekend, als dag-maand-jaar",
    )
    absence_reason = Words(
        label="Reden van afwezigheid van de burgemeester",
        max_length=200,
        help_text="Alleen als de loco-burgemeester heeft ondertekend. "
        "Bijvoorbeeld: dienstreis naar het buitenland",
    )
    signed_copy = SignedCopy(
        label="Getekend exemplaar",
        required=True,
        help_text="De scan of de ondertekende PDF (PDF, PNG of JPEG).",
        error_messages={"required": "Kies het getekende exemplaar."},
    )

    def __init__(self, *args: Any, warnings: Mapping[str, Sequence[str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.officials = {str(o.pk): o for o in Official.objects.order_by("-valid_from", "name")}
        signatory = self.fields["signatory"]
        assert isinstance(signatory, forms.ChoiceField)
        signatory.choices = [CHOOSE, *_grouped(self.officials.values(), self._day())]
        self.fields["signatory"].error_messages["required"] = "Kies wie het besluit heeft vastgesteld."
        for code, messages in warnings.items():
            self.fields[f"{WARNING}{code}"] = Words(
                label=f"Waarom gaat u door? (regel {code})",
                max_length=2000,
                rows=3,
                required=True,
                help_text=" ".join(messages),
                error_messages={"required": f"Schrijf bij regel {code} op waarom u doorgaat."},
            )

    def clean_signatory(self) -> Official | None:
        return self.officials.get(self.cleaned_data["signatory"])

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons given, by rule; empty ones are left out."""
        return {
            name.removeprefix(WARNING): value
            for name, value in self.cleaned_data.items()
            if name.startswith(WARNING) and value
        }

    def _day(self) -> date:
        """The day as typed, or today: who is competent then comes first in the list."""
        try:
            typed = self.fields["on"].clean(self["on"].value())
        except ValidationError:
            typed = None
        return typed if isinstance(typed, date) else timezone.localdate()


def _grouped(officials: Any, day: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The officials who hold their function on this day, and the others, as groups of a select."""
    groups: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for official in officials:
        groups[official.holds_on(day)].append((str(official.pk), str(official)))
    named = ((f"In functie op {day:%d-%m-%Y}", groups[True]), ("Niet in functie op die dag", groups[False]))
    return [(name, found) for name, found in named if found]


class PublicationForm(VersionForm):
    """Where and when it was published."""

    kind = Choice(label="Wat is er geplaatst?", choices=Publication.Kind, required=True)
    number = Words(
        label="Nummer van het Gemeenteblad",
        max_length=30,
        help_text="Zoals het in het Gemeenteblad staat, bijvoorbeeld gmb-2026-12345",
    )
    published_on = DutchDate(
        label="Datum van uitgifte",
        required=True,
        help_text="De dag waarop het is geplaatst (of van de website gehaald), als dag-maand-jaar",
        error_messages={"required": "Vul de datum van uitgifte in."},
    )
    url = forms.URLField(
        label="Adres van de publicatie",
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text="Bijvoorbeeld https://zoek.officielebekendmakingen.nl/gmb-2026-12345.html",
        error_messages={"invalid": "Vul een volledig webadres in, dat begint met https://."},
    )
    cvdr = Words(
        label="CVDR-nummer",
        max_length=30,
        help_text="Alleen als het besluit in de regelingenbank staat, bijvoorbeeld CVDR707713",
    )


class CorrectionForm(PublicationForm):
    """The right values, and why the earlier ones were wrong."""

    reason = Words(
        label="Waarom verbetert u dit?",
        max_length=300,
        required=True,
        help_text="Bijvoorbeeld: typefout in het nummer. De oude regel blijft zichtbaar.",
        error_messages={"required": "Schrijf op waarom u dit gegeven verbetert."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]
