"""Frozen means frozen: the triggers that keep a finished case as it is, in the database itself.

Whatever writes (page, admin, ORM, SQL), an adopted or closed decision and everything on which it
rests stays as it was. What comes later is a row: publication, late motivation, closing.
"""

from __future__ import annotations

from collections.abc import Iterator

from almere_camera.guards import Guard, append_only, child_frozen, frozen

from .models import FROZEN

STATUSES = "(" + ", ".join(f"'{status.value}'" for status in sorted(FROZEN)) + ")"
PARENT_IS_FROZEN = f"parent.status IN {STATUSES}"
MESSAGE = "Een vastgesteld of afgesloten besluit kan niet meer worden gewijzigd."

# Everything beneath a decision that stops changing with it: table and, for grandchildren, the way up.
CHILDREN = (
    "designatedarea",
    "assessment",
    "judgement",
    "elementnote",
    "measure",
    "evidence",
    "fact",
    "consultation",
    "editedparagraph",
    "pickedclause",
    "remark",
)
GRANDCHILDREN = (
    ("useperiod", "designated_area_id", "designatedarea"),
    ("viewinghours", "designated_area_id", "designatedarea"),
    ("viewingexception", "designated_area_id", "designatedarea"),
    ("participant", "consultation_id", "consultation"),
    ("evidence_criteria", "evidence_id", "evidence"),
)


def frozen_guards() -> Iterator[Guard]:
    """Every guard of this app, in words of `almere_camera.guards`."""
    yield from frozen("decisions_decision", f"OLD.status IN {STATUSES}", MESSAGE)
    for child in CHILDREN:
        yield from child_frozen(
            f"decisions_{child}", "decisions_decision", "decision_id", PARENT_IS_FROZEN, MESSAGE
        )
    for child, column, via in GRANDCHILDREN:
        yield from child_frozen(
            f"decisions_{child}",
            "decisions_decision",
            column,
            PARENT_IS_FROZEN,
            MESSAGE,
            via=((f"decisions_{via}", "decision_id"),),
        )
    yield from append_only("decisions_adoptedtext", "Een vastgestelde tekst kan niet meer worden gewijzigd.")
    yield from append_only("decisions_savedversion", "Een bewaarde versie kan niet meer worden gewijzigd.")
    yield from append_only(
        "decisions_publication", "Een publicatie wordt niet gewijzigd: leg een verbetering met reden vast."
    )
    yield from append_only(
        "decisions_interruption", "Een schorsing of vernietiging wordt verbeterd, niet gewijzigd."
    )
    yield from append_only("decisions_completion", "Een afgeronde taak blijft staan.")
    yield from append_only("decisions_comparison", "Een vergelijking blijft staan.")
    yield from append_only("decisions_reviewafterwards", "Een toets achteraf blijft staan.")
    yield from append_only("decisions_latemotivation", "Wat is geschreven blijft: bewaar een nieuwe versie.")
    yield from append_only("decisions_acknowledgement", "Een reden om door te gaan blijft staan.")
    yield from append_only(
        "decisions_clauseversion", "Een versie van een tekstblok blijft: schrijf een nieuwe."
    )
    yield from frozen(
        "decisions_closure", "OLD.confirmed_at IS NOT NULL", "Een bevestigde afsluiting staat vast."
    )
