"""What points at a person: a house number (L7) and a name (L8). The finders serve other rules too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..text.dutch import MONTHS
from .reading import Paragraph, Part, Reading
from .registry import Known, Spot, lint


class Match(NamedTuple):
    """The words that were found, and where they begin in the text."""

    words: str
    start: int


STREET_END = (
    r"(?:straat|straatje|weg|laan|plein|dreef|pad|gracht|kade|singel|hof|mark|markt|park|brug|dijk|steeg|ring"
    r"|boulevard|baan|wal|werf|haven|hoek|erf|kamp|veld|oord|hage|burg|meent|gaarde|horst|wijk|poort|passage"
    r"|promenade|rede|sluis|vaart|tocht|zoom|rak|marke|hout|brink)"
)
CAPITAL = r"[A-ZÀ-ÝĲ][\w’'.-]*"
# A number as addresses have it: 12, 12a, 12-III, 12 t/m 16. A date, a time, an amount is none.
NUMBER = (
    r"(?P<number>\d{1,4}(?:\s?[a-zA-Z]\b(?!/)|-[0-9IVXa-zA-Z]{1,4}|\s(?:bis|hs|zwart|rood))?"
    r"(?:\s?(?:-|–|t/m|tot en met)\s?\d{1,4}[a-z]?)?)"
)
NOT_A_NUMBER = rf"(?!\w|[.:,/]\d|\s?%|\s(?:{'|'.join(MONTHS)})\b|[-/]\d)"
UNITS = (
    r"camera\S*|incident\w*|melding\w*|uur|uren|dag|dagen|weken|week|maand\w*|jaar|jaren|keer|maal|procent|"
    r"meter|kilometer|hectare|persoon|personen|mensen|bewoners|jongeren|woningen|panden|overvallen|"
    r"straatroven|aanhoudingen|explosies|explosieven|aangiften|borden|masten|winkels|bezoekers|voertuigen|"
    r"auto\S*|scooters|fietsen|positie\w*|locatie\w*|parkeerplaatsen|aanslagen|delicten|gevallen|ramen|deuren"
)
NOT_COUNTED = (
    rf"(?!\s(?:(?:vaste|mobiele|nieuwe|extra|andere|verschillende|overige|ernstige)\s)?(?:{UNITS})\b)"
)
_tail = rf"\s{NUMBER}{NOT_A_NUMBER}{NOT_COUNTED}"
_by_ending = re.compile(rf"\b(?P<street>(?:{CAPITAL}\s)*[A-ZÀ-ÝĲ][\w’'-]*?{STREET_END}){_tail}")
_by_name = re.compile(
    rf"\b(?P<street>(?:Laan|Plein|Weg|Pad|Kade|Hof|Park)\s(?:(?:van|der|den|de|het)\s)+{CAPITAL}(?:\s{CAPITAL})*){_tail}"
)
_by_place = re.compile(
    rf"\b(?i:aan|in|op|bij|nabij|tegenover|naast|omgeving|omgeving van|perceel|adres|pand|woning|huis)\s"
    rf"(?:de\s|het\s|een\s)?(?:van\s)?(?:de\s|het\s)?(?P<street>(?:(?:den|der)\s)?{CAPITAL}(?:\s(?:(?:van|de|der|den)\s)*{CAPITAL})*){_tail}"
)
_by_word = re.compile(
    r"\b(?i:huisnummers?|huisnr\.?|(?:perceel|woning|pand|huis)\s(?:met\s|op\s)?(?:nummers?|nr\.?|nrs\.?))"
    rf"\s{NUMBER}(?!\w)"
)
# Words with a capital before a number that are no street.
NO_STREET = re.compile(
    r"\b(?:Artikel|Art|Bijlage|Lid|Hoofdstuk|Paragraaf|Gemeenteblad|Staatsblad|Staatscourant|Stb|Stcrt|Postbus"
    r"|Kenmerk|Nummer|Regel|Zaak|Camera|Positie|Zone|Fase|Gebied|Versie|Figuur|Tabel|Kaart|Politiewet|APV|Awb"
    r"|Gemeentewet|Beleidskader|Besluit|Almere|Euro|Covid|Maandag|Dinsdag|Woensdag|Donderdag|Vrijdag|Zaterdag"
    r"|Zondag|Bus|Lijn|Perron|Kamer|Motie|Onderdeel|Stap|Punt|Sectie|Verordening|Wet)$",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d$")
# An office's own address: where to object, where the court sits.
OFFICE = re.compile(
    r"\bPostbus\b|\bbezwaar\w*|\brechtbank\b|\bstadhuis\b|\bpostadres\b|\bbezoekadres\b", re.IGNORECASE
)


def find_house_numbers(text: str, *, streets: Iterable[str] = ()) -> list[Match]:
    """House numbers in a running text, each with its street; dates, years and counts are none.

    `streets` are known names, found whatever they end in.
    """
    found: dict[int, Match] = {}
    known = [re.escape(street) for street in streets if street.strip()]
    patterns = [_by_ending, _by_name, _by_place, _by_word]
    if known:
        patterns.insert(0, re.compile(rf"\b(?P<street>{'|'.join(known)}){_tail}"))
    for pattern in patterns:
        for match in pattern.finditer(text):
            street = match.groupdict().get("street") or ""
            if NO_STREET.search(street) or (street and YEAR.match(match["number"])):
                continue
            start = match.start("street") if street else match.start()
            found.setdefault(match.start("number"), Match(text[start : match.end()].strip(), start))
    return [found[place] for place in sorted(found)]


@lint(code="L7", article="artikel 2.2 van de Regeling elektronische publicaties en de AVG")
def no_house_number_L7(reading: Reading, known: Known) -> Iterator[Spot]:
    """In een gepubliceerd besluit staat geen huisnummer van een getroffen woning: schrijf ‘de woning’ of
    noem alleen de straat."""
    for paragraph in _public(reading):
        if paragraph.part is Part.HEAD and OFFICE.search(paragraph.text):
            continue
        for words, start in find_house_numbers(paragraph.text, streets=known.streets):
            yield Spot(
                f"Hier staat een huisnummer: ‘{words}’. Noem alleen de straat, of schrijf ‘de woning’.",
                paragraph,
                start,
                words,
            )


# --- Names -------------------------------------------------------------------------------------------

SURNAME = (
    r"(?:(?:[Vv]an|[Dd]e|der|den|het|’t|'t|ter|ten|te|[Ee]l|al|von|la|le|du|dos|da|di|[Bb]en)\s){0,3}"
    r"[A-ZÀ-ÝĲ][a-zà-ÿĳ’']+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
)
INITIALS = r"(?:[A-Z](?:[a-z]{1,2})?\.\s?){1,6}"
TITLE = (
    r"(?i:de\sheer|meneer|mevrouw|mevr\.|mw\.|dhr\.|familie|fam\.|drs\.|mr\.|ing\.|ir\.|dr\.|prof\.|gezin)"
)
_titled = re.compile(rf"\b{TITLE}\s(?:(?i:mr\.|drs\.|dr\.|ir\.|ing\.)\s?)*(?:{INITIALS})?{SURNAME}")
_initialled = re.compile(rf"(?<![\w.]){INITIALS}{SURNAME}")
# Who speaks for an office is named by it.
IN_OFFICE = re.compile(
    r"\b(?:burgemeester|wethouder|officier van justitie|teamchef|secretaris|griffier|minister|directeur)\b"
    r"[\w\s,]{0,25}$",
    re.IGNORECASE,
)
NO_INITIALS = re.compile(
    r"^(?:B\.\s?V|N\.\s?V|C\.\s?V|V\.\s?O\.\s?F|O\.\s?M|A\.\s?P\.\s?V|St|Nr|Art|Bijv|Ca|Enz|Tel|Jl|Gem)\.",
    re.IGNORECASE,
)
NO_SURNAME = frozenset(
    """De Het Een In Op Aan Bij Dit Deze Die Dat Er Als Artikel Bijlage Tot Van Voor Met Na Om Door Zij Hij
    Wij Daarom Ook Gemeente Politie Lid Voorts Overwegende""".split()  # noqa: SIM905 - a list of words
)
NAMED_STREET = re.compile(rf"{STREET_END}$")


def find_names(text: str) -> list[Match]:
    """Names of people: a title or initials with a surname. Streets named after somebody are none."""
    found: dict[int, Match] = {}
    for pattern in (_titled, _initialled):
        for match in pattern.finditer(text):
            words = match[0]
            last = words.split()[-1].rsplit(".", 1)[-1]
            single = pattern is _initialled and len(re.findall(r"\.", words)) == 1
            listed = single and not text[: match.start()].rsplit("\n", 1)[-1].strip(" -–•")
            if last in NO_SURNAME or NAMED_STREET.search(last) or NO_INITIALS.match(words) or listed:
                continue
            if IN_OFFICE.search(text[: match.start()]):
                continue
            if not any(m.start <= match.start() < m.start + len(m.words) for m in found.values()):
                found[match.start()] = Match(words, match.start())
    return [found[place] for place in sorted(found)]


@lint(code="L8", article="artikel 2.2 van de Regeling elektronische publicaties en de AVG")
def no_personal_name_L8(reading: Reading, known: Known) -> Iterator[Spot]:
    """In een gepubliceerd besluit staat geen naam van een persoon, behalve onder de handtekening."""
    for paragraph in _public(reading):
        for words, start in find_names(paragraph.text):
            yield Spot(
                f"Hier staat de naam van een persoon: ‘{words}’. Schrijf de functie, of laat de naam weg.",
                paragraph,
                start,
                words,
            )


def _public(reading: Reading) -> list[Paragraph]:
    """The text itself, without who signed it and without the addresses for objections."""
    return [p for p in reading.paragraphs if p.part not in (Part.SIGNATURE, Part.REMEDIES)]
