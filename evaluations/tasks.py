"""Work in the background: `manage.py db_worker` does it, whatever becomes of the page that asked."""

from __future__ import annotations

from django_tasks import task


@task()
def check_import(run: int, version: int) -> None:
    """Judge the file of a run, as it stood when this was asked."""
    from .workflow import incidents

    incidents.check(run, version)


@task()
def take_import_over(run: int, version: int, by: int) -> None:
    """Take the rows of a run over, on behalf of the person who asked it."""
    from .workflow import incidents

    incidents.finish(run, version, by)
