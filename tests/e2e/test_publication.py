"""From the zip to the register: the acceptance story of issue 'Publication', as it is lived."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from decisions.models import Decision
from tests.e2e.filling import (
    OTHER_OUTLINE,
    OUTLINE,
    adopt,
    centre_case,
    fill_centre,
    new_area,
    set_term,
    submit_and_agree,
)
from tests.e2e.people import Desk, Person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
KENMERK = "CT-2026-001"
REGISTER = f"/register/besluiten/{KENMERK}/"


def two_centres_adopted(person: Person) -> str:
    officer = person("beleid")
    names = ("Proefcentrum Noord", "Proefcentrum Zuid")
    for name, outline in zip(names, (OUTLINE, OTHER_OUTLINE), strict=True):
        new_area(officer, name, outline, "Centrumgebied", "Marktplein")
    path = centre_case(officer, names, "Instellen", kind_of="areas")
    north, south = Decision.objects.get().designated_areas.order_by("area__name")
    set_term(
        officer,
        path,
        {
            north.pk: ("het centrum Noord", None, "31-01-2028"),
            south.pk: ("het centrum Zuid", None, "31-01-2028"),
        },
    )
    hours = {north.pk: ((3, 4, 5), "18:00", "02:00"), south.pk: ((4, 5), "20:00", "00:00")}
    fill_centre(officer, path, hours, "30-03-2026")
    submit_and_agree(officer, person("toets"), path)
    adopt(person("kabinet"), path, "E. van den Berg (burgemeester)", "30-03-2026")
    return path


def record(desk: Desk, path: str, number: str, day: str) -> None:
    desk.go(f"{path}bekendmaken/").type(number=number, published_on=day).press("Bekendmaking vastleggen")


def test_nothing_is_retyped_and_one_wrong_hour_is_found(
    person: Person, clock: Callable[[str], None], tmp_path: Path
) -> None:
    path = two_centres_adopted(person)
    communications = person("communicatie")
    before = communications.download(f"{path}besluit.pdf", tmp_path / "voor.pdf")

    # Everything in one zip, and every field with a button that copies it.
    communications.go(f"{path}drop/")
    link = communications.page.get_by_role("link", name="Pakket downloaden (zip)").get_attribute("href")
    assert link
    package = zipfile.ZipFile(io.BytesIO(communications.download(link, tmp_path / "pakket.zip")))
    assert package.read("besluit.pdf") == before
    assert {"besluit.docx", "besluit.html", "besluit.txt", "metadata.json", "SHA256SUMS"} <= set(
        package.namelist()
    )
    communications.go(f"{path}drop/").page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    communications.page.get_by_role("button", name="Kopieer Titel").click()
    title = Decision.objects.get().title
    assert communications.page.evaluate("navigator.clipboard.readText()") == title

    # Nobody outside sees it before it is published.
    assert communications.page.request.get(f"{communications.base}{REGISTER}").status == 404
    clock("2026-04-01")
    record(communications, path, "gmb-2026-150001", "01-04-2026")

    # What was published differs in one viewing hour: exactly that is shown, and a task opens.
    wrong = package.read("besluit.html").decode().replace("20.00 uur", "21.00 uur", 1)
    communications.go(f"{path}vergelijken/").page.set_input_files(
        "#id_bestand",
        files=[{"name": "gmb.html", "mimeType": "text/html", "buffer": wrong.encode()}],
    )
    communications.press("Vergelijken").sees("Niet gelijk", "1 verschil", "20.00", "21.00")
    communications.go("/").sees("Verschil met de bekendmaking oplossen")

    # The rectificatie is recorded; the task is gone, and the public sees both publications.
    clock("2026-04-03")
    record(communications, path, "gmb-2026-150002", "03-04-2026")
    communications.go("/").does_not_see("Verschil met de bekendmaking oplossen")
    communications.go(REGISTER).sees("gmb-2026-150001", "gmb-2026-150002", "Van kracht")
    assert communications.download(f"{path}besluit.pdf", tmp_path / "na.pdf") == before
    assert communications.page.request.get(f"{communications.base}{REGISTER}besluit.pdf").body() == before
