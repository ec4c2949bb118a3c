"""Every adopted text is what was adopted: a changed byte, file, hash or row is found out."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from almere_camera import guards
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions import workflow
from decisions.models import AdoptedText, Closure, Decision, DecisionKind
from decisions.verifying import Outcome, verify_adopted
from tests import factories as make
from tests.addresses import World
from tests.decisions import acts
from tests.decisions.documents import tag_reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]

TABLE = "decisions_adoptedtext"


@pytest.fixture
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T10:00:00+02:00", tick=False):
        yield


@pytest.fixture
def adopted() -> AdoptedText:
    """A short decision, adopted with a signed copy through the pages."""
    officer, reviewer = make.make_user(Role.POLICY_OFFICER), make.make_user(Role.REVIEWER)
    case = acts.agreed(officer, reviewer, kind=DecisionKind.END)
    office = make.make_user(Role.MAYORS_OFFICE)
    response = acts.do(office, case, "adopt", **acts.adoption())
    assert response.status_code == 302, acts.text_of(response)
    return case.adopted_texts.get()


@pytest.fixture
def unguarded() -> Iterator[None]:
    yield
    guards.install()


def sql(statement: str, *values: object) -> None:
    guards.remove()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def check() -> Outcome:
    (found,) = verify_adopted(render=False)
    return found


def test_a_text_that_nobody_touched_is_whole(
    adopted: AdoptedText, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = verify_adopted()
    assert (found.faults, found.rendered_equal) == ((), True)
    assert adopted.decision.kenmerk in found.label
    call_command("verify_adopted")
    said = capsys.readouterr().out
    assert "in orde; PDF opnieuw gemaakt: gelijk" in said
    assert "1 vastgestelde teksten, alle in orde" in said


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("column", ["blocks", "html", "text", "pdf"])
def test_one_changed_byte(adopted: AdoptedText, column: str) -> None:
    value = getattr(adopted, column)
    changed = bytes([bytes(value)[0] ^ 1, *bytes(value)[1:]]) if column == "pdf" else f"x{value[1:]}"
    sql(f"UPDATE {TABLE} SET {column} = %s", changed)
    assert any("is niet meer wat is vastgesteld" in fault for fault in check().faults)


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("column", ["html", "text"])
def test_a_text_changed_together_with_its_hash(adopted: AdoptedText, column: str) -> None:
    value = getattr(adopted, column) + " "
    new = hashlib.sha256(value.encode()).hexdigest()
    sql(f"UPDATE {TABLE} SET {column} = %s, {column}_sha256 = %s", value, new)
    assert [f for f in check().faults if f"({column}_sha256)" in f]


@pytest.mark.usefixtures("unguarded")
def test_a_removed_text(adopted: AdoptedText) -> None:
    sql(f"DELETE FROM {TABLE}")
    found = check()
    assert "is weg" in found.faults[0]
    assert adopted.decision.kenmerk in found.label


@pytest.mark.usefixtures("unguarded")
def test_a_text_that_nobody_adopted(adopted: AdoptedText) -> None:
    adopted.pk, adopted.kind = None, AdoptedText.Kind.MOTIVATION
    adopted.save(force_insert=True)
    faults = [outcome.faults for outcome in verify_adopted(render=False)]
    assert faults[0] == ()
    assert "geen gebeurtenis" in faults[1][0]


@pytest.mark.usefixtures("unguarded")
def test_a_text_moved_to_another_decision(adopted: AdoptedText) -> None:
    other = make.make_decision()
    sql(f"UPDATE {TABLE} SET decision_id = %s", other.pk)
    assert any("een ander besluit" in fault for fault in check().faults)


def test_a_changed_or_lost_signed_copy(adopted: AdoptedText) -> None:
    path = Path(adopted.signed_copy.path)
    with path.open("ab") as file:
        file.write(b" ")
    assert check().faults == ("Het getekende exemplaar is niet meer wat is geregistreerd.",)
    path.unlink()
    assert check().faults == ("Het bestand van het getekende exemplaar kan niet worden gelezen.",)


@pytest.mark.usefixtures("unguarded")
def test_the_command_shows_every_text_and_fails(
    adopted: AdoptedText, capsys: pytest.CaptureFixture[str]
) -> None:
    sql(f"UPDATE {TABLE} SET text = text || '.'")
    with pytest.raises(CommandError, match="1 van 1 teksten zijn niet in orde") as refused:
        call_command("verify_adopted", "--no-render")
    assert refused.value.returncode == 1
    assert "NIET IN ORDE" in capsys.readouterr().out
    sql("UPDATE almere_camera_auditevent SET event = 'anders' WHERE seq = 1")
    with pytest.raises(CommandError, match="Ook het logboek"):
        call_command("verify_adopted", "--no-render")


# --- The head of the log in the documents ----------------------------------------------------------


def words(pdf: bytes) -> str:
    return " ".join(item.text for item in tag_reader.read(pikepdf.open(io.BytesIO(pdf))))


def test_the_adopted_pdf_holds_the_head_of_the_log_and_the_text_does_not(adopted: AdoptedText) -> None:
    head = AuditEvent.objects.get(event="decision.adopted").previous_hash
    assert json.loads(adopted.blocks)["chain_head"] == head
    assert f"Controlegetal van het logboek: {head}" in words(bytes(adopted.pdf))
    assert head in adopted.html
    assert head not in adopted.text


def test_a_closing_holds_the_head_of_the_log_too() -> None:
    officer, reviewer = make.make_user(Role.POLICY_OFFICER), make.make_user(Role.REVIEWER)
    case = acts.written(officer)
    workflow.propose_closing(
        decision=case,
        by=officer,
        version=case.version,
        outcome=Closure.Outcome.NOT_STARTED,
        reasons="Het is rustig.",
    )
    case.refresh_from_db()
    workflow.close_without_decision(decision=case, by=reviewer, version=case.version)
    event = AuditEvent.objects.get(event="decision.closed")
    assert json.loads(case.adopted_texts.get().blocks)["chain_head"] == event.previous_hash
    assert check().faults == ()


# --- Reading is recorded ---------------------------------------------------------------------------


def read_events(case: Decision) -> list[tuple[str, User | None]]:
    events = AuditEvent.objects.filter(event__endswith=".read", object_id=str(case.pk)).order_by("seq")
    return [(event.event, event.actor) for event in events]


def test_reading_the_adopted_text_the_copy_and_the_dossier_is_recorded(adopted: AdoptedText) -> None:
    case, reader = adopted.decision, make.make_user(Role.AUDITOR)
    client = acts.client_of(reader)
    for name in ("detail", "detail", "pdf", "signed_copy", "signed_copy"):
        assert client.get(acts.url_of(case, name)).status_code == 200
    seen = ["dossier.read", "adopted_text.read", "signed_copy.read", "signed_copy.read"]
    assert read_events(case) == [(name, reader) for name in seen]
    again = client.get(acts.url_of(case, "pdf"), headers={"If-None-Match": f'"{adopted.pdf_sha256}"'})
    assert again.status_code == 304
    assert client.head(acts.url_of(case, "pdf")).status_code == 200
    assert len(read_events(case)) == 4


def test_reading_evidence_is_recorded_and_a_refusal_is_not() -> None:
    world = World()
    reader, outsider = make.make_user(Role.REVIEWER), make.make_user(Role.AUDITOR)
    assert acts.client_of(reader).get(world.url("decisions:evidence_file")).status_code == 200
    assert read_events(world.case) == [("evidence.read", reader)]
    assert AuditEvent.objects.get(event="evidence.read").facts == {"evidence": world.evidence.pk}
    world.evidence.confidential = True
    world.evidence.save()
    assert acts.client_of(outsider).get(world.url("decisions:evidence_file")).status_code == 403
    assert len(read_events(world.case)) == 1


def test_a_conflict_names_who_changed_it_and_not_who_read_it() -> None:
    writer = make.make_user(Role.POLICY_OFFICER, first_name="Fatima", last_name="Idrissi")
    case = acts.written(writer)
    reader = make.make_user(Role.REVIEWER, first_name="Rik", last_name="Lezer")
    acts.client_of(reader).get(acts.url_of(case, "detail"))
    response = acts.do(writer, case, "submit", version=case.version - 1)
    assert response.status_code == 409
    assert "Fatima Idrissi heeft" in acts.text_of(response)
    assert "Rik Lezer heeft" not in acts.text_of(response)
    shown = acts.text_of(acts.client_of(reader).get(acts.url_of(case, "detail")))
    assert "Dossier gelezen" not in shown
    assert "Dossier gelezen" in acts.text_of(acts.client_of(reader).get(acts.url_of(case, "log")))
