"""What waits for whom: the decisions in the work list, and the terms that come to an end.

Everything is asked in a fixed number of queries, with one case or with thirty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from almere_camera import home
from almere_camera.home import Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Perm, may, who

from . import deadlines
from .deadlines import Deadline, Kind
from .models import Decision, DesignatedArea, Publication, Remark, SavedVersion, Status
from .terms import half_year_before
from .workflow.transitions import TRANSITIONS

RETURNED = TRANSITIONS["return_to_author"].label
# The saves with which a case came into the status in which it waits.
ARRIVALS = [TRANSITIONS[a].label for a in ("submit", "return_to_author", "agree")]
ARRIVALS += ["propose_closing", "vaststelling", "start", "kopie"]
# Beside the terms that end: what must be done that no list of cases shows.
ALSO_AT_HOME = (Kind.END_DUTY, Kind.MOTIVATION, Kind.PUBLICATION, Kind.HOLIDAYS)
A_MONTH = timedelta(days=31)


def register() -> None:
    """Called once, when the app is ready."""
    home.register(work)


def work(user: User, today: date) -> Work:
    """The work lists of the decisions for this user on this day."""
    if not may(user, Perm.VIEW_CASES):
        return Work()
    waiting = _Waiting(user)
    lists = [
        *waiting.for_author(),
        *waiting.for_reviewer(),
        *waiting.for_office(),
        *waiting.for_communications(),
        *waiting.for_others(),
        _coming(today),
    ]
    return Work(lists=lists, counts=status_counts())


def status_counts() -> list[home.Count]:
    """How many cases there are in each status, each with its list."""
    found = Decision.objects.order_by().values("status").annotate(number=Count("pk"))
    numbers = {row["status"]: row["number"] for row in found}
    return [
        home.Count(
            label=status.label,
            number=numbers.get(status.value, 0),
            url=f"{reverse('decisions:list')}?status={status.value}",
        )
        for status in Status
    ]


@dataclass(frozen=True)
class _Waiting:
    """The cases that are still on their way, once, and what of it waits for this user."""

    user: User

    @cached_property
    def cases(self) -> list[Decision]:
        arrived = SavedVersion.objects.filter(decision=OuterRef("pk"), what__in=ARRIVALS).order_by("-number")
        cases = (
            on_their_way()
            .select_related("closure")
            .annotate(since=Subquery(arrived.values("saved_at")[:1]))
            .prefetch_related(
                Prefetch("remarks", queryset=Remark.objects.filter(action=RETURNED), to_attr="returns")
            )
        )
        return sorted(cases, key=lambda c: (_since(c), c.pk))

    @cached_property
    def written(self) -> set[tuple[int, int]]:
        """Case and round of everything in which this user saved content."""
        saved = SavedVersion.objects.filter(saved_by=self.user, content=True)
        return set(saved.order_by().values_list("decision_id", "round").distinct())

    @cached_property
    def mine(self) -> set[int]:
        return {pk for pk, _round in self.written}

    def wrote_this_round(self, case: Decision) -> bool:
        return (case.pk, case.round) in self.written

    def for_author(self) -> list[WorkList]:
        """Drafts of this user: what came back first, then what is being written."""
        if not may(self.user, Perm.EDIT_CASES):
            return []
        drafts = [c for c in self.cases if c.status == Status.DRAFT and self._is_author(c)]
        returned = [c for c in drafts if c.round > 1]
        return [
            _list(
                "teruggestuurd",
                "Teruggestuurd naar u",
                "Er is niets naar u teruggestuurd.",
                [_item(c, who=str(self.user), note=_returned_because(c)) for c in returned],
            ),
            _list(
                "concept",
                "Uw concepten",
                "U hebt geen concepten.",
                [_item(c, who=str(self.user)) for c in drafts if c.round == 1],
            ),
        ]

    def for_reviewer(self) -> list[WorkList]:
        """What another wrote and offered, and what somebody proposes to end."""
        if not may(self.user, Perm.REVIEW_CASES):
            return []
        waiting = [
            c
            for c in self.cases
            if (c.status == Status.REVIEW or self._may_confirm(c)) and not self.wrote_this_round(c)
        ]
        return [
            _list(
                "toetsing",
                "Te toetsen",
                "Er wacht geen zaak op uw toets.",
                [_item(c, who=who(Perm.REVIEW_CASES), note=proposal(c)) for c in waiting],
            )
        ]

    def _may_confirm(self, case: Decision) -> bool:
        """Whether another proposed to withdraw this adopted decision."""
        return bool(
            case.status == Status.ADOPTED and proposal(case) and case.closure.proposed_by_id != self.user.pk
        )

    def for_office(self) -> list[WorkList]:
        """What the mayor can decide on."""
        if not may(self.user, Perm.ADOPT):
            return []
        agreed = [c for c in self.cases if _may_be_adopted(c) and not self.wrote_this_round(c)]
        waiting = [
            *agreed,
            *(c for c in self.cases if self._may_confirm(c) and not may(self.user, Perm.REVIEW_CASES)),
        ]
        return [
            _list(
                "vaststelling",
                "Vast te stellen",
                "Er wacht geen besluit op vaststelling.",
                [_item(c, who=who(Perm.ADOPT), note=proposal(c) or _hurry(c)) for c in waiting],
            )
        ]

    def for_communications(self) -> list[WorkList]:
        """What is adopted and not published."""
        if not may(self.user, Perm.PUBLISH):
            return []
        waiting = [c for c in self.cases if c.status == Status.ADOPTED]
        return [
            _list(
                "bekendmaking",
                "Bekend te maken",
                "Er wacht geen besluit op bekendmaking.",
                [_item(c, who=who(Perm.PUBLISH), note=proposal(c)) for c in waiting],
            )
        ]

    def for_others(self) -> list[WorkList]:
        """The user's own cases that now wait for somebody else."""
        if not may(self.user, Perm.EDIT_CASES):
            return []
        away = [c for c in self.cases if c.status != Status.DRAFT and self._is_author(c)]
        items = [_item(c, who=waits_for(c), note=proposal(c)) for c in away]
        return [
            _list(
                "bij_anderen",
                "Uw zaken bij een ander",
                "Geen van uw zaken ligt bij een ander.",
                items,
                mine=False,
            )
        ]

    def _is_author(self, case: Decision) -> bool:
        return case.pk in self.mine or case.created_by_id == self.user.pk


def _may_be_adopted(case: Decision) -> bool:
    """Agreed, or urgent: then akkoord need not come first."""
    early = case.is_urgent and case.status in (Status.DRAFT, Status.REVIEW) and not proposal(case)
    return case.status == Status.AGREED or early


def _hurry(case: Decision) -> str:
    return "Spoed: akkoord vooraf is niet nodig" if case.is_urgent and case.status != Status.AGREED else ""


def on_their_way() -> QuerySet[Decision]:
    """Cases on which somebody must still act: not ended, and if adopted not yet published."""
    official = Publication.objects.filter(kind=Publication.Kind.OFFICIAL)
    done = (
        Q(status=Status.CLOSED)
        | Q(status=Status.ADOPTED, pk__in=official.values("decision"))
        | Q(status=Status.ADOPTED, historical=True)
        | Q(status=Status.ADOPTED, closure__confirmed_at__isnull=False)
    )
    return Decision.objects.exclude(pk__in=Decision.objects.filter(done).values("pk"))


def waits_for(case: Decision) -> str:
    """The function that must act next on a case on its way."""
    waited = {
        Status.DRAFT: Perm.EDIT_CASES,
        Status.REVIEW: Perm.REVIEW_CASES,
        Status.AGREED: Perm.ADOPT,
        Status.ADOPTED: Perm.PUBLISH,
    }
    return who(waited[Status(case.status)]) if case.status in waited else ""


def _coming(today: date) -> WorkList:
    """'Wat komt eraan': the terms that end within six months with what is being done about it, and what
    else somebody must do within a month; every deadline stands on the page of that name."""
    successors = DesignatedArea.objects.filter(decision__in=on_their_way()).select_related("decision")
    follow_up = {d.follows_id: d.decision for d in successors if d.follows_id}
    items = []
    for deadline in deadlines.on(today):
        if deadline.kind is Kind.LAST_DAY:
            if deadline.who and today >= half_year_before(deadline.due):
                items.append(_ending_item(deadline, today, follow_up.get(deadline.number)))
        elif deadline.who and deadline.kind in ALSO_AT_HOME and deadline.due <= today + A_MONTH:
            items.append(_deadline_item(deadline, today))
    return _list(
        "eraan",
        "Wat komt eraan",
        "Er loopt binnen zes maanden geen aanwijzing af.",
        items,
        mine=False,
    )


def _ending_item(deadline: Deadline, today: date, case: Decision | None) -> WorkItem:
    """A designation that ends, and the case in preparation that follows on it."""
    assert deadline.decision is not None
    days = (deadline.due - today).days
    left = {0: "Loopt vandaag af", 1: "Loopt morgen af"}.get(days, f"Loopt af over {days} dagen")
    if case:
        kind, status = case.get_kind_display(), case.get_status_display().lower()
        note = f"{kind} in voorbereiding: {case.kenmerk} ({status})"
    else:
        note = "Nog geen zaak gestart om te verlengen of te beëindigen"
    return WorkItem(
        title=deadline.areas[0].name,
        url=deadline.url,
        reference=deadline.decision.kenmerk,
        until=deadline.due,
        who=waits_for(case) if case else who(Perm.EDIT_CASES),
        note=note,
        badge=left,
        badge_kind="danger" if days <= 92 and not case else "warn",
        alarm="Geschorst" if deadline.suspended else "",
    )


def _deadline_item(deadline: Deadline, today: date) -> WorkItem:
    return WorkItem(
        title=deadline.label,
        url=deadline.url,
        reference=deadline.decision.kenmerk if deadline.decision else "",
        until=deadline.due,
        who=" of ".join(deadline.who),
        note=deadline.article[:1].upper() + deadline.article[1:],
        badge=deadlines.days_words(deadline.due, today).capitalize(),
        badge_kind="danger" if deadline.is_overdue(today) else "warn",
    )


def _list(key: str, title: str, empty: str, items: Iterable[WorkItem], *, mine: bool = True) -> WorkList:
    found: Sequence[WorkItem] = list(items)
    return WorkList(key=key, title=title, empty=empty, items=found, mine=mine)


def _item(case: Decision, *, who: str, note: str = "") -> WorkItem:
    return WorkItem(
        title=case.title,
        url=_url(case),
        reference=case.kenmerk,
        since=_since(case),
        who=who,
        note=note,
        badge=f"{case.get_kind_display()}, {case.get_variant_display().lower()}",
        badge_kind="info",
    )


def _since(case: Decision) -> date:
    """The day on which the case came where it is."""
    return timezone.localdate(getattr(case, "since", None) or case.created_at)


def _returned_because(case: Decision) -> str:
    returns: list[Remark] = getattr(case, "returns", [])
    return returns[-1].text if returns else ""


def proposal(case: Decision) -> str:
    """What somebody proposes instead of a decision, or an empty string."""
    closure = getattr(case, "closure", None)
    if closure is None or closure.confirmed_at:
        return ""
    return f"Er ligt een voorstel: {closure.get_outcome_display().lower()}"


def _url(case: Decision) -> str:
    return reverse("decisions:detail", kwargs={"pk": case.pk})
