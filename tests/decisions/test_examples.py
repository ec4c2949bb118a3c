"""The three examples in docs/voorbeelden are what the application writes today.

After a wanted change of the text: `SCHRIJF=1 pytest tests/decisions/test_examples.py`, then read them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import time_machine

from decisions import documents, text
from decisions.blocks import Kind
from decisions.models import Decision
from tests.decisions.text import cases

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent.parent.parent / "docs/voorbeelden"
EXAMPLES: dict[str, tuple[Callable[[], Decision], date]] = {
    "explosie-mobiel.txt": (cases.explosion, date(2026, 3, 31)),
    "verlenging-twee-centra.txt": (cases.centres, date(2026, 3, 31)),
    "beeindiging.txt": (cases.ending, date(2026, 3, 31)),
}


def written(build: Callable[[], Decision], signed_on: date) -> tuple[Decision, str]:
    with time_machine.travel(signed_on):
        decision = build()
        decision.kenmerk = "CT-2026-014"
        decision.signatory, decision.signed_on = cases.records().mayor, signed_on
        return decision, _numbered(documents.render_text(text.compose(decision, draft=False)))


def _numbered(now: str) -> str:
    """Earlier decisions get their numbers in the order of the text: the factory counts through all tests."""
    earlier = dict.fromkeys(re.findall(r"PROEF-\d+", now))
    for number, kenmerk in enumerate(earlier, 1):
        now = re.sub(rf"{kenmerk}\b", f"CT-2022-00{number}", now)
    issues = dict.fromkeys(re.findall(r"Gemeenteblad \d{4}, \d+", now))
    for number, issue in enumerate(issues, 1):
        now = re.sub(rf"{issue}\b", f"{issue.split(',')[0]}, {10000 + number}", now)
    return now


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_is_current(name: str) -> None:
    _decision, now = written(*EXAMPLES[name])
    path = FOLDER / name
    if os.environ.get("SCHRIJF"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(now)
    assert path.read_text() == now


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_fact_is_named_once_and_nothing_is_left_open(name: str) -> None:
    decision, now = written(*EXAMPLES[name])
    assert text.PLACEHOLDER not in now
    for fact in decision.facts.all():
        assert now.count(fact.statement) == 1, fact
    for measure in decision.measures.all():
        assert now.lower().count(measure.what.lower()) == 1, measure


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_recitals_run_as_one_sentence(name: str) -> None:
    """After 'overwegende dat' every clause ends in ';' and the last in '.'."""
    build, day = EXAMPLES[name]
    with time_machine.travel(day):
        blocks = text.compose(build(), draft=True).blocks
    recitals = [b.text for b in blocks if b.kind is Kind.RECITAL]
    assert all(r.endswith(";") for r in recitals[:-1]), recitals
    assert recitals[-1].endswith(".")
