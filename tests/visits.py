"""Every page of the interface, each opened where the demonstration has something to show on it.

A page is found by trying: the first case or place and the first person that get it. So a new address is
visited without being listed here. What differs by status, step or role is visited more than once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from almere_camera.manuals.documents import MANUALS
from almere_camera.models import User
from almere_camera.uploads import Checked
from areas import workflow as place_acts
from areas.models import Area, Deployment, Position, Sign, Unit
from decisions import rules, steps, text, workflow
from decisions.models import (
    Clause,
    Closure,
    Completion,
    Decision,
    DecisionKind,
    DesignatedArea,
    Interruption,
    PolicyFramework,
    Request,
    Variant,
)
from decisions.workflow.interrupting import Ruling
from decisions.workflow.objecting import Received
from evaluations.models import (
    AreaEvaluation,
    CouncilReport,
    FrameworkEvaluation,
    ImportRun,
    MonthlyFigure,
    Neighbourhood,
    PositionPurpose,
    PositionReview,
    ReviewYear,
    Safeguard,
    SurveyFigure,
    TriedMeasure,
)
from evaluations.views.figures import SUBJECTS
from evaluations.workflow import incidents
from tests.addresses import ALL, OPEN, Address

PEOPLE = ("beleid", "toets", "kabinet", "communicatie", "beheer", "lezer")
# Cases in which something can still be done come first, so that forms are seen rather than answers.
CASES = (
    "DEMO-11", "DEMO-06", "DEMO-07", "DEMO-08", "DEMO-09", "DEMO-05", "DEMO-02", "DEMO-04", "EXTRA-01",
    "EXTRA-02", "EXTRA-03", "DEMO-13", "DEMO-10", "DEMO-12", "DEMO-01", "DEMO-03", "HIST-2021-01",
)  # fmt: skip
# A dossier in each status, one that is suspended, an ending, and two with a proposal.
DOSSIERS = (
    "DEMO-11", "DEMO-07", "DEMO-08", "DEMO-09", "DEMO-02", "DEMO-04", "DEMO-03", "DEMO-10", "DEMO-13",
    "EXTRA-02", "HIST-2021-01",
)  # fmt: skip
DRAFT, HALF, ENDING, IN_REVIEW = "DEMO-11", "DEMO-06", "EXTRA-01", "DEMO-07"


# Files, feeds, acts without a page of their own; what has no sign-in is looked at in test_frame.py and
# test_register.py.
NO_PAGES = (OPEN - {"register:list", "register:map", "about", "accessibility"}) | frozenset(
    {
        "manual_screen",
        "login",
        "logout",
        "deadlines:create_feed",
        "deadlines:revoke_feed",
        "deadlines:feed",
        "areas:sign_photo",
        "decisions:publication_package",
        "decisions:dossier_zip",
        "decisions:pdf",
        "decisions:draft_pdf",
        "decisions:paper_pdf",
        "decisions:signing_copy",
        "decisions:signed_copy",
        "decisions:evidence_file",
        "evaluations:import_take",
        "evaluations:import_again",
        "evaluations:import_drop",
        "evaluations:import_faults",
        "evaluations:council_pdf",
        "evaluations:council_word",
        "evaluations:driehoek_pdf",
    }
)


# The rows behind a number, by the page that links to them.
ROWS_OF = {
    "evaluations:area_year_rows": "evaluations:area_year",
    "evaluations:driehoek_rows": "evaluations:driehoek",
    "evaluations:council_rows": "evaluations:council_report",
}
# What an address takes beside the number of a row.
NAMED: dict[str, Any] = {
    "listed": lambda: ["eraan"],
    "year": lambda: ReviewYear.objects.values_list("year", flat=True),
    "area": lambda: Area.objects.order_by("pk").values_list("pk", flat=True),
    "subject": lambda: SUBJECTS,
    "manual": lambda: MANUALS,
}


class Visit(NamedTuple):
    """One page: who opens it, and where."""

    who: str
    path: str


def furnish() -> None:
    """What the demonstration lacks, by acts: objection, ruling, sign, ending, urgency, two proposals."""
    officer, lawyer, office = (User.objects.get(username=name) for name in ("beleid", "toets", "kabinet"))
    today = timezone.localdate()
    case = {kenmerk: Decision.objects.get(kenmerk=kenmerk) for kenmerk in ("DEMO-02", "DEMO-04", "DEMO-05")}
    letter = Received(
        number="BZW-1", way="post", received_on=today - timedelta(2), posted_on=today - timedelta(3),
        objector="J. Verzonnen", contact="Proefstraat 1", grounds="Het toezicht duurt te lang.",
    )  # fmt: skip
    workflow.record_objection(decision=case["DEMO-05"], by=lawyer, received=letter)
    ruling = Ruling(kind=Interruption.Kind.SUSPENSION, from_day=today - timedelta(3))
    workflow.record_interruption(decision=case["DEMO-04"], by=lawyer, ruling=ruling)
    square = Area.objects.order_by("pk")[0]
    place_acts.place_sign(by=officer, area=square, entrance="Hoek Proefstraat", placed_on=today, photo=None)
    started: dict[str, Any] = {"by": officer, "variant": Variant.REGULAR}
    asked = {"asked_by": "gemeente", "received_on": today, "felt": "Bewoners merken er weinig meer van."}
    workflow.start(
        kenmerk=ENDING, kind=DecisionKind.END, request=Request(**asked),
        follows=[case["DEMO-02"].designated_areas.get(area__name="Almere Stad Centrum")], **started,
    )  # fmt: skip
    workflow.start(
        kenmerk="EXTRA-03", kind=DecisionKind.START, request=Request(**asked), areas=[square], urgent=True,
        **{**started, "variant": Variant.MOBILE},
    )  # fmt: skip
    ending = Decision.objects.get(kenmerk=ENDING)
    workflow.take_over(
        decision=ending, by=User.objects.get(username="beleid2"), version=ending.version, remark="Verlof."
    )
    closing = workflow.start(
        kenmerk="EXTRA-02", kind=DecisionKind.START, request=Request(**asked), areas=[square], **started
    )
    workflow.propose_closing(
        decision=closing, by=officer, version=closing.version,
        outcome=Closure.Outcome.NOT_STARTED, reasons="Het is rustig.",
    )  # fmt: skip
    incidents.upload(
        by=officer, file=Checked(b"Nummer;Datum\n1;2\n", "", "0" * 64, "half.csv"), areas=[square],
        first_month=today.replace(day=1), last_month=today.replace(day=1),
    )  # fmt: skip
    CouncilReport.objects.get_or_create(year=2020, defaults={"started_by": officer, "finished_on": today})
    adopted = Decision.objects.get(kenmerk="DEMO-09")
    workflow.propose_withdrawal(
        decision=adopted, by=office, version=adopted.version, reasons="De grens klopt niet."
    )


class Visits:
    """Finds the pages of an address in a loaded and furnished demonstration."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}
        for name in PEOPLE:
            self.clients[name] = Client()
            self.clients[name].force_login(User.objects.get(username=name))
        self.cases = {kenmerk: Decision.objects.get(kenmerk=kenmerk) for kenmerk in CASES}

        self.found: dict[str, list[Visit]] = {}

    def of(self, name: str) -> list[Visit]:
        """The pages of this address that are worth looking at; none when nobody gets one."""
        if name not in self.found:
            self.found[name] = self._look_for(name)
        return self.found[name]

    def _look_for(self, name: str) -> list[Visit]:
        address = next(address for address in ALL if address.name == name)
        if name == "home":
            return [
                Visit(who, reverse(name)) for who in PEOPLE if who != "beheer"
            ]  # who sees what lezer sees
        if name == "decisions:detail":
            return [Visit("beleid", self.case(kenmerk)) for kenmerk in DOSSIERS]
        if name == "decisions:step":
            return list(self._steps())
        people = list(PEOPLE)
        for path in self._paths(address):
            for who in tuple(people):
                response = self.clients[who].get(path)
                if response.status_code == 403:
                    people.remove(who)  # not this person, on no case
                elif response.status_code == 200 and not _only_says_why_not(response):
                    return [Visit(who, path)]
                else:
                    break  # not this case, for nobody
        return []

    @cache  # noqa: B019 - lives as long as its module of tests
    def page(self, where: Visit) -> str:
        """What this visitor is shown there."""
        return self.clients[where.who].get(where.path).content.decode()

    def case(self, kenmerk: str) -> str:
        """The address of the dossier of this case."""
        return reverse("decisions:detail", args=[self.cases[kenmerk].pk])

    def _steps(self) -> Iterator[Visit]:
        """Every step of a full draft, and what looks different: an ending, half filled, only read."""
        for step in steps.STEPS:
            yield Visit("beleid", step.url(self.cases[DRAFT]))
        others = (
            ("beleid", ENDING, "aanleiding"),
            ("beleid", HALF, "gebruik"),
            ("beleid", HALF, "driehoek"),
            ("lezer", IN_REVIEW, "criteria"),
            ("lezer", IN_REVIEW, "gebieden"),
        )
        for who, kenmerk, slug in others:
            yield Visit(who, steps.BY_SLUG[slug].url(self.cases[kenmerk]))

    def _paths(self, address: Address) -> Iterator[str]:
        if not address.takes:
            yield reverse(address.name)
        elif address.name.startswith("decisions:"):
            for case in self.cases.values():
                for kwargs in _under(case, address.takes):
                    yield reverse(address.name, kwargs=kwargs)
        elif address.name in ROWS_OF:
            for parent in self.of(ROWS_OF[address.name]):
                yield from re.findall(r'href="([^"]+/rijen/[^"]+)"', self.page(parent))
        else:
            rows = {"pk": lambda: [row.pk for row in _rows(address.name)], **NAMED}
            for values in product(*(rows[name]() for name in address.takes)):
                yield reverse(address.name, kwargs=dict(zip(address.takes, values, strict=True)))


def _only_says_why_not(response: Any) -> bool:
    return any(template.name == "decisions/refused.html" for template in response.templates)


def _under(case: Decision, takes: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """What exists under this case by these names; nothing when it lacks one of them."""
    numbers: dict[str, Any] = {
        "number": lambda: case.saved_versions.order_by("-number").values_list("number", flat=True)[:1],
        "first": lambda: case.saved_versions.order_by("number").values_list("number", flat=True)[:1],
        "second": lambda: case.saved_versions.order_by("-number").values_list("number", flat=True)[:1],
        "evidence": lambda: case.evidence.values_list("pk", flat=True),
        "consultation": lambda: case.consultations.values_list("pk", flat=True),
        "publication": lambda: case.publications.values_list("pk", flat=True),
        "objection": lambda: case.objections.values_list("pk", flat=True),
        "interruption": lambda: case.interruptions.values_list("pk", flat=True),
        "area": lambda: DesignatedArea.objects.filter(decision=case).values_list("pk", flat=True),
        "code": lambda: [f.code for f in rules.findings(case, today=timezone.localdate())],
        "key": lambda: [b.key for b in text.compose(case, draft=True).blocks if b.editable][:1],
        "task": lambda: Completion.Task.values,
    }
    names = [name for name in takes if name != "pk"]
    for values in product(*(list(numbers[name]()) for name in names)):
        yield {"pk": case.pk, **dict(zip(names, values, strict=True))}


def _rows(name: str) -> list[Model]:
    starts: dict[str, type[Model]] = {
        "evaluations:import_": ImportRun,
        "clauses:": Clause,
        "evaluations:assessment_add": DesignatedArea,
        "evaluations:assessment": AreaEvaluation,
        "evaluations:measure_remove": TriedMeasure,
        "evaluations:survey_remove": SurveyFigure,
        "evaluations:framework_add": PolicyFramework,
        "evaluations:framework": FrameworkEvaluation,
        "evaluations:council_": CouncilReport,
        "evaluations:figure_": MonthlyFigure,
        "evaluations:safeguard": Safeguard,
        "evaluations:neighbourhood_end": Neighbourhood,
        "evaluations:inform_area": AreaEvaluation,
        "evaluations:inform_framework_evaluation": FrameworkEvaluation,
        "evaluations:inform_framework": PolicyFramework,
        "evaluations:inform_report": CouncilReport,
        "areas:sign_add": Area,
        "areas:sign": Sign,
        "areas:position": Position,
        "areas:masking": Position,
        "areas:unit": Unit,
        "areas:deployment": Deployment,
        "evaluations:review": PositionReview,
        "evaluations:purpose_end": PositionPurpose,
        "evaluations:purpose": Position,
    }
    model = next((model for start, model in starts.items() if name.startswith(start)), Area)
    return list(model._default_manager.order_by("pk"))
