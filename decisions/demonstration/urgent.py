# ruff: noqa: E501  running Dutch reads better unbroken
"""An invented urgent case: adopted without akkoord, its review and its motivation still due."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from decisions import workflow
from decisions.models import DecisionKind, Variant

from . import contents
from .filling import Term, days, fill, published, registered

if TYPE_CHECKING:
    from .current import Stage

PLACE = "Spiegelwaterlaan en omgeving"


def urgent_and_owing(stage: Stage) -> None:
    """Spoed: the week in which the motivation follows is running, and part of it has been written."""
    t, cast = stage.today, stage.cast
    case = stage.start(
        "DEMO-13", DecisionKind.START, Variant.MOBILE,
        "Na twee explosies in één nacht vraagt de politie om meteen een camera te plaatsen.",
        areas=(PLACE,), received=5, urgent=True,
    )  # fmt: skip
    terms = {
        PLACE: Term(words="de Spiegelwaterlaan en de directe omgeving daarvan", last_day=t + days(24), hours=contents.EVENINGS)
    }  # fmt: skip
    content = contents.incident(t, terms, night=t - days(6), held=t - days(4), place="de Spiegelwaterlaan")
    with workflow.edit(case, by=cast.officer, version=case.version, what="aanleiding") as draft:
        draft.motivation_later = True
    case.refresh_from_db()
    # The verdicts are given; the reasons follow.
    content = replace(content, reasons=dict.fromkeys(content.reasons, ""))
    filled = fill(case, cast.officer, content, t - days(4))
    case = registered(filled, cast, t - days(4), workflow.adopt_urgently)
    published(case, cast, t - days(3), stage.number(13, 3))
    workflow.write_motivation(
        decision=case, by=cast.officer, version=case.version, number=0,
        reasons={
            "noodzakelijkheid": "In één nacht waren er twee explosies bij dezelfde woning. Zichtbaar cameratoezicht maakt een derde minder aantrekkelijk, en de politie kan direct optreden.",
            "behoefte": "Bewoners hebben de gemeente gebeld en gemaild omdat zij niet meer durven te slapen.",
        },
    )  # fmt: skip
