"""The search page, the field on every page, and the shortcut that can be switched off."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from almere_camera.roles import Role
from almere_camera.search import index
from tests import factories as make
from tests.almere_camera.test_search import HOSTILE, put
from tests.decisions.pages import queries, signed_in
from tests.interface.markup import Markup

pytestmark = pytest.mark.django_db
URL = "/zoeken/"


@pytest.fixture
def client() -> Client:
    return signed_in(make.make_user(Role.AUDITOR))


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def asked(client: Client, q: str, **more: Any) -> str:
    return text_of(client.get(URL, {"q": q, **more}))


def test_a_result_says_what_it_is_and_marks_what_was_asked(client: Client) -> None:
    area = make.make_area("Havenhoofd & Kade")
    case = make.make_decision(title="Aanwijzing Zuiderkade")
    make.make_designated_area(case, area=area)
    index.rebuild()
    page = asked(client, "havenhoofd")
    assert "2 resultaten voor ‘havenhoofd’" in page
    assert f'<a href="/gebieden/{area.pk}/"><mark>Havenhoofd</mark> &amp; Kade</a>' in page
    assert f'<a href="/besluiten/{case.pk}/">{case.kenmerk} · Aanwijzing Zuiderkade</a>' in page
    assert "<mark>Havenhoofd</mark> &amp; Kade, Proefstraat" in page
    assert "Alles (2)" in page
    assert "Zaken en besluiten (1)" in page
    only = asked(client, "havenhoofd", soort="gebied")
    assert "1 resultaat voor ‘havenhoofd’" in only
    assert case.kenmerk not in only


def test_the_results_come_in_pages_that_keep_the_question(client: Client) -> None:
    for number in range(45):
        put("positie", code=f"P-{number:03}", title="Plein")
    page = asked(client, "P-0", soort="positie", page=2)
    assert "Pagina 2 van 3" in page
    assert 'href="?q=P-0&amp;soort=positie&amp;page=3"' in page
    assert '<ol class="results" start="21">' in page


def test_nothing_found_helps_further(client: Client) -> None:
    put("gebied", title="Havenhoofd")
    page = asked(client, "havenhoofd <b>")
    assert "Niets gevonden voor ‘havenhoofd &lt;b&gt;’" in page
    assert '<a href="/zoeken/?q=havenhoofd">havenhoofd</a>' in page
    other = asked(client, "havenhoofd", soort="unit")
    assert "Toon 1 resultaat van een andere soort" in other
    assert "Hier staat geen woord in." in asked(client, "?!")
    assert "Hoe zoekt u?" in asked(client, "")
    assert "Uw vraag is lang." in asked(client, "plein " * 80)


def test_whatever_is_typed_gets_a_sound_page(client: Client) -> None:
    put("gebied", title="Plein", words=["Grote Markt"])
    for typed in HOSTILE:
        response = client.get(URL, {"q": typed, "soort": typed[:30], "page": typed[:9]})
        assert response.status_code == 200, typed
        assert Markup(response.content.decode()).faults() == [], typed


def test_as_many_queries_for_one_result_as_for_a_page_full(client: Client) -> None:
    put("gebied", title="Kerkplein")
    once = queries(client, f"{URL}?q=kerkplein")
    for number in range(30):
        put("positie", code=f"P-{number}", title="Kerkplein")
    assert queries(client, f"{URL}?q=kerkplein") == once


def test_who_may_not_read_cases_finds_none_and_gets_no_field() -> None:
    put("gebied", title="Kerkplein")
    outsider = signed_in(make.make_user(None))
    assert outsider.get(URL, {"q": "kerkplein"}).status_code == 403
    assert "zoekveld" not in text_of(outsider.get(reverse("home")))
    assert Client().get(URL, {"q": "kerkplein"}).url.startswith("/inloggen/")
    assert "zoekveld" not in text_of(Client().get("/register/"))


def test_every_page_has_the_field_and_the_search_page_one_of_its_own(client: Client) -> None:
    for url in (reverse("home"), reverse("decisions:list")):
        page = text_of(client.get(url))
        assert page.count('id="zoekveld"') == 1
        assert 'aria-keyshortcuts="/"' in page
    page = asked(client, 'het "plein"')
    assert page.count('id="zoekveld"') == 1
    assert 'value="het &quot;plein&quot;"' in page


def test_the_shortcut_is_switched_off_and_on_again(client: Client) -> None:
    address = reverse("shortcut")
    assert " data-shortcut" in text_of(client.get(address))
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"shortcut": "soms"}).status_code == 422
    answer = client.post(address, {"shortcut": "uit"}, follow=True)
    assert "De sneltoets staat nu uit." in text_of(answer)
    for url in (address, URL, reverse("home")):
        assert "shortcut" not in text_of(client.get(url)).replace('name="shortcut"', "").replace(
            "id_shortcut", ""
        )
    cookie = client.cookies["sneltoets"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    client.post(address, {"shortcut": "aan"})
    assert " data-shortcut" in text_of(client.get(address))
