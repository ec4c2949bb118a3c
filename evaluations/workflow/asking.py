"""Asking first: who may, and the row as it now is, locked."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from almere_camera import audit
from almere_camera.findings import Conflict, Finding, NotAllowed
from almere_camera.models import User
from almere_camera.roles import PERMISSION_LABELS, Perm, may, who

Row = TypeVar("Row", bound=models.Model)
TO_COME = "Deze dag moet nog komen. Leg het vast als het is gebeurd."


def permit(by: User, permission: Perm = Perm.EVALUATE) -> None:
    """Raises NotAllowed, with who may, for a person without the permission."""
    if not may(by, permission):
        names = who(permission)
        message = f"‘{PERMISSION_LABELS[permission]}’ hoort niet bij uw functie. Dit doet: {names}."
        raise NotAllowed([Finding(code="functie", message=message, who=names)])


def locked(row: Row, version: int | None = None) -> Row:
    """The row as it now is, locked until the transaction ends. Raises Conflict as the package says."""
    now = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if version is not None and now.version != version:  # type: ignore[attr-defined]
        last = audit.changes_of(now).first()
        someone = last.actor_name if last else "Iemand anders"
        message = (
            f"{someone} heeft dit intussen gewijzigd. Kijk wat er is veranderd voordat u opnieuw opslaat. "
            "Uw tekst staat nog op dit scherm."
        )
        raise Conflict([Finding(code="versie", message=message)])
    return now


def save(row: Any) -> None:
    """Check and save a row that has a version."""
    row.version += 1
    row.full_clean()
    row.save()


def has_happened(field: str, day: date) -> None:
    """Raises ValidationError for a day that is still to come."""
    if day > timezone.localdate():
        raise ValidationError({field: TO_COME})


def line(text: str) -> str:
    """Text on one line, without spaces at the ends."""
    return " ".join(text.split())
