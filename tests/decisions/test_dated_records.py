"""Old decisions keep their own records: what was valid on their day, whatever came after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from almere_camera.models import Address, HouseRule, LegalBasis, Official
from almere_camera.roles import Role
from almere_camera.uploads import PDF as PDF_TYPE
from almere_camera.uploads import Checked
from decisions import deadlines, rules, states, text, workflow
from decisions.models import AdoptedText, Decision
from decisions.rules import Adoption
from tests import factories as make
from tests.decisions.acts import PDF, agreed

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
NEW_FROM = date(2026, 4, 1)  # the day after the decision was signed
OLD_APV = "artikel 2:67 van de Algemene plaatselijke verordening gemeente Almere 2011"
NEW_APV = "artikel 2:77 van de Algemene plaatselijke verordening gemeente Almere 2026"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+02:00", tick=False):
        yield


def adopted() -> Decision:
    """Adopted on TODAY through the real acts, under the APV of 2011."""
    case = agreed(make.make_user(Role.POLICY_OFFICER), make.make_user(Role.REVIEWER))
    workflow.adopt(
        decision=case,
        by=make.make_user(Role.MAYORS_OFFICE),
        version=case.version,
        signatory=Official.objects.get(function=Official.Function.MAYOR),
        on=TODAY,
        signed_copy=Checked(PDF, PDF_TYPE, "0" * 64, "getekend.pdf"),
    )
    return Decision.objects.get(pk=case.pk)


def new_law() -> None:
    """A new APV, a new mayor, another address and other house rules, from the day after."""
    for model in (LegalBasis, Official, Address, HouseRule):
        model.objects.filter(valid_to=None).update(valid_to=TODAY)
    LegalBasis.objects.create(
        kind=LegalBasis.Kind.LAW, article="artikel 151c", regulation="de Gemeentewet", valid_from=NEW_FROM
    )
    LegalBasis.objects.create(
        kind=LegalBasis.Kind.BYLAW,
        article="artikel 2:77",
        regulation="de Algemene plaatselijke verordening gemeente Almere 2026",
        valid_from=NEW_FROM,
    )
    Official.objects.create(name="N. Nieuw", function=Official.Function.MAYOR, valid_from=NEW_FROM)
    for key in Address.Key:
        Address.objects.create(key=key, name="een ander", lines="Postbus 9", valid_from=NEW_FROM)
    for key in HouseRule.Key:
        HouseRule.objects.create(key=key, value=9, valid_from=NEW_FROM)


def words(case: Decision) -> str:
    return AdoptedText.objects.get(decision=case, kind="besluit").text


def test_the_adopted_text_stays_byte_for_byte() -> None:
    case = adopted()
    before = AdoptedText.objects.filter(decision=case).values().get()
    assert OLD_APV in words(case)
    new_law()
    LegalBasis.objects.filter(article="artikel 2:67").update(article="artikel 9:99")
    after = AdoptedText.objects.filter(decision=case).values().get()
    assert {name: bytes(v) if name == "pdf" else v for name, v in after.items()} == {
        name: bytes(v) if name == "pdf" else v for name, v in before.items()
    }


def test_composed_again_an_old_decision_cites_what_held_on_its_day() -> None:
    case = adopted()
    before = text.compose(case, draft=False).as_json()
    new_law()
    with time_machine.travel("2027-01-15T12:00:00+01:00", tick=False):
        again = text.compose(Decision.objects.get(pk=case.pk), draft=False).as_json()
    assert again == before
    assert OLD_APV in str(again)
    assert NEW_APV not in str(again)


def test_the_rules_ask_for_the_record_of_the_day_of_the_decision() -> None:
    """Signed on the last day of the old records: nothing of I1 and I20, also when asked a year later."""
    case = make.complete_case()
    mayor = make.make_records().mayor
    new_law()
    old = Adoption(Official.objects.get(pk=mayor.pk), TODAY, signed_copy=True)
    found = rules.findings(case, today=date(2027, 1, 15), adoption=old)
    assert [f.code for f in found if f.code in ("I1", "I20")] == []
    late = Adoption(Official.objects.get(pk=mayor.pk), NEW_FROM, signed_copy=True)
    found = rules.findings(case, today=date(2027, 1, 15), adoption=late)
    assert [f.message for f in found if f.code == "I20"] == [
        "A. Proef was op 1 april 2026 geen burgemeester. Kies wie die dag bevoegd was."
    ]


def test_a_day_without_a_record_is_refused_before_and_after() -> None:
    """Each record holds from its first day to its last, both included."""
    case = make.complete_case()
    new_law()
    LegalBasis.objects.filter(article="artikel 2:77").update(valid_from=date(2026, 4, 2))

    def missing(day: date) -> bool:
        found = rules.findings(case, today=date(2026, 5, 1), adoption=Adoption(None, day))
        return any(f.code == "I1" and "Algemene plaatselijke verordening" in f.message for f in found)

    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2)]
    assert [missing(day) for day in days] == [False, True, False]


def test_the_house_rule_of_the_day_of_publication_decides_when_it_comes_into_force() -> None:
    before, after = make.make_decision(), make.make_decision()
    make.make_records()
    for case in (before, after):
        make.make_designated_area(case)
        make.adopt(case)
    make.publish(before, TODAY)
    make.publish(after, NEW_FROM)
    new_law()
    days = [states.term_of(case.designated_areas.get()).in_force_from for case in (before, after)]
    assert days == [date(2026, 4, 1), date(2026, 4, 10)]  # one day after; nine days after


def test_a_new_framework_version_changes_nothing_in_what_was_answered() -> None:
    case = adopted()
    old = case.framework
    assert old is not None
    questions = list(case.judgements.values_list("question", flat=True))
    old.withdrawn_from = NEW_FROM
    old.save()
    make.make_framework(NEW_FROM, title="Kader 2028-2031", period_last_year=2031)
    case = Decision.objects.get(pk=case.pk)
    assert case.framework == old
    assert list(case.judgements.values_list("question", flat=True)) == questions
    assert [d.due for d in deadlines.on(date(2026, 4, 2)) if d.kind is deadlines.Kind.FRAMEWORK] == [
        date(2031, 6, 30)
    ]
