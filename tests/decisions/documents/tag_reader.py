"""The text and structure of a tagged PDF as assistive technology gets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pikepdf

INLINE = ("/Span", "/Link", "/NonStruct")
_hex = r"<([0-9a-fA-F]+)>\s*"


class Item(NamedTuple):
    """A structure element that holds text itself (or a Figure), and the roles above it."""

    role: str
    text: str
    element: pikepdf.Dictionary
    path: tuple[str, ...]
    pieces: tuple[tuple[int, str], ...]  # (page number from 1, text), in the order of the text


def read(pdf: pikepdf.Pdf) -> list[Item]:
    """All text in the order of the tags."""
    pages = {page.obj.objgen: (n, _marked(pdf)[n - 1][0]) for n, page in enumerate(pdf.pages, 1)}
    return list(_walk(pdf.Root.StructTreeRoot.K[0], None, (), pages))


def children(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """The structure elements directly beneath one."""
    return [kid for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def artifacts(pdf: pikepdf.Pdf) -> list[str]:
    """Per page the text that is marked as artifact: drawn, but not read aloud."""
    return [text for _, text, _ in _marked(pdf)]


def untagged(pdf: pikepdf.Pdf) -> str:
    """Text that is neither content nor artifact; there should be none."""
    return "".join(text for _, _, text in _marked(pdf))


def _walk(
    element: pikepdf.Dictionary,
    page: Any,
    path: tuple[str, ...],
    pages: dict[Any, tuple[int, dict[int, str]]],
) -> Iterator[Item]:
    role = str(element.S)[1:]
    page = element.get("/Pg", page)
    pieces: list[tuple[int, str]] = []

    def item() -> Item:
        return Item(role, "".join(text for _, text in pieces), element, path, tuple(pieces))

    def mark(of: Any, mcid: Any) -> None:
        number, texts = pages[of.objgen]
        pieces.append((number, texts.get(int(mcid), "")))

    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            below = list(_walk(kid, page, (*path, role), pages))
            if str(kid.S) in INLINE:
                pieces += [piece for item in below for piece in item.pieces]
                continue
            if any(text for _, text in pieces):
                yield item()
            pieces = []
            yield from below
        elif isinstance(kid, pikepdf.Dictionary):
            if kid.get("/Type") == "/MCR":
                mark(kid.Pg, kid.MCID)
        else:
            mark(page, kid)
    if role == "Figure" or any(text for _, text in pieces):
        yield item()


def _kids(element: pikepdf.Dictionary) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


@lru_cache(maxsize=30)
def _marked(pdf: pikepdf.Pdf) -> list[tuple[dict[int, str], str, str]]:
    return [_marked_text(page) for page in pdf.pages]


def _marked_text(page: pikepdf.Page) -> tuple[dict[int, str], str, str]:
    """Text by MCID, text of artifacts, text of neither."""
    fonts = {name: _cmap(font) for name, font in page.Resources.Font.items()}
    stack: list[tuple[str, Any]] = []
    font: dict[int, str] = {}
    marked: dict[int, str] = {}
    artifact = loose = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else None
            mcid = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
            stack.append((str(operands[0]), mcid))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            text = _shown(operands[0] if name == "TJ" else [operands[0]], font)
            if any(tag == "/Artifact" for tag, _ in stack):
                artifact += text
            elif stack and stack[-1][1] is not None:
                key = int(stack[-1][1])
                marked[key] = marked.get(key, "") + text
            else:
                loose += text
    return marked, artifact, loose


def _shown(parts: Any, font: dict[int, str]) -> str:
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    pairs = range(0, len(codes), 2)
    return "".join(font.get(int.from_bytes(codes[i : i + 2], "big"), "\ufffd") for i in pairs)


def _cmap(font: pikepdf.Dictionary) -> dict[int, str]:
    table: dict[int, str] = {}
    data = font.ToUnicode.read_bytes().decode("latin1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, text in re.findall(_hex + r"<([0-9a-fA-F]*)>", block):
            table[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, text in re.findall(_hex + _hex + r"<([0-9a-fA-F]*)>", block):
            for i in range(int(first, 16), int(last, 16) + 1):
                table[i] = chr(int(text, 16) + i - int(first, 16))
    return table
