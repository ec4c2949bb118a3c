"""Taking in what the police registered, and which neighbourhoods belong to an area."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from almere_camera import audit
from almere_camera.models import User
from almere_camera.uploads import Checked
from areas.models import Area

from .. import police_file
from ..models import Neighbourhood, PoliceFigure, PoliceImport
from .asking import line, locked, permit

AT_ONCE = 2_000
CODE = re.compile(r"BU\d{8}")
SAME_FILE = "Dit bestand is al ingelezen op {day}."
NO_CODE = "Een buurtcode is BU met acht cijfers, bijvoorbeeld BU00340101."
TWICE = "Deze buurt hoort al bij dit gebied."


@transaction.atomic
def import_police_file(*, by: User, file: Checked) -> PoliceImport:
    """Take in a whole file, or nothing of it.

    Its figures replace those of the same table, month and region: a newer file corrects an older one.
    Raises ValidationError for a file that was read before, and for every wrong row by number.
    """
    permit(by)
    audit.serialise()  # two files at a time would each replace the other's rows
    if before := PoliceImport.objects.filter(file_sha256=file.sha256).first():
        raise ValidationError(
            {"file": SAME_FILE.format(day=f"{timezone.localdate(before.recorded_at):%d-%m-%Y}")}
        )
    found = police_file.read(file.content, timezone.localdate())
    months = found.months
    taken = PoliceImport(
        table=found.table,
        file_name=file.name,
        file_sha256=file.sha256,
        rows=len(found.numbers),
        skipped=found.skipped,
        first_month=months[0],
        last_month=months[-1],
        recorded_by=by,
    )
    taken.full_clean()
    taken.save()
    regions: dict[date, set[str]] = defaultdict(set)
    for region, month, _kind in found.numbers:
        regions[month].add(region)
    for month, places in regions.items():
        PoliceFigure.objects.filter(table=found.table, month=month, region__in=places).delete()
    rows = (
        PoliceFigure(imported=taken, table=found.table, region=region, month=month, kind=kind, number=number)
        for (region, month, kind), number in found.numbers.items()
    )
    PoliceFigure.objects.bulk_create(rows, batch_size=AT_ONCE)
    audit.record(
        "police.imported",
        taken,
        by,
        table=found.table,
        sha256=file.sha256,
        rows=taken.rows,
        skipped=found.skipped,
    )
    return taken


@transaction.atomic
def add_neighbourhood(
    *, area: Area, by: User, code: str, valid_from: date, name: str = "", source: str = ""
) -> Neighbourhood:
    """A neighbourhood in which an area lies, wholly or in part, from a day on."""
    permit(by)
    place = Area.objects.select_for_update().get(pk=area.pk)
    found = Neighbourhood(
        area=place, code=code.strip().upper(), name=line(name), valid_from=valid_from, source=line(source)
    )
    if not CODE.fullmatch(found.code):
        raise ValidationError({"code": NO_CODE})
    found.full_clean()
    same = Neighbourhood.objects.filter(area=place, code=found.code)
    if same.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from)).exists():
        raise ValidationError({"code": TWICE})
    found.save()
    audit.record("neighbourhood.added", found, by, area=place.pk, code=found.code, valid_from=valid_from)
    return found


@transaction.atomic
def end_neighbourhood(*, row: Neighbourhood, by: User, valid_to: date) -> Neighbourhood:
    """The last day on which the neighbourhood belongs to the area; a later correction is an event too."""
    permit(by)
    found = locked(row)
    found.valid_to = valid_to
    found.full_clean()
    found.save(update_fields=["valid_to"])
    audit.record("neighbourhood.ended", found, by, area=found.area_id, code=found.code, valid_to=valid_to)
    return found
