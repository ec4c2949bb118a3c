"""What must still be done outside the application: derived per designated area, never stored.

A task is open as long as the facts ask for it and no `Completion` closes it. The same answer is shown
on the home page, on the page of the decision and on the page of the area.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from almere_camera.models import EqualledHoliday
from almere_camera.roles import Perm, who
from areas.models import Area, Deployment
from areas.open_tasks import OpenTask

from . import states, task_rows, terms
from .coverage import covers_more
from .models import Completion, Decision, DesignatedArea, Publication
from .states import State

ONE_DAY = timedelta(days=1)
Todo = Completion.Task
END = "beeindigen"  # the duty to end: closed by adopting the ending, not by a Completion
MOTIVATION = "motivering"  # closed by its publication
LABELS = {task.value: task.label for task in Todo} | {
    Todo.INFORMED.value: "Omwonenden informeren",
    Todo.CAMERAS_OFF.value: "Camera’s uitzetten",
    Todo.REMOVED.value: "Camera’s en borden verwijderen",
    Todo.RECTIFIED.value: "Verschil met de bekendmaking oplossen",
    Todo.REVIEWED_AFTER.value: "Achteraf toetsen, na spoed",
    END: "Cameratoezicht beëindigen",
    MOTIVATION: "Motivering bekendmaken",
}
PERMISSIONS: dict[str, tuple[Perm, ...]] = {
    Todo.INFORMED.value: (Perm.EDIT_CASES, Perm.PUBLISH),
    Todo.CAMERAS_OFF.value: (Perm.EDIT_CASES, Perm.ADOPT),
    Todo.REMOVED.value: (Perm.EDIT_CASES,),
    Todo.RECTIFIED.value: (Perm.PUBLISH,),
    Todo.REVIEWED_AFTER.value: (Perm.REVIEW_CASES,),
    END: (Perm.EDIT_CASES,),
    MOTIVATION: (Perm.EDIT_CASES, Perm.ADOPT, Perm.PUBLISH),
}
DEADLINES = frozenset({END, MOTIVATION})  # they stand under 'Wat komt eraan' as well
OVER = frozenset({State.LAPSED, State.ENDED, State.REVOKED, State.ANNULLED})
COMING = frozenset({State.NOT_PUBLISHED, State.PUBLISHED, State.WITHOUT_GROUND, State.SUSPENDED})
IN_USE = frozenset({State.NOT_PUBLISHED, State.PUBLISHED, State.WITHOUT_GROUND, State.IN_FORCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do for one designated area. `due` is the day since or until when; `url` where to do it.

    `late`: the law gave a last day, and it has passed.
    """

    key: str
    label: str
    why: str
    due: date | None
    designated_area: DesignatedArea
    url: str
    late: bool = False

    @property
    def is_deadline(self) -> bool:
        """Whether `due` is a last day, rather than the day since when it waits."""
        return self.key in DEADLINES

    @property
    def permissions(self) -> tuple[Perm, ...]:
        """Any one of these is enough."""
        return PERMISSIONS[self.key]

    @property
    def who(self) -> str:
        return who_does(self.key)


def who_does(key: str) -> str:
    """Who can finish a task of this kind, in words."""
    return " of ".join(dict.fromkeys(" of ".join(who(p) for p in PERMISSIONS[key]).split(" of ")))


def open_tasks(today: date, *, decision: Decision | None = None, area: Area | None = None) -> list[Task]:
    """Everything that is open on this day: of all designations, of one area, or of one decision.

    With a decision come the designations that it follows: an ending leaves work at what it ended. In a
    fixed number of queries.
    """
    asked = task_rows.adopted()
    if decision is not None:
        asked = asked.filter(Q(decision=decision) | Q(followed_by__decision=decision)).distinct()
    if area is not None:
        asked = asked.filter(area=area)
    scene = _Scene(today)
    wanted = scene.add(task_rows.fetch(task_rows.possible(asked, today, scene.slack)))
    scene.complete()
    found = [task for row in wanted for task in scene.tasks_of(row)]
    return sorted(found, key=lambda task: (task.due or date.max, task.designated_area.pk, task.key))


def for_area(area: Area, today: date) -> Iterator[OpenTask]:
    """What the page of an area shows (see `areas.open_tasks`)."""
    for task in open_tasks(today, area=area):
        kenmerk = task.designated_area.decision.kenmerk
        yield OpenTask(label=f"{task.label} ({kenmerk})", why=task.why, due=task.due, url=task.url)


@dataclass(frozen=True, slots=True)
class _Row:
    one: DesignatedArea
    term: states.Term
    state: State
    halted: date | None  # since when it has no ground today, while it is meant to work


# --- Deriving ------------------------------------------------------------------------------------


class _Scene:
    """All designations that matter, as they stand today."""

    def __init__(self, today: date) -> None:
        self.today, self.rules = today, states.HouseRules()
        self.slack = self.rules.most_days_after
        self.rows: dict[int, _Row] = {}
        self.near: dict[tuple[str, int | None], list[_Row]] = defaultdict(list)
        self.accounted: set[int] = set()

    def add(self, designated: Iterable[DesignatedArea]) -> list[_Row]:
        """Put these on the scene."""
        added = [self._row(one) for one in designated]
        for row in added:
            self.rows[row.one.pk] = row
            self.near["area", row.one.area_id].append(row)
            self.near["follows", row.one.follows_id].append(row)
            # A camera is accounted for where a designation works, or has a task of its own.
            if row.state is State.IN_FORCE or row.halted:
                self.accounted |= {camera.pk for camera in row.one.deployments.all()}
        return added

    def complete(self) -> None:
        """Add what may have taken the place, or the cameras, of what is over."""
        over = [row for row in self.rows.values() if row.state in OVER]
        begins: dict[int, date] = {}
        for row in over:
            begins[row.one.area_id] = min(_begin(row), begins.get(row.one.area_id, date.max))
        cameras = {one.pk for row in over for one in self._stands(row)} - self.accounted
        found = task_rows.Over(frozenset(row.one.pk for row in over), begins, frozenset(cameras))
        self.add(task_rows.fetch(task_rows.around(found, set(self.rows), self.today, self.slack)))

    def _row(self, one: DesignatedArea) -> _Row:
        state = states.state_on(one, self.today, self.rules)
        term = states.term_of(one, self.rules)
        halted = None
        if state in (State.WITHOUT_GROUND, State.NOT_PUBLISHED):
            days = states.without_ground(one, self.rules, until=self.today)
            halted = days.first if days and days.first <= self.today <= days.last else None
        elif state is State.SUSPENDED and (halt := term.break_on(self.today)):
            halted = halt.days.first
        return _Row(one, term, state, halted)

    def tasks_of(self, row: _Row) -> Iterator[Task]:
        done = {completion.task for completion in row.one.completions.all()}
        for task in (
            self._cameras_off(row),
            self._removed(row),
            self._informed(row),
            self._rectified(row),
            self._reviewed_after(row),
            self._motivation(row),
            self._end(row),
        ):
            if task is not None and task.key not in done:
                yield task

    def _cameras_off(self, row: _Row) -> Task | None:
        """Without a ground now, or over while cameras still stand (Awb 3:40; 151c lid 1 and 5)."""
        name = row.one.area.name
        if row.halted:
            reason = {
                State.NOT_PUBLISHED: "het besluit is nog niet bekendgemaakt",
                State.SUSPENDED: "het besluit is geschorst",
            }.get(row.state, f"het besluit geldt pas vanaf {_words(row.term.in_force_from)}")
            why = f"Sinds {_words(row.halted)} is er geen grondslag voor de camera’s in {name}: {reason}."
            return _task(row, Todo.CAMERAS_OFF, why, row.halted)
        if row.state not in OVER or not (left := self._standing(row)):
            return None
        return _task(row, Todo.CAMERAS_OFF, f"{self._over(row)} {left}", self._since(row))

    def _removed(self, row: _Row) -> Task | None:
        """A lapse, an ending or a reduction leaves cameras and signs to take away (151c lid 6)."""
        if row.state not in OVER or self._from_before_the_records(row):
            return None
        later = self._later(row)
        smaller = next((other for other in _nearest(row, later) if _reduces(row.one, other.one)), None)
        if later and smaller is None:
            return None
        why = self._over(row)
        if smaller:
            kenmerk = smaller.one.decision.kenmerk
            why = f"{kenmerk} maakt het gebied kleiner. Haal weg wat buiten de nieuwe grens staat."
        return _task(row, Todo.REMOVED, f"{why} {self._left_behind(row)}".strip(), self._since(row))

    def _informed(self, row: _Row) -> Task | None:
        """Before the start people who live there are told (framework, chapter 5; rule I27)."""
        if row.state not in IN_USE or row.one.decision.historical:
            return None
        why = f"Leg vast wanneer de omwonenden van {row.one.area.name} zijn geïnformeerd."
        return _task(row, Todo.INFORMED, why, row.term.in_force_from or row.one.stated_first_day)

    def _rectified(self, row: _Row) -> Task | None:
        """The newest comparison with the published text shows differences, and nothing came after (I13)."""
        compared = list(row.one.decision.comparisons.all())
        if not self._speaks(row) or not compared or not compared[-1].differences:
            return None
        at = compared[-1].compared_at
        kind = Publication.Kind.RECTIFICATION
        if any(p.kind == kind and p.recorded_at > at for p in row.one.decision.publications.all()):
            return None
        why = (
            "De tekst in het Gemeenteblad is niet gelijk aan de vastgestelde tekst. Plaats een rectificatie."
        )
        return _task(row, Todo.RECTIFIED, why, timezone.localdate(at))

    def _reviewed_after(self, row: _Row) -> Task | None:
        """An urgent decision is reviewed after its adoption, unless another agreed before."""
        decision = row.one.decision
        reviewed = row.one.agreed or getattr(decision, "review_afterwards", None) is not None  # type: ignore[attr-defined]
        if not self._speaks(row) or not decision.is_urgent or decision.historical or reviewed:
            return None
        why = "Het besluit is met spoed vastgesteld. Een ander toetst het achteraf."
        url = reverse("decisions:review_afterwards", kwargs={"pk": decision.pk})
        return replace(_task(row, Todo.REVIEWED_AFTER, why, decision.signed_on), url=url)

    def _motivation(self, row: _Row) -> Task | None:
        """The motivation that urgency put off: adopted and published within a week (Awb 3:47 lid 3)."""
        decision = row.one.decision
        records = decision.publications.all()
        published = any(record.kind == Publication.Kind.MOTIVATION for record in records)
        if not self._speaks(row) or not decision.is_motivated_later or decision.historical or published:
            return None
        day = decision.publication.published_on if decision.publication else None
        due = terms.last_day_for_motivation(day, self.equalled) if day else None
        why = "De motivering volgt binnen een week na de bekendmaking (artikel 3:47, derde lid, van de Awb)."
        if due and due < self.today:
            why = (
                f"De motivering moest uiterlijk op {_words(due)} zijn bekendgemaakt. Doe dat alsnog, meteen."
            )
        task = _task(row, MOTIVATION, why, due)
        return replace(task, url=f"{task.url}#volgende", late=bool(due and due < self.today))

    def _end(self, row: _Row) -> Task | None:
        """'Niet langer noodzakelijk' was found: the mayor ends it (151c lid 5)."""
        findings = list(row.one.no_longer_necessary.all())
        if not findings or row.state in OVER:
            return None
        first = min(findings, key=lambda finding: finding.end_by)
        draft = next((f.draft for f in reversed(findings) if f.draft), None)
        task = _task(
            row, END, f"{row.one.area.name} is niet langer noodzakelijk ({first.source}).", first.end_by
        )
        if draft is None:
            return task
        url = reverse("decisions:detail", kwargs={"pk": draft.pk})
        return Task(
            key=END,
            label=task.label,
            why=f"{task.why} De zaak om te beëindigen is {draft.kenmerk}.",
            due=task.due,
            designated_area=row.one,
            url=url,
        )

    @cached_property
    def equalled(self) -> frozenset[date]:
        """The days that a Royal Decree equals with holidays; asked only for a case that needs them."""
        return frozenset(EqualledHoliday.objects.values_list("day", flat=True))

    # --- What the tasks ask ----------------------------------------------------------------------

    def _speaks(self, row: _Row) -> bool:
        """Whether this area speaks for its decision: a task of the whole decision is shown once."""
        first = min(area.pk for area in row.one.decision.designated_areas.all())
        return first == row.one.pk and row.state is not State.WITHDRAWN

    def _later(self, row: _Row) -> list[_Row]:
        """What came in the place of this designation: then the work moves on to that."""
        begin = _begin(row)
        near = {r.one.pk: r for r in self.near["area", row.one.area_id] + self.near["follows", row.one.pk]}
        found = []
        for other in near.values():
            if other.one.pk == row.one.pk or other.term.taken_away:
                continue
            follows = other.one.follows_id == row.one.pk
            since = other.term.in_force_from
            after = since is not None and since > begin
            same_place = follows or other.one.area_id == row.one.area_id
            if (follows and other.state in COMING) or (same_place and after):
                found.append(other)
        return found

    def _from_before_the_records(self, row: _Row) -> bool:
        """An old decision that was over before anybody recorded it here."""
        recorded = timezone.localdate(row.one.decision.created_at)
        return row.one.decision.historical and (row.term.last_day or date.min) < recorded

    def _over(self, row: _Row) -> str:
        last = row.term.last_day
        return f"De aanwijzing van {row.one.area.name} gold tot en met {_words(last)}." if last else ""

    def _since(self, row: _Row) -> date | None:
        return row.term.last_day + ONE_DAY if row.term.last_day else None

    def _standing(self, row: _Row) -> str:
        """Which cameras still stand that no designation accounts for, in words; or an empty string."""
        elsewhere = {d.pk for other in self._later(row) for d in other.one.deployments.all()}
        loose = (one for one in self._stands(row) if one.pk not in self.accounted | elsewhere)
        codes = sorted({str(one.position) for one in loose})
        return f"Volgens de inzet staat er nog een camera op {', '.join(codes)}." if codes else ""

    def _stands(self, row: _Row) -> Iterator[Deployment]:
        """The cameras of this designation that still stand."""
        for one in row.one.deployments.all():
            if one.first_day <= self.today and (one.last_day is None or self.today <= one.last_day):
                yield one

    def _left_behind(self, row: _Row) -> str:
        signs = sum(sign.stands_on(self.today) for sign in row.one.area.signs.all())
        words = {0: "", 1: "Er staat nog 1 bord."}.get(signs, f"Er staan nog {signs} borden.")
        return " ".join(filter(None, (self._standing(row), words)))


def _begin(row: _Row) -> date:
    return row.term.in_force_from or row.one.stated_first_day or date.min


def _nearest(row: _Row, later: list[_Row]) -> list[_Row]:
    """What came directly after it: what follows on it, or else what took effect first."""
    following = [other for other in later if other.one.follows_id == row.one.pk]
    first = min(map(_begin, later), default=None)
    return following or [other for other in later if _begin(other) == first]


def _reduces(before: DesignatedArea, after: DesignatedArea) -> bool:
    """Whether the later designation leaves ground out; what cannot be compared leaves nothing out."""
    comparable = (before.geometry and after.geometry) or (before.streets and after.streets)
    return bool(comparable) and covers_more(before, after)


def _task(row: _Row, key: str, why: str, due: date | None) -> Task:
    one = row.one
    url = reverse("decisions:detail", kwargs={"pk": one.decision_id})
    if key not in (*DEADLINES, Todo.REVIEWED_AFTER):
        kwargs = {"pk": one.decision_id, "area": one.pk, "task": str(key)}
        url = reverse("decisions:task_done", kwargs=kwargs)
    return Task(key=str(key), label=LABELS[str(key)], why=why, due=due, designated_area=one, url=url)


def _words(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "een onbekende dag"
