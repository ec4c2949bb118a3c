# ruff: noqa: E501  running Dutch reads better unbroken
"""Invented cases of today, built through the same acts as the pages use: each status, each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from django.db import transaction

from almere_camera.models import Official
from areas import workflow as area_acts
from areas.models import Area, Position, Unit
from decisions import workflow
from decisions.models import Closure, Decision, DecisionKind, DesignatedArea, Request, Variant

from . import contents
from .filling import Cast, Content, Term, adopted, agreed, days, fill, published
from .places import deployments_in, polygon
from .urgent import urgent_and_owing

Builder = Callable[["Stage"], None]


class Stage:
    """The people, the places and the day on which the demonstration is built."""

    def __init__(self, cast: Cast, areas: dict[str, Area], today: date) -> None:
        self.cast, self.areas, self.today = cast, areas, today

    def start(
        self,
        kenmerk: str,
        kind: str,
        variant: str,
        felt: str,
        *,
        areas: tuple[str, ...] = (),
        follows: tuple[DesignatedArea, ...] = (),
        received: int = 30,
        asked_by: str = "politie",
        urgent: bool = False,
    ) -> Decision:
        """A case from a request received so many days ago."""
        return workflow.start(
            by=self.cast.officer,
            request=Request(asked_by=asked_by, received_on=self.today - days(received), felt=felt),
            kind=kind,
            variant=variant,
            areas=[self.areas[name] for name in areas],
            follows=follows,
            kenmerk=kenmerk,
            urgent=urgent,
        )

    def number(self, serial: int, ago: int) -> str:
        """An invented Gemeenteblad number in the year of that day."""
        return f"gmb-{(self.today - days(ago)).year}-{900000 + serial}"

    def designation(self, kenmerk: str, area: str) -> DesignatedArea:
        return DesignatedArea.objects.get(decision__kenmerk=kenmerk, area__name=area)


def load_current(stage: Stage) -> None:
    """Build every case that is not there yet, each in its own transaction."""
    for kenmerk, build in CASES.items():
        if not Decision.objects.filter(kenmerk=kenmerk).exists():
            with transaction.atomic():
                build(stage)


def two_centres_started(stage: Stage) -> None:
    """Instellen for two centres, lapsed by now: the predecessor of the extension."""
    t = stage.today
    case = stage.start(
        "DEMO-01", DecisionKind.START, Variant.REGULAR,
        "Ondernemers ervaren in de avond vechtpartijen en overlast door groepen in beide centra.",
        areas=("Almere Stad Centrum", "Almere Buiten Centrum"), received=530, asked_by="ondernemers",
    )  # fmt: skip
    terms = {
        "Almere Stad Centrum": Term(words="het stadscentrum van Almere", last_day=t - days(170), hours=contents.WEEKENDS),
        "Almere Buiten Centrum": Term(words="het centrum van Almere Buiten", last_day=t - days(170), hours=contents.QUIET),
    }  # fmt: skip
    content = contents.centre(t, terms, held=t - days(510), figures=("412", "38%"), extension=False)
    case = adopted(fill(case, stage.cast.officer, content, t - days(510)), stage.cast, t - days(500))
    published(case, stage.cast, t - days(498), stage.number(1, 498))


def two_centres_extended(stage: Stage) -> None:
    """Verlengen of both, in force, with different viewing hours."""
    t = stage.today
    case = stage.start(
        "DEMO-02", DecisionKind.EXTEND, Variant.REGULAR,
        "De politie vraagt om het cameratoezicht in beide centra voort te zetten.",
        follows=tuple(stage.designation("DEMO-01", a) for a in ("Almere Stad Centrum", "Almere Buiten Centrum")),
        received=300,
    )  # fmt: skip
    first, last = t - days(169), t + days(560)
    terms = {
        "Almere Stad Centrum": Term(words="het stadscentrum van Almere", first_day=first, last_day=last, hours=contents.WEEKENDS),
        "Almere Buiten Centrum": Term(words="het centrum van Almere Buiten", first_day=first, last_day=last, hours=contents.QUIET),
    }  # fmt: skip
    content = contents.centre(t, terms, held=t - days(215), figures=("371", "34%"), extension=True)
    case = fill(case, stage.cast.officer, content, t - days(215))
    for designated in case.designated_areas.all():
        designated.deployments.set(deployments_in(designated.area.name))
    published(adopted(case, stage.cast, t - days(200)), stage.cast, t - days(197), stage.number(2, 197))


def one_centre_ended(stage: Stage) -> None:
    """Beëindigen for one of the two: the short form is enough."""
    t = stage.today
    case = stage.start(
        "DEMO-03", DecisionKind.END, Variant.REGULAR,
        "Uit de evaluatie blijkt dat het cameratoezicht in Almere Buiten niet langer nodig is.",
        follows=(stage.designation("DEMO-02", "Almere Buiten Centrum"),), received=40, asked_by="gemeente",
    )  # fmt: skip
    content = Content(
        assessment={
            "ceased_criterion": "noodzakelijkheid",
            "ending_ground": "Sinds de herinrichting van het plein doen zich nauwelijks nog wanordelijkheden voor. "
            "De politie en de ondernemers zien geen reden om het toezicht voort te zetten.",
        }
    )
    case = adopted(fill(case, stage.cast.officer, content, t - days(15)), stage.cast, t - days(13))
    published(case, stage.cast, t - days(11), stage.number(3, 11))


def haven_expiring(stage: Stage) -> None:
    """Instellen for Haven: in force, ends within two months."""
    t = stage.today
    case = stage.start(
        "DEMO-04", DecisionKind.START, Variant.REGULAR,
        "Bewoners en ondernemers rond De Brink voelen zich onveilig door overlast en berovingen.",
        areas=("Almere Haven Centrum",), received=520, asked_by="bewoners",
    )  # fmt: skip
    terms = {
        "Almere Haven Centrum": Term(
            words="het centrum van Almere Haven", last_day=t + days(45), hours=contents.QUIET
        )
    }
    content = contents.centre(t, terms, held=t - days(490), figures=("186", "41%"), extension=False)
    case = fill(case, stage.cast.officer, content, t - days(490))
    for designated in case.designated_areas.all():
        designated.deployments.set(deployments_in(designated.area.name))
    published(adopted(case, stage.cast, t - days(480)), stage.cast, t - days(478), stage.number(4, 478))


def explosion_in_force(stage: Stage) -> None:
    """Mobile after an explosion, in force, with a unit in place."""
    t = stage.today
    case = stage.start(
        "DEMO-05", DecisionKind.START, Variant.MOBILE,
        "Na een explosie bij een woning zijn bewoners bang voor herhaling.",
        areas=("Meerkoetlaan en omgeving",), received=24,
    )  # fmt: skip
    terms = {
        "Meerkoetlaan en omgeving": Term(
            words="de Meerkoetlaan en de directe omgeving daarvan",
            last_day=t + days(9),
            hours=contents.EVENINGS,
        )
    }
    content = contents.incident(t, terms, night=t - days(25), held=t - days(23), place="de Meerkoetlaan")
    case = fill(case, stage.cast.officer, content, t - days(23))
    unit = Unit.objects.get(codes__code="MOB-2")
    position = Position.objects.get(codes__code="M-11")
    deployment = area_acts.deploy(
        by=stage.cast.officer, position=position, unit=unit, first_day=t - days(19), last_day=t + days(9)
    )
    case.designated_areas.get().deployments.add(deployment)
    published(adopted(case, stage.cast, t - days(22)), stage.cast, t - days(20), stage.number(5, 20))


def explosion_extension_draft(stage: Stage) -> None:
    """Concept: a half-filled extension of the mobile use."""
    t = stage.today
    case = stage.start(
        "DEMO-06", DecisionKind.EXTEND, Variant.MOBILE,
        "De politie vraagt om verlenging: het onderzoek loopt nog en de onrust is niet weg.",
        follows=(stage.designation("DEMO-05", "Meerkoetlaan en omgeving"),), received=3,
    )  # fmt: skip
    content = Content(
        assessment={"occasion": "Het onderzoek van de politie loopt nog. Bewoners melden dat zij nog steeds slecht slapen."},
        reasons={"behoefte": "Bewoners hebben de gemeente per brief gevraagd om het toezicht nog niet te stoppen."},
        terms={
            "Meerkoetlaan en omgeving": Term(
                words="de Meerkoetlaan en de directe omgeving daarvan",
                first_day=t + days(10), last_day=t + days(38),
            )
        },
    )  # fmt: skip
    fill(case, stage.cast.officer, content, t - days(1))


def haven_in_review(stage: Stage) -> None:
    """Ter toetsing: the extension of Haven."""
    t = stage.today
    case = stage.start(
        "DEMO-07", DecisionKind.EXTEND, Variant.REGULAR,
        "De termijn in Almere Haven loopt af; ondernemers vragen om verlenging.",
        follows=(stage.designation("DEMO-04", "Almere Haven Centrum"),), received=60, asked_by="ondernemers",
    )  # fmt: skip
    terms = {
        "Almere Haven Centrum": Term(
            words="het centrum van Almere Haven",
            first_day=t + days(46),
            last_day=t + days(776),
            hours=contents.QUIET,
        )
    }
    content = contents.centre(t, terms, held=t - days(6), figures=("142", "33%"), extension=True)
    case = fill(case, stage.cast.officer, content, t - days(6))
    workflow.submit(
        decision=case,
        by=stage.cast.officer,
        version=case.version,
        remark="Graag vooral naar de kijktijden kijken.",
    )


def event_agreed(stage: Stage) -> None:
    """Akkoord, waiting for the mayor: mobile at an event, with clock times."""
    t = stage.today
    case = stage.start(
        "DEMO-08", DecisionKind.START, Variant.MOBILE,
        "De politie verwacht bij het evenement wanordelijkheden door rivaliserende groepen.",
        areas=("Evenemententerrein Weerwater",), received=20,
    )  # fmt: skip
    terms = {
        "Evenemententerrein Weerwater": Term(
            words="het evenemententerrein aan het Weerwater", first_day=t + days(21), start_time=time(12),
            last_day=t + days(23), end_time=time(6), hours=((tuple((t + days(n)).weekday() for n in (21, 22)), time(12), time(6)),),
        )
    }  # fmt: skip
    content = contents.incident(t, terms, night=t - days(40), held=t - days(4), place="de Esplanade")
    changed = {
        **content.assessment,
        "incident_kind": "een vechtpartij tussen groepen bezoekers",
        "occasion": "Bij een eerder evenement op dezelfde plaats raakten groepen bezoekers slaags. Daarbij vielen gewonden.",
        "shock": "De vechtpartij verstoorde de orde op het terrein en in de omliggende straten tot diep in de nacht.",
        "visible": "De camera’s zien het terrein, de toegangen daartoe en de Esplanade.",
        "repetition_risk": "De politie heeft aanwijzingen dat dezelfde groepen het komende evenement zullen bezoeken.",
    }
    reasons = {
        **content.reasons,
        "noodzakelijkheid": "Bij het vorige evenement konden hulpdiensten de groepen niet tijdig uit elkaar houden, omdat overzicht ontbrak.",
        "behoefte": "De organisator en de bewoners van het centrum vragen om extra maatregelen.",
        "proportionaliteit": "Het toezicht duurt drie dagen en beperkt zich tot het terrein en de toegangen daartoe.",
    }
    measures = (
        {
            "what": "extra beveiligers van de organisator", "since": "het vorige evenement",
            "result": "Kleine ruzies worden sneller gesust.", "why_insufficient": "Zij overzien het terrein als geheel niet.",
        },
    )  # fmt: skip
    evidence = tuple({**e, "title": "Bestuurlijke rapportage evenement"} for e in content.evidence)
    content = Content(
        assessment=changed, terms=terms, reasons=reasons, measures=measures, evidence=evidence,
        consultation=contents.consulted(t - days(4)), participants=contents.PEOPLE,
    )  # fmt: skip
    agreed(fill(case, stage.cast.officer, content, t - days(4)), stage.cast)


def stad_reduced(stage: Stage) -> None:
    """Wijzigen to a smaller area: adopted, waiting for publication."""
    t = stage.today
    area = stage.areas["Almere Stad Centrum"]
    corners = (
        (143180, 486640),
        (143420, 486600),
        (143720, 486720),
        (143800, 486960),
        (143380, 487120),
        (143140, 487100),
    )
    if area.boundaries.count() == 1:
        area_acts.record_boundary(
            by=stage.cast.officer, area=area, geometry=polygon(corners), valid_from=t - days(20),
            streets=["Stadhuisplein", "Grote Markt", "Belfort", "Koetsierbaan", "Esplanade"],
            source="Demonstratie: bij benadering getekend, zonder het Stationsplein",
        )  # fmt: skip
    case = stage.start(
        "DEMO-09", DecisionKind.CHANGE, Variant.REGULAR,
        "Op het Stationsplein deden zich het afgelopen jaar geen incidenten meer voor.",
        follows=(stage.designation("DEMO-02", "Almere Stad Centrum"),), received=35, asked_by="gemeente",
    )  # fmt: skip
    terms = {
        "Almere Stad Centrum": Term(
            words="het stadscentrum van Almere, zonder het Stationsplein",
            last_day=t + days(560),
            hours=contents.WEEKENDS,
        )
    }
    content = Content(
        assessment={
            **contents.PRIVACY,
            "occasion": "Op het Stationsplein zijn het afgelopen jaar geen wanordelijkheden geregistreerd. "
            "Daarom wordt het gebied kleiner.",
        },
        terms=terms,
        consultation=contents.consulted(t - days(5)),
        participants=contents.PEOPLE,
    )
    warnings = dict.fromkeys(
        ("I24", "I26"), "Het gebied wordt kleiner; een nieuwe analyse is daarvoor niet nodig."
    )
    adopted(fill(case, stage.cast.officer, content, t - days(5)), stage.cast, t - days(1), warnings)


def not_started(stage: Stage) -> None:
    """Afgesloten zonder besluit: niet ingesteld."""
    case = stage.start(
        "DEMO-10", DecisionKind.START, Variant.REGULAR,
        "Bewoners van het Rietgorspad vragen om camera's na een reeks autokraken.",
        areas=("Meerkoetlaan en omgeving",), received=120, asked_by="bewoners",
    )  # fmt: skip
    case = workflow.propose_closing(
        decision=case, by=stage.cast.officer, version=case.version, outcome=Closure.Outcome.NOT_STARTED,
        reasons="Er is geen regelmaat van wanordelijkheden. Betere verlichting en een buurtapp zijn nog niet geprobeerd.",
    )  # fmt: skip
    workflow.close_without_decision(decision=case, by=stage.cast.reviewer, version=case.version)


def returned_to_author(stage: Stage) -> None:
    """Concept, teruggestuurd met een opmerking."""
    t = stage.today
    case = stage.start(
        "DEMO-11", DecisionKind.START, Variant.MOBILE,
        "Na een ontploffing bij een voordeur vragen bewoners om toezicht.",
        areas=("Hofmark en omgeving",), received=9,
    )  # fmt: skip
    terms = {
        "Hofmark en omgeving": Term(words="de Hofmark en de directe omgeving daarvan", last_day=t + days(35))
    }
    content = contents.incident(t, terms, night=t - days(10), held=t - days(7), place="de Hofmark")
    case = fill(case, stage.cast.officer, content, t - days(7))
    case = workflow.submit(decision=case, by=stage.cast.officer, version=case.version)
    workflow.return_to_author(
        decision=case, by=stage.cast.reviewer, version=case.version,
        remark="De kijktijden ontbreken nog. Kun je ook de kans op herhaling beter uitleggen?",
    )  # fmt: skip


def published_late(stage: Stage) -> None:
    """Lapsed, and published after its stated start: days without ground are shown."""
    t = stage.today
    case = stage.start(
        "DEMO-12", DecisionKind.START, Variant.MOBILE,
        "Na een brandstichting in een auto is er onrust in de buurt.",
        areas=("Hofmark en omgeving",), received=100,
    )  # fmt: skip
    terms = {
        "Hofmark en omgeving": Term(
            words="de Hofmark en de directe omgeving daarvan", first_day=t - days(90), last_day=t - days(62), hours=contents.EVENINGS
        )
    }  # fmt: skip
    content = contents.incident(t, terms, night=t - days(101), held=t - days(95), place="de Hofmark")
    case = adopted(fill(case, stage.cast.officer, content, t - days(95)), stage.cast, t - days(93))
    published(case, stage.cast, t - days(87), stage.number(6, 87))


CASES: dict[str, Builder] = {
    "DEMO-01": two_centres_started,
    "DEMO-02": two_centres_extended,
    "DEMO-03": one_centre_ended,
    "DEMO-04": haven_expiring,
    "DEMO-05": explosion_in_force,
    "DEMO-06": explosion_extension_draft,
    "DEMO-07": haven_in_review,
    "DEMO-08": event_agreed,
    "DEMO-09": stad_reduced,
    "DEMO-10": not_started,
    "DEMO-11": returned_to_author,
    "DEMO-12": published_late,
    "DEMO-13": urgent_and_owing,
}


def the_mayor() -> Official:
    """The invented mayor of the demonstration."""
    return Official.objects.get(function=Official.Function.MAYOR)
