"""The steps: which a case asks, how far each is, and that saving loses nothing and asks nothing too much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from areas.models import Boundary
from decisions import rules, steps, text, workflow
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
    Measure,
    Request,
    SavedVersion,
    Status,
    Variant,
    ViewingHours,
)
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db

SHORT = ["aanleiding", "stukken", "gebieden", "informeren", "tekst"]
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


# --- The table of steps -----------------------------------------------------------------------------


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("kind", list(DecisionKind))
def test_every_step_of_every_kind_opens(client: Client, kind: str, variant: str) -> None:
    decision = factories.complete_case(kind, variant, areas=2)
    slugs = [step.slug for step in steps.steps_of(decision)]
    assert slugs == (SHORT if kind == DecisionKind.END else list(steps.SLUGS))
    for number, slug in enumerate(slugs, 1):
        response = client.get(url(decision, slug))
        assert response.status_code == 200, slug
        assert f"Stap {number} van {len(slugs)}" in response.content.decode()


def test_a_new_case_has_begun_nothing_and_a_complete_case_is_done() -> None:
    empty = factories.make_decision()
    states = {s.slug: s.state(empty) for s in steps.steps_of(empty)}
    assert states.pop("tekst") == steps.BUSY
    assert set(states.values()) == {steps.OPEN}
    full = factories.complete_case()
    found = rules.findings(full, today=TODAY)
    assert {s.state(full, found) for s in steps.steps_of(full)} == {steps.DONE}


def test_a_step_that_misses_something_is_not_done() -> None:
    decision = factories.complete_case()
    ViewingHours.objects.all().delete()
    decision.judgements.update(verdict="")
    decision = Decision.objects.get(pk=decision.pk)
    found = rules.findings(decision, today=TODAY)
    states = {s.slug: s.state(decision, found) for s in steps.STEPS}
    assert states["criteria"] == states["tekst"] == steps.BUSY
    assert states["gebruik"] == steps.OPEN
    assert states["aanleiding"] == steps.DONE


def test_every_finding_leads_to_a_step_of_the_case_and_every_anchor_exists(client: Client) -> None:
    for kind, variant in ((DecisionKind.START, Variant.MOBILE), (DecisionKind.END, Variant.REGULAR)):
        decision = factories.make_decision(kind, variant)
        factories.make_designated_area(decision, last_day=None, geometry=None, words="", streets=[])
        assert decision.framework is not None
        for criterion in decision.framework.criteria.all():
            decision.judgements.create(criterion=criterion, question=criterion.question)
        for finding in rules.findings(decision, today=TODAY):
            address, _, anchor = finding.url.partition("#")
            if "/stap/" not in address:
                continue
            page = client.get(address, follow=True).content.decode()
            assert not anchor or f'id="{anchor}"' in page, finding


def test_an_ending_asks_its_criterion_at_the_occasion(client: Client) -> None:
    decision = factories.complete_case(DecisionKind.END)
    assert client.get(url(decision, "criteria")).url == url(decision, "aanleiding")  # type: ignore[attr-defined]
    assert client.get(url(decision, "driehoek")).status_code == 404
    assert client.get(sub_url("consultation_add", decision)).status_code == 404
    assert client.get(url(decision, "onzin")).status_code == 404


# --- Saving -----------------------------------------------------------------------------------------


def test_saving_half_goes_on_raises_the_version_and_records_the_event(client: Client, officer: User) -> None:
    decision = factories.make_decision()
    response = post(client, url(decision, "aanleiding"), decision, occasion="Veel overlast.", daarna="verder")
    assert (response.status_code, response.url) == (302, url(decision, "stukken"))
    assert Assessment.objects.get(decision=decision).occasion == "Veel overlast."
    saved = SavedVersion.objects.get(decision=decision)
    assert (saved.number, saved.what, saved.saved_by, saved.content) == (2, "Aanleiding", officer, True)
    assert AuditEvent.objects.get(event="decision.edited").facts == {"what": "Aanleiding", "version": 2}


@pytest.mark.parametrize("slug", [s for s in steps.SLUGS if s not in ("tekst", "driehoek")])
def test_every_step_can_be_saved_untouched(client: Client, slug: str) -> None:
    """What the page shows, sent back as it is, changes nothing of the text."""
    decision = factories.complete_case(DecisionKind.EXTEND, Variant.MOBILE, areas=2)
    before = [b.as_json() for b in text.compose(decision, draft=True).blocks]
    page = client.get(url(decision, slug)).context["page"]
    response = post(client, url(decision, slug), decision, **shown(page))
    assert response.status_code == 302
    after = text.compose(Decision.objects.get(pk=decision.pk), draft=True).blocks
    assert [b.as_json() for b in after] == before


def shown(page: Any) -> dict[str, Any]:
    """The answers as the browser would send them back."""
    sent: dict[str, Any] = {}
    for part in page.parts:
        if hasattr(part, "management_form"):
            sent |= {bound.html_name: bound.value() for bound in part.management_form}
        for form in getattr(part, "forms", [part]):
            for bound in form:
                value = bound.field.prepare_value(bound.value())
                if hasattr(value, "strftime"):
                    value = bound.field.widget.format_value(value)
                if value not in (None, False):
                    sent[bound.html_name] = "on" if value is True else value
    return sent


@pytest.mark.parametrize(("going", "name"), [("blijf", "step"), ("stop", "detail"), ("", "step")])
def test_after_saving_one_stays_or_stops(client: Client, going: str, name: str) -> None:
    decision = factories.make_decision()
    response = post(client, url(decision, "informeren"), decision, told_how="Borden", daarna=going)
    assert response.url == (url(decision, "informeren") if name == "step" else sub_url(name, decision))


def test_wrong_answers_are_kept_named_and_linked(client: Client) -> None:
    decision = factories.make_decision(variant=Variant.MOBILE)
    response = post(
        client,
        url(decision, "aanleiding"),
        decision,
        incident_first_day="31 april",
        shock="De buurt schrok <b>erg</b>.",
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Fout: " in page
    assert 'href="#id_incident_first_day"' in page
    assert "Vul bij ‘Datum van het incident’ een datum in" in page
    assert 'value="31 april"' in page
    assert "De buurt schrok &lt;b&gt;erg&lt;/b&gt;." in page
    assert not SavedVersion.objects.exists()


def test_a_colleague_who_saved_first_is_named_and_nothing_is_lost(client: Client, officer: User) -> None:
    decision = factories.make_decision()
    other = factories.make_user(Role.POLICY_OFFICER, first_name="Piet", last_name="Collega")
    with workflow.edit(decision, by=other, version=1, what="Aanleiding") as case:
        Assessment.objects.filter(decision=case).update(occasion="Van Piet")
    response = client.post(url(decision, "aanleiding"), {"versie": 1, "occasion": "Van Olga"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Piet Collega heeft deze zaak intussen gewijzigd" in page
    assert "Van Olga" in page
    assert 'name="versie" value="1"' in page
    assert Assessment.objects.get(decision=decision).occasion == "Van Piet"


@pytest.mark.parametrize("version", [None, "", "x", "-1", "9" * 30, "²"])
def test_without_a_version_nothing_is_overwritten(client: Client, version: str | None) -> None:
    decision = factories.make_decision()
    data = {"occasion": "tekst", **({} if version is None else {"versie": version})}
    assert client.post(url(decision, "aanleiding"), data).status_code == 409
    assert not SavedVersion.objects.exists()


@pytest.mark.parametrize(
    "role",
    [Role.REVIEWER, Role.MAYORS_OFFICE, Role.COMMUNICATIONS, Role.AUDITOR, Role.ADMINISTRATOR],
)
def test_who_may_not_edit_reads_the_answers_and_is_told_who_may(role: Role) -> None:
    decision = factories.complete_case()
    client = client_of(factories.make_user(role))
    page = client.get(url(decision, "criteria")).content.decode()
    assert "Dit doet: beleidsmedewerker" in page
    assert "<textarea" not in page
    assert "Aan noodzakelijkheid is voldaan." in page
    refused = post(client, url(decision, "aanleiding"), decision, occasion="Mijn woorden")
    assert refused.status_code == 403
    assert "Mijn woorden" in refused.content.decode()
    assert not SavedVersion.objects.exists()


def test_without_any_role_the_403_names_the_functions_that_may() -> None:
    decision = factories.make_decision()
    response = client_of(factories.make_user(None)).get(url(decision, "criteria"))
    assert response.status_code == 403
    assert "beleidsmedewerker" in response.content.decode()


def test_anonymous_visitors_sign_in_first() -> None:
    decision = factories.make_decision()
    response = Client().get(url(decision, "criteria"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))
    assert AnonymousUser().is_anonymous


@pytest.mark.parametrize("status", [Status.REVIEW, Status.AGREED])
def test_outside_the_draft_the_answers_are_read_only_with_the_reason(client: Client, status: str) -> None:
    decision = factories.complete_case()
    Decision.objects.filter(pk=decision.pk).update(status=status)
    for slug in steps.SLUGS:
        page = client.get(url(decision, slug)).content.decode()
        assert "<textarea" not in page, slug
        if not (slug == "driehoek" and status == Status.AGREED):
            assert f"De zaak staat op ‘{Status(status).label}’" in page, slug
    refused = post(client, url(decision, "aanleiding"), decision, occasion="Te laat")
    assert refused.status_code == 409
    assert "Te laat" in refused.content.decode()


def test_one_more_row_without_script_keeps_what_was_typed_and_saves_nothing(client: Client) -> None:
    decision = factories.make_decision()
    sent = {"facts-TOTAL_FORMS": 1, "facts-INITIAL_FORMS": 0, "facts-0-value": "412", "meer": "facts"}
    response = post(client, url(decision, "feiten"), decision, **sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="412"' in page
    assert 'name="facts-1-value"' in page
    assert "nlds-error" not in page
    assert not SavedVersion.objects.exists()


def test_a_form_without_its_management_fields_is_refused_politely(client: Client) -> None:
    decision = factories.make_decision()
    response = post(client, url(decision, "feiten"), decision)
    assert response.status_code == 422
    assert "Laad de pagina opnieuw" in response.content.decode()


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


# --- Cost and events --------------------------------------------------------------------------------


def test_pages_ask_as_many_questions_of_the_database_with_thirty_rows_as_with_one(client: Client) -> None:
    one, thirty = factories.complete_case(), factories.complete_case(areas=30)
    for decision, times in ((one, 1), (thirty, 30)):
        for number in range(times):
            Fact.objects.create(
                decision=decision,
                criterion=CriterionKey.NEED,
                value=str(number),
                unit="keer",
                statement="is gemeld",
                period="2025",
                source="de politie",
                retrieved_on=TODAY,
            )
            Measure.objects.create(decision=decision, what=f"maatregel {number}")
            factories.make_consultation(decision, held_on=TODAY - timedelta(days=number))
            Evidence.objects.create(decision=decision, kind="anders", title="a", source="b", dated=TODAY)
    for slug in steps.SLUGS:
        counts = []
        for decision in (one, thirty):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url(decision, slug)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1], slug


def test_a_case_started_by_the_act_can_be_filled_in_from_the_first_page(
    client: Client, officer: User
) -> None:
    factories.make_records()
    factories.make_framework()
    request = Request(asked_by="politie", received_on=TODAY, felt="angst")
    area = factories.make_area()
    decision = workflow.start(by=officer, request=request, kind="instellen", variant="mobiel", areas=[area])
    for slug in steps.SLUGS[:-1]:
        page = client.get(url(decision, slug)).context["page"]
        if slug != "driehoek":
            assert post(client, url(decision, slug), decision, **shown(page)).status_code == 302, slug
    assert SavedVersion.objects.filter(decision=decision, saved_by=officer).count() == len(steps.SLUGS) - 1
