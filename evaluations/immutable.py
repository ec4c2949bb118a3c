"""The triggers that keep incidents as they were imported: a run is undone as a whole, or stays."""

from __future__ import annotations

from collections.abc import Iterator

from almere_camera.guards import Guard

MESSAGE = "Een ingelezen incident verandert niet. Draai de hele import terug."
COUNTS = "r.status = 'overgenomen'"  # ImportRun.Status.DONE: `workflow.undo` leaves that first


def guards() -> Iterator[Guard]:
    """Rows are never changed; they are deleted only when their run no longer counts.

    Adding is not guarded: it would cost a million rows a look each.
    """
    incident, sighting = "evaluations_incident", "evaluations_sighting"
    of_run = f"EXISTS (SELECT 1 FROM evaluations_importrun r WHERE r.id = OLD.run_id AND {COUNTS})"  # noqa: S608
    of_incident = (
        f"EXISTS (SELECT 1 FROM {incident} i JOIN evaluations_importrun r ON r.id = i.run_id"  # noqa: S608
        f" WHERE i.id = OLD.incident_id AND {COUNTS})"
    )
    for table, counts in ((incident, of_run), (sighting, of_incident)):
        yield Guard(f"{table}_update", table, "UPDATE", None, MESSAGE)
        yield Guard(f"{table}_delete", table, "DELETE", counts, MESSAGE)
