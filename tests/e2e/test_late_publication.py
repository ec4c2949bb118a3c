"""Signed in time, published too late: the acceptance story of issue 'The law, complete'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from almere_camera.models import User
from areas.models import Area
from decisions import states, workflow
from decisions.models import DesignatedArea
from decisions.states import State
from decisions.workflow.starting import PastArea
from tests.e2e.filling import (
    OUTLINE,
    adopt,
    centre_case,
    fill_centre,
    new_area,
    set_term,
    submit_and_agree,
)
from tests.e2e.people import Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
MAYOR = "E. van den Berg (burgemeester)"
THURSDAY_TO_SATURDAY = (3, 4, 5)


def predecessor() -> None:
    """The decision that ends on 31 January 2026, as it was taken before the application was there."""
    area = Area.objects.get()
    workflow.record_historical(
        by=User.objects.get(username="beleid"),
        kenmerk="CT-2025-001",
        title="Aanwijzingsbesluit cameratoezicht Proefcentrum Noord",
        kind="instellen",
        variant="regulier",
        signed_on=date(2025, 7, 1),
        areas=[
            PastArea(
                area=area, words="het gebied Noord", first_day=date(2025, 7, 2), last_day=date(2026, 1, 31)
            )
        ],
        notes="Voor de toepassing er was.",
        publication_number="gmb-2025-201",
        published_on=date(2025, 7, 1),
    )


def test_an_extension_that_is_published_three_days_late(person: Person, clock: Callable[[str], None]) -> None:
    officer, reviewer, office = person("beleid"), person("toets"), person("kabinet")
    communications, reader = person("communicatie"), person("lezer")

    clock("2025-07-01")
    new_area(officer, "Proefcentrum Noord", OUTLINE, "Centrumgebied", "Marktplein")
    predecessor()

    # Signed in time, for a term that starts on the day after the old last day.
    clock("2026-01-12")
    path = centre_case(officer, ("Noord",), "Verlengen", kind_of="follows")
    new = DesignatedArea.objects.get(decision_id=path.split("/")[2])
    assert new.first_day == date(2026, 2, 1)
    set_term(officer, path, {new.pk: ("het gebied Noord", "01-02-2026", "31-01-2028")})
    fill_centre(officer, path, {new.pk: (THURSDAY_TO_SATURDAY, "18:00", "01:00")}, "09-01-2026")
    submit_and_agree(officer, reviewer, path)
    adopt(office, path, MAYOR, "12-01-2026")
    officer.go("/").does_not_see("Camera’s uitzetten")

    # The last day of the predecessor passes, and nothing is in the Gemeenteblad.
    clock("2026-02-01")
    officer.go("/").sees("Camera’s uitzetten")
    officer.go(path).sees("Sinds 1 februari 2026 is er geen grondslag", "nog niet bekendgemaakt")

    # It appears three days after the end; the number is mistyped. Late, but never refused.
    clock("2026-02-03")
    communications.go(f"{path}bekendmaken/").type(number="gmb-2026-310", published_on="03-02-2026")
    communications.press("Bekendmaking vastleggen")
    communications.go(path).sees("gmb-2026-310", "17 maart 2026")
    officer.go(path).sees("1 februari 2026", "3 februari 2026", "zonder grondslag", "Camera’s uitzetten")
    new.refresh_from_db()
    term = states.term_of(new)
    assert (term.in_force_from, term.last_day) == (date(2026, 2, 4), date(2028, 1, 31))
    assert term.without_ground == (date(2026, 2, 1), date(2026, 2, 3))
    for day, state in (
        (date(2026, 1, 31), State.PUBLISHED),
        (date(2026, 2, 1), State.WITHOUT_GROUND),
        (date(2026, 2, 3), State.WITHOUT_GROUND),
        (date(2026, 2, 4), State.IN_FORCE),
        (date(2028, 1, 31), State.IN_FORCE),
        (date(2028, 2, 1), State.LAPSED),
    ):
        assert states.state_on(new, day) is state, day
    for day, words in (
        ("31-01-2026", "CT-2025-001"),
        ("02-02-2026", "Zonder grondslag"),
        ("04-02-2026", "CT-2026-001"),
    ):
        reader.go(f"/besluiten/overzicht/?dag={day}").sees(words)

    # The day after, it is in force, and the task is gone.
    clock("2026-02-04")
    officer.go("/").does_not_see("Camera’s uitzetten")

    # The number was mistyped: a new record corrects it, the first one stays.
    communications.go(path).follow("Verbeteren").type(
        number="gmb-2026-301", published_on="03-02-2026", reason="Cijfers omgedraaid."
    )
    communications.press("Bekendmaking verbeteren")
    communications.go(path).sees("gmb-2026-301", "gmb-2026-310", "Cijfers omgedraaid.", "17 maart 2026")
    assert states.term_of(new).in_force_from == date(2026, 2, 4)
