"""The subjects of evaluations, in the order of the work: from figures to the account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from almere_camera.context import reverse_or_none


@dataclass(frozen=True, slots=True)
class Tab:
    """One subject: its page, and what one finds there in a sentence."""

    label: str
    url_name: str
    about: str


TABS = (
    Tab("Overzicht", "evaluations:overview", ""),
    Tab("Incidenten", "evaluations:imports", "Bestanden van het uitkijkcentrum inlezen en nakijken."),
    Tab("Andere cijfers", "evaluations:figures", "Uren, storingen, beelden, evenementen en politiecijfers."),
    Tab(
        "Posities per jaar",
        "evaluations:review_years",
        "Verdient elke camera zijn plaats nog?",
    ),
    Tab("Gebieden en beleid", "evaluations:assessments", "Evaluaties van gebieden en van het beleidskader."),
    Tab("Lessen", "evaluations:lessons", "Wat mobiel cameratoezicht ons leerde."),
    Tab("Waarborgen", "evaluations:safeguards", "Wie waakt over de privacy, en wanneer dat is bevestigd."),
    Tab("Verantwoording", "evaluations:accounts", "Cijfers voor de driehoek en verslag aan de raad."),
)


def tabs(current: str) -> list[dict[str, Any]]:
    """The subjects that exist, with their address, and which one the page is."""
    return [
        {"label": tab.label, "about": tab.about, "url": url, "current": tab.url_name == current}
        for tab in TABS
        if (url := reverse_or_none(tab.url_name))
    ]


def crumbs(*url_names: str) -> list[tuple[str, str]]:
    """The way back: the overview, and the subjects named."""
    found = {tab.url_name: tab.label for tab in TABS} | {"evaluations:overview": "Evaluaties"}
    names = ("evaluations:overview", *url_names)
    return [(found[name], url) for name in names if (url := reverse_or_none(name))]
