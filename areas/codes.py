"""Codes are dated: a code belongs to one position (or unit) at a time, and may pass to another later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from .models import Position, PositionCode, Unit, UnitCode


def checked_code(
    code: str,
    valid_from: date,
    *,
    owner: Position | Unit,
    codes: Sequence[PositionCode] | Sequence[UnitCode],
) -> str:
    """The code, when nobody else holds it in the period in which `owner` will.

    `codes` are all recorded ones in the order of recording. Raises ValidationError at 'code'.
    """
    own = [c for c in codes if _owner(c) == owner]
    if any(c.code == code and c.valid_from == valid_from for c in own):
        raise ValidationError({"code": f"{code} is op {valid_from:%d-%m-%Y} al de code."})
    until = min((c.valid_from for c in own if c.valid_from > valid_from), default=date.max)
    for other in codes:
        if other.code.casefold() != code.casefold() or _owner(other) == owner:
            continue
        end = _end(other, codes)
        if other.valid_from == valid_from or (other.valid_from < until and valid_from < end):
            raise ValidationError(
                {
                    "code": f"Code {code} is vanaf {other.valid_from:%d-%m-%Y} al van {_name(other)}. "
                    "Kies een andere code of een andere datum."
                }
            )
    return code


def _end(code: PositionCode | UnitCode, codes: Sequence[PositionCode] | Sequence[UnitCode]) -> date:
    """The day from which another code of the same owner holds."""
    later = (
        c.valid_from
        for c in codes
        if _owner(c) == _owner(code) and (c.valid_from, c.pk) > (code.valid_from, code.pk)
    )
    return min(later, default=date.max)


def _owner(code: PositionCode | UnitCode) -> Position | Unit:
    return code.position if isinstance(code, PositionCode) else code.unit


def _name(code: PositionCode | UnitCode) -> str:
    if isinstance(code, PositionCode):
        return f"positie {code.position.place}"
    return f"unit {code.unit.description or code.unit.pk}"
