"""The public register: which decisions everybody may see, and how they stand on a day.

`public_decisions` is the only place that decides what is public. What a designation is on a day comes
from `states`, the term for objections from `states.objection_term`; nothing of it is stored or computed
again here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    prefetch_related_objects,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from almere_camera.models import Address, AuditEvent, EqualledHoliday, HouseRule
from areas.models import Area, Deployment, Position

from . import states
from .models import (
    Closure,
    Decision,
    DecisionKind,
    DesignatedArea,
    Interruption,
    Publication,
    Status,
)
from .states import State, Term


class Group(StrEnum):
    """The designations as a resident looks for them; the value stands in addresses."""

    NOW = "nu"
    COMING = "komend"
    PAST = "voorbij"
    UNKNOWN = "onbekend"


GROUP_OF = {
    State.IN_FORCE: Group.NOW,
    State.SUSPENDED: Group.NOW,
    State.PUBLISHED: Group.COMING,
    State.WITHOUT_GROUND: Group.COMING,
    State.UNKNOWN: Group.UNKNOWN,
    State.LAPSED: Group.PAST,
    State.ENDED: Group.PAST,
    State.REVOKED: Group.PAST,
    State.ANNULLED: Group.PAST,
}


# --- What is public --------------------------------------------------------------------------------


def public_decisions(today: date) -> QuerySet[Decision]:
    """What everybody may see: adopted, officially published by today, not withdrawn before that.

    A decision from before this application is public too, also when its publication is not recorded:
    it was taken over from the national register.
    """
    return Decision.objects.filter(*_is_public(today, "")).order_by(
        F("signed_on").desc(nulls_last=True), "-pk"
    )


def public_designations(today: date) -> QuerySet[DesignatedArea]:
    """The designations in public decisions; a beeindiging designates nothing. Newest decision first."""
    shown = DesignatedArea.objects.filter(*_is_public(today, "decision__"))
    return shown.exclude(decision__kind=DecisionKind.END).order_by(
        F("decision__signed_on").desc(nulls_last=True), "-decision", "pk"
    )


def _is_public(today: date, way: str) -> tuple[Q | Combinable, ...]:
    """The conditions on a decision, asked of the row itself or of the row that leads to it by `way`.

    Asked per row, so that the database starts from the few rows that a page narrows down to.
    """
    decision = OuterRef(f"{way}pk")
    published = Publication.objects.filter(
        decision=decision, kind=Publication.Kind.OFFICIAL, replaced_by=None, published_on__lte=today
    )
    withdrawn = Closure.objects.filter(decision=decision, confirmed_at__isnull=False)
    historical, status = Q(**{f"{way}historical": True}), Q(**{f"{way}status": Status.ADOPTED})
    return historical | Exists(published), ~Exists(withdrawn), status


def positions_are_public() -> bool:
    """Whether the municipality chose to show where the cameras hang (the setting PUBLIC_POSITIONS)."""
    return bool(settings.PUBLIC_POSITIONS)


# --- How they stand --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublicArea:
    """One area in a public decision on a day. `number` counts the areas of the decision from 1."""

    designated: DesignatedArea
    number: int
    term: Term
    state: State


@dataclass(frozen=True, slots=True)
class Entry:
    """A public decision on a day.

    `objections_until` is the last day for objections (None: unknown); `objections_open` whether that
    term runs; `follows` are the public decisions on which this one follows.
    """

    decision: Decision
    areas: tuple[PublicArea, ...]
    follows: tuple[Decision, ...]
    objections_until: date | None
    objections_open: bool

    @property
    def publication(self) -> Publication | None:
        """The publication in the Gemeenteblad that counts; None when unknown."""
        return self.decision.publication

    @property
    def publications(self) -> list[Publication]:
        """What can be read somewhere: not what was corrected, nor a placement that was taken away."""
        records = list(self.decision.publications.all())
        corrected = {record.replaces_id for record in records}
        kind, standing = Publication.Kind, [record for record in records if record.pk not in corrected]
        on_website = [r for r in standing if r.kind in (kind.WEBSITE, kind.REMOVED)]
        newest = max(on_website, key=lambda r: (r.published_on or date.min, r.pk), default=None)
        away = {kind.REMOVED, kind.WEBSITE} if newest and newest.kind == kind.REMOVED else {kind.REMOVED}
        return [record for record in standing if record.kind not in away]

    @property
    def states(self) -> list[State]:
        """The states of its areas, each once; none for a beeindiging, which designates nothing."""
        if self.decision.is_ending:
            return []
        return list(dict.fromkeys(area.state for area in self.areas))

    @property
    def first_day(self) -> date | None:
        """The first day on which it works anywhere; None when that is unknown."""
        return min((a.term.in_force_from for a in self.areas if a.term.in_force_from), default=None)

    @property
    def last_day(self) -> date | None:
        """The last day on which it works anywhere, inclusive; None when that is not known of every area."""
        return max(self._known([a.term.last_day for a in self.areas]), default=None)

    @property
    def repealed_from(self) -> date | None:
        """'Vervallen per', for the decision as a whole."""
        return max(self._known([a.term.repealed_from for a in self.areas]), default=None)

    @staticmethod
    def _known(days: list[date | None]) -> list[date]:
        return [day for day in days if day] if all(days) else []


def entries(decisions: Iterable[Decision] | QuerySet[Decision], today: date) -> list[Entry]:
    """These public decisions with all that is shown of them, in a fixed number of queries."""
    shown = list(decisions)
    designations = states.with_terms(DesignatedArea.objects.order_by("pk")).prefetch_related(
        "viewing_hours", Prefetch("deployments", queryset=Deployment.objects.select_related("position"))
    )
    prefetch_related_objects(shown, "publications", Prefetch("designated_areas", queryset=designations))
    rules, equalled = states.HouseRules(), frozenset(EqualledHoliday.objects.values_list("day", flat=True))
    before = {d.follows.decision_id for case in shown for d in case.designated_areas.all() if d.follows}
    seen = public_decisions(today).in_bulk(before) if before else {}
    return [_entry(case, today, rules, equalled, seen) for case in shown]


def _entry(
    case: Decision,
    today: date,
    rules: states.HouseRules,
    equalled: frozenset[date],
    seen: dict[int, Decision],
) -> Entry:
    before = [d.follows.decision_id for d in case.designated_areas.all() if d.follows]
    publication = case.publication
    until = states.objection_term(publication, equalled) if publication else None
    published_on = publication.published_on if publication else None
    # On the day of publication it is early, which is no reason to reject it (art. 6:10 lid 1 Awb).
    opened = published_on is not None and until is not None and published_on <= today <= until
    return Entry(
        decision=case,
        areas=tuple(
            _public_area(designated, number, today, rules)
            for number, designated in enumerate(case.designated_areas.all(), start=1)
        ),
        follows=tuple(seen[pk] for pk in dict.fromkeys(before) if pk in seen),
        objections_until=until,
        objections_open=opened,
    )


def _public_area(
    designated: DesignatedArea, number: int, today: date, rules: states.HouseRules
) -> PublicArea:
    term = states.term_of(designated, rules)
    return PublicArea(designated, number, term, states.state_on(designated, today, rules, term=term))


# --- Choosing --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """Which designations belong to which group on a day.

    Of what may still run the state is asked; all the rest has had its last day.
    """

    today: date
    by_group: dict[Group, frozenset[int]]
    decisions_by_group: dict[Group, frozenset[int]]

    def of_designations(self, group: Group) -> Q:
        """The condition on a designation that it belongs to the group."""
        named = Q(pk__in=self.by_group[group])
        return named | Q(last_day__lt=self.today) if group is Group.PAST else named

    def of_decisions(self, group: Group) -> Q | Combinable:
        """The condition on a decision that one of its designations belongs to the group."""
        named = Q(pk__in=self.decisions_by_group[group])
        if group is not Group.PAST:
            return named
        over = DesignatedArea.objects.filter(decision=OuterRef("pk"), last_day__lt=self.today)
        return named | Exists(over.exclude(decision__kind=DecisionKind.END))


def standing(today: date) -> Standing:
    """The groups of today; the number of queries is fixed."""
    rules = states.HouseRules()
    running = states.with_terms(
        public_designations(today).filter(Q(last_day=None) | Q(last_day__gte=today)).order_by()
    )
    found: dict[Group, set[int]] = defaultdict(set)
    cases: dict[Group, set[int]] = defaultdict(set)
    for designated in running:
        group = GROUP_OF[states.state_on(designated, today, rules)]
        found[group].add(designated.pk)
        cases[group].add(designated.decision_id)
    by_group = {group: frozenset(found[group]) for group in Group}
    return Standing(today, by_group, {group: frozenset(cases[group]) for group in Group})


def objection_address(decision: Decision, today: date) -> Address | None:
    """Where objections against this decision go: as its text says, or where they go today."""
    day = decision.signed_on or today
    return Address.objects.valid_on(day).filter(key=Address.Key.OBJECTION).order_by("-valid_from").first()


# --- Has anything changed? -------------------------------------------------------------------------

# Dated records and places change in their row; the log tells that they did.
DATED = (HouseRule, EqualledHoliday, Address)
SHIPPED = ("almere_camera", "areas", "decisions", "templates", "static/almere")


def version(today: date) -> str:
    """A word that changes whenever anything in the register may look different: one cheap query.

    What was adopted never changes and what comes later is a new row, so that the highest number of each
    table tells enough.
    """
    places = (Area, Position, Deployment) if positions_are_public() else (Area,)
    known = (Publication, Interruption, *DATED, *places)
    rows = [_newest(model) for model in known]
    rows.append(_row("past", Decision.objects.filter(historical=True, status=Status.ADOPTED)))
    rows.append(_row("withdrawn", Closure.objects.filter(confirmed_at__isnull=False)))
    logged = AuditEvent.objects.order_by().filter(object_type__in=_labels(DATED + places))
    rows.append(logged.values(what=Value("logged")).annotate(top=Coalesce(Max("seq"), 0), all=Value(0)))
    found = sorted(rows[0].union(*rows[1:], all=True).values_list("what", "top", "all"))
    shown = (_shipped(), today, settings.PUBLIC_POSITIONS, settings.MUNICIPALITY, settings.SITE_URL, found)
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def _labels(models: Iterable[type[Model]]) -> list[str]:
    return [model._meta.label_lower for model in models]


def _newest(model: type[Model]) -> Any:
    return _row(model._meta.label_lower, model._default_manager.all())


def _row(what: str, rows: QuerySet[Any]) -> Any:
    """The highest number and how many, under a name; no row when there are none."""
    grouped = rows.order_by().values(what=Value(what))
    return grouped.annotate(top=Max("pk"), all=Count("pk"))


@lru_cache(maxsize=1)
def _shipped() -> str:
    """A hash of the code, templates and styles with which this process runs."""
    seen = hashlib.sha256()
    for room in SHIPPED:
        for path in sorted(Path(settings.BASE_DIR, room).rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg"}:
                seen.update(path.read_bytes())
    return seen.hexdigest()
