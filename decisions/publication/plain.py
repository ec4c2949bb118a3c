"""The paragraphs as clean HTML and as plain text: to paste where no Word file is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.utils.html import escape

from decisions.documents import outline
from decisions.documents.markup import Run

from .paragraphs import HEADINGS, Mark, Paragraph, Style

OPENING = {Mark.DECIMAL: "<ol>", Mark.LETTER: '<ol type="a">', Mark.BULLET: "<ul>"}
CLOSING = {Mark.DECIMAL: "</ol>", Mark.LETTER: "</ol>", Mark.BULLET: "</ul>"}


# --- Plain text ----------------------------------------------------------------------------------


def text_of(paragraphs: Sequence[Paragraph]) -> str:
    """One paragraph on a line, with the marks that Word sets; a blank line before each heading.

    A map is its text alternative.
    """
    lines: list[str] = []
    before: Style | None = None
    for paragraph, mark in zip(paragraphs, _marks(paragraphs), strict=True):
        opens = paragraph.style in HEADINGS or (
            paragraph.style is Style.SIGNATURE and before is not Style.SIGNATURE
        )
        if lines and opens:
            lines.append("")
        words = paragraph.drawing.alt if paragraph.drawing else paragraph.text
        lines.append(f"{mark} {' '.join(words.split())}".strip())
        before = paragraph.style
    return "\n".join(lines) + "\n"


def _marks(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """'1.', 'a.' or '-' as Word counts: a level starts anew beneath each item above it."""
    counts: Counter[tuple[int, int]] = Counter()
    for paragraph in paragraphs:
        number, level = paragraph.list, paragraph.level
        if not number:
            yield ""
            continue
        counts[number, level] += 1
        for place in [place for place in counts if place[0] == number and place[1] > level]:
            del counts[place]
        count = counts[number, level]
        yield {
            Mark.DECIMAL: f"{count}.",
            Mark.LETTER: f"{outline.letter(count - 1)}.",
        }.get(paragraph.mark, "-")


# --- HTML ----------------------------------------------------------------------------------------


def html_of(paragraphs: Sequence[Paragraph], *, title: str, pictures: Mapping[str, str]) -> str:
    """A page without any style: headings, paragraphs, lists. `pictures`: file name of a map by its key."""
    body = "\n".join(_elements(paragraphs, pictures))
    return (
        f'<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _elements(paragraphs: Sequence[Paragraph], pictures: Mapping[str, str]) -> Iterator[str]:
    open_lists: list[Mark] = []
    number = 0  # of the list that is open
    for paragraph in paragraphs:
        if open_lists and paragraph.list != number:
            yield _closed(open_lists, 0)
        if not paragraph.list:
            yield _element(paragraph, pictures)
            continue
        number, depth = paragraph.list, paragraph.level + 1
        before = ""
        if len(open_lists) >= depth:
            before = _closed(open_lists, depth) + "</li>\n"
        while len(open_lists) < depth:
            before += OPENING[paragraph.mark] + ("\n" if len(open_lists) + 1 == depth else "<li>")
            open_lists.append(paragraph.mark)
        yield f"{before}<li>{_words(paragraph.runs)}"
    if open_lists:
        yield _closed(open_lists, 0)


def _closed(open_lists: list[Mark], depth: int) -> str:
    """Close lists until this many are open, with the items that were still open in them."""
    tags = []
    while len(open_lists) > depth:
        tags.append(f"</li>\n{CLOSING[open_lists.pop()]}")
    return "".join(tags)


def _element(paragraph: Paragraph, pictures: Mapping[str, str]) -> str:
    if paragraph.drawing:
        name = pictures.get(paragraph.key, "")
        return f'<p><img src="{escape(name)}" alt="{escape(paragraph.drawing.alt)}"></p>'
    tag = "h1" if paragraph.style is Style.TITLE else "h2" if paragraph.style in HEADINGS else "p"
    return f"<{tag}>{_words(paragraph.runs)}</{tag}>"


def _words(runs: Sequence[Run]) -> str:
    words = []
    for run in runs:
        text = str(escape(run.text))
        text = f"<em>{text}</em>" if run.italic else text
        words.append(f"<strong>{text}</strong>" if run.bold else text)
    return "".join(words)
