"""Every deadline, computed in one place: the page, the home page, the calendar and the mails ask here.

Nothing is stored: a deadline follows from a decision, its publication or a dated record, and is gone
once what it asks has been done. A deadline that passed undone stays, as overdue. A higher app adds its
own with `register`. The number of queries does not depend on the number of decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Max, Q
from django.urls import reverse

from almere_camera.models import EqualledHoliday, HouseRule
from almere_camera.roles import Perm, Role, holders
from areas.models import Area

from . import settled, states, terms
from .models import (
    Decision,
    DecisionKind,
    DesignatedArea,
    NoLongerNecessary,
    PolicyFramework,
    Publication,
    Status,
    Variant,
)

ONE_DAY = timedelta(days=1)
# A term for objections is six weeks and is moved by at most ten days; older publications are not asked.
OBJECTIONS_AT_MOST = timedelta(days=60)
LAW = "artikel 151c van de Gemeentewet"


class Kind(StrEnum):
    """What a deadline is about; the value is a lasting name, used in calendars and marks."""

    LAST_DAY = "laatste-dag"
    ADOPTION = "vaststelling"
    PUBLICATION = "bekendmaking"
    EVALUATION = "evaluatie"
    OBJECTIONS = "bezwaar"
    END_DUTY = "beeindigen"
    MOTIVATION = "motivering"
    FRAMEWORK = "beleidskader"
    HOLIDAYS = "gelijkgestelde-dagen"
    SAFEGUARD = "waarborg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One day by which something must be done, or on which something ends.

    `number` is the row that it follows from; `due` the last day (inclusive); `who` the roles that must
    act: empty when it is only good to know. `recorded_at` is when that row was made. `suspended`: a court
    holds the designation up today. No personal data.
    """

    kind: Kind
    number: int
    due: date
    label: str
    article: str
    url: str
    recorded_at: datetime
    who: tuple[Role, ...] = ()
    decision: Decision | None = None
    areas: tuple[Area, ...] = ()
    suspended: bool = False

    @property
    def key(self) -> str:
        """The lasting name: the same deadline keeps it when its day moves."""
        return f"{self.kind}:{self.number}"

    @property
    def full_label(self) -> str:
        """The label with the case it is about, for where no column names the case."""
        if self.decision is None or self.decision.kenmerk in self.label:
            return self.label
        return f"{self.label} ({self.decision.kenmerk})"

    def is_overdue(self, today: date) -> bool:
        return self.due < today

    def is_for(self, roles: Iterable[str]) -> bool:
        """Whether somebody with these roles must act."""
        return any(role.value in roles for role in self.who)


Source = Callable[[date], Iterable[Deadline]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add the deadlines of a higher app; the same function twice is harmless."""
    if source not in _sources:
        _sources.append(source)


def on(today: date) -> list[Deadline]:
    """All deadlines as they stand on this day, the first (and the overdue) first."""
    rules = states.HouseRules()
    own = (
        *_of_designations(today, rules),
        *_to_publish(rules),
        *_objections(today),
        *_duties_to_end(today, rules),
        *_motivations(),
        *_framework(today),
        *_equalled_days(today),
    )
    added = (deadline for source in _sources for deadline in source(today))
    met = settled.keys_on(today)
    open_ones = (deadline for deadline in (*own, *added) if deadline.key not in met)
    return sorted(open_ones, key=lambda deadline: (deadline.due, deadline.key))


def days_words(due: date, today: date) -> str:
    """How far away it is: 'over 12 dagen', 'vandaag', '3 dagen te laat'."""
    days = (due - today).days
    if days < 0:
        return "1 dag te laat" if days == -1 else f"{-days} dagen te laat"
    return {0: "vandaag", 1: "morgen"}.get(days, f"over {days} dagen")


def continued_by(designated: DesignatedArea) -> Decision | None:
    """The adopted and published decision that follows on this designation, or None."""
    for later in designated.followed_by.all():
        if later.decision.status == Status.ADOPTED and later.decision.publication:
            return later.decision
    return None


# --- Of designated areas -------------------------------------------------------------------------


def _of_designations(today: date, rules: states.HouseRules) -> Iterator[Deadline]:
    """Of every designation in force or coming: its last day, and what must be done before it."""
    designated = DesignatedArea.objects.filter(decision__status=Status.ADOPTED, last_day__gte=today)
    lead_rules = list(HouseRule.objects.filter(key=HouseRule.Key.LEAD_DAYS).order_by("-valid_from"))
    for one in states.with_terms(designated.exclude(decision__kind=DecisionKind.END)):
        term = states.term_of(one, rules)
        first, last = term.in_force_from, term.last_day
        if first is None or last is None or last < max(first, today):
            continue
        after = continued_by(one)
        yield _last_day(one, last, after, suspended=term.is_suspended_on(today))
        if after is None:
            yield _adoption(one, last, rules, lead_rules)
            if one.decision.variant == Variant.REGULAR:
                yield _of_area(
                    one,
                    kind=Kind.EVALUATION,
                    due=terms.evaluation_due(last, first),
                    label=f"Evaluatie van {one.area.name} afronden, een half jaar voor het einde",
                    article="hoofdstuk 7 van het beleidskader",
                    who=_who(Perm.EDIT_CASES),
                )


def _last_day(designated: DesignatedArea, last: date, after: Decision | None, *, suspended: bool) -> Deadline:
    words = f"Laatste dag in werking: {designated.area.name}"
    if suspended:
        words += " (nu geschorst)"
    if after is not None:
        words += f"; daarna {'is het beëindigd met' if after.is_ending else 'geldt'} {after.kenmerk}"
    return _of_area(
        designated,
        kind=Kind.LAST_DAY,
        due=last,
        label=words,
        article=f"{LAW}, eerste en tweede lid",
        who=() if after else _who(Perm.EDIT_CASES),
        suspended=suspended,
    )


def _adoption(
    designated: DesignatedArea, last: date, rules: states.HouseRules, lead_rules: list[HouseRule]
) -> Deadline:
    """An extension is adopted and published no later than the last day (art. 3:40 Awb).

    The house rule that holds on the last day to publish says how many days publication takes; without
    one it takes none, and the page Configuratie says that the rule is missing.
    """
    publish_by = min(last, terms.last_day_to_publish(last + ONE_DAY, rules.days_after(last)))
    lead = next((int(rule.value) for rule in lead_rules if rule.holds_on(publish_by)), 0)
    return _of_area(
        designated,
        kind=Kind.ADOPTION,
        due=terms.last_safe_adoption_day(publish_by, lead),
        label=f"Een verlenging van {designated.area.name} uiterlijk vaststellen",
        article="artikel 3:40 van de Awb",
        who=_who(Perm.EDIT_CASES, Perm.ADOPT),
    )


def _to_publish(rules: states.HouseRules) -> Iterator[Deadline]:
    """Adopted with a fixed day of effect and not yet published: later, and days are without ground."""
    waiting = DesignatedArea.objects.filter(
        decision__status=Status.ADOPTED, decision__historical=False, first_day__isnull=False
    ).exclude(
        Q(decision__in=Publication.objects.filter(kind=Publication.Kind.OFFICIAL).values("decision"))
        | Q(decision__closure__confirmed_at__isnull=False)
    )
    for one in waiting.select_related("area", "decision"):
        first = one.stated_first_day
        if first is not None:
            yield _of_area(
                one,
                kind=Kind.PUBLICATION,
                due=terms.last_day_to_publish(first, rules.days_after(first)),
                label=f"Bekendmaken, zodat het besluit over {one.area.name} op tijd ingaat",
                article="artikel 3:40 van de Awb",
                who=_who(Perm.PUBLISH),
            )


def _duties_to_end(today: date, rules: states.HouseRules) -> Iterator[Deadline]:
    """'Niet langer noodzakelijk': the earliest finding counts, until the designation has ended."""
    found: dict[int, NoLongerNecessary] = {}
    for finding in NoLongerNecessary.objects.filter(
        Q(designated_area__last_day__isnull=True) | Q(designated_area__last_day__gte=today)
    ).order_by("-end_by", "-pk"):
        found[finding.designated_area_id] = finding
    for one in states.with_terms(DesignatedArea.objects.filter(pk__in=found)):
        term = states.term_of(one, rules)
        if term.ended_by is None and (term.last_day is None or term.last_day >= today):
            finding = found[one.pk]
            yield _of_area(
                one,
                kind=Kind.END_DUTY,
                number=finding.pk,
                due=finding.end_by,
                label=f"Het cameratoezicht in {one.area.name} beëindigen: niet langer noodzakelijk",
                article=f"{LAW}, vijfde lid",
                who=_who(Perm.EDIT_CASES),
                recorded_at=finding.recorded_at,
            )


def _of_area(
    designated: DesignatedArea,
    *,
    kind: Kind,
    due: date,
    label: str,
    article: str,
    who: tuple[Role, ...],
    number: int | None = None,
    recorded_at: datetime | None = None,
    suspended: bool = False,
) -> Deadline:
    decision = designated.decision
    return Deadline(
        kind=kind,
        number=number or designated.pk,
        due=due,
        label=label,
        article=article,
        who=who,
        url=_url(decision),
        recorded_at=recorded_at or decision.changed_at,
        decision=decision,
        areas=(designated.area,),
        suspended=suspended,
    )


# --- Of decisions and their publication ----------------------------------------------------------


def _objections(today: date) -> Iterator[Deadline]:
    """Until when objections can be made, from the actual day of publication only."""
    equalled = frozenset(EqualledHoliday.objects.values_list("day", flat=True))
    recent = Publication.objects.filter(
        kind=Publication.Kind.OFFICIAL, replaced_by=None, published_on__gte=today - OBJECTIONS_AT_MOST
    )
    related = recent.select_related("decision").prefetch_related("decision__designated_areas__area")
    for publication in related:
        due = states.objection_term(publication, equalled)
        if due is not None and due >= today:
            yield Deadline(
                kind=Kind.OBJECTIONS,
                number=publication.decision_id,
                due=due,
                label=f"Laatste dag voor bezwaar tegen {publication.decision.kenmerk}",
                article="de artikelen 6:7 en 6:8 van de Awb en artikel 1 van de Algemene termijnenwet",
                who=_who(Perm.OBJECTIONS),
                url=_url(publication.decision),
                recorded_at=publication.recorded_at,
                decision=publication.decision,
                areas=_areas(publication.decision),
            )


def _motivations() -> Iterator[Deadline]:
    """In urgent cases the motivation follows within a week of publication (art. 3:47 lid 3 Awb)."""
    later = Decision.objects.filter(status=Status.ADOPTED, urgent=True, motivation_later=True).exclude(
        pk__in=Publication.objects.filter(kind=Publication.Kind.MOTIVATION).values("decision")
    )
    equalled = frozenset(EqualledHoliday.objects.values_list("day", flat=True))
    for decision in later.prefetch_related("publications", "designated_areas__area"):
        publication = decision.publication
        if publication is not None and publication.published_on is not None:
            yield Deadline(
                kind=Kind.MOTIVATION,
                number=decision.pk,
                due=terms.last_day_for_motivation(publication.published_on, equalled),
                label=f"De motivering van {decision.kenmerk} bekendmaken",
                article="artikel 3:47, derde lid, van de Awb",
                who=_who(Perm.EDIT_CASES, Perm.ADOPT, Perm.PUBLISH),
                url=_url(decision),
                recorded_at=publication.recorded_at,
                decision=decision,
                areas=_areas(decision),
            )


# --- Of dated records ----------------------------------------------------------------------------


def framework_evaluation(today: date) -> tuple[PolicyFramework, date] | None:
    """The framework in force and the day on which its evaluation is due; None without a framework.

    Half a year before its policy period ends (beleidskader, hoofdstuk 7). The newest version counts.
    """
    framework = PolicyFramework.objects.in_force_on(today).order_by("-period_last_year", "-pk").first()
    if framework is None:
        return None
    return framework, terms.half_year_before(date(framework.period_last_year, 12, 31))


def _framework(today: date) -> Iterator[Deadline]:
    if found := framework_evaluation(today):
        framework, due = found
        yield Deadline(
            kind=Kind.FRAMEWORK,
            number=framework.pk,
            due=due,
            label=f"Evaluatie van het {framework.title} afronden",
            article="hoofdstuk 7 van het beleidskader",
            who=_who(Perm.EDIT_CASES),
            url=reverse("configuration"),
            recorded_at=_at(framework.in_force_from),
        )


def _equalled_days(today: date) -> Iterator[Deadline]:
    """The equalled days of the next year, before a term for objections can end in it.

    Published six weeks before the year's end, a term ends on its last day; any later one runs on into
    the next year. Without any record it has been due since this year began.
    """
    known = EqualledHoliday.objects.aggregate(last=Max("day"))["last"]
    due = date(today.year, 1, 1)
    if known is not None:
        due = date(known.year, 12, 31) - timedelta(weeks=terms.WEEKS_FOR_OBJECTIONS)
    year = known.year + 1 if known else today.year
    yield Deadline(
        kind=Kind.HOLIDAYS,
        number=year,
        due=due,
        label=f"De gelijkgestelde dagen van {year} vastleggen",
        article="artikel 3, derde lid, van de Algemene termijnenwet",
        who=_who(Perm.MANAGE_RECORDS),
        url=reverse("configuration"),
        recorded_at=_at(date(year - 1, 1, 1)),
    )


def _who(*permissions: Perm) -> tuple[Role, ...]:
    """The roles that have one of these permissions, each once."""
    return tuple(dict.fromkeys(role for permission in permissions for role in holders(permission)))


def _areas(decision: Decision) -> tuple[Area, ...]:
    return tuple(designated.area for designated in decision.designated_areas.all())


def _url(decision: Decision) -> str:
    return reverse("decisions:detail", kwargs={"pk": decision.pk})


def _at(day: date) -> datetime:
    """A moment for a record that keeps only its day."""
    return datetime.combine(day, time(), UTC)
