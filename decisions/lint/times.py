"""Clock times in a text: L11."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .days import DATE, day_in
from .reading import Paragraph, Part, Reading
from .registry import Known, Spot, lint

_clock = re.compile(r"(?<![\d.:])(\d{1,2})[.:](\d{2})\s?uur\b", re.IGNORECASE)
_hours = re.compile(
    r"(?<![\d.:])(\d{1,2})[.:](\d{2})(?:\s?uur)?\s(?:tot(?: en met)?|t/m|-|–)\s(?:\w+\s){0,2}?"
    r"(\d{1,2})[.:](\d{2})\s?uur\b",
    re.IGNORECASE,
)
_moment = re.compile(rf"({DATE})\s(?:om|te|,)?\s?(\d{{1,2}})[.:](\d{{2}})\s?uur\b", re.IGNORECASE)
_live = re.compile(
    r"\brechtstreeks\b|\blive\b|\b(?:mee|uit)gekeken\b|\bbekeken\b|\bbekijktijden\b", re.IGNORECASE
)
Hours = tuple[int, int, int, int]


@lint(code="L11", article="artikel 151c, derde lid, van de Gemeentewet")
def times_agree_L11(reading: Reading, known: Known) -> Iterator[Spot]:
    """Kloktijden kloppen: zij bestaan, en de tijden van het live kijken zijn overal dezelfde."""
    for paragraph in reading.paragraphs:
        for match in _clock.finditer(paragraph.text):
            if int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 24 * 60:
                message = f"De tijd {match[0]} bestaat niet. Controleer de tijd."
                yield Spot(message, paragraph, match.start(), match[0])
    for paragraph in reading.of(Part.ARTICLES):
        for match in _hours.finditer(paragraph.text):
            if match.group(1, 2) == match.group(3, 4) and match.group(1, 2) != ("00", "00"):
                message = "Begin en einde zijn dezelfde tijd. Schrijf ‘het gehele etmaal’ of een andere tijd."
                yield Spot(message, paragraph, match.start(), match[0])
    yield from _other_hours(reading)
    yield from _other_moments(reading)


def _other_hours(reading: Reading) -> Iterator[Spot]:
    """Hours of live viewing beside the articles that no article names."""
    named = {hours for paragraph in reading.of(Part.ARTICLES) for hours, _ in _viewing(paragraph)}
    if not named:
        return
    for paragraph in reading.of(Part.HEAD, Part.RECITALS, Part.ANNEX):
        if not _live.search(paragraph.text) or re.search(
            r"\beerder|\bvorige?\b|\btot nu toe\b", paragraph.text
        ):
            continue
        for hours, match in _viewing(paragraph):
            if hours not in named:
                yield Spot(
                    f"Volgens deze zin wordt gekeken van {match[0]}, maar dat staat in geen artikel. Maak de "
                    "tijden gelijk.",
                    paragraph,
                    match.start(),
                    match[0],
                )


def _viewing(paragraph: Paragraph) -> Iterator[tuple[Hours, re.Match[str]]]:
    for match in _hours.finditer(paragraph.text):
        first_hour, first_minute, last_hour, last_minute = (int(part) for part in match.groups())
        yield (first_hour, first_minute, last_hour % 24, last_minute), match


def _other_moments(reading: Reading) -> Iterator[Spot]:
    """One day with one time in the articles and another time elsewhere: when the term begins or ends."""
    named: dict[object, set[tuple[int, int]]] = {}
    for paragraph in reading.of(Part.ARTICLES):
        for match in _moment.finditer(paragraph.text):
            named.setdefault(day_in(match[1]), set()).add((int(match[2]), int(match[3])))
    for paragraph in reading.of(Part.HEAD, Part.ANNEX):
        for match in _moment.finditer(paragraph.text):
            times = named.get(day_in(match[1]))
            if times and (int(match[2]), int(match[3])) not in times:
                yield Spot(
                    f"Hier staat {match[0]}; een artikel noemt voor die dag een andere tijd. Maak ze gelijk.",
                    paragraph,
                    match.start(),
                    match[0],
                )
