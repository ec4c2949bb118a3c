"""What waits for whom: the decisions in the work list, and the terms that come to an end.

Everything is asked in a fixed number of queries, with one case or with thirty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils import timezone

from almere_camera import home
from almere_camera.home import Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Perm, may, who

from . import deadlines
from .coming_up import coming_up, ending_soon
from .deadlines import Deadline, Kind
from .models import Decision, DesignatedArea, Remark, SavedVersion, Status
from .under_way import on_their_way, proposal, waited_for, waits_for
from .workflow.transitions import TRANSITIONS

RETURNED = TRANSITIONS["return_to_author"].label
# The saves with which a case came into the status in which it waits.
ARRIVALS = [TRANSITIONS[a].label for a in ("submit", "return_to_author", "agree")]
ARRIVALS += ["propose_closing", "vaststelling", "start", "kopie"]


def register() -> None:
    """Called once, when the app is ready."""
    home.register(work)


def work(user: User, today: date) -> Work:
    """The work lists of the decisions for this user on this day."""
    if not may(user, Perm.VIEW_CASES):
        return Work()
    coming = deadlines.on(today)
    waiting = _Waiting(user, _Days(coming))
    lists = [
        *waiting.for_author(),
        *waiting.for_reviewer(),
        *waiting.for_office(),
        *waiting.for_communications(),
        *waiting.for_others(),
        *waiting.of_colleagues(),
        waiting.of_everybody(),
        ending_soon(coming, today),
        coming_up(coming, today),
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


class _Days:
    """Until when a case can wait: for what it follows on, or for its own day of effect."""

    def __init__(self, coming: Iterable[Deadline]) -> None:
        self.adoption: dict[int, date] = {}
        self.publication: dict[int, date] = {}
        self.ending: dict[tuple[int, int], date] = {}
        for deadline in coming:
            if deadline.kind is Kind.ADOPTION:
                self.adoption[deadline.number] = deadline.due
            elif deadline.kind is Kind.PUBLICATION and deadline.decision:
                self.publication.setdefault(deadline.decision.pk, deadline.due)
            elif deadline.kind is Kind.END_DUTY and deadline.decision:
                self.ending.setdefault((deadline.decision.pk, deadline.areas[0].pk), deadline.due)

    def of(self, case: Decision) -> date | None:
        """The first of its days; None when nothing asks for one."""
        found = [self.publication.get(case.pk)]
        for before in (one.follows for one in case.designated_areas.all() if one.follows):
            found.append(self.adoption.get(before.pk))
            if case.is_ending:
                found.append(self.ending.get((before.decision_id, before.area_id)))
        return min(filter(None, found), default=None)


@dataclass(frozen=True)
class _Waiting:
    """The cases that are still on their way, once, and what of it waits for this user."""

    user: User
    days: _Days

    @cached_property
    def cases(self) -> list[Decision]:
        arrived = SavedVersion.objects.filter(decision=OuterRef("pk"), what__in=ARRIVALS).order_by("-number")
        followed = DesignatedArea.objects.select_related("follows").defer("geometry", "follows__geometry")
        cases = (
            on_their_way()
            .select_related("closure", "handler")
            .annotate(since=Subquery(arrived.values("saved_at")[:1]))
            .prefetch_related(
                Prefetch("remarks", queryset=Remark.objects.filter(action=RETURNED), to_attr="returns"),
                Prefetch("designated_areas", queryset=followed),
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
                [self.item(c, who=str(self.user), note=_returned_because(c)) for c in returned],
            ),
            _list(
                "concept",
                "Uw concepten",
                "U hebt geen concepten.",
                [self.item(c, who=str(self.user)) for c in drafts if c.round == 1],
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
                [self.item(c, who=who(Perm.REVIEW_CASES), note=proposal(c)) for c in waiting],
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
                [self.item(c, who=who(Perm.ADOPT), note=proposal(c) or _hurry(c)) for c in waiting],
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
                [self.item(c, who=who(Perm.PUBLISH), note=proposal(c)) for c in waiting],
            )
        ]

    def for_others(self) -> list[WorkList]:
        """The user's own cases that now wait for somebody else."""
        if not may(self.user, Perm.EDIT_CASES):
            return []
        away = [c for c in self.cases if c.status != Status.DRAFT and self._is_author(c)]
        items = [self.item(c, who=waits_for(c), note=proposal(c)) for c in away]
        return [
            _list(
                "bij_anderen",
                "Uw zaken bij een ander",
                "Geen van uw zaken ligt bij een ander.",
                items,
                mine=False,
                scopes=frozenset({home.Scope.MINE}),
            )
        ]

    def of_colleagues(self) -> list[WorkList]:
        """What other officers handle: for whoever may take it over."""
        if not may(self.user, Perm.EDIT_CASES):
            return []
        others = [c for c in self.cases if not self._is_author(c)]
        items = [self.item(c, who=waited_for(c), note=proposal(c)) for c in others]
        empty = "Uw collega’s hebben geen zaak onder handen."
        scopes = frozenset({home.Scope.TEAM})
        return [_list("collegas", "Zaken van uw collega’s", empty, items, mine=False, scopes=scopes)]

    def of_everybody(self) -> WorkList:
        """Every case on its way: who is waited for, and how long."""
        items = [self.item(c, who=waited_for(c), note=proposal(c)) for c in self.cases]
        empty = "Er is geen zaak onder handen."
        return _list(
            "onderweg", "Zaken onderweg", empty, items, mine=False, scopes=frozenset({home.Scope.ALL})
        )

    def _is_author(self, case: Decision) -> bool:
        """Whoever handles it; of a case without a handler whoever wrote or began it."""
        if case.handler_id:
            return case.handler_id == self.user.pk
        return case.pk in self.mine or case.created_by_id == self.user.pk

    def item(self, case: Decision, *, who: str, note: str = "") -> WorkItem:
        return WorkItem(
            title=case.title,
            url=_url(case),
            reference=case.kenmerk,
            since=_since(case),
            until=self.days.of(case),
            who=who,
            note=note,
            badge=f"{case.get_kind_display()}, {case.get_variant_display().lower()}",
            badge_kind="info",
        )


def _may_be_adopted(case: Decision) -> bool:
    """Agreed, or urgent: then akkoord need not come first."""
    early = case.is_urgent and case.status in (Status.DRAFT, Status.REVIEW) and not proposal(case)
    return case.status == Status.AGREED or early


def _hurry(case: Decision) -> str:
    return "Spoed: akkoord vooraf is niet nodig" if case.is_urgent and case.status != Status.AGREED else ""


def _list(key: str, title: str, empty: str, items: Iterable[WorkItem], **how: Any) -> WorkList:
    return WorkList(key=key, title=title, empty=empty, items=list(items), **how)


def _since(case: Decision) -> date:
    """The day on which the case came where it is."""
    return timezone.localdate(getattr(case, "since", None) or case.created_at)


def _returned_because(case: Decision) -> str:
    returns: list[Remark] = getattr(case, "returns", [])
    return returns[-1].text if returns else ""


def _url(case: Decision) -> str:
    return reverse("decisions:detail", kwargs={"pk": case.pk})
