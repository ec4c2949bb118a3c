"""One page for the driehoek: what is asked, of whom, and what it rests on; also from a half-filled draft."""

from __future__ import annotations

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
ENOUGH = 260  # characters of one answer on this page; the case itself holds the rest


def paper(decision: Decision) -> Document:
    """The page for the consultation (151c lid 3; framework, chapter 5): dialogue before decision."""
    case = case_of(decision)
    blocks = [
        Block(kind=Kind.TITLE, key="titel", text=f"Voor de driehoek: {_subject(case)}"),
        Block(kind=Kind.PARTICULARS, key="gegevens", rows=_particulars(case)),
        *_part("vraag", "Wat wordt gevraagd", [_question(case)]),
        *_part("aanleiding", "Aanleiding", _occasion(case)),
        *_part("cijfers", "Cijfers", ["Uit de cijfers blijkt dat:"] if case.facts else [], _figures(case)),
        *_criteria(case),
        *_further(case),
    ]
    return document(case, blocks, draft=True, title=f"Voor de driehoek: {case.decision.title}")


def _subject(case: Case) -> str:
    return f"{WANTED[DecisionKind(case.decision.kind)]} {phrases.the_areas(case)}"


def _part(key: str, title: str, texts: list[str], items: list[str] | None = None) -> list[Block]:
    """A heading with running text or a list; nothing at all without content."""
    head = Block(kind=Kind.HEADING, key=f"{key}.kop", text=title)
    shown = list(filter(None, texts)) or ([""] if items else [])
    found = [
        Block(
            kind=Kind.PARAGRAPH,
            key=f"{key}.{n}",
            text=text,
            items=tuple(items or ()) if n == len(shown) else (),
        )
        for n, text in enumerate(shown, start=1)
    ]
    return [head, *found] if found else []


# --- What is asked -------------------------------------------------------------------------------


def _particulars(case: Case) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = [("Kenmerk", case.decision.kenmerk)]
    for designated in case.areas:
        rows += _about(case, designated)
    return tuple(rows)


def _about(case: Case, designated: DesignatedArea) -> list[tuple[str, ...]]:
    name = designated.area.name
    rows: list[tuple[str, ...]] = []
    if designated.follows is not None:
        before = designated.follows
        until = f", {phrases.end_words(before)}" if before.last_day else ""
        rows.append((f"Nu in {name}", f"{phrases.earlier(before.decision)}{until}"))
    if case.decision.is_ending:
        return [*rows, (f"Einde in {name}", phrases.start_words(case, designated, "met ingang van"))]
    watched = "; ".join(hours.viewing_words(designated))
    return [
        *rows,
        (f"Voorstel voor {name}", phrases.term_words(case, designated)),
        (f"Rechtstreeks bekijken in {name}", watched),
    ]


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
    return texts


def _figures(case: Case) -> list[str]:
    return list(phrases.listed([fact_words(fact) for fact in case.facts]))


def _criteria(case: Case) -> list[Block]:
    """The four criteria with the verdict as it now stands; for an ending the one that no longer holds."""
    if case.decision.is_ending:
        ceased = case.assessment.ceased_criterion
        which = CriterionKey(ceased).label.lower() if ceased else missing("criterium")
        return _part("criteria", "Criterium", [f"Niet meer wordt voldaan aan het criterium {which}."])
    rows = tuple(_criterion(criterion, case.judgements.get(criterion)) for criterion in CriterionKey)
    return [
        Block(kind=Kind.HEADING, key="criteria.kop", text="Vier criteria"),
        Block(
            kind=Kind.TABLE,
            key="criteria.tabel",
            text="Oordeel tot nu toe",
            columns=("Criterium", "Oordeel", "Onderbouwing"),
            rows=rows,
        ),
    ]


def _criterion(criterion: CriterionKey, judgement: Judgement | None) -> tuple[str, str, str]:
    if judgement is None:
        return (criterion.label, Judgement.Verdict.OPEN.label, missing("onderbouwing"))
    reasons = to_text(_short(judgement.reasons)) if judgement.reasons.strip() else missing("onderbouwing")
    return (criterion.label, judgement.get_verdict_display(), reasons)


def _further(case: Case) -> list[Block]:
    """What is expected, what was tried, privacy and earlier advice, in one table: headings cost room."""
    rows = [
        *_elements(case),
        ("Andere maatregelen", " ".join(_measures(case))),
        ("Privacy", _privacy(case)),
        ("Eerder overleg", " ".join(_held(held) for held in case.consultations)),
    ]
    shown = tuple((label, to_text(words)) for label, words in rows if words)
    if not shown:
        return []
    return [
        Block(kind=Kind.HEADING, key="verder.kop", text="Verder van belang"),
        Block(
            kind=Kind.TABLE,
            key="verder.tabel",
            text="Werking, andere maatregelen, privacy en overleg",
            columns=("Onderwerp", "Stand van zaken"),
            rows=shown,
        ),
    ]


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
    return [_measure(measure) for measure in case.measures] or [missing("minder ingrijpende maatregelen")]


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


def _privacy(case: Case) -> str:
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


def _held(held: Consultation) -> str:
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
