"""What is sent to each address that changes something: by whom, with what, and the event it must leave.

Written by hand from the roles and acts of the assignment, not read from the application.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from almere_camera.models import Official
from almere_camera.roles import Role
from areas.workflow import version_of
from decisions.models import Evidence, Status
from tests.addresses import SCAN, World

OFFICER, REVIEWER, OFFICE = Role.POLICY_OFFICER, Role.REVIEWER, Role.MAYORS_OFFICE
COMMUNICATIONS = Role.COMMUNICATIONS
SQUARE = "POLYGON ((143000 487000, 143200 487000, 143200 487200, 143000 487200, 143000 487000))"

Typed = Callable[[World], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Post:
    """One act: `first` is what must happen before it; `status` is where the case then stands."""

    event: str
    roles: tuple[Role, ...]
    typed: Typed
    status: Status = Status.DRAFT
    first: Callable[[World], Any] = lambda world: None


def _case(**typed: Any) -> Typed:
    """What is typed beside the version of the case; callables see the world."""

    def sent(world: World) -> dict[str, Any]:
        values = {name: value(world) if callable(value) else value for name, value in typed.items()}
        return {"versie": world.version, **values}

    return sent


def _place(row: str, **typed: Any) -> Typed:
    return lambda world: {"versie": version_of(getattr(world, row)), **typed}


def _new(**typed: Any) -> Typed:
    return lambda world: {n: value(world) if callable(value) else value for n, value in typed.items()}


def _file(_world: World) -> SimpleUploadedFile:
    return SimpleUploadedFile("stuk.pdf", SCAN)


PLACE = {"place": "Proefplein, noordzijde", "kind": "vast", "x": "143100", "y": "487100", "direction": ""}
BOUNDARY = {"boundary": SQUARE, "streets": "Proefstraat", "valid_from": "01-03-2026", "source": ""}
CODE = {"valid_from": "01-03-2026"}
PIECE = {"kind": "veiligheidsanalyse", "title": "Analyse 2", "source": "de gemeente", "dated": "01-03-2026"}
TALK = {
    "held_on": "30-03-2026",
    "manner": "telefoon",
    "prosecution_advice": "positief",
    "police_advice": "aarzelend",
    "participants-TOTAL_FORMS": 0,
    "participants-INITIAL_FORMS": 0,
}
PUBLISHED = {"number": "gmb-2026-77", "published_on": "31-03-2026"}

POSTS: dict[str, Post] = {
    # where
    "areas:area_add": Post("area.added", (OFFICER,), _new(name="Nieuwmarkt", kind="overig", **BOUNDARY)),
    "areas:area_edit": Post("area.changed", (OFFICER,), _place("area", name="Andere markt", kind="overig")),
    "areas:boundary_add": Post("boundary.recorded", (OFFICER,), _place("area", **BOUNDARY)),
    "areas:position_add": Post("position.added", (OFFICER,), _new(code="P-02", **CODE, **PLACE)),
    "areas:position_edit": Post("position.changed", (OFFICER,), _place("position", **PLACE)),
    "areas:position_rename": Post("position.renamed", (OFFICER,), _place("position", code="P-09", **CODE)),
    "areas:unit_add": Post("unit.added", (OFFICER,), _new(code="MOB-2", description="Aanhanger", **CODE)),
    "areas:unit_edit": Post("unit.changed", (OFFICER,), _place("unit", description="Aanhanger")),
    "areas:unit_rename": Post("unit.renamed", (OFFICER,), _place("unit", code="MOB-9", **CODE)),
    "areas:deploy": Post(
        "deployment.started",
        (OFFICER,),
        _new(position=lambda w: w.position.pk, unit="", first_day="01-03-2026", last_day=""),
    ),
    "areas:deployment_end": Post("deployment.ended", (OFFICER,), _place("deployment", last_day="30-04-2026")),
    # filling in
    "decisions:start": Post(
        "decision.started",
        (OFFICER,),
        _new(
            asked_by="politie",
            received_on="30-03-2026",
            felt="Bewoners zijn bang.",
            kind="instellen",
            variant="mobiel",
            areas=lambda w: [w.area.pk],
            kenmerk="",
            title="",
        ),
    ),
    "decisions:step": Post("decision.edited", (OFFICER,), _case(occasion="Veel overlast.")),
    "decisions:area_remove": Post("decision.edited", (OFFICER,), _case()),
    "decisions:evidence_add": Post("decision.edited", (OFFICER,), _case(**PIECE, file=_file)),
    "decisions:evidence_edit": Post("decision.edited", (OFFICER,), _case(**PIECE)),
    "decisions:evidence_delete": Post("decision.edited", (OFFICER,), _case()),
    "decisions:paragraph": Post("decision.edited", (OFFICER,), _case(text="In eigen woorden.")),
    "decisions:consultation_add": Post("decision.consulted", (OFFICER, OFFICE), _case(**TALK)),
    "decisions:consultation_edit": Post("decision.consulted", (OFFICER, OFFICE), _case(**TALK)),
    "decisions:consultation_delete": Post("decision.consulted", (OFFICER, OFFICE), _case()),
    "decisions:acknowledge": Post(
        "decision.warning_acknowledged",
        (OFFICER, REVIEWER, OFFICE),
        _case(reason="Spoed na de explosie."),
        first=lambda w: Evidence.objects.filter(decision=w.case).delete(),
    ),
    # review and adoption
    "decisions:submit": Post("decision.submit", (OFFICER,), _case(remark="")),
    "decisions:return_to_author": Post(
        "decision.return_to_author",
        (REVIEWER, OFFICER, OFFICE),
        _case(remark="Kijk nog eens."),
        Status.REVIEW,
    ),
    "decisions:take_over": Post("decision.taken_over", (OFFICER,), _case(remark="Verlof"), Status.DRAFT),
    "decisions:agree": Post("decision.agree", (REVIEWER,), _case(remark=""), Status.REVIEW),
    "decisions:adopt": Post(
        "decision.adopted",
        (OFFICE,),
        _case(
            signatory=lambda _w: Official.objects.get(function=Official.Function.MAYOR).pk,
            on="31-03-2026",
            signed_copy=_file,
        ),
        Status.AGREED,
    ),
    # ending without a decision
    "decisions:propose_closing": Post(
        "decision.closing_proposed", (OFFICER,), _case(outcome="niet_ingesteld", reasons="Het is rustig.")
    ),
    "decisions:close": Post(
        "decision.closed", (REVIEWER,), _case(remark=""), Status.DRAFT, World.propose_closing
    ),
    "decisions:propose_withdrawal": Post(
        "decision.withdrawal_proposed", (OFFICE,), _case(reasons="Toch niet."), Status.ADOPTED
    ),
    "decisions:withdraw": Post(
        "decision.withdrawn_before_publication",
        (REVIEWER, OFFICE),
        _case(),
        Status.ADOPTED,
        World.propose_withdrawal,
    ),
    # the calendar of a person
    "deadlines:create_feed": Post("feed.created", tuple(Role), _new()),
    # publication and copy
    "decisions:publish": Post(
        "decision.published", (COMMUNICATIONS,), _case(kind="bekendmaking", **PUBLISHED), Status.ADOPTED
    ),
    "decisions:correct_publication": Post(
        "decision.publication_corrected",
        (COMMUNICATIONS,),
        _case(reason="Typefout", **PUBLISHED),
        Status.ADOPTED,
        World.publish,
    ),
    "decisions:compare": Post(
        "decision.publication_compared", (COMMUNICATIONS,), _new(tekst="De burgemeester."), Status.ADOPTED
    ),
    "decisions:copy": Post("decision.copied", (OFFICER,), _case()),
}

# Take a POST, but are no act on a case, an area or a record.
NO_ACTS = {
    "login": "signing in is no act; architecture.md excepts it",
    "logout": "signing out changes no record",
    "password_change": "sets one's own password: tested apart in test_events.py",
    "shortcut": "keeps a choice in a cookie: tested apart in almere_camera/test_search_pages.py",
    "deadlines:revoke_feed": "takes back what the same person made: tested apart in test_agenda.py",
}
