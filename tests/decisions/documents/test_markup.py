"""The small Markdown: what it knows is shown, all else is printed as it was typed."""

from __future__ import annotations

import time

import html5lib
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.documents import markup

KNOWN = [
    ("gewoon", "<p>gewoon</p>\n"),
    ("*schuin* en **vet**", "<p><em>schuin</em> en <strong>vet</strong></p>\n"),
    ("een\n\ntwee", "<p>een</p>\n<p>twee</p>\n"),
    ("een  \ntwee", "<p>een<br>\ntwee</p>\n"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
    (r"\*geen\*", "<p>*geen*</p>\n"),
]

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src=//kwaad.example></iframe>",
    "<style>@import url(http://kwaad.example)</style>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](http://kwaad.example)",
    "![x](http://kwaad.example/p.png)",
    "<http://kwaad.example>",
    "http://kwaad.example",
    '" onmouseover="alert(1)',
    "'><b>vet</b>",
    "</p></main><h1>Ander besluit</h1>",
    "<!-- weg -->tekst<!-- nog weg -->",
    "<![CDATA[tekst]]>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "{{ settings.SECRET_KEY }}{% load x %}",
    "# Kop",
    "Kop\n===",
    "> citaat",
    "```\ncode\n```",
    "| a | b |\n|---|---|",
    "---",
    "<table><td colspan=10000000>",
    "<div>" * 500,
    "<title>x</title>",
    "<p style='position:fixed'>x",
    "\\<b>",
    "<b\n>vet</b\n>",
]


def words(html: str) -> str:
    """What a reader sees of the HTML, without white space."""
    fragment = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
    return "".join("".join(fragment.itertext()).split())


@pytest.mark.parametrize(("source", "expected"), KNOWN)
def test_known_markup(source: str, expected: str) -> None:
    assert markup.to_html(source) == expected


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_text_is_printed_not_obeyed(source: str) -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    elements = list(parser.parseFragment(markup.to_html(source)).iter())[1:]
    assert {element.tag for element in elements} <= markup.TAGS
    assert not any(element.attrib for element in elements)
    assert words(markup.to_html(source)) == "".join(source.replace("\\<", "<").split())


@pytest.mark.parametrize(
    "source",
    ["2026. Dat jaar", "3. drie\n4. vier", "1. een\n\n3. drie", "1. 5. vijf", "- " * 12 + "diep", "0. nul"],
)
def test_a_number_never_changes(source: str) -> None:
    """HTML would count 1, 2, 3, or drop what lies too deep."""
    shown = markup.to_html(source)
    if "<ol>" not in shown:
        assert words(shown) == "".join(source.split())
    assert "drie" not in source or "3" in words(shown)


def test_three_levels_of_lists_are_kept() -> None:
    shown = markup.to_html("- een\n  - twee\n    - drie")
    assert shown.count("<ul>") == 3
    assert words(shown) == "eentweedrie"


def test_inline_text_has_no_paragraph_unless_there_are_two() -> None:
    assert markup.to_inline_html("een *twee*") == "een <em>twee</em>"
    assert markup.to_inline_html("een\n\ntwee") == "<p>een</p>\n<p>twee</p>\n"
    assert markup.to_inline_html("") == ""


def test_plain_text_has_a_line_per_paragraph_and_item() -> None:
    assert markup.to_text("een *twee*\ndrie\n\n- a\n- **b**\n\n1. c") == "een twee drie\n- a\n- b\n1. c"


@pytest.mark.parametrize(
    "source", ["a * b", "De *Brink*", "- 5", "12. Plein", "x_y_z", "a\\b", "+ plus", "1) x"]
)
def test_a_literal_name_is_printed_as_it_is(source: str) -> None:
    assert markup.to_text(markup.literal(source)) == source
    assert "<li>" not in markup.to_html(markup.literal(source))


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), max_size=60))
def test_no_letter_is_lost(source: str) -> None:
    html = markup.to_html(source)
    shown = words(html)
    assert [c for c in shown if c.isalpha()] == [c for c in source if c.isalpha()]
    if "<ol>" not in html:  # there the numbers are drawn, not written
        assert [c for c in shown if c.isalnum()] == [c for c in source if c.isalnum()]


@pytest.mark.parametrize(
    "source", ["- " * 10_000, "5. a\n\n" * 4_000, "**a " * 5_000, "_*" * 10_000, "1. " * 6_000]
)
def test_long_text_does_not_hold_the_server(source: str) -> None:
    start = time.perf_counter()
    markup.to_html(source)
    assert time.perf_counter() - start < 5


# -- what is no text


@pytest.mark.parametrize(
    "typed",
    [
        "| Jaar | Meldingen |\n|---|---|\n| 2025 | 412 |",
        "Jaar | Meldingen\n--- | ---\n2025 | 412",
        "|2024|371|\n|2025|412|",
        "Jaar\tMeldingen\n2024\t371\n2025\t412",
        "Zie hieronder.\n\nJaar\tMeldingen\tVerschil\n2025\t412\t+11 %",
    ],
)
def test_a_table_is_refused_where_it_is_typed(typed: str) -> None:
    with pytest.raises(ValidationError, match="tabel"):
        markup.validate_structure(typed)


@pytest.mark.parametrize("typed", ["Dit blijkt uit onderzoek.[^1]", "[^1]: Rapport 2025", "zie[^bron]"])
def test_a_note_is_refused_where_it_is_typed(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"noot.*\[\^"):
        markup.validate_structure(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "-\teerste punt\n-\ttweede punt",
        "•\teerste punt\n•\ttweede punt",
        "1.\teerste stap\n2.\ttweede stap\na)\tonderdeel",
        "De winkels | horeca | woningen zijn onveilig.",
        "Dit is [zie bijlage 1] en 5^2.",
        "--- streep ---",
        "\tingesprongen\n\tnog eens ingesprongen",
        "een\ttab",
    ],
)
def test_what_only_looks_like_a_table_or_note_is_text(typed: str) -> None:
    markup.validate_structure(typed)
