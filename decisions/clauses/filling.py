"""The places in a clause: {gebied} becomes the words of the case, or a visible open place.

What the case cannot know ({evenement}, {signalen}) always becomes an open place: a decision rests on
what is so in this case, not on a sentence that fits all (art. 3:46 Awb). The lint (L9) finds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from decisions.documents.markup import literal

from ..models import Evidence, Fact, Starts
from ..text import PLACEHOLDER, dutch, phrases, recitals
from ..text.case import Case
from ..text.prose import bare, missing, one_line

IN_BRACES = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Place:
    """What is asked where nothing is known, how it reads in a sentence, and where the words come from."""

    label: str
    example: str
    words: Callable[[Case], str] | None = None

    @property
    def is_filled_in(self) -> bool:
        """Whether the case may know it; otherwise the officer writes it."""
        return self.words is not None


def fill(text: str, case: Case) -> str:
    """The clause with the facts of the case; what is not known is a visible open place."""
    known: dict[str, str] = {}

    def words(match: re.Match[str]) -> str:
        name = match[1]
        if name not in known:
            place = PLACES.get(name)
            known[name] = (place.words(case) if place and place.words else "") or missing(
                place.label if place else name
            )
        return known[name]

    return IN_BRACES.sub(words, text)


def with_examples(text: str) -> str:
    """The clause as it reads when everything is known: to check it, and to show what it will look like."""
    return IN_BRACES.sub(lambda match: PLACES[match[1]].example if match[1] in PLACES else match[0], text)


def names_in(text: str) -> list[str]:
    """The names between braces, each once."""
    return list(dict.fromkeys(IN_BRACES.findall(text)))


def open_places(text: str) -> int:
    """How many open places a filled text still has."""
    return text.count(PLACEHOLDER)


# --- What a case knows -----------------------------------------------------------------------------


def _together(words: Iterable[str]) -> str:
    """Different words of several areas as one row; nothing at all when one of them is not known."""
    found = list(dict.fromkeys(words))
    return "" if "" in found else dutch.enumeration(found)


def _areas(case: Case) -> str:
    return phrases.the_areas(case) if case.areas else ""


def _streets(case: Case) -> str:
    return dutch.enumeration(dict.fromkeys(s for area in case.areas for s in phrases.streets(area)))


def _first_day(case: Case) -> str:
    if any(area.starts == Starts.AFTER_PUBLICATION for area in case.areas):
        return _together(f"{phrases.day_after_publication(case)} van dit besluit" for _area in case.areas)
    days = (area.first_day for area in case.areas)
    return _together(dutch.date_words(day) if day else "" for day in days)


def _last_day(case: Case) -> str:
    days = (area.last_day for area in case.areas)
    return _together(dutch.date_words(day) if day else "" for day in days)


def _term(case: Case) -> str:
    """'een termijn van vier jaar', or up to which day where the first is not known yet."""
    spans = []
    for area in case.areas:
        first, last = area.stated_first_day, area.last_day
        span = dutch.span(first, last) if first and last else ""
        spans.append(f"een termijn van {span}" if span else "")
    if words := _together(spans):
        return words
    last_day = _last_day(case)
    return f"een termijn tot en met {last_day}" if last_day else ""


def _size(case: Case) -> str:
    sizes = [area.boundary.hectares if area.boundary else None for area in case.areas]
    words = (f"ongeveer {dutch.decimal_comma(size)} hectare" if size else "" for size in sizes)
    return _together(words)


def _what(case: Case) -> str:
    return dutch.lower_first(literal(bare(one_line(case.assessment.incident_kind))))


def _when(case: Case) -> str:
    return recitals.incident_day(case) if case.assessment.incident_first_day else ""


def _where(case: Case) -> str:
    return recitals.incident_place(case) if case.assessment.incident_place.strip() else ""


def _incidents(case: Case) -> Fact | None:
    return next((fact for fact in case.facts if "incident" in fact.unit.lower()), None)


def _count(case: Case) -> str:
    fact = _incidents(case)
    return f"{literal(fact.value.strip())} {literal(bare(one_line(fact.unit)))}" if fact else ""


def _period(case: Case) -> str:
    fact = _incidents(case)
    return dutch.with_preposition(literal(bare(one_line(fact.period))), "in") if fact else ""


def _paper(case: Case, article: str, *kinds: str) -> str:
    """'de veiligheidsanalyse van 2 maart 2026': the newest document of these kinds."""
    papers = [paper for paper in case.decision.evidence.all() if paper.kind in kinds]
    if not papers:
        return ""
    newest = max(papers, key=lambda paper: (paper.dated, paper.pk))
    name = recitals.DOCUMENTS[Evidence.Kind(newest.kind)].removeprefix("een ")
    return f"{article} {name} van {dutch.date_words(newest.dated)}"


def _analysis(case: Case) -> str:
    return _paper(case, "de", Evidence.Kind.ANALYSIS) or _paper(case, "de", Evidence.Kind.REPORT)


def _research(case: Case) -> str:
    return _paper(case, "de", Evidence.Kind.EVALUATION, Evidence.Kind.SURVEY)


def _measures(case: Case) -> str:
    what = (dutch.lower_first(literal(bare(one_line(measure.what)))) for measure in case.measures)
    return dutch.enumeration(dict.fromkeys(what))


def _before(case: Case) -> str:
    earlier = [phrases.earlier(a.follows.decision) if a.follows else "" for a in case.areas]
    return _together(f"het {words}" if words else "" for words in earlier)


def _last_day_before(case: Case) -> str:
    days = [area.follows.last_day if area.follows else None for area in case.areas]
    return _together(dutch.date_words(day) if day else "" for day in days)


def _days_before(case: Case) -> str:
    past = [case.past.get(area.pk) for area in case.areas]
    return _together(phrases.days(p.days) if p and p.complete and p.days else "" for p in past)


def _framework(case: Case) -> str:
    return phrases.framework(case)


CENTRE = "het gebied Almere Haven Centrum"
PLACES: dict[str, Place] = {
    "gebied": Place("gebied", CENTRE, _areas),
    "straten": Place("straten", "De Brink en de Kerkgracht", _streets),
    "oppervlakte": Place("oppervlakte van het gebied", "ongeveer 12 hectare", _size),
    "eerste_dag": Place("eerste dag", "1 mei 2026", _first_day),
    "laatste_dag": Place("laatste dag", "30 april 2030", _last_day),
    "termijn": Place("termijn", "een termijn van vier jaar", _term),
    "wat_gebeurde": Place("wat er gebeurde", "een explosie bij een woning", _what),
    "wanneer": Place("wanneer het gebeurde", "in de nacht van 27 op 28 maart 2026", _when),
    "waar": Place("waar het gebeurde", "aan de Hofmark", _where),
    "aantal_incidenten": Place("aantal incidenten", "412 incidenten", _count),
    "periode_incidenten": Place("periode van de cijfers", "in 2025", _period),
    "analyse": Place(
        "veiligheidsanalyse of bestuurlijke rapportage, met de datum",
        "de veiligheidsanalyse van 2 maart 2026",
        _analysis,
    ),
    "onderzoek": Place("evaluatie of enquête, met de datum", "de evaluatie van 3 november 2025", _research),
    "maatregelen": Place(
        "minder ingrijpende maatregelen", "extra surveillance en betere verlichting", _measures
    ),
    "vorig_besluit": Place("vorig besluit", "het besluit van 20 april 2022 (kenmerk CT-2022-001)", _before),
    "vorige_laatste_dag": Place("laatste dag van het vorige besluit", "30 april 2026", _last_day_before),
    "dagen_eerder": Place("duur van het eerdere cameratoezicht", "1.460 dagen", _days_before),
    "kader": Place("beleidskader", "het Beleidskader cameratoezicht 2024-2027", _framework),
    # What only the officer knows.
    "soort_ordeverstoring": Place(
        "welke ordeverstoringen, hoe vaak en op welke tijden",
        "vechtpartijen en vernielingen, vooral in de nacht van vrijdag op zaterdag",
    ),
    "signalen": Place(
        "waaruit dat blijkt: een enquête, een verzoek, meldingen", "een enquête onder bewoners en ondernemers"
    ),
    "uitkomst": Place("wat zij antwoordden, met het cijfer", "zich in meerderheid veiliger voelen"),
    "schade": Place("wat er is beschadigd, zonder huisnummer", "een voordeur en geparkeerde auto’s"),
    "reden_herhaling": Place(
        "waarom herhaling te verwachten is", "de achtergrond van het incident nog niet bekend is"
    ),
    "reden_verwachting": Place(
        "waarop die verwachting rust", "de overlast toenam in de weken waarin camera’s waren uitgevallen"
    ),
    "reden_niet_genoeg": Place("waarom dat niet volstaat", "de overlast zich telkens verplaatst"),
    "reden_geweken": Place(
        "waarom de dreiging is geweken", "zich sinds 1 maart 2026 geen incidenten meer hebben voorgedaan"
    ),
    "reden_verhouding": Place(
        "waarom doel en inbreuk niet meer in verhouding zijn", "vrijwel geen ordeverstoringen meer optreden"
    ),
    "reden_zwaarder": Place(
        "waarom dat belang hier zwaarder weegt", "veel mensen er ’s avonds van afhankelijk zijn"
    ),
    "reden_vrees": Place(
        "waarom wanordelijkheden te vrezen zijn",
        "bij de vorige editie vechtpartijen zijn uitgebroken",
    ),
    "ontwikkeling": Place(
        "wat de cijfers laten zien, met periode en bron",
        "van 610 incidenten in 2023 naar 412 incidenten in 2025 volgens het uitkijkcentrum",
    ),
    "aanpassing": Place("wat er is aangepast, of waarom niets", "drie camera’s zijn verwijderd"),
    "onderbouwing": Place("stuk waaruit dat blijkt, met de datum", "de evaluatie van 3 november 2025"),
    "lichtere_maatregelen": Place("welke lichtere maatregelen", "toezicht door handhavers in het weekend"),
    "evenement": Place("naam van het evenement", "het Bevrijdingsfestival"),
    "dag_evenement": Place("dag of dagen van het evenement", "5 mei 2026"),
}
