"""Makes the pictures in the manuals anew, from the demonstration:

    .venv/bin/python -m pytest tests/e2e/make_screens.py

Not part of the normal run (its name does not begin with test_); that run fails when a picture no longer shows
what is on its page (tests/interface/test_manuals_pages.py).
"""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from tests.e2e.screens import FOLDER, MADE_OF, SCREENS, lasting
from tests.e2e.test_every_page import contexts, served, visits

pytestmark = pytest.mark.e2e
__all__ = ["contexts", "served", "visits"]

SIZE = {"width": 1000, "height": 760}
COLOURS = 48

READABLE = """() => [...document.querySelectorAll(
    "main :is(h1, h2, h3, label, legend, button, th, a.button-link)")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.top >= 0 && box.bottom <= innerHeight
      && !element.closest(".visually-hidden");
  }).map((element) => element.textContent.trim().replace(/\\s+/g, " "))"""


def test_make_the_screens(served: LiveServer, contexts: dict[str, BrowserContext]) -> None:
    made: dict[str, list[str]] = {}
    for name, screen in SCREENS.items():
        page = contexts[screen.who].new_page()
        page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        answer: Any = page.goto(served.url + screen.path)
        assert answer.status == 200, name
        made[name] = sorted({words for words in page.evaluate(READABLE) if lasting(words)})
        assert made[name], name
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(FOLDER / f"{name}.png", optimize=True)
        page.close()
    MADE_OF.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for old in FOLDER.glob("*.png"):
        if old.stem not in SCREENS:
            old.unlink()
