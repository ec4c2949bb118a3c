"""Documents survive the years as JSON, and the same document is always the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from decisions.blocks import Document, document_from_json
from decisions.documents import canonical_json, freeze, render_html, render_text
from tests.decisions.documents import sample_blocks, samples

SAMPLES = [samples.decision, samples.short_decision, samples.torture, samples.paper]


@pytest.mark.parametrize("sample", SAMPLES)
def test_json_round_trip(sample: Callable[[], Document]) -> None:
    document = sample()
    written = canonical_json(document)
    read = document_from_json(json.loads(written))
    assert canonical_json(read) == written
    assert read == document
    assert render_html(read) == render_html(document)


def test_the_head_of_the_log_stands_in_the_json_and_not_in_the_text() -> None:
    plain, frozen = samples.short_decision(), replace(samples.short_decision(), chain_head="3f" * 32)
    assert "chain_head" not in canonical_json(plain).decode()
    assert document_from_json(json.loads(canonical_json(plain))).chain_head == ""
    assert document_from_json(json.loads(canonical_json(frozen))) == frozen
    assert f"Controlegetal van het logboek: {'3f' * 32}" in render_html(frozen)
    assert "Controlegetal" not in render_html(plain)
    assert render_text(frozen) == render_text(plain)


def test_json_is_canonical() -> None:
    written = canonical_json(samples.decision()).decode()
    assert written == json.dumps(
        json.loads(written), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert "camera’s" in written


def test_a_frozen_document_carries_the_hash_of_each_of_its_forms() -> None:
    frozen = freeze(samples.short_decision())
    contents = {
        "json": frozen.json,
        "html": frozen.html.encode(),
        "pdf": frozen.pdf,
        "text": frozen.text.encode(),
    }
    assert frozen.sha256 == {name: hashlib.sha256(c).hexdigest() for name, c in contents.items()}
    assert freeze(samples.short_decision()) == frozen


def test_a_draft_is_not_frozen() -> None:
    with pytest.raises(ValueError, match="draft"):
        freeze(samples.decision(draft=True))


def test_plain_text_has_every_block_in_order() -> None:
    document = samples.decision()
    text = render_text(document)
    lines = text.splitlines()
    assert lines[0] == document.title
    assert "Artikel 3 Gebruik van de camera’s" in lines
    assert "2. De beelden worden:" in lines
    assert "c. ten hoogste 28 dagen bewaard, tenzij zij binnen die tijd zijn veiliggesteld." in lines
    assert sample_blocks.ALT in lines
    assert "- Stadhuisplein" in lines
    assert "Positie: C-01; Plaats: Spoordreef, hoek Busbaan; Soort: draaibaar" in text
    assert any("het jaar ervoor.[1] De meeste" in line for line in lines)
    assert any(line.startswith("[1] Veiligheidsanalyse") for line in lines)
    order = [
        text.index(mark)
        for mark in ("besluit:\n", "Artikel 1 ", "Aldus", "Bijlage 1 ", "Toelichting", "Bezwaar")
    ]
    assert order == sorted(order)
    assert "*" not in text
