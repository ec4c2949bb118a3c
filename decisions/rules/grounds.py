"""On what the decision rests, who takes it, and that it stays as it was taken (I1, I2, I20, I21)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from almere_camera.findings import Kind
from almere_camera.models import LegalBasis, Official
from almere_camera.roles import Perm

from ..models import FROZEN
from .case import Adoption, Case, act_url, in_words, records_url, step_url
from .registry import ALL_BUT_ENDING, GEMEENTEWET_151C, Found, awb, rule

PUBLIC_ORDER = re.compile(r"\bopenbare\s+orde\b", re.IGNORECASE)
# Looking for and prosecuting people. A boa (opsporingsambtenaar) who is warned is not that.
DETECTION = re.compile(
    r"\bopspor(?!ingsambtena)\w*|\bop\s+te\s+sporen\b|\bopgespoord\w*"
    r"|\bvervolg(?:ing|en|d)\b|\bstrafvordering\b|\bbewijs(?:materiaal|middel\w*|voering|last)?\b"
    r"|\b(?:aanhoud\w+|aan\s+te\s+houden|oppakken|op\s+te\s+pakken|herken\w+|identificeren|achterhalen)\b"
    r"(?=[^.]*\bdaders?\b)|\bdaders?\b(?=[^.]*\b(?:aanhoud\w+|aan\s+te\s+houden|oppakken|op\s+te\s+pakken"
    r"|herken\w+|identificeren|achterhalen|vinden)\b)",
    re.IGNORECASE,
)
# A sentence that keeps detection in its place: no purpose, but what may come of it.
KEPT_IN_PLACE = re.compile(
    r"\bbijvangst\b|\bgeen\b|\bniet\s+(?:bedoeld|gericht|ingezet|voor|op|om|het\s+doel|tot)\b|\bconcrete\s+aanleiding\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")


@rule(
    number="I1",
    kind=Kind.BLOCK,
    article="artikel 151c, eerste lid, van de Gemeentewet en artikel 3:47, tweede lid, van de Awb",
    article_url=GEMEENTEWET_151C,
    who=Perm.MANAGE_RECORDS,
)
def both_legal_bases_I1(case: Case) -> Iterator[Found]:
    """Het besluit rust op de Gemeentewet en op de plaatselijke verordening, zoals zij gelden op de dag van
    het besluit."""
    present = set(LegalBasis.objects.valid_on(case.day).values_list("kind", flat=True))
    for kind in LegalBasis.Kind:
        if kind.value not in present:
            yield Found(
                f"Er is geen artikel vastgelegd uit de {kind.label} dat geldt op {in_words(case.day)}. Leg "
                "het vast bij de wettelijke grondslagen.",
                url=records_url(LegalBasis),
            )
    framework = case.decision.framework
    if framework and not (
        framework.in_force_from <= case.day
        and (framework.withdrawn_from is None or case.day < framework.withdrawn_from)
    ):
        yield Found(
            f"Deze zaak volgt het {framework.title}. Dat geldt niet op {in_words(case.day)}. Leg uit "
            "waarom u het toch gebruikt, of kopieer de zaak: dan geldt het nieuwe beleidskader.",
            kind=Kind.WARN,
            who=Perm.EDIT_CASES,
            url=step_url(case.decision, "criteria"),
        )


@rule(
    number="I2",
    kind=Kind.WARN,
    article="artikel 151c, eerste lid, van de Gemeentewet en hoofdstuk 3 van het beleidskader",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
)
def purpose_is_public_order_I2(case: Case) -> Iterator[Found]:
    """Het doel is de handhaving van de openbare orde. Opsporing is geen zelfstandig doel."""
    url = step_url(case.decision, "aanleiding", "id_purpose")
    purpose = case.assessment.purpose.strip()
    if not purpose:
        yield Found("Beschrijf het doel: de handhaving van de openbare orde.", url=url)
        return
    if not PUBLIC_ORDER.search(purpose):
        yield Found(
            "Het doel noemt de openbare orde niet. Alleen de handhaving van de openbare orde mag het doel "
            "zijn.",
            url=url,
        )
    if sentence := _names_detection(purpose):
        yield Found(
            f"Het doel noemt opsporing: ‘{sentence}’. Opsporing is geen zelfstandig doel; de officier van "
            "justitie gaat daarover. Noem het alleen als bijvangst.",
            url=url,
        )


def _names_detection(purpose: str) -> str:
    """The first sentence that gives detection as a purpose, or an empty string."""
    for sentence in SENTENCE.split(purpose):
        if DETECTION.search(sentence) and not KEPT_IN_PLACE.search(sentence):
            return sentence.strip()
    return ""


@rule(
    number="I20",
    kind=Kind.BLOCK,
    article="artikel 151c van de Gemeentewet en de artikelen 10:3 en 10:11 van de Awb",
    article_url=awb("10:3"),
    who=Perm.ADOPT,
)
def signatory_competent_I20(case: Case) -> Iterator[Found]:
    """De burgemeester beslist zelf, of de waarnemend burgemeester. De loco-burgemeester beslist alleen als
    de burgemeester afwezig is."""
    entered = case.adoption or _recorded(case)
    if entered is None:
        return
    yield from _day_of_signing(case, entered)
    yield from _signatory(case, entered)
    if case.adoption and not case.adoption.signed_copy:
        yield Found(
            "Voeg het getekende exemplaar toe: een scan of een ondertekende pdf.",
            url=act_url(case.decision, "adopt", "id_signed_copy"),
        )


def _recorded(case: Case) -> Adoption | None:
    """What the case itself already holds of the adoption, or None."""
    decision = case.decision
    if decision.signatory is None and decision.signed_on is None:
        return None
    return Adoption(decision.signatory, decision.signed_on, decision.absence_reason)


def _day_of_signing(case: Case, entered: Adoption) -> Iterator[Found]:
    url = act_url(case.decision, "adopt", "id_on")
    if entered.on is None:
        yield Found("Vul de datum in waarop het besluit is getekend.", url=url)
    elif entered.on > case.today:
        yield Found(
            f"De datum {in_words(entered.on)} ligt in de toekomst. Vul de dag in waarop het besluit is "
            "getekend.",
            url=url,
        )


def _signatory(case: Case, entered: Adoption) -> Iterator[Found]:
    official, url = entered.signatory, act_url(case.decision, "adopt", "id_signatory")
    if official is None:
        yield Found("Kies wie het besluit heeft getekend.", url=url)
        return
    if entered.on and not official.holds_on(entered.on):
        yield Found(
            f"{official.name} was op {in_words(entered.on)} geen {official.get_function_display()}. Kies "
            "wie die dag bevoegd was.",
            url=url,
        )
    if official.function == Official.Function.DEPUTY and not entered.absence_reason.strip():
        yield Found(
            "De loco-burgemeester heeft getekend. Vul in waarom de burgemeester afwezig was.",
            url=act_url(case.decision, "adopt", "id_absence_reason"),
        )


@rule(
    number="I21",
    kind=Kind.BLOCK,
    article="artikel 3:40 van de Awb en artikel 2.1 van het Besluit elektronische publicaties",
    article_url=awb("3:40"),
    making=False,
    afterwards=True,
)
def adopted_is_frozen_I21(case: Case) -> Iterator[Found]:
    """Een vastgesteld of afgesloten besluit verandert niet meer. Een verbetering is een nieuw besluit of een
    rectificatie."""
    if case.decision.status in FROZEN:
        yield Found()
