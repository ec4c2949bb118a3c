"""A calendar of whole days as iCalendar text (RFC 5545). Pure: no database, no clock.

The same events give the same bytes, whatever the moment at which they are asked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

LONGEST_LINE = 75  # octets, without the line break (RFC 5545, 3.1)
BREAK = "\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One whole day: `uid` names it for ever, `stamp` is when the record behind it was made."""

    uid: str
    day: date
    stamp: datetime
    summary: str
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The calendar with this name, in UTF-8."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Cameratoezicht//Termijnen//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    for event in events:
        lines.extend(_lines_of(event))
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + BREAK for line in lines).encode()


def escaped(text: str) -> str:
    """A value of the type TEXT: no bare comma, semicolon, backslash or line break (RFC 5545, 3.3.11)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    text = text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return _plain(text)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets; every further piece begins with a space (RFC 5545, 3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += octets
    return BREAK.join([*pieces, piece])


def _lines_of(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{_plain(event.url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _plain(text: str) -> str:
    """Without control characters: none of them may stand in a line."""
    return "".join(character for character in text if unicodedata.category(character) != "Cc")
