"""The yearly review as it is lived: a verdict against the proposal, a colleague, a camera that goes."""

from __future__ import annotations

from datetime import date

import pytest

from almere_camera.models import User
from evaluations.demonstration.incidents import load_categories
from evaluations.demonstration.reviews import load_reviews
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_camera_stays_against_the_proposal_and_another_goes(person: Person) -> None:
    load_categories()
    load_reviews({user.username: user for user in User.objects.all()}, {}, date(2026, 3, 30))
    officer, reviewer = person("beleid"), person("toets")

    officer.go("/evaluaties/posities/").follow("2025").sees("9 posities", "bij 3 daarvan een voorstel")
    officer.choose("voorstel", "Voorstel: verwijderen").press("Toon").does_not_see("V-06")
    officer.follow("V-14").sees("In 2024 en 2025, twee volledige jaren")
    review = officer.page.url.removeprefix(officer.base)
    officer.follow("Oordeel geven").choose("verdict", "Handhaven")
    officer.type(reason="De kermis komt hier in mei terug.").press("Oordeel opslaan")
    officer.sees("Leg uit waarom u dat niet volgt")
    officer.type(departure="Door de bouw was het plein twee jaar dicht.").press("Oordeel opslaan")
    officer.sees("Oordeel: handhaven", "U gaf dit oordeel zelf")

    reviewer.go("/").follow("Positie V-14, 2025").follow("Oordeel bevestigen").press("Oordeel bevestigen")
    reviewer.sees("Bevestigd", "Een latere import verandert ze niet")

    officer.go("/").follow("Camera weghalen: positie V-01").sees("geen nieuw besluit nodig")
    removal = officer.page.url.removeprefix(officer.base)
    officer.follow("Uitvoering vastleggen").press("Vastleggen").sees("loopt nog door")
    officer.go(removal).follow("Leg het einde van de inzet vast")
    officer.type(last_day="27-03-2026").press("Einde vastleggen")
    officer.go(removal).follow("Uitvoering vastleggen").type(carried_out_on="28-03-2026").press("Vastleggen")
    officer.sees("Uitgevoerd op", "28 maart 2026")
    officer.go(review).does_not_see("Oordeel wijzigen")
