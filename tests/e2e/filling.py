"""Filling in a case at somebody's screen: what every story does, step by step."""

from __future__ import annotations

import io
import re

import pypdf
from playwright.sync_api import FilePayload

from tests.e2e.people import Desk

OUTLINE = "POLYGON ((143200 486500, 143500 486500, 143500 486700, 143200 486700, 143200 486500))"
OTHER_OUTLINE = "POLYGON ((147200 489400, 147500 489400, 147500 489700, 147200 489700, 147200 489400))"
SCAN = b"%PDF-1.7\n% scan\n%%EOF\n"
SIGNED: FilePayload = {"name": "getekend.pdf", "mimeType": "application/pdf", "buffer": SCAN}


def new_area(desk: Desk, name: str, outline: str, kind: str, streets: str) -> None:
    desk.go("/gebieden/nieuw/").type(name=name, boundary=outline, streets=streets, source="proef")
    desk.choose("kind", kind).press("Gebied toevoegen").sees(name)


def case_path(desk: Desk) -> str:
    found = re.search(r"/besluiten/\d+/", desk.page.url)
    assert found, desk.page.url
    return found.group()


def fill_hours(desk: Desk, area: int, days: tuple[int, ...], from_time: str, to_time: str) -> None:
    prefix = f"gebied-{area}-viewing_hours-0"
    for day in range(7):
        desk.tick(f"{prefix}-weekdays_{day}", day in days)
    desk.type_in(prefix, from_time=from_time, to_time=to_time)


def text_of(pdf: bytes) -> str:
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def answer_criteria(desk: Desk, path: str, reasons: dict[str, str]) -> None:
    desk.go(f"{path}stap/criteria/")
    for key, words in reasons.items():
        desk.type_in(key, reasons=words).choose(f"{key}-verdict", "Ja")
    desk.press("Opslaan")


def record_consultation(desk: Desk, path: str, held_on: str, manner: str, police: str, **words: str) -> None:
    desk.go(f"{path}stap/driehoek/nieuw/").type(held_on=held_on, outcome="De driehoek stemt in.", **words)
    desk.choose("manner", manner).choose("prosecution_advice", "Positief").choose("police_advice", police)
    desk.type_in("participants-0", name="L. Hendriks").choose(
        "participants-0-function", "officier van justitie"
    )
    desk.type_in("participants-1", name="R. Koster").choose("participants-1-function", "politie")
    desk.press("Opslaan")


def adopt(desk: Desk, path: str, signatory: str, on: str, reason: str = "", *, copy: bool = True) -> None:
    desk.go(f"{path}vaststellen/").choose("signatory", signatory).type(on=on, absence_reason=reason)
    if copy:
        desk.attach("signed_copy", SIGNED)
    desk.press("Vaststelling registreren")


def submit_and_agree(officer: Desk, reviewer: Desk, path: str) -> None:
    officer.go(f"{path}aanbieden/").press("Ter toetsing aanbieden")
    reviewer.go(f"{path}akkoord/").press("Akkoord geven").sees("Akkoord")


def centre_case(desk: Desk, names: tuple[str, ...], kind: str, *, kind_of: str) -> str:
    """Start a case for centres, as new areas or following earlier designations."""
    desk.go("/besluiten/nieuw/").choose("asked_by", "Ondernemers")
    desk.type(received_on="20-06-2025", felt="Er is overlast in de avond.")
    desk.choose("kind", kind).choose("variant", "Regulier")
    for name in names:
        words = name if name.startswith("Proefcentrum") else f"Proefcentrum {name}"
        desk.choose(kind_of, words)
    desk.press("Zaak starten")
    return case_path(desk)


def set_term(desk: Desk, path: str, terms: dict[int, tuple[str, str | None, str]]) -> None:
    desk.go(f"{path}stap/gebieden/")
    for area, (words, first_day, last_day) in terms.items():
        desk.type_in(f"gebied-{area}", words=words, last_day=last_day)
        desk.choose(f"gebied-{area}-starts", "Op een vaste dag" if first_day else "De dag na bekendmaking")
        if first_day:
            desk.type_in(f"gebied-{area}", first_day=first_day)
    desk.tick("map_checked")
    desk.press("Opslaan en verder")


def fill_centre(
    desk: Desk, path: str, hours: dict[int, tuple[tuple[int, ...], str, str]], held_on: str
) -> None:
    """Everything else that a centre needs."""
    desk.go(f"{path}stap/aanleiding/").type(
        occasion="In het gebied zijn met regelmaat vechtpartijen.",
        purpose="Het handhaven van de openbare orde in het uitgaansgebied.",
    )
    desk.press("Opslaan en verder")
    desk.go(f"{path}stap/stukken/nieuw/").choose("kind", "Veiligheidsanalyse")
    desk.type(title="Veiligheidsanalyse", source="de gemeente", dated="01-06-2025")
    desk.tick("has_advice")
    desk.press("Opslaan")
    answer_criteria(
        desk,
        path,
        {
            "noodzakelijkheid": "De analyse toont aan dat toezicht nodig is.",
            "behoefte": "Ondernemers en bewoners vragen erom.",
            "proportionaliteit": "Het gebied en de duur zijn begrensd.",
            "subsidiariteit": "Lichtere middelen hielpen te weinig.",
        },
    )
    desk.go(f"{path}stap/maatregelen/").type_in(
        "measures-0", what="extra verlichting", why_insufficient="De overlast bleef."
    ).press("Opslaan en verder")
    desk.go(f"{path}stap/gebruik/")
    for area, (days, from_time, to_time) in hours.items():
        desk.choose(f"gebied-{area}-use", "De hele duur")
        fill_hours(desk, area, days, from_time, to_time)
    desk.press("Opslaan en verder")
    desk.go(f"{path}stap/privacy/").type(
        visible="Straten en pleinen.", blanking="Woningen zijn afgeschermd.", dpia_on="01-06-2023"
    )
    desk.choose("new_technology", "Nee").press("Opslaan en verder")
    desk.type(told_how="Met borden.", told_when="voor de eerste dag").press("Opslaan en verder")
    record_consultation(desk, path, held_on, "Vergadering", "Positief")
