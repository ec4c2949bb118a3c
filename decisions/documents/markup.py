"""The small Markdown of a paragraph: emphasis, strong, lists and line breaks; nothing else.

Officers type it, `decisions.text` composes it. Whatever is not in that short list is printed as it
was typed: a legal text may never lose or change a character because it looked like markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "ul", "ol", "li", "strong", "em", "br"}
DEEPEST_ITEM = 5  # token level of an item in a list in a list in a list
ATTEMPTS = 4  # at reading a numbered list as typed, before all of the text is taken literally
ORDERED = (".", ")")
BREAKS = ("softbreak", "hardbreak")

# maxNesting far above DEEPEST_ITEM: what lies deeper is dropped by the parser without a word.
_markdown = MarkdownIt("zero", {"html": False, "maxNesting": 20}).enable(
    ["list", "emphasis", "newline", "escape"]
)
_SPECIAL = re.compile(r"([\\*_])")
_LIST_MARK = re.compile(r"^([ \t]*(?:\d{1,9}(?=[.)])|(?=[-+])))([-+.)])(?=\s|$)", re.MULTILINE)
# A row of a table as Markdown writes it, or as it comes along from a spreadsheet: cells with tabs between.
_BARS = re.compile(r"^[ \t]*\|.+\|[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t|:-]*-{2,}[ \t:]*\|[ \t|:-]*$", re.MULTILINE)
_TABS = re.compile(r"^(?![-+*•·–o][ \t]|\w{1,3}[.)][ \t])[^\t\n]*\S[^\t\n]*\t+[^\t\n]*\S", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\s]{0,30}\]")
_PARAGRAPH = re.compile(r"<p>(?P<text>(?:(?!<p>).)*)</p>\n?", re.DOTALL)


def to_html(text: str) -> SafeString:
    """Paragraphs and lists as safe HTML without attributes."""
    return _clean(_markdown.renderer.render(_parse(text), _markdown.options, {}))


def to_inline_html(text: str) -> SafeString:
    """As `to_html`, without `<p>` round a single paragraph: for an item, a lid or a cell."""
    html = to_html(text)
    single = _PARAGRAPH.fullmatch(html)
    return mark_safe(single["text"]) if single else html  # noqa: S308 - part of cleaned HTML


def to_text(text: str) -> str:
    """The words without markup: one line per paragraph or list item."""
    lines: list[str] = []
    marks: list[str] = []
    for token in _parse(text):
        if token.type == "list_item_open":
            marks.append(f"{token.info}{token.markup} " if token.markup in ORDERED else "- ")
        elif token.type == "inline":
            lines.append("".join(marks) + _words(token))
            marks.clear()
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a list item with its `mark` ('-' or '1.') and depth (1 to 3; 0: no item)."""

    runs: tuple[Run, ...]
    depth: int = 0
    mark: str = ""


def to_lines(text: str) -> list[Line]:
    """The paragraphs and list items, each on one line: a second paragraph of an item joins the first."""
    lines: list[Line] = []
    depth, mark, continues = 0, "", False
    for token in _parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            mark = f"{token.info}{token.markup}" if token.markup in ORDERED else "-"
            continues = False
        elif token.type == "inline":
            runs = _runs(token.children or ())
            if depth and continues:
                lines[-1] = Line((*lines[-1].runs, Run(" "), *runs), lines[-1].depth, lines[-1].mark)
            else:
                lines.append(Line(runs, depth, mark if depth else ""))
            continues = bool(depth)
    return lines


def literal(text: str) -> str:
    """Source text that prints as `text`, whatever it holds: for names put into a sentence."""
    return _LIST_MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def validate_structure(value: str) -> None:
    """Form validator: a table or a note would be printed as loose signs, so it is not accepted."""
    if _RULE.search(value) or len(_BARS.findall(value)) > 1 or len(_TABS.findall(value)) > 1:
        raise ValidationError(
            "Een tabel kan niet in de tekst van een besluit staan. Maak er een lijst van: begin elke "
            "regel met een streepje.",
            code="table",
        )
    if found := _NOTE.search(value):
        raise ValidationError(
            "Een noot kan niet in de tekst van een besluit staan: %(note)s. Noem de bron in de zin zelf.",
            code="note",
            params={"note": found[0]},
        )


def _clean(html: str) -> SafeString:
    clean = nh3.clean(html, tags=TAGS, attributes={}, url_schemes=set(), link_rel=None)
    return mark_safe(clean)  # noqa: S308 - cleaned to six tags without attributes


def _parse(text: str) -> list[Token]:
    """The tokens of `text`; a list that HTML cannot show as it was typed is read as plain text."""
    source = text
    for _ in range(ATTEMPTS):
        tokens = _markdown.parse(source)
        if any(t.type == "list_item_open" and t.level > DEEPEST_ITEM for t in tokens):
            break
        wrong = _renumbered_lines(tokens)
        if not wrong:
            return tokens
        lines = source.split("\n")
        for number in wrong:
            lines[number] = re.sub(r"(\d)([.)])", r"\1\\\2", lines[number], count=1)
        source = "\n".join(lines)
    return _markdown.parse(literal(text))


def _renumbered_lines(tokens: list[Token]) -> set[int]:
    """The lines of the numbered items that HTML would give another number than was typed."""
    expected: list[int | None] = []  # per open list; None once it has gone wrong
    wrong: set[int] = set()
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            expected.append(1)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            expected.pop()
        elif token.type == "list_item_open" and token.markup in ORDERED and token.map:
            number = expected[-1]
            if number is not None and token.info == str(number):
                expected[-1] = number + 1
            else:
                expected[-1] = None
                wrong.add(token.map[0])
    return wrong


def _runs(tokens: Sequence[Token]) -> tuple[Run, ...]:
    """The words of one line by face; words in the same face that follow each other are one run."""
    faces = {"strong": 0, "em": 0}
    runs: list[Run] = []
    for token in tokens:
        name, _, side = token.type.partition("_")
        if name in faces:
            faces[name] += 1 if side == "open" else -1
            continue
        words = " " if token.type in BREAKS else token.content
        bold, italic = bool(faces["strong"]), bool(faces["em"])
        if runs and (runs[-1].bold, runs[-1].italic) == (bold, italic):
            words = runs.pop().text + words
        if words:
            runs.append(Run(words, bold, italic))
    return tuple(runs)


def _words(token: Token) -> str:
    return "".join(" " if t.type in BREAKS else t.content for t in token.children or ())
