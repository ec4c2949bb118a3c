"""The two-year rule of the framework, on what is known of one position: pure, without a database.

Two choices stand here. A purpose must hold on the last day of the two years: the rule decides whether the
camera may stay from then on, so a purpose that has ended keeps nothing, and one that has begun does. And
a year with a hole is not judged, also when something was seen in it: the page shows what was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from decisions.text.dutch import MONTHS, enumeration

from .models import Proposal

DAYS_OUT = 30  # what the framework's 'in gebruik' allows when no house rule was recorded


class Standing(StrEnum):
    """What one year says."""

    NOTHING = "geen relevant incident"
    SEEN = "relevante incidenten"
    UNKNOWN = "niet te beoordelen"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """What is known of a position in one calendar year.

    `days_in_use`: days on which a camera hung there and worked; `months_missing` (1 to 12): months whose
    incidents were not imported for its area; `relevant`: relevant incidents seen from it; `days_out` is
    how many days it may have been out of use.
    """

    year: int
    days_in_use: int
    relevant: int
    months_missing: tuple[int, ...] = ()
    days_out: int = DAYS_OUT

    @property
    def days(self) -> int:
        """The length of the year."""
        return (date(self.year + 1, 1, 1) - date(self.year, 1, 1)).days

    @property
    def holes(self) -> list[str]:
        """Why the year cannot be judged, in Dutch; empty for a complete year."""
        found = []
        if self.days_in_use < self.days - self.days_out:
            found.append(
                f"de camera was {self.days_in_use} van de {self.days} dagen in gebruik "
                f"(nodig: {self.days - self.days_out})"
            )
        if self.months_missing:
            names = [MONTHS[month - 1] for month in self.months_missing]
            all_of_them = "alle maanden" if len(names) == len(MONTHS) else enumeration(names)
            found.append(f"de incidenten van {all_of_them} zijn niet ingelezen")
        return found

    @property
    def standing(self) -> Standing:
        """Missing is not zero: a year with a hole is not judged."""
        if self.holes:
            return Standing.UNKNOWN
        return Standing.SEEN if self.relevant else Standing.NOTHING

    @property
    def explained(self) -> str:
        """The standing with its reason: 'niet te beoordelen: de incidenten van mei zijn niet ingelezen'."""
        if not self.holes:
            return f"{counted(self.relevant)} in een volledig jaar"
        known = f" (wel bekend: {counted(self.relevant)})" if self.relevant else ""
        return f"{Standing.UNKNOWN}: {' en '.join(self.holes)}{known}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a position is for besides, from a day until a day (inclusive) or until further notice."""

    description: str
    public_order: bool
    first_day: date
    last_day: date | None = None
    owner: str = ""

    def holds_on(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A position over the years, oldest first, from the year in which a camera first hung there.

    A camera that moved hangs on another position, with a history of its own; another code changes nothing.
    """

    years: Sequence[YearFacts]
    purposes: Sequence[Purpose] = field(default_factory=tuple)

    def of(self, year: int) -> YearFacts | None:
        return next((facts for facts in self.years if facts.year == year), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the rule proposes, and the Dutch sentences that say which years and why."""

    proposal: Proposal
    sentence: str


def judge(history: History, year: int) -> Outcome:
    """Zag een camera twee volledige jaren achter elkaar geen relevant veiligheidsincident, en dient de
    positie geen ander specifiek doel ter handhaving van de openbare orde, dan moet de camera weg
    (beleidskader, hoofdstuk 7). Een jaar telt mee als de camera op hoogstens 30 dagen na het hele jaar in
    gebruik was en alle maanden zijn ingelezen. Anders is het jaar niet te beoordelen: ontbreken is niet
    nul. Zijn twee jaren achter elkaar niet te beoordelen, dan is nader onderzoek nodig. Een verplaatste
    camera begint opnieuw; een nieuw nummer verandert niets."""
    now, before = history.of(year), history.of(year - 1)
    if now is None:
        return _none(f"In {year} hing op deze positie nog geen camera.")
    if before is None:
        return _none(
            f"In {year} hing hier voor het eerst een camera. De regel vraagt twee volledige jaren en begint "
            f"met {year}: {now.explained}."
        )
    standings = {before.standing, now.standing}
    if standings == {Standing.UNKNOWN}:
        return Outcome(
            proposal=Proposal.INVESTIGATE,
            sentence=f"Twee jaren achter elkaar zijn niet te beoordelen. {_years(before, now)} "
            "Ontbreken is niet nul: zoek uit wat de camera deed.",
        )
    if standings == {Standing.NOTHING}:
        return _nothing_seen(history, year)
    return _none(f"De regel vraagt twee volledige jaren zonder relevant incident. {_years(before, now)}")


def _nothing_seen(history: History, year: int) -> Outcome:
    """Two complete years at zero: only a purpose for public order keeps the camera."""
    last_day = date(year, 12, 31)
    held = [purpose for purpose in history.purposes if purpose.holds_on(last_day)]
    seen = (
        f"In {year - 1} en {year}, twee volledige jaren, zag deze camera geen relevant veiligheidsincident."
    )
    if kept := [purpose for purpose in held if purpose.public_order]:
        return _none(
            f"{seen} De positie diende op 31 december {year} wel een ander doel ter handhaving van de "
            f"openbare orde: {_quoted(kept)}."
        )
    others = f" Dit doel dient niet de openbare orde en telt niet mee: {_quoted(held)}." if held else ""
    return Outcome(
        proposal=Proposal.REMOVE,
        sentence=f"{seen} Op 31 december {year} diende de positie ook geen ander specifiek doel ter "
        f"handhaving van de openbare orde.{others} Het beleidskader (hoofdstuk 7) vraagt dan de camera te "
        "verwijderen.",
    )


def _none(sentence: str) -> Outcome:
    return Outcome(proposal=Proposal.NONE, sentence=sentence)


def _years(*years: YearFacts) -> str:
    return " ".join(f"{facts.year}: {facts.explained}." for facts in years)


def _quoted(purposes: Sequence[Purpose]) -> str:
    return enumeration(f"‘{purpose.description}’" for purpose in purposes)


def counted(relevant: int) -> str:
    """'geen relevant incident', '1 relevant incident', '12 relevante incidenten'."""
    if relevant == 0:
        return "geen relevant incident"
    return f"{relevant} relevant{'' if relevant == 1 else 'e'} incident{'' if relevant == 1 else 'en'}"
