"""With whom the mayor spoke, and what was done with their advice (I5, I18)."""

from __future__ import annotations

from collections.abc import Iterator

from almere_camera.findings import Kind
from almere_camera.roles import Perm

from ..models import Consultation, Participant
from .case import Case, in_words, step_url
from .registry import ALL_BUT_ENDING, GEMEENTEWET_151C, Found, awb, rule

Advice, Function = Consultation.Advice, Participant.Function


@rule(
    number="I5",
    kind=Kind.BLOCK,
    article="artikel 151c, derde lid, van de Gemeentewet en artikel 13, eerste lid, van de Politiewet 2012",
    article_url=GEMEENTEWET_151C,
    who=Perm.CONSULT,
    kinds=ALL_BUT_ENDING,
)
def consulted_before_decision_I5(case: Case) -> Iterator[Found]:
    """De burgemeester heeft voor het besluit overlegd met de officier van justitie en de politie. Vast staat
    wanneer, met wie en met welke uitkomst."""
    held = list(case.decision.consultations.all())
    in_time = [c for c in held if c.held_on <= case.day]
    url = step_url(case.decision, "driehoek")
    if not held:
        yield Found(
            "Leg het overleg met de officier van justitie en de politie vast: wanneer, met wie en met "
            "welke uitkomst.",
            url=url,
        )
    elif not in_time:
        first = min(c.held_on for c in held)
        yield Found(
            f"Het overleg met de driehoek was op {in_words(first)}, na de dag van het besluit "
            f"({in_words(case.day)}). Het overleg gaat aan het besluit vooraf.",
            url=url,
        )
    elif all(any(_missing(c)) for c in in_time):
        latest = in_time[-1]
        for message in _missing(latest):
            yield Found(f"Overleg van {in_words(latest.held_on)}: {message}", url=url)


def _missing(consultation: Consultation) -> Iterator[str]:
    """What the record of one consultation lacks."""
    named = {p.function for p in consultation.participants.all() if p.name.strip()}
    if Function.PROSECUTOR not in named:
        yield "vul de naam van de officier van justitie in."
    if Function.POLICE not in named:
        yield "vul in wie er namens de politie bij was."
    advice = {consultation.prosecution_advice, consultation.police_advice}
    if not consultation.outcome.strip() and advice <= {Advice.NONE, ""}:
        yield "vul de uitkomst in."


@rule(
    number="I18",
    kind=Kind.WARN,
    article="de artikelen 3:46 en 3:50 van de Awb",
    article_url=awb("3:50"),
    who=Perm.CONSULT,
)
def deviation_explained_I18(case: Case) -> Iterator[Found]:
    """Wie afwijkt van het advies van het Openbaar Ministerie of de politie, legt uit waarom."""
    for consultation in case.decision.consultations.all():
        if consultation.advised_against and not consultation.deviation_reason.strip():
            yield Found(
                f"In het overleg van {in_words(consultation.held_on)} {_doubt(consultation)}. Leg uit "
                "waarom de burgemeester het besluit toch neemt.",
                url=step_url(case.decision, "driehoek"),
            )


def _doubt(consultation: Consultation) -> str:
    """Who advised how, of those who did not simply agree."""
    words = {Advice.HESITANT.value: "aarzelde {}", Advice.NEGATIVE.value: "adviseerde {} negatief"}
    doubts = [
        words[advice].format(who)
        for who, advice in (
            ("het Openbaar Ministerie", consultation.prosecution_advice),
            ("de politie", consultation.police_advice),
        )
        if advice in words
    ]
    return " en ".join(doubts)
