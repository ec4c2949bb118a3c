"""What the page of a case shows: where it stands, what can be done next, by whom, and what happened.

Presentation only: every answer comes from `rules`, `asking`, `states` and the rows themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from almere_camera.audit import changes_of
from almere_camera.events import label_of
from almere_camera.findings import Finding, Kind
from almere_camera.models import AuditEvent, EqualledHoliday, User

from . import states, terms
from .events import saved_label
from .models import FROZEN, AdoptedText, Closure, Decision, DesignatedArea, Publication, Starts, Status
from .rules import warnings_unacknowledged
from .states import State
from .withdrawn import withdrawn_words
from .workflow.afterwards import awaits_motivation, is_due_for_review, motivation_to_publish
from .workflow.asking import not_allowed, not_yet, way_to_adopt
from .workflow.transitions import TRANSITIONS, Transition

BADGES = {
    Status.DRAFT: "neutral",
    Status.REVIEW: "info",
    Status.AGREED: "info",
    Status.ADOPTED: "ok",
    Status.CLOSED: "neutral",
}
STATE_BADGES = {
    State.IN_FORCE: "ok",
    State.WITHOUT_GROUND: "danger",
    State.SUSPENDED: "danger",
    State.REVOKED: "danger",
    State.ANNULLED: "danger",
    State.NOT_PUBLISHED: "warn",
    State.PUBLISHED: "info",
    State.UNKNOWN: "warn",
}
# The page of each act, in the order in which a case meets them.
PAGES = {
    "submit": "submit",
    "agree": "agree",
    "close_without_decision": "close",
    "adopt": "adopt",
    "adopt_urgently": "adopt_urgently",
    "publish": "publish",
    "write_motivation": "write_motivation",
    "freeze_motivation": "freeze_motivation",
    "review_afterwards": "review_afterwards",
    "withdraw_before_publication": "withdraw",
    "return_to_author": "return_to_author",
    "take_over": "take_over",
    "propose_closing": "propose_closing",
    "propose_withdrawal": "propose_withdrawal",
    "copy": "copy",
}
FORWARD = frozenset(
    {
        "submit",
        "agree",
        "close_without_decision",
        "adopt",
        "adopt_urgently",
        "publish",
        "write_motivation",
        "freeze_motivation",
        "review_afterwards",
        "withdraw_before_publication",
    }
)


def url_of(decision: Decision, page: str = "detail", **kwargs: Any) -> str:
    """The address of a page of this case."""
    return reverse(f"decisions:{page}", kwargs={"pk": decision.pk, **kwargs})


def in_words(day: date | None) -> str:
    """'31 maart 2026', or an empty string."""
    return date_format(day, "j F Y") if day else ""


# --- What can be done ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Act:
    """An act that this case could take now: by this person, or else by whom and why not by this one."""

    transition: Transition
    label: str
    url: str
    reasons: list[Finding]

    @property
    def allowed(self) -> bool:
        return not self.reasons


@dataclass(slots=True)
class NextStep:
    """The acts that move the case on, the others that are open, and for whom the case waits."""

    forward: list[Act] = field(default_factory=list)
    aside: list[Act] = field(default_factory=list)

    @property
    def mine(self) -> list[Act]:
        return [act for act in self.forward if act.allowed]

    @property
    def of_others(self) -> list[Act]:
        return [act for act in self.forward if not act.allowed]


def next_step(decision: Decision, user: User) -> NextStep:
    """Everything that may happen now: what this person may do is a button, the rest says who."""
    step = NextStep()
    for action, page in PAGES.items():
        transition = TRANSITIONS[action]
        if decision.status not in transition.sources or not _makes_sense(action, decision):
            continue
        refused = not_allowed(transition, user)
        reasons = [refused] if refused else not_yet(transition, decision, user)
        published = action == "publish" and decision.publication is not None
        motivation = published and motivation_to_publish(decision) is not None
        label = "Rectificatie of andere plaatsing vastleggen" if published else transition.label
        withdrawn = action == "publish" and not published and bool(withdrawn_words(decision))
        if motivation:
            label = "Plaatsing van de motivering vastleggen"
        if withdrawn:
            label = "Toch geplaatst? Bekendmaking vastleggen"
        act = Act(transition, label, url_of(decision, page), reasons)
        waited_for = (motivation or not published) and not (decision.historical or withdrawn)
        if action in FORWARD and waited_for:
            step.forward.append(act)
        elif act.allowed:
            step.aside.append(act)
    return step


def follow_up_url(areas: Iterable[DesignatedArea], user: User, today: date, rules: states.HouseRules) -> str:
    """Where this person starts the case that follows on what is now in force; else an empty string."""
    running = [a.pk for a in areas if states.state_on(a, today, rules) in states.RUNNING]
    ending = any(a.decision.is_ending for a in areas)
    if not running or ending or not_allowed(TRANSITIONS["start"], user):
        return ""
    return f"{reverse('decisions:start')}?{'&'.join(f'volgt={pk}' for pk in running)}"


def in_groups(sha256: str) -> list[str]:
    """A hash in pieces, so that a narrow page can break it."""
    return [sha256[at : at + 8] for at in range(0, len(sha256), 8)]


def closure_of(decision: Decision) -> Closure | None:
    """The closing that was proposed or confirmed, or None."""
    closure: Closure | None = getattr(decision, "closure", None)
    return closure


def _makes_sense(action: str, decision: Decision) -> bool:
    """Whether the act has an object in this case: a proposal to confirm, a publication to come."""
    closure, published = closure_of(decision), decision.publication is not None
    proposed = closure is not None and closure.confirmed_at is None
    withdrawn = closure is not None and not proposed
    if decision.historical:
        return action in {"copy", "publish"} and (action == "copy" or not published)
    return {
        "agree": not proposed,
        "adopt_urgently": way_to_adopt(decision) == action and not proposed,
        "write_motivation": not withdrawn and awaits_motivation(decision),
        "freeze_motivation": not withdrawn and awaits_motivation(decision),
        "review_afterwards": not withdrawn and is_due_for_review(decision),
        "close_without_decision": proposed,
        "withdraw_before_publication": proposed and not published,
        "propose_withdrawal": closure is None and not published,
    }.get(action, True)


# --- What is still open --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Open:
    """The findings as the page shows them: to do, warnings to answer, answered ones, consequences."""

    todo: list[Finding]
    warnings: list[Finding]
    answered: list[Any]
    follows: list[Finding]

    @property
    def codes(self) -> list[str]:
        """The rules whose warnings wait for an answer, each once."""
        return list(dict.fromkeys(f.code for f in self.warnings))

    @property
    def all(self) -> list[Finding]:
        return [*self.todo, *self.warnings, *self.follows]


def sort_out(decision: Decision, found: Iterable[Finding]) -> Open:
    """Sort findings; of a finished case the gates are past, and what must still be done stays."""
    listed = list(found)
    answered = list(decision.acknowledgements.all())
    done = decision.status in FROZEN
    return Open(
        todo=[] if done else [f for f in listed if f.kind is Kind.BLOCK],
        warnings=warnings_unacknowledged(decision, listed),
        answered=answered,
        follows=[f for f in listed if f.kind in (Kind.DERIVE, Kind.FACT)],
    )


# --- Where it stands -----------------------------------------------------------------------------


def key_facts(decision: Decision) -> list[tuple[str, str]]:
    """The row under the title."""
    facts = [
        ("Kenmerk", decision.kenmerk),
        ("Soort", f"{decision.get_kind_display()}, {decision.get_variant_display().lower()}"),
    ]
    if decision.handler and decision.status not in FROZEN:
        facts.append(("Behandelaar", str(decision.handler)))
    adopted = text_of(decision, AdoptedText.Kind.DECISION)
    if decision.signed_on:
        facts.append(("Vastgesteld op", in_words(decision.signed_on)))
    if adopted:
        facts.append(("Vastgesteld door", f"{adopted.signatory_name}, {adopted.signatory_function}"))
        registered = f"{adopted.registered_by}, {in_words(timezone.localdate(adopted.registered_at))}"
        facts.append(("Geregistreerd door", registered))
    publication = decision.publication
    if publication:
        facts.append(("Bekendgemaakt", _published(publication)))
        if last := _objections(publication):
            facts.append(("Bezwaar maken kan tot en met", in_words(last)))
    closure = closure_of(decision)
    if closure:
        word = "Afgesloten" if closure.confirmed_at else "Voorstel"
        facts.append((word, closure.get_outcome_display()))
    return facts


def text_of(decision: Decision, kind: str) -> AdoptedText | None:
    """The frozen text of this kind; uses what was prefetched."""
    return next((t for t in decision.adopted_texts.all() if t.kind == kind), None)


def _published(publication: Publication) -> str:
    day = in_words(publication.published_on) or "datum onbekend"
    return f"{publication.number}, {day}" if publication.number else day


def _objections(publication: Publication) -> date | None:
    return states.objection_term(publication, EqualledHoliday.objects.values_list("day", flat=True))


def area_terms(
    decision: Decision, areas: Iterable[DesignatedArea], today: date, rules: states.HouseRules
) -> list[dict[str, Any]]:
    """Per designated area: its state today, its term, and the days without ground."""
    return [_area_term(decision, designated, today, rules) for designated in areas]


def _area_term(
    decision: Decision, designated: DesignatedArea, today: date, rules: states.HouseRules
) -> dict[str, Any]:
    state = states.state_on(designated, today, rules)
    if decision.is_ending:
        items = _ending_items(designated, rules)
    elif decision.status == Status.ADOPTED:
        days = states.without_ground(designated, rules, until=today)
        items = _real_items(states.term_of(designated, rules), designated, days)
    else:
        items = _stated_items(designated)
    return {
        "area": designated.area,
        "designated": designated,
        "state": state_words(designated, state),
        "badge": STATE_BADGES.get(state, "neutral"),
        "items": items,
    }


def state_words(designated: DesignatedArea, state: State) -> str:
    """The state as a badge says it; a beeindiging does not itself designate anything."""
    if designated.decision.is_ending and state in (State.IN_FORCE, State.LAPSED):
        return "Eindigt de aanwijzing"
    return str(state)[:1].upper() + str(state)[1:]


def _ending_items(designated: DesignatedArea, rules: states.HouseRules) -> list[tuple[str, str]]:
    effect = states.day_of_effect(designated, rules)
    ended = designated.follows
    return [
        ("Eindigt met ingang van", in_words(effect) or start_words(designated)),
        ("Van het besluit", ended.decision.kenmerk if ended else ""),
    ]


def _stated_items(designated: DesignatedArea) -> list[tuple[str, str]]:
    last = designated.last_day
    repealed = terms.repealed_from(last, designated.end_time) if last else None
    return [
        ("Begint", start_words(designated)),
        ("Laatste dag", in_words(last)),
        ("Vervallen per", in_words(repealed)),
    ]


def _real_items(
    term: states.Term, designated: DesignatedArea, without_ground: terms.Days | None
) -> list[tuple[str, str]]:
    items = [
        _since(term, historical=designated.decision.historical),
        ("Laatste dag", in_words(term.last_day) or "onbekend"),
        ("Vervallen per", in_words(term.repealed_from) or "onbekend"),
    ]
    if term.ended_by:
        items.append(("Eerder beëindigd door", term.ended_by.kenmerk))
    for halt in term.suspensions:
        first_day, until = in_words(halt.days.first), in_words(halt.last)
        span = f"{first_day} tot en met {until}" if until else f"vanaf {first_day}, nog zonder einde"
        items.append(("Geschorst", span))
    if term.taken_away:
        state = str(term.taken_away.state)
        label = f"{state[:1].upper()}{state[1:]} met ingang van"
        items.append((label, in_words(term.taken_away.days.first)))
    if without_ground:
        first, last = without_ground
        days = without_ground.length
        items.append(
            (
                "Zonder grondslag",
                f"{in_words(first)} tot en met {in_words(last)} ({days} {'dag' if days == 1 else 'dagen'})",
            )
        )
    return items


def _since(term: states.Term, *, historical: bool) -> tuple[str, str]:
    if term.in_force_from is None:
        return "In werking sinds", "onbekend" if historical else "nog niet bekendgemaakt"
    begun = term.in_force_from <= timezone.localdate()
    return "In werking sinds" if begun else "In werking vanaf", in_words(term.in_force_from)


def start_words(designated: DesignatedArea) -> str:
    """How the decision states its start."""
    if designated.starts == Starts.AFTER_PUBLICATION:
        return "de dag na bekendmaking"
    return in_words(designated.first_day)


# --- What happened -------------------------------------------------------------------------------


def timeline(decision: Decision, newest: int = 10) -> list[dict[str, str]]:
    """The newest events as templates/parts/timeline.html shows them; who read it stands in the log."""
    remarks = {remark.pk: remark.text for remark in decision.remarks.all()}
    rows = [(event_row(event), event.facts.get("remark")) for event in changes_of(decision)[:newest]]
    return [row | {"text": remarks.get(said) or row["text"]} for row, said in rows]


def event_row(event: AuditEvent) -> dict[str, str]:
    at = timezone.localtime(event.at)
    return {
        "title": label_of(event.event),
        "iso": at.isoformat(timespec="minutes"),
        "when": date_format(at, "j F Y, H:i"),
        "who": f"{event.actor_name}{f' ({event.actor_roles})' if event.actor_roles else ''}",
        "text": _about(event.facts),
    }


def _about(facts: dict[str, Any]) -> str:
    """The one fact that a timeline shows beside the event."""
    if what := facts.get("what"):
        return saved_label(str(what))
    return f"Regel {facts['code']}" if facts.get("code") else str(facts.get("number") or "")


def remarks_by_round(decision: Decision) -> list[tuple[int, list[Any]]]:
    """The remarks of all rounds, the newest round first."""
    rounds: dict[int, list[Any]] = {}
    for remark in decision.remarks.all():
        rounds.setdefault(remark.round, []).append(remark)
    return sorted(rounds.items(), reverse=True)
