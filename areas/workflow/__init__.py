"""The acts on areas, positions, cameras, signs and checks: each one transaction and one event.

Every act raises NotAllowed for a person without `Perm.EDIT_AREAS`, Conflict when a colleague changed
the row since `version` was shown, and ValidationError, by field and in Dutch, for what is wrong.
"""

from .asking import version_of
from .deployments import deploy, end_deployment
from .places import (
    add_area,
    add_position,
    add_unit,
    change_area,
    change_position,
    change_unit,
    record_boundary,
    rename_position,
    rename_unit,
)
from .recognition import check_masking, place_sign, remove_sign

__all__ = [
    "add_area",
    "add_position",
    "add_unit",
    "change_area",
    "change_position",
    "change_unit",
    "check_masking",
    "deploy",
    "end_deployment",
    "place_sign",
    "record_boundary",
    "remove_sign",
    "rename_position",
    "rename_unit",
    "version_of",
]
