"""Step 'gebruik': per area when the cameras are used and when somebody in any case watches live."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import CheckboxSelectMultiple

from almere_camera.models import User
from decisions.models import DesignatedArea, UsePeriod, ViewingException, ViewingHours
from decisions.models.designated import WEEKDAYS

from .base import Answers, Group, Row, Rows, StepForm
from .fields import Choice, DutchDate, DutchTime, Several, Words

WHOLE, PARTS = "hele_duur", "perioden"
PERIODS_UNWANTED = "U vulde perioden in. Kies ‘Alleen in de perioden hieronder’, of verwijder ze."


class UseForm(Answers):
    """Whether the cameras are used all the term, or in periods."""

    needed = ("use",)

    use = Choice(
        label="Wanneer worden de camera's gebruikt?",
        choices=[(WHOLE, "De hele duur van de aanwijzing"), (PARTS, "Alleen in de perioden hieronder")],
        radio=True,
    )


class PeriodRow(Row):
    together = (("first_day", "last_day"),)

    first_day = DutchDate(label="Van", required=True, help_text="Bijvoorbeeld 03-04-2026")
    last_day = DutchDate(label="Tot en met", required=True, help_text="Deze dag telt nog mee")

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "‘Tot en met’ ligt voor de eerste dag van deze periode.")
        return self.cleaned_data


class PeriodRows(Rows):
    form = PeriodRow
    model, owner = UsePeriod, "designated_area"
    row_name, add_label = "periode", "Nog een periode toevoegen"
    none_yet = "Geen aparte perioden."
    first_rows = 0


class HoursRow(Row):
    together = (("from_time", "to_time"),)

    weekdays = Several(
        label="Op welke dagen?",
        choices=list(enumerate(WEEKDAYS)),
        required=True,
        widget=CheckboxSelectMultiple(attrs={"class": "options-row"}),
        error_messages={"required": "Kies ten minste één dag."},
    )
    from_time = DutchTime(label="Van", required=True, help_text="Bijvoorbeeld 18:00")
    to_time = DutchTime(
        label="Tot",
        required=True,
        midnight_as_24=True,
        help_text="Bijvoorbeeld 02:00, de volgende dag",
    )


class HoursRows(Rows):
    form = HoursRow
    model, owner = ViewingHours, "designated_area"
    row_name, add_label = "kijktijd", "Nog een kijktijd toevoegen"


class ExceptionRow(Row):
    together = (("day", "from_time", "to_time"),)

    day = DutchDate(label="Dag", required=True, help_text="Bijvoorbeeld 27-04-2026")
    from_time = DutchTime(label="Van", help_text="Leeg: die dag niet live")
    to_time = DutchTime(label="Tot", midnight_as_24=True, help_text="Leeg: die dag niet live")
    reason = Words(label="Reden", max_length=120, help_text="Bijvoorbeeld: Koningsdag")

    def clean(self) -> dict[str, Any]:
        begin, end = self.cleaned_data.get("from_time"), self.cleaned_data.get("to_time")
        if begin is not None and end is None and "to_time" not in self.errors:
            self.add_error("to_time", "Vul ook in tot hoe laat, of maak beide tijden leeg.")
        if end is not None and begin is None and "from_time" not in self.errors:
            self.add_error("from_time", "Vul ook in vanaf hoe laat, of maak beide tijden leeg.")
        return self.cleaned_data


class ExceptionRows(Rows):
    form = ExceptionRow
    model, owner = ViewingException, "designated_area"
    row_name, add_label = "afwijkende dag", "Nog een afwijkende dag toevoegen"
    none_yet = "Geen afwijkende dagen."
    first_rows = 0


class AreaUse:
    """The questions about one area."""

    def __init__(self, area: DesignatedArea, data: Any, helps: Any) -> None:
        self.area = area
        prefix = f"gebied-{area.pk}"
        stored = list(area.use_periods.all())
        dated = [period for period in stored if period.first_day or period.last_day]
        use = (PARTS if dated else WHOLE) if stored else ""
        self.whole = [period for period in stored if period not in dated]
        self.use = UseForm(data, prefix=prefix, initial={"use": use})
        self.use.error_context = {"use": area.area.name}  # type: ignore[attr-defined]
        self.periods = PeriodRows(data, prefix=f"{prefix}-use_periods", rows=dated, help_cards=helps)
        hours, exceptions = area.viewing_hours.all(), area.viewing_exceptions.all()
        self.hours = HoursRows(data, prefix=f"{prefix}-viewing_hours", rows=hours, help_cards=helps)
        self.exceptions = ExceptionRows(
            data, prefix=f"{prefix}-viewing_exceptions", rows=exceptions, help_cards=helps
        )
        for rows in (self.periods, self.hours, self.exceptions):
            rows.row_name = f"{area.area.name}, {rows.row_name}"  # type: ignore[misc]

    @property
    def parts(self) -> list[Any]:
        return [self.use, self.periods, self.hours, self.exceptions]

    def is_valid(self) -> bool:
        judged = [part.is_valid() for part in self.parts]
        if all(judged) and self.use.cleaned_data["use"] == WHOLE and self.periods.written:
            self.use.add_error("use", PERIODS_UNWANTED)
            return False
        return all(judged)

    def save(self) -> None:
        """Keep one period without days for the whole term, or the periods that were filled in."""
        self.periods.save(self.area)
        whole = self.use.cleaned_data["use"] == WHOLE
        for period in self.whole[1 if whole else 0 :]:
            period.delete()
        if whole and not self.whole:
            UsePeriod.objects.create(designated_area=self.area)
        self.hours.save(self.area)
        self.exceptions.save(self.area)


class UseStep(StepForm):
    slug = "gebruik"
    template = "decisions/step_gebruik.html"

    def build(self) -> Iterable[Group]:
        areas = (
            DesignatedArea.objects.filter(decision=self.case)
            .select_related("area")
            .prefetch_related("use_periods", "viewing_hours", "viewing_exceptions")
        )
        self.uses = [AreaUse(area, self.data, self.helps) for area in areas]
        for use in self.uses:
            area = use.area
            yield Group(use.parts, title=area.area.name, anchor=f"gebied-{area.pk}", about={"use": use})

    def is_valid(self) -> bool:
        judged = [use.is_valid() for use in self.uses]
        return all(judged)

    def save(self, by: User) -> None:
        for use in self.uses:
            use.save()
