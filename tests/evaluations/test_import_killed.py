"""A process that is killed while it takes a file over leaves nothing half; the file can be begun again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from almere_camera.roles import Role
from evaluations.models import ImportRun, Incident, Sighting
from evaluations.workflow import incidents
from tests.evaluations.files import FIRST, LAST, ROW, Place, as_upload, csv_file
from tests.factories import make_user

Status = ImportRun.Status
# The worker's own work, killed when every row stands in the tables and the transaction is not over.
WORKER = """
import os, signal, sys, django
django.setup()
from evaluations.incidents import staging
from evaluations.workflow import incidents
whole = staging.take_over
def take_over(run):
    assert whole(run) == 500
    os.kill(os.getpid(), signal.SIGKILL)
staging.take_over = take_over
incidents.finish(*map(int, sys.argv[1:]))
"""


def database_url() -> str:
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return (
        f"postgres://{values['USER']}:{values['PASSWORD']}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
    )


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_taking_over() -> None:
    place, officer = Place(), make_user(Role.POLICY_OFFICER)
    content = csv_file(*((f"{number}", *ROW[1:]) for number in range(500)))
    run = incidents.upload(
        by=officer, file=as_upload(content), areas=[place.area], first_month=FIRST, last_month=LAST
    )
    run = incidents.choose_columns(run=run, by=officer, version=run.version, columns=run.columns)
    # The page asked, and a worker in another process does it.
    values = {"status": Status.IMPORTING, "version": 9, "beat_at": timezone.now()}
    ImportRun.objects.filter(pk=run.pk).update(**values)
    names = {
        "DATABASE_URL": database_url(),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "DJANGO_SETTINGS_MODULE": "almere_camera.settings",
    }
    killed = subprocess.run(
        [sys.executable, "-c", WORKER, str(run.pk), "9", str(officer.pk)],
        env={**os.environ, **names},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not Incident.objects.exists()
    assert not Sighting.objects.exists()
    run.refresh_from_db()
    assert run.state == Status.IMPORTING
    with time_machine.travel(timezone.now() + timedelta(minutes=2, seconds=1)):
        assert run.state == Status.FAILED
        incidents.again(run=run, by=officer, version=run.version)
        run.refresh_from_db()
        incidents.take_over(run=run, by=officer, version=run.version)
    run.refresh_from_db()
    assert (run.status, Incident.objects.count(), Sighting.objects.count()) == (Status.DONE, 500, 500)
