"""What the pages show of objections and rulings, and what of them waits for whom.

Names, addresses and grounds are not loaded here, except in `facts_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.formats import date_format

from almere_camera.home import Work, WorkItem, WorkList
from almere_camera.models import User
from almere_camera.roles import Perm, may, who

from . import objections
from .models import Decision, Interruption, Objection, Publication, Status
from .objections import Related, Term, Timely

PERSONAL = ("objector", "contact", "grounds")
BADGES = {
    Timely.EARLY: "ok",
    Timely.IN_TIME: "ok",
    Timely.BY_POST: "ok",
    Timely.POSTMARK: "warn",
    Timely.LATE: "danger",
    Timely.LATE_WITH_REASON: "warn",
    Timely.UNKNOWN: "warn",
}
TO_CONFIRM = "Awb 7:10; te bevestigen"


@dataclass(frozen=True, slots=True)
class Row:
    """One objection as everybody may see it."""

    objection: Objection
    timely: Timely
    badge: str
    ground: str
    open: bool
    also_about: list[Decision]


@dataclass(frozen=True, slots=True)
class Register:
    """Everything beside a decision that objections and courts brought."""

    term: Term | None
    countdown: str
    term_facts: list[tuple[str, str]]
    rows: list[Row]
    related: list[Related]
    interruptions: list[Interruption]

    @property
    def open(self) -> int:
        return sum(row.open for row in self.rows)

    @property
    def standing(self) -> list[Interruption]:
        """The rulings that were not corrected by a later record."""
        replaced = {one.replaces_id for one in self.interruptions}
        return [one for one in self.interruptions if one.pk not in replaced]


def register(decision: Decision, today: date) -> Register:
    """The register of one decision, in a fixed number of queries."""
    family = objections.family_of(decision)
    term = objections.term_of(decision, objections.equalled_days())
    later = objections.also_about(decision, family)
    mine = Objection.objects.filter(decision=decision).defer(*PERSONAL)
    rulings = Interruption.objects.filter(decision=decision).select_related("recorded_by", "replaced_by")
    return Register(
        term=term,
        countdown=countdown(term, today),
        term_facts=term_facts(term),
        rows=[_row(objection, decision, term, later) for objection in mine],
        related=objections.related(decision, family),
        interruptions=list(rulings.prefetch_related("areas__area")),
    )


def shown(decision: Decision, today: date) -> Register | None:
    """The register for the dossier, when it has something to say; else None."""
    if decision.status != Status.ADOPTED and not decision.objections.exists():
        return None
    return register(decision, today)


def row_of(objection: Objection, decision: Decision, today: date) -> Row:
    """The same of one objection, for its own page."""
    family = objections.family_of(decision)
    term = objections.term_of(decision, objections.equalled_days())
    return _row(objection, decision, term, objections.also_about(decision, family))


def _row(objection: Objection, decision: Decision, term: Term | None, later: list[Decision]) -> Row:
    objection.decision = decision
    found = objections.timely(objection, term)
    about = [other for other in later if objections.concerns(objection, other)]
    return Row(
        objection, found, BADGES[found], objections.GROUNDS[found], objections.is_open(objection), about
    )


def countdown(term: Term | None, today: date) -> str:
    """How long objections can still be made, in words."""
    if term is None:
        return "De termijn voor bezwaar begint pas na de bekendmaking."
    left = term.days_left(today)
    if left < 0:
        return f"De termijn voor bezwaar is voorbij sinds {_day(term.last_day)}."
    if left == 0:
        return "Vandaag is de laatste dag om bezwaar te maken."
    days = "1 dag" if left == 1 else f"{left} dagen"
    return f"Nog {days} om bezwaar te maken, tot en met {_day(term.last_day)}."


def term_facts(term: Term | None) -> list[tuple[str, str]]:
    """The days of the term, as pairs."""
    if term is None:
        return []
    last, receipt = _day(term.last_day), _day(term.last_receipt)
    return [
        ("Bekendgemaakt op", _day(term.published_on)),
        ("Bezwaar kan tot en met", _day(term.last_day)),
        ("Per post", f"uiterlijk {last} ter post bezorgd en uiterlijk {receipt} ontvangen"),
        ("Beslissen uiterlijk", f"{_day(term.decide_by)} ({TO_CONFIRM})"),
        (
            "Beslissen uiterlijk, met een adviescommissie",
            f"{_day(term.decide_by_with_committee)} ({TO_CONFIRM})",
        ),
    ]


def facts_of(objection: Objection) -> list[tuple[str, str]]:
    """Everything about one objection, with who objects and why, as pairs."""
    days = (
        ("Zaaknummer", objection.number),
        ("Ontvangen op", _day(objection.received_on)),
        ("Hoe", objection.get_way_display()),
        ("Ter post bezorgd op", _day(objection.posted_on)),
        ("Hoorzitting op", _day(objection.hearing_on)),
        ("Voorlopige voorziening gevraagd op", _day(objection.relief_requested_on)),
        ("Zitting van de voorzieningenrechter", _day(objection.relief_hearing_on)),
        ("Uitspraak van de voorzieningenrechter", objection.relief_outcome),
        ("Uitkomst", objection.get_outcome_display()),
        ("Beslist op", _day(objection.decided_on)),
    )
    if objection.destroyed_at:
        return list(days)
    return [
        *days,
        ("Naam van de indiener", objection.objector),
        ("Adres van de indiener", objection.contact),
        ("Gronden", objection.grounds),
        ("Waarom het te laat is", objection.late_note),
        ("Persoonsgegevens bewaren tot en met", _day(objection.retain_until)),
    ]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


# --- What waits for whom ---------------------------------------------------------------------------


def work(user: User, today: date) -> Work:
    """The objections on which a decision is still to come, for who handles them."""
    if not may(user, Perm.OBJECTIONS):
        return Work()
    pending = (
        Objection.objects.filter(outcome=Objection.Outcome.OPEN)
        .select_related("decision")
        .prefetch_related(Prefetch("decision__publications", queryset=Publication.objects.all()))
        .defer(*PERSONAL, "late_note")
    )
    equalled = objections.equalled_days()
    items = [_item(one, objections.term_of(one.decision, equalled), today) for one in pending]
    items.sort(key=lambda item: (item.until or date.max, item.title))
    found = WorkList(
        key="bezwaren", title="Lopende bezwaren", empty="Er loopt geen bezwaar.", items=items, mine=True
    )
    return Work(lists=[found])


def _item(objection: Objection, term: Term | None, today: date) -> WorkItem:
    days = [
        ("Zitting van de voorzieningenrechter", objection.relief_hearing_on),
        ("Hoorzitting", objection.hearing_on),
        ("Beslissen uiterlijk", term.decide_by if term else None),
        ("met een adviescommissie", term.decide_by_with_committee if term else None),
    ]
    coming = [(what, day) for what, day in days if day and day >= today]
    overdue = term is not None and term.decide_by_with_committee < today
    until = min((day for _what, day in coming), default=term.decide_by_with_committee if term else None)
    return WorkItem(
        title=f"Bezwaar {objection.number}",
        url=reverse("decisions:objections", kwargs={"pk": objection.decision_id}),
        reference=objection.decision.kenmerk,
        since=objection.received_on,
        until=until,
        who=who(Perm.OBJECTIONS),
        note="; ".join(f"{what} {_day(day)}" for what, day in coming),
        badge="De beslistermijn is voorbij" if overdue else "Nog beslissen",
        badge_kind="danger" if overdue else "info",
    )
