"""The steps in which a case is filled in: a table, which of them a case asks, and how far each is.

Steps can be visited in any order and left half done. What a step still misses is not decided here:
it is what `decisions.rules` finds there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from almere_camera.findings import Finding

from . import rules
from .models import Assessment, Decision

DONE, BUSY, OPEN = "Klaar", "Nog niet compleet", "Niet begonnen"
SPARED = "Mag leeg blijven"
SHORT_ROUTE = frozenset({"elementen", "maatregelen"})  # what an urgent case may leave empty
# Where the short form of a beeindiging asks what another case asks in a step of its own.
ASKED_ELSEWHERE = {"criteria": "aanleiding"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `applies` says whether a case asks it, `filled` whether somebody answered anything."""

    slug: str
    title: str
    applies: Callable[[Decision], bool]
    filled: Callable[[Decision], bool]

    def url(self, decision: Decision) -> str:
        return reverse("decisions:step", kwargs={"pk": decision.pk, "step": self.slug})

    def is_spared(self, decision: Decision) -> bool:
        """Whether the short route of an urgent case passes this step by."""
        return decision.is_urgent and self.slug in SHORT_ROUTE

    def found(self, decision: Decision, found: Iterable[Finding]) -> list[Finding]:
        """The findings that are solved in this step."""
        slugs = [slug for slug in SLUGS if step_for(decision, slug) is self]
        urls = {reverse("decisions:step", kwargs={"pk": decision.pk, "step": slug}) for slug in slugs}
        return [finding for finding in found if finding.url.partition("#")[0] in urls]

    def state(self, decision: Decision, found: Iterable[Finding] | None = None) -> str:
        """'Klaar', 'Nog niet compleet' or 'Niet begonnen'; pass `found` when the rules were asked already."""
        if found is None:
            found = rules.findings(decision, today=timezone.localdate())
        wanting = _wanting(decision, found if self.slug == "tekst" else self.found(decision, found))
        if not self.filled(decision):
            return SPARED if self.is_spared(decision) else OPEN
        return BUSY if wanting else DONE


def _wanting(decision: Decision, found: Iterable[Finding]) -> list[Finding]:
    """What must still be done: not the warnings for which somebody gave a reason to go on."""
    listed = list(found)
    return [*rules.outstanding(listed), *rules.warnings_unacknowledged(decision, listed)]


def assessment_of(decision: Decision) -> Assessment:
    """The answers; empty ones for a record of the past that has none."""
    return getattr(decision, "assessment", None) or Assessment()


def _always(_decision: Decision) -> bool:
    return True


def _not_an_ending(decision: Decision) -> bool:
    return not decision.is_ending


def _answered(*names: str) -> Callable[[Decision], bool]:
    """Whether any of these answers of the assessment is filled."""

    def filled(decision: Decision) -> bool:
        answers: Any = assessment_of(decision)
        return any(getattr(answers, name) not in ("", None, False) for name in names)

    return filled


def _has(relation: str) -> Callable[[Decision], bool]:
    def filled(decision: Decision) -> bool:
        return bool(getattr(decision, relation).all())

    return filled


def _occasion_filled(decision: Decision) -> bool:
    asked = (
        ("ceased_criterion", "ending_ground")
        if decision.is_ending
        else ("occasion", "purpose", "findings_before", "incident_first_day", "incident_kind", "shock")
    )
    return _answered(*asked)(decision)


def _evidence_filled(decision: Decision) -> bool:
    return bool(decision.evidence.all()) or bool(assessment_of(decision).no_analysis_reason)


def _areas_filled(decision: Decision) -> bool:
    return any(a.words or a.first_day or a.last_day for a in decision.designated_areas.all())


def _elements_filled(decision: Decision) -> bool:
    return any(note.text or not note.applies for note in decision.element_notes.all())


def _criteria_filled(decision: Decision) -> bool:
    return any(j.reasons or j.verdict for j in decision.judgements.all())


def _use_filled(decision: Decision) -> bool:
    return any(a.viewing_hours.all() for a in decision.designated_areas.all())


def _privacy_filled(decision: Decision) -> bool:
    decided = assessment_of(decision).new_technology is not None
    return decided or _answered("visible", "blanking", "dpia_on")(decision)


STEPS: tuple[Step, ...] = (
    Step("aanleiding", "Aanleiding", _always, _occasion_filled),
    Step("stukken", "Stukken", _always, _evidence_filled),
    Step("feiten", "Feiten en cijfers", _not_an_ending, _has("facts")),
    Step("gebieden", "Gebieden en duur", _always, _areas_filled),
    Step("elementen", "Elementen", _not_an_ending, _elements_filled),
    Step("criteria", "Criteria", _not_an_ending, _criteria_filled),
    Step("maatregelen", "Andere maatregelen", _not_an_ending, _has("measures")),
    Step("gebruik", "Gebruik en live kijken", _not_an_ending, _use_filled),
    Step("privacy", "Privacy", _not_an_ending, _privacy_filled),
    Step("informeren", "Informeren", _always, _answered("told_how", "told_when")),
    Step("driehoek", "Driehoek", _not_an_ending, _has("consultations")),
    Step("tekst", "Tekst", _always, _always),
)
SLUGS = tuple(step.slug for step in STEPS)
BY_SLUG = {step.slug: step for step in STEPS}


def steps_of(decision: Decision) -> list[Step]:
    """The steps that this case asks, in order."""
    return [step for step in STEPS if step.applies(decision)]


def step_for(decision: Decision, slug: str) -> Step | None:
    """The step where this case asks what stands under this name; None when it asks nothing of the kind."""
    step = BY_SLUG.get(slug)
    if step is None or step.applies(decision):
        return step
    elsewhere = ASKED_ELSEWHERE.get(slug)
    return BY_SLUG[elsewhere] if elsewhere else None


def next_step(decision: Decision, step: Step) -> Step | None:
    """The step after this one that must be answered, or None after the last."""
    asked = steps_of(decision)
    later = asked[asked.index(step) + 1 :]
    return next((one for one in later if not one.is_spared(decision)), None)


def navigation(decision: Decision, found: Iterable[Finding], current: str = "") -> list[dict[str, Any]]:
    """The steps as templates/parts/steps.html shows them."""
    listed = list(found)
    return [
        {
            "title": step.title,
            "url": step.url(decision),
            "state": step.state(decision, listed),
            "current": step.slug == current,
        }
        for step in steps_of(decision)
    ]
