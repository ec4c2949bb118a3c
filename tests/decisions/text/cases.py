"""Cases that read as real ones do: an explosion, two centres, an early ending, a smaller area.

Streets exist; incidents, figures and decisions are invented for these tests.
"""

from __future__ import annotations

from datetime import date, time
from typing import Any

from almere_camera.models import Address
from areas.models import Area
from decisions.models import (
    Assessment,
    Consultation,
    CriterionKey,
    Decision,
    DecisionKind,
    DesignatedArea,
    ElementNote,
    Evidence,
    Fact,
    Judgement,
    Measure,
    PolicyFramework,
    Starts,
    UsePeriod,
    Variant,
    ViewingException,
    ViewingHours,
)
from tests import factories

PLACEHOLDER = "[nog in te vullen:"
SMALL = (143_050.0, 486_550.0, 143_200.0, 486_700.0)
MET = Judgement.Verdict.MET


def records() -> factories.Records:
    """The dated records, with an address for objections on the web."""
    made = factories.make_records()
    Address.objects.filter(pk=made.objections.pk).update(url="https://www.almere.nl/bezwaar")
    return made


def framework() -> PolicyFramework:
    return factories.make_framework(adopted_on=date(2025, 6, 5))


def case(kind: str, variant: str, title: str, **values: Any) -> Decision:
    """A bare draft with its title."""
    records()
    return factories.make_decision(kind, variant, title=title, framework=framework(), **values)


def answers(decision: Decision, **values: Any) -> Assessment:
    """Fill in the assessment."""
    assessment = Assessment.objects.get(decision=decision)
    for name, value in values.items():
        setattr(assessment, name, value)
    assessment.save()
    decision.refresh_from_db()
    return assessment


def reasons(decision: Decision, verdict: str = MET, **by_criterion: str) -> None:
    """Reasons per criterion, by its key."""
    assert decision.framework is not None
    for criterion in decision.framework.criteria.all():
        Judgement.objects.create(
            decision=decision,
            criterion=criterion,
            question=criterion.question,
            reasons=by_criterion[criterion.key],
            verdict=verdict,
        )


def elements(decision: Decision, **texts: str) -> None:
    """Notes on elements, by key; an empty text is an element that does not apply."""
    assert decision.framework is not None
    for element in decision.framework.elements.all():
        text = texts.get(element.key, "")
        ElementNote.objects.create(decision=decision, element=element, text=text, applies=bool(text))


def fact(
    decision: Decision, value: str, unit: str, statement: str, period: str = "2025", **values: Any
) -> Fact:
    defaults = {
        "criterion": CriterionKey.NECESSITY,
        "source": "de registratie van het uitkijkcentrum",
        "retrieved_on": date(2026, 3, 2),
        **values,
    }
    return Fact.objects.create(
        decision=decision, value=value, unit=unit, statement=statement, period=period, **defaults
    )


def hours(designated: DesignatedArea, days: list[int], start: time, end: time) -> ViewingHours:
    return ViewingHours.objects.create(
        designated_area=designated, weekdays=days, from_time=start, to_time=end
    )


def whole_term(designated: DesignatedArea) -> None:
    UsePeriod.objects.create(designated_area=designated)


def hofmark() -> Area:
    found = Area.objects.filter(name="Hofmark").first()
    return found or factories.make_area("Hofmark", streets=["Hofmark"])


# --- An explosion --------------------------------------------------------------------------------


def explosion() -> Decision:
    """Mobile use after an explosion at a house: from the day after publication, for some weeks."""
    decision = case(DecisionKind.START, Variant.MOBILE, "Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark")
    designated = factories.make_designated_area(
        decision,
        area=hofmark(),
        words="De Hofmark en de openbare ruimte daaromheen, tot aan de Marktmeesterstraat.",
        last_day=date(2026, 4, 30),
    )
    whole_term(designated)
    hours(designated, list(range(7)), time(20), time(6))
    answers(decision, **EXPLOSION)
    reasons(decision, **EXPLOSION_REASONS)
    elements(
        decision,
        preventie="Zichtbare camera’s en borden schrikken daders af.",
        interventie="Observanten kunnen de politie direct waarschuwen als zij verdachte bewegingen zien.",
    )
    Measure.objects.create(
        decision=decision,
        what="Extra surveillance door de politie",
        since="28 maart 2026",
        result="De wijkagent is zichtbaar aanwezig.",
        why_insufficient="Surveillance is niet het hele etmaal mogelijk.",
    )
    Evidence.objects.create(
        decision=decision,
        kind=Evidence.Kind.REPORT,
        title="Rapportage explosie",
        source="de politie",
        dated=date(2026, 3, 29),
        confidential=True,
    )
    factories.make_consultation(
        decision, held_on=date(2026, 3, 30), outcome="De driehoek stemt in met vier weken."
    )
    return decision


EXPLOSION: dict[str, Any] = {
    "occasion": "Bij de explosie is een voordeur vernield. Bewoners waren thuis, niemand raakte gewond.\n\n"
    "Een voertuig in de straat raakte zwaar beschadigd.",
    "incident_first_day": date(2026, 3, 27),
    "incident_last_day": date(2026, 3, 28),
    "incident_at_night": True,
    "incident_place": "de Hofmark",
    "incident_kind": "Een explosie bij een woning",
    "shock": "De explosie in een woonwijk heeft geleid tot angst en onrust bij omwonenden.",
    "repetition_risk": "de politie een herhaling niet uitsluit zolang de toedracht niet is vastgesteld;",
    "visible": "De camera’s staan gericht op de rijbaan, de stoepen en de parkeerplaatsen.",
    "blanking": "De politie legt een grijs vlak over ramen en deuren van woningen.",
    "retention_days": 28,
    "dpia_on": date(2023, 5, 11),
    "new_technology": False,
    "told_how": "Omwonenden krijgen een brief en bij alle toegangen staan borden.",
    "told_when": "voor de plaatsing van de camera’s",
}
EXPLOSION_REASONS = {
    "noodzakelijkheid": "Een ernstig geweldsincident heeft de openbare orde verstoord. Zolang de toedracht "
    "niet vaststaat, is er een reële kans op herhaling",
    "behoefte": "Omwonenden voelen zich onveilig en hebben de gemeente om maatregelen gevraagd.",
    "proportionaliteit": "Het gebied is beperkt tot één straat en de termijn tot enkele weken.",
    "subsidiariteit": "Er is geen lichter middel waarmee het hele etmaal toezicht mogelijk is.",
}


# --- Two centres ---------------------------------------------------------------------------------


def past(title: str, area: Area, signed: date, first: date, last: date, **values: Any) -> DesignatedArea:
    """An earlier decision, adopted and published, with one area."""
    kind = values.pop("kind", DecisionKind.START)
    follows = values.pop("follows", None)
    variant = values.pop("variant", Variant.REGULAR)
    decision = case(kind, variant, title, **values)
    designated = factories.make_designated_area(
        decision, area=area, starts=Starts.ON_DAY, first_day=first, last_day=last, follows=follows
    )
    factories.adopt(decision, signed)
    factories.publish(decision, first, number=f"gmb-{first.year}-{1000 + decision.pk}")
    return designated


def centres() -> Decision:
    """The extension of two centres, each with a predecessor and viewing hours of its own."""
    title = (
        "Aanwijzingsbesluit verlenging tijdelijk cameratoezicht Almere Stad Centrum en Almere Haven Centrum"
    )
    decision = case(DecisionKind.EXTEND, Variant.REGULAR, title)
    for name, words, kept in CENTRES:
        area = factories.make_area(name, kind=Area.Kind.CENTRE, streets=kept)
        before = past(
            f"Aanwijzingsbesluit {name}", area, date(2022, 4, 20), date(2022, 5, 1), date(2026, 4, 30)
        )
        designated = factories.make_designated_area(
            decision,
            follows=before,
            words=words,
            starts=Starts.ON_DAY,
            first_day=date(2026, 5, 1),
            last_day=date(2030, 4, 30),
        )
        whole_term(designated)
    stad, haven = decision.designated_areas.order_by("pk")
    hours(stad, [0, 1, 2], time(12), time(0))
    hours(stad, [3, 4, 5], time(12), time(4))
    hours(haven, [4], time(18), time(2))
    hours(haven, [5, 6], time(12), time(22))
    ViewingException.objects.create(
        designated_area=stad,
        day=date(2026, 12, 31),
        from_time=time(12),
        to_time=time(6),
        reason="jaarwisseling",
    )
    ViewingException.objects.create(designated_area=haven, day=date(2026, 12, 25))
    answers(decision, **CENTRE_ANSWERS)
    reasons(decision, **CENTRE_REASONS)
    elements(
        decision,
        preventie="Uit onderzoek blijkt dat de meeste bewoners weten dat er camera’s hangen.",
        interventie="De observanten zien veel incidenten als eerste.",
        veiligheidsgevoel="Bijna de helft van de ondervraagden voelt zich veiliger door de camera’s.",
        opsporing="Gemiddeld acht keer per maand worden beelden opgevraagd.",
    )
    fact(decision, "412", "incidenten", "in het centrum van Almere Stad zijn geregistreerd")
    fact(decision, "96", "incidenten", "in het centrum van Almere Haven zijn geregistreerd")
    fact(
        decision,
        "49",
        "% van de ondervraagden",
        "zich veiliger voelde door de camera’s",
        period="juni 2024",
        source="De evaluatie van het cameratoezicht",
        criterion=CriterionKey.NEED,
    )
    Measure.objects.create(
        decision=decision, what="betere verlichting", since="2023", result="minder vernielingen"
    )
    Measure.objects.create(
        decision=decision,
        what="een samenscholingsverbod",
        why_insufficient="omdat de groepen wisselen van samenstelling",
    )
    Evidence.objects.create(
        decision=decision,
        kind=Evidence.Kind.ANALYSIS,
        title="Veiligheidsanalyse centra 2026",
        source="de afdeling Veiligheid",
        dated=date(2026, 2, 10),
        has_advice=True,
    )
    factories.make_consultation(
        decision,
        held_on=date(2026, 3, 26),
        manner=Consultation.Manner.MEETING,
        police_advice=Consultation.Advice.HESITANT,
        police_note="De politie vraagt of vier jaar in Haven nodig is.",
        deviation_reason="De jaarlijkse evaluatie per camera maakt eerder ingrijpen mogelijk.",
        outcome="",
    )
    return decision


CENTRES = (
    (
        "Almere Stad Centrum",
        "Het gebied dat wordt begrensd door de Spoordreef, het Weerwater en de Cinemadreef",
        ["Stadhuisplein", "Grote Markt", "Belfort"],
    ),
    ("Almere Haven Centrum", "het centrum van Almere Haven tussen de haven en de Kruisstraat", ["De Brink"]),
)
CENTRE_ANSWERS: dict[str, Any] = {
    "occasion": "De lopende aanwijzing eindigt op 30 april 2026.",
    "findings_before": "Het cameratoezicht draagt bij aan de veiligheid in beide centra.",
    "visible": "Straten, pleinen en winkelgevels.",
    "blanking": "Over ramen van woningen ligt een grijs vlak dat met de camera meedraait.",
    "retention_days": 28,
    "dpia_on": date(2023, 5, 11),
    "new_technology": False,
    "told_how": "Met borden en op de website van de gemeente",
    "rests_on_prevention": True,
}
CENTRE_REASONS = {
    "noodzakelijkheid": "In beide centra doen zich wekelijks ordeverstoringen voor.",
    "behoefte": "Ondernemers en bewoners vragen om behoud van de camera’s.",
    "proportionaliteit": "De camera’s staan alleen waar veel mensen samenkomen.\n- geen woonstraten\n- geen "
    "schoolpleinen",
    "subsidiariteit": "Handhavers kunnen niet overal tegelijk zijn. Camera’s sturen hen gericht aan.",
}


# --- Ending, changing, half-filled ---------------------------------------------------------------


def ending(**values: Any) -> Decision:
    """Mobile use that ends before its last day, because it is no longer necessary."""
    before = past(
        "Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark",
        hofmark(),
        date(2026, 2, 26),
        date(2026, 3, 3),
        date(2026, 5, 31),
        variant=Variant.MOBILE,
    )
    decision = case(
        DecisionKind.END,
        Variant.MOBILE,
        "Besluit tot intrekking van het aanwijzingsbesluit tijdelijk cameratoezicht Hofmark",
    )
    start: dict[str, Any] = {"starts": Starts.ON_DAY, "first_day": date(2026, 4, 13), **values}
    factories.make_designated_area(decision, follows=before, last_day=None, **start)
    answers(
        decision,
        ceased_criterion=CriterionKey.NECESSITY,
        ending_ground="Sinds de aanhouding van twee verdachten zijn er geen incidenten meer geweest. De "
        "politie verwacht geen herhaling.",
        retention_days=28,
    )
    return decision


def smaller() -> Decision:
    """A change that reduces the area and ends it sooner, of a decision made here."""
    before = past(
        "Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark",
        hofmark(),
        date(2026, 2, 26),
        date(2026, 3, 3),
        date(2026, 5, 31),
        variant=Variant.MOBILE,
    )
    decision = case(
        DecisionKind.CHANGE,
        Variant.MOBILE,
        "Besluit tot wijziging van het aanwijzingsbesluit tijdelijk cameratoezicht Hofmark",
    )
    factories.make_designated_area(
        decision,
        follows=before,
        geometry=factories.rectangle(*SMALL),
        streets=["Hofmark"],
        words="het noordelijke deel van de Hofmark",
        last_day=date(2026, 4, 30),
    )
    answers(decision, occasion="In het zuidelijke deel van de straat is het rustig gebleven.")
    factories.make_consultation(decision, held_on=date(2026, 3, 30))
    return decision


def half_filled(kind: str = DecisionKind.START, variant: str = Variant.REGULAR) -> Decision:
    """A draft in which nothing has been filled in but an area without words."""
    decision = factories.make_decision(kind, variant, title="Concept", request=None)
    area = factories.make_area(streets=[])
    DesignatedArea.objects.create(decision=decision, area=area)
    return decision
