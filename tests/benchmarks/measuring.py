"""How a benchmark is measured: the least processor time of some rounds, as a ratio in one run."""

from __future__ import annotations

import time
from collections.abc import Callable

from decisions.documents.fetcher import ResourceFetcher
from decisions.documents.html import RESOURCES
from decisions.documents.pdf import ADDRESS, TYPES, VARIANT

ROUNDS = 7


def seconds(act: Callable[[], None]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def beside_weasyprint(html: str, ours: Callable[[], None]) -> float:
    """How many times as long as WeasyPrint alone takes for this HTML; both are warmed up first."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    def stock() -> None:
        fetcher = ResourceFetcher(root=RESOURCES, address=ADDRESS, types=TYPES)
        fonts = FontConfiguration()
        css = CSS(url=f"{ADDRESS}fonts.css", url_fetcher=fetcher, font_config=fonts)
        page = HTML(string=html, base_url=ADDRESS, url_fetcher=fetcher)
        page.write_pdf(pdf_variant=VARIANT, stylesheets=[css], font_config=fonts)

    stock()
    ours()
    times = [(seconds(stock), seconds(ours)) for _ in range(ROUNDS)]
    alone, mine = (min(values) for values in zip(*times, strict=True))
    print(f"\nWeasyPrint alone {alone:.3f} s, ours {mine:.3f} s, ratio {mine / alone:.2f}")
    return mine / alone
