"""Words that do not belong to art. 151c: powers of other instruments (L3), detection as purpose (L6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .reading import Part, Reading
from .registry import Known, Spot, lint

# The power that each word belongs to; a lighter measure that was tried may always be told of.
FOREIGN: tuple[tuple[str, str], ...] = (
    (r"preventie(?:f|ve)\s+fouiller\w+|fouiller\w+|gefouilleerd\w*", "preventief fouilleren (artikel 151b)"),
    (r"controlebevoegdhe(?:id|den)", "een veiligheidsrisicogebied (artikel 151b)"),
    (r"151b", "een veiligheidsrisicogebied (artikel 151b)"),
    (r"veiligheidsrisicogebied(?:en)?", "een veiligheidsrisicogebied (artikel 151b)"),
    (r"noodverordening(?:en)?", "een noodverordening (artikel 176)"),
    (r"noodbeve(?:l|len)", "een noodbevel (artikel 175)"),
)
LIGHTER: tuple[tuple[str, str], ...] = (
    (r"gebiedsverbod(?:en)?|gebiedsontzegging(?:en)?", "een gebiedsverbod"),
    (r"samenscholingsverbod(?:en)?", "een samenscholingsverbod"),
)
# In a sentence like this the word tells what was done or weighed beside this decision.
TOLD = re.compile(
    r"\bmaatregel\w*|\bgeprobeerd\b|\boverwogen\b|\beerder\w*|\bopgelegd\b|\bin(?:ge)?zet\b|\bvolsta\w*"
    r"|\bonvoldoende\b|\bingrijpend\w*|\balternatie\w+|\blichter\w*|\bzwaarder\w*|\breeds\b|\buitgevaardigd\b"
    r"|\bsinds\b|\bsubsidiariteit\b|\bnaast\b|\bniet\b|\bgeen\b|\bin plaats van\b|\bafgezien\b"
    r"|\baangewezen\b",
    re.IGNORECASE,
)
HERE = re.compile(r"\b(?:hierbij|bij dit besluit|op grond van dit besluit)\b", re.IGNORECASE)
OWN_USE = re.compile(r"\b(?:voornoemde|genoemde|bovengenoemde|deze|het uitoefenen van)\b", re.IGNORECASE)


@lint(code="L3", article="artikel 151c van de Gemeentewet")
def no_foreign_power_L3(reading: Reading, known: Known) -> Iterator[Spot]:
    """Het besluit gebruikt alleen de bevoegdheid van artikel 151c: woorden van een ander middel, zoals
    fouilleren of een noodverordening, horen er niet als bevoegdheid in."""
    for paragraph in reading.paragraphs:
        if paragraph.part is Part.REMEDIES:
            continue
        deciding = paragraph.part in (Part.ARTICLES, Part.PREAMBLE) or paragraph.text == reading.title
        for offset, sentence in paragraph.sentences():
            for match, power in _foreign(sentence, deciding=deciding):
                yield Spot(
                    f"‘{match[0]}’ hoort bij {power}, niet bij cameratoezicht. Haal het weg, of schrijf dat "
                    "het een andere maatregel is.",
                    paragraph,
                    offset + match.start(),
                    sentence.strip(),
                )


def _foreign(sentence: str, *, deciding: bool) -> Iterator[tuple[re.Match[str], str]]:
    told = bool(TOLD.search(sentence)) and not OWN_USE.search(sentence)
    for pattern, power in FOREIGN:
        match = re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE)
        if match and (deciding or not told):
            yield match, power
            return
    for pattern, power in LIGHTER:
        match = re.search(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE)
        if match and (deciding or HERE.search(sentence)):
            yield match, power
            return


# --- Detection as purpose ----------------------------------------------------------------------------

_SOMEONE = r"(?=[^.;]*\b(?:daders?|verdachten?)\b)"
DETECTION = re.compile(
    r"\bopspor(?!ingsambtena)\w*|\bop\s+te\s+sporen\b|\bstrafvordering\b"
    r"|\bvervolg(?:ing|en)\b(?=[^.;]*\b(?:daders?|verdachten?|strafbare)\b)"
    r"|\bbewijs(?:materiaal|middel\w*|voering)\b"
    rf"|\b(?:aan te houden|aanhouding|herkennen|herkenning)\b{_SOMEONE}"
    r"|\b(?:daders?|verdachten?)\b(?=[^.;]*\b(?:aan te houden|te vervolgen)\b)",
    re.IGNORECASE,
)
PURPOSE = re.compile(
    r"\bdoele?n?\b|\bdoelstelling\w*|\boogmerk\b|\bbeoog\w+|\bstrekt\b|\bdient\s+(?:mede\s+|ook\s+)?(?:om|ter|tot|voor)\b"
    r"|\bteneinde\b|\bgericht\s+(?:is\s+|zijn\s+)?op\b|\bten\s+behoeve\s+van\s+(?:de\s+)?(?:opsporing|vervolging)\b|\bter\s+opsporing\b"
    r"|\bcamera\W?s?\b[^.;]*\bom\b|\bcameratoezicht\b[^.;]*\b(?:om|voor\s+de)\b",
    re.IGNORECASE,
)
KEPT_IN_PLACE = re.compile(
    r"\bbijvangst\b|\bgeen\b|\bniet\b(?!\s+(?:alleen|slechts|enkel|uitsluitend)\b)|\bnegende lid\b"
    r"|\blid 9\b|\bconcre(?:te|et)\s+(?:aanleiding|strafba(?:ar|re)\s+feit\w*)\b"
    r"|\bWet politiegegevens\b|\bhet volgende wordt verwacht\b|\bopgevraagd\b|\bgevorderd\b",
    re.IGNORECASE,
)


@lint(code="L6", article="artikel 151c, eerste lid, van de Gemeentewet")
def purpose_is_public_order_L6(reading: Reading, known: Known) -> Iterator[Spot]:
    """Opsporing is geen zelfstandig doel van cameratoezicht; het doel is de handhaving van de openbare
    orde."""
    for paragraph in reading.of(Part.HEAD, Part.PREAMBLE, Part.RECITALS, Part.ARTICLES, Part.ANNEX):
        for offset, sentence in paragraph.sentences():
            found = DETECTION.search(sentence)
            if found and PURPOSE.search(sentence) and not KEPT_IN_PLACE.search(sentence):
                yield Spot(
                    "Deze zin geeft opsporing als doel. Opsporing mag alleen bijvangst zijn; het doel is de "
                    "openbare orde.",
                    paragraph,
                    offset + found.start(),
                    sentence.strip(),
                )
