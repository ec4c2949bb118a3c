"""The pages of the text bank, and picking from it on the steps 'aanleiding' and 'criteria'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from almere_camera.models import AuditEvent, User
from almere_camera.roles import Role
from decisions import clauses, loading, workflow
from decisions.models import Assessment, Clause, Decision, DecisionKind, Judgement, PickedClause, Variant
from tests import factories as make
from tests.decisions.pages import page, queries, signed_in
from tests.decisions.test_steps import shown
from tests.decisions.text import cases

pytestmark = pytest.mark.django_db
PAGES = ("list", "add", "clause", "write", "withdraw")
TO_READ = {"list", "clause"}
WORDS = "zich in {gebied} wanordelijkheden voordoen, namelijk {soort_ordeverstoring};"
OPEN = "[nog in te vullen:"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def keeper() -> User:
    return make.make_user(Role.ADMINISTRATOR)


@pytest.fixture
def clause(keeper: User) -> Clause:
    return workflow.add_clause(
        by=keeper, theme="centrum", title="Proeftekst", text=WORDS, criterion="noodzakelijkheid"
    )


def at(name: str, clause: Clause) -> str:
    own = name in ("clause", "write", "withdraw")
    return reverse(f"clauses:{name}", args=[clause.pk] if own else [])


def said(response: Any) -> str:
    return str(response.content.decode())


# --- Who -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("name", PAGES)
def test_everybody_reads_and_the_administrator_keeps(clause: Clause, name: str, role: Role | None) -> None:
    client = signed_in(make.make_user(role))
    before = AuditEvent.objects.count()
    may = role is Role.ADMINISTRATOR or (role is not None and name in TO_READ)
    response = client.get(at(name, clause))
    assert response.status_code == (200 if may else 403)
    if role is not None and not may:
        assert "functioneel beheerder" in said(response)
    posted = client.post(at(name, clause), {"nummer": 1, "text": WORDS, "reason": "x"})
    if name in TO_READ:
        assert posted.status_code == 405
    else:
        assert (posted.status_code == 403) == (not may)
    if role is not Role.ADMINISTRATOR:
        assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", ["clause", "write", "withdraw"])
def test_a_clause_that_does_not_exist_is_not_found(keeper: User, name: str) -> None:
    assert signed_in(keeper).get(reverse(f"clauses:{name}", args=[2_000_000_000])).status_code == 404


# --- Reading ---------------------------------------------------------------------------------------


def test_the_list_shows_what_fits_the_filter_and_what_is_missing(clause: Clause) -> None:
    reader = signed_in(make.make_user(Role.AUDITOR))
    words = said(reader.get(reverse("clauses:list")))
    assert "Proeftekst" in words
    assert "Instellen, mobiel: maatschappelijke behoefte" in words
    assert "Instellen, mobiel: noodzakelijkheid" not in words
    assert "Proeftekst" not in said(reader.get(reverse("clauses:list"), {"criterium": "behoefte"}))
    assert "Proeftekst" not in said(reader.get(reverse("clauses:list"), {"soort": "beeindigen"}))
    assert "Proeftekst" in said(
        reader.get(reverse("clauses:list"), {"soort": "wijzigen", "variant": "mobiel"})
    )
    assert "Proeftekst" in said(reader.get(reverse("clauses:list"), {"soort": "onzin"}))


def test_a_clause_shows_every_version_with_what_changed(clause: Clause, keeper: User) -> None:
    workflow.write_clause_version(
        clause=clause,
        by=keeper,
        number=1,
        text=WORDS.replace("wanordelijkheden", "ongeregeldheden"),
        reason="Duidelijker",
    )
    words = said(signed_in(keeper).get(at("clause", clause)))
    assert "Reden: Duidelijker" in words
    assert "</span>wanordelijkheden" in words
    assert "</span>ongeregeldheden" in words
    assert "Versie 2" in words


def test_a_preview_fills_in_the_facts_of_a_draft(clause: Clause) -> None:
    case = cases.explosion()
    words = said(signed_in(make.make_user()).get(at("clause", clause), {"zaak": case.pk}))
    assert "zich in het gebied Hofmark wanordelijkheden voordoen" in words
    assert "Er staat 1 open plek in" in words


def test_no_preview_in_a_case_that_is_done_or_that_it_does_not_fit(keeper: User) -> None:
    regular = workflow.add_clause(by=keeper, theme="centrum", title="R", text=WORDS, variant=Variant.REGULAR)
    mobile, done = cases.explosion(), make.adopt(make.complete_case())
    for case in (mobile, done):
        words = said(signed_in(keeper).get(at("clause", regular), {"zaak": case.pk}))
        assert "Kies een zaak uit de lijst." in words
        assert "open plek in" not in words


# --- Keeping ---------------------------------------------------------------------------------------


def new(**values: Any) -> dict[str, Any]:
    asked = {"theme": "evenement", "title": "Nieuw", "kind": "", "variant": "", "criterion": ""}
    return {**asked, "text": WORDS, **values}


def test_adds_a_clause(keeper: User) -> None:
    response = signed_in(keeper).post(reverse("clauses:add"), new())
    made = Clause.objects.get(title="Nieuw")
    assert response.headers["Location"] == reverse("clauses:clause", args=[made.pk])
    assert AuditEvent.objects.latest("seq").event == "clause.added"


def test_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(keeper: User) -> None:
    response = signed_in(keeper).post(reverse("clauses:add"), new(text="Er is {iets}."))
    assert response.status_code == 422
    words = said(response)
    assert "De plek {iets} bestaat niet" in words
    assert 'href="#id_text"' in words
    assert "Er is {iets}." in words
    both = said(signed_in(keeper).post(reverse("clauses:add"), new(title="", text="Er is {iets}.")))
    assert "Vul ‘Titel’ in." in both
    assert "De plek {iets} bestaat niet" in both  # all at once
    missing = said(signed_in(keeper).post(reverse("clauses:add"), {}))
    assert "Vul ‘Titel’ in." in missing
    assert not Clause.objects.exists()


def test_shows_how_it_would_read_without_saving(clause: Clause, keeper: User) -> None:
    case = cases.explosion()
    typed = {
        "nummer": 1,
        "text": "in {straten} overlast is;",
        "reason": "",
        "zaak": case.pk,
        "voorbeeld": "ja",
    }
    response = signed_in(keeper).post(at("write", clause), typed)
    assert response.status_code == 200
    words = said(response)
    assert "in Hofmark overlast is;" in words
    assert "Dit is nog niet opgeslagen." in words
    assert "Schrijf op waarom" not in words
    assert clause.versions.count() == 1
    wrong = said(signed_in(keeper).post(at("write", clause), typed | {"text": "in {onzin} is;"}))
    assert "De plek {onzin} bestaat niet" in wrong


def test_writes_a_version_and_the_second_of_two_people_is_told(clause: Clause, keeper: User) -> None:
    client = signed_in(keeper)
    first = {"nummer": 1, "text": "in {gebied} overlast is;", "reason": "Korter"}
    assert client.post(at("write", clause), first).status_code == 302
    second = {"nummer": 1, "text": "in {gebied} veel overlast is;", "reason": "Anders"}
    response = client.post(at("write", clause), second)
    assert response.status_code == 409
    words = said(response)
    assert "in {gebied} veel overlast is;" in words  # nothing typed is lost
    assert "in {gebied} overlast is;" in words  # and what the other wrote is shown
    again = shown_in(response)
    assert client.post(at("write", clause), again).status_code == 302
    assert [v.number for v in clause.versions.order_by("number")] == [1, 2, 3]


def shown_in(response: Any) -> dict[str, Any]:
    form = response.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_withdraws_a_clause_once(clause: Clause, keeper: User) -> None:
    client = signed_in(keeper)
    assert client.post(at("withdraw", clause), {"nummer": "onzin"}).status_code == 409
    assert client.post(at("withdraw", clause), {"nummer": 1}).status_code == 302
    assert AuditEvent.objects.latest("seq").event == "clause.withdrawn"
    assert "al ingetrokken" in said(client.post(at("withdraw", clause), {"nummer": 1}))
    assert "Ingetrokken" in said(client.get(at("clause", clause)))


# --- Picking on a step -----------------------------------------------------------------------------


def step_url(case: Decision, step: str) -> str:
    return reverse("decisions:step", kwargs={"pk": case.pk, "step": step})


def pick(client: Client, case: Decision, step: str, tekstblok: str, **typed: Any) -> Any:
    case.refresh_from_db()
    answers = shown(client.get(step_url(case, step)).context["page"])
    return client.post(
        step_url(case, step), {"versie": case.version, **answers, **typed, "tekstblok": tekstblok}
    )


def reasons(case: Decision, key: str) -> str:
    return Judgement.objects.get(decision=case, criterion__key=key).reasons


def test_picking_keeps_what_was_typed_and_adds_the_words_with_the_facts(clause: Clause) -> None:
    case, officer = cases.explosion(), make.make_user()
    client, version = signed_in(officer), clause.versions.get()
    response = pick(
        client,
        case,
        "criteria",
        f"noodzakelijkheid:{version.pk}",
        **{"noodzakelijkheid-reasons": "Net getypt.", "behoefte-reasons": "Ook net getypt."},
    )
    assert response.status_code == 302
    assert response.headers["Location"] == f"{step_url(case, 'criteria')}#tekstbank-noodzakelijkheid"
    words = f"zich in het gebied Hofmark wanordelijkheden voordoen, namelijk {OPEN} welke"
    assert reasons(case, "noodzakelijkheid").startswith(f"Net getypt.\n\n{words}")
    assert reasons(case, "behoefte") == "Ook net getypt."
    picked = PickedClause.objects.get(decision=case)
    assert (picked.version, picked.picked_by) == (version, officer)
    assert AuditEvent.objects.latest("seq").event == "decision.edited"
    after = said(client.get(response.headers["Location"]))
    assert "Er staat nog een open plek in" in after
    assert "in de tekst staat nog een open plek" in after  # in the list of criteria not covered yet
    assert "versie 1, ingevoegd door" in after


def test_the_trace_says_what_happened_since(clause: Clause, keeper: User) -> None:
    case, officer = cases.explosion(), make.make_user()
    client = signed_in(officer)
    pick(client, case, "criteria", f"noodzakelijkheid:{clause.versions.get().pk}")

    def trace() -> clauses.Trace:
        return clauses.traces(loading.load(case.pk), "criteria")["noodzakelijkheid"][0]

    assert (trace().unchanged, trace().facts_changed, trace().newer) == (True, False, False)
    area = case.designated_areas.get().area
    area.name = "Hofmark en omgeving"
    area.save()
    assert (trace().unchanged, trace().facts_changed) == (True, True)
    assert "De feiten zijn daarna gewijzigd" in page(client, "step", pk=case.pk, step="criteria")
    workflow.write_clause_version(
        clause=clause, by=keeper, number=1, text="in {gebied} overlast is;", reason="Korter"
    )
    Judgement.objects.filter(decision=case, criterion__key="noodzakelijkheid").update(reasons="Eigen werk.")
    assert (trace().unchanged, trace().newer) == (False, True)
    words = page(client, "step", pk=case.pk, step="criteria")
    assert "daarna aangepast" in words
    assert "Er is een nieuwere versie" in words


@pytest.mark.parametrize(
    ("kind", "place", "field"),
    [(DecisionKind.START, "aanleiding", "occasion"), (DecisionKind.END, "beeindiging", "ending_ground")],
)
def test_picks_for_the_occasion_and_for_an_ending(keeper: User, kind: str, place: str, field: str) -> None:
    case = make.complete_case(kind)
    criterion = "noodzakelijkheid" if kind == DecisionKind.END else ""
    made = workflow.add_clause(
        by=keeper, theme="centrum", title="X", text="in {gebied} rust is;", kind=kind, criterion=criterion
    )
    client = signed_in(make.make_user())
    assert "Tekstbank: 1 tekst om uit te kiezen" in page(client, "step", pk=case.pk, step="aanleiding")
    response = pick(client, case, "aanleiding", f"{place}:{made.versions.get().pk}", **{field: "Getypt."})
    assert response.headers["Location"].endswith(f"#tekstbank-{place}")
    written = getattr(Assessment.objects.get(decision=case), field)
    assert written == f"Getypt.\n\n{PickedClause.objects.get().text}"


@pytest.mark.parametrize("asked", ["noodzakelijkheid:0", "noodzakelijkheid:x", "onzin", "behoefte:{pk}"])
def test_what_is_not_offered_is_refused_and_nothing_typed_is_lost(clause: Clause, asked: str) -> None:
    case, client = cases.explosion(), signed_in(make.make_user())
    before = (reasons(case, "noodzakelijkheid"), AuditEvent.objects.count())
    response = pick(
        client,
        case,
        "criteria",
        asked.format(pk=clause.versions.get().pk),
        **{"noodzakelijkheid-reasons": "Net getypt en nog niet opgeslagen."},
    )
    assert response.status_code == 409
    assert "Kies nog eens" in said(response)
    assert "Net getypt en nog niet opgeslagen." in said(response)
    assert (reasons(case, "noodzakelijkheid"), AuditEvent.objects.count()) == before
    assert not PickedClause.objects.exists()


def test_who_may_not_write_the_case_is_offered_nothing_and_cannot_pick(clause: Clause) -> None:
    case, reader = cases.explosion(), signed_in(make.make_user(Role.AUDITOR))
    assert "Invoegen" not in page(reader, "step", pk=case.pk, step="criteria")
    sent = {"versie": case.version, "tekstblok": f"noodzakelijkheid:{clause.versions.get().pk}"}
    assert reader.post(step_url(case, "criteria"), sent).status_code == 403
    assert not PickedClause.objects.exists()


def test_the_case_says_which_criteria_have_no_text_yet() -> None:
    case, client = cases.explosion(), signed_in(make.make_user())
    assert "Nog zonder volledige onderbouwing" not in page(client, "detail", pk=case.pk)
    Judgement.objects.filter(decision=case, criterion__key="behoefte").update(reasons="")
    for name, more in (("detail", {}), ("step", {"step": "criteria"})):
        words = page(client, name, pk=case.pk, **more)
        assert "Nog zonder volledige onderbouwing" in words
        assert "Maatschappelijke behoefte</a>: nog geen tekst" in words
    make.adopt(case)
    assert "Nog zonder volledige onderbouwing" not in page(client, "detail", pk=case.pk)


# --- Cost ------------------------------------------------------------------------------------------


def test_cost_is_the_same_for_few_and_many() -> None:
    clauses.load()
    case, officer = cases.explosion(), make.make_user()
    client = signed_in(officer)
    whole = Clause.objects.get(title="Noodzaak na een explosie")
    pick(client, case, "criteria", f"noodzakelijkheid:{whole.versions.get().pk}")
    urls = [step_url(case, "criteria"), reverse("clauses:list"), reverse("clauses:clause", args=[whole.pk])]
    few = [queries(client, url) for url in urls]
    for number in range(12):
        other = Clause.objects.create(theme="explosie", title=f"P{number}", criterion="noodzakelijkheid")
        other.versions.create(number=1, text="in {gebied} {maatregelen} volstaan;")
        whole.versions.create(number=number + 2, text=f"in {{gebied}} {number} keer overlast was;")
        PickedClause.objects.create(
            decision=case,
            version=other.versions.get(),
            place="noodzakelijkheid",
            text="x",
            picked_by=make.make_user(),
        )
    assert [queries(client, url) for url in urls] == few
