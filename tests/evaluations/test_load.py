"""`manage.py generate_load --incidents`: as many as asked, over all positions and years."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command

from almere_camera.models import AuditEvent
from areas.models import Area
from evaluations.counting import months_imported
from evaluations.models import Incident, Sighting
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_fills_with_incidents_too(settings: Any) -> None:
    settings.DEBUG = True
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        out = StringIO()
        call_command("generate_load", decisions=20, positions=10, incidents=6_000, stdout=out)
    assert "6000 incidenten" in out.getvalue()
    assert (Incident.objects.count(), Sighting.objects.count()) == (6_000, 6_120)
    cells = Counter(Sighting.objects.values_list("position", "year"))
    assert len(cells) == 10 * 5
    assert max(cells.values()) < 2 * min(cells.values())
    for at, year, month in Incident.objects.values_list("at", "year", "month"):
        local = at.astimezone(UTC).astimezone(ZoneInfo("Europe/Amsterdam"))
        assert (local.year, local.month) == (year, month)
    [area] = Area.objects.all()[:1]
    assert len(months_imported([area], make.TODAY.replace(year=2021, month=1), make.TODAY)[area.pk]) == 60
    events = AuditEvent.objects.order_by("seq").values_list("event", flat=True)
    assert list(events) == ["load.generated", "load.incidents"]
