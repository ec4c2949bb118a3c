"""The addresses of the application, walked from the URL conf, and a world in which each leads somewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from almere_camera import audit
from almere_camera.models import AuditEvent, Official, User
from almere_camera.roles import Role
from almere_camera.uploads import PDF, Checked
from areas import workflow as place_acts
from areas.models import Area, Deployment, Position, Unit
from decisions import text, workflow
from decisions.models import Closure, Decision, Evidence, Publication, Status
from tests import factories as make

OWN = ("almere_camera", "areas", "decisions", "evaluations")
SCAN = b"%PDF-1.7\n%getekend\n"
SINCE = date(2020, 1, 1)
LOG = "almere_camera_audit"  # how the names of its two tables begin
RING = [[143000, 487000], [143200, 487000], [143200, 487200], [143000, 487200], [143000, 487000]]


class Address(NamedTuple):
    """One pattern: its full name, and the names of what it takes from the address."""

    name: str
    takes: tuple[str, ...]


def walk(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[Address]:
    """Every pattern of the application, as deep as it goes; the admin is one group and is left out."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLPattern):
            assert found.name, f"{found.pattern} has no name"
            yield Address(f"{namespace}{found.name}", tuple(found.pattern.converters))
        elif found.app_name != "admin":
            yield from walk(found, f"{namespace}{found.namespace}:" if found.namespace else namespace)


# Pages whose roles, refusals and events are proved beside them, in a world of their own.
APART = {
    **dict.fromkeys(
        (
            "evaluations:imports",
            "evaluations:import_add",
            "evaluations:import_run",
            "evaluations:import_columns",
            "evaluations:import_faults",
            "evaluations:import_undo",
            "evaluations:import_take",
            "evaluations:import_again",
            "evaluations:import_drop",
        ),
        "tests/evaluations/test_incident_pages.py",
    ),
    **dict.fromkeys(
        ("areas:sign_add", "areas:sign_remove", "areas:sign_photo", "areas:masking_add"),
        "tests/areas/test_pages.py",
    ),
    **dict.fromkeys(
        (
            "decisions:objections",
            "decisions:objection",
            "decisions:objection_add",
            "decisions:objection_edit",
            "decisions:objection_decide",
            "decisions:objection_relief",
            "decisions:objection_destroy",
            "decisions:interruption_add",
            "decisions:interruption_correct",
            "decisions:evidence_destroy",
        ),
        "tests/decisions/test_objection_pages.py",
    ),
    **dict.fromkeys(
        ("clauses:list", "clauses:add", "clauses:clause", "clauses:write", "clauses:withdraw"),
        "tests/decisions/test_clause_pages.py",
    ),
    **dict.fromkeys(
        (
            "decisions:adopt_urgently",
            "decisions:review_afterwards",
            "decisions:write_motivation",
            "decisions:freeze_motivation",
        ),
        "tests/decisions/test_urgent_pages.py",
    ),
    "decisions:task_done": "tests/decisions/test_tasks.py",
    **dict.fromkeys(
        ("register:list", "register:map", "register:decision", "register:pdf"),
        "tests/decisions/public/test_register.py",
    ),
    **dict.fromkeys(
        (
            "register:json",
            "register:csv",
            "register:geojson",
            "api-v1:decisions",
            "api-v1:decision",
            "api-v1:areas",
            "api-v1:area",
            "api-v1:openapi",
            "api-v1:root",
            "api-v1:nothing",
        ),
        "tests/decisions/public/test_api.py",
    ),
    "decisions:no_longer_necessary": "tests/decisions/test_duty_page.py",
    **dict.fromkeys(
        (
            "evaluations:safeguards",
            "evaluations:safeguard",
            "evaluations:safeguard_confirm",
            "evaluations:technology_add",
        ),
        "tests/evaluations/test_safeguard_pages.py",
    ),
    **dict.fromkeys(
        (
            "evaluations:assessments",
            "evaluations:assessment",
            "evaluations:assessment_add",
            "evaluations:assessment_edit",
            "evaluations:assessment_measure_add",
            "evaluations:assessment_survey_add",
            "evaluations:assessment_complete",
            "evaluations:assessment_follow_up",
            "evaluations:measure_remove",
            "evaluations:survey_remove",
            "evaluations:framework",
            "evaluations:framework_add",
            "evaluations:framework_edit",
            "evaluations:framework_survey_add",
            "evaluations:framework_complete",
            "evaluations:inform_area",
            "evaluations:inform_framework_evaluation",
            "evaluations:inform_framework",
            "evaluations:inform_report",
        ),
        "tests/evaluations/test_assessment_pages.py",
    ),
    **dict.fromkeys(
        (
            "evaluations:figures",
            "evaluations:figure_list",
            "evaluations:figure_add",
            "evaluations:figure_edit",
        ),
        "tests/evaluations/test_figure_pages.py",
    ),
    **dict.fromkeys(
        (
            "evaluations:police",
            "evaluations:police_upload",
            "evaluations:police_area",
            "evaluations:neighbourhood_add",
            "evaluations:neighbourhood_end",
        ),
        "tests/evaluations/test_police_pages.py",
    ),
    **dict.fromkeys(("evaluations:lessons", "evaluations:lesson_add"), "tests/evaluations/test_lessons.py"),
    **dict.fromkeys(
        (
            "evaluations:review_years",
            "evaluations:review_plan",
            "evaluations:review_year",
            "evaluations:review",
            "evaluations:review_judge",
            "evaluations:review_confirm",
            "evaluations:review_return",
            "evaluations:review_carried_out",
            "evaluations:review_follow_up",
            "evaluations:purpose_list",
            "evaluations:purpose_add",
            "evaluations:purpose_end",
        ),
        "tests/evaluations/test_review_pages.py",
    ),
    **dict.fromkeys(
        ("evaluations:driehoek", "evaluations:driehoek_pdf", "evaluations:driehoek_rows"),
        "tests/evaluations/test_driehoek.py",
    ),
    **dict.fromkeys(
        (
            "evaluations:accounts",
            "evaluations:area_year",
            "evaluations:area_year_rows",
            "evaluations:council_start",
            "evaluations:council_report",
            "evaluations:council_write",
            "evaluations:council_finish",
            "evaluations:council_pdf",
            "evaluations:council_word",
            "evaluations:council_rows",
        ),
        "tests/evaluations/test_account_pages.py",
    ),
}
ALL = tuple(walk())
# Open to everybody, without signing in.
OPEN_ONES = ("robots", "about", "accessibility")
OPEN = frozenset(a.name for a in ALL if a.name.startswith(("register:", "api-v1:")) or a.name in OPEN_ONES)
ADDRESSES = tuple(address for address in ALL if address.name not in APART)
NAMES = tuple(address.name for address in ADDRESSES)
DUMMIES: dict[str, Any] = {
    "code": "I24",
    "step": "aanleiding",
    "key": "overweging.1",
    "token": "geraden",
    "manual": "toetser",
    "name": "toetser-akkoord",
    "listed": "eraan",
}


def somewhere(address: Address) -> str:
    """The address with a number that need not exist."""
    return reverse(address.name, kwargs={name: DUMMIES.get(name, 1) for name in address.takes})


# --- A world ---------------------------------------------------------------------------------------


class World:
    """A complete case in a status, with one of everything in it, and one of each place."""

    def __init__(self, status: Status = Status.DRAFT, *, places: bool = True) -> None:
        self.author = make.make_user(Role.POLICY_OFFICER)
        self.reviewer = make.make_user(Role.REVIEWER)
        self.office = make.make_user(Role.MAYORS_OFFICE)
        self.case = make.complete_case()
        self.evidence = Evidence(
            decision=self.case,
            kind=Evidence.Kind.ANALYSIS,
            title="Analyse",
            source="de gemeente",
            dated=make.TODAY,
            file_name="analyse.pdf",
            file_type=PDF,
        )
        self.evidence.file.save("", ContentFile(SCAN), save=True)
        with workflow.edit(self.case, by=self.author, version=self.case.version, what="criteria"):
            pass
        self._bring(status)
        if places:
            self._places()

    def _bring(self, status: Status) -> None:
        """Through the same acts as the pages, so that everything an act leaves behind is there."""
        if status == Status.CLOSED:
            self.propose_closing()
            workflow.close_without_decision(decision=self.fresh, by=self.reviewer, version=self.version)
        if status in (Status.REVIEW, Status.AGREED, Status.ADOPTED):
            workflow.submit(decision=self.fresh, by=self.author, version=self.version)
        if status in (Status.AGREED, Status.ADOPTED):
            workflow.agree(decision=self.fresh, by=self.reviewer, version=self.version)
        if status == Status.ADOPTED:
            workflow.adopt(
                decision=self.fresh,
                by=self.office,
                version=self.version,
                signatory=Official.objects.get(function=Official.Function.MAYOR),
                on=make.TODAY,
                signed_copy=Checked(SCAN, PDF, hashlib.sha256(SCAN).hexdigest(), "getekend.pdf"),
            )

    def _places(self) -> None:
        by = self.author
        square = {"type": "Polygon", "coordinates": [RING]}
        self.area: Area = place_acts.add_area(
            by=by, name="Proefmarkt", kind="overig", geometry=square, streets=["Proefstraat"],
            valid_from=SINCE, source="Proef",
        )  # fmt: skip
        spot: dict[str, Any] = {"valid_from": SINCE, "place": "Proefplein", "direction": 90}
        self.position: Position = place_acts.add_position(
            by=by, code="P-01", kind=Position.Kind.FIXED, x=143100, y=487100, **spot
        )
        mobile = place_acts.add_position(
            by=by, code="M-01", kind=Position.Kind.MOBILE, x=143150, y=487150, **spot
        )
        self.unit: Unit = place_acts.add_unit(by=by, code="MOB-1", valid_from=SINCE, description="Mast")
        self.deployment: Deployment = place_acts.deploy(
            by=by, position=mobile, unit=self.unit, first_day=SINCE, last_day=None
        )

    @property
    def fresh(self) -> Decision:
        return Decision.objects.get(pk=self.case.pk)

    @property
    def version(self) -> int:
        return self.fresh.version

    def propose_closing(self) -> None:
        workflow.propose_closing(
            decision=self.fresh,
            by=self.author,
            version=self.version,
            outcome=Closure.Outcome.NOT_STARTED,
            reasons="Het is rustig.",
        )

    def propose_withdrawal(self) -> None:
        workflow.propose_withdrawal(
            decision=self.fresh, by=self.office, version=self.version, reasons="Toch niet nodig."
        )

    def publish(self) -> None:
        make.publish(self.fresh)

    def takes(self, address: Address) -> dict[str, Any]:
        """What stands here under these names; a number that does not exist where there is nothing."""
        case = self.fresh
        area, name = case.designated_areas.get(), address.name
        publication = Publication.objects.filter(decision=case).first()
        found = {
            "pk": case.pk,
            "number": case.saved_versions.latest("number").number,
            "first": case.saved_versions.latest("number").number,
            "second": case.saved_versions.latest("number").number,
            "evidence": self.evidence.pk,
            "consultation": case.consultations.get().pk,
            "area": area.pk,
            "publication": publication.pk if publication else 0,
            **DUMMIES,
        }
        if "key" in address.takes:
            blocks = text.compose(case, draft=True).blocks
            found["key"] = next(block.key for block in blocks if block.editable)
        rows: dict[str, Any] = {
            "areas:position": self.position,
            "areas:unit": self.unit,
            "areas:deployment": self.deployment,
            "areas:": self.area,
        }
        for start, row in rows.items():
            if name.startswith(start):
                found["pk"] = row.pk
                break
        return {key: found[key] for key in address.takes}

    def url(self, name: str) -> str:
        address = next(a for a in ADDRESSES if a.name == name)
        return reverse(name, kwargs=self.takes(address))


# --- People and what they leave behind -------------------------------------------------------------


def superuser() -> User:
    return get_user_model().objects.create_superuser(f"root{User.objects.count()}", password="proef")


def client_of(user: User) -> Client:
    """Signed in; a page that breaks answers with 500 instead of an exception."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def everything() -> dict[str, list[Any]]:
    """All rows of the application by table: two of these are equal when nothing changed.

    Asked of the database as it stands there: making Python values of it took most of the time of the tests.
    """
    own = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OWN]
    with connection.cursor() as cursor:
        return {model._meta.db_table: _rows(cursor, model) for model in own}


def _rows(cursor: CursorWrapper, model: type[models.Model]) -> list[Any]:
    name = connection.ops.quote_name
    cursor.execute(f"SELECT * FROM {name(model._meta.db_table)} ORDER BY {name(model._meta.pk.column)}")
    return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]


def but_the_log(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """All but the log: what was only read stands there too."""
    return {table: found for table, found in rows.items() if not table.startswith(LOG)}


def writes(client: Client, url: str) -> tuple[int, list[str]]:
    """The status of a GET, and the statements with which it changed anything but its session.

    That somebody read it may be added to the log, and nothing else.
    """
    last = audit.head().seq
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
    sent = [query["sql"] for query in asked]
    said = list(AuditEvent.objects.filter(seq__gt=last).values_list("event", flat=True))
    silent = (
        ("django_session", LOG) if said and all(e.endswith(".read") for e in said) else ("django_session",)
    )
    changing = ("INSERT", "UPDATE", "DELETE", "REPLACE")
    return response.status_code, [
        sql
        for sql in sent
        if sql.lstrip().upper().startswith(changing) and not any(name in sql for name in silent)
    ]
