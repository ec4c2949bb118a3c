"""Which designations can have an open task on a day: the database chooses, so that a long past is cheap.

What is chosen is judged by `tasks`. A row that is chosen in vain costs time only; so in doubt it is chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from areas.models import Deployment

from . import states
from .models import (
    Closure,
    Comparison,
    Completion,
    DecisionKind,
    DesignatedArea,
    Interruption,
    NoLongerNecessary,
    Publication,
    SavedVersion,
    Status,
)

Todo = Completion.Task
Links = DesignatedArea.deployments.through
LONG_AGO = Value(date.min, output_field=DateField())


def adopted() -> QuerySet[DesignatedArea]:
    """Every designation that was adopted; an ending designates nothing."""
    return DesignatedArea.objects.filter(decision__status=Status.ADOPTED).exclude(
        decision__kind=DecisionKind.END
    )


def fetch(designated: QuerySet[DesignatedArea]) -> list[DesignatedArea]:
    """These designations with all that their tasks ask, in a fixed number of queries."""
    agreed = SavedVersion.objects.filter(decision=OuterRef("decision"), what=SavedVersion.AGREED)
    comparisons = Comparison.objects.defer("published_text")
    deployments = Deployment.objects.select_related("position").prefetch_related("position__codes")
    return list(
        states.with_terms(designated)
        .annotate(agreed=Exists(agreed.filter(round=OuterRef("decision__round"))))
        .select_related("decision__review_afterwards")
        .prefetch_related(
            "completions",
            "area__signs",
            "no_longer_necessary__draft__closure",
            Prefetch("decision__designated_areas", queryset=DesignatedArea.objects.only("decision")),
            Prefetch("deployments", queryset=deployments),
            Prefetch("decision__comparisons", queryset=comparisons),
        )
    )


def possible(asked: QuerySet[DesignatedArea], today: date, slack: int) -> QuerySet[DesignatedArea]:
    """Those of `asked` that can have a task of their own on this day.

    `slack`: the most days that lie between publication and entry into force. Asked in parts: one
    question with all of it is more than SQLite can read.
    """
    running = asked.filter(Q(last_day=None) | Q(last_day__gte=today))
    past = asked.filter(last_day__lt=today)
    no_longer = NoLongerNecessary.objects.values("designated_area")
    uninformed = Q(~_done(Todo.INFORMED), decision__historical=False)
    parts = (
        running.filter(
            ~_published(today - timedelta(days=slack))
            | Exists(Interruption.objects.filter(decision=OuterRef("decision")))
            | Exists(_ending_followers())
            | Q(pk__in=no_longer)
            | uninformed
        ),
        past.filter(uninformed & ~_published() & ~_withdrawn()),
        past.filter(decision__historical=True, pk__in=no_longer),
        asked.filter(_of_the_decision()),
        *_left_behind(past, today, slack),
    )
    found = {pk for part in parts for pk in part.order_by().values_list("pk", flat=True)}
    return DesignatedArea.objects.filter(pk__in=found)


@dataclass(frozen=True, slots=True)
class Over:
    """Designations that are over: their numbers, the first day of the earliest in each area, and their
    cameras that still stand."""

    pks: frozenset[int]
    begins: Mapping[int, date]
    cameras: frozenset[int]


def around(over: Over, known: Collection[int], today: date, slack: int) -> QuerySet[DesignatedArea]:
    """What may have come in the place of these, or may hold their cameras, and is not `known` yet."""
    near = adopted().filter(Q(area__in=over.begins) | Q(follows__in=over.pks))
    rows = near.annotate(published_on=Subquery(_official().values("published_on")[:1])).order_by()
    later = set()
    for row in rows.values_list("pk", "area_id", "follows_id", "first_day", "published_on"):
        pk, area, before, first_day, published_on = row
        published = published_on + timedelta(days=slack) if published_on else date.min
        if before in over.pks or max(first_day or date.min, published) > over.begins[area]:
            later.add(pk)
    naming = Links.objects.filter(deployment__in=over.cameras).values("designatedarea")
    sharing = Q(last_day=None) | Q(last_day__gte=today), Q(pk__in=naming)
    return adopted().filter(Q(pk__in=later - set(known)) | Q(*sharing)).exclude(pk__in=known)


# --- Conditions ----------------------------------------------------------------------------------


def _official() -> QuerySet[Publication]:
    """The publication in the Gemeenteblad that counts, of the decision of the outer row."""
    kind = Publication.Kind.OFFICIAL
    return Publication.objects.filter(
        decision=OuterRef("decision"), kind=kind, replaced_by=None, published_on__isnull=False
    )


def _published(until: date | None = None) -> Exists:
    return Exists(_official() if until is None else _official().filter(published_on__lte=until))


def _done(task: str) -> Exists:
    return Exists(Completion.objects.filter(designated_area=OuterRef("pk"), task=task))


def _withdrawn() -> Exists:
    return Exists(Closure.objects.filter(decision=OuterRef("decision"), confirmed_at__isnull=False))


def _followers() -> QuerySet[DesignatedArea]:
    return DesignatedArea.objects.filter(follows=OuterRef("pk"), decision__status=Status.ADOPTED)


def _following() -> QuerySet[DesignatedArea]:
    return _followers().exclude(decision__kind=DecisionKind.END)


def _begin(slack: int) -> Greatest:
    """No designation works later than this day, which is at least its stated first day."""
    published = ExpressionWrapper(
        F("published_on") + timedelta(days=slack),
        output_field=DateField(),
    )
    return Greatest(Coalesce("first_day", LONG_AGO), Coalesce(published, LONG_AGO, output_field=DateField()))


def _of_the_decision() -> Q:
    """What a decision itself can still ask: a rectification, a review, a motivation."""
    differs = Comparison.objects.filter(decision=OuterRef("decision")).exclude(differences=[])
    motivated = Publication.objects.filter(decision=OuterRef("decision"), kind=Publication.Kind.MOTIVATION)
    urgent = Q(decision__urgent=True, decision__historical=False)
    return (
        Q(Exists(differs), ~_done(Todo.RECTIFIED))
        | urgent & Q(~_done(Todo.REVIEWED_AFTER), decision__review_afterwards=None)
        | urgent & Q(~Exists(motivated), decision__motivation_later=True)
    )


def _left_behind(
    past: QuerySet[DesignatedArea], today: date, slack: int
) -> Iterator[QuerySet[DesignatedArea]]:
    """Of what is over: cameras or signs that nothing took over."""
    recorded = Q(decision__historical=False) | Q(last_day__gte=F("decision__created_at__date"))
    unremoved = past.filter(Q(~_done(Todo.REMOVED)) & recorded)
    unlike = _following().exclude(boundary=OuterRef("boundary"))
    yield unremoved.filter(Q(boundary=None) | Exists(unlike))
    yield _not_continued(unremoved, slack)
    loose = Deployment.objects.on(today).exclude(pk__in=_held(today, slack)).order_by()
    naming = Links.objects.filter(deployment__in=loose)
    unhandled = past.filter(~_done(Todo.CAMERAS_OFF), pk__in=naming.values("designatedarea"))
    taken_over = Links.objects.filter(
        deployment=OuterRef("deployment"), designatedarea__follows=OuterRef("designatedarea")
    )
    yield unhandled.filter(pk__in=naming.filter(~Exists(taken_over)).values("designatedarea"))
    yield _not_continued(unhandled, slack)


def _not_continued(asked: QuerySet[DesignatedArea], slack: int) -> QuerySet[DesignatedArea]:
    """Those of which the database cannot tell that all that follows came in their place."""
    known = asked.annotate(
        published_on=Subquery(_official().values("published_on")[:1]), begin_at_most=_begin(slack)
    )
    later = Q(first_day__gt=OuterRef("begin_at_most")) | Exists(
        _official().filter(published_on__gt=OuterRef(OuterRef("begin_at_most")))
    )
    sound = (
        later
        & (_published() | Q(decision__historical=True, first_day__isnull=False))
        & ~Exists(Interruption.objects.filter(decision=OuterRef("decision")))
        & ~_withdrawn()
    )
    judged = Case(When(sound, then=True), default=False, output_field=BooleanField())
    unsound = _following().annotate(sound=judged).filter(sound=False)
    return known.filter(~Exists(_following()) | Exists(unsound))


def _held(today: date, slack: int) -> QuerySet[Any]:
    """The cameras named by a designation that is in force, as far as the database can tell."""
    working = (
        adopted()
        .filter(_published(today - timedelta(days=slack)), last_day__gte=today)
        .filter(Q(first_day=None) | Q(first_day__lte=today))
        .exclude(Exists(Interruption.objects.filter(decision=OuterRef("decision"))))
        .exclude(Exists(_ending_followers()))
        .exclude(_withdrawn())
    )
    return Links.objects.filter(designatedarea__in=working.order_by()).values("deployment")


def _ending_followers() -> QuerySet[DesignatedArea]:
    return _followers().filter(decision__kind__in=(DecisionKind.END, DecisionKind.CHANGE))
