"""Step 'driehoek': the consultations, each on a page of its own, with who took part (151c lid 3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from almere_camera.models import User
from decisions.models import Consultation, Decision, Participant

from .base import Answers, Group, Row, Rows, StepForm
from .fields import Choice, DutchDate, Words


class ConsultationStep(StepForm):
    slug = "driehoek"
    template = "decisions/step_driehoek.html"

    def build(self) -> Iterable[Group]:
        self.consultations = Consultation.objects.filter(decision=self.case).prefetch_related("participants")
        return []

    def save(self, by: User) -> None:
        """Nothing of its own: every consultation has its page."""


class ConsultationForm(Answers):
    needed = ("outcome",)
    together = (("held_on", "manner"),)

    held_on = DutchDate(label="Datum van het overleg", required=True)
    manner = Choice(
        label="Hoe was het overleg?",
        choices=Consultation.Manner,
        required=True,
        error_messages={"required": "Kies hoe het overleg was, bijvoorbeeld telefonisch."},
    )
    prosecution_advice = Choice(
        label="Advies van het Openbaar Ministerie",
        choices=Consultation.Advice,
        radio=True,
        required=True,
        error_messages={"required": "Kies wat het Openbaar Ministerie adviseerde."},
    )
    prosecution_note = Words(label="Toelichting van het Openbaar Ministerie", max_length=2000, rows=3)
    police_advice = Choice(
        label="Advies van de politie",
        choices=Consultation.Advice,
        radio=True,
        required=True,
        error_messages={"required": "Kies wat de politie adviseerde."},
    )
    police_note = Words(label="Toelichting van de politie", max_length=2000, rows=3)
    deviation_reason = Words(
        label="Waarom besluit de burgemeester anders dan geadviseerd?",
        max_length=4000,
        rows=4,
        help_text="Alleen bij een aarzelend of negatief advies. Zo'n advies houdt het besluit niet tegen.",
    )
    outcome = Words(label="Wat was de uitkomst?", max_length=2000, rows=3)

    def clean_held_on(self) -> Any:
        held_on = self.cleaned_data["held_on"]
        if held_on and held_on > timezone.localdate():
            self.add_error("held_on", "Deze datum ligt in de toekomst. Leg het overleg daarna vast.")
        return held_on


class ParticipantRow(Row):
    together = (("name", "function"),)

    name = Words(
        label="Naam",
        max_length=120,
        required=True,
        error_messages={"required": "Vul de naam van de deelnemer in."},
    )
    function = Choice(
        label="Functie",
        choices=Participant.Function,
        required=True,
        error_messages={"required": "Kies de functie van de deelnemer."},
    )
    function_words = Words(
        label="Functie in eigen woorden",
        max_length=120,
        help_text="Bijvoorbeeld: teamchef politie Almere; nodig als u ‘anders’ kiest",
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("function") == Participant.Function.OTHER and not given.get("function_words"):
            self.add_error("function_words", "Vul in welke functie deze deelnemer heeft.")
        return given


class ParticipantRows(Rows):
    form = ParticipantRow
    model, owner = Participant, "consultation"
    row_name, add_label = "deelnemer", "Nog een deelnemer toevoegen"
    first_rows = 2


class ConsultationPage(StepForm):
    """One consultation with its participants."""

    slug = "driehoek"

    def __init__(self, case: Decision, data: Any = None, *, record: Consultation, one_more: str = "") -> None:
        self.record = record
        super().__init__(case, data, one_more=one_more)

    def build(self) -> Iterable[Group]:
        rows = list(self.record.participants.all()) if self.record.pk else []
        self.form = ConsultationForm(self.data, record=self.record, help_cards=self.helps)
        self.people = ParticipantRows(self.data, prefix="participants", rows=rows, help_cards=self.helps)
        yield Group([self.form])
        yield Group(
            [self.people],
            title="Wie waren erbij?",
            anchor="participants",
            lead="De namen blijven in het dossier. In het besluit staan alleen de functies.",
        )

    def save(self, by: User) -> None:
        self.record.decision = self.case
        self.form.write(self.record)
        self.record.save()
        self.people.save(self.record)
