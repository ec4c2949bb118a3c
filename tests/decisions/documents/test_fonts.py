"""The fonts in the repository are the ones that were fetched, unmodified, as their licence asks."""

from __future__ import annotations

import hashlib
import json

from fontTools.ttLib import TTFont

from decisions.documents.html import RESOURCES

MAY_BE_EMBEDDED = 0


def test_vendored_files_are_complete_and_unchanged() -> None:
    listed = json.loads((RESOURCES / "VENDORED.json").read_text())["source-sans"]["files"]
    found = {
        str(path.relative_to(RESOURCES)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (RESOURCES / "fonts").iterdir()
    }
    assert found == listed


def test_fonts_may_be_embedded_and_hold_the_same_characters() -> None:
    fonts = [TTFont(path) for path in (RESOURCES / "fonts").glob("*.ttf")]
    assert len(fonts) == 3
    assert {font["OS/2"].fsType for font in fonts} == {MAY_BE_EMBEDDED}
    assert len({frozenset(font.getBestCmap()) for font in fonts}) == 1
