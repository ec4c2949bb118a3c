"""Steps 'elementen' and 'criteria': what the framework asks, with the reasons of the officer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from almere_camera.models import User
from decisions.models import CriterionKey, DecisionKind, ElementKey, ElementNote, Evidence, Fact, Judgement
from decisions.models.assessment import TEXT_MAX

from .base import Answers, Group, StepForm
from .fields import Choice, Tick, Words
from .helping import card

VERDICTS = [("voldoet", "Ja, voldoet"), ("voldoet_niet", "Nee, voldoet niet"), ("", "Nog niet beoordeeld")]

DETECTION_HELP = "Alleen verwachte bijvangst: opsporing is geen doel en krijgt geen oordeel."


class ElementForm(Answers):
    """What is expected of one element. Of opsporing only the by-catch is asked."""

    text = Words(label="", max_length=TEXT_MAX, rows=5)
    not_applicable = Tick(label="Niet van toepassing bij deze zaak")

    def __init__(self, *args: Any, record: ElementNote, **kwargs: Any) -> None:
        initial = {"not_applicable": not record.applies}
        super().__init__(*args, record=record, initial=initial, **kwargs)
        self.fields["text"].label = record.element.question
        self.error_context = dict.fromkeys(self.fields, record.element.get_key_display())
        if record.element.key == ElementKey.DETECTION:
            self.fields["text"].help_text = DETECTION_HELP

    def write(self, record: Any) -> None:
        super().write(record)
        record.applies = not self.cleaned_data["not_applicable"]


class ElementsStep(StepForm):
    slug = "elementen"
    lead = "De vier elementen helpen bij het gesprek. Zij geven geen oordeel; dat staat bij de criteria."

    def build(self) -> Iterable[Group]:
        self.forms: list[ElementForm] = []
        notes = ElementNote.objects.filter(decision=self.case).select_related("element")
        for note in notes:
            element = note.element
            cards = {"text": card(element.help, element.chapter, self.case.framework)}
            form = ElementForm(self.data, prefix=element.key, record=note, help_cards=cards)
            self.forms.append(form)
            yield Group([form], title=element.get_key_display(), anchor=element.key)

    def save(self, by: User) -> None:
        for form in self.forms:
            if form.has_changed():
                form.write(form.record)
                form.record.save()


class JudgementForm(Answers):
    """The reasons and the verdict on one criterion; the question is the one that was shown at the start."""

    needed = ("reasons", "verdict")

    reasons = Words(label="", max_length=TEXT_MAX, rows=8)
    verdict = Choice(label="Wat is uw oordeel?", choices=VERDICTS, radio=True)

    def __init__(self, *args: Any, record: Judgement, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["reasons"].label = record.question
        self.fields["verdict"].label = f"Is er voldaan aan het criterium {str(record.criterion).lower()}?"
        self.error_context = dict.fromkeys(self.fields, str(record.criterion))


class CriteriaStep(StepForm):
    slug = "criteria"
    template = "decisions/step_criteria.html"

    def build(self) -> Iterable[Group]:
        self.forms: list[JudgementForm] = []
        facts = list(Fact.objects.filter(decision=self.case))
        shown = Evidence.objects.filter(decision=self.case, confidential=False)
        evidence = list(shown.prefetch_related("criteria"))
        for judgement in Judgement.objects.filter(decision=self.case).select_related("criterion"):
            criterion = judgement.criterion
            text = criterion.help_for(self.case.variant)
            cards = {"reasons": card(text, criterion.chapter, self.case.framework)}
            form = JudgementForm(self.data, prefix=criterion.key, record=judgement, help_cards=cards)
            self.forms.append(form)
            about = {
                "facts": [f for f in facts if f.criterion == criterion.key],
                "evidence": [e for e in evidence if criterion in e.criteria.all()],
                "measures": criterion.key == CriterionKey.SUBSIDIARITY,
                "place": criterion.key,
            }
            yield Group([form], title=str(criterion), anchor=criterion.key, about=about)

    @property
    def is_change(self) -> bool:
        return self.case.kind == DecisionKind.CHANGE

    def save(self, by: User) -> None:
        for form in self.forms:
            if form.has_changed():
                form.write(form.record)
                form.record.save()
