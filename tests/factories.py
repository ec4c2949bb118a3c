"""Cases, areas, people and dated records for tests: plain functions, plain ORM, no magic.

Everything stands around one day, TODAY. `complete_case(kind, variant)` passes every rule; a test breaks
one thing in it and looks at what the rules say. Children are made before a case is frozen: `adopt` and
`publish` set the end state directly, without the acts of `decisions.workflow` and their gates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from almere_camera.models import Address, EqualledHoliday, HouseRule, LegalBasis, Official, User
from almere_camera.roles import Role
from areas import geometry
from areas.models import Area, Boundary
from decisions.models import (
    Assessment,
    Consultation,
    Criterion,
    CriterionKey,
    Decision,
    DecisionKind,
    DesignatedArea,
    Element,
    ElementKey,
    ElementNote,
    Evidence,
    Fact,
    Interruption,
    Judgement,
    Measure,
    Objection,
    Participant,
    PolicyFramework,
    Publication,
    Request,
    Starts,
    Status,
    UsePeriod,
    Variant,
    ViewingHours,
)

TODAY = date(2026, 3, 31)  # a Tuesday
ONE_DAY = timedelta(days=1)
LONG_AGO = date(2020, 1, 1)
TERM = {Variant.MOBILE: timedelta(days=30), Variant.REGULAR: timedelta(days=4 * 365)}
EVERY_DAY = list(range(7))
SQUARE = (143_000.0, 486_500.0, 143_400.0, 486_800.0)  # metres RD: x, y, x, y
PURPOSE = "Het handhaven van de openbare orde, inclusief het voorkomen van strafbare feiten."
_number = count(1)


def number_from_one() -> None:
    """Every test counts for itself, so that what it makes does not depend on what ran before."""
    global _number
    _number = count(1)


# --- People and dated records --------------------------------------------------------------------


def make_user(role: Role | None = Role.POLICY_OFFICER, **values: Any) -> User:
    """A person who can sign in, with the permissions of one role (None: no role)."""
    values.setdefault("username", f"gebruiker{next(_number)}")
    password = values.pop("password", None)
    user = User(**values)
    user.set_password(password)
    user.save()
    if role is not None:
        user.groups.add(Group.objects.get(name=role.value))
    return user


@dataclass(frozen=True)
class Records:
    """The dated records on which every decision leans."""

    mayor: Official
    deputy: Official
    law: LegalBasis
    bylaw: LegalBasis
    objections: Address
    court: Address


def make_records() -> Records:
    """Legal bases, officials, addresses, house rules and equalled days, all valid long before TODAY. Once."""

    def one(model: type, values: dict[str, Any], **defaults: Any) -> Any:
        held = {"valid_from": LONG_AGO, **defaults}
        return model.objects.get_or_create(**values, defaults=held)[0]  # type: ignore[attr-defined]

    one(HouseRule, {"key": HouseRule.Key.DAYS_AFTER_PUBLICATION}, value=1)
    one(HouseRule, {"key": HouseRule.Key.LEAD_DAYS}, value=2)
    one(HouseRule, {"key": HouseRule.Key.RETENTION_DAYS}, value=28)
    one(HouseRule, {"key": HouseRule.Key.OBJECTION_YEARS}, value=5)
    one(HouseRule, {"key": HouseRule.Key.EVIDENCE_YEARS}, value=5)
    one(HouseRule, {"key": HouseRule.Key.END_DUTY_DAYS}, value=28)
    one(HouseRule, {"key": HouseRule.Key.REVIEW_DAYS_OUT}, value=30)
    # KB of 1 July 2025, nr. 2025001422 (Stcrt. 2025, 24713)
    for day in ("2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"):
        EqualledHoliday.objects.get_or_create(day=day, defaults={"source": "Stcrt. 2025, 24713"})
    return Records(
        mayor=one(Official, {"name": "A. Proef", "function": Official.Function.MAYOR}),
        deputy=one(Official, {"name": "B. Voorbeeld", "function": Official.Function.DEPUTY}),
        law=one(
            LegalBasis,
            {"kind": LegalBasis.Kind.LAW},
            article="artikel 151c",
            regulation="de Gemeentewet",
        ),
        bylaw=one(
            LegalBasis,
            {"kind": LegalBasis.Kind.BYLAW},
            article="artikel 2:67",
            regulation="de Algemene plaatselijke verordening gemeente Almere 2011",
        ),
        objections=one(
            Address,
            {"key": Address.Key.OBJECTION},
            name="de burgemeester van Almere",
            lines="Postbus 1, 1300 AA Almere",
        ),
        court=one(
            Address,
            {"key": Address.Key.COURT},
            name="de voorzieningenrechter van de rechtbank",
            lines="Postbus 2, 3500 DA Utrecht",
        ),
    )


def make_framework(in_force_from: date = date(2025, 6, 6), **values: Any) -> PolicyFramework:
    """A version of the policy framework with its four criteria and four elements. Once per day of effect."""
    values.setdefault("title", "Beleidskader cameratoezicht 2024-2027")
    framework, created = PolicyFramework.objects.get_or_create(
        in_force_from=in_force_from,
        title=values.pop("title"),
        defaults={"period_first_year": 2024, "period_last_year": 2027, **values},
    )
    if created:
        for order, criterion in enumerate(CriterionKey, start=1):
            Criterion.objects.create(
                framework=framework,
                key=criterion,
                order=order,
                question=f"Voldoet het aan {criterion.label.lower()}?",
                help_regular="Uitleg bij regulier.",
                help_mobile="Uitleg bij mobiel.",
                chapter="hoofdstuk 4",
            )
        for order, element in enumerate(ElementKey, start=1):
            Element.objects.create(
                framework=framework,
                key=element,
                order=order,
                question=f"Wat betekent het voor {element.label.lower()}?",
                help="Uitleg.",
                chapter="hoofdstuk 3",
            )
    return framework


# --- Areas and requests --------------------------------------------------------------------------


def rectangle(x0: float, y0: float, x1: float, y1: float) -> dict[str, Any]:
    """A GeoJSON rectangle in metres RD."""
    ring = [[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_area(
    name: str = "",
    *,
    kind: str = Area.Kind.OTHER,
    outline: dict[str, Any] | None = None,
    streets: Sequence[str] = ("Proefstraat", "Voorbeeldplein"),
) -> Area:
    """An area with one boundary that has held for long; without an outline each has ground of its own."""
    drawn = outline or _own_square(Area.objects.count())
    area = Area.objects.create(name=name or f"Proefgebied {next(_number)}", kind=kind)
    west, south, east, north = geometry.bbox(drawn)
    Boundary.objects.create(
        area=area,
        geometry=drawn,
        streets=list(streets),
        valid_from=LONG_AGO,
        hectares=round(geometry.hectares(drawn), 2),
        west=west,
        south=south,
        east=east,
        north=north,
    )
    return area


def _own_square(number: int) -> dict[str, Any]:
    """SQUARE for the first area, for each further one a square that no other touches."""
    x0, y0, x1, y1 = SQUARE
    dx, dy = 500 * (number % 20), 400 * (number // 20 % 19)
    return rectangle(x0 + dx, y0 + dy, x1 + dx, y1 + dy)


def make_request(**values: Any) -> Request:
    """A question for camera surveillance, from the police."""
    values = {
        "asked_by": Request.From.POLICE,
        "received_on": TODAY - timedelta(days=2),
        "felt": "Bewoners zijn geschrokken en voelen zich onveilig.",
        **values,
    }
    return Request.objects.create(**values)


# --- Cases ---------------------------------------------------------------------------------------


def make_decision(kind: str = DecisionKind.START, variant: str = Variant.REGULAR, **values: Any) -> Decision:
    """A bare case: request, framework and empty assessment. Give `status` only when it gets no children."""
    number = next(_number)
    defaults: dict[str, Any] = {
        "kenmerk": f"PROEF-{number}",
        "title": f"Aanwijzingsbesluit cameratoezicht {number}",
        "framework": None if values.get("historical") else make_framework(),
        "request": None if values.get("historical") else make_request(),
    }
    status = values.pop("status", Status.DRAFT)
    decision = Decision.objects.create(kind=kind, variant=variant, **{**defaults, **values})
    Assessment.objects.create(decision=decision)
    if status != Status.DRAFT:
        decision.status = status
        decision.save(update_fields=["status"])
    return decision


def make_designated_area(
    decision: Decision,
    *,
    area: Area | None = None,
    follows: DesignatedArea | None = None,
    **values: Any,
) -> DesignatedArea:
    """An area in a case, with a copy of its boundary; from 'de dag na bekendmaking' for the usual term."""
    area = area or (follows.area if follows else make_area())
    boundary = area.newest_boundary
    defaults: dict[str, Any] = {
        "boundary": boundary,
        "geometry": boundary.geometry if boundary else None,
        "streets": list(boundary.streets) if boundary else [],
        "words": f"het gebied {area.name}",
        "last_day": None if decision.is_ending else TODAY + TERM[Variant(decision.variant)],
    }
    return DesignatedArea.objects.create(
        decision=decision, area=area, follows=follows, **{**defaults, **values}
    )


def make_use(designated: DesignatedArea, from_time: time = time(20), to_time: time = time(2)) -> None:
    """Cameras are used during the whole term, and watched live every evening."""
    UsePeriod.objects.create(designated_area=designated)
    ViewingHours.objects.create(
        designated_area=designated, weekdays=EVERY_DAY, from_time=from_time, to_time=to_time
    )


def make_consultation(decision: Decision, **values: Any) -> Consultation:
    """A consultation by phone the day before TODAY, with prosecution and police, both in favour."""
    defaults: dict[str, Any] = {
        "held_on": TODAY - ONE_DAY,
        "manner": Consultation.Manner.PHONE,
        "prosecution_advice": Consultation.Advice.POSITIVE,
        "police_advice": Consultation.Advice.POSITIVE,
        "outcome": "De driehoek stemt in.",
    }
    consultation = Consultation.objects.create(decision=decision, **{**defaults, **values})
    for function in (
        Participant.Function.MAYOR,
        Participant.Function.PROSECUTOR,
        Participant.Function.POLICE,
    ):
        Participant.objects.create(consultation=consultation, name=f"Proef {function}", function=function)
    return consultation


def adopt(
    decision: Decision, on: date = TODAY, *, signatory: Official | None = None, status: str = Status.ADOPTED
) -> Decision:
    """Freeze a case as it is, without gates: adopted on this day (or closed, with `status`)."""
    decision.signatory = signatory or make_records().mayor
    decision.signed_on = on
    decision.status = status
    decision.save(update_fields=["signatory", "signed_on", "status"])
    return decision


def publish(decision: Decision, on: date | None = TODAY, **values: Any) -> Publication:
    """The publication of an adopted decision in the Gemeenteblad."""
    values.setdefault("number", f"gmb-{(on or TODAY).year}-{next(_number)}")
    return Publication.objects.create(decision=decision, published_on=on, **values)


def make_objection(decision: Decision, **values: Any) -> Objection:
    """An objection through the web form, received on TODAY, with the data of an invented objector."""
    defaults: dict[str, Any] = {
        "number": f"BZW-{next(_number)}",
        "received_on": TODAY,
        "way": Objection.Way.WEB,
        "objector": "J. Verzonnen",
        "contact": "Proefstraat 1, Almere",
        "grounds": "De camera kijkt in mijn tuin.",
        "retain_until": date(2031, 3, 31),
    }
    return Objection.objects.create(decision=decision, **{**defaults, **values})


def interrupt(decision: Decision, from_day: date, to_day: date | None = None, **values: Any) -> Interruption:
    """A schorsing (or another `kind`) of a whole decision, from a day to a day or until further notice."""
    values.setdefault("kind", Interruption.Kind.SUSPENSION)
    values.setdefault("recorded_by", make_user(Role.REVIEWER))
    return Interruption.objects.create(decision=decision, from_day=from_day, to_day=to_day, **values)


def complete_case(
    kind: str = DecisionKind.START, variant: str = Variant.REGULAR, *, areas: int = 1
) -> Decision:
    """A draft that passes every rule on TODAY; what it follows is adopted, published and in force.

    An extension starts the day after its predecessor ends and lasts longer; a change keeps area and
    term; an ending takes effect in ten days. Everything else of the case is filled in as well.
    """
    make_records()
    decision = make_decision(kind, variant)
    names = [f"Centrum {next(_number)}" for _ in range(areas)]
    if kind == DecisionKind.START:
        designated = [make_designated_area(decision, area=make_area(name)) for name in names]
    else:
        running = running_case(variant, areas=[make_area(name) for name in names])
        designated = [_following(decision, before) for before in running.designated_areas.all()]
    _fill_assessment(decision)
    if kind == DecisionKind.END:
        return decision
    for area in designated:
        # A change keeps area and term: what it changes is that less is watched.
        make_use(area, time(21) if kind == DecisionKind.CHANGE else time(20))
    _fill_reasons(decision)
    make_consultation(decision)
    return decision


def running_case(
    variant: str = Variant.REGULAR,
    *,
    areas: Sequence[Area] = (),
    first_day: date = TODAY - timedelta(days=20),
    last_day: date = TODAY + timedelta(days=20),
) -> Decision:
    """An adopted and published decision, in force from `first_day` to `last_day` (both inclusive)."""
    make_records()
    decision = make_decision(DecisionKind.START, variant)
    for area in areas or [make_area()]:
        make_use(make_designated_area(decision, area=area, last_day=last_day))
    _fill_assessment(decision)
    _fill_reasons(decision)
    adopt(decision, first_day - 2 * ONE_DAY)
    publish(decision, first_day - ONE_DAY)
    return decision


def _following(decision: Decision, before: DesignatedArea) -> DesignatedArea:
    """The area of a complete extension, change or ending, after the one it follows."""
    assert before.last_day is not None
    values: dict[str, Any] = {"last_day": before.last_day}
    if decision.kind == DecisionKind.EXTEND:
        values = {
            "starts": Starts.ON_DAY,
            "first_day": before.last_day + ONE_DAY,
            "last_day": before.last_day + TERM[Variant(decision.variant)],
        }
    elif decision.kind == DecisionKind.END:
        values = {"starts": Starts.ON_DAY, "first_day": TODAY + timedelta(days=10), "last_day": None}
    return make_designated_area(decision, follows=before, **values)


def _fill_assessment(decision: Decision) -> None:
    assessment = decision.assessment
    if decision.is_ending:
        assessment.ceased_criterion = CriterionKey.NECESSITY
        assessment.ending_ground = "Het is al maanden rustig."
    else:
        assessment.occasion = "In de nacht was er een explosie bij een woning."
        assessment.purpose = PURPOSE
        if decision.is_mobile:
            assessment.incident_first_day = TODAY - 3 * ONE_DAY
            assessment.incident_place = "het marktplein"
            assessment.incident_kind = "een explosie bij een woning"
            assessment.shock = "Bewoners van de hele wijk zijn bang en onrustig."
            assessment.repetition_risk = "Herhaling is volgens de politie niet uitgesloten."
        assessment.map_checked_by = make_user()
        assessment.map_checked_on = TODAY - ONE_DAY
        assessment.visible = "De openbare weg."
        assessment.blanking = "Woningen zijn afgeschermd."
        assessment.retention_days = 28
        assessment.new_technology = False
        assessment.told_how = "Met borden en een brief."
        assessment.told_when = "voor de eerste dag"
    assessment.save()


def _fill_reasons(decision: Decision) -> None:
    assert decision.framework is not None
    for criterion in decision.framework.criteria.all():
        Judgement.objects.create(
            decision=decision,
            criterion=criterion,
            question=criterion.question,
            reasons=f"Aan {criterion.get_key_display().lower()} is voldaan.",
            verdict=Judgement.Verdict.MET,
        )
    for element in decision.framework.elements.all():
        ElementNote.objects.create(decision=decision, element=element, text="Dit helpt.")
    Evidence.objects.create(
        decision=decision,
        kind=Evidence.Kind.REPORT,
        title="Rapportage",
        source="de politie",
        dated=TODAY - ONE_DAY,
        confidential=True,
    )
    Fact.objects.create(
        decision=decision,
        criterion=CriterionKey.NECESSITY,
        value="412",
        unit="incidenten",
        statement="in het gebied zijn geregistreerd",
        period="2025",
        source="de registratie van het uitkijkcentrum",
        retrieved_on=TODAY - ONE_DAY,
    )
    Measure.objects.create(
        decision=decision,
        what="extra surveillance door de politie",
        since="maart 2026",
        result="Tijdens de surveillance bleef het rustig.",
        why_insufficient="De politie kan er niet steeds zijn.",
    )
