"""The text bank: the words it brings along, the facts that are filled in, what fits, what is not covered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from almere_camera import audit
from almere_camera.models import AuditEvent
from decisions import clauses, lint, loading, text, workflow
from decisions.clauses.texts import ALL, Text
from decisions.models import (
    Assessment,
    Clause,
    ClauseVersion,
    CriterionKey,
    Decision,
    DecisionKind,
    Evidence,
    Fact,
    Judgement,
    Measure,
    PickedClause,
    Variant,
)
from decisions.text.case import case_of
from tests import factories as make
from tests.decisions.text import cases

pytestmark = pytest.mark.django_db
OPEN = "[nog in te vullen:"
# What the framework (chapter 4) asks of each criterion; each clause for it must use one of these words.
ASKED = {
    CriterionKey.NECESSITY: ("wanordelijkheden", "openbare orde", "dreiging"),
    CriterionKey.NEED: ("behoefte", "onrust"),
    CriterionKey.PROPORTIONALITY: ("inbreuk",),
    CriterionKey.SUBSIDIARITY: ("minder ingrijpende maatregelen", "zonder camera’s", "handhavers en politie"),
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


def filled(words: str, decision: Decision) -> str:
    return clauses.fill(words, case_of(loading.load(decision.pk)))


# --- The words that come along ---------------------------------------------------------------------


@pytest.mark.parametrize("own", ALL, ids=[f"{t.theme}: {t.title}" for t in ALL])
def test_every_text_may_stand_in_the_bank(own: Text) -> None:
    """It runs on after 'overwegende dat', knows its places and passes the lint of a decision."""
    assert clauses.faults(own.words) == []
    read = clauses.with_examples(own.words)
    assert lint.lint_text(read, excerpt=True) == []
    assert "opspor" not in read


@pytest.mark.parametrize("own", [t for t in ALL if t.criterion], ids=lambda t: f"{t.theme}: {t.title}")
def test_each_text_says_what_its_own_criterion_asks(own: Text) -> None:
    words = clauses.with_examples(own.words) + own.title
    if own.kind == DecisionKind.END and own.criterion == CriterionKey.NECESSITY:
        assert "dreiging" in words or "wanordelijkheden" in words
        return
    key = CriterionKey(own.criterion)
    assert any(asked in words for asked in ASKED[key]), words
    if key != CriterionKey.PROPORTIONALITY:
        assert "inbreuk" not in words, "that belongs to proportionaliteit"
    if key != CriterionKey.NEED:
        assert "behoefte" not in words, "that belongs to maatschappelijke behoefte"


@pytest.mark.parametrize("own", [t for t in ALL if t.criterion], ids=lambda t: f"{t.theme}: {t.title}")
def test_no_reason_fits_every_case(own: Text) -> None:
    """Awb 3:46: each clause that carries a verdict names something of this case beside its area."""
    every_year = "Elke camera wordt ieder jaar opnieuw afgewogen"  # holds for each camera (chapter 7)
    named = set(clauses.names_in(own.words)) - {"gebied", "kader"}
    assert named or own.title == every_year


def test_the_five_themes_of_the_assignment_are_there() -> None:
    assert {own.theme for own in ALL} == set(Clause.Theme)


@pytest.mark.parametrize("build", [cases.explosion, cases.centres])
def test_a_decision_with_clauses_reads_as_one_sentence_and_passes_the_lint(build) -> None:  # type: ignore[no-untyped-def]
    """Every clause that fits, in a real composed text: only its open places are found."""
    case = build()
    clauses.load()
    whole = loading.load(case.pk)
    for place, found in clauses.offers(whole, "criteria").items():
        words = "\n\n".join(offer.text for offer in found)
        Judgement.objects.filter(decision=case, criterion__key=place).update(reasons=words)
    composed = text.compose(loading.load(case.pk), draft=True)
    mine = [b for b in composed.blocks if b.key.split(".")[-2:-1] == ["reden"]]
    assert len(mine) >= 8
    assert all(block.text.endswith(";") for block in mine)
    assert not any("het volgende" in block.text for block in mine)  # no introduction: each is a clause
    keys = {block.key for block in mine}
    assert {d.code for d in lint.lint_document(composed) if d.key in keys} <= {"L9"}


# --- Faults ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("zich in {plaats} overlast voordoet;", "De plek {plaats} bestaat niet"),
        ("zich in {gebied overlast voordoet;", "accolade is niet gesloten"),
        ("Er is overlast in {gebied}.", "loopt niet door na ‘overwegende dat’"),
        ("zich in {gebied} overlast voordoet", "eindig met een puntkomma"),
        ("zich aan de Marktgracht 12 overlast voordoet;", "Marktgracht 12"),
        (
            "het cameratoezicht als doel heeft de opsporing van daders van woninginbraken;",
            "opsporing als doel",
        ),
        ("de politie preventief fouilleren kan inzetten bij voornoemde overlast;", "preventief fouilleren"),
    ],
)
def test_says_what_is_wrong_with_a_text(words: str, said: str) -> None:
    assert said in " ".join(clauses.faults(words))


def test_all_faults_at_once() -> None:
    assert len(clauses.faults("Aan de Marktgracht 12 is {iets} gebeurd.")) == 3


# --- The facts -------------------------------------------------------------------------------------


def test_fills_in_what_the_case_of_an_explosion_knows() -> None:
    case = cases.explosion()
    assert filled("{wanneer} {waar} {wat_gebeurde}", case) == (
        "in de nacht van 27 op 28 maart 2026 aan de Hofmark een explosie bij een woning"
    )
    assert filled("{gebied}, {straten}, {laatste_dag}", case) == "het gebied Hofmark, Hofmark, 30 april 2026"
    assert filled("{eerste_dag}", case) == "de dag na die van de bekendmaking van dit besluit"
    assert filled("{termijn}", case) == "een termijn tot en met 30 april 2026"
    assert filled("{maatregelen}", case) == "extra surveillance door de politie"
    assert filled("{analyse}", case) == "de bestuurlijke rapportage van 29 maart 2026"
    assert filled("{kader}", case) == "het Beleidskader cameratoezicht 2024-2027"


def test_fills_in_what_the_extension_of_two_centres_knows() -> None:
    case = cases.centres()
    assert filled("{gebied}", case) == "de gebieden Almere Stad Centrum en Almere Haven Centrum"
    assert filled("{termijn} vanaf {eerste_dag}", case) == "een termijn van vier jaar vanaf 1 mei 2026"
    assert filled("{vorige_laatste_dag}, {dagen_eerder}", case) == "30 april 2026, 1.460 dagen"
    assert filled("{oppervlakte}", case) == "ongeveer 12 hectare"
    assert filled("{vorig_besluit}", case).count("het besluit van 20 april 2022") == 2


def test_fills_in_the_figure_of_the_case() -> None:
    case = cases.case(DecisionKind.EXTEND, Variant.REGULAR, "Proef")
    cases.fact(case, "412", "incidenten", "zijn geregistreerd")
    assert filled("{periode_incidenten} {aantal_incidenten}", case) == "in 2025 412 incidenten"


def test_the_newest_paper_is_named_and_an_analysis_before_a_report() -> None:
    case = cases.case(DecisionKind.START, Variant.REGULAR, "Proef")
    for kind, day in (
        (Evidence.Kind.ANALYSIS, date(2026, 1, 5)),
        (Evidence.Kind.ANALYSIS, date(2026, 2, 5)),
        (Evidence.Kind.REPORT, date(2026, 3, 5)),
        (Evidence.Kind.SURVEY, date(2026, 3, 1)),
    ):
        Evidence.objects.create(decision=case, kind=kind, title="Proef", source="de gemeente", dated=day)
    assert filled("{analyse}; {onderzoek}", case) == (
        "de veiligheidsanalyse van 5 februari 2026; de enquête van 1 maart 2026"
    )


def test_what_nobody_knows_is_an_open_place_that_the_lint_finds() -> None:
    bare = cases.case(DecisionKind.START, Variant.MOBILE, "Proef")
    for name in clauses.PLACES:
        words = filled(f"{{{name}}}", bare)
        if name != "kader":
            assert words.startswith(OPEN), name
            assert [d.code for d in lint.lint_text(f"in {words} overlast is;", excerpt=True)] == ["L9"], name


def test_the_whole_application_counts_what_is_left_open() -> None:
    assert clauses.open_places(f"{OPEN} a] en {OPEN} b]") == 2


# --- Which fit -------------------------------------------------------------------------------------


def titles(decision: Decision, step: str, place: str) -> set[str]:
    return {offer.clause.title for offer in clauses.offers(loading.load(decision.pk), step)[place]}


def test_offers_what_fits_kind_variant_and_criterion() -> None:
    clauses.load()
    assert titles(cases.explosion(), "criteria", "noodzakelijkheid") == {
        "Noodzaak na een explosie",
        "Noodzaak bij een evenement",
    }
    centres = cases.centres()
    assert titles(centres, "criteria", "noodzakelijkheid") == {
        "Noodzaak houdt aan in een centrum",
        "Noodzaak na een daling",
    }
    assert titles(centres, "aanleiding", "aanleiding") == {
        "Ordeverstoringen houden aan",
        "Het aantal incidenten is gedaald",
    }


def test_an_ending_is_offered_its_own_texts_with_the_chosen_criterion_first() -> None:
    clauses.load()
    case = cases.ending()
    Assessment.objects.filter(decision=case).update(ceased_criterion=CriterionKey.SUBSIDIARITY)
    offers = clauses.offers(loading.load(case.pk), "aanleiding")["beeindiging"]
    assert offers[0].clause.criterion == CriterionKey.SUBSIDIARITY
    assert {offer.clause.kind for offer in offers} == {DecisionKind.END}
    assert {offer.clause.variant for offer in offers} == {"", case.variant}


def test_what_is_withdrawn_is_not_offered() -> None:
    clauses.load()
    Clause.objects.filter(title="Noodzaak bij een evenement").update(retired_on=make.TODAY)
    assert titles(cases.explosion(), "criteria", "noodzakelijkheid") == {"Noodzaak na een explosie"}


def test_the_bank_covers_every_kind_variant_and_criterion() -> None:
    assert len(clauses.without_clause()) == 4 * (3 * 2 + 1)
    clauses.load()
    assert clauses.without_clause() == []
    Clause.objects.filter(title="Noodzaak in het toegevoegde deel van een centrum").update(
        retired_on=make.TODAY
    )
    assert clauses.without_clause() == [(DecisionKind.CHANGE, Variant.REGULAR, CriterionKey.NECESSITY)]


# --- What is not covered ---------------------------------------------------------------------------


def test_names_the_criteria_without_a_finished_text() -> None:
    case = cases.explosion()
    assert clauses.uncovered(loading.load(case.pk)) == []
    Judgement.objects.filter(decision=case, criterion__key=CriterionKey.NEED).update(reasons="  ")
    half = f"door {OPEN} wat er gebeurde] onrust is ontstaan;"
    Judgement.objects.filter(decision=case, criterion__key=CriterionKey.NECESSITY).update(reasons=half)
    found = clauses.uncovered(loading.load(case.pk))
    assert [(one.criterion, one.open_places) for one in found] == [
        (CriterionKey.NECESSITY, 1),
        (CriterionKey.NEED, 0),
    ]


def test_an_ending_and_a_smaller_area_need_no_criteria() -> None:
    """Invariant I7: beeindigen names one criterion, a change that does not enlarge none."""
    for case in (cases.ending(), make.complete_case(DecisionKind.CHANGE)):
        Judgement.objects.filter(decision=case).update(reasons="")
        assert clauses.uncovered(loading.load(case.pk)) == []


def test_a_motivation_that_follows_within_a_week_may_still_be_empty() -> None:
    """Awb 3:47 lid 3; an open place in what was written is still named."""
    case = cases.explosion()
    Judgement.objects.filter(decision=case).update(reasons="")
    assert len(clauses.uncovered(loading.load(case.pk))) == 4
    Decision.objects.filter(pk=case.pk).update(urgent=True, motivation_later=True)
    assert clauses.uncovered(loading.load(case.pk)) == []
    Judgement.objects.filter(decision=case).update(reasons=f"{OPEN} iets]")
    assert len(clauses.uncovered(loading.load(case.pk))) == 4


# --- Loading ---------------------------------------------------------------------------------------


def test_loading_twice_adds_nothing_and_each_clause_has_its_event() -> None:
    call_command("load_clauses")
    assert Clause.objects.count() == ClauseVersion.objects.count() == len(ALL)
    events = AuditEvent.objects.filter(event="clause.added")
    assert events.count() == len(ALL)
    before = AuditEvent.objects.count()
    call_command("load_clauses")
    assert (ClauseVersion.objects.count(), AuditEvent.objects.count()) == (len(ALL), before)
    audit.verify()


def test_loading_renews_its_own_words_only() -> None:
    clauses.load()
    ours, theirs, gone = Clause.objects.order_by("pk")[:3]
    administrator = make.make_user(None)
    for clause, by in ((ours, None), (theirs, administrator), (gone, None)):
        ClauseVersion.objects.create(clause=clause, number=2, text="anders;", written_by=by)
    Clause.objects.filter(pk=gone.pk).update(retired_on=make.TODAY)
    assert clauses.load() == (0, 1)
    assert [c.versions.count() for c in (ours, theirs, gone)] == [3, 2, 2]
    assert AuditEvent.objects.filter(event="clause.version_written").count() == 1


# --- Kept as it was --------------------------------------------------------------------------------


def test_a_version_is_never_changed_or_removed() -> None:
    clauses.load()
    for act in (lambda: ClauseVersion.objects.update(text="anders"), ClauseVersion.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_what_was_picked_is_frozen_with_the_decision() -> None:
    clauses.load()
    case, user = make.complete_case(), make.make_user()
    version = ClauseVersion.objects.order_by("pk")[0]
    PickedClause.objects.create(
        decision=case, version=version, place="noodzakelijkheid", text="x", picked_by=user
    )
    make.adopt(case)
    with pytest.raises(DatabaseError), transaction.atomic():
        PickedClause.objects.filter(decision=case).update(text="y")


def test_a_copy_keeps_where_its_texts_came_from() -> None:
    clauses.load()
    case, user = make.complete_case(), make.make_user()
    version = ClauseVersion.objects.order_by("pk")[0]
    PickedClause.objects.create(
        decision=case, version=version, place="noodzakelijkheid", text="x", picked_by=user
    )
    copied = workflow.copy(decision=case, by=user, version=case.version)
    assert [p.version_id for p in copied.picked_clauses.all()] == [version.pk]


# --- Cost ------------------------------------------------------------------------------------------


def test_offers_cost_the_same_for_few_and_many_rows() -> None:
    clauses.load()

    def cost(case: Decision) -> int:
        whole = loading.load(case.pk)
        with CaptureQueriesContext(connection) as asked:
            clauses.offers(whole, "criteria")
        return len(asked)

    case = cases.explosion()
    few = cost(case)
    for number in range(20):
        Measure.objects.create(decision=case, what=f"Maatregel {number}")
        cases.fact(case, str(number), "incidenten", "zijn geregistreerd")
        Clause.objects.create(theme="explosie", title=f"Proef {number}", criterion="behoefte")
    assert Fact.objects.filter(decision=case).count() >= 20
    for clause in Clause.objects.filter(title__startswith="Proef"):
        ClauseVersion.objects.create(clause=clause, number=1, text="in {gebied} {maatregelen} volstaan;")
    assert cost(case) == few
