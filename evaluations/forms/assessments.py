"""What people fill in when they evaluate an area or the framework, and inform the council."""

from __future__ import annotations

from typing import Any

from django import forms

from almere_camera.acting import Answers
from almere_camera.printable import validate_printable
from areas.fields import Day, Line
from areas.models import Area
from decisions.models import CriterionKey, ElementKey, PolicyFramework

from ..models import Conclusion

KEYS = [*ElementKey, *CriterionKey]
MOST = 8000


def words(label: str, *, most: int = MOST, rows: int = 5, **options: Any) -> forms.CharField:
    """A longer text; empty while it is being written."""
    options.setdefault("required", False)
    field = forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        validators=[validate_printable],
        **options,
    )
    field.error_messages |= {"required": f"Vul ‘{label}’ in."}
    return field


class PeriodForm(Answers):
    """Over which days."""

    has_version = False

    first_day = Day(label="Vanaf")
    last_day = Day(label="Tot en met")


class EvaluationForm(Answers):
    """The evaluation of an area: per element and criterion, and what it comes to."""

    field_order = ("versie", "first_day", "last_day", *KEYS, "conclusion", "reason")

    first_day = Day(label="Vanaf")
    last_day = Day(label="Tot en met")
    conclusion = forms.ChoiceField(
        label="Wat is de conclusie?", choices=Conclusion.choices, widget=forms.RadioSelect, required=False
    )
    reason = words("Onderbouwing van de conclusie")

    def __init__(self, *args: Any, framework: PolicyFramework | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_cards: dict[str, list[str]] = {}
        for key in KEYS:
            self.fields[key.value] = words(key.label)
        for asked in _asked(framework):
            self.fields[asked.key].label = f"{asked.get_key_display()}: {asked.question}"
            help_text = asked.help_regular if hasattr(asked, "help_regular") else asked.help
            self.help_cards[asked.key] = [help_text, f"Beleidskader, {asked.chapter}."]
        self.order_fields([str(name) for name in self.field_order])

    @property
    def answers(self) -> dict[str, Any]:
        values = super().answers
        return values | {"answers": {key.value: values.pop(key.value) for key in KEYS}}


def _asked(framework: PolicyFramework | None) -> list[Any]:
    """The questions of the framework, of its elements and of its criteria."""
    return [*framework.elements.all(), *framework.criteria.all()] if framework else []


class MeasureForm(Answers):
    """Another measure that was tried."""

    has_version = False

    what = Line(label="Maatregel", max_length=200, help_text="Bijvoorbeeld: extra toezicht op straat")
    since = Line(label="Sinds", max_length=80, required=False, help_text="Bijvoorbeeld: maart 2026")
    result = words("Wat leverde het op?", most=2000, required=True)
    why_insufficient = words("Waarom volstaat dit niet?", most=2000)


class SurveyForm(Answers):
    """A figure of a survey or study."""

    has_version = False

    question = Line(
        label="Wat is gemeten?", max_length=200, help_text="Bijvoorbeeld: weet dat er cameratoezicht is"
    )
    group = Line(label="Van wie?", max_length=80, required=False, help_text="Bijvoorbeeld: bezoekers")
    value = forms.DecimalField(label="Waarde", max_digits=8, decimal_places=1, localize=True)
    unit = Line(label="Eenheid", max_length=40, initial="%", help_text="Bijvoorbeeld: % of keer per maand")
    asked = forms.IntegerField(
        label="Aantal ondervraagden", min_value=1, max_value=2_000_000, required=False, localize=True
    )
    period = Line(label="Periode", max_length=80, help_text="Bijvoorbeeld: voorjaar 2026")
    source = Line(label="Bron", max_length=200, help_text="Bijvoorbeeld: enquête van de gemeente Almere")


class FrameworkSurveyForm(SurveyForm):
    """The same, of one area or of all."""

    area = forms.ModelChoiceField(
        label="Gebied", queryset=Area.objects.order_by("name"), required=False, empty_label="Alle gebieden"
    )


class FrameworkForm(Answers):
    """The evaluation of the framework."""

    researcher = Line(label="Uitgevoerd door", max_length=150, required=False)
    outcome = words("Uitkomst", most=12000, rows=8)
    improvements = words("Verbeterpunten", rows=6)
    source = Line(label="Bron", max_length=300, required=False, help_text="Het rapport of het document")


class CompleteForm(Answers):
    """Only that one is sure."""


class CompleteFrameworkForm(Answers):
    """On which day the report was ready."""

    completed_on = Day(label="Afgerond op")


class SureForm(Answers):
    """Nothing is asked."""

    has_version = False


class NoticeForm(Answers):
    """That the council was informed."""

    has_version = False

    informed_on = Day(label="Raad geïnformeerd op")
    document = Line(
        label="Met welk document", max_length=200, help_text="Bijvoorbeeld: raadsbrief van 3 maart 2026"
    )
