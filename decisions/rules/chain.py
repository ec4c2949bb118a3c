"""What comes before: ending what runs, and going on without a gap (I8, I16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from almere_camera.findings import Kind
from almere_camera.roles import Perm

from .. import states
from ..models import DecisionKind, DesignatedArea
from .case import Case, area_anchor, in_words, is_adopted, starts_on_fixed_day, step_url
from .registry import GEMEENTEWET_151C, Found, awb, rule

ONE_DAY = timedelta(days=1)


@rule(
    number="I8",
    kind=Kind.BLOCK,
    article="artikel 151c, vijfde lid, van de Gemeentewet en artikel 3:40 van de Awb",
    article_url=GEMEENTEWET_151C,
    who=Perm.EDIT_CASES,
    kinds={DecisionKind.END},
    afterwards=True,
)
def ends_what_still_runs_I8(case: Case) -> Iterator[Found]:
    """Een beëindiging noemt aan welk criterium niet meer wordt voldaan, waarom, en vanaf welke dag. Zij werkt
    niet terug en beëindigt alleen wat nog loopt."""
    if case.making:
        yield from _ending_complete(case)
    elif is_adopted(case.decision):
        yield from _late_endings(case)


def _ending_complete(case: Case) -> Iterator[Found]:
    decision, assessment = case.decision, case.assessment
    if not assessment.ceased_criterion:
        yield Found(
            "Kies aan welk criterium niet meer wordt voldaan.",
            url=step_url(decision, "aanleiding", "id_ceased_criterion"),
        )
    if not assessment.ending_ground.strip():
        yield Found(
            "Leg uit waarom het cameratoezicht eindigt.",
            url=step_url(decision, "aanleiding", "id_ending_ground"),
        )
    if not case.areas:
        yield Found("Kies welk cameratoezicht eindigt.", url=step_url(decision, "gebieden"))
    for area in case.areas:
        yield from _day_of_ending(area, case)
        yield from _still_runs(area, case)


def _day_of_ending(area: DesignatedArea, case: Case) -> Iterator[Found]:
    if not starts_on_fixed_day(area):
        return
    url = step_url(case.decision, "gebieden", area_anchor(area, "first_day"))
    if area.first_day is None:
        yield Found(
            f"Vul voor {area.area.name} in vanaf welke dag het cameratoezicht eindigt, of kies ‘de dag na "
            "bekendmaking’.",
            url=url,
        )
    elif area.first_day < case.earliest_effect:
        yield Found(
            f"Het cameratoezicht in {area.area.name} eindigt op {in_words(area.first_day)}. Dat haalt geen "
            f"bekendmaking meer: een besluit van {in_words(case.day)} kan op zijn vroegst op "
            f"{in_words(case.earliest_effect)} gaan gelden.",
            url=url,
        )


def _still_runs(area: DesignatedArea, case: Case) -> Iterator[Found]:
    name, ended = area.area.name, area.follows
    url = step_url(case.decision, "gebieden", area_anchor(area, "follows"))
    if ended is None:
        yield Found(f"Kies voor {name} welk besluit u beëindigt.", url=url)
    elif not is_adopted(ended.decision):
        yield Found(f"{ended.decision.kenmerk} is niet vastgesteld. Er valt niets te beëindigen.", url=url)
    else:
        term = case.term_of(ended)
        effect = area.stated_first_day or case.earliest_effect
        if term.taken_away is not None:
            yield Found(
                f"Het besluit over {name} is {term.taken_away.state} met ingang van "
                f"{in_words(term.taken_away.days.first)}. Er valt niets te beëindigen.",
                url=url,
            )
        elif term.ended_by is not None:
            yield Found(
                f"Het cameratoezicht in {name} is al beëindigd of vervangen door {term.ended_by.kenmerk}.",
                url=url,
            )
        elif term.last_day and term.last_day < effect:
            yield Found(
                f"Het cameratoezicht in {name} loopt vanzelf af na {in_words(term.last_day)}. Op "
                f"{in_words(effect)} valt er niets meer te beëindigen.",
                url=url,
            )


def _late_endings(case: Case) -> Iterator[Found]:
    """An ending that was published late works late: until then the surveillance had its ground."""
    publication = case.decision.publication
    published_on = publication.published_on if publication else None
    if published_on is None and case.decision.historical:
        return  # unknown is not late
    for area in case.areas:
        stated, works_from = area.stated_first_day, _day_of_effect(area, case)
        own_end = area.follows.last_day if area.follows else None
        name = area.area.name
        if own_end and own_end < (works_from or case.today):
            yield Found(
                f"Het cameratoezicht in {name} liep vanzelf af na {in_words(own_end)}. Deze beëindiging "
                "heeft geen gevolg gehad.",
                kind=Kind.FACT,
            )
        elif works_from and stated and published_on and stated < works_from:
            yield Found(
                f"De beëindiging in {name} is bekendgemaakt op {in_words(published_on)} en geldt daarom pas "
                f"vanaf {in_words(works_from)}, niet vanaf {in_words(stated)}.",
                kind=Kind.FACT,
            )
        elif works_from is None and stated and stated <= case.today:
            yield Found(
                f"De beëindiging in {name} is nog niet bekendgemaakt en geldt dus nog niet. Het "
                "cameratoezicht loopt door.",
                kind=Kind.FACT,
            )


@rule(
    number="I16",
    kind=Kind.BLOCK,
    article="artikel 3:40 van de Awb en hoofdstuk 5 van het beleidskader",
    article_url=awb("3:40"),
    who=Perm.EDIT_CASES,
    kinds={DecisionKind.EXTEND, DecisionKind.CHANGE},
    afterwards=True,
)
def follows_without_gap_I16(case: Case) -> Iterator[Found]:
    """Een verlenging of wijziging noemt het besluit waarop zij volgt. Zij is vastgesteld en bekendgemaakt
    uiterlijk op de laatste dag daarvan; anders is het een nieuwe aanwijzing na een gat."""
    if not case.making:
        if is_adopted(case.decision):
            yield from _gaps(case)
        return
    yield from _predecessor_named(case)
    for area, before in case.followed():
        if is_adopted(before.decision):
            yield from _in_time(area, case.term_of(before).last_day, case)
        else:
            yield Found(
                f"{before.decision.kenmerk}, waarop {area.area.name} volgt, is niet vastgesteld.",
                url=step_url(case.decision, "gebieden", area_anchor(area, "follows")),
            )


def _predecessor_named(case: Case) -> Iterator[Found]:
    """Every area of an extension has a predecessor; of a change at least one, because it may add areas."""
    if case.decision.kind == DecisionKind.CHANGE:
        if case.areas and not any(area.follows for area in case.areas):
            yield Found("Kies welk besluit u wijzigt.", url=step_url(case.decision, "gebieden"))
        return
    for area in case.areas:
        if area.follows is None:
            yield Found(
                f"Kies voor {area.area.name} welk besluit u verlengt.",
                url=step_url(case.decision, "gebieden", area_anchor(area, "follows")),
            )


def _in_time(area: DesignatedArea, last_day: date | None, case: Case) -> Iterator[Found]:
    """`last_day`: the last day in force of the predecessor, None when it is unknown (old records)."""
    if last_day is None:
        return
    name = area.area.name
    if case.day > last_day:
        yield Found(
            f"Het vorige besluit over {name} gold tot en met {in_words(last_day)}. Een besluit van "
            f"{in_words(case.day)} is dan een nieuwe aanwijzing na een gat. Start een zaak ‘instellen’.",
            url=step_url(case.decision, "gebieden", area_anchor(area, "follows")),
        )
        return
    if case.decision.kind != DecisionKind.EXTEND:
        return
    if area.last_day and area.last_day <= last_day:
        yield Found(
            f"De nieuwe laatste dag voor {name} is niet later dan de oude ({in_words(last_day)}). Dan "
            "wordt er niets verlengd.",
            url=step_url(case.decision, "gebieden", area_anchor(area, "last_day")),
        )
    first = area.stated_first_day
    if first and first > last_day + ONE_DAY:
        yield Found(
            f"Het vorige besluit over {name} geldt tot en met {in_words(last_day)} en de verlenging begint "
            f"op {in_words(first)}. Daartussen zit een gat van {_days(first, last_day)}. Leg uit waarom.",
            kind=Kind.WARN,
            url=step_url(case.decision, "gebieden", area_anchor(area, "first_day")),
        )


def _gaps(case: Case) -> Iterator[Found]:
    """The days between the end of a predecessor and this decision, as they have really come about."""
    publication = case.decision.publication
    published_on = publication.published_on if publication else None
    for area, before in case.followed():
        last_day = case.term_of(before).last_day
        if last_day is None:
            continue
        name, gone = area.area.name, f"Het vorige besluit gold tot en met {in_words(last_day)}"
        in_force = _day_of_effect(area, case)
        if in_force is None:
            if not case.decision.historical and case.today > last_day:
                yield Found(
                    f"{name}: het besluit is nog niet bekendgemaakt. {gone}. Sinds "
                    f"{in_words(last_day + ONE_DAY)} is er geen grondslag voor cameratoezicht.",
                    kind=Kind.FACT,
                )
            continue
        late = published_on is not None and published_on > last_day
        if not late and in_force <= last_day + ONE_DAY:
            continue
        cause = (
            f"te laat bekendgemaakt, op {in_words(published_on)}"
            if late and published_on
            else "later begonnen"
        )
        yield Found(
            f"{name}: dit besluit is {cause}. {gone} en dit besluit geldt vanaf {in_words(in_force)}. "
            f"Daartussen zit een gat van {_days(in_force, last_day)}.",
            kind=Kind.FACT,
        )


def _day_of_effect(area: DesignatedArea, case: Case) -> date | None:
    try:
        return states.day_of_effect(area, case.house_rules)
    except LookupError:
        return area.stated_first_day


def _days(first: date, last_day_before: date) -> str:
    """The number of days strictly between, in words."""
    number = (first - last_day_before).days - 1
    return "1 dag" if number == 1 else f"{number} dagen"
