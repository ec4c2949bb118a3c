"""Every address that changes something leaves exactly its event, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from almere_camera import audit, events
from almere_camera.models import AuditEvent, AuditHead, User
from almere_camera.roles import Role
from decisions import steps
from decisions.models import Status
from tests import factories as make
from tests.addresses import ADDRESSES, NAMES, World, client_of, everything, superuser
from tests.decisions.test_steps import shown
from tests.posting import NO_ACTS, POSTS, Post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


def ready(post: Post) -> World:
    world = World(post.status)
    post.first(world)
    return world


def log() -> list[str]:
    return list(AuditEvent.objects.order_by("seq").values_list("event", flat=True))


def test_the_table_holds_every_address_that_takes_a_post() -> None:
    """Found by walking: whoever adds such an address must say here which event it leaves."""
    world, root, taking = World(), superuser(), set()
    client = client_of(root)
    for address in ADDRESSES:
        client.force_login(root)  # one of the addresses signs out
        if client.post(world.url(address.name)).status_code != 405:
            taking.add(address.name)
    assert taking == {*POSTS, *NO_ACTS}
    assert set(POSTS) <= set(NAMES)


def test_every_event_has_its_words() -> None:
    assert [post.event for post in POSTS.values() if not events.has_label(post.event)] == []


@pytest.mark.parametrize("name", POSTS)
def test_leaves_exactly_its_event(name: str) -> None:
    post = POSTS[name]
    world = ready(post)
    user = make.make_user(post.roles[0])
    before = log()
    response = client_of(user).post(world.url(name), post.typed(world))
    assert response.status_code == 302, response.content.decode()
    assert log()[len(before) :] == [post.event]
    event = AuditEvent.objects.latest("seq")
    assert (event.actor, event.actor_roles) == (user, post.roles[0].value)
    audit.verify()


@pytest.mark.parametrize("name", POSTS)
def test_without_its_event_nothing_changes(name: str) -> None:
    """The head of the log is turned back, so that the database refuses the next event."""
    post = POSTS[name]
    world = ready(post)
    client, typed, url = client_of(make.make_user(post.roles[0])), post.typed(world), world.url(name)
    AuditHead.objects.update(seq=0)
    before = everything()
    assert client.post(url, typed).status_code == 500
    assert everything() == before


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("status", list(Status))
def test_whoever_may_not_do_it_changes_nothing(status: Status, role: Role | None) -> None:
    """The same answers, sent by everybody else: refused with who may, and nothing is left behind."""
    posts = {name: post for name, post in POSTS.items() if post.status == status}
    if not posts:
        pytest.skip("no act begins here")
    world, client = World(status), client_of(make.make_user(role))
    for name, post in posts.items():
        if role in post.roles or name == "decisions:correct_publication":
            continue
        url, typed, before = world.url(name), post.typed(world), everything()
        response = client.post(url, typed)
        assert response.status_code == 403, (name, response.status_code)
        said = response.content.decode()
        assert any(may.value in said for may in (post.roles if role else Role)), name
        assert everything() == before, name


def test_whoever_may_not_correct_a_publication_changes_nothing() -> None:
    post = POSTS["decisions:correct_publication"]
    world = ready(post)
    people = [client_of(make.make_user(role)) for role in [*Role, None] if role not in post.roles]
    url, typed, before = world.url("decisions:correct_publication"), post.typed(world), everything()
    assert {client.post(url, typed).status_code for client in people} == {403}
    assert everything() == before


# What may still happen after adoption adds rows and leaves the decision as it is; a copy is another case.
AFTERWARDS = {
    Status.ADOPTED: {
        "decisions:publish",
        "decisions:correct_publication",
        "decisions:propose_withdrawal",
        "decisions:withdraw",
        "decisions:compare",
        "decisions:copy",
    },
    Status.CLOSED: {"decisions:copy"},
}


@pytest.mark.parametrize("status", AFTERWARDS)
def test_nothing_edits_what_is_frozen(status: Status) -> None:
    """Every edit address, with good answers, by the author and by somebody who may do everything."""
    world = World(status)
    root = superuser()
    clients = [client_of(user) for user in (world.author, world.reviewer, world.office, root)]
    before = everything()
    names = [n for n in POSTS if n.startswith("decisions:") and n != "decisions:start"]
    for name in sorted({*names} - AFTERWARDS[status]):
        for client in clients:
            response = client.post(world.url(name), POSTS[name].typed(world))
            assert response.status_code in (403, 404, 409, 422), (name, response.status_code)
            assert everything() == before, name


def test_what_comes_after_adoption_leaves_the_decision_as_it_is() -> None:
    world = World(Status.ADOPTED)
    table = everything()
    frozen = {t: table[t] for t in ("decisions_decision", "decisions_adoptedtext", "decisions_assessment")}
    client = client_of(superuser())
    for name in ("decisions:publish", "decisions:correct_publication", "decisions:copy"):
        response = client.post(world.url(name), POSTS[name].typed(world))
        assert response.status_code == 302, (name, response.content.decode())
        after = everything()
        for rows in frozen:
            assert [row for row in frozen[rows] if row not in after[rows]] == [], (name, rows)


@pytest.mark.parametrize("slug", [s for s in steps.SLUGS if s not in ("tekst", "driehoek")])
def test_every_step_leaves_its_event(slug: str) -> None:
    """The steps share one address; each is saved as its page shows it."""
    world = World()
    client = client_of(world.author)
    url = reverse("decisions:step", kwargs={"pk": world.case.pk, "step": slug})
    typed = shown(client.get(url).context["page"])
    before = log()
    assert client.post(url, {"versie": world.version, **typed}).status_code == 302
    assert log()[len(before) :] == ["decision.edited"]


def test_a_new_password_of_ones_own_leaves_its_event() -> None:
    user: User = make.make_user(Role.REVIEWER, password="een lang wachtwoord")
    new = dict.fromkeys(("new_password1", "new_password2"), "nog een lang wachtwoord")
    typed = {"old_password": "een lang wachtwoord", **new}
    assert client_of(user).post(reverse("password_change"), typed).status_code == 302
    assert User.objects.get(pk=user.pk).check_password("nog een lang wachtwoord")
    assert log() == ["user.password_set"]


def test_signing_in_and_out_are_no_acts() -> None:
    user = make.make_user(Role.REVIEWER, password="een lang wachtwoord")
    client = client_of(user)
    client.post(reverse("logout"))
    client.post(reverse("login"), {"username": user.username, "password": "een lang wachtwoord"})
    assert client.get(reverse("home")).status_code == 200
    assert log() == []
