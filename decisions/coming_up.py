"""What comes to an end: for the home page, from the deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from almere_camera import home
from almere_camera.home import WorkItem, WorkList
from almere_camera.roles import Perm, who

from . import deadlines
from .deadlines import Deadline, Kind
from .models import Decision, DesignatedArea
from .terms import half_year_before
from .under_way import on_their_way, waits_for

# Beside the terms that end: what must be done that no list of cases shows.
ALSO_AT_HOME = (Kind.END_DUTY, Kind.MOTIVATION, Kind.PUBLICATION, Kind.HOLIDAYS)
A_MONTH = timedelta(days=31)


def ending_soon(coming: Iterable[Deadline], today: date) -> WorkList:
    """The signal: designations that end within six months and that nothing follows yet."""
    soon = [d for d in coming if _is_ending_soon(d, today)]
    follow_up = _follow_up()
    return WorkList(
        key="loopt-af",
        title="Loopt af binnen zes maanden",
        empty="Er loopt binnen zes maanden geen aanwijzing af.",
        items=[_ending_item(d, today, follow_up.get(d.number)) for d in soon],
        mine=False,
        signal=True,
    )


def _is_ending_soon(deadline: Deadline, today: date) -> bool:
    ends = deadline.kind is Kind.LAST_DAY and bool(deadline.who)
    return ends and today >= half_year_before(deadline.due)


def _follow_up() -> dict[int, Decision]:
    """The case on its way that follows on a designation, by its number."""
    successors = DesignatedArea.objects.filter(decision__in=on_their_way()).select_related("decision")
    return {d.follows_id: d.decision for d in successors if d.follows_id}


def coming_up(coming: Iterable[Deadline], today: date) -> WorkList:
    """'Wat komt eraan': the terms that end within six months with what is being done about it, and what
    else somebody must do within a month; every deadline stands on the page of that name."""
    follow_up, items = _follow_up(), []
    for deadline in coming:
        if deadline.kind is Kind.LAST_DAY:
            if _is_ending_soon(deadline, today):
                items.append(_ending_item(deadline, today, follow_up.get(deadline.number)))
        elif deadline.who and deadline.kind in ALSO_AT_HOME and deadline.due <= today + A_MONTH:
            items.append(_deadline_item(deadline, today))
    return WorkList(
        key="eraan",
        title="Wat komt eraan",
        empty="Er loopt binnen zes maanden geen aanwijzing af.",
        items=items,
        mine=False,
        scopes=home.EVERY,
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
