"""One case on one day, as the rules look at it: everything they share, looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Model
from django.urls import reverse
from django.utils.formats import date_format

from almere_camera.models import HouseRule, LegalBasis, Official

from .. import lint, states, text
from ..models import FROZEN, Assessment, Decision, DesignatedArea, Starts, Status
from .enlarging import enlarges


@dataclass(frozen=True, slots=True)
class Adoption:
    """What the mayor's office enters when it registers the adoption."""

    signatory: Official | None
    on: date | None
    absence_reason: str = ""
    signed_copy: bool = False


@dataclass(frozen=True, eq=False)
class Case:
    """A case as `decisions.loading` loads it, the day on which it is looked at, and the adoption entered."""

    decision: Decision
    today: date
    adoption: Adoption | None = None

    @property
    def making(self) -> bool:
        """Whether the decision is still being made: only then a gate means anything."""
        return self.decision.status not in FROZEN

    @cached_property
    def day(self) -> date:
        """The day of the decision: as entered, as recorded, or else presumed to be today."""
        return (self.adoption and self.adoption.on) or self.decision.signed_on or self.today

    @cached_property
    def areas(self) -> list[DesignatedArea]:
        return list(self.decision.designated_areas.all())

    @cached_property
    def assessment(self) -> Assessment:
        """The answers; empty ones when nobody has answered anything yet."""
        return getattr(self.decision, "assessment", None) or Assessment()

    @cached_property
    def enlarges(self) -> bool:
        """Whether a change adds ground or time."""
        return enlarges(self.decision)

    @cached_property
    def defects(self) -> list[lint.LintFinding]:
        """What the lint finds in the text as it would be adopted now, with the signature entered."""
        whole = copy(self.decision)
        if self.adoption is not None:
            whole.signatory, whole.signed_on = self.adoption.signatory, self.adoption.on
        bases = tuple(str(basis) for basis in LegalBasis.objects.valid_on(self.day))
        streets = tuple(str(street) for area in self.areas for street in area.streets or ())
        return lint.lint_document(text.compose(whole, draft=True), known=lint.Known(bases, streets))

    @cached_property
    def house_rules(self) -> states.HouseRules:
        return states.HouseRules()

    def days_after_publication(self, day: date) -> int | None:
        """The house rule that holds on this day, or None when none was recorded."""
        return self.house_rules.recorded(day)

    @cached_property
    def earliest_effect(self) -> date:
        """The first day on which a decision of this day can work: published on the day it is signed.

        Without a house rule the law's own minimum holds: the day of publication (art. 3:40 Awb).
        """
        return self.day + timedelta(days=self.days_after_publication(self.day) or 0)

    def house_rule(self, key: HouseRule.Key, day: date) -> int | None:
        """Another house rule on this day, or None when none was recorded."""
        try:
            return HouseRule.value_on(key, day)
        except HouseRule.DoesNotExist:
            return None

    def term_of(self, designated: DesignatedArea) -> states.Term:
        """The real term of another designation."""
        return states.term_of(designated, self.house_rules)

    def followed(self) -> Iterator[tuple[DesignatedArea, DesignatedArea]]:
        """Each area that names a predecessor, with that predecessor."""
        for area in self.areas:
            if area.follows is not None:
                yield area, area.follows


def step_url(decision: Decision, step: str, anchor: str = "") -> str:
    """The page of a step, at the field where the answer belongs."""
    return _at(reverse("decisions:step", kwargs={"pk": decision.pk, "step": step}), anchor)


def act_url(decision: Decision, act: str, anchor: str = "") -> str:
    """The page of an act ('adopt', 'publish'), at the field."""
    return _at(reverse(f"decisions:{act}", kwargs={"pk": decision.pk}), anchor)


def records_url(model: type[Model]) -> str:
    """The list of dated records that the administrator keeps."""
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")


def area_anchor(designated: DesignatedArea, field: str) -> str:
    """The id of a field of one area: its form has the prefix 'gebied-<pk>'."""
    return f"id_gebied-{designated.pk}-{field}"


def criterion_anchor(key: str, field: str) -> str:
    """The id of a field of one criterion: its form has the key of the criterion as prefix."""
    return f"id_{key}-{field}"


def in_words(day: date) -> str:
    """A day as it is read: 31 maart 2026."""
    return date_format(day, "j F Y")


def starts_on_fixed_day(designated: DesignatedArea) -> bool:
    return designated.starts == Starts.ON_DAY


def is_adopted(decision: Decision) -> bool:
    """Adopted, and not withdrawn before its publication."""
    return decision.status == Status.ADOPTED and not decision.is_withdrawn


def _at(url: str, anchor: str) -> str:
    return f"{url}#{anchor}" if anchor else url
