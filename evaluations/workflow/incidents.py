"""What people do with a file of incidents: bring it, say what its columns mean, take it over, undo it.

Judging and taking over are done in the background (`check`, `finish`); the page only asks for them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Finding, Refused
from almere_camera.models import User
from almere_camera.uploads import Checked
from areas.models import Area

from .. import tasks
from ..incidents import columns as headings_of
from ..incidents import reading, staging
from ..incidents.tables import Opener
from ..models import ColumnMapping, ImportFault, ImportRun, Incident, Sighting
from .asking import line, locked, permit

Status = ImportRun.Status
SAME_FILE = (
    "Dit bestand is al ingelezen en telt mee. Draai die import eerst terug als u het opnieuw wilt inlezen."
)
NO_AREAS = "Kies de gebieden waarvoor dit bestand volledig is."
WRONG_ORDER = "De laatste maand ligt voor de eerste maand."
MONTH_TO_COME = "Deze maand moet nog komen."
NOT_NOW = "Dit kan niet meer: de import heeft intussen een andere status. Laad de pagina opnieuw."
HAS_FAULTS = "In dit bestand staan fouten. Verbeter het en lees het opnieuw in: niets wordt half overgenomen."
NO_REASON = "Schrijf op waarom u deze import terugdraait."


# --- Bringing a file -----------------------------------------------------------------------------


def upload(
    *, by: User, file: Checked, areas: Iterable[Area], first_month: date, last_month: date
) -> ImportRun:
    """A file, with the months and areas for which it is complete.

    Raises NotAllowed; ValidationError, at the field, for a file that cannot be read, holds persons or
    counts already.
    """
    permit(by)
    found = list(areas)
    _check_months(found, first_month, last_month)
    try:
        headings = reading.headings(lambda: io.BytesIO(file.content))
        _refuse_same(file.sha256)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from None
    with transaction.atomic():
        run = ImportRun(
            file_name=file.name,
            file_sha256=file.sha256,
            file_size=len(file.content),
            first_month=first_month,
            last_month=last_month,
            uploaded_by=by,
            columns=headings_of.suggest(headings, remembered(headings)),
        )
        run.file.save("", ContentFile(file.content), save=False)
        run.save()
        run.areas.set(found)
        _record("incidents.uploaded", run, by)
    return run


def remembered(headings: list[str]) -> dict[str, str] | None:
    """What somebody chose before for a file with these headings."""
    known = ColumnMapping.objects.filter(headings_sha256=headings_of.fingerprint(headings)).first()
    return known.columns if known else None


def choose_columns(*, run: ImportRun, by: User, version: int, columns: dict[str, str]) -> ImportRun:
    """What the columns mean; the file is then judged in the background, and the choice remembered.

    Raises NotAllowed, Conflict, Refused; ValidationError, at the field, for a choice that cannot be.
    """
    permit(by)
    with transaction.atomic():
        run = _in(locked(run, version), Status.UPLOADED, Status.CHECKED, Status.FAILED)
        headings = reading.headings(opener_of(run))
        chosen = {name: heading for name, heading in columns.items() if heading}
        headings_of.check(chosen, headings)
        ColumnMapping.objects.update_or_create(
            headings_sha256=headings_of.fingerprint(headings), defaults={"columns": chosen, "saved_by": by}
        )
        run = _move(run, Status.CHECKING, columns=chosen, **FRESH, beat_at=timezone.now())
        _record("incidents.columns_chosen", run, by)
        tasks.check_import.enqueue(run.pk, run.version)
    return run


def take_over(*, run: ImportRun, by: User, version: int) -> ImportRun:
    """Ask for all rows to be taken over, in the background. Raises NotAllowed, Conflict, Refused."""
    permit(by)
    with transaction.atomic():
        run = _in(locked(run, version), Status.CHECKED)
        if run.rows_wrong or not run.rows:
            _refuse(HAS_FAULTS)
        if ImportRun.objects.counting().filter(file_sha256=run.file_sha256).exists():
            _refuse(SAME_FILE)
        run = _move(run, Status.IMPORTING, rows_read=0, beat_at=timezone.now())
        _record("incidents.take_over_asked", run, by)
        tasks.take_import_over.enqueue(run.pk, run.version, by.pk)
    return run


def again(*, run: ImportRun, by: User, version: int) -> ImportRun:
    """Judge a file again whose run was broken off. Raises NotAllowed, Conflict, Refused."""
    permit(by)
    with transaction.atomic():
        run = _in(locked(run, version), Status.FAILED)
        run = _move(run, Status.CHECKING, **FRESH, beat_at=timezone.now())
        _record("incidents.begun_again", run, by)
        tasks.check_import.enqueue(run.pk, run.version)
    return run


def drop(*, run: ImportRun, by: User, version: int) -> ImportRun:
    """Not take a file over; it is thrown away. Raises NotAllowed, Conflict, Refused."""
    permit(by)
    with transaction.atomic():
        run = _in(locked(run, version), Status.UPLOADED, Status.CHECKED, Status.FAILED)
        run = _move(run, Status.DROPPED, **_without_file(run))
        _record("incidents.dropped", run, by)
    return run


def undo(*, run: ImportRun, by: User, version: int, reason: str) -> ImportRun:
    """Take back all incidents of a run: its months are unknown again.

    Raises NotAllowed, Conflict, Refused; ValidationError for an empty reason.
    """
    permit(by)
    if not line(reason):
        raise ValidationError({"reason": NO_REASON})
    with transaction.atomic():
        run = _in(locked(run, version), Status.DONE)
        values = {"undone_by": by, "undone_at": timezone.now(), "undo_reason": line(reason)}
        run = _move(run, Status.UNDONE, **values)
        incidents = Incident.objects.filter(run=run)
        # Without the collector: these rows have no children but each other.
        Sighting.objects.filter(incident__in=incidents.values("pk"))._raw_delete(using=incidents.db)
        incidents._raw_delete(using=incidents.db)
        _record("incidents.undone", run, by)
    return run


# --- In the background ---------------------------------------------------------------------------

# What a run begins with every time it is judged.
FRESH = {"rows": 0, "rows_read": 0, "rows_wrong": 0, "rows_doubled": 0}


def check(pk: int, version: int) -> None:
    """Judge the file of a run that still waits for it."""
    run = ImportRun.objects.filter(pk=pk, version=version, status=Status.CHECKING).first()
    if run is None:
        return
    with _told_when_it_fails(run), reading.read(run, opener_of(run)) as found:
        run = _move(run, Status.CHECKED, **_counted(found))
        _record("incidents.checked", run, None, rows=found.rows, wrong=found.wrong)


def finish(pk: int, version: int, by: int) -> None:
    """Take over the file of a run that still waits for it, unless something is wrong with it by now."""
    run = ImportRun.objects.filter(pk=pk, version=version, status=Status.IMPORTING).first()
    if run is None:
        return
    with _told_when_it_fails(run), reading.read(run, opener_of(run)) as found:
        _conclude(run, found, User.objects.get(pk=by), Status.CHECKED)


def import_file(
    *,
    by: User | None,
    opener: Opener,
    file_name: str,
    sha256: str,
    size: int,
    areas: Iterable[Area],
    first_month: date,
    last_month: date,
    dry_run: bool = False,
    most_rows: int | None = None,
) -> ImportRun:
    """Judge a file and take it over in one go, without a page: for the command and the demonstration.

    Without `by` the system does it. With faults, or for a dry run, the run ends as not taken over.
    Raises NotAllowed, and ValidationError as `upload` and `choose_columns` do.
    """
    if by is not None:
        permit(by)
    found = list(areas)
    _check_months(found, first_month, last_month)
    headings = reading.headings(opener, most_rows)
    _refuse_same(sha256)
    columns = headings_of.suggest(headings, remembered(headings))
    headings_of.check(columns, headings)
    with transaction.atomic():
        run = ImportRun.objects.create(
            status=Status.CHECKING if dry_run else Status.IMPORTING,
            file_name=file_name,
            file_sha256=sha256,
            file_size=size,
            first_month=first_month,
            last_month=last_month,
            uploaded_by=by,
            columns=columns,
            beat_at=timezone.now(),
        )
        run.areas.set(found)
        _record("incidents.uploaded", run, by)
    with _told_when_it_fails(run), reading.read(run, opener, most_rows=most_rows) as outcome:
        if dry_run:
            run = _move(run, Status.DROPPED, **_counted(outcome))
            _record("incidents.checked", run, by, rows=outcome.rows, wrong=outcome.wrong)
        else:
            run = _conclude(run, outcome, by, Status.DROPPED)
    return run


def _conclude(run: ImportRun, found: reading.Outcome, by: User | None, otherwise: Status) -> ImportRun:
    """All rows or none, while they wait."""
    counted = _counted(found)
    if found.faults:
        run = _move(run, otherwise, **counted)
        _record("incidents.checked", run, by, rows=found.rows, wrong=found.wrong)
        return run
    number = staging.take_over(run.pk)
    counted |= {"incidents_count": number, "done_at": timezone.now(), **_without_file(run)}
    run = _move(run, Status.DONE, **counted)
    _record("incidents.taken_over", run, by, rows=found.rows, incidents=number)
    return run


@contextmanager
def _told_when_it_fails(run: ImportRun) -> Iterator[None]:
    """A run that fails says so, in a transaction of its own, before the error goes on."""
    try:
        yield
    except reading.SupersededError:
        return
    except Exception:
        with transaction.atomic():
            asked = ImportRun.objects.select_for_update().filter(pk=run.pk, version=run.version)
            if still := asked.filter(status__in=ImportRun.BUSY).first():
                _record("incidents.broken_off", _move(still, Status.FAILED), None)
        raise


# --- Pieces --------------------------------------------------------------------------------------


def _check_months(areas: list[Area], first: date, last: date) -> None:
    wrong = {}
    if not areas:
        wrong["areas"] = NO_AREAS
    if last < first:
        wrong["last_month"] = WRONG_ORDER
    elif last > timezone.localdate():
        wrong["last_month"] = MONTH_TO_COME
    if wrong:
        raise ValidationError(wrong)


def _refuse_same(sha256: str) -> None:
    if ImportRun.objects.counting().filter(file_sha256=sha256).exists():
        raise ValidationError(SAME_FILE)


def _refuse(message: str) -> None:
    raise Refused([Finding(code="import", message=message)])


def _in(run: ImportRun, *statuses: Status) -> ImportRun:
    """The run, when it stands in one of these; one that was broken off is FAILED."""
    if run.state not in statuses:
        _refuse(NOT_NOW)
    return run


def _move(run: ImportRun, status: Status, **values: Any) -> ImportRun:
    ImportRun.objects.filter(pk=run.pk).update(status=status, version=run.version + 1, **values)
    return ImportRun.objects.get(pk=run.pk)


def _counted(found: reading.Outcome) -> dict[str, Any]:
    return {
        "rows": found.rows,
        "rows_read": found.rows,
        "rows_wrong": found.wrong,
        "rows_doubled": found.doubled,
        "beat_at": timezone.now(),
    }


def _without_file(run: ImportRun) -> dict[str, Any]:
    """The file is not kept: what it held stands in the database, or counts for nothing."""
    if run.file:
        storage, name = run.file.storage, str(run.file.name)
        transaction.on_commit(lambda: storage.delete(name))
    return {"file": ""}


def _record(event: str, run: ImportRun, by: User | None, **facts: Any) -> None:
    facts |= {"sha256": run.file_sha256, "first_month": run.first_month, "last_month": run.last_month}
    facts["areas"] = list(run.areas.order_by("pk").values_list("pk", flat=True))
    audit.record(event, run, by, **facts)


def opener_of(run: ImportRun) -> Opener:
    """Opens the file of a run, each time from its beginning."""
    storage, name = run.file.storage, str(run.file.name)
    return lambda: cast(IO[bytes], storage.open(name, "rb").file)


def faults_of(run: ImportRun) -> Any:
    """What is wrong in the file, by row."""
    return ImportFault.objects.filter(run=run).order_by("row", "pk")
