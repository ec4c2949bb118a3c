"""The report to the council over last year, as it is being written."""

from __future__ import annotations

from datetime import date
from typing import Any

from almere_camera.models import User
from decisions.demonstration.records import INVENTED

from ..models import CouncilReport
from ..workflow.accounts import start_report, write_report

INTRODUCTION = (
    "Dit verslag vertelt hoe het cameratoezicht is gebruikt: waar, hoe lang, wat de observanten zagen en "
    f"wat er met de beelden is gebeurd. Dit is een {INVENTED}."
)


def load_accounts(people: dict[str, User], _areas: dict[str, Any], today: date) -> None:
    """The report of last year, with an introduction; the costs are still to be written."""
    if CouncilReport.objects.filter(year=today.year - 1).exists():
        return
    officer = people["beleid"]
    report = start_report(by=officer, year=today.year - 1)
    write_report(report=report, by=officer, version=report.version, introduction=INTRODUCTION, costs="")
