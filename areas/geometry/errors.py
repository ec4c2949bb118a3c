"""What is wrong with a boundary, in Dutch: the exception, its collector and the way places are named."""

from __future__ import annotations

import math
from collections.abc import Iterable

MOST_MESSAGES = 10


class GeometryError(ValueError):
    """A boundary or point that cannot be used. `messages` are Dutch sentences for the user."""

    def __init__(self, messages: str | Iterable[str]) -> None:
        self.messages = (messages,) if isinstance(messages, str) else tuple(messages)
        super().__init__(" ".join(self.messages))


class Problems:
    """Collects messages so that the user reads all reasons at once; a long list is cut off with its count."""

    def __init__(self) -> None:
        self._messages: list[str] = []
        self._hidden = 0

    def add(self, message: str) -> None:
        """Note one problem."""
        if len(self._messages) < MOST_MESSAGES:
            self._messages.append(message)
        else:
            self._hidden += 1

    def __bool__(self) -> bool:
        return bool(self._messages)

    def refuse(self) -> None:
        """Raise GeometryError with everything noted so far; return when there is nothing."""
        if not self._messages:
            return
        rest = f"Er zijn nog {self._hidden} fouten." if self._hidden > 1 else ""
        if self._hidden == 1:
            rest = "Er is nog 1 fout."
        raise GeometryError([*self._messages, rest] if rest else self._messages)


def decimal(value: float) -> str:
    """A coordinate as the user may copy it: decimal comma, no thousands separator, centimetres or 1e-7
    degree.
    """
    if not math.isfinite(value) or abs(value) >= 1e9:
        return f"{value:g}".replace(".", ",")
    text = f"{value:.{2 if abs(value) >= 1000 else 7}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", ",")


def at(x: float, y: float) -> str:
    """'x 143000, y 487000,5'."""
    return f"x {decimal(x)}, y {decimal(y)}"


def ring_name(part: int, ring: int, parts: int) -> str:
    """'de buitenrand' or 'gat 2', with the number of the polygon when there are several. Arguments count
    from 0.
    """
    name = "de buitenrand" if ring == 0 else f"gat {ring}"
    return name if parts == 1 else f"{name} van vlak {part + 1}"


def excerpt(text: str, length: int = 30) -> str:
    """The start of what the user gave, printable and short enough for a message."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * length]).split())
    return clean if len(clean) <= length else clean[:length].rstrip() + "…"
