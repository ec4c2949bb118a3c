"""After 'voorts overwegende dat:': privacy, the advice of prosecution and police, and the history."""

from __future__ import annotations

from datetime import timedelta

from decisions.documents.markup import literal

from ..blocks import Block
from ..models import Consultation, CriterionKey, DecisionKind, DesignatedArea, Judgement
from . import dutch, phrases
from .case import Case, Link
from .phrases import group, recital, recitals
from .prose import bare, clauses, missing, one_line
from .recitals import answer

ADVICE = "overleg"  # every recital about the consultation has a key that begins like this
WORDS = {
    Consultation.Advice.POSITIVE: "positief",
    Consultation.Advice.HESITANT: "aarzelend",
    Consultation.Advice.NEGATIVE: "negatief",
}
DOUBTFUL = {Consultation.Advice.HESITANT, Consultation.Advice.NEGATIVE}
ONE_DAY = timedelta(days=1)


# --- Privacy -------------------------------------------------------------------------------------


def privacy(case: Case) -> list[Block]:
    """The intrusion per area, what limits it, and the weighing (framework, chapter 6; art. 8 EVRM)."""
    key = "overweging.privacy"
    found = [
        recital(f"{key}.gebied.{area.pk}", _intrusion(area), f"designated:{area.pk}") for area in case.areas
    ]
    found += answer(
        case,
        f"{key}.beeld",
        "visible",
        "over wat de camera’s in beeld brengen het volgende geldt",
        "wat de camera’s zien",
    )
    found += answer(
        case,
        f"{key}.afscherming",
        "blanking",
        "woningen als volgt buiten beeld worden gehouden",
        "afscherming van woningen",
    )
    found.append(recital(f"{key}.bewaren", _retention(case), "assessment.retention_days"))
    found += _assessment_of_effects(case, key)
    found += _told(case)
    found.append(recital(f"{key}.afweging", _weighing(case), criterion=CriterionKey.PROPORTIONALITY))
    return group("de persoonlijke levenssfeer", key, found)


def _intrusion(designated: DesignatedArea) -> str:
    """What the designation of one area means for those who live, work or come there."""
    size = ""
    if designated.boundary is not None:
        size = f" van ongeveer {dutch.decimal_comma(designated.boundary.hectares)} hectare"
    first, last = designated.stated_first_day, designated.last_day
    span = dutch.span(first, last) if first and last else ""
    limit = f"een termijn van {span}" if span else "de termijn van de aanwijzing"
    return (
        f"het cameratoezicht in {phrases.the_area(designated)} een inbreuk maakt op de persoonlijke "
        "levenssfeer van wie daar woont, werkt of verblijft, en beperkt is tot het aangewezen gebied"
        f"{size} en tot {limit}"
    )


def _retention(case: Case) -> str:
    days = case.retention_days
    text = f"de beelden ten hoogste {days} dagen worden bewaard en onder de Wet politiegegevens vallen"
    if case.framework is None:
        return text
    return (
        f"{text}, en zij volgens {phrases.framework(case, 6)} alleen worden bekeken door daartoe aangewezen "
        "camera-observanten, van wie de handelingen worden vastgelegd"
    )


def _assessment_of_effects(case: Case, key: str) -> list[Block]:
    """The DPIA, and whether technology is new: then it is carried out anew (framework, chapter 6)."""
    a = case.assessment
    found = []
    if a.dpia_on:
        text = (
            "de risico’s van de verwerking voor de persoonlijke levenssfeer zijn beoordeeld in de "
            f"gegevensbeschermingseffectbeoordeling (DPIA) van {dutch.date_words(a.dpia_on)}"
        )
        found.append(recital(f"{key}.dpia", text, "assessment.dpia_on"))
    if a.new_technology is False:
        text = "geen gebruik wordt gemaakt van nieuwe technologie"
        found.append(recital(f"{key}.techniek", text, "assessment.new_technology"))
    if a.new_technology:
        lead = "gebruik wordt gemaakt van nieuwe technologie, waarover het volgende geldt"
        words = clauses(a.new_technology_words, lead) or [missing("welke nieuwe technologie")]
        found += recitals(f"{key}.techniek", words, "assessment.new_technology_words")
    return found


def _told(case: Case) -> list[Block]:
    a = case.assessment
    key = "overweging.privacy.bekendheid"
    found = recitals(
        f"{key}.hoe",
        clauses(a.told_how, "bewoners en bezoekers als volgt over het cameratoezicht worden geïnformeerd"),
        "assessment.told_how",
    )
    when = literal(bare(one_line(a.told_when)))
    if when:
        moment = dutch.with_preposition(when, "op")
        text = f"bewoners en bezoekers {moment} over het cameratoezicht worden geïnformeerd"
        found.append(recital(f"{key}.wanneer", text, "assessment.told_when"))
    return found


def _weighing(case: Case) -> str:
    judgement = case.judgements.get(CriterionKey.PROPORTIONALITY)
    if judgement is None or judgement.verdict != Judgement.Verdict.MET:
        return missing("afweging van de openbare orde tegen de persoonlijke levenssfeer")
    return (
        f"het belang van de handhaving van de openbare orde in {phrases.the_areas(case)}, gelet op het "
        "voorgaande, zwaarder weegt dan het belang van bewoners, ondernemers en bezoekers om daar niet door "
        "camera’s te worden waargenomen, mede omdat het toezicht is begrensd in plaats en tijd, kenbaar is "
        "en met de hiervoor genoemde waarborgen is omgeven"
    )


# --- Advice --------------------------------------------------------------------------------------


def advice(case: Case) -> list[Block]:
    """What prosecution and police advised, and why the mayor decides otherwise (Awb 3:50)."""
    found = [block for held in case.consultations for block in _advice(held, case.mayor)]
    if not found and not case.decision.is_ending:
        found = [recital(ADVICE, missing("advies van het Openbaar Ministerie en de politie"))]
    return group("het overleg met het Openbaar Ministerie en de politie", ADVICE, found)


def _advice(held: Consultation, mayor: str) -> list[Block]:
    key, source = f"{ADVICE}.{held.pk}", f"consultation:{held.pk}"
    found = [recital(f"{key}.advies", _advised(held), source)]
    for part, given, note, who in (
        ("om", held.prosecution_advice, held.prosecution_note, "het Openbaar Ministerie"),
        ("politie", held.police_advice, held.police_note, "de politie"),
    ):
        if given in DOUBTFUL:
            found += recitals(
                f"{key}.{part}", clauses(note, f"{who} dit advies als volgt heeft toegelicht"), source
            )
    lead = "het overleg tot de volgende uitkomst heeft geleid"
    found += recitals(f"{key}.uitkomst", clauses(held.outcome, lead), source)
    if held.advised_against:
        lead = f"{mayor} om de volgende redenen afwijkt van het advies van {_doubtful(held)}"
        words = clauses(held.deviation_reason, lead) or [missing("reden om van het advies af te wijken")]
        found += recitals(f"{key}.afwijking", words, source)
    return found


def _doubtful(held: Consultation) -> str:
    given = ((held.prosecution_advice, "de officier van justitie"), (held.police_advice, "de politie"))
    return dutch.enumeration(who for advice, who in given if advice in DOUBTFUL)


def _advised(held: Consultation) -> str:
    day = dutch.date_words(held.held_on)
    prosecution, police = held.prosecution_advice, held.police_advice
    none = Consultation.Advice.NONE
    if prosecution == police == none:
        return f"de officier van justitie en de politie in het overleg van {day} geen advies hebben gegeven"
    if prosecution == police:
        word = WORDS[Consultation.Advice(prosecution)]
        return f"de officier van justitie en de politie in het overleg van {day} {word} hebben geadviseerd"
    if none in (prosecution, police):
        return (
            f"in het overleg van {day} de officier van justitie {_gave(prosecution)} "
            f"en de politie {_gave(police)}"
        )
    words = WORDS[Consultation.Advice(prosecution)], WORDS[Consultation.Advice(police)]
    return (
        f"in het overleg van {day} de officier van justitie {words[0]} en de politie {words[1]} "
        "heeft geadviseerd"
    )


def _gave(given: str) -> str:
    if given == Consultation.Advice.NONE:
        return "geen advies heeft gegeven"
    return f"{WORDS[Consultation.Advice(given)]} heeft geadviseerd"


# --- History -------------------------------------------------------------------------------------


def history(case: Case) -> list[Block]:
    """The predecessor of each area, the count of extensions, and what the evaluation showed."""
    key = "overweging.geschiedenis"
    found: list[Block] = []
    for designated in case.areas:
        if designated.follows is not None:
            found += _predecessor(case, designated, designated.follows, f"{key}.{designated.pk}")
    lead = "over de werking van het eerdere cameratoezicht het volgende is vastgesteld"
    found += answer(case, f"{key}.evaluatie", "findings_before", lead)
    if case.decision.is_mobile and case.framework is not None and not case.is_short:
        found.append(recital(f"{key}.leren", _lessons(case)))
    followed = any(designated.follows for designated in case.areas)
    return group("het eerdere cameratoezicht en de evaluatie" if followed else "de evaluatie", key, found)


def _predecessor(case: Case, designated: DesignatedArea, before: DesignatedArea, key: str) -> list[Block]:
    source = f"designated:{designated.pk}"
    area = phrases.the_area(before)
    until = f" {phrases.end_words(before)}" if before.last_day else ""
    text = f"{area} bij {phrases.earlier(before.decision)} laatstelijk is aangewezen{until}"
    found = [recital(f"{key}.voorganger", text, source)]
    first = designated.stated_first_day
    if first and before.last_day and first > before.last_day + ONE_DAY:
        since, to = dutch.date_words(before.last_day + ONE_DAY), dutch.date_words(first - ONE_DAY)
        text = f"voor {area} van {since} tot en met {to} geen aanwijzing heeft gegolden"
        if since == to:
            text = f"voor {area} op {since} geen aanwijzing heeft gegolden"
        found.append(recital(f"{key}.onderbreking", text, source))
    if case.decision.kind == DecisionKind.EXTEND:
        found.append(recital(f"{key}.verlenging", _count(case.chain(designated), area), source))
        past = case.past[designated.pk]
        if past.complete and past.days:
            text = f"de eerdere aanwijzing van {area} {phrases.days(past.days)} omvat"
            if len(case.chain(designated)) > 1:
                text = f"de eerdere aanwijzingen van {area} samen {phrases.days(past.days)} omvatten"
            found.append(recital(f"{key}.dagen", text, source))
    return found


def _count(chain: list[Link], area: str) -> str:
    """'dit de tweede verlenging is van ...': cumulation is part of proportionaliteit."""
    number = dutch.ordinal(1 + sum(link.kind == DecisionKind.EXTEND for link in chain))
    text = f"dit de {number} verlenging is van het cameratoezicht in {area}"
    if chain and chain[0].signed_on:
        text += f", dat is ingesteld bij besluit van {dutch.date_words(chain[0].signed_on)}"
    return text


def _lessons(case: Case) -> str:
    return (
        f"mobiel cameratoezicht volgens {phrases.framework(case, 7)} niet periodiek wordt geëvalueerd, maar "
        "leer- en verbeterpunten worden betrokken bij een volgende toepassing"
    )
