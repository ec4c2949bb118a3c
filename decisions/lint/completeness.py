"""What should be there, or no longer: leftovers of writing (L9), the remedies clause (L12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.prose import PLACEHOLDER
from .reading import Part, Reading
from .registry import Known, Spot, lint

LEFTOVER = re.compile(
    rf"(?P<own>{re.escape(PLACEHOLDER)}[^\]]*\]?)"
    r"|(?<!\w)[Xx]{3,}(?!\w)|\blorem\s+ipsum\b|\blorem\b"
    r"|<(?!https?:)[A-Za-zÀ-ÿ][^<>\n]{0,60}>|«[^»\n]{0,60}»"
    r"|\[(?:datum|naam|straat|gebied|adres|nummer|invullen|kenmerk|n\.?t\.?b\.?|x+)\b[^\]\n]{0,60}\]"
    r"|(?<![\w.])(?:PM|P\.M\.|N\.?T\.?B\.?|TBD|NTB)(?![\w.])|\bn\.t\.b\."
    r"|(?:^|\s)(?:…|\.{3,})(?=\s|$)|\.{5,}|_{3,}|\?{2,}",
)
CLAUSE = (
    (r"\bbelanghebbenden?\b|\bwie\b.{0,40}\bbezwaar\b|\bu\b.{0,60}\bbezwaar\b", "wie bezwaar kan maken"),
    (r"\b(?:zes|6)\s+weken\b", "de termijn van zes weken"),
    (r"\bburgemeester\b|\[nog in te vullen: adres", "bij wie: de burgemeester"),
    (r"\bgronden\b|\bredenen\b|\bwaarom\b", "wat in het bezwaarschrift staat"),
    (r"\bvoorzieningenrechter\b|\bvoorlopige\s+voorziening\b", "de voorlopige voorziening"),
)


@lint(code="L9", article="artikel 3:46 van de Awb")
def nothing_left_open_L9(reading: Reading, known: Known) -> Iterator[Spot]:
    """De tekst is af: er staat niets meer in dat nog moest worden ingevuld."""
    for paragraph in reading.paragraphs:
        for match in LEFTOVER.finditer(paragraph.text):
            words = match[0].strip()
            yield Spot(
                f"Hier moet nog iets worden ingevuld: ‘{words}’.",
                paragraph,
                match.start(),
                words,
            )


@lint(code="L12", article="de artikelen 3:45, 6:5, 6:7 en 8:81 van de Awb", absence=True)
def tells_how_to_object_L12(reading: Reading, known: Known) -> Iterator[Spot]:
    """Onder het besluit staat hoe iemand bezwaar kan maken: wie, binnen zes weken, bij wie, waarmee, en
    de voorlopige voorziening."""
    clause = " ".join(paragraph.text for paragraph in reading.of(Part.REMEDIES))
    if not re.search(r"\bbezwaar", clause, re.IGNORECASE):
        yield Spot("De uitleg over bezwaar ontbreekt.")
        return
    wanting = [what for pattern, what in CLAUSE if not re.search(pattern, clause, re.IGNORECASE)]
    if wanting:
        yield Spot(f"In de uitleg over bezwaar ontbreekt: {', '.join(wanting)}.")
