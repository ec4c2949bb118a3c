"""How a decision is signed: by the mayor, the acting mayor, or the deputy in the mayor's place."""

from __future__ import annotations

from almere_camera.models import Official
from decisions.documents.markup import literal

from ..blocks import Block, Kind
from . import dutch
from .case import Case
from .prose import missing

KEY = "ondertekening"


def signature(case: Case) -> list[Block]:
    """'Aldus vastgesteld te Almere op ...', function and name. In person: there is no mandate (I20)."""
    signed_on = case.decision.signed_on
    day = dutch.date_words(signed_on) if signed_on else missing("datum van het besluit")
    place = case.municipality
    lines = [f"Aldus vastgesteld te {place} op {day}.", *_signatory(case.decision.signatory, place)]
    return [Block(kind=Kind.SIGNATURE, key=KEY, items=tuple(lines))]


def _signatory(official: Official | None, place: str) -> list[str]:
    """The deputy takes the place of a mayor who is prevented (art. 77 Gemeentewet); art. 78: acting mayor."""
    if official is None:
        return [f"De burgemeester van {place},", missing("naam van de ondertekenaar")]
    name = literal(official.name)
    if official.function == Official.Function.DEPUTY:
        return [
            f"De burgemeester van {place},",
            "bij afwezigheid van de burgemeester,",
            f"{name},",
            "loco-burgemeester",
        ]
    function = "waarnemend burgemeester" if official.function == Official.Function.ACTING else "burgemeester"
    return [f"De {function} van {place},", name]
