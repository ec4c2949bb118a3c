"""A case with everything that rules and text ask of it, in a fixed number of queries.

Whatever walks through a case walks through the case from here: with one area or with thirty, the
number of queries is the same.
"""

from __future__ import annotations

from copy import copy

from django.db.models import Prefetch, prefetch_related_objects

from . import states
from .models import Decision, DesignatedArea, ElementNote, Judgement

ONE_TO_ONE = ("request", "framework", "signatory", "assessment__map_checked_by", "closure")


def load(pk: int) -> Decision:
    """The case with all its relations. Raises Decision.DoesNotExist."""
    decision = Decision.objects.select_related(*ONE_TO_ONE).get(pk=pk)
    prefetch_related_objects([decision], *_relations())
    return decision


def loaded(decision: Decision) -> Decision:
    """A copy of the case as it is in memory, with all relations loaded.

    What the caller already loaded is used as it is; the caller's own object is not touched, so that
    it shows later changes of its relations.
    """
    case = copy(decision)
    vars(case)["_prefetched_objects_cache"] = dict(getattr(decision, "_prefetched_objects_cache", {}))
    prefetch_related_objects([case], *_relations())
    return case


def _relations() -> tuple[str | Prefetch[str], ...]:
    """Every relation of a case; a predecessor comes with all that its real term depends on."""
    areas = DesignatedArea.objects.select_related("area", "boundary")
    followers = states.followers().select_related("decision__assessment")
    predecessors = states.with_terms(DesignatedArea.objects.all())
    return (
        *ONE_TO_ONE,
        "framework__criteria",
        "framework__elements",
        Prefetch("designated_areas", queryset=areas),
        "designated_areas__use_periods",
        "designated_areas__viewing_hours",
        "designated_areas__viewing_exceptions",
        "designated_areas__area__signs",
        "designated_areas__deployments__position__codes",
        "designated_areas__deployments__position__masking_checks",
        Prefetch("designated_areas__followed_by", queryset=followers),
        Prefetch("designated_areas__follows", queryset=predecessors),
        Prefetch("judgements", queryset=Judgement.objects.select_related("criterion")),
        Prefetch("element_notes", queryset=ElementNote.objects.select_related("element")),
        "measures",
        "evidence__criteria",
        "facts",
        "consultations__participants",
        "edited_paragraphs",
        "acknowledgements",
        "publications",
        "interruptions__areas",
        "comparisons",
    )
