"""What stays between a few: confidential sources and personal data (I19, I23)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from almere_camera.findings import Kind
from almere_camera.roles import Perm

from ..lint import find_house_numbers, find_names
from ..models import CriterionKey
from .case import Case, area_anchor, criterion_anchor, step_url
from .registry import Found, awb, rule

REGELING = "https://zoek.officielebekendmakingen.nl/stcrt-2021-21610.html"
SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
# A sentence that sends the reader to a document and says nothing itself: 'Zie de rapportage van de politie.'
REFERS = re.compile(
    r"\b(?:zie|verwijs\w*|verwijzing|verwezen|blijk\w*|conform|overeenkomstig|volg(?:t|en)\s+uit|genoemd|vermeld"
    r"|beschreven|opgenomen|onderbouwd|gemotiveerd|op\s+(?:grond|basis)\s+van)\b",
    re.IGNORECASE,
)
DOCUMENT = re.compile(
    r"\b\w*(?:rapportages?|rapport(?:en)?|stuk(?:ken)?|bijlagen?|analyses?|advie(?:s|zen)|dossiers?|brie(?:f|ven)"
    r"|proces-verbaal|documenten|document)\b",
    re.IGNORECASE,
)
SAYS_SO = re.compile(r"\b(?:dat|waaruit|omdat|want|doordat)\b", re.IGNORECASE)


@rule(
    number="I19",
    kind=Kind.WARN,
    article="artikel 3:49 van de Awb",
    article_url=awb("3:49"),
    who=Perm.EDIT_CASES,
)
def confidential_source_not_alone_I19(case: Case) -> Iterator[Found]:
    """Een vertrouwelijk stuk kan niet de enige motivering zijn: wie het besluit leest, moet de redenen er
    zelf in vinden."""
    evidence = list(case.decision.evidence.all())
    if not evidence or not all(piece.confidential for piece in evidence):
        return
    if case.decision.facts.all() or any(_says_something(text) for text in _reasons(case)):
        return
    step, field = ("aanleiding", "id_ending_ground") if case.decision.is_ending else _necessity()
    yield Found(
        "Alle stukken bij deze zaak zijn vertrouwelijk, en de onderbouwing noemt zelf geen feiten of "
        "redenen. Schrijf op wat er volgens de stukken aan de hand is, of voeg een feit of een openbaar "
        "stuk toe.",
        url=step_url(case.decision, step, field),
    )


def _necessity() -> tuple[str, str]:
    return "criteria", criterion_anchor(CriterionKey.NECESSITY, "reasons")


def _reasons(case: Case) -> Iterator[str]:
    """The texts in which the need for the decision is explained to the reader."""
    answers = case.assessment
    if case.decision.is_ending:
        yield answers.ending_ground
        return
    yield from (answers.occasion, answers.shock, answers.repetition_risk)
    for judgement in case.decision.judgements.all():
        if judgement.criterion.key == CriterionKey.NECESSITY:
            yield judgement.reasons


def _says_something(text: str) -> bool:
    """Whether any sentence does more than send the reader to a document."""
    return any(part.strip() and not _only_refers(part) for part in SENTENCE.split(text))


def _only_refers(sentence: str) -> bool:
    return bool(REFERS.search(sentence) and DOCUMENT.search(sentence) and not SAYS_SO.search(sentence))


# --- Personal data -------------------------------------------------------------------------------

# The answers that come in the text of the decision, by the step that asks them.
PUBLISHED_ANSWERS = {
    "aanleiding": (
        "occasion",
        "incident_place",
        "incident_kind",
        "shock",
        "repetition_risk",
        "purpose",
        "findings_before",
        "ending_ground",
    ),
    "privacy": ("visible", "blanking", "new_technology_words"),
    "informeren": ("told_how", "told_when"),
}


@rule(
    number="I23",
    kind=Kind.WARN,
    article="artikel 2.2 van de Regeling elektronische publicaties en de AVG",
    article_url=REGELING,
    who=Perm.EDIT_CASES,
)
def no_personal_data_I23(case: Case) -> Iterator[Found]:
    """In het besluit staan geen namen van personen en geen huisnummers van woningen, behalve als het echt
    niet anders kan."""
    streets = [street for area in case.areas for street in area.streets]
    for label, text, url in _published(case):
        numbers = [words for words, _start in find_house_numbers(text, streets=streets)]
        names = [words for words, _start in find_names(text)]
        if numbers:
            yield Found(
                f"In ‘{label}’ staat een huisnummer: {_quoted(numbers)}. Noem alleen de straat, of schrijf "
                "‘de woning’.",
                url=url,
            )
        if names:
            yield Found(
                f"In ‘{label}’ staat de naam van een persoon: {_quoted(names)}. Schrijf de functie, of laat "
                "de naam weg.",
                url=url,
            )


def _published(case: Case) -> Iterator[tuple[str, str, str]]:
    """What people typed that comes in the text: where it was asked, the words, and the address."""
    decision, answers = case.decision, case.assessment
    yield "titel", decision.title, step_url(decision, "tekst")
    for step, names in PUBLISHED_ANSWERS.items():
        for name in names:
            yield _label(answers, name), getattr(answers, name), step_url(decision, step, f"id_{name}")
    for area in case.areas:
        url = step_url(decision, "gebieden", area_anchor(area, "words"))
        yield f"omschrijving van {area.area.name}", area.words, url
    for judgement in decision.judgements.all():
        key = judgement.criterion.key
        url = step_url(decision, "criteria", criterion_anchor(key, "reasons"))
        yield judgement.criterion.get_key_display(), judgement.reasons, url
    for note in decision.element_notes.all():
        url = step_url(decision, "elementen", f"id_{note.element.key}-text")
        yield note.element.get_key_display(), note.text, url
    for measure in decision.measures.all():
        text = f"{measure.what}\n{measure.result}\n{measure.why_insufficient}"
        yield "andere maatregelen", text, step_url(decision, "maatregelen")
    for fact in decision.facts.all():
        yield "feiten en cijfers", f"{fact.statement}\n{fact.source}", step_url(decision, "feiten")
    for paragraph in decision.edited_paragraphs.all():
        yield "een aangepaste alinea", paragraph.text, step_url(decision, "tekst")


def _label(record: Any, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)


def _quoted(words: list[str]) -> str:
    return ", ".join(f"‘{one}’" for one in dict.fromkeys(words))
