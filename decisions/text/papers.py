"""One page for the driehoek: what is asked, of whom, and what it rests on; also from a half-filled draft."""

from __future__ import annotations

from collections.abc import Sequence

from decisions.documents.markup import literal, to_text

from ..blocks import Block, Document, Kind
from ..models import Consultation, CriterionKey, Decision, DecisionKind, DesignatedArea, Judgement, Measure
from . import dutch, hours, phrases
from .case import Case, case_of
from .composition import document
from .prose import bare, in_full, missing, one_line, paragraphs, sentence
from .recitals import ASKED_BY, ASKED_FOR, Request, fact_words, insufficient

WANTED = {
    DecisionKind.START: "instellen van cameratoezicht in",
    DecisionKind.EXTEND: "verlengen van het cameratoezicht in",
    DecisionKind.CHANGE: "wijzigen van het cameratoezicht in",
    DecisionKind.END: "beëindigen van het cameratoezicht in",
}
VERDICTS = {
    Judgement.Verdict.MET: "Voldoet",
    Judgement.Verdict.NOT_MET: "Voldoet niet",
    Judgement.Verdict.OPEN: "Nog niet beoordeeld",
}
ENOUGH = 260  # characters of one answer on this page; the case itself holds the rest


def paper(decision: Decision) -> Document:
    """The page for the consultation (151c lid 3; framework, chapter 5): dialogue before decision."""
    case = case_of(decision)
    blocks = [
        Block(kind=Kind.TITLE, key="titel", text=f"Voor de driehoek: {_subject(case)}"),
        Block(kind=Kind.PARTICULARS, key="gegevens", rows=_particulars(case)),
        *_part("vraag", "Wat wordt gevraagd", [_question(case)]),
        *_part("aanleiding", "Aanleiding", _occasion(case), _figures(case)),
        *_state(case),
    ]
    return document(case, blocks, draft=True, title=f"Voor de driehoek: {case.decision.title}")


def _subject(case: Case) -> str:
    return f"{WANTED[DecisionKind(case.decision.kind)]} {phrases.the_areas(case)}"


def _part(key: str, title: str, texts: list[str], items: Sequence[str] = ()) -> list[Block]:
    """A heading with one paragraph, and a list beneath it if there is one."""
    head = Block(kind=Kind.HEADING, key=f"{key}.kop", text=title)
    text = " ".join(filter(None, texts))
    return [head, Block(kind=Kind.PARAGRAPH, key=key, text=text, items=tuple(items))]


# --- What is asked -------------------------------------------------------------------------------


def _particulars(case: Case) -> tuple[tuple[str, ...], ...]:
    """One row per area: what holds now, and what is proposed."""
    return (
        ("Kenmerk", case.decision.kenmerk),
        *((designated.area.name, to_text(proposal(case, designated))) for designated in case.areas),
    )


def proposal(case: Case, designated: DesignatedArea) -> str:
    before = designated.follows
    now = ""
    if before is not None:
        until = f" {phrases.end_words(before)}" if before.last_day else ""
        now = f"Nu aangewezen bij {phrases.earlier(before.decision)}{until}. "
    if case.decision.is_ending:
        return f"{now}Voorgesteld einde: {phrases.start_words(case, designated, 'met ingang van')}."
    term = phrases.term_words(case, designated)
    watched = dutch.enumeration(hours.viewing_words(designated))
    return f"{now}Voorgesteld wordt een termijn {term}. De beelden worden rechtstreeks bekeken {watched}."


def _question(case: Case) -> str:
    """What the mayor asks of prosecution and police (151c lid 3)."""
    if case.decision.is_ending:
        return (
            "De burgemeester beëindigt het cameratoezicht zodra het niet langer noodzakelijk is en hoort "
            "graag of het Openbaar Ministerie of de politie daar anders over denkt."
        )
    return (
        "De burgemeester vraagt het Openbaar Ministerie en de politie om advies over de noodzaak van het "
        "cameratoezicht, over de periode waarin de camera’s worden gebruikt en over de tijden waarop de "
        "beelden in elk geval rechtstreeks worden bekeken. De politie wordt gevraagd de uitvoering te "
        "bevestigen."
    )


# --- What it rests on ----------------------------------------------------------------------------


def _occasion(case: Case) -> list[str]:
    request, a = case.decision.request, case.assessment
    texts = []
    if request is not None:
        who = ASKED_BY[Request.From(request.asked_by)]
        words = literal(bare(one_line(request.asked_by_words)))
        named = f"{who} ({words})" if words else who
        day, what = dutch.date_words(request.received_on), ASKED_FOR[DecisionKind(case.decision.kind)]
        texts.append(f"Op {day} is door {named} om {what} gevraagd. {_short(request.felt)}")
    answers = [a.occasion, a.shock, a.repetition_risk, a.findings_before, a.ending_ground]
    texts += [_short(answer) for answer in answers if answer.strip()]
    if not a.occasion.strip() and not case.decision.is_ending:
        texts.append(missing("aanleiding"))
    if case.facts:
        texts.append("Uit de cijfers blijkt dat:")
    return texts


def _figures(case: Case) -> tuple[str, ...]:
    """The figures, as the last words of the occasion: '... Uit de cijfers blijkt dat:'."""
    return phrases.listed([fact_words(fact) for fact in case.facts])


def _state(case: Case) -> list[Block]:
    """Criteria with their verdict, elements, measures, privacy and advice in one table: a page is short."""
    rows = [
        *_criteria(case),
        *_elements(case),
        ("Eerdere termijnen", " ".join(_past(case, area) for area in case.areas if area.pk in case.past)),
        ("Andere maatregelen", " ".join(_measures(case))),
        ("Privacy", privacy(case)),
        ("Eerder overleg", " ".join(held_words(held) for held in case.consultations)),
    ]
    return [
        Block(kind=Kind.HEADING, key="stand.kop", text="Beoordeling tot nu toe"),
        Block(
            kind=Kind.TABLE,
            key="stand.tabel",
            columns=("Onderwerp", "Stand van zaken"),
            rows=tuple((label, to_text(words)) for label, words in rows if words),
        ),
    ]


def _criteria(case: Case) -> list[tuple[str, str]]:
    """The four criteria; for an ending the one that no longer holds."""
    if not case.decision.is_ending:
        return [(c.label, _criterion(case, case.judgements.get(c))) for c in CriterionKey]
    ceased = case.assessment.ceased_criterion
    label = CriterionKey(ceased).label if ceased else missing("criterium")
    return [(label, "Aan dit criterium wordt niet meer voldaan.")]


def _criterion(case: Case, judgement: Judgement | None) -> str:
    verdict = VERDICTS[Judgement.Verdict(judgement.verdict if judgement else Judgement.Verdict.OPEN)]
    reasons = _short(judgement.reasons) if judgement else ""
    absent = "De motivering volgt." if case.decision.is_motivated_later else missing("onderbouwing")
    return f"{verdict}. {reasons or absent}"


def _elements(case: Case) -> list[tuple[str, str]]:
    """The elements that apply: they inform, and have no verdict."""
    return [
        (note.element.get_key_display(), _short(note.text))
        for note in case.element_notes
        if note.applies and note.text.strip()
    ]


def _measures(case: Case) -> list[str]:
    if case.decision.is_ending:
        return []
    return [_measure(measure) for measure in case.measures] or ["Er zijn geen andere maatregelen genoemd."]


def _measure(measure: Measure) -> str:
    """'Extra surveillance door de politie, sinds maart 2026. ...' with result and shortcoming."""
    since = literal(bare(one_line(measure.since)))
    what = literal(bare(one_line(measure.what)))
    texts = [sentence(f"{what}, {dutch.with_preposition(since, 'sinds')}" if since else what)]
    if measure.result.strip():
        texts.append(_short(measure.result))
    if measure.why_insufficient.strip():
        texts.append(sentence(insufficient(one_line(bare(measure.why_insufficient)))))
    return " ".join(texts)


def _past(case: Case, designated: DesignatedArea) -> str:
    """How long it has lasted already: cumulation is part of proportionaliteit."""
    past = case.past[designated.pk]
    name = literal(designated.area.name)
    since = f" sinds {dutch.date_words(past.since)}" if past.since else ""
    known = "" if past.complete else " voor zover bekend"
    times = f"{past.extensions} keer" if past.extensions else "nog niet"
    words = f"{name}:{known} {phrases.days(past.days)} in werking{since}, {times} verlengd"
    missed = sum(gap.length for gap in past.gaps)
    if missed:
        words += f", {phrases.days(missed)} niet aangewezen"
    if past.without_ground:
        words += f", {phrases.days(past.without_ground)} zonder grondslag"
    return f"{words}."


def privacy(case: Case) -> str:
    if case.decision.is_ending:
        return ""
    a = case.assessment
    texts = [_short(a.visible), _short(a.blanking)]
    texts.append(f"De beelden worden ten hoogste {case.retention_days} dagen bewaard.")
    texts.append(
        f"De DPIA is van {dutch.date_words(a.dpia_on)}."
        if a.dpia_on
        else f"De DPIA is van {missing('datum')}."
    )
    if a.new_technology is not None:
        texts.append(f"Er wordt {'' if a.new_technology else 'geen '}nieuwe technologie gebruikt.")
    return " ".join(filter(None, texts))


def held_words(held: Consultation) -> str:
    advice = (
        f"Op {dutch.date_words(held.held_on)} was het advies van het Openbaar Ministerie "
        f"{_word(held.prosecution_advice)} en dat van de politie {_word(held.police_advice)}."
    )
    if held.prosecution_advice == held.police_advice:
        word = _word(held.police_advice)
        day = dutch.date_words(held.held_on)
        advice = f"Op {day} was het advies van het Openbaar Ministerie en de politie {word}."
    return f"{advice} {_short(held.outcome)}".strip()


def _word(advice: str) -> str:
    return "er niet" if advice == Consultation.Advice.NONE else Consultation.Advice(advice).label.lower()


def _short(text: str) -> str:
    """The beginning of an answer, cut at a word: this page is one page."""
    whole = " ".join(one_line(in_full(paragraph)) for paragraph in paragraphs(text))
    if len(whole) <= ENOUGH:
        return whole
    return f"{whole[:ENOUGH].rsplit(' ', 1)[0].rstrip(' ,;:.')} …"
