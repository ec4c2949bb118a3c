"""The rules together: complete cases, order, words, links, cost, and the command."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from almere_camera.findings import Kind
from almere_camera.models import LegalBasis
from almere_camera.roles import Role
from decisions import rules
from decisions.loading import load
from decisions.models import Acknowledgement, Assessment, Decision, DecisionKind, Status, Variant
from decisions.rules import RULES, Found, rule
from tests.factories import (
    TODAY,
    adopt,
    complete_case,
    make_decision,
    make_user,
)

from .asking import change, signed

pytestmark = pytest.mark.django_db
NUMBERS = [f"I{number}" for number in range(1, 28)]  # domein.md 1.5


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("kind", DecisionKind)
def test_a_complete_case_passes_every_rule(kind, variant):
    case = complete_case(kind, variant, areas=2)
    findings = rules.findings(case, today=TODAY, adoption=signed())
    assert [f for f in findings if f.kind is not Kind.DERIVE] == []
    assert rules.gates(case, findings) == []


def test_every_rule_says_what_it_is():
    assert [r.number for r in RULES if r.number.startswith("I")] == NUMBERS
    assert [r.order for r in RULES] == sorted(r.order for r in RULES)
    for r in RULES:
        assert r.statement.endswith(".")
        assert r.article
        assert r.article_url.startswith(
            ("https://wetten.overheid.nl/", "https://zoek.officielebekendmakingen.nl/")
        )
        assert r.chapter is (re.match(r"(de )?hoofdstuk", r.article) is not None)


def test_a_name_ends_in_its_number():
    with pytest.raises(ValueError, match="must end in its number"):

        @rule(number="I99", kind=Kind.WARN, article="-", article_url="-")
        def nameless(case):
            """Naamloos."""
            yield Found()


def test_a_number_is_given_once():
    with pytest.raises(ValueError, match="already is a rule I1"):

        @rule(number="I1", kind=Kind.WARN, article="-", article_url="-")
        def second_I1(case):
            """Nog een."""
            yield Found()


def test_a_higher_app_adds_its_own_rule(monkeypatch):
    monkeypatch.setattr(rules.registry, "RULES", [])

    @rule(number="I22", kind=Kind.WARN, article="hoofdstuk 7", article_url="https://wet", chapter=True)
    def evaluated_I22(case):
        """De evaluatie is klaar."""
        yield Found(url="/evaluatie/")

    (added,) = rules.registry.RULES
    case = complete_case()
    (finding,) = added.findings_in(rules.Case(case, TODAY))
    assert (finding.code, finding.message, finding.url) == ("I22", "De evaluatie is klaar.", "/evaluatie/")
    assert finding.article_url == "https://wet"
    case.framework.url = "https://kader"
    assert added.findings_in(rules.Case(case, TODAY))[0].article_url == "https://kader"


def empty_case(kind: str = DecisionKind.START) -> Decision:
    """A case in which nothing has been filled in."""
    case = make_decision(kind, framework=None)
    Assessment.objects.filter(decision=case).delete()
    return Decision.objects.get(pk=case.pk)


@pytest.mark.parametrize("kind", DecisionKind)
def test_an_empty_case_gets_everything_at_once_in_order(kind):
    findings = rules.findings(empty_case(kind), today=TODAY, adoption=rules.Adoption(None, None))
    numbers = [int(f.code[1:]) for f in findings if f.code.startswith("I")]
    assert numbers == sorted(numbers)
    expected = {1, 12, 14, 20} if kind != DecisionKind.END else {1, 8, 14, 20}
    assert expected <= set(numbers)
    for f in findings:
        assert f.message
        assert f.article
        assert f.who
        assert f.url.startswith("/")
        assert re.fullmatch(r"[^{}]*[.]", f.message)


def test_an_ending_is_asked_less_than_the_others():
    asked = {f.code for f in rules.findings(empty_case(DecisionKind.END), today=TODAY)}
    assert asked.isdisjoint({"I2", "I3", "I4", "I5", "I6", "I7", "I24", "I25", "I26"})
    assert "I8" in asked
    assert "I8" not in {f.code for f in rules.findings(empty_case(), today=TODAY)}


def test_a_finding_leads_to_the_field_and_to_who_can_solve_it():
    case = complete_case()
    change(case.assessment, retention_days=29)
    (finding,) = [f for f in rules.findings(case, today=TODAY) if f.code == "I11"]
    assert finding.url == rules.step_url(case, "privacy", "id_retention_days")
    assert finding.url.endswith("#id_retention_days")
    assert finding.who == Role.POLICY_OFFICER
    assert finding.article == "artikel 151c, negende lid, van de Gemeentewet"


def test_a_missing_record_leads_to_the_administrator():
    case = complete_case()
    LegalBasis.objects.all().delete()
    first = rules.findings(case, today=TODAY)[0]
    assert first.who == Role.ADMINISTRATOR
    assert first.url == "/beheer/almere_camera/legalbasis/"


def test_a_historical_decision_meets_no_gate():
    case = make_decision(historical=True, status=Status.ADOPTED)
    assert rules.outstanding(rules.findings(case, today=TODAY)) == []


def test_a_warning_is_answered_for_what_it_said():
    case = complete_case()
    case.evidence.all().delete()
    findings = rules.findings(case, today=TODAY)
    assert rules.outstanding(findings) == []
    assert [f.code for f in rules.warnings_unacknowledged(case, findings)] == ["I24"]
    assert [f.code for f in rules.gates(case, findings)] == ["I24"]
    (warned,) = rules.warnings_unacknowledged(case, findings)
    answer = {"decision": case, "code": "I24", "reason": "Er was geen tijd.", "by": make_user()}
    Acknowledgement.objects.create(message="Een eerdere, andere waarschuwing.", **answer)
    assert [f.code for f in rules.gates(case, findings)] == ["I24"]
    Acknowledgement.objects.create(message=warned.message, **answer)
    assert rules.gates(case, findings) == []


def test_what_is_being_saved_counts_and_the_case_of_the_caller_stays_as_it_was():
    case = complete_case()
    case.framework = None
    assert "I7" in {f.code for f in rules.findings(case, today=TODAY)}
    case = Decision.objects.get(pk=case.pk)
    rules.findings(case, today=TODAY)
    case.measures.all().delete()
    assert "I26" in {f.code for f in rules.findings(case, today=TODAY)}


@pytest.mark.parametrize("kind", DecisionKind)
def test_cost_is_the_same_for_one_area_and_for_five(kind):
    def cost(areas: int) -> int:
        case = Decision.objects.get(pk=complete_case(kind, areas=areas).pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rules.findings(case, today=TODAY, adoption=signed_before)
        return len(queries)

    signed_before = signed()
    assert cost(1) == cost(5)


def test_cost_after_adoption_is_the_same_for_one_area_and_for_five():
    def cost(areas: int) -> int:
        case = complete_case(DecisionKind.EXTEND, areas=areas)
        adopt(case)
        case = Decision.objects.get(pk=case.pk)
        with CaptureQueriesContext(connection) as queries:
            rules.findings(case, today=TODAY)
        return len(queries)

    assert cost(1) == cost(5)


def test_a_loaded_case_is_not_loaded_again():
    case = load(complete_case(DecisionKind.EXTEND, areas=3).pk)
    with CaptureQueriesContext(connection) as queries:
        rules.findings(case, today=TODAY)
    # the law: house rules, retention, bases, addresses, chains, overlap, objections; the text: bases (of
    # two days), addresses, house rules, the chain, the hours of the predecessors (3), and what went before
    # them with its days (8)
    assert len(queries) == 28


def test_loading_walks_through_everything_in_a_fixed_number_of_queries():
    def cost(areas: int) -> int:
        case = complete_case(DecisionKind.EXTEND, areas=areas)
        with CaptureQueriesContext(connection) as queries:
            loaded = load(case.pk)
            for area in loaded.designated_areas.all():
                list(area.viewing_hours.all()), list(area.use_periods.all())
                assert area.follows.decision.publications.all()
                assert str(area.area)
            for note in loaded.element_notes.all():
                assert note.element.key
            for item in loaded.evidence.all():
                list(item.criteria.all())
        return len(queries)

    assert cost(1) == cost(5)


def command(kenmerk: str) -> tuple[list[list[str]], int]:
    """The lines that the command prints, in columns, and its exit code."""
    out, code = StringIO(), 0
    try:
        call_command("findings", kenmerk, stdout=out)
    except SystemExit as stop:
        code = stop.code
    return [line.split("\t") for line in out.getvalue().splitlines()], code


def test_command_prints_every_finding_and_says_whether_something_blocks(monkeypatch):
    case = complete_case()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    lines, code = command(case.kenmerk)
    assert code == 0
    assert [line[:2] for line in lines] == [["I14", "DERIVE"]]
    LegalBasis.objects.all().delete()
    lines, code = command(case.kenmerk)
    assert code == 1
    assert [line[:2] for line in lines] == [
        ["I1", "BLOCK"],
        ["I1", "BLOCK"],
        ["I14", "DERIVE"],
        ["L9", "BLOCK"],
    ]
    assert all(len(line) == 4 and line[2] and line[3] for line in lines)


def test_command_names_an_unknown_kenmerk():
    with pytest.raises(CommandError, match="Er is geen zaak met kenmerk NIET-1"):
        call_command("findings", "NIET-1")
