"""The pages of incidents: who may, what they refuse, what they leave behind, and that they cost the same."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from almere_camera import events
from almere_camera.models import AuditEvent, AuditHead, User
from almere_camera.roles import Role
from evaluations.events import LABELS
from evaluations.models import ImportFault, ImportRun, Incident
from tests.addresses import client_of, everything
from tests.evaluations.files import HEADINGS, ROW, Place, csv_file, one
from tests.factories import make_user

pytestmark = pytest.mark.django_db
Status = ImportRun.Status
ACTS = ("import_take", "import_again", "import_drop")
PAGES = ("imports", "import_run", "import_faults")


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(datetime(2026, 1, 15, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def officer() -> User:
    return make_user(Role.POLICY_OFFICER)


@pytest.fixture
def client(officer: User) -> Client:
    return client_of(officer)


def at(name: str, run: ImportRun | None = None) -> str:
    return reverse(f"evaluations:{name}", args=[run.pk] if run else [])


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def bring(client: Client, place: Place, content: bytes, name: str = "proef.csv") -> Any:
    typed = {"areas": [place.area.pk], "first_month": "2025-01", "last_month": "2025-12"}
    return client.post(at("import_add"), typed | {"file": SimpleUploadedFile(name, content)})


def judged(client: Client, place: Place, content: bytes) -> ImportRun:
    """Brought and checked, as a person does it."""
    bring(client, place, content)
    run = ImportRun.objects.latest("pk")
    page = client.get(at("import_columns", run))
    typed = {"versie": run.version, **page.context["form"].initial}
    assert client.post(at("import_columns", run), typed).status_code == 302
    run.refresh_from_db()
    return run


def test_a_file_from_choosing_it_to_taking_it_back(client: Client, place: Place, officer: User) -> None:
    assert bring(client, place, one()).url == at("import_columns", ImportRun.objects.get())
    run = ImportRun.objects.get()
    page = client.get(at("import_columns", run))
    assert page.context["form"].initial["positions"] == "Positie"
    client.post(at("import_columns", run), {"versie": run.version, **page.context["form"].initial})
    run.refresh_from_db()
    assert "De ene rij is goed" in text(client.get(at("import_run", run)))
    assert not Incident.objects.exists()
    client.post(at("import_take", run), {"versie": run.version})
    run.refresh_from_db()
    assert (run.status, Incident.objects.count()) == (Status.DONE, 1)
    listed = text(client.get(at("imports")))
    assert listed.count(">volledig<") == 12
    assert "Overgenomen" in listed
    assert "al ingelezen" in text(bring(client, place, one()))
    refused = client.post(at("import_undo", run), {"versie": run.version, "reason": ""})
    assert refused.status_code == 422
    client.post(at("import_undo", run), {"versie": run.version, "reason": "Verkeerd jaar"})
    assert not Incident.objects.exists()
    assert "Verkeerd jaar" in text(client.get(at("import_run", run)))
    said = list(AuditEvent.objects.order_by("seq").values_list("event", "actor"))
    assert said == [
        ("incidents.uploaded", officer.pk),
        ("incidents.columns_chosen", officer.pk),
        ("incidents.checked", None),
        ("incidents.take_over_asked", officer.pk),
        ("incidents.taken_over", officer.pk),
        ("incidents.undone", officer.pk),
    ]


def test_faults_are_shown_and_downloaded_without_formulas(client: Client, place: Place) -> None:
    headings = ("=cmd()", *HEADINGS[1:])
    rows = [("2025-1", "31-02-2025 12:00", *ROW[2:])] * 120
    bring(client, place, csv_file(*rows, headings=headings))
    run = ImportRun.objects.get()
    typed = {"versie": run.version, **run.columns, "reference": "=cmd()"}
    client.post(at("import_columns", run), typed)
    ImportFault.objects.create(run=run, row=1, column="=cmd()", reason="Proef")
    page = text(client.get(at("import_run", run)))
    assert "120 van de 120 rijen zijn fout" in page
    assert "Hier staan de eerste 100 van 121 fouten" in page
    assert "Neem alle rijen over" not in page
    run.refresh_from_db()
    assert client.post(at("import_take", run), {"versie": run.version}).status_code == 422
    answer = client.get(at("import_faults", run))
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert (len(lines), lines[0], lines[1]) == (122, "Rij;Kolom;Wat is er mis", "1;'=cmd();Proef")
    assert "attachment" in answer["Content-Disposition"]


def test_a_form_that_is_not_whole_says_what_to_do(client: Client, place: Place) -> None:
    page = text(client.post(at("import_add"), {}))
    for words in ("Kies een bestand", "Kies de gebieden", "Volledig vanaf de maand"):
        assert words in page
    typed = {"areas": [place.area.pk], "first_month": "2025-12", "last_month": "2025-01"}
    page = text(client.post(at("import_add"), typed | {"file": SimpleUploadedFile("a.csv", one())}))
    assert "ligt voor de eerste maand" in page
    page = text(client.post(at("import_add"), typed | {"file": SimpleUploadedFile("a.csv", b"")}))
    assert "Dit bestand is leeg" in page
    assert not ImportRun.objects.exists()


def test_a_file_over_the_limit_is_refused_with_the_other_way(
    client: Client, place: Place, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000
    page = text(bring(client, place, one() + b"x" * 1_000))
    assert "te groot" in page
    assert "import_incidents" in page
    assert not ImportRun.objects.exists()


def test_months_that_were_read_before_are_told_not_refused(client: Client, place: Place) -> None:
    place.read(one())
    run = judged(client, place, one(number="2025-2"))
    assert "Deze maanden zijn al eens ingelezen" in text(client.get(at("import_run", run)))
    assert client.post(at("import_take", run), {"versie": run.version}).status_code == 302
    assert Incident.objects.count() == 2


def test_work_in_progress_needs_no_script(client: Client, place: Place) -> None:
    run = judged(client, place, one())
    ImportRun.objects.filter(pk=run.pk).update(
        status=Status.IMPORTING, rows_read=4711, beat_at=timezone.now()
    )
    page = text(client.get(at("import_run", run)))
    assert "4711 rijen gelezen" in page
    assert f'<a href="{at("import_run", run)}">Ververs</a>' in page
    assert "<form" not in page.partition("<main")[2]
    ImportRun.objects.filter(pk=run.pk).update(beat_at=timezone.now() - timedelta(minutes=3))
    assert "Begin opnieuw" in text(client.get(at("import_run", run)))
    run.refresh_from_db()
    assert client.post(at("import_again", run), {"versie": run.version}).status_code == 302
    run.refresh_from_db()
    assert run.status == Status.CHECKED
    assert client.post(at("import_drop", run), {"versie": run.version}).status_code == 302
    run.refresh_from_db()
    assert (run.status, run.file.name) == (Status.DROPPED, "")


def test_a_colleague_was_first(client: Client, place: Place) -> None:
    run = judged(client, place, one())
    before = everything()
    for act in ACTS:
        assert client.post(at(act, run), {"versie": run.version - 1}).status_code in (409, 422)
    assert everything() == before


@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_look_and_who_may_act(place: Place, role: Role | None) -> None:
    run = place.read(one())
    client, before = client_of(make_user(role)), None
    assert {client.get(at(name, None if name == "imports" else run)).status_code for name in PAGES} == {
        200 if role else 403
    }
    if role == Role.POLICY_OFFICER:
        assert client.get(at("import_add")).status_code == 200
        return
    before = everything()
    assert client.get(at("import_add")).status_code == 403
    for name in ("import_add", *ACTS, "import_columns", "import_undo"):
        answer = client.post(
            at(name, None if name == "import_add" else run), {"versie": run.version, "reason": "x"}
        )
        assert answer.status_code == 403
        assert Role.POLICY_OFFICER.value in text(answer)
    assert everything() == before


def test_without_its_event_nothing_changes(client: Client, place: Place) -> None:
    run = place.read(one())
    AuditHead.objects.update(seq=0)
    before = everything()
    assert bring(client, place, one(number="9")).status_code == 500
    answer = client.post(at("import_undo", run), {"versie": run.version, "reason": "x"})
    assert answer.status_code == 500
    assert everything() == before


def test_every_event_has_its_words() -> None:
    assert all(events.label_of(name) == words for name, words in LABELS.items())


def test_looking_asks_the_same_for_one_file_and_for_many(client: Client, place: Place) -> None:
    def asked(run: ImportRun) -> list[int]:
        numbers = []
        for url in (at("imports"), at("import_run", run)):
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            numbers.append(len(queries))
        return numbers

    run = place.read(one())
    few = asked(run)
    for number in range(2, 6):
        place.read(csv_file(*((f"{number}-{n}", *ROW[1:]) for n in range(50))))
    assert asked(run) == few
