"""What people fill in about areas, positions, units and deployments.

Every form gives its `answers` as the keyword arguments of its act in `areas.workflow`, and takes back
what the act found wrong (`refuse`).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from almere_camera.acting import Answers
from almere_camera.printable import validate_printable

from . import geometry as shapes
from .fields import Choice, Day, Line, Pasted, Photo, PositionChoice, Streets, UnitChoice, YesOrNo
from .models import Area, Position, Unit

KEPT_FROM_FILE = (
    "Hier staat nu de grens uit uw bestand, in RD-meters. U hoeft het bestand niet opnieuw te kiezen."
)


# --- Areas ---------------------------------------------------------------------------------------


class AreaForm(Answers):
    """The name and kind of an area."""

    name = Line(
        label="Naam van het gebied",
        max_length=120,
        validators=[validate_printable],
        help_text="Zoals het in een besluit heet, bijvoorbeeld: Almere Haven Centrum",
    )
    kind = Choice(
        label="Wat voor gebied is het?",
        choices=Area.Kind.choices,
        help_text="Een centrumgebied is het centrum van een stadsdeel. Al het andere is een overig gebied.",
    )


class BoundaryForm(Answers):
    """A boundary, pasted or uploaded, with its streets and the day from which it holds."""

    renamed = {"geometry": "boundary"}
    help_cards = {
        "boundary": [
            "Tekent u op de kaart, dan staat hier de grens die u tekende. U kunt de tekst ook uit een "
            "kaartprogramma halen: sla het gebied daar op als GeoJSON of WKT.",
            "Gebruik RD-coördinaten (meters, zoals 143250 486900) of WGS84 (graden, eerst de lengte, "
            "zoals 5.22 52.37).",
            "Het eerste en het laatste punt zijn gelijk, en de lijn kruist zichzelf niet.",
        ],
        "streets": "Deze lijst komt in het besluit, als de grens in woorden. Wie de kaart niet kan zien, "
        "leest hier waar de camera’s mogen staan.",
    }

    boundary = Pasted(
        label="Grens als tekst",
        help_text="Plak hier GeoJSON of WKT. Of kies hieronder een bestand.",
    )
    boundary_file = forms.FileField(
        label="Of een bestand met de grens",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,.geojson,.wkt,.txt"}),
        help_text="GeoJSON of WKT, hoogstens 2 MB.",
    )
    streets = Streets(label="Straten in het gebied", help_text="Zet elke straat op een eigen regel.")
    valid_from = Day(label="Vanaf welke dag geldt de grens?")
    source = Line(
        label="Waar komt de grens vandaan?",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: kaart bij de brief van de politie van 3 februari 2026",
    )

    def clean(self) -> dict[str, Any]:
        """Reads the boundary from the text or the file; what is wrong with it stands at that field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        text, upload = cleaned.pop("boundary", ""), cleaned.pop("boundary_file", None)
        if "boundary" in self.errors or "boundary_file" in self.errors:
            return cleaned
        if upload is not None and text == self.initial.get("boundary"):
            text = ""  # the boundary of now, as the page showed it: the file comes in its place
        if text and upload is not None:
            message = "Plak de grens of kies een bestand, niet allebei. Het bestand is niet bewaard."
            self.add_error("boundary_file", message)
            return cleaned
        try:
            if upload is not None:
                cleaned["geometry"] = self._uploaded(upload)
            else:
                cleaned["geometry"] = read_boundary(text)
        except shapes.GeometryError as error:
            again = ["Het bestand is niet bewaard. Verbeter het en kies het daarna opnieuw."]
            self.add_error(
                "boundary" if upload is None else "boundary_file",
                [*error.messages, *(again if upload is not None else [])],
            )
        return cleaned

    def _uploaded(self, upload: Any) -> shapes.Geometry:
        if upload.size > shapes.MOST_BYTES:
            size = f"{upload.size / 1_000_000:.1f}".replace(".", ",")
            raise shapes.GeometryError(
                f"Het bestand is te groot: {size} MB. Hooguit {shapes.MOST_BYTES // 1_000_000} MB is "
                "toegestaan. Sla alleen de grens van dit ene gebied op."
            )
        return read_boundary(upload.read())

    def keep(self) -> None:
        """A browser forgets a chosen file: put a sound boundary from it in the text instead."""
        geometry = getattr(self, "cleaned_data", {}).get("geometry")
        if not self.files or geometry is None:
            return
        self._retype("boundary", shapes.to_wkt(geometry))
        # The field as shown: it copied its help when it was first asked for.
        self["boundary"].help_text = KEPT_FROM_FILE


def read_boundary(text: str | bytes) -> shapes.Geometry:
    """The boundary in text. Raises GeometryError, with Dutch messages that say where."""
    if not text.strip():
        raise shapes.GeometryError(
            "Er is geen grens ingevuld. Plak GeoJSON of WKT, of kies een bestand."
            if isinstance(text, str)
            else "Dit bestand is leeg."
        )
    return shapes.read(text, bbox=settings.MUNICIPALITY_BBOX_RD)


class NewAreaForm(BoundaryForm, AreaForm):
    """An area with its first boundary, in one page."""

    has_version = False
    field_order = ["name", "kind"]


# --- Positions and units -------------------------------------------------------------------------


class CodeForm(Answers):
    """A code and the day from which it holds."""

    code = Line(
        label="Code",
        max_length=20,
        help_text="Zoals op de lijst van camera’s, bijvoorbeeld S-01",
        widget=forms.TextInput(attrs={"class": "width-short"}),
    )
    valid_from = Day(label="Vanaf welke dag geldt de code?")


class PositionForm(Answers):
    """Where a camera can hang: a place in words and in RD metres, and where it looks."""

    place = Line(
        label="Plaats in woorden",
        max_length=200,
        help_text="Zonder huisnummer van een woning, bijvoorbeeld: Grote Markt, noordzijde",
    )
    kind = Choice(label="Wat voor plek is het?", choices=Position.Kind.choices)
    x = forms.CharField(
        label="RD x",
        help_text="In meters, bijvoorbeeld 143250. In Almere ligt x rond 143000",
        widget=forms.TextInput(attrs={"class": "width-short", "inputmode": "decimal"}),
        error_messages={"required": "De x ontbreekt. Vul de RD-coördinaat in meters in."},
    )
    y = forms.CharField(
        label="RD y",
        help_text="In meters, bijvoorbeeld 486900. In Almere ligt y rond 487000",
        widget=forms.TextInput(attrs={"class": "width-short", "inputmode": "decimal"}),
        error_messages={"required": "De y ontbreekt. Vul de RD-coördinaat in meters in."},
    )
    direction = forms.IntegerField(
        label="Kijkrichting",
        required=False,
        min_value=0,
        max_value=359,
        help_text="In graden: 0 is noord, 90 oost, 180 zuid en 270 west",
        widget=forms.TextInput(attrs={"class": "width-short", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = "Vul bij ‘Kijkrichting’ een heel getal in van 0 tot en met 359."
        field = self.fields["direction"]
        field.error_messages |= {"invalid": words, "min_value": words, "max_value": words}

    def clean(self) -> dict[str, Any]:
        """Reads the two numbers together: only both say in which system they were typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "x" in self.errors or "y" in self.errors:
            return cleaned
        try:
            cleaned["x"], cleaned["y"] = shapes.parse_point(
                cleaned["x"], cleaned["y"], bbox=settings.MUNICIPALITY_BBOX_RD
            )
        except shapes.GeometryError as error:
            for message in error.messages:
                self.add_error("y" if message.startswith("De y ") else "x", message)
        return cleaned


class NewPositionForm(PositionForm, CodeForm):
    """A position with its first code."""

    has_version = False
    field_order = ["code", "valid_from"]


class UnitForm(Answers):
    """What a mobile unit is."""

    description = Line(
        label="Omschrijving",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: mobiele mast met vier camera’s",
    )


class NewUnitForm(UnitForm, CodeForm):
    """A mobile unit with its first code."""

    has_version = False
    field_order = ["code", "valid_from"]


# --- Deployments ---------------------------------------------------------------------------------


class DeployForm(Answers):
    """Which camera stands where, from when until when."""

    has_version = False

    position = PositionChoice(
        label="Positie",
        queryset=Position.objects.prefetch_related("codes"),
        empty_label="Kies een positie",
        error_messages={
            "required": "Kies een positie.",
            "invalid_choice": "Deze positie bestaat niet. Kies een positie uit de lijst.",
        },
    )
    unit = UnitChoice(
        label="Camera",
        queryset=Unit.objects.prefetch_related("codes"),
        empty_label="De vaste camera van deze positie",
        error_messages={"invalid_choice": "Deze unit bestaat niet. Kies een unit uit de lijst."},
    )
    first_day = Day(label="Eerste dag")
    last_day = Day(
        label="Laatste dag",
        required=False,
        help_text="Leeg betekent: tot nader bericht. Als dag-maand-jaar, bijvoorbeeld 30-04-2026",
    )


class EndForm(Answers):
    """The last day of a deployment."""

    last_day = Day(label="Laatste dag", help_text="De laatste dag waarop de camera er staat.")


# --- Signs and checks ----------------------------------------------------------------------------


class SignForm(Answers):
    """Where a sign stands, since when, and how it looks."""

    has_version = False

    entrance = Line(
        label="Toegang",
        max_length=200,
        help_text="Waar mensen het gebied binnenkomen, bijvoorbeeld: hoek Hofmark en Kerkgracht",
    )
    placed_on = Day(label="Geplaatst op")
    photo = Photo(
        label="Foto van het bord",
        help_text="PNG of JPEG. De foto bewijst dat het bord er stond. Zorg dat er geen mensen op staan.",
    )


class SignRemovedForm(Answers):
    """When a sign was taken away."""

    removed_on = Day(label="Verwijderd op")


class MaskingForm(Answers):
    """Who looked whether houses are out of the picture, when, and what they found."""

    has_version = False

    checked_on = Day(label="Gecontroleerd op")
    party = Line(
        label="Door wie",
        max_length=120,
        help_text="De partij die ervoor verantwoordelijk is, bijvoorbeeld: de politie",
    )
    in_order = YesOrNo(label="Zijn de woningen goed afgeschermd?")
    note = Line(
        label="Toelichting",
        max_length=300,
        required=False,
        help_text="Is het niet goed? Schrijf dan op wat er mis is en wat daaraan gebeurt.",
    )
