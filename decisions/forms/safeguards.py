"""Steps 'privacy' and 'informeren': what protects people who are seen, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from almere_camera.models import User
from decisions.models.assessment import TEXT_MAX
from decisions.steps import assessment_of

from .base import Answers, Group, StepForm
from .fields import DutchDate, Words, YesOrNo

MOST_DAYS = 28  # vier weken: artikel 151c, negende lid, van de Gemeentewet


class PrivacyForm(Answers):
    needed = ("visible", "blanking", "retention_days", "dpia_on", "new_technology")

    visible = Words(label="Wat komt er in beeld?", max_length=TEXT_MAX, rows=5)
    blanking = Words(label="Hoe worden woningen afgeschermd (blanking)?", max_length=TEXT_MAX, rows=4)
    retention_days = forms.IntegerField(
        label="Hoeveel dagen worden de beelden bewaard?",
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text="Ten hoogste 28 dagen",
        error_messages={
            "invalid": "Vul bij de bewaartermijn een heel getal in, bijvoorbeeld 28.",
            "min_value": "Vul bij de bewaartermijn ten minste 1 dag in.",
            "max_value": "Bewaar de beelden ten hoogste 28 dagen "
            "(artikel 151c, negende lid, van de Gemeentewet).",
        },
    )
    dpia_on = DutchDate(label="Datum van de laatste DPIA")
    new_technology = YesOrNo(label="Wordt er nieuwe technologie gebruikt?")
    new_technology_words = Words(
        label="Welke nieuwe technologie?",
        max_length=TEXT_MAX,
        rows=3,
        help_text="Alleen als u hierboven ‘Ja’ koos.",
    )


class TellingForm(Answers):
    needed = ("told_how", "told_when")

    told_how = Words(
        label="Hoe horen bewoners en bezoekers van het cameratoezicht?",
        max_length=TEXT_MAX,
        rows=5,
        help_text="Bijvoorbeeld: borden bij alle toegangen en een brief aan bewoners",
    )
    told_when = Words(
        label="Wanneer?", max_length=200, help_text="Bijvoorbeeld: uiterlijk op de eerste dag van gebruik"
    )


class _AssessmentStep(StepForm):
    """A step that is one form on the assessment."""

    form_class: type[Answers]

    def build(self) -> Iterable[Group]:
        self.form = self.form_class(self.data, record=assessment_of(self.case), help_cards=self.helps)
        yield Group([self.form])

    def save(self, by: User) -> None:
        record = assessment_of(self.case)
        record.decision = self.case
        self.form.write(record)
        record.save()


class PrivacyStep(_AssessmentStep):
    slug = "privacy"
    form_class = PrivacyForm


class TellingStep(_AssessmentStep):
    slug = "informeren"
    form_class = TellingForm
