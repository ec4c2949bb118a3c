"""The pictures in the manuals: of which page, for whom, and what was on it when it was made."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from areas.models import Area
from decisions.models import Decision
from evaluations.models import PositionReview

FOLDER = Path(settings.BASE_DIR) / "docs" / "handleiding" / "schermen"
MADE_OF = FOLDER / "schermen.json"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page (by the name of its address), who looks, and in which case or place."""

    who: str
    page: str
    case: str = ""
    kwargs: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        kwargs = dict(self.kwargs)
        if self.case:
            kwargs["pk"] = Decision.objects.get(kenmerk=self.case).pk
        elif self.page == "areas:area":
            kwargs["pk"] = Area.objects.get(name="Almere Stad Centrum").pk
        elif self.page == "evaluations:review_judge":
            kwargs["pk"] = PositionReview.objects.order_by("pk")[0].pk
        return reverse(self.page, kwargs=kwargs)


SCREENS = {
    "beleid-werkvoorraad": Screen("beleid", "home"),
    "beleid-gebied": Screen("beleid", "areas:area"),
    "beleid-zaak-starten": Screen("beleid", "decisions:start"),
    "beleid-zaak": Screen("beleid", "decisions:detail", "DEMO-11"),
    "beleid-stap": Screen("beleid", "decisions:step", "DEMO-11", {"step": "criteria"}),
    "beleid-oordeel": Screen("beleid", "evaluations:review_judge"),
    "toetser-akkoord": Screen("toets", "decisions:agree", "DEMO-07"),
    "toetser-bezwaren": Screen("toets", "decisions:objections", "DEMO-05"),
    "kabinet-vaststellen": Screen("kabinet", "decisions:adopt", "DEMO-08"),
    "communicatie-drop": Screen("communicatie", "decisions:for_drop", "DEMO-09"),
    "communicatie-bekendmaken": Screen("communicatie", "decisions:publish", "DEMO-09"),
    "beheerder-configuratie": Screen("beheer", "configuration"),
    "beheerder-beheer": Screen("beheer", "admin:index"),
    "lezer-overzicht": Screen("lezer", "decisions:overview"),
    "lezer-logboek": Screen("lezer", "decisions:log", "DEMO-02"),
}


def made_of() -> dict[str, list[str]]:
    """Per picture the words of headings, buttons and questions that can be read on it."""
    found: dict[str, list[str]] = json.loads(MADE_OF.read_text(encoding="utf-8"))
    return found


def lasting(words: str) -> bool:
    """Whether these words belong to the page: dates, numbers and counts belong to the day."""
    return bool(words) and not re.search(r"\d", words)
