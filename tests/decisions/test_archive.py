"""The whole dossier in one zip: complete, checkable, and never more than somebody may read."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions import archive
from decisions.models import Decision, Evidence
from tests import factories as make
from tests.decisions import acts

pytestmark = pytest.mark.django_db
SECRET = b"%PDF-1.7 vertrouwelijke rapportage"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def case() -> Decision:
    """Adopted through the acts, published, with a confidential document, an open one and an objection."""
    officer, reviewer = make.make_user(Role.POLICY_OFFICER), make.make_user(Role.REVIEWER)
    made = acts.written(officer)
    hidden = made.evidence.get()
    hidden.title, hidden.file_type = "Geheime rapportage", "application/pdf"
    hidden.file.save("", ContentFile(SECRET))
    Evidence.objects.create(
        decision=made, kind="enquete", title="Enquête", source="de gemeente", dated=make.TODAY
    ).file.save("", ContentFile(b"open"))
    assert acts.do(officer, made, "submit").status_code == 302
    assert acts.do(reviewer, made, "agree").status_code == 302
    assert acts.do(make.make_user(Role.MAYORS_OFFICE), made, "adopt", **acts.adoption()).status_code == 302
    make.publish(made)
    make.make_objection(made, objector="J. Verzonnen-Jansen")
    return Decision.objects.get(pk=made.pk)


def opened(case: Decision, by: User) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    held = zipfile.ZipFile(io.BytesIO(archive.dossier_zip(case, by)))
    return held, json.loads(held.read("manifest.json"))


def everything_in(held: zipfile.ZipFile) -> bytes:
    return b"".join(held.read(name) for name in held.namelist())


def test_it_holds_the_case_and_the_sums_are_right(case: Decision) -> None:
    held, manifest = opened(case, make.make_user(Role.REVIEWER))
    names = set(held.namelist())
    assert {
        "lees-mij.txt",
        "vastgesteld/besluit.pdf",
        "vastgesteld/besluit.json",
        "vastgesteld/besluit-getekend.pdf",
        "gegevens/zaak.json",
        "gegevens/vraag.json",
        "gegevens/publicaties.json",
        "gegevens/bezwaren.json",
        "logboek.json",
        "manifest.json",
        "SHA256SUMS",
    } <= names
    for line in held.read("SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(held.read(name)).hexdigest() == digest
        names.remove(name)
    assert names == {"SHA256SUMS"}
    assert held.read("vastgesteld/besluit.pdf") == bytes(case.adopted_text.pdf)
    assert sum(name.startswith("versies/") for name in held.namelist()) == case.saved_versions.count()
    consulted = json.loads(held.read("gegevens/overleggen-met-de-driehoek.json"))
    assert len(consulted[0]["deelnemers"]) == 3
    assert manifest["niet_opgenomen"] == []


def test_each_document_says_whether_it_may_become_public(case: Decision) -> None:
    _held, manifest = opened(case, make.make_user(Role.REVIEWER))
    public = {one["bestand"]: one["openbaar"] for one in manifest["documenten"]}
    assert public["vastgesteld/besluit.pdf"] == "ja"
    assert public["gegevens/publicaties.json"] == "ja"
    for name, answer in public.items():
        hidden = ("logboek", "versies/", "gegevens/bezwaren", "vastgesteld/besluit-getekend")
        if name.startswith(hidden):
            assert answer == "nee", name
    for one in manifest["documenten"]:
        assert ("waarom_niet" in one) == (one["openbaar"] == "nee")


@pytest.mark.parametrize(
    ("role", "reads_file", "reads_objector"),
    [
        (Role.REVIEWER, True, True),
        (Role.POLICY_OFFICER, True, False),
        (Role.AUDITOR, False, False),
        (Role.COMMUNICATIONS, False, False),
    ],
)
def test_never_more_than_somebody_may_read(
    case: Decision, role: Role, reads_file: bool, reads_objector: bool
) -> None:
    held, manifest = opened(case, make.make_user(role))
    content = everything_in(held)
    assert (SECRET in content) == reads_file
    assert (b"Geheime rapportage" in content) == reads_file
    assert (b"Verzonnen-Jansen" in content) == reads_objector
    left_out = {one["wat"] for one in manifest["niet_opgenomen"]}
    assert ("Bezwaren" in left_out) == (not reads_objector)
    assert ("Stuk 1" in left_out) == (not reads_file)


def test_the_same_dossier_gives_the_same_bytes(case: Decision) -> None:
    reader = make.make_user(Role.AUDITOR)
    assert archive.dossier_zip(case, reader) == archive.dossier_zip(case, reader)


def test_it_is_downloaded_and_the_reading_is_recorded(case: Decision) -> None:
    auditor = make.make_user(Role.AUDITOR)
    response = acts.client_of(auditor).get(acts.url_of(case, "dossier_zip"))
    assert response["Content-Type"] == "application/zip"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in response["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None
    event = AuditEvent.objects.latest("seq")
    assert (event.event, event.actor) == ("dossier_zip.read", auditor)


def test_of_a_half_filled_draft_too() -> None:
    held, manifest = opened(make.make_decision(), make.make_user(Role.POLICY_OFFICER))
    assert "gegevens/zaak.json" in held.namelist()
    assert not any(name.startswith("vastgesteld/") for name in held.namelist())
    assert manifest["toestand"] == "Concept"


@pytest.mark.parametrize(
    ("scan", "name"),
    [(b"\x89PNG\r\n\x1a\n scan", "besluit-getekend.png"), (b"\xff\xd8\xff scan", "besluit-getekend.jpg")],
)
def test_a_scan_keeps_the_extension_of_what_it_is(scan: bytes, name: str) -> None:
    made = acts.agreed(make.make_user(Role.POLICY_OFFICER), make.make_user(Role.REVIEWER))
    copy = SimpleUploadedFile("scan", scan)
    office = make.make_user(Role.MAYORS_OFFICE)
    assert acts.do(office, made, "adopt", **acts.adoption(signed_copy=copy)).status_code == 302
    held, _manifest = opened(made, office)
    assert held.read(f"vastgesteld/{name}") == scan


def test_a_signed_copy_that_was_changed_is_left_out_and_named(case: Decision) -> None:
    stored = Path(case.adopted_text.signed_copy.path)
    stored.chmod(0o600)
    stored.write_bytes(b"%PDF-1.7 iets anders")
    held, manifest = opened(case, make.make_user(Role.REVIEWER))
    assert not any("getekend" in name for name in held.namelist())
    assert "niet meer gelijk" in manifest["niet_opgenomen"][0]["waarom"]
