"""Dates in a text, and the rules about them: L1 (not back in time), L2 (an end), L10 (dates agree)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..text.dutch import MONTHS, WEEKDAYS, date_words
from ..text.prose import PLACEHOLDER
from .reading import Paragraph, Part, Reading
from .registry import Known, Spot, lint

WRITTEN = rf"\d{{1,2}}\s(?:{'|'.join(MONTHS)})\s\d{{4}}"
FIGURES = r"\d{1,2}[-/]\d{1,2}[-/]\d{4}"
DATE = rf"(?:(?:{'|'.join(WEEKDAYS)})\s)?(?:{WRITTEN}|{FIGURES})"
AT = r"(?:\s(?:om|te|,)?\s?\d{1,2}[.:]\d{2}\s?uur)?"
_date = re.compile(rf"(?<![\d-]){DATE}(?![\d-])", re.IGNORECASE)
_weekday = re.compile(rf"\b({'|'.join(WEEKDAYS)})\s({WRITTEN}|{FIGURES})", re.IGNORECASE)

BACK = re.compile(r"\bterugwerkende\s+kracht\b|\bwerkt\s+terug\b|\bmet\s+terugwerking\b", re.IGNORECASE)
DENIED = re.compile(r"\b(?:geen|niet|zonder)\b", re.IGNORECASE)
# From when the decision works; 'bij besluit van 26 februari 2026' is the date of another decision.
START = re.compile(
    r"(?:met ingang van|ingaande(?: op)?|vanaf|geldig van|datum inwerkingtreding:?|in werking op|per)"
    rf"\s({DATE})"
    rf"|\bvan\s({DATE}){AT}\s(?:tot\b|t/m\b)",
    re.IGNORECASE,
)
END = re.compile(
    r"(?:tot en met|t/m|tot|eindigt op|vervalt (?:op|per|met ingang van)|datum uitwerkingtreding:?)"
    rf"\s({DATE})",
    re.IGNORECASE,
)
DURATION = re.compile(
    r"\b(?:voor|gedurende)\s(?:de duur van\s|een (?:periode|termijn|duur) van\s)?"
    r"(?:ten hoogste\s|maximaal\s)?"
    r"(?:\d+|één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)\s"
    r"(?:etmalen|dag|dagen|week|weken|maand|maanden|jaar|jaren|uur)\b",
    re.IGNORECASE,
)
ENDLESS = re.compile(
    r"\bt/m heden\b|\b(?:voor )?onbepaalde (?:tijd|duur)\b"
    r"|\btot nadere? (?:order|bericht|aankondiging)\b",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"(?:datum (?:besluit|ondertekening|vaststelling):?"
    r"|(?:vastgesteld|besloten|getekend|ondertekend)\b.{0,40}?(?:\bop|\bd\.d\.|,))"
    rf"\s({DATE})",
    re.IGNORECASE,
)
CITED = re.compile(r"\b(?:aangehaald als|citeertitel:)\s*(.+)", re.IGNORECASE)
MOST_BETWEEN = timedelta(days=14)  # title and signature; the municipality dates a title by its publication


def day_in(words: str) -> date | None:
    """The day that these words name, or None: '31 april 2026' is no day."""
    plain = words.lower().split(" ")
    if plain[0] in WEEKDAYS:
        plain = plain[1:]
    parts = plain if len(plain) == 3 else re.split(r"[-/]", plain[0])
    day, month, year = parts
    try:
        return date(int(year), MONTHS.index(month) + 1 if month in MONTHS else int(month), int(day))
    except ValueError:
        return None


def day_of_decision(reading: Reading) -> date | None:
    """The day on which it was adopted: of the signature, or else of the particulars."""
    for part in (Part.SIGNATURE, Part.HEAD):
        for paragraph in reading.of(part):
            if (match := SIGNED.search(paragraph.text)) and (day := day_in(match[1])):
                return day
    return None


# --- L1 and L2 -------------------------------------------------------------------------------------


@lint(code="L1", article="artikel 3:40 van de Awb")
def works_forward_L1(reading: Reading, known: Known) -> Iterator[Spot]:
    """Het besluit werkt niet terug: het begint niet eerder dan de dag waarop het is vastgesteld en
    bekendgemaakt."""
    for paragraph in reading.paragraphs:
        for offset, sentence in paragraph.sentences():
            back = BACK.search(sentence)
            if back and not DENIED.search(sentence[: back.start()]):
                yield Spot(
                    "Het besluit heeft terugwerkende kracht. Een besluit werkt niet voordat het is "
                    "bekendgemaakt.",
                    paragraph,
                    offset + back.start(),
                    sentence.strip(),
                )
    adopted = day_of_decision(reading)
    if adopted:
        yield from _before(reading, adopted)


def _before(reading: Reading, adopted: date) -> Iterator[Spot]:
    """Starts that lie before the adoption. What a change repeats of the earlier decision is not its own."""
    for paragraph in reading.of(Part.HEAD, Part.ARTICLES):
        for match in START.finditer(paragraph.text):
            words = match[1] or match[2]
            first = day_in(words)
            if first is None or first >= adopted or _repeats(paragraph, match.start()):
                continue
            yield Spot(
                f"De begindatum {date_words(first)} ligt voor de dag van het besluit "
                f"({date_words(adopted)}). Een besluit werkt niet terug.",
                paragraph,
                match.start(),
                match[0],
            )


def _repeats(paragraph: Paragraph, offset: int) -> bool:
    """Whether these words tell of another decision, or repeat its article."""
    before = paragraph.text[:offset].lower()
    return "komt te luiden" in before or bool(re.search(r"\b(?:bij|dat bij|het) besluit\b[^.;]*$", before))


@lint(code="L2", article="artikel 151c, eerste en tweede lid, van de Gemeentewet")
def has_an_end_L2(reading: Reading, known: Known) -> Iterator[Spot]:
    """Het besluit noemt de laatste dag: cameratoezicht is er voor een bepaalde duur."""
    parts = reading.of(Part.HEAD, Part.PREAMBLE, Part.ARTICLES)
    for paragraph in parts:
        if match := ENDLESS.search(paragraph.text):
            yield Spot(
                "De aanwijzing heeft hier geen einde. Noem de laatste dag: ‘tot en met’ met een datum.",
                paragraph,
                match.start(),
                match[0],
            )
            return
    if reading.excerpt or reading.is_ending or reading.is_change:
        return
    operative = reading.of(Part.ARTICLES) or list(reading.paragraphs)
    if not any(_ends(paragraph.text) for paragraph in operative):
        yield Spot("Het besluit noemt geen laatste dag. Schrijf ‘tot en met’ met een datum.")


def _ends(text: str) -> bool:
    """An end by day or by duration. A placeholder for it is the matter of another rule."""
    return bool(END.search(text) or DURATION.search(text) or f"tot en met {PLACEHOLDER}" in text)


# --- L10 -------------------------------------------------------------------------------------------


@lint(code="L10", article="artikel 3:46 van de Awb (zorgvuldige motivering)")
def days_agree_L10(reading: Reading, known: Known) -> Iterator[Spot]:
    """Data kloppen met elkaar: in de titel, de gegevens, de artikelen en de bijlagen staan dezelfde
    dagen."""
    yield from _impossible(reading)
    yield from _backward(reading)
    yield from _titles(reading)
    if not reading.is_ending and not reading.is_change:
        yield from _other_terms(reading, START, "begindatum")
        yield from _other_terms(reading, END, "einddatum")


def _impossible(reading: Reading) -> Iterator[Spot]:
    """Days that are not in the calendar, and days of the week that are another."""
    for paragraph in reading.paragraphs:
        for match in _date.finditer(paragraph.text):
            if day_in(match[0]) is None:
                message = f"{match[0]} bestaat niet. Controleer de datum."
                yield Spot(message, paragraph, match.start(), match[0])
        for match in _weekday.finditer(paragraph.text):
            day = day_in(match[2])
            if day and WEEKDAYS[day.weekday()] != match[1].lower():
                yield Spot(
                    f"{date_words(day)} is een {WEEKDAYS[day.weekday()]}, geen {match[1].lower()}.",
                    paragraph,
                    match.start(),
                    match[0],
                )


def _backward(reading: Reading) -> Iterator[Spot]:
    """A term that ends before it begins."""
    term = re.compile(rf"\bvan\s({DATE}){AT}\s(?:tot en met|t/m|tot)\s({DATE})", re.IGNORECASE)
    for paragraph in reading.paragraphs:
        for match in term.finditer(paragraph.text):
            first, last = day_in(match[1]), day_in(match[2])
            if first and last and last < first:
                message = "De einddatum ligt voor de begindatum. Controleer beide."
                yield Spot(message, paragraph, match.start(), match[0])


def _titles(reading: Reading) -> Iterator[Spot]:
    """The date in the title, against the name by which the decision is cited and the day of signing."""
    found = _date.search(reading.title)
    titled = day_in(found[0]) if found else None
    if found is None or titled is None:
        return
    head = next(p for p in reading.paragraphs if p.text == reading.title)
    for paragraph in reading.of(Part.HEAD, Part.ARTICLES):
        cited = CITED.search(paragraph.text)
        other = _date.search(cited[1]) if cited else None
        if cited and other and day_in(other[0]) != titled:
            yield Spot(
                f"De titel noemt {found[0]}, de citeertitel {other[0]}. Maak ze gelijk.",
                paragraph,
                cited.start(),
                other[0],
            )
    adopted = day_of_decision(reading)
    if adopted and not reading.excerpt and not adopted <= titled <= adopted + MOST_BETWEEN:
        yield Spot(
            f"De titel noemt {found[0]}, maar het besluit is van {date_words(adopted)}. Controleer de titel.",
            head,
            found.start(),
            found[0],
        )


def _other_terms(reading: Reading, pattern: re.Pattern[str], what: str) -> Iterator[Spot]:
    """A first or last day beside the articles that no article names."""
    articles = reading.of(Part.ARTICLES)
    named = {day for paragraph in articles for _, day, _ in _days(pattern, paragraph)}
    if not named:
        return
    for paragraph in reading.of(Part.HEAD, Part.ANNEX):
        for match, day, words in _days(pattern, paragraph):
            registered = "datum" in match[0].lower()  # a register counts the day after the last one
            if day not in named and not (registered and day - timedelta(days=1) in named):
                yield Spot(
                    f"Hier staat een {what} ({date_words(day)}) die in geen artikel staat. Maak ze gelijk.",
                    paragraph,
                    match.start(),
                    words,
                )


def _days(pattern: re.Pattern[str], paragraph: Paragraph) -> Iterator[tuple[re.Match[str], date, str]]:
    for match in pattern.finditer(paragraph.text):
        words = next(filter(None, match.groups()))
        day = day_in(words)
        if day and not _repeats(paragraph, match.start()):
            yield match, day, match[0]
