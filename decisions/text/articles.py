"""The operative part of a decision that starts or extends: what the law dictates, area by area."""

from __future__ import annotations

from decisions.documents.markup import literal

from .. import terms
from ..blocks import Block
from ..models import DecisionKind, DesignatedArea, Starts
from . import dutch, hours, phrases
from .case import Case
from .phrases import Lid, article, listed
from .prose import bare, missing

CAMERAS = "waarin camera’s worden ingezet ten behoeve van het toezicht op openbare plaatsen"


def articles(case: Case) -> list[Block]:
    """Articles 1 to 8; mobile use has no periodic evaluation (framework, chapter 7)."""
    parts: list[tuple[str, str, list[Lid]]] = [
        ("gebied", f"Aanwijzing van {phrases.one_or_more(case, 'het gebied', 'de gebieden')}", area(case)),
        ("duur", "Duur", duration(case)),
        ("gebruik", "Gebruik en rechtstreeks bekijken", [*hours.use(case), *hours.viewing(case)]),
        ("uitvoering", "Uitvoering en bewaartermijn", execution(case)),
        ("kenbaarheid", "Kenbaarheid en afscherming", visibility(case)),
    ]
    if case.is_regular and case.framework is not None:
        parts.append(("evaluatie", "Evaluatie", evaluation(case)))
    parts += [
        ("inwerkingtreding", "Inwerkingtreding", [*entry_into_force(case), *_predecessors(case)]),
        ("citeertitel", "Citeertitel", title(case)),
    ]
    return [
        block
        for number, (key, heading, leden) in enumerate(parts, start=1)
        for block in article(key, number, heading, leden)
    ]


# --- Area and term (151c lid 2) ------------------------------------------------------------------


def area(case: Case) -> list[Lid]:
    """Words, streets and map of each area; only public places (151c lid 1 and 7)."""
    return [
        _designation(case),
        *(_streets(case, designated) for designated in case.areas if phrases.streets(designated)),
        ("openbaar", f"De aanwijzing betreft uitsluitend {phrases.PUBLIC_PLACES}.", ()),
    ]


def _designation(case: Case) -> Lid:
    on_map = f"zoals aangegeven op {phrases.one_or_more(case, 'de kaart', 'de kaarten')} in bijlage 1"
    if len(case.areas) > 1:
        items = listed([f"{named_words(designated)}" for designated in case.areas])
        return ("aanwijzing", f"Als gebieden {CAMERAS}, worden aangewezen, {on_map}:", items)
    words = phrases.area_words(case.areas[0]) if case.areas else missing("gebied")
    return ("aanwijzing", f"Als gebied {CAMERAS}, wordt aangewezen: {words}, {on_map}.", ())


def named_words(designated: DesignatedArea) -> str:
    """The description of one area among others, with its name once."""
    name, words = literal(designated.area.name), phrases.area_words(designated)
    return words if name.lower() in words.lower() else f"{name}, te weten {words}"


def _streets(case: Case, designated: DesignatedArea) -> Lid:
    found = phrases.streets(designated)
    which = "het gebied" if len(case.areas) == 1 else phrases.the_area(designated)
    within = "voor zover gelegen binnen de op de kaart aangegeven grens"
    if len(found) == 1:
        text = f"Tot {which} behoort, {within}: {found[0]}."
    else:
        text = f"Tot {which} behoren, {within}, de volgende straten en pleinen: {dutch.enumeration(found)}."
    return (f"straten.{designated.pk}", text, ())


def duration(case: Case) -> list[Lid]:
    """From and until, with clock times if there are any; and the duty to end earlier (151c lid 5)."""
    earlier = (
        f"De burgemeester trekt met toepassing van {phrases.law(case, 5)} de aanwijzing eerder in zodra de "
        "inzet van camera’s niet langer noodzakelijk is in het belang van de handhaving van de openbare orde."
    )
    return [*_terms(case), ("eerder", earlier, ())]


def _terms(case: Case) -> list[Lid]:
    words = {designated.pk: phrases.term_words(case, designated) for designated in case.areas}
    if len(set(words.values())) > 1:
        return [
            (f"termijn.{d.pk}", f"De aanwijzing van {phrases.the_area(d)} geldt {words[d.pk]}.", ())
            for d in case.areas
        ]
    term = next(iter(words.values()), missing("termijn"))
    return [("termijn", f"De aanwijzing van {_which(case)} geldt {term}.", ())]


def _which(case: Case) -> str:
    return phrases.one_or_more(case, "het gebied", "de gebieden")


# --- Execution, signs, evaluation ----------------------------------------------------------------


def execution(case: Case) -> list[Lid]:
    """The police, under the mayor's authority; Wpg; destruction (151c lid 4, 8 and 9)."""
    return [
        (
            "politie",
            "De burgemeester bedient zich bij de uitvoering van dit besluit van de onder zijn gezag staande "
            "politie.",
            (),
        ),
        (
            "wpg",
            "De verwerking van gegevens in het kader van het toezicht is een verwerking als bedoeld in de "
            "Wet politiegegevens.",
            (),
        ),
        (
            "bewaren",
            f"De vastgelegde beelden worden na ten hoogste {case.retention_days} dagen vernietigd, tenzij "
            f"gegevens met toepassing van {phrases.law(case, 9)} worden verwerkt ten behoeve van de "
            "opsporing van een concreet strafbaar feit.",
            (),
        ),
    ]


def visibility(case: Case) -> list[Lid]:
    """Signs at the entrances (151c lid 6) and only public places in the picture (lid 7)."""
    which = phrases.one_or_more(case, "het gebied", "een van de gebieden")
    at = phrases.one_or_more(case, "het gebied", "elk van de gebieden")
    return [
        (
            "borden",
            f"De aanwezigheid van camera’s is door borden bij de toegangen van {at} op duidelijke wijze "
            f"kenbaar voor een ieder die {which} betreedt.",
            (),
        ),
        (
            "afscherming",
            f"Met de camera’s worden uitsluitend beelden gemaakt van {phrases.PUBLIC_PLACES}. Woningen "
            "worden in de beelden zodanig afgeschermd (blanking) dat niet naar binnen kan worden gekeken.",
            (),
        ),
    ]


def evaluation(case: Case) -> list[Lid]:
    """Half a year before the end, and every camera once a year (framework, chapter 7)."""
    where = phrases.one_or_more(case, "het gebied", "de gebieden")
    when = "uiterlijk een half jaar voor de laatste dag van de in artikel 2 genoemde termijn"
    if any(_is_short_term(designated) for designated in case.areas):
        when = "voordat over een verlenging wordt besloten"
    return [
        ("geheel", f"Het cameratoezicht in {where} wordt {when} geëvalueerd.", ()),
        (
            "posities",
            "De afzonderlijke camera’s worden elk jaar geëvalueerd. Een camera die in twee opeenvolgende "
            "jaren geen relevant veiligheidsincident heeft waargenomen en geen ander specifiek doel dient "
            "ter handhaving van de openbare orde, wordt verwijderd.",
            (),
        ),
    ]


def _is_short_term(designated: DesignatedArea) -> bool:
    """Under six months: half a year before the end lies before the start."""
    first, last = designated.stated_first_day, designated.last_day
    return first is not None and last is not None and terms.half_year_before(last) < first


# --- Entry into force, title ---------------------------------------------------------------------


def entry_into_force(case: Case) -> list[Lid]:
    """Never before publication (art. 3:40 Awb); on the fixed day, or else the day after publication."""
    fixed = {d.first_day if d.starts == Starts.ON_DAY else None for d in case.areas}
    on_day = all(designated.starts == Starts.ON_DAY for designated in case.areas)
    if case.areas and on_day and len(fixed) == 1:
        day = next(iter(fixed))
        on = dutch.date_words(day) if day else missing("eerste dag")
        return [("dag", f"Dit besluit treedt in werking met ingang van {on}{phrases.or_later(case)}.", ())]
    after = f"Dit besluit treedt in werking met ingang van {phrases.day_after_publication(case)}."
    return [("dag", after, ()), *(_later_start(case, d) for d in case.areas if d.starts == Starts.ON_DAY)]


def _later_start(case: Case, designated: DesignatedArea) -> Lid:
    """An area with a day of effect of its own, in a decision that already works for another."""
    what = "wijziging" if case.decision.kind == DecisionKind.CHANGE else "aanwijzing"
    day = phrases.start_words(case, designated, "met ingang van")
    text = (
        f"In afwijking van het eerste lid geldt de {what} voor {phrases.the_area(designated)} "
        f"{day}{phrases.or_later(case)}."
    )
    return (f"dag.{designated.pk}", text, ())


def _predecessors(case: Case) -> list[Lid]:
    """An extension that begins before its predecessor has ended takes its place."""
    if case.decision.kind != DecisionKind.EXTEND:
        return []
    leden: list[Lid] = []
    for designated in case.areas:
        before = designated.follows
        if before is None or not _overlaps(designated, before):
            continue
        text = (
            f"De aanwijzing van {phrases.the_area(before)} bij {phrases.earlier(before.decision)} wordt "
            "ingetrokken met ingang van de dag waarop de aanwijzing van dat gebied bij dit besluit gaat "
            "gelden, voor zover zij dan nog geldt."
        )
        leden.append((f"voorganger.{designated.pk}", text, ()))
    return leden


def _overlaps(designated: DesignatedArea, before: DesignatedArea) -> bool:
    first = designated.stated_first_day
    return first is None or before.last_day is None or first <= before.last_day


def title(case: Case) -> list[Lid]:
    """The name under which the decision is cited."""
    return [("titel", f"Dit besluit wordt aangehaald als: {bare(literal(case.decision.title))}.", ())]
