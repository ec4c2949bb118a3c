"""Beheer of what goes to DROP: upload a template, name its styles, set the order of the metadata."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from almere_camera.uploads import Checked

from ..models import DropSetup
from ..publication.metadata import LABELS, in_order
from ..publication.paragraphs import Style
from ..publication.template import UNREADABLE, checked_template, lacking

if TYPE_CHECKING:
    SetupModelForm = forms.ModelForm[DropSetup]
else:
    SetupModelForm = forms.ModelForm

MEANINGS = {
    Style.TITLE: "Titel van het besluit",
    Style.PREAMBLE: "Aanhef en overwegingen",
    Style.CHAPTER: "Titel van een hoofdstuk",
    Style.SECTION: "Titel van een paragraaf",
    Style.ARTICLE: "Titel van een artikel",
    Style.MEMBER: "Lid van een artikel",
    Style.PLAIN: "Gewone alinea",
    Style.ITEM: "Onderdeel van een lijst",
    Style.SIGNATURE: "Ondertekening",
    Style.ANNEX: "Titel van een bijlage",
    Style.EXPLANATION: "Titel van de toelichting",
}
LOST = "Het opgeslagen sjabloon staat niet meer op de server. Kies het opnieuw."


def style_field(style: Style) -> str:
    """The name of the field in which this style is named."""
    return f"style_{style.name.lower()}"


def _style_fields() -> dict[str, forms.CharField]:
    return {
        style_field(style): forms.CharField(label=MEANINGS[style], max_length=80, initial=style.value)
        for style in Style
    }


class SetupForm(SetupModelForm):
    """A setup for DROP; the template is judged by its content, and must have every style."""

    upload = forms.FileField(
        label="Sjabloon van KOOP",
        required=False,
        help_text="Word-bestand (.docx of .dotx) zonder macro’s. Laat leeg om het sjabloon te houden.",
    )
    order_lines = forms.CharField(
        label="Volgorde van de gegevens",
        required=False,
        widget=forms.Textarea(attrs={"rows": len(LABELS) + 1}),
        help_text="Eén gegeven op een regel, in de volgorde waarin DROP ernaar vraagt. Wat u weglaat, komt "
        "achteraan.",
    )

    class Meta:
        model = DropSetup
        fields = (
            "valid_from", "valid_to", "source", "remedies", "map_in_word", "rubric", "category", "subject"
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template: Checked | None = None
        lines = [LABELS[key] for key in in_order(self.instance.order)]
        self.initial.setdefault("order_lines", "\n".join(lines))
        for style in Style:
            self.initial.setdefault(style_field(style), self.instance.styles.get(style.value, style.value))

    def clean_upload(self) -> Any:
        upload = self.cleaned_data.get("upload")
        if upload:
            self.template = checked_template(upload)
        return upload

    def clean_order_lines(self) -> list[str]:
        """The keys of the fields. Raises ValidationError for a line that is no field."""
        keys = {label.lower(): key for key, label in LABELS.items()}
        lines = [" ".join(line.split()) for line in self.cleaned_data["order_lines"].splitlines()]
        unknown = [line for line in lines if line and line.lower() not in keys]
        if unknown:
            raise ValidationError(f"Deze regels zijn geen gegeven: {', '.join(unknown)}.")
        return list(dict.fromkeys(keys[line.lower()] for line in lines if line))

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a style that the template does not have."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        named = {style.value: cleaned[style_field(style)].strip() for style in Style}
        content = self._template()
        if content:
            if said := lacking(content, named):
                raise ValidationError(said)
        elif len(set(named.values())) < len(named):
            raise ValidationError("Zonder sjabloon moet elke stijl een eigen naam hebben.")
        cleaned["styles"] = {key: name for key, name in named.items() if key != name}
        return cleaned

    def _template(self) -> bytes:
        """The new template, or else the one that was kept."""
        if self.template:
            return self.template.content
        if not self.instance.template:
            return b""
        try:
            with self.instance.template.open("rb") as file:
                content: bytes = file.read()
        except UNREADABLE as error:
            raise ValidationError(LOST) from error
        if hashlib.sha256(content).hexdigest() != self.instance.template_sha256:
            raise ValidationError(LOST)
        return content

    def save(self, commit: bool = True) -> DropSetup:
        """Keep the template under a name that tells nothing, with its own name and hash beside it."""
        setup = self.instance
        setup.styles = self.cleaned_data["styles"]
        setup.order = self.cleaned_data["order_lines"]
        if self.template:
            setup.template.save("", ContentFile(self.template.content), save=False)
            setup.template_name, setup.template_sha256 = self.template.name, self.template.sha256
        return super().save(commit)


DropSetupForm: Any = type("DropSetupForm", (SetupForm,), dict(_style_fields()))
