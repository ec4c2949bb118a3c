"""A public decision in plain Dutch (B1), written from facts alone: what, where, when, why, how.

No free text of an officer stands in it, but the description of the area, which is part of article 1 of the
decision. House numbers are left out of everything that the register says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.conf import settings

from ..lint.persons import NUMBER, YEAR, find_house_numbers
from ..models import DecisionKind, DesignatedArea
from ..register import Entry, PublicArea
from ..states import State
from ..text import dutch, hours
from ..text.phrases import end_words
from ..text.prose import bare, one_line

_at_the_end = re.compile(rf"\s{NUMBER}$")
_number_word = re.compile(r"\s*\b(?:met\s|op\s)?(?:huis)?(?:nummers?|nrs?\.?)$", re.IGNORECASE)

WORDS = {
    State.PUBLISHED: "Nog niet in werking",
    State.WITHOUT_GROUND: "Nog niet in werking",
    State.IN_FORCE: "Van kracht",
    State.SUSPENDED: "Geschorst",
    State.REVOKED: "Herroepen",
    State.ANNULLED: "Vernietigd",
    State.LAPSED: "Verlopen",
    State.ENDED: "Beëindigd",
    State.UNKNOWN: "Onbekend",
}
KINDS = {
    DecisionKind.START: "Nieuw besluit",
    DecisionKind.EXTEND: "Verlenging",
    DecisionKind.CHANGE: "Wijziging",
    DecisionKind.END: "Beëindiging",
}
NEEDED = "De camera’s zijn bedoeld om de openbare orde te handhaven."
DISTURBANCE = (
    "Mobiele camera’s komen er na een ernstige verstoring van de openbare orde, als er kans is op herhaling."
)
NO_LONGER = "Cameratoezicht mag alleen zolang het nodig is. Hier is het niet langer nodig."
DIFFERENT_HOURS = "De tijden waarop iemand in elk geval live meekijkt, verschillen per gebied."
KEPT = "De beelden worden hooguit vier weken bewaard."


# --- Without house numbers -------------------------------------------------------------------------


def without_house_numbers(text: str) -> str:
    """The text with only the street where it named a house."""
    for match in reversed(find_house_numbers(text)):
        street = _number_word.sub("", _at_the_end.sub("", match.words))
        end = match.start + len(match.words)
        text = f"{text[: match.start]}{street}{text[end:]}"
    return text


def street_name(text: str) -> str:
    """A street without the number that was typed behind it; a year belongs to the name."""
    name = one_line(text)
    number = _at_the_end.search(name)
    return name if number is None or YEAR.match(number["number"]) else name[: number.start()]


def title_of(entry: Entry) -> str:
    """The title of the decision."""
    return without_house_numbers(entry.decision.title)


def name_of(area: PublicArea) -> str:
    """The name of the area."""
    return street_name(without_house_numbers(area.designated.area.name))


def names_of(entry: Entry) -> str:
    """'Almere Stad Centrum en Almere Buiten Centrum'."""
    return dutch.enumeration(dict.fromkeys(name_of(area) for area in entry.areas))


def streets_of(designated: DesignatedArea) -> list[str]:
    """The streets and squares of the area, each once."""
    return list(dict.fromkeys(street_name(str(s)) for s in designated.streets or () if str(s).strip()))


def words_of(designated: DesignatedArea) -> str:
    """The description of the area in article 1, for in a sentence; empty when there is none."""
    return without_house_numbers(dutch.lower_first(bare(one_line(designated.words))))


def viewing_of(designated: DesignatedArea) -> list[str]:
    """When the images are in any case watched live, each block of hours in words."""
    return [hours.block_words(block) for block in designated.viewing_hours.all() if block.weekdays]


# --- In short --------------------------------------------------------------------------------------


def summary(entry: Entry, today: date) -> list[str]:
    """The decision in short paragraphs, each of one or two sentences."""
    if entry.decision.is_ending:
        return [_what(entry), *_per_area(entry, lambda area: _stops(area, today)), NO_LONGER]
    return [
        _what(entry),
        *_per_area(entry, _where),
        *_per_area(entry, lambda area: _halted(area, today) or _term(area, today)),
        _why(entry),
        _watched(entry),
    ]


def lead(entry: Entry) -> str:
    """The first sentence, for lists."""
    return _what(entry)


def _per_area(entry: Entry, say: Callable[[PublicArea], str]) -> list[str]:
    """What is to be said of each area; once, without its name, when it is the same for all."""
    said = [(area, say(area)) for area in entry.areas]
    if len({text for _area, text in said}) <= 1:
        return [text for _area, text in said[:1] if text]
    return [f"{name_of(area)}: {dutch.lower_first(text)}" for area, text in said if text]


def _what(entry: Entry) -> str:
    case = entry.decision
    day = f" op {dutch.date_words(case.signed_on)}" if case.signed_on else ""
    mayor = f"De burgemeester van {settings.MUNICIPALITY} heeft{day}"
    where, cameras = names_of(entry), "mobiele camera’s" if case.is_mobile else "camera’s"
    return {
        DecisionKind.START: f"{mayor} besloten dat er tijdelijk {cameras} mogen hangen in {where}.",
        DecisionKind.EXTEND: f"{mayor} besloten dat er langer {cameras} mogen hangen in {where}.",
        DecisionKind.CHANGE: f"{mayor} het besluit over {cameras} in {where} gewijzigd.",
        DecisionKind.END: f"{mayor} besloten dat het cameratoezicht in {where} stopt.",
    }[DecisionKind(case.kind)]


def _where(area: PublicArea) -> str:
    sentences = []
    words, streets = words_of(area.designated), streets_of(area.designated)
    if words:
        sentences.append(f"Het gaat om {words}.")
    if streets:
        sentences.append(f"Daarin liggen, helemaal of voor een deel: {dutch.enumeration(streets)}.")
    return " ".join(sentences)


def _term(area: PublicArea, today: date) -> str:
    """From when to when, as it is on the day."""
    first, last = area.term.in_force_from, area.term.last_day
    if first is None and last is None:
        return "Wanneer het besluit inging en wanneer het eindigde, is in dit register niet bekend."
    begin = dutch.date_words(first) if first else ""
    until = _until(area) if last else ""
    if first is None:
        return f"Het besluit geldt {until}. De eerste dag is in dit register niet bekend."
    if last is None:
        return f"De eerste dag was {begin}. De laatste dag is in dit register niet bekend."
    if last < first:
        day = dutch.date_words(last)
        return f"Het besluit is bekendgemaakt na de laatste dag ({day}). Het gold daarom niet."
    if today < first:
        return f"Het besluit gaat in op {begin}. Het geldt {until}."
    if today <= last:
        return f"Het besluit geldt sinds {begin}, {until}."
    return f"Het besluit gold van {begin} {until}.{_ended(area)}"


def _until(area: PublicArea) -> str:
    """'tot en met 13 februari 2024', or 'tot 1 januari 2024 te 06.00 uur'."""
    last = area.term.last_day
    assert last is not None
    if last == area.designated.last_day:
        return end_words(area.designated)
    return f"tot en met {dutch.date_words(last)}"


def _ended(area: PublicArea) -> str:
    by = area.term.ended_by
    if by is None:
        return ""
    return " Het is eerder beëindigd." if by.is_ending else " Daarna is het gewijzigd door een later besluit."


def _halted(area: PublicArea, today: date) -> str:
    """What a court or a decision on objection did, when that holds today."""
    halt = area.term.break_on(today) if area.state is State.SUSPENDED else area.term.taken_away
    if halt is None:
        return ""
    first = dutch.date_words(halt.days.first)
    if area.state is State.SUSPENDED:
        until = f"tot en met {dutch.date_words(halt.last)}" if halt.last else "tot nader bericht"
        text = f"Het besluit is geschorst vanaf {first}, {until}."
        consequence = " In die tijd mogen de camera’s hier niet worden gebruikt."
        return text if area.designated.decision.is_ending else text + consequence
    if area.state is State.REVOKED:
        return f"Het besluit is na bezwaar herroepen. Het geldt niet meer vanaf {first}."
    if area.state is State.ANNULLED:
        return f"De rechter heeft het besluit vernietigd. Het geldt niet meer vanaf {first}."
    return ""


def _stops(area: PublicArea, today: date) -> str:
    """From when the cameras must be off, for a beeindiging."""
    if halted := _halted(area, today):
        return halted
    effect = area.term.in_force_from
    if effect is None:
        return "Wanneer het stopte, is in dit register niet bekend."
    return f"Vanaf {dutch.date_words(effect)} mogen daar geen camera’s meer hangen voor cameratoezicht."


def _why(entry: Entry) -> str:
    sentences = [NEEDED]
    if entry.decision.is_mobile and not entry.decision.historical:
        sentences.append(DISTURBANCE)
    return " ".join(sentences)


def _watched(entry: Entry) -> str:
    words = {area.number: tuple(viewing_of(area.designated)) for area in entry.areas}
    same = len(set(words.values())) == 1
    if not same:
        return f"{DIFFERENT_HOURS} {KEPT}"
    blocks = next(iter(words.values()), ())
    watched = f"De beelden worden in elk geval live bekeken: {dutch.enumeration(blocks)}." if blocks else ""
    return f"{watched} {KEPT}".strip()
