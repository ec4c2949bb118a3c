"""What somebody types about an objection, a request for interim relief, a ruling, or a destruction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from almere_camera.printable import validate_printable

from ..documents.markup import validate_structure
from ..models import DesignatedArea, Interruption, Objection
from ..workflow.destroying import Reason
from ..workflow.interrupting import Ruling
from ..workflow.objecting import Received
from .acts import VersionForm
from .fields import Choice, DutchDate, Several, Words


class Recorded(Words):
    """Words of somebody else: recorded as they are, also with letters that a decision cannot print."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators.remove(validate_printable)
        self.validators.remove(validate_structure)


class ObjectionForm(VersionForm):
    """An objection as it came in, and what is added later."""

    number = Recorded(
        label="Zaaknummer",
        max_length=40,
        required=True,
        help_text="Het nummer waaronder het bezwaar in het zaaksysteem staat",
        error_messages={"required": "Vul het zaaknummer in."},
    )
    received_on = DutchDate(
        label="Ontvangen op",
        required=True,
        error_messages={"required": "Vul in op welke dag het bezwaar is ontvangen."},
    )
    way = Choice(
        label="Hoe is het binnengekomen?",
        choices=Objection.Way,
        radio=True,
        required=True,
        error_messages={"required": "Kies hoe het bezwaar is binnengekomen."},
    )
    posted_on = DutchDate(
        label="Ter post bezorgd op",
        help_text="Alleen bij post: de datum van het poststempel. Die beslist of een brief die na de termijn "
        "kwam toch op tijd is.",
    )
    late_note = Recorded(
        label="Waarom is het te laat?",
        max_length=2000,
        rows=3,
        help_text="Alleen bij een te laat bezwaar: de reden die de indiener geeft. Niet elke reden telt "
        "(Awb 6:11).",
    )
    objector = Recorded(label="Naam van de indiener", max_length=200)
    contact = Recorded(label="Adres van de indiener", max_length=500, rows=3)
    grounds = Recorded(
        label="Gronden", max_length=8000, rows=8, help_text="Waarom de indiener het niet eens is"
    )
    hearing_on = DutchDate(label="Hoorzitting op")

    def received(self) -> Received:
        """What was typed, as the workflow takes it."""
        return Received(**{name: value for name, value in self.cleaned_data.items() if name != "versie"})


class ReliefForm(VersionForm):
    """A request for interim relief and what came of it."""

    requested_on = DutchDate(
        label="Gevraagd op",
        required=True,
        error_messages={"required": "Vul in wanneer om een voorlopige voorziening is gevraagd."},
    )
    hearing_on = DutchDate(label="Zitting op")
    outcome = Recorded(
        label="Uitspraak",
        max_length=200,
        help_text="Bijvoorbeeld: afgewezen. Schorst de rechter het besluit, leg dat dan ook vast als "
        "schorsing.",
    )


class ObjectionDecisionForm(VersionForm):
    """How an objection ended."""

    outcome = Choice(
        label="Hoe is het bezwaar afgelopen?",
        choices=[(o.value, o.label) for o in Objection.Outcome if o != Objection.Outcome.OPEN],
        radio=True,
        required=True,
        error_messages={"required": "Kies hoe het bezwaar is afgelopen."},
    )
    decided_on = DutchDate(
        label="Beslist op",
        required=True,
        help_text="Bij een ingetrokken bezwaar: de dag waarop het is ingetrokken, als dag-maand-jaar",
        error_messages={"required": "Vul in op welke dag is beslist."},
    )


class DestroyForm(VersionForm):
    """Why something is destroyed: one of a few reasons, so that the log holds nothing personal."""

    reason = Choice(
        label="Waarom vernietigt u dit?",
        choices=Reason,
        radio=True,
        required=True,
        error_messages={"required": "Kies waarom de gegevens worden vernietigd."},
    )


class InterruptionForm(VersionForm):
    """What a judge or a decision on objection did to the decision."""

    kind = Choice(
        label="Wat is er uitgesproken?",
        choices=Interruption.Kind,
        radio=True,
        required=True,
        error_messages={"required": "Kies wat er is uitgesproken."},
    )
    from_day = DutchDate(
        label="Met ingang van",
        required=True,
        help_text="De eerste dag waarop het besluit niet meer werkt. Bij een vernietiging met terugwerkende "
        "kracht is dat de eerste dag van het besluit.",
        error_messages={"required": "Vul in vanaf welke dag dit geldt."},
    )
    to_day = DutchDate(
        label="Tot en met",
        help_text="Alleen bij een schorsing. Laat leeg als zij doorloopt tot nader bericht.",
    )
    areas = Several(
        label="Voor welke gebieden?",
        choices=[],
        help_text="Kiest u niets, dan geldt het voor alle gebieden van dit besluit.",
    )
    reference = Recorded(
        label="Kenmerk van de uitspraak",
        max_length=120,
        help_text="Het zaaknummer van de rechtbank of de ECLI",
    )
    note = Recorded(
        label="Toelichting",
        max_length=2000,
        rows=4,
        help_text="Iedereen die zaken mag lezen, ziet dit. Noem geen namen van indieners.",
    )

    def __init__(self, *args: Any, areas: Iterable[DesignatedArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.pk: area for area in areas}
        offered = self.fields["areas"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [(pk, area.area.name) for pk, area in self._areas.items()]
        if len(self._areas) < 2:
            del self.fields["areas"]

    def ruling(self) -> Ruling:
        """What was typed, as the workflow takes it."""
        typed = self.cleaned_data
        names = ("kind", "from_day", "to_day", "reference", "note")
        chosen = [self._areas[pk] for pk in typed.get("areas", ())]
        return Ruling(areas=chosen, **{name: typed[name] for name in names})


class InterruptionCorrectionForm(InterruptionForm):
    """The right values, and why the earlier ones were wrong or not yet complete."""

    reason = Recorded(
        label="Waarom verbetert u dit?",
        max_length=300,
        required=True,
        help_text="Bijvoorbeeld: typefout, of: de schorsing is opgeheven. De oude regel blijft zichtbaar.",
        error_messages={"required": "Schrijf op waarom u dit gegeven verbetert."},
    )
