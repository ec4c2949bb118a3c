"""Beheer of the framework: versions with their questions; what was answered stays as it was asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from almere_camera import audit
from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions.models import Criterion, HelpText, PolicyFramework, Status
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "admin:decisions_policyframework_changelist"
ADD = "admin:decisions_policyframework_add"
CHANGE = "admin:decisions_policyframework_change"


@pytest.fixture
def manager() -> User:
    return make.make_user(Role.ADMINISTRATOR, is_staff=True)


@pytest.fixture
def client(manager: User) -> Client:
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def framework() -> PolicyFramework:
    made = make.make_framework()
    HelpText.objects.create(
        framework=made, topic="aanleiding", text="Beschrijf wat er gebeurde.", chapter="4"
    )
    return made


def url(framework: PolicyFramework) -> str:
    return reverse(CHANGE, args=[framework.pk])


def typed(client: Client, page: str) -> dict[str, Any]:
    """Everything as the page shows it."""
    context = client.get(page).context
    values: dict[str, Any] = {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            shown = bound.field.widget.format_value(value)
            values[bound.html_name] = shown[0] if isinstance(shown, list) else shown or ""
    return values


def use(framework: PolicyFramework, status: str = Status.ADOPTED) -> None:
    """A decision that answered the questions of this version, and is finished."""
    make.adopt(make.make_decision(framework=framework), status=status)


def test_saving_a_version_with_its_questions_leaves_one_event(
    client: Client, manager: User, framework: PolicyFramework
) -> None:
    values = typed(client, url(framework))
    changed = values | {
        "reference": "Gemeenteblad",
        "criteria-0-question": "Is het echt nodig?",
        "help_texts-0-text": "Andere uitleg.",
    }
    response = client.post(url(framework), changed)
    assert response.status_code == 302, response.context["errors"]
    assert framework.criteria.first().question == "Is het echt nodig?"  # type: ignore[union-attr]
    assert framework.help_texts.get().text == "Andere uitleg."
    event = AuditEvent.objects.get()
    assert (event.event, event.actor, event.object_id) == ("record.changed", manager, str(framework.pk))
    assert set(event.facts["fields"]) == {"Bron", "Vraag", "Uitleg"}
    assert "nodig" not in str(event.facts)
    assert audit.verify() == 1


@pytest.mark.parametrize("status", [Status.ADOPTED, Status.CLOSED])
@pytest.mark.parametrize("field", ["criteria-0-question", "criteria-1-help_regular", "elements-0-question"])
def test_the_questions_of_a_version_that_was_used_stay(
    client: Client, framework: PolicyFramework, status: str, field: str
) -> None:
    values = typed(client, url(framework))
    use(framework, status)
    rows = list(framework.criteria.values()), list(framework.elements.values())
    response = client.post(url(framework), values | {field: "Iets anders?"})
    assert response.status_code == 200
    assert "De criteria, de elementen en hun vragen staan daarom vast" in response.content.decode()
    assert any("Opslaan als nieuw item" in str(error) for error in response.context["errors"])
    assert (list(framework.criteria.values()), list(framework.elements.values())) == rows
    assert not AuditEvent.objects.exists()


def test_no_question_is_added_to_a_version_that_was_used(client: Client, framework: PolicyFramework) -> None:
    framework.criteria.filter(key="behoefte").delete()
    values = typed(client, url(framework))
    use(framework)
    added = {
        "criteria-TOTAL_FORMS": 4,
        "criteria-3-id": "",
        "criteria-3-framework": framework.pk,
        "criteria-3-key": "behoefte",
        "criteria-3-order": 4,
        "criteria-3-question": "Is er behoefte?",
        "criteria-3-help_regular": "x",
        "criteria-3-help_mobile": "x",
        "criteria-3-chapter": "4",
    }
    assert client.post(url(framework), values | added).status_code == 200
    assert framework.criteria.count() == 3


def test_a_version_that_was_used_is_still_withdrawn_and_explained(
    client: Client, framework: PolicyFramework
) -> None:
    """Its successor withdraws it; help is no part of what a decision answered."""
    use(framework)
    page = client.get(url(framework)).content.decode()
    assert "Op deze versie rust al 1 besluit of afgesloten zaak." in page
    values = typed(client, url(framework)) | {
        "withdrawn_from": "01-01-2028",
        "help_texts-0-text": "Andere uitleg.",
        "title": "Een andere titel",
        "in_force_from": "01-01-2020",
    }
    response = client.post(url(framework), values)
    assert response.status_code == 302, response.context["errors"]
    framework.refresh_from_db()
    assert framework.withdrawn_from == date(2028, 1, 1)
    assert framework.help_texts.get().text == "Andere uitleg."
    assert (framework.title, framework.in_force_from) == (
        "Beleidskader cameratoezicht 2024-2027",
        date(2025, 6, 6),
    )


def test_a_draft_does_not_fix_the_questions(client: Client, framework: PolicyFramework) -> None:
    make.make_decision(framework=framework)
    values = typed(client, url(framework)) | {"criteria-0-question": "Is het echt nodig?"}
    assert client.post(url(framework), values).status_code == 302
    assert framework.criteria.first().question == "Is het echt nodig?"  # type: ignore[union-attr]


def test_the_next_version_is_made_from_the_last(client: Client, framework: PolicyFramework) -> None:
    use(framework)
    values = typed(client, url(framework)) | {"_saveasnew": "1"}
    asked = client.post(url(framework), values)  # what makes it another version must be filled in first
    assert {*asked.context["adminform"].form.errors} == {
        "title",
        "in_force_from",
        "period_first_year",
        "period_last_year",
    }
    values |= {
        "title": "Beleidskader cameratoezicht 2028-2031",
        "in_force_from": "01-01-2028",
        "period_first_year": 2028,
        "period_last_year": 2031,
        "criteria-0-question": "Is het nog nodig?",
    }
    response = client.post(url(framework), values)
    assert response.status_code == 302, response.context["errors"]
    new = PolicyFramework.objects.exclude(pk=framework.pk).get()
    assert (new.criteria.count(), new.elements.count(), new.help_texts.count()) == (4, 4, 1)
    assert new.criteria.first().question == "Is het nog nodig?"  # type: ignore[union-attr]
    assert Criterion.objects.filter(framework=framework, question="Is het nog nodig?").count() == 0
    assert AuditEvent.objects.get().event == "record.added"


def test_a_version_does_not_end_before_it_begins(client: Client, framework: PolicyFramework) -> None:
    values = typed(client, url(framework))
    wrong = client.post(url(framework), values | {"withdrawn_from": "06-06-2025"})
    assert "De intrekking ligt niet na de dag waarop deze versie begint." in wrong.content.decode()
    wrong = client.post(url(framework), values | {"period_last_year": 2023})
    assert "De beleidsperiode eindigt voordat zij begint." in wrong.content.decode()
    assert not AuditEvent.objects.exists()


def test_nothing_is_deleted(client: Client, framework: PolicyFramework) -> None:
    delete = reverse("admin:decisions_policyframework_delete", args=[framework.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    values = typed(client, url(framework)) | {"criteria-0-DELETE": "on"}
    client.post(url(framework), values)
    assert framework.criteria.count() == 4


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_others_do_not_enter(role: Role, framework: PolicyFramework) -> None:
    other = Client()
    other.force_login(make.make_user(role, is_staff=True))
    for page in (reverse(LIST), reverse(ADD), url(framework)):
        assert other.get(page).status_code == 403
