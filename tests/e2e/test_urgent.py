"""Issue 3 point 7, lived by different people: an urgent case from request to published motivation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from decisions import states
from decisions.models import Decision, Status
from tests.e2e import pages
from tests.e2e.filling import (
    OUTLINE,
    SIGNED,
    case_path,
    fill_hours,
    new_area,
    record_consultation,
    text_of,
)
from tests.e2e.people import Desk, Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

STREET = "Zilverbergstraat"
LAW = "artikel 3:47, derde lid, van de Algemene wet bestuursrecht"
REASONS = {
    "noodzakelijkheid": "Zichtbaar toezicht maakt een nieuwe aanslag minder aantrekkelijk.",
    "behoefte": "Bewoners vragen om toezicht omdat zij bang zijn.",
    "proportionaliteit": "Het toezicht duurt vier weken en beperkt zich tot de straat.",
    "subsidiariteit": "Met een lichter middel wordt het doel nu niet bereikt.",
}


def start_urgently(officer: Desk) -> str:
    """From the request to a short draft: verdicts now, reasons later. Gives the path of the case."""
    new_area(officer, f"{STREET} en omgeving", OUTLINE, "Overig gebied", STREET)
    officer.go("/besluiten/nieuw/").choose("asked_by", "Politie")
    officer.type(received_on="30-03-2026", felt="Na een explosie vraagt de politie om meteen te beginnen.")
    officer.choose("kind", "Instellen").choose("variant", "Mobiel").choose("areas", STREET)
    officer.page.check("#id_urgent")
    officer.press("Zaak starten").sees("Spoed: korte route", "Mag leeg blijven")
    path = case_path(officer)
    area = Decision.objects.get().designated_areas.get().pk
    officer.go(f"{path}stap/aanleiding/").type(
        incident_kind="een explosie bij een woning",
        incident_first_day="28-03-2026",
        incident_last_day="29-03-2026",
        incident_place=f"de {STREET}",
        shock="De explosie heeft de openbare orde in de wijk ernstig geschokt.",
        repetition_risk="De politie sluit herhaling niet uit.",
        occasion="De voorgevel van de woning raakte zwaar beschadigd.",
        purpose="Het voorkomen van nieuwe verstoringen van de openbare orde.",
    )
    officer.page.check("#id_motivation_later")
    pages.axe(officer.page)
    officer.press("Opslaan en verder")
    officer.go(f"{path}stap/stukken/nieuw/").choose("kind", "Bestuurlijke rapportage van de politie")
    officer.type(title="Rapportage explosie", source="de politie", dated="29-03-2026").press("Opslaan")
    officer.go(f"{path}stap/gebieden/").type_in(
        f"gebied-{area}", words=f"de {STREET} en de directe omgeving daarvan", last_day="30-04-2026"
    )
    officer.choose(f"gebied-{area}-starts", "De dag na bekendmaking")
    officer.page.check("#id_map_checked")
    officer.press("Opslaan en verder")
    officer.go(f"{path}stap/criteria/").sees("artikel 3:47, derde lid")
    for key in REASONS:
        officer.choose(f"{key}-verdict", "Ja")
    officer.press("Opslaan")
    officer.go(f"{path}stap/gebruik/").choose(f"gebied-{area}-use", "De hele duur")
    fill_hours(officer, area, tuple(range(7)), "18:00", "02:00")
    officer.press("Opslaan en verder")
    officer.go(f"{path}stap/privacy/").type(
        visible="De camera’s zien de straat en de stoepen.",
        blanking="Ramen en deuren zijn met een grijs vlak afgeschermd.",
        dpia_on="01-06-2023",
    )
    officer.choose("new_technology", "Nee").press("Opslaan en verder")
    officer.type(told_how="Met borden en een brief aan omwonenden.", told_when="voor de eerste dag")
    officer.press("Opslaan en verder")
    record_consultation(officer, path, "30-03-2026", "Telefonisch", "Positief")
    return path


def test_an_urgent_case_from_request_to_published_motivation(
    person: Person, clock: Callable[[str], None], tmp_path: Path
) -> None:
    officer, office, reviewer = person("beleid"), person("kabinet"), person("toets")
    communications = person("communicatie")
    path = start_urgently(officer)

    # Nobody offered it for review, nobody agreed; the office finds it and registers.
    officer.go(f"{path}vaststellen/spoed/").sees("hoort niet bij uw functie")
    office.go("/").sees("Spoed: akkoord vooraf is niet nodig")
    office.go(path).follow("Vaststelling registreren bij spoed").sees("een ander toetst achteraf")
    pages.axe(office.page)
    office.choose("signatory", "E. van den Berg (burgemeester)").type(on="30-03-2026")
    office.page.set_input_files("#id_signed_copy", files=[SIGNED])  # type: ignore[list-item]
    # No other measures were named: rule I26 asks why, and keeps the answer.
    office.sees("regel I26").type(warn_I26="Er was geen tijd om iets lichters te proberen.")
    office.press("Vaststelling registreren bij spoed").sees("Vastgesteld", "E. van den Berg")
    case = Decision.objects.get()
    assert case.status == Status.ADOPTED
    words = text_of(communications.download(f"{path}besluit.pdf", tmp_path / "besluit.pdf"))
    assert LAW in words
    assert "[nog" not in words
    assert REASONS["behoefte"] not in words

    clock("2026-03-31")
    communications.go(f"{path}bekendmaken/").type(number="gmb-2026-151515", published_on="31-03-2026")
    communications.press("Bekendmaking vastleggen")
    officer.go(path).sees("Motivering bekendmaken", "7 april 2026", "Achteraf toetsen").does_not_see(
        "Te laat"
    )

    # Another reviews afterwards.
    reviewer.go("/").sees("Achteraf toetsen, na spoed")
    reviewer.go(path).follow("Achteraf toetsen").type(remark="Terecht en op tijd besloten.")
    reviewer.press("Achteraf toetsen").sees("Terecht en op tijd besloten.")
    reviewer.go("/").does_not_see("Achteraf toetsen, na spoed")

    # The officer writes in two goes; everybody can read it; the office registers what the mayor adopted.
    clock("2026-04-02")
    officer.go(path).follow("Motivering achteraf schrijven").type(behoefte=REASONS["behoefte"])
    officer.press("Motivering opslaan")
    office.go(f"{path}motivering/vaststellen/").sees(REASONS["behoefte"])
    officer.go(f"{path}motivering/").type(**REASONS)
    pages.axe(officer.page)
    officer.press("Motivering opslaan").sees("nog niet vastgesteld")
    person("lezer").go(path).sees("Concept van de motivering")
    office.go(path).follow("Motivering achteraf vaststellen").sees(*REASONS.values())
    pages.axe(office.page)
    office.choose("signatory", "E. van den Berg (burgemeester)").type(on="02-04-2026")
    office.press("Motivering achteraf vaststellen").sees("ligt vast")

    # The week passes: red on the case, at home and under 'Wat komt eraan'; and still it is recorded.
    clock("2026-04-08")
    for where in ("/", path, "/wat-komt-eraan/"):
        officer.go(where).sees("motivering" if where != path else "Motivering bekendmaken")
        assert (
            officer.page.locator(".badge--danger", has_text="te laat")
            .or_(officer.page.locator(".badge--danger", has_text="Te laat"))
            .first.is_visible()
        ), where
    communications.go(path).follow("Plaatsing van de motivering vastleggen")
    communications.type(number="gmb-2026-161616", published_on="08-04-2026").press("Bekendmaking vastleggen")
    communications.go(path).sees("gmb-2026-161616").does_not_see("Motivering bekendmaken", "Te laat")

    late = text_of(
        communications.download(f"{path}besluit.pdf?tekst=motivering", tmp_path / "motivering.pdf")
    )
    for reasons in REASONS.values():
        assert reasons in late
    assert "Gemeenteblad 2026, 151515" in late
    assert "Aldus vastgesteld te Almere op 2 april 2026" in late
    assert text_of((tmp_path / "besluit.pdf").read_bytes()) == words  # the decision stayed as it was
    term = states.term_of(case.designated_areas.get())
    assert term.in_force_from == date(2026, 4, 1)
    communications.go(path).sees("12 mei 2026")  # six weeks, from the decision and not from its motivation
