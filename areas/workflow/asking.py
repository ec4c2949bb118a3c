"""Asking first: who may, whether a colleague was first, and the row as it now is, locked."""

from __future__ import annotations

from typing import TypeVar

from almere_camera import audit
from almere_camera.findings import Conflict, Finding, NotAllowed
from almere_camera.models import User
from almere_camera.roles import Perm, may, who

from ..models import Area, Deployment, Position, Sign, Unit

Row = TypeVar("Row", Area, Position, Unit, Deployment, Sign)


def version_of(row: Area | Position | Unit | Deployment | Sign) -> int:
    """What a form keeps, to see later whether a colleague changed the row: its version or last event."""
    if isinstance(row, Area | Position | Sign):
        return row.version
    return audit.events_of(row).values_list("seq", flat=True).first() or 0


def permit(by: User) -> None:
    if not may(by, Perm.EDIT_AREAS):
        names = who(Perm.EDIT_AREAS)
        raise NotAllowed(
            [
                Finding(
                    code="functie",
                    message=f"Gebieden en posities vastleggen hoort niet bij uw functie. Dit doet: {names}.",
                    who=names,
                )
            ]
        )


def locked(row: Row, version: int | None) -> Row:
    """The row as it now is, locked until the transaction ends. Raises Conflict as the module says."""
    now = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if version is not None and version_of(now) != version:
        last = audit.events_of(now).first()
        someone = last.actor_name if last else "Iemand anders"
        raise Conflict(
            [
                Finding(
                    code="versie",
                    message=f"{someone} heeft dit intussen gewijzigd. Kijk wat er is veranderd voordat u "
                    "opnieuw opslaat. Uw tekst staat nog op dit scherm.",
                )
            ]
        )
    return now


def save(row: Area | Position) -> None:
    row.version += 1
    row.full_clean()
    row.save()


def line(text: str) -> str:
    """Text on one line, without spaces at the ends."""
    return " ".join(text.split())
