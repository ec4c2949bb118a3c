"""The steps: which a case asks, how far each is, and that saving loses nothing and asks nothing too much."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions import rules, steps, text, workflow
from decisions.models import (
    Assessment,
    CriterionKey,
    Decision,
    DecisionKind,
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


@pytest.mark.parametrize("slug", ["tekst", "driehoek"])
def test_a_step_without_a_form_takes_no_post(client: Client, slug: str) -> None:
    decision = factories.make_decision()
    assert post(client, url(decision, slug), decision).status_code == 405
    assert not SavedVersion.objects.exists()


def test_a_record_of_the_past_says_unknown_where_nothing_is_known(client: Client) -> None:
    past = factories.make_decision(historical=True)
    factories.make_designated_area(past, last_day=None)
    page = client.get(url(factories.adopt(past), "gebieden")).content.decode()
    assert "Onbekend" in page
    assert "ingevuld" not in page
