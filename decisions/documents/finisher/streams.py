"""The page streams: what is drawn. Artifacts are named, and words on two lines kept apart."""

from __future__ import annotations

import re
from typing import Any

import pydyf

from decisions.documents.finisher.origins import text_box
from decisions.documents.finisher.tree import Tree

WHITESPACE = " \t\r\n\f"


def rewrite(tree: Tree, document: Any) -> None:
    """Mark running heads and repeated table heads as artifacts and add the spaces."""
    spaces = {font.hash.encode(): glyph for font in document.fonts.values() if (glyph := _space(font))}
    needed = line_ends(tree)
    for number, page in enumerate(tree.pages):
        operators = tree.get(page["Contents"]).stream
        _rewrite_page(operators, tree.artifacts[number], needed[number], spaces)


def _rewrite_page(
    operators: list[Any], artifacts: set[int], needed: set[int], spaces: dict[bytes, int]
) -> None:
    font = b""  # the operator that chose the font, such as b"/abc 10 Tf"
    mcid: int | None = None
    last_text: int | None = None
    for i, operator in enumerate(operators):
        if operator == b"BDC":
            mcid = operators[i - 1]["MCID"]
            if mcid in artifacts:
                operators[i - 2] = "/Artifact"
                operators[i - 1] = pydyf.Dictionary({"Type": "/Pagination"})
        elif operator == b"EMC":
            if mcid in needed and last_text is not None:
                operators[last_text] = _with_space(operators[last_text], font, spaces)
            mcid = last_text = None
        elif isinstance(operator, bytes):
            if operator.endswith(b" Tf"):
                font = operator
            elif operator.endswith(b"] TJ"):
                last_text = i


def _with_space(shown: bytes, font: bytes, spaces: dict[bytes, int]) -> bytes:
    """Text with a space after it. A font in which no space was drawn has none: it borrows one."""
    name = font[1:].split()[0]
    if name in spaces:
        return shown[:-4] + b"<%04x>] TJ" % spaces[name]
    if not spaces:
        return shown
    lender, glyph = next(iter(spaces.items()))
    return shown + b"\n/%s 1 Tf [<%04x>] TJ\n%s" % (lender, glyph, font)


def _space(font: Any) -> int | None:
    return next((glyph for glyph, text in font.to_unicode.items() if text == " "), None)


def line_ends(tree: Tree) -> list[set[int]]:
    """Per page the MCIDs whose text is followed, in the source, by white space that is not drawn."""
    needed: list[set[int]] = [set() for _ in tree.pages]
    source = Source()
    previous: tuple[int, int] | None = None
    open_end = False  # the previous text was followed by white space, or could have been
    for page, mcid in tree.marks(tree.document):
        box = text_box(tree.pdf, page, mcid)
        if box is None:
            previous, open_end = None, False
            continue
        if not box.text.strip("\r\n"):  # a line break: its white space is in the source of its parent
            continue
        space_before, space_after = source.around(box)
        if previous and (open_end or space_before):
            needed[previous[0]].add(previous[1])
        drawn = box.text[-1:].isspace()
        previous, open_end = (None, False) if drawn else ((page, mcid), space_after)
    return needed


class Source:
    """Walks through the text of the HTML elements alongside the text that is drawn of them."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}
        self._positions: dict[int, int] = {}

    def around(self, box: Any) -> tuple[bool, bool]:
        """Whether the text of a box has white space before and after it that is not in the box."""
        if box.element is None or box.element_tag != box.element.tag:
            return False, False  # generated: a marker or a number
        key = id(box.element)
        if key not in self._texts:
            self._texts[key] = _own_text(box.element)
            self._positions[key] = 0
        text, content = self._texts[key], box.text.strip(WHITESPACE)
        start = text.find(content, self._positions[key])
        if not content or start < 0:
            return False, False
        end = self._positions[key] = start + len(content)
        before = text[start - 1 : start] == " " and box.text[0] not in WHITESPACE
        return before, text[end : end + 1] == " "


def _own_text(element: Any) -> str:
    """The text directly in an element, white space collapsed as it is drawn."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append(" ")
        else:
            parts.append("\ufffc")  # the place of an inline element
        parts.append(child.tail or "")
    return re.sub(f"[{WHITESPACE}]+", " ", "".join(parts))
