"""Markdown from docs/ as HTML for a page: harmless, with ids on headings and links that lead somewhere."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

PNG = b"\x89PNG\r\n\x1a\n"
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"scope"},
}

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under the title: `level` 2 or lower, its words, and the id to link to."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its title (the one # heading), the headings under it, and the rest as HTML."""

    title: str
    headings: tuple[Heading, ...]
    html: SafeString


def anchor_of(words: str) -> str:
    """The id of a heading, the same as the one under which GitHub shows it (for words without accents)."""
    return slugify(words)


def read(source: str, *, link: Address = str, image: Address = str, folder: Path | None = None) -> Text:
    """Parse a document. `link` and `image` turn an address as written into one of the site.

    `folder`: where the pictures stand, to tell the browser their size before they arrive.
    """
    tokens = _parser.parse(source)
    title, headings = "", []
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            level, words = int(token.tag[1]), _plain(tokens[at + 1])
            if level == 1:
                title = words
            else:
                token.attrSet("id", anchor_of(words))
                headings.append(Heading(level, words, anchor_of(words)))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        for part in token.children or ():
            _readdress(part, link, image, folder)
    html = _parser.renderer.render(_without_title(tokens), _parser.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"https", "mailto"})
    return Text(title, tuple(headings), mark_safe(clean))  # noqa: S308 - nh3 cleaned it


def labels(source: str) -> list[str]:
    """What the document quotes from the screens: the words that stand in bold, and nothing else does."""
    found = []
    for token in _parser.parse(source):
        strong: list[str] | None = None
        for part in token.children or ():
            if part.type == "strong_open":
                strong = []
            elif part.type == "strong_close" and strong is not None:
                found.append(" ".join("".join(strong).split()))
                strong = None
            elif strong is not None:
                strong.append(part.content or (" " if part.type == "softbreak" else ""))
    return found


def images(source: str) -> list[tuple[str, str]]:
    """The pictures of the document: address as written, and the words that replace it."""
    return [
        (str(part.attrs["src"]), part.content)
        for token in _parser.parse(source)
        for part in token.children or ()
        if part.type == "image"
    ]


def size_of(picture: Path) -> tuple[int, int] | None:
    """Width and height of a PNG in pixels, from its first chunk; nothing when it is no PNG."""
    with picture.open("rb") as file:
        start = file.read(24)
    if not start.startswith(PNG) or len(start) < 24:
        return None
    width, height = struct.unpack(">II", start[16:24])
    return width, height


def _plain(inline: Token) -> str:
    return "".join(part.content for part in inline.children or ())


def _readdress(part: Token, link: Address, image: Address, folder: Path | None) -> None:
    if part.type == "link_open":
        part.attrSet("href", link(str(part.attrs["href"])))
    elif part.type == "image":
        written = str(part.attrs["src"])
        part.attrSet("src", image(written))
        part.attrSet("loading", "lazy")
        picture = folder / Path(written).name if folder else None
        if picture and picture.is_file() and (size := size_of(picture)):
            part.attrSet("width", str(size[0]))
            part.attrSet("height", str(size[1]))


def _without_title(tokens: list[Token]) -> list[Token]:
    start = next((i for i, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h1"), None)
    return tokens if start is None else [*tokens[:start], *tokens[start + 3 :]]


_CELL = re.compile(r"(?<!\\)\|")


def table_rows(source: str) -> list[list[str]]:
    """The rows of the first table of a document, without its head; each cell as it was written."""
    lines = [line.strip() for line in source.splitlines()]
    rows = [line for line in lines if line.startswith("|") and line.endswith("|")]
    return [[cell.strip() for cell in _CELL.split(row)[1:-1]] for row in rows[2:]]
