"""Turns of phrase that return throughout a decision: law, areas, terms, earlier decisions, blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time

from almere_camera.models import LegalBasis
from decisions.documents.markup import literal

from ..blocks import Block, Kind
from ..models import Decision, DesignatedArea, Starts
from . import dutch
from .case import Case
from .prose import bare, missing, one_line

WHOLE_DAY_ENDS = (time(23, 59), time(0))
PUBLIC_PLACES = (
    "openbare plaatsen als bedoeld in artikel 1 van de Wet openbare manifestaties en andere bij "
    "verordening aangewezen plaatsen die voor een ieder toegankelijk zijn"
)


# --- Law -----------------------------------------------------------------------------------------


def law(case: Case, lid: int | None = None) -> str:
    """'artikel 151c, derde lid, van de Gemeentewet', from the record that holds on the day."""
    basis = case.bases.get(LegalBasis.Kind.LAW)
    if basis is None:
        return missing("artikel van de Gemeentewet")
    article = (
        literal(basis.article) if lid is None else f"{literal(basis.article)}, {dutch.ordinal(lid)} lid,"
    )
    return f"{article} van {literal(basis.regulation)}"


def bylaw(case: Case) -> str:
    """'artikel 2:67 van de Algemene plaatselijke verordening gemeente Almere 2011'."""
    basis = case.bases.get(LegalBasis.Kind.BYLAW)
    return literal(basis.citation) if basis else missing("artikel van de Algemene plaatselijke verordening")


def framework(case: Case, chapter: int | None = None) -> str:
    """'het Beleidskader cameratoezicht 2024-2027' or 'hoofdstuk 4 van het ...'; empty without one."""
    if case.framework is None:
        return ""
    title = dutch.with_article(literal(case.framework.title), "het")
    return f"hoofdstuk {chapter} van {title}" if chapter else title


# --- Areas and terms -----------------------------------------------------------------------------


def the_area(designated: DesignatedArea) -> str:
    """'het gebied Hofmark'."""
    return f"het gebied {literal(designated.area.name)}"


def the_areas(case: Case) -> str:
    """'het gebied Hofmark', 'de gebieden Almere Stad Centrum en Almere Buiten Centrum'."""
    if not case.names:
        return missing("gebied")
    noun = "het gebied" if len(case.names) == 1 else "de gebieden"
    return f"{noun} {dutch.enumeration(case.names)}"


def one_or_more(case: Case, singular: str, plural: str) -> str:
    """The form that fits the number of areas."""
    return singular if len(case.areas) < 2 else plural


def area_words(designated: DesignatedArea) -> str:
    """The description of article 1, as part of a sentence."""
    words = dutch.lower_first(bare(one_line(designated.words)))
    return words or missing(f"omschrijving van {the_area(designated)}")


def streets(designated: DesignatedArea) -> list[str]:
    """The streets and squares, as they were taken over with the boundary."""
    return [one_line(literal(str(street))) for street in designated.streets or () if str(street).strip()]


def day_after_publication(case: Case) -> str:
    """'De dag na bekendmaking' in full, or a later day where the house rule says so."""
    days = max(case.days_after_publication, 1)
    return f"de {'' if days == 1 else f'{dutch.ordinal(days)} '}dag na die van de bekendmaking"


def start_words(case: Case, designated: DesignatedArea, fixed: str = "van") -> str:
    """'van 15 december 2023', 'van 31 december 2023 te 00.01 uur', or from the day after publication."""
    if designated.starts == Starts.AFTER_PUBLICATION:
        words = f"met ingang van {day_after_publication(case)} van dit besluit"
    elif designated.first_day:
        words = f"{fixed} {dutch.date_words(designated.first_day)}"
    else:
        words = f"{fixed} {missing('eerste dag')}"
    at = designated.start_time
    return f"{words} te {dutch.clock(at)}" if at and at != time(0) else words


def end_words(designated: DesignatedArea) -> str:
    """'tot en met 13 februari 2024', or 'tot 1 januari 2024 te 06.00 uur'."""
    if designated.last_day is None:
        return f"tot en met {missing('laatste dag')}"
    last = dutch.date_words(designated.last_day)
    if designated.end_time is None or designated.end_time in WHOLE_DAY_ENDS:
        return f"tot en met {last}"
    return f"tot {last} te {dutch.clock(designated.end_time)}"


def term_words(case: Case, designated: DesignatedArea) -> str:
    """The whole term (art. 151c lid 2, onder b)."""
    return f"{start_words(case, designated)} {end_words(designated)}"


def days(number: int) -> str:
    """'1 dag', '1.461 dagen'."""
    return f"{number:,} {'dag' if number == 1 else 'dagen'}".replace(",", ".")


def or_later(case: Case) -> str:
    """What holds when publication comes too late for a fixed day (art. 3:40 Awb)."""
    if case.days_after_publication == 0:
        return " of, indien de bekendmaking later plaatsvindt, met ingang van de dag van de bekendmaking"
    late = "indien dit besluit niet vóór die dag is bekendgemaakt"
    return f" of, {late}, met ingang van {day_after_publication(case)}"


# --- Earlier decisions ---------------------------------------------------------------------------


def earlier(decision: Decision) -> str:
    """'besluit van 12 december 2023 (kenmerk CT-2023-004, Gemeenteblad 2023, 542250)'."""
    of = f" van {dutch.date_words(decision.signed_on)}" if decision.signed_on else ""
    known = [f"kenmerk {literal(decision.kenmerk)}"] if decision.kenmerk else []
    publication = decision.publication
    if publication and publication.number.count("-") == 2:
        _gmb, year, number = publication.number.split("-")
        known.append(f"Gemeenteblad {year}, {number}")
    return f"besluit{of} ({', '.join(known)})" if known else f"besluit{of}"


def followed(designated: DesignatedArea) -> str:
    """The decision that this designation follows, or a placeholder."""
    if designated.follows is None:
        return missing(f"besluit waarbij {the_area(designated)} is aangewezen")
    return earlier(designated.follows.decision)


# --- Blocks --------------------------------------------------------------------------------------


def preamble(key: str, text: str, items: Sequence[str] = ()) -> list[Block]:
    """A paragraph of the preamble with the list beneath it."""
    blocks = [Block(kind=Kind.PREAMBLE, key=key, text=text)]
    if items:
        blocks.append(Block(kind=Kind.PREAMBLE_LIST, key=f"{key}.lijst", items=tuple(f"{i};" for i in items)))
    return blocks


def recital_heading(subject: str, key: str, criterion: str = "") -> Block:
    """'Ten aanzien van de noodzakelijkheid'."""
    return Block(
        kind=Kind.RECITAL_HEADING, key=f"{key}.kop", text=f"Ten aanzien van {subject}", criterion=criterion
    )


def recital(key: str, text: str, *sources: str, criterion: str = "") -> Block:
    """One recital, still without the mark at its end: the last one of the text gets a full stop."""
    return Block(kind=Kind.RECITAL, key=key, text=text, sources=sources, criterion=criterion, editable=True)


def recitals(key: str, texts: Iterable[str], *sources: str, criterion: str = "") -> list[Block]:
    """The paragraphs of one answer, numbered within that answer."""
    return [
        recital(f"{key}.{number}", text, *sources, criterion=criterion)
        for number, text in enumerate(texts, start=1)
    ]


def group(subject: str, key: str, found: Sequence[Block], criterion: str = "") -> list[Block]:
    """Recitals under their heading; nothing at all without recitals."""
    return [recital_heading(subject, key, criterion), *found] if found else []


Lid = tuple[str, str, tuple[str, ...]]  # key, text, lettered items


def article(key: str, number: int, title: str, leden: Sequence[Lid]) -> list[Block]:
    """An article; a single lid has no number."""
    head = Block(kind=Kind.ARTICLE, key=f"artikel.{key}", number=str(number), text=title)
    if len(leden) == 1:
        name, text, items = leden[0]
        return [head, Block(kind=Kind.PARAGRAPH, key=f"artikel.{key}.{name}", text=text, items=items)]
    return [head, *(_lid(key, n, lid) for n, lid in enumerate(leden, start=1))]


def listed(items: Sequence[str]) -> tuple[str, ...]:
    """The parts of a list: each ends in a semicolon, the last in a full stop."""
    return tuple(f"{item}{'.' if n == len(items) else ';'}" for n, item in enumerate(items, start=1))


def _lid(key: str, number: int, lid: Lid) -> Block:
    name, text, items = lid
    return Block(kind=Kind.MEMBER, key=f"artikel.{key}.{name}", number=str(number), text=text, items=items)
