"""The operative part of a change: what comes to read otherwise, per area, and what stays."""

from __future__ import annotations

from ..blocks import Block
from ..models import DecisionKind, DesignatedArea
from . import articles, dutch, hours, phrases
from .case import Case
from .phrases import Lid, article, group, listed, recital
from .prose import missing
from .recitals import competence, facts, joined, occasion
from .weighing import advice, history

WHOLE = (DecisionKind.START, DecisionKind.EXTEND)  # decisions with the area in article 1


def articles_of_change(case: Case) -> list[Block]:
    """Article 1: the changes; then what stays, entry into force and title."""
    parts: list[tuple[str, str, list[Lid]]] = [
        ("wijziging", "Wijziging", [_change(case, designated) for designated in case.areas] or [_nothing()]),
        ("overig", "Overige bepalingen", _rest(case)),
        ("inwerkingtreding", "Inwerkingtreding", articles.entry_into_force(case)),
        ("citeertitel", "Citeertitel", articles.title(case)),
    ]
    return [
        block
        for number, (key, heading, leden) in enumerate(parts, start=1)
        for block in article(key, number, heading, leden)
    ]


def recitals_of_reduction(case: Case) -> list[Block]:
    """A change that does not enlarge: why, and that the intrusion becomes no greater."""
    key = "overweging.wijziging"
    text = (
        f"het cameratoezicht in {phrases.the_areas(case)} door deze wijziging niet wordt uitgebreid in "
        f"plaats of duur{_no_greater(case)}, en een nieuwe beoordeling van de noodzakelijkheid, de "
        "maatschappelijke behoefte, de proportionaliteit en de subsidiariteit daarom achterwege kan blijven"
    )
    found = [*_all_facts(case, key), recital(f"{key}.beperking", text)]
    return joined(
        competence(case),
        occasion(case),
        group("de wijziging", key, found),
        advice(case),
        history(case),
    )


def _no_greater(case: Case) -> str:
    """Only said where the hours of live viewing stay as they were."""
    pairs = [(_watching(d), _watching(d.follows)) for d in case.areas if d.follows is not None]
    if any(now and now != before for now, before in pairs):
        return ""
    return ", de inbreuk op de persoonlijke levenssfeer daardoor niet groter wordt"


def _all_facts(case: Case, key: str) -> list[Block]:
    criteria = dict.fromkeys(fact.criterion for fact in case.facts)
    return [block for criterion in criteria for block in facts(case, criterion, f"{key}.{criterion}")]


def _change(case: Case, designated: DesignatedArea) -> Lid:
    """'Het besluit van ... wordt voor het gebied ... als volgt gewijzigd:' with its parts."""
    key = f"gebied.{designated.pk}"
    if designated.follows is None:
        return (key, _addition(case, designated), ())
    text = (
        f"Het {phrases.followed(designated)} wordt voor {phrases.the_area(designated)} als volgt gewijzigd:"
    )
    return (key, text, listed(_parts(designated, designated.follows)))


def _addition(case: Case, designated: DesignatedArea) -> str:
    viewing = dutch.enumeration(hours.viewing_words(designated))
    term = phrases.term_words(case, designated)
    return (
        f"Mede wordt als gebied {articles.CAMERAS}, aangewezen: {articles.named_words(designated)}, zoals "
        f"aangegeven op de kaart in bijlage 1. De aanwijzing geldt {term}. Van de "
        f"camera’s wordt {hours.use_words(designated)} daadwerkelijk gebruikgemaakt; de beelden worden in "
        f"elk geval {viewing} rechtstreeks bekeken."
    )


def _parts(designated: DesignatedArea, before: DesignatedArea) -> list[str]:
    """What differs from the designation that is changed. Numbers of articles only where we know them."""
    numbered = not before.decision.historical and before.decision.kind in WHOLE
    parts = []
    if _area_of(designated) != _area_of(before):
        subject = (
            "artikel 1, voor zover dit het gebied betreft," if numbered else "de aanwijzing van het gebied"
        )
        parts.append(
            f"{subject} komt te luiden: Als gebied {articles.CAMERAS}, wordt aangewezen: "
            f"{phrases.area_words(designated)}, {_on_map(designated)}"
        )
    if (designated.last_day, designated.end_time) != (before.last_day, before.end_time):
        subject = "artikel 2, voor zover dit het gebied betreft," if numbered else "de duur van de aanwijzing"
        parts.append(f"{subject} komt te luiden: De aanwijzing geldt {phrases.end_words(designated)}")
    if _watching(designated) and _watching(designated) != _watching(before):
        subject = "artikel 3, voor zover dit het gebied betreft," if numbered else "de periode van bekijken"
        parts.append(
            f"{subject} komt te luiden: Van de camera’s wordt {hours.use_words(designated)} daadwerkelijk "
            "gebruikgemaakt; de met de camera’s gemaakte beelden worden in elk geval "
            f"{dutch.enumeration(hours.viewing_words(designated))} rechtstreeks bekeken"
            f"{_exceptions(designated)}"
        )
    return parts or [missing("wat er wordt gewijzigd")]


def _area_of(designated: DesignatedArea) -> tuple[object, ...]:
    return designated.geometry, phrases.streets(designated), phrases.area_words(designated)


def _on_map(designated: DesignatedArea) -> str:
    """Streets and map, where they follow the words within one sentence."""
    found = phrases.streets(designated)
    which = "de kaart in bijlage 1 bij het besluit tot wijziging"
    if not found:
        return f"zoals aangegeven op {which}"
    belong = "behoort" if len(found) == 1 else "behoren"
    return f"waartoe {belong} {dutch.enumeration(found)}, voor zover gelegen binnen de grens op {which}"


def _watching(designated: DesignatedArea) -> list[str]:
    """Use and viewing hours in words; nothing where no hours have been filled in."""
    blocks = list(designated.viewing_hours.all())
    if not blocks:
        return []
    exceptions = [hours.exception_words(other) for other in designated.viewing_exceptions.all()]
    return [hours.use_words(designated), *(hours.block_words(block) for block in blocks), *exceptions]


def _exceptions(designated: DesignatedArea) -> str:
    others = [hours.exception_words(other) for other in designated.viewing_exceptions.all()]
    return (
        f", met dien verstande dat {dutch.enumeration(f'zij {other} worden' for other in others)}"
        if others
        else ""
    )


def _nothing() -> Lid:
    return ("gebied", missing("gebied waarvoor het besluit wordt gewijzigd"), ())


def _rest(case: Case) -> list[Lid]:
    followed = dict.fromkeys(phrases.followed(d) for d in case.areas if d.follows is not None)
    which = dutch.enumeration(f"het {decision}" for decision in followed) or "het gewijzigde besluit"
    verb = "blijven" if len(followed) > 1 else "blijft"
    text = f"Voor het overige {verb} {which} van kracht."
    if any(designated.geometry for designated in case.areas):
        text += (
            " De kaart in bijlage 1 bij dit besluit komt voor "
            f"{dutch.enumeration(phrases.the_area(d) for d in case.areas)} in de plaats van de eerdere kaart."
        )
    return [("ongewijzigd", text, ())]
