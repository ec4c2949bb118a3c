"""On which law a text says to rest: both bases are named (L4), as they now read (L5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..text.prose import PLACEHOLDER
from .days import day_of_decision
from .reading import Part, Reading
from .registry import Known, Spot, lint

LAW = re.compile(r"\b151c\b", re.IGNORECASE)
NAME = r"(?:algemene\s+plaatselijke\s+verordening|\bAPV\b)"
# 'artikel 2:67 van de Algemene plaatselijke verordening gemeente Almere 2011'; some write 2.24.
BYLAW = re.compile(
    rf"(?:artikel\s+|\ben\s+)(\d{{1,2}}[:.]\d{{1,3}}[a-z]?)(?:,\s[^;.]{{1,40}}lid,)?\s+(?:van\s+)?(?:de\s+)?{NAME}",
    re.IGNORECASE,
)
# Its name with the place and the year, as far as they are there.
_PLACE = r"(?P<place>(?:\s+(?:van\s+|voor\s+)?(?:de\s+)?(?:gemeente\s+)?[A-Z][\w-]+)*)"
NAMED = re.compile(rf"(?i:{NAME}){_PLACE}(?:\s+(?P<year>(?:19|20)\d\d)\b)?")
RENUMBERED = date(2016, 7, 1)  # the day on which art. 151c got its present numbering
OLD_LIDS = (
    (
        re.compile(
            r"151c,?\s+(?:vierde lid|lid 4)\b[^.;]*\bkenbaar"
            r"|\bkenba\w+[^.;]*151c,?\s+(?:vierde lid|lid 4)\b",
            re.IGNORECASE,
        ),
        "De kenbaarheid staat nu in het zesde lid van artikel 151c, niet in het vierde.",
    ),
    (
        re.compile(
            r"151c,?\s+(?:tweede lid|lid 2)\b[^.;]*\b(?:rechtstreeks|daadwerkelijk gebruik)"
            r"|\b(?:rechtstreeks|daadwerkelijk gebruik)\w*[^.;]*151c,?\s+(?:tweede lid|lid 2)\b",
            re.IGNORECASE,
        ),
        "De periode van gebruik staat nu in het derde lid van artikel 151c, niet in het tweede.",
    ),
    (
        re.compile(r"\bWet bescherming persoonsgegevens\b", re.IGNORECASE),
        "De Wet bescherming persoonsgegevens is vervallen. Voor deze beelden geldt de Wet politiegegevens.",
    ),
    (
        re.compile(r"\bPolitiewet\s+1993\b", re.IGNORECASE),
        "De Politiewet 1993 is vervallen. De driehoek staat in artikel 13 van de Politiewet 2012.",
    ),
)  # fmt: skip


@lint(code="L4", article="artikel 3:47, tweede lid, van de Awb", absence=True)
def both_bases_named_L4(reading: Reading, known: Known) -> Iterator[Spot]:
    """Het besluit noemt allebei de grondslagen: artikel 151c van de Gemeentewet en het artikel uit de
    Algemene plaatselijke verordening."""
    before = reading.of(Part.HEAD, Part.PREAMBLE, Part.RECITALS) or list(reading.paragraphs)
    said = "\n".join(paragraph.text for paragraph in before)
    if not LAW.search(said) and f"{PLACEHOLDER} artikel van de Gemeentewet" not in said:
        yield Spot("Het besluit noemt artikel 151c van de Gemeentewet niet.")
    if not BYLAW.search(said) and f"{PLACEHOLDER} artikel van de Algemene" not in said:
        yield Spot("Het besluit noemt het artikel uit de Algemene plaatselijke verordening niet.")


@lint(code="L5", article="artikel 3:47, tweede lid, van de Awb")
def bases_are_current_L5(reading: Reading, known: Known) -> Iterator[Spot]:
    """De grondslagen zijn die van de dag van het besluit: één jaar van de verordening, het artikel dat
    dan geldt, en de huidige nummers van artikel 151c."""
    yield from _years(reading)
    yield from _recorded(reading, known)
    adopted = day_of_decision(reading)
    if adopted and adopted < RENUMBERED:
        return
    for paragraph in reading.paragraphs:
        for pattern, message in OLD_LIDS:
            if match := pattern.search(paragraph.text):
                yield Spot(message, paragraph, match.start(), match[0])


def _years(reading: Reading) -> Iterator[Spot]:
    """A bylaw that is cited with two years: one of the two is not the one that holds."""
    first = ""
    for paragraph in reading.paragraphs:
        for match in NAMED.finditer(paragraph.text):
            year = match["year"] or first
            first = first or year
            if year != first:
                yield Spot(
                    f"De verordening heeft hier het jaar {year}, eerder in de tekst {first}. Noem overal "
                    "de verordening die nu geldt.",
                    paragraph,
                    match.start(),
                    match[0],
                )


def _recorded(reading: Reading, known: Known) -> Iterator[Spot]:
    """What is cited, beside what was recorded as valid on the day of the decision."""
    valid = next((basis for basis in known.bases if BYLAW.search(basis)), "")
    article, named = BYLAW.search(valid), NAMED.search(valid)
    if article is None or named is None:
        return
    for paragraph in reading.of(Part.HEAD, Part.PREAMBLE, Part.RECITALS, Part.ARTICLES):
        for match in BYLAW.finditer(paragraph.text):
            cited = NAMED.search(paragraph.text, match.start())
            if cited is None or (_place(cited) and _place(cited) != _place(named)):
                continue  # the bylaw of another municipality
            other_article = match[1].replace(".", ":") != article[1].replace(".", ":")
            if other_article or (cited["year"] and cited["year"] != named["year"]):
                yield Spot(
                    f"Op de dag van het besluit geldt {valid}. Hier staat iets anders.",
                    paragraph,
                    match.start(),
                    paragraph.text[match.start() : cited.end()],
                )


def _place(named: re.Match[str]) -> str:
    """The municipality in the name: 'almere'; empty when it stands by itself."""
    return re.sub(r"\b(?:van|voor|de|gemeente)\b|\s", "", named["place"], flags=re.IGNORECASE).lower()
