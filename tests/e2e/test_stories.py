"""The acceptance stories, lived in a browser by different people (issue 'Main job')."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from decisions import states
from decisions.models import Decision, Status
from tests.e2e.filling import (
    OTHER_OUTLINE,
    OUTLINE,
    adopt,
    answer_criteria,
    case_path,
    centre_case,
    fill_centre,
    fill_hours,
    new_area,
    record_consultation,
    set_term,
    submit_and_agree,
    text_of,
)
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

STREET = "Zilverbergstraat"


@pytest.mark.parametrize("way", ["at_the_keyboard", "without_script"])
def test_explosion_mobile_and_holidays(
    way: str, request: pytest.FixtureRequest, clock: Callable[[str], None], tmp_path: Path
) -> None:
    """The whole main job, from the boundary of the area to the objection term: no mouse, or no scripts."""
    person: Person = request.getfixturevalue(way)
    officer, office = person("beleid"), person("kabinet")
    new_area(officer, f"{STREET} en omgeving", OUTLINE, "Overig gebied", STREET)
    officer.go("/gebieden/posities/nieuw/").type(code="M-31", place=STREET, x="143300", y="486600")
    officer.choose("kind", "Plek voor een mobiele unit").press("Positie toevoegen").sees("M-31")
    officer.go("/gebieden/units/nieuw/").type(code="MOB-2").press("Unit toevoegen").sees("MOB-2")
    officer.go("/gebieden/inzet/nieuw/").choose("position", "M-31").choose("unit", "MOB-2")
    officer.type(first_day="03-04-2026", last_day="30-04-2026").press("Inzet vastleggen")

    officer.go("/besluiten/nieuw/").choose("asked_by", "Politie")
    officer.type(received_on="29-03-2026", felt="Na een explosie zijn bewoners bang voor herhaling.")
    officer.choose("kind", "Instellen").choose("variant", "Mobiel").choose("areas", STREET)
    officer.press("Zaak starten")
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
    officer.tick("incident_at_night")
    officer.press("Opslaan en verder")
    officer.go(f"{path}stap/stukken/nieuw/").choose("kind", "Bestuurlijke rapportage van de politie")
    officer.type(title="Rapportage explosie", source="de politie", dated="29-03-2026")
    officer.tick("confidential")
    officer.press("Opslaan")
    officer.go(f"{path}stap/gebieden/").type_in(
        f"gebied-{area}", words=f"de {STREET} en de directe omgeving daarvan", last_day="30-04-2026"
    )
    officer.choose(f"gebied-{area}-starts", "De dag na bekendmaking")
    officer.choose(f"gebied-{area}-deployments", "MOB-2")
    officer.tick("map_checked")
    officer.press("Opslaan en verder")
    answer_criteria(
        officer,
        path,
        {
            "noodzakelijkheid": "Zichtbaar toezicht maakt een nieuwe aanslag minder aantrekkelijk.",
            "behoefte": "Bewoners vragen om toezicht omdat zij bang zijn.",
            "proportionaliteit": "Het toezicht duurt vier weken en beperkt zich tot de straat.",
            "subsidiariteit": "Met een lichter middel wordt het doel nu niet bereikt.",
        },
    )
    officer.go(f"{path}stap/maatregelen/").type_in(
        "measures-0",
        what="extra surveillance door de politie",
        since="29 maart 2026",
        result="Tijdens de surveillance bleef het rustig.",
        why_insufficient="De politie kan er niet steeds zijn.",
    ).press("Opslaan en verder")
    officer.go(f"{path}stap/privacy/").type(
        visible="De camera’s zien de straat en de stoepen.",
        blanking="Ramen en deuren zijn met een grijs vlak afgeschermd.",
        dpia_on="01-06-2023",
    )
    officer.choose("new_technology", "Nee").press("Opslaan en verder")
    officer.type(told_how="Met borden en een brief aan omwonenden.", told_when="voor de eerste dag")
    officer.press("Opslaan en verder")
    record_consultation(
        officer, path, "30-03-2026", "Telefonisch", "Aarzelend", police_note="De unit is elders ook nodig."
    )

    # The police doubt asks for a reason and blocks nothing; the viewing hours are missing.
    officer.go(f"{path}stap/tekst/").sees("in de nacht van 28 op 29 maart 2026", STREET, "Let op")
    officer.sees("aarzelend").does_not_see("(verplicht)")
    submit_and_agree(officer, person("toets"), path)

    # The officer can neither agree nor register the adoption.
    officer.go(f"{path}akkoord/").sees("hoort niet bij uw functie")
    officer.go(f"{path}vaststellen/").sees("hoort niet bij uw functie")

    # Refused once, all reasons together, while the viewing hours are missing.
    clock("2026-03-31")
    adopt(office, path, "S. Amrani (loco-burgemeester)", "31-03-2026", copy=False)
    office.sees("live meekijkt", "afwezig", "getekende exemplaar", "regel I18")
    assert Decision.objects.get().status == Status.AGREED

    office.go(f"{path}terugsturen/").type(remark="De kijktijden en de reden om af te wijken ontbreken.")
    office.press("Terugsturen")
    officer.go(f"{path}stap/gebruik/").choose(f"gebied-{area}-use", "De hele duur")
    fill_hours(officer, area, tuple(range(7)), "18:00", "02:00")
    officer.press("Opslaan en verder")
    officer.go(f"{path}stap/driehoek/").follow(re.compile("30.*maart|aanpassen|wijzig", re.I))
    officer.type(deviation_reason="De vrees voor herhaling weegt zwaarder dan de inzet elders.").press(
        "Opslaan"
    )
    submit_and_agree(officer, person("toets"), path)
    adopt(office, path, "S. Amrani (loco-burgemeester)", "31-03-2026", "de burgemeester is in het buitenland")
    office.sees("S. Amrani")
    case = Decision.objects.get()
    assert case.status == Status.ADOPTED

    communications = person("communicatie")
    pdf = communications.download(f"{path}besluit.pdf", tmp_path / "besluit.pdf")
    words = text_of(pdf)
    for expected in (
        "in de nacht van 28 op 29 maart 2026",
        "dagelijks van 18.00 uur tot 02.00 uur de volgende dag",
        "tot en met 30 april 2026",
        "de dag na die van de bekendmaking",
        "Aldus vastgesteld te Almere op 31 maart 2026",
        "loco-burgemeester",
        "S. Amrani",
        "Bezwaar",
        "zes weken",
    ):
        assert expected in words, expected
    assert "[nog" not in words
    assert words.count("voorgevel") == 1

    clock("2026-04-02")
    communications.go(f"{path}bekendmaken/").type(number="gmb-2026-141414", published_on="02-04-2026")
    communications.press("Bekendmaking vastleggen")
    communications.go(path).sees("3 april 2026", "1 mei 2026", "18 mei 2026", "gmb-2026-141414")
    term = states.term_of(case.designated_areas.get())
    assert (term.in_force_from, term.repealed_from) == (date(2026, 4, 3), date(2026, 5, 1))

    # The auditor reconstructs the case: who, in which function, what, from which version.
    person("lezer").go(f"{path}logboek/").sees(
        "Fatima Idrissi", "beleidsmedewerker", "Joris Bakker", "Mirjam Smit", "Sanne de Wit"
    )


def test_two_centres_and_one_falls_away(person: Person, clock: Callable[[str], None], tmp_path: Path) -> None:
    officer, reviewer, office = person("beleid"), person("toets"), person("kabinet")
    communications = person("communicatie")
    clock("2025-07-01")
    predecessors = [
        ("Proefcentrum Noord", OUTLINE, "31-01-2026", (3, 4, 5)),
        ("Proefcentrum Zuid", OTHER_OUTLINE, "28-02-2026", (4, 5)),
    ]
    for serial, (name, outline, last_day, days) in enumerate(predecessors, 1):
        new_area(officer, name, outline, "Centrumgebied", "Marktplein")
        path = centre_case(officer, (name,), "Instellen", kind_of="areas")
        area = Decision.objects.get(pk=path.split("/")[2]).designated_areas.get().pk
        set_term(officer, path, {area: (f"het gebied {name}", None, last_day)})
        fill_centre(officer, path, {area: (days, "18:00", "01:00")}, "30-06-2025")
        submit_and_agree(officer, reviewer, path)
        adopt(office, path, "E. van den Berg (burgemeester)", "01-07-2025")
        communications.go(f"{path}bekendmaken/").type(
            number=f"gmb-2025-20{serial}", published_on="01-07-2025"
        )
        communications.press("Bekendmaking vastleggen")

    clock("2026-01-12")
    path = centre_case(officer, ("Noord", "Zuid"), "Verlengen", kind_of="follows")
    extension = Decision.objects.get(pk=path.split("/")[2])
    north, south = extension.designated_areas.order_by("area__name")
    assert [a.follows.decision.kenmerk for a in (north, south) if a.follows] == ["CT-2025-001", "CT-2025-002"]
    assert (north.first_day, south.first_day) == (date(2026, 2, 1), date(2026, 3, 1))
    set_term(
        officer,
        path,
        {
            north.pk: ("het centrum Noord", "01-02-2026", "31-01-2028"),
            south.pk: ("het centrum Zuid", "01-03-2026", "31-01-2028"),
        },
    )
    hours = {north.pk: ((3, 4, 5), "18:00", "02:00"), south.pk: ((4, 5), "20:00", "00:00")}
    fill_centre(officer, path, hours, "09-01-2026")
    submit_and_agree(officer, reviewer, path)
    adopt(office, path, "E. van den Berg (burgemeester)", "12-01-2026")
    communications.go(f"{path}bekendmaken/").type(number="gmb-2026-301", published_on="12-01-2026")
    communications.press("Bekendmaking vastleggen")
    before = communications.download(f"{path}besluit.pdf", tmp_path / "voor.pdf")
    words = text_of(before)
    assert "op donderdag tot en met zaterdag van 18.00 uur tot 02.00 uur de volgende dag" in words
    assert "op vrijdag en zaterdag van 20.00 uur tot 24.00 uur" in words
    assert "eerste verlenging" in words

    # The short form: no consultation, no criteria.
    clock("2026-06-01")
    ending = centre_case(officer, ("Zuid",), "Beëindigen", kind_of="follows")
    officer.go(f"{ending}stap/aanleiding/").choose("ceased_criterion", "Noodzakelijkheid")
    officer.type(ending_ground="Er zijn al maanden geen wanordelijkheden meer.").press("Opslaan en verder")
    # There is no such step: back to the short form.
    assert officer.status_of(f"{ending}stap/criteria/") == 302
    submit_and_agree(officer, reviewer, ending)
    adopt(office, ending, "E. van den Berg (burgemeester)", "01-06-2026")
    communications.go(f"{ending}bekendmaken/").type(number="gmb-2026-302", published_on="01-06-2026")
    communications.press("Bekendmaking vastleggen")

    reader = person("lezer")
    for day, north_state, south_state in (
        ("30-06-2025", None, None),
        ("02-07-2025", "CT-2025-001", "CT-2025-002"),
        ("31-01-2026", "CT-2025-001", "CT-2025-002"),
        ("01-02-2026", "CT-2026-001", "CT-2025-002"),
        ("01-03-2026", "CT-2026-001", "CT-2026-001"),
        ("01-06-2026", "CT-2026-001", "CT-2026-001"),
        ("02-06-2026", "CT-2026-001", None),
        ("31-01-2028", "CT-2026-001", None),
        ("01-02-2028", None, None),
    ):
        year, month, number = day[6:], day[3:5], day[:2]
        in_force = {
            d.area.name: d.decision.kenmerk
            for d in states.in_force_on(date(int(year), int(month), int(number)))
        }
        expected = {"Proefcentrum Noord": north_state, "Proefcentrum Zuid": south_state}
        assert in_force == {name: kenmerk for name, kenmerk in expected.items() if kenmerk}, day
        reader.go(f"/besluiten/overzicht/?dag={day}")
        for kenmerk in in_force.values():
            reader.sees(kenmerk)

    after = communications.download(f"{path}besluit.pdf", tmp_path / "na.pdf")
    assert after == before
