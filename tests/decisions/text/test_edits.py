"""What the officer rewrote stays, and tells when its facts have changed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions import text
from decisions.blocks import Block
from decisions.models import Decision, EditedParagraph, Evidence, Fact, Measure
from tests import factories
from tests.decisions.text import cases

pytestmark = pytest.mark.django_db
MOST_QUERIES = 47  # most of them load the case, which rules and text share, and the chain before it


def fresh(decision: Decision) -> Decision:
    return Decision.objects.get(pk=decision.pk)


def blocks(decision: Decision) -> dict[str, Block]:
    return {b.key: b for b in text.compose(fresh(decision), draft=True).blocks}


def rewrite(decision: Decision, key: str, words: str) -> None:
    generated = text.generated_paragraph(fresh(decision), key)
    assert generated is not None
    EditedParagraph.objects.create(
        decision=decision,
        key=key,
        text=words,
        generated_hash=text.paragraph_hash(generated.text),
        edited_by=factories.make_user(),
    )


@pytest.fixture
def decision() -> Decision:
    return cases.centres()


@pytest.fixture
def fact(decision: Decision) -> Fact:
    return Fact.objects.filter(decision=decision).order_by("pk")[0]


def test_edited_paragraph_replaces_the_generated_one(decision, fact):
    key = f"overweging.noodzakelijkheid.feit.{fact.pk}"
    rewrite(decision, key, "uit de registratie over 2025 een stijging blijkt.")
    block = blocks(decision)[key]
    assert block.text == "uit de registratie over 2025 een stijging blijkt;"
    assert block.edited
    assert not block.stale
    assert "412 incidenten" in block.generated


def test_edited_paragraph_is_stale_when_its_fact_changes(decision, fact):
    key = f"overweging.noodzakelijkheid.feit.{fact.pk}"
    rewrite(decision, key, "uit de registratie over 2025 een stijging blijkt")
    Fact.objects.filter(pk=fact.pk).update(value="398")
    block = blocks(decision)[key]
    assert block.stale
    assert "398 incidenten" in block.generated


def test_another_place_in_the_text_makes_nothing_stale(decision):
    """The mark at the end moves with the place; the words do not."""
    last = [b for b in blocks(decision).values() if b.editable][-1]
    assert last.text.endswith(".")
    rewrite(decision, last.key, "de evaluatie gunstig was")
    cases.answers(decision, findings_before=f"{cases.CENTRE_ANSWERS['findings_before']}\nMeer volgt.")
    block = blocks(decision)[last.key]
    assert block.text == "de evaluatie gunstig was;"
    assert not block.stale


def test_an_edit_of_what_may_not_be_edited_is_ignored(decision):
    EditedParagraph.objects.create(
        decision=decision,
        key="bezwaar.werking",
        text="Bezwaar helpt niet.",
        generated_hash="",
        edited_by=factories.make_user(),
    )
    assert not blocks(decision)["bezwaar.werking"].edited


def test_keys_stay_when_rows_are_added_before_and_after(decision):
    before = blocks(decision)
    first = Fact.objects.filter(decision=decision).order_by("pk")[0]
    Fact.objects.filter(pk=first.pk).delete()
    cases.fact(decision, "7", "overvallen", "zijn gepleegd")
    Measure.objects.create(decision=decision, what="gesprekken met jongeren", since="2024")
    Evidence.objects.create(
        decision=decision, kind="brief", title="Brief", source="de winkeliers", dated=factories.TODAY
    )
    factories.make_consultation(decision)
    after = blocks(decision)
    gone = {k for k in before if k not in after}
    assert gone == {f"overweging.noodzakelijkheid.feit.{first.pk}"}
    moved = [k for k, b in before.items() if k in after and after[k].text != b.text]
    assert moved == ["aanhef.overleg"]


def test_generated_paragraph_ignores_edits_and_knows_no_other_keys(decision, fact):
    key = f"overweging.noodzakelijkheid.feit.{fact.pk}"
    rewrite(decision, key, "anders")
    generated = text.generated_paragraph(fresh(decision), key)
    assert generated is not None
    assert "412" in generated.text
    assert text.generated_paragraph(fresh(decision), "overweging.bestaat.niet") is None


def test_hash_ignores_spaces_and_the_mark_at_the_end():
    assert text.paragraph_hash("een  zin;") == text.paragraph_hash("een zin.")
    assert text.paragraph_hash("een zin") != text.paragraph_hash("een zin niet")


def test_sources_and_criteria_lead_back_to_the_case(decision):
    found = blocks(decision)
    reason = found["overweging.noodzakelijkheid.reden.1"]
    judgement = decision.judgements.get(criterion__key="noodzakelijkheid")
    assert reason.sources == (f"judgement:{judgement.pk}",)
    assert reason.criterion == "noodzakelijkheid"
    assert found["overweging.aanleiding.omschrijving.1"].sources == ("assessment.occasion",)


@pytest.mark.parametrize(
    ("key", "later"),
    [
        ("gegevens", True),
        ("aanhef.overleg", True),
        ("overleg.kop", True),
        ("overleg.12.advies", True),
        ("ondertekening", True),
        ("aanhef.overwegende", False),
        ("overweging.noodzakelijkheid.oordeel", False),
        ("artikel.duur.termijn", False),
        ("gegevensverwerking", False),
    ],
)
def test_completed_later(key, later):
    assert text.is_completed_later(key) is later


def test_number_of_queries_does_not_depend_on_rows(decision, django_assert_num_queries):
    case = fresh(decision)
    with CaptureQueriesContext(connection) as few:
        text.compose(case, draft=True)
    assert len(few) <= MOST_QUERIES
    for number in range(30):
        cases.fact(decision, str(number), "incidenten", "zijn gezien")
        Measure.objects.create(decision=decision, what=f"maatregel {number}")
    for number in range(4):
        before = cases.past(
            "Oud",
            factories.make_area(f"Buurt {number}"),
            factories.LONG_AGO,
            factories.LONG_AGO,
            factories.TODAY,
        )
        designated = factories.make_designated_area(decision, follows=before)
        factories.make_use(designated)
        factories.make_consultation(decision)
    case = fresh(decision)
    with django_assert_num_queries(len(few)):
        text.compose(case, draft=True)
