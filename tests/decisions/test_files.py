"""The files of a case: the frozen bytes, what people uploaded, and who may have them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from almere_camera.models import Official
from almere_camera.roles import Role
from almere_camera.uploads import JPEG, OFFICE, PDF, PNG, SIGNED_COPY_TYPES, TEXT, checked, download_name
from decisions import workflow
from decisions.models import AdoptedText, Decision, DecisionKind, Evidence
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
SCAN = b"\x89PNG\r\n\x1a\n getekend"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


def reader(role: Role = Role.AUDITOR) -> Client:
    client = Client()
    client.force_login(make.make_user(role))
    return client


def get(client: Client, name: str, case: Decision, **kwargs: Any) -> Any:
    return client.get(reverse(f"decisions:{name}", kwargs={"pk": case.pk, **kwargs}))


@pytest.fixture
def adopted() -> Decision:
    case = make.complete_case()
    officer, reviewer, office = (
        make.make_user(role) for role in (Role.POLICY_OFFICER, Role.REVIEWER, Role.MAYORS_OFFICE)
    )
    with workflow.edit(case, by=officer, version=case.version, what="criteria"):
        pass
    case = workflow.submit(decision=case, by=officer, version=case.version + 1)
    case = workflow.agree(decision=case, by=reviewer, version=case.version)
    workflow.adopt(
        decision=case,
        by=office,
        version=case.version,
        signatory=Official.objects.get(function=Official.Function.MAYOR),
        on=TODAY,
        signed_copy=checked(SimpleUploadedFile("scan.png", SCAN), SIGNED_COPY_TYPES),
    )
    return Decision.objects.get(pk=case.pk)


# --- Our own -------------------------------------------------------------------------------------


def test_adopted_pdf_is_served_byte_for_byte_with_its_hash_as_etag(adopted: Decision) -> None:
    frozen = AdoptedText.objects.get(decision=adopted)
    client = reader()
    response = get(client, "pdf", adopted)
    assert response.content == bytes(frozen.pdf)
    assert response["ETag"] == f'"{hashlib.sha256(response.content).hexdigest()}"'
    assert response["Content-Type"] == "application/pdf"
    assert adopted.kenmerk in response["Content-Disposition"]
    url = reverse("decisions:pdf", kwargs={"pk": adopted.pk})
    again = client.get(url, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_without_an_adopted_text_there_is_no_pdf_of_the_decision() -> None:
    assert get(reader(), "pdf", make.complete_case()).status_code == 404


@pytest.mark.parametrize("name", ["draft_pdf", "paper_pdf"])
def test_a_half_filled_draft_can_be_printed(name: str) -> None:
    make.make_records()
    response = get(reader(), name, make.make_decision())
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"].startswith("inline")


def test_draft_of_an_adopted_case_is_its_frozen_text(adopted: Decision) -> None:
    response = get(reader(), "draft_pdf", adopted)
    assert response["Location"] == reverse("decisions:pdf", kwargs={"pk": adopted.pk})


def test_paper_of_an_adopted_case_can_still_be_printed(adopted: Decision) -> None:
    assert get(reader(), "paper_pdf", adopted).content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["pdf", "draft_pdf", "paper_pdf", "signed_copy"])
def test_files_are_not_for_people_without_a_role(adopted: Decision, name: str) -> None:
    client = Client()
    client.force_login(make.make_user(None))
    assert get(client, name, adopted).status_code == 403
    assert get(Client(), name, adopted).status_code == 302


# --- The signed copy -----------------------------------------------------------------------------


def test_signed_copy_is_a_download_with_the_type_of_its_content(adopted: Decision) -> None:
    response = get(reader(), "signed_copy", adopted)
    assert response.content == SCAN
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("attachment")
    assert f"getekend-{adopted.kenmerk}.png" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_signed_copy_that_was_changed_on_disk_is_refused(adopted: Decision) -> None:
    frozen = AdoptedText.objects.get(decision=adopted)
    Path(frozen.signed_copy.path).chmod(0o600)
    Path(frozen.signed_copy.path).write_bytes(SCAN + b" en vervalst")
    response = get(reader(), "signed_copy", adopted)
    assert response.status_code == 409
    assert "niet meer gelijk" in response.content.decode()


def test_signed_copy_that_is_gone_is_said_to_be_gone(adopted: Decision) -> None:
    Path(AdoptedText.objects.get(decision=adopted).signed_copy.path).unlink()
    response = get(reader(), "signed_copy", adopted)
    assert response.status_code == 404
    assert "staat niet meer op de server" in response.content.decode()


# --- Evidence ------------------------------------------------------------------------------------


def evidence(
    case: Decision, name: str = "rapport.pdf", content: bytes = b"%PDF-1.7 x", **values: Any
) -> Evidence:
    piece = Evidence(
        decision=case,
        kind=Evidence.Kind.REPORT,
        title="Rapport",
        source="de politie",
        dated=TODAY,
        file_name=name,
        **{"file_type": PDF, "confidential": False, **values},
    )
    piece.file.save("", ContentFile(content), save=False)
    piece.save()
    return piece


def test_evidence_is_always_a_download_under_its_own_name() -> None:
    case = make.make_decision()
    response = get(reader(), "evidence_file", case, evidence=evidence(case).pk)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 x"
    assert response["Content-Disposition"] == 'attachment; filename="rapport.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == PDF


@pytest.mark.parametrize("role", list(Role))
def test_confidential_evidence_is_for_few(role: Role) -> None:
    case = make.make_decision()
    piece = evidence(case, confidential=True)
    may_read = role in {Role.POLICY_OFFICER, Role.REVIEWER, Role.MAYORS_OFFICE}
    response = get(reader(role), "evidence_file", case, evidence=piece.pk)
    assert response.status_code == (200 if may_read else 403)
    if not may_read:
        assert "Dit stuk is vertrouwelijk" in response.content.decode()


def test_evidence_of_another_case_is_not_found() -> None:
    piece = evidence(make.make_decision())
    assert get(reader(), "evidence_file", make.make_decision(), evidence=piece.pk).status_code == 404


def test_evidence_whose_file_is_gone_says_so() -> None:
    case = make.make_decision()
    piece = evidence(case)
    Path(piece.file.path).unlink()
    assert get(reader(), "evidence_file", case, evidence=piece.pk).status_code == 404


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("rapport 2026.pdf", PDF, "rapport 2026.pdf"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\Users\\jan\\kaart.png", PNG, "kaart.png"),
        ('pagina".html', TEXT, "pagina_.html.txt"),
        ("een\r\nregel.jpg", JPEG, "een_regel.jpg"),
        ("cijfers.XLSX", OFFICE, "cijfers.XLSX"),
        ("", PDF, "bestand.pdf"),
        ("...", PDF, "bestand.pdf"),
        ("wijk é.csv", TEXT, "wijk é.csv"),
        ("onbekend.exe", "application/x-anders", "onbekend.exe.bin"),
    ],
)
def test_download_name_is_safe_and_tells_the_truth(name: str, kind: str, expected: str) -> None:
    assert download_name(name, kind) == expected


def test_the_short_form_can_be_printed_too() -> None:
    assert get(reader(), "draft_pdf", make.complete_case(DecisionKind.END)).status_code == 200
