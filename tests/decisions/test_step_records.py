"""The pages under the steps: areas, documents, consultations and paragraphs, one record at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from almere_camera.models import User
from almere_camera.roles import Role
from areas.models import Boundary
from decisions import text
from decisions.models import (
    Assessment,
    Consultation,
    CriterionKey,
    Decision,
    DecisionKind,
    DesignatedArea,
    EditedParagraph,
    Evidence,
    Fact,
    SavedVersion,
    Status,
)
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nproef"


@pytest.fixture
def officer() -> User:
    return factories.make_user(Role.POLICY_OFFICER, first_name="Olga", last_name="Officier")


@pytest.fixture
def client(officer: User) -> Client:
    return client_of(officer)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(decision: Decision, slug: str) -> str:
    return reverse("decisions:step", kwargs={"pk": decision.pk, "step": slug})


def sub_url(name: str, decision: Decision, **more: Any) -> str:
    return reverse(f"decisions:{name}", kwargs={"pk": decision.pk, **more})


def post(client: Client, address: str, decision: Decision, **values: Any) -> Any:
    """Post with the version that the page showed."""
    return client.post(address, {"versie": Decision.objects.get(pk=decision.pk).version, **values})


# --- Areas ------------------------------------------------------------------------------------------


def test_the_newest_boundary_is_taken_over_and_the_check_lapses(client: Client, officer: User) -> None:
    decision = factories.make_decision()
    area = factories.make_designated_area(decision)
    Assessment.objects.filter(decision=decision).update(map_checked_by=officer, map_checked_on=TODAY)
    newer = Boundary.objects.get(area=area.area)
    newer.pk, newer.valid_from, newer.streets = None, TODAY, ["Nieuwstraat"]
    newer.save(force_insert=True)
    assert "Neem de nieuwste grens over" in client.get(url(decision, "gebieden")).content.decode()
    prefix = f"gebied-{area.pk}"
    sent = {
        f"{prefix}-words": "nieuwe woorden",
        f"{prefix}-streets": "Oud",
        "grens": area.pk,
        "map_checked": "on",
    }
    response = post(client, url(decision, "gebieden"), decision, **sent)
    assert response.status_code == 302
    area.refresh_from_db()
    assert (area.boundary, area.streets, area.words) == (newer, ["Nieuwstraat"], "nieuwe woorden")
    assert Assessment.objects.get(decision=decision).map_checked_on is None


def test_an_area_is_added_and_removed(client: Client) -> None:
    decision = factories.make_decision()
    area = factories.make_area("Plein Zuid")
    nothing = post(client, url(decision, "gebieden"), decision, voeg_toe="1")
    assert nothing.status_code == 422
    assert "Kies welk gebied u wilt toevoegen." in nothing.content.decode()
    post(client, url(decision, "gebieden"), decision, voeg_toe="1", area=area.pk)
    designated = DesignatedArea.objects.get(decision=decision)
    assert designated.area == area
    remove = sub_url("area_remove", decision, area=designated.pk)
    assert "Plein Zuid" in client.get(remove).content.decode()
    assert DesignatedArea.objects.filter(decision=decision).exists()
    assert post(client, remove, decision).status_code == 302
    assert not DesignatedArea.objects.filter(decision=decision).exists()


def test_an_ending_takes_what_it_ends(client: Client) -> None:
    running = factories.running_case()
    (before,) = running.designated_areas.all()
    decision = factories.make_decision(DecisionKind.END)
    post(client, url(decision, "gebieden"), decision, voeg_toe="1", area=before.area_id)
    assert DesignatedArea.objects.get(decision=decision).follows == before


def test_the_area_of_another_case_cannot_be_removed(client: Client) -> None:
    mine, other = factories.make_decision(), factories.make_decision()
    theirs = factories.make_designated_area(other)
    assert client.get(sub_url("area_remove", mine, area=theirs.pk)).status_code == 404


# --- Evidence ---------------------------------------------------------------------------------------

PIECE = {"kind": "veiligheidsanalyse", "title": "Analyse", "source": "de gemeente", "dated": "01-03-2026"}


def test_a_document_is_added_changed_and_removed_with_its_file(
    client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    decision = factories.make_decision()
    assert decision.framework is not None
    criterion = decision.framework.criteria.get(key=CriterionKey.NECESSITY)
    upload = SimpleUploadedFile("geheim plan.pdf", PDF, "text/html")
    sent = {**PIECE, "has_advice": "on", "criteria": [criterion.pk], "file": upload}
    assert post(client, sub_url("evidence_add", decision), decision, **sent).status_code == 302
    piece = Evidence.objects.get()
    assert (piece.file_name, piece.file_type, piece.file_size) == (
        "geheim plan.pdf",
        "application/pdf",
        len(PDF),
    )
    assert piece.has_advice
    assert list(piece.criteria.all()) == [criterion]
    assert "plan" not in piece.file.name
    assert piece.file.read() == PDF
    first, storage = piece.file.name, piece.file.storage

    edit = sub_url("evidence_edit", decision, evidence=piece.pk)
    with django_capture_on_commit_callbacks(execute=True):
        changed = {**PIECE, "title": "Analyse 2", "file": SimpleUploadedFile("b.pdf", PDF + b"2")}
        assert post(client, edit, decision, **changed).status_code == 302
    piece = Evidence.objects.get()
    assert (piece.title, piece.file_name, piece.has_advice) == ("Analyse 2", "b.pdf", False)
    assert not storage.exists(first)

    second = piece.file.name
    remove = sub_url("evidence_delete", decision, evidence=piece.pk)
    assert "Analyse 2" in client.get(remove).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert post(client, remove, decision).status_code == 302
    assert not Evidence.objects.exists()
    assert not storage.exists(second)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "leeg"),
        (b"<html>nee</html>", "Dit soort bestand kan hier niet"),
        (b"MZ\x00\x01", "soort bestand"),
    ],
)
def test_a_wrong_file_gets_its_message_and_the_rest_stays(
    client: Client, content: bytes, message: str
) -> None:
    decision = factories.make_decision()
    upload = SimpleUploadedFile("stuk.pdf", content, "application/pdf")
    response = post(client, sub_url("evidence_add", decision), decision, **PIECE, file=upload)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert 'value="Analyse"' in page
    assert not Evidence.objects.exists()


def test_a_good_file_beside_a_wrong_answer_must_be_chosen_again(client: Client) -> None:
    decision = factories.make_decision()
    sent = {**PIECE, "dated": "gisteren", "file": SimpleUploadedFile("a.pdf", PDF)}
    page = post(client, sub_url("evidence_add", decision), decision, **sent).content.decode()
    assert "Kies het opnieuw voordat u opslaat." in page


def test_a_confidential_document_shows_no_title_to_who_may_not_read_it() -> None:
    decision = factories.make_decision()
    piece = Evidence.objects.create(
        decision=decision,
        kind="anders",
        title="Naam van de verdachte",
        source="politie",
        dated=TODAY,
        confidential=True,
    )
    reader = client_of(factories.make_user(Role.AUDITOR))
    page = reader.get(url(decision, "stukken")).content.decode()
    assert "Vertrouwelijk" in page
    assert "verdachte" not in page
    assert reader.get(sub_url("evidence_edit", decision, evidence=piece.pk)).status_code == 404
    officer = client_of(factories.make_user())
    assert "verdachte" in officer.get(url(decision, "stukken")).content.decode()


# --- Driehoek ---------------------------------------------------------------------------------------

TALK = {
    "held_on": "30-03-2026",
    "manner": "telefoon",
    "prosecution_advice": "positief",
    "police_advice": "aarzelend",
    "participants-TOTAL_FORMS": 2,
    "participants-INITIAL_FORMS": 0,
    "participants-0-name": "P. Officier",
    "participants-0-function": "ovj",
}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.AGREED])
def test_a_consultation_is_recorded_also_after_akkoord_by_the_office(status: str) -> None:
    decision = factories.make_decision()
    Decision.objects.filter(pk=decision.pk).update(status=status)
    client = client_of(factories.make_user(Role.MAYORS_OFFICE))
    assert "Overleg toevoegen" in client.get(url(decision, "driehoek")).content.decode()
    response = post(client, sub_url("consultation_add", decision), decision, **TALK)
    assert (response.status_code, response.url) == (302, url(decision, "driehoek"))
    talk = Consultation.objects.get(decision=decision)
    assert [str(p) for p in talk.participants.all()] == ["P. Officier, officier van justitie"]
    assert SavedVersion.objects.get().content is (status == Status.DRAFT)

    edit = sub_url("consultation_edit", decision, consultation=talk.pk)
    person = talk.participants.get()
    changed = {
        **TALK,
        "deviation_reason": "De kans op herhaling is groot.",
        "participants-TOTAL_FORMS": 1,
        "participants-INITIAL_FORMS": 1,
        "participants-0-id": person.pk,
        "participants-0-DELETE": "on",
    }
    assert post(client, edit, decision, **changed).status_code == 302
    talk.refresh_from_db()
    assert talk.deviation_reason == "De kans op herhaling is groot."
    assert not talk.participants.exists()
    assert (
        post(client, sub_url("consultation_delete", decision, consultation=talk.pk), decision).status_code
        == 302
    )
    assert not Consultation.objects.exists()


def test_a_doubt_of_the_police_asks_nothing_to_save(client: Client) -> None:
    decision = factories.make_decision()
    assert post(client, sub_url("consultation_add", decision), decision, **TALK).status_code == 302


def test_one_more_participant_without_script(client: Client) -> None:
    decision = factories.make_decision()
    sent = {**TALK, "held_on": "nog niet", "meer": "participants"}
    response = post(client, sub_url("consultation_add", decision), decision, **sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="participants-2-name"' in page
    assert 'value="nog niet"' in page
    assert not Consultation.objects.exists()


def test_a_wrong_consultation_keeps_what_was_typed(client: Client) -> None:
    decision = factories.make_decision()
    sent = {**TALK, "held_on": "", "participants-1-function": "politie"}
    response = post(client, sub_url("consultation_add", decision), decision, **sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "P. Officier" in page
    assert "Deelnemer 2: Vul de naam van de deelnemer in." in page


# --- Text -------------------------------------------------------------------------------------------


def an_editable_key(decision: Decision) -> str:
    return next(b.key for b in text.compose(decision, draft=True).blocks if b.editable and b.sources)


def test_a_paragraph_is_rewritten_warned_about_and_given_back(client: Client, officer: User) -> None:
    decision = factories.complete_case()
    Fact.objects.filter(decision=decision).update(value="411")
    blocks = text.compose(decision, draft=True).blocks
    key = next(b.key for b in blocks if b.editable and "411" in b.text)
    address = sub_url("paragraph", decision, key=key)
    assert "Aanpassen" in client.get(url(decision, "tekst")).content.decode()
    page = client.get(address).content.decode()
    assert page.count("411") >= 2  # in the form, and beneath it
    assert "Terug naar de automatische tekst" not in page

    assert post(client, address, decision, text="het in 2025 411 keer misging").status_code == 302
    assert EditedParagraph.objects.get().edited_by == officer
    assert "411 keer misging" in client.get(url(decision, "tekst")).content.decode()

    Fact.objects.filter(decision=decision).update(value="500")
    assert "feit gewijzigd" in client.get(url(decision, "tekst")).content.decode()
    assert "er is een feit gewijzigd" in client.get(address).content.decode()
    post(client, address, decision, text="het in 2025 500 keer misging")
    assert "feit gewijzigd" not in client.get(address).content.decode()

    assert post(client, address, decision, terug="1", text="weg ermee").status_code == 302
    assert not EditedParagraph.objects.exists()


def test_a_paragraph_equal_to_the_generated_one_is_not_an_edit(client: Client) -> None:
    decision = factories.complete_case()
    key = an_editable_key(decision)
    generated = text.generated_paragraph(decision, key)
    assert generated is not None
    post(client, sub_url("paragraph", decision, key=key), decision, text=generated.text)
    assert not EditedParagraph.objects.exists()


def test_a_wrong_or_empty_paragraph_is_refused(client: Client) -> None:
    decision = factories.complete_case()
    address = sub_url("paragraph", decision, key=an_editable_key(decision))
    empty = post(client, address, decision, text="")
    assert empty.status_code == 422
    assert "ga terug naar de automatische tekst" in empty.content.decode()
    assert "worden afgedrukt" in post(client, address, decision, text="boem 🔥").content.decode()
    assert client.get(sub_url("paragraph", decision, key="onbekend")).status_code == 404
    assert client.get(sub_url("paragraph", decision, key="aanhef.besluit")).status_code == 404


def test_the_text_cannot_be_edited_after_the_draft(client: Client) -> None:
    decision = factories.complete_case()
    address = sub_url("paragraph", decision, key=an_editable_key(decision))
    Decision.objects.filter(pk=decision.pk).update(status=Status.REVIEW)
    assert "Aanpassen:" not in client.get(url(decision, "tekst")).content.decode()
    assert "<textarea" not in client.get(address).content.decode()
    assert post(client, address, decision, text="toch").status_code == 409
