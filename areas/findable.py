"""What can be found of areas, positions and mobile units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.db import models

from almere_camera.search.index import Ids, Source, register
from almere_camera.search.models import Entry

from .models import Area, Boundary, Position, PositionCode, Unit, UnitCode


def itself(changed: models.Model) -> Iterable[int]:
    """An act on the thing changes its own entry."""
    return [changed.pk]


def areas(ids: Ids) -> Iterator[Entry]:
    """By name, and by every street that ever lay in it."""
    boundaries = Boundary.objects.defer("geometry").order_by("-valid_from", "-pk")
    found = Area.objects.filter(pk__in=ids).prefetch_related(
        models.Prefetch("boundaries", queryset=boundaries)
    )
    for area in found:
        known = list(area.boundaries.all())
        yield Entry.about(
            area.pk,
            title=area.name,
            note=area.get_kind_display(),
            day=known[0].valid_from if known else None,
            words=[street for boundary in known for street in boundary.streets],
        )


def positions(ids: Ids) -> Iterator[Entry]:
    """By place, and by every code that it ever had."""
    for position in Position.objects.filter(pk__in=ids).prefetch_related("codes"):
        codes = _newest_first(position.codes.all())
        yield Entry.about(
            position.pk,
            code=position.code,
            codes=[code.code for code in codes],
            title=position.place,
            note=position.get_kind_display(),
            day=codes[0].valid_from if codes else None,
        )


def units(ids: Ids) -> Iterator[Entry]:
    """By description, and by every code that it ever had."""
    for unit in Unit.objects.filter(pk__in=ids).prefetch_related("codes"):
        codes = _newest_first(unit.codes.all())
        yield Entry.about(
            unit.pk,
            code=unit.code,
            codes=[code.code for code in codes],
            title=unit.description or "Mobiele unit",
            day=codes[0].valid_from if codes else None,
        )


Code = TypeVar("Code", PositionCode, UnitCode)


def _newest_first(codes: Iterable[Code]) -> list[Code]:
    return sorted(codes, key=lambda code: (code.valid_from, code.pk), reverse=True)


KINDS: tuple[tuple[str, str, str, type[models.Model], Callable[[Ids], Iterator[Entry]]], ...] = (
    ("gebied", "Gebied", "Gebieden", Area, areas),
    ("positie", "Positie", "Posities", Position, positions),
    ("unit", "Mobiele unit", "Mobiele units", Unit, units),
)
PAGES = {"gebied": "areas:area", "positie": "areas:position", "unit": "areas:unit"}


def register_all() -> None:
    """Tell the index of areas, positions and units."""
    for kind, label, plural, model, entries in KINDS:
        register(
            Source(
                kind=kind,
                label=label,
                plural=plural,
                url_name=PAGES[kind],
                model=model,
                entries=entries,
                touched={model: itself},
            )
        )
