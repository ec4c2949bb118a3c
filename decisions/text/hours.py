"""Article 3: when the cameras are used and when images are in any case watched live (151c lid 3)."""

from __future__ import annotations

from decisions.documents.markup import literal

from ..models import DesignatedArea, UsePeriod, ViewingException, ViewingHours
from . import dutch, phrases
from .case import Case
from .phrases import Lid, listed
from .prose import bare, missing, one_line

WHOLE_TERM = "gedurende de gehele termijn van de aanwijzing"


# --- Use -----------------------------------------------------------------------------------------


def use(case: Case) -> list[Lid]:
    """The periods of use, once where they are the same for every area."""
    words = {designated.pk: use_words(designated) for designated in case.areas}
    if len(set(words.values())) <= 1:
        text = next(iter(words.values()), missing("gebruiksperiode"))
        return [("gebruik", f"Van de camera’s wordt {text} daadwerkelijk gebruikgemaakt.", ())]
    return [
        (
            f"gebruik.{designated.pk}",
            f"In {phrases.the_area(designated)} wordt van de camera’s {words[designated.pk]} daadwerkelijk "
            "gebruikgemaakt.",
            (),
        )
        for designated in case.areas
    ]


def use_words(designated: DesignatedArea) -> str:
    """'gedurende de gehele termijn', or the periods."""
    periods = list(designated.use_periods.all())
    if not periods:
        return missing("gebruiksperiode")
    if any(p.first_day is None and p.last_day is None for p in periods):
        return WHOLE_TERM
    return dutch.enumeration(_period(period) for period in periods)


def _period(period: UsePeriod) -> str:
    first, last = period.first_day, period.last_day
    begin = f"van {dutch.date_words(first)}" if first else "vanaf het begin van de termijn"
    end = f"tot en met {dutch.date_words(last)}" if last else "tot het einde van de termijn"
    return f"{begin} {end}"


# --- Live viewing --------------------------------------------------------------------------------


def viewing(case: Case) -> list[Lid]:
    """The hours of live viewing, once where they are the same for every area; then the exceptions."""
    words = {designated.pk: tuple(viewing_words(designated)) for designated in case.areas}
    if not words:
        return [("kijktijden", _watched("", (missing("kijktijden"),)), ())]
    same = len(set(words.values())) == 1
    shown = case.areas[:1] if same else case.areas
    leden = [
        _viewing_lid(designated, words[designated.pk], "" if same else phrases.the_area(designated))
        for designated in shown
    ]
    return leden + [lid for designated in case.areas for lid in _exceptions(case, designated)]


def viewing_words(designated: DesignatedArea) -> list[str]:
    """Each block of hours in words, or one placeholder."""
    blocks = list(designated.viewing_hours.all())
    return [block_words(block) for block in blocks] or [missing("kijktijden")]


def block_words(block: ViewingHours) -> str:
    """'op vrijdag en zaterdag van 22.00 uur tot 02.00 uur de volgende dag'."""
    days = [int(day) for day in block.weekdays or ()]
    if not days:
        return f"op {missing('dagen')} {_hours(block)}"
    if len(days) == 1 and block.crosses_midnight:
        return (
            f"van {dutch.WEEKDAYS[days[0] % 7]} {dutch.clock(block.from_time)} "
            f"tot {dutch.next_weekday(days[0])} {dutch.clock(block.to_time)}"
        )
    return f"{dutch.weekday_words(days)} {_hours(block)}"


def _hours(block: ViewingHours) -> str:
    start, end = block.from_time, block.to_time
    if start == end == dutch.MIDNIGHT:
        return "het gehele etmaal"
    if block.crosses_midnight:
        return f"van {dutch.clock(start)} tot {dutch.clock(end)} de volgende dag"
    return f"van {dutch.clock(start)} tot {dutch.until_clock(end)}"


def _watched(where: str, blocks: tuple[str, ...]) -> str:
    images = "de met de camera’s gemaakte beelden"
    begin = f"In {where} worden {images}" if where else f"{dutch.capital_first(images)} worden"
    if len(blocks) == 1:
        return f"{begin} in elk geval {blocks[0]} rechtstreeks bekeken."
    return f"{begin} in elk geval op de volgende tijden rechtstreeks bekeken:"


def _viewing_lid(designated: DesignatedArea, blocks: tuple[str, ...], where: str) -> Lid:
    items = listed(blocks) if len(blocks) > 1 else ()
    return (f"kijktijden.{designated.pk}", _watched(where, blocks), items)


def _exceptions(case: Case, designated: DesignatedArea) -> list[Lid]:
    others = [exception_words(other) for other in designated.viewing_exceptions.all()]
    if not others:
        return []
    where = f" in {phrases.the_area(designated)}" if len(case.areas) > 1 else ""
    text = f"In afwijking van de hiervoor genoemde tijden worden de beelden{where}"
    key = f"kijktijden.{designated.pk}.afwijking"
    if len(others) == 1:
        return [(key, f"{text} {others[0]}.", ())]
    return [(key, f"{text}:", listed(others))]


def exception_words(other: ViewingException) -> str:
    """'op 27 april 2026 (Koningsdag) in elk geval van 10.00 uur tot 24.00 uur rechtstreeks bekeken'."""
    reason = literal(bare(one_line(other.reason)))
    day = f"op {dutch.date_words(other.day)}{f' ({reason})' if reason else ''}"
    if other.from_time is None and other.to_time is None:
        return f"{day} niet rechtstreeks bekeken"
    if other.from_time is None or other.to_time is None:
        return f"{day} in elk geval {missing('kijktijden op deze dag')} rechtstreeks bekeken"
    block = ViewingHours(from_time=other.from_time, to_time=other.to_time)
    return f"{day} in elk geval {_hours(block)} rechtstreeks bekeken"
