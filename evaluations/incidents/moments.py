"""Reading the Dutch clock: dates as they are typed, to moments in UTC with their Dutch year and month.

A file has a million of them, so an hour that was met is remembered: its offset, year and month hold for
each of its minutes (offsets of Amsterdam are whole hours since 1940).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOT_A_DATE = "Dit is geen datum met tijd. Schrijf bijvoorbeeld 31-12-2025 23:15."
NO_TIME = "De tijd ontbreekt. Schrijf bijvoorbeeld 31-12-2025 23:15, of kies een kolom met de tijd."
NO_SUCH_DAY = "Deze dag bestaat niet."
NO_SUCH_TIME = "Deze tijd bestaat niet."
SKIPPED = "Dit uur bestaat niet: in deze nacht ging de klok een uur vooruit."
TO_COME = "Dit moment moet nog komen."
OTHER_MONTH = "Deze dag valt buiten de maanden waarvoor dit bestand geldt."

DUTCH = re.compile(
    r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})"
    r"(?:[ T,]+(?P<h>\d{1,2})[:.](?P<n>\d{2})(?:[:.](?P<s>\d{2}))?(?: ?uur)?(?P<z>))?"
)
ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[ T]+(?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)? ?(?P<z>Z|[+-]\d{2}:?\d{2})?)?"
)
# What follows the hour, and how a database wants it.
MINUTES = {f":{n:02}": f":{n:02}:00" for n in range(60)}
MINUTES |= {f":{n:02}:{s:02}": f":{n:02}:{s:02}" for n in range(60) for s in range(60)}


class WrongMomentError(Exception):
    """The message is the reason, in Dutch, without what stood in the cell."""


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour: how it begins in UTC ('2025-12-31 22'), and what it is on the Dutch clock.

    `day` is '2025-12-31'; `doubled`: the hour that comes twice in October, taken as the first.
    """

    utc: str
    year: int
    month: int
    day: str
    doubled: bool


class Moments:
    """Reads the moments of one file, which is complete for whole months (first days of months)."""

    def __init__(self, first_month: date, last_month: date, now: datetime) -> None:
        self.first, self.last = (first_month.year, first_month.month), (last_month.year, last_month.month)
        self.now = f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
        self.hours: dict[str, Hour] = {}  # by 'dd-mm-jjjj uu', as typed

    def read(self, text: str) -> tuple[Hour, str]:
        """The hour, and its minutes as ':15:00'. Raises WrongMomentError."""
        hour, minutes = self.hours.get(text[:13]), MINUTES.get(text[13:])
        if hour is not None and minutes is not None and hour.utc < self.now[:13]:
            return hour, minutes
        return self._read(" ".join(text.split()), text)

    def _read(self, clean: str, text: str) -> tuple[Hour, str]:
        found = DUTCH.fullmatch(clean) or ISO.fullmatch(clean)
        if found is None:
            raise WrongMomentError(NOT_A_DATE)
        try:
            day = date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            raise WrongMomentError(NO_SUCH_DAY) from None
        if found["h"] is None:
            raise WrongMomentError(NO_TIME)
        try:
            local = datetime(
                day.year, day.month, day.day, int(found["h"]), int(found["n"]), int(found["s"] or 0)
            )
        except ValueError:
            raise WrongMomentError(NO_SUCH_TIME) from None
        utc, doubled = self._in_utc(local, found["z"])
        if f"{utc:%Y-%m-%d %H:%M:%S}" > self.now:
            raise WrongMomentError(TO_COME)
        hour, minutes = self._hour(utc, doubled), f":{utc:%M:%S}"
        if not found["z"] and MINUTES.get(text[13:]) == minutes:
            self.hours[text[:13]] = hour
        return hour, minutes

    @staticmethod
    def _in_utc(local: datetime, zone: str | None) -> tuple[datetime, bool]:
        """A moment with its own offset is exact; without, the Dutch clock decides."""
        if zone:
            offset = timedelta(0)
            if zone != "Z":
                digits = zone[1:].replace(":", "")
                offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
            try:
                return local.replace(tzinfo=UTC) - (-offset if zone[0] == "-" else offset), False
            except OverflowError:
                raise WrongMomentError(NO_SUCH_DAY) from None
        first = local.replace(tzinfo=AMSTERDAM)
        try:
            utc = first.astimezone(UTC)
        except OverflowError:
            raise WrongMomentError(NO_SUCH_DAY) from None
        if utc.astimezone(AMSTERDAM).replace(tzinfo=None) != local:
            raise WrongMomentError(SKIPPED)
        return utc, first.utcoffset() != first.replace(fold=1).utcoffset()

    def _hour(self, utc: datetime, doubled: bool) -> Hour:
        here = utc.astimezone(AMSTERDAM)
        if not self.first <= (here.year, here.month) <= self.last:
            raise WrongMomentError(OTHER_MONTH)
        return Hour(f"{utc:%Y-%m-%d %H}", here.year, here.month, f"{here:%Y-%m-%d}", doubled)
