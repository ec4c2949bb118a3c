"""Every address for everybody: who gets in, who is told who may, and that looking changes nothing.

MAY is written by hand. An address without a line in it fails the first test.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from almere_camera.models import User
from almere_camera.roles import Role
from decisions.models import Evidence, Status
from tests import factories as make
from tests.addresses import (
    ADDRESSES,
    ALL,
    APART,
    DUMMIES,
    NAMES,
    OPEN,
    Address,
    World,
    but_the_log,
    client_of,
    everything,
    somewhere,
    superuser,
    writes,
)
from tests.posting import NO_ACTS, POSTS

pytestmark = pytest.mark.django_db

NOBODY = "zonder rol"
OFFICER, REVIEWER, OFFICE = Role.POLICY_OFFICER, Role.REVIEWER, Role.MAYORS_OFFICE
COMMUNICATIONS = Role.COMMUNICATIONS
READERS = frozenset(Role)
EVERYBODY = frozenset({*Role, NOBODY})
OFFICERS = frozenset({OFFICER})

# Who gets the page; everybody else who is signed in gets 403, with who may.
MAY: dict[str, frozenset[str]] = {
    "home": EVERYBODY,
    "work_list": READERS,
    "configuration": READERS,
    "deadlines:list": READERS,
    "deadlines:own_feed": READERS,
    "password_change": EVERYBODY,
    "manuals": EVERYBODY,
    "manual": EVERYBODY,
    "manual_screen": EVERYBODY,
    "glossary": EVERYBODY,
    "password_change_done": EVERYBODY,
    "shortcut": EVERYBODY,
    "search": READERS,
    "evaluations:overview": READERS,
    # where
    "areas:list": READERS,
    "areas:area": READERS,
    "areas:position_list": READERS,
    "areas:position": READERS,
    "areas:unit_list": READERS,
    "areas:unit": READERS,
    "areas:area_add": OFFICERS,
    "areas:area_edit": OFFICERS,
    "areas:boundary_add": OFFICERS,
    "areas:position_add": OFFICERS,
    "areas:position_edit": OFFICERS,
    "areas:position_rename": OFFICERS,
    "areas:unit_add": OFFICERS,
    "areas:unit_edit": OFFICERS,
    "areas:unit_rename": OFFICERS,
    "areas:deploy": OFFICERS,
    "areas:deployment_end": OFFICERS,
    # reading a case
    "decisions:list": READERS,
    "decisions:overview": READERS,
    "decisions:detail": READERS,
    "decisions:findings": READERS,
    "decisions:log": READERS,
    "decisions:versions": READERS,
    "decisions:version": READERS,
    "decisions:version_diff": READERS,
    "decisions:compare": READERS,
    "decisions:for_drop": READERS,
    "decisions:publication_package": READERS,
    "decisions:pdf": READERS,
    "decisions:draft_pdf": READERS,
    "decisions:paper_pdf": READERS,
    "decisions:signed_copy": READERS,
    "decisions:dossier_zip": READERS,
    "decisions:evidence_file": READERS,
    # filling in: whoever may not change it, reads the answers
    "decisions:step": READERS,
    "decisions:paragraph": READERS,
    "decisions:area_remove": READERS,
    "decisions:evidence_add": READERS,
    "decisions:evidence_edit": READERS,
    "decisions:evidence_delete": READERS,
    "decisions:consultation_add": READERS,
    "decisions:consultation_edit": READERS,
    "decisions:consultation_delete": READERS,
    # acts
    "decisions:start": OFFICERS,
    "decisions:submit": OFFICERS,
    "decisions:return_to_author": frozenset({OFFICER, REVIEWER, OFFICE}),
    "decisions:take_over": OFFICERS,
    "decisions:agree": frozenset({REVIEWER}),
    "decisions:adopt": frozenset({OFFICE}),
    "decisions:signing_copy": frozenset({OFFICE}),
    "decisions:propose_closing": OFFICERS,
    "decisions:close": frozenset({REVIEWER}),
    "decisions:propose_withdrawal": frozenset({OFFICE}),
    "decisions:withdraw": frozenset({REVIEWER, OFFICE}),
    "decisions:publish": frozenset({COMMUNICATIONS}),
    "decisions:correct_publication": frozenset({COMMUNICATIONS}),
    "decisions:acknowledge": frozenset({OFFICER, REVIEWER, OFFICE}),
    "decisions:copy": OFFICERS,
}
# Not a page: it sends on whoever is signed in, takes only a POST, or opens with a secret alone.
OTHERWISE = {
    "login": 302,
    "logout": 405,
    "deadlines:create_feed": 405,
    "deadlines:revoke_feed": 405,
    "deadlines:feed": 404,
    "robots": 200,
    "about": 200,
    "accessibility": 200,
}
# Whoever may have it is first told what is still to be filled in.
NOT_YET = {"decisions:signing_copy": 422}
# Of an adopted decision; the draft goes on to the adopted text.
OF_AN_ADOPTED_CASE = {
    "decisions:pdf",
    "decisions:signed_copy",
    "decisions:correct_publication",
    "decisions:compare",
    "decisions:for_drop",
    "decisions:publication_package",
}
BY_NAME = {address.name: address for address in ALL}
# The number of something that belongs to a case, in an address under that case.
NESTED = {
    "decisions:version": "number",
    "decisions:version_diff": "first",
    "decisions:correct_publication": "publication",
    "decisions:evidence_file": "evidence",
    "decisions:evidence_edit": "evidence",
    "decisions:evidence_delete": "evidence",
    "decisions:consultation_edit": "consultation",
    "decisions:consultation_delete": "consultation",
    "decisions:area_remove": "area",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


def words(response: HttpResponse) -> str:
    return response.content.decode()


class Worlds:
    """A draft with a warning, an adopted and published case, and in which of them each page has sense."""

    def __init__(self) -> None:
        self.adopted = World(Status.ADOPTED)
        self.adopted.publish()
        self.draft = World(places=False)
        self.draft.case.evidence.filter(kind=Evidence.Kind.REPORT).delete()  # so that I24 warns
        self.draft.area, self.draft.position = self.adopted.area, self.adopted.position
        self.draft.unit, self.draft.deployment = self.adopted.unit, self.adopted.deployment

    def url(self, name: str) -> str:
        return (self.adopted if name in OF_AN_ADOPTED_CASE else self.draft).url(name)


# --- The table -------------------------------------------------------------------------------------


def test_the_table_holds_every_address() -> None:
    assert {*MAY, *OTHERWISE} == set(NAMES)
    assert {*NAMES, *APART} == {address.name for address in ALL}
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize(("name", "module"), APART.items())
def test_what_is_proved_apart_is_named_there(name: str, module: str) -> None:
    assert name.split(":")[1] in (Path(__file__).parent.parent / module).read_text()


def test_the_table_of_nested_addresses_holds_every_one() -> None:
    names = ("number", "first", "evidence", "consultation", "area", "publication")
    assert {a.name: n for a in ADDRESSES for n in names if n in a.takes} == NESTED


# --- Who gets in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ALL, ids=[address.name for address in ALL])
@pytest.mark.parametrize("method", ["get", "post"])
def test_anonymous_visitors_sign_in_first(client: Client, address: Address, method: str) -> None:
    url = somewhere(address)
    response = getattr(client, method)(url)
    if address.name == "login":
        assert response.status_code == 200
    elif address.name == "deadlines:feed":
        assert response.status_code == (404 if method == "get" else 405)
    elif address.name in OPEN:  # of the register there is nothing yet
        assert response.status_code in ((200, 404) if method == "get" else (405,))
    else:
        assert response.status_code == 302
        assert response.url == f"{reverse('login')}?next={url}"


@pytest.mark.parametrize("who", [*Role, NOBODY])
def test_each_role_gets_the_pages_of_the_table_and_looking_changes_nothing(who: str) -> None:
    worlds = Worlds()
    client = client_of(make.make_user(None if who == NOBODY else Role(who)))
    faults = []
    for name in NAMES:
        status, changed = writes(client, worlds.url(name))
        expected = OTHERWISE.get(name) or (NOT_YET.get(name, 200) if who in MAY[name] else 403)
        if status != expected:
            faults.append(f"{name}: {status} instead of {expected}")
        faults += [f"{name} writes: {sql[:80]}" for sql in changed]
    assert faults == []


def test_a_refusal_says_in_dutch_who_may() -> None:
    worlds, faults = Worlds(), []
    for who in [*Role, NOBODY]:
        client = client_of(make.make_user(None if who == NOBODY else Role(who)))
        for name, roles in MAY.items():
            if who in roles:
                continue
            said = words(client.get(worlds.url(name)))
            missing = [role for role in roles if role not in said.replace("&#x2F;", "/")]
            if missing or "<h1" not in said or 'lang="nl"' not in said:
                faults.append((name, who, missing))
    assert faults == []


def test_looking_changes_nothing_for_who_may_do_everything() -> None:
    worlds, client = Worlds(), client_of(superuser())
    before = everything()
    for name in NAMES:
        status, changed = writes(client, worlds.url(name))
        assert (status < 500, changed) == (True, []), name
    assert but_the_log(everything()) == but_the_log(before)


def test_a_confidential_document_opens_for_few() -> None:
    world = World()
    Evidence.objects.filter(pk=world.evidence.pk).update(confidential=True)
    url = world.url("decisions:evidence_file")
    edits = [world.url("decisions:evidence_edit"), world.url("decisions:evidence_delete")]
    for role in Role:
        client = client_of(make.make_user(role))
        trusted = role in (OFFICER, REVIEWER, OFFICE)
        response = client.get(url)
        assert response.status_code == (200 if trusted else 403), role
        assert trusted or OFFICER.value in words(response)
        assert {client.get(edit).status_code for edit in edits} == {200 if trusted else 404}, role


# --- The admin, as a group -------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anoniem", NOBODY, *(r for r in Role if r is not Role.ADMINISTRATOR)])
def test_beheer_is_closed_to_others(who: str) -> None:
    client = Client()
    if who != "anoniem":
        client.force_login(make.make_user(None if who == NOBODY else Role(who)))
    for url in _beheer():
        for method in (client.get, client.post):
            response = method(url)
            allowed = response.status_code == 403 or (
                response.status_code == 302 and "/?next=" in response.headers["Location"]
            )
            assert allowed, (url, response.status_code, response.headers.get("Location"))


def _beheer() -> list[str]:
    """Every page of the admin, with a number that need not exist; its sign-in page is ours."""
    urls = [reverse("admin:index"), reverse("admin:password_change"), reverse("admin:jsi18n")]
    for model in admin.site._registry:
        start = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        urls += [reverse(f"{start}_{page}") for page in ("changelist", "add")]
        urls += [reverse(f"{start}_{page}", args=[1]) for page in ("change", "delete", "history")]
    return [*urls, reverse("admin:auth_user_password_change", args=[1])]


# --- Methods and numbers ---------------------------------------------------------------------------


def test_wrong_methods_are_refused() -> None:
    world, root = Worlds(), superuser()
    client, faults = client_of(root), []
    before = everything()
    for name in NAMES:
        url = world.url(name)
        for method in ("put", "patch", "delete", *(() if name in POSTS else ("post",))):
            if name in NO_ACTS and method in ("put", "post"):
                continue  # Django's own form views take a PUT as a POST
            client.force_login(root)
            status = getattr(client, method)(url).status_code
            if status != 405 and name != "login":  # which sends on whoever is signed in
                faults.append(f"{method} {name}: {status}")
    assert faults == []
    assert _without_logins(everything()) == _without_logins(before)


def _without_logins(table: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: rows for name, rows in table.items() if name != User._meta.db_table}


@pytest.mark.parametrize("name", NESTED)
def test_what_belongs_to_another_case_is_not_found(name: str) -> None:
    """By its own case it is found; under another case it does not exist, not even for who may do all."""
    status = Status.ADOPTED if name == "decisions:correct_publication" else Status.DRAFT
    world = World(status)
    if status == Status.ADOPTED:
        world.publish()
    client, key = client_of(superuser()), NESTED[name]
    kwargs = world.takes(BY_NAME[name])
    assert client.get(reverse(name, kwargs=kwargs)).status_code == 200
    other = make.adopt(make.complete_case()) if status == Status.ADOPTED else make.complete_case()
    assert not other.saved_versions.filter(number=kwargs[key]).exists()
    url = reverse(name, kwargs={**kwargs, "pk": other.pk})
    before = everything()
    assert client.get(url).status_code == 404
    if name in POSTS:
        assert client.post(url, {**POSTS[name].typed(world), "versie": other.version}).status_code == 404
    assert everything() == before


@pytest.mark.parametrize("name", [a.name for a in ALL if "pk" in a.takes])
def test_what_does_not_exist_is_not_found(name: str) -> None:
    client = client_of(superuser())
    numbers = {key: DUMMIES.get(key, 2_000_000_000) for key in BY_NAME[name].takes}
    assert client.get(reverse(name, kwargs=numbers)).status_code == 404
