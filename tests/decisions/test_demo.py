"""The demonstration: complete, repeatable, and every document in it as good as a real one."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone

from almere_camera import audit
from almere_camera.models import User
from almere_camera.roles import Role
from almere_camera.search import index
from almere_camera.search.models import Entry
from areas.models import Boundary
from decisions import chains, states, tasks
from decisions.blocks import Document, document_from_json
from decisions.demonstration.current import CASES
from decisions.documents import canonical_json, render_html, render_pdf, render_text
from decisions.models import (
    FROZEN,
    AdoptedText,
    Closure,
    Decision,
    DecisionKind,
    DesignatedArea,
    PolicyFramework,
    Status,
    Variant,
)
from decisions.states import State
from evaluations.histories import outcomes
from evaluations.models import PositionReview
from tests.addresses import everything
from tests.conftest import required_program
from tests.decisions.documents import tag_reader, verapdf
from tests.decisions.documents.test_pdf import source_words

pytestmark = pytest.mark.usefixtures("demonstration")

PAST = ("HIST-2021-01", "HIST-2022-01", "HIST-2023-01", "HIST-2023-02", "HIST-2024-01")
CURRENT = tuple(CASES)
ADOPTED = ("DEMO-01", "DEMO-02", "DEMO-03", "DEMO-04", "DEMO-05", "DEMO-09", "DEMO-12", "DEMO-13")
CLOSED = ("DEMO-10",)
PICTURES = Path(__file__).parent.parent / "pictures"


def case(kenmerk: str) -> Decision:
    return Decision.objects.get(kenmerk=kenmerk)


# --- Loading -----------------------------------------------------------------------------------------


def test_a_second_run_changes_nothing() -> None:
    before = everything()
    with override_settings(DEBUG=True):
        call_command("load_demo", stdout=StringIO())
    after = everything()
    assert {table: len(rows) for table, rows in after.items()} == {t: len(r) for t, r in before.items()}
    assert after == before


def test_refuses_outside_development() -> None:
    before = everything()
    with override_settings(DEBUG=False), pytest.raises(CommandError, match="DEBUG"):
        call_command("load_demo", stdout=StringIO())
    assert everything() == before


def test_tells_who_can_sign_in() -> None:
    said = StringIO()
    with override_settings(DEBUG=True):
        call_command("load_demo", stdout=said)
    for user in User.objects.all():
        assert f"  {user.username} " in said.getvalue()
        assert user.check_password("demonstratie")
    assert {role for user in User.objects.all() for role in user.role_labels} == {r.value for r in Role}


# --- What is in it -----------------------------------------------------------------------------------


def test_holds_every_status_kind_and_variant() -> None:
    now = Decision.objects.filter(historical=False)
    assert set(now.values_list("kenmerk", flat=True)) == set(CURRENT)
    assert {d.status for d in now} == set(Status.values)
    assert {d.kind for d in now} == set(DecisionKind.values)
    assert {d.variant for d in now} == set(Variant.values)
    assert Closure.objects.get().outcome == Closure.Outcome.NOT_STARTED
    assert PolicyFramework.objects.count() == 3
    audit.verify()


def test_shows_a_designation_in_force_lapsed_ended_and_not_yet_published() -> None:
    today, rules = timezone.localdate(), states.HouseRules()
    shown = {states.state_on(d, today, rules) for d in states.with_terms(DesignatedArea.objects.all())}
    assert {
        State.IN_FORCE,
        State.LAPSED,
        State.ENDED,
        State.NOT_PUBLISHED,
        State.NOT_ADOPTED,
        State.UNKNOWN,
    } <= shown
    late = states.term_of(case("DEMO-12").designated_areas.get())
    assert late.without_ground is not None


def test_one_decision_has_two_centres_with_hours_of_their_own_and_one_falls_away() -> None:
    two = case("DEMO-02")
    first, second = two.designated_areas.order_by("pk")
    hours = [{(h.from_time, h.to_time) for h in d.viewing_hours.all()} for d in (first, second)]
    assert hours[0] != hours[1]
    assert first.follows != second.follows
    ended = case("DEMO-03").designated_areas.get()
    assert ended.follows in (first, second)
    today, rules = timezone.localdate(), states.HouseRules()
    found = {states.state_on(d, today, rules) for d in states.with_terms(two.designated_areas.all())}
    assert found == {State.IN_FORCE, State.ENDED}


def test_one_urgent_decision_waits_for_its_review_and_its_motivation() -> None:
    owing, today = case("DEMO-13"), timezone.localdate()
    assert owing.is_motivated_later
    found = {task.key: task for task in tasks.open_tasks(today, decision=owing)}
    assert {"toets_achteraf", "motivering"} <= set(found)
    due = found["motivering"].due
    assert due is not None
    assert due >= today  # the week is running
    assert not found["motivering"].late
    assert owing.late_motivations.exists()
    assert not owing.adopted_texts.filter(kind=AdoptedText.Kind.MOTIVATION).exists()


def test_every_boundary_says_that_it_is_a_demonstration() -> None:
    assert Boundary.objects.exists()
    for boundary in Boundary.objects.all():
        assert boundary.source.startswith("Demonstratie: bij benadering getekend"), boundary


# --- The past ----------------------------------------------------------------------------------------


def test_the_past_is_recorded_and_the_unknown_stays_unknown() -> None:
    past = Decision.objects.filter(historical=True).order_by("kenmerk")
    assert tuple(past.values_list("kenmerk", flat=True)) == PAST
    signed = {kenmerk: case(kenmerk).signed_on for kenmerk in PAST}
    assert signed == {
        "HIST-2021-01": None,
        "HIST-2022-01": None,
        "HIST-2023-01": date(2023, 11, 16),
        "HIST-2023-02": date(2023, 12, 12),
        "HIST-2024-01": date(2024, 5, 14),
    }
    known = {}
    for kenmerk in PAST:
        for designated in case(kenmerk).designated_areas.all():
            known[kenmerk] = (designated.first_day, designated.last_day)
            assert not designated.viewing_hours.exists()
    assert known.pop("HIST-2023-02") == (date(2023, 12, 15), date(2024, 2, 13))
    assert set(known.values()) == {(None, None)}


@pytest.mark.parametrize("kenmerk", PAST)
def test_the_past_is_frozen_and_passed_no_gates(kenmerk: str) -> None:
    old = case(kenmerk)
    assert old.status in FROZEN
    assert not old.consultations.exists()
    assert old.adopted_text is None
    for change in ({"title": "Anders"}, {"signed_on": date(2024, 1, 1)}, {"status": Status.DRAFT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=old.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        old.designated_areas.update(last_day=date(2024, 1, 1))


def test_the_hole_in_the_chain_of_hofmark_stays_a_hole() -> None:
    areas = states.with_terms(case("HIST-2024-01").designated_areas.all())
    (chain,) = chains.chains(areas, timezone.localdate(), states.HouseRules())
    links = chain.links
    assert [link.designated.decision.kenmerk for link in links] == list(PAST[2:])
    assert [link.begin for link in links] == [None, date(2023, 12, 15), None]
    assert links[-1].state == State.UNKNOWN


# --- The commands ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kenmerk", [*PAST, *CURRENT])
def test_findings_of_every_case(kenmerk: str) -> None:
    said, code = StringIO(), 0
    try:
        call_command("findings", kenmerk, stdout=said)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    lines = said.getvalue().splitlines()
    assert all(len(line.split("\t")) == 4 for line in lines)
    assert not re.search(r"\bNone\b|<|\{", said.getvalue())
    assert (code == 1) == (kenmerk in ("DEMO-06", "DEMO-11")), (code, lines)


def test_findings_of_an_unknown_case() -> None:
    with pytest.raises(CommandError, match="geen zaak met kenmerk ONBEKEND"):
        call_command("findings", "ONBEKEND")


@pytest.mark.parametrize("kenmerk", ADOPTED)
def test_decision_pdf_writes_the_adopted_bytes(kenmerk: str, tmp_path: Path) -> None:
    path = tmp_path / "besluit.pdf"
    call_command("decision_pdf", kenmerk, str(path), stdout=StringIO())
    frozen = case(kenmerk).adopted_text
    assert frozen is not None
    assert hashlib.sha256(path.read_bytes()).hexdigest() == frozen.pdf_sha256


@pytest.mark.parametrize("kenmerk", ["ONBEKEND", "DEMO-06", "DEMO-07", "DEMO-08", "DEMO-10", *PAST])
def test_decision_pdf_refuses_what_is_not_adopted(kenmerk: str, tmp_path: Path) -> None:
    path = tmp_path / "besluit.pdf"
    with pytest.raises(CommandError, match=kenmerk):
        call_command("decision_pdf", kenmerk, str(path), stdout=StringIO())
    assert not path.exists()


def test_decision_pdf_says_when_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kon niet worden geschreven"):
        call_command("decision_pdf", "DEMO-02", str(tmp_path / "geen map" / "x.pdf"), stdout=StringIO())


# --- The documents -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Frozen:
    """A frozen text as it is kept, and the document that it was made from."""

    stored: AdoptedText
    document: Document

    @property
    def pdf(self) -> bytes:
        return bytes(self.stored.pdf)

    def open(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.pdf))


@pytest.fixture(params=[*ADOPTED, *CLOSED])
def frozen(request: pytest.FixtureRequest, demonstration: None) -> Frozen:
    stored = AdoptedText.objects.get(decision__kenmerk=request.param)
    return Frozen(stored, document_from_json(json.loads(stored.blocks)))


def test_the_lists_above_name_every_frozen_text() -> None:
    kinds = dict(AdoptedText.objects.values_list("decision__kenmerk", "kind"))
    assert AdoptedText.objects.count() == len(kinds)
    decisions = {kenmerk for kenmerk, kind in kinds.items() if kind == AdoptedText.Kind.DECISION}
    closings = {kenmerk for kenmerk, kind in kinds.items() if kind == AdoptedText.Kind.CLOSING}
    assert (decisions, closings) == (set(ADOPTED), set(CLOSED))


def test_every_hash_is_that_of_what_is_kept(frozen: Frozen) -> None:
    kept: dict[str, Callable[[], bytes]] = {
        "blocks": lambda: frozen.stored.blocks.encode(),
        "html": lambda: frozen.stored.html.encode(),
        "text": lambda: frozen.stored.text.encode(),
        "pdf": lambda: frozen.pdf,
    }
    for name, content in kept.items():
        assert hashlib.sha256(content()).hexdigest() == getattr(frozen.stored, f"{name}_sha256"), name


def test_the_frozen_blocks_give_the_same_outputs_again(frozen: Frozen) -> None:
    assert canonical_json(frozen.document).decode() == frozen.stored.blocks
    assert render_pdf(frozen.document) == frozen.pdf
    assert render_html(frozen.document) == frozen.stored.html
    assert render_text(frozen.document) == frozen.stored.text


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_conforms(java: Path, frozen: Frozen, profile: str, tmp_path: Path) -> None:
    path = tmp_path / "besluit.pdf"
    path.write_bytes(frozen.pdf)
    assert verapdf.failures(path, profile) == {}
    report = page.validate_pdf_bytes(frozen.pdf, profile=profile)
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_what_is_read_aloud_is_the_source(frozen: Frozen) -> None:
    pdf = frozen.open()
    items = tag_reader.read(pdf)
    read = " ".join(item.text for item in items if item.role not in ("Lbl", "Figure")).split()
    assert read == source_words(render_html(frozen.document))
    assert tag_reader.untagged(pdf).strip() == ""
    levels = [int(item.role[1]) for item in items if re.fullmatch(r"H\d", item.role)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_words_of_the_document_are_whole(frozen: Frozen) -> None:
    """No hole that was to be filled in, no variable, no trace of code."""
    said = frozen.stored.text
    assert not re.search(r"\b(None|True|False|nan|undefined)\b|\{|\}|\[\.\.\.|…\]|&\w+;", said), said
    assert "CONCEPT" not in "".join(tag_reader.artifacts(frozen.open()))
    assert frozen.stored.decision.kenmerk in said


def test_every_page_as_a_picture(frozen: Frozen, tmp_path: Path) -> None:
    """Left in tests/pictures, to look at."""
    program = required_program("pdftoppm")
    PICTURES.mkdir(exist_ok=True)
    path = tmp_path / "besluit.pdf"
    path.write_bytes(frozen.pdf)
    start = f"pdf-{frozen.stored.decision.kenmerk}"
    for old in PICTURES.glob(f"{start}-*.png"):
        old.unlink()
    subprocess.run([program, "-r", "80", "-png", str(path), str(PICTURES / start)], check=True)
    assert len(list(PICTURES.glob(f"{start}-*.png"))) == len(frozen.open().pages)


def test_the_example_centre_gets_what_the_framework_asks() -> None:
    """By hand, from hoofdstuk 7: what each camera of evaluations/demonstration/reviews.py must get."""
    reviews = PositionReview.objects.filter(area__name__startswith="Voorbeeldcentrum")
    found = {review.position.code: review for review in reviews.select_related("review_year")}
    said = outcomes(found.values())
    assert {code: str(said[review.pk].proposal) for code, review in found.items()} == {
        "V-01": "verwijderen",  # two complete years, only noise
        "V-02": "geen",  # gone since 14 May: one year that cannot be judged
        "V-03": "geen",  # there since 15 May: begins again
        "V-14": "verwijderen",  # V-04 with another code
        "V-05": "verwijderen",  # traffic saves no camera
        "V-06": "geen",  # crowd control is public order
        "V-07": "geen",  # saw the fight
        "V-08": "geen",  # saw the same fight
        "W-01": "geen",  # August is missing: one year that cannot be judged
    }


def test_the_acts_kept_the_search_index_as_a_rebuild_makes_it() -> None:
    columns = ("kind", "object_id", *index.TOLD)
    kept = set(Entry.objects.values_list(*columns))
    assert index.rebuild() == len(kept)
    assert set(Entry.objects.values_list(*columns)) == kept
