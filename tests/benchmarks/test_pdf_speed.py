"""Making the PDF accessible costs next to nothing beside making the PDF."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from decisions.documents import render_html, render_pdf
from decisions.documents.fetcher import ResourceFetcher
from decisions.documents.html import RESOURCES
from decisions.documents.pdf import ADDRESS, TYPES, VARIANT
from tests.decisions.documents import samples

AT_MOST = 1.3
ROUNDS = 7


@pytest.mark.benchmark
def test_render_pdf_takes_little_more_than_weasyprint_alone() -> None:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    document = samples.decision()
    html = render_html(document)

    def stock() -> None:
        fetcher = ResourceFetcher(root=RESOURCES, address=ADDRESS, types=TYPES)
        fonts = FontConfiguration()
        css = CSS(url=f"{ADDRESS}fonts.css", url_fetcher=fetcher, font_config=fonts)
        page = HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher)
        page.write_pdf(pdf_variant=VARIANT, stylesheets=[css], font_config=fonts)

    def ours() -> None:
        render_pdf(document)

    stock()
    ours()
    times: dict[str, list[float]] = {"stock": [], "ours": []}
    for _ in range(ROUNDS):
        times["stock"].append(seconds(stock))
        times["ours"].append(seconds(ours))
    least = {name: min(values) for name, values in times.items()}
    ratio = least["ours"] / least["stock"]
    print(f"\nWeasyPrint alone {least['stock']:.3f} s, ours {least['ours']:.3f} s, ratio {ratio:.2f}")
    assert ratio <= AT_MOST


def seconds(act: Callable[[], None]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start
