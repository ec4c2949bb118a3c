"""What each step asks: the forms, by the name of the step. Text has no form: it is composed."""

from __future__ import annotations

from .areas import AreasStep
from .base import Answers, Rows, StepForm
from .consultation import ConsultationPage, ConsultationStep
from .evidence import EvidenceForm, EvidenceStep
from .figures import FactsStep, MeasuresStep
from .helping import help_for
from .occasion import OccasionStep
from .reading import answers_of
from .reasons import CriteriaStep, ElementsStep
from .safeguards import PrivacyStep, TellingStep
from .use import UseStep

STEP_FORMS: dict[str, type[StepForm]] = {
    form.slug: form
    for form in (
        OccasionStep,
        EvidenceStep,
        FactsStep,
        AreasStep,
        ElementsStep,
        CriteriaStep,
        MeasuresStep,
        UseStep,
        PrivacyStep,
        TellingStep,
        ConsultationStep,
    )
}

__all__ = [
    "STEP_FORMS",
    "Answers",
    "ConsultationPage",
    "EvidenceForm",
    "Rows",
    "StepForm",
    "answers_of",
    "help_for",
]
