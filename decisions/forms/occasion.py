"""Step 'aanleiding': why this case is here. What is asked depends on kind and variant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.html import format_html

from almere_camera.models import User
from decisions.models import CriterionKey, Decision, DecisionKind, PickedClause
from decisions.models.assessment import TEXT_MAX
from decisions.steps import assessment_of

from .base import Answers, Group, StepForm
from .fields import Choice, DutchDate, Tick, Words

NO_HOUSE_NUMBERS = "Noem geen namen en geen huisnummers: het besluit wordt openbaar."
INCIDENT = (
    "incident_kind",
    "incident_first_day",
    "incident_last_day",
    "incident_at_night",
    "incident_place",
    "shock",
    "repetition_risk",
)
OCCASION_LABELS = {
    DecisionKind.START: "Wat is de aanleiding, en hoe vaak doen de problemen zich voor?",
    DecisionKind.EXTEND: "Wat is de aanleiding om te verlengen?",
    DecisionKind.CHANGE: "Wat wilt u wijzigen, en waarom?",
}


def questions(decision: Decision) -> tuple[str, ...]:
    """The questions that a case of this kind and variant gets, in order."""
    if decision.is_ending:
        return ("ceased_criterion", "ending_ground")
    asked: tuple[str, ...] = INCIDENT if decision.is_mobile else ()
    asked += ("occasion", "purpose")
    if decision.kind != DecisionKind.START:
        asked += ("findings_before",)
    return (*asked, "rests_on_prevention")


class OccasionForm(Answers):
    """The answers on the occasion; the form keeps only what this case is asked."""

    needed: ClassVar[Iterable[str]] = (
        "incident_kind",
        "incident_first_day",
        "incident_place",
        "shock",
        "repetition_risk",
        "occasion",
        "ceased_criterion",
        "ending_ground",
    )
    together = (("incident_first_day", "incident_last_day"),)

    incident_kind = Words(
        label="Wat gebeurde er?",
        max_length=200,
        help_text="In een paar woorden, zoals het in een zin past: een explosie bij een woning",
    )
    incident_first_day = DutchDate(label="Datum van het incident")
    incident_last_day = DutchDate(
        label="Tot en met",
        help_text="Alleen voor een nacht (28 op 29 maart: vul 29-03 in) of meer dagen",
    )
    incident_at_night = Tick(label="Het gebeurde in de nacht")
    incident_place = Words(
        label="Waar was het?",
        max_length=200,
        help_text="De straat of het plein, zonder huisnummer: het besluit wordt openbaar",
    )
    shock = Words(label="Hoe is de openbare orde verstoord?", max_length=TEXT_MAX, rows=5)
    repetition_risk = Words(label="Waarom is er kans op herhaling?", max_length=TEXT_MAX, rows=5)
    occasion = Words(label="Aanleiding", max_length=TEXT_MAX, rows=7, help_text=NO_HOUSE_NUMBERS)
    purpose = Words(
        label="Wat is het doel van het cameratoezicht?",
        max_length=TEXT_MAX,
        rows=4,
        help_text="Leeg: dan staat in het besluit het doel uit het beleidskader.",
    )
    findings_before = Words(label="Wat leverde de evaluatie op?", max_length=TEXT_MAX, rows=6)
    rests_on_prevention = Tick(
        label="Dit besluit rust alleen op preventie",
        help_text="Er zijn nu geen incidenten meer; de camera's moeten voorkomen dat zij terugkomen.",
    )
    ceased_criterion = Choice(label="Aan welk criterium wordt niet meer voldaan?", choices=CriterionKey)
    ending_ground = Words(
        label="Waarom eindigt het cameratoezicht?", max_length=TEXT_MAX, rows=6, help_text=NO_HOUSE_NUMBERS
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, record=assessment_of(decision), **kwargs)
        asked = questions(decision)
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        self.asked_later = [name for name in self.asked_later if name in self.fields]
        self.order_fields(asked)
        self._word_for(decision)

    def _word_for(self, decision: Decision) -> None:
        if "occasion" not in self.fields:
            return
        occasion = self.fields["occasion"]
        if decision.is_mobile:
            occasion.label = "Wat is verder van belang voor de aanleiding?"
        else:
            occasion.label = OCCASION_LABELS[DecisionKind(decision.kind)]
        if decision.is_mobile and "findings_before" in self.fields:
            self.fields["findings_before"].label = "Wat leverde de inzet tot nu toe op?"

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        first, last = given.get("incident_first_day"), given.get("incident_last_day")
        if first and last and last < first:
            self.add_error("incident_last_day", "‘Tot en met’ ligt voor de datum van het incident.")
        if last and not first and "incident_first_day" not in self.errors:
            self.add_error("incident_first_day", "Vul ook de datum van het incident in.")
        return given


class UrgencyForm(Answers):
    """Whether this case takes the short route, and whether its motivation follows later."""

    urgent = Tick(
        label="Er is spoed: korte route",
        help_text="Akkoord vooraf is dan niet nodig: een ander toetst achteraf. Per criterium is één reden "
        "genoeg; de stappen ‘Elementen’ en ‘Andere maatregelen’ mogen leeg blijven.",
    )
    motivation_later = Tick(
        label="De motivering volgt binnen een week na de bekendmaking",
        help_text="Alleen als de spoed niet toelaat om nu te motiveren (artikel 3:47, derde lid, van de "
        "Algemene wet bestuursrecht). De oordelen over de criteria zijn wel nodig.",
    )

    def clean(self) -> dict[str, Any]:
        """Raises for a motivation that is put off without urgency: the law allows that for urgency only."""
        given = self.cleaned_data
        if given.get("motivation_later") and not given.get("urgent"):
            self.add_error(
                "motivation_later",
                "De motivering mag alleen later volgen als er spoed is. Vink ook spoed aan.",
            )
        return given


class OccasionStep(StepForm):
    slug = "aanleiding"

    def build(self) -> Iterable[Group]:
        self.form = OccasionForm(self.data, decision=self.case, help_cards=self.helps)
        place = PickedClause.Place.ENDING if self.case.is_ending else PickedClause.Place.OCCASION
        yield Group([self.form], lead=self._lead(), about={"place": place.value})
        self.urgency: UrgencyForm | None = None
        if self.case.may_be_urgent:
            self.urgency = UrgencyForm(self.data, record=self.case)
            yield Group([self.urgency], title="Spoed", anchor="spoed")

    def _lead(self) -> str:
        if self.case.is_ending:
            return (
                "Een besluit om te beëindigen is kort: waarom het cameratoezicht stopt en vanaf welke dag. "
                "De criteria hoeft u niet opnieuw te beoordelen."
            )
        if self.case.is_mobile:
            need = reverse("decisions:step", kwargs={"pk": self.case.pk, "step": "criteria"})
            return format_html(
                "De onrust in de buurt beschrijft u bij het criterium "
                '<a href="{}#id_behoefte-reasons">Maatschappelijke behoefte</a>.',
                need,
            )
        return ""

    def save(self, by: User) -> None:
        record = assessment_of(self.case)
        record.decision = self.case
        self.form.write(record)
        record.save()
        if self.urgency is not None:
            self.urgency.write(self.case)
            self.case.save(update_fields=["urgent", "motivation_later"])
