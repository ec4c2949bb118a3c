"""The lint asked of the composed text of a case: where it blocks, where it asks for a reason."""

from __future__ import annotations

import pytest

from almere_camera.models import LegalBasis
from decisions import lint, rules, text
from decisions.models import Decision, DecisionKind, EditedParagraph, Status, Variant
from decisions.rules import RULES
from tests.factories import TODAY, complete_case, make_user

from .asking import BLOCK, WARN, change, found, kinds, says, signed

pytestmark = pytest.mark.django_db


def rewritten(case: Decision, words: str) -> Decision:
    """The case with its first paragraph in the officer's own words."""
    key = next(block.key for block in text.compose(case, draft=True).blocks if block.editable)
    EditedParagraph.objects.create(
        decision=case, key=key, text=words, generated_hash="-", edited_by=make_user()
    )
    return case


def test_each_lint_rule_is_asked_but_for_what_I23_asks_of_the_answers() -> None:
    numbers = [rule.number for rule in RULES if rule.number.startswith("L")]
    asked_by_i23 = {"L7", "L8"}
    assert numbers == [rule.code for rule in lint.LINT_RULES if rule.code not in asked_by_i23]
    assert [rule.number for rule in RULES][-len(numbers) :] == numbers
    statements = {rule.code: rule.statement for rule in lint.LINT_RULES}
    for rule in RULES:
        if rule.number.startswith("L"):
            assert rule.statement == statements[rule.number]
            assert rule.kind is (BLOCK if rule.number == "L9" else WARN)


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("kind", DecisionKind)
def test_a_complete_case_reads_without_defects(kind: str, variant: str) -> None:
    case = complete_case(kind, variant)
    for adoption in (None, signed()):
        findings = rules.findings(case, today=TODAY, adoption=adoption)
        assert [f for f in findings if f.code.startswith("L")] == []


def test_a_foreign_power_asks_for_a_reason_L3() -> None:
    case = rewritten(complete_case(), "het uitoefenen van voornoemde controlebevoegdheden daar bij hoort")
    (finding,) = found(case, "L3")
    assert finding.kind is WARN
    assert finding.who == "beleidsmedewerker"
    step, anchor = finding.url.split("#")
    assert step == rules.step_url(case, "tekst")
    assert anchor.startswith("tekst-overweging-")


def test_what_the_application_leaves_open_is_one_finding_L9() -> None:
    case = complete_case(variant=Variant.MOBILE)
    change(case.assessment, shock="", repetition_risk="")
    assert kinds(case, "L9") == [BLOCK]
    assert "2 open plekken" in says(case, "L9")
    change(case.assessment, shock="Bewoners zijn bang.")
    assert says(case, "L9") == "In de tekst staat nog een open plek: ‘[nog in te vullen: kans op herhaling]’."


def test_what_somebody_left_open_is_a_finding_each_L9() -> None:
    case = rewritten(complete_case(), "er sinds XXX overlast is in <straat>")
    assert kinds(case, "L9") == [BLOCK, BLOCK]


def test_signature_and_consultation_may_be_open_until_the_adoption_L9() -> None:
    case = complete_case()
    case.consultations.all().delete()
    assert found(case, "L9") == []
    assert "datum van het overleg" in says(case, "L9", adoption=signed())
    assert "naam van de ondertekenaar" in says(complete_case(), "L9", adoption=signed(signatory=None))


def test_a_basis_that_no_longer_holds_on_the_day_of_signing_L5() -> None:
    case = complete_case()
    LegalBasis.objects.filter(kind=LegalBasis.Kind.BYLAW).update(article="artikel 2:68")
    assert found(case, "L5") == []  # the text follows the record
    edited = rewritten(
        case, "artikel 2:67 van de Algemene plaatselijke verordening gemeente Almere 2011 geldt"
    )
    assert kinds(edited, "L5") == [WARN]


def test_an_adopted_text_is_not_judged_again() -> None:
    case = rewritten(complete_case(), "de noodverordening geldt")
    assert kinds(case, "L3") == [WARN]
    Decision.objects.filter(pk=case.pk).update(status=Status.ADOPTED)
    assert found(case, "L3") == []
