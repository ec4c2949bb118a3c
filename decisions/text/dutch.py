"""Dutch words for dates, times, days and rows of things. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ORDINALS = (
    "nulde", "eerste", "tweede", "derde", "vierde", "vijfde",
    "zesde", "zevende", "achtste", "negende", "tiende",
)  # fmt: skip
NUMBERS = (
    "nul", "één", "twee", "drie", "vier", "vijf", "zes",
    "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
CALENDAR = frozenset(MONTHS + WEEKDAYS)
MIDNIGHT = time(0)
LONGEST_IN_DAYS = 84  # twelve weeks; a longer run is told by its first and last day
SHORTEST_RANGE = 3  # from three days on, 'maandag tot en met woensdag'

# First words that carry a capital only because they begin a sentence; no name begins like this.
ORDINARY = frozenset(
    """de het een er in op sinds uit bij met na naar door voor vanaf tijdens tussen van aan om over onder
    tot rond rondom nabij langs zonder volgens gedurende wegens vanwege ondanks mede gelet dit deze die
    dat dan daar daarbij daardoor daarmee daarnaast daarom hier hierdoor hiermee hierbij ook als
    omdat doordat zodat hoewel nadat voordat wanneer indien zowel niet geen wel nog al alle alleen
    uitsluitend men wij we zij ze hij hun veel vele meer minder enkele extra elke elk iedere ieder
    diverse verschillende meerdere meeste enige sommige andere nieuwe eerdere recente regelmatig
    steeds inmiddels eerder vaak soms toch echter verder voorts tevens bovendien bewoners inwoners
    omwonenden ondernemers bezoekers passanten winkeliers jongeren buurtbewoners politie incidenten
    overlast cameratoezicht camera’s camera's mobiele vaste betere fysieke gesprekken surveillance
    toezicht verlichting inzet gebiedsverboden gebiedsverbod samenscholingsverbod plaatsing aanpassing
    overleg gemeente burgemeester handhavers handhaving boa's boa’s groepen groep twee drie vier vijf
    zes acht tien sociale minst minstens ongeveer circa gemiddeld bijna observanten straten
    pleinen mensen personen daders getuigen onlangs momenteel vooral mogelijk sprake handel
    vernielingen winkels ramen deuren woningen voertuigen kleine grote""".split()  # noqa: SIM905 - a list of words reads as words
)
PREPOSITIONS = frozenset(
    """aan bij binnen buiten door eind begin gedurende in langs medio na naast nabij om op over rond rondom
    sedert sinds te ten ter tijdens tot tussen van vanaf voor vóór voorafgaand zodra
    uiterlijk""".split()  # noqa: SIM905 - idem
)
ARTICLES = frozenset({"de", "het", "een"})
# Endings of words that are no names: 'zichtbare', 'ernstige', 'maatschappelijke', 'veiligheid'.
_ORDINARY_END = re.compile(r"(?:bare|baar|ige|lijke?|heid|heden|iteit|eerde|ende|achtige?)$")


def date_words(day: date) -> str:
    """As a decision writes it: 5 juni 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def night_words(first: date, last: date) -> str:
    """A night from one day to the next: 'in de nacht van 13 op 14 oktober 2025'."""
    start = str(first.day)
    if first.month != last.month:
        start += f" {MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"in de nacht van {start} op {date_words(last)}"


def clock(moment: time) -> str:
    """A time of the day: '02.00 uur'."""
    return f"{moment:%H.%M} uur"


def until_clock(moment: time) -> str:
    """The end of a block of hours; midnight ends the same day: '24.00 uur'."""
    return "24.00 uur" if moment == MIDNIGHT else clock(moment)


def enumeration(items: Iterable[str], word: str = "en") -> str:
    """'a', 'a en b', 'a, b en c'."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def ordinal(number: int) -> str:
    """'eerste', 'tweede'; from the eleventh on as a figure: '11e'."""
    return ORDINALS[number] if 0 <= number < len(ORDINALS) else f"{number}e"


def count(number: int) -> str:
    """Small numbers as words: 'twee', and '13'."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def decimal_comma(value: Decimal) -> str:
    """At most one decimal, with a comma: '4,2' and '12'."""
    rounded = value.quantize(Decimal("0.1"))
    whole = rounded.to_integral_value()
    return str(int(whole)) if rounded == whole else str(rounded).replace(".", ",")


def span(first: date, last: date) -> str:
    """How long a run of days is, both ends included: 'vier weken', 'vier jaar', '24 dagen'.

    Empty for a long run that is no whole number of years: then the days themselves say it better.
    """
    days, after = (last - first).days + 1, last + timedelta(days=1)
    for years in (after.year - first.year, after.year - first.year + 1):
        if after == _years_later(first, years):
            return f"{count(years)} jaar"
    if days % 7 == 0 and 14 <= days <= LONGEST_IN_DAYS:
        return f"{count(days // 7)} weken"
    if days > LONGEST_IN_DAYS:
        return ""
    return "één dag" if days == 1 else f"{count(days)} dagen"


def weekday_words(numbers: Iterable[int]) -> str:
    """Days of the week, 0 is Monday: 'dagelijks', 'op vrijdag en zaterdag', 'op maandag tot en met vrijdag'.

    A run of three days or more becomes a range, also over the end of the week.
    """
    days = sorted({int(n) % 7 for n in numbers})
    if len(days) == 7:
        return "dagelijks"
    parts = [_run_words(run) for run in _runs(days)]
    flat = all(" tot en met " not in part for part in parts)
    return f"op {enumeration(parts)}" if flat else enumeration(f"op {part}" for part in parts)


def next_weekday(number: int) -> str:
    """The name of the day after: 4 gives 'zaterdag'."""
    return WEEKDAYS[(number + 1) % 7]


def lower_first(text: str) -> str:
    """The first letter small where the first word is an ordinary one; names and abbreviations stay."""
    night = re.match(r"^(['’]s )([A-Z])", text)
    if night:
        return night[1] + night[2].lower() + text[night.end() :]
    first = re.match(r"^[A-Z][\w’']*(?=\b|$)", text)
    if first and (first[0].lower() in ORDINARY | CALENDAR or _ORDINARY_END.search(first[0])):
        return text[0].lower() + text[1:]
    return text


def capital_first(text: str) -> str:
    """The first letter as a capital: for the beginning of a sentence."""
    night = re.match(r"^(['’]s )(\w)", text)
    if night:
        return night[1] + night[2].upper() + text[night.end() :]
    return text[:1].upper() + text[1:]


def first_word(text: str) -> str:
    """The first word in small letters, to see what kind of phrase somebody typed."""
    return text.split(maxsplit=1)[0].lower().rstrip(",:") if text.strip() else ""


def with_preposition(text: str, preposition: str) -> str:
    """'in 2025', and 'sinds maart 2026' as it was typed when it already has a preposition."""
    return lower_first(text) if first_word(text) in PREPOSITIONS else f"{preposition} {lower_first(text)}"


def with_article(text: str, article: str) -> str:
    """'de rechtbank Midden-Nederland', also when it was typed without an article."""
    return lower_first(text) if first_word(text) in ARTICLES else f"{article} {text}"


def _years_later(day: date, years: int) -> date | None:
    if years < 1:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def _runs(days: Sequence[int]) -> list[list[int]]:
    """Days that follow each other, together; Sunday and Monday too."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if len(runs) > 1 and runs[0][0] == 0 and runs[-1][-1] == 6:
        over = runs[-1] + runs[0]
        if len(over) >= SHORTEST_RANGE:
            runs = [*runs[1:-1], over]
    short = [[day] for run in runs if len(run) < SHORTEST_RANGE for day in run]
    return sorted([r for r in runs if len(r) >= SHORTEST_RANGE] + short, key=lambda run: run[0])


def _run_words(run: Sequence[int]) -> str:
    if len(run) < SHORTEST_RANGE:
        return WEEKDAYS[run[0]]
    return f"{WEEKDAYS[run[0]]} tot en met {WEEKDAYS[run[-1]]}"
