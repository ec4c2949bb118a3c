"""The document as HTML, whole and as a preview: well formed, escaped, and in a sound structure."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest

from decisions.blocks import Block, Document, Kind
from decisions.documents import render_html, render_preview
from tests.decisions.documents import sample_blocks, samples

SAMPLES = [samples.decision, samples.short_decision, samples.long_decision, samples.torture, samples.paper]
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script>\"'&amp; {{ x }} </style></title></svg>"


def parsed(html: str) -> Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def fragment(html: str) -> Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)


def hostile_document() -> Document:
    """Every field of every kind of block holds what should not be obeyed."""
    area = {**sample_blocks.DRAWING["areas"][0], "name": HOSTILE}
    drawing = {**sample_blocks.DRAWING, "areas": [area]}
    blocks = []
    for number, kind in enumerate(Kind):
        blocks.append(
            Block(
                kind=kind,
                key=f"{HOSTILE}{number}",
                text=HOSTILE,
                number="1" if kind in (Kind.MEMBER, Kind.NOTE) else HOSTILE,
                items=(HOSTILE,),
                columns=(HOSTILE,),
                rows=((HOSTILE, HOSTILE),),
                drawing=drawing,
                alt=HOSTILE,
                editable=True,
                edited=True,
                stale=True,
            )
        )
    return Document(
        title=HOSTILE,
        kenmerk=HOSTILE,
        blocks=tuple(blocks),
        moment=samples.MOMENT,
        author=HOSTILE,
        municipality=HOSTILE,
        subject=HOSTILE,
    )


def headings(root: Element) -> list[int]:
    return [int(e.tag[1]) for e in root.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]


@pytest.mark.parametrize("sample", SAMPLES)
def test_document_is_sound(sample: Callable[[], Document]) -> None:
    document = sample()
    root = parsed(render_html(document))
    assert root.get("lang") == "nl"
    assert root.findtext("head/title") == document.title
    levels = headings(root)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(e.get("scope") in ("row", "col") for e in root.iter("th"))
    assert {e.get("href") for e in root.iter("a")} <= {f"#{i}" for i in ids}


def test_document_needs_nothing_from_elsewhere() -> None:
    html = render_html(samples.decision())
    root = parsed(html)
    outside = [e.tag for e in root.iter() if e.get("src") or (e.get("href") or "#")[0] != "#"]
    assert outside == []
    assert not list(root.iter("link")) + list(root.iter("script"))
    assert "url(" not in html.replace("url(#", "")
    assert "@import" not in html


def test_metadata() -> None:
    root = parsed(render_html(samples.decision()))
    meta = {e.get("name"): e.get("content") for e in root.iter("meta")}
    assert meta["author"] == "Burgemeester van Almere"
    assert meta["dcterms.created"] == meta["dcterms.modified"] == samples.MOMENT
    assert meta["description"].startswith("Besluit van de burgemeester")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Aldus vastgesteld.", "De burgemeester van Almere,", "A. de Vries"), "A. de Vries"),
        (("Aldus vastgesteld.", "De burgemeester,", "bij afwezigheid,", "B. Jansen,", "loco"), "B. Jansen,"),
        (("De burgemeester van Almere,", "A. de Vries"), None),
    ],
)
def test_room_to_sign_is_left_above_the_name(lines: tuple[str, ...], name: str | None) -> None:
    block = Block(kind=Kind.SIGNATURE, key="ondertekening", items=lines)
    root = parsed(render_html(samples.decision(blocks=(block,))))
    assert [p.text for p in root.iter("p") if p.get("class") == "naam"] == ([name] if name else [])


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render_html(samples.decision(moment="2026-02-10T09:30:00"))


def test_leden_and_items_are_real_numbering() -> None:
    root = parsed(render_html(samples.torture()))
    members = [e for e in root.iter("ol") if e.get("class") == "leden"]
    assert [len(e.findall("li")) for e in members] == [12, 1]
    assert [e.get("start") for e in members] == [None, "13"]
    assert all(e.find("ol").get("class") == "letters" for e in members[0])


def test_a_lid_without_a_number_is_refused() -> None:
    document = samples.decision(blocks=(Block(kind=Kind.MEMBER, key="artikel.1.lid.1", text="Tekst"),))
    with pytest.raises(ValueError, match=r"artikel\.1\.lid\.1"):
        render_html(document)


def test_the_map_is_a_figure_with_its_full_text_alternative() -> None:
    figure = next(parsed(render_html(samples.decision())).iter("figure"))
    assert figure.findtext(f"{SVG}svg/{SVG}title") == sample_blocks.ALT
    assert figure.findtext("figcaption").startswith("Kaart van het Stationsgebied")


def test_a_map_without_text_alternative_is_refused() -> None:
    block = Block(kind=Kind.MAP, key="kaart", drawing=sample_blocks.DRAWING)
    with pytest.raises(ValueError, match="text alternative"):
        render_html(samples.decision(blocks=(block,)))


def test_a_note_reference_links_only_to_a_note_that_is_there() -> None:
    block = Block(kind=Kind.PARAGRAPH, key="a", text="een[^1] en twee[^7]")
    note = Block(kind=Kind.NOTE, key="noot", number="1", text="De noot.")
    root = parsed(render_html(samples.decision(blocks=(block, note))))
    assert [(a.get("href"), a.get("title"), a.text) for a in root.iter("a")] == [("#noot-1", "Noot 1", "1")]
    assert "twee[^7]" in "".join(root.itertext())


@pytest.mark.parametrize("render", [render_html, render_preview])
def test_all_text_is_escaped(render: Callable[[Document], str]) -> None:
    html = render(hostile_document())
    assert "<script" not in html
    root = parsed(html) if render is render_html else fragment(html)
    assert not list(root.iter("script"))
    assert "{{ x }}" in "".join(root.itertext())
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on")]


def test_preview_fits_in_a_page_with_its_own_title() -> None:
    root = fragment(render_preview(samples.decision()))
    assert headings(root)[0] == 2
    assert min(headings(root)) == 2
    assert all(e.get("id", "tekst-").startswith(("tekst-", "kaart-tekst-")) for e in root.iter())
    assert not [e for e in root.iter() if e.get("style") or e.tag == "style"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_preview_wraps_every_block_once(sample: Callable[[], Document]) -> None:
    document = sample()
    keys = [e.get("data-key") for e in fragment(render_preview(document)).iter() if e.get("data-key")]
    assert keys == [block.key for block in document.blocks]


def test_preview_says_what_the_document_says() -> None:
    document = samples.decision()
    body = parsed(render_html(document)).find("body/main")
    preview = fragment(render_preview(document))
    warned = "aangepast Let op: feit gewijzigd sinds u deze alinea aanpaste"
    spoken = (
        " ".join("".join(preview.itertext()).split()).replace(warned, "").replace("nodig is; ", "nodig is;")
    )
    assert "".join(spoken.split()) == "".join("".join(body.itertext()).split())


@pytest.mark.parametrize("as_function", [True, False])
def test_preview_links_editable_blocks_only(as_function: bool) -> None:
    document = samples.decision()
    urls = {block.key: f"/besluiten/1/tekst/{block.key}/" for block in document.blocks}
    root = fragment(render_preview(document, edit_urls=urls.get if as_function else urls))
    links = [e for e in root.iter("a") if e.text == "Aanpassen"]
    assert [e.get("href") for e in links] == [urls[b.key] for b in document.blocks if b.editable]
    names = [e.get("aria-label", "") for e in links]
    assert all(name.startswith("Aanpassen: ") for name in names)
    assert len(names) == len(set(names))
    assert "Aanpassen: overweging 2" in names


def test_preview_marks_edited_and_stale_blocks() -> None:
    root = fragment(render_preview(samples.decision()))
    item = next(e for e in root.iter("li") if e.get("data-key") == "overweging.noodzakelijkheid.1")
    said = " ".join("".join(item.itertext()).split())
    assert "aangepast" in said
    assert "feit gewijzigd sinds u deze alinea aanpaste" in said
    assert render_preview(samples.decision()).count("tekst-waarschuwing") == 1


def test_the_paper_is_the_same_text_set_closer() -> None:
    document = samples.paper()
    decision, paper = parsed(render_html(document)), parsed(render_html(document, "paper"))
    assert list(decision.find("body").itertext()) == list(paper.find("body").itertext())
    assert paper.find("body").get("class") == "paper"


def test_a_draft_says_so_in_its_title() -> None:
    assert parsed(render_html(samples.decision(draft=True))).findtext("head/title").startswith("Concept: ")
