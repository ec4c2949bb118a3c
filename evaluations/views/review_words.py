"""The kept figures of a review in the words and tables of its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from almere_camera import events as log
from almere_camera.acting import dutch
from almere_camera.models import AuditEvent

from ..models import FootageRequest, Incident, IncidentGroup, Indicator, PositionReview, Proposal

Stage = PositionReview.Stage
BADGES = {Stage.OPEN: "neutral", Stage.RETURNED: "warn", Stage.WAITING: "info", Stage.CONFIRMED: "ok"}
SHORT = {Proposal.NONE: "Geen", Proposal.REMOVE: "Verwijderen", Proposal.INVESTIGATE: "Nader onderzoeken"}
PROPOSAL_BADGES = {Proposal.NONE: "neutral", Proposal.REMOVE: "danger", Proposal.INVESTIGATE: "warn"}
UNKNOWN = "onbekend"


def shown(figures: dict[str, Any]) -> dict[str, Any]:
    """The tables and lists of the page, from the figures as they are or as they were kept."""
    first = _first_known(figures)
    years = [row for row in figures["years"] if row["year"] >= first]
    area_years = [row for row in figures["area_years"] if row["year"] >= first]
    return {
        "columns": [row["year"] for row in years],
        "rows": [(label, [cell(row) for row in years]) for label, cell in ROWS],
        "area_rows": [(label, [cell(row) for row in area_years]) for label, cell in AREA_ROWS],
        "rule_years": [row for row in figures["rule"]["years"][::-1] if row["year"] >= first],
        "passed_on": _passed_on(figures["passed_on"]),
        "requests": [
            (FootageRequest.By(by).label, number) for by, number in sorted(figures["requests"].items())
        ],
        "purposes": [
            {**purpose, "from": dutch(purpose["from"]), "to": dutch(purpose["to"])}
            for purpose in figures["purposes"]
        ],
        "checks": _checks(figures),
        "breaks": [{**row, "from": dutch(row["from"])} for row in figures["breaks"]],
        "computed_on": dutch(figures["computed_on"]),
    }


def _first_known(figures: dict[str, Any]) -> int:
    """The first year of which something is known; the two years of the rule are always shown."""
    last: int = figures["year"]
    known = [row["year"] for row in figures["years"] if row["months_imported"] or row["incidents"]]
    return min([last - 1, *known])


def _number(value: int | None) -> str:
    return UNKNOWN if value is None else str(value)


def _share(row: dict[str, Any]) -> str:
    if row["first_share"] is None:
        return UNKNOWN
    return f"{row['first_share']}% (van {row['first_known']})"


def _hours(name: Indicator) -> Any:
    return lambda row: UNKNOWN if row[str(name)] is None else row[str(name)].replace(".", ",")


def _months(row: dict[str, Any]) -> str:
    return f"{row['months_imported']} van 12"


INCIDENT_ROWS: list[tuple[str, Any]] = [
    ("Incidenten", lambda row: _number(row["incidents"])),
    ("waarvan relevant", lambda row: _number(row["relevant"])),
    *(
        (f"waarvan {group.label.lower()}", lambda row, group=group: _number(row["by_group"].get(group.value)))
        for group in IncidentGroup
    ),
    ("Als eerste gezien door de observant", _share),
]
ROWS: list[tuple[str, Any]] = [
    *INCIDENT_ROWS,
    ("Maanden ingelezen", _months),
    ("Dagen in gebruik", lambda row: str(row["days_in_use"])),
    ("Dagen met storing of onderhoud", lambda row: str(row["outage_days"])),
    ("Uren live bekeken", _hours(Indicator.LIVE_HOURS)),
    ("Uren met opnamen", _hours(Indicator.AVAILABLE_HOURS)),
    ("Verzoeken om beelden", lambda row: str(row["requested"])),
    ("waarvan veiliggesteld", lambda row: str(row["secured"])),
    ("waarvan verstrekt", lambda row: str(row["supplied"])),
]
AREA_ROWS = [*INCIDENT_ROWS, ("Uren live bekeken", _hours(Indicator.LIVE_HOURS))]


def _passed_on(counts: dict[str, int]) -> list[tuple[str, int]]:
    """To whom, in words; how many were followed up comes last. Empty when nothing was seen."""
    names = [(to.value, to.label) for to in Incident.PassedOn] + [("", "Niet vastgelegd aan wie")]
    named = [(label, counts[value]) for value, label in names if counts.get(value)]
    return [*named, ("Opgevolgd", counts.get("opgevolgd", 0))] if named else []


def _checks(figures: dict[str, Any]) -> list[tuple[str, str | None]]:
    masking, signs = figures["masking"], figures["signs"]
    state = "" if masking is None or masking["in_order"] else ", niet in orde"
    newest = f", het nieuwste van {dutch(signs['newest'])}" if signs["newest"] else ""
    events = ", ".join(figures["events"])
    return [
        ("Afscherming van woningen gecontroleerd", f"{dutch(masking['on'])}{state}" if masking else None),
        ("Borden in het gebied aan het einde van het jaar", f"{signs['standing']}{newest}"),
        ("Ondersteuning bij evenementen in het gebied", events or "geen vastgelegd"),
    ]


def events_of(found: Iterable[AuditEvent]) -> list[dict[str, Any]]:
    """What happened, newest first, as the timeline shows it."""
    return [
        {
            "when": date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
            "iso": event.at.isoformat(timespec="seconds"),
            "title": log.label_of(event.event),
            "who": f"{event.actor_name} ({event.actor_roles})" if event.actor_roles else event.actor_name,
            "text": "",
        }
        for event in found
    ]
