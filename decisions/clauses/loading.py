"""Bringing the clauses of the application into the bank: harmless when they are there already."""

from __future__ import annotations

from django.db import transaction

from almere_camera import audit

from ..models import Clause, ClauseVersion
from .texts import ALL, Text

BROUGHT = "meegeleverd met de applicatie"


def load() -> tuple[int, int]:
    """Add what is missing, and a new version where the application's own words changed.

    What the administrator wrote, or withdrew, stays as it is. Returns how many clauses and how many
    further versions were added.
    """
    with transaction.atomic():
        made = [_load(text) for text in ALL]
    return made.count("clause"), made.count("version")


def _load(text: Text) -> str:
    clause, created = Clause.objects.get_or_create(
        theme=text.theme,
        title=text.title,
        defaults={"kind": text.kind, "variant": text.variant, "criterion": text.criterion},
    )
    newest = clause.versions.order_by("-number").first()
    if newest is not None:
        ours = newest.written_by_id is None and clause.retired_on is None
        if not ours or newest.text == text.words:
            return ""
    number = newest.number + 1 if newest else 1
    version = ClauseVersion.objects.create(clause=clause, number=number, text=text.words, reason=BROUGHT)
    event = "clause.added" if created else "clause.version_written"
    audit.record(event, clause, None, version=version.number)
    return "clause" if created else "version"
