"""Texts compared word by word, and the published text with the adopted one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decisions.blocks import Block, Document, Kind
from decisions.wording import (
    Change,
    block_changes,
    deviations,
    differences,
    normalised,
    own_lines,
)

SAME, GONE, NEW = Change.SAME, Change.GONE, Change.NEW
WORDS = st.lists(st.sampled_from(["camera", "toezicht", "de", "het", "30", "april", "Hofmark."]), max_size=12)


def test_words_that_went_and_came() -> None:
    pieces = differences("geldt tot en met 30 april 2026.", "geldt tot  en met\n1 mei 2026.")
    assert [(p.change, p.words) for p in pieces] == [
        (SAME, "geldt tot en met"),
        (GONE, "30 april"),
        (NEW, "1 mei"),
        (SAME, "2026."),
    ]
    assert differences("", "") == []
    assert [(p.change, p.words) for p in differences("", "nieuw")] == [(NEW, "nieuw")]


@given(WORDS, WORDS)
def test_both_texts_can_be_read_back(before: list[str], after: list[str]) -> None:
    pieces = differences(" ".join(before), " ".join(after))
    assert " ".join(p.words for p in pieces if p.change is not NEW).split() == before
    assert " ".join(p.words for p in pieces if p.change is not GONE).split() == after
    assert (before == after) == all(p.change is SAME for p in pieces)


def document(*blocks: tuple[str, str], kind: Kind = Kind.PARAGRAPH) -> Document:
    return Document(
        title="Besluit",
        kenmerk="CT-1",
        blocks=tuple(Block(kind=kind, key=key, text=text) for key, text in blocks),
        moment="2026-03-31T00:00:00+02:00",
        author="de burgemeester",
        municipality="Almere",
    )


def test_blocks_are_matched_on_their_key() -> None:
    before = document(("a", "Eerste."), ("b", "Tweede dag."), ("weg", "Vervallen."), ("c", "Derde."))
    after = document(("nieuw", "Nieuw."), ("a", "Eerste."), ("b", "Tweede week."), ("c", "Derde."))
    changes = block_changes(before, after)
    assert [(c.key, c.change) for c in changes] == [
        ("nieuw", NEW),
        ("a", SAME),
        ("b", None),
        ("weg", GONE),
        ("c", SAME),
    ]
    assert [(p.change, p.words) for p in changes[2].pieces] == [
        (SAME, "Tweede"),
        (GONE, "dag."),
        (NEW, "week."),
    ]


def test_what_a_block_says_is_what_is_read() -> None:
    """Its number and its items count; marks of emphasis do not."""
    old = Block(kind=Kind.MEMBER, key="a", number="1", text="Op *maandag*", items=("een",))
    new = Block(kind=Kind.MEMBER, key="a", number="1", text="Op maandag", items=("een",))
    moved = Block(kind=Kind.MEMBER, key="a", number="2", text="Op maandag", items=("twee",))
    whole = document()

    def of(block: Block) -> Document:
        return Document(**{**{f: getattr(whole, f) for f in whole.__slots__}, "blocks": (block,)})

    assert [c.change for c in block_changes(of(old), of(new))] == [SAME]
    assert [c.change for c in block_changes(of(old), of(moved))] == [None]


def test_an_empty_document_and_a_full_one() -> None:
    full = document(("a", "Eerste."), ("b", "Tweede."))
    assert [c.change for c in block_changes(document(), full)] == [NEW, NEW]
    assert [c.change for c in block_changes(full, document())] == [GONE, GONE]
    assert block_changes(document(), document()) == []


# --- Publication -----------------------------------------------------------------------------------

ADOPTED = """Aanwijzingsbesluit tijdelijk cameratoezicht Hofmark

Kenmerk: CT-2026-014

De burgemeester van Almere,

overwegende dat:
- bij een woning (hierna: ‘de woning’) iets is ontploft;
- camera’s nodig zijn.

Artikel 2 Duur
1. De aanwijzing geldt van 3 april 2026 tot en met 30 april 2026.
2. De burgemeester trekt haar eerder in als dat kan – zie artikel 151c.
"""
PUBLISHED = """GEMEENTEBLAD
Officiële uitgave van de gemeente Almere
Nr. 542250
20 december 2023

Aanwijzingsbesluit tijdelijk  cameratoezicht Hofmark
Kenmerk: CT-2026-014
De burge\u00admeester van Almere,
overwegende dat:
• bij een woning (hierna: 'de woning')
iets is ontploft;
•
camera's nodig zijn.
Artikel 2 Duur
1.\u00a0De aanwijzing geldt van 3 april 2026 tot en met 30 april 2026.
2. De burgemeester trekt haar eerder in als dat kan - zie artikel 151c.

Gemeenteblad 2023 nr. 542250
3
"""


def test_what_a_publication_changes_by_itself_is_no_difference() -> None:
    assert deviations(ADOPTED, PUBLISHED) == []
    assert deviations(ADOPTED, ADOPTED.replace("\n", "\r\n")) == []


def test_exactly_what_differs_is_found() -> None:
    (pair,) = deviations(ADOPTED, PUBLISHED.replace("met 30 april", "met 30 mei"))
    assert pair[0] == "… tot en met 30 april 2026. De burgemeester trekt …"
    assert pair[1] == "… tot en met 30 mei 2026. De burgemeester trekt …"
    first, second = deviations(ADOPTED, PUBLISHED.replace("ontploft", "gebeurd").replace("151c", "151b"))
    assert "ontploft;" in first[0]
    assert "gebeurd;" in first[1]
    assert second[0].endswith("zie artikel 151c.")
    assert second[1].endswith("zie artikel 151b.")


def test_a_line_that_fell_away_and_a_line_too_many() -> None:
    (pair,) = deviations(ADOPTED, PUBLISHED.replace("camera's nodig zijn.", ""))
    assert "camera's nodig zijn." in pair[0]
    assert "camera's nodig zijn." not in pair[1]
    (pair,) = deviations(ADOPTED, PUBLISHED.replace("Artikel 2 Duur", "Extra zin.\nArtikel 2 Duur"))
    assert "Extra zin." in pair[1]
    assert deviations(ADOPTED, "") == [(" ".join(" ".join(normalised(ADOPTED)).split()), "")]


def test_a_capital_or_a_comma_is_a_difference() -> None:
    assert len(deviations(ADOPTED, PUBLISHED.replace("De aanwijzing", "de aanwijzing"))) == 1
    assert len(deviations(ADOPTED, PUBLISHED.replace("Almere,", "Almere;"))) == 1


def test_the_masthead_counts_only_at_the_edges() -> None:
    inside = PUBLISHED.replace("Artikel 2 Duur", "Nr. 542250\nArtikel 2 Duur")
    assert len(deviations(ADOPTED, inside)) == 1


def test_our_own_lines_may_be_left_out_but_not_changed() -> None:
    own = ["Kenmerk: CT-2026-014"]
    without = PUBLISHED.replace("Kenmerk: CT-2026-014\n", "")
    assert len(deviations(ADOPTED, without)) == 1
    assert deviations(ADOPTED, without, own=own) == []
    assert deviations(ADOPTED, PUBLISHED, own=own) == []
    assert len(deviations(ADOPTED, PUBLISHED.replace("CT-2026-014", "CT-2026-015"), own=own)) == 1


def test_our_own_lines_are_particulars_and_maps_in_words() -> None:
    particulars = Block(kind=Kind.PARTICULARS, key="gegevens", rows=(("Kenmerk", "CT-1"),))
    drawn = Block(kind=Kind.MAP, key="kaart", text="Kaart van het gebied", alt="Het noorden is boven.")
    whole = document(("a", "Eerste."))
    given_blocks = Document(
        **{**{f: getattr(whole, f) for f in whole.__slots__}, "blocks": (particulars, drawn, *whole.blocks)}
    )
    assert own_lines(given_blocks) == ["Kenmerk: CT-1", "Kaart van het gebied", "Het noorden is boven."]
