"""Every permission of the application and which role has it: the one table that says who may what.

Roles are Django groups, permissions are Django permissions on the user model; both are written from
this file after every migrate, so that `user.has_perm` and the admin show the same truth.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.apps import AppConfig

    from .models import User


class Role(StrEnum):
    """The six functions in which a person works here; a person may have several."""

    POLICY_OFFICER = "beleidsmedewerker"
    REVIEWER = "toetser"
    MAYORS_OFFICE = "burgemeesterskabinet"
    COMMUNICATIONS = "communicatie"
    AUDITOR = "lezer/auditor"
    ADMINISTRATOR = "functioneel beheerder"


class Perm(StrEnum):
    """What a person may do. The value is the codename; the label stands in PERMISSION_LABELS."""

    VIEW_CASES = "view_cases"
    VIEW_CONFIDENTIAL = "view_confidential"
    EDIT_AREAS = "edit_areas"
    EDIT_CASES = "edit_cases"
    CONSULT = "record_consultation"
    REVIEW_CASES = "review_cases"
    ADOPT = "register_adoption"
    PUBLISH = "record_publication"
    OBJECTIONS = "handle_objections"
    VIEW_LOG = "view_log"
    EVALUATE = "evaluate"
    CONFIRM_EVALUATIONS = "confirm_evaluations"
    MANAGE_RECORDS = "manage_records"

    @property
    def full(self) -> str:
        """The name as `user.has_perm` wants it."""
        return f"almere_camera.{self.value}"


PERMISSION_LABELS: dict[Perm, str] = {
    Perm.VIEW_CASES: "Zaken, gebieden en besluiten lezen",
    Perm.VIEW_CONFIDENTIAL: "Vertrouwelijke stukken lezen",
    Perm.EDIT_AREAS: "Gebieden en posities vastleggen",
    Perm.EDIT_CASES: "Zaken starten en invullen",
    Perm.CONSULT: "Overleg met de driehoek vastleggen",
    Perm.REVIEW_CASES: "Zaken toetsen",
    Perm.ADOPT: "Vaststelling registreren",
    Perm.PUBLISH: "Bekendmaking vastleggen",
    Perm.OBJECTIONS: "Bezwaren behandelen en gegevens van indieners zien",
    Perm.VIEW_LOG: "Het logboek lezen",
    Perm.EVALUATE: "Cijfers, evaluaties en waarborgen vastleggen",
    Perm.CONFIRM_EVALUATIONS: "Beoordelingen van posities bevestigen",
    Perm.MANAGE_RECORDS: "Gedateerde gegevens en gebruikers beheren",
}

ROLE_PERMISSIONS: dict[Role, frozenset[Perm]] = {
    Role.POLICY_OFFICER: frozenset(
        {
            Perm.VIEW_CASES,
            Perm.VIEW_CONFIDENTIAL,
            Perm.EDIT_AREAS,
            Perm.EDIT_CASES,
            Perm.CONSULT,
            Perm.EVALUATE,
            Perm.CONFIRM_EVALUATIONS,
        }
    ),
    Role.REVIEWER: frozenset(
        {
            Perm.VIEW_CASES,
            Perm.VIEW_CONFIDENTIAL,
            Perm.REVIEW_CASES,
            Perm.OBJECTIONS,
            Perm.CONFIRM_EVALUATIONS,
        }
    ),
    Role.MAYORS_OFFICE: frozenset({Perm.VIEW_CASES, Perm.VIEW_CONFIDENTIAL, Perm.CONSULT, Perm.ADOPT}),
    Role.COMMUNICATIONS: frozenset({Perm.VIEW_CASES, Perm.PUBLISH}),
    Role.AUDITOR: frozenset({Perm.VIEW_CASES, Perm.VIEW_LOG}),
    Role.ADMINISTRATOR: frozenset({Perm.VIEW_CASES, Perm.MANAGE_RECORDS}),
}


def may(user: User | Any, permission: Perm) -> bool:
    """Whether this person has the permission in any of the person's roles. Anonymous: never."""
    return bool(user.is_active and user.has_perm(permission.full))


def holders(permission: Perm) -> list[Role]:
    """The roles that have this permission, in the order of the table."""
    return [role for role, perms in ROLE_PERMISSIONS.items() if permission in perms]


def who(permission: Perm) -> str:
    """Who can do it, in words: 'beleidsmedewerker of burgemeesterskabinet'."""
    return " of ".join(holders(permission))


def sync_groups(*, app_config: AppConfig, using: str, **_: Any) -> None:
    """Write the table above to Django's groups and permissions (runs after every migrate)."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission
    from django.contrib.contenttypes.models import ContentType

    from .models import User

    # The administrator's permissions on the dated records must exist first.
    create_permissions(app_config, verbosity=0, using=using)
    content_type = ContentType.objects.get_for_model(User)
    by_code: dict[Perm, Permission] = {}
    for perm, label in PERMISSION_LABELS.items():
        by_code[perm], _created = Permission.objects.update_or_create(
            content_type=content_type, codename=perm.value, defaults={"name": label}
        )
    for role, perms in ROLE_PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set([*_admin_permissions(role), *(by_code[p] for p in perms)])


def _admin_permissions(role: Role) -> list[Any]:
    """The administrator works in Django's admin on dated records and users; nobody else does."""
    from django.contrib.auth.models import Permission

    if role is not Role.ADMINISTRATOR:
        return []
    models = ["user", "legalbasis", "official", "equalledholiday", "houserule", "address"]
    return list(
        Permission.objects.filter(
            content_type__app_label="almere_camera",
            content_type__model__in=models,
            codename__regex=r"^(add|change|view)_(" + "|".join(models) + ")$",
        )
    )
