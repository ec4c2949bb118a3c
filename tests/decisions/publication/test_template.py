"""Templates that somebody uploads: what is refused, and with which words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from decisions.publication import template as judge
from decisions.publication.template import checked_template, lacking, styles_in
from tests.decisions.publication.test_word import NAMES, template

RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def upload(content: bytes, name: str = "sjabloon.dotx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def altered(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The good template with some of its parts changed."""
    source = zipfile.ZipFile(io.BytesIO(template()))
    parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def put(name: str, content: bytes) -> bytes:
    return altered(lambda parts: parts.update({name: content}))


def swap(name: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return altered(change)


def linked(kind: str) -> bytes:
    """A relation to elsewhere."""
    relation = (
        f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="https://a.example/x" '
        'TargetMode="External"/>'
    )
    return swap(RELATIONS, b"</Relationships>", relation.encode() + b"</Relationships>")


def entity(declaration: str, use: str) -> bytes:
    """A document type in front of the document, and something of it in its text."""

    def change(parts: dict[str, bytes]) -> None:
        xml = parts["word/document.xml"].decode()
        head, _, rest = xml.partition("?>")
        parts["word/document.xml"] = f"{head}?><!DOCTYPE w [{declaration}]>{rest}".replace(
            "Zo gebruikt", f"{use} gebruikt"
        ).encode()

    return altered(change)


LAUGHS = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("kind", ["docx", "dotx"])
def test_a_good_template_passes(kind: str) -> None:
    content = template(kind=kind)
    checked = checked_template(upload(content))
    assert (checked.content, checked.name) == (content, "sjabloon.dotx")
    assert lacking(content, NAMES) == []
    assert styles_in(content)["Lid van KOOP"] == "LidvanKOOP"


def test_links_that_word_does_not_follow_by_itself_are_no_harm() -> None:
    assert checked_template(upload(linked("hyperlink")))


def test_what_is_lacking_is_named_with_what_there_is() -> None:
    said = lacking(template(), {})
    assert "De stijl ‘OPLid’ (OPLid) staat niet in het sjabloon." in said
    assert said[-1].startswith("Wel in het sjabloon: OP Aanhef, OP Titel, OPArtikelTitel,")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"", "leeg"),
        (lambda: b"%PDF-1.7 x", "Dit soort bestand kan hier niet"),
        (lambda: template()[:2000], judge.DAMAGED),
        (lambda: put("word/vbaProject.bin", b"macro"), judge.HAS_ACTIVE),
        (
            lambda: swap(
                "[Content_Types].xml", b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"
            ),
            judge.NO_WORD_FILE,
        ),
        (
            lambda: swap(
                "[Content_Types].xml",
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            ),
            judge.HAS_ACTIVE,
        ),
        (lambda: put("word/embeddings/oleObject1.bin", b"x"), judge.HAS_ACTIVE),
        (lambda: put("word/activeX/activeX1.xml", b"<x/>"), judge.HAS_ACTIVE),
        (lambda: linked("image"), judge.HAS_LINKS),
        (lambda: linked("oleObject"), judge.HAS_ACTIVE),
        (lambda: linked("frame"), judge.HAS_LINKS),
        (lambda: entity('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"), judge.HAS_ENTITIES),
        (lambda: entity(LAUGHS, "&i;"), judge.DAMAGED),
        (lambda: swap("word/styles.xml", b"<w:style ", b"<w:style <"), judge.DAMAGED),
        (lambda: altered(lambda parts: parts.pop("word/document.xml")), judge.DAMAGED),
        (lambda: altered(lambda parts: parts.pop("_rels/.rels")), judge.DAMAGED),
        (lambda: put("word/media/groot.png", bytes(judge.MOST_UNPACKED)), judge.TOO_LARGE),
        (lambda: put("word/groot.xml", b"<a>" + b" " * judge.MOST_XML + b"</a>"), judge.TOO_LARGE),
        (
            lambda: altered(
                lambda parts: parts.update({f"word/{n}.txt": b"" for n in range(judge.MOST_PARTS + 1)})
            ),
            judge.TOO_LARGE,
        ),
    ],
    ids=[
        *("leeg", "pdf", "afgebroken", "macro", "excel", "macrotype", "ole", "activex", "afbeelding elders"),
        *("ole elders", "frame elders", "xxe", "lachers", "kapotte xml", "geen document", "geen relaties"),
        *("zipbom", "groot deel", "veel delen"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_dutch(content: Callable[[], bytes], words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        checked_template(upload(content()))
    assert words in refusal.value.messages[0]


def test_a_file_that_is_too_large_is_not_even_opened(settings: object) -> None:
    settings.UPLOAD_MAX_BYTES = 5000  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match="te groot"):
        checked_template(upload(template()))
