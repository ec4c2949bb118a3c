"""Steps 'feiten' and 'maatregelen': lists of which every row is whole or absent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from almere_camera.models import User
from decisions.models import CriterionKey, Fact, Measure

from .base import Group, Row, Rows, StepForm
from .fields import Choice, DutchDate, Words


class FactRow(Row):
    together = (("value", "unit"), ("period", "retrieved_on"))

    criterion = Choice(
        label="Bij welk criterium hoort dit feit?",
        choices=CriterionKey,
        required=True,
        error_messages={"required": "Kies bij welk criterium dit feit hoort."},
    )
    value = Words(
        label="Waarde",
        max_length=40,
        required=True,
        help_text="Bijvoorbeeld 412",
        error_messages={"required": "Vul de waarde in, bijvoorbeeld 412."},
    )
    unit = Words(
        label="Eenheid",
        max_length=100,
        required=True,
        help_text="Bijvoorbeeld incidenten",
        error_messages={"required": "Vul in wat er is geteld, bijvoorbeeld incidenten."},
    )
    statement = Words(
        label="Wat is ermee gebeurd?",
        max_length=300,
        required=True,
        help_text="Het vervolg van de zin, bijvoorbeeld: in het centrum zijn geregistreerd",
        error_messages={"required": "Maak de zin af, bijvoorbeeld: in het centrum zijn geregistreerd."},
    )
    period = Words(
        label="Periode",
        max_length=80,
        required=True,
        help_text="Bijvoorbeeld 2025",
        error_messages={"required": "Vul de periode in, bijvoorbeeld 2025."},
    )
    retrieved_on = DutchDate(label="Opgehaald op", required=True)
    source = Words(
        label="Bron",
        max_length=200,
        required=True,
        help_text="Bijvoorbeeld: de registratie van het uitkijkcentrum",
        error_messages={"required": "Vul in waar dit cijfer vandaan komt."},
    )

    @property
    def reads_as(self) -> str:
        """The sentence that this row becomes in the decision; empty while it is not whole."""
        values = {name: self[name].value() for name in ("period", "value", "unit", "statement", "source")}
        if not all(values.values()):
            return ""
        return "in {period} {value} {unit} {statement}, volgens {source}".format(**values)


class FactRows(Rows):
    form = FactRow
    model, owner = Fact, "decision"
    row_name, add_label = "feit", "Nog een feit toevoegen"


class MeasureRow(Row):
    what = Words(
        label="Welke maatregel is geprobeerd of overwogen?",
        max_length=200,
        required=True,
        help_text="Bijvoorbeeld: extra surveillance door de politie",
        error_messages={"required": "Vul in welke maatregel dit is."},
    )
    since = Words(label="Sinds wanneer?", max_length=80, help_text="Bijvoorbeeld: maart 2026")
    result = Words(label="Wat was het resultaat?", max_length=2000, rows=3)
    why_insufficient = Words(label="Waarom is dit niet genoeg?", max_length=2000, rows=3)
    needed = ("why_insufficient",)


class MeasureRows(Rows):
    form = MeasureRow
    model, owner = Measure, "decision"
    row_name, add_label = "maatregel", "Nog een maatregel toevoegen"


class _ListStep(StepForm):
    """A step that is one list of rows of the decision."""

    rows_class: type[Rows]
    prefix: str

    def build(self) -> Iterable[Group]:
        found: Any = self.rows_class.model
        rows = list(found.objects.filter(decision=self.case))
        self.rows = self.rows_class(self.data, prefix=self.prefix, rows=rows, help_cards=self.helps)
        yield Group([self.rows])

    def save(self, by: User) -> None:
        self.rows.save(self.case)


class FactsStep(_ListStep):
    slug = "feiten"
    lead = (
        "Elk feit wordt een zin in het besluit. Bijvoorbeeld: ‘in 2025 412 incidenten in het centrum zijn "
        "geregistreerd, volgens de registratie van het uitkijkcentrum’."
    )
    rows_class, prefix = FactRows, "facts"


class MeasuresStep(_ListStep):
    slug = "maatregelen"
    lead = "Noem elke lichtere maatregel die is geprobeerd of overwogen, en waarom die niet genoeg is."
    rows_class, prefix = MeasureRows, "measures"
