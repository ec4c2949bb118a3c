"""The pages of a case: found by everyone who may read, and they say what is true today."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.events import has_label
from almere_camera.models import User
from almere_camera.roles import Role
from decisions import workflow
from decisions.dossier import BADGES
from decisions.models import (
    Consultation,
    Decision,
    DecisionKind,
    Evidence,
    Remark,
    SavedVersion,
    Starts,
    Status,
    Variant,
)
from decisions.rules import RULES
from decisions.workflow.starting import PastArea
from tests import factories as make
from tests.decisions.pages import page, queries, signed_in

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return make.make_user(Role.POLICY_OFFICER, first_name="Anna", last_name="de Vries")


# --- Who may read --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["detail", "findings", "log", "versions"])
def test_everyone_with_a_role_reads_a_case_and_nobody_without(name: str) -> None:
    case = make.complete_case()
    for role in Role:
        page(signed_in(make.make_user(role)), name, pk=case.pk)
    url = reverse(f"decisions:{name}", kwargs={"pk": case.pk})
    assert signed_in(make.make_user(None)).get(url).status_code == 403
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("name", ["detail", "findings", "log", "versions", "draft_pdf", "submit", "adopt"])
def test_a_case_that_does_not_exist_is_not_found(name: str, officer: User) -> None:
    url = reverse(f"decisions:{name}", kwargs={"pk": 987654})
    assert signed_in(officer).get(url).status_code == 404


# --- The dossier ---------------------------------------------------------------------------------


def test_dossier_shows_next_step_to_who_may_and_names_who_else_must(officer: User) -> None:
    case = make.complete_case()
    mine = page(signed_in(officer), "detail", pk=case.pk)
    assert reverse("decisions:submit", kwargs={"pk": case.pk}) in mine
    other = page(signed_in(make.make_user(Role.COMMUNICATIONS)), "detail", pk=case.pk)
    assert reverse("decisions:submit", kwargs={"pk": case.pk}) not in other
    assert "wacht op beleidsmedewerker" in other


def test_dossier_says_that_the_author_cannot_agree(officer: User) -> None:
    both = make.make_user(Role.POLICY_OFFICER)
    make.make_records()
    case = make.complete_case()
    both.groups.add(*make.make_user(Role.REVIEWER).groups.all())
    workflow.submit(decision=_written_by(case, both), by=both, version=case.version)
    shown = page(signed_in(User.objects.get(pk=both.pk)), "detail", pk=case.pk)
    assert "U hebt zelf aan deze zaak geschreven" in shown
    assert f'href="{reverse("decisions:agree", kwargs={"pk": case.pk})}"' not in shown


def _written_by(case: Decision, user: User) -> Decision:
    with workflow.edit(case, by=user, version=case.version, what="criteria"):
        pass
    case.refresh_from_db()
    return case


def test_dossier_of_a_running_decision_shows_every_date(officer: User) -> None:
    case = make.running_case(first_day=date(2026, 3, 12), last_day=date(2026, 12, 31))
    shown = page(signed_in(officer), "detail", pk=case.pk)
    for words in ("In werking sinds", "12 maart 2026", "31 december 2026", "1 januari 2027"):
        assert words in shown
    assert "Bezwaar maken kan tot en met" in shown
    assert "22 april 2026" in shown  # 11 March and 42 days


def test_dossier_shows_days_without_ground(officer: User) -> None:
    case = make.complete_case()
    designated = case.designated_areas.get()
    designated.starts, designated.first_day = Starts.ON_DAY, date(2026, 3, 20)
    designated.save()
    make.publish(make.adopt(case, date(2026, 3, 19)), date(2026, 3, 24))
    shown = page(signed_in(officer), "detail", pk=case.pk)
    assert "20 maart 2026 tot en met 24 maart 2026 (5 dagen)" in shown


def test_dossier_shows_the_gap_in_the_chain(officer: User) -> None:
    area = make.make_area("Hofmark")
    first = make.running_case(areas=[area], first_day=date(2025, 1, 1), last_day=date(2025, 6, 30))
    later = make.make_decision(DecisionKind.EXTEND)
    make.make_designated_area(
        later,
        follows=first.designated_areas.get(),
        starts=Starts.ON_DAY,
        first_day=date(2025, 7, 11),
        last_day=date(2026, 12, 31),
    )
    make.publish(make.adopt(later, date(2025, 7, 1)), date(2025, 7, 10))
    shown = page(signed_in(officer), "detail", pk=first.pk)
    assert "niet aangewezen van 1 juli 2025 tot en met 10 juli 2025 (10 dagen)" in shown
    assert reverse("decisions:detail", kwargs={"pk": later.pk}) in shown


def test_confidential_titles_are_hidden_from_who_may_not_read_them(officer: User) -> None:
    case = make.complete_case()
    Evidence.objects.filter(decision=case).update(title="Rapportage over verdachte X")
    assert "verdachte X" in page(signed_in(officer), "detail", pk=case.pk)
    hidden = page(signed_in(make.make_user(Role.COMMUNICATIONS)), "detail", pk=case.pk)
    assert "verdachte X" not in hidden
    assert "Vertrouwelijk stuk" in hidden


def test_remarks_of_all_rounds_stay_visible(officer: User) -> None:
    case = make.complete_case()
    for number in (1, 2):
        Remark.objects.create(
            decision=case, round=number, action="Terugsturen", author=officer, text=f"Ronde {number}: anders"
        )
    shown = page(signed_in(officer), "detail", pk=case.pk)
    assert shown.index("Ronde 2: anders") < shown.index("Ronde 1: anders")


def test_historical_decision_shows_what_is_known(officer: User) -> None:
    area = make.make_area("Stad")
    make.make_records()
    case = workflow.record_historical(
        by=officer,
        kenmerk="OUD-1",
        title="Besluit van toen",
        kind=DecisionKind.START,
        variant=Variant.REGULAR,
        signed_on=None,
        areas=[PastArea(area=area, last_day=date(2021, 12, 31))],
        notes="Alleen de einddatum is bekend.",
    )
    shown = page(signed_in(officer), "detail", pk=case.pk)
    assert "Oud besluit" in shown
    assert "onbekend" in shown
    assert "Alleen de einddatum is bekend." in shown


def test_chain_follows_the_order_of_the_decisions_also_where_days_are_unknown(officer: User) -> None:
    area = make.make_area("Hofmark")
    make.make_records()
    past: list[Decision] = []
    for number, last_day in enumerate((None, date(2024, 2, 13), None)):
        before = past[-1].designated_areas.get() if past else None
        past.append(
            workflow.record_historical(
                by=officer,
                kenmerk=f"OUD-{number}",
                title="Besluit van toen",
                kind=DecisionKind.EXTEND if before else DecisionKind.START,
                variant=Variant.MOBILE,
                signed_on=None,
                areas=[PastArea(area=area, last_day=last_day, follows=before)],
                notes="",
            )
        )
    shown = signed_in(officer).get(reverse("decisions:detail", kwargs={"pk": past[1].pk}))
    (chain,) = shown.context["chains"]
    assert [link.designated.decision.kenmerk for link in chain.links] == ["OUD-0", "OUD-1", "OUD-2"]
    assert "wacht op" not in shown.content.decode()


def test_dossier_costs_the_same_with_1_and_with_30_rows(officer: User) -> None:
    client = signed_in(officer)
    case = make.complete_case(DecisionKind.EXTEND)
    workflow.submit(decision=_written_by(case, officer), by=officer, version=case.version, remark="Klaar")
    url = reverse("decisions:detail", kwargs={"pk": case.pk})
    few = queries(client, url)
    for number in range(29):
        make.make_use(make.make_designated_area(case))
        make.make_consultation(case)
        Remark.objects.create(decision=case, round=1, action="x", author=make.make_user(), text="Opmerking")
        Evidence.objects.create(
            decision=case, kind="cijfers", title=f"Stuk {number}", source="politie", dated=TODAY
        )
    assert Consultation.objects.filter(decision=case).count() == 30
    assert queries(client, url) == few


# --- Rules, log, versions ------------------------------------------------------------------------


def test_findings_page_names_every_rule(officer: User) -> None:
    shown = page(signed_in(officer), "findings", pk=make.make_decision().pk)
    for rule in RULES:
        assert f'id="{rule.number}"' in shown


def test_log_shows_who_in_which_function_and_from_which_version(officer: User) -> None:
    case = make.complete_case()
    _written_by(case, officer)
    shown = page(signed_in(make.make_user(Role.AUDITOR)), "log", pk=case.pk)
    assert "Anna de Vries" in shown
    assert "beleidsmedewerker" in shown
    assert "Inhoud gewijzigd" in shown
    assert "Versie: 2" in shown


def test_version_shows_the_text_of_then(officer: User) -> None:
    case = make.complete_case()
    _written_by(case, officer)
    saved = SavedVersion.objects.get()
    client = signed_in(officer)
    assert f"Versie {saved.number}" in page(client, "versions", pk=case.pk)
    shown = page(client, "version", pk=case.pk, number=saved.number)
    assert 'class="document"' in shown
    assert client.get(reverse("decisions:version", args=[case.pk, 99])).status_code == 404


def test_every_event_of_the_log_has_a_dutch_label() -> None:
    root = Path(__file__).parents[2]
    named = {event for app in ("decisions", "almere_camera") for event in _events_in(root / app)}
    assert len(named) > 10
    assert [event for event in sorted(named) if not has_label(event)] == []


def _events_in(folder: Path) -> Iterator[str]:
    """The first argument of every call of audit.record, and of the acts that move a case."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = ast.unparse(node.func)
            if called == "audit.record" and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)
            if called == "_move" and isinstance(node.args[1], ast.Constant):
                yield f"decision.{node.args[1].value}"


def test_status_badges_know_every_status() -> None:
    assert set(BADGES) == set(Status)
