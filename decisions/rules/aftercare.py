"""From adoption to the first day of use: signs, masking, and telling people (I9, I10, I27)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from almere_camera.findings import Kind
from almere_camera.roles import Perm
from areas.models import Deployment, MaskingCheck, Sign

from ..models import DesignatedArea
from .case import Case, in_words, is_adopted, step_url
from .registry import ALL_BUT_ENDING, GEMEENTEWET_151C, Found, rule


@rule(
    number="I9",
    kind=Kind.WARN,
    article="artikel 151c, zesde lid, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_AREAS,
    kinds=ALL_BUT_ENDING,
    making=False,
    afterwards=True,
)
def signs_at_every_entrance_I9(case: Case) -> Iterator[Found]:
    """Bij elke toegang tot het gebied staat een bord, uiterlijk op de eerste dag waarop de camera's worden
    gebruikt."""
    if case.decision.historical or not is_adopted(case.decision):
        return
    for area in case.areas:
        first = _first_day_of_use(area, case)
        entrances = _entrances(area, first)
        url = reverse("areas:area", kwargs={"pk": area.area_id}) + "#borden"
        if not entrances and _is_over(area, case):
            yield Found(
                f"Voor {area.area.name} is geen bord vastgelegd. De aanwijzing is voorbij; dat het "
                "cameratoezicht kenbaar was, blijkt niet.",
                kind=Kind.FACT,
                url=url,
            )
        elif not entrances:
            until = f", uiterlijk op {in_words(first)}" if first else ", voor de eerste dag van gebruik"
            yield Found(
                f"Voor {area.area.name} is geen bord vastgelegd. Leg per toegang vast wanneer het bord is "
                f"geplaatst{until}.",
                url=url,
            )
        for entrance, signs in entrances.items():
            yield from _at_entrance(entrance, signs, area, first, case, url)


def _entrances(area: DesignatedArea, first: date | None) -> dict[str, list[Sign]]:
    """The signs per entrance, without those that were taken away before the first day of use."""
    found: dict[str, list[Sign]] = {}
    for sign in area.area.signs.all():
        if first is None or sign.removed_on is None or sign.removed_on > first:
            found.setdefault(sign.entrance.strip(), []).append(sign)
    return found


def _at_entrance(
    entrance: str, signs: Sequence[Sign], area: DesignatedArea, first: date | None, case: Case, url: str
) -> Iterator[Found]:
    if first is None:
        return
    placed = min(sign.placed_on for sign in signs)
    if placed > first:
        yield Found(
            f"Het bord bij {entrance} is geplaatst op {in_words(placed)}. De eerste dag van gebruik in "
            f"{area.area.name} was {in_words(first)}: tot het bord was het cameratoezicht daar niet kenbaar.",
            kind=Kind.FACT,
            url=url,
        )
    last_day = case.term_of(area).last_day
    runs = first <= case.today and (last_day is None or case.today <= last_day)
    if runs and not any(sign.stands_on(case.today) for sign in signs if sign.placed_on <= case.today):
        removed = max(filter(None, (sign.removed_on for sign in signs)), default=None)
        if removed:
            yield Found(
                f"Het bord bij {entrance} is verwijderd op {in_words(removed)}, terwijl de aanwijzing van "
                f"{area.area.name} nog loopt. Plaats een nieuw bord en leg dat vast.",
                url=url,
            )


def _is_over(area: DesignatedArea, case: Case) -> bool:
    """Whether nothing can be repaired any more: the designation ended before today."""
    last_day = case.term_of(area).last_day
    return last_day is not None and last_day < case.today


def _first_day_of_use(area: DesignatedArea, case: Case) -> date | None:
    """The first day on which the cameras are used (151c lid 3); None as long as it cannot be known."""
    begin = case.term_of(area).in_force_from or area.stated_first_day
    starts = [period.first_day for period in area.use_periods.all()]
    used = [day for day in starts if day]
    if begin is None or len(used) < len(starts):
        return begin  # a period without days is the whole term
    return max(begin, min(used, default=begin))


@rule(
    number="I10",
    kind=Kind.WARN,
    article="artikel 151c, zevende lid, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_AREAS,
    kinds=ALL_BUT_ENDING,
    making=False,
    afterwards=True,
)
def masking_checked_before_use_I10(case: Case) -> Iterator[Found]:
    """Van elke camera is voor het eerste gebruik gecontroleerd dat woningen zijn afgeschermd: camera's zien
    alleen openbare plaatsen."""
    if case.decision.historical or not is_adopted(case.decision):
        return
    for area in case.areas:
        first = _first_day_of_use(area, case)
        for deployment in area.deployments.all():
            if first and deployment.last_day and deployment.last_day < first:
                continue
            start = max(first, deployment.first_day) if first else None
            yield from _masking_of(deployment, start, over=_is_over(area, case))


def _masking_of(deployment: Deployment, start: date | None, *, over: bool) -> Iterator[Found]:
    """What is wrong with the checks of one position; `start` is its first day of use, None when unknown."""
    position = deployment.position
    url = reverse("areas:position", kwargs={"pk": position.pk}) + "#afscherming"
    name = f"{position} ({position.place})"
    checks: list[MaskingCheck] = sorted(position.masking_checks.all(), key=lambda c: (c.checked_on, c.pk))
    if not checks and over:
        yield Found(
            f"De afscherming van camera {name} is niet gecontroleerd zolang de aanwijzing liep.",
            kind=Kind.FACT,
            url=url,
        )
        return
    if not checks:
        until = f"uiterlijk op {in_words(start)}" if start else "voor de eerste dag van gebruik"
        yield Found(
            f"De afscherming van camera {name} is niet gecontroleerd. Leg een controle vast, {until}.",
            url=url,
        )
        return
    newest = checks[-1]
    if not newest.in_order and not over:
        yield Found(
            f"Op {in_words(newest.checked_on)} waren woningen niet goed afgeschermd bij camera {name}. Laat "
            "dat herstellen en leg een nieuwe controle vast.",
            url=url,
        )
    if start is None:
        return
    before = [check for check in checks if check.checked_on <= start]
    if not before:
        yield Found(
            f"De afscherming van camera {name} is voor het eerst gecontroleerd op "
            f"{in_words(checks[0].checked_on)}, na de eerste dag van gebruik ({in_words(start)}).",
            kind=Kind.FACT,
            url=url,
        )
    elif not before[-1].in_order and newest.in_order:
        repaired = next(c for c in checks if c.checked_on > start and c.in_order)
        yield Found(
            f"De afscherming van camera {name} was op de eerste dag van gebruik ({in_words(start)}) niet in "
            f"orde. Op {in_words(repaired.checked_on)} was dat hersteld.",
            kind=Kind.FACT,
            url=url,
        )


@rule(
    number="I27",
    kind=Kind.WARN,
    article="artikel 151c, zesde lid, van de Gemeentewet",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_CASES,
    kinds=ALL_BUT_ENDING,
)
def people_are_told_I27(case: Case) -> Iterator[Found]:
    """Vast staat hoe en wanneer bewoners en bezoekers over het cameratoezicht worden geïnformeerd."""
    if not case.assessment.told_how.strip():
        yield Found(
            "Vul in hoe bewoners en bezoekers over het cameratoezicht worden geïnformeerd.",
            url=step_url(case.decision, "informeren", "id_told_how"),
        )
    if not case.assessment.told_when.strip():
        yield Found(
            "Vul in wanneer bewoners en bezoekers worden geïnformeerd.",
            url=step_url(case.decision, "informeren", "id_told_when"),
        )
