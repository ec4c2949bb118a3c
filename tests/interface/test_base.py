"""The frame of every page: sign-in page, menu, messages, error pages, and nothing inline."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.messages import constants
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from almere_camera import context

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# The decision as a document carries its own style sheet: the PDF and the file a citizen keeps stand alone.
DOCUMENTS = TEMPLATES / "decisions" / "text"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if DOCUMENTS not in path.parents)


def assert_nothing_inline(html: str) -> None:
    scripts = re.findall(r"<script[^>]*>", html)
    assert all(" src=" in tag or 'type="application/json"' in tag for tag in scripts), scripts
    assert "<style" not in html
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)


@pytest.fixture
def sign_in_page(client: Client, db: None) -> Any:
    return client.get(reverse("login"))


def test_sign_in_page_is_sound(sign_in_page: Any) -> None:
    html = sign_in_page.content.decode()
    assert sign_in_page.status_code == 200
    html5lib.HTMLParser(strict=True).parse(html)
    assert '<html lang="nl"' in html
    assert len(re.findall(r"<h1[\s>]", html)) == 1
    assert len(re.findall(r"<main[\s>]", html)) == 1
    assert "<title>Inloggen - Cameratoezicht Almere</title>" in html


def test_the_first_link_skips_to_the_content(sign_in_page: Any) -> None:
    html = sign_in_page.content.decode()
    first = re.search(r"<(?:a|button|input|summary)\s[^>]*>", html[html.index("<body") :])
    assert first is not None
    assert 'href="#inhoud"' in first[0]
    assert re.search(r'<main[^>]*id="inhoud"[^>]*tabindex="-1"', html)


def test_the_policy_of_the_header_is_strict_and_the_page_obeys(sign_in_page: Any) -> None:
    policy = sign_in_page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert_nothing_inline(sign_in_page.content.decode())


def test_a_failed_sign_in_is_told_before_the_form(client: Client, db: None) -> None:
    html = client.post(reverse("login"), {"username": "", "password": ""}).content.decode()
    assert "<title>Fout: " in html
    assert html.index("data-error-summary") < html.index("<form")


@pytest.mark.parametrize("template", PAGES, ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_no_template_holds_inline_code(template: Path) -> None:
    source = template.read_text()
    assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=[\"']", source)
    assert "<style" not in source
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_work_without_context_and_say_what_to_do(name: str) -> None:
    html = render_to_string(name)
    html5lib.HTMLParser(strict=True).parse(html)
    assert html.count("<h1") == 1
    assert "Wat kunt u doen?" in html


def request_of(user: Any, path: str = "/") -> Any:
    request = RequestFactory().get(path)
    request.user = user
    return request


def test_menu_is_empty_for_a_visitor_and_shows_administration_to_staff_only() -> None:
    assert context.menu(request_of(SimpleNamespace(is_authenticated=False))) == []
    member = SimpleNamespace(is_authenticated=True, is_staff=False)
    staff = SimpleNamespace(is_authenticated=True, is_staff=True)
    assert "Beheer" not in [entry["label"] for entry in context.menu(request_of(member))]
    assert "Beheer" in [entry["label"] for entry in context.menu(request_of(staff))]


def test_menu_skips_what_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "MENU", (context.MenuItem("Nergens", "nowhere:list"),))
    assert context.menu(request_of(SimpleNamespace(is_authenticated=True, is_staff=True))) == []


def test_menu_marks_one_current_entry() -> None:
    user = SimpleNamespace(is_authenticated=True, is_staff=True)
    admin = context.menu(request_of(user, reverse("admin:index") + "auth/"))
    assert [entry["label"] for entry in admin if entry["current"]] == ["Beheer"]
    home = context.menu(request_of(user, reverse("home")))
    assert [entry["label"] for entry in home if entry["current"]] == ["Werkvoorraad"]


def test_the_user_menu_signs_out_by_post(db: None) -> None:
    user = get_user_model()(username="sanne", first_name="Sanne", last_name="de Boer")
    user.save()
    html = render_to_string("404.html", {"user": user}, request=request_of(user))
    assert "Sanne de Boer" in html
    assert re.search(rf'<form method="post" action="{reverse("logout")}">', html)
    assert_nothing_inline(html)


@pytest.mark.parametrize(
    ("tag", "role", "css"),
    [
        ("success", "status", "ok"),
        ("info", "status", "info"),
        ("warning", "alert", "warning"),
        ("error", "alert", "error"),
    ],
)
def test_messages_have_the_role_of_their_weight(tag: str, role: str, css: str) -> None:
    assert tag in constants.DEFAULT_TAGS.values()
    message = SimpleNamespace(level_tag=tag, __str__=lambda: "Tekst")
    html = render_to_string("parts/messages.html", {"messages": [message]})
    assert f'utrecht-alert--{css}" role="{role}"' in html
