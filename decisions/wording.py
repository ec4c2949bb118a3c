"""Texts compared word by word: two versions of a decision, and the adopted with the published text.

Pure: no database. A word is what stands between spaces; spaces themselves say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from .blocks import Block, Document, Kind
from .documents import render_text


class Change(StrEnum):
    """What happened to some words from the one text to the other."""

    SAME = "gelijk"
    GONE = "verwijderd"
    NEW = "toegevoegd"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    change: Change
    words: str


def differences(before: str, after: str) -> list[Piece]:
    """The two texts as one run of pieces: read without NEW it is the first, without GONE the second."""
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece(Change.SAME, " ".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece(Change.GONE, " ".join(old[a:b])))
        if c < d:
            pieces.append(Piece(Change.NEW, " ".join(new[c:d])))
    return pieces


# --- Two versions of a decision ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block in both versions: `change` is SAME when its words are the same; else what shows."""

    key: str
    change: Change | None
    pieces: tuple[Piece, ...]


def block_changes(before: Document, after: Document) -> list[BlockChange]:
    """Block by block, matched on their keys, in the order of the newer version.

    A block that went stands after the one it followed. `change` is None when only some words changed.
    """
    old, new = _by_key(before), _by_key(after)
    return [_compared(key, old.get(key, ""), new.get(key, "")) for key in _merged(list(old), list(new))]


def _compared(key: str, before: str, after: str) -> BlockChange:
    pieces = tuple(differences(before, after))
    kinds = {piece.change for piece in pieces}
    return BlockChange(key, kinds.pop() if len(kinds) == 1 else None, pieces)


def _by_key(document: Document) -> Mapping[str, str]:
    """The words of every block as it is read, numbers and items too; empty ones are left out."""
    found: dict[str, str] = {}
    for block in document.blocks:
        if words := _words(document, block):
            key = block.key if block.key not in found else f"{block.key}#{len(found)}"
            found[key] = words
    return found


def _words(document: Document, block: Block) -> str:
    return render_text(replace(document, blocks=(block,))).strip()


def _merged(old: list[str], new: list[str]) -> Iterator[str]:
    """Every key once: the newer order, with what went where it stood."""
    known = set(new)
    following: dict[str, list[str]] = {"": []}
    last = ""
    for key in old:
        if key in known:
            last = key
        else:
            following.setdefault(last, []).append(key)
    yield from following[""]
    for key in new:
        yield key
        yield from following.get(key, [])


# --- The adopted and the published text --------------------------------------------------------------

SAME_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
    }
)
LIST_MARK = re.compile(r"^(?:[-•*·▪◦●o]|\(?\d{1,2}[.)]|\(?[a-z]{1,2}[.)])(?:\s+|$)")
OWN = (Kind.PARTICULARS, Kind.MAP)
# What the national system puts around the text; only at the beginning and at the end.
MASTHEAD = re.compile(
    r"^(?:gemeenteblad(?: van .{1,40})?(?: \d{4})?(?:,? nr\.? [\d.]+)?|nr\.? [\d.]+|gmb-\d{4}-\d+"
    r"|gemeenteblad .{0,60}\b\d{1,2} \w+ 20\d\d(?: \d+)?|\d{1,2} \w+ 20\d\d|publicatiedatum:? .{1,30}"
    r"|officiële uitgave van (?:de )?gemeente .{1,60}|gemeente \w+|\d{1,3}|(?:pagina )?\d+ (?:van|/) \d+)$",
    re.IGNORECASE,
)


def normalised(text: str) -> list[str]:
    """The lines of a text as they are compared: without what a publication changes by itself.

    White space, quotes, dashes, soft hyphens and list marks say nothing, nor do a masthead above the
    text and a foot beneath it.
    """
    lines = [_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    while lines and MASTHEAD.match(lines[0]):
        lines.pop(0)
    while lines and MASTHEAD.match(lines[-1]):
        lines.pop()
    return lines


def _line(line: str) -> str:
    plain = unicodedata.normalize("NFC", line.translate(SAME_SIGNS))
    return LIST_MARK.sub("", " ".join(plain.split()))


def deviations(adopted: str, published: str, *, own: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Where the published text differs: pairs of (adopted, published), in order; empty when they are equal.

    `own` are lines that only our own document has (the particulars, the description of a map): they
    may be left out of the publication, but not changed in it. Each pair holds the words that differ with
    a few around them, so that they can be found again.
    """
    lines = normalised(published)
    leave_out = {_line(line) for line in own} - set(lines)
    old = " ".join(line for line in normalised(adopted) if line not in leave_out).split()
    new = " ".join(lines).split()
    spans = [
        (a, b, c, d)
        for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if what != "equal"
    ]
    return [(_around(old, a, b), _around(new, c, d)) for a, b, c, d in _near_together(spans)]


def own_lines(document: Document) -> list[str]:
    """The lines of a document that a publication may leave out: particulars, and maps in words."""
    blocks = [block for block in document.blocks if block.kind in OWN]
    return [line for block in blocks for line in _words(document, block).splitlines()]


AROUND = 4  # words on each side


def _near_together(spans: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Differences with less than `AROUND` words between them are one."""
    found: list[tuple[int, int, int, int]] = []
    for span in spans:
        if found and span[0] - found[-1][1] < AROUND:
            found[-1] = (found[-1][0], span[1], found[-1][2], span[3])
        else:
            found.append(span)
    return found


def _around(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(words), end + AROUND)
    said = " ".join(words[first:last])
    return f"{'… ' if first else ''}{said}{' …' if last < len(words) else ''}"
