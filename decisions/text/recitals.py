"""The recitals of a decision that starts, extends or changes: grouped by subject and by criterion.

The order is that of the municipality's decisions: competence, occasion, the four criteria, what is
expected of the cameras, and then, after 'voorts overwegende dat:', privacy, advice and history.
"""

from __future__ import annotations

from collections.abc import Sequence

from decisions.documents.markup import literal

from ..blocks import Block
from ..models import CriterionKey, DecisionKind, ElementKey, Evidence, Fact, Judgement, Measure, Request
from . import dutch, phrases
from .case import Case
from .phrases import group, recital, recitals
from .prose import after_colon, bare, clauses, missing, one_line

REPORTS = {Evidence.Kind.ANALYSIS, Evidence.Kind.REPORT}
SUBJECTS = {
    CriterionKey.NECESSITY: "de noodzakelijkheid",
    CriterionKey.NEED: "de maatschappelijke behoefte",
    CriterionKey.PROPORTIONALITY: "de proportionaliteit",
    CriterionKey.SUBSIDIARITY: "de subsidiariteit",
}
REASONS = {
    CriterionKey.NECESSITY: "over de noodzaak van het cameratoezicht het volgende is gebleken",
    CriterionKey.NEED: "over de behoefte aan cameratoezicht het volgende is gebleken",
    CriterionKey.PROPORTIONALITY: "bij de afweging van doel en inbreuk het volgende geldt",
    CriterionKey.SUBSIDIARITY: "over minder ingrijpende middelen het volgende geldt",
}
MET = {
    CriterionKey.NECESSITY: "de inzet van camera’s in {areas} daarom noodzakelijk is in het belang van de "
    "handhaving van de openbare orde",
    CriterionKey.NEED: "het cameratoezicht in {areas} daarmee voorziet in een maatschappelijke behoefte",
    CriterionKey.PROPORTIONALITY: "de inbreuk die het cameratoezicht in {areas} maakt op de persoonlijke "
    "levenssfeer daarom in een redelijke verhouding staat tot het doel dat ermee wordt gediend",
    CriterionKey.SUBSIDIARITY: "het doel van het cameratoezicht in {areas} daarom niet met minder "
    "ingrijpende maatregelen kan worden bereikt",
}
ELEMENTS = {
    ElementKey.PREVENTION: "over de preventieve werking van het cameratoezicht het volgende geldt",
    ElementKey.INTERVENTION: "over het tijdig signaleren van en ingrijpen bij incidenten het volgende geldt",
    ElementKey.FEELING: "over het veiligheidsgevoel van bewoners, ondernemers en bezoekers het volgende "
    "geldt",
    ElementKey.DETECTION: "over het gebruik van beelden voor de opsporing het volgende wordt verwacht",
}
ASKED_BY = {
    Request.From.POLICE: "de politie",
    Request.From.RESIDENTS: "bewoners",
    Request.From.ENTREPRENEURS: "ondernemers",
    Request.From.MUNICIPALITY: "de gemeente",
    Request.From.PROSECUTION: "het Openbaar Ministerie",
    Request.From.OTHER: "een betrokkene",
}
ASKED_FOR = {
    DecisionKind.START: "cameratoezicht",
    DecisionKind.EXTEND: "verlenging van het cameratoezicht",
    DecisionKind.CHANGE: "wijziging van het cameratoezicht",
    DecisionKind.END: "beëindiging van het cameratoezicht",
}
DOCUMENTS = {
    Evidence.Kind.ANALYSIS: "een veiligheidsanalyse",
    Evidence.Kind.REPORT: "een bestuurlijke rapportage",
    Evidence.Kind.SURVEY: "een enquête",
    Evidence.Kind.EVALUATION: "een evaluatie",
    Evidence.Kind.FIGURES: "een overzicht van cijfers",
    Evidence.Kind.LETTER: "een brief",
    Evidence.Kind.OTHER: "een ander stuk",
}


# --- Competence and purpose ----------------------------------------------------------------------


def competence(case: Case) -> list[Block]:
    """Competence, framework, purpose: openbare orde and nothing else (151c lid 1)."""
    key = "overweging.bevoegdheid"
    found = [
        recital(
            f"{key}.grondslag",
            f"de burgemeester op grond van {phrases.law(case)} en {phrases.bylaw(case)} kan besluiten om, "
            "indien dat in het belang van de handhaving van de openbare orde noodzakelijk is, voor een "
            "bepaalde duur camera’s in te zetten ten behoeve van het toezicht op een openbare plaats",
        )
    ]
    if case.framework is not None:
        found.append(recital(f"{key}.kader", _framework_words(case)))
    purpose = (
        f"het cameratoezicht in {phrases.the_areas(case)} uitsluitend dient ter handhaving van de openbare "
        "orde, waaronder is begrepen het voorkomen van strafbare feiten en ernstige overlast die van "
        "invloed zijn op de orde en rust in de samenleving"
    )
    found.append(recital(f"{key}.doel", purpose))
    words = clauses(case.assessment.purpose, "dit doel in dit geval het volgende inhoudt")
    found += recitals(f"{key}.doel.omschrijving", words, "assessment.purpose")
    return group("de bevoegdheid en het doel", key, found)


def _framework_words(case: Case) -> str:
    if case.is_short:
        return f"op dit besluit {phrases.framework(case)} van toepassing is"
    return (
        f"volgens {phrases.framework(case, 4)} cameratoezicht alleen kan worden ingesteld of verlengd als "
        "het noodzakelijk is, voorziet in een maatschappelijke behoefte en voldoet aan de eisen van "
        "proportionaliteit en subsidiariteit"
    )


# --- Occasion ------------------------------------------------------------------------------------


def occasion(case: Case) -> list[Block]:
    """What led to it: request, incident, disorder, risk of repetition, documents."""
    key = "overweging.aanleiding"
    found = [*_request(case), *_incident(case)]
    lead = "de wijziging de volgende aanleiding heeft" if case.is_short else "de aanleiding de volgende is"
    found += answer(case, f"{key}.omschrijving", "occasion", lead, "aanleiding")
    shock = "de openbare orde is verstoord, zoals blijkt uit het volgende"
    found += answer(
        case, f"{key}.orde", "shock", shock, "hoe de openbare orde is verstoord" if _acute(case) else ""
    )
    risk = "over de kans op herhaling het volgende geldt"
    found += answer(
        case, f"{key}.herhaling", "repetition_risk", risk, "kans op herhaling" if _acute(case) else ""
    )
    found += evidence(case)
    return group("de aanleiding", key, found)


def answer(case: Case, key: str, field: str, lead: str, wanted: str = "") -> list[Block]:
    """One free text of the assessment; `wanted` names the placeholder when it may not be missing."""
    words = clauses(getattr(case.assessment, field), lead)
    if not words and wanted:
        words = [missing(wanted)]
    return recitals(key, words, f"assessment.{field}")


def facts(case: Case, criterion: str, key: str) -> list[Block]:
    """The figures of one criterion, each in a recital of its own."""
    return [
        recital(f"{key}.feit.{fact.pk}", fact_words(fact), f"fact:{fact.pk}", criterion=criterion)
        for fact in case.facts_of(criterion)
    ]


def fact_words(fact: Fact) -> str:
    """'in 2025 412 incidenten in het centrum zijn geregistreerd, volgens de registratie van ...'."""
    unit = literal(bare(one_line(fact.unit)))
    amount = f"{literal(fact.value.strip())}{'' if unit.startswith('%') else ' '}{unit}".strip()
    said = dutch.lower_first(literal(bare(one_line(fact.statement))))
    when = dutch.with_preposition(literal(bare(one_line(fact.period))), "in")
    source = dutch.lower_first(literal(bare(one_line(fact.source)))).removeprefix("volgens ")
    return f"{when} {amount} {said}, volgens {source}"


def _acute(case: Case) -> bool:
    """Mobile use rests on a recent serious disturbance (framework, chapter 4): it may not be missing."""
    return case.decision.is_mobile and not case.is_short


def _request(case: Case) -> list[Block]:
    request = case.decision.request
    if request is None:
        return []
    who = ASKED_BY[Request.From(request.asked_by)]
    words = literal(bare(one_line(request.asked_by_words)))
    if words and request.asked_by == Request.From.OTHER:
        who = dutch.lower_first(words)
    elif words:
        who = f"{who} ({words})"
    what = ASKED_FOR[DecisionKind(case.decision.kind)]
    asked = f"op {dutch.date_words(request.received_on)} door {who} om {what} is gevraagd"
    return [recital("overweging.aanleiding.vraag", asked, f"request:{request.pk}")]


def _incident(case: Case) -> list[Block]:
    """When, where and what, without a house number (I23)."""
    a = case.assessment
    key, sources = "overweging.aanleiding.incident", ("assessment.incident_kind", "assessment.incident_place")
    if not (a.incident_first_day or a.incident_kind or a.incident_place):
        if not _acute(case) or case.decision.kind != DecisionKind.START:
            return []
        return [recital(key, missing("wat er is gebeurd, waar en wanneer"), *sources)]
    what = dutch.lower_first(literal(bare(one_line(a.incident_kind)))) or missing("wat er gebeurde")
    return [
        recital(key, f"{incident_day(case)} {incident_place(case)} sprake is geweest van {what}", *sources)
    ]


def incident_day(case: Case) -> str:
    """'op 28 maart 2026', 'in de nacht van 27 op 28 maart 2026', or with a placeholder."""
    a = case.assessment
    first, last = a.incident_first_day, a.incident_last_day
    if first is None:
        return f"op {missing('datum van het incident')}"
    if last is None or last == first:
        return f"op {dutch.date_words(first)}{' in de nacht' if a.incident_at_night else ''}"
    if a.incident_at_night and (last - first).days == 1:
        return dutch.night_words(first, last)
    return f"van {dutch.date_words(first)} tot en met {dutch.date_words(last)}"


def incident_place(case: Case) -> str:
    """'aan de Hofmark', or with a placeholder; without a house number (I23)."""
    place = literal(bare(one_line(case.assessment.incident_place)))
    if not place:
        return f"op {missing('plaats van het incident')}"
    if dutch.first_word(place) in dutch.PREPOSITIONS:
        return dutch.lower_first(place)
    if dutch.first_word(place) in dutch.ARTICLES:
        return f"aan {dutch.lower_first(place)}"
    return f"in de omgeving van {place}"


def evidence(case: Case) -> list[Block]:
    """The documents beneath the decision; of a confidential one only its kind, maker and date (Awb 3:49)."""
    key = "overweging.aanleiding.stuk"
    papers = list(case.decision.evidence.all())
    found = [recital(f"{key}.{paper.pk}", _paper(paper), f"evidence:{paper.pk}") for paper in papers]
    if not any(paper.kind in REPORTS for paper in papers):
        lead = "geen veiligheidsanalyse of bestuurlijke rapportage is opgesteld, om de volgende reden"
        words = clauses(case.assessment.no_analysis_reason, lead)
        found += recitals(f"{key}.geen", words, "assessment.no_analysis_reason")
    return found


def _paper(paper: Evidence) -> str:
    what = DOCUMENTS[Evidence.Kind(paper.kind)]
    maker = dutch.lower_first(literal(bare(one_line(paper.source))))
    of = f"van {maker}{',' if ',' in maker else ''} van {dutch.date_words(paper.dated)}"
    if paper.confidential:
        return (
            f"bij de voorbereiding van dit besluit gebruik is gemaakt van {what} {of}, welk stuk niet "
            "openbaar is, zodat de feiten waarop dit besluit rust in dit besluit zelf zijn vermeld"
        )
    title = literal(bare(one_line(paper.title)))
    return f"aan dit besluit onder meer {what} {of} ten grondslag ligt, met als titel ‘{title}’"


# --- The four criteria ---------------------------------------------------------------------------


def criteria(case: Case) -> list[Block]:
    """Per criterion: the figures, the reasons, for subsidiariteit the measures, and the conclusion."""
    found = [block for criterion in CriterionKey for block in _criterion(case, criterion)]
    if not case.decision.is_motivated_later:
        return found
    key = "overweging.motivering"
    return [*found, *group("de motivering", key, [recital(f"{key}.later", _motivated_later())])]


def _motivated_later() -> str:
    """Only urgency keeps the motivation out of the publication, and for a week at most (Awb 3:47 lid 3)."""
    return (
        "de motivering in verband met de vereiste spoed niet volledig bij de bekendmaking van dit besluit "
        "kan worden vermeld, en op grond van artikel 3:47, derde lid, van de Algemene wet bestuursrecht "
        "binnen een week na de bekendmaking wordt verstrekt en op dezelfde wijze wordt bekendgemaakt"
    )


def _criterion(case: Case, criterion: CriterionKey) -> list[Block]:
    key = f"overweging.{criterion.value}"
    found = facts(case, criterion, key)
    if criterion == CriterionKey.SUBSIDIARITY:
        found += measures(case, key)
    judgement = case.judgements.get(criterion)
    words = clauses(judgement.reasons if judgement else "", REASONS[criterion])
    sources = [f"judgement:{judgement.pk}"] if judgement else []
    subject = SUBJECTS[criterion]
    if not words and not case.decision.is_motivated_later:
        words = [missing(f"onderbouwing van {subject}")]
    found += recitals(f"{key}.reden", words, *sources, criterion=criterion)
    concluded = conclusion(case, criterion, judgement)
    if not found:  # the reasons follow later: nothing to refer back to
        concluded = concluded.replace(" daarom ", " ").replace(" daarmee ", " ")
    found.append(recital(f"{key}.oordeel", concluded, *sources, criterion=criterion))
    return group(subject, key, found, criterion)


def conclusion(case: Case, criterion: CriterionKey, judgement: Judgement | None) -> str:
    """The verdict on a criterion, for all the areas of the decision."""
    verdict = judgement.verdict if judgement else Judgement.Verdict.OPEN
    if verdict == Judgement.Verdict.MET:
        return MET[criterion].format(areas=phrases.the_areas(case))
    if verdict == Judgement.Verdict.NOT_MET:
        return f"daarom niet wordt voldaan aan het criterium {criterion.label.lower()}"
    return missing(f"oordeel over {SUBJECTS[criterion]}")


def measures(case: Case, key: str) -> list[Block]:
    """What was tried or considered before (framework, chapter 4: the least intrusive measure).

    Where nothing is named the reasons of the criterion stand alone; rule I26 then asks why.
    """
    criterion = CriterionKey.SUBSIDIARITY
    return [
        recital(
            f"{key}.maatregel.{measure.pk}",
            measure_words(measure),
            f"measure:{measure.pk}",
            criterion=criterion,
        )
        for measure in case.measures
    ]


def measure_words(measure: Measure) -> str:
    """A measure with its result and why it does not suffice, in one recital."""
    what = dutch.lower_first(literal(bare(one_line(measure.what))))
    since = literal(bare(one_line(measure.since)))
    result, why = one_line(bare(measure.result)), one_line(bare(measure.why_insufficient))
    if since or result:
        when = f"{dutch.with_preposition(since, 'sinds')} " if since else ""
        text = f"{when}als minder ingrijpende maatregel gebruik is gemaakt van {what}"
    else:
        text = f"als minder ingrijpende maatregel de inzet van {what} is overwogen"
    if result:
        text += f", met het volgende resultaat: {after_colon(result)}"
    if why:
        text = f"{text.rstrip('.')}. {insufficient(why)}"
    return text


def insufficient(why: str) -> str:
    """Why a measure does not suffice, as a sentence; a typed 'omdat' goes on in it."""
    if dutch.first_word(why) in {"omdat", "aangezien", "doordat", "want"}:
        return f"Dit volstaat niet, {dutch.lower_first(why)}"
    return f"Dit volstaat niet: {after_colon(why)}"


# --- Elements ------------------------------------------------------------------------------------


def elements(case: Case) -> list[Block]:
    """What is expected of the cameras. Opsporing is never a purpose of its own (151c lid 9)."""
    key = "overweging.werking"
    found: list[Block] = []
    notes = {note.element.key: note for note in case.element_notes}
    for element in ElementKey:
        if element == ElementKey.DETECTION:
            found.append(recital(f"{key}.opsporing.grens", _detection(case)))
        note = notes.get(element)
        if note is not None and note.applies:
            words = clauses(note.text, ELEMENTS[element])
            found += recitals(f"{key}.{element.value}", words, f"element_note:{note.pk}")
    if case.assessment.rests_on_prevention and case.decision.kind == DecisionKind.EXTEND:
        found.insert(0, recital(f"{key}.rust", _prevention(case), "assessment.rests_on_prevention"))
    subject = "de te verwachten werking" if len(found) > 1 else "de opsporing"
    return group(subject, key, found)


def _detection(case: Case) -> str:
    return (
        "opsporing geen zelfstandig doel van het cameratoezicht is en vastgelegde gegevens alleen met "
        f"toepassing van {phrases.law(case, 9)}, indien daarvoor concrete aanleiding bestaat, kunnen worden "
        "verwerkt ten behoeve van de opsporing van een strafbaar feit"
    )


def _prevention(case: Case) -> str:
    text = "deze verlenging berust op de preventieve werking van het cameratoezicht"
    if case.framework is None:
        return text
    return f"{text}, wat volgens {phrases.framework(case, 5)} reden voor een verlenging kan zijn"


def joined(*groups: Sequence[Block]) -> list[Block]:
    """Groups of recitals after each other."""
    return [block for blocks in groups for block in blocks]
