"""An invented lesson of the mobile use that is a fact: Hofmark 2023-2024."""

from __future__ import annotations

from datetime import date
from typing import Any

from almere_camera.models import User
from decisions.demonstration.records import INVENTED

from .. import lessons
from ..workflow.lessons import record_lesson


def load_lessons(people: dict[str, User], _areas: dict[str, Any], _today: date) -> None:
    """One lesson; the invented use that ended since still asks for its own. Idempotent."""
    if lessons.newest().exists():
        return
    for use in lessons.mobile_uses().filter(decision__kenmerk="HIST-2023-02"):
        record_lesson(
            designated_area=use,
            by=people["beleid"],
            went_well=f"De mast stond binnen twee dagen en bewoners wisten ervan; {INVENTED}.",
            improve=f"Overleg eerder met de beheerder van de lantaarnpalen over stroom; {INVENTED}.",
        )
