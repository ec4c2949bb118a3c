"""The partial templates in templates/parts."""

from __future__ import annotations

import re
from typing import Any

import html5lib
import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from almere_camera.findings import Finding, Kind


def part(name: str, **context: Any) -> str:
    html = render_to_string(f"parts/{name}.html", context, request=context.pop("request", None))
    html5lib.HTMLParser(strict=True).parseFragment(html)
    return html


FINDINGS = [
    Finding(code="D1", kind=Kind.FACT, message="Het besluit is bekendgemaakt."),
    Finding(code="I6", message="Vul de periode in.", article="art. 151c", url="/periode/", who="behandelaar"),
    Finding(code="W1", kind=Kind.WARN, message="De evaluatie is oud."),
    Finding(code="D2", kind=Kind.DERIVE, message="Bezwaar kan tot 1 maart."),
]


def test_findings_are_grouped_by_what_they_ask() -> None:
    html = part("findings", findings=FINDINGS, level=2)
    assert re.findall(r"<h2>([^<]+)</h2>", html) == ["Dit moet nog", "Let op", "Dit volgt eruit"]
    order = [
        html.index(message) for message in ("Vul de periode", "De evaluatie", "Het besluit is", "Bezwaar kan")
    ]
    assert order == sorted(order)
    assert '<a href="/periode/">Vul de periode in.</a>' in html
    assert "Wie: behandelaar" in html


@pytest.mark.parametrize("findings", [None, []])
def test_no_findings_is_told(findings: Any) -> None:
    assert "Er is niets meer dat u moet doen." in part("findings", findings=findings)


class Remark(forms.Form):
    remark = forms.CharField(label="Opmerking", widget=forms.Textarea)


def confirm(findings: list[Finding], data: dict[str, str] | None = None, **more: Any) -> str:
    request = RequestFactory().get("/")
    context = {
        "form": Remark(data),
        "findings": findings,
        "action_label": "Aanbieden",
        "cancel_url": "/terug/",
    }
    return part("confirm", request=request, **context, **more)


def test_confirm_offers_the_act_unless_something_blocks_it() -> None:
    assert ">Aanbieden</button>" in confirm(FINDINGS[2:])
    blocked = confirm(FINDINGS)
    assert ">Aanbieden</button>" not in blocked
    assert 'href="/terug/">Terug</a>' in blocked
    assert "csrfmiddlewaretoken" in blocked


def test_confirm_shows_errors_before_the_form_and_marks_danger() -> None:
    html = confirm([], {}, danger=True)
    assert html.index("data-error-summary") < html.index("<form")
    assert "utrecht-button--danger" in html


def test_steps_tell_their_state_in_words_and_mark_the_current_one() -> None:
    steps = [
        {"title": "Gegevens", "url": "/1/", "state": "Klaar", "current": False},
        {"title": "Criteria", "url": "/2/", "state": "Nog niet compleet", "current": True},
        {"title": "Duur", "url": "/3/", "state": "Niet begonnen", "current": False},
    ]
    html = part("steps", steps=steps)
    assert html.count('aria-current="step"') == 1
    assert re.findall(r'href="([^"]+)"', html) == ["/1/", "/3/"]
    assert all(step["state"] in html for step in steps)


def test_timeline_has_machine_readable_moments_and_an_empty_state() -> None:
    event = {
        "when": "5 juni 2025",
        "iso": "2025-06-05",
        "title": "Vastgesteld",
        "text": "Door de burgemeester.",
    }
    assert '<time class="timeline__when" datetime="2025-06-05">5 juni 2025</time>' in part(
        "timeline", events=[event]
    )
    assert "Er is nog niets gebeurd." in part("timeline", events=[])


def test_key_values_tell_what_is_missing_but_show_zero() -> None:
    html = part("key_values", items=[("Kenmerk", ""), ("Camera’s", 0), ("Soort", "Verlengen")])
    assert html.count("Nog niet ingevuld") == 1
    assert "<dd>0</dd>" in html


def test_table_has_caption_headers_and_a_focusable_region() -> None:
    context = {
        "id": "t",
        "caption": "Camera’s",
        "columns": [
            {"label": "Nummer", "sort_url": "?o=n", "sorted": "ascending"},
            {"label": "X", "numeric": True},
        ],
        "rows": [[{"text": "B-01", "url": "/b/"}, {"text": 12, "numeric": True}]],
    }
    html = part("data_table", **context)
    assert 'role="region" aria-labelledby="t" tabindex="0"' in html
    assert '<caption id="t">' in html
    assert '<th scope="row"><a href="/b/">B-01</a></th>' in html
    assert 'aria-sort="ascending"' in html
    assert "Er is nog niets om te tonen." in part("data_table", **context | {"rows": []})


def test_pagination_keeps_the_filter() -> None:
    page_obj = Paginator(range(30), 10).get_page(2)
    html = part(
        "pagination", request=RequestFactory().get("/", {"q": "stad", "page": "2"}), page_obj=page_obj
    )
    assert "?q=stad&amp;page=1" in html
    assert "?q=stad&amp;page=3" in html
    assert "Pagina 2 van 3" in html
    assert part("pagination", page_obj=Paginator([], 10).get_page(1)).strip() == ""
