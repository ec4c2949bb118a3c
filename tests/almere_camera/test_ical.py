"""iCalendar text held against RFC 5545: line breaks, folding, escaping, whole days, the same bytes again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almere_camera import ical
from almere_camera.ical import Event

STAMP = datetime(2026, 3, 31, 14, 5, 6, tzinfo=timezone(timedelta(hours=2)))


def event(**values: object) -> Event:
    given_ = {"uid": "a:1@x", "day": date(2026, 4, 30), "stamp": STAMP, "summary": "Laatste dag", **values}
    return Event(**given_)  # type: ignore[arg-type]


def unfolded(content: bytes) -> list[str]:
    """Read back as RFC 5545, 3.1 says: a line break and a space together are nothing."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_whole_day_with_a_stamp_in_utc() -> None:
    lines = unfolded(ical.calendar("Termijnen", [event()]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in ("VERSION:2.0", "UID:a:1@x", "DTSTART;VALUE=DATE:20260430", "DTSTAMP:20260331T120506Z"):
        assert lines.count(line) == 1
    assert [line for line in lines if line.startswith(("DTEND", "DURATION"))] == []


def test_a_calendar_has_what_it_must_have() -> None:
    """RFC 5545, 3.6: PRODID and VERSION once; 3.6.1: UID and DTSTAMP in every event."""
    lines = unfolded(ical.calendar("x", [event(), event(uid="b:2@x")]))
    names = [re.split("[:;]", line)[0] for line in lines]
    assert (names.count("PRODID"), names.count("VERSION")) == (1, 1)
    assert names.count("BEGIN") == names.count("END") == 3
    for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
        assert names.count(name) == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hofmark, Almere; centrum", r"Hofmark\, Almere\; centrum"),
        ("een\\twee", r"een\\twee"),
        ("een\ntwee\r\ndrie\rvier", r"een\ntwee\ndrie\nvier"),
        ("tik\x07\x00\ttik", "tiktik"),
        ("10:30", "10:30"),
        ("a,b\nEND:VEVENT", r"a\,b\nEND:VEVENT"),
    ],
)
def test_text_is_escaped(text: str, value: str) -> None:
    assert ical.escaped(text) == value


def test_nothing_in_a_text_or_address_can_add_a_line() -> None:
    nasty = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT"
    content = ical.calendar(nasty, [event(summary=nasty, description=nasty, url=nasty, uid=nasty)])
    assert [line for line in unfolded(content) if line == "BEGIN:VEVENT"] == ["BEGIN:VEVENT"]


@given(text=st.text(max_size=400))
def test_every_line_is_short_and_reads_back(text: str) -> None:
    content = ical.calendar("x", [event(summary=text)])
    raw = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in raw)
    assert all(line.decode() is not None for line in raw)  # no character is cut in two
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    (summary,) = [line for line in unfolded(content) if line.startswith("SUMMARY:")]
    assert summary == f"SUMMARY:{ical.escaped(text)}"


def test_a_line_is_folded_at_75_octets_not_characters() -> None:
    line = "SUMMARY:" + "é" * 40
    first, second = ical.folded(line).split("\r\n")
    assert len(first.encode()) == 74  # another é would make 76
    assert second.startswith(" é")
    assert ical.folded("x" * 75) == "x" * 75


def test_the_same_events_give_the_same_bytes() -> None:
    in_utc = event(stamp=STAMP.astimezone(UTC))
    assert ical.calendar("x", [event()]) == ical.calendar("x", [in_utc])
