"""A decision that ends the surveillance early: short, because it is a duty (151c lid 5)."""

from __future__ import annotations

from ..blocks import Block
from ..models import CriterionKey, DesignatedArea, Starts
from . import articles, phrases
from .case import Case
from .phrases import Lid, article, group, recital, recitals
from .prose import clauses, missing
from .recitals import SUBJECTS, answer, evidence, fact_words, joined
from .weighing import advice

CEASED = {
    CriterionKey.NECESSITY: "de inzet van camera’s in {areas} niet langer noodzakelijk is in het belang van "
    "de handhaving van de openbare orde",
    CriterionKey.NEED: "aan het cameratoezicht in {areas} niet langer een maatschappelijke behoefte bestaat",
    CriterionKey.PROPORTIONALITY: "de inbreuk die het cameratoezicht in {areas} maakt op de persoonlijke "
    "levenssfeer niet langer in een redelijke verhouding staat tot het doel ervan",
    CriterionKey.SUBSIDIARITY: "het doel van het cameratoezicht in {areas} nu met minder ingrijpende "
    "maatregelen kan worden bereikt",
}


# --- Recitals ------------------------------------------------------------------------------------


def recitals_of_ending(case: Case) -> list[Block]:
    """What was designated, the duty, the advice if any, and why the ground has gone.

    The advice never comes last: it may be added after akkoord, and may not move the full stop.
    """
    return joined(
        group("de aanwijzing en de bevoegdheid", "overweging.bevoegdheid", _ground(case)),
        advice(case),
        group("de beëindiging", "overweging.beeindiging", _reasons(case)),
    )


def _ground(case: Case) -> list[Block]:
    key = "overweging.bevoegdheid"
    found = [recital(f"{key}.aanwijzing.{d.pk}", _designated(d), f"designated:{d.pk}") for d in case.areas]
    duty = (
        f"de burgemeester op grond van {phrases.law(case, 5)} het besluit intrekt zodra de inzet van "
        "camera’s niet langer noodzakelijk is in het belang van de handhaving van de openbare orde"
    )
    found.append(recital(f"{key}.plicht", duty))
    if case.framework is not None and case.assessment.ceased_criterion not in ("", CriterionKey.NECESSITY):
        also = (
            f"volgens {phrases.framework(case, 5)} cameratoezicht ook voortijdig kan worden beëindigd als "
            "niet langer wordt voldaan aan een van de andere criteria"
        )
        found.append(recital(f"{key}.kader", also, "assessment.ceased_criterion"))
    return found


def _designated(designated: DesignatedArea) -> str:
    before = designated.follows
    until = f", {phrases.end_words(before)}" if before and before.last_day else ""
    return (
        f"{phrases.the_area(designated)} bij {phrases.followed(designated)} is aangewezen als gebied "
        f"{articles.CAMERAS}{until}"
    )


def _reasons(case: Case) -> list[Block]:
    """Figures, evaluation, documents, the criterion that no longer holds, and the officer's reasons."""
    key = "overweging.beeindiging"
    found = [
        recital(f"{key}.feit.{f.pk}", fact_words(f), f"fact:{f.pk}", criterion=f.criterion)
        for f in case.facts
    ]
    found += answer(case, f"{key}.aanleiding", "occasion", "de beëindiging de volgende aanleiding heeft")
    lead = "uit de evaluatie van het cameratoezicht het volgende is gebleken"
    found += answer(case, f"{key}.evaluatie", "findings_before", lead)
    found += evidence(case)
    words = clauses(
        case.assessment.ending_ground, "het cameratoezicht om de volgende redenen wordt beëindigd"
    )
    found += recitals(
        f"{key}.reden", words or [missing("reden van de beëindiging")], "assessment.ending_ground"
    )
    found.append(_ceased(case, key))
    return found


def _ceased(case: Case, key: str) -> Block:
    criterion = case.assessment.ceased_criterion
    if not criterion:
        text = missing("criterium waaraan niet meer wordt voldaan")
        return recital(f"{key}.criterium", text, "assessment.ceased_criterion")
    which = CriterionKey(criterion)
    text = f"{CEASED[which].format(areas=phrases.the_areas(case))}, zodat {_no_longer(case, which)}"
    return recital(f"{key}.criterium", text, "assessment.ceased_criterion", criterion=criterion)


def _no_longer(case: Case, criterion: CriterionKey) -> str:
    if case.framework is None:
        return "de aanwijzing wordt ingetrokken"
    subject = SUBJECTS[criterion].removeprefix("de ")
    where = phrases.framework(case, 4)
    return (
        f"niet meer wordt voldaan aan het criterium {subject} uit {where} en de aanwijzing wordt ingetrokken"
    )


# --- Articles ------------------------------------------------------------------------------------


def articles_of_ending(case: Case) -> list[Block]:
    """Withdrawal with its day of effect, cameras and signs, entry into force, title."""
    parts: list[tuple[str, str, list[Lid]]] = [
        ("intrekking", "Intrekking", [_withdrawal(case, d) for d in case.areas] or [_nothing()]),
        ("verwijdering", "Camera’s, borden en beelden", _removal(case)),
        ("inwerkingtreding", "Inwerkingtreding", _entry_into_force(case)),
        ("citeertitel", "Citeertitel", articles.title(case)),
    ]
    return [
        block
        for number, (key, heading, leden) in enumerate(parts, start=1)
        for block in article(key, number, heading, leden)
    ]


def _withdrawal(case: Case, designated: DesignatedArea) -> Lid:
    """Never earlier than publication (art. 3:40 Awb, I8)."""
    when = phrases.start_words(case, designated, "met ingang van")
    later = phrases.or_later(case) if designated.starts == Starts.ON_DAY else ""
    text = (
        f"De aanwijzing van {phrases.the_area(designated)} bij {phrases.followed(designated)} wordt "
        f"ingetrokken {when}{later}."
    )
    return (f"gebied.{designated.pk}", text, ())


def _nothing() -> Lid:
    return ("gebied", missing("gebied waarvan de aanwijzing wordt ingetrokken"), ())


def _removal(case: Case) -> list[Lid]:
    where = phrases.one_or_more(case, "het gebied", "de gebieden")
    return [
        (
            "gebruik",
            f"Met ingang van de dag waarop de intrekking werkt, worden in {where} geen beelden meer gemaakt "
            "op grond van de ingetrokken aanwijzing.",
            (),
        ),
        ("borden", "De camera’s en de borden worden daarna zo spoedig mogelijk verwijderd.", ()),
        (
            "beelden",
            f"De al vastgelegde beelden worden na ten hoogste {case.retention_days} dagen vernietigd, met "
            f"inachtneming van {phrases.law(case, 9)}.",
            (),
        ),
    ]


def _entry_into_force(case: Case) -> list[Lid]:
    day = phrases.day_after_publication(case)
    return [("dag", f"Dit besluit treedt in werking met ingang van {day}.", ())]
