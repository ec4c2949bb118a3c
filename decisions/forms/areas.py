"""Step 'gebieden': per area the words, the term, what it follows, streets and cameras; and the check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from almere_camera.models import User
from areas.models import Area, Deployment
from decisions.models import Assessment, Decision, DecisionKind, DesignatedArea, Starts, Status
from decisions.steps import assessment_of
from decisions.workflow import starting

from .base import Answers, Group, StepForm
from .fields import Choice, DutchDate, DutchTime, Lines, Several, Tick, Words
from .mapping import covers, drawing_of

CHECK_LABEL = "Ik heb kaart en omschrijving vergeleken; het gebied bestaat alleen uit openbare plaatsen"
ENDING_QUESTIONS = ("follows", "starts", "first_day")


class AreaForm(Answers):
    """One area in the decision. Of an ending only what ends and from which day."""

    needed = ("words", "starts", "last_day", "streets", "follows")
    together = (("first_day", "start_time"), ("last_day", "end_time"))

    words = Words(
        label="Omschrijving van het gebied",
        max_length=2000,
        rows=3,
        help_text="Zoals het in artikel 1 komt, zonder huisnummers. Bijvoorbeeld: het gebied rond de Hofmark",
    )
    follows = Choice(label="Op welke aanwijzing volgt dit?", choices=[])
    starts = Choice(label="Wanneer begint het?", choices=Starts, radio=True)
    first_day = DutchDate(label="Eerste dag", help_text="Alleen bij ‘op een vaste dag’")
    start_time = DutchTime(label="Vanaf (tijd)", help_text="Alleen als het niet om 0:00 uur begint")
    last_day = DutchDate(label="Laatste dag", help_text="Deze dag telt nog mee, bijvoorbeeld 30-04-2026")
    end_time = DutchTime(label="Tot (tijd)", help_text="Alleen als het niet de hele laatste dag geldt")
    streets = Lines(
        label="Straten en pleinen in het gebied",
        help_text="Elke straat op een eigen regel, zonder huisnummers",
    )
    deployments = Several(
        label="Welke camera's horen bij dit gebied?",
        choices=[],
        help_text="Camera's die in het gebied staan, en alle mobiele units.",
    )

    def __init__(
        self,
        *args: Any,
        record: DesignatedArea,
        earlier: Sequence[DesignatedArea],
        deployments: Sequence[Deployment],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.error_context = dict.fromkeys(self.fields, record.area.name)
        self._offer("follows", [("", "Geen"), *((d.pk, _named(d)) for d in earlier)])
        self._offer("deployments", [(d.pk, camera(d)) for d in deployments])
        if not deployments:
            del self.fields["deployments"]
        if record.decision.kind == DecisionKind.START and not record.follows_id:
            del self.fields["follows"]
        if record.decision.is_ending:
            self._ask_for_ending()
        self.asked_later = [name for name in self.asked_later if name in self.fields]

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _ask_for_ending(self) -> None:
        for name in set(self.fields) - set(ENDING_QUESTIONS):
            del self.fields[name]
        self.order_fields(ENDING_QUESTIONS)
        self.fields["follows"].label = "Welke aanwijzing eindigt?"
        self.fields["starts"].label = "Vanaf wanneer geldt zij niet meer?"
        self.fields["first_day"].label = "Eerste dag waarop zij niet meer geldt"

    def value_of(self, name: str) -> Any:
        if name == "deployments":
            return [d.pk for d in self.record.deployments.all()]
        return self.record.follows_id if name == "follows" else super().value_of(name)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        given["starts"] = given.get("starts") or Starts.AFTER_PUBLICATION
        first, last = given.get("first_day"), given.get("last_day")
        if given["starts"] == Starts.AFTER_PUBLICATION:
            if first and "first_day" in self.changed_data:
                self.add_error(
                    "first_day",
                    "U vulde een dag in, maar koos ‘de dag na bekendmaking’. Kies ‘op een vaste dag’, "
                    "of maak de dag leeg.",
                )
            given["first_day"] = None
        elif first and last and last < first:
            self.add_error("last_day", "De laatste dag ligt voor de eerste dag.")
        elif first and first == last and _backwards(given.get("start_time"), given.get("end_time")):
            self.add_error("end_time", "De eindtijd ligt niet na de begintijd op dezelfde dag.")
        return given

    @property
    def moves_the_ground(self) -> bool:
        """Whether words or streets change: then map and words must be compared again."""
        return bool({"words", "streets"} & set(self.changed_data))

    def write(self, record: Any) -> None:
        """Save the area with its cameras."""
        given = dict(self.cleaned_data)
        chosen = given.pop("deployments", None)
        if "follows" in given:
            record.follows_id = int(given.pop("follows") or 0) or None
        for name, value in given.items():
            setattr(record, name, value)
        record.save()
        if chosen is not None:
            record.deployments.set(chosen)


def _backwards(begin: Any, end: Any) -> bool:
    return begin is not None and end is not None and end <= begin


def _named(designated: DesignatedArea) -> str:
    """An earlier designation as one chooses it: kenmerk, last day and area."""
    last = designated.last_day
    until = f"tot en met {date_format(last, 'j F Y')}" if last else "einde onbekend"
    return f"{designated.decision.kenmerk}, {until} ({designated.area.name})"


def camera(deployment: Deployment) -> str:
    """A camera as one chooses it: unit or position, and the place."""
    name = str(deployment.unit) if deployment.unit else str(deployment.position)
    kind = "mobiele unit" if deployment.unit else "vaste camera"
    return f"{name}, {deployment.position.place} ({kind})"


class CheckForm(Answers):
    """The human check of map against words (art. 151c lid 2 and 7), signed with name and date."""

    map_checked = Tick(label=CHECK_LABEL)

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        checked_on = assessment.map_checked_on
        super().__init__(*args, initial={"map_checked": checked_on is not None}, **kwargs)
        if checked_on and assessment.map_checked_by:
            when = date_format(checked_on, "j F Y")
            self.fields["map_checked"].help_text = f"Vergeleken door {assessment.map_checked_by} op {when}."
        else:
            self.fields["map_checked"].help_text = (
                "Uw naam en de datum worden vastgelegd. Verandert daarna de grens, een straat of de "
                "omschrijving, dan vervalt dit vinkje."
            )

    def sign(self, assessment: Assessment, by: User, *, ground_moved: bool) -> None:
        """Keep who compared, and when; what changed since an earlier check makes that check void."""
        ticked, before = self.cleaned_data["map_checked"], assessment.map_checked_on is not None
        if not ticked or (before and ground_moved):
            assessment.map_checked_by = assessment.map_checked_on = None
        elif not before:
            assessment.map_checked_by, assessment.map_checked_on = by, timezone.localdate()
        assessment.save()


class NewAreaForm(Answers):
    """Another area for this decision."""

    area = Choice(label="Nog een gebied in dit besluit", choices=[])

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Maak een keuze"), *((a.pk, a.name) for a in areas)]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]


class AreasStep(StepForm):
    slug = "gebieden"
    template = "decisions/step_gebieden.html"

    def build(self) -> Iterable[Group]:
        self.assessment = assessment_of(self.case)
        self.areas = list(areas_of(self.case))
        self.forms: list[AreaForm] = []
        earlier, cameras = _earlier(self.case, self.areas), _cameras()
        for designated in self.areas:
            form = self._form(designated, earlier.get(designated.area_id, []), cameras)
            self.forms.append(form)
            yield Group(
                [form],
                title=designated.area.name,
                anchor=f"gebied-{designated.pk}",
                about={
                    "area": designated,
                    "map": self._map(designated),
                    "newer": _newer_boundary(designated),
                },
            )
        used = {designated.area_id for designated in self.areas}
        self.new = NewAreaForm(self.data, areas=Area.objects.exclude(pk__in=used))
        self.check = CheckForm(self.data, assessment=self.assessment)

    @property
    def parts(self) -> list[Any]:
        return [*self.forms, *([] if self.case.is_ending else [self.check]), self.new]

    def _form(
        self, designated: DesignatedArea, earlier: list[DesignatedArea], cameras: list[Deployment]
    ) -> AreaForm:
        chosen = {d.pk for d in designated.deployments.all()}
        fitting = covers(designated.geometry)
        offered = [d for d in cameras if d.pk in chosen or d.unit_id or fitting(d.position)]
        if designated.follows and designated.follows not in earlier:
            earlier = [*earlier, designated.follows]
        return AreaForm(
            self.data,
            prefix=f"gebied-{designated.pk}",
            record=designated,
            earlier=earlier,
            deployments=offered,
            help_cards=self.helps,
        )

    def _map(self, designated: DesignatedArea) -> SafeString | str:
        return "" if self.case.is_ending else drawing_of(designated)

    def save(self, by: User) -> None:
        moved = any(form.moves_the_ground for form in self.forms)
        for form in self.forms:
            form.write(form.record)
        if not self.case.is_ending:
            self.assessment.decision = self.case
            self.check.sign(self.assessment, by, ground_moved=moved)

    def take_newest_boundary(self, pk: str) -> DesignatedArea | None:
        """Copy the newest boundary of one area into the case; the check of the map becomes void."""
        designated = next((d for d in self.areas if str(d.pk) == pk), None)
        if designated is not None:
            starting.take_boundary(designated, designated.area.newest_boundary)
            designated.save()
            forget_check(self.case)
        return designated

    def add(self) -> DesignatedArea | None:
        """Add the chosen area, following its one earlier designation when this is no 'instellen'."""
        chosen = Area.objects.filter(pk=self.new.cleaned_data.get("area") or 0).first()
        if chosen is None:
            return None
        designated = starting.designate(self.case, chosen)
        earlier = _earlier(self.case, [designated])[chosen.pk]
        if self.case.kind != DecisionKind.START and len(earlier) == 1:
            designated.follows = earlier[0]
            designated.save()
        forget_check(self.case)
        return designated


def forget_check(case: Decision) -> None:
    """The ground changed: whoever compared map and words must do so again."""
    Assessment.objects.filter(decision=case).update(map_checked_by=None, map_checked_on=None)


def areas_of(case: Decision) -> Any:
    """The areas of a case with what this step shows of them, in a fixed number of queries."""
    cameras = Deployment.objects.select_related("position", "unit").prefetch_related(
        "position__codes", "unit__codes"
    )
    return (
        DesignatedArea.objects.filter(decision=case)
        .select_related("decision", "area", "boundary", "follows__decision", "follows__area")
        .prefetch_related("area__boundaries", Prefetch("deployments", queryset=cameras))
    )


def _newer_boundary(designated: DesignatedArea) -> Any:
    """The newest boundary of the area when the case does not have it yet."""
    newest = designated.area.newest_boundary
    return newest if newest is not None and newest.pk != designated.boundary_id else None


def _earlier(case: Decision, areas: Iterable[DesignatedArea]) -> Mapping[int, list[DesignatedArea]]:
    """Per area the designations that were adopted earlier."""
    found: dict[int, list[DesignatedArea]] = {d.area_id: [] for d in areas}
    adopted = (
        DesignatedArea.objects.filter(area_id__in=found, decision__status=Status.ADOPTED)
        .exclude(decision__kind=DecisionKind.END)
        .exclude(decision__closure__confirmed_at__isnull=False)
        .exclude(decision=case)
        .select_related("decision", "area")
    )
    for designated in adopted:
        found[designated.area_id].append(designated)
    return found


def _cameras() -> list[Deployment]:
    """Every camera that stands somewhere now or later."""
    return list(
        Deployment.objects.exclude(last_day__lt=timezone.localdate())
        .select_related("position", "unit")
        .prefetch_related("position__codes", "unit__codes")
        .order_by("position_id", "first_day")
    )
