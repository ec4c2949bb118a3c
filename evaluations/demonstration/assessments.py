# ruff: noqa: E501  running Dutch reads better unbroken
"""The evaluation of 2021-2024 as the framework tells it, and invented evaluations of two centres.

The outcome and the figures of 2021-2024 are facts: beleidskader 2024-2027, hoofdstuk 1. Of the report only
the month is known, June 2024; its first day stands here. The evaluations of centres are invented.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from almere_camera.models import User
from decisions import states
from decisions.demonstration.records import INVENTED
from decisions.models import CriterionKey, DesignatedArea, ElementKey, PolicyFramework

from ..assessing import suggested_period
from ..models import AreaEvaluation, Conclusion, FrameworkEvaluation
from ..workflow import assessments as acts
from ..workflow import frameworks
from ..workflow.telling import inform_council

SOURCE = "Beleidskader cameratoezicht 2024-2027, hoofdstuk 1"
REPORTED = date(2024, 6, 1)
OUTCOME = (
    "Het cameratoezicht draagt bij aan de handhaving van de openbare orde en voldeed in 2020-2023 aan de criteria van het beleid. "
    "Door het eigen uitkijkcentrum kunnen handhavers en hulpdiensten snel ingrijpen: daarin blinkt Almere uit. "
    "Beelden zijn nog steeds waardevol als bijvangst voor de opsporing. "
    "Ongeveer de helft van de ondervraagden voelt zich veiliger door de camera’s."
)
IMPROVEMENTS = (
    "Preventie telt voortaan als gelijkwaardig aspect mee bij instellen, verlengen en stoppen.\n\n"
    "Meer ruimte voor maatwerk: criteria en aspecten in plaats van een stroomdiagram.\n\n"
    "Elke camera wordt doorlopend getoetst op noodzaak en proportionaliteit.\n\n"
    "De communicatie over nut en noodzaak van de camera’s kan beter."
)
# What was measured, of whom, value, unit, how many were asked, area.
Row = tuple[str, str, str, str, int | None, str]
SURVEY: tuple[Row, ...] = (
    ("weet dat er cameratoezicht is", "bewoners", "81", "%", 800, ""),
    ("weet dat er cameratoezicht is", "bezoekers", "61", "%", 800, ""),
    ("voelt zich veiliger dankzij de camera’s", "", "49", "%", 800, ""),
    ("voelt zich niet veiliger door het cameratoezicht", "", "35", "%", 800, ""),
    ("is neutraal over de camera’s en het gevoel van veiligheid", "", "11", "%", 800, ""),
    ("weet niet of de camera’s het gevoel van veiligheid veranderen", "", "5", "%", 800, ""),
    ("incidenten als eerste gezien door de camera-observant", "", "72", "%", None, "Almere Stad Centrum"),
    ("incidenten als eerste gezien door de camera-observant", "", "40", "%", None, "Almere Buiten Centrum"),
    ("incidenten als eerste gezien door de camera-observant", "", "53", "%", None, "Almere Haven Centrum"),
    ("beelden gebruikt voor opsporing of bewijsvoering", "", "8", "keer per maand", None, ""),
    ("verandering van het aantal opgevraagde beelden sinds 2019", "", "-75", "%", None, ""),
)


def load_assessments(people: dict[str, User], areas: dict[str, Any], today: date) -> None:
    """Each part once."""
    officer = people["beleid"]
    _policy(officer, areas)
    _completed(officer, _running("DEMO-04", "Almere Haven Centrum", today), today)
    _begun(officer, _running("DEMO-02", "Almere Stad Centrum", today), today)


def _policy(by: User, areas: dict[str, Any]) -> None:
    """The evaluation of 2021-2024, which the council got in June 2024."""
    framework = PolicyFramework.objects.filter(period_first_year=2021, period_last_year=2024).first()
    if framework is None or FrameworkEvaluation.objects.filter(framework=framework).exists():
        return
    evaluation = frameworks.start_framework_evaluation(framework=framework, by=by)
    for question, group, value, unit, asked, area in SURVEY:
        acts.add_survey_figure(
            evaluation=evaluation,
            by=by,
            question=question,
            group=group,
            value=Decimal(value),
            unit=unit,
            asked=asked,
            area=areas.get(area),
            period="2021-2024",
            source=SOURCE,
        )
    evaluation = frameworks.write_framework_evaluation(
        evaluation=evaluation,
        by=by,
        version=evaluation.version,
        researcher="Sander Flight Onderzoek & Advies",
        outcome=OUTCOME,
        improvements=IMPROVEMENTS,
        source=f"{SOURCE}; rapport van juni 2024, de dag is niet bekend",
    )
    evaluation = frameworks.complete_framework_evaluation(
        evaluation=evaluation, by=by, version=evaluation.version, completed_on=REPORTED
    )
    inform_council(
        about=evaluation,
        by=by,
        informed_on=REPORTED,
        document="Evaluatierapport cameratoezicht 2021-2024 (aangeboden in juni 2024; de dag is niet bekend)",
    )


def _running(kenmerk: str, area: str, today: date) -> DesignatedArea | None:
    """The designation of the demonstration, as long as it runs and nobody evaluated it."""
    found = states.with_terms(
        DesignatedArea.objects.filter(decision__kenmerk=kenmerk, area__name=area)
    ).first()
    if found is None or states.state_on(found, today) not in states.RUNNING:
        return None
    return None if AreaEvaluation.objects.filter(designated_area=found).exists() else found


def _start(by: User, designated: DesignatedArea, today: date) -> AreaEvaluation:
    first, last = suggested_period(states.term_of(designated), today)
    return acts.start_evaluation(designated_area=designated, by=by, first_day=first, last_day=last)


def _completed(by: User, designated: DesignatedArea | None, today: date) -> None:
    """Completed, so that the council must hear of it."""
    if designated is None:
        return
    evaluation = _start(by, designated, today)
    acts.add_measure(
        evaluation=evaluation,
        by=by,
        what="Extra toezicht op straat",
        since="begin van dit jaar",
        result=f"Overdag werd het rustiger; {INVENTED}.",
        why_insufficient="In de avond verplaatst de overlast zich naar plekken zonder toezicht.",
    )
    acts.add_survey_figure(
        evaluation=evaluation,
        by=by,
        question="voelt zich veiliger door de camera’s",
        group="bezoekers",
        value=Decimal("52"),
        unit="%",
        asked=240,
        period="dit voorjaar",
        source=INVENTED,
    )
    found = {
        ElementKey.PREVENTION: "De meeste bezoekers weten van de camera’s.",
        ElementKey.INTERVENTION: "Handhavers zijn vaak binnen tien minuten ter plaatse.",
        ElementKey.FEELING: "Ongeveer de helft voelt zich veiliger.",
        ElementKey.DETECTION: "De politie vroeg enkele keren om beelden.",
        CriterionKey.NECESSITY: "In de avond zijn er nog regelmatig ruzies.",
        CriterionKey.NEED: "Ondernemers vragen om verlenging.",
        CriterionKey.PROPORTIONALITY: "Het gebied is klein en woningen zijn afgeschermd.",
        CriterionKey.SUBSIDIARITY: "Extra toezicht alleen is niet genoeg.",
    }
    evaluation = acts.write_evaluation(
        evaluation=evaluation,
        by=by,
        version=evaluation.version,
        first_day=evaluation.first_day,
        last_day=evaluation.last_day,
        answers={key.value: f"{text[:-1]}; {INVENTED}." for key, text in found.items()},
        conclusion=Conclusion.EXTEND,
        reason="Het cameratoezicht helpt om snel in te grijpen en is in de avond nog nodig.",
    )
    acts.complete_evaluation(evaluation=evaluation, by=by, version=evaluation.version)


def _begun(by: User, designated: DesignatedArea | None, today: date) -> None:
    """Only begun, with one figure and one measure."""
    if designated is None:
        return
    evaluation = _start(by, designated, today)
    acts.add_measure(
        evaluation=evaluation,
        by=by,
        what="Een verbod om in de avond alcohol te drinken op het plein",
        since="vorige zomer",
        result=f"Minder klachten van bewoners; {INVENTED}.",
        why_insufficient="",
    )
    acts.add_survey_figure(
        evaluation=evaluation,
        by=by,
        question="weet dat er cameratoezicht is",
        group="bezoekers",
        value=Decimal("64"),
        unit="%",
        asked=310,
        period="dit voorjaar",
        source=INVENTED,
    )
