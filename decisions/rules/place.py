"""Where: the designated areas, and what may be seen and kept there (I3, I11)."""

from __future__ import annotations

from collections.abc import Iterator

from almere_camera.findings import Kind
from almere_camera.models import HouseRule
from almere_camera.roles import Perm

from .case import Case, area_anchor, in_words, step_url
from .registry import ALL_BUT_ENDING, GEMEENTEWET_151C, Found, rule

FOUR_WEEKS = 28  # days; the longest that images may be kept (art. 151c lid 9 Gemeentewet)


@rule(
    number="I3",
    kind=Kind.BLOCK,
    article="artikel 151c, tweede lid, onder a, en zevende lid, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
)
def area_is_clear_I3(case: Case) -> Iterator[Found]:
    """Het is duidelijk binnen welk gebied de camera's kijken: kaart en straten kloppen met elkaar, en er
    liggen alleen openbare plaatsen in."""
    decision = case.decision
    if not case.areas:
        yield Found(
            "Kies ten minste één gebied waar het besluit over gaat.",
            url=step_url(decision, "gebieden"),
        )
        return
    for area in case.areas:
        name, url = area.area.name, step_url(decision, "gebieden", area_anchor(area, "streets"))
        if not area.geometry and not area.streets:
            yield Found(f"{name} heeft nog geen grens en geen straten. Leg ze vast.", url=url)
        elif not area.geometry:
            yield Found(
                f"{name} heeft nog geen grens op de kaart. Leg de grens vast, of leg uit waarom de straten "
                "genoeg zijn.",
                kind=Kind.WARN,
                url=url,
            )
        elif not area.streets:
            yield Found(
                f"{name} heeft nog geen lijst met straten. Wie de kaart niet kan zien, weet dan niet waar "
                "het gebied ligt. Vul de straten in, of leg uit waarom dat niet kan.",
                kind=Kind.WARN,
                url=url,
            )
    yield from _checked_by_a_person(case)


def _checked_by_a_person(case: Case) -> Iterator[Found]:
    """Nobody but a person can see that words and map agree, so somebody signs for it."""
    checked_on = case.assessment.map_checked_on
    url = step_url(case.decision, "gebieden", "id_map_checked")
    if case.assessment.map_checked_by is None or checked_on is None:
        yield Found(
            "Nog niemand heeft bevestigd dat de kaart en de woorden kloppen en dat er alleen openbare "
            "plaatsen in het gebied liggen. Vergelijk ze en bevestig dat.",
            url=url,
        )
    elif checked_on > case.day:
        yield Found(
            f"De kaart en de woorden zijn pas op {in_words(checked_on)} vergeleken, na de dag van het "
            f"besluit ({in_words(case.day)}).",
            url=url,
        )


@rule(
    number="I11",
    kind=Kind.BLOCK,
    article="artikel 151c, negende lid, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_CASES,
)
def images_kept_four_weeks_at_most_I11(case: Case) -> Iterator[Found]:
    """Beelden worden ten hoogste vier weken (28 dagen) bewaard."""
    days, url = case.assessment.retention_days, step_url(case.decision, "privacy", "id_retention_days")
    if days is None:
        if not case.decision.is_ending:
            yield Found("Vul in hoeveel dagen de beelden worden bewaard: ten hoogste 28.", url=url)
    elif days > FOUR_WEEKS:
        yield Found(f"De bewaartermijn is {days} dagen. Volgens de wet is 28 dagen het maximum.", url=url)
    else:
        own = case.house_rule(HouseRule.Key.RETENTION_DAYS, case.day)
        if own is not None and days > own:
            yield Found(
                f"De bewaartermijn is {days} dagen. De huisregel van de gemeente is {own} dagen. Leg uit "
                "waarom u ervan afwijkt.",
                kind=Kind.WARN,
                url=url,
            )
