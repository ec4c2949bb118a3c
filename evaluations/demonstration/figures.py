"""Invented figures of the past year: hours, an outage, requests for images, an event, police figures.

The series break is a fact with its source. The codes of the neighbourhoods are invented: those of the
centres of Almere are still to be looked up.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from almere_camera.models import User
from almere_camera.uploads import TEXT, Checked
from areas.models import Area
from decisions.demonstration.records import INVENTED

from ..counting import positions_of
from ..models import FootageRequest, IncidentGroup, Indicator, MonthlyFigure, Outage
from ..workflow import figures as acts
from ..workflow.police import add_neighbourhood, import_police_file

MONTHS = 12
LIVE_HOURS = (142, 138, 151, 149, 160, 158, 144, 139, 152, 147, 155, 163)
CODES = {
    "BU00349901": "Stad centrum (verzonnen code)",
    "BU00349902": "Buiten centrum (verzonnen code)",
    "BU00349903": "Haven centrum (verzonnen code)",
}
CRIMES = (31, 28, 35, 30, 33, 41, 38, 36, 29, 27, 34, 30)
NUISANCE = (12, 9, 14, 11, 15, 19, 17, 16, 10, 8, 13, 9)


def load_figures(people: dict[str, User], _areas: dict[str, Any], today: date) -> None:
    """Something of each subject, once."""
    if MonthlyFigure.objects.exists():
        return
    officer = people["beleid"]
    centres = list(Area.objects.filter(kind=Area.Kind.CENTRE).order_by("name"))
    months = [_month_before(today, ago) for ago in range(MONTHS, 0, -1)]
    for centre in centres:
        _hours(officer, centre, months)
    for centre in centres[:1]:
        _in(officer, centre, today)
    acts.record_break(
        by=officer,
        indicator=Indicator.FOOTAGE,
        from_day=date(2019, 1, 1),
        reason="Verzoeken om beelden worden sinds 2019 anders geregistreerd (-75%); de dag is niet bekend.",
        source="Beleidskader cameratoezicht 2024-2027, hoofdstuk 1",
    )
    _police(officer, centres, months)


def _month_before(day: date, ago: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - ago, 12)
    return date(year, month + 1, 1)


def _hours(by: User, centre: Area, months: list[date]) -> None:
    for month, hours in zip(months, LIVE_HOURS, strict=True):
        acts.record_hours(
            by=by,
            indicator=Indicator.LIVE_HOURS,
            area=centre,
            month=month,
            hours=Decimal(hours),
            source=INVENTED,
        )


def _in(by: User, centre: Area, today: date) -> None:
    """An outage, two requests and an event in one centre."""
    for position in positions_of(centre, today - timedelta(days=75), today)[:1]:
        first = today - timedelta(days=75)
        acts.record_outage(
            by=by,
            position=position,
            kind=Outage.Kind.DEFECT,
            first_day=first,
            last_day=first + timedelta(days=5),
            note=INVENTED,
        )
    for ago, group in ((90, IncidentGroup.CRIME), (20, IncidentGroup.NUISANCE)):
        asked = today - timedelta(days=ago)
        done = {"secured_on": asked + timedelta(days=1), "supplied_on": asked + timedelta(days=4)}
        acts.record_footage(
            by=by,
            area=centre,
            requested_on=asked,
            requested_by=FootageRequest.By.POLICE,
            group=group,
            **(done if ago > 30 else {}),
        )
    day = today - timedelta(days=120)
    acts.record_support(
        by=by, area=centre, name="Zomerfeest (verzonnen)", first_day=day, last_day=day, note=INVENTED
    )


def _police(by: User, centres: list[Area], months: list[date]) -> None:
    """Two files as the police gives them, with a number that is withheld."""
    for (code, name), centre in zip(CODES.items(), centres, strict=False):
        add_neighbourhood(
            area=centre, by=by, code=code, name=name, valid_from=date(2020, 1, 1), source=INVENTED
        )
    for kind, number, values in (
        ("SoortMisdrijf", "GeregistreerdeMisdrijven_1", CRIMES),
        ("Overlast", "GeregistreerdeOverlast_1", NUISANCE),
    ):
        rows = [f'"{kind}";"WijkenEnBuurten";"Perioden";"{number}"']
        for place, code in enumerate(CODES):
            for month, value in zip(months, values, strict=True):
                told = "" if place == 2 and value < 10 else str(value - 3 * place)
                rows.append(f'"0.0.0 ";"{code}";"{month:%Y}MM{month:%m}";{told}')
        content = "\n".join(rows).encode()
        name = f"{kind.lower()}-verzonnen.csv"
        import_police_file(by=by, file=Checked(content, TEXT, hashlib.sha256(content).hexdigest(), name))
