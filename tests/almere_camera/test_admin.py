"""Beheer: users, roles and dated records; every save in the log, nothing deleted, nobody climbs."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from almere_camera import audit
from almere_camera.models import Address, AuditEvent, EqualledHoliday, HouseRule, LegalBasis, Official, User
from almere_camera.roles import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
RECORDS = (LegalBasis, Official, HouseRule, Address, EqualledHoliday)
PASSWORD = "een-lang-wachtwoord-2026"


@pytest.fixture
def manager() -> User:
    return make.make_user(Role.ADMINISTRATOR, is_staff=True, username="beheer")


@pytest.fixture
def client(manager: User) -> Client:
    client = Client()
    client.force_login(manager)
    return client


def page(model: type, what: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)  # type: ignore[attr-defined]


def group(role: Role) -> int:
    return Group.objects.get(name=role.value).pk


def personal(**typed: Any) -> dict[str, Any]:
    return {
        "username": "nieuw",
        "first_name": "N.",
        "last_name": "Nieuw",
        "email": "",
        "job_title": "",
        **typed,
    }


def test_beheer_holds_users_and_dated_records_and_no_decisions() -> None:
    registered = {model._meta.label for model in admin.site._registry}
    own = {f"almere_camera.{m.__name__}" for m in (*RECORDS, User)}
    assert registered == own | {
        "decisions.PolicyFramework",
        "decisions.DropSetup",
        "evaluations.IncidentCategory",
        "evaluations.Safeguard",
    }


def test_every_page_opens_and_nothing_is_deleted(client: Client, manager: User) -> None:
    make.make_records()
    client.get(reverse("admin:index"))
    for model in (*RECORDS, User):
        one = model._default_manager.first()
        assert one is not None
        assert client.get(page(model, "changelist")).status_code == 200
        assert client.get(page(model, "add")).status_code == 200
        assert client.get(page(model, "change", one.pk)).status_code == 200
        assert client.post(page(model, "delete", one.pk), {"post": "yes"}).status_code == 403
        action = {"action": "delete_selected", "_selected_action": [one.pk], "post": "yes"}
        client.post(page(model, "changelist"), action)
        assert model._default_manager.filter(pk=one.pk).exists()


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_other_roles_do_not_enter(role: Role) -> None:
    other = Client()
    other.force_login(make.make_user(role))
    assert other.get(reverse("admin:index")).status_code == 302
    other.force_login(make.make_user(role, is_staff=True))
    assert other.get(page(User, "changelist")).status_code == 403


def test_saving_a_record_leaves_an_event_with_names_of_fields_only(client: Client, manager: User) -> None:
    typed = {
        "name": "C. Nieuw",
        "function": "burgemeester",
        "valid_from": "01-01-2026",
        "valid_to": "",
        "source": "",
    }
    assert client.post(page(Official, "add"), typed).status_code == 302
    official = Official.objects.get()
    client.post(page(Official, "change", official.pk), typed | {"name": "C. Anders"})
    added, changed = AuditEvent.objects.order_by("seq")
    assert (added.event, added.actor) == ("record.added", manager)
    assert (changed.event, changed.object_id) == ("record.changed", str(official.pk))
    assert changed.facts["fields"] == ["Naam"]
    assert "Anders" not in str(changed.facts)
    assert audit.verify() == 2


def test_a_refused_save_leaves_nothing(client: Client) -> None:
    typed = {"name": "X", "function": "burgemeester", "valid_from": "02-01-2026", "valid_to": "01-01-2026"}
    response = client.post(page(Official, "add"), typed)
    assert response.status_code == 200
    assert "De einddatum ligt voor de begindatum" in response.content.decode()
    assert not Official.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_new_user_with_a_role(client: Client) -> None:
    typed = personal(
        usable_password="true",
        password1=PASSWORD,
        password2=PASSWORD,
        groups=[group(Role.REVIEWER), group(Role.ADMINISTRATOR)],
    )
    response = client.post(page(User, "add"), typed)
    assert response.status_code == 302, response.context["errors"]
    user = User.objects.get(username="nieuw")
    assert user.role_labels == [Role.REVIEWER.value, Role.ADMINISTRATOR.value]
    assert user.is_staff  # follows from the role
    assert not user.is_superuser
    event = AuditEvent.objects.get()
    assert event.event == "user.added"
    assert event.facts["roles"] == user.role_labels


def test_a_user_who_loses_the_role_no_longer_enters(client: Client) -> None:
    other = make.make_user(Role.ADMINISTRATOR, is_staff=True, username="nieuw")
    client.post(page(User, "change", other.pk), personal(is_active="on", groups=[group(Role.AUDITOR)]))
    other = User.objects.get(pk=other.pk)
    assert other.role_labels == [Role.AUDITOR.value]
    assert not other.is_staff
    assert AuditEvent.objects.get().event == "user.changed"


def test_nobody_makes_a_superuser_or_gives_single_permissions(client: Client) -> None:
    other = make.make_user(Role.AUDITOR, username="nieuw")
    form = client.get(page(User, "change", other.pk)).context["adminform"].form
    assert not {"is_superuser", "user_permissions", "is_staff"} & set(form.fields)
    client.post(
        page(User, "change", other.pk), personal(is_superuser="on", is_staff="on", user_permissions=[1])
    )
    other.refresh_from_db()
    assert (other.is_superuser, other.is_staff, other.user_permissions.count()) == (False, False, 0)


def test_own_roles_are_for_another_to_change(client: Client, manager: User) -> None:
    typed = personal(username="beheer", groups=[group(Role.REVIEWER)], is_active="")
    assert client.post(page(User, "change", manager.pk), typed).status_code == 302
    manager = User.objects.get(pk=manager.pk)
    assert manager.role_labels == [Role.ADMINISTRATOR.value]
    assert manager.is_active
    assert manager.is_staff


def test_a_superuser_is_out_of_reach(client: Client) -> None:
    root = User.objects.create_superuser("root", password=PASSWORD)
    before = root.password
    new = {"usable_password": "true", "password1": PASSWORD + "x", "password2": PASSWORD + "x"}
    assert client.post(page(User, "change", root.pk), personal()).status_code == 403
    assert client.post(reverse("admin:auth_user_password_change", args=[root.pk]), new).status_code == 403
    root.refresh_from_db()
    assert root.password == before


def test_setting_a_password_leaves_an_event(client: Client) -> None:
    other = make.make_user(Role.AUDITOR)
    new = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post(reverse("admin:auth_user_password_change", args=[other.pk]), new)
    assert response.status_code == 302
    assert User.objects.get(pk=other.pk).check_password(PASSWORD)
    assert AuditEvent.objects.get().event == "user.password_set"


def test_roles_themselves_are_not_edited_here() -> None:
    assert not admin.site.is_registered(Group)
