"""One case on the day of its decision, as the text looks at it: everything is read here, once.

The number of queries is fixed: with one area or thirty, one fact or a hundred, it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone

from almere_camera.models import Address, HouseRule, LegalBasis
from decisions.documents.markup import literal

from .. import chains, states
from ..loading import loaded
from ..models import (
    Assessment,
    Consultation,
    Decision,
    DecisionKind,
    DesignatedArea,
    ElementNote,
    Fact,
    Judgement,
    Measure,
    PolicyFramework,
)

MOST_RETENTION_DAYS = 28  # art. 151c lid 9 Gemeentewet: at most four weeks
DAY_AFTER_PUBLICATION = 1  # the municipality's practice, where no house rule has been recorded


@dataclass(frozen=True, slots=True)
class Link:
    """One designation in a chain of predecessors: what the history in the text needs of it."""

    pk: int
    follows: int | None
    kind: str
    signed_on: date | None


@dataclass(frozen=True, eq=False)
class Case:
    """A decision with its relations, the dated records of its day, and the chains of its areas."""

    decision: Decision
    day: date
    bases: Mapping[str, LegalBasis]
    addresses: Mapping[str, Address]
    house_rules: Mapping[str, int]
    links: Mapping[int, Link]
    enlarges: bool

    @property
    def mayor(self) -> str:
        """The organ: 'de burgemeester van Almere'."""
        return f"de burgemeester van {self.municipality}"

    @property
    def municipality(self) -> str:
        return str(settings.MUNICIPALITY)

    @property
    def framework(self) -> PolicyFramework | None:
        return self.decision.framework

    @cached_property
    def assessment(self) -> Assessment:
        """The answers; empty ones when nobody has answered anything yet."""
        return getattr(self.decision, "assessment", None) or Assessment()

    @cached_property
    def areas(self) -> list[DesignatedArea]:
        return list(self.decision.designated_areas.all())

    @cached_property
    def names(self) -> list[str]:
        """The names of the areas, each once, ready for a sentence."""
        return list(dict.fromkeys(literal(designated.area.name) for designated in self.areas))

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """The judgement on each criterion, by its key."""
        return {j.criterion.key: j for j in self.decision.judgements.all()}

    @cached_property
    def element_notes(self) -> list[ElementNote]:
        return list(self.decision.element_notes.all())

    @cached_property
    def measures(self) -> list[Measure]:
        return list(self.decision.measures.all())

    @cached_property
    def consultations(self) -> list[Consultation]:
        return list(self.decision.consultations.all())

    @cached_property
    def facts(self) -> list[Fact]:
        return list(self.decision.facts.all())

    def facts_of(self, criterion: str) -> list[Fact]:
        """The figures that belong to one criterion."""
        return [fact for fact in self.facts if fact.criterion == criterion]

    @cached_property
    def past(self) -> dict[int, chains.Summary]:
        """What went before each area that follows on another, by its number: days, extensions, holes."""
        return chains.before(self.areas, states.HouseRules())

    @property
    def is_short(self) -> bool:
        """A change that does not enlarge needs no new judgement on the criteria (invariant I7)."""
        return self.decision.kind == DecisionKind.CHANGE and not self.enlarges

    @property
    def is_regular(self) -> bool:
        return not self.decision.is_mobile

    @property
    def days_after_publication(self) -> int:
        """The house rule on the day of the decision: 1 is 'de dag na die van de bekendmaking'."""
        return self.house_rules.get(HouseRule.Key.DAYS_AFTER_PUBLICATION, DAY_AFTER_PUBLICATION)

    @property
    def retention_days(self) -> int:
        """How long images are kept; never more than the law allows (151c lid 9)."""
        days = self.assessment.retention_days or self.house_rules.get(HouseRule.Key.RETENTION_DAYS)
        return min(days or MOST_RETENTION_DAYS, MOST_RETENTION_DAYS)

    @property
    def moment(self) -> str:
        """ISO 8601 with zone: the day of signing, or else the last change of the draft."""
        if self.decision.signed_on:
            signed = datetime.combine(self.decision.signed_on, time())
            return timezone.make_aware(signed).isoformat(timespec="seconds")
        return timezone.localtime(self.decision.changed_at).isoformat(timespec="seconds")

    def chain(self, designated: DesignatedArea) -> list[Link]:
        """The designations before this one, from the first on."""
        chain: list[Link] = []
        following = designated.follows_id
        while following is not None and following in self.links and len(chain) < len(self.links):
            chain.append(self.links[following])
            following = chain[-1].follows
        return chain[::-1]


def case_of(decision: Decision) -> Case:
    """The case with all that its text needs, as it is in memory now."""
    whole = loaded(decision)
    day = whole.signed_on or timezone.localtime(whole.changed_at).date()
    predecessors = [d.follows for d in whole.designated_areas.all() if d.follows is not None]
    prefetch_related_objects(predecessors, "use_periods", "viewing_hours", "viewing_exceptions")
    return Case(
        decision=whole,
        day=day,
        bases={b.kind: b for b in LegalBasis.objects.valid_on(day).order_by("valid_from")},
        addresses={a.key: a for a in Address.objects.valid_on(day).order_by("valid_from")},
        house_rules={r.key: r.value for r in HouseRule.objects.valid_on(day).order_by("valid_from")},
        links=_links() if predecessors else {},
        enlarges=_enlarges(whole),
    )


def _links() -> dict[int, Link]:
    """Every designation with what it follows, in one query: chains have no fixed length."""
    rows = DesignatedArea.objects.values_list("pk", "follows_id", "decision__kind", "decision__signed_on")
    return {row[0]: Link(*row) for row in rows}


def _enlarges(decision: Decision) -> bool:
    """Whether a change enlarges: the rules decide that, so that text and gates never differ."""
    if decision.kind != DecisionKind.CHANGE:
        return False
    from ..rules.enlarging import enlarges  # here, not above: the rules read this package's placeholder

    return enlarges(decision)
