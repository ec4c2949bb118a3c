"""From the title to 'overwegende dat:': title, particulars, organ, legal bases, consultation."""

from __future__ import annotations

from decisions.documents.markup import literal

from ..blocks import Block, Kind
from ..models import Consultation
from . import dutch, phrases
from .case import Case
from .prose import missing

CONSULTED = "aanhef.overleg"
PARTICULARS = "gegevens"
MANNERS = {
    Consultation.Manner.MEETING: "",
    Consultation.Manner.PHONE: " (telefonisch)",
    Consultation.Manner.VIDEO: " (via een videoverbinding)",
    Consultation.Manner.WRITING: " (schriftelijk)",
}


def opening(case: Case, *, draft: bool) -> list[Block]:
    """Title, particulars and the preamble down to the consultation (canonical structure 1 to 4)."""
    return [
        Block(kind=Kind.TITLE, key="titel", text=literal(case.decision.title)),
        Block(kind=Kind.PARTICULARS, key=PARTICULARS, rows=_particulars(case, draft=draft)),
        Block(kind=Kind.PREAMBLE, key="aanhef.orgaan", text=f"{dutch.capital_first(case.mayor)},"),
        *phrases.preamble("aanhef.grondslag", "gelet op:", _bases(case)),
        *_consulted(case),
    ]


def consultation_days(case: Case) -> str:
    """'16 oktober 2025 (telefonisch)'; several consultations in the order of their days."""
    return dutch.enumeration(
        f"{dutch.date_words(held.held_on)}{MANNERS[Consultation.Manner(held.manner)]}"
        for held in case.consultations
    )


def _particulars(case: Case, *, draft: bool) -> tuple[tuple[str, ...], ...]:
    return (
        ("Kenmerk", case.decision.kenmerk),
        ("Bevoegd gezag", case.mayor),
        ("Grondslag", dutch.enumeration(str(basis) for basis in _in_order(case)) or missing("grondslag")),
        ("Datum besluit", _day(case, draft=draft)),
        *_terms(case),
    )


def _in_order(case: Case) -> list[object]:
    return [case.bases[kind] for kind in ("gemeentewet", "apv") if kind in case.bases]


def _day(case: Case, *, draft: bool) -> str:
    if case.decision.signed_on:
        return dutch.date_words(case.decision.signed_on)
    return "nog niet vastgesteld" if draft else missing("datum van het besluit")


def _terms(case: Case) -> list[tuple[str, ...]]:
    ending = case.decision.is_ending
    label = "Intrekking" if ending else "Looptijd"
    words = [
        phrases.start_words(case, designated, "met ingang van")
        if ending
        else phrases.term_words(case, designated)
        for designated in case.areas
    ]
    if len(set(words)) == 1:
        return [(label, words[0])]
    return [(f"{label} {d.area.name}", text) for d, text in zip(case.areas, words, strict=True)]


def _bases(case: Case) -> list[str]:
    bases = [phrases.law(case), phrases.bylaw(case)]
    if case.framework is not None:
        adopted = case.framework.adopted_on
        dated = f", vastgesteld op {dutch.date_words(adopted)}" if adopted else ""
        bases.append(f"{phrases.framework(case)}{dated}")
    return bases


def _consulted(case: Case) -> list[Block]:
    """The consultation with the public prosecutor (151c lid 3). An ending does not need it (lid 5)."""
    if not case.consultations and case.decision.is_ending:
        return []
    days = consultation_days(case) or missing("datum van het overleg met de driehoek")
    text = (
        "gehoord de officier van justitie en de politie in het driehoeksoverleg, bedoeld in artikel 13, "
        f"eerste lid, van de Politiewet 2012, van {days};"
    )
    return [Block(kind=Kind.PREAMBLE, key=CONSULTED, text=text)]
